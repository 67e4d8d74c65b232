//! What can be folded: blocks, calls and displays over several lines, runs of comments.

use crate::lint::visit::{Visitor, walk_block, walk_expression, walk_statement};
use crate::lsp::session::Session;
use crate::source::{SourceFile, Span};
use crate::syntax::ast::{Expression, ExpressionKind, Statement, StatementKind};
use lsp_types::{FoldingRange, FoldingRangeKind, FoldingRangeParams};
use std::collections::BTreeMap;

/// Answers `textDocument/foldingRange`.
pub fn folding(session: &mut Session, params: FoldingRangeParams) -> Option<Vec<FoldingRange>> {
    let (document, parsed) = session.tree(&params.text_document.uri)?;
    let mut finder = Finder {
        source: &document.source,
        ranges: BTreeMap::new(),
    };
    walk_block(&mut finder, &parsed.module.body);
    finder.comments(&parsed.comments);
    let ranges = finder.ranges.into_iter();
    Some(
        ranges
            .map(|(start, (end, kind))| FoldingRange {
                start_line: start,
                end_line: end,
                kind,
                ..FoldingRange::default()
            })
            .collect(),
    )
}

struct Finder<'a> {
    source: &'a SourceFile,
    /// By the first line, the longest from there.
    ranges: BTreeMap<u32, (u32, Option<FoldingRangeKind>)>,
}

impl Finder<'_> {
    fn row(&self, offset: u32) -> u32 {
        self.source.row(offset as usize).saturating_sub(1) as u32
    }

    fn add(&mut self, first: u32, last: u32, kind: Option<FoldingRangeKind>) {
        if last > first {
            let range = self.ranges.entry(first).or_insert((last, kind));
            range.0 = range.0.max(last);
        }
    }

    fn span(&mut self, span: Span) {
        self.add(self.row(span.start), self.row(span.end), None);
    }

    /// Comments in lines one below the other.
    fn comments(&mut self, comments: &[Span]) {
        let mut run: Option<(u32, u32)> = None;
        for comment in comments {
            let row = self.row(comment.start);
            run = match run {
                Some((first, last)) if row == last + 1 => Some((first, row)),
                Some((first, last)) => {
                    self.add(first, last, Some(FoldingRangeKind::Comment));
                    Some((row, row))
                }
                None => Some((row, row)),
            };
        }
        if let Some((first, last)) = run {
            self.add(first, last, Some(FoldingRangeKind::Comment));
        }
    }
}

impl<'a> Visitor<'a> for Finder<'_> {
    fn statement(&mut self, statement: &'a Statement) {
        use StatementKind::*;
        match &statement.kind {
            If { .. }
            | For { .. }
            | While { .. }
            | Try { .. }
            | With { .. }
            | Function(_)
            | Class(_) => self.span(statement.span),
            _ => {}
        }
        walk_statement(self, statement);
    }

    fn expression(&mut self, expression: &'a Expression) {
        use ExpressionKind::*;
        match &expression.kind {
            Call { .. }
            | List(_)
            | Dict(_)
            | Tuple(_)
            | Set(_)
            | String(_)
            | ListComprehension(_) => self.span(expression.span),
            _ => {}
        }
        walk_expression(self, expression);
    }
}
