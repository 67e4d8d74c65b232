//! Applying fixes. That a fix is harmless is not believed: every file that uses what it changed is compiled before and after,
//! and a fix that changed what it should not is taken back.

use super::merge::{Merged, merge};
use super::plan::{Plan, Target};
use super::run::{Run, compile_target, host, in_parallel, run};
use super::{Error, Reporter};
use crate::diagnostic::{Applicability, Code, Diagnostic, Edit};
use crate::emit;
use crate::job::Job;
use crate::lint::fix::{Taken, apply};
use crate::source::{FileId, Ownership, Sources};
use crate::workspace::checked::Checked;
use crate::workspace::contents::{Contents, fingerprint};
use crate::workspace::files::normalize;
use crate::workspace::regular::read_regular;
use crate::workspace::write_whole;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// How often files are looked at again after fixes were applied: one fix may make room for the next.
const ROUNDS: usize = 10;

/// Edits that belong together.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// What they repair.
    pub code: &'static Code,
    /// What they do.
    pub message: String,
    /// The edits, all in one file.
    pub edits: Vec<Edit>,
    /// Whether the jobs have to stay as they are.
    pub is_safe: bool,
}

/// Texts by absolute path.
type Texts = BTreeMap<String, Vec<u8>>;

/// Applies fixes to the files of a plan, in memory until [`Fixer::write`] is called.
pub struct Fixer<'a> {
    plan: &'a Plan,
    reporter: &'a dyn Reporter,
    is_meant: &'a dyn Fn(&Checked) -> bool,
    /// The files that may be changed.
    files: FxHashSet<PathBuf>,
    /// What changed files held before.
    before: Texts,
    /// What they are to hold.
    texts: Texts,
    /// What was done: a line for each fix.
    pub applied: Vec<(String, &'static Code, String)>,
    /// What was taken back, by what can still be recognised when lines have moved.
    rejected: FxHashSet<String>,
}

