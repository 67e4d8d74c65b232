//! The parts of references in a text.

use crate::source::{Sources, Span};
use crate::syntax::ast::StringLiteral;
use crate::syntax::literal::locate;
use crate::template::{Component, Reference, Template};

/// A component of a reference, as it stands in a file.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Which component of its reference it is.
    pub index: usize,
    /// The name.
    pub name: String,
    /// The whole reference.
    pub address: String,
    /// Where it stands.
    pub span: Span,
}

/// The names in a reference that stands somewhere with its braces, without those in brackets. `None` if it does not stand there as
/// it is.
pub fn of_reference(place: Span, sources: &Sources) -> Option<Vec<Mention>> {
    let text = sources.text(place);
    let inside = text.strip_prefix("{{")?.strip_suffix("}}")?;
    let address = inside.strip_prefix('&').unwrap_or(inside);
    let reference = Reference::parse(address).ok()?;
    let mut at = text.find(address)?;
    let mut mentions = Vec::new();
    for (index, component) in reference.components().iter().enumerate() {
        match component {
            Component::Attribute(name) => {
                at += usize::from(text[at..].starts_with('.'));
                if !text[at..].starts_with(&**name) {
                    return None;
                }
                mentions.push(Mention {
                    index,
                    name: name.to_string(),
                    address: address.to_owned(),
                    span: place.part(at, at + name.len()),
                });
                at += name.len();
            }
            Component::Index(key) => at += key.len() + 2,
        }
    }
    Some(mentions)
}

/// The names in all references of a literal.
pub fn of_literal(literal: &StringLiteral, sources: &Sources) -> Vec<Mention> {
    let template = Template::parse(&literal.text);
    let parts = template.iter().flat_map(|it| &it.parts);
    let places = parts.filter_map(|part| {
        let (start, end) = (part.range.start, part.range.end);
        locate(&literal.text, start, end, sources)
    });
    places
        .filter_map(|place| of_reference(place, sources))
        .flatten()
        .collect()
}
