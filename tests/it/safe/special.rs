//! Files that settings and the command line name, and that are no files.

use super::support::{JOB, World};
use std::process::Stdio;
use std::time::{Duration, Instant};

/// The exit code and the standard error of a run; `None` if it does not end.
fn code_within(world: &World, arguments: &[&str]) -> Option<(i32, String)> {
    let mut child = world
        .command(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("jobc runs");
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_secs(20) {
        if child.try_wait().expect("a state").is_some() {
            let output = child.wait_with_output().expect("an output");
            let words = String::from_utf8_lossy(&output.stderr).into_owned();
            return Some((output.status.code()?, words));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill().expect("an end");
    child.wait().expect("an end");
    None
}

#[cfg(unix)]
#[test]
fn what_is_named_has_to_be_a_regular_file() {
    let world = World::new(&[("a.aurora", JOB), ("jobc.toml", "")]);
    let fifo = std::process::Command::new("mkfifo")
        .arg(world.path("fifo"))
        .status();
    assert!(fifo.is_ok_and(|it| it.success()));
    for path in ["fifo", "/dev/zero"] {
        let clusters = format!("lint.thresholds.clusters-file = '{path}'");
        for arguments in [
            ["check", "--no-cache", "--baseline", path],
            ["check", "--no-cache", "--config", &clusters],
            ["list", "a.aurora", "--config", &clusters],
        ] {
            let ended = code_within(&world, &arguments);
            let (code, words) = ended.unwrap_or_else(|| panic!("{arguments:?} does not end"));
            assert_eq!(code, 2, "{arguments:?}: {words}");
            assert!(words.contains("not a file"), "{words}");
        }
    }
    for path in ["fifo", "/dev/zero"] {
        for arguments in [
            ["diff", "a.aurora", "a.aurora", "--quota", path],
            ["diff", "--state", path, "a.aurora", "--no-env"],
        ] {
            let ended = code_within(&world, &arguments);
            let (code, words) = ended.unwrap_or_else(|| panic!("{arguments:?} does not end"));
            assert_eq!(code, 4, "{arguments:?}: {words}");
            assert!(words.contains("not a file"), "{words}");
        }
        // Where there is nothing to read, or something else decides what is read, it is not opened.
        for arguments in [
            &["affected", path][..],
            &["affected", "a.aurora", "--in", path],
            &["check", "--no-cache", "--prelude", path, "a.aurora"],
            &["check", "--no-cache", "--root", path, "a.aurora"],
            &["check", "--cache-dir", path, "a.aurora"],
            &["list", "--stdin-filename", path, "-"],
            &["init", path],
            &["emit", "-o", &format!("{path}/"), "a.aurora"],
            &["check", "--no-cache", "--output-file", path, "a.aurora"],
        ] {
            let ended = code_within(&world, arguments);
            assert!(ended.is_some(), "{arguments:?} does not end");
        }
    }
    // Files that are looked for by their names.
    for (name, arguments) in [
        ("jobc.toml", ["check", "--no-cache", "sub"]),
        (".gitignore", ["check", "--no-cache", "sub"]),
        (".git", ["check", "--no-cache", "sub"]),
        ("jobc.toml", ["list", "--no-env", "sub"]),
        ("jobc.toml", ["affected", "sub/a.aurora", "--no-env"]),
        ("base.aurora", ["check", "--no-cache", "sub"]),
    ] {
        let world = World::new(&[("sub/a.aurora", &format!("include('base.aurora')\n{JOB}"))]);
        let fifo = std::process::Command::new("mkfifo")
            .arg(world.path(&format!("sub/{name}")))
            .status();
        assert!(fifo.is_ok_and(|it| it.success()));
        let ended = code_within(&world, &arguments);
        let (code, words) = ended.unwrap_or_else(|| panic!("{name} {arguments:?} does not end"));
        assert_ne!(code, 0, "{name} {arguments:?}: {words}");
    }
    for command in ["format", "list"] {
        let ended = code_within(&world, &[command, "fifo"]);
        assert_eq!(ended.map(|it| it.0), Some(4), "{command}");
    }
}
