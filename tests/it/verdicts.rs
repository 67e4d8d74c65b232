//! What the client accepts and refuses, over all members of a kind: attributes that are `Empty`, runtime references, braces that are to stay.

use crate::golden::host::CaseHost;
use jobc::compile::{Compilation, CompileOptions, Input, compile};
use jobc::eval::FinalKind;
use jobc::stack::STACK_SIZE;
use std::path::Path;

const JOB: &str = "task = Task(name = 't', processes = [Process(name = 'p', cmdline = 'run')], resources = Resources(cpu = 1, ram = 1*GB, disk = 1*GB))\njob = Job(cluster = 'west', role = 'web', environment = 'prod', name = 'n', task = task)\n";

fn with<T: Send + 'static>(
    text: String,
    look: impl FnOnce(Compilation) -> T + Send + 'static,
) -> T {
    let run = move || {
        let input = Input::Text {
            name: "jobs.aurora".into(),
            bytes: text.into_bytes(),
        };
        let host = CaseHost::new(Path::new("."), vec![("USER".into(), "vagrant".into())]);
        let options = CompileOptions {
            keeps_resolutions: true,
            ..CompileOptions::default()
        };
        look(compile(&input, &options, &host))
    };
    let thread = std::thread::Builder::new()
        .stack_size(STACK_SIZE)
        .spawn(run);
    thread.expect("a thread").join().expect("no panic")
}

/// The errors: code, and the characters that are wrong. Asserts that no job got lost.
fn errors(text: String) -> Vec<(String, String)> {
    with(text, |compilation| {
        let errors: Vec<_> = compilation
            .diagnostics
            .iter()
            .filter(|it| it.is_error() && !jobc::job::is_scheduler(it.code))
            .map(|it| {
                let written = compilation.sources.text(it.primary.span);
                (it.code.code.to_owned(), written.to_owned())
            })
            .collect();
        let counts = (compilation.jobs.len(), compilation.refused.len());
        let expected = if errors.is_empty() { (1, 0) } else { (0, 1) };
        assert_eq!(counts, expected, "accepted and refused; {errors:?}");
        errors
    })
}

/// The names of the attributes of a struct of the schema.
fn attributes(ty: &'static str) -> Vec<String> {
    with(JOB.to_owned(), move |compilation| {
        let FinalKind::Type(ty) = &compilation.globals.get(ty).expect(ty).kind else {
            panic!("`{ty}` is not a type");
        };
        let declared = &ty.as_struct().expect("a struct").attributes;
        declared.keys().map(ToString::to_string).collect()
    })
}

