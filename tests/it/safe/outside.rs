//! What a configuration does to the world outside: nothing is executed, nothing is written, nothing outside of the root is read.

use super::support::{JOB, World, run};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Every file below a folder, with what it holds; links as where they lead.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let kind = entry.file_type().expect("a kind");
        if kind.is_dir() {
            found.extend(contents(&path));
        } else if kind.is_file() {
            let bytes = fs::read(&path).expect("a file");
            found.insert(path.display().to_string(), bytes);
        } else {
            found.insert(path.display().to_string(), Vec::new());
        }
    }
    found
}

/// Each would leave a file behind, or take one away, if it were done.
const DEEDS: [&str; 22] = [
    "import os; os.system('touch made')",
    "import os; os.popen('touch made').read()",
    "import os; os.execv('/bin/touch', ['touch', 'made'])",
    "import os; os.mkdir('made')",
    "import os; os.remove('victim')",
    "import os; os.rename('victim', 'made')",
    "import subprocess; subprocess.call(['touch', 'made'])",
    "from subprocess import check_output; check_output('touch made', shell = True)",
    "import commands; commands.getoutput('touch made')",
    "import shutil; shutil.rmtree('.')",
    "import tempfile; tempfile.mkstemp(dir = '.')",
    "import socket; socket.socket()",
    "import ctypes; ctypes.CDLL(None).system('touch made')",
    "open('made', 'w').write('x')",
    "open('victim', 'a').write('x')",
    "open('victim', 'r+').write('x')",
    "file('made', 'w')",
    "eval('open(\"made\", \"w\")')",
    "exec 'open(\"made\", \"w\")'",
    "execfile('victim')",
    "__import__('os').system('touch made')",
    "().__class__.__bases__[0].__subclasses__()",
];

#[test]
fn nothing_is_executed_or_written_by_a_configuration() {
    for deed in DEEDS {
        let text = format!("{deed}\n{JOB}");
        let world = World::new(&[("a.aurora", &text), ("victim", "x = 1\n")]);
        let before = contents(world.0.path());
        for command in ["list", "inspect", "emit"] {
            let run = world.run(&[command, "a.aurora"]).verdict(deed);
            assert!(run.all().contains("a.aurora:1:"), "{deed}: {run:?}");
        }
        world
            .run(&["check", "--no-cache", "a.aurora"])
            .verdict(deed);
        assert_eq!(contents(world.0.path()), before, "{deed}");
    }
}

/// Hooks are listed, and called by nobody.
#[test]
fn hooks_are_not_called() {
    let text = format!("def made(config):\n  raise ValueError('called')\nhooks = [made]\n{JOB}");
    let world = World::new(&[("a.aurora", &text)]);
    let run = world.run(&["list", "a.aurora"]).verdict("hooks");
    assert!(!run.all().contains("called"), "{run:?}");
}

/// Only what was told to write writes, and only where it was told to.
#[test]
fn commands_write_what_they_were_told_to() {
    let untidy = format!("import os\nx  =  1\n{JOB}");
    for (arguments, written) in [
        (vec!["list", "a.aurora"], None),
        (vec!["inspect", "a.aurora"], None),
        (vec!["emit", "a.aurora"], None),
        (vec!["config"], None),
        (vec!["format", "--check", "a.aurora"], None),
        (vec!["format", "--diff", "a.aurora"], None),
        (vec!["check", "--no-cache", "."], None),
        (vec!["check", "--no-cache", "--diff", "--fix", "."], None),
        (vec!["check", "--cache-dir", "kept", "."], Some("kept/")),
        (vec!["check", "."], Some(".cache/jobc/check/")),
        (vec!["emit", "-o", "out.json", "a.aurora"], Some("out.json")),
        (vec!["format", "a.aurora"], Some("a.aurora")),
        (vec!["check", "--no-cache", "--fix", "."], Some("a.aurora")),
    ] {
        let world = World::new(&[("a.aurora", &untidy), ("jobc.toml", "")]);
        let before = contents(world.0.path());
        let run = world.run(&arguments).verdict("a command");
        let after = contents(world.0.path());
        let changed: Vec<&String> = after
            .keys()
            .filter(|name| before.get(*name) != after.get(*name))
            .collect();
        match written {
            None => assert!(changed.is_empty(), "{arguments:?}: {changed:?} {run:?}"),
            Some(name) => {
                let prefix = world.path(name).display().to_string();
                let is_meant = |it: &&&String| it.starts_with(&prefix);
                assert!(!changed.is_empty(), "{arguments:?}: {run:?}");
                assert_eq!(
                    changed.iter().filter(is_meant).count(),
                    changed.len(),
                    "{changed:?}"
                );
            }
        }
        assert!(
            before.keys().all(|name| after.contains_key(name)),
            "{arguments:?}"
        );
    }
}

