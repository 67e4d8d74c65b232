//! Where output goes: standard output and standard error, with or without colours, as wide as the terminal.

use super::exit::{Exit, Failure};
use crate::project::Reporter;
use crate::report::{Finding, Format, Style, commands, escape, render};
use crate::workspace::door::output_is_file;
use std::io::{ErrorKind, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// When colors are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set; everywhere if FORCE_COLOR is
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
    /// When to use colors
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        global = true,
        env = "JOBC_COLOR",
        hide_env = true
    )]
    pub color: ColorChoice,
    /// Draw findings with ASCII alone, as for the locales `C` and `POSIX`
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Print only errors: no output of `print`, no summary, and warnings only in `check`
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Also print what was read and how long it took
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// The columns assumed without a terminal.
const WIDTH: usize = 100;

/// The two streams of a process.
#[derive(Clone, Debug)]
pub struct Terminal {
    color: ColorChoice,
    /// Whether characters beyond ASCII can be shown.
    unicode: bool,
    /// No warnings and notes.
    pub quiet: bool,
    /// More than is needed.
    pub verbose: bool,
    /// Whether errors are printed as JSON, one per line.
    pub json: bool,
}

impl Terminal {
    /// The streams as the arguments want them.
    pub fn new(arguments: &OutputArguments) -> Terminal {
        Terminal {
            color: arguments.color,
            unicode: !arguments.ascii && has_unicode(),
            quiet: arguments.quiet,
            verbose: arguments.verbose,
            json: false,
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
                ColorChoice::Auto => wants_color(is_terminal),
            },
            fix_hints: false,
            unicode: self.unicode,
            ..Style::default()
        }
    }

    /// Writes readable text to standard output. A reader that closes the pipe, as in `jobc list | head`, does not
    /// cause a failure.
    pub fn output(&self, text: &str) -> Result<(), Failure> {
        self.output_as_it_is(&commands::defuse(text))
    }

    /// Writes JSON to standard output, in which nothing acts on a terminal or the runner of a build.
    pub fn output_json(&self, text: String) -> Result<(), Failure> {
        self.output_as_it_is(&commands::defuse_json(&escape::json(text)))
    }

    /// Writes to standard output what may hold commands for the runner of a build: a report of them, or jobc's own
    /// words.
    pub fn output_as_it_is(&self, text: &str) -> Result<(), Failure> {
        self.output_by(|stream| stream.write_all(text.as_bytes()))
    }

    /// The same with what `write` writes, piece by piece.
    pub fn output_by(
        &self,
        write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
    ) -> Result<(), Failure> {
        let mut stream = std::io::stdout().lock();
        unless_closed(write(&mut stream).and_then(|()| stream.flush()))
    }

    /// The same for JSON: characters that a terminal would interpret are written as the equivalent `\u…`.
    pub fn output_json_by(
        &self,
        write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
    ) -> Result<(), Failure> {
        let is_terminal = std::io::stdout().is_terminal();
        if !is_terminal && !is_log() {
            return self.output_by(write);
        }
        let mut bytes = Vec::new();
        unless_closed(write(&mut bytes))?;
        let mut text = String::from_utf8_lossy(&bytes).into_owned();
        if is_terminal {
            text = escape::json(text);
        }
        self.output_as_it_is(&commands::defuse_json(&text))
    }

    /// Writes to standard output what is a file's own: exactly, for the program that reads it, but what a terminal
    /// would act on is made
    /// visible there, and what the runner of a build would act on is made harmless in its log.
    pub fn output_exactly(&self, text: &str) -> Result<(), Failure> {
        match std::io::stdout().is_terminal() {
            true => self.output(&escape::text(text)),
            false if is_log() => self.output(text),
            false => self.output_as_it_is(text),
        }
    }

    /// The same for file names, one per line.
    pub fn output_names<'a>(
        &self,
        names: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), Failure> {
        let is_terminal = std::io::stdout().is_terminal();
        let names = names.into_iter().map(|name| match is_terminal {
            true => format!("{}\n", escape::line(name)),
            false => format!("{name}\n"),
        });
        let names = names.collect::<String>();
        match is_terminal || is_log() {
            true => self.output(&names),
            false => self.output_as_it_is(&names),
        }
    }

    /// Writes a text to standard error, with what a terminal would act on made visible, and what a runner would act
    /// on made harmless.
    pub fn error(&self, text: &str) {
        self.error_as_it_is(&commands::defuse(&escape::text(text)));
    }

    /// Writes text to standard error that may move the cursor or have colors. A failure cannot be reported anywhere.
    pub fn error_as_it_is(&self, text: &str) {
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }

    /// Says why a command cannot go on.
    pub fn fail(&self, message: &str) {
        if message.is_empty() {
            return;
        }
        if self.json {
            let line = serde_json::json!({"severity": "error", "message": message});
            self.error_as_it_is(&(escape::json(line.to_string()) + "\n"));
            return;
        }
        let message = escape::text(message);
        let message = commands::defuse(&message);
        let head = match self.error_style().color {
            true => "\x1b[1;31merror\x1b[0m",
            false => "error",
        };
        self.error_as_it_is(&format!("{head}: {}\n", message.trim_end()));
    }

    /// Says why a command cannot go on, and shows what is wrong with the settings.
    pub fn fail_with(&self, failure: &Failure) {
        if let Some(bad) = &failure.settings {
            self.findings(&Finding::all(&bad.sources, &bad.diagnostics));
        }
        self.fail(&failure.message);
    }

    /// What tells a person how far a run is.
    pub fn reporter(&self) -> Progress<'_> {
        Progress {
            terminal: self,
            begin: Instant::now(),
            was_shown: AtomicBool::new(false),
        }
    }

    /// Shows findings on standard error, for a person.
    pub fn findings(&self, findings: &[Finding]) {
        let format = match self.json {
            true => Format::JsonLines,
            false => Format::Full,
        };
        self.error_as_it_is(&render(findings, format, &self.error_style()));
    }

    /// Prints something other than an error, unless only errors are wanted.
    pub fn note(&self, text: &str) {
        if !self.quiet && !self.json {
            self.error(&format!("{text}\n"));
        }
    }

    /// Shows on standard error what a configuration printed.
    pub fn printed(&self, text: &str) {
        if !self.quiet && !text.is_empty() {
            self.error(text);
            // What is said next starts a line.
            if !text.ends_with('\n') {
                self.error_as_it_is("\n");
            }
        }
    }
}

