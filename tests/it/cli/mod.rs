//! The built command: exit codes, streams, flags, and what people see; `inventory.rs` has keys, folders and inventories, `commands.rs` others'
//! commands, `files.rs` the sandbox and what files do, `parallel.rs` what threads do, `scheduler.rs` what the scheduler would reject.

mod commands;
mod external;
mod files;
mod init;
mod inventory;
mod parallel;
mod scheduler;
mod tiers;
pub mod world;

use std::fs;
use std::path::Path;
use world::*;

#[test]
fn help_and_version_go_to_standard_output() {
    let world = World::new(&[]);
    for arguments in [
        &["--help"][..],
        &["-h"],
        &["inspect", "--help"],
        &["help", "emit"],
        &["--version"],
        &["version"],
    ] {
        let run = world.run(arguments);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{arguments:?}");
        assert!(run.out.contains("jobc"), "{arguments:?}");
    }
    insta::assert_snapshot!("help", world.run(&["--help"]).out);
    insta::assert_snapshot!("help_inspect", world.run(&["inspect", "--help"]).out);
}

#[test]
fn completions_and_the_manual_name_every_command() {
    let world = World::new(&[]);
    for arguments in [
        &["completions", "bash"][..],
        &["completions", "zsh"],
        &["completions", "fish"],
        &["man"],
    ] {
        let text = world.run(arguments).success();
        for word in ["check", "inspect", "baseline", "config"] {
            assert!(text.contains(word), "{arguments:?}: {word}");
        }
    }
}

