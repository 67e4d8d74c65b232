//! Fixes, comments that ignore, baselines.

use super::repository::*;
use std::fs;

#[test]
fn comments_ignore_and_are_needed() {
    let repository = Repository::shared();
    let job = "jobs = [base(name = 'a').bind(greeting = 'hi')]";
    for (text, expected) in [
        (format!("{job}  # jobc: ignore[J001] soon"), ""),
        (format!("# jobc: ignore-next[missing-contact]\n{job}"), ""),
        (format!("{job}\n# jobc: ignore-file[J001]"), ""),
        (format!("{job}  # jobc: ignore[J001, R001]"), "L090"),
        (format!("{job}  # jobc: ignore[J001, X123]"), "L090"),
        (format!("# jobc: ignore[J001]\n{job}"), "J001 L090"),
        // What the client rejects is rejected.
        (
            "x = y  # jobc: ignore[E201]\njobs = []".to_owned(),
            "E201 E501 L090",
        ),
    ] {
        repository.write(
            "services/a.aurora",
            &format!("include('../shared/base.aurora')\n{text}\n"),
        );
        let arguments = ["check", "services/a.aurora", "--select", "J001,R,L090"];
        let run = repository.run(&[&arguments[..], &["--output-format", "concise"]].concat());
        let mut codes: Vec<&str> = run
            .lines()
            .into_iter()
            .filter_map(|line| line.split(['[', ']']).nth(1))
            .collect();
        codes.sort_unstable();
        assert_eq!(codes.join(" "), expected, "{text}: {run:?}");
    }
}

#[test]
fn fixes_are_applied_shown_or_only_told() {
    let repository = Repository::shared();
    let text = service("a") + "x = 'kept'  # jobc: ignore[R001]\n";
    repository.write("services/a.aurora", &text);
    let fixed = text.replace("  # jobc: ignore[R001]", "");
    let select = ["check", "--select", "L090,R", "services"];
    let run = repository.run(&[&select[..], &["--diff"]].concat());
    assert_eq!(run.code, 1);
    assert!(
        run.out
            .contains("-x = 'kept'  # jobc: ignore[R001]\n+x = 'kept'\n"),
        "{run:?}"
    );
    assert_eq!(repository.read("services/a.aurora"), text);
    let run = repository.run(&[&select[..], &["--fix", "--show-fixes"]].concat());
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
    assert!(
        run.err
            .contains("services/a.aurora: L090 Remove the comment\nfixed 1 finding\n")
    );
    assert_eq!(repository.read("services/a.aurora"), fixed);
    assert_eq!(repository.run(&[&select[..], &["--diff"]].concat()).code, 0);
}

