//! L006

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};
use crate::syntax::ast::{Expression, ExpressionKind, StringLiteral};

rule! {
    /// ## What it does
    /// Reports two adjacent string literals in a list without a comma between them.
    ///
    /// Literals that only break a long string into lines are not reported: those in their own parentheses, and those
    /// with a space where they meet.
    ///
    /// ## Why is this bad?
    /// Python joins them into one string. Two arguments become one, and two hosts become a host that does not exist.
    ///
    /// ## Example
    /// ```python
    /// HOSTS = [
    ///   'db1.example.com'
    ///   'db2.example.com',
    ///   'db3.example.com',
    /// ]
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = SimpleTask('report', './report ' + ' '.join(HOSTS)),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// HOSTS = [
    ///   'db1.example.com',
    ///   'db2.example.com',
    ///   'db3.example.com',
    /// ]
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = SimpleTask('report', './report ' + ' '.join(HOSTS)),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Fix safety
    /// The comma changes the list, so the fix is only suggested.
    "L006" "missing-comma" Warning Language on Expression(check)
}

fn check(context: &Context, expression: &Expression, findings: &mut Findings) {
    if let ExpressionKind::List(items) | ExpressionKind::Tuple(items) | ExpressionKind::Set(items) =
        &expression.kind
    {
        let several = items.len() > 1;
        for item in items {
            if let ExpressionKind::String(literal) = &item.kind {
                item_of_list(context, item, literal, several, findings);
            }
        }
    }
}

fn item_of_list(
    context: &Context,
    item: &Expression,
    string: &StringLiteral,
    several: bool,
    findings: &mut Findings,
) {
    let [first, .., last] = string.literals.as_slice() else {
        return;
    };
    let source = context.sources.get(item.span.file);
    let before = source.text.get(..item.span.start as usize).unwrap_or("");
    let is_wrapped = before.trim_end().ends_with('(');
    let on_one_line = source.row(first.start as usize) == source.row(last.start as usize);
    let breaks_a_text = string.literals.windows(2).any(|pair| match pair {
        [left, right] => {
            ends_with_blank(context.text(*left)) || starts_with_blank(context.text(*right))
        }
        _ => false,
    });
    if is_wrapped || breaks_a_text || !(several || on_one_line) {
        return;
    }
    let joined: String = string.text.chars().take(40).collect();
    let message = format!("missing comma between these strings: they form one element, `{joined}`");
    let edits = string.literals[..string.literals.len() - 1]
        .iter()
        .map(|literal| Edit {
            span: literal.at_end(),
            replacement: ",".to_owned(),
        })
        .collect();
    let mut diagnostic = Diagnostic::new(&RULE.code, message, item.span)
        .help("add a comma between them, or parentheses around them if one string is intended");
    diagnostic.fix = Some(Fix {
        message: "Insert the comma".to_owned(),
        edits,
        applicability: Applicability::Suggestion,
    });
    findings.push(diagnostic);
}

/// Whether a literal, quotes included, ends with a blank, an end of line or something that a following text belongs to.
fn ends_with_blank(literal: &str) -> bool {
    let inside = literal.trim_end_matches(['\'', '"']);
    inside.ends_with(char::is_whitespace) || inside.ends_with("\\n") || inside.ends_with("\\t")
}

fn starts_with_blank(literal: &str) -> bool {
    let inside = literal
        .trim_start_matches(|first: char| first.is_ascii_alphabetic())
        .trim_start_matches(['\'', '"']);
    inside.starts_with(char::is_whitespace) || inside.starts_with("\\n")
}
