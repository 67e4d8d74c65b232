//! The order of processes is compared as an order.

use super::{Repository, service};

const TASK: &str = "\
p = [Process(name = n, cmdline = 'run ' + n) for n in ['get', 'run', 'log']]
jobs = [Service(cluster = 'west', role = 'www', environment = 'prod', name = 'a',
  task = Task(name = 't', processes = p, constraints = order('get', 'run', 'log'),
    resources = Resources(cpu = 1, ram = 64*MB, disk = 1*GB)))]
";

#[test]
fn another_order_of_processes_is_shown_as_an_order() {
    let repository = Repository::new(&[("a.aurora", TASK)]);
    repository.replace(
        "a.aurora",
        "order('get', 'run', 'log')",
        "order('get', 'log', 'run')",
    );
    let run = repository.diff(&[]);
    let expected = "  task.constraints\n      [-get < run < log-]\n      {+get < log < run+}\n";
    assert!(run.out.contains(expected), "{}", run.out);
    assert!(run.out.contains("instances  1 replaced"), "{}", run.out);
}

#[test]
fn the_same_processes_in_another_order_are_reordered() {
    let repository = Repository::new(&[("a.aurora", TASK)]);
    repository.replace("a.aurora", "['get', 'run', 'log']", "['log', 'get', 'run']");
    let changes = repository.json(&[])["groups"][0]["changes"].clone();
    assert_eq!(changes[0]["path"], "task.processes", "{changes}");
    assert_eq!(changes[0]["kind"], "reordered", "{changes}");
    assert_eq!(changes.as_array().map(Vec::len), Some(1), "{changes}");
}

#[test]
fn what_names_an_order_that_is_the_same_is_no_change() {
    let text = format!("jobs = [{}]\n", service("a", ""));
    let repository = Repository::new(&[("a.aurora", &text)]);
    repository.replace("a.aurora", "jobs = [", "# a comment\njobs = [");
    let run = repository.diff(&[]);
    assert!(run.out.contains("nothing differs"), "{}", run.out);
}
