//! The command line of `jobc explain`.

use crate::cli::world::World;

const FILE: &str = "\
SIZES = {'small': 128*MB, 'large': 1*GB}
def ram(size):
  chosen = SIZES[size]
  return chosen
def service(name, size):
  return Service(cluster = 'a', role = 'b', environment = 'prod', name = name,
    task = Task(name = 'run', processes = [Process(name = 'run', cmdline = 'run {{app}}')],
      resources = Resources(cpu = 1, ram = ram(size), disk = 1*GB))).bind(app = name)
jobs = [service('one', 'small'), service('two', 'large')(contact = 'x@example.com')]
";

fn world() -> World {
    World::new(&[("a.aurora", FILE)])
}

/// The kinds of the steps of a value, each with its line.
fn steps(wanted: &str) -> String {
    let run = world().run(&["explain", wanted, "a.aurora", "--format", "json"]);
    assert_eq!(run.code, 0, "{run:?}");
    let json = run.json();
    let values = json["jobs"][0]["values"]
        .as_array()
        .expect("values")
        .clone();
    assert_eq!(values.len(), 1, "{json}");
    let steps = values[0]["steps"].as_array().expect("steps").clone();
    let steps = steps.iter().map(|it| {
        let depth = it["depth"].as_u64().expect("a depth") as usize;
        let kind = it["kind"].as_str().expect("a kind");
        format!("{}{kind} {}", ">".repeat(depth), it["line"])
    });
    steps.collect::<Vec<_>>().join(", ")
}

#[test]
fn a_value_is_followed_through_calls_and_variables() {
    assert_eq!(
        steps("one.task.resources.ram"),
        "set 8, returned 8, assigned 3, written 1, called 9"
    );
    assert_eq!(
        steps("two.task.resources.ram"),
        "copied 9, set 8, returned 8, assigned 3, written 1, called 9"
    );
    assert_eq!(steps("one.name"), "set 6, passed 9, written 9");
}

#[test]
fn a_copy_is_a_step_of_what_it_keeps() {
    assert_eq!(steps("two.cluster"), "copied 9, set 6, written 6, called 9");
    assert_eq!(steps("two.contact"), "set 9, written 9");
}

#[test]
fn each_reference_has_the_scopes_that_were_searched() {
    let run = world().run(&["explain", "one.task.processes[run].cmdline", "a.aurora"]);
    assert_eq!(run.code, 0, "{run:?}");
    let expected = "
  {{app}} is 'one'
    not in the attributes of `Process` at a.aurora:7:44
    not in the attributes of `Task` at a.aurora:7:12
    not in the attributes of `Job` at a.aurora:6:10
";
    assert!(run.out.contains(expected), "{}", run.out);
    assert!(
        run.out.contains("found in a binding at a.aurora:8:75"),
        "{}",
        run.out
    );
}

#[test]
fn without_a_path_the_values_that_are_set_are_listed() {
    let run = world().run(&["explain", "one", "a.aurora"]);
    assert!(
        run.out
            .contains("task.resources.ram           128 MB  a.aurora:1:19\n"),
        "{}",
        run.out
    );
    assert!(!run.out.contains("max_failures"), "{}", run.out);
    let run = world().run(&["explain", "--defaults", "one.task", "a.aurora"]);
    assert!(run.out.contains("max_failures"), "{}", run.out);
    assert!(!run.out.contains("cluster"), "{}", run.out);
}

#[test]
fn what_does_not_exist_is_said() {
    let run = world().run(&["explain", "one.task.resource", "a.aurora"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(
        run.err
            .contains("`task` has no `resource`; did you mean `resources`?"),
        "{run:?}"
    );
    let run = world().run(&["explain", "three.task", "a.aurora"]);
    assert_eq!(run.code, 6, "{run:?}");
    assert!(run.err.contains("matches `three`"), "{run:?}");
}

#[test]
fn a_refused_job_is_explained_too() {
    let text = FILE.replace("cpu = 1", "cpu = '{{app}}'");
    let world = World::new(&[("a.aurora", &text)]);
    let run = world.run(&["explain", "one.task.resources.ram", "a.aurora"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.out.contains("128*MB"), "{run:?}");
}

#[test]
fn what_the_schema_sets_is_explained_by_the_call() {
    assert_eq!(steps("one.service"), "copied 6, called 9, called 6");
}
