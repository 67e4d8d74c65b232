//! The parts of the key.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::job::{INVALID_IDENTIFIER, RUNTIME_REFERENCE};
use crate::job::key::is_identifier;
use crate::job::reference::{Known, known};
use crate::job::resolved_job::ResolvedJob;
use crate::job::value;

pub(super) fn check(case: &mut ResolvedJob<'_>) {
    // The client leaves clusters to its list of clusters.
    for name in ["role", "environment", "name"] {
        let found = open_part(case, name).or_else(|| invalid_part(case, name));
        case.found.extend(found);
    }
}

/// A part of the key that depends on the instance.
fn open_part(case: &ResolvedJob<'_>, name: &str) -> Option<Diagnostic> {
    let unbound = case.unbound.iter().find(|unbound| {
        let known = known(&unbound.reference, case.settings);
        &*unbound.path == name && matches!(known, Known::Cluster | Known::Port(_))
    })?;
    let reference = &unbound.reference;
    let message = format!(
        "the {name} of a job is the same for all its instances, so it cannot contain `{{{{{reference}}}}}`"
    );
    let span = case.place(&[unbound.locate(case.sources), unbound.span]);
    Some(Diagnostic::new(&RUNTIME_REFERENCE, message, span).at("not known yet"))
}

fn invalid_part(case: &ResolvedJob<'_>, name: &str) -> Option<Diagnostic> {
    let part = case.get(name)?;
    let text = value::text(&part)?;
    // What is open is reported as such.
    if is_accepted(text) || text.contains("{{") {
        return None;
    }
    let message = format!(
        "the {name} of a job may contain only letters, digits, `_`, `-` and `.`, but it is {}",
        quoted(text)
    );
    let diagnostic = case.diagnostic(
        &INVALID_IDENTIFIER,
        message,
        &case.places_of(&case.job, name),
    );
    let odd = text
        .chars()
        .find(|letter| !is_identifier(letter.encode_utf8(&mut [0; 4])));
    Some(match odd {
        Some(letter) => {
            let diagnostic = diagnostic.at(format!("{} is not allowed", letter_in_words(letter)));
            match identifier_for(text).as_str() {
                "" => diagnostic,
                near => case.suggest(diagnostic, text, near),
            }
        }
        None => diagnostic.at("empty"),
    })
}

/// The client looks for `^[\w\-.]+$`, which lets a newline at the end pass; the scheduler does not.
fn is_accepted(text: &str) -> bool {
    is_identifier(text.strip_suffix('\n').unwrap_or(text))
}

/// An identifier that reads like a text: each run of other characters is a `-`.
fn identifier_for(text: &str) -> String {
    let parts = text.split(|letter: char| !is_identifier(letter.encode_utf8(&mut [0; 4])));
    let parts: Vec<&str> = parts.filter(|it| !it.is_empty()).collect();
    parts.join("-")
}

fn letter_in_words(letter: char) -> String {
    match letter {
        ' ' => "a space".into(),
        '\n' => "a line break".into(),
        '\t' => "a tab".into(),
        letter => format!("`{letter}`"),
    }
}

/// A text in quotes, shortened.
pub(super) fn quoted(text: &str) -> String {
    const MOST: usize = 40;
    let mut shown: String = text.chars().take(MOST).collect();
    if text.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    format!("'{}'", shown.replace('\n', "\\n"))
}
