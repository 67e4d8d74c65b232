//! Blanks between tokens, and which of the usual ways a file writes them.

use super::source::{Role, Source};
use crate::syntax::token::kind;

/// What a file does more often than not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// `name = value` rather than `name=value` in calls.
    pub spaced_arguments: bool,
    /// The same for the defaults of parameters.
    pub spaced_defaults: bool,
    /// `2 * GB` rather than `2*GB`.
    pub spaced_products: bool,
}

impl Style {
    /// Counts how a file is written. Where it is undecided: `f(name = value)`, `def f(name=value)`, `2 * GB`.
    pub fn of(source: &Source<'_>) -> Style {
        let spaced = |role| {
            let mut balance = 0isize;
            for line in &source.lines {
                for token in line.tokens.clone() {
                    if source.roles[token] == role {
                        balance += blanks_around(source, token);
                    }
                }
            }
            balance
        };
        Style {
            spaced_arguments: spaced(Role::Argument) >= 0,
            spaced_defaults: spaced(Role::Default) > 0,
            spaced_products: spaced(Role::Product) >= 0,
        }
    }
}

/// 1 if blanks are on both sides of an operator, -1 if on neither.
fn blanks_around(source: &Source<'_>, token: usize) -> isize {
    let before = source.end(token.saturating_sub(1)) < source.start(token);
    let behind = source.end(token) < source.start(token + 1);
    match (before, behind) {
        (true, true) => 1,
        (false, false) => -1,
        _ => 0,
    }
}

/// Whether a blank stands between a token and the next one.
pub fn is_spaced(source: &Source<'_>, style: Style, token: usize) -> bool {
    let (left, right) = (source.kind(token), source.kind(token + 1));
    match (left, right) {
        (_, kind::COMMA | kind::SEMICOLON | kind::COLON | kind::CALL | kind::SUBSCRIPT) => false,
        (_, kind::PARENTHESIS_END | kind::BRACKET_END | kind::BRACE_END | kind::BACKQUOTE_END) => {
            false
        }
        (kind::CALL | kind::SUBSCRIPT | kind::GROUP, _) => false,
        (kind::LIST | kind::BRACE | kind::BACKQUOTE, _) => false,
        // `1 .real` is an attribute, `1.real` is not.
        (kind::NUMBER, kind::DOT) => true,
        (kind::FROM, kind::DOT) => true,
        (_, kind::DOT) => false,
        (kind::DOT, kind::IMPORT) => true,
        (kind::DOT, _) => false,
        (kind::ELLIPSIS, kind::NAME | kind::ELLIPSIS) => false,
        // A call in Python 3, a tuple in Python 2: whoever wrote it decides.
        (kind::PRINT | kind::EXEC, kind::GROUP) => source.end(token) < source.start(token + 1),
        _ => match (role(source, token), role(source, token + 1)) {
            (Role::Prefix | Role::Slice, _) => false,
            (Role::Argument, _) | (_, Role::Argument) => style.spaced_arguments,
            (Role::Default, _) | (_, Role::Default) => style.spaced_defaults,
            (Role::Product, _) | (_, Role::Product) => style.spaced_products,
            _ => true,
        },
    }
}

fn role(source: &Source<'_>, token: usize) -> Role {
    source.roles.get(token).copied().unwrap_or_default()
}
