//! L016

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::lint::rule::rule;
use crate::lint::{Context, File, Findings};
use crate::source::Span;
use crate::syntax::ast::{
    Argument, BinaryOperator, Block, Expression, ExpressionKind, Statement, StatementKind,
    UnaryOperator,
};
use crate::syntax::visit;
use crate::syntax::visit::each_expression;

rule! {
    /// ## What it does
    /// Reports uses of `map`, `filter`, `zip`, `range`, or the keys, values or items of a dict that require a list.
    ///
    /// ## Why is this bad?
    /// They are lists in Python 2 and jobc, but not in Python 3. There, an empty iterator is true, its text does not
    /// show its elements, and it cannot be indexed.
    ///
    /// ## Example
    /// ```python
    /// RELEASES = {'devel': '7'}
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = SimpleTask('report', './report --release %s' % RELEASES.values()[0]),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// RELEASES = {'devel': '7'}
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = SimpleTask('report', './report --release %s' % list(RELEASES.values())[0]),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Fix safety
    /// `list(…)` of a list is an equal list, so the fix is safe.
    "L016" "list-in-python-2" Info Language off File(check)
}

/// Functions that give a list in Python 2 and an iterator in Python 3.
const ITERATORS: &[&str] = &["map", "filter", "zip"];

/// Methods of dicts that give a list in Python 2 and a view in Python 3.
const VIEWS: &[&str] = &["keys", "values", "items"];

/// What an expression gives in Python 3.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gives {
    /// Something that can only be gone through.
    Iterator,
    /// Something that also has a length, but no order.
    View,
    /// A range, which has all of that, and is no list nevertheless.
    Range,
}

fn check(_: &Context, file: &File, findings: &mut Findings) {
    let body = &file.parsed.module.body;
    each_expression(body, &mut |expression| used_in(expression, findings));
    each_condition(body, &mut |condition| tested(condition, findings));
}

/// Looks at the operands of an expression.
fn used_in(expression: &Expression, findings: &mut Findings) {
    match &expression.kind {
        ExpressionKind::Subscript { object, .. } => {
            report(
                object,
                &[Gives::Iterator, Gives::View],
                "cannot be indexed",
                findings,
            );
        }
        ExpressionKind::Binary {
            left,
            operator: BinaryOperator::Add,
            right,
        } => {
            for operand in [left, right] {
                report(
                    operand,
                    &[Gives::Iterator, Gives::View, Gives::Range],
                    "cannot be added to a list",
                    findings,
                );
            }
        }
        ExpressionKind::Binary {
            operator: BinaryOperator::Modulo,
            right,
            ..
        } => report(
            right,
            &[Gives::Iterator, Gives::View, Gives::Range],
            "has another string form",
            findings,
        ),
        ExpressionKind::Call {
            function,
            arguments,
        } => {
            let [Argument::Positional(argument)] = arguments.as_slice() else {
                return;
            };
            match &function.kind {
                ExpressionKind::Name(name) if matches!(&**name, "str" | "repr" | "unicode") => {
                    report(
                        argument,
                        &[Gives::Iterator, Gives::View, Gives::Range],
                        "has another string form",
                        findings,
                    );
                }
                ExpressionKind::Name(name) if &**name == "len" => {
                    report(argument, &[Gives::Iterator], "has no length", findings);
                }
                _ => {}
            }
        }
        ExpressionKind::Unary(UnaryOperator::Not, operand) => tested(operand, findings),
        ExpressionKind::Conditional { condition, .. } => tested(condition, findings),
        ExpressionKind::And(left, _) | ExpressionKind::Or(left, _) => tested(left, findings),
        _ => {}
    }
}

fn tested(condition: &Expression, findings: &mut Findings) {
    report(
        condition,
        &[Gives::Iterator],
        "is true even if it is empty",
        findings,
    );
}

/// Calls a function with the conditions of all statements.
fn each_condition<'a>(body: &'a Block, call: &mut dyn FnMut(&'a Expression)) {
    struct Conditions<'a, 'b>(&'b mut dyn FnMut(&'a Expression));
    impl<'a> visit::Visitor<'a> for Conditions<'a, '_> {
        fn statement(&mut self, statement: &'a Statement) {
            match &statement.kind {
                StatementKind::If { branches, .. } => {
                    branches
                        .iter()
                        .for_each(|(condition, _)| (self.0)(condition));
                }
                StatementKind::While { condition, .. }
                | StatementKind::Assert { condition, .. } => {
                    (self.0)(condition);
                }
                _ => {}
            }
            visit::walk_statement(self, statement);
        }
    }
    visit::walk_block(&mut Conditions(call), body);
}

fn report(expression: &Expression, wrong: &[Gives], why: &str, findings: &mut Findings) {
    let Some((name, gives)) = gives(expression) else {
        return;
    };
    if !wrong.contains(&gives) {
        return;
    }
    let message = format!("`{name}` returns a list in Python 2; its result in Python 3 {why}");
    let mut diagnostic =
        Diagnostic::new(&RULE.code, message, expression.span).help("wrap it in `list(…)`");
    let insert = |at: u32, text: &str| Edit {
        span: Span {
            start: at,
            end: at,
            ..expression.span
        },
        replacement: text.to_owned(),
    };
    diagnostic.fix = Some(Fix {
        message: "Wrap it in `list(…)`".to_owned(),
        edits: vec![
            insert(expression.span.start, "list("),
            insert(expression.span.end, ")"),
        ],
        applicability: Applicability::Safe,
    });
    findings.push(diagnostic);
}

/// What a call gives in Python 3 that is a list in Python 2.
fn gives(expression: &Expression) -> Option<(String, Gives)> {
    let ExpressionKind::Call {
        function,
        arguments,
    } = &expression.kind
    else {
        return None;
    };
    match &function.kind {
        ExpressionKind::Name(name) if ITERATORS.contains(&&**name) => {
            Some((name.to_string(), Gives::Iterator))
        }
        ExpressionKind::Name(name) if &**name == "range" => Some((name.to_string(), Gives::Range)),
        ExpressionKind::Attribute { attribute, .. }
            if arguments.is_empty() && VIEWS.contains(&&*attribute.name) =>
        {
            Some((attribute.name.to_string(), Gives::View))
        }
        _ => None,
    }
}
