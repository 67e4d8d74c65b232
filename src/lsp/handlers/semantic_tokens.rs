//! Colours that the text alone does not tell: structs, attributes, parameters, references inside strings.

use crate::eval::SnapshotKind;
use crate::lsp::analysis::Analysis;
use crate::lsp::position::Encoding;
use crate::lsp::session::Session;
use crate::semantic::{Model, SymbolKind};
use crate::source::{FileId, SourceFile, Sources, Span};
use crate::syntax::ast::{Argument, Expression, ExpressionKind};
use crate::syntax::literal::locate;
use crate::syntax::visit::{Visitor, walk_block, walk_expression};
use crate::template::{PartKind, Template};
use lsp_types::{
    SemanticToken, SemanticTokenType, SemanticTokens, SemanticTokensLegend, SemanticTokensParams,
    SemanticTokensResult,
};

/// The kinds, in the order of their numbers.
const KINDS: [SemanticTokenType; 6] = [
    SemanticTokenType::VARIABLE,
    SemanticTokenType::FUNCTION,
    SemanticTokenType::STRUCT,
    SemanticTokenType::PARAMETER,
    SemanticTokenType::PROPERTY,
    SemanticTokenType::MACRO,
];
const VARIABLE: u32 = 0;
const FUNCTION: u32 = 1;
const STRUCT: u32 = 2;
const PARAMETER: u32 = 3;
const PROPERTY: u32 = 4;
const REFERENCE: u32 = 5;

/// What the numbers of kinds mean.
pub fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        token_types: KINDS.to_vec(),
        token_modifiers: Vec::new(),
    }
}

/// Answers `textDocument/semanticTokens/full`. The tree of the text is all it takes; of what its names stand for, an older analysis
/// tells as much as the newest.
pub fn full(session: &Session, params: SemanticTokensParams) -> Option<SemanticTokensResult> {
    let uri = &params.text_document.uri;
    let view = session.view(uri);
    let (document, parsed) = session.tree(uri)?;
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
    let mut finder = Finder {
        sources,
        analysis: view.as_ref().map(|view| &*view.analysis),
        found: Vec::new(),
    };
    walk_block(&mut finder, &parsed.module.body);
    finder.names(names, parsed.module.span.file);
    let mut found = finder.found;
    found.sort();
    Some(SemanticTokensResult::Tokens(SemanticTokens {
        result_id: None,
        data: encode(&document.source, session.editor.encoding, &found),
    }))
}

/// Each token relative to the one before it; those over several lines are left out.
fn encode(source: &SourceFile, encoding: Encoding, found: &[(Span, u32)]) -> Vec<SemanticToken> {
    let mut tokens = Vec::with_capacity(found.len());
    let (mut row, mut last_row, mut last_column, mut last_end) = (1, 1, 0, 0);
    for (span, kind) in found {
        let (start, end) = (span.start as usize, span.end as usize);
        // They are in order: no line has to be searched for.
        while row < source.line_count() && source.line_start(row + 1) <= start {
            row += 1;
        }
        let goes_on = row < source.line_count() && source.line_start(row + 1) <= end;
        if span.start < last_end || goes_on || span.is_empty() {
            continue;
        }
        let column = encoding.column(source, row, start);
        tokens.push(SemanticToken {
            delta_line: (row - last_row) as u32,
            delta_start: match row == last_row {
                true => column - last_column,
                false => column,
            },
            length: encoding.column(source, row, end) - column,
            token_type: *kind,
            token_modifiers_bitset: 0,
        });
        (last_row, last_column, last_end) = (row, column, span.end);
    }
    tokens
}

struct Finder<'v> {
    sources: &'v Sources,
    /// What was analysed last, if anything was.
    analysis: Option<&'v Analysis>,
    found: Vec<(Span, u32)>,
}

impl Finder<'_> {
    fn names(&mut self, names: &Model, file: FileId) {
        for occurrence in &names.occurrences {
            let symbol = &names.symbols[occurrence.symbol];
            if occurrence.span.file != file {
                continue;
            }
            let kind = match symbol.kind {
                SymbolKind::Function => FUNCTION,
                SymbolKind::Class => STRUCT,
                SymbolKind::Parameter => PARAMETER,
                SymbolKind::Unknown => {
                    let value = self.analysis.and_then(|it| it.global(&symbol.name));
                    match value.map(|it| &it.kind) {
                        // `Service` is a `Job` with an attribute set.
                        Some(SnapshotKind::Type(_) | SnapshotKind::Object(_)) => STRUCT,
                        Some(SnapshotKind::Function(_) | SnapshotKind::Native(_)) => FUNCTION,
                        _ => VARIABLE,
                    }
                }
                _ => VARIABLE,
            };
            self.found.push((occurrence.span, kind));
        }
    }
}

impl<'a> Visitor<'a> for Finder<'_> {
    fn expression(&mut self, expression: &'a Expression) {
        match &expression.kind {
            ExpressionKind::Call { arguments, .. } => {
                for argument in arguments {
                    if let Argument::Keyword(name, _) = argument {
                        self.found.push((name.span, PROPERTY));
                    }
                }
            }
            ExpressionKind::Attribute { attribute, .. } => {
                self.found.push((attribute.span, PROPERTY));
            }
            ExpressionKind::String(literal) => {
                let template = Template::parse(&literal.text);
                let parts = template.iter().flat_map(|it| &it.parts);
                for part in parts.filter(|it| matches!(it.kind, PartKind::Reference(_))) {
                    let (start, end) = (part.range.start, part.range.end);
                    let span = locate(&literal.text, start, end, self.sources);
                    self.found.extend(span.map(|span| (span, REFERENCE)));
                }
            }
            _ => {}
        }
        walk_expression(self, expression);
    }
}
