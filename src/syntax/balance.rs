//! Looking ahead at brackets, to tell one that is too many from one that is missing.

use super::token::kind;

/// How far is looked ahead, in bytes: a statement is rarely longer.
const REACH: usize = 1 << 14;

/// How many brackets of the rest of a statement fit nothing if those in `open` (by the kinds of their closing tokens) are open
/// where `text` starts. Strings and comments are skipped roughly: this decides between two explanations, not about syntax.
pub(super) fn misfits(mut open: Vec<u8>, text: &[u8]) -> usize {
    let text = &text[..text.len().min(REACH)];
    let mut misfits = 0;
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let mut length = 1;
        match byte {
            b'(' => open.push(kind::PARENTHESIS_END),
            b'[' => open.push(kind::BRACKET_END),
            b'{' => open.push(kind::BRACE_END),
            b')' => misfits += close(&mut open, kind::PARENTHESIS_END),
            b']' => misfits += close(&mut open, kind::BRACKET_END),
            b'}' => misfits += close(&mut open, kind::BRACE_END),
            b'\'' | b'"' => length = string(&text[at..]),
            b'#' => length = until_newline(&text[at..]),
            b'\n' if begins_statement(&text[at + 1..]) => break,
            _ => {}
        }
        at += length;
    }
    misfits + open.len()
}

fn close(open: &mut Vec<u8>, kind: u8) -> usize {
    match open.iter().rposition(|&expected| expected == kind) {
        Some(index) => {
            let skipped = open.len() - index - 1;
            open.truncate(index);
            skipped
        }
        None => 1,
    }
}

fn until_newline(text: &[u8]) -> usize {
    let end = text.iter().position(|&byte| byte == b'\n');
    end.unwrap_or(text.len()).max(1)
}

/// The length of the literal that a text starts with; one that has no end takes its line.
fn string(text: &[u8]) -> usize {
    let quote = text[0];
    let is_triple = text.len() > 2 && text[1] == quote && text[2] == quote;
    let close = if is_triple { 3 } else { 1 };
    let mut at = close;
    while at < text.len() {
        match text[at] {
            b'\\' => at += 2,
            b'\n' if !is_triple => return at,
            byte if byte == quote && text[at..].len() >= close => {
                if text[at..at + close].iter().all(|&byte| byte == quote) {
                    return at + close;
                }
                at += 1;
            }
            _ => at += 1,
        }
    }
    text.len().max(1)
}

/// Whether a line that is not indented starts here, and with something else than a closing bracket or a comment.
fn begins_statement(line: &[u8]) -> bool {
    let first = line.first();
    first.is_some_and(|first| !b" \t\r\n)]}#".contains(first))
}
