//! Text to tokens. Never fails: what is no token becomes a diagnostic, and is left out or taken for what was meant.

mod block;
mod bracket;
mod dedent;
mod layout;
mod line;
mod missing_indent;
mod missing_open_bracket;
mod operator;
mod quote;
mod string;
mod unknown_character;
mod word;

use super::MOST_ERRORS;
use super::depth::{DepthGauge, TOO_DEEP};
use super::header::FileHeader;
use super::token::{Token, ends_operand, kind};
use crate::diagnostic::codes::limits;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};
use block::Beside;
use bracket::Bracket;
use dedent::Moved;
use missing_indent::Unindented;
use missing_open_bracket::Headless;
use operator::operator;
use quote::Triple;

/// A file in tokens.
#[derive(Debug, Default)]
pub struct Tokens {
    /// The kinds, one byte each: what the grammar reads.
    pub kinds: Vec<u8>,
    /// The places, as many as there are kinds.
    pub tokens: Vec<Token>,
    /// Comments, from `#` to the end of the line.
    pub comments: Vec<Span>,
    /// What is wrong already.
    pub errors: Vec<Diagnostic>,
    /// Tokens at which something is wrong already, ascending: a statement with one of them needs no further message.
    pub reported: Vec<u32>,
    /// What the head of the file says.
    pub header: FileHeader,
    /// Tokens that are names here and keywords in Python 2.7, ascending.
    pub keyword_names: Vec<u32>,
}

impl Tokens {
    /// Appends the tokens `start..end` of others.
    pub fn copy(&mut self, other: &Tokens, start: usize, end: usize) {
        let range = start..end.max(start);
        let kinds = other.kinds.get(range.clone()).unwrap_or_default();
        self.kinds.extend_from_slice(kinds);
        let tokens = other.tokens.get(range).unwrap_or_default();
        self.tokens.extend_from_slice(tokens);
    }

    /// Forgets the tokens from `count` on.
    fn truncate(&mut self, count: usize) {
        self.kinds.truncate(count);
        self.tokens.truncate(count);
        self.keyword_names.retain(|&it| (it as usize) < count);
    }

    /// Whether an error was reported at a token in `start..end`.
    pub fn is_reported(&self, start: usize, end: usize) -> bool {
        let first = self.reported.partition_point(|&at| (at as usize) < start);
        self.reported
            .get(first)
            .is_some_and(|&at| (at as usize) < end)
    }
}

/// Where a logical line starts, to read it again.
#[derive(Clone, Copy, Debug, Default)]
struct Checkpoint {
    position: usize,
    tokens: usize,
    comments: usize,
    errors: usize,
    reported: usize,
    /// The column the line is indented to.
    column: u32,
}

/// Reads tokens.
pub struct Lexer<'s> {
    text: &'s str,
    bytes: &'s [u8],
    end: usize,
    file: FileId,
    position: usize,
    out: Tokens,
    indents: Vec<u32>,
    /// How deeply the text nests already.
    level: u32,
    /// The blocks of `indents` that have an INDENT in the tokens.
    open_blocks: usize,
    brackets: Vec<Bracket>,
    gauge: DepthGauge,
    /// Whether the current line is not to be parsed: it is too deep, or a bracket that it needs is missing.
    is_masked: bool,
    line: Checkpoint,
    suspicious: bool,
    retries: usize,
    /// How often it was looked ahead at the rest of a statement.
    lookaheads: usize,
    /// How often it was looked for what the quotes of a line mean.
    repairs: usize,
    /// A literal over several lines whose quotes are wrong, until it is read.
    triple: Option<Triple>,
    /// Whether a literal has no end before the file has.
    is_endless: bool,
    /// Lines that are taken to be indented differently, if it is known of any.
    moved_lines: Option<Vec<Moved>>,
    /// Whether a line fits no block, for which another one may be to blame.
    is_misplaced: bool,
    /// How often such a line was looked for.
    searches: usize,
    /// Whether there is one more of those lines.
    is_to_be_read_again: bool,
    /// Whether `True` or `False` gets another value.
    binds_booleans: bool,
    /// Whether the last colon was that of a block.
    block_colon: bool,
    /// The line above a block that nothing opens, until that block has ended.
    headless: Option<Headless>,
    /// Columns in which lines stand that belong to a block in another one.
    beside: Vec<Beside>,
    /// The blocks around this line that are not indented.
    unindented: Vec<Unindented>,
    /// The logical line before this one.
    previous: Checkpoint,
}

