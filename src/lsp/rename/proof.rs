//! The jobs with the new name are those with the old, but for the name.

use super::place::Places;
use super::target::{Kind, Target};
use super::world::{Main, World};
use crate::compile::Compilation;
use crate::diagnostic::Diagnostic;
use crate::emit::Json;
use crate::lsp::dispatch::Failure;
use crate::lsp::document::Document;
use crate::lsp::session::Session;
use std::collections::{BTreeMap, BTreeSet};

/// Compiles everything that is concerned with the new name, and compares.
pub fn check(
    session: &Session,
    world: &World,
    places: &Places,
    target: &Target,
    name: &str,
) -> Result<(), Failure> {
    let changed = changed_texts(world, places, name);
    let mut texts = session.editor.texts();
    texts.extend(
        changed
            .iter()
            .map(|(path, text)| (path.clone(), text.clone().into_bytes())),
    );
    for main in world.mains() {
        let is_concerned = |path: &String| main.analysis.file(path).is_some();
        if !changed.keys().any(is_concerned) {
            continue;
        }
        let text = match changed.get(&main.document.path) {
            Some(text) => text.clone(),
            None => main.document.source.text.to_string(),
        };
        let document = Document::new(main.document.uri.clone(), 0, text);
        let Some(after) = session.analysis_of(&document, &texts) else {
            return Err(Failure::refused("the text has changed since"));
        };
        compare(main, &after.compilation, target, name)?;
    }
    Ok(())
}

/// The texts of the files that are changed.
fn changed_texts(world: &World, places: &Places, name: &str) -> BTreeMap<String, String> {
    let paths: BTreeSet<&String> = places.iter().map(|it| &it.path).collect();
    let mut changed = BTreeMap::new();
    for path in paths {
        let in_file: Vec<_> = places.iter().filter(|it| it.path == *path).collect();
        let source = in_file.first().and_then(|it| world.source(it));
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

fn compare(main: &Main, after: &Compilation, target: &Target, name: &str) -> Result<(), Failure> {
    let before = &main.analysis.compilation;
    if let Some(error) = new_error(&before.diagnostics, &after.diagnostics) {
        let words = format!("with the name `{name}` there would be an error: {error}");
        return Err(Failure::refused(words));
    }
    if before.jobs.len() != after.jobs.len() {
        return Err(Failure::refused(format!(
            "with the name `{name}` there would be {} jobs in place of {}",
            after.jobs.len(),
            before.jobs.len()
        )));
    }
    for (old, new) in before.jobs.iter().zip(&after.jobs) {
        let renaming = (target.kind == Kind::Process).then_some((&*target.name, name));
        let mut path = Vec::new();
        let (left, right) = (Json::of(&old.object), Json::of(&new.object));
        if let Some(place) = difference(&left, &right, renaming, &mut path) {
            let key = &old.key;
            let words = format!("it would change more than the name: `{place}` of `{key}`");
            return Err(Failure::refused(words));
        }
    }
    Ok(())
}

/// An error of a kind that there were fewer of before.
fn new_error(before: &[Diagnostic], after: &[Diagnostic]) -> Option<String> {
    let mut known = BTreeMap::<&str, usize>::new();
    for error in before.iter().filter(|it| it.is_error()) {
        *known.entry(error.code.code).or_default() += 1;
    }
    for error in after.iter().filter(|it| it.is_error()) {
        match known.get_mut(error.code.code).filter(|it| **it > 0) {
            Some(count) => *count -= 1,
            None => return Some(error.message.clone()),
        }
    }
    None
}

/// Where two values differ, but for the names of processes.
fn difference(
    left: &Json,
    right: &Json,
    renaming: Option<(&str, &str)>,
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
            let is_name = renaming == Some((left, right)) && is_process_name(path);
            return (!is_name).then(|| path.join("."));
        }
        _ => return (left != right).then(|| path.join(".")),
    };
    for (name, left, right) in children {
        path.push(name);
        if let Some(found) = difference(left, right, renaming, path) {
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
