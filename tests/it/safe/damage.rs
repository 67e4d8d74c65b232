//! Files that go, disks that are full, pipes that close, runs that are killed, caches that are damaged: a right result or an
//! error, never a wrong one.

use super::support::{JOB, World, run};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

/// A file that is being replaced gives one of its states, or an error.
#[test]
fn files_that_change_and_vanish() {
    let world = World::new(&[("a.aurora", &format!("include('b.aurora')\n{JOB}"))]);
    let path = world.path("b.aurora");
    let (done, stop) = std::sync::mpsc::channel::<()>();
    let writer = std::thread::spawn(move || {
        let mut round = 0;
        while stop.try_recv().is_err() {
            round += 1;
            let text = format!("x = {}\n", "1".repeat(round % 50 + 1));
            let _ = match round % 3 {
                0 => fs::remove_file(&path),
                _ => fs::write(&path, text),
            };
        }
    });
    for _ in 0..20 {
        let run = world.run(&["list", "a.aurora"]).verdict("a changing file");
        match run.code {
            Some(0) => assert_eq!(run.out, "west/www/prod/hello\n"),
            _ => assert!(run.err.contains("b.aurora"), "{run:?}"),
        }
    }
    let _ = done.send(());
    writer.join().expect("the writer ends");
}

#[test]
fn the_folder_itself_vanishes() {
    let world = World::new(&[("gone/a.aurora", JOB)]);
    let mut command = world.command(&["check", "."]);
    command.current_dir(world.path("gone"));
    let script = format!(
        "rm -r {} && exec {} check .",
        world.path("gone").display(),
        env!("CARGO_BIN_EXE_jobc")
    );
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", &script]).current_dir(world.path("gone"));
    let run = run(&mut shell, b"").verdict("no folder");
    assert_ne!(run.code, Some(0), "{run:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn full_disks() {
    let world = World::new(&[("a.aurora", JOB), ("bad.aurora", "x = missing\n")]);
    let full = || {
        fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .expect("/dev/full")
    };
    for arguments in [
        vec!["emit", "a.aurora"],
        vec!["inspect", "a.aurora"],
        vec!["check", "--no-cache", "bad.aurora"],
        vec!["rule", "--all"],
        vec!["format", "--diff", "a.aurora"],
    ] {
        let output = world
            .command(&arguments)
            .stdout(full())
            .output()
            .expect("jobc runs");
        assert_ne!(output.status.code(), Some(0), "{arguments:?}");
        assert!(
            output.status.code().is_some_and(|it| it != 101),
            "{arguments:?}"
        );
    }
    let output = world
        .command(&[
            "check",
            "--no-cache",
            "--output-file",
            "/dev/full",
            "bad.aurora",
        ])
        .output()
        .expect("jobc runs");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    // Where not even the error can be said.
    let output = world
        .command(&["list", "bad.aurora"])
        .stderr(full())
        .output()
        .expect("jobc runs");
    assert_eq!(output.status.code(), Some(3), "{output:?}");
}

/// A disk of 200 KB; requires the right to mount.
#[cfg(target_os = "linux")]
#[test]
#[cfg_attr(not(require_all), ignore = "needs the right to mount a disk")]
fn a_disk_that_fills_up_keeps_the_old_file() {
    let world = World::new(&[]);
    let many = "jobs = [jobs[0](name = 'job%d' % i) for i in range(2000)]\n";
    world.write("a.aurora", format!("{JOB}{many}").as_bytes());
    fs::create_dir(world.path("disk")).expect("a folder");
    let disk = world.path("disk").display().to_string();
    let mount = std::process::Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=200k", "tmpfs", &disk])
        .stderr(Stdio::null())
        .status();
    assert!(
        mount.is_ok_and(|status| status.success()),
        "a disk can be mounted"
    );
    world.write("disk/out.json", b"old");
    let run = world.run(&["emit", "-o", "disk/out.json", "a.aurora"]);
    let left: Vec<PathBuf> = entries(Path::new(&disk));
    let old = world.read("disk/out.json");
    // The cache needs room too; without it the result is the same.
    let checked = world.run(&[
        "check",
        "--cache-dir",
        "disk/cache",
        "--ignore",
        "ALL",
        "a.aurora",
    ]);
    let unmounted = std::process::Command::new("umount").arg(&disk).status();
    assert!(unmounted.is_ok_and(|status| status.success()));
    assert_eq!(run.code, Some(4), "{run:?}");
    assert_eq!(old, b"old");
    assert_eq!(left.len(), 1, "{left:?}");
    assert_eq!(checked.code, Some(0), "{checked:?}");
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries.map(|it| it.expect("an entry").path()).collect()
}

/// Killed at any time, the file that is written is the old one or the new one.
#[test]
fn interrupted_writes() {
    let many = "jobs = [jobs[0](name = 'job%d' % i) for i in range(300)]\n";
    let world = World::new(&[("a.aurora", &format!("{JOB}{many}"))]);
    let whole = world.run(&["emit", "-o", "out.json", "a.aurora"]);
    assert_eq!(whole.code, Some(0), "{whole:?}");
    let new = world.read("out.json");
    let steps = 24;
    for step in 0..steps {
        world.write("out.json", b"old");
        let mut child = world
            .command(&["emit", "-o", "out.json", "a.aurora"])
            .spawn()
            .expect("jobc runs");
        std::thread::sleep(
            whole
                .elapsed
                .mul_f64(1.3 * f64::from(step) / f64::from(steps)),
        );
        let _ = child.kill();
        let _ = child.wait();
        let found = world.read("out.json");
        assert!(
            found == b"old" || found == new,
            "{} bytes after step {step}",
            found.len()
        );
    }
}

#[test]
fn closed_pipes() {
    let many = "jobs = [jobs[0](name = 'job%d' % i) for i in range(3000)]\n";
    let world = World::new(&[("a.aurora", &format!("{JOB}{many}"))]);
    for arguments in [
        vec!["emit", "a.aurora"],
        vec!["inspect", "a.aurora"],
        vec!["rule", "--all"],
        vec!["check", "--no-cache", "a.aurora"],
    ] {
        let mut command = world.command(&arguments);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("jobc runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("jobc ends");
        let words = String::from_utf8_lossy(&output.stderr);
        assert!(
            matches!(output.status.code(), Some(0 | 1)),
            "{arguments:?} {output:?}"
        );
        assert!(!words.contains("panicked"), "{words}");
    }
}

fn repository() -> World {
    World::new(&[
        ("jobc.toml", ""),
        ("shared.aurora", "ROLE = 'www'\n"),
        (
            "a.aurora",
            &format!("include('shared.aurora')\nx = missing\n{JOB}"),
        ),
        (
            "b.aurora",
            &format!("include('shared.aurora')\nprint ROLE\n{JOB}"),
        ),
    ])
}

const CHECK: [&str; 4] = ["check", "--cache-dir", "kept", "."];

/// Every byte of the cache, changed or taken away: the result is that without a cache.
#[test]
fn a_cache_damaged_byte_by_byte() {
    let world = repository();
    let good = world.run(&CHECK).verdict("a new cache");
    let files = entries(&world.path("kept"));
    let file = files
        .iter()
        .find(|it| it.extension().is_some_and(|it| it == "jsonl"))
        .expect("a cache");
    let bytes = fs::read(file).expect("a cache");
    // About 150 places, so that the test ends; each run takes another kind of damage.
    for (index, at) in (0..bytes.len()).step_by(bytes.len() / 150 + 1).enumerate() {
        let mut damaged = bytes.clone();
        match index % 4 {
            0 => damaged[at] ^= 1,
            1 => damaged.truncate(at),
            2 => drop(damaged.remove(at)),
            _ => damaged.insert(at, b'\n'),
        }
        fs::write(file, &damaged).expect("a cache");
        let run = world.run(&CHECK).verdict("a damaged cache");
        assert_eq!((run.code, &run.out), (good.code, &good.out), "byte {at}");
    }
}

/// An entry whose checksum is right, but which is about something else, does no harm.
#[test]
fn a_cache_with_exchanged_entries() {
    let world = repository();
    let good = world.run(&CHECK).verdict("a new cache");
    let files = entries(&world.path("kept"));
    let file = files
        .iter()
        .find(|it| it.extension().is_some_and(|it| it == "jsonl"))
        .expect("a cache");
    let text = fs::read_to_string(file).expect("a cache");
    let mut lines: Vec<&str> = text.lines().collect();
    lines.reverse();
    lines.push(lines[0]);
    fs::write(file, lines.join("\n")).expect("a cache");
    let run = world.run(&CHECK).verdict("exchanged entries");
    assert_eq!((run.code, &run.out), (good.code, &good.out));
}

#[test]
fn two_runs_share_a_cache() {
    let world = repository();
    let good = world.run(&["check", "--no-cache", "."]).verdict("no cache");
    for _ in 0..4 {
        let both: Vec<_> = (0..4)
            .map(|_| {
                world
                    .command(&CHECK)
                    .stdout(Stdio::piped())
                    .stderr(Stdio::piped())
                    .spawn()
                    .expect("jobc runs")
            })
            .collect();
        for child in both {
            let output = child.wait_with_output().expect("jobc ends");
            assert_eq!(output.status.code(), good.code);
            assert_eq!(String::from_utf8_lossy(&output.stdout), good.out);
        }
        fs::remove_dir_all(world.path("kept")).expect("a cache");
    }
}

/// For root, who may write anywhere, a file stands where the folder should be.
#[cfg(unix)]
#[test]
fn a_cache_that_cannot_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let world = repository();
    let good = world.run(&CHECK).verdict("a cache");
    world.write(
        "a.aurora",
        format!("include('shared.aurora')\ny = gone\n{JOB}").as_bytes(),
    );
    let plain = world.run(&["check", "--no-cache", "."]).verdict("no cache");
    assert_ne!(good.out, plain.out);
    let kept = world.path("kept");
    fs::set_permissions(&kept, fs::Permissions::from_mode(0o555)).expect("permissions");
    let run = world.run(&CHECK).verdict("a cache for reading");
    assert_eq!((run.code, &run.out), (plain.code, &plain.out));
    fs::set_permissions(&kept, fs::Permissions::from_mode(0o755)).expect("permissions");
    fs::remove_dir_all(&kept).expect("a cache");
    for hurdle in ["kept", "nothing/kept"] {
        world.write(hurdle, b"");
        let run = world.run(&CHECK).verdict("no cache");
        assert_eq!((run.code, &run.out), (plain.code, &plain.out));
        fs::remove_file(world.path("kept")).ok();
    }
}

/// Frames that are none, then silence: the server says so and ends with the stream.
#[test]
fn the_server_is_fed_garbage() {
    let world = World::new(&[]);
    for input in [
        b"garbage".to_vec(),
        vec![0; 100_000],
        vec![b'\n'; 100_000],
        b"Content-Length: -1\r\n\r\n{}".to_vec(),
        b"Content-Length: 99999999999999999999\r\n\r\n{}".to_vec(),
        b"Content-Length: 4294967295\r\n\r\n{}".to_vec(),
        b"Content-Length: 10\r\n\r\n{}".to_vec(),
        b"Content-Length: 2\r\n\r\n{}Content-Length: 4\r\n\r\nnull".to_vec(),
        b"Content-Length: 3\r\n\r\n\xff\xfe\xfd".to_vec(),
        [b"Content-Length: 400000\r\n\r\n".to_vec(), vec![b'['; 400_000]].concat(),
        b"Content-Length: 45\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"shutdown\"} Content-Length: x".to_vec(),
        (0..=255).cycle().take(50_000).collect(),
    ] {
        let started = std::time::Instant::now();
        let mut command = world.command(&["server"]);
        let run = run(&mut command, &input);
        assert!(matches!(run.code, Some(0 | 1)), "{run:?}");
        assert!(!run.all().contains("panicked"), "{run:?}");
        assert!(started.elapsed() < Duration::from_secs(20));
    }
}
