//! What a thing is: attributes, structs, variables, references inside strings, jobs.
//!
//! | file | what |
//! | --- | --- |
//! | `reference.rs` | references inside of strings |
//! | `binding.rs` | the names that a call binds |
//! | `include.rs` | files |
//! | `listing.rs` | names in a row |

mod binding;
mod include;
mod listing;
mod reference;

pub use reference::expanded;

use listing::SHOWN;

use super::answer::TextRange;
use super::job_page::job_page;
use crate::eval::{FinalKind, FinalValue};
use crate::ide::describe::{attribute_page, fenced, value_page};
use crate::ide::node::{At, Call, callee_type};
use crate::ide::schema_words::{builtin_page, method_page};
use crate::ide::snapshot::Snapshot;
use crate::ide::view::{View, hide_secrets};
use crate::job::Job;
use crate::semantic::SymbolKind;
use crate::source::Span;
use crate::syntax::ast::{Expression, ExpressionKind, Identifier};

/// What is said of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The page, in Markdown.
    pub page: String,
    /// Where the thing stands.
    pub range: TextRange,
}

/// What stands at an offset of an open file.
pub fn hover(snapshot: &Snapshot, path: &str, offset: u32) -> Option<Hover> {
    let views = snapshot.views(path);
    let view = views.first()?;
    let (mut page, span) = page(&views, view.offset(offset))?;
    hide_secrets(&views, &mut page);
    let here = Span {
        file: view.file,
        ..span
    };
    Some(Hover {
        page,
        range: view.range(here),
    })
}

/// What the files that include this one make of what stands at an offset: each page once.
fn page(views: &[View], offset: u32) -> Option<(String, Span)> {
    let about_all = reference::page(views, offset).or_else(|| binding::page(views, offset));
    if about_all.is_some() {
        return about_all;
    }
    let mut pages = Vec::new();
    let mut found = None;
    for (page, span) in views.iter().filter_map(|it| page_in(it, offset)) {
        found.get_or_insert(span);
        if !pages.contains(&page) && pages.len() < SHOWN {
            pages.push(page);
        }
    }
    Some((pages.join("\n\n---\n\n"), found?))
}

fn page_in(view: &View, offset: u32) -> Option<(String, Span)> {
    let parsed = view.analysis.parsed(view.file)?.clone();
    let at = At::find(&parsed.module, offset);
    if let Some((literal, span)) = at.string {
        return reference::unanswered(view, literal, offset)
            .or_else(|| include::page(view, offset))
            .or_else(|| job_at(view, &at).map(|job| (job_page(job), span)));
    }
    if let Some((name, call)) = at.keyword {
        return Some((keyword(view, name, &call)?, name.span));
    }
    if let Some((object, attribute)) = at.attribute {
        return Some((member(view, object, &attribute.name)?, attribute.span));
    }
    let names = view.analysis.names();
    let occurrence = names.at(view.file, offset)?;
    let symbol = names.symbols.get(occurrence.symbol)?;
    if let Some(class) = at.classes.last()
        && !symbol.is_global
        && let Some(ty) = view.analysis.named_type(&class.name.name)
        && let Some(page) = attribute_page(&ty, &symbol.name)
    {
        return Some((page, occurrence.span));
    }
    if !symbol.is_global {
        let words = format!("{:?}", symbol.kind).to_lowercase();
        let page = format!("{}*{words}*", fenced(&symbol.name));
        return Some((page, occurrence.span));
    }
    let page = match builtin_page(&symbol.name) {
        Some(page) if symbol.kind == SymbolKind::Unknown => page,
        _ => global(view, &symbol.name, occurrence.span)?,
    };
    Some((page, occurrence.span))
}

/// The name of an argument: an attribute, or a parameter of the function.
fn keyword(view: &View, name: &Identifier, call: &Call) -> Option<String> {
    if let Some(ty) = callee_type(&view.analysis, call.function) {
        return attribute_page(&ty, &name.name);
    }
    let ExpressionKind::Name(function) = &call.function.kind else {
        return None;
    };
    let value = view.analysis.global(function)?;
    let is_function = matches!(value.kind, FinalKind::Function(_));
    is_function.then(|| value_page(function, value))
}

/// What stands behind a dot: an attribute of a variable, or a method of an object.
fn member(view: &View, object: &Expression, name: &str) -> Option<String> {
    let ty = match &object.kind {
        ExpressionKind::Name(variable) => view.analysis.named_type(variable),
        _ => None,
    };
    let attribute = ty.and_then(|ty| attribute_page(&ty, name));
    // Dicts have a `get` as well.
    let is_method = name != "get" || callee_type(&view.analysis, object).is_some();
    attribute.or_else(|| method_page(name).filter(|_| is_method))
}

/// A global variable at the end of the file, and the jobs that it has to do with.
fn global(view: &View, name: &str, span: Span) -> Option<String> {
    let value = view.analysis.global(name)?;
    let jobs = &view.analysis.compilation.jobs;
    if name == "jobs" {
        return Some(list_of_jobs(jobs, value));
    }
    let mut page = value_page(name, value);
    // The jobs that the value is, or that the call makes whose function this is.
    let is_meant = |job: &&Job| {
        let call = job.span;
        call == value.origin || call.file == view.file && call.start == span.start
    };
    for job in jobs.iter().filter(is_meant).take(SHOWN) {
        page.push_str(&format!("\n\n{}", job_page(job)));
    }
    Some(page)
}

/// The keys of the jobs.
fn list_of_jobs(jobs: &[Job], value: &FinalValue) -> String {
    const LISTED: usize = 50;
    let FinalKind::List(list) = &value.kind else {
        return value_page("jobs", value);
    };
    let count = |count: usize| match count {
        1 => "1 job".to_owned(),
        count => format!("{count} jobs"),
    };
    let all = list.count;
    let mut page = format!("{}{}\n\n", fenced("jobs = […]"), count(all));
    for job in jobs.iter().take(LISTED) {
        page.push_str(&format!("- `{}`\n", job.key));
    }
    if jobs.len() > LISTED {
        page.push_str(&format!("- and {} more\n", jobs.len() - LISTED));
    }
    if all > jobs.len() {
        page.push_str(&format!("\nAn error is in {}.\n", count(all - jobs.len())));
    }
    page
}

fn job_at<'v>(view: &'v View, at: &At) -> Option<&'v Job> {
    let (name, call) = (at.keyword, at.calls.last()?);
    let mut jobs = view.analysis.compilation.jobs.iter();
    match name {
        Some(_) => None,
        None => jobs.find(|job| job.span == call.span),
    }
}
