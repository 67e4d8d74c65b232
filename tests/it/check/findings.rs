//! What is found in several files, and said once.

use super::repository::*;

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
    let run = repository.run(&["check", "alone.aurora", "shared/uses.aurora"]);
    assert_eq!((run.code, &*run.out), (0, ""), "{run:?}");
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
        "services/c.aurora:2:9: warning[J090] the job `west/www/devel/a` is also defined in `services/a.aurora`; the other one at services/a.aurora:2:9\n"
    );
    let text = service("a").trim_end().to_owned() + "  # jobc: ignore[J090] moving\n";
    repository.write("services/c.aurora", &text);
    assert_eq!(repository.run(&check).out, "");
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
            .contains("cannot use the clusters in `ops/clusters.json`: no such file"),
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
    assert!(run.out.contains("unknown cluster `west`"), "{run:?}");
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
