//! The target `harpoon`: each rule that harpoon validates, and each thing that it cannot say.

use crate::cli::world::{Run, World};
use serde_json::{Value, json};

/// Runs the target over a job with these attributes of job, task and its process `p`.
fn emit(job: &str, task: &str, process: &str, more: &[&str]) -> Run {
    let text = format!(
        "jobs = [Job(**dict(dict(
  cluster = 'west', role = 'www', environment = 'prod', name = 'n',
  task = Task(**dict(dict(name = 't', resources = Resources(cpu = 1.5, ram = 64*MB, disk = 1*GB),
    processes = [Process(**dict(dict(name = 'p', cmdline = './serve'), **{process}))]), **{task}))), **{job}))]\n"
    );
    let world = World::new(&[("job.aurora", &text)]);
    let common = [
        "emit",
        "--target",
        "harpoon",
        "--set",
        "artifact_url=http://host/root.tar.gz",
        "job.aurora",
    ];
    let mut run = world.run(&[&common[..], more].concat());
    // Without the ends of lines.
    let words: Vec<&str> = run.err.split_whitespace().filter(|it| *it != "│").collect();
    run.err = words.join(" ");
    run
}

fn of_job(job: &str) -> Value {
    emit(job, "{}", "{}", &[]).json()
}

fn of_process(process: &str) -> Value {
    emit("{}", "{}", process, &[]).json()
}

const NO_PORT: &str = "{}";
const HEALTH: &str = "dict(cmdline = './serve {{thermos.ports[health]}}')";

#[test]
fn a_document_is_complete() {
    let document = of_job("dict(instances = 3, service = True)");
    assert_eq!(
        document,
        json!({
            "job": "n", "environment": "prod", "product": "www", "scale": 3, "env": {}, "health_checks": [],
            "artifact_url": "http://host/root.tar.gz", "ports": {}, "restart": "always",
            "command": {"working_dir": "/tmp", "exec": ["/bin/bash", "-c", "./serve"]},
            "resources": {"mem": 64, "cpu": 1.5, "fd": 32768},
            "storage": {"tmp": {"/tmp": 1024}, "volumes": {}},
            "grace": {"startup": "3s", "shutdown": "10s"},
        })
    );
}

#[test]
fn names_can_be_others() {
    let document = emit(
        "dict(environment = 'devel')",
        "{}",
        "{}",
        &[
            "--set",
            "environments=devel=dev",
            "--set",
            "product=shop",
            "--set",
            "sandbox=/box",
            "--set",
            "fd=9",
        ],
    )
    .json();
    assert_eq!(document["environment"], "dev");
    assert_eq!(document["product"], "shop");
    assert_eq!(document["command"]["working_dir"], "/box");
    assert_eq!(document["storage"]["tmp"], json!({"/box": 1024}));
    assert_eq!(document["resources"]["fd"], 9);
}

#[test]
fn the_number_of_containers_has_limits() {
    assert_eq!(of_job("dict(instances = 1000)")["scale"], 1000);
    let run = emit("dict(instances = 1001)", "{}", "{}", &[]);
    assert!(run.err.contains("from 1 to 1000 containers"), "{}", run.err);
    assert_ne!(run.code, 0);
}

#[test]
fn an_artifact_comes_from_an_option_or_metadata() {
    let text = "dict(metadata = [Metadata(key = 'artifact_url', value = 'https://other/x.tgz')])";
    assert_eq!(
        emit(text, "{}", "{}", &["--set", "artifact_url="]).json()["artifact_url"],
        "https://other/x.tgz"
    );
    for url in [
        "artifact_url=",
        "artifact_url=root.tar.gz",
        "artifact_url=http://a b",
    ] {
        let run = emit("{}", "{}", "{}", &["--set", url]);
        assert_ne!(run.code, 0, "{url}");
        assert!(run.err.contains("needs the URL"), "{}", run.err);
    }
}

