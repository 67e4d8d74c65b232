//! Operators and punctuation.

use super::super::token::kind;

/// The operator that starts with these bytes, and its length.
pub(super) fn operator(first: u8, second: u8, third: u8) -> Option<(u8, usize)> {
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
