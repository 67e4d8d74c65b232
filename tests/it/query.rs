//! `jobc query`: expressions of the language over jobs.

use crate::cli::world::{Run, World};
use std::path::Path;

fn query(arguments: &[&str]) -> Run {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let text = std::fs::read_to_string(examples.join("environments.aurora")).expect("an example");
    let world = World::new(&[("a.aurora", &text)]);
    let mut all = vec!["query"];
    all.extend(arguments);
    world.run(&all)
}

fn lines(arguments: &[&str]) -> Vec<String> {
    let run = query(arguments);
    assert_eq!(run.code, 0, "{run:?}");
    run.out.lines().map(str::to_owned).collect()
}

#[test]
fn a_condition_chooses_jobs() {
    let condition = "environment == 'prod' and instances > 10 and task.resources.ram >= 512*MB";
    assert_eq!(
        lines(&[condition, "a.aurora"]),
        [
            "key",
            "east/search/prod/indexer",
            "west/search/prod/indexer"
        ]
    );
    assert_eq!(lines(&["instances > 1000"]), ["key"]);
    assert_eq!(lines(&["kind == 'cron'"]), ["key"]);
    assert_eq!(
        lines(&["cron_schedule is None and file == 'a.aurora'"]).len(),
        7
    );
}

#[test]
fn columns_are_shown_and_sorted() {
    let shown = lines(&[
        "cluster == 'east'",
        "--show",
        "environment, instances, task.resources.ram",
        "--sort",
        "instances, environment",
        "--reverse",
    ]);
    assert_eq!(
        shown,
        [
            "environment  instances  task.resources.ram",
            "prod                20              512 MB",
            "test                 2              512 MB",
            "devel                1              512 MB",
        ]
    );
    let csv = lines(&[
        "cluster == 'east'",
        "--show",
        "key,task.resources.ram",
        "--format",
        "csv",
    ]);
    assert_eq!(csv[1], "east/search/devel/indexer,536870912");
}

#[test]
fn groups_have_counts_and_sums() {
    let sums = lines(&[
        "True",
        "--group",
        "environment",
        "--sum",
        "instances, instances*task.resources.cpu",
    ]);
    assert_eq!(
        sums,
        [
            "environment  jobs  instances  instances*task.resources.cpu",
            "devel           2          2                             1",
            "prod            2         40                            20",
            "test            2          4                             2",
        ]
    );
    let all = query(&["True", "--sum", "instances", "--format", "json"]);
    assert_eq!(
        all.json(),
        serde_json::json!([{"jobs": 6, "instances": 46}])
    );
}

#[test]
fn a_struct_is_shown_as_data() {
    let run = query(&[
        "environment == 'devel' and cluster == 'west'",
        "--show",
        "task.resources",
        "--format",
        "json",
    ]);
    let json = run.json();
    assert_eq!(json[0]["task.resources"]["ram"], 536_870_912_i64, "{json}");
}

#[test]
fn a_wrong_expression_is_an_error_at_its_place() {
    let run = query(&["environmnt == 'prod'"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("`environmnt` is not defined"), "{run:?}");
    assert!(run.err.contains("environmnt == 'prod'"), "{run:?}");
    let run = query(&["instances >"]);
    assert_eq!(run.code, 2, "{run:?}");
    let run = query(&["task.resource.ram > 1"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.out.is_empty(), "{run:?}");
}

#[test]
fn jobs_that_may_be_missing_are_said() {
    let world = World::new(&[("a.aurora", "jobs = [1]\n")]);
    let run = world.run(&["query", "True"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(
        run.err
            .contains("a.aurora has errors, so jobs may be missing"),
        "{run:?}"
    );
}
