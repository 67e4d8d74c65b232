//! What can be folded: blocks, calls and displays over several lines, imports, regions, runs of comments.

use crate::ide::snapshot::Snapshot;
use crate::source::{SourceFile, Span};
use crate::syntax::Parsed;
use crate::syntax::ast::{Block, Expression, ExpressionKind, Statement, StatementKind};
use crate::syntax::token::kind;
use crate::syntax::visit::{Visitor, walk_block, walk_expression, walk_statement};
use std::collections::BTreeMap;

/// Why lines can be folded that are no block, call or display.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum FoldKind {
    Imports,
    Comment,
    Region,
}

/// Lines that can be folded, counted from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// The first, which stays.
    pub first: u32,
    /// The last.
    pub last: u32,
    /// Why, where it is special.
    pub kind: Option<FoldKind>,
}

/// What can be folded in an open file.
pub fn folding(snapshot: &Snapshot, path: &str) -> Option<Vec<Fold>> {
    let (document, parsed) = snapshot.tree(path)?;
    let mut finder = FoldFinder {
        source: &document.source,
        parsed: &parsed,
        ranges: BTreeMap::new(),
    };
    walk_block(&mut finder, &parsed.module.body);
    finder.imports(&parsed.module.body);
    finder.comments(&parsed.comments);
    finder.regions(&parsed.comments);
    let folds = finder.ranges.into_iter();
    let folds = folds.map(|(first, (last, kind))| Fold { first, last, kind });
    Some(folds.collect())
}

struct FoldFinder<'a> {
    source: &'a SourceFile,
    parsed: &'a Parsed,
    /// By the first line, the longest from there.
    ranges: BTreeMap<u32, (u32, Option<FoldKind>)>,
}

impl FoldFinder<'_> {
    fn row(&self, offset: u32) -> u32 {
        self.source.row(offset as usize).saturating_sub(1) as u32
    }

    fn add(&mut self, first: u32, last: u32, kind: Option<FoldKind>) {
        if last > first {
            let range = self.ranges.entry(first).or_insert((last, kind));
            range.0 = range.0.max(last);
        }
    }

    fn span(&mut self, span: Span) {
        self.add(self.row(span.start), self.row(span.end), None);
    }

    /// The branches of an `if`, each for itself: a branch ends where the next one begins.
    fn branches(
        &mut self,
        statement: &Statement,
        branches: &[(Expression, Block)],
        otherwise: &Block,
    ) {
        for (index, (condition, block)) in branches.iter().enumerate() {
            let first = match index {
                0 => self.row(statement.span.start),
                _ => self.row(condition.span.start),
            };
            self.block(first, block);
        }
        let (Some((_, last)), Some(first)) = (branches.last(), otherwise.first()) else {
            return;
        };
        // The tree does not say where `else` is: the tokens between the blocks do.
        let Some(above) = last.last() else {
            return;
        };
        let between = Span {
            start: above.span.end,
            ..first.span.at_start()
        };
        let mut between = self.parsed.tokens_in(between);
        if let Some(token) = between.find(|it| it.kind == kind::ELSE) {
            self.block(self.row(token.span.start), otherwise);
        }
    }

    fn block(&mut self, first: u32, block: &Block) {
        if let Some(last) = block.last() {
            self.add(first, self.row(last.span.end), None);
        }
    }

    /// Imports at the top of the file that follow each other.
    fn imports(&mut self, body: &Block) {
        let is_import = |it: &Statement| {
            matches!(
                it.kind,
                StatementKind::Import(_) | StatementKind::ImportFrom { .. }
            )
        };
        for run in body.chunk_by(|left, right| is_import(left) && is_import(right)) {
            if let [first, .., last] = run {
                let (first, last) = (self.row(first.span.start), self.row(last.span.end));
                self.add(first, last, Some(FoldKind::Imports));
            }
        }
    }

    /// `# region` to `# endregion`, inside each other too.
    fn regions(&mut self, comments: &[Span]) {
        let mut open = Vec::new();
        for comment in comments {
            let row = self.row(comment.start);
            let text = &self.source.text[comment.range()];
            let words = text.trim_start_matches('#').trim_start();
            if words.starts_with("region") {
                open.push(row);
            } else if words.starts_with("endregion")
                && let Some(first) = open.pop()
            {
                self.ranges.insert(first, (row, Some(FoldKind::Region)));
            }
        }
    }

    /// Comments in lines one below the other.
    fn comments(&mut self, comments: &[Span]) {
        let mut run: Option<(u32, u32)> = None;
        for comment in comments {
            let row = self.row(comment.start);
            run = match run {
                Some((first, last)) if row == last + 1 => Some((first, row)),
                Some((first, last)) => {
                    self.add(first, last, Some(FoldKind::Comment));
                    Some((row, row))
                }
                None => Some((row, row)),
            };
        }
        if let Some((first, last)) = run {
            self.add(first, last, Some(FoldKind::Comment));
        }
    }
}

impl<'a> Visitor<'a> for FoldFinder<'_> {
    fn statement(&mut self, statement: &'a Statement) {
        use StatementKind::*;
        match &statement.kind {
            If {
                branches,
                otherwise,
            } => self.branches(statement, branches, otherwise),
            For { .. } | While { .. } | Try { .. } | With { .. } | Function(_) | Class(_) => {
                self.span(statement.span)
            }
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
