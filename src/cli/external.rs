//! Commands that jobc has not: programs named `jobc-NAME`, the Aurora client's, and mistakes.

use super::client_verbs;
use super::exit::{Exit, Failure};
use crate::diagnostic::nearest;
use crate::workspace::door::OwnCommand;
use std::ffi::OsString;

/// Runs the program of a command, or says what was probably meant; `own` are the names of jobc's commands.
pub fn run(words: &[OsString], own: &[&str]) -> Result<Exit, Failure> {
    let texts: Vec<String> = words
        .iter()
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let Some(name) = texts.first() else {
        return Err(Failure::new(Exit::Usage, "no command"));
    };
    // What somebody installed goes before what is only explained.
    if let Some(command) = OwnCommand::find(name) {
        let status = command.hand_over(&words[1..]).map_err(|error| {
            Failure::new(
                Exit::Unreadable,
                format!("cannot run `jobc-{name}`: {error}"),
            )
        })?;
        // One that was killed has no code.
        std::process::exit(status.code().unwrap_or(Exit::Internal as i32))
    }
    let message = client_verbs::answer(&texts).unwrap_or_else(|| unknown(name, own));
    Err(Failure::new(Exit::Usage, message))
}

fn unknown(name: &str, own: &[&str]) -> String {
    let names = own.iter().copied().chain(client_verbs::first_words());
    let help = match nearest(name, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`jobc --help` lists the commands".to_owned(),
    };
    format!("unknown command `{name}`, and no program `jobc-{name}` on the PATH; {help}")
}
