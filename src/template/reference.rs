//! Addresses of things: `profile.hosts[0]`.

use crate::python2::hash;
use pest::Parser;
use pest_derive::Parser;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;

/// One step of a reference.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Component {
    /// `.name`: letters, digits and `_`, not starting with a digit.
    Attribute(Arc<str>),
    /// `[index]`: letters, digits, `_`, `-`, `.` and `/`.
    Index(Arc<str>),
}

impl fmt::Display for Component {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Component::Attribute(name) => write!(f, ".{name}"),
            Component::Index(index) => write!(f, "[{index}]"),
        }
    }
}

/// An address. Pystachio: `Ref`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference {
    components: Arc<[Component]>,
}

#[derive(Parser)]
#[grammar = "../grammar/mustache.pest"]
struct AddressParser;

thread_local! {
    /// The same few addresses are read again and again: in every job, and in every round of replacing them.
    static PARSED: RefCell<FxHashMap<Box<str>, Reference>> = RefCell::default();
}

const MOST_PARSED: usize = 1 << 10;

impl Reference {
    /// What Pystachio says of a text that is no address, which stands for `.` and the text unless it begins with `.` or `[` itself.
    pub fn refusal(address: &str) -> String {
        match address.chars().next() {
            None => "Invalid address: ''".to_owned(),
            Some('.' | '[') => format!("Badly formed address {address}"),
            Some('a'..='z' | 'A'..='Z' | '_') => format!("Badly formed address .{address}"),
            Some(_) => address.to_owned(),
        }
    }

    /// Reads an address; an `Err` says in words for a person what is wrong with it (blanks, a digit first, …).
    pub fn parse(address: &str) -> Result<Reference, String> {
        if let Some(reference) = PARSED.with_borrow(|parsed| parsed.get(address).cloned()) {
            return Ok(reference);
        }
        let reference = Reference::parse_anew(address)?;
        PARSED.with_borrow_mut(|parsed| {
            if parsed.len() >= MOST_PARSED {
                parsed.clear();
            }
            parsed.insert(address.into(), reference.clone());
        });
        Ok(reference)
    }

    fn parse_anew(address: &str) -> Result<Reference, String> {
        let mut pairs =
            AddressParser::parse(Rule::address, address).map_err(|_| reason_of_failure(address))?;
        let components = pairs
            .next()
            .into_iter()
            .flat_map(|address| address.into_inner())
            .filter_map(|pair| match pair.as_rule() {
                Rule::start | Rule::attribute => Some(Component::Attribute(pair.as_str().into())),
                Rule::index => Some(Component::Index(pair.as_str().into())),
                _ => None,
            })
            .collect();
        Ok(Reference { components })
    }

    /// A reference of the given steps, of which there has to be at least one.
    pub fn from_components(components: impl Into<Arc<[Component]>>) -> Reference {
        Reference {
            components: components.into(),
        }
    }

    /// The steps; at least one.
    pub fn components(&self) -> &[Component] {
        &self.components
    }

    /// What `hash()` gives in Python 2: that of the tuple of the steps (Pystachio: `Ref.__hash__`).
    pub fn python_hash(&self) -> i64 {
        let steps = self.components.iter().map(|step| match step {
            Component::Attribute(name) | Component::Index(name) => hash::characters(name),
        });
        hash::tuple(&steps.collect::<Vec<i64>>())
    }

    /// This address continued by another one (Pystachio: `Ref.__add__`).
    pub fn join(&self, rest: &Reference) -> Reference {
        Reference {
            components: [self.components(), rest.components()].concat().into(),
        }
    }

    /// The steps, shared.
    pub(crate) fn shared_components(&self) -> &Arc<[Component]> {
        &self.components
    }
}

/// The address without braces, and without the `.` in front of the first name (Pystachio: `Ref.address`).
impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, component) in self.components.iter().enumerate() {
            match component {
                Component::Attribute(name) if position == 0 => f.write_str(name)?,
                component => write!(f, "{component}")?,
            }
        }
        Ok(())
    }
}

fn reason_of_failure(address: &str) -> String {
    let is_word = |character: char| character.is_ascii_alphanumeric() || character == '_';
    if address.trim().is_empty() {
        return "the braces are empty".into();
    }
    if address.trim() != address && Reference::parse(address.trim()).is_ok() {
        return "spaces are not allowed inside the braces".into();
    }
    let first = address.chars().next().unwrap_or(' ');
    if first.is_ascii_digit() {
        return "a name cannot start with a digit".into();
    }
    if matches!(first, '#' | '/' | '^' | '!' | '>') {
        return format!("`{first}` starts a Mustache section, which is not supported");
    }
    if address.ends_with('.') {
        return "a name is missing after the last `.`".into();
    }
    if address.contains("..") {
        return "a name is missing between two dots".into();
    }
    if address.matches('[').count() != address.matches(']').count() {
        return "the square brackets do not match".into();
    }
    if address.contains("[]") {
        return "the square brackets are empty".into();
    }
    let allowed = |character: char| is_word(character) || "-./[]".contains(character);
    match address.chars().find(|&character| !allowed(character)) {
        Some(character) if character.is_whitespace() => "a name cannot contain spaces".into(),
        Some(character) => format!("a name cannot contain `{character}`"),
        None if !first.is_ascii_alphabetic() && !"_.[".contains(first) => {
            format!("a name cannot start with `{first}`")
        }
        None if address.contains('-') => "`-` is allowed only in square brackets".into(),
        None => "it is not a name followed by `.name` and `[index]`".into(),
    }
}
