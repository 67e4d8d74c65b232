//! The template parser against a slow one that follows the definition letter by letter.

use jobc::template::{PartKind, Reference, Template};
use std::ops::Range;

/// A part: its bytes, whether it is an escape, and the bytes of its address.
type Plain = (Range<usize>, bool, Range<usize>);

/// `{{(&)?([^{}]+?)\1?}}`, tried at every place in every way, in the order of a backtracking matcher.
fn slow_split(text: &[u8]) -> Vec<Plain> {
    let mut parts = Vec::new();
    let mut at = 0;
    while at < text.len() {
        match slow_match(text, at) {
            Some(part) => {
                at = part.0.end;
                parts.push(part);
            }
            None => at += 1,
        }
    }
    parts
}

fn slow_match(text: &[u8], start: usize) -> Option<Plain> {
    if !text[start..].starts_with(b"{{") {
        return None;
    }
    // The group takes a `&` if it can; without it, it has matched nothing, and `\1?` too can only match nothing.
    for escaped in [true, false] {
        if escaped && text.get(start + 2) != Some(&b'&') {
            continue;
        }
        let body = start + 2 + usize::from(escaped);
        for end in body + 1..=text.len() {
            if matches!(text[end - 1], b'{' | b'}') {
                break;
            }
            for closing in [true, false] {
                if closing && (!escaped || text.get(end) != Some(&b'&')) {
                    continue;
                }
                let rest = end + usize::from(closing);
                if text[rest..].starts_with(b"}}") {
                    return Some((start..rest + 2, escaped, body..end));
                }
            }
        }
    }
    None
}

/// An address: a name, or `.name` or `[index]`, then more of the latter. Names start with a letter or `_`. Letters are those of
/// ASCII, as for a `\w` of Python 2 without flags.
fn slow_address(text: &str) -> Option<Vec<String>> {
    let is_word = |it: char| it.is_ascii_alphanumeric() || it == '_';
    let is_start = |it: char| is_word(it) && !it.is_ascii_digit();
    let mut steps = Vec::new();
    let mut rest: Vec<char> = text.chars().collect();
    while !rest.is_empty() {
        let first = rest[0];
        let (skip, end) = match first {
            '[' => {
                let end = rest.iter().position(|&it| it == ']')?;
                let inside = &rest[1..end];
                if inside.is_empty() || !inside.iter().all(|&it| is_word(it) || "-./".contains(it))
                {
                    return None;
                }
                (1, end)
            }
            '.' => {
                let end = 1 + rest[1..].iter().take_while(|&&it| is_word(it)).count();
                if end == 1 || !is_start(rest[1]) {
                    return None;
                }
                (1, end)
            }
            _ if steps.is_empty() && (first.is_ascii_alphabetic() || first == '_') => {
                (0, rest.iter().take_while(|&&it| is_word(it)).count())
            }
            _ => return None,
        };
        let name: String = rest[skip..end].iter().collect();
        steps.push(match first {
            '[' => format!("[{name}]"),
            _ => format!(".{name}"),
        });
        rest.drain(..end + usize::from(first == '['));
    }
    (!steps.is_empty()).then_some(steps)
}

/// Checks one input.
pub fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let template = Template::parse(&text);
    let parts = template.map_or_else(Vec::new, |template| template.parts);
    let expected = slow_split(text.as_bytes());
    assert_eq!(parts.len(), expected.len(), "{text:?}");
    for (part, (range, is_escape, body)) in parts.iter().zip(expected) {
        assert_eq!(part.range, range, "{text:?}");
        let address = &text[body.clone()];
        match &part.kind {
            PartKind::Escape(inside) => assert!(is_escape && *inside == body, "{text:?}"),
            PartKind::Reference(reference) => {
                assert!(!is_escape, "{text:?}");
                assert_eq!(Some(steps(reference)), slow_address(address), "{address:?}");
                let again = Reference::parse(&reference.to_string())
                    .expect("what is printed is an address");
                assert_eq!(again, *reference);
            }
            PartKind::Invalid(reason) => {
                assert!(!is_escape && !reason.is_empty(), "{text:?}");
                assert_eq!(slow_address(address), None, "{address:?}");
            }
        }
    }
}

fn steps(reference: &Reference) -> Vec<String> {
    reference
        .components()
        .iter()
        .map(ToString::to_string)
        .collect()
}
