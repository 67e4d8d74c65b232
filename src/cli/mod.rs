//! The command line: arguments, streams and exit codes. Everything else is somewhere below.
//!
//! | file | what |
//! | --- | --- |
//! | `load.rs` | from arguments to a compilation |
//! | `settings.rs` | which settings are in force |
//! | `selection.rs` | job keys as users write them |
//! | `patch.rs` | what would change, as a patch |
//! | `outcome.rs` | what the diagnostics of a compilation mean for the command |
//! | `overrun.rs` | how a command ends because a unit of work does not |
//! | `terminal.rs` | standard output and standard error |
//! | `exit.rs` | exit codes |
//! | `choice.rs` | the arguments that choose rules |
//! | `named.rs` | the arguments that choose from what a stage offers |
//! | `inputs.rs` | job keys, files and folders on one command line |
//! | `aurora.rs` | the words of the Aurora client |
//! | `client_verbs.rs` | those of its words that jobc only answers |
//! | `external.rs` | programs named `jobc-NAME`, and commands that do not exist |
//! | `units.rs` | numbers of bytes as people say them |
//! | `columns.rs` | rows as columns and as comma-separated values |
//! | all others | one command each, named after it |

mod affected;
mod aurora;
mod check;
mod choice;
mod client_verbs;
mod columns;
mod completions;
mod config;
mod diff;
mod emit;
mod evaluation;
mod exit;
mod explain;
mod external;
mod format;
mod graph;
mod init;
mod inputs;
mod inspect;
mod list;
mod load;
mod named;
mod outcome;
mod overrun;
mod patch;
mod query;
mod report;
mod rule;
mod selection;
mod server;
mod settings;
mod terminal;
mod units;
mod version;

pub use exit::{Exit, Failure};

use self::check::ReportArguments;
use crate::report::{commands, escape};
use crate::stack::{LEAST_ADDRESS_SPACE, has_room};
use crate::workspace::door::remove_temporary;
use crate::workspace::machine::peak_memory;
use clap::{CommandFactory, Parser, Subcommand};
use overrun::Reporting;
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;
use terminal::{OutputArguments, Terminal};

const HELP: &str = "\
{about}

{usage-heading} {usage}

Compiling:
  inspect   Show the jobs of a configuration in readable form
  list      Print job keys, one per line, or the inventory of a repository
  emit      Write JSON for a scheduler client
  diff      Show what a change does to jobs and their instances
  affected  Show which files and jobs a file or a change can affect
  explain   Show how a value of a job came to be
  query     Show the jobs for which an expression is true
  graph     Show which files include each other, or the order of processes
  report    Write a page about all jobs

Checking:
  check     Report errors and lint findings
  format    Format configurations
  rule      Explain an error code or a rule of the linter
  config    Show the active settings and the source of each

Aurora client aliases:
  job inspect KEY FILE
  config list FILE
  create, update, kill, … and noun/verb pairs show the alternative

Other:
  init      Create a repository that passes `jobc check`
  completions SHELL  Print the completion script for a shell
  man       Print the manual page of a command, in roff
  server    Serve an editor, over standard input and output
  version   Print the version, the build, and the client that jobc is compatible with
  help      Print this help, or the help of a command
  NAME      Run the program `jobc-NAME`

{options}{after-help}";

const AFTER_HELP: &str = "\
\x1b[1mExit codes:\x1b[0m
   0  success
   1  check: there are findings; format --check: there are files to format;
      diff: `--exit-code` or `--fail-on` says so
   2  the command line or jobc.toml is wrong
   3  the configuration is invalid
   4  a file cannot be read or written, or the system has no memory or threads left
   6  no job has that key
  20  internal error: please report it

\x1b[1mEnvironment:\x1b[0m
  JOBC_CONFIG, JOBC_ROOT, JOBC_CACHE_DIR, JOBC_NO_CACHE, JOBC_OUTPUT_FORMAT,
  JOBC_OUTPUT_FILE, JOBC_FAIL_ON, JOBC_COLOR   like the options with these names
  NO_COLOR, FORCE_COLOR                        never or always use colors
  LC_ALL, LC_CTYPE, LANG                       `C` or `POSIX`: draw findings in ASCII

\x1b[1mExamples:\x1b[0m
  jobc inspect hello_world.aurora
  jobc inspect prod/hello_world services.aurora
  jobc emit --target aurora -o job.json west/www/prod/hello_world hello_world.aurora
  jobc list --long services/
  jobc diff main services/
  jobc check --output-format github services/
  generate | jobc list --stdin-filename services/web.aurora -";

/// The compiler, linter and language server for Aurora job configurations
///
/// Reads `.aurora` files without running Python. It executes nothing, reads nothing outside of the configuration's
/// root, and reports every mistake at its exact location.
#[derive(Debug, Parser)]
#[command(
    name = "jobc",
    version,
    help_template = HELP,
    after_help = AFTER_HELP,
    arg_required_else_help = true,
    max_term_width = 100
)]
struct Arguments {
    #[command(flatten)]
    output: OutputArguments,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Inspect(inspect::Arguments),
    List(list::Arguments),
    Emit(emit::Arguments),
    Diff(diff::Arguments),
    Affected(affected::Arguments),
    Explain(explain::Arguments),
    Query(query::Arguments),
    Graph(graph::Arguments),
    Report(report::Arguments),
    #[command(alias = "lint")]
    Check(check::Arguments),
    #[command(alias = "fmt")]
    Format(format::Arguments),
    Rule(rule::Arguments),
    Init(init::Arguments),
    Completions(completions::Arguments),
    Man(completions::ManArguments),
    Server(server::Arguments),
    Version(version::Arguments),
    #[command(subcommand, hide = true)]
    Job(aurora::Job),
    Config(config::Arguments),
    #[command(external_subcommand)]
    External(Vec<OsString>),
}

impl Command {
    /// Whether what goes wrong is to be said as JSON, too.
    fn wants_json(&self) -> bool {
        match self {
            Command::Inspect(arguments) => arguments.wants_json(),
            Command::List(arguments) => arguments.wants_json(),
            Command::Diff(arguments) => arguments.wants_json(),
            Command::Affected(arguments) => arguments.wants_json(),
            Command::Explain(arguments) => arguments.wants_json(),
            Command::Query(arguments) => arguments.wants_json(),
            Command::Rule(arguments) => arguments.wants_json(),
            Command::Version(arguments) => arguments.wants_json(),
            Command::Config(arguments) => arguments.wants_json(),
            Command::Check(arguments) => arguments.wants_json(),
            _ => false,
        }
    }
}

/// Runs the command that the process was started with.
pub fn main() -> ExitCode {
    install_panic_hook();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            return answer(&error).into();
        }
    };
    if !has_room() {
        let message = format!(
            "jobc requires {} MB of address space, which the system does not provide; see `ulimit -v`",
            LEAST_ADDRESS_SPACE >> 20
        );
        Terminal::new(&arguments.output).fail(&message);
        return Exit::Unreadable.into();
    }
    // The first thread compiles: the system's allocator asks the kernel for memory much more often on behalf of others, 2,500
    // times for a thousand jobs.
    run(arguments).into()
}

