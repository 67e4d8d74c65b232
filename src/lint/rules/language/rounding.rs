//! L017

use crate::diagnostic::Diagnostic;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};
use crate::syntax::ast::{Argument, Expression, ExpressionKind};

rule! {
    /// ## What it does
    /// Reports `round` without a number of digits.
    ///
    /// ## Why is this bad?
    /// In Python 2 and jobc the result is a Float, and halves are rounded away from zero: `round(2.5)` is `3.0`. In
    /// Python 3 the result is an Integer, and halves are rounded to the nearest even number: `2`.
    ///
    /// ## Example
    /// ```python
    /// SHARES = 5
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = SimpleTask('report', './report --shares %s' % round(SHARES / 2.0)),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// SHARES = 5
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = SimpleTask('report', './report --shares %s' % int(SHARES / 2.0 + 0.5)),
    ///   ),
    /// ]
    /// ```
    "L017" "rounding" Info Language off Expression(check)
}

fn check(_: &Context, expression: &Expression, findings: &mut Findings) {
    let ExpressionKind::Call {
        function,
        arguments,
    } = &expression.kind
    else {
        return;
    };
    let is_round = matches!(&function.kind, ExpressionKind::Name(name) if &**name == "round");
    if is_round && matches!(arguments.as_slice(), [Argument::Positional(_)]) {
        let message = "Python 2 rounds halves away from zero and returns a Float, Python 3 rounds them to even and returns an Integer";
        findings.push(
            Diagnostic::new(&RULE.code, message, expression.span)
                .help("for a positive number, `int(x + 0.5)` is the same in both"),
        );
    }
}
