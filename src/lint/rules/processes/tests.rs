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

#[test]
fn rows_of_short_processes() {
    const RUN: &str = "Process(name = 'run', cmdline = 'java -jar app.jar')";
    let short = |commands: &[&str]| {
        let processes = commands.iter().enumerate();
        let processes =
            processes.map(|(n, it)| format!("Process(name = 'p{n}', cmdline = '{it}'), "));
        processes.collect::<String>()
    };
    for (commands, found) in [
        (
            &[
                "curl -O https://packages.example.com/app.zip",
                "unzip app.zip",
                "rm -f app.zip",
            ][..],
            1,
        ),
        (
            &["rcp user@machine:app .", "unzip app.zip", "rm -f app.zip"],
            1,
        ),
        (
            &[
                "curl -O https://packages.example.com/app.zip",
                "unzip app.zip",
            ],
            0,
        ),
        (&["./prepare", "unzip app.zip", "rm -f app.zip"], 0),
        (&["curl -O x && unzip x", "./migrate", "rm -f x"], 0),
    ] {
        let processes = format!("[{}{RUN}]", short(commands));
        let text = format!(
            "jobs = [Job(cluster = 'c', role = 'r', environment = 'devel', name = 'n', contact = 'x', task = \
             SequentialTask(processes = {processes}, resources = Resources(cpu = 1, ram = 1*GB, disk = 1*GB)))]\n"
        );
        let rules = findings("many-short-processes", &[("main.aurora", &text)]);
        assert_eq!(rules.len(), found, "{text}");
    }
}
