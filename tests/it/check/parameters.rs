//! Names that `jobc.toml` declares and the command line binds.

use super::repository::*;

/// A job in which every simple value is left to the command line.
const OPEN: &str = "\
run = Process(name = 'run', cmdline = 'serve {{NAME}} --port {{thermos.ports[health]}} --level {{LEVEL}}', max_failures = '{{COUNT}}', daemon = '{{FLAG}}')
task = Task(
  name = '{{NAME}}', processes = [run],
  resources = Resources(cpu = '{{CPU}}', ram = '{{RAM}}', disk = '{{RAM}}0'))
jobs = [
  Job(
    cluster = '{{CLUSTER}}', role = '{{ROLE}}', environment = '{{ENVIRONMENT}}', name = '{{NAME}}',
    contact = '{{NAME}}@example.com', instances = '{{COUNT}}', task = task, service = '{{FLAG}}',
    priority = '{{COUNT}}', tier = '{{TIER}}', max_task_failures = '{{COUNT}}',
    constraints = {'host': 'limit:{{COUNT}}'},
    update_config = UpdateConfig(batch_size = '{{COUNT}}', watch_secs = '{{COUNT}}'),
    health_check_config = HealthCheckConfig(interval_secs = '{{CPU}}', max_consecutive_failures = '{{COUNT}}')),
]
";

const DECLARED: &str = "\
[parameters]
NAME = 'String'
LEVEL = {type = 'Enum', values = ['info', 'debug']}
COUNT = 'Integer'
RAM = 'Integer'
FLAG = 'Boolean'
CPU = 'Float'
CLUSTER = 'String'
ROLE = 'String'
ENVIRONMENT = 'String'
TIER = 'String'
";

/// What `check` reports with all default rules: `row code message`.
fn check(repository: &Repository, arguments: &[&str]) -> Vec<String> {
    let run = repository.run(&[&["check"], arguments, &["--output-format", "concise"]].concat());
    let lines = run.out.lines().map(|line| {
        let (_, rest) = line.split_once(':').unwrap();
        rest.to_owned()
    });
    lines.collect()
}

#[test]
fn declared_names_are_known_wherever_their_types_fit() {
    let repository = Repository::new(&[("a.aurora", OPEN), ("jobc.toml", DECLARED)]);
    let found = check(&repository, &["a.aurora"]);
    assert!(found.is_empty(), "{found:#?}");
    // Values are checked as before.
    let found = check(&repository, &["-E", "ROLE=a b", "a.aurora"]);
    assert!(
        found.iter().all(|it| it.contains("[E504]")) && !found.is_empty(),
        "{found:#?}"
    );
}

