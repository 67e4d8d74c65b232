//! The arguments of `jobc check`.

use super::super::choice::RuleArguments;
use super::super::emit::choice::{Choice, Parser};
use super::super::load::{CompileArguments, pair};
use super::super::named::Named;
use crate::diagnostic::{Diagnostic, Severity};
use crate::report::Format;
use std::path::PathBuf;

/// Report errors and lint findings
///
/// Finds what the client rejects, what the scheduler would reject later, and what both accept but is unwise, in one
/// run. Standard output contains only the findings. The exit code is 1 if there are errors or warnings, and 0
/// otherwise: see --fail-on.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Configurations and folders; `-` is standard input [default: `.`, or `-` with --stdin-filename]
    #[arg(value_name = "PATH")]
    pub paths: Vec<String>,
    /// The format of the findings
    #[arg(
        long,
        visible_alias = "format",
        value_parser = Named(Format::ALL),
        default_value = "full",
        value_name = "FORMAT",
        help_heading = "Findings",
        env = "JOBC_OUTPUT_FORMAT",
        hide_env = true
    )]
    pub output_format: Format,
    /// Write the findings to a file, completely or not at all
    #[arg(
        short,
        long,
        value_name = "FILE",
        help_heading = "Findings",
        env = "JOBC_OUTPUT_FILE",
        hide_env = true
    )]
    pub output_file: Option<PathBuf>,
    /// Count the findings of each rule instead of showing them; as JSON with --output-format json
    #[arg(long, help_heading = "Findings")]
    pub statistics: bool,
    /// Exit with 1 if there are findings of this severity or higher
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "SEVERITY",
        help_heading = "Findings",
        env = "JOBC_FAIL_ON",
        hide_env = true
    )]
    pub fail_on: FailOn,
    /// Exit with 0 even if there are findings: `--fail-on never`
    #[arg(short, long, help_heading = "Findings")]
    pub exit_zero: bool,
    /// Report only findings that are not in this file
    #[arg(long, value_name = "FILE", help_heading = "Findings")]
    pub baseline: Option<PathBuf>,
    /// Write the findings to a file for --baseline, and report nothing
    #[arg(
        long,
        value_name = "FILE",
        help_heading = "Findings",
        conflicts_with = "baseline"
    )]
    pub write_baseline: Option<PathBuf>,
    /// Report only what the changes since a git revision can affect
    #[arg(long, value_name = "REVISION", help_heading = "Findings")]
    pub changed_since: Option<String>,
    /// Also report what a target of `jobc emit` would lose, approximate or refuse of the jobs
    #[arg(long, value_parser = Parser, value_name = "TARGET", help_heading = "Findings")]
    pub target: Option<Choice>,
    /// Set an option of the target. May be repeated
    #[arg(
        long,
        value_name = "NAME=VALUE",
        value_parser = pair,
        requires = "target",
        help_heading = "Findings"
    )]
    pub set: Vec<(String, String)>,
    /// Report as errors what the target loses or approximates
    #[arg(long, requires = "target", help_heading = "Findings")]
    pub strict: bool,
    /// Explain a rule
    #[arg(long, value_name = "RULE", help_heading = "Findings", exclusive = true)]
    pub explain: Option<String>,
    /// Apply fixes: those that do not change the jobs (safe), also those that may change jobs (unsafe), also
    /// guesses (suggested), or those that you confirm one by one (ask)
    #[arg(
        long,
        value_enum,
        value_name = "LEVEL",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "safe",
        help_heading = "Fixes"
    )]
    pub fix: Option<Level>,
    /// With --fix or --diff, also apply fixes that may change jobs; otherwise, show what they would change
    #[arg(long, help_heading = "Fixes")]
    pub unsafe_fixes: bool,
    /// Apply fixes, and report nothing else
    #[arg(long, help_heading = "Fixes", conflicts_with_all = ["add_ignore", "diff"])]
    pub fix_only: bool,
    /// Print what --fix would change, without changing it
    #[arg(long, help_heading = "Fixes", conflicts_with = "add_ignore")]
    pub diff: bool,
    /// List the applied fixes
    #[arg(long, help_heading = "Fixes")]
    pub show_fixes: bool,
    /// Add a comment that ignores the findings to every statement with findings, with an optional reason
    #[arg(
        long,
        value_name = "REASON",
        help_heading = "Fixes",
        conflicts_with_all = ["fix", "unsafe_fixes"],
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "",
        value_parser = line
    )]
    pub add_ignore: Option<String>,
    /// Print the files that would be checked
    #[arg(long, help_heading = "Files")]
    pub show_files: bool,
    /// Print the active settings and the source of each
    #[arg(long, help_heading = "Files")]
    pub show_settings: bool,
    /// Skip files that match the glob, in addition to the setting `exclude`. May be repeated
    #[arg(
        long,
        value_name = "GLOB",
        value_delimiter = ',',
        help_heading = "Files"
    )]
    pub exclude: Vec<String>,
    /// Apply `exclude` to named files too
    #[arg(long, help_heading = "Files")]
    pub force_exclude: bool,
    /// The folder of the cache [default: jobc/check in the user's cache folder]
    #[arg(
        long,
        value_name = "DIR",
        help_heading = "Files",
        env = "JOBC_CACHE_DIR",
        hide_env = true
    )]
    pub cache_dir: Option<PathBuf>,
    /// Do not use the cache
    #[arg(
        short,
        long,
        help_heading = "Files",
        env = "JOBC_NO_CACHE",
        hide_env = true,
        value_parser = clap::builder::FalseyValueParser::new()
    )]
    pub no_cache: bool,
    /// Check again whenever a file changes
    #[arg(short, long, help_heading = "Files", conflicts_with_all = ["fix", "fix_only", "unsafe_fixes", "diff", "add_ignore", "write_baseline"])]
    pub watch: bool,
    #[command(flatten)]
    pub rules: RuleArguments,
    #[command(flatten)]
    pub compile: CompileArguments,
}

