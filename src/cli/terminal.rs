//! Where output goes: standard output and standard error, with or without colours, as wide as the terminal.

use super::exit::{Exit, Failure};
use crate::report::{Finding, Format, Style, escape, render};
use std::io::{ErrorKind, IsTerminal, Write};

/// When colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What every command takes.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Output")]
pub struct OutputArguments {
    /// When to use colours
    #[arg(long, value_enum, default_value_t, value_name = "WHEN", global = true)]
    pub color: ColorChoice,
    /// Say only what is wrong: nothing that was printed, no summary, and warnings only in `check`
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Also say what was read and how long it took
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// The columns assumed where there is no terminal to ask.
const WIDTH: usize = 100;

/// The two streams of a process.
#[derive(Clone, Debug)]
pub struct Terminal {
    color: ColorChoice,
    /// No warnings and notes.
    pub quiet: bool,
    /// More than is needed.
    pub verbose: bool,
}

impl Terminal {
    /// The streams as the arguments want them.
    pub fn new(arguments: &OutputArguments) -> Terminal {
        Terminal {
            color: arguments.color,
            quiet: arguments.quiet,
            verbose: arguments.verbose,
        }
    }

    /// What can be shown on standard error.
    pub fn error_style(&self) -> Style {
        self.style(std::io::stderr().is_terminal())
    }

    /// What can be shown on standard output.
    pub fn output_style(&self) -> Style {
        self.style(std::io::stdout().is_terminal())
    }

    fn style(&self, is_terminal: bool) -> Style {
        let width = match is_terminal {
            true => width(),
            false => WIDTH,
        };
        Style {
            width,
            color: match self.color {
                ColorChoice::Always => true,
                ColorChoice::Never => false,
                ColorChoice::Auto => is_terminal && wants_color(),
            },
            ..Style::default()
        }
    }

    /// Writes to standard output. That its reader has gone, as in `jobc list | head`, is no failure.
    pub fn output(&self, text: &str) -> Result<(), Failure> {
        self.output_by(|stream| stream.write_all(text.as_bytes()))
    }

    /// The same with what `write` writes, piece by piece.
    pub fn output_by(
        &self,
        write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
    ) -> Result<(), Failure> {
        let mut stream = std::io::stdout().lock();
        let written = write(&mut stream).and_then(|()| stream.flush());
        match written {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::new(
                Exit::Unreadable,
                format!("cannot write to standard output: {error}"),
            )),
            _ => Ok(()),
        }
    }

    /// Writes to standard error. Where that fails there is nowhere left to say so.
    pub fn error(&self, text: &str) {
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }

    /// Says why a command cannot go on.
    pub fn fail(&self, message: &str) {
        if message.is_empty() {
            return;
        }
        let message = escape::text(message);
        let head = match self.error_style().color {
            true => "\x1b[1;31merror\x1b[0m",
            false => "error",
        };
        self.error(&format!("{head}: {}\n", message.trim_end()));
    }

    /// Shows findings on standard error, for a person.
    pub fn findings(&self, findings: &[Finding]) {
        self.error(&render(findings, Format::Full, &self.error_style()));
    }

    /// Shows on standard error what a configuration printed.
    pub fn printed(&self, text: &str) {
        if !self.quiet && !text.is_empty() {
            self.error(&escape::text(text));
        }
    }
}

/// Whether the user's environment allows colours: <https://no-color.org>.
fn wants_color() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !is_set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok();
    let columns = columns.and_then(|columns| columns.parse().ok());
    let asked = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    columns.or_else(asked).unwrap_or(WIDTH).clamp(40, 160)
}
