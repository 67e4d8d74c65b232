//! One diagnostic for all places of a name that nothing binds or defines.

use crate::diagnostic::codes::eval::UNDEFINED_NAME;
use crate::diagnostic::codes::template::UNBOUND_REFERENCE;
use crate::diagnostic::{Diagnostic, Label};
use crate::source::FileId;
use rustc_hash::{FxHashMap, FxHashSet};

/// Merges what is said of the same name in the same file: the first place is the primary one, the others are labels of it, and a
/// fix changes them all.
pub(super) fn by_name(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut first = FxHashMap::<(FileId, String), usize>::default();
    let mut kept = Vec::<Diagnostic>::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        if ![&UNBOUND_REFERENCE, &UNDEFINED_NAME].contains(&diagnostic.code) {
            kept.push(diagnostic);
            continue;
        }
        let key = (diagnostic.primary.span.file, diagnostic.message.clone());
        let known = first.get(&key).and_then(|&index| kept.get_mut(index));
        match known {
            Some(known) if is_same_mistake(known, &diagnostic) => absorb(known, diagnostic),
            _ => {
                first.insert(key, kept.len());
                kept.push(diagnostic);
            }
        }
    }
    kept
}

/// Whether the same is suggested for two places.
fn is_same_mistake(known: &Diagnostic, other: &Diagnostic) -> bool {
    let remedy = |it: &Diagnostic| {
        let fix = it.fix.as_ref();
        fix.and_then(|fix| Some(fix.edits.first()?.replacement.clone()))
    };
    remedy(known) == remedy(other)
}

/// The most places that are labels. A fix changes all of them.
const MOST_LABELS: usize = 50;

fn absorb(known: &mut Diagnostic, other: Diagnostic) {
    let place = Label::new(other.primary.span, other.primary.message);
    for label in [place].into_iter().chain(other.labels) {
        let is_new = known.labels.iter().all(|it| it.span != label.span);
        if known.labels.len() < MOST_LABELS && is_new {
            known.labels.push(label);
        }
    }
    if let Some(fix) = &mut known.fix {
        for edit in other.fix.into_iter().flat_map(|fix| fix.edits) {
            // One import is enough for all places.
            if !fix.edits.contains(&edit) {
                fix.edits.push(edit);
            }
        }
    }
    // Mostly it is the same template in the same jobs.
    if known.jobs != other.jobs {
        let before: FxHashSet<String> = known.jobs.iter().cloned().collect();
        let new = other.jobs.into_iter().filter(|job| !before.contains(job));
        known.jobs.extend(new);
    }
}
