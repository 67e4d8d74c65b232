//! Finding references in a text that lack a brace or two. Knows no names.

use crate::template::{Reference, Template, next_brace};
use std::ops::Range;

/// An address with braces around it that do not make a reference.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct HalfOpen {
    /// The bytes, braces included.
    pub range: Range<usize>,
    /// The address.
    pub reference: Reference,
    /// How many braces open it.
    pub opened: usize,
    /// How many close it.
    pub closed: usize,
}

/// The places in a text where an address follows one or two braces that open, and is not closed by as many as a reference has.
/// What belongs to the shell or to another language by what is around it is left out: `${name}`, `%{name}`, `{name}>file`.
pub(super) fn half_open(text: &str) -> Vec<HalfOpen> {
    let parts = Template::parse(text).map_or_else(Vec::new, |template| template.parts);
    let mut parts = parts.iter().map(|part| part.range.clone()).peekable();
    let mut found = Vec::new();
    let mut depth = 0i64;
    let mut at = 0;
    while let Some(brace) = next_brace(text, at) {
        at = brace;
        if let Some(part) = parts.next_if(|part| part.start <= at) {
            at = part.end;
            continue;
        }
        if text[at..].starts_with('}') {
            depth -= 1;
            at += 1;
            continue;
        }
        let next = parts.peek().map_or(text.len(), |part| part.start);
        let run = &text[at..next];
        let opened = run.len() - run.trim_start_matches('{').len();
        match candidate(text, at, opened, next) {
            Some(half) if half.closed < 2 || depth == 0 => {
                at = half.range.end;
                found.push(half);
            }
            _ => {
                depth += opened as i64;
                at += opened;
            }
        }
    }
    found
}

/// What `opened` braces at `at` begin; the next reference begins at `next`.
fn candidate(text: &str, at: usize, opened: usize, next: usize) -> Option<HalfOpen> {
    let is_foreign = text[..at].ends_with(['$', '%', '@', '#', '\\', '{']);
    let start = at + opened;
    if is_foreign || opened > 2 || start == next {
        return None;
    }
    let length = address(&text[start..next]);
    let reference = Reference::parse(text.get(start..start + length)?).ok()?;
    let behind = &text[start + length..];
    let closed = behind.len() - behind.trim_start_matches('}').len();
    let end = start + length + closed;
    let fits = match (opened, closed) {
        (2, 0) => ends_there(
            behind,
            end + behind.find('{').unwrap_or(behind.len()) == next,
        ),
        (2, 1) => true,
        (1, 1 | 2) => !behind[closed..].starts_with(['>', '<']),
        _ => false,
    };
    fits.then_some(HalfOpen {
        range: at..end,
        reference,
        opened,
        closed,
    })
}

/// Whether an address that nothing closes ends in front of a text: with a word, and without braces that might belong to it.
fn ends_there(behind: &str, reference_follows: bool) -> bool {
    const ENDS: &[char] = &['"', '\'', '/', ':', ',', ';', ')', '|', '&'];
    let is_end =
        behind.is_empty() || behind.starts_with(ENDS) || behind.starts_with(char::is_whitespace);
    let brace = behind.find(['{', '}']);
    let is_other = |brace: usize| reference_follows || behind[..brace].ends_with('$');
    is_end && brace.is_none_or(|brace| behind[brace..].starts_with('{') && is_other(brace))
}

/// The length of the address that a text begins with.
fn address(text: &str) -> usize {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let bytes = text.as_bytes();
    let word = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        rest.iter().take_while(|&&byte| is_word(byte)).count()
    };
    let mut end = word(0);
    while end > 0 {
        let length = match bytes.get(end) {
            Some(b'.') => word(end + 1),
            Some(b'[') => {
                let is_index = |byte: &&u8| is_word(**byte) || b"-./".contains(*byte);
                let index = bytes[end + 1..].iter().take_while(is_index).count();
                match bytes.get(end + 1 + index) {
                    Some(b']') if index > 0 => index + 1,
                    _ => 0,
                }
            }
            _ => 0,
        };
        if length == 0 {
            break;
        }
        end += length + 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::half_open;

    #[test]
    fn what_lacks_a_brace() {
        for (text, found) in [
            (
                "run {{thermos.ports[http]} x",
                vec!["{{thermos.ports[http]}"],
            ),
            ("echo {{name", vec!["{{name"]),
            ("echo {{name/{{x}} {{y", vec!["{{name", "{{y"]),
            ("echo {{profile.a. And", vec![]),
            ("echo {{a ${HOME}", vec!["{{a"]),
            (
                "run {mesos.instance}, {a}}",
                vec!["{mesos.instance}", "{a}}"],
            ),
            ("{{x}}{{{x}}}{{urls[{{x}}]}}", vec![]),
            ("${a} %{b} ${{c}} @{d} \\{e} exec {f}>x", vec![]),
            (
                "{a,b} {print} x { print } {} {{ a }} {{ a }",
                vec!["{print}"],
            ),
            ("{\"a\": {\"b\": {c}}}", vec![]),
            ("{\"a\": {c}}", vec![]),
            ("{{role {x {y}} z", vec![]),
            ("é{{é} {{a[ {{a[]", vec![]),
        ] {
            let ranges = half_open(text).into_iter().map(|it| it.range);
            let shown: Vec<&str> = ranges.map(|range| &text[range]).collect();
            assert_eq!(shown, found, "{text}");
        }
    }
}
