//! What a file and what it includes define.

use super::answer::FileRange;
use super::view::View;
use crate::semantic;
use crate::source::Span;
use rustc_hash::FxHashSet;

/// The most symbols of an answer.
pub const MOST: usize = 2000;

/// What something is that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum SymbolKind {
    Function,
    Struct,
    Variable,
    /// A job, or the result of a call.
    Object,
    Array,
    String,
    Number,
}

/// Something with a name, and where it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Symbol {
    /// Its name; a job's key.
    pub name: String,
    /// What it is.
    pub kind: SymbolKind,
    /// Where it is defined.
    pub place: FileRange,
}

/// The variables, functions, structs and jobs of a file and of what it includes.
pub fn of_view(view: &View) -> Vec<Symbol> {
    let names = view.analysis.names();
    let mut seen = FxHashSet::default();
    let definitions = names.occurrences.iter().filter(|it| it.is_definition());
    let firsts = definitions.filter(|it| seen.insert(it.symbol));
    let variables = firsts.filter_map(|it| {
        let symbol = names.symbols.get(it.symbol).filter(|it| it.is_global)?;
        let kind = match symbol.kind {
            semantic::SymbolKind::Function => SymbolKind::Function,
            semantic::SymbolKind::Class => SymbolKind::Struct,
            _ => SymbolKind::Variable,
        };
        Some((symbol.name.to_string(), kind, it.span))
    });
    let keys = jobs(view).into_iter();
    let keys = keys.map(|(key, span)| (key, SymbolKind::Object, span));
    let all = variables.chain(keys).filter_map(|(name, kind, span)| {
        Some(Symbol {
            name,
            kind,
            place: view.place(span)?,
        })
    });
    all.collect()
}

/// The jobs of the analysis with the calls that made them.
pub fn jobs(view: &View) -> Vec<(String, Span)> {
    let jobs = view.analysis.compilation.jobs.iter().take(MOST);
    jobs.map(|job| (job.key.to_string(), job.span)).collect()
}
