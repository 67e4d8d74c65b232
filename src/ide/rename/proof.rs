//! The jobs with the new name are those with the old, but for the name.

use super::place::Places;
use super::scope::{Main, RenameScope};
use super::target::{Kind, Target};
use crate::compile::Compilation;
use crate::diagnostic::Diagnostic;
use crate::emit::Json;
use crate::ide::analysis::Analysis;
use crate::ide::answer::Refusal;
use crate::ide::document::Document;
use crate::ide::path;
use crate::ide::snapshot::Snapshot;
use crate::source::{Span, Text};
use crate::template::Template;
use std::collections::{BTreeMap, BTreeSet};

/// Compiles everything that is concerned with the new name, and compares.
pub fn check(
    snapshot: &Snapshot,
    scope: &RenameScope,
    places: &Places,
    target: &Target,
    name: &str,
) -> Result<(), Refusal> {
    let changed = changed_texts(scope, places, name);
    let mut inputs = snapshot.inputs.clone();
    for (path, text) in &changed {
        inputs.set(Document::new(path, 0, text.as_str()));
    }
    for main in scope.mains() {
        let is_concerned = |path: &String| main.analysis.file(path).is_some();
        if !changed.keys().any(is_concerned) {
            continue;
        }
        let document = match changed.contains_key(&main.document.path) {
            true => inputs.document(&main.document.path),
            false => main.document.clone(),
        };
        let Some(after) = Analysis::new(&document, &inputs) else {
            return Err(Refusal::new("the text has changed since"));
        };
        compare(main, &after.compilation, places, target, name)?;
    }
    Ok(())
}

/// The texts of the files that are changed.
fn changed_texts(scope: &RenameScope, places: &Places, name: &str) -> BTreeMap<String, String> {
    let paths: BTreeSet<&String> = places.iter().map(|it| &it.path).collect();
    let mut changed = BTreeMap::new();
    for path in paths {
        let in_file: Vec<_> = places.iter().filter(|it| it.path == *path).collect();
        let source = in_file.first().and_then(|it| scope.source(it));
        let Some((file, _)) = source else {
            continue;
        };
        let mut text = file.text.to_string();
        // From behind, so that what is before stays where it is.
        for place in in_file.iter().rev() {
            text.replace_range(place.start as usize..place.end as usize, name);
        }
        changed.insert(path.clone(), text);
    }
    changed
}

fn compare(
    main: &Main,
    after: &Compilation,
    places: &Places,
    target: &Target,
    name: &str,
) -> Result<(), Refusal> {
    let before = &main.analysis.compilation;
    compare_errors(before, after, places, name)?;
    if before.jobs.len() != after.jobs.len() {
        return Err(Refusal::new(format!(
            "with the name `{name}` there would be {} jobs instead of {}",
            after.jobs.len(),
            before.jobs.len()
        )));
    }
    for (index, (old, new)) in before.all_jobs().zip(after.all_jobs()).enumerate() {
        let allowed = Allowed {
            process: (target.kind == Kind::Process).then_some((&*target.name, name)),
            references: index >= before.jobs.len(),
        };
        let mut path = Vec::new();
        let (left, right) = (Json::of(&old.object), Json::of(&new.object));
        if let Some(place) = difference(&left, &right, &allowed, &mut path) {
            let key = &old.key;
            let words = format!("it would change more than the name: `{place}` of `{key}`");
            return Err(Refusal::new(words));
        }
    }
    Ok(())
}

/// Errors have to be the same, at the same places.
fn compare_errors(
    before: &Compilation,
    after: &Compilation,
    places: &Places,
    name: &str,
) -> Result<(), Refusal> {
    let moves = Moves::new(places, name);
    let mut known = BTreeMap::<_, Vec<&Diagnostic>>::new();
    for error in before.diagnostics.iter().filter(|it| it.is_error()) {
        let span = error.primary.span;
        let path = path_of(before, span);
        let place = (moves.of(&path, span.start), moves.of(&path, span.end));
        let key = (error.code.code, path.clone(), place);
        known.entry(key).or_default().push(error);
    }
    for error in after.diagnostics.iter().filter(|it| it.is_error()) {
        let span = error.primary.span;
        let place = (i64::from(span.start), i64::from(span.end));
        let key = (error.code.code, path_of(after, span), place);
        if known.get_mut(&key).and_then(Vec::pop).is_none() {
            let message = &error.message;
            let words = format!("with the name `{name}` there would be an error: {message}");
            return Err(Refusal::new(words));
        }
    }
    match known.into_values().flatten().next() {
        None => Ok(()),
        Some(error) => {
            let message = &error.message;
            let words = format!("with the name `{name}` an error would be gone: {message}");
            Err(Refusal::new(words))
        }
    }
}