/// A struct, how a job gets it with some attributes, and the attributes that the client needs.
type Holder = (&'static str, &'static str, &'static str);

const HOLDERS: &[Holder] = &[
    (
        "Job",
        "job(…)",
        "name instances priority production service max_task_failures cron_collision_policy health_check_config update_config executor_config role cluster environment task",
    ),
    (
        "UpdateConfig",
        "job(update_config = UpdateConfig(…))",
        "watch_secs max_total_failures",
    ),
    (
        "QueueUpdateStrategy",
        "job(update_config = UpdateConfig(update_strategy = QueueUpdateStrategy(…)))",
        "",
    ),
    (
        "BatchUpdateStrategy",
        "job(update_config = UpdateConfig(update_strategy = BatchUpdateStrategy(…)))",
        "",
    ),
    (
        "VariableBatchUpdateStrategy",
        "job(update_config = UpdateConfig(update_strategy = VariableBatchUpdateStrategy(batch_sizes = [1])(…)))",
        "batch_sizes",
    ),
    (
        "HealthCheckConfig",
        "job(health_check_config = HealthCheckConfig(…))",
        "initial_interval_secs interval_secs max_consecutive_failures min_consecutive_successes",
    ),
    (
        "HttpHealthChecker",
        "job(health_check_config = HealthCheckConfig(health_checker = HealthCheckerConfig(http = HttpHealthChecker(…))))",
        "",
    ),
    (
        "ShellHealthChecker",
        "job(health_check_config = HealthCheckConfig(health_checker = HealthCheckerConfig(shell = ShellHealthChecker(…))))",
        "shell_command",
    ),
    (
        "Announcer",
        "job(announce = Announcer(…))",
        "primary_port portmap",
    ),
    (
        "ExecutorConfig",
        "job(executor_config = ExecutorConfig(…))",
        "name",
    ),
    (
        "ExecutorConfig",
        "job(executor_config = ExecutorConfig(name = 'Other', data = '{}')(…))",
        "name data",
    ),
    (
        "PartitionPolicy",
        "job(partition_policy = PartitionPolicy(…))",
        "reschedule delay_secs",
    ),
    (
        "CoordinatorSlaPolicy",
        "job(sla_policy = CoordinatorSlaPolicy(coordinator_url = 'u')(…))",
        "coordinator_url status_key",
    ),
    ("Mesos", "job(container = Mesos(…))", "volumes"),
    ("Docker", "job(container = Docker(image = 'i')(…))", "image"),
    (
        "Container",
        "job(container = Container(docker = Docker(image = 'i'))(…))",
        "docker",
    ),
    ("Task", "job(task = task(…))", "processes resources"),
    (
        "Process",
        "job(task = task(processes = [Process(name = 'p', cmdline = 'run')(…)]))",
        "cmdline name max_failures daemon final ephemeral min_duration",
    ),
    (
        "Resources",
        "job(task = task(resources = Resources(cpu = 1, ram = 1*GB, disk = 1*GB)(…)))",
        "cpu ram disk gpu",
    ),
    (
        "Logger",
        "job(task = task(processes = [Process(name = 'p', cmdline = 'run', logger = Logger(…))]))",
        "",
    ),
    (
        "RotatePolicy",
        "job(task = task(processes = [Process(name = 'p', cmdline = 'run', logger = Logger(rotate = RotatePolicy(…)))]))",
        "",
    ),
    (
        "HttpLifecycleConfig",
        "job(lifecycle = LifecycleConfig(http = HttpLifecycleConfig(…)))",
        "",
    ),
    (
        "Metadata",
        "job(metadata = [Metadata(key = 'k', value = 'v')(…)])",
        "key value",
    ),
];

#[test]
fn an_empty_attribute_is_refused_where_the_client_reads_it_and_nowhere_else() {
    for (ty, holder, needed) in HOLDERS {
        let needed: Vec<&str> = needed.split(' ').collect();
        for attribute in attributes(ty) {
            let made = holder.replace('…', &format!("{attribute} = Empty"));
            let errors = errors(format!("{JOB}jobs = [{made}]\n"));
            let is_needed = needed.contains(&&*attribute);
            assert_eq!(!errors.is_empty(), is_needed, "{made}: {errors:?}");
            for (code, written) in errors {
                assert!(
                    ["E303", "E521"].contains(&&*code),
                    "{made}: {code} {written}"
                );
            }
        }
    }
}

#[test]
fn what_removed_an_attribute_is_shown() {
    for made in [
        "job(priority = Empty)",
        "job(priority = Empty)(contact = 'a@b')",
        "job(priority = Empty).bind(x = 1)",
        "job(update_config = UpdateConfig(watch_secs = Empty))",
    ] {
        let found = errors(format!("{JOB}jobs = [{made}]\n"));
        assert_eq!(found, [("E303".into(), "Empty".into())], "{made}");
    }
    assert_eq!(
        errors(format!(
            "{JOB}jobs = [job(priority = Empty)(priority = 1)]\n"
        )),
        []
    );
}

#[test]
fn a_job_without_a_name_is_refused_and_those_beside_it_are_not() {
    let text = format!("{JOB}jobs = [job, job(name = Empty), job(name = 'b')]\n");
    let (accepted, refused) = with(text, |compilation| {
        (compilation.jobs.len(), compilation.refused.len())
    });
    assert_eq!((accepted, refused), (2, 1));
}

/// The errors of a job with this command line.
fn of_command(command: &str) -> Vec<(String, String)> {
    let task = format!(
        "job(task = task(processes = [Process(name = 'p', cmdline = '{}')]))",
        command.replace('\'', "\\'")
    );
    errors(format!("{JOB}jobs = [{task}.bind(bound = 'x')]\n"))
}

#[test]
fn a_task_refers_to_the_cluster_in_exactly_its_own_words() {
    for command in [
        "{{mesos.instance}} {{mesos.hostname}} {{thermos.task_id}} {{thermos.ports[http]}}",
        "{{mesos.role}} {{mesos.cluster}} {{thermos.user}} {{mesos}}",
        "{{thermos.ports[a{{mesos.instance}}]}}",
        "{{thermos.ports[{{bound}}]}}",
        "{{&bound}} {{&&bound}} {{&&&&&&role}} {{&&&thermos.ports[http]}}",
        "awk \"{print}\" {{thermos.ports[http]}} {{}}",
    ] {
        assert_eq!(of_command(command), [], "{command}");
    }
    for (command, code, wrong) in [
        (
            "{{thermos.ports[http].x}}",
            "E520",
            "{{thermos.ports[http].x}}",
        ),
        (
            "{{thermos.ports[http][0]}}",
            "E520",
            "{{thermos.ports[http][0]}}",
        ),
        ("{{thermos.ports.http}}", "E520", "{{thermos.ports.http}}"),
        ("{{mesos.instance.x}}", "E401", "{{mesos.instance.x}}"),
        ("{{thermos.task_id[0]}}", "E401", "{{thermos.task_id[0]}}"),
        (
            "{{a[{{thermos.ports[http]}}]}}",
            "E522",
            "{{thermos.ports[http]}}",
        ),
        ("{{a.{{thermos.task_id}}}}", "E522", "{{thermos.task_id}}"),
        ("{{a[{{mesos.instance}}]}}", "E522", "{{mesos.instance}}"),
        (
            "{{thermos.ports[{{thermos.ports[http]}}]}}",
            "E522",
            "{{thermos.ports[http]}}",
        ),
        (
            "{{thermos.ports[{{thermos.task_id}}]}}",
            "E522",
            "{{thermos.task_id}}",
        ),
        ("{{&x}}", "E401", "{{&x}}"),
        ("{{&&x}}", "E401", "{{&&x}}"),
        ("{{&&&&&&x}}", "E401", "{{&&&&&&x}}"),
    ] {
        let expected = [(code.to_owned(), wrong.to_owned())];
        assert_eq!(of_command(command), expected, "{command}");
    }
}

#[test]
fn every_value_that_is_not_text_is_known_before_the_job_runs() {
    for made in [
        "job(instances = '{{mesos.instance}}')",
        "job(health_check_config = HealthCheckConfig(timeout_secs = '{{mesos.instance}}'))",
        "job(task = task(max_failures = '{{mesos.instance}}'))",
        "job(task = task(processes = [Process(name = 'p', cmdline = 'x', daemon = '{{mesos.instance}}')]))",
        "job(lifecycle = LifecycleConfig(http = HttpLifecycleConfig(shutdown_wait_secs = '{{thermos.ports[x]}}')))",
    ] {
        let found = errors(format!("{JOB}jobs = [{made}]\n"));
        assert_eq!(found.len(), 1, "{made}: {found:?}");
        assert_eq!(found[0].0, "E522", "{made}");
    }
}

#[test]
fn the_advice_to_keep_braces_keeps_them() {
    for command in [
        "docker ps --format {{.Names}}",
        "docker ps --format \"{{.Names}}\"",
        "docker ps --format '{{.Names}}'",
        "docker inspect -f {{range.x}}",
        "awk '{{print $1}}'",
        "jq {{1}}{{2}}",
    ] {
        for quote in ["'", "\"", "'''"] {
            let literal = |command: &str| {
                let escaped = match quote {
                    "'''" => command.to_owned(),
                    _ => command.replace(quote, &format!("\\{quote}")),
                };
                format!("{quote}{escaped} {quote}")
            };
            let mut written = literal(command);
            for round in 0.. {
                assert!(round < 4, "{written}: the advice does not help");
                let text = format!(
                    "{JOB}jobs = [job(task = task(processes = [Process(name = 'p', cmdline = {written})]))]\n"
                );
                let start = text.rfind(&written).expect("the literal");
                let advice = with(text, move |compilation| {
                    let first = compilation.diagnostics.iter().find(|it| it.is_error())?;
                    let help = first.help.clone().unwrap_or_default();
                    let help = help
                        .rsplit_once("write `")
                        .map_or(String::new(), |(_, it)| it.into());
                    let kept = help.split('`').next().unwrap_or_default().to_owned();
                    let range = first.primary.span.range();
                    Some((range.start - start..range.end - start, kept))
                });
                let Some((range, kept)) = advice else { break };
                assert!(!kept.is_empty(), "{written}: no advice");
                written.replace_range(range, &kept);
            }
        }
    }
}
