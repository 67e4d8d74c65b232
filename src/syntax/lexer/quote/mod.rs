//! Quotes of a line that one is missing among, or one too many: where the literal was meant to begin and to end.
//!
//! If a line ends in a literal, an earlier one may be to blame: behind a missing quote, all others open what they should close.
//! Each literal of the line is taken for the one, in order, and ended wherever it may have been meant to end. Of the ends behind
//! which all quotes of the line make sense, the one that most brackets agree with was meant.

mod explain;
mod line;
mod triple;

use super::super::token::{ends_operand, kind};
use super::super::unmatched_brackets::misfits;
use super::Lexer;
use super::bracket::Bracket;
use super::layout::closed_by;
use line::Line;
pub(super) use triple::Triple;

/// How often a file is searched for what was meant; behind that, literals are taken as they stand.
const REPAIRS: usize = 100;

/// The longest line that is searched, in bytes: each end is tried with all of the line behind it.
const LONGEST_LINE: usize = 2000;

/// How many ends are compared by the brackets behind them.
const COMPARED: usize = 24;

/// What is wrong with a literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mistake {
    /// Its closing quote is missing.
    Open,
    /// The quote at this place, of the other kind, closes it.
    OtherQuote(usize),
    /// The quote at this place belongs to its text.
    Inner(usize),
    /// The quote at this place is one too many.
    Superfluous(usize),
    /// Its opening quote is one too many: there is no literal.
    NoLiteral,
    /// Its opening quote is missing.
    NoBeginning,
}

/// How a literal may have been meant.
#[derive(Clone, Copy, Debug)]
struct Reading {
    mistake: Mistake,
    /// The token that it takes the place of, with all behind it.
    token: usize,
    start: usize,
    end: usize,
    quote: u8,
}

/// A literal of the line, as the lexer has read it.
#[derive(Clone, Copy, Debug)]
struct Literal {
    token: usize,
    start: usize,
    /// Its opening quote.
    open: usize,
    end: usize,
    is_closed: bool,
}

