//! What would change in a file, as `patch` and `git apply` take it.

use crate::report::escape::is_hidden;
use similar::TextDiff;
use std::borrow::Cow;

/// A unified diff of two versions of a file; empty if they are the same.
pub fn patch(name: &str, before: &str, after: &str) -> String {
    let name = quoted(name);
    TextDiff::from_lines(before, after)
        .unified_diff()
        .header(&name, &name)
        .to_string()
}

/// A file name as git writes it: in quotes, and with escapes, if it has characters that would end the line or act
/// on a terminal.
fn quoted(name: &str) -> Cow<'_, str> {
    let is_plain = |c: char| !is_hidden(c) && c != '"' && c != '\\';
    if name.chars().all(is_plain) {
        return Cow::Borrowed(name);
    }
    let mut out = String::from("\"");
    for character in name.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            _ if is_hidden(character) => {
                let bytes = character.to_string().into_bytes().into_iter();
                out.extend(bytes.map(|byte| format!("\\{byte:03o}")));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_as_git_does() {
        for (name, expected) in [
            ("a b/é.aurora", "a b/é.aurora"),
            ("a\u{1b}[1m\n\"\\", r#""a\033[1m\n\"\\""#),
            ("\u{202e}\u{9b}", r#""\342\200\256\302\233""#),
        ] {
            assert_eq!(quoted(name), expected);
        }
    }
}
