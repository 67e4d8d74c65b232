//! L009

use super::names::{self, BindingKind};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::lint::rule::rule;
use crate::lint::{Context, File, Findings};
use crate::source::Span;
use crate::syntax::ast::{
    BinaryOperator, Expression, ExpressionKind, Name, StatementKind, UnaryOperator,
};
use crate::syntax::visit;
use rustc_hash::{FxHashMap, FxHashSet};

rule! {
    /// ## What it does
    /// Reports a division of two integers with `/`. The rule looks at numbers, the units `KB` … `TB`, and variables
    /// computed from these.
    ///
    /// ## Why is this bad?
    /// Python 2 and jobc drop the fraction, Python 3 keeps it. `//` has the same meaning in both.
    ///
    /// ## Example
    /// ```python
    /// HEAP = 4*GB * 3 / 4
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = SimpleTask('report', './report --heap %d' % HEAP),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// HEAP = 4*GB * 3 // 4
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = SimpleTask('report', './report --heap %d' % HEAP),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Fix safety
    /// In Python 2, `//` and `/` of two integers are the same, so the fix is safe.
    "L009" "integer-division" Info Language off File(check)
}

fn check(context: &Context, file: &File, findings: &mut Findings) {
    let body = &file.parsed.module.body;
    let integers = integers(context, file);
    visit::each_expression(body, &mut |expression| {
        let ExpressionKind::Binary {
            left,
            operator: BinaryOperator::Divide,
            right,
        } = &expression.kind
        else {
            return;
        };
        if !is_integer(left, &integers) || !is_integer(right, &integers) {
            return;
        }
        let gap = Span {
            start: left.span.end,
            end: right.span.start.max(left.span.end),
            ..left.span
        };
        let text = context.text(gap);
        let place = match text.find('/').filter(|_| !text.contains('#')) {
            Some(start) => gap.part(start, start + 1),
            None => expression.span,
        };
        let message = "Python 2 drops the fraction of this division, Python 3 keeps it";
        let mut diagnostic = Diagnostic::new(&RULE.code, message, place).help("write `//`");
        if place != expression.span {
            diagnostic.fix = Some(Fix {
                message: "Write `//`".to_owned(),
                edits: vec![Edit {
                    span: place,
                    replacement: "//".to_owned(),
                }],
                applicability: Applicability::Safe,
            });
        }
        findings.push(diagnostic);
    });
}

const UNITS: [&str; 5] = ["BYTES", "KB", "MB", "GB", "TB"];

/// The variables of a file that are integers: bound once, to an integer.
fn integers(context: &Context, file: &File) -> FxHashSet<Name> {
    let bindings = names::bindings(&file.parsed.module.body);
    let mut known: FxHashSet<Name> = UNITS
        .iter()
        .map(|unit| Name::from(*unit))
        .filter(|unit| context.globals.contains_key(unit))
        .filter(|unit| !bindings.iter().any(|binding| binding.name.name == *unit))
        .collect();
    let mut counts = FxHashMap::<&Name, usize>::default();
    for binding in &bindings {
        *counts.entry(&binding.name.name).or_default() += 1;
    }
    for binding in &bindings {
        let StatementKind::Assign { value, .. } = &binding.statement.kind else {
            continue;
        };
        let name = &binding.name.name;
        let is_only = counts.get(name) == Some(&1);
        if is_only && binding.kind == BindingKind::Assignment && is_integer(value, &known) {
            known.insert(name.clone());
        }
    }
    known
}

fn is_integer(expression: &Expression, known: &FxHashSet<Name>) -> bool {
    use BinaryOperator::*;
    match &expression.kind {
        ExpressionKind::Integer(_) | ExpressionKind::BigInteger(_) => true,
        ExpressionKind::Name(name) => known.contains(name),
        ExpressionKind::Unary(UnaryOperator::Minus | UnaryOperator::Plus, value) => {
            is_integer(value, known)
        }
        ExpressionKind::Binary {
            left,
            operator: Add | Subtract | Multiply | Divide | FloorDivide | Modulo | LeftShift,
            right,
        } => is_integer(left, known) && is_integer(right, known),
        _ => false,
    }
}
