//! Outlines: variables, functions, classes, and jobs by their keys.

use crate::lsp::session::Session;
use crate::lsp::view::View;
use crate::semantic;
use crate::source::Span;
use crate::syntax::ast::{Block, Expression, ExpressionKind, StatementKind};
use lsp_types::{
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, SymbolInformation, SymbolKind,
    WorkspaceSymbolParams, WorkspaceSymbolResponse,
};
use rustc_hash::FxHashSet;

/// The most symbols of an answer.
const MOST: usize = 2000;

/// Answers `textDocument/documentSymbol`.
pub fn document(session: &Session, params: DocumentSymbolParams) -> Option<DocumentSymbolResponse> {
    let views = session.views(&params.text_document.uri);
    let view = views.first()?;
    let parsed = view.analysis.parsed(view.file)?.clone();
    let mut symbols = block(view, &parsed.module.body, 0);
    let mut seen = FxHashSet::default();
    for view in &views {
        for (key, span) in jobs(view) {
            if span.file == view.file && seen.insert((key.clone(), span.start)) {
                symbols.push(symbol(view, &key, SymbolKind::OBJECT, span, span));
            }
        }
    }
    symbols.truncate(MOST);
    Some(DocumentSymbolResponse::Nested(symbols))
}

/// Answers `workspace/symbol`: what all open files and their includes define, and the other files of the folders.
pub fn workspace(
    session: &Session,
    params: WorkspaceSymbolParams,
) -> Option<WorkspaceSymbolResponse> {
    let open: Vec<_> = session.editor.documents().cloned().collect();
    let query = params.query.to_lowercase();
    let mut found: Vec<SymbolInformation> = Vec::new();
    let mut add = |it: &SymbolInformation| {
        if found.len() < MOST && it.name.to_lowercase().contains(&query) && !found.contains(it) {
            found.push(it.clone());
        }
    };
    for document in open {
        if let Some(view) = session.view(&document.uri) {
            of_view(&view).iter().for_each(&mut add);
        }
    }
    session.of_closed_files(add);
    Some(WorkspaceSymbolResponse::Flat(found))
}

/// The variables, functions, structs and jobs of a file and of what it includes.
pub fn of_view(view: &View) -> Vec<SymbolInformation> {
    let names = view.analysis.names();
    let mut seen = FxHashSet::default();
    let definitions = names.occurrences.iter().filter(|it| it.is_definition());
    let firsts = definitions.filter(|it| seen.insert(it.symbol));
    let variables = firsts.filter_map(|it| {
        let symbol = names.symbols.get(it.symbol).filter(|it| it.is_global)?;
        let kind = match symbol.kind {
            semantic::SymbolKind::Function => SymbolKind::FUNCTION,
            semantic::SymbolKind::Class => SymbolKind::STRUCT,
            _ => SymbolKind::VARIABLE,
        };
        Some((symbol.name.to_string(), kind, it.span))
    });
    let keys = jobs(view).into_iter();
    let keys = keys.map(|(key, span)| (key, SymbolKind::OBJECT, span));
    let all = variables.chain(keys).filter_map(|(name, kind, span)| {
        #[allow(deprecated)] // The field has to be there.
        Some(SymbolInformation {
            name,
            kind,
            tags: None,
            deprecated: None,
            location: view.location(span)?,
            container_name: None,
        })
    });
    all.collect()
}

/// The jobs of the analysis with the calls that made them.
fn jobs(view: &View) -> Vec<(String, Span)> {
    let jobs = view.analysis.compilation.jobs.iter().take(MOST);
    jobs.map(|job| (job.key.to_string(), job.span)).collect()
}

fn block(view: &View, statements: &Block, depth: usize) -> Vec<DocumentSymbol> {
    let mut symbols = Vec::new();
    for statement in statements {
        let whole = statement.span;
        match &statement.kind {
            StatementKind::Assign { targets, value } => {
                for target in targets {
                    if let ExpressionKind::Name(name) = &target.kind {
                        let kind = kind(value);
                        symbols.push(symbol(view, name, kind, whole, target.span));
                    }
                }
            }
            StatementKind::Function(function) => {
                let name = &function.name;
                let kind = SymbolKind::FUNCTION;
                let span = whole.to(name.span);
                symbols.push(symbol(view, &name.name, kind, span, name.span));
            }
            StatementKind::Class(class) => {
                let name = &class.name;
                let span = whole.to(name.span);
                let mut it = symbol(view, &name.name, SymbolKind::STRUCT, span, name.span);
                if depth < 8 {
                    it.children = Some(block(view, &class.body, depth + 1));
                }
                symbols.push(it);
            }
            StatementKind::If {
                branches,
                otherwise,
            } if depth < 8 => {
                for (_, inner) in branches {
                    symbols.extend(block(view, inner, depth + 1));
                }
                symbols.extend(block(view, otherwise, depth + 1));
            }
            StatementKind::For { body, .. } | StatementKind::Try { body, .. } if depth < 8 => {
                symbols.extend(block(view, body, depth + 1));
            }
            _ => {}
        }
    }
    symbols
}

fn kind(value: &Expression) -> SymbolKind {
    match &value.kind {
        ExpressionKind::Call { .. } => SymbolKind::OBJECT,
        ExpressionKind::List(_) | ExpressionKind::ListComprehension(_) => SymbolKind::ARRAY,
        ExpressionKind::String(_) => SymbolKind::STRING,
        ExpressionKind::Integer(_) | ExpressionKind::Float(_) => SymbolKind::NUMBER,
        ExpressionKind::Lambda(_) => SymbolKind::FUNCTION,
        _ => SymbolKind::VARIABLE,
    }
}

fn symbol(
    view: &View,
    name: &str,
    kind: SymbolKind,
    whole: Span,
    name_span: Span,
) -> DocumentSymbol {
    #[allow(deprecated)] // The field has to be there.
    DocumentSymbol {
        name: name.to_owned(),
        detail: None,
        kind,
        tags: None,
        deprecated: None,
        range: view.range(whole),
        selection_range: view.range(name_span),
        children: None,
    }
}
