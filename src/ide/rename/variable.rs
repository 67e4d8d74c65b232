//! Variables, functions, classes and parameters.

use super::graph::Role;
use super::place::{Place, Places};
use super::scope::{Main, RenameScope, refused_at};
use super::target::{Kind, Target};
use crate::ide::answer::Refusal;
use crate::semantic::{Model, SymbolKind};
use crate::source::Span;
use crate::syntax::ast::{Argument, Expression, ExpressionKind, Statement, StatementKind};
use crate::syntax::visit::{Visitor, walk_block, walk_expression};
use rustc_hash::FxHashSet;

/// Adds every place of the variables that stand at places that are known.
pub fn grow(main: &Main, places: &mut Places, name: &str) {
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

/// What a name does at a place.
pub fn role(main: &Main, place: Span) -> Role {
    let found = main.analysis.names().at(place.file, place.start);
    match found.filter(|it| it.span == place) {
        Some(it) if it.is_definition() => Role::Declares,
        Some(_) => Role::Reads,
        // The name of an argument.
        None => Role::Sets,
    }
}

/// Whether the target is a variable that no other file can see.
pub fn is_local(scope: &RenameScope, target: &Target, places: &Places) -> bool {
    target.kind == Kind::Variable
        && scope.mains().iter().all(|main| {
            let names = main.analysis.names();
            let mut symbols = symbols(main, places).into_iter();
            // A parameter can be the name of an argument elsewhere.
            !symbols.any(|it| {
                let symbol = &names.symbols[it];
                symbol.is_global || symbol.kind == SymbolKind::Parameter
            })
        })
}

/// The arguments of calls by which parameters are given.
fn keywords(main: &Main, names: &Model, symbols: &FxHashSet<usize>, name: &str) -> Vec<Span> {
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
    names: &'n Model,
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
        crate::syntax::visit::walk_statement(self, statement);
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

/// Whether the new name stands for something else already where it would be seen.
pub fn conflict(main: &Main, places: &Places, name: &str) -> Result<(), Refusal> {
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
        .find(|it| it.is_definition())
        .or_else(|| taken().next());
    let place = taken.and_then(|it| Place::of(it.span, &main.analysis));
    match place {
        Some(place) => {
            let words = format!("`{name}` is already defined");
            Err(refused_at(&place, main, &words))
        }
        None => Ok(()),
    }
}