#[test]
fn wrong_command_lines_exit_with_2() {
    let world = World::hello();
    for arguments in [
        &[][..],
        &["nonsense"],
        &["inspect"],
        &["inspect", "--nonsense", "hello.aurora"],
        &["emit", "--target", "nonsense", "hello.aurora"],
        &["list", "-E", "novalue", "hello.aurora"],
        &["list", "--limit", "jobs=many", "hello.aurora"],
        &["list", "--root", "nothing", "hello.aurora"],
        &["list", "--config", "nothing.toml", "hello.aurora"],
        &["inspect", "a//b", "hello.aurora"],
        &["rule", "E9999"],
        &["rule"],
    ] {
        let run = world.run(arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {run:?}");
        assert_eq!(run.out, "", "{arguments:?}");
        assert!(!run.err.is_empty(), "{arguments:?}");
    }
    let run = world.run(&["list", "--limit", "job=1", "hello.aurora"]);
    assert_eq!(
        (run.code, run.err.as_str()),
        (2, "error: unknown limit `job`; did you mean `jobs`?\n")
    );
}

#[test]
fn rules_are_explained() {
    let world = World::new(&[]);
    assert!(
        world
            .run(&["rule", "E201"])
            .success()
            .starts_with("# E201 undefined-name (error)\n")
    );
    assert!(
        world
            .run(&["rule", "undefined-name"])
            .success()
            .starts_with("# E201")
    );
    assert!(
        world
            .run(&["rule", "--all"])
            .success()
            .contains("E301   error    unknown-attribute\n")
    );
    assert_eq!(
        world.run(&["rule", "--json", "e201"]).json()["name"],
        "undefined-name"
    );
    assert!(
        world
            .run(&["rule", "--all", "--json"])
            .json()
            .as_array()
            .unwrap()
            .len()
            > 40
    );
    assert!(
        world
            .run(&["rule", "undefined-nam"])
            .err
            .contains("did you mean `undefined-name`?")
    );
}

#[test]
fn jobs_are_listed() {
    let world = World::hello();
    assert_eq!(
        world.run(&["list", "hello.aurora"]).success(),
        "west/www/prod/hello\nwest/www/prod/other\n"
    );
    let json = world.run(&["list", "--json", "hello.aurora"]).json();
    assert_eq!(json[1]["name"], "other");
    assert_eq!(json[1]["file"], "hello.aurora");
    let run = world.run(&["config", "list", "hello.aurora"]);
    assert_eq!(
        run.success(),
        "jobs=[west/www/prod/hello, west/www/prod/other]\n"
    );
}

#[test]
fn standard_input_is_a_file_of_that_name() {
    let world = World::new(&[("sub/greeting.aurora", "greeting = 'hi'\n")]);
    let text = HELLO.replace("'hey'", "greeting");
    let input = format!("include('greeting.aurora')\n{text}");
    let run = world.run_with_input(&["list", "--stdin-filename", "sub/x.aurora", "-"], &input);
    assert_eq!(run.success().lines().count(), 2);
    let run = world.run_with_input(&["list", "-"], &input);
    assert_eq!(run.code, 3);
    assert!(run.err.contains("<stdin>:1:"), "{}", run.err);
}

#[test]
fn jobs_are_selected_by_key() {
    let world = World::hello();
    for (key, count) in [
        ("hello", 1),
        ("prod/hello", 1),
        ("west/*/prod/*", 2),
        ("h*", 1),
    ] {
        let json = world
            .run(&["inspect", "--json", key, "hello.aurora"])
            .json();
        assert_eq!(json.as_array().unwrap().len(), count, "{key}");
        let json = world.run(&["emit", "hello.aurora", key]).json();
        assert_eq!(json["jobs"].as_array().unwrap().len(), count, "{key}");
    }
    let run = world.run(&["inspect", "prod/helo", "hello.aurora"]);
    assert_eq!((run.code, run.out.as_str()), (6, ""));
    insta::assert_snapshot!("no_such_job", run.err);
    assert_eq!(
        world
            .run(&["emit", "hello.aurora", "hello", "nothing"])
            .code,
        6
    );
    assert_eq!(
        world
            .run(&["job", "inspect", "east/www/prod/hello", "hello.aurora"])
            .code,
        6
    );
}

#[test]
fn bindings_and_variables_reach_the_configuration() {
    let world = World::new(&[(
        "a.aurora",
        &format!(
            "import os\n{}",
            HELLO.replace("'hey'", "os.environ.get('JOBC_TEST', 'unset')")
        ),
    )]);
    let greeting = |arguments: &[&str]| {
        let mut all = vec!["emit", "a.aurora", "other"];
        all.extend(arguments);
        let mut command = world.command(&all);
        command.env("JOBC_TEST", "outer");
        let json = Run::of(command.output().unwrap()).json();
        json["jobs"][0]["task"]["processes"][0]["cmdline"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(greeting(&[]), "echo outer from {{mesos.instance}}");
    assert_eq!(
        greeting(&["--env", "JOBC_TEST=given"]),
        "echo given from {{mesos.instance}}"
    );
    assert_eq!(
        greeting(&["--no-env"]),
        "echo unset from {{mesos.instance}}"
    );
    assert_eq!(
        greeting(&["--no-env", "--env", "JOBC_TEST="]),
        "echo  from {{mesos.instance}}"
    );
    let open = World::new(&[("a.aurora", &HELLO.replace(".bind(greeting = 'hi')", ""))]);
    assert_eq!(open.run(&["emit", "a.aurora", "hello"]).code, 3);
    for flag in ["-E", "--bind"] {
        let json = open
            .run(&["emit", flag, "greeting=a=b", "a.aurora", "hello"])
            .json();
        assert_eq!(
            json["jobs"][0]["task"]["processes"][0]["cmdline"],
            "echo a=b from {{mesos.instance}}"
        );
    }
}

#[test]
fn settings_are_found_above_the_file_and_checked() {
    let world = World::new(&[
        (
            "jobc.toml",
            "preludes = ['site/prelude.aurora']\nbindings = {greeting = 'from settings'}\n",
        ),
        ("site/prelude.aurora", "SITE = 'site'\n"),
        (
            "deep/down/a.aurora",
            &HELLO.replace(".bind(greeting = 'hi')", "(role = SITE)"),
        ),
    ]);
    let file = "deep/down/a.aurora";
    let json = world.run(&["emit", file, "hello"]).json();
    assert_eq!(json["jobs"][0]["role"], "site");
    assert_eq!(
        json["jobs"][0]["task"]["processes"][0]["cmdline"],
        "echo from settings from {{mesos.instance}}"
    );
    assert_eq!(world.run(&["emit", "--isolated", file, "hello"]).code, 3);
    let run = world.run(&[
        "emit",
        "--isolated",
        "--prelude",
        "site/prelude.aurora",
        "-E",
        "greeting=x",
        file,
        "hello",
    ]);
    assert_eq!(run.code, 0, "{run:?}");
    fs::write(world.path("jobc.toml"), "prelude = []\n").unwrap();
    let run = world.run(&["emit", file]);
    assert_eq!(run.code, 2);
    let folder = world.0.path().canonicalize().unwrap();
    let text = run.err.replace(&format!("{}/", folder.display()), "");
    insta::assert_snapshot!("bad_settings", text);
}

#[test]
fn json_is_read_back() {
    let world = World::hello();
    let all = world.run(&["emit", "hello.aurora"]).success();
    fs::write(world.path("all.json"), &all).unwrap();
    assert_eq!(
        world.run(&["emit", "--read-json", "all.json"]).success(),
        all
    );
    let one = world
        .run(&[
            "job",
            "inspect",
            "west/www/prod/hello",
            "hello.aurora",
            "--write-json",
        ])
        .success();
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&one).unwrap()["name"],
        "hello"
    );
    let run = world.run_with_input(&["list", "-j", "-"], &one);
    assert_eq!(run.success(), "west/www/prod/hello\n");
    assert_eq!(
        world
            .run_with_input(&["list", "-j", "-"], "{\"jobs\": [")
            .code,
        3
    );
    assert_eq!(
        world
            .run_with_input(&["list", "-j", "-"], "{\"jobs\": 3}")
            .code,
        3
    );
    assert_eq!(world.run_with_input(&["list", "-j", "-"], "[]").code, 3);
}

#[test]
fn emit_writes_whole_or_not_at_all() {
    let world = World::hello();
    let text = world.run(&["emit", "hello.aurora"]).success();
    let run = world.run(&["emit", "-o", "out.json", "hello.aurora"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert_eq!(fs::read_to_string(world.path("out.json")).unwrap(), text);
    fs::write(world.path("bad.aurora"), "jobs = [\n").unwrap();
    assert_eq!(world.run(&["emit", "-o", "out.json", "bad.aurora"]).code, 3);
    assert_eq!(fs::read_to_string(world.path("out.json")).unwrap(), text);
    assert_eq!(
        world
            .run(&["emit", "-o", "no/such/out.json", "hello.aurora"])
            .code,
        4
    );
    let mut names: Vec<_> = fs::read_dir(world.0.path())
        .unwrap()
        .map(|it| it.unwrap().file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["bad.aurora", "hello.aurora", "out.json"]);
}

#[test]
fn the_owner_is_the_user_or_who_is_named() {
    let world = World::hello();
    let owner = |arguments: &[&str]| {
        let mut all = vec!["emit", "--target", "aurora", "hello.aurora"];
        all.extend(arguments);
        world.run(&all).json()[0]["owner"]["user"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(owner(&[]), "tester");
    assert_eq!(owner(&["--owner", "somebody"]), "somebody");
    assert_eq!(owner(&["--env", "USER=ci"]), "ci");
}

#[test]
fn an_error_elsewhere_does_not_keep_a_job_from_being_used() {
    let text = HELLO.replace(
        "job(name = 'other').bind(greeting = 'hey')",
        "job(name = 'other')",
    );
    let world = World::new(&[("a.aurora", &text)]);
    let run = world.run(&["emit", "a.aurora", "hello"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.err.contains("⚠"), "{}", run.err);
    let run = world.run(&["emit", "a.aurora"]);
    assert_eq!((run.code, run.out.as_str()), (3, ""));
    let run = world.run(&["list", "a.aurora"]);
    assert_eq!((run.code, run.out.as_str()), (3, "west/www/prod/hello\n"));
    assert_eq!(world.run(&["check", "a.aurora"]).code, 1);
    assert_eq!(world.run(&["check", "--exit-zero", "a.aurora"]).code, 0);
}

#[test]
fn findings_go_to_standard_output_and_nothing_else_does() {
    let world = World::new(&[
        ("a.aurora", "print 'noise'\njobs = [undefined_thing]\n"),
        ("ok.aurora", HELLO),
    ]);
    let run = world.run(&[
        "check",
        "--ignore",
        "ALL",
        "--output-format",
        "concise",
        "a.aurora",
        "ok.aurora",
    ]);
    assert_eq!(run.code, 1);
    assert_eq!(run.out.lines().count(), 1, "{}", run.out);
    assert!(
        run.out.starts_with("a.aurora:2:9: error[E201] "),
        "{}",
        run.out
    );
    assert!(
        run.err.contains("noise") && run.err.contains("2 files"),
        "{}",
        run.err
    );
    assert_eq!(
        world
            .run(&["check", "-q", "--output-format", "concise", "a.aurora"])
            .err,
        ""
    );
    let run = world.run(&[
        "check",
        "--output-format",
        "json",
        "-o",
        "report.json",
        "a.aurora",
    ]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    let report: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(world.path("report.json")).unwrap()).unwrap();
    assert_eq!(
        report[0]["location"],
        serde_json::json!({"row": 2, "column": 9})
    );
    assert_eq!(
        report[0]["end_location"],
        serde_json::json!({"row": 2, "column": 24})
    );
    let run = world.run(&["check", "--ignore", "ALL", "ok.aurora"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
}

#[test]
fn colors_are_for_terminals_or_who_asks() {
    let world = World::new(&[("a.aurora", "jobs = [undefined_thing]\n")]);
    for (arguments, color) in [
        (&["check", "a.aurora"][..], false),
        (&["check", "--color", "always", "a.aurora"], true),
        (&["--color=never", "check", "a.aurora"], false),
        (
            &[
                "check",
                "--color",
                "always",
                "--output-format",
                "json",
                "a.aurora",
            ],
            false,
        ),
    ] {
        assert_eq!(
            world.run(arguments).out.contains('\x1b'),
            color,
            "{arguments:?}"
        );
    }
}

#[test]
fn the_example_is_inspected() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/hello_world.aurora");
    let world = World::new(&[]);
    let example = example.to_str().unwrap();
    insta::assert_snapshot!("inspect_page", world.run(&["inspect", example]).success());
    insta::assert_snapshot!(
        "inspect_raw",
        world.run(&["inspect", "--raw", example]).success()
    );
    insta::assert_snapshot!(
        "inspect_json",
        world.run(&["inspect", "--json", example]).success()
    );
}

#[test]
fn a_rich_job_is_inspected() {
    let world = World::new(&[("rich.aurora", include_str!("rich.aurora"))]);
    insta::assert_snapshot!(
        "inspect_rich",
        world.run(&["inspect", "rich.aurora"]).success()
    );
}
