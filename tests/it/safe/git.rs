//! `--changed-since` asks git. A repository names programs in many places; none of them is started.

use super::support::{JOB, Run, World};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

/// Runs git as a person would; whether it succeeded.
fn git(folder: &Path, arguments: &[&str]) -> bool {
    let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
    let allowed = ["-c", "protocol.file.allow=always"];
    let mut command = Command::new("git");
    let command = command.args(identity).args(allowed).args(arguments);
    let output = command.current_dir(folder).output().expect("git runs");
    output.status.success()
}

fn must(folder: &Path, arguments: &[&str]) {
    assert!(git(folder, arguments), "{arguments:?}");
}

/// Makes a file an hour old.
fn old_file(path: &Path) {
    let file = fs::File::options().write(true).open(path);
    let old = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
    file.and_then(|it| it.set_modified(old)).expect("a time");
}

/// A repository of two commits with a program beside it, which tells that it was started.
struct Planted(World);

impl Planted {
    fn new() -> Planted {
        let world = World::new(&[
            ("repo/a.aurora", JOB),
            ("repo/b.aurora", JOB),
            ("repo/.gitattributes", "*.aurora filter=x diff=x\n"),
            ("deed", ""),
        ]);
        let planted = Planted(world);
        let deed = format!("#!/bin/sh\necho ran >> '{}'\n", planted.made().display());
        planted.0.write("deed", deed.as_bytes());
        let mode = fs::Permissions::from_mode(0o755);
        fs::set_permissions(planted.0.path("deed"), mode).expect("a program");
        planted.git(&["init", "-q", "-b", "main"]);
        planted.git(&["add", "-A"]);
        planted.git(&["commit", "-q", "-m", "first"]);
        planted.write("b.aurora", &format!("{JOB}x = 1\n"));
        planted.git(&["commit", "-q", "-a", "-m", "second"]);
        planted
    }

    fn git(&self, arguments: &[&str]) {
        must(&self.0.path("repo"), arguments);
    }

    fn write(&self, name: &str, text: &str) {
        self.0.write(&format!("repo/{name}"), text.as_bytes());
    }

    fn deed(&self) -> String {
        self.0.path("deed").display().to_string()
    }

    fn made(&self) -> std::path::PathBuf {
        self.0.path("made")
    }

    /// Whether the program was started since this was asked last.
    fn was_started(&self) -> bool {
        fs::remove_file(self.made()).is_ok()
    }

    fn diff(&self, revision: &str) -> Run {
        let mut command = self.0.command(&["diff", revision, "--", "."]);
        super::support::run(command.current_dir(self.0.path("repo")), b"")
    }

    fn affected(&self, revision: &str) -> Run {
        let mut command = self.0.command(&["affected", revision]);
        super::support::run(command.current_dir(self.0.path("repo")), b"")
    }

    fn check(&self, revision: &str) -> Run {
        let arguments = ["check", "--no-cache", "--output-format", "concise"];
        let mut command = self.0.command(&arguments);
        command.args(["--changed-since", revision, "."]);
        super::support::run(command.current_dir(self.0.path("repo")), b"")
    }
}

