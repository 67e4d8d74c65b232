//! Placement constraints. The client: `parse_constraints`.

use super::value::python_integer;

/// What the text of a constraint means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constraint<'a> {
    /// `limit:n`: so many instances on machines with the same value of an attribute; `None` if no integer follows.
    Limit(Option<i64>),
    /// A machine whose attribute has one of the values, or none of them.
    Values {
        /// Whether an exclamation mark came before them.
        negated: bool,
        /// The values as they are written: nothing is trimmed.
        values: Vec<&'a str>,
    },
}

impl Constraint<'_> {
    /// Reads the text of a constraint.
    pub fn parse(text: &str) -> Constraint<'_> {
        if let Some(limit) = text.strip_prefix("limit:") {
            return Constraint::Limit(python_integer(limit));
        }
        let (negated, values) = match text.strip_prefix('!') {
            Some(values) => (true, values),
            None => (false, text),
        };
        Constraint::Values {
            negated,
            values: values.split(',').collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constraints_are_read_as_the_client_reads_them() {
        let values = |negated, values: &[&'static str]| Constraint::Values {
            negated,
            values: values.to_vec(),
        };
        for (text, expected) in [
            ("limit:1", Constraint::Limit(Some(1))),
            ("limit: 2", Constraint::Limit(Some(2))),
            ("limit:-1", Constraint::Limit(Some(-1))),
            ("limit:x", Constraint::Limit(None)),
            ("Limit:1", values(false, &["Limit:1"])),
            ("!limit:2", values(true, &["limit:2"])),
            ("r1, r2", values(false, &["r1", " r2"])),
            ("", values(false, &[""])),
            ("!!a", values(true, &["!a"])),
        ] {
            assert_eq!(Constraint::parse(text), expected, "{text}");
        }
    }
}
