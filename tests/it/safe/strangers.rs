//! A checkout that a stranger has prepared: links and settings in it lead nowhere.
#![cfg(unix)]

use super::support::{JOB, Run, World, run};
use rustix::fs::{CWD, RenameFlags, renameat_with};
use std::fs;
use std::os::unix::fs::symlink;
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

/// A checkout in which everything is planted that could lead out of it, block or not end. What is outside has a `secret` in it.
fn planted() -> World {
    let world = World::new(&[
        ("outside/secret.aurora", "SECRET = 'hidden'\n"),
        ("outside/untidy.aurora", "SECRET   =   'hidden'\n"),
        ("jobc.toml", "root = '/'\nexclude = ['*']\n"),
        (".gitignore", "*\n"),
        (
            "repo/a.aurora",
            &format!(
                "import os\nfor path in ['link.aurora', 'folder/secret.aurora', '../outside/secret.aurora']:\n  try:\n    print open(path).read()\n  except IOError:\n    pass\n{JOB}"
            ),
        ),
        ("repo/sub/b.aurora", "include('../link.aurora')\n"),
        ("repo/deep/c.aurora", "x = 1\n"),
    ]);
    let repo = world.path("repo");
    let git = Command::new("git")
        .args(["init", "-q"])
        .current_dir(&repo)
        .status();
    assert!(git.is_ok_and(|it| it.success()));
    let link = |to: &str, at: &str| symlink(to, repo.join(at)).expect("a link");
    let fifo = |at: &str| {
        let made = Command::new("mkfifo").arg(repo.join(at)).status();
        assert!(made.is_ok_and(|it| it.success()), "{at}");
    };
    link("/dev/zero", ".gitignore");
    link("../outside/secret.aurora", "link.aurora");
    link("../outside/untidy.aurora", "untidy.aurora");
    link("../outside", "folder");
    link("/", "slash");
    link("/dev/zero", "device.aurora");
    link("/proc/self/environ", "environ.aurora");
    link("loop.aurora", "loop.aurora");
    link("../../outside/secret.aurora", "deep/.gitignore");
    link("/dev/zero", "baseline.json");
    fifo("fifo.aurora");
    fifo("sub/.gitignore");
    fs::create_dir_all(repo.join(".git/info")).expect("a folder");
    let _ = fs::remove_file(repo.join(".git/info/exclude"));
    fifo(".git/info/exclude");
    let large = fs::File::create(repo.join("large.aurora")).expect("a file");
    large.set_len(1 << 40).expect("a large file");
    world
}

/// Runs a command in the checkout, which must end and must not show what is outside.
fn in_checkout(world: &World, arguments: &[&str]) -> Run {
    let mut command = world.command(arguments);
    let command = command.current_dir(world.path("repo"));
    let run = run(command.env("MARK", "hidden"), b"").verdict("a planted checkout");
    assert!(!run.all().contains("hidden"), "{arguments:?}: {run:?}");
    assert!(run.elapsed < Duration::from_secs(20), "{arguments:?}");
    run
}

