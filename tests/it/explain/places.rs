//! For the values of the examples and the recorded cases: the places that are said to have written a value are in the files, and changing
//! what is written there changes the value. `JOBC_EXPLAIN_ALL=1` looks at all cases, else every tenth counts.

use crate::golden;
use crate::support::with_stack;
use jobc::compile::{Compilation, CompileOptions, Input, compile};
use jobc::explain::{JobPath, explain, leaves};
use jobc::job::Job;
use jobc::object::{Leaf, Object, PartStep};
use jobc::source::Span;
use jobc::workspace::MemoryHost;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A file with the world around it.
struct Case {
    name: String,
    main: String,
    host: MemoryHost,
    options: CompileOptions,
}

/// The kind of a value, which decides how an expression that computes it is changed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Text,
    Number,
    Boolean,
}

/// Cases with sets of equal values or letters: if one of those is changed, another takes its place.
const EQUAL_VALUES: [&str; 5] = [
    "order/combined_tasks",
    "order/empty_and_short_keys",
    "order/set_changes",
    "order/set_methods",
    "tasks/combine_shared_process",
];

/// A value: the index of its job and its path.
type Claim = (usize, JobPath);

#[test]
fn changing_what_is_written_at_the_place_changes_the_value() {
    let all = std::env::var_os("JOBC_EXPLAIN_ALL").is_some();
    let mut cases = examples();
    let recorded = recorded();
    let step = if all { 1 } else { 10 };
    cases.extend(recorded.into_iter().step_by(step));
    let mut looked_at = 0;
    let mut failures = Vec::new();
    for case in &cases {
        let (count, failed) = with_stack(|| check(case));
        looked_at += count;
        failures.extend(failed);
    }
    assert!(looked_at >= 500, "only {looked_at} values");
    assert!(
        failures.is_empty(),
        "{} of {looked_at} values\n{}",
        failures.len(),
        failures.join("\n")
    );
}

/// How many values were looked at, and what is wrong.
fn check(case: &Case) -> (usize, Vec<String>) {
    let compilation = run(case, &case.host);
    let mut failures = Vec::new();
    let mut claims: BTreeMap<(Span, Kind), Vec<Claim>> = BTreeMap::new();
    let mut looked_at = 0;
    for (index, job) in compilation.jobs.iter().enumerate() {
        for path in leaves(&JobPath::parse(job, "").expect("the job")).paths {
            if !is_set(job, &path) {
                continue;
            }
            let explanation = explain(&compilation, job, &path);
            let sources = &compilation.sources;
            let is_file = |it: &&Span| {
                let file = sources.get(it.file);
                sources.is_users(**it) && case.host.files.contains_key(&file.name)
            };
            let places: Vec<Span> = explanation
                .written
                .iter()
                .filter(is_file)
                .copied()
                .collect();
            // What a function of the schema sets is explained by the call.
            let mut steps = explanation.steps.iter();
            if places.is_empty() && !steps.any(|it| sources.is_users(it.span)) {
                let name = &case.name;
                failures.push(format!("{name}: no place for {} {}", job.key, path.text));
            }
            looked_at += usize::from(!places.is_empty());
            for place in places {
                let kind = kind_of(&path.value);
                let claims = claims.entry((place, kind)).or_default();
                claims.push((index, path.clone()));
            }
        }
    }
    for ((place, kind), claims) in claims {
        failures.extend(try_change(case, &compilation, place, kind, &claims));
    }
    (looked_at, failures)
}

/// Changes what is written at a place. Gives the values that are as they were, however it is changed: of some literals, only a part counts.
fn try_change(
    case: &Case,
    compilation: &Compilation,
    place: Span,
    kind: Kind,
    claims: &[Claim],
) -> Vec<String> {
    let file = compilation.sources.get(place.file);
    let written = compilation.sources.text(place);
    let mut left: Vec<&Claim> = claims.iter().collect();
    for changed in changes(written, kind) {
        let before = &file.text[..place.range().start];
        let after = &file.text[place.range().end..];
        let mut host = case.host.clone();
        let text = format!("{before}{changed}{after}");
        host.files.insert(file.name.clone(), text.into_bytes());
        let after = run(case, &host);
        left.retain(|claim| is_same(claim, compilation, &after));
        if left.is_empty() {
            break;
        }
    }
    let at = file.location(place.start as usize);
    let (name, row, column) = (&case.name, at.row, at.column);
    let failures = left.iter().map(|(index, path)| {
        let key = &compilation.jobs[*index].key;
        let path = &path.text;
        format!("{name}: {row}:{column} `{written}` is not what wrote {path} of {key}")
    });
    failures.collect()
}

/// Whether a value is as it was. A job that is refused, or has another key, has another value there or in what is checked with it.
fn is_same((index, path): &Claim, before: &Compilation, after: &Compilation) -> bool {
    let job = after.jobs.get(*index);
    let job = job.filter(|_| after.jobs.len() == before.jobs.len());
    job.is_some_and(|job| value(&before.jobs[*index], &path.steps) == value(job, &path.steps))
}

fn value(job: &Job, steps: &[PartStep]) -> Option<String> {
    let parts = job.object.locate(steps)?;
    let value = parts.last()?.object.unwrap_choice();
    Some(value.as_leaf()?.to_text().to_string())
}

