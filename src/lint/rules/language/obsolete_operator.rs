//! L008

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};
use crate::source::Span;
use crate::syntax::ast::{CompareOperator, Expression, ExpressionKind};

rule! {
    /// ## What it does
    /// Reports `<>` instead of `!=`, and backquotes instead of `repr()`.
    ///
    /// ## Why is this bad?
    /// Python 2 accepts both, Python 3 accepts neither, and most readers have never seen them.
    ///
    /// ## Example
    /// ```python
    /// import os
    ///
    /// FLAG = '--fast' if os.path.join('a', 'b') <> 'a' else ''
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = SimpleTask('report', './report ' + FLAG),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// import os
    ///
    /// FLAG = '--fast' if os.path.join('a', 'b') != 'a' else ''
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = SimpleTask('report', './report ' + FLAG),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Fix safety
    /// The replacements have the same meaning, so the fix is safe.
    "L008" "obsolete-operator" Info Language on Expression(check) Deprecated
}

fn check(context: &Context, expression: &Expression, findings: &mut Findings) {
    match &expression.kind {
        ExpressionKind::Compare { first, rest } => {
            let mut left = first.span;
            for (operator, right) in rest {
                let gap = Span {
                    start: left.end,
                    end: right.span.start.max(left.end),
                    ..left
                };
                left = right.span;
                let (text, is_candidate) =
                    (context.text(gap), *operator == CompareOperator::NotEqual);
                let Some(start) = text
                    .find("<>")
                    .filter(|_| is_candidate && !text.contains('#'))
                else {
                    continue;
                };
                let place = gap.part(start, start + 2);
                findings.push(report(
                    "`<>` is the old spelling of `!=`",
                    place,
                    vec![(place, "!=")],
                ));
            }
        }
        ExpressionKind::Repr(value) => {
            let (outer, inner) = (expression.span, value.span);
            let before = Span {
                end: inner.start,
                ..outer
            };
            let after = Span {
                start: inner.end,
                ..outer
            };
            let edits = match (context.text(before).trim(), context.text(after).trim()) {
                ("`", "`") => vec![(before, "repr("), (after, ")")],
                _ => Vec::new(),
            };
            findings.push(report(
                "backquotes are the old spelling of `repr(…)`",
                outer,
                edits,
            ));
        }
        _ => {}
    }
}

fn report(message: &str, place: Span, edits: Vec<(Span, &str)>) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(&RULE.code, message, place);
    if !edits.is_empty() {
        let edits = edits.into_iter().map(|(span, replacement)| Edit {
            span,
            replacement: replacement.to_owned(),
        });
        diagnostic.fix = Some(Fix {
            message: "Use the new spelling".to_owned(),
            edits: edits.collect(),
            applicability: Applicability::Safe,
        });
    }
    diagnostic
}
