//! What a thing is: attributes, structs, variables, references inside strings, jobs.

use super::job_page::job_page;
use crate::job::Job;
use crate::lsp::describe::{attribute_page, fenced, quoted, value_page};
use crate::lsp::node::{At, callee_type};
use crate::lsp::session::Session;
use crate::lsp::view::View;
use crate::object::Resolution;
use crate::source::Span;
use crate::syntax::ast::{ExpressionKind, StringLiteral};
use crate::template::{PartKind, Template};
use indexmap::IndexMap;
use lsp_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

/// The most values of a reference that are shown, and the most jobs of each.
const SHOWN: usize = 10;

/// Answers `textDocument/hover`.
pub fn hover(session: &mut Session, params: HoverParams) -> Option<Hover> {
    let position = params.text_document_position_params;
    let view = session.view(&position.text_document.uri)?;
    let offset = view.offset(position.position);
    let (page, span) = page(&view, offset)?;
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent {
            kind: MarkupKind::Markdown,
            value: page,
        }),
        range: Some(view.range(span)),
    })
}

fn page(view: &View, offset: u32) -> Option<(String, Span)> {
    let parsed = view.analysis.parsed(view.file)?.clone();
    let at = At::find(&parsed.module, offset);
    if let Some((literal, span)) = at.string {
        return reference(view, offset)
            .or_else(|| unanswered(view, literal, offset))
            .or_else(|| job_at(view, &at).map(|job| (job_page(job), span)));
    }
    if let Some((name, call)) = at.keyword {
        let ty = callee_type(&view.analysis, call.function)?;
        return Some((attribute_page(&ty, &name.name)?, name.span));
    }
    if let Some((object, attribute)) = at.attribute {
        let ty = match &object.kind {
            ExpressionKind::Name(name) => view.analysis.named_type(name)?,
            _ => return None,
        };
        return Some((attribute_page(&ty, &attribute.name)?, attribute.span));
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
        return Some((
            format!("{}*{words}*", fenced(&symbol.name)),
            occurrence.span,
        ));
    }
    let value = view.analysis.global(&symbol.name)?;
    let mut page = value_page(&symbol.name, &value);
    // The jobs that the value is, or that the call makes whose function this is.
    let is_meant = |job: &&Job| {
        let call = job.span;
        call == value.origin || call.file == view.file && call.start == occurrence.span.start
    };
    let jobs = view.analysis.compilation.jobs.iter().filter(is_meant);
    for job in jobs.take(SHOWN) {
        page.push_str(&format!("\n\n{}", job_page(job)));
    }
    Some((page, occurrence.span))
}

/// What a reference stands for in each job.
fn reference(view: &View, offset: u32) -> Option<(String, Span)> {
    let found = view.analysis.references_at(view.file, offset);
    let (_, first, span) = *found.first()?;
    let jobs = &view.analysis.compilation.jobs;
    let mut values = IndexMap::<(String, String), Vec<String>>::new();
    for (job, resolution, place) in &found {
        if *place != span {
            continue;
        }
        let Some(key) = jobs.get(*job).map(|job| job.key.to_string()) else {
            continue;
        };
        let text = quoted(&expanded(view, *job, &resolution.value));
        let keys = values
            .entry((text, bound_at(view, resolution)))
            .or_default();
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    let mut page = fenced(&format!("{{{{{}}}}}", first.reference));
    let more = values.len().saturating_sub(SHOWN);
    for ((text, place), keys) in values.into_iter().take(SHOWN) {
        page.push_str(&format!("- `{}`{place}", text.replace('`', "'")));
        let shown: Vec<String> = keys
            .iter()
            .take(SHOWN)
            .map(|it| format!("`{it}`"))
            .collect();
        let rest = match keys.len().saturating_sub(SHOWN) {
            0 => String::new(),
            rest => format!(" and {rest} more"),
        };
        page.push_str(&format!("  \n  in {}{rest}\n", shown.join(", ")));
    }
    if more > 0 {
        page.push_str(&format!("- and {more} other values\n"));
    }
    Some((page, span))
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
    match view.uri_of(span.file) {
        Some(uri) => format!(", bound in [{name}:{row}]({}#L{row})", uri.as_str()),
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
fn unanswered(view: &View, literal: &StringLiteral, offset: u32) -> Option<(String, Span)> {
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
        let by_cluster = address.starts_with("mesos.") || address.starts_with("thermos.");
        let words = match by_cluster {
            true => "The cluster fills it in when an instance starts.",
            false => "No valid job that uses this string binds it.",
        };
        return Some((
            format!("{}{words}", fenced(&format!("{{{{{address}}}}}"))),
            span,
        ));
    }
    None
}

fn job_at<'v>(view: &'v View, at: &At) -> Option<&'v Job> {
    let (name, call) = (at.keyword, at.calls.last()?);
    let mut jobs = view.analysis.compilation.jobs.iter();
    match name {
        Some(_) => None,
        None => jobs.find(|job| job.span == call.span),
    }
}
