//! The levels of fixes, and what every fix keeps.

use super::repository::*;
use std::io::Write;
use std::process::Stdio;

/// A file with one fix of each level: an unused import, a variable whose value may matter, a misspelled attribute.
const TEXT: &str = "\
import os  # needed below
unused = 'a'.join(['b'])
jobs = [
  Job(
    name = 'n',
    role = 'r',
    cluster = 'c',
    environment = 'devel',
    contcat = 'a@example.com',
    task = SimpleTask('t', 'sleep 1'),
  ),
]
";

fn repository() -> Repository {
    Repository::new(&[("a.aurora", TEXT)])
}

/// Which of the three mistakes are left.
fn left(repository: &Repository) -> Vec<&'static str> {
    let text = repository.read("a.aurora");
    let words = ["import os", "unused", "contcat"];
    words.into_iter().filter(|it| text.contains(it)).collect()
}

#[test]
fn each_level_applies_its_fixes_and_those_before() {
    for (arguments, expected) in [
        (&[][..], &["import os", "unused", "contcat"][..]),
        (&["--unsafe-fixes"], &["import os", "unused", "contcat"]),
        (&["--fix"], &["unused", "contcat"]),
        (&["--fix=safe"], &["unused", "contcat"]),
        (&["--fix", "--unsafe-fixes"], &["contcat"]),
        (&["--fix=unsafe"], &["contcat"]),
        (&["--fix=suggested"], &[]),
        (&["--fix-only"], &["unused", "contcat"]),
        (&["--fix-only", "--fix=suggested"], &[]),
    ] {
        let repository = repository();
        let run = repository.run(&[&["check", "-n"], arguments].concat());
        assert_eq!(left(&repository), expected, "{arguments:?}: {run:?}");
        let is_quiet = expected.is_empty() || arguments.contains(&"--fix-only");
        assert_eq!(run.code, i32::from(!is_quiet), "{arguments:?}: {run:?}");
        assert_eq!(run.out.is_empty(), is_quiet, "{arguments:?}: {run:?}");
    }
}

#[test]
fn what_can_be_fixed_is_said() {
    let repository = repository();
    let run = repository.run(&["check", "-n", "--output-format", "concise"]);
    for option in ["--fix", "--fix --unsafe-fixes", "--fix=suggested"] {
        let words = format!("; fixable with `{option}`\n");
        assert_eq!(run.out.matches(&words).count(), 1, "{option}: {run:?}");
    }
    let summary = "1 fixable with `--fix` (1 more with `--fix --unsafe-fixes`, 1 more with `--fix=suggested`)\n";
    assert!(run.err.starts_with(summary), "{run:?}");
    // What was applied already is no more to be had.
    let run = repository.run(&["check", "-n", "--fix"]);
    assert!(
        run.err
            .contains("\n1 fixable with `--fix --unsafe-fixes` (1 more"),
        "{run:?}"
    );
    // Without --fix, what --unsafe-fixes would change is shown, and nothing is written.
    let before = repository.read("a.aurora");
    let run = repository.run(&["check", "-n", "--unsafe-fixes"]);
    assert!(run.err.contains("\n-unused = 'a'.join(['b'])\n"), "{run:?}");
    assert_eq!(repository.read("a.aurora"), before);
}

#[test]
fn fixes_are_confirmed_one_by_one() {
    for (answers, expected) in [
        ("y\ny\ny\n", &[][..]),
        ("n\nn\nn\n", &["import os", "unused", "contcat"]),
        ("n\ny\nn\n", &["import os", "contcat"]),
        ("?\nwhat\ny\nq\n", &["unused", "contcat"]),
        ("n\na\n", &["import os"]),
        ("y\nd\n", &["unused", "contcat"]),
        // Who closes standard input has answered.
        ("y\n", &["unused", "contcat"]),
        ("", &["import os", "unused", "contcat"]),
    ] {
        let repository = repository();
        let mut child = repository
            .command(&["check", "-n", "--fix=ask"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        input.write_all(answers.as_bytes()).unwrap();
        drop(input);
        let output = child.wait_with_output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(left(&repository), expected, "{answers:?}: {err}");
        assert!(err.contains("[y,n,a,d,q,?]? "), "{err}");
    }
}

/// A comment that a person wrote stays, and a file in the usual style stays so.
#[test]
fn fixes_keep_comments_and_style() {
    let repository = repository();
    repository.run(&["check", "-n", "--fix=unsafe"]);
    let text = repository.read("a.aurora");
    assert!(text.starts_with("# needed below\njobs = [\n"), "{text}");

    let inside = TEXT.replace("import os  # needed below", "import os, math");
    let long = inside.replace("math", "math, \\\n  json");
    for text in [TEXT, &inside, &long] {
        let tidy = repository.path("a.aurora");
        std::fs::write(&tidy, text).unwrap();
        repository.run(&["format", "-q", "a.aurora"]);
        for level in ["safe", "unsafe", "suggested"] {
            repository.run(&["check", "-n", &format!("--fix={level}")]);
            let run = repository.run(&["format", "--check", "a.aurora"]);
            assert_eq!(run.code, 0, "{level}: {}", repository.read("a.aurora"));
        }
    }
    // A file in a style of its own keeps that.
    let own = TEXT.replace("'c',", "\"c\"   ,");
    repository.write("a.aurora", &own);
    repository.run(&["check", "-n", "--fix"]);
    assert!(repository.read("a.aurora").contains("\"c\"   ,"));
}

/// What is not evaluated yet hides what is wrong behind it: that an error comes to light is no reason to take a guess back.
#[test]
fn guesses_may_bring_errors_to_light() {
    let repository = Repository::new(&[(
        "a.aurora",
        "p = Process(name = 'p', cmdlin = 'echo {{nobody}}')\n\
         t = Task(processes = [p] resources = Resources(cpu = 1, ram = 64 * MB, disk = 64 * MB))\n\
         jobs = [Job(name = 'n', role = 'r', cluster = 'c', environment = 'devel', contact = 'a@b.c', task = t)]\n",
    )]);
    let run = repository.run(&[
        "check",
        "-n",
        "--fix=suggested",
        "--output-format",
        "concise",
    ]);
    let text = repository.read("a.aurora");
    assert!(text.contains("cmdline = "), "{text}");
    assert!(text.contains("[p], resources"), "{text}");
    assert!(run.out.contains("error[E401] "), "{run:?}");
    assert_eq!(run.out.lines().count(), 1, "{run:?}");
}