impl<'a> Fixer<'a> {
    /// A fixer that has done nothing yet.
    pub fn new(
        plan: &'a Plan,
        reporter: &'a dyn Reporter,
        is_meant: &'a dyn Fn(&Checked) -> bool,
    ) -> Fixer<'a> {
        let targets = plan.targets.iter().filter(|it| it.text.is_none());
        Fixer {
            files: targets.map(|it| it.path.clone()).collect(),
            plan,
            reporter,
            is_meant,
            before: Texts::new(),
            texts: Texts::new(),
            applied: Vec::new(),
            rejected: FxHashSet::default(),
        }
    }

    /// How many fixes were taken back.
    pub fn rejected(&self) -> usize {
        self.rejected.len()
    }

    /// Applies what `find` finds among the findings until it finds no more, at most `ROUNDS` times. Gives the findings
    /// that are left, and the run that found them.
    pub fn fix(
        &mut self,
        mut merged: Merged,
        mut run_: Run,
        find: &dyn Fn(&Merged) -> Vec<Candidate>,
    ) -> (Merged, Run) {
        for _ in 0..ROUNDS {
            let candidates = self.possible(find(&merged), &merged.sources);
            let accepted = self.settle(candidates, &merged.sources, &run_.checked);
            if accepted.is_empty() {
                break;
            }
            let texts = edited(&self.texts, &accepted, &merged.sources, &self.plan.current);
            self.texts = texts.unwrap_or_default();
            for candidate in accepted {
                let file = file_of(&candidate);
                let name = file.map(|id| merged.sources.get(id).name.clone());
                let name = name.unwrap_or_default();
                self.applied.push((name, candidate.code, candidate.message));
            }
            let contents = Contents::with_texts(self.texts.clone());
            let compiled = run_.compiled;
            run_ = run(self.plan, &contents, self.reporter);
            run_.compiled += compiled;
            merged = merge(self.plan, &mut run_.checked, self.is_meant);
        }
        (merged, run_)
    }

    /// The candidates that can be applied together: in files that are checked and whose text is the one that was looked at.
    fn possible(&mut self, candidates: Vec<Candidate>, sources: &Sources) -> Vec<Candidate> {
        let mut chosen: Vec<Candidate> = Vec::new();
        let mut texts = FxHashMap::<FileId, bool>::default();
        let mut edits = FxHashMap::<FileId, Taken>::default();
        for candidate in candidates {
            let Some(file) = file_of(&candidate) else {
                continue;
            };
            let is_usable = *texts
                .entry(file)
                .or_insert_with(|| self.remember(file, sources));
            let taken = edits.entry(file).or_default();
            let clashes = candidate.edits.iter().any(|edit| taken.clashes(edit));
            if is_usable && !clashes && !self.is_rejected(&candidate, sources) {
                taken.extend(&candidate.edits);
                chosen.push(candidate);
            }
        }
        chosen
    }

    fn is_rejected(&self, candidate: &Candidate, sources: &Sources) -> bool {
        !self.rejected.is_empty() && self.rejected.contains(&identity(candidate, sources))
    }

    /// Whether a file may be changed; remembers what it held.
    fn remember(&mut self, file: FileId, sources: &Sources) -> bool {
        let source = sources.get(file);
        let path = normalize(&self.plan.current.join(&source.name));
        if source.ownership != Ownership::User || !self.files.contains(&path) {
            return false;
        }
        let key = path.display().to_string();
        let bytes = match self.texts.get(&key) {
            Some(bytes) => bytes.clone(),
            None => match read_regular(&path, source.text.len() as u64) {
                Ok(bytes) => bytes,
                Err(_) => return false,
            },
        };
        // A file in another encoding than UTF-8 is left alone.
        if bytes != source.text.as_bytes() {
            return false;
        }
        self.before.entry(key).or_insert(bytes);
        true
    }

    /// The candidates that do what they should: the safe ones, then those that may change jobs.
    fn settle(
        &mut self,
        candidates: Vec<Candidate>,
        sources: &Sources,
        checked: &[Checked],
    ) -> Vec<Candidate> {
        let mut accepted = Vec::new();
        let (safe, others): (Vec<_>, Vec<_>) = candidates.into_iter().partition(|it| it.is_safe);
        for part in [safe, others] {
            let mut parts = vec![part];
            while let Some(mut part) = parts.pop() {
                if part.is_empty() {
                    continue;
                }
                if self.is_harmless(&accepted, &part, sources, checked) {
                    accepted.append(&mut part);
                } else if let [rejected] = part.as_slice() {
                    self.rejected.insert(identity(rejected, sources));
                } else {
                    let rest = part.split_off(part.len() / 2);
                    parts.push(rest);
                    parts.push(part);
                }
            }
        }
        accepted
    }

    /// Whether applying further candidates changes nothing that it should not.
    fn is_harmless(
        &self,
        accepted: &[Candidate],
        further: &[Candidate],
        sources: &Sources,
        checked: &[Checked],
    ) -> bool {
        let current = &self.plan.current;
        let all: Vec<Candidate> = accepted.iter().chain(further).cloned().collect();
        let before = edited(&self.texts, accepted, sources, current);
        let after = edited(&self.texts, &all, sources, current);
        let (Some(before), Some(after)) = (before, after) else {
            return false;
        };
        let changed: FxHashSet<PathBuf> = further
            .iter()
            .filter_map(file_of)
            .map(|file| normalize(&current.join(&sources.get(file).name)))
            .collect();
        let keep_jobs = further.iter().all(|it| it.is_safe);
        let affected: Vec<&Target> = self
            .plan
            .targets
            .iter()
            .zip(checked)
            .filter(|(_, it)| it.depends_on(|path| changed.contains(path), current))
            .map(|(target, _)| target)
            .collect();
        let (before, after) = (Contents::with_texts(before), Contents::with_texts(after));
        let fine = in_parallel(&affected, self.reporter, |target| {
            let before = outcome(self.plan, target, &before);
            let after = outcome(self.plan, target, &after);
            after.errors.is_subset(&before.errors) && (!keep_jobs || after.jobs == before.jobs)
        });
        fine.into_iter().all(|fine| fine)
    }

    /// Each changed file with what it held and what it is to hold.
    pub fn changes(&self) -> impl Iterator<Item = (&str, &[u8], &[u8])> {
        self.texts.iter().filter_map(|(path, after)| {
            let before = self.before.get(path)?;
            (before != after).then_some((path.as_str(), before.as_slice(), after.as_slice()))
        })
    }

    /// Writes the changed files, each whole or not at all, and none that somebody else has changed meanwhile.
    pub fn write(&self) -> Result<(), Error> {
        for (path, before, after) in self.changes() {
            let cannot = |why: String| Error::unreadable(format!("cannot write `{path}`: {why}"));
            let now = read_regular(Path::new(path), before.len() as u64);
            if !now.is_ok_and(|now| now == before) {
                return Err(cannot("it changed while it was checked".to_owned()));
            }
            write_whole(Path::new(path), after).map_err(|error| cannot(error.to_string()))?;
        }
        Ok(())
    }
}

