//! Every attribute of every job is accounted for, by every target.

use crate::cli::world::World;
use crate::support::{compile_text, emitted};
use jobc::target::{BUILTIN, Fate, TargetFile};
use std::path::Path;

/// The attributes without parts in what `--target job` writes.
fn leaves(value: &serde_json::Value) -> usize {
    match value {
        serde_json::Value::Array(items) if !items.is_empty() => items.iter().map(leaves).sum(),
        serde_json::Value::Object(items) if !items.is_empty() => items.values().map(leaves).sum(),
        _ => 1,
    }
}

/// The examples, and a job that sets every attribute.
fn configurations() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|it| it == "aurora"));
    paths.sort();
    let mut names: Vec<String> = paths.iter().map(|it| it.display().to_string()).collect();
    names.push(format!(
        "{}/tests/it/cli/rich.aurora",
        env!("CARGO_MANIFEST_DIR")
    ));
    names
}

#[test]
fn the_sum_of_what_becomes_of_attributes_is_all_of_them() {
    let world = World::new(&[]);
    let mut jobs = 0;
    for (target, ..) in BUILTIN {
        for file in configurations() {
            let written = world.run(&["emit", "--root", "/", "--quiet", &file]);
            if written.code != 0 {
                assert!(
                    file.ends_with("rich.aurora") || written.err.contains("no jobs"),
                    "{}",
                    written.err
                );
                continue;
            }
            let written: serde_json::Value = serde_json::from_str(&written.out).unwrap();
            let arguments = [
                "emit",
                "--root",
                "/",
                "--quiet",
                "--target",
                target,
                &file,
                "-o",
                "out/",
                "--losses",
                "losses.json",
            ];
            world.run(&arguments);
            let report = std::fs::read_to_string(world.path("losses.json")).unwrap();
            let report: serde_json::Value = serde_json::from_str(&report).unwrap();
            let all = written["jobs"].as_array().unwrap();
            let accounts = report["jobs"].as_array().unwrap();
            assert_eq!(all.len(), accounts.len(), "{target} {file}");
            for (job, account) in all.iter().zip(accounts) {
                jobs += 1;
                let counts = account["counts"].as_object().unwrap();
                let sum: u64 = counts.values().map(|it| it.as_u64().unwrap()).sum();
                // A job is also refused because of what it does not say, such as an image.
                let entries = account["attributes"].as_array().unwrap().iter();
                let is_unsaid = |it: &&serde_json::Value| {
                    let path = it["attribute"].as_str().unwrap();
                    let is_top = !path.contains(['.', '[']);
                    it["fate"] == "refused" && is_top && job[path].is_null()
                };
                let unsaid = entries.filter(is_unsaid).count();
                assert_eq!(
                    sum as usize,
                    leaves(job) + unsaid,
                    "{target} {file} {}",
                    account["job"]
                );
                for entry in account["attributes"].as_array().unwrap() {
                    let why = entry["why"].as_str().unwrap();
                    assert_ne!(
                        why, "the target does not mention it",
                        "{target} {file} {entry}"
                    );
                    assert_eq!(why.is_empty(), entry["fate"] == "kept", "{target} {entry}");
                }
            }
        }
    }
    assert!(jobs > 20, "only {jobs} jobs");
}

#[test]
fn the_most_exact_statement_counts_and_of_equal_ones_the_worst() {
    let compilation = compile_text(
        "jobs = [Job(cluster = 'west', role = 'www', environment = 'prod', name = 'n', instances = 2, constraints = {'host': 'limit:1', 'rack.a': 'x'},
          task = Task(name = 't', processes = [Process(name = 'p', cmdline = 'c', max_failures = 2)], resources = Resources(cpu = 1, ram = 64*MB, disk = 1*GB)))]",
    );
    let target = TargetFile {
        name: "t".into(),
        path: "t.aurora".into(),
        text: "
def emit(job):
  kept('*', 'task.processes[0].max_failures')
  lost('task', 'a')
  approximated(['task.processes[*].max_failures', 'constraints[*]'], 'b')
  refused('constraints[rack.a]', 'c')
  lost('instances', 'd')
  approximated('instances', 'e')
  return {}
"
        .into(),
        is_own: false,
    };
    let emitted = emitted(&target, &compilation);
    assert!(emitted.errors.is_empty(), "{:?}", emitted.errors);
    let fate = |path: &str| {
        let mut entries = emitted.accounts[0].entries.iter();
        let entry = entries.find(|it| it.path == path).expect(path);
        (entry.fate, &*entry.why)
    };
    assert_eq!(fate("name"), (Fate::Kept, ""));
    assert_eq!(fate("task.name"), (Fate::Lost, "a"));
    assert_eq!(fate("task.processes[0].cmdline"), (Fate::Lost, "a"));
    assert_eq!(fate("task.processes[0].max_failures"), (Fate::Kept, ""));
    assert_eq!(fate("constraints[host]"), (Fate::Approximated, "b"));
    assert_eq!(fate("constraints[rack.a]"), (Fate::Refused, "c"));
    assert_eq!(fate("instances"), (Fate::Lost, "d"));
    assert_eq!(emitted.documents, [None], "a refused job has none");
}
