//! Brackets: which one closes which, and those that were forgotten.

use super::super::token::kind;
use super::super::unmatched_brackets::misfits;
use super::Lexer;
use crate::diagnostic::codes::syntax as codes;
use crate::diagnostic::{Code, Diagnostic};

/// How often a file is looked ahead in; behind that, brackets are taken as they stand, as looking ahead at each would take long.
const LOOKAHEADS: usize = 100;

#[derive(Clone, Copy, Debug)]
pub(super) struct Bracket {
    /// The kind of the token that closes it.
    pub close: u8,
    /// Its own token.
    pub token: usize,
}

/// What a closing bracket is that the innermost open bracket does not wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    /// It closes a bracket further out; those in it were forgotten.
    AsItStands,
    /// It stands in place of the bracket that closes the innermost one.
    Mistaken,
    /// It is one too many.
    Superfluous,
}

impl Lexer<'_> {
    pub(super) fn open(&mut self, kind: u8, close: u8) {
        self.brackets.push(Bracket {
            close,
            token: self.out.tokens.len(),
        });
        self.push(kind, self.position, self.position + 1);
        self.position += 1;
    }

    pub(super) fn close(&mut self, kind: u8) {
        let start = self.position;
        self.position += 1;
        let found = self
            .brackets
            .iter()
            .rposition(|bracket| bracket.close == kind);
        match self.reading(found) {
            Reading::Superfluous => return self.closes_nothing(start),
            Reading::Mistaken => return self.wrong_bracket(start),
            Reading::AsItStands => {}
        }
        match found {
            Some(index) => {
                if index + 1 < self.brackets.len() {
                    self.report_unclosed(index + 1, start);
                }
                while self.brackets.len() > index + 1 {
                    self.close_one(start);
                }
                self.brackets.pop();
                self.push(kind, start, start + 1);
            }
            None => self.wrong_bracket(start),
        }
    }

    fn wrong_bracket(&mut self, start: usize) {
        let found = &self.text[start..start + 1];
        match self.brackets.pop() {
            Some(open) => {
                let place = self.out.tokens[open.token];
                let span = self.span(place.start as usize, place.end as usize);
                let opened = &self.text[span.range()];
                let expected = closing(open.close);
                self.push(open.close, start, start + 1);
                let diagnostic = Diagnostic::new(
                    &codes::WRONG_BRACKET,
                    format!("`{opened}` is closed by `{found}`, not by `{expected}`"),
                    self.span(start, start + 1),
                )
                .at(format!("expected `{expected}`"))
                .label(span, "opened here")
                .suggest(self.span(start, start + 1), expected);
                self.report(diagnostic);
            }
            None => self.closes_nothing(start),
        }
    }

    fn closes_nothing(&mut self, start: usize) {
        let found = &self.text[start..start + 1];
        let opening = opening(found);
        let mut diagnostic = Diagnostic::new(
            &codes::WRONG_BRACKET,
            format!("this `{found}` closes nothing"),
            self.span(start, start + 1),
        )
        .at(format!("no `{opening}` is open here"))
        .help("remove it, or open the bracket that it should close");
        if self.brackets.is_empty() {
            let last = self.join_headless();
            // Behind a name or a `=`, an opening bracket is what was forgotten.
            if let Some(end) = last.filter(|&(kind, _)| matches!(kind, kind::NAME | kind::EQUAL)) {
                diagnostic = diagnostic.label(end.1, format!("is a `{opening}` missing here?"));
            }
        }
        // The bracket that it closes may be in a literal that ends elsewhere.
        match self.has_unclear_quotes() {
            true => self.mark_reported(),
            false => self.report(diagnostic),
        }
    }

    /// How the closing bracket just read makes most sense of the rest of the statement. As it stands, it closes the one at
    /// `found`, or the innermost one in place of the right bracket.
    fn reading(&mut self, found: Option<usize>) -> Reading {
        let Some(innermost) = self.brackets.len().checked_sub(1) else {
            return Reading::AsItStands;
        };
        let is_plain = self.brackets[innermost].close != kind::BACKQUOTE_END;
        if found == Some(innermost) || !is_plain || self.lookaheads >= LOOKAHEADS {
            return Reading::AsItStands;
        }
        self.lookaheads += 1;
        let rest = &self.bytes[self.position..self.end];
        let open: Vec<u8> = self.brackets.iter().map(|bracket| bracket.close).collect();
        let closed = misfits(open[..found.unwrap_or(innermost)].to_vec(), rest);
        if closed == 0 {
            return Reading::AsItStands;
        }
        let mistaken = misfits(open[..innermost].to_vec(), rest);
        if misfits(open, rest) == 0 {
            Reading::Superfluous
        } else if mistaken < closed && !self.has_unclear_quotes() {
            Reading::Mistaken
        } else {
            Reading::AsItStands
        }
    }

    /// Reports one of the brackets from `first` on: the one that the indentation shows, or the innermost.
    fn report_unclosed(&mut self, first: usize, noticed: usize) {
        let is_reported = self.has_unclear_quotes() || self.has_on_line(&codes::UNCLOSED_BRACKET);
        let Some(&open) = self.brackets.last() else {
            return;
        };
        if is_reported || self.brackets.len() <= first {
            return;
        }
        let (open, noticed) = self.by_layout(first).unwrap_or((open, noticed));
        let place = self.out.tokens[open.token];
        let span = self.span(place.start as usize, place.end as usize);
        let expected = closing(open.close);
        let mut diagnostic = Diagnostic::new(
            &codes::UNCLOSED_BRACKET,
            match &self.text[span.range()] {
                "`" => "this backquote is never closed".to_owned(),
                bracket => format!("this `{bracket}` is never closed"),
            },
            span,
        )
        .at("opened here");
        if noticed < self.end {
            let length = self.text[noticed..]
                .chars()
                .next()
                .map_or(0, char::len_utf8);
            diagnostic = diagnostic.label(
                self.span(noticed, noticed + length),
                format!("expected `{expected}` before this"),
            );
        }
        if expected != "`" {
            diagnostic = diagnostic.help(format!("close it with `{expected}`"));
        }
        self.report(diagnostic);
    }

    /// Whether a literal on this line has no end, and it is not known where it was meant to be.
    fn has_unclear_quotes(&self) -> bool {
        self.suspicious && self.has_on_line(&codes::UNTERMINATED_STRING)
    }

    /// Whether a mistake was found on this line.
    fn has_on_line(&self, code: &Code) -> bool {
        let errors = &self.out.errors[self.line.errors.min(self.out.errors.len())..];
        errors.iter().any(|error| error.code == code)
    }

    fn close_one(&mut self, at: usize) {
        if let Some(open) = self.brackets.pop() {
            // A comma or operator before it would make a second mistake of it.
            self.push(open.close, at, at);
        }
    }

    pub(super) fn close_brackets(&mut self, noticed: usize) {
        let blanks = self.bytes[noticed..self.end]
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .count();
        self.report_unclosed(0, noticed + blanks);
        let at = self
            .out
            .tokens
            .last()
            .map_or(noticed, |last| last.end as usize);
        while !self.brackets.is_empty() {
            self.close_one(at);
        }
    }

    /// Backquotes do not join lines.
    pub(super) fn close_backquotes(&mut self) -> bool {
        let is_open = self
            .brackets
            .last()
            .is_some_and(|bracket| bracket.close == kind::BACKQUOTE_END);
        if is_open {
            self.close_brackets(self.position);
        }
        is_open
    }
}

fn opening(close: &str) -> &'static str {
    match close {
        ")" => "(",
        "]" => "[",
        _ => "{",
    }
}

fn closing(kind: u8) -> &'static str {
    match kind {
        kind::PARENTHESIS_END => ")",
        kind::BRACKET_END => "]",
        kind::BRACE_END => "}",
        _ => "`",
    }
}
