//! Text to tokens. Never fails: what is no token becomes a diagnostic, and is left out or taken for what was meant.

use super::balance::misfits;
use super::depth::{BLOCK_LIMIT, DepthGauge};
use super::token::{Token, ends_operand, keyword, kind};
use crate::diagnostic::codes::{limits, syntax as codes};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};

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
    /// Whether a byte order mark or a coding line says that the file is UTF-8.
    pub is_utf8: bool,
}

impl Tokens {
    /// Whether an error was reported at a token in `start..end`.
    pub fn is_reported(&self, start: usize, end: usize) -> bool {
        let first = self.reported.partition_point(|&at| (at as usize) < start);
        self.reported
            .get(first)
            .is_some_and(|&at| (at as usize) < end)
    }
}

/// How often a logical line whose bracket is never closed is read again, more suspiciously. Each time may read to the
/// end of the file.
const RETRIES: usize = 20;

/// In a file with more errors than this, brackets are taken as they stand: looking ahead at each would take long.
const LOOKAHEADS: usize = 100;

#[derive(Clone, Copy, Debug)]
struct Bracket {
    /// The kind of the token that closes it.
    close: u8,
    /// Its own token.
    token: usize,
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
    /// Whether the current line is too deep.
    too_deep: bool,
    line: Checkpoint,
    suspicious: bool,
    retries: usize,
    /// Whether the last colon was that of a block.
    block_colon: bool,
}

impl<'s> Lexer<'s> {
    /// Reads a whole file.
    pub fn file(text: &'s str, file: FileId) -> Tokens {
        let mut lexer = Lexer::new(text, file, 0, text.len());
        let mark = text.starts_with('\u{feff}');
        lexer.out.is_utf8 = mark || has_coding_line(text);
        lexer.position = if mark { '\u{feff}'.len_utf8() } else { 0 };
        lexer.out.kinds.reserve(text.len() / 4);
        lexer.out.tokens.reserve(text.len() / 4);
        while lexer.logical_line() {}
        lexer.dedent_to(0);
        lexer.out
    }

