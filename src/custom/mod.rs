//! Rules of a repository, written in the language: from jobs to findings.
//!
//! A file of rules defines a function `check(job)`, which calls `report` for what it finds (`stdlib/rules/helpers.aurora`). It can read
//! nothing but the job.

mod host;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::eval::{Applied, Interpreter, Limits, Program};
use crate::job::attributes::{Attribute, Pattern, attributes};
use crate::job::{Job, argument};
use crate::lint::{CUSTOM_RULE, RuleFile};
use crate::object::{PlainKind, PlainValue};
use crate::source::{Sources, Span};
use crate::stack;
use host::Nothing;
use indexmap::IndexMap;

/// What every file of rules has without an import, with its path.
const HELPERS: (&str, &str) = (
    "stdlib/rules/helpers.aurora",
    include_str!("../../stdlib/rules/helpers.aurora"),
);

/// The most statements that looking at one job may take.
const MOST_STATEMENTS: u64 = 1_000_000;

/// What was reported: where, in which words, how severe it is.
type Kind = (Span, String, String, Severity);

/// What the rules find in the jobs of one compilation, the same of several jobs once. What is wrong with the rules themselves is found at
/// the first job.
pub fn findings(rules: &[RuleFile], jobs: &[Job], sources: &Sources) -> Vec<Diagnostic> {
    let Some(first) = jobs.first() else {
        return Vec::new();
    };
    let mut found: IndexMap<Kind, Vec<String>> = IndexMap::new();
    for file in rules {
        let applied = apply(file, jobs);
        for (job, result) in jobs.iter().zip(&applied.results) {
            for kind in reported(result.as_ref(), job, sources) {
                found.entry(kind).or_default().push(job.key.label());
            }
        }
        for message in mistakes(file, &applied) {
            let kind = (first.span, message, String::new(), Severity::Error);
            found.entry(kind).or_default();
        }
    }
    found.into_iter().map(diagnostic).collect()
}

fn diagnostic(((place, message, help, severity), jobs): (Kind, Vec<String>)) -> Diagnostic {
    let code: &'static Code = &CUSTOM_RULE.code;
    let mut diagnostic = Diagnostic::new(code, message, place);
    if !help.is_empty() {
        diagnostic = diagnostic.help(help);
    }
    diagnostic.severity = severity;
    diagnostic.jobs = jobs;
    diagnostic
}

fn apply(file: &RuleFile, jobs: &[Job]) -> Applied {
    let program = Program {
        helpers: &[HELPERS],
        path: &file.path,
        text: &file.text,
        is_own: false,
        variables: &[],
        function: "_apply",
        entry: "check",
    };
    let arguments = jobs.iter().map(|job| argument::of(job).into());
    stack::with_room_to_evaluate(|| {
        let limits = Limits {
            statements: MOST_STATEMENTS,
            ..Limits::default()
        };
        let interpreter = Interpreter::new(&Nothing, limits);
        interpreter.apply(&program, "_said", arguments)
    })
}

/// What one call of `check` reported.
fn reported(result: Option<&PlainValue>, job: &Job, sources: &Sources) -> Vec<Kind> {
    let Some(PlainKind::List(all)) = result.map(|it| &it.kind) else {
        return Vec::new();
    };
    // Most jobs are sound, so that nobody asks for their attributes.
    let attributes = match all.is_empty() {
        true => Vec::new(),
        false => attributes(job, true),
    };
    let kind = |parts: &PlainValue| {
        let [path, message, help, severity] = &parts.kind.elements()?[..] else {
            return None;
        };
        let severity = match text(severity)? {
            "error" => Severity::Error,
            "info" => Severity::Info,
            _ => Severity::Warning,
        };
        let place = place(text(path)?, &attributes, job, sources);
        let words = |it: &PlainValue| Some(text(it)?.to_owned());
        Some((place, words(message)?, words(help)?, severity))
    };
    all.iter().filter_map(kind).collect()
}

fn text(value: &PlainValue) -> Option<&str> {
    match &value.kind {
        PlainKind::Text(text, _) => Some(text.as_str()),
        _ => None,
    }
}

/// Where an attribute was written; the job, if nobody wrote it.
fn place(path: &str, attributes: &[Attribute], job: &Job, sources: &Sources) -> Span {
    let pattern = Pattern::parse(path);
    let mut matching = attributes.iter();
    let place = matching.find_map(|attribute| {
        let (steps, _) = pattern.matches(attribute)?;
        attribute.place(steps, sources)
    });
    place.unwrap_or(job.span)
}

/// What is wrong with a file of rules, with the line.
fn mistakes(file: &RuleFile, applied: &Applied) -> Vec<String> {
    let evaluation = &applied.evaluation;
    let errors = evaluation.diagnostics.iter().filter(|it| it.is_error());
    let mut messages: Vec<String> = errors
        .map(|error| {
            let source = evaluation.sources.get(error.primary.span.file);
            let line = source.location(error.primary.span.start as usize).row;
            format!("`{}`, line {line}: {}", source.name, error.message)
        })
        .collect();
    if messages.is_empty() && evaluation.globals.get("check").is_none() {
        messages.push(format!("`{}` defines no function `check`", file.path));
    }
    messages
}
