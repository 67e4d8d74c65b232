//! How a command line keeps two braces that look like a reference.
//!
//! `{{&name}}` does not do it: the client resolves a task several times, and each round takes one `&` away. What works is to separate the
//! braces by two quotes, which the shell drops.

use crate::source::{Sources, Text};
use std::ops::Range;

/// Whether the shell reads the attribute at the end of a path: `task.processes[0].cmdline`.
pub(super) fn is_command(path: &str) -> bool {
    let attribute = path.rsplit('.').next().unwrap_or(path);
    matches!(attribute, "cmdline" | "shell_command")
}

/// The reference at `range` with quotes between its first braces, `{''{.Names}}`, as a Python file has to spell it there.
pub(super) fn separated(text: &Text, range: &Range<usize>, sources: &Sources) -> String {
    let delimiter = delimiter(text, range.start, sources);
    let quote = match shell_quote(&text[..range.start]) {
        // The quotes end what is quoted, and start it again.
        Some(quote) => quote,
        None if delimiter == Some('\'') => '"',
        None => '\'',
    };
    let escape = match delimiter == Some(quote) {
        true => "\\",
        false => "",
    };
    let rest = &text[range.start + 1..range.end];
    format!("{{{escape}{quote}{escape}{quote}{rest}")
}

/// The quote that the shell is in after a part of a command line.
fn shell_quote(before: &str) -> Option<char> {
    let mut quote = None;
    let mut letters = before.chars();
    while let Some(letter) = letters.next() {
        match (letter, quote) {
            ('\\', None | Some('"')) => {
                letters.next();
            }
            ('\'' | '"', None) => quote = Some(letter),
            (letter, Some(open)) if letter == open => quote = None,
            _ => {}
        }
    }
    quote
}

/// The quote that ends the literal which a byte of the text is from, if one is enough for that.
fn delimiter(text: &Text, at: usize, sources: &Sources) -> Option<char> {
    let mut pieces = text.pieces().iter().rev();
    let piece = pieces.find(|piece| piece.at as usize <= at)?;
    let literal = sources.text(piece.literal?);
    let quoted = literal.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    let quote = quoted.chars().next()?;
    let is_triple = quoted.len() > 2 && quoted.chars().take(3).all(|letter| letter == quote);
    (!is_triple).then_some(quote)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shell_gets_the_quotes_that_it_is_in() {
        for (command, separated_to) in [
            ("docker ps --format {{.ID}}", "{''{.ID}}"),
            ("docker ps --format '{{.ID}}'", "{''{.ID}}"),
            ("docker ps --format \"{{.ID}}\"", "{\"\"{.ID}}"),
            ("echo \\\" {{.ID}}", "{''{.ID}}"),
            ("echo \"it's\" {{.ID}}", "{''{.ID}}"),
            ("echo 'a' \"b\\\" {{.ID}}", "{\"\"{.ID}}"),
        ] {
            let start = command.find("{{").expect("braces");
            let range = start..start + "{{.ID}}".len();
            let found = separated(&Text::from(command), &range, &Sources::new());
            assert_eq!(found, separated_to, "{command}");
        }
    }
}
