//! A statement that the grammar refused, looked at again: what is wrong, and where?
//!
//! Operands and operators alternate; a stack knows which bracket is open. That is enough to find the first token
//! that cannot stand where it does, and to say what was expected in the words of the language.
//!
//! | file | mistakes in |
//! | --- | --- |
//! | `statement.rs` | statements that are no header, and behind one |
//! | `header.rs` | the first lines of compound statements |
//! | `operand.rs` | the places of values |
//! | `operator.rs` | what follows a value |
//! | `entry.rs` | the entries of dicts |
//! | `foreign.rs` | operators of other languages |
//!
//! `repair.rs` says what would make a statement one that the grammar takes.

mod entry;
mod foreign;
mod header;
mod operand;
mod operator;
mod repair;
mod statement;

use super::build::Builder;
use super::token::kind;
use crate::diagnostic::codes::syntax as codes;
use crate::diagnostic::{Applicability, Code, Diagnostic, Edit, Fix};
use crate::source::Span;
pub use foreign::doubled_operators;
pub use repair::{Repair, repaired};

/// Which header of a compound statement the tokens are the rest of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Header {
    /// None: a whole statement.
    None,
    /// `if`, `elif` and `while`.
    Condition,
    /// `for`.
    For,
    /// `try`, `else` and `finally`.
    Bare,
    /// `except`.
    Except,
    /// `with`.
    With,
    /// `def`.
    Def,
    /// `class`.
    Class,
}

/// Adds the fix that inserts `text` at an empty span.
pub fn insert(mut diagnostic: Diagnostic, at: Span, text: &str) -> Diagnostic {
    diagnostic.fix = Some(Fix {
        message: format!("Insert `{text}`"),
        edits: vec![Edit {
            span: at,
            replacement: text.to_owned(),
        }],
        applicability: Applicability::Suggestion,
    });
    diagnostic
}

/// What was found in a statement that the grammar refused.
pub struct Explained {
    /// What is wrong.
    pub mistakes: Vec<Diagnostic>,
    /// What would make it right, if that is certain.
    pub repairs: Vec<Repair>,
}

/// Finds the mistake in the tokens `start..end` of one logical line: the first one, or several that leave no doubt about what was
/// meant.
pub fn explain(builder: &Builder<'_, '_>, start: usize, end: usize, header: Header) -> Explained {
    let mut reader = Reader {
        builder,
        start,
        at: start,
        end,
        header,
        open: Vec::new(),
        conditionals: Vec::new(),
        colons: Vec::new(),
        may_assign: header == Header::None,
        clear: Vec::new(),
        repairs: Vec::new(),
    };
    let found = reader.statement().err();
    let repair = found.as_ref().and_then(|found| reader.repair(found));
    reader.repairs.extend(repair);
    let mut mistakes = match reader.clear.is_empty() {
        true => vec![*found.unwrap_or_else(|| reader.unknown())],
        false => reader.clear,
    };
    let mut doubled = doubled_operators(builder, start, end);
    doubled.retain(|operator| {
        mistakes
            .iter()
            .all(|it| it.primary.span != operator.primary.span)
    });
    mistakes.append(&mut doubled);
    Explained {
        mistakes,
        repairs: reader.repairs,
    }
}

/// Either nothing was found yet, or the mistake.
type Found = Result<(), Box<Diagnostic>>;

struct Reader<'e, 'b, 's> {
    builder: &'e Builder<'b, 's>,
    start: usize,
    at: usize,
    end: usize,
    header: Header,
    /// The tokens of the brackets around `at`.
    open: Vec<usize>,
    /// Where an `if` between operands stands that still lacks its `else`, with the number of brackets around it.
    conditionals: Vec<(usize, usize)>,
    /// The colons of the dict entries around `at`, with the number of brackets around each.
    colons: Vec<(usize, usize)>,
    /// Whether a `=` at this point assigns.
    may_assign: bool,
    /// Mistakes behind which reading goes on as if they were none.
    clear: Vec<Diagnostic>,
    /// What would make these none, in the order of the tokens.
    repairs: Vec<Repair>,
}

impl<'s> Reader<'_, '_, 's> {
    fn kind(&self, token: usize) -> u8 {
        if token < self.end {
            self.builder.kind(token)
        } else {
            kind::NEWLINE
        }
    }

    fn span(&self, token: usize) -> Span {
        if token < self.end || self.end == self.start {
            self.builder.token_span(token)
        } else {
            self.builder.token_span(self.end - 1).at_end()
        }
    }

    fn text(&self, token: usize) -> &'s str {
        self.builder.text(self.span(token))
    }

    /// A token in words.
    fn describe(&self, token: usize) -> String {
        let text = self.text(token);
        match self.kind(token) {
            kind::NEWLINE => "the end of the line".to_owned(),
            kind::STRING => "a string".to_owned(),
            kind::COMMA => "a comma".to_owned(),
            _ if text.len() > 40 || text.contains('\n') => "this".to_owned(),
            _ => format!("`{text}`"),
        }
    }

    fn fail(&self, code: &'static Code, message: impl Into<String>, token: usize) -> Found {
        Err(Box::new(Diagnostic::new(code, message, self.span(token))))
    }

    fn unknown(&self) -> Box<Diagnostic> {
        let span = self.builder.tokens_span(self.start, self.end);
        Box::new(Diagnostic::new(
            &codes::INVALID_SYNTAX,
            "this is not a statement",
            span,
        ))
    }
}
