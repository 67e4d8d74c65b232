//! Looking ahead at brackets, to tell one that is too many from one that is missing.

use super::string_literal::StringLiteral;
use super::token::kind;

/// How far is looked ahead, in bytes: a statement is rarely longer.
const REACH: usize = 1 << 14;

/// How many brackets of the rest of a statement fit nothing if those in `open` (by the kinds of their closing tokens) are open
/// where `text` starts. Strings and comments are skipped roughly: this decides between two explanations, not about syntax.
pub(super) fn misfits(open: Vec<u8>, text: &[u8]) -> usize {
    let mut open = Open::from(open);
    let text = &text[..text.len().min(REACH)];
    let mut misfits = 0;
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let mut length = 1;
        match byte {
            b'(' => open.push(kind::PARENTHESIS_END),
            b'[' => open.push(kind::BRACKET_END),
            b'{' => open.push(kind::BRACE_END),
            b')' => misfits += open.close(kind::PARENTHESIS_END),
            b']' => misfits += open.close(kind::BRACKET_END),
            b'}' => misfits += open.close(kind::BRACE_END),
            b'\'' | b'"' => length = StringLiteral::scan(&text[at..]).map_or(1, |it| it.end),
            b'#' => length = until_newline(&text[at..]),
            b'\n' if begins_statement(&text[at + 1..]) => break,
            _ => {}
        }
        at += length;
    }
    misfits + open.kinds.len()
}

/// The brackets that are open, by the kinds of their closing tokens, and how many of each kind: what none waits for is not looked
/// for among all of them.
struct Open {
    kinds: Vec<u8>,
    counts: [usize; 256],
}

impl From<Vec<u8>> for Open {
    fn from(kinds: Vec<u8>) -> Open {
        let mut counts = [0; 256];
        kinds.iter().for_each(|&kind| counts[kind as usize] += 1);
        Open { kinds, counts }
    }
}

impl Open {
    fn push(&mut self, kind: u8) {
        self.kinds.push(kind);
        self.counts[kind as usize] += 1;
    }

    /// How many brackets fit nothing if one is closed: those that are open inside of it, or the closing one.
    fn close(&mut self, kind: u8) -> usize {
        if self.counts[kind as usize] == 0 {
            return 1;
        }
        let mut skipped = 0;
        while let Some(last) = self.kinds.pop() {
            self.counts[last as usize] -= 1;
            if last == kind {
                break;
            }
            skipped += 1;
        }
        skipped
    }
}

fn until_newline(text: &[u8]) -> usize {
    let end = text.iter().position(|&byte| byte == b'\n');
    end.unwrap_or(text.len()).max(1)
}

/// Whether a line that is not indented starts here, and with something else than a closing bracket or a comment.
fn begins_statement(line: &[u8]) -> bool {
    let first = line.first();
    first.is_some_and(|first| !b" \t\r\n)]}#".contains(first))
}
