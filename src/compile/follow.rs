//! Leaving out what only follows from a syntax error.

use crate::diagnostic::{Code, Diagnostic, codes};
use crate::semantic::bound_names;
use crate::source::{FileId, Sources, Span};
use crate::syntax::Parsed;
use crate::syntax::ast::StatementKind;
use rustc_hash::FxHashSet;
use std::slice::from_ref;
use std::sync::Arc;

/// The mistakes after which nobody knows what belongs to which call: the values of that statement are not worth judging.
static STRUCTURAL: [&Code; 4] = [
    &codes::syntax::WRONG_BRACKET,
    &codes::syntax::UNCLOSED_BRACKET,
    &codes::syntax::BAD_TARGET,
    &codes::syntax::POSITIONAL_AFTER_KEYWORD,
];

/// Leaves out what only follows from syntax errors; these stay.
pub(super) fn without_followers(
    mut diagnostics: Vec<Diagnostic>,
    files: &[(FileId, Arc<Parsed>)],
    sources: &Sources,
) -> Vec<Diagnostic> {
    if files.iter().all(|(_, parsed)| parsed.errors.is_empty()) {
        return diagnostics;
    }
    leave_out_broken_names(&mut diagnostics, files, sources);
    keep_first_uses(&mut diagnostics, files);
    without_repeated_calls(&mut diagnostics);
    without_broken_values(diagnostics, files, sources)
}

/// What a line that does not parse was going to define, nobody knows: a name in it that is not found elsewhere is no mistake
/// of its own, nor is any name where the line was to include or import some.
fn leave_out_broken_names(
    diagnostics: &mut Vec<Diagnostic>,
    files: &[(FileId, Arc<Parsed>)],
    sources: &Sources,
) {
    let mut lines = FxHashSet::default();
    for error in files.iter().flat_map(|(_, parsed)| &parsed.errors) {
        let span = error.primary.span;
        let file = sources.get(span.file);
        let statement = statement_of(span, files).map(|it| it.start as usize);
        let places = statement.into_iter().chain([span.start as usize]);
        lines.extend(places.map(|offset| (span.file, file.row(offset))));
    }
    let lines = lines.into_iter().map(|(id, row)| sources.get(id).line(row));
    let known: FxHashSet<&str> = lines.flat_map(words).collect();
    let brings_names = known.contains("include") || known.contains("import");
    diagnostics.retain(|it| {
        let is_undefined = *it.code == codes::eval::UNDEFINED_NAME;
        let is_name = is_undefined
            || *it.code == codes::eval::NO_ATTRIBUTE
            || *it.code == codes::object::UNKNOWN_ATTRIBUTE
            || *it.code == codes::template::UNBOUND_REFERENCE;
        let is_known = || words(sources.text(it.primary.span)).any(|word| known.contains(word));
        !(is_undefined && brings_names || is_name && is_known())
    });
}

/// The names in a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.filter(|word| word.starts_with(|c: char| c.is_alphabetic() || c == '_'))
}

/// Where a statement does not parse, the name it defines may be missing: that is said once, not at each use of the name.
fn keep_first_uses(diagnostics: &mut Vec<Diagnostic>, files: &[(FileId, Arc<Parsed>)]) {
    let is_broken = |file: FileId| {
        let mut parsed = files.iter().filter(|(id, _)| *id == file);
        parsed.any(|(_, parsed)| !parsed.errors.is_empty())
    };
    let mut said = FxHashSet::default();
    diagnostics.retain(|it| {
        let file = it.primary.span.file;
        *it.code != codes::eval::UNDEFINED_NAME
            || !is_broken(file)
            || said.insert((file, it.message.clone()))
    });
}

/// An argument that is given twice is wrong as it stands: that the call fails for it needs no saying.
fn without_repeated_calls(diagnostics: &mut Vec<Diagnostic>) {
    let repeated = diagnostics
        .iter()
        .filter(|it| *it.code == codes::syntax::REPEATED_ARGUMENT)
        .map(|it| it.primary.span);
    let repeated: FxHashSet<Span> = repeated.collect();
    diagnostics
        .retain(|it| *it.code != codes::eval::BAD_CALL || !repeated.contains(&it.primary.span));
}

/// Leaves out what was found wrong with the values of top-level statements whose brackets are wrong, and with what functions
/// that they define return.
fn without_broken_values(
    diagnostics: Vec<Diagnostic>,
    files: &[(FileId, Arc<Parsed>)],
    sources: &Sources,
) -> Vec<Diagnostic> {
    let is_structural = |diagnostic: &&Diagnostic| {
        // A comma without an argument before it shifts the arguments after it.
        let moves = *diagnostic.code == codes::syntax::MISSING_OPERAND
            && sources.text(diagnostic.primary.span) == ",";
        moves || STRUCTURAL.contains(&diagnostic.code)
    };
    let broken: Vec<Span> = diagnostics
        .iter()
        .filter(is_structural)
        .filter_map(|diagnostic| statement_of(diagnostic.primary.span, files))
        .collect();
    if broken.is_empty() {
        return diagnostics;
    }
    let functions: FxHashSet<&str> = files
        .iter()
        .flat_map(|(_, parsed)| &parsed.module.body)
        .filter(|statement| broken.contains(&statement.span))
        .filter_map(|statement| match &statement.kind {
            StatementKind::Function(function) => Some(&*function.name.name),
            _ => None,
        })
        .collect();
    let calls_broken = |span: Span| {
        let name = sources.text(span).split('(').next().unwrap_or_default();
        functions.contains(name.trim_end())
    };
    let is_in = |statements: &[Span], span: Span| {
        let mut statements = statements.iter();
        statements.any(|it| it.file == span.file && it.start <= span.start && span.start < it.end)
    };
    let users = users_of(&broken, files, sources);
    let follows = |diagnostic: &Diagnostic| {
        // A label may be the call that a function fails in.
        let mut places = std::iter::once(&diagnostic.primary).chain(&diagnostic.labels);
        if codes::job::ALL.contains(&diagnostic.code) {
            return places.any(|label| is_in(&users, label.span));
        }
        !codes::syntax::ALL.contains(&diagnostic.code)
            && places.any(|label| is_in(&broken, label.span) || calls_broken(label.span))
    };
    diagnostics.into_iter().filter(|it| !follows(it)).collect()
}

/// Broken statements, and the ones of the same file whose values are made of theirs: a job of a task that lost its resources to
/// the wrong brackets has none.
fn users_of(broken: &[Span], files: &[(FileId, Arc<Parsed>)], sources: &Sources) -> Vec<Span> {
    let mut users = Vec::new();
    for (_, parsed) in files {
        let mut names = FxHashSet::default();
        for statement in &parsed.module.body {
            let text = sources.text(statement.span);
            if broken.contains(&statement.span) || words(text).any(|it| names.contains(it)) {
                users.push(statement.span);
                let mut bound = Vec::new();
                bound_names(from_ref(statement), &mut bound);
                names.extend(bound);
            }
        }
    }
    users
}

/// The top-level statement that a place is in, or directly after.
fn statement_of(span: Span, files: &[(FileId, Arc<Parsed>)]) -> Option<Span> {
    let (_, parsed) = files.iter().find(|(file, _)| *file == span.file)?;
    let body = &parsed.module.body;
    let after = body.partition_point(|statement| statement.span.start <= span.start);
    Some(body.get(after.checked_sub(1)?)?.span)
}
