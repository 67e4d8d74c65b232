//! Applying fixes. That a fix is harmless is not believed: every file that uses what it changed is compiled before and after,
//! and a fix that changed what it should not is taken back.

use super::merge::{Merged, merge};
use super::plan::{Plan, Reason, Target};
use super::run::{Run, compile_target, host, in_parallel, run};
use super::{Error, Reporter};
use crate::backstop;
use crate::diagnostic::{Applicability, Code, Diagnostic, Edit, Stage};
use crate::emit;
use crate::format::{Options, format};
use crate::job::Job;
use crate::lint::fix::{Taken, apply};
use crate::lint::rules;
use crate::source::{FileId, Ownership, Sources};
use crate::workspace::checked::Checked;
use crate::workspace::contents::{Contents, fingerprint};
use crate::workspace::door::{read_named, write_whole};
use crate::workspace::files::normalize;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

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
    /// How far it is trusted: what is safe has to leave the jobs as they are, and a guess may bring errors to light.
    pub level: Applicability,
    /// The message of what it repairs.
    pub finding: String,
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
        let targets = plan.targets.iter();
        let targets = targets.filter(|it| it.text.is_none() && it.reason != Reason::User);
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
            let texts = edited(&self.texts, &accepted, &merged.sources, self.plan);
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
            None => match read_named(&path, source.text.len() as u64) {
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

    /// The candidates that do what they should, level by level.
    fn settle(
        &mut self,
        candidates: Vec<Candidate>,
        sources: &Sources,
        checked: &[Checked],
    ) -> Vec<Candidate> {
        let mut accepted = Vec::new();
        for level in LEVELS {
            let part = candidates.iter().filter(|it| it.level == level);
            let mut parts = vec![part.cloned().collect::<Vec<_>>()];
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
        let before = edited(&self.texts, accepted, sources, self.plan);
        let after = edited(&self.texts, &all, sources, self.plan);
        let (Some(before), Some(after)) = (before, after) else {
            return false;
        };
        let changed: FxHashSet<PathBuf> = further
            .iter()
            .filter_map(file_of)
            .map(|file| normalize(&current.join(&sources.get(file).name)))
            .collect();
        let keep_jobs = further.iter().all(|it| it.level == Applicability::Safe);
        let repaired = repaired(further);
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
            let is_fine = match &repaired {
                Some(codes) => after.adds_only_what_was_hidden(&before, codes),
                None => after.errors.keys().all(|it| before.errors.contains_key(it)),
            };
            let gone = |finding: &String| before.count(finding).checked_sub(after.count(finding));
            let gone: Vec<usize> = further
                .iter()
                .map(|it| gone(&it.finding).unwrap_or(0))
                .collect();
            (is_fine && (!keep_jobs || after.jobs == before.jobs), gone)
        });
        let is_fine = fine.iter().all(|(is_fine, _)| *is_fine);
        // A guess is right only if the error that it repairs is gone somewhere.
        let is_gone = |index: usize| fine.iter().any(|(_, gone)| gone[index] > 0);
        let guesses = further.iter().enumerate();
        is_fine
            && guesses
                .filter(|(_, it)| it.level == Applicability::Suggestion && is_error(it))
                .all(|(index, _)| is_gone(index))
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
            let now = read_named(Path::new(path), before.len() as u64);
            if !now.is_ok_and(|now| now == before) {
                return Err(cannot("it changed while it was checked".to_owned()));
            }
            write_whole(Path::new(path), after).map_err(|error| cannot(error.to_string()))?;
        }
        Ok(())
    }
}

/// The levels, the most certain first.
const LEVELS: [Applicability; 3] = [
    Applicability::Safe,
    Applicability::Unsafe,
    Applicability::Suggestion,
];

/// The fixes among findings that may be applied at a level, which includes those before it.
pub fn fixes(diagnostics: &[Diagnostic], level: Applicability) -> Vec<Candidate> {
    let all = diagnostics.iter().filter_map(Candidate::of);
    all.filter(|it| it.level <= level).collect()
}

impl Candidate {
    /// The fix of a finding, if it has one.
    pub fn of(diagnostic: &Diagnostic) -> Option<Candidate> {
        let fix = diagnostic.fix.as_ref()?;
        Some(Candidate {
            code: diagnostic.code,
            message: fix.message.clone(),
            edits: fix.edits.clone(),
            level: fix.applicability,
            finding: key(diagnostic),
        })
    }