/// How long a run takes before it tells how far it is.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar that says how far a run is, if it takes long and a person looks.
pub struct Progress<'a> {
    terminal: &'a Terminal,
    begin: Instant,
    was_shown: AtomicBool,
}

impl Reporter for Progress<'_> {
    fn progress(&self, done: usize, all: usize) {
        let is_watched = !self.terminal.quiet && std::io::stderr().is_terminal();
        if is_watched && self.begin.elapsed() > PATIENCE {
            let bar = "=".repeat(30 * done / all.max(1));
            let text = format!("\r[{bar:<30}] {done}/{all} files");
            self.terminal.error_as_it_is(&text);
            self.was_shown.store(true, Ordering::Relaxed);
        }
    }

    fn end(&self) {
        if self.was_shown.swap(false, Ordering::Relaxed) {
            self.terminal.error_as_it_is("\r\x1b[K");
        }
    }

    fn notice(&self, text: &str) {
        if !self.terminal.quiet {
            self.terminal.error(&format!("{text}\n"));
        }
    }
}

/// Whether a runner reads standard output as the log of a build. What goes into a file it does not see.
fn is_log() -> bool {
    const RUNNERS: [&str; 3] = ["GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"];
    let is_set = |name: &&str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    RUNNERS.iter().any(is_set) && !output_is_file()
}

/// The result of writing to standard output. A reader that closes the pipe does not cause a failure.
pub fn unless_closed(written: std::io::Result<()>) -> Result<(), Failure> {
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::new(
            Exit::Unreadable,
            format!("cannot write to standard output: {error}"),
        )),
        _ => Ok(()),
    }
}

/// Whether the user's environment wants colors: <https://no-color.org>, <https://force-color.org>.
fn wants_color(is_terminal: bool) -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if is_set("NO_COLOR") {
        return false;
    }
    let is_dumb = || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    is_set("FORCE_COLOR") || is_terminal && !is_dumb()
}

/// Whether the locale has characters beyond ASCII: POSIX looks at these variables in this order. Where none is set, as in many
/// containers, the terminal mostly has them.
fn has_unicode() -> bool {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"];
    let mut values = names.into_iter().filter_map(std::env::var_os);
    let locale = values.find(|it| !it.is_empty());
    locale.is_none_or(|it| it != "C" && it != "POSIX")
}

fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok();
    let columns = columns.and_then(|columns| columns.parse().ok());
    let asked = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    columns.or_else(asked).unwrap_or(WIDTH).clamp(40, 160)
}
