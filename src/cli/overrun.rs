//! How a command ends because a unit of work does not.

use super::check::ReportArguments;
use super::exit::Exit;
use super::terminal::Terminal;
use crate::backstop::{self, Overrun};
use crate::report::Finding;
use crate::source::Sources;
use crate::workspace::door::remove_temporary;

/// Where commands report what does not end.
#[derive(Clone, Debug)]
pub enum Reporting {
    /// On standard error, for a person.
    Person,
    /// As `check` reports findings.
    Check(ReportArguments),
}

/// From now on, the process ends when a unit of work does not.
pub fn install(reporting: Reporting, terminal: &Terminal) {
    let terminal = terminal.clone();
    backstop::install(move |overruns| {
        let exit = report(&reporting, overruns, &terminal);
        remove_temporary();
        std::process::exit(exit as i32);
    });
}

fn report(reporting: &Reporting, overruns: &[Overrun], terminal: &Terminal) -> Exit {
    let mut sources = Sources::new();
    let found = overruns.iter().map(|it| it.diagnostic(&mut sources));
    let found: Vec<_> = found.collect();
    match reporting {
        Reporting::Person => {
            terminal.findings(&Finding::all(&sources, &found));
            Exit::Invalid
        }
        Reporting::Check(arguments) => {
            let text = arguments.render(&sources, &found, terminal);
            match arguments.write(&text, terminal) {
                Ok(()) if arguments.fails => Exit::Findings,
                Ok(()) => Exit::Success,
                Err(failure) => {
                    terminal.fail(&failure.message);
                    failure.exit
                }
            }
        }
    }
}
