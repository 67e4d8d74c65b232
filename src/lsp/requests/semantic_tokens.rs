//! Colors that the text alone does not tell.

use crate::ide::{self, TextRange, TokenKind};
use crate::lsp::position::Encoding;
use crate::lsp::question::Question;
use crate::lsp::uri;
use crate::source::SourceFile;
use lsp_types::{
    SemanticToken, SemanticTokenType, SemanticTokens, SemanticTokensLegend, SemanticTokensParams,
    SemanticTokensResult,
};

/// The kinds, in the order of their numbers: those of [`TokenKind`].
const KINDS: [SemanticTokenType; 6] = [
    SemanticTokenType::VARIABLE,
    SemanticTokenType::FUNCTION,
    SemanticTokenType::STRUCT,
    SemanticTokenType::PARAMETER,
    SemanticTokenType::PROPERTY,
    SemanticTokenType::MACRO,
];

/// What the numbers of kinds mean.
pub fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        token_types: KINDS.to_vec(),
        token_modifiers: Vec::new(),
    }
}

/// Answers `textDocument/semanticTokens/full`.
pub fn full(question: &Question, params: SemanticTokensParams) -> Option<SemanticTokensResult> {
    let path = uri::path(&params.text_document.uri);
    let found = ide::semantic_tokens(&question.snapshot, &path)?;
    let source = &question.editor.inputs.at(&path)?.source;
    Some(SemanticTokensResult::Tokens(SemanticTokens {
        result_id: None,
        data: encode(source, question.editor.encoding, &found),
    }))
}

/// Each token relative to the one before it; those over several lines are left out.
fn encode(
    source: &SourceFile,
    encoding: Encoding,
    found: &[(TextRange, TokenKind)],
) -> Vec<SemanticToken> {
    let mut tokens = Vec::with_capacity(found.len());
    let (mut row, mut last_row, mut last_column, mut last_end) = (1, 1, 0, 0);
    for (range, kind) in found {
        let (start, end) = (range.start as usize, range.end as usize);
        while row < source.line_count() && source.line_start(row + 1) <= start {
            row += 1;
        }
        let goes_on = row < source.line_count() && source.line_start(row + 1) <= end;
        if range.start < last_end || goes_on || start == end {
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
            token_type: *kind as u32,
            token_modifiers_bitset: 0,
        });
        (last_row, last_column, last_end) = (row, column, range.end);
    }
    tokens
}
