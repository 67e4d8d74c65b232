//! Diagnostics for what is not kept: one for each kind, at the attribute that the user wrote.

use super::account::{Account, Entry, Fate};
use crate::diagnostic::{Code, Diagnostic, codes};
use indexmap::IndexMap;

/// How many further places a diagnostic shows.
const PLACES: usize = 3;

/// What becomes of attributes, the path that it was said of, and why.
type Kind<'a> = (Fate, &'a str, &'a str);

/// What is approximated, lost or refused of what configurations say, each once with the jobs that it concerns.
pub(super) fn diagnostics(target: &str, accounts: &[Account]) -> Vec<Diagnostic> {
    let mut kinds: IndexMap<Kind, Vec<(&Account, &Entry)>> = IndexMap::new();
    for account in accounts {
        let entries = account.entries.iter();
        for entry in entries.filter(|it| it.is_written && it.fate != Fate::Kept) {
            let kind = (entry.fate, &*entry.said_of, &*entry.why);
            kinds.entry(kind).or_default().push((account, entry));
        }
    }
    let diagnostics = kinds.into_iter();
    diagnostics
        .map(|((fate, path, why), found)| diagnostic(target, fate, path, why, &found))
        .collect()
}

fn diagnostic(
    target: &str,
    fate: Fate,
    path: &str,
    why: &str,
    found: &[(&Account, &Entry)],
) -> Diagnostic {
    let (code, message): (&'static Code, String) = match fate {
        Fate::Refused => (
            &codes::target::REFUSED_ATTRIBUTE,
            format!("the target `{target}` cannot run the job because of `{path}`: {why}"),
        ),
        Fate::Lost => (
            &codes::target::LOST_ATTRIBUTE,
            format!("the target `{target}` has no form for `{path}`: {why}"),
        ),
        _ => (
            &codes::target::APPROXIMATED_ATTRIBUTE,
            format!("the target `{target}` approximates `{path}`: {why}"),
        ),
    };
    let first = found[0].1.place;
    let mut diagnostic = Diagnostic::new(code, message, first).at(fate.word());
    let mut places = vec![first];
    for (account, entry) in found {
        if !places.contains(&entry.place) && places.len() <= PLACES {
            places.push(entry.place);
            diagnostic = diagnostic.label(entry.place, "also here");
        }
        if diagnostic.jobs.last() != Some(&account.job) {
            diagnostic.jobs.push(account.job.clone());
        }
    }
    diagnostic
}
