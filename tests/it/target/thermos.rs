//! The target `thermos`: what it writes is a `Task` of the schema again.

use crate::cli::world::World;
use serde_json::{Value, json};

const JOB: &str = "\
jobs = [Job(
  cluster = 'west', role = 'www', environment = 'prod', name = 'n', instances = 3,
  task = Task(
    name = 'all', max_failures = 2, max_concurrency = 1, finalization_wait = 7, user = 'me',
    resources = Resources(cpu = 1.5, ram = 64*MB, disk = 1*GB),
    processes = [
      Process(name = 'a', cmdline = \"echo '{{mesos.instance}}' {{mesos.hostname}} {{thermos.ports[http]}} {{thermos.task_id}}\",
        max_failures = 3, min_duration = 0, daemon = True, ephemeral = True,
        logger = Logger(mode = LoggerMode('rotate'), rotate = RotatePolicy(backups = 2))),
      Process(name = 'b', cmdline = 'true'), Process(name = 'c', cmdline = 'true', final = True)],
    constraints = order('b', 'a')))]
";

fn emit(world: &World, file: &str, more: &[&str]) -> Value {
    let common = ["emit", "--quiet", "--target", "thermos", file];
    world.run(&[&common[..], more].concat()).json()
}

#[test]
fn a_task_is_read_again_as_it_was_written() {
    let world = World::new(&[("job.aurora", JOB)]);
    let task = emit(
        &world,
        "job.aurora",
        &["--set", "instance=2", "--set", "hostname=h1"],
    );
    assert_eq!(
        task["processes"][0]["cmdline"],
        "echo '2' h1 {{thermos.ports[http]}} {{thermos.task_id}}"
    );
    assert_eq!(
        task["processes"][0]["logger"]["rotate"]["backups"],
        json!(2)
    );
    assert_eq!(task["constraints"], json!([{"order": ["b", "a"]}]));
    // Read as an exported task, and as the task of a job.
    let text = serde_json::to_string(&task).unwrap();
    let again = format!("import json\nexport(Task(**json.loads(r'''{text}''')))\n");
    let job = format!(
        "import json\njobs = [Job(cluster = 'c', role = 'r', environment = 'prod', task = Task(**json.loads(r'''{text}''')))]\n"
    );
    let world = World::new(&[("again.thermos", &again), ("again.aurora", &job)]);
    assert_eq!(emit(&world, "again.thermos", &[]), task);
    assert_eq!(emit(&world, "again.aurora", &[]), task);
}

#[test]
fn a_file_for_the_runner_is_written_without_what_jobs_have() {
    let text = "export(Task(name = 'fetch', processes = [Process(name = 'p', cmdline = 'curl {{url}}')]).bind(url = 'x'))\n";
    let world = World::new(&[("a.thermos", text)]);
    let run = world.run(&["emit", "--target", "thermos", "--strict", "a.thermos"]);
    assert_eq!(run.err, "", "nothing of a task is lost");
    let task = run.json();
    assert_eq!(task["name"], "fetch");
    assert_eq!(task["processes"][0]["cmdline"], "curl x");
    assert_eq!(task.get("resources"), None);
}

#[test]
fn a_file_for_the_runner_can_be_a_script_but_no_job() {
    let text = "export(Task(name = 'fetch', processes = [Process(name = 'p', cmdline = 'echo x > out')]))\n";
    let world = World::new(&[("a.thermos", text)]);
    let arguments = ["emit", "--quiet", "--target", "script", "a.thermos", "-o"];
    world.run(&[&arguments[..], &["a.sh"]].concat()).success();
    let status = std::process::Command::new("bash")
        .args(["a.sh", "--sandbox", "box"])
        .current_dir(world.path("."))
        .output()
        .unwrap();
    assert!(status.status.success());
    let out = std::fs::read_to_string(world.path("box/out")).unwrap();
    assert_eq!(out, "x\n");
    let run = world.run(&["emit", "--target", "harpoon", "a.thermos"]);
    assert_ne!(run.code, 0);
    assert!(run.err.contains("exports tasks"), "{}", run.err);
}

#[test]
fn an_instance_that_does_not_exist_is_an_error() {
    let world = World::new(&[("job.aurora", JOB)]);
    let run = world.run(&[
        "emit",
        "--target",
        "thermos",
        "--set",
        "instance=3",
        "job.aurora",
    ]);
    assert_ne!(run.code, 0);
    assert!(run.err.contains("has 3 instances"), "{}", run.err);
}
