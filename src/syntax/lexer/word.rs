//! Names and keywords.

use super::super::string_literal::is_string_prefix;
use super::super::token::{ends_operand, keyword, kind};
use super::Lexer;

impl Lexer<'_> {
    pub(super) fn word(&mut self) {
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
        let next = self.text[start + length..self.end].chars().next();
        if behind >= 0x80 && next.is_some_and(char::is_alphanumeric) {
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
        if matches!(word, "print" | "exec") && !(word == "print" && self.out.header.print_function)
        {
            self.out.keyword_names.push(self.out.kinds.len() as u32);
        }
        self.push(kind, start, end);
    }

    /// `not in` and `is not` are one operator each.
    fn keyword(&mut self, kind: u8, start: usize, end: usize) {
        if matches!(kind, kind::TRUE | kind::FALSE | kind::NONE)
            && let Some(kind) = self.constant_as_name(kind)
        {
            return self.push(kind, start, end);
        }
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

    /// The kind of a constant that stands where Python 2 takes it for a name: `True` and `False` may be assigned to, and each may be
    /// the name of an attribute.
    fn constant_as_name(&mut self, kind: u8) -> Option<u8> {
        let last = match self.out.kinds.len() > self.line.tokens {
            true => self.out.kinds.last().copied().unwrap_or(0),
            false => 0,
        };
        if last == kind::DOT {
            return Some(kind::NAME);
        }
        if kind == kind::NONE {
            return None;
        }
        if self.out.header.boolean_names {
            return Some(self.name_kind());
        }
        let behind = self.bytes[self.position..self.end].trim_ascii_start();
        let is_assigned = match behind {
            [b'=', rest @ ..] => !rest.starts_with(b"="),
            [
                b'+' | b'-' | b'*' | b'/' | b'%' | b'&' | b'|' | b'^',
                b'=',
                ..,
            ] => true,
            _ => false,
        };
        // An argument of that name binds nothing.
        let is_argument = is_assigned && self.name_kind() == kind::KEYWORD;
        // `True, x = …`: nobody writes such a tuple for nothing.
        let is_first = last == 0 && behind.starts_with(b",");
        let is_bound = (is_assigned || is_first) && self.brackets.is_empty()
            || matches!(
                last,
                kind::DEF
                    | kind::CLASS
                    | kind::GLOBAL
                    | kind::AS
                    | kind::IMPORT
                    | kind::DEL
                    | kind::FOR
                    | kind::LAMBDA
            );
        self.binds_booleans |= is_bound;
        is_argument.then_some(kind::KEYWORD)
    }

    /// Words that Python 2 or 3 reserves, and that are taken for more than names only where a statement begins.
    fn statement_word(&self, word: &str) -> Option<u8> {
        let kind = match word {
            "print" if !self.out.header.print_function => kind::PRINT,
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
    pub(super) fn name_kind(&self) -> u8 {
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
}

pub(super) fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}
