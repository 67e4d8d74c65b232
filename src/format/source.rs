//! A file in tokens, with what the formatter has to know of each.

use crate::source::FileId;
use crate::syntax::lexer::{Lexer, Tokens};
use crate::syntax::token::{ends_operand, is_compound, kind};
use std::borrow::Cow;
use std::ops::Range;

/// What a token is used for, where its kind does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// As its kind says.
    #[default]
    Usual,
    /// An operator before its only operand.
    Prefix,
    /// The `=` of an argument.
    Argument,
    /// The `=` of a parameter without an annotation.
    Default,
    /// The `:` of a slice.
    Slice,
    /// `*` or `**` between a number or name and another.
    Product,
    /// The `:` that ends the head of a compound statement.
    Head,
}

/// A logical line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its tokens, without the NEWLINE.
    pub tokens: Range<usize>,
    /// The blocks around it.
    pub depth: usize,
    /// The bytes from its first token to its last.
    pub span: Range<usize>,
    /// The comment behind it.
    pub comment: Option<Range<usize>>,
}

/// The file.
pub struct Source<'s> {
    /// All of it.
    pub text: &'s str,
    tokens: Tokens,
    /// The role of each token.
    pub roles: Vec<Role>,
    /// For each opening bracket the token that closes it.
    closing: Vec<usize>,
    /// The logical lines.
    pub lines: Vec<Line>,
    /// Each comment's bytes.
    pub comments: Vec<Range<usize>>,
}

impl<'s> Source<'s> {
    /// Reads a file.
    pub fn new(text: &'s str) -> Source<'s> {
        let tokens = Lexer::file(text, FileId(0), 0);
        let count = tokens.kinds.len();
        let comments = tokens.comments.iter().map(|span| span.range()).collect();
        let mut source = Source {
            text,
            tokens,
            roles: vec![Role::Usual; count],
            closing: (0..count).collect(),
            lines: Vec::new(),
            comments,
        };
        source.find_lines();
        for index in 0..source.lines.len() {
            source.find_roles(source.lines[index].tokens.clone());
        }
        source
    }

    /// The kind of a token.
    pub fn kind(&self, token: usize) -> u8 {
        self.tokens.kinds.get(token).copied().unwrap_or(0)
    }

    /// The first byte of a token.
    pub fn start(&self, token: usize) -> usize {
        self.tokens
            .tokens
            .get(token)
            .map_or(self.text.len(), |token| token.start as usize)
    }

    /// The byte behind a token.
    pub fn end(&self, token: usize) -> usize {
        self.tokens
            .tokens
            .get(token)
            .map_or(self.text.len(), |token| token.end as usize)
    }

    /// The text of a token. `not in` and `is not` are one token, whatever stands between the words.
    pub fn token(&self, token: usize) -> Cow<'s, str> {
        let text = self.slice(self.start(token)..self.end(token));
        if self.kind(token) == kind::COMPARE {
            if text.starts_with("not") {
                return "not in".into();
            }
            if text.starts_with("is") && text.len() > 2 {
                return "is not".into();
            }
        }
        text.into()
    }

