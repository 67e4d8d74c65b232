//! All fixes of a file that keep its meaning, as one action.

use super::answer::{Edits, FileEdits};
use super::formatting::replaced;
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::emit::Json;
use crate::ide::analysis::Analysis;
use crate::ide::path;
use crate::ide::snapshot::Snapshot;
use crate::ide::view::View;
use crate::lint;
use crate::lint::fix::{Taken, apply};
use crate::source::{FileId, Span};
use std::sync::Arc;

/// How often the file is looked at again after fixes were applied: one fix may make room for the next.
const ROUNDS: usize = 10;

/// The file in edits, whichever analysis they are from.
const HERE: FileId = FileId(0);

/// All fixes of an open file that keep its meaning, as `jobc check --fix` applies them.
pub fn fix_all(snapshot: &Snapshot, path: &str) -> Option<Edits> {
    let views = &snapshot.views(path);
    let view = views.first().filter(|it| it.shift.is_none())?;
    let before = &view.source().text;
    let mut users: Vec<User> = views.iter().map(User::of_view).collect();
    let mut text = before.to_string();
    for _ in 0..ROUNDS {
        let edits = safe_edits(&users);
        if edits.is_empty() {
            break;
        }
        let new = apply(&text, HERE, &edits)?;
        let after = analyse(snapshot, views, &new)?;
        if !is_harmless(&users, &after) {
            break;
        }
        (text, users) = (new, after);
    }
    if text == **before {
        return None;
    }
    let source = view.document.source.with_lines();
    let edits = replaced(&source.text, &text);
    let file = FileEdits { source, edits };
    Some(Edits::from([(view.document.path.clone(), file)]))
}

/// A file that is compiled for its own sake, and the file that is to be fixed in it.
struct User {
    analysis: Arc<Analysis>,
    file: FileId,
}

impl User {
    fn of_view(view: &View) -> User {
        User {
            analysis: view.analysis.clone(),
            file: view.file,
        }
    }

    fn findings(&self) -> impl Iterator<Item = &Diagnostic> {
        let all = self.analysis.findings.iter();
        all.filter(|it| it.primary.span.file == self.file)
    }

    fn says(&self, finding: &Diagnostic) -> bool {
        let place = |it: &Diagnostic| (it.code.code, it.primary.span.start, it.primary.span.end);
        self.findings().any(|it| place(it) == place(finding))
    }

    fn jobs(&self) -> impl Iterator<Item = String> {
        let jobs = self.analysis.compilation.jobs.iter();
        jobs.map(|job| Json::of(&job.object).to_pretty())
    }

    fn errors(&self) -> usize {
        let all = self.analysis.findings.iter();
        all.filter(|it| it.is_error()).count()
    }
}

/// The edits of the fixes that can be applied together; of those that get in each other's way the first.
fn safe_edits(users: &[User]) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut taken = Taken::default();
    for user in users {
        for finding in user.findings() {
            let fix = finding.fix.as_ref();
            let Some(fix) = fix.filter(|it| it.applicability == Applicability::Safe) else {
                continue;
            };
            let is_said =
                !lint::needs_all_users(finding) || users.iter().all(|it| it.says(finding));
            let is_here = fix.edits.iter().all(|it| it.span.file == user.file);
            let new = fix.edits.iter().map(|it| Edit {
                span: Span {
                    file: HERE,
                    ..it.span
                },
                replacement: it.replacement.clone(),
            });
            let new: Vec<Edit> = new.collect();
            let is_free = !new.iter().any(|it| taken.clashes(it));
            if is_said && is_here && is_free {
                taken.extend(&new);
                edits.extend(new);
            }
        }
    }
    edits
}

/// The files that are concerned with another text in place of the one that is fixed; `None` if that was given up.
fn analyse(snapshot: &Snapshot, views: &[View], text: &str) -> Option<Vec<User>> {
    let fixed = &views.first()?.document;
    let inputs = snapshot.inputs.with_text(&fixed.path, text.to_owned());
    let users = views.iter().map(|view| {
        let main = view.analysis.compilation.main?;
        let path = path::normalize(&view.analysis.sources().get(main).name);
        let analysis = Analysis::new(inputs.at(&path)?, &inputs)?;
        let file = analysis.file(&fixed.path)?;
        Some(User {
            analysis: Arc::new(analysis),
            file,
        })
    });
    users.collect()
}

/// Whether all jobs are as before, and there are no more errors.
fn is_harmless(before: &[User], after: &[User]) -> bool {
    let mut pairs = before.iter().zip(after);
    pairs.all(|(before, after)| after.errors() <= before.errors() && after.jobs().eq(before.jobs()))
}