impl Lexer<'_> {
    /// Reads on behind a literal that was meant, in place of the one that starts at `start` and does not end on its line; false if
    /// nothing better is known.
    pub(super) fn read_meant(&mut self, start: usize) -> bool {
        let line = Line::around(&self.bytes[..self.end], start);
        if self.repairs >= REPAIRS || line.end - line.start > LONGEST_LINE || self.is_masked {
            return false;
        }
        self.repairs += 1;
        let Some((reading, misfits)) = self.best_reading(&line, start) else {
            return false;
        };
        self.forget_from(reading.token, reading.start);
        self.suspicious |= misfits > 0;
        self.position = reading.end;
        if reading.mistake != Mistake::NoLiteral {
            self.push(kind::STRING, reading.start, reading.end);
        }
        self.report(self.explain_quote(reading));
        true
    }

    fn best_reading(&self, line: &Line<'_>, start: usize) -> Option<(Reading, usize)> {
        let first = self.first_token(line);
        let from = self.line.tokens;
        let before = opened(Vec::new(), &self.out.kinds[from..first], from);
        let mut best: Option<(Reading, usize)> = None;
        let readings = self.readings(line, first, &before, start);
        for reading in readings.into_iter().take(COMPARED) {
            let kinds = &self.out.kinds[first..reading.token];
            let open = opened(before.clone(), kinds, first);
            let open = open.iter().map(|bracket| bracket.close).collect();
            let misfits = misfits(open, &self.bytes[reading.end..self.end]);
            if best.is_none_or(|(_, least)| misfits < least) {
                best = Some((reading, misfits));
            }
            if misfits == 0 {
                break;
            }
        }
        best
    }

    /// The first token of a line.
    fn first_token(&self, line: &Line<'_>) -> usize {
        let tokens = &self.out.tokens[self.line.tokens..];
        self.line.tokens + tokens.partition_point(|token| (token.start as usize) < line.start)
    }

    /// All that may have been meant, the most probable first. `before` are the brackets open at the token `first` of the line.
    fn readings(
        &self,
        line: &Line<'_>,
        first: usize,
        before: &[Bracket],
        unclosed: usize,
    ) -> Vec<Reading> {
        let mut found = Vec::new();
        for literal in self.literals(line, first, unclosed) {
            if !line.may_open(literal.start) {
                self.without_beginning(line, first, literal, &mut found);
                self.without_literal(line, literal, &mut found);
                continue;
            }
            let kinds = &self.out.kinds[first..literal.token];
            let open = opened(before.to_vec(), kinds, first);
            let bracket = open.last().map(|bracket| bracket.close);
            let before = self.out.kinds[self.line.tokens..literal.token].last();
            if line.begins_argument(literal.open + 1)
                && matches!(before, Some(&(kind::CALL | kind::COMMA)))
            {
                self.without_literal(line, literal, &mut found);
            }
            self.with_earlier_end(line, literal, bracket, &mut found);
            self.with_later_end(line, literal, &mut found);
            self.without_literal(line, literal, &mut found);
        }
        found
    }

    /// The literals of the line, the last of which starts at `unclosed`.
    fn literals(&self, line: &Line<'_>, first: usize, unclosed: usize) -> Vec<Literal> {
        let strings = (first..self.out.tokens.len()).filter_map(|token| {
            let place = self.out.tokens[token];
            let (start, end) = (place.start as usize, place.end as usize);
            (self.out.kinds[token] == kind::STRING).then_some((token, start, end, true))
        });
        let last = (self.out.tokens.len(), unclosed, line.end, false);
        strings
            .chain([last])
            .filter_map(|(token, start, end, is_closed)| {
                let open = (start..end).find(|&at| matches!(self.bytes[at], b'\'' | b'"'))?;
                let is_triple = self.bytes[open..end].starts_with(&[self.bytes[open]; 3]);
                (!is_triple).then_some(Literal {
                    token,
                    start,
                    open,
                    end,
                    is_closed,
                })
            })
            .collect()
    }

    /// A literal whose closing quote is missing, or of the other kind. `bracket` is the kind of what closes the innermost bracket
    /// around it.
    fn with_earlier_end(
        &self,
        line: &Line<'_>,
        literal: Literal,
        bracket: Option<u8>,
        found: &mut Vec<Reading>,
    ) {
        let before = self.out.kinds[self.line.tokens..literal.token].last();
        let is_header = bracket.is_none()
            && matches!(
                self.out.kinds.get(self.line.tokens),
                Some(kind::IF..=kind::FINALLY)
            );
        let is_key = is_header
            || bracket == Some(kind::BRACE_END)
                && matches!(before, Some(&(kind::BRACE | kind::COMMA)));
        let is_argument = bracket == Some(kind::PARENTHESIS_END) && before == Some(&kind::EQUAL);
        let is_expected = before.is_some_and(|&before| {
            let is_block = before == kind::COLON && bracket != Some(kind::BRACE_END);
            !ends_operand(before) && !opens_or_separates(before) && !is_block
        });
        let quote = self.bytes[literal.open];
        let reading = |mistake, end| Reading {
            mistake,
            token: literal.token,
            start: literal.start,
            end,
            quote,
        };
        let last = literal.end - usize::from(literal.is_closed);
        let (mut at, mut others) = (literal.open + 1, 0);
        while at < last {
            let byte = line.byte(at);
            if byte == b'\\' {
                at += 2;
                continue;
            }
            if matches!(byte, b'\'' | b'"') {
                let ends = others % 2 == 0 && line.ends_value(at + 1, is_key);
                if ends && line.is_sound(at + 1) {
                    found.push(reading(Mistake::OtherQuote(at), at + 1));
                }
                others += 1;
            } else if others % 2 == 0
                && (is_expected || line.trimmed(literal.open + 1, at) > literal.open + 1)
                && line.is_end(at, is_key, is_argument)
                && line.is_sound(at)
            {
                found.push(reading(Mistake::Open, line.trimmed(literal.open + 1, at)));
            }
            at += 1;
        }
        let end = line.trimmed(literal.open + 1, line.end);
        if !literal.is_closed && (is_expected || end > literal.open + 1) {
            found.push(reading(Mistake::Open, end));
        }
    }

    /// A literal whose text has the quote that seems to close it, or that has a quote too many at one of its ends.
    fn with_later_end(&self, line: &Line<'_>, literal: Literal, found: &mut Vec<Reading>) {
        let Literal {
            token,
            start,
            open,
            end,
            is_closed,
        } = literal;
        let quote = self.bytes[open];
        let behind = line.byte(end);
        let mut add = |mistake, end| {
            if line.ends_value(end, true) && line.is_sound(end) {
                found.push(Reading {
                    mistake,
                    token,
                    start,
                    end,
                    quote,
                });
            }
        };
        if !is_closed {
            return;
        }
        if behind == quote {
            add(Mistake::Superfluous(end), end + 1);
        }
        if !behind.is_ascii_alphanumeric() && behind != quote {
            return;
        }
        let is_empty = end == open + 2;
        let later = (end + 1..line.end).filter(|&at| line.byte(at) == quote);
        for at in later {
            match is_empty {
                true => add(Mistake::Superfluous(open), at + 1),
                false => add(Mistake::Inner(end - 1), at + 1),
            }
        }
    }

    /// A quote that begins no literal, but stands in front of something else, or behind it.
    fn without_literal(&self, line: &Line<'_>, literal: Literal, found: &mut Vec<Reading>) {
        let end = literal.open + 1;
        if line.is_sound(end) {
            found.push(Reading {
                mistake: Mistake::NoLiteral,
                token: literal.token,
                start: literal.start,
                end,
                quote: self.bytes[literal.open],
            });
        }
    }

    /// A literal that the quote at `literal` closes, and that begins behind something that a value stands behind.
    fn without_beginning(
        &self,
        line: &Line<'_>,
        first: usize,
        literal: Literal,
        found: &mut Vec<Reading>,
    ) {
        let end = literal.open + 1;
        let quote = self.bytes[literal.open];
        if !line.ends_value(end, true) || !line.is_sound(end) {
            return;
        }
        let before = first.saturating_sub(1).max(self.line.tokens);
        for token in (before..literal.token).rev() {
            let place = self.out.tokens[token];
            let is_same = self.bytes[place.end as usize - 1] == quote;
            if self.out.kinds[token] == kind::STRING && is_same {
                return;
            }
            if token + 1 < literal.token && self.precedes_value(token) {
                found.push(Reading {
                    mistake: Mistake::NoBeginning,
                    token: token + 1,
                    start: self.out.tokens[token + 1].start as usize,
                    end,
                    quote,
                });
            }
        }
    }

    /// Whether a value may begin behind a token.
    fn precedes_value(&self, token: usize) -> bool {
        let end = self.out.tokens[token].end as usize;
        match self.out.kinds[token] {
            kind::EQUAL => {
                let before = token.checked_sub(1).map(|before| self.out.kinds[before]);
                before == Some(kind::KEYWORD) || token == self.line.tokens + 1
            }
            kind::COLON => self.bytes.get(end) == Some(&b' '),
            kind => opens_or_separates(kind),
        }
    }

    /// Forgets the tokens from `token` on, and all that was said from `start` on.
    fn forget_from(&mut self, token: usize, start: usize) {
        self.out.truncate(token);
        let errors = &mut self.out.errors;
        while errors.len() > self.line.errors
            && errors
                .last()
                .is_some_and(|it| it.primary.span.start as usize >= start)
        {
            errors.pop();
        }
        let reported = &mut self.out.reported;
        while reported.last().is_some_and(|&it| it as usize >= token) {
            reported.pop();
        }
        self.reopen_brackets();
    }

    /// Finds the brackets that are open and how deep the line is from its tokens.
    fn reopen_brackets(&mut self) {
        let first = self.line.tokens;
        self.brackets = opened(Vec::new(), &self.out.kinds[first..], first);
        self.gauge.reset();
        let blocks = self.level + self.indents.len() as u32;
        let mut follows_operand = false;
        for &kind in &self.out.kinds[first..] {
            if kind == kind::COLON {
                self.block_colon = !self.gauge.in_lambda();
            }
            // It was not too deep when it was read.
            let _ = self.gauge.push(kind, !follows_operand, blocks);
            follows_operand = ends_operand(kind);
        }
    }
}

/// Whether nothing needs to stand behind a token of this kind.
fn opens_or_separates(kind: u8) -> bool {
    matches!(
        kind,
        kind::COMMA | kind::CALL | kind::GROUP | kind::LIST | kind::BRACE | kind::SUBSCRIPT
    )
}

/// The brackets that are open behind some tokens, the first of which is `first`, if those of `open` are open before them.
fn opened(mut open: Vec<Bracket>, kinds: &[u8], first: usize) -> Vec<Bracket> {
    for (token, &kind) in (first..).zip(kinds) {
        match closed_by(kind) {
            Some(close) => open.push(Bracket { close, token }),
            None if open.last().is_some_and(|bracket| bracket.close == kind) => {
                open.pop();
            }
            None => {}
        }
    }
    open
}
