//! Variables, functions, classes and parameters.

use super::place::{Place, Places};
use super::world::Main;
use crate::lint::visit::{Visitor, walk_block, walk_expression};
use crate::lsp::dispatch::Failure;
use crate::lsp::names::{Names, SymbolKind};
use crate::source::Span;
use crate::syntax::ast::{Argument, Expression, ExpressionKind, Statement, StatementKind};
use rustc_hash::FxHashSet;

/// Adds every place of the variables that stand at places that are known.
pub fn grow(main: &Main, places: &mut Places, name: &str) -> Result<(), Failure> {
    let analysis = &main.analysis;
    let names = analysis.names();
    let symbols = symbols(main, places);
    for occurrence in &names.occurrences {
        if symbols.contains(&occurrence.symbol) {
            places.extend(Place::of(occurrence.span, analysis));
        }
    }
    for keyword in keywords(main, names, &symbols, name) {
        places.extend(Place::of(keyword, analysis));
    }
    match unparsed(main, name).filter(|_| !symbols.is_empty()) {
        Some(place) => {
            let words = format!("a line that does not parse mentions `{name}`");
            Err(super::refused_at(&place, main, &words))
        }
        None => Ok(()),
    }
}

/// The variables that stand at these places.
fn symbols(main: &Main, places: &Places) -> FxHashSet<usize> {
    let names = main.analysis.names();
    let spans = places.iter().filter_map(|it| it.span(&main.analysis));
    let at = spans.filter_map(|span| {
        let occurrence = names.at(span.file, span.start)?;
        (occurrence.span == span).then_some(occurrence.symbol)
    });
    at.collect()
}

/// The arguments of calls by which parameters are given.
fn keywords(main: &Main, names: &Names, symbols: &FxHashSet<usize>, name: &str) -> Vec<Span> {
    let is_parameter = |it: &&usize| names.symbols[**it].kind == SymbolKind::Parameter;
    let scopes: Vec<Span> = symbols
        .iter()
        .filter(is_parameter)
        .filter_map(|it| names.symbols[*it].scope)
        .collect();
    if scopes.is_empty() {
        return Vec::new();
    }
    let mut finder = Calls {
        names,
        scopes,
        functions: FxHashSet::default(),
        name,
        found: Vec::new(),
    };
    // Functions may be defined behind their uses.
    for _ in 0..2 {
        finder.found.clear();
        for (_, parsed) in &main.analysis.compilation.files {
            walk_block(&mut finder, &parsed.module.body);
        }
    }
    finder.found
}

struct Calls<'n> {
    names: &'n Names,
    /// The functions whose parameters are meant, whole.
    scopes: Vec<Span>,
    /// Their variables.
    functions: FxHashSet<usize>,
    name: &'n str,
    found: Vec<Span>,
}

impl<'a> Visitor<'a> for Calls<'_> {
    fn statement(&mut self, statement: &'a Statement) {
        if let StatementKind::Function(function) = &statement.kind
            && self.scopes.contains(&statement.span)
            && let Some(it) = self
                .names
                .at(function.name.span.file, function.name.span.start)
        {
            self.functions.insert(it.symbol);
        }
        crate::lint::visit::walk_statement(self, statement);
    }

    fn expression(&mut self, expression: &'a Expression) {
        if let ExpressionKind::Call {
            function,
            arguments,
        } = &expression.kind
            && let ExpressionKind::Name(_) = &function.kind
            && let Some(it) = self.names.at(function.span.file, function.span.start)
            && self.functions.contains(&it.symbol)
        {
            let given = arguments.iter().filter_map(|it| match it {
                Argument::Keyword(name, _) if *name.name == *self.name => Some(name.span),
                _ => None,
            });
            self.found.extend(given);
        }
        walk_expression(self, expression);
    }
}

/// A place where the name stands in a file that does not parse, and is in no tree: what it means there, nobody knows.
fn unparsed(main: &Main, name: &str) -> Option<Place> {
    let analysis = &main.analysis;
    let files = analysis.compilation.files.iter();
    let mut broken = files.filter(|(_, parsed)| !parsed.errors.is_empty());
    broken.find_map(|(file, parsed)| {
        let mut known = Known::default();
        walk_block(&mut known, &parsed.module.body);
        known.spans.extend(parsed.comments.iter().copied());
        let names = analysis.names().occurrences.iter();
        known.spans.extend(names.map(|it| it.span));
        let text = &analysis.sources().get(*file).text;
        let mut words = words(text, name);
        let start = words.find(|start| {
            let word = Span::new(*file, *start, start + name.len());
            !known.covers(word)
        })?;
        Place::of(Span::new(*file, start, start + name.len()), analysis)
    })
}

/// What stands in a tree where a name may stand without being that of a variable.
#[derive(Default)]
struct Known {
    spans: Vec<Span>,
}

impl Known {
    fn covers(&self, word: Span) -> bool {
        let mut spans = self.spans.iter();
        spans.any(|it| it.file == word.file && it.start <= word.start && word.end <= it.end)
    }
}

impl<'a> Visitor<'a> for Known {
    fn expression(&mut self, expression: &'a Expression) {
        match &expression.kind {
            ExpressionKind::String(_) => self.spans.push(expression.span),
            ExpressionKind::Attribute { attribute, .. } => self.spans.push(attribute.span),
            ExpressionKind::Call { arguments, .. } => {
                self.spans
                    .extend(arguments.iter().filter_map(|it| match it {
                        Argument::Keyword(name, _) => Some(name.span),
                        _ => None,
                    }));
            }
            _ => {}
        }
        walk_expression(self, expression);
    }
}

/// Where a name stands in a text as a word of its own.
fn words(text: &str, name: &str) -> impl Iterator<Item = usize> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let found = text.match_indices(name).map(|(start, _)| start);
    found.filter(move |start| {
        !text[..*start].ends_with(is_part) && !text[start + name.len()..].starts_with(is_part)
    })
}

/// Whether the new name stands for something else already where it would be seen.
pub fn conflict(main: &Main, places: &Places, name: &str) -> Result<(), Failure> {
    let names = main.analysis.names();
    let own = symbols(main, places);
    let meets = |other: usize| {
        let other = &names.symbols[other];
        own.iter().any(|it| {
            let own = &names.symbols[*it];
            &*other.name == name && (other.is_global || own.is_global || other.scope == own.scope)
        })
    };
    let taken = || {
        let other = names.occurrences.iter();
        other.filter(|it| !own.contains(&it.symbol) && meets(it.symbol))
    };
    let taken = taken()
        .find(|it| it.is_definition)
        .or_else(|| taken().next());
    let place = taken.and_then(|it| Place::of(it.span, &main.analysis));
    match place {
        Some(place) => {
            let words = format!("`{name}` is a name already");
            Err(super::refused_at(&place, main, &words))
        }
        None => Ok(()),
    }
}
