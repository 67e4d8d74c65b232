//! Statements that are no header, and what stands behind one.

use super::{Found, Header, Reader};
use crate::diagnostic::codes::syntax as codes;
use crate::diagnostic::{Diagnostic, nearest};
use crate::syntax::token::kind;

impl<'s> Reader<'_, '_, 's> {
    pub(super) fn statement(&mut self) -> Found {
        match self.header {
            Header::None => self.simple(),
            Header::Bare => self.bare_header(),
            Header::Def => self.definition(),
            Header::Class => self.class(),
            Header::Condition | Header::For | Header::With | Header::Except => {
                if self.header != Header::Except
                    && matches!(self.kind(self.at), kind::COLON | kind::NEWLINE)
                {
                    let message = format!(
                        "an expression is missing after `{}`",
                        self.text(self.at - 1)
                    );
                    return self.fail(&codes::MISSING_OPERAND, message, self.at - 1);
                }
                if self.header == Header::For {
                    self.loop_targets(self.at - 1)?;
                }
                self.expression(self.header == Header::Except)?;
                self.header_end()
            }
        }
    }

    pub(super) fn simple(&mut self) -> Found {
        let first = self.at;
        match self.kind(first) {
            kind::ELSE | kind::ELIF | kind::EXCEPT | kind::FINALLY => {
                let word = self.text(first);
                let before = match self.kind(first) {
                    kind::ELSE | kind::ELIF => "`if`",
                    _ => "`try`",
                };
                let message = format!("this `{word}` has no {before}");
                let found = Diagnostic::new(&codes::INVALID_SYNTAX, message, self.span(first));
                return Err(Box::new(
                    found.help(format!("indent it exactly like its {before}")),
                ));
            }
            kind::RETURN
            | kind::PRINT
            | kind::DEL
            | kind::EXEC
            | kind::RAISE
            | kind::ASSERT
            | kind::AT => {
                self.may_assign = false;
                self.at += 1;
                if self.kind(self.at) == kind::RIGHT_SHIFT {
                    self.at += 1;
                }
                let may_be_empty =
                    matches!(self.kind(first), kind::RETURN | kind::PRINT | kind::RAISE);
                self.expression(may_be_empty)?;
            }
            kind::PASS | kind::BREAK | kind::CONTINUE => self.at += 1,
            kind::IF
            | kind::FOR
            | kind::WHILE
            | kind::TRY
            | kind::WITH
            | kind::DEF
            | kind::CLASS => {
                return self.block_on_line();
            }
            kind::IMPORT | kind::FROM | kind::GLOBAL | kind::NONLOCAL => return self.import(),
            _ => {
                self.misspelled_word()?;
                self.expression(false)?;
            }
        }
        self.statement_end()
    }

    /// `improt os`, `retrun x`: a name, and then something that a word of the language could stand before.
    pub(super) fn misspelled_word(&self) -> Found {
        const WORDS: &[&str] = &[
            "import", "return", "from", "class", "while", "raise", "assert", "print", "global",
            "elif", "else", "except", "finally", "with", "def", "for", "try", "del", "pass",
        ];
        let next = self.kind(self.at + 1);
        if self.kind(self.at) != kind::NAME
            || !(matches!(next, b'a'..=b'g' | kind::COLON | kind::DEF) && next != kind::NEWLINE)
        {
            return Ok(());
        }
        let word = self.text(self.at);
        let span = self.span(self.at);
        if let Some(instead) = word_of_another_language(word) {
            let message = format!("`{word}` is not a statement");
            let found = Diagnostic::new(&codes::INVALID_SYNTAX, message, span);
            return Err(Box::new(found.help(instead)));
        }
        match nearest(word, WORDS.iter().copied()) {
            Some(meant) => {
                let found = Diagnostic::new(
                    &codes::INVALID_SYNTAX,
                    format!("`{word}` is not a statement"),
                    span,
                );
                Err(Box::new(found.suggest(span, meant)))
            }
            None => Ok(()),
        }
    }

    pub(super) fn import(&mut self) -> Found {
        let first = self.at;
        let is_reserved = |reader: &Self, token: usize| {
            let text = reader.text(token);
            text.starts_with(|c: char| c.is_ascii_alphabetic())
                && !matches!(
                    reader.kind(token),
                    kind::NAME | kind::KEYWORD | kind::AS | kind::IMPORT
                )
        };
        if let Some(reserved) = (first + 1..self.end).find(|&token| is_reserved(self, token)) {
            return self.reserved(reserved);
        }
        let example = match self.kind(first) {
            kind::IMPORT => "import a.b as c",
            kind::FROM => "from a.b import c as d",
            kind::GLOBAL => "global a, b",
            _ => "nonlocal a, b",
        };
        let span = self.builder.tokens_span(first, self.end);
        let message = format!(
            "this `{}` is incomplete, or something unexpected follows it",
            self.text(first)
        );
        Err(Box::new(
            Diagnostic::new(&codes::INVALID_SYNTAX, message, span)
                .help(format!("write it like `{example}`")),
        ))
    }

    /// Behind a simple statement.
    pub(super) fn statement_end(&mut self) -> Found {
        match self.kind(self.at) {
            kind::NEWLINE => Ok(()),
            kind::SEMICOLON => {
                self.at += 1;
                self.may_assign = true;
                if self.kind(self.at) == kind::NEWLINE {
                    return Ok(());
                }
                self.simple()
            }
            kind::COLON if self.may_assign => {
                self.at += 1;
                self.expression(false)?;
                self.statement_end()
            }
            kind::EQUAL => self.assignment(),
            _ => self.unexpected(),
        }
    }
}

/// What is written in place of a word that begins a statement in other languages.
fn word_of_another_language(word: &str) -> Option<&'static str> {
    Some(match word {
        "var" | "let" | "const" => "write a variable as `name = value`, without a keyword",
        "switch" | "match" | "case" => "choose with `if` and `elif`, or by the key of a dict",
        "function" => "start a function with `def`",
        "foreach" | "do" => "write a loop as `for name in values:` or `while condition:`",
        "async" | "await" => "remove it: nothing is asynchronous in a configuration",
        _ => return None,
    })
}
