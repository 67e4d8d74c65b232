//! A comparison for a person.

use super::values::{Part, instances, lines};
use super::words::{resources, told};
use crate::change::{Cause, Comparison, DIMENSIONS, Group, GroupKind, Incomparable, JobChange};
use crate::cli::units::count;
use crate::report::{Style, escape};

/// What is shown, and how.
pub struct Text<'a> {
    /// What differs.
    pub comparison: &'a Comparison,
    /// What the older side is called.
    pub old: &'a str,
    /// What the newer side is called.
    pub new: &'a str,
    /// Colors.
    pub style: &'a Style,
    /// What exceeds a quota.
    pub quotas: &'a [String],
    /// Whether all jobs of a group are listed.
    pub all_jobs: bool,
}

/// The most jobs of a group that are listed.
const JOBS: usize = 10;

impl Text<'_> {
    /// Everything: the totals, then each group.
    pub fn all(&self) -> String {
        let mut text = self.summary();
        for group in &self.comparison.groups {
            text.push('\n');
            self.group(group, &mut text);
        }
        if !self.comparison.incomparable.is_empty() {
            text.push('\n');
            self.incomparable(&mut text);
        }
        text
    }

    /// The totals.
    pub fn summary(&self) -> String {
        let (old, new) = (escape::line(self.old), escape::line(self.new));
        let mut text = self.bold(&format!("{old} → {new}")) + "\n";
        let jobs = &self.comparison.jobs;
        if self.comparison.is_empty() {
            let count = count(jobs.unchanged, "job");
            text.push_str(&format!("nothing differs in {count}\n"));
            for quota in self.quotas {
                text.push_str(&format!("quota      {}\n", escape::line(quota)));
            }
            return text;
        }
        let counts = [
            (jobs.changed, "changed"),
            (jobs.added, "added"),
            (jobs.removed, "removed"),
            (jobs.renamed, "renamed"),
            (jobs.incomparable, "not comparable"),
            (jobs.unchanged, "unchanged"),
        ];
        text.push_str(&format!("jobs       {}\n", told(&counts)));
        let moved = &self.comparison.instances;
        let counts = [
            (moved.replaced as usize, "replaced"),
            (moved.added as usize, "added"),
            (moved.removed as usize, "removed"),
            (moved.unchanged as usize, "unchanged"),
        ];
        text.push_str(&format!("instances  {}\n", told(&counts)));
        let totals = &self.comparison.totals;
        if totals.all.before != totals.all.after {
            text.push_str(&format!("resources  {}\n", resources(&totals.all)));
        }
        for quota in self.quotas {
            text.push_str(&format!("quota      {}\n", escape::line(quota)));
        }
        for (dimension, by) in DIMENSIONS.iter().zip(&totals.by) {
            let differing = by.iter().filter(|(_, it)| it.before != it.after);
            let differing: Vec<_> = differing.collect();
            // One name says what the line above says.
            if by.len() < 2 {
                continue;
            }
            for (name, totals) in differing {
                let name = match name.as_str() {
                    "" => "(none)".into(),
                    name => escape::line(name),
                };
                let head = format!("  {dimension} {name}");
                text.push_str(&format!("{head}  {}\n", resources(totals)));
            }
        }
        text
    }

    /// The keys of the jobs that differ, each with a letter as in `git diff --name-status`.
    pub fn names(&self) -> String {
        let mut lines = Vec::new();
        for group in &self.comparison.groups {
            for job in &group.jobs {
                lines.push((job.key().to_string(), line(group.kind, job)));
            }
        }
        for job in &self.comparison.incomparable {
            lines.push((job.key.clone(), format!("? {}", job.key)));
        }
        lines.sort();
        let lines = lines.iter();
        lines
            .map(|(_, line)| format!("{}\n", escape::line(line)))
            .collect()
    }

    fn group(&self, group: &Group, text: &mut String) {
        let what = match group.kind {
            GroupKind::Changed => "changed",
            GroupKind::Renamed => "renamed",
            GroupKind::Added => "added",
            GroupKind::Removed => "removed",
        };
        let title = format!("{} {what}", count(group.jobs.len(), "job"));
        let moved = group.instances();
        let counts = [
            (moved.replaced as usize, "replaced"),
            (moved.added as usize, "added"),
            (moved.removed as usize, "removed"),
        ];
        let moved = match counts.iter().any(|(count, _)| *count > 0) {
            true => format!(": instances {}", told(&counts)),
            false => String::new(),
        };
        text.push_str(&self.bold(&title));
        text.push_str(&format!("{moved}\n"));
        for change in group.changes() {
            let lines = lines(change);
            let path = escape::line(&change.path).into_owned();
            match lines.as_slice() {
                [line] => text.push_str(&format!("  {path}  {}\n", self.line(line))),
                lines => {
                    text.push_str(&format!("  {path}\n"));
                    for line in lines {
                        text.push_str(&format!("      {}\n", self.line(line)));
                    }
                }
            }
        }
        for cause in &group.causes {
            text.push_str(&format!("  caused by {}\n", self.cause(cause)));
        }
        let shown = match self.all_jobs || group.jobs.len() <= JOBS + 1 {
            true => group.jobs.len(),
            false => JOBS,
        };
        for job in &group.jobs[..shown] {
            let mut words = instances(job);
            if !words.is_empty() {
                words.insert_str(0, ": ");
            }
            let key = line(group.kind, job);
            text.push_str(&format!(
                "  {}{}\n",
                escape::line(&key),
                escape::line(&words)
            ));
        }
        if shown < group.jobs.len() {
            let rest = group.jobs.len() - shown;
            text.push_str(&format!("  … and {rest} more; `--verbose` lists them\n"));
        }
    }

    fn cause(&self, cause: &Cause) -> String {
        let place = format!("{}:{}:{}", cause.file, cause.line, cause.column);
        let mut parts = vec![Part::Plain(format!("{place}  "))];
        match (&cause.before, &cause.after) {
            (Some(before), Some(after)) => {
                let pair = [
                    Part::Removed(before.clone()),
                    Part::Plain(" → ".to_owned()),
                    Part::Added(after.clone()),
                ];
                return escape::line(&place).into_owned() + "  " + &self.line(&pair);
            }
            (before, after) => {
                parts.extend(before.iter().cloned().map(Part::Removed));
                parts.extend(after.iter().cloned().map(Part::Added));
            }
        }
        self.line(&parts)
    }

    fn incomparable(&self, text: &mut String) {
        let jobs = &self.comparison.incomparable;
        let title = format!("{} not comparable", count(jobs.len(), "job"));
        text.push_str(&self.bold(&title));
        text.push('\n');
        let shown = match self.all_jobs {
            true => jobs.len(),
            false => jobs.len().min(JOBS),
        };
        for Incomparable {
            key,
            file,
            in_new,
            reason,
        } in &jobs[..shown]
        {
            let side = if *in_new { self.new } else { self.old };
            let words = format!("{key}: `{file}` of {side} has errors: {reason}");
            text.push_str(&format!("  {}\n", escape::line(&words)));
        }
        if shown < jobs.len() {
            let rest = jobs.len() - shown;
            text.push_str(&format!("  … and {rest} more; `--verbose` lists them\n"));
        }
    }

    /// A line with what differs in color, or in git's brackets.
    fn line(&self, line: &[Part]) -> String {
        // Of a line that is `before → after`, the arrow says it all.
        let is_pair = matches!(
            line,
            [Part::Removed(_), Part::Plain(arrow), Part::Added(_), ..] if arrow == " → "
        );
        let part = |part: &Part| match part {
            Part::Plain(text) => escape::line(text).into_owned(),
            Part::Removed(text) => {
                let text = escape::line(text);
                match self.style.color {
                    true => format!("\x1b[31m{text}\x1b[0m"),
                    false if is_pair => text.into_owned(),
                    false => format!("[-{text}-]"),
                }
            }
            Part::Added(text) => {
                let text = escape::line(text);
                match self.style.color {
                    true => format!("\x1b[32m{text}\x1b[0m"),
                    false if is_pair => text.into_owned(),
                    false => format!("{{+{text}+}}"),
                }
            }
        };
        line.iter().map(part).collect()
    }

    fn bold(&self, text: &str) -> String {
        match self.style.color {
            true => format!("\x1b[1m{text}\x1b[0m"),
            false => text.to_owned(),
        }
    }
}

/// A job in a line of a list: a letter as in `git diff --name-status`, and its key.
fn line(kind: GroupKind, job: &JobChange) -> String {
    let key = job.key();
    match (kind, &job.old) {
        (GroupKind::Renamed, Some(old)) => format!("R {} → {key}", old.key),
        (GroupKind::Changed, _) => format!("M {key}"),
        (GroupKind::Added, _) => format!("A {key}"),
        _ => format!("D {key}"),
    }
}
