//! References inside of strings.

use super::listing::{SHOWN, first_names};
use crate::ide::cluster_names;
use crate::ide::describe::{fenced, quoted};
use crate::ide::path;
use crate::ide::view::View;
use crate::object::Resolution;
use crate::source::Span;
use crate::syntax::ast::StringLiteral;
use crate::template::{PartKind, Template};
use indexmap::IndexMap;

/// Values, each with where it is bound, and the jobs that have it.
pub type Values = IndexMap<(String, String), Vec<String>>;

/// What a reference stands for in each job of the files that include this one.
pub fn page(views: &[View], offset: u32) -> Option<(String, Span)> {
    let mut values = Values::new();
    let mut shown: Option<(String, Span)> = None;
    for view in views {
        let found = view.analysis.references_at(view.file, offset);
        let Some((_, first, span)) = found.first() else {
            continue;
        };
        shown.get_or_insert_with(|| (fenced(&format!("{{{{{}}}}}", first.reference)), *span));
        for (job, resolution, _) in found.iter().filter(|(_, _, place)| place == span) {
            let place = bound_at(view, resolution);
            add(view, *job, resolution, place, &mut values);
        }
    }
    let (mut page, span) = shown?;
    page.push_str(&listed(&values));
    Some((page, span))
}

/// Adds what a reference stands for in a job.
pub fn add(view: &View, job: usize, resolution: &Resolution, place: String, values: &mut Values) {
    let Some(found) = view.analysis.compilation.jobs.get(job) else {
        return;
    };
    let text = quoted(&expanded(view, job, &resolution.value));
    let keys = values.entry((text, place)).or_default();
    let key = found.key.to_string();
    if !keys.contains(&key) {
        keys.push(key);
    }
}

/// The values with their jobs.
pub fn listed(values: &Values) -> String {
    let mut page = String::new();
    for ((text, place), keys) in values.iter().take(SHOWN) {
        page.push_str(&format!("- `{}`{place}", text.replace('`', "'")));
        page.push_str(&format!("  \n  in {}\n", first_names(keys, SHOWN)));
    }
    let more = values.len().saturating_sub(SHOWN);
    if more > 0 {
        page.push_str(&format!("- and {more} other values\n"));
    }
    page
}

fn bound_at(view: &View, resolution: &Resolution) -> String {
    let span = resolution.name_span;
    let sources = view.analysis.sources();
    if !sources.is_users(span) {
        return ", a default of the schema".to_owned();
    }
    let file = sources.get(span.file);
    let name = file.name.rsplit('/').next().unwrap_or_default();
    let row = file.row(span.start as usize);
    match view.path_of(span.file) {
        Some(path) => format!(", bound in [{name}:{row}]({}#L{row})", path::address(&path)),
        None => format!(", bound in {name}:{row}"),
    }
}

/// A value with the references in it replaced, as far as the record of the job tells.
pub fn expanded(view: &View, job: usize, value: &str) -> String {
    const ROUNDS: usize = 8;
    const LONGEST: usize = 4096;
    let mut text = value.to_owned();
    for _ in 0..ROUNDS {
        let Some(template) = Template::parse(&text).filter(|_| text.len() < LONGEST) else {
            break;
        };
        let mut next = String::new();
        let mut from = 0;
        for part in &template.parts {
            let PartKind::Reference(reference) = &part.kind else {
                continue;
            };
            let mut known = view.analysis.resolutions().iter();
            let known = known.find(|(index, it)| *index == job && it.reference == *reference);
            if let Some((_, resolution)) = known {
                next.push_str(&text[from..part.range.start]);
                next.push_str(&resolution.value);
                from = part.range.end;
            }
        }
        if from == 0 {
            break;
        }
        next.push_str(&text[from..]);
        text = next;
    }
    text
}

/// A reference that no job has an answer for.
pub fn unanswered(view: &View, literal: &StringLiteral, offset: u32) -> Option<(String, Span)> {
    let template = Template::parse(&literal.text)?;
    for part in template.parts {
        let PartKind::Reference(reference) = part.kind else {
            continue;
        };
        let sources = view.analysis.sources();
        let (start, end) = (part.range.start, part.range.end);
        let span = crate::syntax::literal::locate(&literal.text, start, end, sources)?;
        if !span.touches(offset) {
            continue;
        }
        let address = reference.to_string();
        let by_cluster = cluster_names::words(view, &reference);
        let words =
            by_cluster.unwrap_or_else(|| "No valid job that uses this string binds it.".to_owned());
        return Some((
            format!("{}{words}", fenced(&format!("{{{{{address}}}}}"))),
            span,
        ));
    }
    None
}
