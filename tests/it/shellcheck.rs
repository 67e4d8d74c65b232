//! shellcheck over command lines: that it runs only where it is wanted, once for each file, and that what it says is shown at the
//! characters of the literal. A small program stands in for it; the real one is tried where it is installed.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A folder with files, and beside it one with the program.
struct World {
    folder: tempfile::TempDir,
    programs: tempfile::TempDir,
}

struct Run {
    code: i32,
    out: String,
    err: String,
}

/// A job with one process, whose command line is an expression.
fn job(line: &str) -> String {
    format!(
        "p = Process(name = 'p', cmdline = {line})\n\
         jobs = [Job(cluster = 'c', role = 'r', environment = 'devel', name = 'n', contact = 'x@example.com',\n  \
         task = Task(processes = [p], resources = Resources(cpu = 1, ram = 64*MB, disk = 64*MB)))]\n"
    )
}

/// A line of the report: the place in `a.aurora` with the remark, then the help that belongs to its code.
fn line(finding: &str) -> String {
    let code = finding.split(' ').find(|word| word.starts_with("SC"));
    let code = code.expect("a code of shellcheck");
    format!(
        "a.aurora:{finding}; help: shellcheck explains it: https://www.shellcheck.net/wiki/{code}\n"
    )
}

/// Remarks in the words of the program: file, place, code.
fn answer(remarks: &[(&str, [usize; 4], &str, u32)]) -> String {
    let comments: Vec<_> = remarks
        .iter()
        .map(|(file, [line, column, end_line, end_column], level, code)| {
            serde_json::json!({
                "file": file, "line": line, "column": column, "endLine": end_line, "endColumn": end_column,
                "level": level, "code": code, "message": format!("Remark {code}."), "fix": null,
            })
        })
        .collect();
    serde_json::json!({ "comments": comments }).to_string()
}

impl World {
    fn new(text: &str) -> World {
        let world = World {
            folder: tempfile::tempdir().unwrap(),
            programs: tempfile::tempdir().unwrap(),
        };
        world.write("jobc.toml", "[lint.shellcheck]\nenabled = true\n");
        world.write("a.aurora", text);
        world
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap()
    }

    fn program(&self, name: &str) -> PathBuf {
        self.programs.path().join(name)
    }

    /// Puts a program in the place of shellcheck, which keeps what it was given and answers with a text.
    fn answers(&self, version: &str, answer: &str) {
        let kept = self.programs.path().display();
        fs::write(self.program("answer.json"), answer).unwrap();
        self.script(&format!(
            "if [ \"$1\" = --version ]; then echo 'version: {version}'; exit 0; fi\n\
             echo \"$@\" >> {kept}/calls\n\
             cat ./*.sh > {kept}/scripts\n\
             cat {kept}/answer.json\n\
             exit 1\n"
        ));
    }