fn path_of(compilation: &Compilation, span: Span) -> String {
    path::normalize(&compilation.sources.get(span.file).name)
}

/// Where everything is when the places have another name.
struct Moves<'p> {
    /// Where the places of each file end.
    ends: BTreeMap<&'p str, Vec<u32>>,
    /// How much longer the name is; all places have the old one.
    longer: i64,
}

impl<'p> Moves<'p> {
    fn new(places: &'p Places, name: &str) -> Moves<'p> {
        let mut ends = BTreeMap::<_, Vec<u32>>::new();
        for place in places {
            ends.entry(place.path.as_str()).or_default().push(place.end);
        }
        let length = places.first().map_or(0, |it| it.end - it.start);
        Moves {
            ends,
            longer: name.len() as i64 - i64::from(length),
        }
    }

    /// The new offset. No error starts or ends inside of a place.
    fn of(&self, path: &str, offset: u32) -> i64 {
        let ends = self.ends.get(path).map(Vec::as_slice).unwrap_or_default();
        let before = ends.partition_point(|end| *end <= offset) as i64;
        i64::from(offset) + before * self.longer
    }
}

/// What may differ.
struct Allowed<'n> {
    /// The old name of a process, and the new one.
    process: Option<(&'n str, &'n str)>,
    /// Whether references that nothing answered may have other names: those of a job that is refused.
    references: bool,
}

impl Allowed<'_> {
    fn allows(&self, left: &str, right: &str, path: &[String]) -> bool {
        self.process == Some((left, right)) && is_process_name(path)
            || self.references && without_references(left) == without_references(right)
    }
}

/// The parts of a text between its references.
fn without_references(text: &str) -> Vec<String> {
    let template = Template::parse(&Text::new(text));
    let parts = template.iter().flat_map(|it| &it.parts);
    let mut start = 0;
    let mut between = Vec::new();
    for part in parts {
        between.push(text[start..part.range.start].to_owned());
        start = part.range.end;
    }
    between.push(text[start..].to_owned());
    between
}

/// Where two values differ, but for what may.
fn difference(
    left: &Json,
    right: &Json,
    allowed: &Allowed<'_>,
    path: &mut Vec<String>,
) -> Option<String> {
    let children: Vec<(String, &Json, &Json)> = match (left, right) {
        (Json::Object(left), Json::Object(right)) if left.len() == right.len() => {
            let pairs = left.iter().zip(right);
            if pairs.clone().any(|((left, _), (right, _))| left != right) {
                return Some(path.join("."));
            }
            pairs
                .map(|((name, left), (_, right))| (name.clone(), left, right))
                .collect()
        }
        (Json::List(left), Json::List(right)) if left.len() == right.len() => {
            let pairs = left.iter().zip(right).enumerate();
            pairs
                .map(|(index, (left, right))| (index.to_string(), left, right))
                .collect()
        }
        (Json::Text(left), Json::Text(right)) if left != right => {
            return (!allowed.allows(left, right, path)).then(|| path.join("."));
        }
        _ => return (left != right).then(|| path.join(".")),
    };
    for (name, left, right) in children {
        path.push(name);
        if let Some(found) = difference(left, right, allowed, path) {
            return Some(found);
        }
        path.pop();
    }
    None
}

/// Whether the name of a process stands at a path. That of a task is by default that of its first process.
fn is_process_name(path: &[String]) -> bool {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    matches!(
        path[..],
        ["task", "name"]
            | ["task", "processes", _, "name"]
            | ["task", "constraints", _, "order", _]
    )
}
