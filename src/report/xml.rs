//! What the XML formats share.

use super::escape;

/// Text as an attribute or as content. XML 1.0 has no way to write most control characters: they are made visible.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in escape::text(text).chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(character),
        }
    }
    out
}