#[test]
fn ports_are_variables() {
    let document = of_process(
        "dict(cmdline = './serve -p {{thermos.ports[http]}}x {{thermos.ports[admin]}} {{mesos.hostname}}')",
    );
    assert_eq!(document["ports"], json!({"HTTP": 0, "ADMIN": 0}));
    assert_eq!(
        document["command"]["exec"][2],
        "./serve -p ${PORT_HTTP}x ${PORT_ADMIN} $(hostname)"
    );
    // A variable is not replaced within quotes.
    let document = of_process(r#"dict(cmdline = "./serve '{{thermos.ports[http]}}'")"#);
    let script = document["command"]["exec"][2].as_str().unwrap();
    assert!(script.contains("port['http']=$PORT_HTTP\n"), "{script}");
    let job = "dict(announce = Announcer(portmap = {'http': '8080', 'alias': 'http'}), constraints = {'dedicated': 'www/x'})";
    let document = emit(
        job,
        "{}",
        "dict(cmdline = './serve {{thermos.ports[http]}} {{thermos.ports[alias]}}')",
        &[],
    )
    .json();
    assert_eq!(document["ports"], json!({"HTTP": 8080}));
    assert_eq!(
        document["command"]["exec"][2],
        "./serve ${PORT_HTTP} ${PORT_HTTP}"
    );
    for (ports, words) in [
        ("{{thermos.ports[a-b]}}", "not a valid name for a variable"),
        (
            "{{thermos.ports[a]}} {{thermos.ports[A]}}",
            "does not tell the ports `A`",
        ),
    ] {
        let run = emit("{}", "{}", &format!("dict(cmdline = '{ports}')"), &[]);
        assert_ne!(run.code, 0, "{ports}");
        assert!(run.err.contains(words), "{}", run.err);
    }
}

#[test]
fn references_that_a_container_cannot_fill_in_are_refused() {
    for reference in ["mesos.instance", "thermos.task_id"] {
        let run = emit(
            "{}",
            "{}",
            &format!("dict(cmdline = 'echo {{{{{reference}}}}}')"),
            &[],
        );
        assert_ne!(run.code, 0, "{reference}");
        assert!(run.err.contains(reference), "{}", run.err);
        assert!(run.err.contains("task.processes[0].cmdline"), "{}", run.err);
    }
}

#[test]
fn what_one_command_line_does_not_say_is_a_script() {
    for process in [
        "dict(max_failures = 2)",
        "dict(daemon = True)",
        "dict(final = True)",
    ] {
        let document = of_process(process);
        let script = document["command"]["exec"][2].as_str().unwrap();
        assert!(script.contains("sandbox='/tmp'\n"), "{process}: {script}");
    }
    let task = "dict(processes = [Process(name = 'a', cmdline = 'echo a >> n'), Process(name = 'b', cmdline = 'echo b >> n')], constraints = order('b', 'a'))";
    let folder = tempfile::tempdir().unwrap();
    let sandbox = format!("sandbox={}", folder.path().display());
    let document = emit("{}", task, "{}", &["--set", &sandbox]).json();
    let exec: Vec<&str> = document["command"]["exec"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it.as_str().unwrap())
        .collect();
    let output = std::process::Command::new(exec[0])
        .args(&exec[1..])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(
        std::fs::read_to_string(folder.path().join("n")).unwrap(),
        "b\na\n"
    );
}

#[test]
fn health_is_checked_over_its_port() {
    let config = |more: &str| format!("dict(health_check_config = HealthCheckConfig({more}))");
    assert_eq!(
        emit(&config(""), "{}", NO_PORT, &[]).json()["health_checks"],
        json!([])
    );
    let more = "initial_interval_secs = 60, interval_secs = 1.5, timeout_secs = 5,
        health_checker = HealthCheckerConfig(http = HttpHealthChecker(endpoint = '/up', expected_response_code = 204))";
    let run = emit(&config(more), "{}", HEALTH, &[]);
    assert!(run.err.contains("harpoon accepts 0s to 3s"), "{}", run.err);
    let document = run.json();
    assert_eq!(
        document["health_checks"],
        json!([{
            "protocol": "HTTP", "port": "HEALTH", "initial_delay": "30s", "timeout": "3s", "interval": "1500ms",
            "http_path": "/up", "http_acceptable_responses": [204],
        }])
    );
    assert_eq!(document["grace"]["startup"], "30s");
    let document = emit("{}", "{}", HEALTH, &[]).json();
    assert_eq!(
        document["health_checks"][0]["http_acceptable_responses"],
        json!([200])
    );
    assert_eq!(document["grace"]["startup"], "15s");
    let shell = config(
        "health_checker = HealthCheckerConfig(shell = ShellHealthChecker(shell_command = 'true'))",
    );
    let run = emit(&shell, "{}", HEALTH, &[]);
    assert!(
        run.err.contains("no commands as health checks"),
        "{}",
        run.err
    );
    assert_eq!(run.json()["health_checks"], json!([]));
}

#[test]
fn time_to_end_has_limits() {
    for (wait, duration) in [(0, "250ms"), (1, "1s"), (60, "10s")] {
        let task = format!("dict(finalization_wait = {wait})");
        let run = emit("{}", &task, "{}", &[]);
        let is_exact = wait == 1;
        assert_eq!(
            run.err.contains("task.finalization_wait"),
            !is_exact,
            "{}",
            run.err
        );
        assert_eq!(run.json()["grace"]["shutdown"], duration);
    }
    // The port of the lifecycle is that of the health checks.
    let lifecycle = "dict(lifecycle = LifecycleConfig(http = HttpLifecycleConfig(graceful_shutdown_wait_secs = 3, shutdown_wait_secs = 4)))";
    let run = emit(lifecycle, "{}", HEALTH, &[]);
    assert_eq!(run.json()["grace"]["shutdown"], "7s");
}

#[test]
fn what_ends_starts_again_as_the_job_says() {
    for (job, restart) in [
        ("dict(service = True)", "always"),
        ("dict(max_task_failures = 1)", "no"),
        ("dict(max_task_failures = 3)", "on-failure"),
        ("dict(max_task_failures = -1)", "on-failure"),
    ] {
        assert_eq!(of_job(job)["restart"], restart, "{job}");
    }
    let run = emit("dict(max_task_failures = 3)", "{}", "{}", &[]);
    assert!(run.err.contains("does not count failures"), "{}", run.err);
}

#[test]
fn memory_and_disk_are_megabytes_rounded_down() {
    let task = "dict(resources = Resources(cpu = 0.25, ram = 3*MB - 1, disk = 2*MB + 1))";
    let run = emit("{}", task, "{}", &[]);
    assert!(run.err.contains("whole megabytes"), "{}", run.err);
    let document = run.json();
    assert_eq!(
        document["resources"],
        json!({"mem": 2, "cpu": 0.25, "fd": 32768})
    );
    assert_eq!(document["storage"]["tmp"], json!({"/tmp": 2}));
}

#[test]
fn volumes_are_folders_of_the_machine() {
    let job = "dict(container = Mesos(volumes = [Volume(container_path = '/data', host_path = '/srv', mode = Mode('RO'))]))";
    let run = emit(job, "{}", "{}", &[]);
    assert!(run.err.contains("container.volumes[0].mode"), "{}", run.err);
    assert_eq!(run.json()["storage"]["volumes"], json!({"/data": "/srv"}));
}

#[test]
fn what_harpoon_does_not_know_is_reported() {
    for (job, words) in [
        (
            "dict(cron_schedule = '1 2 * * *')",
            "cannot run the job because of `cron_schedule`",
        ),
        (
            "dict(service = True, update_config = UpdateConfig(batch_size = 2))",
            "no form for `update_config`",
        ),
        (
            "dict(constraints = {'host': 'limit:1'})",
            "no form for `constraints`",
        ),
        ("dict(tier = 'preemptible')", "no form for `tier`"),
        ("dict(priority = 3)", "no form for `priority`"),
        ("dict(announce = Announcer())", "no form for `announce`"),
        (
            "dict(partition_policy = PartitionPolicy(delay_secs = 3))",
            "no form for `partition_policy`",
        ),
        ("dict(contact = 'me@example.com')", "no form for `contact`"),
        (
            "dict(metadata = [Metadata(key = 'a', value = 'b')])",
            "no form for `metadata`",
        ),
        (
            "dict(container = Docker(image = 'a'))",
            "no form for `container`",
        ),
        (
            "dict(executor_config = ExecutorConfig(name = 'other', data = '{}'))",
            "because of `executor_config`",
        ),
    ] {
        let run = emit(job, "{}", "{}", &[]);
        assert!(run.err.contains(words), "{job}: {}", run.err);
        assert_eq!(
            run.code != 0,
            words.contains("because"),
            "{job}: {}",
            run.err
        );
    }
    let run = emit(
        "{}",
        "dict(resources = Resources(cpu = 1, ram = 64*MB, disk = 1*GB, gpu = 1))",
        "{}",
        &[],
    );
    assert!(run.err.contains("`task.resources.gpu`"), "{}", run.err);
}
