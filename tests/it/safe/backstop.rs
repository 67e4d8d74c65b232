//! A run ends although nothing that it does asks its limits.

use super::support::{JOB, World};
use jobc::report::Format;

/// A file whose tree takes seconds to make. Nothing asks for the time meanwhile.
fn world() -> World {
    let long = format!("x = [{}]\n", "1, ".repeat(4_000_000));
    World::new(&[("long.aurora", &long), ("short.aurora", JOB)])
}

const IMPATIENT: [&str; 2] = ["--limit", "milliseconds=1"];

#[test]
fn a_check_ends_with_a_finding_in_every_format() {
    let world = world();
    for (_, name, _) in Format::ALL {
        let flags = ["check", "--no-cache", "--output-format", name];
        let arguments = [&flags[..], &IMPATIENT, &["long.aurora"]].concat();
        let run = world.run(&arguments).says("E809", name);
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(run.out.contains("long.aurora"), "{run:?}");
        assert!(run.out.contains("E809"), "{run:?}");
        assert!(!run.all().contains("internal"), "{run:?}");
    }
}

/// A file of which the tokens alone take more memory than the limit, which is asked behind them.
fn large(elements: usize) -> String {
    format!("x = [{}]\n", "1,".repeat(elements))
}

const NARROW: [&str; 4] = [
    "--limit",
    "memory=1000000",
    "--limit",
    "milliseconds=600000",
];

#[cfg(target_os = "linux")]
#[test]
fn a_check_that_takes_too_much_memory_ends_in_every_format() {
    let world = World::new(&[("large.aurora", &large(10_000_000))]);
    for (_, name, _) in Format::ALL {
        let flags = ["check", "--no-cache", "--output-format", name];
        let arguments = [&flags[..], &NARROW, &["large.aurora"]].concat();
        let run = world.run(&arguments).says("E804", name);
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(run.out.contains("the process takes more memory"), "{run:?}");
        assert!(run.out.contains("large.aurora"), "{run:?}");
    }
    for command in ["list", "inspect", "emit"] {
        let arguments = [&[command][..], &NARROW, &["large.aurora"]].concat();
        let run = world.run(&arguments).says("E804", command);
        assert_eq!(run.code, Some(3), "{run:?}");
        assert!(run.err.contains("the process takes more memory"), "{run:?}");
        assert!(run.err.contains("large.aurora"), "{run:?}");
    }
}

/// The end of the process takes what is temporary along.
#[cfg(target_os = "linux")]
#[test]
fn nothing_temporary_stays_when_a_run_ends() {
    use std::os::unix::fs::PermissionsExt;
    let slow = "#!/bin/sh\ncase $1 in --version) echo 'version: 0.9.0';; *) exec sleep 20;; esac\n";
    let files = [("a.aurora", JOB), ("bin/shellcheck", slow), ("tmp/x", "")];
    let world = World::new(&files);
    world.write("large.aurora", large(16_000_000).as_bytes());
    let executable = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(world.path("bin/shellcheck"), executable).expect("a program");
    let flags = ["check", "--no-cache", "--shellcheck"];
    let arguments = [&flags[..], &NARROW, &["a.aurora", "large.aurora"]].concat();
    let mut command = world.command(&arguments);
    let path = format!("{}:/usr/bin:/bin", world.path("bin").display());
    command.env("PATH", path).env("TMPDIR", world.path("tmp"));
    let run = super::support::run(&mut command, b"").says("E804", "a check");
    assert_eq!(run.code, Some(1), "{run:?}");
    let left = std::fs::read_dir(world.path("tmp")).expect("a folder");
    assert_eq!(left.count(), 1, "{run:?}");
}

#[test]
fn a_command_ends_with_an_error() {
    let world = world();
    for command in ["list", "inspect", "emit"] {
        let arguments = [&[command][..], &IMPATIENT, &["long.aurora"]].concat();
        let run = world.run(&arguments).says("E809", command);
        assert_eq!(run.code, Some(3), "{run:?}");
        assert!(run.err.contains("long.aurora"), "{run:?}");
    }
}