impl<'s> Lexer<'s> {
    /// Reads a whole file; `level` is how deeply it counts as nested already.
    pub fn file(text: &'s str, file: FileId, level: u32) -> Tokens {
        let mut lexer = Lexer::new(text, file, 0, text.len());
        lexer.level = level;
        lexer.lines();
        if lexer.binds_booleans {
            lexer = Lexer::new(text, file, 0, text.len());
            lexer.level = level;
            lexer.out.header.boolean_names = true;
            lexer.lines();
        }
        match lexer.is_endless || lexer.is_misplaced {
            true => lexer.again(),
            false => lexer.out,
        }
    }

    /// Reads the file again if that shows what is wrong: something before the place where it was noticed.
    #[cold]
    fn again(self) -> Tokens {
        let triple = match self.is_endless {
            true => Triple::find(self.text, self.file),
            false => None,
        };
        if triple.is_none() && !self.is_misplaced {
            return self.out;
        }
        let mut moved_lines = Vec::new();
        loop {
            let mut lexer = Lexer::new(self.text, self.file, 0, self.text.len());
            lexer.level = self.level;
            lexer.out.header.boolean_names = self.out.header.boolean_names;
            lexer.triple = triple.clone();
            lexer.moved_lines = Some(moved_lines);
            lexer.lines();
            match lexer.moved_lines {
                Some(lines) if lexer.is_to_be_read_again => moved_lines = lines,
                _ => return lexer.out,
            }
        }
    }

    /// Reads all lines.
    fn lines(&mut self) {
        let text = self.text;
        self.out.header = FileHeader {
            boolean_names: self.out.header.boolean_names,
            ..FileHeader::of(text)
        };
        self.position = match text.starts_with('\u{feff}') {
            true => '\u{feff}'.len_utf8(),
            false => 0,
        };
        self.out.kinds.reserve(text.len() / 4);
        self.out.tokens.reserve(text.len() / 4);
        while self.logical_line() {}
        while self.close_block() {}
    }

    /// Reads an expression in the middle of a file, as if in brackets; `level` is how deeply it nests already.
    pub fn expression(
        text: &'s str,
        file: FileId,
        start: usize,
        end: usize,
        header: FileHeader,
        level: u32,
    ) -> Tokens {
        let mut lexer = Lexer::new(text, file, start, end);
        lexer.out.header = header;
        lexer.level = level;
        while lexer.position < lexer.end {
            if matches!(lexer.byte(0), b'\n' | b'\r') {
                lexer.position += 1;
            } else {
                lexer.token();
            }
        }
        lexer.close_brackets(lexer.end);
        lexer.mask_line();
        lexer.out
    }

