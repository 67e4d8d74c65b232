//! Quick fixes.

use super::answer::{Edits, TextRange};
use super::diagnostics::{Finding, of_file};
use super::snapshot::Snapshot;
use super::view::View;
use crate::diagnostic::{Applicability, Diagnostic};
use crate::lint;

/// Something that can be done about a finding.
#[derive(Clone, Debug)]
pub struct QuickFix {
    /// What it does.
    pub title: String,
    /// What it is about.
    pub finding: Finding,
    /// How.
    pub edits: Edits,
    /// Whether it is what most people want.
    pub is_preferred: bool,
}

/// What can be done about the findings in a stretch of an open file.
pub fn quick_fixes(snapshot: &Snapshot, path: &str, range: TextRange) -> Vec<QuickFix> {
    let views = snapshot.views(path);
    let found = of_file(&snapshot.analysed, &views, |view, it| {
        view.range(it.primary.span).touches(range)
    });
    let fixes = found.iter().filter_map(|(it, view)| fix(view, it));
    let ignored = found.iter().filter_map(|(it, view)| ignore(view, it));
    fixes.chain(ignored).collect()
}

fn fix(view: &View, finding: &Diagnostic) -> Option<QuickFix> {
    let fix = finding.fix.as_ref()?;
    let edits = fix.edits.iter();
    Some(QuickFix {
        title: fix.message.clone(),
        finding: Finding::new(finding, view.analysis.sources()),
        edits: view.edits(edits.map(|it| (it.span, it.replacement.clone())))?,
        is_preferred: fix.applicability != Applicability::Unsafe,
    })
}

/// A comment that switches the rule off for this statement.
fn ignore(view: &View, finding: &Diagnostic) -> Option<QuickFix> {
    let code = finding.code.code;
    if !lint::can_be_ignored(finding.code) {
        return None;
    }
    let source = view.source();
    let file = lint::File {
        id: view.file,
        parsed: view.analysis.parsed(view.file)?.clone(),
    };
    let offset = finding.primary.span.start as usize;
    let edit = lint::ignore_comment(&file, source, offset, &[finding.code], "")?;
    Some(QuickFix {
        title: format!("Ignore {code} ({}) here", finding.code.name),
        finding: Finding::new(finding, view.analysis.sources()),
        edits: view.edits([(edit.span, edit.replacement)])?,
        is_preferred: false,
    })
}
