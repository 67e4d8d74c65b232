//! Pairs of the grammar to the tree.

mod assign;
mod body;
mod bracket;
mod broken;
mod call;
mod compound;
mod comprehension;
mod definition;
mod expression;
mod import;
mod operator;
mod parameters;
mod python3;
mod simple;
mod statement;
mod string;
mod subscript;

use super::MOST_ERRORS;
use super::ast::{Identifier, Name};
use super::grammar::Rule;
use super::header::FileHeader;
use super::lexer::Tokens;
use crate::diagnostic::codes::syntax as codes;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};
use pest::iterators::Pair;
use rustc_hash::FxHashMap;
use std::cell::{Cell, RefCell};

/// What surrounds the statement that is built.
#[derive(Clone, Copy, Debug, Default)]
pub struct Surroundings {
    /// Whether it is in a function.
    in_function: bool,
    /// Whether it is in a loop of the same function.
    in_loop: bool,
    /// Whether a `yield` was seen in the function.
    yields: bool,
    /// The first `return` with a value in the function.
    returned: Option<Span>,
    /// Whether it is in a `finally` block, in no loop of that block.
    in_finally: bool,
}

/// Where the lexer left out closing brackets that close nothing, in file order, by its errors.
pub fn stray_brackets(errors: &[Diagnostic]) -> Vec<u32> {
    let is_stray = |error: &&Diagnostic| *error.code == codes::WRONG_BRACKET;
    let places = errors.iter().filter(is_stray);
    let mut stray: Vec<u32> = places.map(|error| error.primary.span.start).collect();
    stray.sort_unstable();
    stray
}

/// Where the lexer found brackets that do not fit, in file order, by its errors.
pub fn unbalanced_brackets(errors: &[Diagnostic]) -> Vec<u32> {
    let is_bracket = |error: &&Diagnostic| {
        *error.code == codes::WRONG_BRACKET || *error.code == codes::UNCLOSED_BRACKET
    };
    let places = errors.iter().filter(is_bracket);
    let mut unbalanced: Vec<u32> = places.map(|error| error.primary.span.start).collect();
    unbalanced.sort_unstable();
    unbalanced
}

/// What all builders of a part of a file share.
pub struct Shared<'s> {
    /// The whole file.
    pub text: &'s str,
    /// Its number.
    pub file: FileId,
    /// What its head says.
    pub header: FileHeader,
    /// Mistakes found so far, without those of the lexer.
    pub errors: RefCell<Vec<Diagnostic>>,
    /// What only Python 3 reads.
    pub python3: RefCell<Vec<Diagnostic>>,
    /// See [`stray_brackets`].
    stray: &'s [u32],
    /// See [`unbalanced_brackets`].
    unbalanced: &'s [u32],
    names: RefCell<FxHashMap<&'s str, Name>>,
    surroundings: Cell<Surroundings>,
}

impl<'s> Shared<'s> {
    /// Nothing built yet; `stray` are the [`stray_brackets`], `unbalanced` the [`unbalanced_brackets`].
    pub fn new(
        text: &'s str,
        file: FileId,
        header: FileHeader,
        stray: &'s [u32],
        unbalanced: &'s [u32],
    ) -> Shared<'s> {
        Shared {
            stray,
            unbalanced,
            text,
            file,
            header,
            errors: RefCell::default(),
            python3: RefCell::default(),
            names: RefCell::default(),
            surroundings: Cell::default(),
        }
    }

    /// Builds with other surroundings; gives those at the end, too.
    fn within<T>(
        &self,
        change: impl FnOnce(&mut Surroundings),
        build: impl FnOnce() -> T,
    ) -> (T, Surroundings) {
        let before = self.surroundings.get();
        let mut inside = before;
        change(&mut inside);
        self.surroundings.set(inside);
        let built = build();
        (built, self.surroundings.replace(before))
    }

    /// Whether a closing bracket was left out between two offsets.
    fn lacks_bracket(&self, start: u32, end: u32) -> bool {
        let first = self.stray.partition_point(|&at| at < start);
        self.stray.get(first).is_some_and(|&at| at < end)
    }

    /// Forgets what was reported after the first `count` mistakes if it may follow from a bracket that does not fit between two
    /// offsets: the order of arguments, and what stands where a value or a target should.
    fn forget_what_follows(&self, count: usize, span: Span) {
        let first = self.unbalanced.partition_point(|&at| at < span.start);
        // One that closes nothing is no token, and may stand behind the last one.
        let is_on_line =
            |at: u32| at < span.end || !self.text[span.end as usize..at as usize].contains('\n');
        if !self.unbalanced.get(first).is_some_and(|&at| is_on_line(at)) {
            return;
        }
        let follows = |it: &Diagnostic| {
            let codes = [
                &codes::POSITIONAL_AFTER_KEYWORD,
                &codes::REPEATED_ARGUMENT,
                &codes::BAD_TARGET,
                &codes::MISSING_OPERAND,
            ];
            codes.contains(&it.code)
        };
        let mut errors = self.errors.borrow_mut();
        let rest = errors.split_off(count);
        errors.extend(rest.into_iter().filter(|it| !follows(it)));
    }

    fn report(&self, diagnostic: Diagnostic) {
        let mut errors = self.errors.borrow_mut();
        // Of more nothing would be shown.
        if errors.len() <= MOST_ERRORS {
            errors.push(diagnostic);
        }
    }
}

/// Builds the tree of one run of the grammar. All methods take pairs of that run.
pub struct Builder<'b, 's> {
    /// What is common to the file.
    pub shared: &'b Shared<'s>,
    /// The tokens that the grammar ran over.
    pub tokens: &'b Tokens,
    /// The token that the grammar started at.
    pub base: usize,
    /// How many f-strings are around this.
    pub formatted: u32,
}

impl<'b, 's> Builder<'b, 's> {
    /// The range of tokens of a pair.
    fn range(&self, pair: &Pair<'_, Rule>) -> (usize, usize) {
        let span = pair.as_span();
        (self.base + span.start(), self.base + span.end())
    }

    pub fn kind(&self, token: usize) -> u8 {
        self.tokens.kinds.get(token).copied().unwrap_or(0)
    }

    pub fn token_span(&self, token: usize) -> Span {
        match self.tokens.tokens.get(token) {
            Some(token) => Span::new(self.shared.file, token.start as usize, token.end as usize),
            None => Span::new(
                self.shared.file,
                self.shared.text.len(),
                self.shared.text.len(),
            ),
        }
    }

    /// From the first token of `start..end` to the last.
    pub fn tokens_span(&self, start: usize, end: usize) -> Span {
        self.token_span(start)
            .to(self.token_span(end.max(start + 1) - 1))
    }

    fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        let (start, end) = self.range(pair);
        self.tokens_span(start, end)
    }

    pub fn text(&self, span: Span) -> &'s str {
        &self.shared.text[span.range()]
    }

    fn name(&self, text: &'s str) -> Name {
        self.shared
            .names
            .borrow_mut()
            .entry(text)
            .or_insert_with(|| Name::from(text))
            .clone()
    }

    fn identifier(&self, token: usize) -> Identifier {
        if !self.tokens.keyword_names.is_empty() {
            self.check_keyword_name(token);
        }
        let span = self.token_span(token);
        Identifier {
            name: self.name(self.text(span)),
            span,
        }
    }

    fn error(&self, code: &'static Code, message: impl Into<String>, span: Span) {
        self.shared.report(Diagnostic::new(code, message, span));
    }
}
