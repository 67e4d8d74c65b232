//! L012

use crate::diagnostic::Diagnostic;
use crate::lint::rule::rule;
use crate::lint::{Context, File, Findings};
use crate::source::Span;
use crate::syntax::ast::{Argument, Expression, ExpressionKind};
use crate::syntax::visit;

rule! {
    /// ## What it does
    /// Reports three or more objects that are written out in full but differ in only one or two attributes. The rule
    /// looks at objects with at least five attributes.
    ///
    /// ## Why is this bad?
    /// A change to the common part must be repeated in each of them, and one is easily forgotten. Move the common part
    /// to a template. Calling an object with attributes returns a copy that has them.
    ///
    /// ## Example
    /// ```python
    /// jobs = [
    ///   Job(cluster = 'example', role = 'www-data', name = 'report', contact = 'shop-team@example.com',
    ///     environment = 'devel', task = SimpleTask('report', './report')),
    ///   Job(cluster = 'example', role = 'www-data', name = 'report', contact = 'shop-team@example.com',
    ///     environment = 'test', task = SimpleTask('report', './report')),
    ///   Job(cluster = 'example', role = 'www-data', name = 'report', contact = 'shop-team@example.com',
    ///     environment = 'prod', task = SimpleTask('report', './report')),
    /// ]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// report = Job(cluster = 'example', role = 'www-data', name = 'report', contact = 'shop-team@example.com',
    ///   task = SimpleTask('report', './report'))
    ///
    /// jobs = [report(environment = environment) for environment in ['devel', 'test', 'prod']]
    /// ```
    "L012" "repeated-copy" Info Language off File(check)
}

fn check(context: &Context, file: &File, findings: &mut Findings) {
    let mut calls = Vec::<Copy>::new();
    visit::each_expression(&file.parsed.module.body, &mut |expression| {
        calls.extend(copy(context, expression));
    });
    calls.truncate(MOST_CALLS);
    let mut reported = vec![false; calls.len()];
    for (index, first) in calls.iter().enumerate() {
        if reported.get(index) != Some(&false) {
            continue;
        }
        let alike: Vec<usize> = (index + 1..calls.len())
            .filter(|&other| calls.get(other).is_some_and(|other| is_alike(first, other)))
            .collect();
        let [second, third, ..] = alike.as_slice() else {
            continue;
        };
        alike.iter().for_each(|&other| {
            if let Some(reported) = reported.get_mut(other) {
                *reported = true;
            }
        });
        let (Some(second), Some(third)) = (calls.get(*second), calls.get(*third)) else {
            continue;
        };
        let message = format!(
            "{} objects like this {} differ in hardly anything",
            alike.len() + 1,
            first.ty
        );
        findings.push(
            Diagnostic::new(&RULE.code, message, first.place)
                .label(second.place, "the second")
                .label(third.place, "the third")
                .help("make a template of what they share, and call it with what differs"),
        );
    }
}

/// An object that is written out.
struct Copy<'a> {
    ty: &'a str,
    place: Span,
    attributes: Vec<(&'a str, &'a str)>,
}

const LEAST_ATTRIBUTES: usize = 5;
const MOST_DIFFERENCES: usize = 2;
/// More calls than this are not compared with each other.
const MOST_CALLS: usize = 500;

fn copy<'a>(context: &'a Context, expression: &'a Expression) -> Option<Copy<'a>> {
    let ExpressionKind::Call {
        function,
        arguments,
    } = &expression.kind
    else {
        return None;
    };
    let ExpressionKind::Name(ty) = &function.kind else {
        return None;
    };
    let is_type = ty.starts_with(|first: char| first.is_ascii_uppercase());
    if !is_type || arguments.len() < LEAST_ATTRIBUTES {
        return None;
    }
    let attributes = arguments
        .iter()
        .map(|argument| match argument {
            Argument::Keyword(name, value) => Some((&*name.name, context.text(value.span))),
            _ => None,
        })
        .collect::<Option<Vec<_>>>()?;
    Some(Copy {
        ty,
        place: function.span,
        attributes,
    })
}

fn is_alike(left: &Copy, right: &Copy) -> bool {
    let differences = left
        .attributes
        .iter()
        .filter(|attribute| !right.attributes.contains(attribute))
        .count();
    left.ty == right.ty
        && left.attributes.len() == right.attributes.len()
        && differences <= MOST_DIFFERENCES
}