    /// A part of the text.
    pub fn slice(&self, range: Range<usize>) -> &'s str {
        self.text.get(range).unwrap_or_default()
    }

    /// Whether a line ends between two bytes.
    pub fn is_broken(&self, range: Range<usize>) -> bool {
        self.slice(range).contains(['\n', '\r'])
    }

    /// Whether a token opens a bracket, and the token that closes it.
    pub fn bracket(&self, token: usize) -> Option<usize> {
        let close = *self.closing.get(token)?;
        (close > token).then_some(close)
    }

    fn find_lines(&mut self) {
        let (mut depth, mut start, mut comment) = (0usize, 0, 0);
        for token in 0..self.tokens.kinds.len() {
            match self.kind(token) {
                kind::INDENT => depth += 1,
                kind::DEDENT => depth = depth.saturating_sub(1),
                kind::NEWLINE => {
                    if start < token {
                        let span = self.start(start)..self.end(token - 1);
                        let behind = self.trailing_comment(&mut comment, &span, self.end(token));
                        self.lines.push(Line {
                            tokens: start..token,
                            depth,
                            span,
                            comment: behind,
                        });
                    }
                }
                _ => continue,
            }
            start = token + 1;
        }
    }

    fn trailing_comment(
        &self,
        next: &mut usize,
        span: &Range<usize>,
        end: usize,
    ) -> Option<Range<usize>> {
        let mut found = None;
        while let Some(comment) = self.comments.get(*next) {
            if comment.start >= end.max(span.end + 1) {
                break;
            }
            found = (comment.start >= span.end).then(|| comment.clone());
            *next += 1;
        }
        found
    }

    fn find_roles(&mut self, line: Range<usize>) {
        let is_definition = self.kind(line.start) == kind::DEF;
        let is_compound = is_compound(self.kind(line.start));
        let mut open: Vec<Level> = vec![Level::new(line.start, 0)];
        let mut had_head = false;
        for token in line.clone() {
            let token_kind = self.kind(token);
            let follows_operand = token > line.start && ends_operand(self.kind(token - 1));
            let outermost = open.len() == 1;
            let is_parameters = is_definition && open.len() == 2 && !had_head;
            let Some(level) = open.last_mut() else { return };
            match token_kind {
                kind::CALL
                | kind::SUBSCRIPT
                | kind::GROUP
                | kind::LIST
                | kind::BRACE
                | kind::BACKQUOTE => open.push(Level::new(token, token_kind)),
                kind::PARENTHESIS_END
                | kind::BRACKET_END
                | kind::BRACE_END
                | kind::BACKQUOTE_END => {
                    if open.len() > 1
                        && let Some(level) = open.pop()
                    {
                        self.closing[level.token] = token;
                    }
                }
                kind::LAMBDA => level.lambdas += 1,
                kind::COMMA => level.is_annotated = false,
                kind::COLON if level.lambdas > 0 => level.lambdas -= 1,
                kind::COLON if outermost && is_compound && !had_head => {
                    had_head = true;
                    self.roles[token] = Role::Head;
                }
                kind::COLON if level.kind == kind::SUBSCRIPT => self.roles[token] = Role::Slice,
                kind::COLON => level.is_annotated = true,
                kind::EQUAL if level.lambdas > 0 => self.roles[token] = Role::Default,
                kind::EQUAL if is_parameters && !level.is_annotated => {
                    self.roles[token] = Role::Default
                }
                kind::EQUAL if !outermost && !is_parameters => self.roles[token] = Role::Argument,
                kind::PLUS | kind::MINUS | kind::TILDE if !follows_operand => {
                    self.roles[token] = Role::Prefix
                }
                kind::RIGHT_SHIFT if self.kind(token.wrapping_sub(1)) == kind::PRINT => {
                    self.roles[token] = Role::Prefix
                }
                kind::AT if token == line.start => self.roles[token] = Role::Prefix,
                kind::STAR | kind::POWER if !follows_operand => self.roles[token] = Role::Prefix,
                kind::STAR | kind::POWER if self.is_simple_product(token, &line) => {
                    self.roles[token] = Role::Product
                }
                _ => {}
            }
        }
    }

    /// Whether an operator stands in a product of numbers and dotted names alone, such as `2*1024*MB`.
    fn is_simple_product(&self, operator: usize, line: &Range<usize>) -> bool {
        let is_part = |token: &usize| {
            let kind = self.kind(*token);
            matches!(
                kind,
                kind::NAME | kind::NUMBER | kind::DOT | kind::STAR | kind::POWER
            )
        };
        let first = (line.start..operator).rev().take_while(is_part).last();
        let last = (operator + 1..line.end).take_while(is_part).last();
        let (Some(first), Some(last)) = (first, last) else {
            return false;
        };
        let ends = [first, operator - 1, operator + 1, last];
        let is_atom = |token: usize| matches!(self.kind(token), kind::NAME | kind::NUMBER);
        let before = match first > line.start {
            true => self.kind(first - 1),
            false => 0,
        };
        let behind = match last + 1 < line.end {
            true => self.kind(last + 1),
            false => 0,
        };
        let is_factor = |kind| {
            matches!(
                kind,
                kind::SLASH | kind::DOUBLE_SLASH | kind::PERCENT | kind::AT
            )
        };
        ends.into_iter().all(is_atom)
            && !ends_operand(before)
            && !is_factor(before)
            && !is_factor(behind)
            && !matches!(behind, kind::CALL | kind::SUBSCRIPT)
    }
}

/// An open bracket, or the line.
struct Level {
    token: usize,
    kind: u8,
    /// `lambda`s whose colon is still to come.
    lambdas: usize,
    /// Whether the current parameter has an annotation.
    is_annotated: bool,
}

impl Level {
    fn new(token: usize, kind: u8) -> Level {
        Level {
            token,
            kind,
            lambdas: 0,
            is_annotated: false,
        }
    }
}
