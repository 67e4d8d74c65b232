//! Addresses of things: `profile.hosts[0]`.

use std::fmt;
use std::rc::Rc;

/// One step of a reference.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Component {
    /// `.name`: letters, digits and `_`, not starting with a digit.
    Attribute(Rc<str>),
    /// `[index]`: letters, digits, `_`, `-`, `.` and `/`.
    Index(Rc<str>),
}

/// An address. Pystachio: `Ref`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference {
    components: Rc<[Component]>,
}

impl Reference {
    /// Reads an address; an `Err` says in words for a person what is wrong with it (blanks, a digit first, …).
    pub fn parse(_address: &str) -> Result<Reference, String> {
        todo!()
    }

    /// The steps; at least one.
    pub fn components(&self) -> &[Component] {
        &self.components
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        todo!()
    }
}
