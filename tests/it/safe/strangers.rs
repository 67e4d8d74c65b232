//! A checkout that a stranger has prepared: links and settings in it lead nowhere.
#![cfg(unix)]

use super::support::{JOB, World, run};
use rustix::fs::{CWD, RenameFlags, renameat_with};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

/// A file that is old enough to be taken out of a cache.
fn old_file(world: &World, name: &str) {
    world.write(name, b"precious");
    let file = fs::File::options().write(true).open(world.path(name));
    let month = SystemTime::now() - Duration::from_secs(60 * 24 * 3600);
    file.and_then(|it| it.set_modified(month)).expect("a time");
}

#[test]
fn a_cache_that_is_a_link_is_left_alone() {
    let world = World::new(&[("repo/a.aurora", JOB)]);
    old_file(&world, "outside/data.jsonl");
    symlink(world.path("outside"), world.path("repo/kept")).expect("a link");
    let check = || {
        let mut command = world.command(&["check", "--cache-dir", "kept", "-v", "."]);
        run(command.current_dir(world.path("repo")), b"").verdict("a linked cache")
    };
    let first = check();
    assert_eq!(first.code, Some(0), "{first:?}");
    assert!(first.err.contains("cannot keep the cache"), "{first:?}");
    let names = fs::read_dir(world.path("outside")).expect("a folder");
    assert_eq!(names.count(), 1);
    assert_eq!(world.read("outside/data.jsonl"), b"precious");
}

#[test]
fn of_a_cache_only_its_own_files_are_replaced_or_removed() {
    let world = World::new(&[("a.aurora", JOB), ("jobc.toml", "")]);
    let check = || world.run(&["check", "--cache-dir", "kept", "."]);
    assert_eq!(check().code, Some(0));
    let mut entries = fs::read_dir(world.path("kept"))
        .expect("the cache")
        .flatten();
    let entry = entries.find(|it| it.path().extension().is_some_and(|it| it == "jsonl"));
    let entry = entry.expect("an entry").path();
    old_file(&world, "kept/notes.jsonl");
    old_file(&world, "kept/0123456789abcdef0123456789abcdef.jsonl");
    world.write("victim", b"precious");
    fs::remove_file(&entry).expect("it was there");
    symlink(world.path("victim"), &entry).expect("a link");
    assert_eq!(check().code, Some(0));
    assert_eq!(world.read("victim"), b"precious");
    assert!(entry.symlink_metadata().expect("a file").is_file());
    assert!(world.path("kept/notes.jsonl").exists());
    assert!(
        !world
            .path("kept/0123456789abcdef0123456789abcdef.jsonl")
            .exists()
    );
}

#[test]
fn what_is_in_the_place_of_a_cache_does_not_block() {
    for device in ["fifo", "/dev/zero"] {
        let world = World::new(&[("a.aurora", JOB), ("jobc.toml", "")]);
        let check = || world.run(&["check", "--cache-dir", "kept", "."]);
        assert_eq!(check().code, Some(0));
        let entries = fs::read_dir(world.path("kept"))
            .expect("the cache")
            .flatten();
        for path in entries
            .map(|it| it.path())
            .filter(|it| it.extension().is_some_and(|it| it == "jsonl"))
        {
            fs::remove_file(&path).expect("it was there");
            match device {
                "fifo" => {
                    let made = Command::new("mkfifo").arg(&path).status();
                    assert!(made.expect("mkfifo runs").success());
                }
                _ => symlink(device, &path).expect("a link"),
            }
        }
        assert_eq!(check().verdict(device).code, Some(0));
    }
}

/// What a checkout brings along is no cache of the user's.
#[test]
fn a_cache_in_the_checkout_is_not_asked() {
    let world = World::new(&[("a.aurora", "x = missing\n"), ("jobc.toml", "")]);
    let run = world.run(&["check", "."]);
    assert_eq!(run.code, Some(1));
    assert!(!world.path(".jobc_cache").exists());
    assert!(world.path(".cache/jobc/check").exists());
}

#[test]
fn git_starts_no_programs_of_the_repository() {
    let world = World::new(&[
        ("a.aurora", JOB),
        (".gitattributes", "*.aurora filter=x diff=x\n"),
    ]);
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
        let mut command = Command::new("git");
        let command = command.args(identity).args(arguments);
        let output = command.current_dir(world.path(".")).output();
        assert!(output.expect("git runs").status.success(), "{arguments:?}");
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-q", "-m", "first"]);
    world.write(
        "deed",
        b"#!/bin/sh\ntouch \"$(dirname \"$0\")/made\"\ncat\n",
    );
    fs::set_permissions(world.path("deed"), fs::Permissions::from_mode(0o755)).expect("a program");
    let deed = world.path("deed").display().to_string();
    for setting in [
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "diff.external",
        "diff.x.command",
        "diff.x.textconv",
        "filter.x.clean",
        "filter.x.smudge",
        "filter.x.process",
    ] {
        git(&["config", setting, &deed]);
    }
    world.write("a.aurora", format!("{JOB}x = missing\n").as_bytes());
    world.write("b.aurora", b"y = missing\n");
    for revision in ["HEAD", "HEAD..HEAD"] {
        let run = world.run(&["check", "--no-cache", "--changed-since", revision, "."]);
        let run = run.verdict(revision);
        assert!(run.out.contains("b.aurora:1:5"), "{run:?}");
        assert_eq!(
            run.out.contains("a.aurora:3:5"),
            revision == "HEAD",
            "{run:?}"
        );
        assert!(!world.path("made").exists(), "{revision}");
    }
}

/// Two names change places all the time: a folder, and a link to one outside of the root.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_becomes_a_link_meanwhile_leads_nowhere() {
    let text = "for i in range(4000):\n  try:\n    seen = open('d/x.aurora').read()\n    if 'outside' in seen:\n      print 'GOT OUT'\n    else:\n      print 'inside'\n  except IOError:\n    print 'refused'\n";
    let world = World::new(&[
        ("root/m.aurora", &format!("{text}{JOB}")),
        ("root/d/x.aurora", "inside"),
        ("out/x.aurora", "outside"),
    ]);
    let (folder, link) = (world.path("root/d"), world.path("root/link"));
    symlink("../out", &link).expect("a link");
    let is_over = AtomicBool::new(false);
    let run = std::thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                let _ = renameat_with(CWD, &folder, CWD, &link, RenameFlags::EXCHANGE);
            }
        });
        let mut command = world.command(&["list", "--root", ".", "m.aurora"]);
        let run = run(command.current_dir(world.path("root")), b"");
        is_over.store(true, Ordering::Relaxed);
        run.verdict("a race")
    });
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(!run.err.contains("GOT OUT"));
    assert!(run.err.contains("inside") && run.err.contains("refused"));
}

#[test]
fn a_path_of_a_million_folders_is_refused_at_once() {
    for use_of_path in ["os.path.exists(p)", "open(p)", "include(p)"] {
        let text = format!("import os\np = '/a' * 1000000\n{use_of_path}\n{JOB}");
        let world = World::new(&[("a.aurora", &text)]);
        let run = world.run(&["list", "a.aurora"]).verdict(use_of_path);
        assert!(
            run.elapsed < Duration::from_secs(10),
            "{use_of_path}: {:?}",
            run.elapsed
        );
        match use_of_path {
            "os.path.exists(p)" => assert_eq!(run.code, Some(0), "{run:?}"),
            _ => assert!(run.err.contains("the path is too long"), "{use_of_path}"),
        }
    }
}
