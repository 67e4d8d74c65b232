//! Runs the recorded answers of the Aurora client: accepted configurations give the same jobs, rejected ones are rejected, at the
//! place where the mistake is.
//!
//! The recordings are in `tests/golden/cases`; `README.md` there explains them. `JOBC_GOLDEN_ONLY` selects cases by a part of the name.

mod compare;
mod data;
pub mod host;
mod place;

use compare::difference;
use host::CaseHost;
use jobc::compile::{Compilation, CompileOptions, Input, compile};
use jobc::emit::{DataWriter, Json, job_configuration};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Cases where the client's answer is an accident of Python 2, and jobc is right to accept the file.
const ACCEPTED_BY_DESIGN: &[&str] = &["rejects/non_ascii_plain_text"];

/// Cases with a mistake that comes in two parts.
const IN_TWO_PARTS: &[&str] = &["templates/mustache_section"];

/// Cases that jobc still answers differently, one a line. A case that agrees has to leave the list.
const KNOWN_DIFFERENCES: &str = include_str!("../../golden/known_differences.txt");

#[test]
fn golden_cases() {
    let root = root();
    let only = std::env::var("JOBC_GOLDEN_ONLY").unwrap_or_default();
    let cases: Vec<PathBuf> = cases()
        .into_iter()
        .filter(|case| case.to_string_lossy().contains(&only))
        .collect();
    assert!(!cases.is_empty(), "no cases in {}", root.display());
    let mut failures = Vec::new();
    for case in &cases {
        let name = case
            .strip_prefix(&root)
            .unwrap_or(case)
            .to_string_lossy()
            .into_owned();
        let found = run(case, &name);
        match is_known_difference(case) {
            true if found.is_empty() => failures.push(format!(
                "{name:<44} agrees now: remove it from known_differences.txt"
            )),
            true => {}
            false => failures.extend(found.iter().map(|it| format!("{name:<44} {it}"))),
        }
    }
    assert!(
        failures.is_empty(),
        "{} failures in {} cases\n{}",
        failures.len(),
        cases.len(),
        failures.join("\n")
    );
}

/// The folder of the recorded cases.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/cases")
}

/// The folders of the groups, sorted.
pub fn groups() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root()).expect("the recorded cases");
    let entries = entries.map(|entry| entry.expect("a group").path());
    let mut groups: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    groups.sort();
    groups
}

/// The cases without their extensions, sorted.
pub fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = groups()
        .iter()
        .filter_map(|group| std::fs::read_dir(group).ok())
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "aurora")
        })
        .map(|path| path.with_extension(""))
        .collect();
    cases.sort();
    cases
}

/// What is wrong with one case. It runs in a thread of its own, so that a panic fails the case alone.
fn run(case: &Path, name: &str) -> Vec<String> {
    let (case, name) = (case.to_owned(), name.to_owned());
    let thread = std::thread::Builder::new()
        .stack_size(64 << 20)
        .spawn(move || check(&case, &name));
    match thread.map(|thread| thread.join()) {
        Ok(Ok(failures)) => failures,
        Ok(Err(panic)) => {
            let words = panic
                .downcast_ref::<String>()
                .cloned()
                .or_else(|| panic.downcast_ref::<&str>().map(|text| text.to_string()));
            vec![format!("panic: {}", words.unwrap_or_default())]
        }
        Err(error) => vec![format!("no thread: {error}")],
    }
}

fn check(case: &Path, name: &str) -> Vec<String> {
    let (compilation, recording) = compiled(case);
    let mut failures = accepted(&recording, &compilation, name);
    if failures.is_empty() && !recording["jobs"].as_array().expect("jobs").is_empty() {
        failures.extend(data::differences(&compilation.jobs, case));
    }
    failures.extend(rejected(&recording, &compilation, name));
    failures
}

/// A case, compiled as it was recorded, and the recording.
pub fn compiled(case: &Path) -> (Compilation, Value) {
    let recording = case.with_extension("expected.json");
    let recording = std::fs::read_to_string(&recording).expect("a recording");
    let recording: Value = serde_json::from_str(&recording).expect("a recording in JSON");
    let group = case.parent().expect("a group");
    let file = format!(
        "{}.aurora",
        case.file_name().expect("a name").to_string_lossy()
    );
    let mut options = CompileOptions {
        bindings: strings(&recording["binds"]),
        ..CompileOptions::default()
    };
    // As what goes to a scheduler: no registry was asked when the cases were recorded.
    options.scheduler.refuses_externals = true;
    let host = CaseHost::new(group, strings(&recording["env"]));
    (compile(&Input::File(file), &options, &host), recording)
}

