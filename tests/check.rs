//! `jobc check` over whole repositories: which files, what is said once, settings, fixes, baselines, the cache, git.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder with files, to run the command in.
struct Repository(tempfile::TempDir);

/// What a run gave.
#[derive(Debug)]
struct Run {
    code: i32,
    out: String,
    err: String,
}

/// A shared template: its job names no contact.
const BASE: &str = "\
run = Process(name = 'run', cmdline = 'echo {{greeting}}')
task = Task(processes = [run], resources = Resources(cpu = 1, ram = 64 * MB, disk = 64 * MB))
base = Job(cluster = 'west', role = 'www', environment = 'devel', name = 'base', task = task)
";

/// A configuration with one job, made by the template.
fn service(name: &str) -> String {
    format!(
        "include('../shared/base.aurora')\njobs = [base(name = '{name}').bind(greeting = 'hi')]\n"
    )
}

/// What is shown of findings here: one rule, whose findings are easy to see.
const ONLY: [&str; 4] = ["--select", "J001", "--output-format", "concise"];

impl Repository {
    fn new(files: &[(&str, &str)]) -> Repository {
        let repository = Repository(tempfile::tempdir().unwrap());
        repository.write("jobc.toml", "");
        for (name, text) in files {
            repository.write(name, text);
        }
        repository
    }

    /// A template and two configurations that use it.
    fn shared() -> Repository {
        Repository::new(&[
            ("shared/base.aurora", BASE),
            ("services/a.aurora", &service("a")),
            ("services/b.aurora", &service("b")),
        ])
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jobc"));
        command
            .args(arguments)
            .current_dir(self.0.path())
            .env("USER", "tester")
            .env("LOGNAME", "tester")
            .stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        run(&mut self.command(arguments))
    }

    /// Checks everything with the one rule.
    fn check(&self, arguments: &[&str]) -> Run {
        self.run(&[&["check"], arguments, &ONLY].concat())
    }

    fn git(&self, arguments: &[&str]) {
        let status = Command::new("git")
            .args(["-c", "user.name=a", "-c", "user.email=a@example.com"])
            .args(arguments)
            .current_dir(self.0.path())
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(status.success(), "{arguments:?}");
    }
}

