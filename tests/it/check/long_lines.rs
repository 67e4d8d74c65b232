//! Thousands of findings in one line: what is done for each does not look at the whole line again.

use super::repository::*;
use std::time::{Duration, Instant};

fn within(limit: u64, what: &str, work: impl FnOnce()) {
    let begin = Instant::now();
    work();
    let elapsed = begin.elapsed();
    assert!(elapsed < Duration::from_secs(limit), "{what}: {elapsed:?}");
}

#[test]
fn a_baseline_of_a_long_line() {
    let line: String = (0..4000).map(|it| format!("x{it}=y{it};")).collect();
    let repository = Repository::new(&[("a.aurora", &format!("{line}\n"))]);
    within(15, "a baseline", || {
        let run = repository.run(&["check", "-n", "--write-baseline", "known.json"]);
        assert_eq!(run.code, 0, "{run:?}");
        let run = repository.run(&["check", "-n", "--baseline", "known.json"]);
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
    });
    let known = repository.read("known.json");
    assert!(known.len() < 4_000_000, "{}", known.len());
    // What is behind the beginning of the line that is written down matters, too.
    repository.write("a.aurora", &format!("{line}x=1\n"));
    let run = repository.run(&["check", "-n", "--baseline", "known.json"]);
    assert_eq!(run.code, 1);
}

/// Lines were once written down whole.
#[test]
fn a_baseline_with_whole_lines_is_understood() {
    let line = format!("x = y  # {}", "é".repeat(500));
    let repository = Repository::new(&[("a.aurora", &format!("{line}\n"))]);
    repository.run(&["check", "-n", "--write-baseline", "known.json"]);
    let mut known: serde_json::Value =
        serde_json::from_str(&repository.read("known.json")).expect("JSON");
    let entries = known["files"]["a.aurora"].as_array_mut().expect("entries");
    for entry in entries {
        let entry = entry.as_object_mut().expect("an entry");
        if entry.remove("whole").is_some() {
            entry["line"] = line.as_str().into();
        }
    }
    assert!(known.to_string().contains(&line));
    repository.write("known.json", &known.to_string());
    let run = repository.run(&["check", "-n", "--baseline", "known.json"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
}

#[test]
fn fixes_in_a_long_line() {
    let names: Vec<String> = (0..20_000).map(|it| format!("os as o{it}")).collect();
    let text = format!("import {}\n", names.join(","));
    let repository = Repository::new(&[("a.aurora", &(text + BASE + "jobs = [base]\n"))]);
    within(8, "fixes", || {
        let run = repository.run(&["check", "-n", "--fix", "--select", "L003"]);
        assert!(run.err.contains("fixed 20000 findings"), "{}", run.err);
    });
    assert!(!repository.read("a.aurora").contains("import"));
}