    fn new(text: &'s str, file: FileId, start: usize, end: usize) -> Lexer<'s> {
        Lexer {
            text,
            bytes: text.as_bytes(),
            end,
            file,
            position: start,
            out: Tokens::default(),
            indents: Vec::new(),
            level: 0,
            open_blocks: 0,
            brackets: Vec::new(),
            gauge: DepthGauge::default(),
            is_masked: false,
            line: Checkpoint::default(),
            suspicious: false,
            retries: 0,
            lookaheads: 0,
            repairs: 0,
            triple: None,
            is_endless: false,
            moved_lines: None,
            searches: 0,
            is_misplaced: false,
            is_to_be_read_again: false,
            binds_booleans: false,
            block_colon: false,
            headless: None,
            beside: Vec::new(),
            unindented: Vec::new(),
            previous: Checkpoint::default(),
        }
    }

    fn byte(&self, ahead: usize) -> u8 {
        let at = self.position + ahead;
        if at < self.end { self.bytes[at] } else { 0 }
    }

    fn push(&mut self, kind: u8, start: usize, end: usize) {
        let is_prefix = !self.follows_operand();
        let problem = self
            .gauge
            .push(kind, is_prefix, self.level + self.indents.len() as u32);
        self.out.kinds.push(kind);
        self.out.tokens.push(Token {
            start: start as u32,
            end: end as u32,
        });
        if let Some(problem) = problem
            && !self.is_masked
        {
            self.is_masked = true;
            let message = match problem {
                TOO_DEEP => format!("this is {TOO_DEEP} (the limit `nesting`)"),
                problem => format!("this is {problem}"),
            };
            self.error(&limits::NESTING_LIMIT, message, start, end);
        }
    }

    /// Whether the last token of this line ends an operand.
    fn follows_operand(&self) -> bool {
        self.out.kinds.len() > self.line.tokens
            && self
                .out
                .kinds
                .last()
                .is_some_and(|&last| ends_operand(last))
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }

    fn error(&mut self, code: &'static Code, message: impl Into<String>, start: usize, end: usize) {
        let diagnostic = Diagnostic::new(code, message, self.span(start, end));
        self.report(diagnostic);
    }

    /// Reports a mistake at the token that was pushed last.
    fn report(&mut self, diagnostic: Diagnostic) {
        // Of more nothing would be shown.
        if self.out.errors.len() <= MOST_ERRORS {
            self.out.errors.push(diagnostic);
        }
        self.mark_reported();
    }

    /// Notes that something is wrong at the token that was pushed last.
    fn mark_reported(&mut self) {
        let token = self
            .out
            .tokens
            .len()
            .saturating_sub(1)
            .max(self.line.tokens) as u32;
        if self.out.reported.last() != Some(&token) {
            self.out.reported.push(token);
        }
    }

    /// Reads one token; blanks and comments before it are skipped already, except in expressions on their own.
    fn token(&mut self) {
        let start = self.position;
        match self.byte(0) {
            b' ' | b'\t' | b'\x0c' => self.position += 1,
            b'#' => self.comment(),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.word(),
            b'0'..=b'9' => self.number(),
            b'.' if self.byte(1).is_ascii_digit() => self.number(),
            b'\'' | b'"' => self.string(start),
            b'(' if self.follows_operand() => self.open(kind::CALL, kind::PARENTHESIS_END),
            b'(' => self.open(kind::GROUP, kind::PARENTHESIS_END),
            b'[' if self.follows_operand() => self.open(kind::SUBSCRIPT, kind::BRACKET_END),
            b'[' => self.open(kind::LIST, kind::BRACKET_END),
            b'{' => self.open(kind::BRACE, kind::BRACE_END),
            b')' => self.close(kind::PARENTHESIS_END),
            b']' => self.close(kind::BRACKET_END),
            b'}' => self.close(kind::BRACE_END),
            b'`' if self
                .brackets
                .last()
                .is_some_and(|open| open.close == kind::BACKQUOTE_END) =>
            {
                self.close(kind::BACKQUOTE_END)
            }
            b'`' => self.open(kind::BACKQUOTE, kind::BACKQUOTE_END),
            _ => match operator(self.byte(0), self.byte(1), self.byte(2)) {
                Some((kind, length)) => {
                    if kind == kind::COLON {
                        self.block_colon = !self.gauge.in_lambda();
                    }
                    self.push(kind, start, start + length);
                    self.position += length;
                }
                None => self.stray(),
            },
        }
    }

    fn number(&mut self) {
        let start = self.position;
        let length = super::number::length(&self.bytes[start..self.end]);
        self.position += length;
        self.push(kind::NUMBER, start, start + length);
    }
}
