//! `jobc check`.
//!
//! | file | what |
//! | --- | --- |
//! | `arguments.rs` | the arguments |
//! | `ask.rs` | asking for each fix |
//! | `report.rs` | what is written where |
//! | `target.rs` | what a target would lose of the jobs |
//! | `watch.rs` | checking again when a file changes |

mod arguments;
mod ask;
mod report;
mod target;
mod watch;

use super::exit::{Exit, Failure};
use super::patch::patch;
use super::terminal::Terminal;
use super::units;
use crate::diagnostic::Applicability;
use crate::eval::Dependency;
use crate::job::Parameters;
use crate::project::fix::{self, Fixer};
use crate::project::{
    Affected, Declaration, Error, ExtraCheck, Merged, Options, Plan, Run, declare, ignore, merge,
    plan, run, with_users,
};
use crate::report::escape;
use crate::workspace::baseline::Baseline;
use crate::workspace::checked::Checked;
use crate::workspace::contents::Contents;
use crate::workspace::door::{self, write_whole};
use crate::workspace::files::normalize;
pub use arguments::Arguments;
use arguments::{FailOn, Level};
use ask::Dialog;
pub use report::ReportArguments;
use rustc_hash::FxHashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use target::Losses;

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
    let format = super::config::Format::default();
    super::config::show(path, &arguments.compile, &arguments.rules, format, terminal)
}

fn show_files(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let plan = plan_of(arguments, terminal)?;
    let names = match affected(arguments, &plan)? {
        None => plan.targets.iter().map(|it| it.name.clone()).collect(),
        Some(affected) => {
            let checked = run(&plan, &Contents::default(), &terminal.reporter()).checked;
            let checked = checked.into_iter().filter(|it| affected.has(it));
            checked.map(|it| it.name).collect::<Vec<String>>()
        }
    };
    terminal.output_names(names.iter().map(String::as_str))?;
    Ok(Exit::Success)
}

/// What the changes affect, if only that is wanted.
fn affected(arguments: &Arguments, plan: &Plan) -> Result<Option<Affected>, Failure> {
    let Some(revision) = &arguments.changed_since else {
        return Ok(None);
    };
    let looks_for_settings = arguments.compile.overrides()?.settings.looks_for_files();
    let affected = Affected::since(revision, plan, looks_for_settings)?;
    Ok(Some(affected))
}

fn checked(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    if arguments.watch {
        return watch::watch(arguments, terminal);
    }
    once(arguments, terminal).map(|outcome| outcome.exit)
}

/// What came of a run.
struct Outcome {
    exit: Exit,
    /// The files that were read, or looked for in vain, by their absolute paths.
    dependencies: FxHashSet<PathBuf>,
}

fn plan_of(arguments: &Arguments, terminal: &Terminal) -> Result<Plan, Failure> {
    plan_with(arguments, terminal, None)
}

fn plan_with(
    arguments: &Arguments,
    terminal: &Terminal,
    extra: Option<Arc<Losses>>,
) -> Result<Plan, Failure> {
    let paths = arguments.paths();
    with_options(arguments, terminal, extra, |options| plan(&paths, options))
}

/// The target that is asked what it loses.
fn losses(arguments: &Arguments) -> Result<Option<Arc<Losses>>, Failure> {
    let Some(choice) = &arguments.target else {
        return Ok(None);
    };
    let losses = |target| Losses::new(target, &arguments.set, arguments.strict);
    Ok(choice.read()?.map(losses).map(Arc::new))
}

fn with_options<T>(
    arguments: &Arguments,
    terminal: &Terminal,
    extra: Option<Arc<Losses>>,
    work: impl FnOnce(&Options) -> Result<T, Error>,
) -> Result<T, Failure> {
    let overrides = arguments.compile.overrides()?;
    let rules = arguments.rules.overrides()?;
    Ok(work(&Options {
        overrides: &overrides,
        rules: &rules,
        stdin_name: arguments.compile.stdin_name(),
        cache_dir: arguments.cache_dir.as_deref(),
        use_cache: !arguments.no_cache && extra.is_none(),
        extra: extra.map(|it| it as Arc<dyn ExtraCheck>),
        exclude: &arguments.exclude,
        force_exclude: arguments.force_exclude,
        reporter: &terminal.reporter(),
    })?)
}

