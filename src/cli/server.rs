//! `jobc server`.

use super::exit::{Exit, Failure};
use crate::lsp;

/// Serve an editor: the Language Server Protocol over standard input and output
///
/// Editors start it themselves; docs/editors.md says how. It ends when the editor tells it to, or is gone.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// What most editors pass; there is no other way to talk to it
    #[arg(long, hide = true)]
    stdio: bool,
}

/// Runs the command.
pub fn run(_arguments: &Arguments) -> Result<Exit, Failure> {
    let input = std::io::BufReader::new(std::io::stdin());
    // Whole messages are written at once, so no buffer is needed in between.
    match lsp::serve(input, std::io::stdout()) {
        Ok(true) => Ok(Exit::Success),
        Ok(false) => Ok(Exit::Findings),
        Err(error) => {
            let message = format!("cannot start the threads of the server: {error}");
            Err(Failure::new(Exit::Unreadable, message))
        }
    }
}
