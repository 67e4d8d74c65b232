//! Characters that would move the cursor, colour the terminal or reorder a line, made visible.

use std::borrow::Cow;
use std::fmt::Write;

/// Whether a terminal or editor shows the character as something other than itself: control characters, bidirectional
/// controls, and characters without a width or a shape.
pub fn is_hidden(character: char) -> bool {
    matches!(character,
        '\0'..='\x1f' | '\x7f'..='\u{9f}'
        | '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}'
        | '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Appends a hidden character in a visible form: `␛` for an escape, `<U+202E>` for most others.
pub fn push_visible(out: &mut String, character: char) {
    match character {
        '\0'..='\x1f' => {
            // The control pictures are in the order of the control characters.
            out.push(char::from_u32(0x2400 + character as u32).unwrap_or('\u{fffd}'));
        }
        '\x7f' => out.push('␡'),
        _ => {
            // Writing to a string does not fail.
            let _ = write!(out, "<U+{:04X}>", character as u32);
        }
    }
}

/// A text of several lines, safe to print: newlines stay, tabs become blanks.
pub fn text(text: &str) -> Cow<'_, str> {
    escape(text, true)
}

/// A text on one line, safe to print.
pub fn line(text: &str) -> Cow<'_, str> {
    escape(text, false)
}

fn escape(text: &str, keep_newlines: bool) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '\n' if keep_newlines => out.push('\n'),
            '\n' | '\t' => out.push(' '),
            _ if is_hidden(character) => push_visible(&mut out, character),
            _ => out.push(character),
        }
    }
    Cow::Owned(out)
}

/// JSON text in which hidden characters stand as `\u….`: they can only be inside of strings there.
pub fn json(text: String) -> String {
    in_strings(text, |out, character| {
        for unit in character.encode_utf16(&mut [0; 2]) {
            let _ = write!(out, "\\u{unit:04x}");
        }
    })
}

/// TOML text in which hidden characters stand as `\u….` or `\U….`: where they can only be inside of strings in double quotes, or of
/// comments.
pub fn toml(text: String) -> String {
    in_strings(text, |out, character| {
        let _ = match u32::from(character) {
            code @ 0..=0xffff => write!(out, "\\u{code:04x}"),
            code => write!(out, "\\U{code:08x}"),
        };
    })
}

fn in_strings(text: String, push: fn(&mut String, char)) -> String {
    let is_unseen = |character| character != '\n' && is_hidden(character);
    if !text.chars().any(is_unseen) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match is_unseen(character) {
            true => push(&mut out, character),
            false => out.push(character),
        }
    }
    out
}
