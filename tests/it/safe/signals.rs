//! A signal leaves nothing behind.

use super::support::{JOB, World};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

/// A shellcheck that takes its time, in the middle of which temporary files are there.
const SLOW: &str =
    "#!/bin/sh\ncase $1 in --version) echo 'version: 0.9.0';; *) exec sleep 20;; esac\n";

fn signal(name: &str, child: &Child) {
    let command = format!("kill -{name} {}", child.id());
    let status = Command::new("sh").args(["-c", &command]).status();
    assert!(status.is_ok_and(|it| it.success()), "{command}");
}

fn files(folder: &Path) -> usize {
    fs::read_dir(folder).expect("a folder").count()
}

/// Waits until something is so; whether it was in time.
fn is_soon(mut is_so: impl FnMut() -> bool) -> bool {
    let end = Instant::now() + Duration::from_secs(15);
    while Instant::now() < end {
        if is_so() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    false
}

/// Starts a check that is in the middle of its work.
fn busy(world: &World, ignored: &str) -> Child {
    let program = world.path("bin/shellcheck");
    fs::set_permissions(program, fs::Permissions::from_mode(0o755)).expect("a program");
    fs::create_dir_all(world.path("tmp")).expect("a folder");
    let path = format!("{}:/usr/bin:/bin", world.path("bin").display());
    let mut command = Command::new("sh");
    command
        .args(["-c", &format!("trap '' {ignored}; exec \"$@\""), "sh"])
        .arg(env!("CARGO_BIN_EXE_jobc"))
        .args(["check", "--no-cache", "--shellcheck", "a.aurora"])
        .current_dir(world.0.path())
        .env("PATH", path)
        .env("TMPDIR", world.path("tmp"));
    let mut child = command.spawn().expect("jobc runs");
    let is_busy = is_soon(|| {
        let folders = fs::read_dir(world.path("tmp")).expect("a folder").flatten();
        folders
            .map(|it| it.path().join("0.sh"))
            .any(|it| it.exists())
    });
    assert!(is_busy, "{:?}", child.try_wait());
    child
}

#[test]
fn what_is_temporary_goes_with_the_process() {
    for (name, number) in [("HUP", 1), ("INT", 2), ("TERM", 15)] {
        let world = World::new(&[("a.aurora", JOB), ("bin/shellcheck", SLOW)]);
        // A shell in the background would have the process ignore SIGINT, so nothing is ignored but what is named.
        let mut child = busy(&world, "USR1");
        signal(name, &child);
        let status = child.wait().expect("it ends");
        assert_eq!(status.signal(), Some(number), "{status}");
        assert_eq!(files(&world.path("tmp")), 0, "{name}");
    }
}

/// As `nohup` starts it.
#[test]
fn a_signal_that_is_ignored_stays_so() {
    let world = World::new(&[("a.aurora", JOB), ("bin/shellcheck", SLOW)]);
    let mut child = busy(&world, "HUP");
    signal("HUP", &child);
    std::thread::sleep(Duration::from_millis(200));
    assert!(child.try_wait().expect("a child").is_none());
    signal("TERM", &child);
    let status = child.wait().expect("it ends");
    assert_eq!(status.signal(), Some(15), "{status}");
    assert_eq!(files(&world.path("tmp")), 0);
}
