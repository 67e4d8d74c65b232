//! Bodies of functions that are not indented, or end too early.

use super::super::ast::*;
use super::super::grammar::Rule;
use super::super::token::kind;
use super::Builder;
use super::broken::poisoned;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;
use pest::iterators::{Pair, Pairs};
use std::sync::Arc;

impl Builder<'_, '_> {
    /// A function, and what stands `behind` it but belongs into it: one outside would not make sense.
    pub(super) fn function_statement(
        &self,
        function: Pair<'_, Rule>,
        behind: &mut Pairs<'_, Rule>,
        block: &mut Block,
    ) {
        let count = self.statements_of_body(&function, behind);
        self.statement(function, block);
        let (body, is_generator) = self.function_body(|| {
            let mut body = Block::new();
            for statement in behind.take(count) {
                self.statement(statement, &mut body);
            }
            body
        });
        let Some(Statement { kind, span }) = block.last_mut() else {
            return;
        };
        if let Some(last) = body.last() {
            *span = span.to(last.span);
        }
        if let StatementKind::Function(function) = kind {
            if let Some(function) = Arc::get_mut(function) {
                function.body.extend(body);
                function.is_generator |= is_generator;
            }
            // A function without any body was to give something, and nobody knows what.
            if function.body.is_empty() {
                *kind = poisoned(function.name.clone(), *span);
            }
        }
    }

    /// How many of the statements behind a function belong into it.
    fn statements_of_body(&self, function: &Pair<'_, Rule>, behind: &Pairs<'_, Rule>) -> usize {
        if self.shared.surroundings.get().in_function {
            return 0;
        }
        if self.lacks_body(function) {
            return self.unindented(behind.clone());
        }
        match behind.peek() {
            Some(next) if next.as_rule() == Rule::r#return => {
                self.report_early_end(&next);
                1
            }
            _ => 0,
        }
    }

    fn lacks_body(&self, pair: &Pair<'_, Rule>) -> bool {
        match pair.clone().into_inner().last() {
            Some(function) if function.as_rule() == Rule::function => self.lacks_body(&function),
            Some(suite) if suite.as_rule() == Rule::suite => self.lacks_block(&suite),
            Some(broken) if broken.as_rule() == Rule::broken => {
                broken.into_inner().next().is_none()
            }
            _ => false,
        }
    }

    /// How many statements the body of a function has that none of is indented: to the last one that something is returned in, as
    /// far as no other definition follows.
    fn unindented(&self, behind: Pairs<'_, Rule>) -> usize {
        let ends =
            |kind: &u8| matches!(*kind, kind::RETURN | kind::YIELD | kind::DEF | kind::CLASS);
        let mut count = 0;
        for (index, statement) in behind.enumerate() {
            let (start, end) = self.range(&statement);
            match self.tokens.kinds[start..end]
                .iter()
                .copied()
                .find(|kind| ends(kind))
            {
                Some(kind::DEF | kind::CLASS) => break,
                Some(_) => count = index + 1,
                None => {}
            }
        }
        count
    }

    /// A `return` directly behind the block of a function.
    fn report_early_end(&self, pair: &Pair<'_, Rule>) {
        let token = self.token_span(self.range(pair).0);
        self.shared.report(
            Diagnostic::new(
                &codes::MISPLACED_STATEMENT,
                "`return` is outside a function",
                token,
            )
            .help("indent it like the body of the function above"),
        );
    }
}
