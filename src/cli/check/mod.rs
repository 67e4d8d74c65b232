//! `jobc check`.
//!
//! | file | what |
//! | --- | --- |
//! | `report.rs` | what is written where |
//! | `watch.rs` | checking again when a file changes |

mod report;
mod watch;

use super::choice::RuleArguments;
use super::exit::{Exit, Failure};
use super::load::CompileArguments;
use super::patch::patch;
use super::terminal::Terminal;
use crate::diagnostic::{Diagnostic, Severity};
use crate::project::fix::{self, Fixer};
use crate::project::{Merged, Options, Plan, Run, ignore, merge, plan, run};
use crate::report::Format;
use crate::workspace::baseline::Baseline;
use crate::workspace::changed::changed_since;
use crate::workspace::checked::Checked;
use crate::workspace::contents::Contents;
use crate::workspace::files::normalize;
use crate::workspace::regular::{LARGEST, read_text};
use crate::workspace::write_whole;
use std::path::{Path, PathBuf};

/// Report everything that is wrong or unwise, at the exact characters
///
/// Finds what the client rejects, what the scheduler would reject later, and what is unwise although both accept it, all of it in
/// one run. Standard output has the findings and nothing else. The exit code is 1 if there are errors or warnings, 0 if not:
/// see --fail-on.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Configurations and folders of them; `-` is standard input [default: `.`, or `-` with --stdin-filename]
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// How to write the findings
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "FORMAT",
        help_heading = "Findings"
    )]
    output_format: Format,
    /// Write the findings to a file, whole or not at all
    #[arg(short, long, value_name = "FILE", help_heading = "Findings")]
    output_file: Option<PathBuf>,
    /// Count the findings of each rule instead of showing them; with --output-format json as JSON
    #[arg(long, help_heading = "Findings")]
    statistics: bool,
    /// End with 1 if there are findings of this severity or a higher one
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "SEVERITY",
        help_heading = "Findings"
    )]
    fail_on: FailOn,
    /// End with 0 whatever is found: `--fail-on never`
    #[arg(short, long, help_heading = "Findings")]
    exit_zero: bool,
    /// Report only what is not in this file
    #[arg(long, value_name = "FILE", help_heading = "Findings")]
    baseline: Option<PathBuf>,
    /// Write what is found to a file for --baseline, and report nothing
    #[arg(
        long,
        value_name = "FILE",
        help_heading = "Findings",
        conflicts_with = "baseline"
    )]
    write_baseline: Option<PathBuf>,
    /// Report only what the changes since a revision of git can affect
    #[arg(long, value_name = "REVISION", help_heading = "Findings")]
    changed_since: Option<String>,
    /// Explain a rule
    #[arg(long, value_name = "RULE", help_heading = "Findings", exclusive = true)]
    explain: Option<String>,
    /// Apply fixes that leave the jobs as they are
    #[arg(long, help_heading = "Fixes")]
    fix: bool,
    /// Apply fixes that may change jobs, too
    #[arg(long, help_heading = "Fixes")]
    unsafe_fixes: bool,
    /// Print what --fix would change, and change nothing
    #[arg(long, help_heading = "Fixes", conflicts_with = "add_ignore")]
    diff: bool,
    /// Say which fixes were applied
    #[arg(long, help_heading = "Fixes")]
    show_fixes: bool,
    /// Add a comment to every line with findings that ignores them, for a reason
    #[arg(
        long,
        value_name = "REASON",
        help_heading = "Fixes",
        conflicts_with = "fix",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "",
        value_parser = line
    )]
    add_ignore: Option<String>,
    /// Print the files that would be checked
    #[arg(long, help_heading = "Files")]
    show_files: bool,
    /// Print the settings in force, and where each is from
    #[arg(long, help_heading = "Files")]
    show_settings: bool,
    /// Obey `exclude` for files that are named, too
    #[arg(long, help_heading = "Files")]
    force_exclude: bool,
    /// Keep what was found here for the next run [default: jobc/check in the user's folder for caches]
    #[arg(long, value_name = "DIR", help_heading = "Files")]
    cache_dir: Option<PathBuf>,
    /// Neither use nor keep what was found
    #[arg(short, long, help_heading = "Files")]
    no_cache: bool,
    /// Check again whenever a file changes
    #[arg(short, long, help_heading = "Files", conflicts_with_all = ["fix", "diff", "add_ignore", "write_baseline"])]
    watch: bool,
    #[command(flatten)]
    rules: RuleArguments,
    #[command(flatten)]
    compile: CompileArguments,
}

