//! L090

use super::rule::rule;
use super::suppression::{Suppression, can_be_ignored, names};
use super::{Check, Context, Settings, rules};
use crate::diagnostic::{Applicability, Code, Diagnostic, Edit, Fix, codes, nearest};
use crate::source::Span;
use std::collections::BTreeMap;

rule! {
    /// ## What it does
    /// Reports a `# jobc: ignore` comment that suppresses nothing. No finding in its statement has one of its codes, or
    /// its codes are unknown. Rules that the settings turn off are not reported, because another run may need the
    /// comment.
    ///
    /// ## Why is this bad?
    /// The comment would hide a mistake that is made there later.
    ///
    /// ## Example
    /// ```python
    /// greeting = 'hello'  # jobc: ignore[J999] ours
    /// jobs = [
    ///   Job(
    ///     cluster = 'example',
    ///     role = 'www-data',
    ///     environment = 'devel',
    ///     name = 'hello',
    ///     contact = 'web-team@example.com',
    ///     task = SimpleTask('hello', 'echo %s' % greeting),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// greeting = 'hello'
    /// jobs = [
    ///   Job(
    ///     cluster = 'example',
    ///     role = 'www-data',
    ///     environment = 'devel',
    ///     name = 'hello',
    ///     contact = 'web-team@example.com',
    ///     task = SimpleTask('hello', 'echo %s' % greeting),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Fix safety
    /// The fix removes the comment, or its unused codes. The jobs stay the same.
    "L090" "unused-ignore" Warning Language on Comments Unused
}

/// Words of one comment that a finding explains: nobody reads more.
const MOST_EXPLAINED: usize = 100;

/// What is wrong with a comment that switched off what is in `used`.
pub(super) fn check(
    context: &Context,
    settings: &Settings,
    comment: &Suppression,
    used: &[Diagnostic],
) -> Option<Diagnostic> {
    if !settings.is_selected(&RULE) {
        return None;
    }
    let Some(listed) = &comment.rules else {
        // Rules keep silent where there are errors.
        let message = "the comment ignores nothing: no rule reports its statement";
        return (used.is_empty() && !context.has_errors)
            .then(|| finding(settings, message.to_owned(), comment.span).at("not needed"))
            .map(|it| fixed(context, comment, &[], it));
    };
    // A statement may have thousands of findings, and a comment thousands of words.
    let used: BTreeMap<&str, &Code> = used.iter().map(|it| (it.code.code, it.code)).collect();
    let mut kept = Vec::new();
    let mut reasons = Vec::new();
    let mut place = None;
    let mut help = None;
    for (word, span) in listed {
        let Some(complaint) = complaint(context, settings, word, &used) else {
            kept.push(word.as_str());
            continue;
        };
        let is_explained = reasons.len() < MOST_EXPLAINED;
        place.get_or_insert(*span);
        if is_explained && help.is_none() {
            help = complaint.help(word);
        }
        if is_explained {
            reasons.push(complaint.message(word));
        }
    }
    let mut diagnostic = finding(settings, reasons.join("; "), place?);
    diagnostic.help = help;
    Some(fixed(context, comment, &kept, diagnostic))
}

fn finding(settings: &Settings, message: String, span: Span) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(&RULE.code, message, span);
    diagnostic.severity = settings.severity(&RULE.code);
    diagnostic
}

/// Why a word in brackets is of no use.
enum Complaint {
    Unknown,
    Required,
    NotViolated,
}

impl Complaint {
    fn message(&self, word: &str) -> String {
        match self {
            Complaint::Unknown => format!("unknown rule `{word}`"),
            Complaint::Required => {
                format!("`{word}` is an error of the client, which no comment can ignore")
            }
            Complaint::NotViolated => {
                format!("the comment ignores `{word}`, which nothing here violates")
            }
        }
    }

    fn help(&self, word: &str) -> Option<String> {
        let all = rules::all()
            .iter()
            .flat_map(|rule| [rule.code.code, rule.code.name]);
        match self {
            Complaint::Unknown => nearest(word, all).map(|near| format!("did you mean `{near}`?")),
            Complaint::Required | Complaint::NotViolated => None,
        }
    }
}

/// Why a word in brackets is of no use; `None` if it is.
fn complaint(
    context: &Context,
    settings: &Settings,
    word: &str,
    used: &BTreeMap<&str, &Code>,
) -> Option<Complaint> {
    if used.values().any(|code| names(word, code)) {
        return None;
    }
    let rule = rules::find(word);
    let known: Option<&Code> = match rule {
        Some(rule) => Some(&rule.code),
        None => codes::all().find(|code| names(word, code)),
    };
    let Some(code) = known else {
        return Some(Complaint::Unknown);
    };
    if !can_be_ignored(code) {
        return Some(Complaint::Required);
    }
    let is_on = match rule {
        // Whether it is needed, only all files together would tell.
        Some(rule) if matches!(rule.check, Check::Repository) => false,
        // Only shellcheck would tell.
        Some(rule) if rule.code.name == "shellcheck" && context.shell.is_none() => false,
        Some(rule) => settings.is_selected(rule),
        None => !settings.is_ignored(code),
    };
    (is_on && !context.has_errors).then_some(Complaint::NotViolated)
}

/// Adds the fix that keeps only some of the words.
fn fixed(
    context: &Context,
    comment: &Suppression,
    kept: &[&str],
    mut diagnostic: Diagnostic,
) -> Diagnostic {
    let words = comment.rules.as_deref().unwrap_or_default();
    let (span, replacement, message) = match (kept, words.first(), words.last()) {
        ([_, ..], Some((_, first)), Some((_, last))) => {
            (first.to(*last), kept.join(", "), "Remove the unused rules")
        }
        _ => (
            whole(context, comment.span),
            String::new(),
            "Remove the comment",
        ),
    };
    diagnostic.fix = Some(Fix {
        message: message.to_owned(),
        edits: vec![Edit { span, replacement }],
        applicability: Applicability::Safe,
    });
    diagnostic
}

/// A comment with the blanks before it, and with its line if nothing else is on it.
fn whole(context: &Context, comment: Span) -> Span {
    let source = context.sources.get(comment.file);
    let row = source.row(comment.start as usize);
    let line = source.line_start(row);
    let before = &source.text[line..comment.start as usize];
    match before.trim_end() {
        "" => Span::new(comment.file, line, source.line_start(row + 1)),
        code => Span::new(comment.file, line + code.len(), comment.end as usize),
    }
}