    /// Reads an expression in the middle of a file, as if in brackets; `level` is how deeply it nests already.
    pub fn expression(
        text: &'s str,
        file: FileId,
        start: usize,
        end: usize,
        is_utf8: bool,
        level: u32,
    ) -> Tokens {
        let mut lexer = Lexer::new(text, file, start, end);
        lexer.out.is_utf8 = is_utf8;
        lexer.level = level;
        while lexer.position < lexer.end {
            if matches!(lexer.byte(0), b'\n' | b'\r') {
                lexer.position += 1;
            } else {
                lexer.token();
            }
        }
        lexer.close_brackets(lexer.end);
        lexer.mask_deep_line();
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
            too_deep: false,
            line: Checkpoint::default(),
            suspicious: false,
            retries: 0,
            block_colon: false,
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
            && !self.too_deep
        {
            self.too_deep = true;
            self.error(
                &limits::NESTING_LIMIT,
                format!("this is {problem}"),
                start,
                end,
            );
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
        self.out.errors.push(diagnostic);
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

    // ---- lines ----

    /// Reads blank lines and one logical line; false at the end of the file.
    fn logical_line(&mut self) -> bool {
        let Some(column) = self.indentation() else {
            return false;
        };
        self.set_block(column);
        self.gauge.reset();
        self.too_deep = false;
        self.line = Checkpoint {
            position: self.position,
            tokens: self.out.tokens.len(),
            comments: self.out.comments.len(),
            errors: self.out.errors.len(),
            reported: self.out.reported.len(),
            column,
        };
        self.suspicious = self.retries >= RETRIES;
        loop {
            if self.line_ends() {
                break;
            }
            self.token();
        }
        if self.out.tokens.len() > self.line.tokens {
            self.mask_deep_line();
            let end = self.position;
            let start = end - usize::from(end > 0 && matches!(self.bytes[end - 1], b'\n' | b'\r'));
            self.out.kinds.push(kind::NEWLINE);
            self.out.tokens.push(Token {
                start: start as u32,
                end: end as u32,
            });
        }
        true
    }

    /// Skips blank lines and comments to the first token of a line; its column, or `None` at the end of the file.
    fn indentation(&mut self) -> Option<u32> {
        let mut column = 0;
        while self.position < self.end {
            match self.byte(0) {
                b' ' => column += 1,
                b'\t' => column = (column / 8 + 1) * 8,
                b'\x0c' | b'\n' | b'\r' => column = 0,
                b'#' => {
                    self.comment();
                    continue;
                }
                b'\\' if matches!(self.byte(1), b'\n' | b'\r') => column = 0,
                _ => return Some(column),
            }
            self.position += 1;
        }
        None
    }

    fn comment(&mut self) {
        let rest = &self.bytes[self.position..self.end];
        let length = rest
            .iter()
            .position(|byte| matches!(byte, b'\n' | b'\r'))
            .unwrap_or(rest.len());
        self.out
            .comments
            .push(self.span(self.position, self.position + length));
        self.position += length;
    }

    /// Opens and closes blocks for a line that starts at `column`.
    fn set_block(&mut self, column: u32) {
        let current = self.indents.last().copied().unwrap_or(0);
        self.line.tokens = self.out.tokens.len();
        if column > current {
            self.indents.push(column);
            if self.indents.len() <= BLOCK_LIMIT {
                self.open_blocks += 1;
                self.mark(kind::INDENT);
            } else if self.indents.len() == BLOCK_LIMIT + 1 {
                self.mark(kind::ILLEGAL);
                let message = format!("blocks nest at most {BLOCK_LIMIT} deep");
                self.error(
                    &limits::NESTING_LIMIT,
                    message,
                    self.position,
                    self.position,
                );
                self.mark(kind::NEWLINE);
            }
        } else if column < current {
            self.dedent_to(column);
            if self.indents.last().copied().unwrap_or(0) != column {
                self.line.tokens = self.out.tokens.len();
                let length = self.word_length();
                let outer: Vec<String> = std::iter::once(0)
                    .chain(self.indents.iter().copied())
                    .rev()
                    .take(1)
                    .chain(Some(current))
                    .map(|column| column.to_string())
                    .collect();
                let diagnostic = Diagnostic::new(
                    &codes::BAD_INDENTATION,
                    "this line is indented like no block around it",
                    self.span(self.position, self.position + length),
                )
                .at(format!("indented by {column} columns"))
                .help(format!(
                    "the blocks around it are indented by {} columns",
                    outer.join(" and ")
                ));
                self.out.errors.push(diagnostic);
            }
        }
    }

    fn dedent_to(&mut self, column: u32) {
        while self.indents.last().is_some_and(|&last| last > column) {
            self.indents.pop();
            if self.indents.len() < self.open_blocks {
                self.open_blocks -= 1;
                self.mark(kind::DEDENT);
            }
        }
    }

    /// A token without characters.
    fn mark(&mut self, kind: u8) {
        self.out.kinds.push(kind);
        let at = self.position as u32;
        self.out.tokens.push(Token { start: at, end: at });
    }

    /// The length of what stands here, for pointing at it.
    fn word_length(&self) -> usize {
        let rest = &self.text[self.position..self.end];
        let word = rest.bytes().take_while(|&byte| is_name_byte(byte)).count();
        match rest.chars().next() {
            Some(_) if word > 0 => word,
            Some(first) => first.len_utf8(),
            None => 0,
        }
    }

    /// Skips blanks and comments; true if the logical line ends here.
    fn line_ends(&mut self) -> bool {
        loop {
            match self.byte(0) {
                b' ' | b'\t' | b'\x0c' => self.position += 1,
                b'#' => self.comment(),
                b'\\' if matches!(self.byte(1), b'\n' | b'\r') => {
                    self.position += 1;
                    self.newline();
                }
                b'\n' | b'\r' => {
                    if self.close_backquotes() || self.brackets.is_empty() {
                        self.newline();
                        return true;
                    }
                    self.newline();
                    if self.is_new_statement() {
                        if !self.suspicious && self.read_again() {
                            continue;
                        }
                        self.close_brackets(self.position);
                        self.position = self.start_of_line();
                        return true;
                    }
                }
                0 if self.position >= self.end => {
                    if !self.brackets.is_empty() {
                        if !self.suspicious && self.read_again() {
                            continue;
                        }
                        self.close_brackets(self.end);
                    }
                    return true;
                }
                _ => return false,
            }
        }
    }

    fn newline(&mut self) {
        if self.byte(0) == b'\r' && self.byte(1) == b'\n' {
            self.position += 1;
        }
        self.position += 1;
    }

    /// Goes back to the start of the logical line, to close its brackets earlier.
    fn read_again(&mut self) -> bool {
        if self.retries >= RETRIES {
            return false;
        }
        self.retries += 1;
        self.position = self.line.position;
        self.out.tokens.truncate(self.line.tokens);
        self.out.kinds.truncate(self.line.tokens);
        self.out.comments.truncate(self.line.comments);
        self.out.errors.truncate(self.line.errors);
        self.out.reported.truncate(self.line.reported);
        self.brackets.clear();
        self.gauge.reset();
        self.too_deep = false;
        self.suspicious = true;
        true
    }

    /// Whether the line that starts here, in brackets, can only be a new statement, because a bracket was forgotten.
    fn is_new_statement(&self) -> bool {
        let rest = &self.bytes[self.position..self.end];
        let blanks = rest
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .count();
        let rest = &rest[blanks..];
        let length = rest.iter().take_while(|&&byte| is_name_byte(byte)).count();
        if length == 0 || rest[0].is_ascii_digit() {
            return false;
        }
        let word = &self.text[self.position + blanks..self.position + blanks + length];
        let behind = rest[length..].trim_ascii_start();
        let is_assignment = behind.first() == Some(&b'=') && behind.get(1) != Some(&b'=');
        let is_name_list = matches!(behind.first(), Some(b',' | b')' | b']' | b'}'));
        match word {
            "def" | "class" | "import" | "return" | "while" | "raise" | "pass" | "break"
            | "continue" | "assert" | "del" | "global" | "elif" | "except" | "finally" | "try"
            | "with" => !is_assignment && !is_name_list,
            _ if blanks as u32 > self.line.column => false,
            "for" | "if" | "else" | "print" | "from" => self.suspicious,
            "and" | "or" | "not" | "in" | "is" | "lambda" => false,
            _ => {
                let in_call = self
                    .brackets
                    .last()
                    .is_some_and(|bracket| self.out.kinds.get(bracket.token) == Some(&kind::CALL));
                is_assignment && (self.suspicious || !in_call)
            }
        }
    }

    fn start_of_line(&self) -> usize {
        let before = &self.bytes[..self.position];
        before
            .iter()
            .rposition(|byte| matches!(byte, b'\n' | b'\r'))
            .map_or(0, |at| at + 1)
    }

    fn mask_deep_line(&mut self) {
        if self.too_deep || self.indents.len() > BLOCK_LIMIT {
            self.out.kinds[self.line.tokens..].fill(kind::ILLEGAL);
            let token = self.line.tokens as u32;
            if !self.out.reported[self.line.reported..].contains(&token) {
                self.out.reported.insert(self.line.reported, token);
            }
        }
    }

    // ---- brackets ----

    fn open(&mut self, kind: u8, close: u8) {
        self.brackets.push(Bracket {
            close,
            token: self.out.tokens.len(),
        });
        self.push(kind, self.position, self.position + 1);
        self.position += 1;
    }

    fn close(&mut self, kind: u8) {
        let start = self.position;
        self.position += 1;
        let found = self
            .brackets
            .iter()
            .rposition(|bracket| bracket.close == kind);
        if found.is_none_or(|index| index + 1 < self.brackets.len()) && self.is_superfluous(found) {
            return self.closes_nothing(start);
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
        let diagnostic = Diagnostic::new(
            &codes::WRONG_BRACKET,
            format!("this `{found}` closes nothing"),
            self.span(start, start + 1),
        )
        .at(format!("no `{}` is open here", opening(found)))
        .help("remove it, or open the bracket that it should close");
        self.report(diagnostic);
    }

    /// Whether the rest of the statement fits if the closing bracket just read is left out, and does not if it closes what it
    /// closes otherwise: the bracket at `found`, or the innermost one in place of the right bracket.
    fn is_superfluous(&self, found: Option<usize>) -> bool {
        if self.brackets.is_empty() || self.out.errors.len() >= LOOKAHEADS {
            return false;
        }
        let rest = &self.bytes[self.position..self.end];
        let open: Vec<u8> = self.brackets.iter().map(|bracket| bracket.close).collect();
        let kept = found.unwrap_or(open.len() - 1);
        let closed = misfits(open[..kept].to_vec(), rest);
        closed > 0 && misfits(open, rest) == 0
    }

    /// Reports the innermost of the brackets from `first` on.
    fn report_unclosed(&mut self, first: usize, noticed: usize) {
        let is_reported = self.out.errors[self.line.errors.min(self.out.errors.len())..]
            .iter()
            .any(|error| {
                *error.code == codes::UNTERMINATED_STRING || *error.code == codes::UNCLOSED_BRACKET
            });
        let Some(&open) = self.brackets.last() else {
            return;
        };
        if is_reported || self.brackets.len() <= first {
            return;
        }
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

    fn close_one(&mut self, at: usize) {
        if let Some(open) = self.brackets.pop() {
            // A comma or operator before it would make a second mistake of it.
            self.push(open.close, at, at);
        }
    }

    fn close_brackets(&mut self, noticed: usize) {
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
    fn close_backquotes(&mut self) -> bool {
        let is_open = self
            .brackets
            .last()
            .is_some_and(|bracket| bracket.close == kind::BACKQUOTE_END);
        if is_open {
            self.close_brackets(self.position);
        }
        is_open
    }

    // ---- tokens ----

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

    fn word(&mut self) {
        let start = self.position;
        let rest = &self.bytes[start..self.end];
        let length = rest
            .iter()
            .position(|&byte| !is_name_byte(byte))
            .unwrap_or(rest.len());
        let behind = rest.get(length).copied().unwrap_or(0);
        if length <= 2 && matches!(behind, b'\'' | b'"') && is_string_prefix(&rest[..length]) {
            self.position += length;
            return self.string(start);
        }
        if behind >= 0x80 {
            return self.foreign_word();
        }
        let end = start + length;
        let word = &self.text[start..end];
        self.position = end;
        if length <= 8
            && let Some(kind) = keyword(word).or_else(|| self.statement_word(word))
        {
            return self.keyword(kind, start, end);
        }
        let kind = self.name_kind();
        self.push(kind, start, end);
    }

    /// `not in` and `is not` are one operator each.
    fn keyword(&mut self, kind: u8, start: usize, end: usize) {
        let count = self.out.kinds.len();
        let joins = match (self.out.kinds.last(), kind) {
            _ if count <= self.line.tokens + 1 => false,
            (Some(&kind::NOT), kind::IN) => ends_operand(self.out.kinds[count - 2]),
            (Some(&kind::COMPARE), kind::NOT) => {
                let last = self.out.tokens[count - 1];
                &self.text[last.start as usize..last.end as usize] == "is"
            }
            _ => false,
        };
        if joins {
            self.out.kinds[count - 1] = kind::COMPARE;
            self.out.tokens[count - 1].end = end as u32;
        } else {
            self.push(kind, start, end);
        }
    }

    /// Words that Python 2 or 3 reserves, and that are taken for more than names only where a statement begins.
    fn statement_word(&self, word: &str) -> Option<u8> {
        let kind = match word {
            "print" => kind::PRINT,
            "exec" => kind::EXEC,
            "nonlocal" => kind::NONLOCAL,
            _ => return None,
        };
        let is_start = self.brackets.is_empty()
            && match self.out.kinds.last() {
                _ if self.out.kinds.len() == self.line.tokens => true,
                Some(&kind::SEMICOLON) => true,
                Some(&kind::COLON) => self.block_colon,
                _ => false,
            };
        let behind = self.bytes[self.position..self.end].trim_ascii_start();
        let behind = [
            behind.first().copied().unwrap_or(0),
            behind.get(1).copied().unwrap_or(0),
        ];
        let is_name = match behind {
            [b'=', b'='] => false,
            [b'=' | b',', _] | [b'+' | b'-' | b'*' | b'/' | b'%', b'='] => true,
            [b'.', digit] => !digit.is_ascii_digit(),
            [first, _] => kind == kind::NONLOCAL && !is_name_byte(first),
        };
        (is_start && !is_name).then_some(kind)
    }

    /// Whether a name is one that an argument is given to, or one of `:=`.
    fn name_kind(&self) -> u8 {
        let mut ahead = 0;
        while matches!(self.byte(ahead), b' ' | b'\t') {
            ahead += 1;
        }
        match (self.byte(ahead), self.byte(ahead + 1)) {
            (b'=', b'=') => kind::NAME,
            (b'=', _)
                if self
                    .brackets
                    .last()
                    .is_some_and(|open| open.close == kind::PARENTHESIS_END) =>
            {
                match self.out.kinds.last() {
                    Some(&(kind::CALL | kind::GROUP | kind::COMMA)) => kind::KEYWORD,
                    // A comma is missing: the message is better if this is known.
                    Some(&last) if ends_operand(last) => kind::KEYWORD,
                    _ => kind::NAME,
                }
            }
            (b':', b'=')
                if !self.brackets.is_empty() || self.out.kinds.len() > self.line.tokens =>
            {
                kind::NAMED
            }
            _ => kind::NAME,
        }
    }

    fn number(&mut self) {
        let start = self.position;
        let length = super::number::length(&self.bytes[start..self.end]);
        self.position += length;
        self.push(kind::NUMBER, start, start + length);
    }

    fn string(&mut self, start: usize) {
        let quote = self.byte(0);
        let is_triple = self.byte(1) == quote && self.byte(2) == quote;
        let quotes = if is_triple { 3 } else { 1 };
        self.position += quotes;
        let is_terminated = self.string_body(quote, is_triple);
        let end = self.position;
        self.push(kind::STRING, start, end);
        if !is_terminated {
            self.suspicious = true;
            let quotes = &self.text[end - (end - start)..end];
            let quotes: String = quotes
                .chars()
                .filter(|&c| c == quote as char)
                .take(if is_triple { 3 } else { 1 })
                .collect();
            let (message, expected) = if is_triple {
                ("this string literal has no end", "to the end of the file")
            } else {
                (
                    "this string literal does not end on its line",
                    "on this line",
                )
            };
            let mut diagnostic =
                Diagnostic::new(&codes::UNTERMINATED_STRING, message, self.span(start, end))
                    .at(format!("no `{quotes}` {expected}"));
            if !is_triple {
                diagnostic = diagnostic.help(format!(
                    "close it with `{quotes}`; a literal over several lines is written in `{}`",
                    quotes.repeat(3)
                ));
            }
            self.report(diagnostic);
        }
    }

    /// Reads to behind the closing quotes; false if there are none.
    fn string_body(&mut self, quote: u8, is_triple: bool) -> bool {
        while self.position < self.end {
            match self.byte(0) {
                b'\\' => {
                    self.position += 1;
                    if self.byte(0) == b'\r' && self.byte(1) == b'\n' {
                        self.position += 1;
                    }
                    if self.position < self.end {
                        self.position += 1;
                    }
                }
                byte if byte == quote => {
                    if !is_triple {
                        self.position += 1;
                        return true;
                    }
                    if self.byte(1) == quote && self.byte(2) == quote {
                        self.position += 3;
                        return true;
                    }
                    self.position += 1;
                }
                b'\n' | b'\r' if !is_triple => return false,
                _ => self.position += 1,
            }
        }
        // A backslash may have skipped the first byte of a longer character.
        self.position = self.end;
        false
    }

    /// A name with letters beyond ASCII, which Python 2 does not have.
    fn foreign_word(&mut self) {
        let start = self.position;
        let rest = &self.text[start..self.end];
        let length = rest
            .find(|c: char| !(c.is_alphanumeric() || c == '_'))
            .unwrap_or(rest.len());
        if length == 0 {
            return self.stray();
        }
        self.position += length;
        let kind = self.name_kind();
        self.push(kind, start, start + length);
        let foreign = rest[..length]
            .chars()
            .find(|c| !c.is_ascii())
            .unwrap_or_default();
        self.error(
            &codes::STRAY_CHARACTER,
            format!("names are of ASCII letters, digits and `_`, not `{foreign}`"),
            start,
            start + length,
        );
    }

    fn stray(&mut self) {
        let start = self.position;
        let Some(character) = self.text[start..self.end].chars().next() else {
            self.position = self.end;
            return;
        };
        if character.is_alphabetic() {
            let word =
                self.text[start..self.end].find(|c: char| !(c.is_alphanumeric() || c == '_'));
            if word != Some(0) {
                return self.foreign_word();
            }
        }
        if let Some(close) = typographic_close(character) {
            return self.typographic_string(character, close);
        }
        // The same characters side by side are one mistake.
        let rest = &self.text[start..self.end];
        let length = rest.find(|c| c != character).unwrap_or(rest.len());
        self.position += length;
        let mut diagnostic = Diagnostic::new(
            &codes::STRAY_CHARACTER,
            stray_message(character),
            self.span(start, start + length),
        );
        match character {
            '\\' => {
                diagnostic = diagnostic
                    .help("a backslash joins two lines if it is the last character of the first")
            }
            '$' => {
                diagnostic = diagnostic
                    .help("variables have no `$`; in strings, write `{{name}}` for a reference")
            }
            '?' => {
                diagnostic = diagnostic.help("the conditional is written `a if condition else b`")
            }
            '!' => diagnostic = diagnostic.suggest(self.span(start, start + length), "not "),
            _ => {}
        }
        if character == '!' {
            self.push(kind::NOT, start, start + length);
        }
        if character == '\u{a0}' || character.is_whitespace() {
            diagnostic = diagnostic
                .suggest(self.span(start, start + length), " ")
                .help("replace it with a plain blank");
        }
        self.report(diagnostic);
    }

    /// `“text”`, from a word processor.
    fn typographic_string(&mut self, open: char, close: char) {
        let start = self.position;
        let inside = start + open.len_utf8();
        let rest = &self.text[inside..self.end];
        let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let length = rest[..line].find([close, open]);
        let end = match length {
            Some(length) => {
                inside + length + rest[length..].chars().next().map_or(0, char::len_utf8)
            }
            None => inside,
        };
        self.position = end;
        // The body is not decoded: its statement is reported as it is.
        let diagnostic = Diagnostic::new(
            &codes::STRAY_CHARACTER,
            format!("`{open}` is no quote that begins a string"),
            self.span(start, inside),
        );
        let diagnostic = match length {
            Some(length) => {
                let body = &rest[..length];
                let quote = if body.contains('\'') { '"' } else { '\'' };
                self.push(kind::NAME, start, end);
                diagnostic.suggest(self.span(start, end), format!("{quote}{body}{quote}"))
            }
            None => diagnostic.help("write `'` or `\"`"),
        };
        self.report(diagnostic);
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

fn stray_message(character: char) -> String {
    match character {
        '\0' => "a zero byte has no place in a configuration".to_owned(),
        '\u{feff}' => "a byte order mark in the middle of the file".to_owned(),
        c if c.is_control() || c.is_whitespace() => {
            format!(
                "the invisible character U+{:04X} has no place here",
                c as u32
            )
        }
        '!' => "`!` is no operator; `not` is".to_owned(),
        c => format!("the character `{c}` has no meaning here"),
    }
}

fn typographic_close(open: char) -> Option<char> {
    match open {
        '“' | '”' | '„' => Some('”'),
        '‘' | '’' | '‚' => Some('’'),
        '«' => Some('»'),
        _ => None,
    }
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Whether the letters before a quote belong to the literal.
fn is_string_prefix(letters: &[u8]) -> bool {
    match letters {
        [letter] => matches!(letter | 0x20, b'r' | b'u' | b'b' | b'f'),
        [first, second] => matches!(
            (first | 0x20, second | 0x20),
            (b'u' | b'b' | b'f', b'r') | (b'r', b'b' | b'f')
        ),
        _ => false,
    }
}

/// The operator that starts with these bytes, and its length.
fn operator(first: u8, second: u8, third: u8) -> Option<(u8, usize)> {
    use kind::*;
    let found = match (first, second, third) {
        (b',', ..) => (COMMA, 1),
        (b':', b'=', _) => (WALRUS, 2),
        (b':', ..) => (COLON, 1),
        (b';', ..) => (SEMICOLON, 1),
        (b'.', b'.', b'.') => (ELLIPSIS, 3),
        (b'.', ..) => (DOT, 1),
        (b'=', b'=', _) => (COMPARE, 2),
        (b'=', ..) => (EQUAL, 1),
        (b'!', b'=', _) => (COMPARE, 2),
        (b'<', b'<', b'=') | (b'>', b'>', b'=') | (b'*', b'*', b'=') | (b'/', b'/', b'=') => {
            (AUGMENTED, 3)
        }
        (b'<', b'<', _) => (LEFT_SHIFT, 2),
        (b'>', b'>', _) => (RIGHT_SHIFT, 2),
        (b'<', b'=' | b'>', _) | (b'>', b'=', _) => (COMPARE, 2),
        (b'<' | b'>', ..) => (COMPARE, 1),
        (b'-', b'>', _) => (ARROW, 2),
        (b'+' | b'-' | b'*' | b'/' | b'%' | b'&' | b'|' | b'^' | b'@', b'=', _) => (AUGMENTED, 2),
        (b'+', ..) => (PLUS, 1),
        (b'-', ..) => (MINUS, 1),
        (b'*', b'*', _) => (POWER, 2),
        (b'*', ..) => (STAR, 1),
        (b'/', b'/', _) => (DOUBLE_SLASH, 2),
        (b'/', ..) => (SLASH, 1),
        (b'%', ..) => (PERCENT, 1),
        (b'@', ..) => (AT, 1),
        (b'&', ..) => (BIT_AND, 1),
        (b'|', ..) => (BIT_OR, 1),
        (b'^', ..) => (BIT_XOR, 1),
        (b'~', ..) => (TILDE, 1),
        _ => return None,
    };
    Some(found)
}

/// PEP 263: a comment in the first two lines that names a coding. Files are read as UTF-8 whatever it says.
pub fn has_coding_line(text: &str) -> bool {
    text.lines().take(2).any(|line| {
        let line = line.trim_start_matches([' ', '\t', '\x0c', '\u{feff}']);
        line.starts_with('#')
            && line.split_once("coding").is_some_and(|(_, rest)| {
                let value = rest
                    .trim_start_matches([':', '='])
                    .trim_start_matches([' ', '\t']);
                rest.starts_with([':', '='])
                    && value.starts_with(|c: char| c.is_ascii_alphanumeric())
            })
    })
}