fn run(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Run {
    fn lines(&self) -> Vec<&str> {
        self.out.lines().collect()
    }

    /// How many files the evaluator looked at.
    fn evaluated(&self) -> usize {
        let line = self.err.lines().find(|line| line.contains(" evaluated, "));
        let number = line.and_then(|line| line.split(' ').next());
        number
            .and_then(|it| it.parse().ok())
            .unwrap_or_else(|| panic!("{self:?}"))
    }
}

#[test]
fn folders_are_searched_as_settings_and_gitignore_say() {
    let repository = Repository::shared();
    for name in [
        "a.thermos",
        "b.mesos",
        "c.aur",
        "d.txt",
        "e.json",
        ".hidden/f.aurora",
    ] {
        repository.write(name, "jobs = []\n");
    }
    repository.write("build/g.aurora", "");
    repository.write("old/h.aurora", "");
    repository.write(".gitignore", "build/\n");
    repository.write("jobc.toml", "exclude = ['old/']\n");
    let shown = |arguments: &[&str]| {
        let run = repository.run(&[&["check", "--show-files"], arguments].concat());
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
        run.out.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let all = [
        "a.thermos",
        "b.mesos",
        "c.aur",
        "services/a.aurora",
        "services/b.aurora",
        "shared/base.aurora",
    ];
    assert_eq!(shown(&[]), all);
    assert_eq!(shown(&["."]), all);
    assert_eq!(shown(&["services", "services/a.aurora"]).len(), 2);
    assert_eq!(shown(&["old/h.aurora"]), ["old/h.aurora"]);
    assert!(shown(&["--force-exclude", "old/h.aurora"]).is_empty());
    repository.write("jobc.toml", "include = ['*.json', '/services/a.*']\n");
    assert_eq!(shown(&[]), ["e.json", "services/a.aurora"]);
}

#[test]
fn json_is_read_where_settings_include_it() {
    let repository = Repository::shared();
    let json = repository.run(&["emit", "services/a.aurora"]);
    repository.write("services/c.json", &json.out);
    repository.write("jobc.toml", "include = ['*.json']\n");
    let run = repository.check(&[]);
    assert!(run.err.starts_with("1 file, 1 valid job,"), "{run:?}");
}

#[test]
fn a_shared_template_is_spoken_of_once() {
    let repository = Repository::shared();
    let run = repository.check(&[]);
    assert_eq!(run.code, 1);
    assert!(run.err.starts_with("3 files, 2 valid jobs, "), "{run:?}");
    // An error in the template itself, which all that use it meet.
    repository.write("shared/base.aurora", &BASE.replace("cmdline", "cmdlin"));
    let run = repository.check(&[]);
    let lines = run.lines();
    assert_eq!(lines.len(), 1, "{run:?}");
    assert!(lines[0].starts_with("shared/base.aurora:1:"), "{run:?}");
}

#[test]
fn a_file_without_jobs_is_checked_where_it_is_used() {
    let needs_a_name = (
        "shared/uses.aurora",
        "other = Process(name = TEAM, cmdline = 'true')\n",
    );
    let repository = Repository::new(&[
        needs_a_name,
        (
            "a.aurora",
            "TEAM = 'x'\ninclude('shared/uses.aurora')\njobs = [Job(name = 'a')]\n",
        ),
        ("alone.aurora", "unused = 1\n"),
    ]);
    let run = repository.run(&["check", "--output-format", "concise"]);
    assert!(
        !run.out.contains("E201") && !run.out.contains("alone"),
        "{run:?}"
    );
    assert!(run.out.contains("a.aurora:3:"), "{run:?}");
    // Named, they have to stand for themselves.
    let run = repository.run(&["check", "alone.aurora", "shared/uses.aurora"]);
    assert!(
        run.out.contains("E201") && run.out.contains("no `jobs`"),
        "{run:?}"
    );
    // Jobs that nobody lists were forgotten.
    repository.write("forgotten.aurora", &format!("{BASE}job = base\n"));
    assert!(repository.check(&["."]).out.contains("forgotten.aurora"));
}

#[test]
fn what_one_user_of_a_template_needs_is_not_unused() {
    let repository = Repository::shared();
    repository.write("shared/extra.aurora", "ours = 'x'\n");
    let with_extra = |text: String| format!("include('../shared/extra.aurora')\n{text}");
    repository.write(
        "services/a.aurora",
        &with_extra(service("a")).replace("'hi'", "ours"),
    );
    repository.write("services/b.aurora", &with_extra(service("b")));
    let run = repository.run(&["check", "--output-format", "concise"]);
    assert!(!run.out.contains("shared/extra.aurora:"), "{run:?}");
}

#[test]
fn a_job_key_in_two_files_is_found() {
    let repository = Repository::shared();
    repository.write("services/c.aurora", &service("a"));
    let check = ["check", "--select", "J090", "--output-format", "concise"];
    let run = repository.run(&check);
    assert_eq!(
        run.out,
        "services/c.aurora:2:9: warning[J090] the job `west/www/devel/a` is also defined in `services/a.aurora`\n"
    );
    let text = service("a").trim_end().to_owned() + "  # jobc: ignore[J090] moving\n";
    repository.write("services/c.aurora", &text);
    assert_eq!(repository.run(&check).out, "");
}

#[test]
fn rules_are_chosen() {
    let repository = Repository::shared();
    let codes = |arguments: &[&str]| {
        let fixed = ["check", "--output-format", "concise", "services/a.aurora"];
        repository.run(&[&fixed, arguments].concat()).out
    };
    assert!(codes(&[]).contains("[J001]"));
    assert!(!codes(&["--ignore", "J001"]).contains("[J001]"));
    assert!(!codes(&["--select", "T"]).contains("[J001]"));
    assert!(codes(&["--select", "T", "--extend-select", "missing-contact"]).contains("[J001]"));
    assert!(!codes(&["--per-file-ignores", "services/*:J"]).contains("[J001]"));
    repository.write(
        "jobc.toml",
        "[lint]\nseverity = {J001 = 'error'}\nper-file-ignores = {'services/b.*' = ['J001']}\n",
    );
    assert!(codes(&[]).contains("error[J001]"));
    let run = repository.check(&[]);
    assert!(!run.out.contains("services/b.aurora"), "{run:?}");
    assert!(run.out.contains("services/a.aurora"), "{run:?}");
    assert!(
        repository
            .check(&["--isolated"])
            .out
            .contains("services/b.aurora")
    );
}

#[test]
fn rules_that_there_are_not_are_errors() {
    let repository = Repository::shared();
    let run = repository.run(&["check", "--select", "J0O1"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert_eq!(
        run.err,
        "error: there is no rule `J0O1`; did you mean `J001`?\n"
    );
    repository.write("jobc.toml", "[lint]\nignore = ['T', 'missing-contac']\n");
    let run = repository.run(&["check"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(
        run.err.contains("did you mean `missing-contact`?"),
        "{run:?}"
    );
    assert!(run.err.contains("jobc.toml:2:17"), "{run:?}");
}

#[test]
fn comments_ignore_and_are_needed() {
    let repository = Repository::shared();
    let job = "jobs = [base(name = 'a').bind(greeting = 'hi')]";
    for (text, expected) in [
        (format!("{job}  # jobc: ignore[J001] soon"), ""),
        (format!("# jobc: ignore-next[missing-contact]\n{job}"), ""),
        (format!("{job}\n# jobc: ignore-file[J001]"), ""),
        (format!("{job}  # jobc: ignore[J001, R001]"), "L090"),
        (format!("{job}  # jobc: ignore[J001, X123]"), "L090"),
        (format!("# jobc: ignore[J001]\n{job}"), "J001 L090"),
        // What the client rejects is rejected.
        (
            "x = y  # jobc: ignore[E201]\njobs = []".to_owned(),
            "E201 E501 L090",
        ),
    ] {
        repository.write(
            "services/a.aurora",
            &format!("include('../shared/base.aurora')\n{text}\n"),
        );
        let arguments = ["check", "services/a.aurora", "--select", "J001,R,L090"];
        let run = repository.run(&[&arguments[..], &["--output-format", "concise"]].concat());
        let mut codes: Vec<&str> = run
            .lines()
            .into_iter()
            .filter_map(|line| line.split(['[', ']']).nth(1))
            .collect();
        codes.sort_unstable();
        assert_eq!(codes.join(" "), expected, "{text}: {run:?}");
    }
}

#[test]
fn fixes_are_applied_shown_or_only_told() {
    let repository = Repository::shared();
    let text = service("a") + "x = 'kept'  # jobc: ignore[R001]\n";
    repository.write("services/a.aurora", &text);
    let fixed = text.replace("  # jobc: ignore[R001]", "");
    let select = ["check", "--select", "L090,R", "services"];
    let run = repository.run(&[&select[..], &["--diff"]].concat());
    assert_eq!(run.code, 1);
    assert!(
        run.out
            .contains("-x = 'kept'  # jobc: ignore[R001]\n+x = 'kept'\n"),
        "{run:?}"
    );
    assert_eq!(repository.read("services/a.aurora"), text);
    let run = repository.run(&[&select[..], &["--fix", "--show-fixes"]].concat());
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
    assert!(
        run.err
            .contains("services/a.aurora: L090 Remove the comment\nfixed 1 finding\n")
    );
    assert_eq!(repository.read("services/a.aurora"), fixed);
    assert_eq!(repository.run(&[&select[..], &["--diff"]].concat()).code, 0);
}

#[test]
fn fixes_that_change_jobs_are_taken_back() {
    // `//` is the same as `/` for the `MB` that the rule thinks of, and for one of two users of the template.
    let user = |before: &str| {
        format!(
            "{BASE}{before}include('shared.aurora')\nhalf = 7 / 2\njobs = [base(name = 'a').bind(greeting = '%s %s' % (part, half))]\n"
        )
    };
    let repository = Repository::new(&[
        ("shared.aurora", "part = MB / 2\n"),
        ("a.aurora", &user("")),
        ("b.aurora", &user("MB = 1.5\n")),
    ]);
    let jobs = |repository: &Repository| repository.run(&["emit", "b.aurora"]).out;
    let before = jobs(&repository);
    let run = repository.run(&["check", "--select", "integer-division", "--fix"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(
        run.err.contains("fixed 2 findings\ntook back 1 fix: "),
        "{run:?}"
    );
    assert_eq!(repository.read("shared.aurora"), "part = MB / 2\n");
    assert!(repository.read("a.aurora").contains("half = 7 // 2\n"));
    assert!(repository.read("b.aurora").contains("half = 7 // 2\n"));
    assert_eq!(jobs(&repository), before);
    // Where only the other one is looked at, there is nothing to see.
    repository.run(&[
        "check",
        "--select",
        "integer-division",
        "--fix",
        "a.aurora",
        "shared.aurora",
    ]);
    assert_eq!(repository.read("shared.aurora"), "part = MB // 2\n");
}

#[test]
fn ignores_are_added_where_they_work() {
    let repository = Repository::shared();
    let text = "include('../shared/base.aurora')\nlong = base(name = 'l', task = task(processes = [Process(name = 'p', cmdline = \"\"\"\n  echo one\n  echo $1\n\"\"\")]))\njobs = [long.bind(greeting = 'hi')]  # a comment\n";
    repository.write("services/a.aurora", text);
    let before = repository.run(&["emit", "services/a.aurora"]).out;
    let run = repository.run(&["check", "--add-ignore", "services"]);
    assert_eq!(
        (run.code, run.out.as_str()),
        (0, ""),
        "{run:?}\n{}",
        repository.read("services/a.aurora")
    );
    let run = repository.run(&["check", "services"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
    assert!(
        repository
            .read("services/b.aurora")
            .contains("# jobc: ignore[")
    );
    assert_eq!(repository.run(&["emit", "services/a.aurora"]).out, before);
}

#[test]
fn a_baseline_hides_what_was_there() {
    let repository = Repository::shared();
    assert_eq!(
        repository.check(&["--write-baseline", "known.json"]).code,
        0
    );
    assert_eq!(repository.check(&["--baseline", "known.json"]).code, 0);
    // Lines above come and go.
    repository.write("services/a.aurora", &format!("# new\n\n{}", service("a")));
    assert_eq!(repository.check(&["--baseline", "known.json"]).code, 0);
    repository.write("services/c.aurora", &service("c"));
    let run = repository.check(&["--baseline", "known.json"]);
    assert_eq!(run.code, 1);
    assert!(
        run.lines()
            .iter()
            .all(|line| line.starts_with("services/c.aurora:")),
        "{run:?}"
    );
    fs::remove_file(repository.path("services/b.aurora")).unwrap();
    let run = repository.check(&["--baseline", "known.json"]);
    assert!(run.err.contains("1 more no longer found"), "{run:?}");
    repository.write("known.json", "{");
    assert_eq!(repository.check(&["--baseline", "known.json"]).code, 2);
    assert_eq!(repository.check(&["--baseline", "nothing.json"]).code, 2);
}

#[test]
fn an_unchanged_repository_is_not_evaluated_again() {
    let repository = Repository::shared();
    let first = repository.check(&["-v"]);
    assert_eq!(first.evaluated(), 3);
    let second = repository.check(&["-v"]);
    assert_eq!(second.evaluated(), 0);
    assert_eq!((second.code, &second.out), (first.code, &first.out));
    repository.write("services/a.aurora", &(service("a") + "# changed\n"));
    assert_eq!(repository.check(&["-v"]).evaluated(), 1);
    repository.write("shared/base.aurora", &format!("{BASE}# changed\n"));
    assert_eq!(repository.check(&["-v"]).evaluated(), 3);
    assert_eq!(repository.check(&["-v", "-E", "x=y"]).evaluated(), 3);
    assert_eq!(repository.check(&["-v", "--ignore", "T"]).evaluated(), 3);
    assert_eq!(repository.check(&["-v", "--no-cache"]).evaluated(), 3);
    assert_eq!(repository.check(&["-v"]).evaluated(), 0);
}

#[test]
fn the_cache_knows_variables_preludes_and_missing_files() {
    let repository = Repository::new(&[
        ("prelude.aurora", "SITE = 'x'\n"),
        (
            "a.aurora",
            &format!(
                "import os\ntry:\n  include('maybe.aurora')\nexcept Exception:\n  pass\n{BASE}name = os.environ.get('SERVICE_NAME', 'none')\njobs = [base(name = name).bind(greeting = 'hi')]\n"
            ),
        ),
    ]);
    repository.write("jobc.toml", "preludes = ['prelude.aurora']\n");
    let with = |value: &str| {
        let mut command = repository.command(&["check", "-v", "a.aurora"]);
        run(command.env("SERVICE_NAME", value)).evaluated()
    };
    assert_eq!((with("one-name"), with("one-name")), (1, 0));
    assert_eq!(with("two-name"), 1);
    assert_eq!((with("third"), with("third")), (1, 0));
    repository.write("maybe.aurora", "");
    assert_eq!((with("third"), with("third")), (1, 0));
    repository.write("prelude.aurora", "SITE = 'y'\n");
    assert_eq!((with("third"), with("third")), (1, 0));
}

#[test]
fn what_depends_on_the_clock_is_not_kept() {
    let text = format!(
        "import time\n{BASE}jobs = [base(name = 'at%d' % time.time()).bind(greeting = 'hi')]\n"
    );
    let repository = Repository::new(&[("a.aurora", &text)]);
    assert_eq!(repository.check(&["-v"]).evaluated(), 1);
    assert_eq!(repository.check(&["-v"]).evaluated(), 1);
}

fn cache_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|it| it == "jsonl"))
        .collect()
}

#[test]
fn broken_caches_are_as_good_as_none() {
    let repository = Repository::shared();
    let good = repository.check(&["-v", "--cache-dir", "kept"]);
    let files = cache_files(&repository.path("kept"));
    let [file] = files.as_slice() else {
        panic!("{files:?}");
    };
    let bytes = fs::read(file).unwrap();
    let halves = [&bytes[..bytes.len() / 2], &[0xff; 100], b""];
    let mut flipped = bytes.clone();
    for byte in flipped.iter_mut().skip(200).step_by(997) {
        *byte ^= 1;
    }
    for broken in halves.into_iter().chain([flipped.as_slice()]) {
        fs::write(file, broken).unwrap();
        let run = repository.check(&["-v", "--cache-dir", "kept"]);
        assert_eq!((run.code, &run.out), (good.code, &good.out));
        assert!(run.evaluated() > 0);
        assert_eq!(
            repository.check(&["-v", "--cache-dir", "kept"]).evaluated(),
            0
        );
    }
    // Where nothing can be written, nothing is kept.
    repository.write("taken", "");
    let run = repository.check(&["-v", "--cache-dir", "taken"]);
    assert_eq!((run.code, &run.out), (good.code, &good.out));
}

#[test]
fn only_what_a_change_affects_is_reported() {
    let repository = Repository::shared();
    repository.git(&["init", "-q"]);
    repository.git(&["add", "-A"]);
    repository.git(&["commit", "-q", "-m", "first"]);
    let since = ["--changed-since", "HEAD"];
    let run = repository.check(&since);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    repository.write("services/b.aurora", &(service("b") + "# changed\n"));
    repository.write("services/new.aurora", &service("new"));
    let run = repository.check(&since);
    assert!(
        run.code == 1 && !run.out.contains("services/a.aurora"),
        "{run:?}"
    );
    assert!(
        run.out.contains("b.aurora") && run.out.contains("new.aurora"),
        "{run:?}"
    );
    repository.git(&["add", "-A"]);
    repository.git(&["commit", "-q", "-m", "second"]);
    repository.write("shared/base.aurora", &format!("{BASE}# changed\n"));
    let run = repository.check(&since);
    assert!(run.out.contains("services/a.aurora"), "{run:?}");
    let run = repository.check(&["--changed-since", "nonsense"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{run:?}");
    assert_eq!(repository.check(&["--changed-since", "--output=x"]).code, 2);
}

#[test]
fn settings_in_force_are_shown_with_their_origin() {
    let repository = Repository::new(&[]);
    repository.write(
        "jobc.toml",
        "bindings = {site = 'x'}\n[lint]\nignore = ['T']\n",
    );
    let run = repository.run(&["config", "--select", "J", "--limit", "jobs=7"]);
    for line in [
        "include = [\"*.aurora\",\"*.aur\",\"*.thermos\",\"*.mesos\"]  # default\n",
        "bindings.site = \"x\"  # jobc.toml\n",
        "lint.select = [\"J\"]  # the command line\n",
        "limits.jobs = 7  # the command line\n",
    ] {
        assert!(run.out.contains(line), "{line}{run:?}");
    }
    assert_eq!(
        run.out,
        repository
            .run(&[
                "check",
                "--show-settings",
                "--select",
                "J",
                "--limit",
                "jobs=7"
            ])
            .out
    );
    // What is shown is a settings file.
    repository.write("jobc.toml", &run.out);
    let again = repository.run(&["config"]);
    assert!(
        again.out.contains("limits.jobs = 7  # jobc.toml\n"),
        "{again:?}"
    );
    let schema: serde_json::Value =
        serde_json::from_str(&repository.run(&["config", "--schema"]).out).unwrap();
    assert_eq!(
        schema["properties"]["lint"]["properties"]["select"]["type"],
        "array"
    );
}

#[test]
fn clusters_are_those_of_the_client() {
    let repository = Repository::shared();
    repository.write(
        "jobc.toml",
        "[lint]\nselect = ['J015']\n[lint.thresholds]\nclusters = ['here']\nclusters-file = 'ops/clusters.json'\n",
    );
    let check = || repository.run(&["check", "--output-format", "concise"]);
    let missing = check();
    assert_eq!((missing.code, missing.out.as_str()), (2, ""), "{missing:?}");
    assert!(
        missing
            .err
            .contains("cannot use the clusters in `ops/clusters.json`: No such file"),
        "{missing:?}"
    );

    repository.write(
        "ops/clusters.json",
        r#"[{"name": "west", "zk": "10.0.0.1"}]"#,
    );
    assert_eq!(check().code, 0);
    let config = repository.run(&["config"]).out;
    let line =
        "lint.thresholds.clusters = [\"here\",\"west\"]  # jobc.toml and ops/clusters.json\n";
    assert!(config.contains(line), "{config}");

    // What was found with another list is not what is found now.
    repository.write("ops/clusters.json", r#"[{"name": "wset"}]"#);
    let run = check();
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("there is no cluster `west`"), "{run:?}");
}

#[test]
fn a_logger_that_rotates_has_a_policy_also_where_none_is_written() {
    let logging = BASE.replace("}}')", "}}', logger = Logger(mode = 'rotate'))");
    let repository = Repository::new(&[
        ("shared/base.aurora", &logging),
        ("services/a.aurora", &service("a")),
    ]);
    let run = repository.run(&["check", "--select", "R007", "--output-format", "concise"]);
    assert_eq!(run.code, 1, "{run:?}");
    let message = "rotated logs of the task may take 1.2 GB, but it has 64 MB of disk space";
    assert!(run.out.contains(message), "{run:?}");
}

#[test]
fn the_other_switches() {
    let repository = Repository::shared();
    let run = repository.run(&["check", "--select", "J001", "--statistics"]);
    assert_eq!(
        (run.code, run.out.as_str()),
        (1, "    2  J001  missing-contact\n")
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
            "code": "L003", "name": "unused-import", "count": 1, "fixable": true, "fixable_count": 1
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

/// What the command line says goes before the settings, however exact these are.
#[test]
fn the_command_line_goes_before_the_settings() {
    let repository = Repository::shared();
    let has_findings = |settings: &str, arguments: &[&str]| {
        repository.write("jobc.toml", &format!("[lint]\n{settings}\n"));
        let fixed = ["check", "--output-format", "concise"];
        repository
            .run(&[&fixed, arguments].concat())
            .out
            .contains("[J001]")
    };
    assert!(has_findings("select = ['J001']", &[]));
    assert!(!has_findings("select = ['J001']", &["--ignore", "J"]));
    assert!(!has_findings(
        "extend-select = ['missing-contact']",
        &["--ignore", "jobs"]
    ));
    assert!(has_findings("select = ['J001']", &["--ignore", "J002"]));
    assert!(has_findings(
        "ignore = ['missing-contact']",
        &["--extend-select", "J"]
    ));
    assert!(!has_findings(
        "ignore = ['missing-contact']",
        &["--extend-select", "T"]
    ));
    assert!(has_findings("ignore = ['J']", &["--select", "J"]));
    assert!(!has_findings("", &["--select", "J", "--ignore", "J001"]));
    // Given twice, it is one list.
    assert!(has_findings("", &["--select", "J", "--select", "L"]));
}
