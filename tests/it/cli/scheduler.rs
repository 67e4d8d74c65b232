//! Jobs that the client accepts and the scheduler rejects: every command treats them alike.

use crate::cli::world::*;

/// A job that the scheduler rejects whatever its flags are, and one that depends on a flag.
const REJECTED: &str = "job(name = 'never', constraints = {'host': 'limit:0'})";
const FLAGGED: &str = "job(environment = 'qa')";
const SOUND: &str = "job()";

const BASE: &str = "job = Job(cluster = 'west', role = 'www', environment = 'prod', name = 'hello', task = SimpleTask('t', 'true'))\n";

const COMMANDS: [&str; 3] = ["list", "inspect", "emit"];

fn world(job: &str, settings: &str) -> World {
    let text = format!("{BASE}jobs = [{job}]\n");
    World::new(&[("a.aurora", &text), ("jobc.toml", settings)])
}

#[test]
fn commands_fail_where_the_scheduler_would() {
    for (job, settings, code) in [
        (REJECTED, "", 3),
        (FLAGGED, "", 0),
        (FLAGGED, "[scheduler]\nassume-defaults = true\n", 3),
        (FLAGGED, "[scheduler]\nenvironments = 'prod'\n", 3),
        (FLAGGED, "[scheduler]\nenvironments = 'qa'\n", 0),
        (SOUND, "", 0),
    ] {
        let world = world(job, settings);
        let check = world.run(&["check", "--output-format", "json-lines", "a.aurora"]);
        let has_error = check.out.contains(r#""severity":"error""#);
        assert_eq!(has_error, code == 3, "check {job} {settings}: {check:?}");
        for command in COMMANDS {
            let run = world.run(&[command, "a.aurora"]);
            assert_eq!(run.code, code, "{command} {job} {settings}: {run:?}");
            let run = world.run(&[command, "--no-scheduler-checks", "a.aurora"]);
            assert_eq!((run.code, &*run.err), (0, ""), "{command} {job} {settings}");
        }
    }
}

#[test]
fn a_refused_emit_says_that_nothing_was_written() {
    let world = world(REJECTED, "");
    let run = world.run(&["emit", "-o", "out.json", "a.aurora"]);
    assert_eq!((run.code, &*run.out), (3, ""));
    let last = run.err.lines().last().unwrap_or_default();
    assert!(last.starts_with("nothing was written"), "{}", run.err);
    assert!(last.contains("--no-scheduler-checks"), "{}", run.err);
    assert!(!world.path("out.json").exists());
    let run = world.run(&[
        "emit",
        "--no-scheduler-checks",
        "-o",
        "out.json",
        "a.aurora",
    ]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(world.path("out.json").exists());
    // What the client rejects is written under no flag.
    let world = World::new(&[("a.aurora", "jobs = [Job(name = 'a b')]\n")]);
    let run = world.run(&["emit", "a.aurora"]);
    assert_eq!(run.code, 3);
    assert!(run.err.ends_with("nothing was written\n"), "{}", run.err);
}

#[test]
fn what_is_switched_off_for_check_is_switched_off() {
    let commented = format!("{REJECTED}  # jobc: ignore[E631] on purpose\n");
    for (job, settings) in [
        (commented.as_str(), ""),
        (REJECTED, "[lint]\nignore = ['E631']\n"),
        (REJECTED, "[lint.per-file-ignores]\n'a.*' = ['E631']\n"),
        (REJECTED, "[lint.severity]\nE631 = 'warning'\n"),
        (REJECTED, "[scheduler]\nchecks = false\n"),
    ] {
        let world = world(job, settings);
        for command in COMMANDS {
            let run = world.run(&[command, "a.aurora"]);
            assert_eq!(run.code, 0, "{command} {settings}: {run:?}");
        }
    }
}

#[test]
fn other_jobs_do_not_stop_the_one_that_is_meant() {
    let world = world(&format!("{SOUND}, {REJECTED}"), "");
    assert_eq!(world.run(&["emit", "a.aurora", "hello"]).code, 0);
    assert_eq!(world.run(&["emit", "a.aurora", "never"]).code, 3);
    assert_eq!(world.run(&["inspect", "hello", "a.aurora"]).code, 0);
}

#[test]
fn the_scheduler_rejects_some_owners() {
    let world = world(SOUND, "");
    for owner in ["CORP\\joe", "joe@corp", "joe doe", ""] {
        let emit = ["emit", "a.aurora", "--target", "aurora", "--owner", owner];
        let run = world.run(&emit);
        assert_eq!((run.code, &*run.out), (3, ""), "{owner}: {run:?}");
        assert!(run.err.contains("nothing was written"), "{owner}: {run:?}");
        let all = [&emit[..], &["--no-scheduler-checks"]].concat();
        assert_eq!(world.run(&all).code, 0, "{owner}");
    }
    let run = world.run(&[
        "emit", "a.aurora", "--target", "aurora", "--owner", "joe.doe",
    ]);
    assert_eq!(run.code, 0, "{run:?}");
}