/// Where a repository names a program: what it is called, how it is planted, and what git starts it for.
type Plant = (&'static str, fn(&Planted), &'static [&'static str]);

const PLANTS: &[Plant] = &[
    (
        "the monitor of the file system",
        |it| it.git(&["config", "core.fsmonitor", &it.deed()]),
        &["status"],
    ),
    (
        "a hook",
        |it| {
            let hook = it.0.path("repo/.git/hooks/post-index-change");
            fs::create_dir_all(hook.parent().expect("a folder")).expect("a folder");
            fs::copy(it.0.path("deed"), hook).expect("a hook");
        },
        &["add", "-A"],
    ),
    (
        "hooks elsewhere",
        |it| {
            let hooks = it.0.path("hooks");
            fs::create_dir_all(&hooks).expect("a folder");
            fs::copy(it.0.path("deed"), hooks.join("post-index-change")).expect("a hook");
            it.git(&["config", "core.hooksPath", &hooks.display().to_string()]);
        },
        &["add", "-A"],
    ),
    (
        "a filter",
        |it| it.git(&["config", "filter.x.clean", &it.deed()]),
        &["diff"],
    ),
    (
        "a filter that goes on",
        |it| it.git(&["config", "filter.x.process", &it.deed()]),
        &["diff"],
    ),
    (
        "a filter that attributes of the repository itself choose",
        |it| {
            it.git(&["config", "filter.y.clean", &it.deed()]);
            fs::create_dir_all(it.0.path("repo/.git/info")).expect("a folder");
            it.write(".git/info/attributes", "* filter=y\n");
        },
        &["diff"],
    ),
    (
        "a filter of files that may have changed since they were added",
        |it| {
            // The index is as old as the file: git reads the file to know.
            it.git(&["checkout", "-q", "--", "."]);
            it.git(&["config", "filter.x.clean", &it.deed()]);
            old_file(&it.0.path("repo/.git/index"));
        },
        &["diff-index", "HEAD"],
    ),
    (
        "a filter that writes files",
        |it| it.git(&["config", "filter.x.smudge", &it.deed()]),
        &["checkout", "--", "."],
    ),
    (
        "a program that compares",
        |it| it.git(&["config", "diff.external", &it.deed()]),
        &["diff"],
    ),
    (
        "a program that compares some files",
        |it| it.git(&["config", "diff.x.command", &it.deed()]),
        &["diff"],
    ),
    (
        "a program that makes text of files",
        |it| it.git(&["config", "diff.x.textconv", &it.deed()]),
        &["diff"],
    ),
    (
        "a filter of a submodule",
        |it| {
            let inner = it.0.path("inner");
            it.0.write("inner/c.aurora", JOB.as_bytes());
            it.0.write("inner/.gitattributes", b"*.aurora filter=x\n");
            must(&inner, &["init", "-q"]);
            must(&inner, &["add", "-A"]);
            must(&inner, &["commit", "-q", "-m", "inner"]);
            it.git(&["submodule", "--quiet", "add", "../inner", "sub"]);
            it.git(&["commit", "-q", "-m", "third"]);
            let sub = it.0.path("repo/sub");
            must(&sub, &["config", "filter.x.clean", &it.deed()]);
            // git has to read the file to know that it is the same.
            old_file(&it.0.path("repo/sub/c.aurora"));
        },
        &["diff-index", "HEAD"],
    ),
    (
        "a monitor of a submodule",
        |it| {
            let inner = it.0.path("inner");
            it.0.write("inner/c.aurora", JOB.as_bytes());
            must(&inner, &["init", "-q"]);
            must(&inner, &["add", "-A"]);
            must(&inner, &["commit", "-q", "-m", "inner"]);
            it.git(&["submodule", "--quiet", "add", "../inner", "sub"]);
            it.git(&["commit", "-q", "-m", "third"]);
            let sub = it.0.path("repo/sub");
            must(&sub, &["config", "core.fsmonitor", &it.deed()]);
        },
        &["diff-index", "HEAD"],
    ),
    (
        "settings that another file has",
        |it| {
            it.0.write(
                "more",
                format!("[core]\nfsmonitor = {}\n", it.deed()).as_bytes(),
            );
            it.git(&[
                "config",
                "include.path",
                &it.0.path("more").display().to_string(),
            ]);
        },
        &["status"],
    ),
    (
        "settings of the working tree",
        |it| {
            it.git(&["config", "extensions.worktreeConfig", "true"]);
            it.write(
                ".git/config.worktree",
                &format!("[core]\nfsmonitor = {}\n", it.deed()),
            );
        },
        &["status"],
    ),
    (
        "a transport that fetches what is missing",
        |it| {
            for (name, value) in [
                ("core.repositoryFormatVersion", "1"),
                ("extensions.partialClone", "origin"),
                ("remote.origin.url", &format!("ext::{}", it.deed())),
                ("remote.origin.promisor", "true"),
                ("protocol.ext.allow", "always"),
            ] {
                it.git(&["config", name, value]);
            }
            let tree = Command::new("git")
                .args(["rev-parse", "HEAD~1^{tree}"])
                .current_dir(it.0.path("repo"))
                .output();
            let tree = String::from_utf8(tree.expect("git runs").stdout).expect("a name");
            let (folder, file) = tree.trim().split_at(2);
            let object = format!("repo/.git/objects/{folder}/{file}");
            fs::remove_file(it.0.path(&object)).expect("an object");
        },
        &["ls-tree", "-r", "HEAD~1"],
    ),
];

#[test]
fn nothing_that_a_repository_names_is_started() {
    for (name, plant, starting) in PLANTS {
        let planted = Planted::new();
        plant(&planted);
        planted.was_started();
        // It may have another length, and be of the time that git has of it.
        planted.write("a.aurora", &format!("{JOB}x = missing\n"));
        planted.write("new.aurora", "y = missing\n");
        for revision in ["HEAD", "HEAD~1", "HEAD~1..HEAD", "HEAD~1...HEAD"] {
            let run = planted.check(revision).verdict(name);
            assert!(!planted.was_started(), "{name}, {revision}: {run:?}");
            // What is missing cannot be compared with, which is said.
            let is_missing = name.starts_with("a transport") && revision != "HEAD";
            let expected = if is_missing { 2 } else { 1 };
            assert_eq!(run.code, Some(expected), "{name}, {revision}: {run:?}");
            let finds_new = run.out.contains("new.aurora:1:5");
            assert_eq!(finds_new, !is_missing, "{name}, {revision}: {run:?}");
            let run = planted.affected(revision).verdict(name);
            assert!(!planted.was_started(), "{name}, {revision}: {run:?}");
            let finds_new = run.out.contains("new.aurora");
            assert_eq!(finds_new, !is_missing, "{name}, {revision}: {run:?}");
            // `diff` reads the files of a revision from the objects.
            let run = planted.diff(revision).verdict(name);
            assert!(!planted.was_started(), "{name}, {revision}: {run:?}");
            assert_eq!(
                run.code == Some(2),
                is_missing,
                "{name}, {revision}: {run:?}"
            );
        }
        // That it would have been.
        git(&planted.0.path("repo"), starting);
        assert!(planted.was_started(), "{name} is not planted well");
    }
}

/// Programs are looked for in absolute folders only.
#[test]
fn programs_of_the_checkout_are_not_taken_for_installed_ones() {
    let planted = Planted::new();
    planted.git(&["config", "x.y", "z"]);
    for name in ["git", "shellcheck"] {
        for folder in ["repo", "repo/bin"] {
            let at = planted.0.path(folder).join(name);
            fs::create_dir_all(planted.0.path(folder)).expect("a folder");
            fs::copy(planted.0.path("deed"), at).expect("a program");
        }
    }
    let path = std::env::var("PATH").expect("PATH");
    for before in ["", ".", "bin", "./bin"] {
        let path = format!("{before}:{path}");
        let repo = planted.0.path("repo");
        let arguments = [
            "check",
            "--no-cache",
            "--changed-since",
            "HEAD",
            "--shellcheck",
            ".",
        ];
        let mut command = planted.0.command(&arguments);
        let command = command.env("PATH", &path).current_dir(&repo);
        super::support::run(command, b"").verdict(before);
        assert!(!planted.was_started(), "{before}");
        let mut shell = Command::new("sh");
        let shell = shell.args(["-c", "git --version"]).current_dir(&repo);
        shell.env("PATH", &path).output().expect("a shell");
        assert!(planted.was_started(), "{before} is not planted well");
    }
}
