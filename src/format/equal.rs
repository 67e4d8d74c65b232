//! Whether two texts are the same but for their layout.

use super::source::{Role, Source};
use crate::syntax::token::kind;
use std::borrow::Cow;

/// Whether two texts have the same statements in the same blocks, and the same comments.
pub fn is_equal(old: &Source<'_>, new: &Source<'_>) -> bool {
    comments(old) == comments(new) && tokens(old) == tokens(new)
}

/// The first difference, in words.
#[cfg(test)]
pub fn difference(old: &str, new: &str) -> Option<String> {
    let (old, new) = (Source::new(old), Source::new(new));
    let parts = |source: &Source<'_>| -> Vec<String> {
        let comments = comments(source).into_iter().map(Cow::into_owned);
        let tokens = tokens(source).into_iter().map(|it| format!("{it:?}"));
        tokens.chain(comments).collect()
    };
    let (old, new) = (parts(&old), parts(&new));
    let at = old.iter().zip(&new).position(|(old, new)| old != new);
    let at = at.or((old.len() != new.len()).then_some(old.len().min(new.len())))?;
    let from = at.saturating_sub(4);
    let near = |parts: &[String]| parts.iter().skip(from).take(7).cloned().collect::<Vec<_>>();
    Some(format!("{:?} became {:?}", near(&old), near(&new)))
}

fn comments<'s>(source: &Source<'s>) -> Vec<Cow<'s, str>> {
    let comments = source.comments.iter();
    comments
        .map(|span| super::comment::tidy(source.slice(span.clone())))
        .collect()
}

/// The tokens with the depth of the statement that they are in. Ends of statements are semicolons, and commas behind
/// last elements are left out.
fn tokens<'s>(source: &Source<'s>) -> Vec<(u8, usize, Cow<'s, str>)> {
    let end = |depth| (kind::SEMICOLON, depth, Cow::Borrowed(""));
    let mut found = Vec::with_capacity(source.roles.len());
    for line in &source.lines {
        let mut depth = line.depth;
        let mut opened = Vec::new();
        for token in line.tokens.clone() {
            let token_kind = source.kind(token);
            if source.bracket(token).is_some() {
                opened.push(token);
            } else if closes(token_kind) {
                opened.pop();
            }
            if token_kind == kind::SEMICOLON {
                found.push(end(depth));
            } else if !is_free_comma(source, token, opened.last().copied()) {
                // Whether a name is known to be that of an argument depends on what is on its line.
                let token_kind = match token_kind {
                    kind::KEYWORD | kind::NAMED => kind::NAME,
                    other => other,
                };
                found.push((token_kind, depth, source.token(token)));
            }
            if source.roles[token] == Role::Head {
                found.push(end(depth));
                depth += 1;
            }
        }
        if found.last().is_some_and(|last| last.0 != kind::SEMICOLON) {
            found.push(end(depth));
        }
    }
    found
}

fn closes(token: u8) -> bool {
    matches!(
        token,
        kind::PARENTHESIS_END | kind::BRACKET_END | kind::BRACE_END | kind::BACKQUOTE_END
    )
}

/// Whether a comma means nothing: behind the last element, unless it makes a tuple of the only one.
fn is_free_comma(source: &Source<'_>, token: usize, open: Option<usize>) -> bool {
    let Some(open) = open else { return false };
    let close = token + 1;
    if source.kind(token) != kind::COMMA || source.bracket(open) != Some(close) {
        return false;
    }
    match source.kind(open) {
        kind::SUBSCRIPT => false,
        kind::GROUP => has_comma(source, open + 1, token),
        _ => true,
    }
}

/// Whether there is a comma outside of brackets.
fn has_comma(source: &Source<'_>, start: usize, end: usize) -> bool {
    let mut token = start;
    while token < end {
        if source.kind(token) == kind::COMMA {
            return true;
        }
        token = source.bracket(token).unwrap_or(token) + 1;
    }
    false
}
