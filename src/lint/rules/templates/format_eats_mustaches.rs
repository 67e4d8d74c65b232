//! T005

use crate::diagnostic::Diagnostic;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};
use crate::source::Span;
use crate::syntax::ast::{Expression, ExpressionKind};
use crate::template::{PartKind, Template};

rule! {
    /// ## What it does
    /// Reports a reference in a string that Python formats with `.format()` or as an f-string.
    ///
    /// ## Why is this bad?
    /// Formatting turns two braces into one. `'{{role}} {0}'.format(x)` contains `{role}`, which is not a reference,
    /// and the process receives the braces. Write four braces, or use `%`, which does not change braces.
    ///
    /// ## Example
    /// ```python
    /// release = '1.4'
    ///
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'serve', cmdline = './serve --role {{role}} --release {0}'.format(release))],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// release = '1.4'
    ///
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'serve', cmdline = './serve --role {{role}} --release %s' % release)],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    ///
    /// ## Fix safety
    /// The jobs change, so the fix is only suggested.
    "T005" "format-eats-mustaches" Warning Templates on Expression(check)
}

fn check(context: &Context, expression: &Expression, findings: &mut Findings) {
    match &expression.kind {
        ExpressionKind::Call { function, .. } => {
            if let ExpressionKind::Attribute { object, attribute } = &function.kind
                && let ExpressionKind::String(_) = &object.kind
                && &*attribute.name == "format"
            {
                literal(context, object.span, "`.format()` turns", findings);
            }
        }
        ExpressionKind::FormattedString(_) => {
            literal(context, expression.span, "an f-string turns", findings)
        }
        _ => {}
    }
}

/// Looks at the characters of the file: what is decoded of an f-string has lost the braces.
fn literal(context: &Context, span: Span, who: &str, findings: &mut Findings) {
    let written = context.text(span);
    let Some(template) = Template::parse(written) else {
        return;
    };
    for part in template.parts {
        let PartKind::Reference(reference) = &part.kind else {
            continue;
        };
        // `${{HOME}}` is how one writes the variable of a shell; a third brace is a value to format.
        let before = written.get(..part.range.start).unwrap_or("");
        let behind = written.get(part.range.end..).unwrap_or("");
        if before.ends_with(['$', '{']) || behind.starts_with('}') {
            continue;
        }
        let place = span.part(part.range.start, part.range.end);
        let message = format!(
            "{who} two braces into one, so `{{{{{reference}}}}}` becomes `{{{reference}}}`, which is not a reference"
        );
        findings.push(
            Diagnostic::new(&RULE.code, message, place)
                .at("not a reference afterwards")
                .help("write four braces, or format with `%`")
                .suggest(place, format!("{{{{{{{{{reference}}}}}}}}}")),
        );
    }
}
