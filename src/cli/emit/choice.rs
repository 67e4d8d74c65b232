//! Which target is meant: one in Rust, one in the language that jobc has, or a file.

use crate::cli::exit::{Exit, Failure};
use crate::emit::Target;
use crate::target::{BUILTIN, TargetFile};
use crate::workspace::door;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Arg, Command, Error};
use std::ffi::OsStr;
use std::path::Path;

/// A target as the user names it.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// One of Aurora's own forms.
    Aurora(Target),
    /// A target of jobc that is written in the language.
    Own(&'static str),
    /// The path of a target.
    File(String),
}

impl Choice {
    /// Whether it is what the Aurora client reads, for which nothing is filled in.
    pub fn is_job(&self) -> bool {
        *self == Choice::Aurora(Target::Job)
    }

    /// The target, if it is written in the language.
    pub fn read(&self) -> Result<Option<TargetFile>, Failure> {
        match self {
            Choice::Aurora(_) => Ok(None),
            Choice::Own(name) => Ok(TargetFile::own(name)),
            Choice::File(path) => {
                let read = door::read_named(Path::new(path), door::LARGEST).and_then(door::text);
                let text = read.map_err(|refusal| {
                    let message = format!("cannot read the target `{path}`: {refusal}");
                    Failure::new(Exit::Unreadable, message)
                })?;
                let name = Path::new(path).file_stem().unwrap_or_default();
                Ok(Some(TargetFile {
                    name: name.to_string_lossy().into_owned(),
                    path: path.clone(),
                    text,
                    is_own: false,
                }))
            }
        }
    }
}

/// Reads a choice.
#[derive(Clone, Copy)]
pub struct Parser;

impl Parser {
    fn values() -> impl Iterator<Item = PossibleValue> {
        let aurora = Target::ALL.iter().map(|(_, name, help)| (*name, *help));
        let own = BUILTIN.iter().map(|(name, help, _)| (*name, *help));
        let file = std::iter::once(("FILE", "A target of your own: a path with `/` or `.aurora`"));
        let all = aurora.chain(own).chain(file);
        all.map(|(name, help)| PossibleValue::new(name).help(help))
    }
}

impl TypedValueParser for Parser {
    type Value = Choice;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<Choice, Error> {
        let written = value.to_string_lossy();
        if written.contains('/') || written.ends_with(".aurora") {
            return Ok(Choice::File(written.into_owned()));
        }
        let known = Parser::values().filter(|it| it.get_name() != "FILE");
        let chosen = PossibleValuesParser::new(known).parse_ref(command, arg, value)?;
        let aurora = Target::ALL.iter().find(|(_, name, _)| *name == chosen);
        let own = BUILTIN.iter().find(|(name, ..)| *name == chosen);
        Ok(match (aurora, own) {
            (Some((target, ..)), _) => Choice::Aurora(*target),
            (None, Some((name, ..))) => Choice::Own(name),
            (None, None) => Choice::File(chosen),
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Parser::values()))
    }
}
