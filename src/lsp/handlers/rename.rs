//! Other names for variables.

use super::completion::collect_names;
use super::references::occurrences;
use crate::lsp::dispatch::Failure;
use crate::lsp::names::SymbolKind;
use crate::lsp::session::Session;
use crate::lsp::template_names;
use crate::lsp::view::View;
use crate::template::Reference;
use lsp_types::{PrepareRenameResponse, RenameParams, TextDocumentPositionParams, WorkspaceEdit};
use std::collections::BTreeMap;

/// Answers `textDocument/prepareRename`.
pub fn prepare(
    session: &mut Session,
    params: TextDocumentPositionParams,
) -> Option<PrepareRenameResponse> {
    let view = session.view(&params.text_document.uri)?;
    let offset = view.offset(params.position);
    check(&view, offset).ok()?;
    let places = occurrences(&view, offset);
    let here = places
        .iter()
        .find(|it| it.span.file == view.file && it.span.touches(offset))?;
    Some(PrepareRenameResponse::Range(view.range(here.span)))
}

/// Answers `textDocument/rename`.
pub fn rename(
    session: &mut Session,
    params: RenameParams,
) -> Result<Option<WorkspaceEdit>, Failure> {
    let position = params.text_document_position;
    let Some(view) = session.view(&position.text_document.uri) else {
        return Ok(None);
    };
    let offset = view.offset(position.position);
    check(&view, offset)?;
    let name = params.new_name.as_str();
    if !is_identifier(name) {
        return Err(Failure::refused(format!("`{name}` cannot be a name")));
    }
    if let Some(words) = conflict(&view, offset, name) {
        return Err(Failure::refused(words));
    }
    let places = occurrences(&view, offset);
    let edits = places.iter().map(|it| (it.span, name.to_owned()));
    Ok(view.workspace_edit(edits))
}

/// Names with a meaning for the client.
const FIXED: [&str; 2] = ["jobs", "hooks"];

fn check(view: &View, offset: u32) -> Result<(), Failure> {
    let names = view.analysis.names();
    let symbol = names
        .at(view.file, offset)
        .and_then(|it| names.symbols.get(it.symbol));
    let Some(symbol) = symbol else {
        return check_template_name(view, offset);
    };
    if symbol.kind == SymbolKind::Unknown {
        let words = format!("`{}` is not defined in these files", symbol.name);
        return Err(Failure::refused(words));
    }
    if symbol.is_global && FIXED.contains(&&*symbol.name) {
        let words = format!("the client looks for a variable called `{}`", symbol.name);
        return Err(Failure::refused(words));
    }
    Ok(())
}

/// A name inside of strings can be renamed only if it is known that every place was found.
fn check_template_name(view: &View, offset: u32) -> Result<(), Failure> {
    let Some(found) = template_names::at(view, offset) else {
        return Err(Failure::refused("there is no variable here"));
    };
    let analysis = &view.analysis;
    if let Some(obstacle) = found.obstacle {
        return Err(Failure::refused(obstacle));
    }
    if analysis.findings.iter().any(|it| it.is_error()) {
        return Err(Failure::refused(
            "the file has errors, which may hide references",
        ));
    }
    match analysis.has_all_resolutions() {
        true => Ok(()),
        false => Err(Failure::refused(
            "there are too many jobs to find all references",
        )),
    }
}

/// Why the new name would mean something else.
fn conflict(view: &View, offset: u32, name: &str) -> Option<String> {
    let names = view.analysis.names();
    if names.at(view.file, offset).is_none() {
        return template_conflict(view, name);
    }
    let own = names.at(view.file, offset)?.symbol;
    let taken = names.occurrences.iter().find(|it| {
        let other = &names.symbols[it.symbol];
        it.symbol != own
            && &*other.name == name
            && (other.is_global
                || names.symbols[own].is_global
                || other.scope == names.symbols[own].scope)
    })?;
    let row = view.range(taken.span).start.line + 1;
    Some(format!("`{name}` is a name already, in line {row}"))
}

/// Whether something in one of the jobs can be referred to by this name already.
fn template_conflict(view: &View, name: &str) -> Option<String> {
    let reference = Reference::parse("_").ok()?;
    let mut jobs = view.analysis.compilation.jobs.iter();
    let job = jobs.find(|job| {
        let mut taken = BTreeMap::new();
        collect_names(&job.bound, &reference, &mut taken, 0);
        taken.contains_key(name)
    })?;
    Some(format!(
        "`{{{{{name}}}}}` means something already in `{}`",
        job.key
    ))
}

fn is_identifier(name: &str) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name.chars().all(is_word)
        && !RESERVED.contains(&name)
}

const RESERVED: [&str; 34] = [
    "and", "as", "assert", "break", "class", "continue", "def", "del", "elif", "else", "except",
    "exec", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "not", "or",
    "pass", "print", "raise", "return", "try", "while", "with", "yield", "None", "True", "False",
];