/// Which findings fail a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum FailOn {
    /// Errors only
    Error,
    /// Errors and warnings
    #[default]
    Warning,
    /// Every finding
    Info,
    /// None
    Never,
}

impl FailOn {
    /// Whether one of these findings fails the run.
    pub fn fails(self, diagnostics: &[Diagnostic]) -> bool {
        let least = match self {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Info => Severity::Info,
            FailOn::Never => return false,
        };
        diagnostics.iter().any(|it| it.severity >= least)
    }
}

/// Which fixes are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Level {
    /// Fixes that do not change the jobs
    Safe,
    /// Also fixes that may change jobs
    Unsafe,
    /// Also guesses
    Suggested,
    /// Fixes that you confirm
    Ask,
}

/// A reason that fits on a line.
fn line(text: &str) -> Result<String, String> {
    match text.contains(['\n', '\r']) {
        true => Err("a comment must be a single line".to_owned()),
        false => Ok(text.trim().to_owned()),
    }
}

impl Arguments {
    /// Whether what goes wrong is to be said as JSON, too.
    pub fn wants_json(&self) -> bool {
        matches!(self.output_format, Format::Json | Format::JsonLines)
    }

    /// Which findings fail the run.
    pub fn fail_on(&self) -> FailOn {
        match self.exit_zero {
            true => FailOn::Never,
            false => self.fail_on,
        }
    }

    /// Which fixes are applied, if any are.
    pub fn level(&self) -> Option<Level> {
        let is_wanted = self.fix_only || self.diff;
        match self.fix.or(is_wanted.then_some(Level::Safe)) {
            Some(Level::Safe) if self.unsafe_fixes => Some(Level::Unsafe),
            level => level,
        }
    }

    /// The files and folders to check.
    pub fn paths(&self) -> Vec<String> {
        match (self.paths.as_slice(), self.compile.names_stdin()) {
            ([], true) => vec!["-".to_owned()],
            ([], false) => vec![".".to_owned()],
            (paths, _) => paths.to_vec(),
        }
    }
}
