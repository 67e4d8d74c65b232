//! Rules of a repository, written in the language.

use super::repository::*;

const SHARED: &str = "\
CONTACT = 'me@acme.example'
def service(name, command):
  return Job(
    cluster = 'west', role = 'www-data', environment = 'devel', name = name, contact = CONTACT,
    task = SimpleTask(name, command))
";

const JOBS: &str = "\
include('shared.aurora')
jobs = [service('a', 'docker run a'), service('b', 'echo b')]
";

const RULES: &str = "\
def check(job):
  if '-team@' not in job.contact:
    report('contact', 'the contact is no team', help = 'write `web-team@acme.example`')
  for index, process in enumerate(job.task.processes):
    if re.search(r'docker run', process.cmdline):
      report('task.processes[%d].cmdline' % index, '`%s` starts a container' % process.name, severity = 'error')
  if job.announce is None:
    report('announce', '%s announces nothing' % '/'.join(key(job)), severity = 'info')
";

const SETTINGS: &str = "[lint]\ncustom-rules = ['rules/acme.aurora']\n";

fn repository(rules: &str, settings: &str) -> Repository {
    Repository::new(&[
        ("lib/shared.aurora", SHARED),
        ("lib/a.aurora", JOBS),
        ("rules/acme.aurora", rules),
        ("jobc.toml", settings),
    ])
}

/// What is found, without the text of the help.
fn check(repository: &Repository, arguments: &[&str]) -> Vec<String> {
    let run = repository.run(&[&["check", "--output-format", "concise"], arguments].concat());
    let lines = run.out.lines();
    let before_help = |line: &str| line.split("; help: ").next().map(str::to_owned);
    lines.filter_map(before_help).collect()
}

#[test]
fn findings_are_at_the_attribute_wherever_it_was_written() {
    let repository = repository(RULES, SETTINGS);
    let found = check(&repository, &["lib/a.aurora"]);
    assert_eq!(
        found,
        [
            "lib/a.aurora:2:22: error[J023] `a` starts a container",
            "lib/shared.aurora:1:11: warning[J023] the contact is no team",
            "lib/shared.aurora:3:10: info[J023] west/www-data/devel/a announces nothing",
            "lib/shared.aurora:3:10: info[J023] west/www-data/devel/b announces nothing",
        ]
    );
    let run = repository.run(&["check", "lib/a.aurora"]);
    assert!(
        run.out.contains("help: write `web-team@acme.example`"),
        "{run:?}"
    );
    assert!(run.out.contains("in 2 jobs"), "{run:?}");
}

#[test]
fn comments_and_settings_apply_to_them() {
    let repository = repository(RULES, SETTINGS);
    repository.write(
        "lib/shared.aurora",
        &SHARED.replacen('\n', "  # jobc: ignore[J023]\n", 1),
    );
    let found = check(&repository, &["lib/a.aurora"]);
    assert!(found.iter().all(|it| !it.contains("no team")), "{found:#?}");
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(check(&repository, &["--ignore", "J023", "lib/a.aurora"]).is_empty());
    let strict = format!("{SETTINGS}severity = {{J023 = 'error'}}\n");
    repository.write("jobc.toml", &strict);
    let found = check(&repository, &["lib/a.aurora"]);
    assert!(
        found.iter().all(|it| it.contains("error[J023]")),
        "{found:#?}"
    );
}

#[test]
fn mistakes_in_rules_are_told_with_their_line() {
    for (rules, expected) in [
        (
            "def check(job):\n  report(job.name)\n",
            "`rules/acme.aurora`, line 2: ",
        ),
        ("def check(job:\n  pass\n", "`rules/acme.aurora`, line 1: "),
        (
            "def chek(job):\n  pass\n",
            "`rules/acme.aurora` defines no function `check`",
        ),
        (
            "def check(job):\n  print(open('/etc/passwd').read())\n",
            "`rules/acme.aurora`, line 2: ",
        ),
        (
            "def check(job):\n  while True: pass\n",
            "`rules/acme.aurora`, line 2: more than",
        ),
    ] {
        let repository = repository(rules, SETTINGS);
        let found = check(&repository, &["lib/a.aurora"]);
        let error = format!("lib/shared.aurora:3:10: error[J023] {expected}");
        assert!(
            found.iter().any(|it| it.starts_with(&error)),
            "{rules}: {found:#?}"
        );
    }
    let gone = repository("", "[lint]\ncustom-rules = ['rules/other.aurora']\n");
    let run = gone.run(&["check", "lib/a.aurora"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("rules/other.aurora"), "{run:?}");
}

#[test]
fn a_change_of_the_rules_affects_everything_under_the_settings() {
    let repository = repository(RULES, SETTINGS);
    repository.git(&["init", "-q", "-b", "main"]);
    repository.git(&["add", "-A"]);
    repository.git(&["commit", "-q", "-m", "first"]);
    let none = check(&repository, &["--changed-since", "HEAD"]);
    assert!(none.is_empty(), "{none:#?}");
    repository.write(
        "rules/acme.aurora",
        "def check(job):\n  report('name', 'a new rule')\n",
    );
    let found = check(&repository, &["--changed-since", "HEAD"]);
    assert!(
        found.iter().any(|it| it.ends_with("a new rule")),
        "{found:#?}"
    );
}
