//! Files that assign no `jobs`: each is checked through the files that use it, however it was named.

use super::repository::*;
use std::io::Write;
use std::process::Stdio;

/// A template with one mistake, which only a job shows, and one name that its users bind.
const TEMPLATE: &str = "\
run = Process(name = 'run', cmdline = 'serve {{greeting}} {{typo}}')
task = Task(processes = [run], resources = Resources(cpu = 1, ram = 64 * MB, disk = 64 * MB))
def service(name):
  return Job(cluster = 'west', role = 'www', environment = 'devel', name = name, task = task, contact = 'a@b.c')
";

/// A user with a mistake of its own.
fn user(include: &str) -> String {
    format!("{include}\njobs = [service('a').bind(greeting = 'hi')]\nprint undefined\n")
}

fn repository(user: &str) -> Repository {
    Repository::new(&[
        ("shared/base.aurora", TEMPLATE),
        ("services/a.aurora", user),
        ("other/c.aurora", "x = wrong\n"),
    ])
}

const CONCISE: [&str; 4] = ["--select", "J001", "--output-format", "concise"];

/// The findings of `check` as `file:row code`, and its exit code.
fn check(repository: &Repository, arguments: &[&str]) -> (i32, Vec<String>) {
    let run = repository.run(&[&["check"], arguments, &CONCISE].concat());
    (run.code, places(&run))
}

fn places(run: &Run) -> Vec<String> {
    let place = |line: &str| {
        let mut parts = line.split(':');
        let (file, row) = (parts.next()?, parts.next()?);
        let code = line.split(['[', ']']).nth(1)?;
        Some(format!("{file}:{row} {code}"))
    };
    run.out.lines().filter_map(place).collect()
}

#[test]
fn a_named_template_is_checked_through_its_users() {
    let repository = repository(&user("include('../shared/base.aurora')"));
    let expected = (1, vec!["shared/base.aurora:1 E401".to_owned()]);
    assert_eq!(check(&repository, &["shared/base.aurora"]), expected);
    assert_eq!(check(&repository, &["shared"]), expected);
    // With its users, their own mistakes are found as well, and the template's once.
    let (_, all) = check(&repository, &["shared/base.aurora", "services"]);
    assert_eq!(
        all,
        ["services/a.aurora:3 E201", "shared/base.aurora:1 E401"]
    );
    let run = repository.run(&["check", "shared/base.aurora"]);
    assert!(run.err.contains("1 file, 0 valid jobs, "), "{run:?}");
    repository.write("shared/base.aurora", &TEMPLATE.replace(" {{typo}}", ""));
    assert_eq!(check(&repository, &["shared/base.aurora"]), (0, vec![]));
}

#[test]
fn users_are_found_wherever_and_however_they_use_a_template() {
    let package = ("shared/__init__.py", "");
    let middle = (
        "services/middle.aurora",
        "include('../shared/base.aurora')\n",
    );
    let python = ("shared/base.py", TEMPLATE);
    for (files, user_of_it, template) in [
        (
            vec![middle],
            "include('middle.aurora')",
            "shared/base.aurora",
        ),
        (
            vec![package, python],
            "from shared.base import *",
            "shared/base.py",
        ),
        (vec![], "from site_base import *", "shared/base.aurora"),
        (
            vec![],
            "for name in ['base']: include('../shared/' + name + '.aurora')",
            "shared/base.aurora",
        ),
    ] {
        let repository = repository(&user(user_of_it));
        for (name, text) in files {
            repository.write(name, text);
        }
        repository.write(
            "jobc.toml",
            "modules = {site_base = 'shared/base.aurora'}\n[language]\nmodule-path = ['.']\n",
        );
        let expected = (1, vec![format!("{template}:1 E401")]);
        assert_eq!(check(&repository, &[template]), expected, "{user_of_it}");
    }
    let repository = repository(&user("include('../shared/base.aurora')"));
    let mut command = repository.command(&[&["check", "base.aurora"], &CONCISE[..]].concat());
    let found = run(command.current_dir(repository.path("shared")));
    assert_eq!(places(&found), ["base.aurora:1 E401"], "{found:?}");
}

#[test]
fn a_template_without_users_is_checked_by_itself() {
    let repository = Repository::new(&[
        ("a.aurora", TEMPLATE),
        ("b.aurora", "x = undefined\n"),
        ("c.aurora", "class Port(Struct):\n  number = Integer\n"),
        ("empty.aurora", ""),
    ]);
    for (file, expected) in [
        ("a.aurora", vec![]),
        ("b.aurora", vec!["b.aurora:1 E201".to_owned()]),
        ("c.aurora", vec![]),
        ("empty.aurora", vec![]),
    ] {
        let code = i32::from(!expected.is_empty());
        assert_eq!(check(&repository, &[file]), (code, expected), "{file}");
    }
}

