//! A repository of services whose edits have a known answer: both sides are emitted, and the bytes that the scheduler gets compared.

use super::{Repository, evaluated};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

/// Files, and services in each.
const FILES: usize = 40;
const SERVICES: usize = 5;

const SHARED: &str = "\
RAM = {'small': 64*MB, 'large': 256*MB}
CHECK = HealthCheckConfig(interval_secs = 5, min_consecutive_successes = 3)
UPDATE = UpdateConfig(batch_size = 2, watch_secs = 30)
def service(name, size = 'small', count = 2, **more):
  install = Process(name = 'install', cmdline = 'fetch --retries 3 %s-{{version}}' % name)
  run = Process(name = 'run', cmdline = './%s --port {{thermos.ports[http]}} --size %s' % (name, size))
  task = SequentialTask(processes = [install, run],
    resources = Resources(cpu = 0.5, ram = RAM[size], disk = 1*GB))
  return Service(cluster = 'west', role = 'team', environment = 'prod', name = name, instances = count,
    task = task, health_check_config = CHECK, update_config = UPDATE, **more).bind(version = VERSION)
";

fn service_file(number: usize) -> String {
    let mut text = String::from("VERSION = '1.0'\ninclude('shared.aurora')\njobs = [\n");
    for index in 0..SERVICES {
        let name = format!("s{number}_{index}");
        let size = if index % 2 == 0 { "small" } else { "large" };
        text.push_str(&format!("  service('{name}', '{size}', {}),\n", index + 1));
    }
    text + "]\n"
}

/// The jobs of a folder as the scheduler gets them, by key.
fn emitted(repository: &Repository, folder: &str) -> BTreeMap<String, Value> {
    let arguments = ["emit", "--target", "aurora", "--tiers", "default", folder];
    let json = repository.0.run(&arguments).json();
    let jobs = json.as_array().expect("an array").iter();
    let keyed = jobs.map(|job| {
        let key = &job["key"];
        (
            format!(
                "west/{}/{}/{}",
                key["role"], key["environment"], key["name"]
            ),
            job.clone(),
        )
    });
    keyed
        .map(|(key, job)| (key.replace('"', ""), job))
        .collect()
}

/// Added, removed, replaced and unchanged instances by brute force: SCHEDULER rules of `JobDiff`, for services.
fn truth(old: &BTreeMap<String, Value>, new: &BTreeMap<String, Value>) -> [i64; 4] {
    let count = |job: &Value| job["instanceCount"].as_i64().expect("a number");
    let mut counts = [0; 4];
    for (key, job) in new {
        match old.get(key) {
            None => counts[0] += count(job),
            Some(before) => {
                let kept = count(before).min(count(job));
                counts[0] += count(job) - kept;
                counts[1] += count(before) - kept;
                let is_same = before["taskConfig"] == job["taskConfig"];
                counts[if is_same { 3 } else { 2 }] += kept;
            }
        }
    }
    let gone = old.iter().filter(|(key, _)| !new.contains_key(*key));
    counts[1] += gone.map(|(_, job)| count(job)).sum::<i64>();
    counts
}

/// An edit: what it is called, the file, what it replaces, by what, and how many files have to be evaluated twice.
type Edit = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    usize,
);

