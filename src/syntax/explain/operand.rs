//! Where a value should stand: operands, brackets, `lambda`, reserved words.

use super::{Found, Header, Reader};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;
use crate::source::Span;
use crate::syntax::token::kind;

impl<'s> Reader<'_, '_, 's> {
    /// Reads operands and operators to what can be in neither at the outermost level.
    pub(super) fn expression(&mut self, may_be_empty: bool) -> Found {
        let mut may_end = may_be_empty;
        loop {
            if !self.operand(may_end)? {
                return Ok(());
            }
            match self.operator()? {
                Some(end) => may_end = end,
                None => return Ok(()),
            }
        }
    }

    /// Reads to behind the next operand; false if there is none and there need not be.
    pub(super) fn operand(&mut self, may_end: bool) -> Result<bool, Box<Diagnostic>> {
        let mut may_end = may_end;
        loop {
            let token = self.at;
            let kind = self.kind(token);
            match kind {
                b'a'..=b'h' => {
                    self.at += 1;
                    while kind == kind::STRING && self.kind(self.at) == kind::STRING {
                        self.at += 1;
                    }
                    return Ok(true);
                }
                kind::NAMED => self.at += 2,
                kind::NOT | kind::TILDE | kind::PLUS | kind::MINUS | kind::YIELD => self.at += 1,
                kind::STAR | kind::POWER if self.can_spread(token) => self.at += 1,
                kind::GROUP | kind::LIST | kind::BRACE | kind::BACKQUOTE => {
                    self.open.push(token);
                    self.at += 1;
                    may_end = true;
                    continue;
                }
                kind::LAMBDA => self.lambda()?,
                kind::COLON if self.is_in(kind::SUBSCRIPT) => {
                    self.at += 1;
                    may_end = true;
                    continue;
                }
                _ if self.is_close(kind) && (may_end || self.is_in(kind::SUBSCRIPT)) => {
                    self.close();
                    return Ok(true);
                }
                _ if may_end && self.open.is_empty() => return Ok(false),
                _ => return self.no_operand().map(|()| false),
            }
            may_end = kind == kind::YIELD;
        }
    }

    pub(super) fn is_in(&self, kind: u8) -> bool {
        self.open
            .last()
            .is_some_and(|&open| self.kind(open) == kind)
    }

    pub(super) fn is_close(&self, kind: u8) -> bool {
        !self.open.is_empty()
            && matches!(
                kind,
                kind::PARENTHESIS_END | kind::BRACKET_END | kind::BRACE_END | kind::BACKQUOTE_END
            )
    }

    pub(super) fn close(&mut self) {
        self.end_entry();
        self.open.pop();
        self.at += 1;
    }

    /// Whether a `*` here spreads a list.
    pub(super) fn can_spread(&self, token: usize) -> bool {
        token == self.start
            || matches!(
                self.kind(token - 1),
                kind::CALL
                    | kind::GROUP
                    | kind::LIST
                    | kind::BRACE
                    | kind::COMMA
                    | kind::EQUAL
                    | kind::COLON
            )
    }

    /// To behind the colon of a lambda.
    pub(super) fn lambda(&mut self) -> Found {
        let start = self.at;
        let mut depth = 0usize;
        while self.at < self.end {
            match self.kind(self.at) {
                kind::COLON if depth == 0 => {
                    self.at += 1;
                    return Ok(());
                }
                kind::CALL | kind::GROUP | kind::LIST | kind::BRACE | kind::SUBSCRIPT => depth += 1,
                kind::PARENTHESIS_END | kind::BRACKET_END | kind::BRACE_END if depth == 0 => break,
                kind::PARENTHESIS_END | kind::BRACKET_END | kind::BRACE_END => depth -= 1,
                _ => {}
            }
            self.at += 1;
        }
        self.fail(
            &codes::MISSING_COLON,
            "this `lambda` has no `:` before its value",
            start,
        )
    }

    /// An operand is expected at `at`, and something else stands there.
    pub(super) fn no_operand(&self) -> Found {
        let token = self.at;
        let found = self.kind(token);
        let first = token == self.start;
        let before = if first && self.header == Header::None {
            kind::NEWLINE
        } else {
            self.builder.kind(token - 1)
        };
        let previous = if before == kind::NEWLINE {
            ""
        } else {
            self.builder.text(self.builder.token_span(token - 1))
        };
        if found == kind::COMMA
            && matches!(
                before,
                kind::COMMA | kind::CALL | kind::GROUP | kind::LIST | kind::BRACE | kind::SUBSCRIPT
            )
        {
            let diagnostic = Diagnostic::new(
                &codes::MISSING_OPERAND,
                "nothing comes before this comma",
                self.span(token),
            );
            return Err(Box::new(
                diagnostic.help("remove the comma, or add the missing element"),
            ));
        }
        if let Some(found) = self.foreign_operator(token, before, previous) {
            return Err(found);
        }
        if matches!(
            (before, found),
            (kind::PLUS, kind::NEWLINE) | (kind::MINUS, kind::NEWLINE)
        ) && token >= self.start + 2
            && self.builder.kind(token - 2) == before
        {
            let span = self
                .builder
                .token_span(token - 2)
                .to(self.builder.token_span(token - 1));
            let diagnostic = Diagnostic::new(
                &codes::MISSING_OPERAND,
                format!("`{}` is not an operator", self.builder.text(span)),
                span,
            );
            return Err(Box::new(
                diagnostic.suggest(span, format!(" {previous}= 1")),
            ));
        }
        if self.is_reserved(token)
            && (matches!(self.kind(token + 1), kind::EQUAL | kind::DOT) || before == kind::DOT)
        {
            return self.reserved(token);
        }
        if previous.is_empty()
            || matches!(
                before,
                kind::COMMA
                    | kind::COLON
                    | kind::CALL
                    | kind::GROUP
                    | kind::LIST
                    | kind::BRACE
                    | kind::SEMICOLON
            )
        {
            let message = format!("expected an expression, found {}", self.describe(token));
            let diagnostic = Diagnostic::new(&codes::MISSING_OPERAND, message, self.span(token));
            let is_comment = previous.is_empty() && self.text(token) == "//";
            return Err(Box::new(match is_comment {
                true => diagnostic.help("start a comment with `#`"),
                false => diagnostic,
            }));
        }
        // Point behind what waits for its operand, not at the innocent token that follows.
        let span = self.builder.token_span(token - 1);
        let message = format!("an expression is missing after `{previous}`");
        let diagnostic = Diagnostic::new(&codes::MISSING_OPERAND, message, span);
        Err(Box::new(match found {
            kind::NEWLINE => diagnostic,
            _ => diagnostic.label(self.span(token), "found this instead"),
        }))
    }

    pub(super) fn is_reserved(&self, token: usize) -> bool {
        crate::syntax::token::keyword(self.text(token)).is_some()
    }

    pub(super) fn reserved(&self, token: usize) -> Found {
        Err(self.reserved_word(self.span(token)))
    }

    pub(super) fn reserved_word(&self, span: Span) -> Box<Diagnostic> {
        let word = self.builder.text(span);
        let message = format!("`{word}` is a reserved word and cannot be a name");
        let diagnostic = Diagnostic::new(&codes::INVALID_SYNTAX, message, span);
        Box::new(diagnostic.help(format!("rename it, for example to `{word}_`")))
    }
}