/// The fixes among findings that may be applied.
pub fn fixes(diagnostics: &[Diagnostic], with_unsafe: bool) -> Vec<Candidate> {
    diagnostics
        .iter()
        .filter_map(|diagnostic| {
            let fix = diagnostic.fix.as_ref()?;
            let is_safe = match fix.applicability {
                Applicability::Safe => true,
                Applicability::Unsafe if with_unsafe => false,
                _ => return None,
            };
            Some(Candidate {
                code: diagnostic.code,
                message: fix.message.clone(),
                edits: fix.edits.clone(),
                is_safe,
            })
        })
        .collect()
}

/// The one file that the edits are in.
fn file_of(candidate: &Candidate) -> Option<FileId> {
    let first = candidate.edits.first()?.span.file;
    let all = candidate.edits.iter().all(|it| it.span.file == first);
    all.then_some(first)
}

/// The bytes around an edit that tell it from others.
const AROUND: usize = 200;

fn identity(candidate: &Candidate, sources: &Sources) -> String {
    let edits: Vec<(&str, &str)> = candidate
        .edits
        .iter()
        .map(|edit| (sources.text(edit.span), edit.replacement.as_str()))
        .collect();
    let first = candidate.edits.first();
    let name = first.map(|edit| sources.get(edit.span.file).name.as_str());
    let around = first.map(|edit| around(edit, sources));
    format!("{name:?} {} {edits:?} {around:?}", candidate.code.code)
}

/// The part of a line that an edit is in.
fn around<'a>(edit: &Edit, sources: &'a Sources) -> &'a str {
    let source = sources.get(edit.span.file);
    let row = source.row(edit.span.start as usize);
    let line = source.line(row);
    let at = edit.span.start as usize - source.line_start(row);
    let end = line.ceil_char_boundary((at + AROUND).min(line.len()));
    &line[line.floor_char_boundary(at.saturating_sub(AROUND).min(end))..end]
}

/// Texts after edits, on top of earlier ones. `None` if the edits do not fit.
fn edited(
    texts: &Texts,
    candidates: &[Candidate],
    sources: &Sources,
    current: &Path,
) -> Option<Texts> {
    let mut texts = texts.clone();
    let files: BTreeSet<FileId> = candidates.iter().filter_map(file_of).collect();
    for file in files {
        let source = sources.get(file);
        let edits = candidates.iter().flat_map(|it| &it.edits);
        let text = apply(&source.text, file, edits)?;
        let path = normalize(&current.join(&source.name));
        texts.insert(path.display().to_string(), text.into_bytes());
    }
    Some(texts)
}

/// What a compilation gives that a fix must not change.
struct Outcome {
    jobs: String,
    errors: BTreeSet<String>,
}

fn outcome(plan: &Plan, target: &Target, contents: &Contents) -> Outcome {
    let circumstances = &plan.circumstances[target.circumstances];
    let compilation = compile_target(circumstances, target, &host(plan, target, contents));
    let jobs: Vec<&Job> = compilation.jobs.iter().collect();
    let json = emit::emit(emit::Target::Job, &jobs, "");
    let hooks = compilation.hooks.join("\n");
    let errors = compilation.diagnostics.iter().filter(|it| it.is_error());
    Outcome {
        jobs: fingerprint(&[json.as_bytes(), hooks.as_bytes()]),
        errors: errors
            .map(|it| format!("{} {}", it.code.code, it.message))
            .collect(),
    }
}
