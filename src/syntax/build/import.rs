//! Imports and rows of names, token by token.

use super::super::ast::*;
use super::super::token::kind;
use super::Builder;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;

impl Builder<'_, '_> {
    pub(super) fn names(&self, start: usize, end: usize) -> Vec<Identifier> {
        (start..end)
            .filter(|&token| self.is_name(token))
            .map(|token| self.identifier(token))
            .collect()
    }

    fn is_name(&self, token: usize) -> bool {
        matches!(self.kind(token), kind::NAME | kind::KEYWORD)
    }

    /// `a.b.c` from `*token` on, which is moved behind it.
    fn dotted(&self, token: &mut usize, end: usize) -> DottedName {
        let start = *token;
        let mut parts = Vec::new();
        while *token < end && matches!(self.kind(*token), kind::NAME | kind::DOT) {
            if self.kind(*token) == kind::NAME {
                parts.push(self.identifier(*token));
            }
            *token += 1;
        }
        let span = if *token > start {
            self.tokens_span(start, *token)
        } else {
            self.token_span(start).at_start()
        };
        DottedName { parts, span }
    }

    fn alias(&self, token: &mut usize) -> Option<Identifier> {
        (self.kind(*token) == kind::AS).then(|| {
            *token += 2;
            self.identifier(*token - 1)
        })
    }

    pub(super) fn import(&self, start: usize, end: usize) -> StatementKind {
        let mut modules = Vec::new();
        let mut token = start + 1;
        while token < end {
            let module = self.dotted(&mut token, end);
            let alias = self.alias(&mut token);
            modules.push(ImportedModule { module, alias });
            token += 1;
        }
        StatementKind::Import(modules)
    }

    /// What is imported from `__future__` goes for all of a file, so that Python wants it to be first.
    fn refuse_late_future(&self, module: &DottedName, start: usize, end: usize) {
        let is_future = is_future(module);
        let place = self.tokens_span(start, end);
        if !is_future || (place.start as usize) < self.shared.header.end {
            return;
        }
        let message = "`from __future__` imports must be at the beginning of the file";
        let diagnostic = Diagnostic::new(&codes::MISPLACED_STATEMENT, message, place);
        self.shared.report(
            diagnostic
                .help("only comments, the docstring and other such imports may come before it"),
        );
    }

    pub(super) fn names_from_module(&self, start: usize, end: usize) -> StatementKind {
        let mut token = start + 1;
        let mut level = 0;
        while matches!(self.kind(token), kind::DOT | kind::ELLIPSIS) {
            level += self.token_span(token).len();
            token += 1;
        }
        let module = self.dotted(&mut token, end);
        self.refuse_late_future(&module, start, end);
        let is_future = is_future(&module);
        token += 1;
        if self.kind(token) == kind::STAR {
            if is_future {
                let message = "`*` is not a feature of `__future__`";
                self.error(&codes::INVALID_SYNTAX, message, self.token_span(token));
            }
            return StatementKind::ImportFrom {
                module,
                level,
                names: ImportedNames::All(self.token_span(token)),
            };
        }
        let mut names = Vec::new();
        while token < end {
            if self.is_name(token) {
                let name = self.identifier(token);
                token += 1;
                names.push((name, self.alias(&mut token)));
            } else {
                token += 1;
            }
        }
        if is_future {
            let statement = (names.len() == 1).then(|| self.tokens_span(start, end));
            for (name, _) in &names {
                self.check_future(name, statement);
            }
        }
        StatementKind::ImportFrom {
            module,
            level,
            names: ImportedNames::Names(names),
        }
    }
}

fn is_future(module: &DottedName) -> bool {
    matches!(&module.parts[..], [only] if &*only.name == "__future__")
}
