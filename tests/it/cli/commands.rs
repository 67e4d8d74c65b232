//! Commands of others: the Aurora client's, programs named `jobc-NAME`, and what is misspelled; versions and the environment.

use crate::cli::world::*;

/// Every verb of both clients is answered with one sentence that says what to do.
#[test]
fn verbs_of_the_client_are_answered() {
    let world = World::hello();
    for line in [
        "create c/r/e/n a.aurora",
        "update",
        "kill c/r/e/n",
        "restart c/r/e/n",
        "list_jobs c/r",
        "cancel_update c/r/e/n",
        "get_quota r",
        "status c/r/e/n",
        "open c/r/e/n",
        "ssh c/r/e/n 1 -l",
        "run c/r/e/n ls",
        "spawn a.aurora",
        "job create c/r/e/n a.aurora",
        "job diff c/r/e/n a.aurora",
        "job kill c/r/e/n",
        "job nonsense",
        "cron schedule c/r/e/n a.aurora",
        "cron",
        "quota get c/r",
        "update start c/r/e/n a.aurora",
        "sla get-job-uptime c/r/e/n",
        "task ssh c/r/e/n/1",
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        let run = world.run(&words);
        assert_eq!(run.code, 2, "{line}: {run:?}");
        assert_eq!(run.err.lines().count(), 1, "{line}: {run:?}");
        assert!(run.err.contains("which jobc never does"), "{line}: {run:?}");
    }
    let run = world.run(&["chekc"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("did you mean `check`?"), "{run:?}");
    let run = world.run(&["inspect", "--local", "hello.aurora"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("without it"), "{run:?}");
}

#[cfg(unix)]
#[test]
fn commands_can_be_added() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::hello();
    let script = "#!/bin/sh\necho \"got $*\"\nexit 7\n";
    for name in ["bin/jobc-hi", "jobc-here", "bin/jobc-check"] {
        let path = world.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, script).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    let run = |arguments: &[&str], path: &str| {
        let path = format!("{path}:/usr/bin:/bin");
        Run::of(world.command(arguments).env("PATH", path).output().unwrap())
    };
    let bin = world.path("bin").display().to_string();
    let found = run(&["hi", "--there", "you"], &bin);
    assert_eq!((found.code, found.out.as_str()), (7, "got --there you\n"));
    // What jobc has itself is not replaced, and nothing runs that a checkout brings along.
    assert_eq!(run(&["check", "-q"], &bin).code, 0);
    for path in [".", "", "bin"] {
        let found = run(&["here"], path);
        assert_eq!((found.code, found.out.as_str()), (2, ""), "{path:?}");
        assert_eq!(run(&["hi"], path).code, 2, "{path:?}");
    }
    assert_eq!(run(&["../jobc-here"], &bin).code, 2);
}

#[test]
fn the_version_says_what_it_stands_for() {
    let world = World::hello();
    let text = world.run(&["version"]).success();
    assert!(text.starts_with(concat!("jobc ", env!("CARGO_PKG_VERSION"), "\n")));
    assert!(text.contains("Aurora client  0.22.0\n"), "{text}");
    let json = world.run(&["version", "--json"]).json();
    assert_eq!(json["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(json["pystachio"], "0.8.10");
    assert!(json.get("commit").is_some());
}

#[test]
fn settings_of_what_is_not_there_are_not_shown() {
    let world = World::hello();
    let run = world.run(&["config", "hell.aurora"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{run:?}");
    assert!(run.err.contains("did you mean `hello.aurora`?"), "{run:?}");
    assert_eq!(world.run(&["config", "nope"]).code, 2);
    let json = world
        .run(&["config", "--format", "json", "hello.aurora"])
        .json();
    assert_eq!(json["lint.preset"]["value"], "standard");
    assert_eq!(json["lint.preset"]["source"], "default");
}

#[test]
fn variables_stand_for_options() {
    let world = World::new(&[(
        "a.aurora",
        &HELLO.replace("cluster", "contact = 'a@b.c', cluster"),
    )]);
    let with = |name: &str, value: &str, arguments: &[&str]| {
        let mut command = world.command(arguments);
        Run::of(command.env(name, value).output().unwrap())
    };
    std::fs::write(world.path("b.aurora"), HELLO).unwrap();
    std::fs::write(world.path("strict.toml"), "[lint]\npreset = 'strict'\n").unwrap();
    let check = ["check", "-n", "b.aurora", "--select", "J001"];
    assert_eq!(with("JOBC_FAIL_ON", "error", &check).code, 0);
    assert_eq!(with("JOBC_FAIL_ON", "info", &check).code, 1);
    for value in ["1", "true", "0", "no", ""] {
        let run = with("JOBC_NO_CACHE", value, &check);
        assert!(run.code < 2, "{value}: {}", run.err);
    }
    assert_eq!(with("JOBC_CONFIG", "strict.toml", &check).code, 1);
    let run = with("JOBC_OUTPUT_FORMAT", "concise", &check);
    assert!(run.out.starts_with("b.aurora:3:7: info[J001] "), "{run:?}");
    // What is typed goes before.
    let typed = [&check[..], &["--fail-on", "never"]].concat();
    assert_eq!(with("JOBC_FAIL_ON", "info", &typed).code, 0);
    assert_eq!(with("JOBC_ROOT", "nowhere", &check).code, 2);
    for (name, value, colored) in [
        ("FORCE_COLOR", "1", true),
        ("JOBC_COLOR", "always", true),
        ("NO_COLOR", "1", false),
        ("TERM", "xterm", false),
    ] {
        let run = with(name, value, &["inspect", "a.aurora"]);
        assert_eq!(run.out.contains('\x1b'), colored, "{name}");
    }
}

#[test]
fn every_command_has_a_manual_page() {
    let world = World::hello();
    std::fs::create_dir(world.path("man")).unwrap();
    world.run(&["man", "--output", "man"]).success();
    for command in ["check", "emit", "inspect", "list", "format", "version"] {
        let page = world.run(&["man", command]).success();
        assert!(page.contains(&format!(".TH jobc-{command} 1 ")), "{page}");
        let file = world.path(&format!("man/jobc-{command}.1"));
        assert_eq!(std::fs::read_to_string(file).unwrap(), page);
    }
    assert!(world.path("man/jobc.1").exists());
    assert_eq!(world.run(&["man", "chekc"]).code, 2);
}