/// The pairs of an object of strings.
pub fn strings(object: &Value) -> Vec<(String, String)> {
    let pairs = object.as_object().into_iter().flatten();
    pairs
        .map(|(key, value)| (key.clone(), value.as_str().unwrap_or_default().to_owned()))
        .collect()
}

fn accepted(recording: &Value, compilation: &Compilation, name: &str) -> Vec<String> {
    let expected = recording["jobs"].as_array().expect("jobs");
    let keys = |values: Vec<String>| values.join(" ");
    let wanted = expected
        .iter()
        .map(|job| job["key"].as_str().unwrap_or("").to_owned());
    let found = compilation.jobs.iter().map(|job| job.key.to_string());
    let (wanted, found) = (keys(wanted.collect()), keys(found.collect()));
    // Where the client gives up on the whole file, jobc goes on, reports an error, and still shows the jobs that are right.
    let gave_up = recording["rejected"][0]["key"].is_null() && expected.is_empty();
    if (gave_up && is_rejected(recording)) || ACCEPTED_BY_DESIGN.contains(&name) {
        return Vec::new();
    }
    if wanted != found {
        let errors: Vec<String> = compilation
            .diagnostics
            .iter()
            .map(|d| format!("{}: {}", d.code.code, d.message))
            .collect();
        return vec![format!(
            "accepted [{found}], not [{wanted}]; {}",
            errors.join("; ")
        )];
    }
    let mut failures = Vec::new();
    let mut data = DataWriter::default();
    for (index, (job, wanted)) in compilation.jobs.iter().zip(expected).enumerate() {
        let found = serde_json::json!({
            "job": parsed(&Json::of(&job.object)),
            "thrift": thrift(&job_configuration(job, "vagrant", &mut data).to_json()),
            "ports": job.ports,
        });
        for part in ["job", "thrift", "ports"] {
            let path = format!("jobs[{index}].{part}");
            failures.extend(difference(&found[part], &wanted[part], &path));
        }
    }
    failures
}

fn parsed(json: &Json) -> Value {
    serde_json::from_str(&json.to_compact()).expect("what was written is JSON")
}

/// The configuration with the executor's data parsed, where it is JSON.
fn thrift(json: &Json) -> Value {
    let mut value = parsed(json);
    let data = &mut value["taskConfig"]["executorConfig"]["data"];
    if let Some(inner) = data
        .as_str()
        .and_then(|text| serde_json::from_str(text).ok())
    {
        *data = inner;
    }
    value
}

fn is_rejected(recording: &Value) -> bool {
    recording["rejected"]
        .as_array()
        .is_some_and(|list| !list.is_empty())
}

fn rejected(recording: &Value, compilation: &Compilation, name: &str) -> Vec<String> {
    // What the scheduler rejects later does not count: the client takes it.
    let errors: Vec<_> = compilation
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error() && !jobc::job::is_scheduler(diagnostic.code))
        .collect();
    let show = || -> String {
        let shown: Vec<String> = errors
            .iter()
            .map(|error| {
                let file = compilation.sources.get(error.primary.span.file);
                let at = file.location(error.primary.span.start as usize);
                format!(
                    "{}:{}:{}: {} {}",
                    file.name, at.row, at.column, error.code.code, error.message
                )
            })
            .collect();
        shown.join("; ")
    };
    if ACCEPTED_BY_DESIGN.contains(&name) {
        return Vec::new();
    }
    match (is_rejected(recording), errors.is_empty()) {
        (true, true) => return vec!["not rejected".to_owned()],
        (false, false) => return vec![format!("rejected: {}", show())],
        (false, true) => return Vec::new(),
        (true, false) => {}
    }
    let places = place::places(recording, name);
    if places.is_empty() {
        return Vec::new();
    }
    let is_right = |span| {
        places
            .iter()
            .any(|place| place.is_at(span, &compilation.sources))
    };
    match errors
        .iter()
        .filter(|error| !is_right(error.primary.span))
        .count()
    {
        0 => Vec::new(),
        elsewhere if elsewhere < errors.len() && IN_TWO_PARTS.contains(&name) => Vec::new(),
        elsewhere if elsewhere < errors.len() => vec![format!("also elsewhere: {}", show())],
        _ => vec![format!("elsewhere, not at {places:?}: {}", show())],
    }
}

/// Whether jobc is known to answer the case of a file differently.
pub fn is_known_difference(path: &Path) -> bool {
    let case = path.with_extension("");
    let name = case.strip_prefix(root()).unwrap_or(&case).to_string_lossy();
    KNOWN_DIFFERENCES.lines().any(|known| known == name)
}
