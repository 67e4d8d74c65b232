//! L090

use super::rule::rule;
use super::suppression::{Suppression, can_be_ignored, names};
use super::{Check, Context, Settings, rules};
use crate::diagnostic::{Applicability, Code, Diagnostic, Edit, Fix, codes, nearest};
use crate::source::Span;

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
    let useless: Vec<(&str, String, Option<String>)> = listed
        .iter()
        .filter_map(|(word, _)| {
            let (why, help) = complaint(context, settings, word, used)?;
            Some((word.as_str(), why, help))
        })
        .collect();
    let kept: Vec<&str> = listed
        .iter()
        .map(|(word, _)| word.as_str())
        .filter(|word| !useless.iter().any(|(it, ..)| it == word))
        .collect();
    let (first, ..) = useless.first()?;
    let (_, place) = listed.iter().find(|(word, _)| word == first)?;
    let reasons: Vec<&str> = useless.iter().map(|(_, why, _)| why.as_str()).collect();
    let mut diagnostic = finding(settings, reasons.join("; "), *place);
    diagnostic.help = useless.iter().find_map(|(.., help)| help.clone());
    Some(fixed(context, comment, &kept, diagnostic))
}

fn finding(settings: &Settings, message: String, span: Span) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(&RULE.code, message, span);
    diagnostic.severity = settings.severity(&RULE.code);
    diagnostic
}

/// Why a word in brackets is of no use, and what may help; `None` if it is.
fn complaint(
    context: &Context,
    settings: &Settings,
    word: &str,
    used: &[Diagnostic],
) -> Option<(String, Option<String>)> {
    if used.iter().any(|it| names(word, it.code)) {
        return None;
    }
    let rule = rules::find(word);
    let known: Option<&Code> = match rule {
        Some(rule) => Some(&rule.code),
        None => codes::all().find(|code| names(word, code)),
    };
    let Some(code) = known else {
        let all = rules::all()
            .iter()
            .flat_map(|rule| [rule.code.code, rule.code.name]);
        let help = nearest(word, all).map(|near| format!("did you mean `{near}`?"));
        return Some((format!("unknown rule `{word}`"), help));
    };
    if !can_be_ignored(code) {
        let why = format!("`{word}` is an error of the client, which no comment can ignore");
        return Some((why, None));
    }
    let is_on = match rule {
        // Whether it is needed, only all files together would tell.
        Some(rule) if matches!(rule.check, Check::Repository) => false,
        // Only shellcheck would tell.
        Some(rule) if rule.code.name == "shellcheck" && context.shell.is_none() => false,
        Some(rule) => settings.is_selected(rule),
        None => !settings.is_ignored(code),
    };
    (is_on && !context.has_errors).then(|| {
        let why = format!("the comment ignores `{word}`, which nothing here violates");
        (why, None)
    })
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