#[test]
fn the_text_of_an_editor_is_checked_through_the_users_of_the_file() {
    let repository = repository(&user("include('../shared/base.aurora')"));
    let stdin = ["check", "--stdin-filename", "shared/base.aurora"];
    let mut command = repository.command(&[&stdin[..], &CONCISE].concat());
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let text = format!("# one line more\n{TEMPLATE}");
    child
        .stdin
        .take()
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.starts_with("shared/base.aurora:2:"), "{out}");
}

#[test]
fn only_what_was_named_is_fixed() {
    let (kept, unused) = ("x = 'kept'", "  # jobc: ignore[J999]\n");
    let user = "include('../shared/base.aurora')\njobs = [service('a').bind(greeting = 'hi')]\n";
    let user = format!("{user}{kept}{unused}");
    let repository = repository(&user);
    let template = TEMPLATE.replace(" {{typo}}", "") + kept;
    repository.write("shared/base.aurora", &(template.clone() + unused));
    let run = repository.run(&["check", "--fix", "shared/base.aurora"]);
    assert_eq!(
        repository.read("shared/base.aurora"),
        template + "\n",
        "{run:?}"
    );
    assert_eq!(repository.read("services/a.aurora"), user);
}

#[test]
fn a_commit_that_touches_only_a_template_passes() {
    let sound =
        "include('../shared/base.aurora')\njobs = [service('a').bind(greeting = 'hi', typo = 1)]\n";
    let repository = repository(sound);
    repository.git(&["init", "-q"]);
    repository.git(&["add", "."]);
    repository.git(&["commit", "-q", "-m", "a"]);
    let changed = TEMPLATE.replace("serve", "serve --now");
    repository.write("shared/base.aurora", &changed);
    let since = ["--changed-since", "HEAD"];
    for paths in [
        &["shared/base.aurora"][..],
        &["shared"],
        &["shared", "services"],
    ] {
        assert_eq!(check(&repository, paths).0, 0, "{paths:?}");
        let found = check(&repository, &[paths, &since].concat());
        assert_eq!(found.0, 0, "{paths:?}");
    }
    repository.write("shared/base.aurora", &changed.replace("typo", "other"));
    let expected = (1, vec!["shared/base.aurora:1 E401".to_owned()]);
    assert_eq!(check(&repository, &["shared/base.aurora"]), expected);
    assert_eq!(
        check(&repository, &[&["shared"][..], &since].concat()),
        expected
    );
}

#[test]
fn commands_that_need_jobs_say_that_there_are_none() {
    let repository = repository("");
    let note =
        "shared/base.aurora: no jobs: the file assigns no `jobs`, so it is a template for others\n";
    for (command, code, rest) in [
        ("list", 0, ""),
        ("inspect", 3, ""),
        ("emit", 3, "nothing was written\n"),
    ] {
        let run = repository.run(&[command, "shared/base.aurora"]);
        let expected = format!("{note}{rest}");
        assert_eq!(
            (run.code, &*run.out, &*run.err),
            (code, "", &*expected),
            "{command}"
        );
    }
}

#[test]
fn jobs_that_are_made_and_not_listed_are_an_error() {
    let job = "hello = Job(cluster = 'west', role = 'www', task = SimpleTask('hello', 'echo'))\n";
    let repository = Repository::new(&[("a.aurora", job)]);
    let run = repository.run(&["check", "a.aurora"]);
    assert!(run.out.contains("E501"), "{run:?}");
    let help = "did you mean `jobs = [hello]`? It also requires `environment`";
    assert!(run.out.contains(help), "{run:?}");
}

/// Files beside a template are only read as far as that takes a moment, and the run says so.
#[test]
fn a_search_for_users_that_is_too_large_ends_early() {
    let repository = Repository::new(&[("a.aurora", TEMPLATE)]);
    for number in 0..5 {
        let large = std::fs::File::create(repository.path(&format!("{number}.aurora")));
        large.expect("a file").set_len(30 << 20).expect("a size");
    }
    let run = repository.run(&["check", "a.aurora", "--no-cache"]);
    assert!(run.err.contains("not all files in "), "{run:?}");
    std::fs::remove_file(repository.path("4.aurora")).expect("a file");
    let run = repository.run(&["check", "a.aurora", "--no-cache"]);
    assert!(!run.err.contains("not all files"), "{run:?}");
}