fn once(arguments: &Arguments, terminal: &Terminal) -> Result<Outcome, Failure> {
    let begin = std::time::Instant::now();
    let losses = losses(arguments)?;
    let plan = plan_with(arguments, terminal, losses.clone())?;
    let current = plan.current.clone();
    let affected = affected(arguments, &plan)?;
    let is_meant = |checked: &Checked| affected.as_ref().is_none_or(|it| it.has(checked));
    let reporter = terminal.reporter();
    let mut run = run(&plan, &Contents::default(), &reporter);
    let asked = run.checked.len();
    let plan = with_options(arguments, terminal, losses.clone(), |options| {
        with_users(plan, &mut run, options)
    })?;
    if let Some(losses) = &losses {
        losses.conclude(terminal)?;
    }
    for checked in &run.checked[..asked] {
        terminal.printed(&checked.output);
        if let Some(failure) = &checked.shell_failure {
            terminal.fail(&format!("{}: {failure}", checked.name));
        }
    }
    for error in &plan.errors {
        terminal.fail(error);
    }
    let dependencies = dependencies(&run, &current);
    let ended = |exit| Outcome { exit, dependencies };
    let is_unreadable =
        !plan.errors.is_empty() || run.checked[..asked].iter().any(|it| !it.is_readable);
    let merged = merge(&plan, &mut run.checked, &is_meant);
    let mut fixer = Fixer::new(&plan, &reporter, &is_meant);
    let dialog = Dialog::new(&plan, terminal);
    // What only a fix brings to light is left to the next run.
    let proposed = declare::undeclared(&run.checked, &merged);
    let (mut merged, mut run) = change(arguments, &mut fixer, merged, run, &dialog);
    let declarations = declarations(arguments, &plan, &run, &proposed, &dialog)?;
    if arguments.diff {
        let settings = declarations.iter().map(|it| it.preview(&plan));
        let settings = settings.map(|(name, before, after)| patch(&name, before, after));
        let patch = diff(&fixer, &current) + &settings.collect::<String>();
        terminal.output_exactly(&patch)?;
        report::fixed(&fixer, "would fix", arguments.show_fixes, terminal);
        let is_fine = patch.is_empty() || arguments.fail_on() == FailOn::Never;
        return Ok(ended(match is_fine {
            true => Exit::Success,
            false => Exit::Findings,
        }));
    }
    fixer.write()?;
    let what = match arguments.add_ignore.is_some() {
        true => "added",
        false => "fixed",
    };
    report::fixed(&fixer, what, arguments.show_fixes, terminal);
    if !declarations.is_empty() {
        for declaration in &declarations {
            declaration.write()?;
            report::declared(declaration, &plan, terminal);
        }
        (merged, run) = again(arguments, losses, &is_meant, terminal)?;
    }
    if let Some(path) = &arguments.write_baseline {
        write_baseline(path, &merged, &plan, terminal)?;
    } else {
        subtract_baseline(arguments, &mut merged, &plan, terminal)?;
        if !arguments.fix_only {
            report::findings(arguments, &merged, terminal)?;
            let undeclared = declare::undeclared(&run.checked, &merged);
            if !undeclared.is_empty() && !terminal.quiet {
                terminal.error(&escape::text(&declare::proposal(&undeclared)));
            }
        }
    }
    report::summary(arguments, &merged, &run, asked, begin.elapsed(), terminal);
    let is_reported = arguments.write_baseline.is_none() && !arguments.fix_only;
    let fail_on = arguments.fail_on();
    let is_found = fail_on.fails(&merged.diagnostics) && is_reported;
    if arguments.unsafe_fixes && arguments.level().is_none() {
        show_fixes(&mut fixer, merged, run, &current, terminal);
    }
    save(plan, terminal);
    let has_failed = is_found || is_unreadable && fail_on != FailOn::Never;
    Ok(ended(match has_failed {
        true => Exit::Findings,
        false => Exit::Success,
    }))
}