/// Which findings fail a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum FailOn {
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
    fn fails(self, diagnostics: &[Diagnostic]) -> bool {
        let least = match self {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Info => Severity::Info,
            FailOn::Never => return false,
        };
        diagnostics.iter().any(|it| it.severity >= least)
    }
}

/// A reason that fits on a line.
fn line(text: &str) -> Result<String, String> {
    match text.contains(['\n', '\r']) {
        true => Err("a comment is one line".to_owned()),
        false => Ok(text.trim().to_owned()),
    }
}

impl Arguments {
    /// Which findings fail the run.
    fn fail_on(&self) -> FailOn {
        match self.exit_zero {
            true => FailOn::Never,
            false => self.fail_on,
        }
    }

    /// The files and folders to check.
    fn paths(&self) -> Vec<String> {
        match (self.paths.as_slice(), self.compile.names_stdin()) {
            ([], true) => vec!["-".to_owned()],
            ([], false) => vec![".".to_owned()],
            (paths, _) => paths.to_vec(),
        }
    }
}

/// Runs the command.
pub fn run_command(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    if let Some(rule) = &arguments.explain {
        return super::rule::explain(rule, terminal);
    }
    if arguments.show_settings {
        return show_settings(arguments, terminal);
    }
    if arguments.show_files {
        return show_files(arguments, terminal);
    }
    // As ruff has it, what cannot be read is a finding, and all that cannot be done is 2.
    checked(arguments, terminal).map_err(|failure| Failure {
        exit: match failure.exit {
            Exit::Unreadable => Exit::Usage,
            exit => exit,
        },
        ..failure
    })
}

fn show_settings(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let paths = arguments.paths();
    let path = match paths.first().map(String::as_str) {
        None | Some("-") => arguments.compile.stdin_name(),
        Some(path) => path,
    };
    super::config::show(path, &arguments.compile, &arguments.rules, terminal)
}

fn show_files(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let plan = plan_of(arguments, terminal)?;
    terminal.output_names(plan.targets.iter().map(|it| it.name.as_str()))?;
    Ok(Exit::Success)
}

fn checked(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    if arguments.watch {
        return watch::watch(arguments, terminal);
    }
    once(arguments, terminal)
}

fn plan_of(arguments: &Arguments, terminal: &Terminal) -> Result<Plan, Failure> {
    let overrides = arguments.compile.overrides()?;
    let rules = arguments.rules.overrides()?;
    let plan = plan(
        &arguments.paths(),
        &Options {
            overrides: &overrides,
            rules: &rules,
            stdin_name: arguments.compile.stdin_name(),
            cache_dir: arguments.cache_dir.as_deref(),
            use_cache: !arguments.no_cache,
            force_exclude: arguments.force_exclude,
            reporter: &terminal.reporter(),
        },
    )?;
    Ok(plan)
}

fn once(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let begin = std::time::Instant::now();
    let plan = plan_of(arguments, terminal)?;
    let current = plan.current.clone();
    let changed = match &arguments.changed_since {
        Some(revision) => Some(
            changed_since(revision, &current)
                .map_err(|message| Failure::new(Exit::Usage, message))?,
        ),
        None => None,
    };
    let is_meant = |checked: &Checked| {
        let changed = changed.as_ref();
        changed.is_none_or(|it| checked.depends_on(|path| it.contains(path), &current))
    };
    let reporter = terminal.reporter();
    let mut run = run(&plan, &Contents::default(), &reporter);
    for checked in &run.checked {
        terminal.printed(&checked.output);
        if let Some(failure) = &checked.shell_failure {
            terminal.fail(&format!("{}: {failure}", checked.name));
        }
    }
    for error in &plan.errors {
        terminal.fail(error);
    }
    let is_unreadable = !plan.errors.is_empty() || run.checked.iter().any(|it| !it.is_readable);
    let merged = merge(&plan, &mut run.checked, &is_meant);
    let mut fixer = Fixer::new(&plan, &reporter, &is_meant);
    let (mut merged, run) = change(arguments, &mut fixer, merged, run);
    if arguments.diff {
        let patch = diff(&fixer, &current);
        terminal.output_exactly(&patch)?;
        report::fixed(&fixer, "would fix", arguments.show_fixes, terminal);
        return Ok(
            match patch.is_empty() || arguments.fail_on() == FailOn::Never {
                true => Exit::Success,
                false => Exit::Findings,
            },
        );
    }
    fixer.write()?;
    let what = match arguments.add_ignore.is_some() {
        true => "added",
        false => "fixed",
    };
    report::fixed(&fixer, what, arguments.show_fixes, terminal);
    if let Some(path) = &arguments.write_baseline {
        write_baseline(path, &merged, &plan, terminal)?;
    } else {
        subtract_baseline(arguments, &mut merged, &plan, terminal)?;
        report::findings(arguments, &merged, terminal)?;
    }
    report::summary(&merged, &run, begin.elapsed(), terminal);
    save(plan, terminal);
    let is_written = arguments.write_baseline.is_some();
    let fail_on = arguments.fail_on();
    let is_found = fail_on.fails(&merged.diagnostics) && !is_written;
    Ok(
        match is_found || is_unreadable && fail_on != FailOn::Never {
            true => Exit::Findings,
            false => Exit::Success,
        },
    )
}

