//! The first lines of compound statements, `def` and `class`.

use super::{Found, Header, Reader, insert};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;
use crate::syntax::token::kind;

impl<'s> Reader<'_, '_, 's> {
    pub(super) fn bare_header(&mut self) -> Found {
        let word = self.text(self.at - 1);
        if word == "else" && self.kind(self.at) == kind::IF {
            let span = self.builder.token_span(self.at - 1).to(self.span(self.at));
            let found = Diagnostic::new(
                &codes::INVALID_SYNTAX,
                "`else if` is one word in Python: `elif`",
                span,
            );
            return Err(Box::new(found.suggest(span, "elif")));
        }
        if self.kind(self.at) != kind::COLON {
            return self.missing_colon();
        }
        self.header_end()
    }

    pub(super) fn definition(&mut self) -> Found {
        self.definition_name("function")?;
        if self.kind(self.at) != kind::CALL {
            let found = Diagnostic::new(
                &codes::INVALID_SYNTAX,
                "the parameters of this function are missing",
                self.span(self.at - 1),
            );
            let end = self.span(self.at - 1).at_end();
            return Err(Box::new(insert(
                found.help("write `()` for a function without parameters"),
                end,
                "()",
            )));
        }
        self.at -= 1;
        self.parameters()?;
        self.expression(false)?;
        self.header_end()
    }

    /// What can be told of parameters that the expression reader does not see.
    pub(super) fn parameters(&self) -> Found {
        let mut depth = 0usize;
        for token in self.at + 1..self.end {
            match self.kind(token) {
                kind::CALL | kind::GROUP | kind::LIST | kind::BRACE | kind::SUBSCRIPT => depth += 1,
                kind::PARENTHESIS_END | kind::BRACKET_END | kind::BRACE_END => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return Ok(());
                    }
                }
                _ => {}
            }
            let is_first = matches!(self.kind(token - 1), kind::CALL | kind::COMMA);
            if depth == 1 && is_first && matches!(self.kind(token), b'b'..=b'g') {
                let found = Diagnostic::new(
                    &codes::BAD_PARAMETERS,
                    format!("{} is not a parameter name", self.describe(token)),
                    self.span(token),
                );
                return Err(Box::new(found));
            }
        }
        Ok(())
    }

    pub(super) fn class(&mut self) -> Found {
        self.definition_name("class")?;
        self.at -= 1;
        self.expression(false)?;
        self.header_end()
    }

    pub(super) fn definition_name(&mut self, what: &str) -> Found {
        if self.kind(self.at) != kind::NAME {
            if self.kind(self.at) == kind::EQUAL {
                let span = self.builder.token_span(self.at - 1);
                return Err(self.reserved_word(span));
            }
            if self.is_reserved(self.at) {
                return self.reserved(self.at);
            }
            return self.fail(
                &codes::INVALID_SYNTAX,
                format!("the name of this {what} is missing"),
                self.at,
            );
        }
        self.at += 1;
        Ok(())
    }

    /// Behind what a header tests: its colon, and perhaps statements on the same line.
    pub(super) fn header_end(&mut self) -> Found {
        match self.kind(self.at) {
            kind::COLON => {}
            kind::EQUAL => return self.assignment(),
            kind::NEWLINE => return self.missing_colon(),
            kind::ARROW if self.header == Header::Def => {
                self.at += 1;
                self.expression(false)?;
                return if self.kind(self.at) == kind::COLON {
                    Ok(())
                } else {
                    self.missing_colon()
                };
            }
            _ => return self.unexpected(),
        }
        self.at += 1;
        match self.kind(self.at) {
            kind::IF
            | kind::FOR
            | kind::WHILE
            | kind::TRY
            | kind::WITH
            | kind::DEF
            | kind::CLASS => {
                let message = format!(
                    "`{}` starts a block and must be on its own line",
                    self.text(self.at)
                );
                self.fail(&codes::INVALID_SYNTAX, message, self.at)
            }
            kind::NEWLINE => Ok(()),
            _ => {
                self.header = Header::None;
                self.may_assign = true;
                self.simple()
            }
        }
    }

    /// `if a: if b: …`.
    pub(super) fn block_on_line(&self) -> Found {
        let message = format!(
            "`{}` starts a block and must be on its own line",
            self.text(self.at)
        );
        self.fail(&codes::INVALID_SYNTAX, message, self.at)
    }

    pub(super) fn missing_colon(&self) -> Found {
        let end = self.builder.token_span(self.at - 1).at_end();
        let found = Diagnostic::new(
            &codes::MISSING_COLON,
            "a `:` is missing at the end of this line",
            end,
        )
        .at("expected `:`");
        Err(Box::new(insert(found, end, ":")))
    }
}