/// The files that a run read, or looked for in vain, by their absolute paths.
fn dependencies(run: &Run, current: &Path) -> FxHashSet<PathBuf> {
    let files = run.checked.iter().flat_map(|checked| {
        let asked = checked.dependencies.iter().filter_map(|it| match it {
            Dependency::File(path) => Some(path),
            _ => None,
        });
        asked.chain(&checked.files)
    });
    files.map(|path| normalize(&current.join(path))).collect()
}

/// Applies what the arguments want applied, in memory.
fn change(
    arguments: &Arguments,
    fixer: &mut Fixer,
    merged: Merged,
    run: Run,
    dialog: &Dialog,
) -> (Merged, Run) {
    let level = match arguments.level() {
        Some(Level::Safe) => Applicability::Safe,
        Some(Level::Unsafe) => Applicability::Unsafe,
        Some(Level::Suggested) => Applicability::Suggestion,
        Some(Level::Ask) => return fixer.fix(merged, run, &|merged| dialog.confirmed(merged)),
        None => {
            return match &arguments.add_ignore {
                Some(reason) => fixer.fix(merged, run, &|merged| ignore::comments(merged, reason)),
                None => (merged, run),
            };
        }
    };
    fixer.fix(merged, run, &|merged| {
        fix::fixes(&merged.diagnostics, level)
    })
}

/// The parameters to declare in settings files: a guess, because a name that nothing binds may be a mistake.
fn declarations(
    arguments: &Arguments,
    plan: &Plan,
    run: &Run,
    proposed: &Parameters,
    dialog: &Dialog,
) -> Result<Vec<Declaration>, Failure> {
    let is_confirmed = |it: &Declaration| match arguments.level() {
        Some(Level::Suggested) => true,
        Some(Level::Ask) => dialog.confirms(it),
        _ => false,
    };
    if arguments.compile.overrides()?.settings.isolated {
        return Ok(Vec::new());
    }
    let all = Declaration::all(plan, &run.checked, proposed).into_iter();
    Ok(all.filter(is_confirmed).collect())
}

/// Checks everything again under settings that were changed.
fn again(
    arguments: &Arguments,
    losses: Option<Arc<Losses>>,
    is_meant: &dyn Fn(&Checked) -> bool,
    terminal: &Terminal,
) -> Result<(Merged, Run), Failure> {
    let plan = plan_with(arguments, terminal, losses.clone())?;
    let mut run = run(&plan, &Contents::default(), &terminal.reporter());
    let plan = with_options(arguments, terminal, losses, |options| {
        with_users(plan, &mut run, options)
    })?;
    let merged = merge(&plan, &mut run.checked, is_meant);
    Ok((merged, run))
}

/// Shows on standard error what `--fix --unsafe-fixes` would change.
fn show_fixes(fixer: &mut Fixer, merged: Merged, run: Run, current: &Path, terminal: &Terminal) {
    fixer.fix(merged, run, &|merged| {
        fix::fixes(&merged.diagnostics, Applicability::Unsafe)
    });
    let patch = diff(fixer, current);
    if !patch.is_empty() && !terminal.quiet {
        terminal.error(&format!("--fix --unsafe-fixes would change:\n{patch}"));
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
    let text = door::read_named(path, door::LARGEST).and_then(door::text);
    let text = text.map_err(|refusal| bad(refusal.to_string()))?;
    let baseline = Baseline::parse(&text).map_err(bad)?;
    let folder = folder_of(path, &plan.current);
    let (known, gone) = baseline.subtract(
        &merged.sources,
        &mut merged.diagnostics,
        &plan.current,
        &folder,
    );
    if !terminal.quiet && (known, gone) != (0, 0) {
        let mut text = format!("{} in the baseline", units::count(known, "finding"));
        if gone > 0 && arguments.changed_since.is_none() {
            text.push_str(&format!(
                "; {gone} more no longer found: rewrite it with --write-baseline"
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