#[test]
fn a_type_that_does_not_fit_is_reported_where_it_is_used() {
    let text = |wrong: &str| DECLARED.replace("COUNT = 'Integer'", wrong);
    let repository = Repository::new(&[("a.aurora", OPEN)]);
    for wrong in [
        "COUNT = 'String'",
        "COUNT = {type = 'Enum', values = ['a', '1']}",
    ] {
        repository.write("jobc.toml", &text(wrong));
        let found = check(&repository, &["a.aurora"]);
        let about = "`instances` takes an Integer, but `{{COUNT}}` is declared as ";
        assert!(
            found.iter().any(|it| it.contains(about)),
            "{wrong}: {found:#?}"
        );
        assert!(
            found.iter().all(|it| it.contains("[E302]")),
            "{wrong}: {found:#?}"
        );
    }
    repository.write(
        "jobc.toml",
        &text("COUNT = {type = 'Enum', values = ['2', '3']}"),
    );
    let found = check(&repository, &["a.aurora"]);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_value_that_does_not_fit_its_declaration_is_reported() {
    let repository = Repository::new(&[("a.aurora", OPEN), ("jobc.toml", DECLARED)]);
    for (binding, words) in [
        (
            "LEVEL=trace",
            "`LEVEL` is declared as one of `info`, `debug`, but it is bound to 'trace'",
        ),
        (
            "COUNT=many",
            "`COUNT` is declared as Integer, but it is bound to 'many'",
        ),
        (
            "FLAG=perhaps",
            "`FLAG` is declared as Boolean, but it is bound to 'perhaps'",
        ),
    ] {
        let found = check(&repository, &["-E", binding, "a.aurora"]);
        assert!(
            found.iter().any(|it| it.contains(words)),
            "{binding}: {found:#?}"
        );
    }
}

#[test]
fn names_can_be_declared_for_some_files() {
    let text = "[per-file-parameters.'services/*.aurora']\nNAME = 'String'\n";
    let job = "jobs = [Job(cluster = 'c', role = 'r', environment = 'devel', contact = 'a@b.c', name = 'n', task = SimpleTask('t', 'run {{NAME}}'))]\n";
    let repository = Repository::new(&[
        ("services/a.aurora", job),
        ("other/b.aurora", job),
        ("jobc.toml", text),
    ]);
    for paths in [&["services", "other"][..], &["other", "services"], &["."]] {
        let run = repository.run(&[&["check", "--output-format", "concise"], paths].concat());
        let files: Vec<_> = run.out.lines().map(|it| it.split(':').next()).collect();
        assert_eq!(files, [Some("other/b.aurora")], "{run:?}");
    }
}

#[test]
fn commands_that_need_values_name_all_that_are_missing() {
    let repository = Repository::new(&[("a.aurora", OPEN), ("jobc.toml", DECLARED)]);
    for command in ["emit", "inspect"] {
        let bound = [
            "-E",
            "CLUSTER=west",
            "-E",
            "ROLE=www",
            "-E",
            "ENVIRONMENT=prod",
            "-E",
            "NAME=web",
            "-E",
            "TIER=preferred",
            "-E",
            "FLAG=true",
            "-E",
            "RAM=134217728",
        ];
        let run = repository.run(&[&[command], &bound[..], &["a.aurora"]].concat());
        assert_eq!((run.code, &*run.out), (3, ""), "{run:?}");
        let message = format!(
            "`a.aurora` needs values for parameters: `COUNT` (Integer), `CPU` (Float), `LEVEL` (one of `info`, `debug`)\nbind them: `jobc {command} -E COUNT=… -E CPU=… -E LEVEL=… a.aurora`"
        );
        assert!(run.err.contains(&message), "{run:?}");
        let rest = [
            "-E",
            "COUNT=2",
            "-E",
            "CPU=1.5",
            "-E",
            "LEVEL=info",
            "a.aurora",
        ];
        let run = repository.run(&[&[command], &bound[..], &rest].concat());
        assert_eq!(run.code, 0, "{run:?}");
        assert!(run.out.contains("serve web --port "), "{run:?}");
    }
}

#[test]
fn names_that_nobody_declared_are_proposed() {
    let repository = Repository::new(&[("a.aurora", OPEN)]);
    let run = repository.run(&["check", "a.aurora"]);
    let table = "  [parameters]\n  CLUSTER = \"String\"\n  COUNT = \"Integer\"\n  CPU = \"Float\"\n  ENVIRONMENT = \"String\"\n  FLAG = \"Boolean\"\n  LEVEL = \"String\"\n  NAME = \"String\"\n  RAM = \"Integer\"\n  ROLE = \"String\"\n  TIER = \"String\"\n";
    assert!(run.err.contains(table), "{}", run.err);
    let table: String = table
        .lines()
        .map(|line| format!("{}\n", line.trim()))
        .collect();
    repository.write("jobc.toml", &table);
    let run = repository.run(&["check", "a.aurora"]);
    assert_eq!((run.code, &*run.out), (0, ""), "{run:?}");
    // A name that is misspelled is none, and where something else is wrong nobody knows.
    for (from, to) in [
        ("{{LEVEL}}", "{{LEVLE}}"),
        ("task = task,", "task = task, nonsense = 1,"),
    ] {
        repository.write("a.aurora", &OPEN.replace(from, to));
        let run = repository.run(&["check", "a.aurora"]);
        assert!(!run.err.contains("[parameters]"), "{run:?}");
    }
}

#[test]
fn a_name_that_nothing_binds_is_reported_once_with_all_its_places() {
    let repository = Repository::new(&[("a.aurora", OPEN)]);
    let run = repository.run(&["check", "--output-format", "json", "a.aurora"]);
    let findings: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let about = |name: &str| {
        let message = format!("nothing binds `{{{{{name}}}}}`");
        let findings = findings.as_array().unwrap().iter();
        findings
            .filter(move |it| it["message"] == *message)
            .collect::<Vec<_>>()
    };
    assert_eq!(about("NAME").len(), 1);
    // In the command line, the name of the task and of the job, and the contact.
    assert_eq!(about("NAME")[0]["labels"].as_array().unwrap().len(), 3);
    assert_eq!(about("COUNT").len(), 1);
    assert_eq!(about("COUNT")[0]["labels"].as_array().unwrap().len(), 7);
}

#[test]
fn wrong_declarations_are_shown_in_the_settings() {
    let repository = Repository::new(&[("a.aurora", OPEN)]);
    for (text, words) in [
        ("[parameters]\nCOUNT = 'Int'\n", "unknown type `Int`"),
        (
            "[parameters]\nMODE = {type = 'Enum'}\n",
            "an Enum requires `values`",
        ),
        (
            "[parameters]\n'a b' = 'String'\n",
            "`a b` cannot be a parameter",
        ),
    ] {
        repository.write("jobc.toml", text);
        let run = repository.run(&["check", "a.aurora"]);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.err.contains(words), "{run:?}");
    }
}

