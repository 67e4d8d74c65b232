//! Quick fixes, and all fixes at once.

use crate::ide::{self, QuickFix, TextRange};
use crate::lsp::convert::{self, Converter};
use crate::lsp::diagnostics;
use crate::lsp::question::Question;
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse,
    CodeActionTriggerKind,
};

/// Answers `textDocument/codeAction`.
pub fn actions(question: &Question, params: CodeActionParams) -> Option<CodeActionResponse> {
    let uri = &params.text_document.uri;
    let (path, start) = question.place(uri, params.range.start)?;
    let (_, end) = question.place(uri, params.range.end)?;
    question.snapshot.view(&path)?;
    let wanted = params.context.only.as_deref().unwrap_or_default();
    let wants = |kind: &CodeActionKind| {
        let is_in = |it: &CodeActionKind| kind.as_str().starts_with(it.as_str());
        wanted.is_empty() || wanted.iter().any(is_in)
    };
    let mut actions = Vec::new();
    if wants(&CodeActionKind::QUICKFIX) {
        let range = TextRange { start, end };
        let fixes = ide::quick_fixes(&question.snapshot, &path, range);
        actions.extend(fixes.into_iter().filter_map(|it| action(question, it)));
    }
    // Whoever moves the cursor did not ask for it, and finding it compiles the file again.
    let is_asked = params.context.trigger_kind != Some(CodeActionTriggerKind::AUTOMATIC);
    if wants(&CodeActionKind::SOURCE_FIX_ALL) && (is_asked || !wanted.is_empty()) {
        actions.extend(fix_all(question, &path));
    }
    let actions = actions.into_iter().map(CodeActionOrCommand::CodeAction);
    Some(actions.collect())
}

fn action(question: &Question, fix: QuickFix) -> Option<CodeAction> {
    let editor = &question.editor;
    let mut converter = Converter::new(editor);
    Some(CodeAction {
        title: fix.title,
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostics::convert(
            editor,
            &mut converter,
            &fix.finding,
        )]),
        edit: Some(convert::workspace_edit(editor, fix.edits)?),
        is_preferred: fix.is_preferred.then_some(true),
        ..CodeAction::default()
    })
}

fn fix_all(question: &Question, path: &str) -> Option<CodeAction> {
    let edits = ide::fix_all(&question.snapshot, path)?;
    Some(CodeAction {
        title: "Fix all that jobc can fix safely".to_owned(),
        kind: Some(CodeActionKind::SOURCE_FIX_ALL),
        edit: Some(convert::workspace_edit(&question.editor, edits)?),
        ..CodeAction::default()
    })
}
