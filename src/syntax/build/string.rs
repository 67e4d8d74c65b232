//! String literals and f-strings.

use super::super::ast::*;
use super::super::depth::NESTING_LIMIT;
use super::super::grammar::{self, Grammar, Rule};
use super::super::lexer::Lexer;
use super::super::literal::{Style, Unit, units};
use super::Builder;
use super::python3::Field;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;
use crate::source::{Piece, Span, Text, TextBuilder};
use pest::Parser;
use smallvec::SmallVec;

/// How deeply f-strings, and formats in their braces, nest.
const FORMATTED_LIMIT: u32 = 6;

/// How many brackets and the like may nest in the braces of an f-string.
const NESTING_IN_BRACES: u32 = 20;

impl<'s> Builder<'_, 's> {
    /// The literals `start..end` side by side.
    pub(super) fn string(&self, start: usize, end: usize) -> ExpressionKind {
        // Where a literal ends that something is wrong with was only guessed: nothing is to be said of its text.
        if self.tokens.is_reported(start, end) {
            return ExpressionKind::Error;
        }
        let literals: SmallVec<[Span; 1]> =
            (start..end).map(|token| self.token_span(token)).collect();
        let styles: SmallVec<[Style; 1]> = literals
            .iter()
            .map(|&span| Style::of(self.text(span), self.shared.header))
            .collect();
        for &literal in &literals {
            self.check_prefix(literal);
        }
        if styles.iter().any(|style| style.formatted) {
            return ExpressionKind::FormattedString(self.formatted_string(&literals, &styles));
        }
        let is_unicode = styles.iter().any(|style| style.unicode);
        let text = match (&literals[..], &styles[..]) {
            (&[span], &[style]) => self.decode(span, style, style.body, style.end),
            _ => {
                let mut builder = TextBuilder::for_source();
                for (&span, &style) in literals.iter().zip(&styles) {
                    builder.push(&self.decode(span, style, style.body, style.end));
                }
                builder.finish()
            }
        };
        ExpressionKind::String(StringLiteral {
            text,
            is_unicode,
            literals,
        })
    }

    /// The bytes `start..end` of a literal, which start at its body or behind an escape.
    fn decode(&self, literal: Span, style: Style, start: usize, end: usize) -> Text {
        let source = self.text(literal);
        let mut text = String::with_capacity(end.saturating_sub(start));
        units(source, style, start, end, |from, to, unit| match unit {
            Unit::Verbatim(run) | Unit::Decoded(run) => text.push_str(run),
            Unit::Invalid(problem) => {
                let escape = self.text(literal.part(from, to));
                self.shared.report(
                    Diagnostic::new(
                        &codes::INVALID_ESCAPE,
                        format!("invalid escape `{escape}`: {problem}"),
                        literal.part(from, to),
                    )
                    .help("write `\\\\` for a backslash, or put `r` before the literal"),
                );
            }
        });
        Text::from_literal(text, literal)
    }

    // ---- f-strings ----

    fn formatted_string(&self, literals: &[Span], styles: &[Style]) -> Vec<FormattedPart> {
        let mut parts = Vec::new();
        let mut fields = Vec::new();
        let count = self.shared.errors.borrow().len();
        for (&literal, &style) in literals.iter().zip(styles) {
            if style.formatted {
                let mut scanner = Scanner {
                    builder: self,
                    literal,
                    style,
                    position: style.body,
                    decoded: 0,
                    fields: Vec::new(),
                };
                parts.extend(scanner.parts(0));
                fields.append(&mut scanner.fields);
            } else {
                parts.push(FormattedPart::Text(
                    self.decode(literal, style, style.body, style.end),
                ));
            }
        }
        // What is wrong with it in any Python is enough to say.
        if self.shared.errors.borrow().len() == count {
            self.check_formatted(literals, &fields);
        }
        parts
    }

    /// An expression in the braces of an f-string; the range is of bytes in the file.
    fn braced(&self, start: usize, end: usize) -> Expression {
        let shared = self.shared;
        let span = Span::new(shared.file, start, end);
        let error = Expression {
            kind: ExpressionKind::Error,
            span,
        };
        let level = NESTING_LIMIT - NESTING_IN_BRACES;
        let mut tokens =
            Lexer::expression(shared.text, shared.file, start, end, shared.header, level);
        let had_errors = !tokens.errors.is_empty();
        shared.errors.borrow_mut().append(&mut tokens.errors);
        if self.formatted >= FORMATTED_LIMIT {
            self.error(
                &codes::INVALID_FORMATTED_STRING,
                "f-strings are nested too deeply",
                span,
            );
            return error;
        }
        let kinds = grammar::input(&tokens.kinds, 0, tokens.kinds.len());
        let pairs = Grammar::parse(Rule::formatted, &kinds);
        let inner = Builder {
            shared,
            tokens: &tokens,
            base: 0,
            formatted: self.formatted + 1,
        };
        match pairs.map(|mut pairs| pairs.next()) {
            Ok(Some(pair)) => inner.expression(pair),
            _ => {
                if !had_errors {
                    let message = if self.text(span).trim().is_empty() {
                        "an expression is missing between these braces"
                    } else {
                        "the text between these braces is not an expression"
                    };
                    let place = if span.is_empty() {
                        span.part(0, 0)
                    } else {
                        span
                    };
                    self.error(&codes::INVALID_FORMATTED_STRING, message, place);
                }
                error
            }
        }
    }
}

