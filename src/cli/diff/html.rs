//! A comparison as HTML: a page of its own, or the body of a comment on a pull request, which Markdown shows as it is.

use super::values::{Part, instances, lines};
use super::words::{resources, told};
use crate::change::{Cause, Comparison, DIMENSIONS, Group, GroupKind, JobChange};
use crate::cli::units::count;

/// The longest comment in characters. GitHub refuses 65,536.
const LONGEST_COMMENT: usize = 65_000;

/// What is kept of that for the end.
const RESERVE: usize = 400;

/// The most jobs of a group that are listed.
const JOBS: usize = 100;

/// What is shown.
pub struct Document<'a> {
    /// What differs.
    pub comparison: &'a Comparison,
    /// What the older side is called.
    pub old: &'a str,
    /// What the newer side is called.
    pub new: &'a str,
    /// What exceeds a quota.
    pub quotas: &'a [String],
}

impl Document<'_> {
    /// Markdown for a pull request: the totals first, details folded, cut with a count where it would be too long.
    pub fn markdown(&self) -> String {
        let mut text = format!("### jobc diff: {}\n\n", self.headline());
        text.push_str(&self.head());
        let mut length = text.chars().count();
        let blocks = self.blocks();
        for (index, block) in blocks.iter().enumerate() {
            length += block.chars().count();
            if length > LONGEST_COMMENT - RESERVE {
                let left = blocks.len() - index;
                text.push_str(&format!(
                    "\n<p>… and {} more, which would make this comment too long; <code>jobc diff</code> shows all.</p>\n",
                    count(left, "group")
                ));
                break;
            }
            text.push_str(block);
        }
        text
    }

    /// A page without anything from elsewhere.
    pub fn page(&self) -> String {
        let title = format!("jobc diff: {}", escape(&self.headline()));
        let blocks = self.blocks().concat();
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{}{blocks}</main>\n</body>\n</html>\n",
            self.head()
        )
    }

    fn headline(&self) -> String {
        let jobs = &self.comparison.jobs;
        if self.comparison.is_empty() {
            return "nothing differs".to_owned();
        }
        let counts = [
            (jobs.changed, "changed"),
            (jobs.added, "added"),
            (jobs.removed, "removed"),
            (jobs.renamed, "renamed"),
            (jobs.incomparable, "not comparable"),
        ];
        let replaced = self.comparison.instances.replaced;
        let jobs = format!("jobs: {}", told(&counts));
        match replaced {
            0 => jobs,
            replaced => format!("{jobs}; {} replaced", count(replaced as usize, "instance")),
        }
    }

    /// The totals.
    fn head(&self) -> String {
        let sides = format!("{} → {}", code(self.old), code(self.new));
        let moved = &self.comparison.instances;
        let counts = [
            (moved.replaced as usize, "replaced"),
            (moved.added as usize, "added"),
            (moved.removed as usize, "removed"),
            (moved.unchanged as usize, "unchanged"),
        ];
        let mut text = format!("<p>{sides}<br>Instances: {}", told(&counts));
        let totals = &self.comparison.totals;
        if totals.all.before != totals.all.after {
            text.push_str(&format!("<br>Resources: {}", resources(&totals.all)));
        }
        text.push_str("</p>\n");
        for quota in self.quotas {
            text.push_str(&format!("<p><b>Quota:</b> {}</p>\n", escape(quota)));
        }
        let mut rows = String::new();
        for (dimension, by) in DIMENSIONS.iter().zip(&totals.by) {
            let differing = by.iter().filter(|(_, it)| it.before != it.after);
            for (name, totals) in differing.filter(|_| by.len() > 1) {
                rows.push_str(&format!(
                    "<tr><td>{dimension} {}</td><td>{}</td></tr>",
                    code(name),
                    resources(totals)
                ));
            }
        }
        if !rows.is_empty() {
            text.push_str(&format!(
                "<details><summary>Resources by cluster, role, environment and tier</summary>\
                 <table>{rows}</table></details>\n"
            ));
        }
        text
    }

    fn blocks(&self) -> Vec<String> {
        let mut blocks: Vec<String> = self.comparison.groups.iter().map(group).collect();
        let jobs = &self.comparison.incomparable;
        if !jobs.is_empty() {
            let items = jobs.iter().take(JOBS).map(|job| {
                let side = if job.in_new { self.new } else { self.old };
                format!(
                    "<li>{}: {} of {} has errors: {}</li>",
                    code(&job.key),
                    code(&job.file),
                    escape(side),
                    escape(&job.reason)
                )
            });
            let items: String = items.collect();
            let title = format!("{} not comparable", count(jobs.len(), "job"));
            // Whoever reviews has to see these, so they go first.
            blocks.insert(
                0,
                details(&title, &format!("<ul>{items}</ul>{}", rest(jobs.len()))),
            );
        }
        blocks
    }
}

