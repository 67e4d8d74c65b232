//! From what was found in each file to one list: what twenty files say of a template that they share is said once.

use super::plan::{Plan, Reason};
use crate::diagnostic::{Diagnostic, codes};
use crate::lint::{self, JobPlace, duplicate_keys};
use crate::source::{Ownership, SourceFile, Sources, Span};
use crate::workspace::checked::{Checked, SharedSources};
use crate::workspace::files::normalize;
use indexmap::IndexMap;
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::{Path, PathBuf};

/// All findings of a run.
#[derive(Default)]
pub struct Merged {
    /// The files that they point into.
    pub sources: Sources,
    /// The findings, by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// How many valid jobs there are.
    pub jobs: usize,
}

/// What is known of one finding.
struct Seen {
    /// Which compilation was the first to find it: it may find more at the same place.
    first: usize,
    diagnostics: Vec<Diagnostic>,
    /// The jobs that the first diagnostic names, once a second compilation found it: thousands may use a template.
    jobs: FxHashSet<String>,
    /// How many compilations found it.
    count: usize,
    /// Whether one did whose findings are reported.
    is_meant: bool,
}

/// Merges the findings of all files of a run. `is_meant` chooses whose findings are reported.
pub fn merge(plan: &Plan, checked: &mut [Checked], is_meant: &dyn Fn(&Checked) -> bool) -> Merged {
    let current = &plan.current;
    let used = used(checked, current);
    let asked = plan.targets.iter().filter(|it| it.reason != Reason::User);
    let asked: FxHashMap<&Path, &str> = asked
        .map(|target| (target.path.as_path(), target.name.as_str()))
        .collect();
    let mut shared = SharedSources::default();
    let mut seen = IndexMap::<(&'static str, Span), Seen>::new();
    let mut compilations = FxHashMap::<PathBuf, usize>::default();
    let mut jobs = Vec::new();
    let mut count = 0;
    for (index, (checked, target)) in checked.iter_mut().zip(&plan.targets).enumerate() {
        let part = part(checked, &used, current);
        if target.reason == Reason::User {
            checked.jobs.clear();
        }
        count += checked.jobs.len();
        if part == Part::Elsewhere {
            continue;
        }
        let meant = is_meant(checked);
        if target.reason == Reason::User {
            keep_asked(checked, &asked, current);
        }
        relocate(checked, &mut shared, &asked, current);
        jobs.push((
            checked.name.clone(),
            std::mem::take(&mut checked.jobs),
            meant,
        ));
        for file in &checked.files {
            *compilations
                .entry(normalize(&current.join(file)))
                .or_default() += 1;
        }
        for diagnostic in checked.diagnostics.drain(..) {
            if part == Part::Library && !is_of_library(&diagnostic) {
                continue;
            }
            see(&mut seen, index, meant, diagnostic);
        }
    }
    let sources = shared.sources;
    let mut diagnostics = Vec::new();
    for seen in seen.into_values().filter(|seen| seen.is_meant) {
        for diagnostic in seen.diagnostics {
            let file = &sources.get(diagnostic.primary.span.file).name;
            let users = compilations.get(&normalize(&current.join(file)));
            if !lint::needs_all_users(&diagnostic) || users.is_none_or(|it| *it == seen.count) {
                diagnostics.push(diagnostic);
            }
        }
    }
    diagnostics.extend(across_files(plan, &jobs, &sources));
    sort(&mut diagnostics, &sources);
    Merged {
        sources,
        diagnostics,
        jobs: count,
    }
}

/// What a file is to a run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A configuration.
    Main,
    /// It has no jobs, and no other file uses it.
    Library,
    /// It has no jobs, and another file uses it: it is checked there, where the names that it needs are defined.
    Elsewhere,
}

fn part(checked: &Checked, used: &FxHashSet<PathBuf>, current: &Path) -> Part {
    if checked.defines_jobs || !checked.is_readable {
        return Part::Main;
    }
    match used.contains(&normalize(&current.join(&checked.name))) {
        true => Part::Elsewhere,
        false => Part::Library,
    }
}

/// The files that another one includes or imports.
fn used(checked: &[Checked], current: &Path) -> FxHashSet<PathBuf> {
    let mut used = FxHashSet::default();
    for it in checked {
        let itself = normalize(&current.join(&it.name));
        let files = it.files.iter().map(|file| normalize(&current.join(file)));
        used.extend(files.filter(|file| *file != itself));
    }
    used
}

/// The targets that have no jobs and that none of the others uses, by number.
pub fn unused_templates(plan: &Plan, checked: &[Checked]) -> Vec<usize> {
    let used = used(checked, &plan.current);
    let parts = checked.iter().map(|it| part(it, &used, &plan.current));
    let unused = parts.enumerate().filter(|(_, part)| *part == Part::Library);
    unused.map(|(index, _)| index).collect()
}

