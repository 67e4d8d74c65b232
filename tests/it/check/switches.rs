//! Switches and exit codes.

use super::repository::*;
use std::process::Stdio;

#[test]
fn the_other_switches() {
    let repository = Repository::shared();
    let run = repository.run(&["check", "--select", "J001", "--statistics"]);
    assert_eq!(
        (run.code, run.out.as_str()),
        (0, "    2  J001  info    missing-contact\n")
    );
    assert_eq!(repository.check(&["--exit-zero"]).code, 0);
    assert!(
        repository
            .run(&["check", "--explain", "J001"])
            .out
            .starts_with("# J001")
    );
    let run = repository.check(&["-q"]);
    assert_eq!((run.code, run.lines().len(), run.err.as_str()), (1, 2, ""));
}

/// Findings are 1, also those of files that cannot be read; what cannot be done at all is 2.
#[test]
fn there_are_three_exit_codes() {
    let repository = Repository::shared();
    let code = |arguments: &[&str]| repository.check(arguments).code;
    assert_eq!(code(&["services"]), 1);
    assert_eq!(code(&["services", "--exit-zero"]), 0);
    let run = repository.check(&["shared", "nothing.aurora"]);
    assert_eq!(run.code, 1);
    assert!(
        run.out.contains("nothing.aurora:1:1: error[E701]"),
        "{run:?}"
    );
    assert_eq!(code(&["nothing.aurora", "-e"]), 0);
    assert_eq!(code(&["--no-such-switch"]), 2);
    assert_eq!(code(&["--output-file", "services"]), 2);
    assert_eq!(code(&["--write-baseline", "services"]), 2);
    assert_eq!(code(&["--baseline", "nothing.json"]), 2);
    repository.write("jobc.toml", "nonsense = 1\n");
    assert_eq!(code(&[]), 2);
    repository.write("jobc.toml", "");
    let ignored = repository.check(&["--add-ignore"]);
    assert_eq!(ignored.code, 0, "{ignored:?}");
    assert!(ignored.err.starts_with("added 2 comments\n"), "{ignored:?}");
}

/// An error fails every run, a warning unless only errors do, and an opinion only if asked to: each with the count in the summary.
#[test]
fn severities_decide_whether_a_run_fails() {
    let job = |attributes: &str| {
        format!(
            "jobs = [Job(name = 'a', cluster = 'c', role = 'r', environment = 'devel', {attributes}\n  \
             task = SimpleTask('a', 'sleep 1'))]\n"
        )
    };
    let error = job("cotnact = 'a@example.com',");
    let warning = job("contact = 'a@example.com',") + "import os\n";
    let info = job("");
    let cases = [
        (&error, "1 finding (1 error)", [1, 1, 1, 0]),
        (&warning, "1 finding (1 warning)", [0, 1, 1, 0]),
        (&info, "1 finding (1 info)", [0, 0, 1, 0]),
    ];
    for (text, summary, expected) in cases {
        let repository = Repository::new(&[("a.aurora", text)]);
        let levels = ["error", "warning", "info", "never"];
        for (level, code) in levels.iter().zip(expected) {
            let run = repository.run(&["check", "--fail-on", level]);
            assert_eq!(run.code, code, "{level} {run:?}");
            assert!(run.err.contains(summary), "{level} {run:?}");
        }
        let usual = repository.run(&["check"]).code;
        assert_eq!(usual, expected[1], "{summary}");
        // What is only an opinion is a warning where a repository wants it so.
        repository.write("jobc.toml", "[lint]\npreset = 'strict'\n");
        assert_eq!(repository.run(&["check"]).code, 1, "{summary}");
    }
}

/// Switches that people's hands know from ruff.
#[test]
fn switches_are_those_of_ruff() {
    let repository = Repository::shared();
    // A name for standard input means that it is to be read.
    let mut command = repository.command(&["check", "--stdin-filename", "services/x.aurora"]);
    command.args(ONLY).stdin(Stdio::piped());
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(child.stdin.as_mut().unwrap(), service("x").as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.starts_with("services/x.aurora:2:9: "), "{out}");

    // With --diff nothing is written, whatever else is said.
    let unused = format!("import os\n{BASE}jobs = [base(name = 'a').bind(greeting = 'hi')]\n");
    repository.write("services/a.aurora", &unused);
    let run = repository.run(&["check", "--fix", "--diff"]);
    assert!(run.out.contains("-import os"), "{run:?}");
    assert_eq!(repository.read("services/a.aurora"), unused);

    let statistics = [
        "check",
        "--select",
        "L003",
        "--statistics",
        "--output-format",
        "json",
    ];
    let run = repository.run(&statistics);
    let counts: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        counts,
        serde_json::json!([{
            "code": "L003", "name": "unused-import", "severity": "warning", "count": 1, "fixable": true,
            "fixable_count": 1
        }])
    );

    let run = repository.check(&["-n", "--add-ignore=until spring", "services/b.aurora"]);
    assert_eq!(run.code, 0, "{run:?}");
    let text = repository.read("services/b.aurora");
    assert!(
        text.ends_with("  # jobc: ignore[J001] until spring\n"),
        "{text}"
    );
    assert_eq!(repository.check(&["--add-ignore=a\nb"]).code, 2);
}

#[test]
fn findings_are_drawn_in_ascii_where_nothing_else_can_be_shown() {
    let long = format!(
        "jobs = [{}, undefined{}]\n",
        "1, 2, 3".repeat(30),
        ", 4".repeat(50)
    );
    let repository = Repository::new(&[
        ("a.aurora", &long),
        ("b.aurora", "import os\nx = 1 + os.getenv('NOPE')\n"),
    ]);
    for (variables, arguments, is_ascii) in [
        (&[("LANG", "C")][..], &[][..], true),
        (&[("LC_ALL", "POSIX"), ("LANG", "de_DE.UTF-8")], &[], true),
        (&[("LANG", "C.UTF-8")], &[], false),
        (&[("LC_ALL", ""), ("LANG", "en_US.UTF-8")], &[], false),
        (&[], &[], false),
        (&[("LANG", "C.UTF-8")], &["--ascii"], true),
        (
            &[("LANG", "C.UTF-8"), ("FORCE_COLOR", "1")],
            &["--ascii"],
            true,
        ),
    ] {
        let mut command = repository.command(&[&["check", "."], arguments].concat());
        for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
            command.env_remove(name);
        }
        let run = run(command.envs(variables.iter().copied()));
        assert!(run.out.contains("undefined"), "{run:?}");
        assert_eq!(run.out.is_ascii(), is_ascii, "{variables:?} {}", run.out);
    }
}