/// Prints the help or the version that was asked for, or what is wrong with the arguments.
fn answer(error: &clap::Error) -> Exit {
    if !error.use_stderr() {
        let printed = error.print().and_then(|()| std::io::stdout().flush());
        let failure = terminal::unless_closed(printed).err();
        return failure.map_or(Exit::Success, |failure| {
            Terminal::new(&OutputArguments::default()).fail(&failure.message);
            failure.exit
        });
    }
    // What was typed comes out again. Nothing can be done about a closed stream here.
    let words = error.render().to_string();
    let is_unseen = |it| it != '\n' && escape::is_hidden(it);
    let _ = match words.chars().any(is_unseen) {
        true => write!(std::io::stderr(), "{}", escape::text(&words)),
        false => error.print(),
    };
    Exit::Usage
}

fn run(arguments: Arguments) -> Exit {
    let mut terminal = Terminal::new(&arguments.output);
    terminal.json = arguments.command.wants_json();
    let reporting = match &arguments.command {
        Command::Check(arguments) => Some(Reporting::Check(ReportArguments::of(arguments))),
        // The server ends in its own way.
        Command::Server(_) => None,
        _ => Some(Reporting::Person),
    };
    if let Some(reporting) = reporting {
        overrun::install(reporting, &terminal);
    }
    let result = match &arguments.command {
        Command::Inspect(arguments) => inspect::run(arguments, &terminal),
        Command::List(arguments) => list::run(arguments, &terminal),
        Command::Emit(arguments) => emit::run(arguments, &terminal),
        Command::Diff(arguments) => diff::run(arguments, &terminal),
        Command::Affected(arguments) => affected::run(arguments, &terminal),
        Command::Explain(arguments) => explain::run(arguments, &terminal),
        Command::Query(arguments) => query::run(arguments, &terminal),
        Command::Graph(arguments) => graph::run(arguments, &terminal),
        Command::Report(arguments) => report::run(arguments, &terminal),
        Command::Check(arguments) => check::run_command(arguments, &terminal),
        Command::Format(arguments) => format::run(arguments, &terminal),
        Command::Rule(arguments) => rule::run(arguments, &terminal),
        Command::Init(arguments) => init::run(arguments, &terminal),
        Command::Completions(arguments) => {
            completions::run(arguments, Arguments::command(), &terminal)
        }
        Command::Man(arguments) => completions::man(arguments, Arguments::command(), &terminal),
        Command::Server(arguments) => server::run(arguments),
        Command::Version(arguments) => version::run(arguments, &terminal),
        Command::Job(command) => aurora::job(command, &terminal),
        Command::Config(arguments) => config::run(arguments, &terminal),
        Command::External(words) => {
            let command = Arguments::command();
            let own: Vec<&str> = command.get_subcommands().map(|it| it.get_name()).collect();
            external::run(words, &own)
        }
    };
    if terminal.verbose
        && let Some(memory) = peak_memory()
    {
        terminal.error(&format!("peak memory {memory} KB\n"));
    }
    result.unwrap_or_else(|failure| {
        terminal.fail_with(&failure);
        failure.exit
    })
}

/// Says of an internal error what a user can do about it, and ends the process with the code for it.
fn install_panic_hook() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        let message = panic
            .payload_as_str()
            .unwrap_or("no message")
            .lines()
            .next()
            .unwrap_or_default();
        let text = format!(
            "jobc {} failed. This is a bug in jobc, not in your configuration.\n\
             Please report it, with the file if you can share it:\n  {message}\n  at {}\n",
            env!("CARGO_PKG_VERSION"),
            place.as_deref().unwrap_or("an unknown location"),
        );
        let text = escape::text(&text);
        let _ = std::io::stderr().write_all(commands::defuse(&text).as_bytes());
        remove_temporary();
        std::process::exit(Exit::Internal as i32);
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn the_help_names_every_command() {
        for command in Arguments::command().get_subcommands() {
            let name = command.get_name();
            assert!(HELP.contains(&format!("  {name} ")), "{name}");
        }
    }
}