/// Other expressions in the place of one.
fn changes(written: &str, kind: Kind) -> Vec<String> {
    let is_number = written.parse::<f64>().is_ok();
    match (written, kind) {
        ("True", _) => vec!["False".to_owned()],
        ("False", _) => vec!["True".to_owned()],
        (_, Kind::Boolean) if is_number => vec![format!("(not {written})")],
        // One more is the same as a large float.
        _ if is_number => vec![format!("({written} + 1)"), format!("({written} * 2)")],
        _ if is_literal(written) => changed_literals(written),
        (_, Kind::Number) => vec![format!("(({written}) + 1)")],
        (_, Kind::Boolean) => vec![format!("(not ({written}))")],
        (_, Kind::Text) => vec![format!("(({written}) + 'x')")],
    }
}

/// The literal with another character at its end, and at any other place.
fn changed_literals(written: &str) -> Vec<String> {
    let is_triple = written.ends_with("'''") || written.ends_with("\"\"\"");
    let quotes = if is_triple { 3 } else { 1 };
    let start = written.find(['\'', '"']).map_or(0, |at| at + quotes);
    let end = written.len() - quotes;
    let is_digits = written[start..end].parse::<f64>().is_ok();
    let more = if is_digits { "1" } else { "x" };
    let places = std::iter::once(end).chain(start..end);
    let places =
        places.filter(|at| written.is_char_boundary(*at) && !written[..*at].ends_with('\\'));
    places
        .map(|at| format!("{}{more}{}", &written[..at], &written[at..]))
        .collect()
}

/// Whether an expression is a single string literal.
fn is_literal(written: &str) -> bool {
    let start = written.trim_start_matches(|it: char| it.is_alphabetic());
    let Some(quote) = start.chars().next().filter(|it| matches!(it, '\'' | '"')) else {
        return false;
    };
    let triple = quote.to_string().repeat(3);
    let quotes = if start.starts_with(&triple) { 3 } else { 1 };
    let body = start.get(quotes..start.len() - quotes.min(start.len()));
    let ends = start.ends_with(quote);
    ends && body
        .is_some_and(|it| !it.replace(&format!("\\{quote}"), "").contains(quote) || quotes == 3)
}

fn kind_of(value: &Object) -> Kind {
    match value.as_leaf() {
        Some(Leaf::Boolean(_)) => Kind::Boolean,
        Some(Leaf::Integer(_) | Leaf::BigInteger(_) | Leaf::Float(_)) => Kind::Number,
        _ => Kind::Text,
    }
}

/// Whether the configuration sets a value, or it is a default of the schema.
fn is_set(job: &Job, path: &JobPath) -> bool {
    let parts = job.bound.locate(&path.steps);
    parts.is_some_and(|parts| !parts.iter().any(|it| it.is_default))
}

fn run(case: &Case, host: &MemoryHost) -> Compilation {
    compile(&Input::File(case.main.clone()), &case.options, host)
}

fn options() -> CompileOptions {
    let mut options = CompileOptions::default();
    options.evaluation.keeps_journal = true;
    options
}

fn examples() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let host = world(&root);
    let is_main = |name: &&String| name.ends_with(".aurora") && !name.contains('/');
    let mains: Vec<String> = host.files.keys().filter(is_main).cloned().collect();
    assert!(mains.len() >= 10, "{mains:?}");
    mains
        .into_iter()
        .map(|main| Case {
            name: format!("examples/{main}"),
            main,
            host: host.clone(),
            options: options(),
        })
        .collect()
}

/// The recorded cases that the client accepts.
fn recorded() -> Vec<Case> {
    let mut cases = Vec::new();
    for group in golden::groups() {
        let host = world(&group);
        let recordings = host.files.keys();
        let recordings = recordings.filter_map(|name| name.strip_suffix(".expected.json"));
        for name in recordings.filter(|name| !name.contains('/')) {
            let recording = &host.files[&format!("{name}.expected.json")];
            let recording: Value = serde_json::from_slice(recording).expect("JSON");
            if recording["jobs"].as_array().is_none_or(Vec::is_empty) {
                continue;
            }
            if EQUAL_VALUES.contains(&&*format!("{}/{name}", folder_name(&group))) {
                continue;
            }
            let mut case = Case {
                name: format!("{}/{name}", folder_name(&group)),
                main: format!("{name}.aurora"),
                host: host.clone(),
                options: options(),
            };
            case.host
                .variables
                .extend(golden::strings(&recording["env"]));
            case.options.bindings = golden::strings(&recording["binds"]);
            cases.push(case);
        }
    }
    cases
}

fn folder_name(path: &Path) -> String {
    let name = path.file_name().expect("a name");
    name.to_string_lossy().into_owned()
}

/// A folder in memory.
fn world(root: &Path) -> MemoryHost {
    let mut host = MemoryHost::default();
    let mut folders: Vec<PathBuf> = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(root).expect("inside").to_string_lossy();
            let bytes = std::fs::read(&path).expect("a file");
            host.files.insert(name.into_owned(), bytes);
        }
    }
    host
}