const EDITS: [Edit; 16] = [
    ("a comment", "f1.aurora", "jobs = [", "# why\njobs = [", 1),
    (
        "an unused variable",
        "shared.aurora",
        "CHECK =",
        "X = 1\nCHECK =",
        FILES + 1,
    ),
    (
        "memory of small ones",
        "shared.aurora",
        "'small': 64*MB",
        "'small': 96*MB",
        FILES + 1,
    ),
    (
        "a default written out",
        "shared.aurora",
        "update_config",
        "max_task_failures = 1, update_config",
        FILES + 1,
    ),
    (
        "the default lifecycle written out",
        "shared.aurora",
        "update_config",
        "lifecycle = DefaultLifecycleConfig, update_config",
        FILES + 1,
    ),
    (
        "tier written out",
        "shared.aurora",
        "update_config",
        "tier = 'preemptible', update_config",
        FILES + 1,
    ),
    (
        "another tier",
        "shared.aurora",
        "update_config",
        "tier = 'preferred', update_config",
        FILES + 1,
    ),
    (
        "less than a megabyte",
        "shared.aurora",
        "64*MB",
        "64*MB + 1",
        FILES + 1,
    ),
    (
        "an update of another kind",
        "shared.aurora",
        "batch_size = 2",
        "batch_size = 3",
        FILES + 1,
    ),
    (
        "health",
        "shared.aurora",
        "interval_secs = 5",
        "interval_secs = 6",
        FILES + 1,
    ),
    ("a version", "f2.aurora", "'1.0'", "'1.1'", 1),
    (
        "more instances",
        "f3.aurora",
        "'large', 2)",
        "'large', 9)",
        1,
    ),
    (
        "fewer instances",
        "f3.aurora",
        "'small', 5)",
        "'small', 1)",
        1,
    ),
    (
        "a job gone",
        "f4.aurora",
        "  service('s4_0', 'small', 1),\n",
        "",
        1,
    ),
    (
        "a job more",
        "f5.aurora",
        "jobs = [\n",
        "jobs = [\n  service('brand_new', 'large', 7),\n",
        1,
    ),
    (
        "another order of jobs",
        "f6.aurora",
        "jobs = [\n",
        "jobs = [][:0] + [\n",
        1,
    ),
];

#[test]
fn instances_are_those_that_differ_when_both_sides_are_emitted() {
    let files: Vec<(String, String)> = (0..FILES)
        .map(|number| (format!("f{number}.aurora"), service_file(number)))
        .collect();
    let mut all: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    all.push(("shared.aurora", SHARED));
    let repository = Repository::new(&all);
    let old = emitted(&repository, ".");
    assert_eq!(old.len(), FILES * SERVICES);
    let check = |what: &str, twice: Option<usize>| {
        let new = emitted(&repository, ".");
        let run = repository.diff(&["--format", "json", "--verbose"]);
        if let Some(twice) = twice {
            // The template has no jobs of its own, and is evaluated like every other file.
            assert_eq!(evaluated(&run), FILES + 1 + twice, "{what}");
        }
        let json = run.json();
        let counts = &json["summary"]["instances"];
        let counts = ["added", "removed", "replaced", "unchanged"].map(|it| &counts[it]);
        let counts = counts.map(|it| it.as_i64().expect("a number"));
        assert_eq!(counts, truth(&old, &new), "{what}");
        // Job by job, too: those in no group are the same bytes.
        let groups = json["groups"].as_array().expect("groups").iter();
        let jobs: Vec<&Value> = groups
            .flat_map(|group| group["jobs"].as_array().expect("jobs"))
            .collect();
        for (key, job) in &new {
            let listed = jobs.iter().find(|it| it["key"] == key.as_str());
            let is_same = old
                .get(key)
                .is_some_and(|it| it["taskConfig"] == job["taskConfig"]);
            let replaced = listed.map_or(0, |it| it["instances"]["replaced"].as_i64().unwrap());
            match old.get(key) {
                Some(_) => assert_eq!(replaced == 0, is_same, "{what}: {key}"),
                None => assert!(listed.is_some(), "{what}: {key}"),
            }
        }
    };
    check("nothing", Some(0));
    for (what, name, from, to, twice) in EDITS {
        repository.replace(name, from, to);
        check(what, Some(twice));
        repository.git(&["checkout", "-q", "."]);
    }
    // All at once, as far as they do not exclude each other.
    for (what, name, from, to, _) in EDITS {
        let text = fs::read_to_string(repository.0.path(name)).expect("a file");
        if text.contains(from) && what != "tier written out" {
            repository.write(name, &text.replace(from, to));
        }
    }
    check("everything", None);
}
