//! Outlines: variables, functions, classes, and jobs by their keys.

use super::answer::{FileRange, TextRange};
use super::snapshot::Snapshot;
use super::symbol::{MOST, Symbol, SymbolKind, jobs, of_view};
use super::view::View;
use crate::source::Span;
use crate::syntax::ast::{Block, Expression, ExpressionKind, StatementKind};
use rustc_hash::FxHashSet;

/// A part of the outline of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineItem {
    /// Its name; a job's key.
    pub name: String,
    /// What it is.
    pub kind: SymbolKind,
    /// The whole.
    pub range: TextRange,
    /// The name in it.
    pub name_range: TextRange,
    /// What is inside of it.
    pub children: Vec<OutlineItem>,
}

/// The outline of an open file.
pub fn outline(snapshot: &Snapshot, path: &str) -> Option<Vec<OutlineItem>> {
    let views = snapshot.views(path);
    let view = views.first()?;
    let parsed = view.analysis.parsed(view.file)?.clone();
    let mut symbols = block(view, &parsed.module.body, 0);
    let mut seen = FxHashSet::default();
    for view in &views {
        for (key, span) in jobs(view) {
            if span.file == view.file && seen.insert((key.clone(), span.start)) {
                symbols.push(symbol(view, &key, SymbolKind::Object, span, span));
            }
        }
    }
    symbols.truncate(MOST);
    Some(symbols)
}

/// What all open files and their includes define, and the other files of the folders, as far as its name has the query in it.
/// Files that are not known yet are compiled until `is_over`.
pub fn workspace_symbols(
    snapshot: &Snapshot,
    query: &str,
    is_over: &dyn Fn() -> bool,
) -> Vec<Symbol> {
    let query = query.to_lowercase();
    let mut found: Vec<Symbol> = Vec::new();
    let mut add = |it: &Symbol| {
        if found.len() < MOST && it.name.to_lowercase().contains(&query) && !found.contains(it) {
            found.push(it.clone());
        }
    };
    for document in snapshot.inputs.documents() {
        if let Some(view) = snapshot.view(&document.path) {
            of_view(&view).iter().for_each(&mut add);
        }
    }
    snapshot.with_closed_files(is_over, |closed| {
        for (path, file) in closed.known(&snapshot.inputs) {
            let symbols = file.symbols.iter();
            let mut meant = symbols
                .filter(|it| it.0.to_lowercase().contains(&query))
                .peekable();
            // The text is read again only where something is found.
            let Some(document) = meant.peek().map(|_| snapshot.inputs.document(path)) else {
                continue;
            };
            for (name, kind, range) in meant {
                add(&Symbol {
                    name: name.clone(),
                    kind: *kind,
                    place: FileRange {
                        path: path.clone(),
                        source: document.source.with_lines(),
                        range: *range,
                    },
                });
            }
        }
    });
    found
}

fn block(view: &View, statements: &Block, depth: usize) -> Vec<OutlineItem> {
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
                let kind = SymbolKind::Function;
                let span = whole.to(name.span);
                symbols.push(symbol(view, &name.name, kind, span, name.span));
            }
            StatementKind::Class(class) => {
                let name = &class.name;
                let span = whole.to(name.span);
                let mut it = symbol(view, &name.name, SymbolKind::Struct, span, name.span);
                if depth < 8 {
                    it.children = block(view, &class.body, depth + 1);
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
        ExpressionKind::Call { .. } => SymbolKind::Object,
        ExpressionKind::List(_) | ExpressionKind::ListComprehension(_) => SymbolKind::Array,
        ExpressionKind::String(_) => SymbolKind::String,
        ExpressionKind::Integer(_) | ExpressionKind::Float(_) => SymbolKind::Number,
        ExpressionKind::Lambda(_) => SymbolKind::Function,
        _ => SymbolKind::Variable,
    }
}

fn symbol(view: &View, name: &str, kind: SymbolKind, whole: Span, name_span: Span) -> OutlineItem {
    OutlineItem {
        name: name.to_owned(),
        kind,
        range: view.range(whole),
        name_range: view.range(name_span),
        children: Vec::new(),
    }
}
