//! Finding the references in a string. Pystachio: `MustacheParser.split`.

use super::Reference;
use memchr::{memchr_iter, memchr2};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// What a part of a template is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// `{{&address}}`, which becomes `{{address}}` when everything else is resolved. The range is that between the
    /// braces, without the `&` in front (and the one behind, which the reference ignores).
    Escape(Range<usize>),
    /// `{{address}}`.
    Reference(Reference),
    /// `{{…}}` around something that is no address; the words say why.
    Invalid(String),
}

/// A part of a template that is more than characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The bytes of the string, braces included.
    pub range: Range<usize>,
    /// What it is.
    pub kind: PartKind,
}

impl Part {
    /// The same part in a text where it ends elsewhere.
    pub(crate) fn ending_at(&self, end: usize) -> Part {
        let start = end - self.range.len();
        let kind = match &self.kind {
            PartKind::Escape(inside) => {
                let before = inside.start - self.range.start;
                PartKind::Escape(start + before..start + before + inside.len())
            }
            kind => kind.clone(),
        };
        Part {
            range: start..end,
            kind,
        }
    }
}

/// The references of a string, in order; what is between them stands for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The parts, ascending, without overlaps.
    pub parts: Vec<Part>,
    /// Whether there are braces that belong to no part: when the parts are replaced, these may become part of one.
    pub has_other_braces: bool,
}

impl Template {
    /// Finds all references; `None` if there are none.
    ///
    /// Pystachio's expression is `{{(&)?([^{}]+?)\1?}}`: two braces, no brace in between, two braces.
    pub fn parse(text: &str) -> Option<Template> {
        let mut parts: Vec<Part> = Vec::new();
        // A text that was expanded often has the same reference many times.
        let mut seen: FxHashMap<&str, PartKind> = FxHashMap::default();
        let mut has_other_braces = false;
        let mut from = 0;
        while let Some(start) = next_brace(text, from) {
            let inside = start + 2;
            let end = match text.as_bytes()[start..] {
                [b'{', b'{', ..] => next_brace(text, inside),
                _ => None,
            };
            let Some(end) = end.filter(|&end| end > inside && text[end..].starts_with("}}")) else {
                // The next two braces may overlap these: `{{{name}}`.
                has_other_braces = true;
                from = start + 1;
                continue;
            };
            let body = &text[inside..end];
            let kind = match seen.get(body) {
                Some(kind) => kind.clone(),
                None => {
                    let kind = classify(body, inside);
                    // The range in an escape holds for this one only.
                    if !matches!(kind, PartKind::Escape(_)) {
                        seen.insert(body, kind.clone());
                    }
                    kind
                }
            };
            parts.push(Part {
                range: start..end + 2,
                kind,
            });
            from = end + 2;
        }
        (!parts.is_empty()).then_some(Template {
            parts,
            has_other_braces,
        })
    }
}

/// The next brace of either kind.
pub(crate) fn next_brace(text: &str, from: usize) -> Option<usize> {
    let rest = text.as_bytes().get(from..)?;
    Some(from + memchr2(b'{', b'}', rest)?)
}

fn classify(body: &str, at: usize) -> PartKind {
    // A lone `&` is the address itself, since an address has at least one character.
    if let Some(escaped) = body.strip_prefix('&').filter(|rest| !rest.is_empty()) {
        let length = match escaped.strip_suffix('&') {
            Some(shorter) if !shorter.is_empty() => shorter.len(),
            _ => escaped.len(),
        };
        return PartKind::Escape(at + 1..at + 1 + length);
    }
    match Reference::parse(body) {
        Ok(reference) => PartKind::Reference(reference),
        Err(reason) => PartKind::Invalid(reason),
    }
}

/// How many times a text has `{{`; of three braces, the first two count. Faster than searching for a string.
pub fn count_open_braces(text: &str) -> usize {
    let mut end = 0;
    let starts = memchr_iter(b'{', text.as_bytes()).filter(|&at| {
        let is_start = at >= end && text.as_bytes().get(at + 1) == Some(&b'{');
        if is_start {
            end = at + 2;
        }
        is_start
    });
    starts.count()
}

/// Whether a text has `{{`, so that it may have a reference.
pub fn has_open_braces(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr_iter(b'{', bytes).any(|at| bytes.get(at + 1) == Some(&b'{'))
}
