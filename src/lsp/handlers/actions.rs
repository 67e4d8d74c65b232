//! Quick fixes.

use super::fix_all::fix_all;
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::lint;
use crate::lsp::diagnostics::{convert, of_file};
use crate::lsp::session::Session;
use crate::lsp::view::View;
use crate::source::Sources;
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse,
    CodeActionTriggerKind, Range, WorkspaceEdit,
};

/// Answers `textDocument/codeAction`.
pub fn actions(session: &Session, params: CodeActionParams) -> Option<CodeActionResponse> {
    let views = session.views(&params.text_document.uri);
    if views.is_empty() {
        return None;
    }
    let wanted = params.context.only.as_deref().unwrap_or_default();
    let wants = |kind: &CodeActionKind| {
        wanted.is_empty()
            || wanted
                .iter()
                .any(|it| kind.as_str().starts_with(it.as_str()))
    };
    let mut actions = Vec::new();
    if wants(&CodeActionKind::QUICKFIX) {
        let found = of_file(session, &views, |view, it| {
            touches(view.range(it.primary.span), params.range)
        });
        let here: Vec<_> = found.iter().collect();
        let fixes = here
            .iter()
            .filter_map(|(it, sources)| fix(session, &views, it, sources));
        actions.extend(fixes);
        let ignored = here
            .iter()
            .filter_map(|(it, sources)| ignore(session, &views, it, sources));
        actions.extend(ignored);
    }
    // Whoever moves the cursor did not ask for it, and finding it compiles the file again.
    let is_asked = params.context.trigger_kind != Some(CodeActionTriggerKind::AUTOMATIC);
    if wants(&CodeActionKind::SOURCE_FIX_ALL) && (is_asked || !wanted.is_empty()) {
        actions.extend(fix_all(session, &views));
    }
    let actions = actions.into_iter().map(CodeActionOrCommand::CodeAction);
    Some(actions.collect())
}

fn touches(left: Range, right: Range) -> bool {
    left.start <= right.end && right.start <= left.end
}

/// The view that a finding is from.
fn seen_by<'v>(views: &'v [View], sources: &Sources) -> Option<&'v View> {
    let mut views = views.iter();
    views.find(|it| std::ptr::eq(it.analysis.sources(), sources))
}

fn fix(
    session: &Session,
    views: &[View],
    finding: &Diagnostic,
    sources: &Sources,
) -> Option<CodeAction> {
    let fix = finding.fix.as_ref()?;
    Some(CodeAction {
        title: fix.message.clone(),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![convert(&session.editor, finding, sources)]),
        edit: Some(workspace_edit(
            session,
            seen_by(views, sources)?,
            &fix.edits,
        )?),
        // What keeps the meaning, or is the one thing that can have been meant.
        is_preferred: Some(fix.applicability != Applicability::Unsafe),
        ..CodeAction::default()
    })
}

/// The edits of several files; `None` if one of them is not the user's.
fn workspace_edit(session: &Session, view: &View, edits: &[Edit]) -> Option<WorkspaceEdit> {
    let edits = edits.iter();
    view.workspace_edit(session, edits.map(|it| (it.span, it.replacement.clone())))
}

/// A comment that switches the rule off for this statement.
fn ignore(
    session: &Session,
    views: &[View],
    finding: &Diagnostic,
    sources: &Sources,
) -> Option<CodeAction> {
    let view = seen_by(views, sources)?;
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
    Some(CodeAction {
        title: format!("Ignore {code} ({}) here", finding.code.name),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![convert(&session.editor, finding, sources)]),
        edit: Some(workspace_edit(session, view, &[edit])?),
        ..CodeAction::default()
    })
}