#[test]
fn fixes_that_change_jobs_are_taken_back() {
    // `//` is the same as `/` for the `MB` that the rule thinks of, and for one of two users of the template.
    let user = |before: &str| {
        format!(
            "{BASE}{before}include('shared.aurora')\nhalf = 7 / 2\njobs = [base(name = 'a').bind(greeting = '%s %s' % (part, half))]\n"
        )
    };
    let repository = Repository::new(&[
        ("shared.aurora", "part = MB / 2\n"),
        ("a.aurora", &user("")),
        ("b.aurora", &user("MB = 1.5\n")),
    ]);
    let jobs = |repository: &Repository| repository.run(&["emit", "b.aurora"]).out;
    let before = jobs(&repository);
    let run = repository.run(&[
        "check",
        "--select",
        "integer-division",
        "--fix",
        "--fail-on",
        "info",
    ]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(
        run.err.contains("fixed 2 findings\nreverted 1 fix: "),
        "{run:?}"
    );
    assert_eq!(repository.read("shared.aurora"), "part = MB / 2\n");
    assert!(repository.read("a.aurora").contains("half = 7 // 2\n"));
    assert!(repository.read("b.aurora").contains("half = 7 // 2\n"));
    assert_eq!(jobs(&repository), before);
    // Where only the other one is looked at, there is nothing to see.
    repository.run(&[
        "check",
        "--select",
        "integer-division",
        "--fix",
        "a.aurora",
        "shared.aurora",
    ]);
    assert_eq!(repository.read("shared.aurora"), "part = MB // 2\n");
}

#[test]
fn ignores_are_added_where_they_work() {
    let repository = Repository::shared();
    let text = "include('../shared/base.aurora')\nlong = base(name = 'l', task = task(processes = [Process(name = 'p', cmdline = \"\"\"\n  echo one\n  echo $1\n\"\"\")]))\njobs = [long.bind(greeting = 'hi')]  # a comment\n";
    repository.write("services/a.aurora", text);
    let before = repository.run(&["emit", "services/a.aurora"]).out;
    let run = repository.run(&["check", "--add-ignore", "services"]);
    assert_eq!(
        (run.code, run.out.as_str()),
        (0, ""),
        "{run:?}\n{}",
        repository.read("services/a.aurora")
    );
    let run = repository.run(&["check", "services"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
    assert!(
        repository
            .read("services/b.aurora")
            .contains("# jobc: ignore[")
    );
    assert_eq!(repository.run(&["emit", "services/a.aurora"]).out, before);
}

#[test]
fn a_baseline_hides_what_was_there() {
    let repository = Repository::shared();
    assert_eq!(
        repository.check(&["--write-baseline", "known.json"]).code,
        0
    );
    assert_eq!(repository.check(&["--baseline", "known.json"]).code, 0);
    // Lines above come and go.
    repository.write("services/a.aurora", &format!("# new\n\n{}", service("a")));
    assert_eq!(repository.check(&["--baseline", "known.json"]).code, 0);
    repository.write("services/c.aurora", &service("c"));
    let run = repository.check(&["--baseline", "known.json"]);
    assert_eq!(run.code, 1);
    assert!(
        run.lines()
            .iter()
            .all(|line| line.starts_with("services/c.aurora:")),
        "{run:?}"
    );
    fs::remove_file(repository.path("services/b.aurora")).unwrap();
    let run = repository.check(&["--baseline", "known.json"]);
    assert!(run.err.contains("1 more no longer found"), "{run:?}");
    repository.write("known.json", "{");
    assert_eq!(repository.check(&["--baseline", "known.json"]).code, 2);
    assert_eq!(repository.check(&["--baseline", "nothing.json"]).code, 2);
}

#[test]
fn a_baseline_survives_layout_edits_and_new_names() {
    let repository = Repository::shared();
    let known = ["--baseline", "known.json"];
    let check = |repository: &Repository| repository.check(&known);
    repository.check(&["--write-baseline", "known.json"]);
    // Another layout.
    let other = service("a").replace("base(name = 'a')", "base(\n  name=\"a\",  # the name\n)");
    repository.write("services/a.aurora", &other);
    assert_eq!(check(&repository).code, 0);
    // Edits in the line.
    let edited = service("a").replace("greeting = 'hi'", "greeting = 'good morning'");
    repository.write("services/a.aurora", &edited);
    assert_eq!(check(&repository).code, 0);
    // Another name.
    let rename = |from: &str, to: &str| {
        fs::rename(repository.path(from), repository.path(to)).unwrap();
    };
    rename("services/a.aurora", "services/z.aurora");
    assert_eq!(check(&repository).code, 0);
    // The same mistake in a further file is new, also where another job has it.
    repository.write("services/c.aurora", &service("c"));
    let run = check(&repository);
    assert_eq!(run.lines().len(), 1, "{run:?}");
    assert!(run.out.starts_with("services/c.aurora:"), "{run:?}");
    repository.write("known.json", "{\"version\": 1, \"files\": {}}");
    let run = check(&repository);
    let words = "its version is 1, not 2: rewrite it with --write-baseline";
    assert!(run.code == 2 && run.err.contains(words), "{run:?}");
}

#[test]
fn comments_hold_for_statements_however_they_are_laid_out() {
    let job = "Job(cluster = 'c', role = 'r', environment = 'devel', name = 'n', task = SimpleTask('t', 'x'))";
    for (text, ignored) in [
        (format!("jobs = [  # jobc: ignore[J001]\n  {job}]\n"), true),
        (
            format!("jobs = [\n  {job}\n]  # jobc: ignore[J001]\n"),
            true,
        ),
        (
            format!("jobs = [\n  # jobc: ignore-next[J001]\n  {job}]\n"),
            true,
        ),
        (
            format!("# jobc: ignore-next[J001]\n\njobs = [\n  {job}]\n"),
            true,
        ),
        (
            format!("job = {job}; jobs = [job]  # jobc: ignore[J001]\n"),
            false,
        ),
        (
            format!("# jobc: ignore-next[J001]\njob = {job}; jobs = [job]\n"),
            true,
        ),
        (
            format!("if True:  # jobc: ignore[J001]\n  jobs = [{job}]\n"),
            false,
        ),
        (
            format!("if True:\n  # jobc: ignore-next[J001]\n  jobs = [{job}]\n"),
            true,
        ),
        (format!("# jobc: ignore[J001]\njobs = [{job}]\n"), false),
    ] {
        let repository = Repository::new(&[("a.aurora", &text)]);
        let found = |repository: &Repository| repository.check(&["-n"]).lines().len();
        assert_eq!(found(&repository), usize::from(!ignored), "{text}");
        repository.run(&["format", "a.aurora"]);
        let formatted = repository.read("a.aurora");
        assert_eq!(found(&repository), usize::from(!ignored), "{formatted}");
    }
}

#[test]
fn fixes_keep_comments_and_the_layout() {
    let job = "jobs = [Job(cluster = 'c', role = 'r', environment = 'devel', name = 'n', contact = 'a@b.c', task = SimpleTask('t', 'x'))]\n";
    for (before, after) in [
        ("import os  # needed below\n", "# needed below\n"),
        ("import os  # jobc: ignore[J001]\n", ""),
        (
            "from os import (  # why\n  path,\n)\n",
            "from os import (  # why\n  path,\n)\n",
        ),
    ] {
        let repository = Repository::new(&[("a.aurora", &format!("{before}{job}"))]);
        let run = repository.run(&["check", "-n", "--fix", "--select", "L003", "a.aurora"]);
        assert_eq!(
            repository.read("a.aurora"),
            format!("{after}{job}"),
            "{run:?}"
        );
    }
    // What was formatted still is.
    let repository = Repository::new(&[(
        "a.aurora",
        &format!("from os import (\n  getcwd,\n  listdir,\n)\nx = listdir\n{job}"),
    )]);
    repository.run(&["format", "a.aurora"]);
    let run = repository.run(&["check", "-n", "--fix", "--select", "L003", "a.aurora"]);
    assert!(!repository.read("a.aurora").contains("getcwd"), "{run:?}");
    assert_eq!(repository.run(&["format", "--check", "a.aurora"]).code, 0);
}

/// A link and the file that it leads to are one file.
#[cfg(unix)]
#[test]
fn a_file_with_two_names_is_fixed_once() {
    let repository = Repository::shared();
    let text = service("a") + "x = 'kept'  # jobc: ignore[R001]\n";
    repository.write("services/a.aurora", &text);
    let link = repository.path("services/link.aurora");
    std::os::unix::fs::symlink("a.aurora", link).unwrap();
    let files = ["services/link.aurora", "services/a.aurora", "services"];
    let select = ["check", "-n", "--select", "L090,R", "--fix"];
    let run = repository.run(&[&select[..], &files].concat());
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.err.contains("fixed 1 finding\n2 files,"), "{run:?}");
    let fixed = text.replace("  # jobc: ignore[R001]", "");
    assert_eq!(repository.read("services/a.aurora"), fixed);
    let link = repository.path("services/link.aurora");
    assert!(fs::symlink_metadata(link).unwrap().is_symlink());
}
