//! `jobc server`.

use super::exit::{Exit, Failure};
use crate::backstop;
use crate::lsp::{self, ENDING, Ended, Ending};
use crate::workspace::door::{remove_temporary, start_itself};
use serde_json::json;
use std::io::{BufReader, Write, stdin, stdout};

/// Run the language server over standard input and output
///
/// Editors start the server; docs/editors.md describes the setup. It ends when the editor asks it to, or exits.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Passed by most editors; the server has no other transport
    #[arg(long, hide = true)]
    stdio: bool,
    /// Do the work for the process that the editor talks to
    #[arg(long, hide = true)]
    worker: bool,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let (input, output) = (BufReader::new(stdin()), stdout());
    let is_proper = match arguments.worker {
        true => {
            end_with_a_word();
            lsp::work(input, output)
        }
        false => match supervised() {
            Some(Ended::Properly) => Ok(true),
            Some(Ended::Improperly) => Ok(false),
            // It has said why.
            Some(Ended::Unable) => return Err(Failure::new(Exit::Unreadable, "")),
            // Where no process can be started, this one does the work.
            None => {
                end_with_a_word();
                lsp::serve(input, output)
            }
        },
    };
    match is_proper {
        Ok(true) => Ok(Exit::Success),
        Ok(false) => Ok(Exit::Findings),
        Err(error) => {
            let message = format!("cannot start the threads of the server: {error}");
            Err(Failure::new(Exit::Unreadable, message))
        }
    }
}

/// Serves by a process that may be given up; `None` if there can be none.
fn supervised() -> Option<Ended> {
    let start = || start_itself(&["server", "--worker"]);
    // Whole messages are written at once, so no buffer is needed in between.
    let unable = Exit::Unreadable as i32;
    lsp::supervise(BufReader::new(stdin()), stdout(), start, unable)
}

/// Lets this process end when a unit of work does not, and say which.
fn end_with_a_word() {
    backstop::install(|overruns| {
        for overrun in overruns {
            let params = Ending::of(overrun);
            let notice = json!({"jsonrpc": "2.0", "method": ENDING, "params": params}).to_string();
            let notice = format!("Content-Length: {}\r\n\r\n{notice}", notice.len());
            let mut output = stdout().lock();
            let _ = output.write_all(notice.as_bytes());
            let _ = output.flush();
        }
        remove_temporary();
        std::process::exit(Exit::Invalid as i32);
    });
}