    /// What tells it from other fixes, also after lines have moved.
    pub fn identity(&self, sources: &Sources) -> String {
        identity(self, sources)
    }

    /// The text of its file before and after it, and the name of the file. `None` if its edits do not fit.
    pub fn preview<'s>(&self, sources: &'s Sources) -> Option<(&'s str, &'s str, String)> {
        let file = file_of(self)?;
        let source = sources.get(file);
        let after = apply(&source.text, file, &self.edits)?;
        Some((&source.name, &source.text, after))
    }
}

/// What a finding is known by in an [`Outcome`].
fn key(diagnostic: &Diagnostic) -> String {
    format!("{} {}", diagnostic.code.code, diagnostic.message)
}

/// Whether a candidate repairs an error of the compiler, and not what a rule finds.
fn is_error(candidate: &Candidate) -> bool {
    rules::find(candidate.code.code).is_none()
}

/// The codes that guesses repair; `None` if there are no guesses, or one is for a rule, behind which nothing hides.
fn repaired(candidates: &[Candidate]) -> Option<Vec<&'static Code>> {
    let are_guesses = candidates
        .iter()
        .all(|it| it.level == Applicability::Suggestion && is_error(it));
    are_guesses.then(|| candidates.iter().map(|it| it.code).collect())
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
    plan: &Plan,
) -> Option<Texts> {
    let mut texts = texts.clone();
    let files: BTreeSet<FileId> = candidates.iter().filter_map(file_of).collect();
    for file in files {
        let source = sources.get(file);
        let edits = candidates.iter().flat_map(|it| &it.edits);
        let mut text = apply(&source.text, file, edits)?;
        let path = normalize(&plan.current.join(&source.name));
        if !plan.is_json(&path) {
            text = in_style(&source.text, text, file);
        }
        texts.insert(path.display().to_string(), text.into_bytes());
    }
    Some(texts)
}

/// A text after edits, in the usual style if the text before was.
fn in_style(before: &str, after: String, file: FileId) -> String {
    let options = Options::default();
    let was_in_style = format(before, file, &options);
    if !was_in_style.errors.is_empty() || was_in_style.text != before {
        return after;
    }
    let formatted = format(&after, file, &options);
    match formatted.errors.is_empty() {
        true => formatted.text,
        false => after,
    }
}

/// What a compilation gives that a fix must not change.
struct Outcome {
    jobs: String,
    /// How often each error was found.
    errors: BTreeMap<String, usize>,
    /// The codes of the errors.
    codes: Vec<&'static Code>,
}

impl Outcome {
    fn count(&self, finding: &str) -> usize {
        self.errors.get(finding).copied().unwrap_or(0)
    }

    /// Whether new errors are such as an error that was repaired may have hidden: what does not parse is not evaluated, and what has
    /// no such attribute is not resolved. A repair that breaks the syntax is none.
    fn adds_only_what_was_hidden(&self, before: &Outcome, repaired: &[&Code]) -> bool {
        let Some(stage) = repaired.iter().map(|it| it.stage).min() else {
            return false;
        };
        self.codes
            .iter()
            .zip(self.errors.keys())
            .all(|(code, key)| {
                let may_be_hidden = code.stage >= stage && code.stage != Stage::Syntax;
                before.errors.contains_key(key) || may_be_hidden
            })
    }
}

fn outcome(plan: &Plan, target: &Target, contents: &Contents) -> Outcome {
    let circumstances = &plan.circumstances[target.circumstances];
    let limits = &circumstances.options.evaluation.limits;
    let _watched = backstop::watch(&target.name, limits, Duration::ZERO);
    let compilation = compile_target(plan, target, &host(plan, target, contents));
    let jobs: Vec<&Job> = compilation.jobs.iter().collect();
    let json = emit::emit(emit::Target::Job, &jobs, "");
    let hooks = compilation.hooks.join("\n");
    let mut errors = BTreeMap::new();
    for diagnostic in compilation.diagnostics.iter().filter(|it| it.is_error()) {
        let entry = errors
            .entry(key(diagnostic))
            .or_insert((diagnostic.code, 0));
        entry.1 += 1;
    }
    Outcome {
        jobs: fingerprint(&[json.as_bytes(), hooks.as_bytes()]),
        codes: errors.values().map(|(code, _)| *code).collect(),
        errors: errors
            .into_iter()
            .map(|(key, (_, count))| (key, count))
            .collect(),
    }
}