/// Leaves out what was found in files that nobody asked for.
fn keep_asked(checked: &mut Checked, asked: &FxHashMap<&Path, &str>, current: &Path) {
    let sources = &checked.sources;
    checked.diagnostics.retain(|it| {
        let file = &sources.get(it.primary.span.file).name;
        asked.contains_key(normalize(&current.join(file)).as_path())
    });
}

/// Whether a finding is one although its file has no jobs: that there are none is none, unless some were clearly meant;
/// and what others use cannot be known.
fn is_of_library(diagnostic: &Diagnostic) -> bool {
    match diagnostic.code == &codes::job::NO_JOBS {
        true => !diagnostic.primary.message.is_empty() || !diagnostic.labels.is_empty(),
        false => !lint::needs_all_users(diagnostic),
    }
}

/// Moves what was found to the sources of the run, in which a file that was asked for has the name that it was asked for by.
fn relocate(
    checked: &mut Checked,
    shared: &mut SharedSources,
    asked: &FxHashMap<&Path, &str>,
    current: &Path,
) {
    let sources = std::mem::take(&mut checked.sources);
    let add = |file: &SourceFile| {
        let path = normalize(&current.join(&file.name));
        let name = asked.get(path.as_path());
        let other = name.filter(|name| file.ownership == Ownership::User && **name != file.name);
        match other {
            Some(name) => {
                let mut file = file.clone();
                file.name = (*name).to_owned();
                shared.add(&file)
            }
            None => shared.add(file),
        }
    };
    let ids: Vec<_> = sources.iter().map(|(_, file)| file).map(add).collect();
    checked.map_spans(&mut |span| Span {
        file: ids.get(span.file.0 as usize).copied().unwrap_or(span.file),
        ..span
    });
}

fn see(
    seen: &mut IndexMap<(&'static str, Span), Seen>,
    index: usize,
    meant: bool,
    diagnostic: Diagnostic,
) {
    let key = (diagnostic.code.code, diagnostic.primary.span);
    let entry = seen.entry(key).or_insert_with(|| Seen {
        first: index,
        diagnostics: Vec::new(),
        jobs: FxHashSet::default(),
        count: 0,
        is_meant: false,
    });
    entry.is_meant |= meant;
    if entry.first == index {
        entry.count = 1;
        entry.diagnostics.push(diagnostic);
        return;
    }
    entry.count += 1;
    if let Some(first) = entry.diagnostics.first_mut() {
        if entry.jobs.is_empty() {
            entry.jobs.extend(first.jobs.iter().cloned());
        }
        let new = diagnostic.jobs.into_iter();
        let new = new.filter(|job| entry.jobs.insert(job.clone()));
        first.jobs.extend(new);
    }
}

/// What only all files together show.
fn across_files(
    plan: &Plan,
    files: &[(String, Vec<JobPlace>, bool)],
    sources: &Sources,
) -> Vec<Diagnostic> {
    let jobs = files
        .iter()
        .map(|(name, jobs, _)| (name.as_str(), jobs.clone()));
    let meant: FxHashSet<&str> = files
        .iter()
        .filter(|(.., meant)| *meant)
        .flat_map(|(_, jobs, _)| jobs.iter().map(|job| job.key.as_str()))
        .collect();
    let mut found = duplicate_keys(jobs);
    if found.is_empty() {
        return found;
    }
    let targets = plan.targets.iter();
    let targets: FxHashMap<&Path, usize> = targets
        .map(|target| (target.path.as_path(), target.circumstances))
        .collect();
    found.retain_mut(|diagnostic| {
        let file = &sources.get(diagnostic.primary.span.file).name;
        let path = normalize(&plan.current.join(file));
        let index = targets.get(path.as_path()).copied().unwrap_or_default();
        let Some(circumstances) = plan.circumstances.get(index) else {
            return false;
        };
        let rule = lint::rules::find(diagnostic.code.code);
        diagnostic.severity = circumstances.lint.severity(diagnostic.code);
        rule.is_some_and(|rule| circumstances.lint.is_selected(rule))
            && diagnostic
                .jobs
                .iter()
                .any(|job| meant.contains(job.as_str()))
            && !circumstances.per_file.iter().any(|(globs, rules)| {
                rules.iter().any(|rule| rule.selects(diagnostic.code)) && globs.matches(&path)
            })
            && !lint::is_suppressed(sources, diagnostic)
    });
    found
}

fn sort(diagnostics: &mut [Diagnostic], sources: &Sources) {
    diagnostics.sort_by(|left, right| {
        let key = |it: &Diagnostic| {
            let span = it.primary.span;
            (span.start, span.end, it.code.code)
        };
        let name = |it: &Diagnostic| Path::new(&sources.get(it.primary.span.file).name);
        let users = |it: &Diagnostic| !sources.is_users(it.primary.span);
        users(left)
            .cmp(&users(right))
            .then_with(|| name(left).cmp(name(right)))
            .then_with(|| key(left).cmp(&key(right)))
    });
}
