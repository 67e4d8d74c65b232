//! The tokens that are kept of a file.

use super::parsed;
use crate::source::{FileId, Span};
use crate::syntax::token::kind;
use proptest::prelude::*;

const TEXT: &str = "\
# first
def f(a, b = 'x # y'):  # second
    if a:
        return (a +
                # third
                b)
    else:
        return [1,\\
            2]
";

/// The tokens and comments of a text with characters.
fn shown(text: &str) -> Vec<&str> {
    let all = Span::new(FileId(0), 0, text.len() + 1);
    let parsed = parsed(text);
    let tokens = parsed.tokens_in(all).filter(|it| it.kind != kind::NEWLINE);
    let texts = tokens.map(|it| &text[it.span.range()]);
    texts.filter(|it| !it.is_empty()).collect()
}

#[test]
fn tokens_and_comments_are_in_order() {
    assert_eq!(
        shown(TEXT),
        [
            "# first", "def", "f", "(", "a", ",", "b", "=", "'x # y'", ")", ":", "# second", "if",
            "a", ":", "return", "(", "a", "+", "# third", "b", ")", "else", ":", "return", "[",
            "1", ",", "2", "]"
        ]
    );
}

#[test]
fn the_token_at_an_offset_has_its_character() {
    let parsed = parsed(TEXT);
    let at = |offset: usize| {
        let token = parsed.token_at(offset as u32)?;
        Some(&TEXT[token.span.range()])
    };
    assert_eq!(at(0), Some("# first"));
    assert_eq!(at(7), Some("# first"));
    let string = TEXT.find("'x").expect("a string");
    assert_eq!(at(string + 3), Some("'x # y'"));
    assert_eq!(at(string + 7), Some(")"));
    assert_eq!(at(TEXT.find("third").expect("a comment")), Some("# third"));
    let blank = TEXT.find("    if").expect("an indentation");
    assert_eq!(at(blank + 2), None);
    let otherwise = TEXT.find("else").expect("else") as u32;
    assert_eq!(
        parsed.token_at(otherwise).map(|it| it.kind),
        Some(kind::ELSE)
    );
}

/// That no character is lost, none is in two tokens, and none is found that is not there.
fn is_complete(text: &str) -> Result<(), TestCaseError> {
    let parsed = parsed(text);
    let all = Span::new(FileId(0), 0, text.len() + 1);
    let mut end = 0;
    for token in parsed.tokens_in(all) {
        prop_assert!(token.span.start >= end, "{token:?} in {text:?}");
        let between = &text[end as usize..token.span.start as usize];
        let is_space = |c: char| c.is_whitespace() || matches!(c, '\\' | '\u{feff}' | '\u{c}');
        // What the lexer refuses, such as a bracket that nothing opens, is no token.
        let is_refused = !parsed.errors.is_empty();
        prop_assert!(
            is_refused || between.chars().all(is_space),
            "{between:?} in {text:?}"
        );
        end = token.span.end;
    }
    for token in parsed.tokens_in(all).filter(|it| !it.span.is_empty()) {
        let found = parsed.token_at(token.span.start).map(|it| it.span.start);
        prop_assert_eq!(found, Some(token.span.start), "{:?}", text);
    }
    Ok(())
}

#[test]
fn the_tokens_of_the_standard_library_are_complete() {
    for text in [
        include_str!("../../../stdlib/aurora.aurora"),
        include_str!("../../../stdlib/helpers.aurora"),
        include_str!("../../../stdlib/thermos.aurora"),
    ] {
        is_complete(text).expect("complete");
    }
}

proptest! {
    #[test]
    fn the_tokens_of_any_lines_are_complete(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "a", " ", " ", "\n", "\n    ", "'b'", "\"\"\"c\nd\"\"\"", "# e\n", "(", ")", "[", "]", ":", ",",
                "if a:\n    b\nelse:\n    c\n", "1", "+", "\\\n", "=", "lambda x: x", "u'é'",
            ]),
            0..20,
        )
    ) {
        is_complete(&words.concat())?;
    }
}