#[test]
fn a_checkout_with_everything_planted_leads_nowhere() {
    let world = planted();
    let untidy = world.read("outside/untidy.aurora");
    let names = [
        "link.aurora",
        "untidy.aurora",
        "folder/secret.aurora",
        "folder/untidy.aurora",
        "device.aurora",
        "environ.aurora",
        "loop.aurora",
        "fifo.aurora",
        "large.aurora",
        "slash/etc/passwd",
    ];
    for name in names {
        for command in [
            &["list"][..],
            &["inspect"],
            &["emit"],
            &["emit", "--root", "."],
            &["format"],
            &["format", "--diff"],
            &["check", "--no-cache"],
            &["check", "--no-cache", "--root", "."],
            &["check", "--no-cache", "--fix", "--unsafe-fixes"],
        ] {
            let arguments = [command, &[name]].concat();
            let run = in_checkout(&world, &arguments);
            assert_ne!(run.code, Some(0), "{arguments:?}: {run:?}");
        }
    }
    for arguments in [
        &["check", "--no-cache", "."][..],
        &["check", "--no-cache", "folder"],
        &["check", "--no-cache", "slash"],
        &["check", "--no-cache", "--show-files"],
        &["check", "--no-cache", "--changed-since", "HEAD"],
        &["check", "--no-cache", "--baseline", "baseline.json", "sub"],
        &[
            "check",
            "--no-cache",
            "--write-baseline",
            "untidy.aurora",
            "deep",
        ],
        &["check", "--no-cache", "--output-file", "folder/new", "deep"],
        &["check", "--no-cache", "--config", "link.aurora", "deep"],
        &["check", "--no-cache", "--fix", "--add-ignore", "."],
        &["emit", "-o", "link.aurora", "a.aurora"],
        &["list", "a.aurora"],
        &["format", "."],
        &["format", "folder"],
        &["config", "sub/b.aurora"],
        &["list", "fold/secret.aurora"],
    ] {
        in_checkout(&world, arguments);
    }
    // The checkout itself is looked at: what is above it says nothing, and what cannot be read is said.
    let run = in_checkout(
        &world,
        &["check", "--no-cache", "--output-format", "concise", "."],
    );
    assert!(run.out.contains("sub/b.aurora:1:9: error[E703]"), "{run:?}");
    for name in [".gitignore", "sub/.gitignore", ".git/info/exclude"] {
        assert!(run.err.contains(&format!("{name}`: ")), "{name}: {run:?}");
    }
    assert_eq!(world.read("outside/untidy.aurora"), untidy);
    let outside = fs::read_dir(world.path("outside")).expect("a folder");
    assert_eq!(outside.count(), 2);
}

/// Reads messages that were answered in one go.
fn served(world: &World, messages: &[serde_json::Value]) -> Run {
    let framed = messages.iter().map(|message| {
        let text = message.to_string();
        format!("Content-Length: {}\r\n\r\n{text}", text.len())
    });
    let input: String = framed.collect();
    run(&mut world.command(&["server"]), input.as_bytes()).verdict("a server")
}

