//! Arguments that choose from what a stage offers under a name: formats of reports, targets.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Arg, Command, Error};
use std::ffi::OsStr;

/// Reads the name of a choice. The stages know nothing of clap: they give a table of their choices, names and
/// descriptions.
#[derive(Clone, Copy)]
pub struct Named<T: 'static>(pub &'static [(T, &'static str, &'static str)]);

impl<T> Named<T> {
    fn values(self) -> impl Iterator<Item = PossibleValue> {
        let value = |(_, name, help): &(T, &'static str, &'static str)| {
            PossibleValue::new(*name).help(*help)
        };
        self.0.iter().map(value)
    }
}

impl<T: Copy + Send + Sync + 'static> TypedValueParser for Named<T> {
    type Value = T;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<T, Error> {
        let known = PossibleValuesParser::new((*self).values());
        let chosen = known.parse_ref(command, arg, value)?;
        let found = self.0.iter().find(|(_, name, _)| *name == chosen);
        let (choice, ..) = found.unwrap_or(&self.0[0]);
        Ok(*choice)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((*self).values()))
    }
}
