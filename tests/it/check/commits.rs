//! Commits with the hook of `.pre-commit-hooks.yaml`, which is given the files that a commit touches and no others.

use super::repository::*;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

/// The base of all jobs. The jobs bind `greeting`.
const TEMPLATE: &str = "\
run = Process(name = 'run', cmdline = 'serve {{greeting}}')
task = Task(processes = [run], resources = Resources(cpu = 1, ram = 64 * MB, disk = 64 * MB))
service = Job(cluster = 'west', role = 'www', environment = 'devel', name = 'base', task = task, contact = 'a@b.c')
";

const USER: &str =
    "include('../shared/base.aurora')\njobs = [service(name = 'a').bind(greeting = 'hi')]\n";

/// What `.pre-commit-hooks.yaml` says of a key.
fn of_hook(key: &str) -> String {
    let hooks = fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/.pre-commit-hooks.yaml"
    ));
    let hooks = hooks.expect("the hooks");
    let start = format!("  {key}: ");
    let line = hooks.lines().find_map(|line| line.strip_prefix(&start));
    line.expect(key).to_owned()
}

/// A repository with a commit, in a folder of which the configurations are, and with the hook.
fn repository(folder: &str) -> Repository {
    let repository = Repository(tempfile::tempdir().expect("a folder"));
    for (name, text) in [
        ("jobc.toml", ""),
        ("shared/base.aurora", TEMPLATE),
        ("services/a.aurora", USER),
        ("README.md", "Jobs.\n"),
    ] {
        repository.write(&format!("{folder}{name}"), text);
    }
    repository.git(&["init", "-q", "-b", "main"]);
    repository.git(&["add", "-A"]);
    repository.git(&["commit", "-q", "-m", "first"]);
    let entry = of_hook("entry");
    let arguments = entry.strip_prefix("jobc ").expect("a command of jobc");
    let hook = format!(
        "#!/bin/sh\nfiles=$(git diff --cached --name-only --diff-filter=ACMR | grep -E '{}')\n\
         test -z \"$files\" || exec '{}' {arguments} --output-format concise $files\n",
        of_hook("files"),
        env!("CARGO_BIN_EXE_jobc"),
    );
    repository.write(".git/hooks/pre-commit", &hook);
    let path = repository.path(".git/hooks/pre-commit");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("a program");
    repository
}

/// Commits all that changed: whether the hook lets it pass, and what it says.
fn commit(repository: &Repository) -> (bool, String) {
    repository.git(&["add", "-A"]);
    let mut command = Command::new("git");
    command
        .args(["-c", "user.name=a", "-c", "user.email=a@example.com"])
        .args(["commit", "-q", "-m", "next"])
        .current_dir(repository.0.path())
        .env("XDG_CACHE_HOME", repository.path(".git/cache"));
    let run = run(&mut command);
    (run.code == 0, format!("{}{}", run.out, run.err))
}

#[test]
fn a_commit_of_a_template_alone_is_judged_by_its_users() {
    // The second one is a folder of a larger repository.
    for folder in ["", "deploy/jobs/"] {
        let repository = repository(folder);
        let template = format!("{folder}shared/base.aurora");
        repository.write(&template, &TEMPLATE.replace("serve", "serve --now"));
        let (passes, said) = commit(&repository);
        assert!(passes, "{said}");
        repository.write(&template, &TEMPLATE.replace("greeting", "greting"));
        let (passes, said) = commit(&repository);
        assert!(!passes && said.contains("error[E401]"), "{said}");
        let place = format!("{template}:1:");
        assert!(said.contains(&place), "{said}");
        assert!(said.contains("did you mean `{{greeting}}`?"), "{said}");
    }
}

#[test]
fn a_commit_of_other_files_is_not_judged() {
    let repository = repository("");
    repository.write("README.md", "All jobs.\n");
    repository.write("shared/new.aurora", "port = 80\n");
    let (passes, said) = commit(&repository);
    assert!(passes, "{said}");
}

#[test]
fn files_that_the_settings_exclude_do_not_stop_a_commit() {
    let repository = repository("");
    repository.write("jobc.toml", "exclude = ['generated']\n");
    repository.write("generated/a.aurora", "jobs = [wrong]\n");
    let (passes, said) = commit(&repository);
    assert!(passes, "{said}");
    repository.write("services/b.aurora", "jobs = [wrong]\n");
    let (passes, said) = commit(&repository);
    assert!(!passes && said.contains("services/b.aurora:1:9"), "{said}");
}