#[test]
fn the_same_checkout_in_an_editor() {
    use serde_json::json;
    let world = planted();
    let repo = world.path("repo").display().to_string();
    let uri = |name: &str| format!("file://{repo}/{name}");
    let note = |method: &str, params| json!({"jsonrpc": "2.0", "method": method, "params": params});
    let folders = json!([{"uri": format!("file://{repo}"), "name": "repo"}]);
    let initialize = json!({"capabilities": {}, "workspaceFolders": folders});
    let mut messages = vec![
        json!({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": initialize}),
        note("initialized", json!({})),
    ];
    let read = "print open('/etc/hostname').read()\nx = open('../outside/secret.aurora').read()\ny = x\ninclude('link.aurora')\ninclude('";
    let buffers = [
        uri("a.aurora"),
        uri("link.aurora"),
        uri("folder/new.aurora"),
        uri("slash/etc/new.aurora"),
        "untitled:Untitled-1".to_owned(),
        "git:/etc/x.aurora?HEAD".to_owned(),
        "vscode-vfs://github/a/b.aurora".to_owned(),
    ];
    let mut asked = 0;
    for uri in &buffers {
        let document = json!({"uri": uri, "languageId": "aurora", "version": 1, "text": read});
        messages.push(note(
            "textDocument/didOpen",
            json!({"textDocument": document}),
        ));
        for (method, line, column) in [
            ("textDocument/hover", 2, 4),
            ("textDocument/references", 1, 0),
            ("textDocument/definition", 3, 12),
            ("textDocument/documentLink", 0, 0),
            ("textDocument/completion", 4, 9),
            ("textDocument/rename", 1, 0),
        ] {
            asked += 1;
            let params = json!({
                "textDocument": {"uri": uri}, "position": {"line": line, "character": column},
                "context": {"includeDeclaration": true}, "newName": "z",
            });
            messages
                .push(json!({"jsonrpc": "2.0", "id": asked, "method": method, "params": params}));
        }
    }
    asked += 1;
    let query = json!({"query": "x"});
    messages.push(
        json!({"jsonrpc": "2.0", "id": asked, "method": "workspace/symbol", "params": query}),
    );
    let run = served(&world, &messages);
    assert!(run.elapsed < Duration::from_secs(60), "{:?}", run.elapsed);
    for id in 0..=asked {
        let answer = format!("\"id\":{id},\"result\"");
        let failure = format!("\"id\":{id},\"error\"");
        assert!(
            run.out.contains(&answer) || run.out.contains(&failure),
            "{id}: {}",
            run.out
        );
    }
    let hostname = fs::read_to_string("/etc/hostname").unwrap_or("hidden".to_owned());
    for secret in [
        "hidden",
        "secret.aurora\"",
        "untidy.aurora\"",
        hostname.trim(),
    ] {
        assert!(!run.all().contains(secret), "{secret}: {}", run.out);
    }
}

/// Settings are a regular file of the checkout, or an error: a gate does not go on without its settings.
#[test]
fn settings_that_cannot_be_read_are_an_error() {
    for plant in [
        "/dev/zero",
        "../outside.toml",
        "missing.toml",
        "fifo",
        "folder",
    ] {
        let world = World::new(&[
            ("outside.toml", "root = '/'\n"),
            ("secret.aurora", "SECRET = 'hidden'\n"),
            ("repo/.git/HEAD", ""),
            (
                "repo/sub/a.aurora",
                &format!("include('../../secret.aurora')\nprint SECRET\n{JOB}"),
            ),
        ]);
        let settings = world.path("repo/jobc.toml");
        match plant {
            "fifo" => {
                let made = Command::new("mkfifo").arg(&settings).status();
                assert!(made.is_ok_and(|it| it.success()));
            }
            "folder" => fs::create_dir(&settings).expect("a folder"),
            _ => symlink(plant, &settings).expect("a link"),
        }
        for command in ["list", "check", "config"] {
            let run = in_checkout(&world, &[command, "sub/a.aurora"]);
            assert_eq!(run.code, Some(2), "{plant} {command}: {run:?}");
            assert!(
                run.err.contains("cannot read the settings"),
                "{plant}: {run:?}"
            );
        }
    }
}

/// Whatever writes a file leaves what is not its text as it was.
#[test]
fn files_that_are_written_stay_what_they_are() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let untidy = format!("{JOB}x   =   1\nimport os\n");
    for arguments in [
        &["format", "a.aurora"][..],
        &[
            "check",
            "--no-cache",
            "--fix",
            "--unsafe-fixes",
            "--select",
            "ALL",
            "a.aurora",
        ],
        &[
            "check",
            "--no-cache",
            "--add-ignore",
            "--select",
            "ALL",
            "a.aurora",
        ],
        &[
            "check",
            "--no-cache",
            "--write-baseline",
            "a.aurora",
            "b.aurora",
        ],
        &[
            "check",
            "--no-cache",
            "--output-file",
            "a.aurora",
            "b.aurora",
        ],
        &["emit", "-o", "a.aurora", "b.aurora"],
    ] {
        for mode in [0o600, 0o664, 0o755, 0o444] {
            let world = World::new(&[("a.aurora", &untidy), ("b.aurora", JOB), ("jobc.toml", "")]);
            let path = world.path("a.aurora");
            fs::hard_link(&path, world.path("other")).expect("a second name");
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("a mode");
            // Only root can give files away.
            let _ = std::os::unix::fs::chown(&path, Some(1234), Some(1234));
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("a mode");
            let before = fs::metadata(&path).expect("a file");
            let run = world.run(arguments).verdict("a writing command");
            let after = fs::metadata(&path).expect("a file");
            let what = format!("{arguments:?} {mode:o}: {run:?}");
            assert_eq!(after.mode(), before.mode(), "{what}");
            assert_eq!(
                (after.uid(), after.gid()),
                (before.uid(), before.gid()),
                "{what}"
            );
            assert_eq!((after.ino(), after.nlink()), (before.ino(), 2), "{what}");
            let text = world.read("a.aurora");
            assert_eq!(text == untidy.as_bytes(), mode == 0o444, "{what}");
            assert_eq!(text, world.read("other"), "{what}");
            if mode == 0o444 {
                assert!(
                    run.err.contains("cannot write") && run.err.contains("read-only"),
                    "{what}"
                );
                assert!(matches!(run.code, Some(2 | 4)), "{what}");
            }
            let names = fs::read_dir(world.0.path()).expect("a folder").flatten();
            let left = names.filter(|it| it.file_name().to_string_lossy().starts_with(".jobc-"));
            assert_eq!(left.count(), 0, "{what}");
        }
    }
}
