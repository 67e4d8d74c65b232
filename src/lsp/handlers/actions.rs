//! Quick fixes.

use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::lint;
use crate::lsp::diagnostics::convert;
use crate::lsp::session::Session;
use crate::lsp::view::View;
use crate::source::Span;
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse, Range,
    WorkspaceEdit,
};

/// Answers `textDocument/codeAction`.
pub fn actions(session: &mut Session, params: CodeActionParams) -> Option<CodeActionResponse> {
    let view = session.view(&params.text_document.uri)?;
    let wanted = params.context.only.unwrap_or_default();
    let wants = |kind: &CodeActionKind| {
        wanted.is_empty()
            || wanted
                .iter()
                .any(|it| kind.as_str().starts_with(it.as_str()))
    };
    let findings = view.analysis.findings.iter();
    let here: Vec<&Diagnostic> = findings
        .filter(|it| it.primary.span.file == view.file)
        .filter(|it| touches(view.range(it.primary.span), params.range))
        .collect();
    let mut actions = Vec::new();
    if wants(&CodeActionKind::QUICKFIX) {
        actions.extend(here.iter().filter_map(|it| fix(session, &view, it)));
        actions.extend(here.iter().filter_map(|it| ignore(session, &view, it)));
    }
    if wants(&CodeActionKind::SOURCE_FIX_ALL) {
        actions.extend(fix_all(&view));
    }
    let actions = actions.into_iter().map(CodeActionOrCommand::CodeAction);
    Some(actions.collect())
}

fn touches(left: Range, right: Range) -> bool {
    left.start <= right.end && right.start <= left.end
}

fn fix(session: &Session, view: &View, finding: &Diagnostic) -> Option<CodeAction> {
    let fix = finding.fix.as_ref()?;
    Some(CodeAction {
        title: fix.message.clone(),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![convert(session, finding, view.analysis.sources())]),
        edit: Some(workspace_edit(view, &fix.edits)?),
        is_preferred: Some(fix.applicability == Applicability::Safe),
        ..CodeAction::default()
    })
}

/// The edits of several files; `None` if one of them is not the user's.
fn workspace_edit(view: &View, edits: &[Edit]) -> Option<WorkspaceEdit> {
    let edits = edits.iter();
    view.workspace_edit(edits.map(|it| (it.span, it.replacement.clone())))
}

/// All fixes that keep the meaning; of those that overlap the first.
fn fix_all(view: &View) -> Option<CodeAction> {
    let fixes = view
        .analysis
        .findings
        .iter()
        .filter_map(|it| it.fix.as_ref());
    let mut edits: Vec<Edit> = Vec::new();
    let overlaps = |left: Span, right: Span| {
        left.file == right.file && left.start <= right.end && right.start <= left.end
    };
    for fix in fixes.filter(|it| it.applicability == Applicability::Safe) {
        let is_free = fix
            .edits
            .iter()
            .all(|new| edits.iter().all(|old| !overlaps(new.span, old.span)));
        if is_free {
            edits.extend(fix.edits.iter().cloned());
        }
    }
    if edits.is_empty() {
        return None;
    }
    Some(CodeAction {
        title: "Fix all that jobc can fix safely".to_owned(),
        kind: Some(CodeActionKind::SOURCE_FIX_ALL),
        edit: Some(workspace_edit(view, &edits)?),
        ..CodeAction::default()
    })
}

/// A comment that switches the rule off on this line.
fn ignore(session: &Session, view: &View, finding: &Diagnostic) -> Option<CodeAction> {
    let code = finding.code.code;
    if !lint::can_be_ignored(finding.code) {
        return None;
    }
    let source = view.source();
    let file = lint::File {
        id: view.file,
        parsed: view.analysis.parsed(view.file)?.clone(),
    };
    let row = source.row(finding.primary.span.start as usize);
    let edit = lint::ignore_comment(&file, source, row, &[finding.code], "")?;
    Some(CodeAction {
        title: format!("Ignore {code} ({}) here", finding.code.name),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![convert(session, finding, view.analysis.sources())]),
        edit: Some(workspace_edit(view, &[edit])?),
        ..CodeAction::default()
    })
}