    fn script(&self, body: &str) {
        let path = self.program("shellcheck");
        fs::write(&path, format!("#!/bin/sh\n{body}")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn calls(&self) -> Vec<String> {
        let text = fs::read_to_string(self.program("calls")).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    /// What the program was given last.
    fn scripts(&self) -> String {
        fs::read_to_string(self.program("scripts")).unwrap()
    }

    fn check(&self, arguments: &[&str]) -> Run {
        let path = format!("{}:/usr/bin:/bin", self.programs.path().display());
        self.check_with(&path, arguments)
    }

    fn check_with(&self, path: &str, arguments: &[&str]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_jobc"))
            .args(["check", "--output-format", "concise"])
            .args(arguments)
            .current_dir(self.folder.path())
            .env("PATH", path)
            .env("XDG_CACHE_HOME", self.folder.path().join(".cache"))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        Run {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

#[test]
fn it_is_started_only_where_it_is_wanted() {
    let world = World::new(&job("'echo $x'"));
    world.answers("1.0", &answer(&[("0.sh", [1, 6, 1, 8], "info", 2086)]));
    let no_cache = "--no-cache";
    for arguments in [
        &["--isolated"][..],
        &["--no-shellcheck"],
        &["--select", "J"],
        &["--ignore", "shellcheck"],
    ] {
        let run = world.check(&[arguments, &[no_cache]].concat());
        assert!(!run.out.contains("P015"), "{arguments:?}: {}", run.out);
        assert!(world.calls().is_empty(), "{arguments:?}");
    }
    for arguments in [&[][..], &["--isolated", "--shellcheck"]] {
        let run = world.check(&[arguments, &[no_cache]].concat());
        assert_eq!(
            run.out,
            line("1:41: info[P015] SC2086 in `p`: Remark 2086"),
            "{arguments:?}"
        );
        // A remark that is only information does not fail the gate.
        assert_eq!(run.code, 0);
    }
    world.write("jobc.toml", "");
    assert_eq!(world.check(&[no_cache]).out, "");
    assert_eq!(world.calls().len(), 2);
}

#[test]
fn it_is_started_once_for_a_file_and_reads_no_settings() {
    let many = "ps = [Process(name = 'p%d' % i, cmdline = 'echo %d' % i) for i in range(5)]\n\
        t = Task(processes = ps, resources = Resources(cpu = 1, ram = 64*MB, disk = 64*MB))\n\
        jobs = [Job(cluster = 'c', role = 'r', environment = 'devel', name = 'n%d' % i, contact = 'x@example.com', task = t)\n  \
        for i in range(3)]\n";
    let world = World::new(many);
    world.answers("1.0", &answer(&[]));
    let settings = "[lint.shellcheck]\nenabled = true\nexclude = ['SC2034']\n";
    world.write("jobc.toml", settings);
    assert_eq!(world.check(&["--select", "P015"]).code, 0);
    assert_eq!(
        world.calls(),
        [
            "--norc --format=json1 --shell=bash --exclude=SC1090,SC1091,SC2034 -- 0.sh 1.sh 2.sh 3.sh 4.sh"
        ]
    );
}

/// The marked characters are those that the program's remark is about.
#[test]
fn remarks_stand_in_the_literal() {
    for (text, script, place, written) in [
        // Several lines.
        (
            "'''\n  a\n  echo $x\n'''",
            "\n  a\n  echo $x\n",
            [3, 8, 3, 10],
            "3:8",
        ),
        // Escapes.
        (r"'\x61\t\'$x\''", "a\t'$x'", [1, 4, 1, 6], "1:44"),
        // Literals side by side, and put together.
        ("'a ' 'b $x'", "a b $x", [1, 5, 1, 7], "1:43"),
        ("'a ' + 'b $x'", "a b $x", [1, 5, 1, 7], "1:45"),
        ("'%s $x' % 'long'", "long $x", [1, 6, 1, 8], "1:39"),
        // References are words of the same length, and a letter beyond ASCII is one.
        (
            r"u'\xe9 {{role}} $x'",
            "é xxxxxxxx $x",
            [1, 12, 1, 14],
            "1:51",
        ),
        (
            "'{{mesos.instance}} $x'",
            "xxxxxxxxxxxxxxxxxx $x",
            [1, 20, 1, 22],
            "1:55",
        ),
    ] {
        let world = World::new(&job(text));
        world.answers("1.0", &answer(&[("0.sh", place, "warning", 2086)]));
        let run = world.check(&["--select", "P015", "--no-cache"]);
        assert_eq!(world.scripts(), script, "{text}");
        let expected = format!("{written}: warning[P015] SC2086 in `p`: Remark 2086");
        assert_eq!(run.out, line(&expected), "{text}");
    }
}

#[test]
fn a_command_line_that_is_a_reference_is_looked_at_too() {
    let text = "p = Process(name = 'p', cmdline = '{{line}}')\n\
        t = Task(processes = [p], resources = Resources(cpu = 1, ram = 64*MB, disk = 64*MB)).bind(line = 'echo $x')\n\
        jobs = [Job(cluster = 'c', role = 'r', environment = 'devel', name = 'n', contact = 'x@example.com', task = t)]\n";
    let world = World::new(text);
    world.answers("1.0", &answer(&[("0.sh", [1, 6, 1, 8], "warning", 2086)]));
    let run = world.check(&["--select", "P015"]);
    assert_eq!(world.scripts(), "echo $x");
    assert!(run.out.starts_with("a.aurora:2:104: "), "{}", run.out);
}

#[test]
fn what_a_reference_stands_for_is_no_constant() {
    let world = World::new(&job("'[ {{role}} = x ]\\n[ a = x ]'"));
    let remarks = [
        ("0.sh", [1, 12, 1, 13], "warning", 2050),
        ("0.sh", [1, 3, 1, 11], "warning", 2086),
        ("0.sh", [2, 5, 2, 6], "warning", 2050),
    ];
    world.answers("1.0", &answer(&remarks));
    let run = world.check(&["--select", "P015"]);
    assert_eq!(
        run.out,
        line("1:58: warning[P015] SC2050 in `p`: Remark 2050")
    );
}

#[test]
fn remarks_are_ignored_and_told_apart() {
    let text = job("'echo $x'").replacen('\n', "  # jobc: ignore[P015] ours\n", 1);
    let world = World::new(&text);
    let remarks = [
        ("0.sh", [1, 6, 1, 8], "info", 2086),
        ("0.sh", [1, 6, 1, 8], "warning", 2154),
    ];
    world.answers("1.0", &answer(&remarks));
    assert_eq!(world.check(&[]).out, "");
    // Without the program nobody knows whether the comment is needed.
    assert_eq!(world.check(&["--no-shellcheck"]).out, "");
    world.write("a.aurora", &job("'echo $x'"));
    assert_eq!(world.check(&["--select", "P015"]).out.lines().count(), 2);
    let severe = "[lint]\nseverity = {P015 = 'error'}\nshellcheck.enabled = true\n";
    world.write("jobc.toml", severe);
    let run = world.check(&["--select", "P015"]);
    assert_eq!(run.out.matches("error[P015]").count(), 2, "{}", run.out);
}

#[test]
fn the_cache_knows_its_version() {
    let world = World::new(&job("'echo $x'"));
    world.answers("1.0", &answer(&[("0.sh", [1, 6, 1, 8], "info", 2086)]));
    let first = world.check(&[]);
    assert_eq!(world.check(&[]).out, first.out);
    assert_eq!(world.calls().len(), 1);
    world.answers("1.1", &answer(&[]));
    assert_eq!(world.check(&[]).out, "");
    assert_eq!(world.calls().len(), 2);
}

#[test]
fn a_program_that_is_missing_hangs_or_fails_is_told() {
    let world = World::new(&job("'echo $x'"));
    let missing = world.check_with("/nowhere", &[]);
    assert_eq!(missing.code, 0);
    assert!(
        missing.err.contains("shellcheck is not installed"),
        "{}",
        missing.err
    );
    assert_eq!(world.check_with("/nowhere", &["--quiet"]).err, "");
    let asked = world.check_with("/nowhere", &["--shellcheck"]);
    assert_eq!(asked.code, 2, "{}", asked.err);
    // A folder of `PATH` that is not absolute is one of whoever wrote the repository.
    world.write("shellcheck", "#!/bin/sh\necho version: 1\n");
    let here = world.folder.path().join("shellcheck");
    fs::set_permissions(here, fs::Permissions::from_mode(0o755)).unwrap();
    assert!(world.check_with(".", &[]).err.contains("is not installed"));

    let version = "[ \"$1\" = --version ] && echo version: 1 && exit 0\n";
    for (body, setting, words) in [
        (
            "exec sleep 60",
            "milliseconds = 100\n",
            "took longer than 100 ms",
        ),
        ("exit 3", "", "ended with"),
        ("echo nonsense; exit 0", "", "did not answer as expected"),
    ] {
        world.script(&format!("{version}{body}\n"));
        let settings = format!("[lint.shellcheck]\nenabled = true\n{setting}");
        world.write("jobc.toml", &settings);
        for _ in 0..2 {
            // It is not kept that there was nothing.
            let run = world.check(&[]);
            assert!(run.err.contains(words), "{body}: {}", run.err);
        }
    }
}

#[test]
#[cfg_attr(
    not(has_program = "shellcheck"),
    ignore = "shellcheck is not installed"
)]
fn the_real_program_is_understood() {
    let lines = "'''\n  for f in `ls`; do rm $f; done\n  [ \"{{role}}\" = x ] && cd {{role}}\n'''";
    let world = World::new(&job(lines));
    let path = std::env::var("PATH").unwrap();
    let run = world.check_with(&path, &["--select", "P015"]);
    let codes: Vec<&str> = run
        .out
        .lines()
        .map(|line| line.split(": Remark").next().unwrap())
        .filter_map(|line| line.split("[P015] ").nth(1)?.split(' ').next())
        .collect();
    assert!(codes.contains(&"SC2006"), "{} {}", run.out, run.err);
    assert!(codes.contains(&"SC2086"), "{} {}", run.out, run.err);
    assert!(!codes.contains(&"SC2050"), "{}", run.out);
    assert!(run.out.contains("a.aurora:2:12: "), "{}", run.out);
    // What it proposes is a fix for those who want it.
    world.check_with(&path, &["--select", "P015", "--fix"]);
    assert_eq!(world.read("a.aurora"), job(lines));
    world.check_with(&path, &["--select", "P015", "--fix", "--unsafe-fixes"]);
    let fixed = world.read("a.aurora");
    assert!(
        fixed.starts_with(
            "p = Process(name = 'p', cmdline = '''\n  for f in $(ls); do rm \"$f\"; done\n"
        ),
        "{fixed}"
    );
    assert!(fixed.contains("[ \"{{role}}\" = x ]"), "{fixed}");
}

/// A line with a variable in it, and the remark that it is to be quoted, as the program says it.
fn quoting(line: &str) -> String {
    let start = line.find("$x").unwrap() + 1;
    let part = |column: usize| {
        serde_json::json!({
            "line": 1, "endLine": 1, "column": column, "endColumn": column,
            "insertionPoint": "beforeStart", "precedence": 7, "replacement": "\"",
        })
    };
    let comment = serde_json::json!({
        "file": "0.sh", "line": 1, "column": start, "endLine": 1, "endColumn": start + 2,
        "level": "info", "code": 2086, "message": "Quote.",
        "fix": {"replacements": [part(start), part(start + 2)]},
    });
    serde_json::json!({ "comments": [comment] }).to_string()
}

/// A proposal is a fix where it has an exact place in the literal, and for those who want jobs to change.
#[test]
fn proposals_are_fixes_where_they_have_an_exact_place() {
    for (written, read, fixed) in [
        ("'echo $x'", "echo $x", Some("'echo \"$x\"'")),
        ("\"echo $x\"", "echo $x", Some("\"echo \\\"$x\\\"\"")),
        ("'echo\\t$x'", "echo\t$x", Some("'echo\\t\"$x\"'")),
        (
            "'echo {{role}} ' + '$x'",
            "echo xxxxxxxx $x",
            Some("'echo {{role}} ' + '\"$x\"'"),
        ),
        (
            "'echo %s $x' % 'yes'",
            "echo yes $x",
            Some("'echo %s \"$x\"' % 'yes'"),
        ),
        ("r\"echo $x\"", "echo $x", None),
        ("' '.join(['echo', chr(36) + 'x'])", "echo $x", None),
    ] {
        let world = World::new(&job(written));
        fs::write(world.program("answer.json"), quoting(read)).unwrap();
        let kept = world.programs.path().display();
        world.script(&format!(
            "if [ \"$1\" = --version ]; then echo 'version: 1'; exit 0; fi\n\
             if grep -q '\"' 0.sh; then echo '{{\"comments\": []}}'; else cat {kept}/answer.json; fi\n"
        ));
        let fix = |arguments: &[&str]| {
            world.check(&[&["--select", "P015", "--fix", "--no-cache"], arguments].concat());
            world.read("a.aurora")
        };
        assert_eq!(fix(&[]), job(written), "{written}");
        let expected = job(fixed.unwrap_or(written));
        assert_eq!(fix(&["--unsafe-fixes"]), expected, "{written}");
    }
}
