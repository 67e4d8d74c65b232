//! How strings are written as literals.

use std::fmt::Write;

/// `repr(text)` of Python 2: in single quotes unless only these occur in it, everything but printable ASCII escaped.
pub fn string_repr(text: &str, unicode: bool) -> String {
    let quote = if text.contains('\'') && !text.contains('"') {
        '"'
    } else {
        '\''
    };
    let mut repr = String::with_capacity(text.len() + 3);
    if unicode {
        repr.push('u');
    }
    repr.push(quote);
    for character in text.chars() {
        push_escaped(&mut repr, character, quote);
    }
    repr.push(quote);
    repr
}

fn push_escaped(repr: &mut String, character: char, quote: char) {
    let code = u32::from(character);
    // Writing into a String cannot fail.
    let _ = match character {
        '\\' => repr.write_str("\\\\"),
        '\n' => repr.write_str("\\n"),
        '\r' => repr.write_str("\\r"),
        '\t' => repr.write_str("\\t"),
        _ if character == quote => write!(repr, "\\{quote}"),
        ' '..='~' => repr.write_char(character),
        _ if code < 0x100 => write!(repr, "\\x{code:02x}"),
        _ if code < 0x10000 => write!(repr, "\\u{code:04x}"),
        _ => write!(repr, "\\U{code:08x}"),
    };
}
