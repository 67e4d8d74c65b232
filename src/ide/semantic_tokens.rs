//! Colours that the text alone does not tell: structs, attributes, parameters, references inside strings.

use crate::eval::FinalKind;
use crate::ide::analysis::Analysis;
use crate::ide::answer::TextRange;
use crate::ide::snapshot::Snapshot;
use crate::semantic::{Model, SymbolKind};
use crate::source::{FileId, Sources, Span};
use crate::syntax::ast::{Argument, Expression, ExpressionKind};
use crate::syntax::literal::locate;
use crate::syntax::visit::{Visitor, walk_block, walk_expression};
use crate::template::{PartKind, Template};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum TokenKind {
    Variable,
    Function,
    Struct,
    Parameter,
    /// An attribute.
    Property,
    /// A `{{reference}}`.
    Reference,
}

/// The tokens of an open file, in order. The tree of the text is all it takes; of what its names stand for, an older analysis tells as
/// much as the newest.
pub fn semantic_tokens(snapshot: &Snapshot, path: &str) -> Option<Vec<(TextRange, TokenKind)>> {
    let view = snapshot.view(path);
    let (document, parsed) = snapshot.tree(path)?;
    let current = view.as_ref().filter(|view| view.shift.is_none());
    let (own_sources, own_names);
    let (sources, names) = match current {
        Some(view) => (view.analysis.sources(), view.analysis.names()),
        None => {
            let mut sources = Sources::new();
            sources.add(document.source.clone());
            own_sources = sources;
            own_names = Model::of([&*parsed]);
            (&own_sources, &own_names)
        }
    };
    let mut finder = TokenFinder {
        sources,
        analysis: view.as_ref().map(|view| &*view.analysis),
        found: Vec::new(),
    };
    walk_block(&mut finder, &parsed.module.body);
    finder.names(names, parsed.module.span.file);
    let mut found = finder.found;
    found.sort();
    let range = |span: Span| TextRange {
        start: span.start,
        end: span.end,
    };
    let found = found.into_iter();
    Some(found.map(|(span, kind)| (range(span), kind)).collect())
}

struct TokenFinder<'v> {
    sources: &'v Sources,
    /// What was analysed last, if anything was.
    analysis: Option<&'v Analysis>,
    found: Vec<(Span, TokenKind)>,
}

impl TokenFinder<'_> {
    fn names(&mut self, names: &Model, file: FileId) {
        for occurrence in &names.occurrences {
            let symbol = &names.symbols[occurrence.symbol];
            if occurrence.span.file != file {
                continue;
            }
            let kind = match symbol.kind {
                SymbolKind::Function => TokenKind::Function,
                SymbolKind::Class => TokenKind::Struct,
                SymbolKind::Parameter => TokenKind::Parameter,
                SymbolKind::Unknown => {
                    let value = self.analysis.and_then(|it| it.global(&symbol.name));
                    match value.map(|it| &it.kind) {
                        // `Service` is a `Job` with an attribute set.
                        Some(FinalKind::Type(_) | FinalKind::Object(_)) => TokenKind::Struct,
                        Some(FinalKind::Function(_) | FinalKind::Native(_)) => TokenKind::Function,
                        _ => TokenKind::Variable,
                    }
                }
                _ => TokenKind::Variable,
            };
            self.found.push((occurrence.span, kind));
        }
    }
}

impl<'a> Visitor<'a> for TokenFinder<'_> {
    fn expression(&mut self, expression: &'a Expression) {
        match &expression.kind {
            ExpressionKind::Call { arguments, .. } => {
                for argument in arguments {
                    if let Argument::Keyword(name, _) = argument {
                        self.found.push((name.span, TokenKind::Property));
                    }
                }
            }
            ExpressionKind::Attribute { attribute, .. } => {
                self.found.push((attribute.span, TokenKind::Property));
            }
            ExpressionKind::String(literal) => {
                let template = Template::parse(&literal.text);
                let parts = template.iter().flat_map(|it| &it.parts);
                for part in parts.filter(|it| matches!(it.kind, PartKind::Reference(_))) {
                    let (start, end) = (part.range.start, part.range.end);
                    let span = locate(&literal.text, start, end, self.sources);
                    self.found
                        .extend(span.map(|span| (span, TokenKind::Reference)));
                }
            }
            _ => {}
        }
        walk_expression(self, expression);
    }
}
