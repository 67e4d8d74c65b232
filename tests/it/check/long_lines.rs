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
    within(60, "a baseline", || {
        let run = repository.run(&["check", "-n", "--write-baseline", "known.json"]);
        assert_eq!(run.code, 0, "{run:?}");
        let run = repository.run(&["check", "-n", "--baseline", "known.json"]);
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
    });
    let known = repository.read("known.json");
    assert!(known.len() < 4_000_000, "{}", known.len());
    repository.write("a.aurora", &format!("{line}x=undefined\n"));
    let run = repository.run(&["check", "-n", "--baseline", "known.json"]);
    assert_eq!(run.code, 1);
}

#[test]
fn fixes_in_a_long_line() {
    let names: Vec<String> = (0..20_000).map(|it| format!("os as o{it}")).collect();
    let text = format!("import {}\n", names.join(","));
    let repository = Repository::new(&[("a.aurora", &(text + BASE + "jobs = [base]\n"))]);
    within(40, "fixes", || {
        let run = repository.run(&["check", "-n", "--fix", "--select", "L003"]);
        assert!(run.err.contains("fixed 20000 findings"), "{}", run.err);
    });
    assert!(!repository.read("a.aurora").contains("import"));
}