/// Goes through the body of an f-string.
struct Scanner<'a, 'b, 's> {
    builder: &'a Builder<'b, 's>,
    literal: Span,
    style: Style,
    /// Where in the literal.
    position: usize,
    /// How many bytes of the decoded literal come before `position`, braces counted as they are written.
    decoded: usize,
    /// The expressions so far, in the order in which `format()` takes them.
    fields: Vec<Field>,
}

impl<'s> Scanner<'_, '_, 's> {
    fn source(&self) -> &'s str {
        self.builder.text(self.literal)
    }

    /// The parts up to the end, or in a format (`depth` > 0) up to the brace that closes the field.
    fn parts(&mut self, depth: u32) -> Vec<FormattedPart> {
        let mut parts = Vec::new();
        let mut text = TextBuilder::new();
        while self.position < self.style.end {
            let rest = &self.source()[self.position..self.style.end];
            let run = self.run(rest);
            if run > 0 {
                text.push(&self.text(run));
                continue;
            }
            let is_doubled = rest.len() > 1 && rest.as_bytes()[0] == rest.as_bytes()[1];
            if is_doubled && depth == 0 {
                text.push(&self.text(1));
                self.skip(1);
            } else if rest.starts_with('}') {
                if depth > 0 {
                    break;
                }
                let span = self.literal.part(self.position, self.position + 1);
                let diagnostic = Diagnostic::new(
                    &codes::INVALID_FORMATTED_STRING,
                    "this `}` closes nothing in the f-string",
                    span,
                );
                self.builder.shared.report(diagnostic.suggest(span, "}}"));
                self.skip(1);
            } else {
                push_text(&mut parts, &mut text);
                parts.push(self.field(depth));
            }
        }
        push_text(&mut parts, &mut text);
        parts
    }

    /// The number of bytes before the next brace; escapes such as `\N{BULLET}` stay whole.
    fn run(&self, rest: &str) -> usize {
        let bytes = rest.as_bytes();
        let mut at = 0;
        while at < bytes.len() && !matches!(bytes[at], b'{' | b'}') {
            at += 1;
        }
        at
    }

    /// The next `length` bytes, decoded.
    fn text(&mut self, length: usize) -> Text {
        let (start, end) = (self.position, self.position + length);
        let value = self.builder.decode(self.literal, self.style, start, end);
        let piece = Piece {
            at: 0,
            literal: Some(self.literal),
            skip: self.decoded as u32,
        };
        let text = Text::with_pieces(value.as_str(), SmallVec::from_buf([piece]));
        self.position = end;
        self.decoded += text.len();
        text
    }

    /// Passes over bytes that are no part of the value, but of the decoded literal.
    fn skip(&mut self, length: usize) {
        let (start, end) = (self.position, (self.position + length).min(self.style.end));
        units(self.source(), self.style, start, end, |_, _, unit| {
            if let Unit::Verbatim(run) | Unit::Decoded(run) = unit {
                self.decoded += run.len();
            }
        });
        self.position = end;
    }

    /// `{value!r:format}`.
    fn field(&mut self, depth: u32) -> FormattedPart {
        let open = self.position;
        self.skip(1);
        let length = field_length(&self.source()[self.position..self.style.end]);
        let start = self.literal.start as usize + self.position;
        let source = &self.source()[self.position..self.position + length];
        // `{value=}` is of Python 3.8; the `=` is left to the error message.
        let trimmed = source.trim_end();
        let value = Box::new(self.builder.braced(start, start + trimmed.len()));
        self.skip(length);
        self.fields.push(Field {
            span: Span::new(self.literal.file, start, start + length),
            is_row: matches!(
                value.kind,
                ExpressionKind::Tuple(_) | ExpressionKind::Yield(_)
            ),
            // `a` came with Python 3, and what is of Python 3 itself has a fix of its own.
            is_movable: !source.contains(['#', '\n', '\\'])
                && !source.contains(":=")
                && !self.rest().starts_with("!a")
                && !has_formatted_literal(source),
        });
        let mut conversion = None;
        if self.rest().starts_with('!') {
            conversion = self.rest()[1..]
                .chars()
                .next()
                .filter(|letter| matches!(letter, 'r' | 's' | 'a'));
            if conversion.is_none() {
                let span = self.literal.part(self.position, self.position + 1);
                self.builder.error(
                    &codes::INVALID_FORMATTED_STRING,
                    "expected `r`, `s` or `a` after `!`",
                    span,
                );
            }
            let letter = self.rest()[1..]
                .chars()
                .next()
                .filter(|&letter| letter != '}' && letter != ':');
            self.skip(1 + letter.map_or(0, char::len_utf8));
        }
        let mut format = Vec::new();
        if self.rest().starts_with(':') {
            self.skip(1);
            if depth < 2 {
                format = self.parts(depth + 1);
            } else {
                let length = self.rest().find('}').unwrap_or(self.rest().len());
                // A format this deep cannot be rewritten.
                self.fields.iter_mut().for_each(|it| it.is_movable = false);
                self.skip(length);
            }
        }
        if self.rest().starts_with('}') {
            self.skip(1);
        } else {
            let span = self.literal.part(open, open + 1);
            let diagnostic = Diagnostic::new(
                &codes::INVALID_FORMATTED_STRING,
                "this `{` is not closed in the f-string",
                span,
            )
            .help("write a literal brace twice: `{{`");
            self.builder.shared.report(diagnostic);
            self.skip(self.style.end - self.position);
        }
        FormattedPart::Value {
            value,
            conversion,
            format,
        }
    }

    fn rest(&self) -> &'s str {
        &self.source()[self.position..self.style.end]
    }
}

/// Whether an expression may have an f-string in it.
fn has_formatted_literal(source: &str) -> bool {
    let bytes = source.as_bytes();
    let is_prefix = |at: usize| at > 0 && matches!(bytes[at - 1] | 0x20, b'f' | b'r');
    (0..bytes.len()).any(|at| matches!(bytes[at], b'\'' | b'"') && is_prefix(at))
}

fn push_text(parts: &mut Vec<FormattedPart>, text: &mut TextBuilder) {
    if !text.is_empty() {
        parts.push(FormattedPart::Text(std::mem::take(text).finish()));
    }
}

/// The length of the expression in a field: to the `!`, `:` or `}` that is in no bracket and no string of it.
fn field_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut depth = 0usize;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' => depth = depth.saturating_sub(1),
            b'}' if depth == 0 => return at,
            b'}' => depth -= 1,
            b'!' if depth == 0 && bytes.get(at + 1) != Some(&b'=') => return at,
            b':' if depth == 0 => return at,
            quote @ (b'\'' | b'"') => {
                let length = bytes[at + 1..].iter().position(|&byte| byte == quote);
                at += length.map_or(0, |length| length + 1);
            }
            _ => {}
        }
        at += 1;
    }
    rest.len()
}
