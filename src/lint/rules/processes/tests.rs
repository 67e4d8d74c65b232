//! Doubtful numbers of tasks and processes, and numbers that are not.

use crate::lint::rules::tests::findings;

/// A job whose task has one process; the attributes of a case come last and win.
const SOUND: &str = "
def task(process = {}, **attributes):
  all = dict(name = 't', processes = [Process(**dict(dict(name = 'p', cmdline = './run'), **process))],
    resources = Resources(cpu = 1, ram = 1*GB, disk = 1*GB))
  all.update(attributes)
  return Job(cluster = 'c', role = 'r', environment = 'devel', name = 'n', contact = 'x', task = Task(**all))
";

fn codes(job: &str) -> Vec<&'static str> {
    let text = format!("{SOUND}jobs = [{job}]\n");
    let found = findings("processes", &[("main.aurora", &text)]).into_iter();
    found.map(|it| it.rule).collect()
}

#[test]
fn doubtful_numbers_are_found() {
    for (job, rule) in [
        ("task({'max_failures': -1})", "negative-number"),
        ("task({'min_duration': -5})", "negative-number"),
        ("task(max_failures = -1)", "negative-number"),
        ("task(max_concurrency = -1)", "negative-number"),
        ("task(finalization_wait = -1)", "negative-number"),
        ("task(max_failures = 2)", "unreachable-task-failures"),
        ("task({'max_failures': 0})", "too-many-process-failures"),
        ("task({'max_failures': 101})", "too-many-process-failures"),
        (
            "task({'daemon': True, 'max_failures': 0})",
            "daemon-without-pause",
        ),
        (
            "task({'daemon': True, 'min_duration': 60})",
            "daemon-without-pause",
        ),
    ] {
        assert_eq!(codes(job), [rule], "{job}");
    }
}

#[test]
fn other_numbers_are_left_alone() {
    for job in [
        "task()",
        "task({'max_failures': 100, 'min_duration': 0})",
        "task(max_failures = 0, max_concurrency = 0, finalization_wait = 0)",
        "task(max_failures = 1)",
        "task({'daemon': True})",
        "task(processes = [])",
    ] {
        assert_eq!(codes(job), Vec::<&str>::new(), "{job}");
    }
}
