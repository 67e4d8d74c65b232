//! Which rules are on, and who says so.

use super::repository::*;

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
        "error: unknown rule `J0O1`; did you mean `J001`?\n"
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
    // PlainValue twice, it is one list.
    assert!(has_findings("", &["--select", "J", "--select", "L"]));
}