/// Applies what the arguments want applied, in memory.
fn change(arguments: &Arguments, fixer: &mut Fixer, merged: Merged, run: Run) -> (Merged, Run) {
    let with_unsafe = arguments.unsafe_fixes;
    if arguments.fix || arguments.diff {
        fixer.fix(merged, run, &|merged| {
            fix::fixes(&merged.diagnostics, with_unsafe)
        })
    } else if let Some(reason) = &arguments.add_ignore {
        fixer.fix(merged, run, &|merged| ignore::comments(merged, reason))
    } else {
        (merged, run)
    }
}

/// What fixes would change, as a patch.
fn diff(fixer: &Fixer, current: &Path) -> String {
    let changes = fixer.changes().map(|(path, before, after)| {
        let name = Path::new(path).strip_prefix(current);
        let name = name.unwrap_or(Path::new(path)).display().to_string();
        let before = String::from_utf8_lossy(before);
        let after = String::from_utf8_lossy(after);
        patch(&name, &before, &after)
    });
    changes.collect()
}

/// The folder that the paths in a baseline are relative to.
fn folder_of(path: &Path, current: &Path) -> PathBuf {
    let path = normalize(&current.join(path));
    path.parent().unwrap_or(current).to_owned()
}

fn write_baseline(
    path: &Path,
    merged: &Merged,
    plan: &Plan,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let folder = folder_of(path, &plan.current);
    let baseline = Baseline::new(&merged.sources, &merged.diagnostics, &plan.current, &folder);
    write_whole(path, baseline.to_json().as_bytes()).map_err(|error| {
        let message = format!("cannot write `{}`: {error}", path.display());
        Failure::new(Exit::Unreadable, message)
    })?;
    if !terminal.quiet {
        terminal.error(&format!("wrote the baseline `{}`\n", path.display()));
    }
    Ok(())
}

fn subtract_baseline(
    arguments: &Arguments,
    merged: &mut Merged,
    plan: &Plan,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let Some(path) = &arguments.baseline else {
        return Ok(());
    };
    let bad = |error: String| {
        let message = format!("cannot use the baseline `{}`: {error}", path.display());
        Failure::new(Exit::Usage, message)
    };
    let text = read_text(path, LARGEST).map_err(|error| bad(error.to_string()))?;
    let baseline = Baseline::parse(&text).map_err(bad)?;
    let folder = folder_of(path, &plan.current);
    let (known, gone) = baseline.subtract(
        &merged.sources,
        &mut merged.diagnostics,
        &plan.current,
        &folder,
    );
    if !terminal.quiet && (known, gone) != (0, 0) {
        let mut text = format!("{} in the baseline", report::count(known, "finding"));
        if gone > 0 && arguments.changed_since.is_none() {
            text.push_str(&format!(
                "; {gone} more no longer found: write it anew with --write-baseline"
            ));
        }
        terminal.error(&(text + "\n"));
    }
    Ok(())
}

/// Keeps what was found. That it cannot be kept is nobody's mistake.
fn save(plan: Plan, terminal: &Terminal) {
    for circumstances in plan.circumstances {
        if let Some(Err(error)) = circumstances.cache.map(|cache| cache.save())
            && terminal.verbose
        {
            terminal.error(&format!("cannot keep the cache: {error}\n"));
        }
    }
}
