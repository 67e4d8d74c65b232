//! Files that cannot be read or written, and those outside of the root.

use crate::cli::world::*;
use std::fs;
use std::process::{Command, Stdio};

#[test]
fn unreadable_files_exit_with_4() {
    let world = World::hello();
    fs::write(world.path("large.aurora"), "#".repeat(2000)).unwrap();
    for file in [
        "nothing.aurora",
        "nothing/at/all",
        "large.aurora",
        "/dev/zero",
        "/proc/self/environ",
    ] {
        for command in ["list", "inspect", "emit", "check"] {
            let run = world.run(&[command, "--limit", "file-size=1000", file]);
            // To `check`, it is a finding.
            let code = if command == "check" { 1 } else { 4 };
            assert_eq!(run.code, code, "{command} {file}: {run:?}");
            assert!(
                run.err.contains(file) || run.out.contains(file),
                "{command} {file}: {run:?}"
            );
        }
    }
    assert_eq!(
        world
            .run_with_input(&["list", "--limit", "file-size=10", "-"], HELLO)
            .code,
        4
    );
}

#[cfg(unix)]
#[test]
fn a_fifo_does_not_block() {
    let world = World::new(&[("a.aurora", "include('fifo')\n")]);
    let made = Command::new("mkfifo").arg(world.path("fifo")).status();
    if made.is_ok_and(|status| status.success()) {
        assert_eq!(world.run(&["list", "fifo"]).code, 4);
        let run = world.run(&["list", "a.aurora"]);
        assert_eq!(run.code, 3);
        assert!(run.err.contains("a FIFO"), "{}", run.err);
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let many = "jobs = [job(name = 'job%d' % i).bind(greeting = 'hi') for i in range(5000)]\n";
    let world = World::new(&[("a.aurora", &format!("{HELLO}{many}"))]);
    let mut command = world.command(&["list", "a.aurora"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let run = Run::of(child.wait_with_output().unwrap());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let world = World::hello();
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let run = Run::of(
        world
            .command(&["list", "hello.aurora"])
            .stdout(full)
            .output()
            .unwrap(),
    );
    assert_eq!(run.code, 4, "{run:?}");
    assert_eq!(
        world.run(&["emit", "-o", "/dev/full", "hello.aurora"]).code,
        4
    );
}

#[test]
fn modules_are_found_where_settings_say() {
    let settings = "[language]\nmodule-path = [\"lib\"]\n[modules]\n\"company.deploy\" = \"stubs/deploy.py\"\n";
    let world = World::new(&[
        ("repo/jobc.toml", settings),
        ("repo/stubs/deploy.py", "ROLE = 'www-data'\n"),
        ("repo/lib/names.py", "NAME = 'found'\n"),
        (
            "repo/services/a.aurora",
            "from company.deploy import ROLE\nimport names\n\
             jobs = [Job(cluster = 'c', role = ROLE, environment = 'test', name = names.NAME, task = SimpleTask('t', 'echo'))]\n",
        ),
    ]);
    let run = world.run(&["list", "repo/services/a.aurora"]);
    assert_eq!(run.out, "c/www-data/test/found\n", "{run:?}");
    // Every command finds the same.
    let run = world.run(&["check", "-n", "repo/services/a.aurora"]);
    assert_eq!(run.code, 0, "{run:?}");
    // A folder on the command line goes before that of the file.
    let path = "language.module-path = ['repo/stubs']";
    let run = world.run(&["list", "--config", path, "repo/services/a.aurora"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.err.contains("unknown module `names`"), "{run:?}");
    // Every command finds the same.
    let run = world.run(&["check", "-n", "repo/services/a.aurora"]);
    assert_eq!(run.code, 0, "{run:?}");
    let run = world.run(&[
        "list",
        "--isolated",
        "--root",
        "repo/services",
        "repo/services/a.aurora",
    ]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.err.contains("E702"), "{run:?}");
}

#[test]
fn nothing_outside_of_the_root_is_included() {
    let outside = World::new(&[("secret.aurora", "SECRET = 'hidden'\n")]);
    let secret = outside.path("secret.aurora").display().to_string();
    let world = World::new(&[
        ("repo/jobc.toml", ""),
        ("repo/sub/b.aurora", "B = 1\n"),
        ("above.aurora", "A = 1\n"),
    ]);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&secret, world.path("repo/link.aurora")).unwrap();
        std::os::unix::fs::symlink(outside.0.path(), world.path("repo/folder")).unwrap();
    }
    for path in [
        "../above.aurora",
        "sub/../../above.aurora",
        &secret,
        "link.aurora",
        "folder/secret.aurora",
        "/etc/hostname",
        "/proc/self/environ",
        "/proc/self/cwd/above.aurora",
    ] {
        fs::write(
            world.path("repo/a.aurora"),
            format!("include('{path}')\n{HELLO}"),
        )
        .unwrap();
        let run = world.run(&["check", "--output-format", "concise", "repo/a.aurora"]);
        assert_eq!(run.code, 1, "{path}: {run:?}");
        assert!(run.out.contains("[E703]"), "{path}: {run:?}");
        assert!(!run.out.contains("hidden"), "{path}: {run:?}");
    }
    fs::write(
        world.path("repo/a.aurora"),
        format!("include('sub/b.aurora')\n{HELLO}"),
    )
    .unwrap();
    let check = ["check", "--ignore", "ALL", "repo/a.aurora"];
    assert_eq!(world.run(&check).code, 0);
    fs::write(
        world.path("repo/a.aurora"),
        format!("include('../above.aurora')\n{HELLO}"),
    )
    .unwrap();
    assert_eq!(
        world
            .run(&["check", "--ignore", "ALL", "--root", ".", "repo/a.aurora"])
            .code,
        0
    );
}

/// What was emitted is checked as quietly as what it was made of, also as part of a folder, and nothing of it is changed.
#[test]
fn emitted_jobs_need_no_further_advice() {
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");
    let mut files = 0;
    for entry in fs::read_dir(examples).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|it| it != "aurora") {
            continue;
        }
        let world = World::new(&[("jobc.toml", "")]);
        let file = path.to_str().unwrap();
        let json = world.run(&["emit", "--root", examples, file]).success();
        fs::write(world.path("jobs.json"), &json).unwrap();
        for paths in ["jobs.json", "."] {
            let run = world.run(&["check", "-n", "--ignore", "E6", "--fix=suggested", paths]);
            assert_eq!(run.out, "", "{file}");
            assert!(run.err.starts_with("1 file, "), "{run:?}");
        }
        let again = world.run(&["emit", "jobs.json"]).success();
        assert_eq!(again, json, "{file}");
        files += 1;
    }
    assert!(files > 5, "{files}");
}

#[test]
fn double_keys_are_reported() {
    let job = r#"{"cluster": "c", "role": "r", "environment": "devel", "name": "n", "contact": "a@b.c", "name": "m",
      "task": {"name": "t", "processes": [{"name": "p", "cmdline": "x"}],
        "resources": {"cpu": 1, "ram": 67108864, "disk": 67108864, "cpu": 1}}}"#;
    let world = World::new(&[
        ("jobs/a.json", job),
        ("jobs/other.json", "{\"a\": 1, \"a\": 2}"),
    ]);
    let run = world.run(&["check", "-n", "--format", "concise", "jobs"]);
    assert_eq!(run.code, 1, "{run:?}");
    let places: Vec<&str> = run
        .out
        .lines()
        .filter_map(|it| it.split(": warning[W504]").next())
        .collect();
    assert_eq!(places, ["jobs/a.json:1:55", "jobs/a.json:3:23"], "{run:?}");
    // Only the last one counts.
    assert_eq!(world.run(&["list", "jobs"]).out, "c/r/devel/m\n");
}