/// A job with an open number and an open string.
const TWO: &str = "jobs = [Job(cluster = 'c', role = 'r', environment = 'devel', contact = 'a@b.c', name = 'n', instances = '{{N}}', task = SimpleTask('t', 'run {{LEVEL}}'))]\n";

#[test]
fn undeclared_names_are_declared_by_a_fix() {
    let lines = "[parameters]\nLEVEL = \"String\"\nN = \"Integer\"\n";
    for (settings, expected) in [
        (None, lines.to_owned()),
        (
            Some("# ours\n[lint]\nignore = ['T001']\n"),
            format!("# ours\n[lint]\nignore = ['T001']\n\n{lines}"),
        ),
        (
            Some("[parameters]\nOLD = 'String'\n"),
            lines.replacen('\n', "\nOLD = 'String'\n", 1),
        ),
    ] {
        let other = TWO.replace("'n'", "'m'");
        let mut files = vec![("a.aurora", TWO), ("b/c.aurora", &*other)];
        files.extend(settings.map(|text| ("jobc.toml", text)));
        let repository = Repository::new(&files);
        for level in ["--fix", "--fix=unsafe", "--fix-only"] {
            let run = repository.run(&["check", level]);
            assert!(!run.err.contains("declared"), "{run:?}");
        }
        let run = repository.run(&["check", "--diff", "--fix=suggested"]);
        assert_eq!(run.code, 1, "{run:?}");
        assert!(run.out.contains("+N = \"Integer\"\n"), "{run:?}");
        let run = repository.run(&["check", "--fix=suggested"]);
        assert_eq!((run.code, &*run.out), (0, ""), "{run:?}");
        assert!(
            run.err.contains("declared 2 parameters in `jobc.toml`\n"),
            "{run:?}"
        );
        assert_eq!(repository.read("jobc.toml"), expected);
        assert_eq!(repository.read("a.aurora"), TWO);
        let run = repository.run(&["check"]);
        assert_eq!((run.code, &*run.out), (0, ""), "{run:?}");
    }
}

#[test]
fn no_settings_are_written_that_would_not_be_read() {
    let repository = Repository::new(&[("a.aurora", TWO)]);
    for arguments in [
        &["check", "--isolated", "--fix=suggested"][..],
        &["check", "--fix=ask"],
    ] {
        let run = repository.run(arguments);
        assert_eq!(run.code, 1, "{run:?}");
    }
    let inline = "parameters = {OLD = 'String'}\n";
    repository.write("jobc.toml", inline);
    let run = repository.run(&["check", "--fix=suggested"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert_eq!(repository.read("jobc.toml"), inline);
}

#[test]
fn what_only_the_command_line_says_is_no_default() {
    let job = "\
jobs = [Service(
  cluster = 'c', role = 'r', environment = 'prod', name = 'n', contact = 'a@b.de', instances = '{{N}}',
  update_config = UpdateConfig(batch_size = 5), task = SimpleTask('n', 'echo'))]
";
    let settings = "[parameters]\nN = 'Integer'\n";
    let repository = Repository::new(&[("a.aurora", job), ("jobc.toml", settings)]);
    let select = ["--select", "J002,J008", "a.aurora"];
    assert_eq!(check(&repository, &select), [""; 0]);
    let known = [&["-E", "N=1"], &select[..]].concat();
    assert_eq!(check(&repository, &known).len(), 2);
}
