//! Fixes and the comments of a file: a fix that would delete one is not safe.

use super::edit::is_for_a_reader;
use super::{Context, unused_ignore};
use crate::diagnostic::{Applicability, Diagnostic};

/// Makes unsafe what would be a safe fix if it did not delete a comment that a person wrote for people.
pub(super) fn guard(context: &Context, diagnostics: &mut [Diagnostic]) {
    for diagnostic in diagnostics {
        if *diagnostic.code == unused_ignore::RULE.code {
            continue;
        }
        let Some(fix) = &mut diagnostic.fix else {
            continue;
        };
        let is_safe = fix.applicability == Applicability::Safe;
        if is_safe && fix.edits.iter().any(|it| deletes_comment(context, it)) {
            fix.applicability = Applicability::Unsafe;
        }
    }
}

fn deletes_comment(context: &Context, edit: &crate::diagnostic::Edit) -> bool {
    let text = context.text(edit.span);
    // Most edits have no comment in them, and need no search.
    if !text.contains('#') {
        return false;
    }
    let file = context.files.iter().find(|it| it.id == edit.span.file);
    let comments = file.into_iter().flat_map(|it| &it.parsed.comments);
    comments
        .filter(|it| it.start < edit.span.end && edit.span.start < it.end)
        .map(|it| context.text(*it).trim_end())
        .any(|comment| is_for_a_reader(comment) && !edit.replacement.contains(comment))
}