fn rest(all: usize) -> String {
    match all.checked_sub(JOBS).filter(|rest| *rest > 0) {
        Some(rest) => format!("<p>… and {rest} more jobs</p>"),
        None => String::new(),
    }
}

fn details(title: &str, body: &str) -> String {
    format!("<details><summary>{title}</summary>{body}</details>\n")
}

fn group(group: &Group) -> String {
    let moved = group.instances();
    let counts = [
        (moved.replaced as usize, "replaced"),
        (moved.added as usize, "added"),
        (moved.removed as usize, "removed"),
    ];
    let mut title = format!(
        "<b>{} {}</b>",
        count(group.jobs.len(), "job"),
        group.kind.name()
    );
    if counts.iter().any(|(count, _)| *count > 0) {
        title.push_str(&format!(", instances: {}", told(&counts)));
    }
    let rows = group.changes().iter().map(|change| {
        let lines: Vec<String> = lines(change).iter().map(|it| line(it)).collect();
        let lines = lines.join("<br>");
        format!("<tr><td>{}</td><td>{lines}</td></tr>", code(&change.path))
    });
    let mut body = String::new();
    let rows: String = rows.collect();
    if !rows.is_empty() {
        body.push_str(&format!("<table>{rows}</table>"));
    }
    let causes: String = group.causes.iter().map(cause).collect();
    if !causes.is_empty() {
        body.push_str(&format!("<p>Caused by</p><ul>{causes}</ul>"));
    }
    let jobs: String = group
        .jobs
        .iter()
        .take(JOBS)
        .map(|it| job(group, it))
        .collect();
    body.push_str(&format!("<ul>{jobs}</ul>{}", rest(group.jobs.len())));
    details(&title, &body)
}

fn cause(cause: &Cause) -> String {
    let place = format!("{}:{}:{}", cause.file, cause.line, cause.column);
    let before = cause
        .before
        .iter()
        .map(|it| format!("<del>{}</del>", code(it)));
    let after = cause
        .after
        .iter()
        .map(|it| format!("<ins>{}</ins>", code(it)));
    let sides: Vec<String> = before.chain(after).collect();
    format!("<li>{} {}</li>", code(&place), sides.join(" → "))
}

fn job(group: &Group, job: &JobChange) -> String {
    let mut words = instances(job);
    if !words.is_empty() {
        words.insert_str(0, ": ");
    }
    let key = code(&job.key().to_string());
    let key = match (&job.old, group.kind) {
        (Some(old), GroupKind::Renamed) => format!("{} → {key}", code(&old.key.to_string())),
        _ => key,
    };
    format!("<li>{key}{}</li>", escape(&words))
}

fn line(line: &[Part]) -> String {
    let part = |part: &Part| match part {
        Part::Plain(text) if text == " → " => text.clone(),
        Part::Plain(text) if text.trim().is_empty() => " ".to_owned(),
        Part::Plain(text) => code(text),
        Part::Removed(text) => format!("<del>{}</del>", code(text)),
        Part::Added(text) => format!("<ins>{}</ins>", code(text)),
    };
    line.iter().map(part).collect()
}

fn code(text: &str) -> String {
    format!("<code>{}</code>", escape(text))
}

/// Text in which nothing means anything to HTML or Markdown, and nobody is mentioned.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in crate::report::escape::line(text).chars() {
        match character {
            '&' | '<' | '>' | '"' | '\'' | '*' | '_' | '`' | '[' | ']' | '#' | '@' | '!' | '|'
            | '~' | '\\' | ':' => out.push_str(&format!("&#{};", u32::from(character))),
            other => out.push(other),
        }
    }
    out
}

const STYLE: &str = "\
:root{color-scheme:light dark;--line:#8884}\
body{font:16px/1.5 system-ui,sans-serif;margin:0}main{max-width:72rem;margin:0 auto;padding:1rem}\
h1{font-size:1.4rem}details{border:1px solid var(--line);border-radius:6px;margin:.5rem 0;padding:.5rem .75rem}\
summary{cursor:pointer}table{border-collapse:collapse;margin:.5rem 0}td{border:1px solid var(--line);padding:.25rem .5rem;vertical-align:top}\
code{font:.9em ui-monospace,monospace;overflow-wrap:anywhere;white-space:pre-wrap}\
ins{text-decoration:none;background:#2da44e40}del{background:#cf222e33}";
