//! Logical lines: blank lines and comments between them, the line breaks that brackets and backslashes join.

use super::super::depth::BLOCK_LIMIT;
use super::super::token::{Token, kind};
use super::word::is_name_byte;
use super::{Checkpoint, Lexer};

/// How often a logical line whose bracket is never closed is read again, more suspiciously. Each time may read to the
/// end of the file.
const RETRIES: usize = 20;

impl Lexer<'_> {
    /// Reads blank lines and one logical line; false at the end of the file.
    pub(super) fn logical_line(&mut self) -> bool {
        let Some(column) = self.indentation() else {
            return false;
        };
        self.previous = self.line;
        let column = self.set_block(column);
        self.gauge.reset();
        self.is_masked = false;
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
            self.mask_line();
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

    pub(super) fn comment(&mut self) {
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
                    if self.literal_as_meant(self.position) {
                        continue;
                    }
                    if self.close_backquotes() || self.brackets.is_empty() {
                        self.newline();
                        return true;
                    }
                    self.newline();
                    if self.suspicious && self.ends_header() {
                        self.close_header();
                        return true;
                    }
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
        self.out.truncate(self.line.tokens);
        self.out.comments.truncate(self.line.comments);
        self.out.errors.truncate(self.line.errors);
        self.out.reported.truncate(self.line.reported);
        self.brackets.clear();
        self.gauge.reset();
        self.is_masked = false;
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

    /// Whether the line above ends like the header of a block, in brackets that no colon can stand in.
    fn ends_header(&self) -> bool {
        let first = self.out.kinds.get(self.line.tokens);
        let is_header = first.is_some_and(|first| (kind::IF..=kind::FINALLY).contains(first));
        let open = self.brackets.last().map(|open| self.out.kinds[open.token]);
        let is_colon = self.out.kinds.last() == Some(&kind::COLON) && self.block_colon;
        is_header && is_colon && matches!(open, Some(kind::CALL | kind::GROUP | kind::LIST))
    }

    /// Closes the brackets before the colon of a header.
    fn close_header(&mut self) {
        self.out.kinds.pop();
        let Some(colon) = self.out.tokens.pop() else {
            return;
        };
        self.close_brackets(colon.start as usize);
        self.push(kind::COLON, colon.start as usize, colon.end as usize);
        self.position = self.start_of_line();
    }

    fn start_of_line(&self) -> usize {
        let before = &self.bytes[..self.position];
        before
            .iter()
            .rposition(|byte| matches!(byte, b'\n' | b'\r'))
            .map_or(0, |at| at + 1)
    }

    pub(super) fn mask_line(&mut self) {
        if self.is_masked || self.indents.len() > BLOCK_LIMIT {
            self.out.kinds[self.line.tokens..].fill(kind::ILLEGAL);
            let token = self.line.tokens as u32;
            if !self.out.reported[self.line.reported..].contains(&token) {
                self.out.reported.insert(self.line.reported, token);
            }
        }
    }
}