/// Each way to something that is no file inside of the root is refused, with its own diagnostic, whatever reads it.
#[cfg(unix)]
#[test]
fn every_way_out_is_refused_with_its_diagnostic() {
    use std::os::unix::fs::symlink;
    let world = World::new(&[
        ("secret.aurora", "SECRET = 'hidden'\n"),
        ("repo/jobc.toml", "[limits]\nfile-size = 4000\n"),
        ("repo/sub/b.aurora", "B = 1\n"),
        ("repo/large.aurora", &"# large\n".repeat(1000)),
    ]);
    let link = |to: &str, at: &str| symlink(to, world.path(at)).expect("a link");
    link("../secret.aurora", "repo/leak.aurora");
    link("..", "repo/out");
    link("/", "repo/sub/slash");
    link("../nothing.aurora", "repo/dangling_out.aurora");
    link("nothing.aurora", "repo/dangling.aurora");
    link("loop.aurora", "repo/loop.aurora");
    link("b", "repo/a");
    link("a", "repo/b");
    let fifo = std::process::Command::new("mkfifo")
        .arg(world.path("repo/fifo"))
        .status();
    assert!(fifo.is_ok_and(|it| it.success()));
    let absolute = world.path("secret.aurora").display().to_string();
    for (path, codes) in [
        ("../secret.aurora", &["E703"][..]),
        ("sub/../../secret.aurora", &["E703"]),
        (&absolute, &["E703"]),
        ("leak.aurora", &["E703"]),
        ("out/secret.aurora", &["E703"]),
        ("sub/slash/etc/hostname", &["E703"]),
        ("dangling_out.aurora", &["E703"]),
        ("/proc/self/environ", &["E703"]),
        ("/dev/zero", &["E703"]),
        ("dangling.aurora", &["E701"]),
        ("nothing.aurora", &["E701"]),
        ("loop.aurora", &["E703", "E701"]),
        ("a/b.aurora", &["E701", "E703"]),
        ("fifo", &["E701"]),
        ("sub", &["E701"]),
        ("large.aurora", &["E807", "E701"]),
    ] {
        for read in ["include", "open"] {
            world.write(
                "repo/a.aurora",
                format!("{read}('{path}')\n{JOB}").as_bytes(),
            );
            let check = [
                "check",
                "--no-cache",
                "--output-format",
                "concise",
                "a.aurora",
            ];
            let mut command = world.command(&check);
            let run = run(command.current_dir(world.path("repo")), b"").verdict(path);
            let is_refused = codes
                .iter()
                .any(|code| run.out.contains(&format!("[{code}]")));
            assert!(is_refused, "{read} {path}: {codes:?} {run:?}");
            assert!(!run.all().contains("hidden"), "{read} {path}: {run:?}");
        }
    }
    // Also where the root is everything.
    for path in ["/dev/zero", "/proc/self/environ", "/sys/kernel"] {
        world.write(
            "repo/a.aurora",
            format!("include('{path}')\n{JOB}").as_bytes(),
        );
        let run = world
            .run(&["list", "--root", "/", "repo/a.aurora"])
            .verdict(path)
            .says("E70", path);
        assert_eq!(run.code, Some(3), "{path}: {run:?}");
    }
}
