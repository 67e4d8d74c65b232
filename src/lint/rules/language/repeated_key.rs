//! L007

use crate::diagnostic::{Applicability, Diagnostic, Fix};
use crate::lint::edit::remove_item;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};
use crate::source::Span;
use crate::syntax::ast::{DictItem, Expression, ExpressionKind};
use rustc_hash::FxHashMap;

rule! {
    /// ## What it does
    /// Reports a dict literal that contains the same key twice.
    ///
    /// ## Why is this bad?
    /// Only the last value counts. The others are lost.
    ///
    /// ## Example
    /// ```python
    /// RELEASES = {
    ///   'devel': '1.7.5',
    ///   'prod': '1.7.4',
    ///   'devel': '1.7.6',
    /// }
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = SimpleTask('report', './report ' + RELEASES['devel']),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// RELEASES = {
    ///   'devel': '1.7.6',
    ///   'prod': '1.7.4',
    /// }
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = SimpleTask('report', './report ' + RELEASES['devel']),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Fix safety
    /// Removing a lost entry can change the order of the others, and the removed value may be the intended one. The fix
    /// is therefore unsafe.
    "L007" "repeated-key" Warning Language on Expression(check) Unnecessary
}

fn check(context: &Context, expression: &Expression, findings: &mut Findings) {
    let ExpressionKind::Dict(items) = &expression.kind else {
        return;
    };
    let mut known = FxHashMap::<Key, (Span, Span)>::default();
    for item in items {
        let DictItem::Entry(key, value) = item else {
            // What another dict brings may be meant to be overridden.
            known.clear();
            continue;
        };
        let Some(name) = name(key) else { continue };
        let entry = (key.span, key.span.to(value.span));
        let Some((first, lost)) = known.insert(name, entry) else {
            continue;
        };
        let written = context.text(first);
        let message = format!("the key `{written}` is repeated below, so this value is lost");
        let mut diagnostic =
            Diagnostic::new(&RULE.code, message, first).label(key.span, "this value is used");
        let source = context.sources.get(first.file);
        diagnostic.fix = remove_item(source, lost).map(|edit| Fix {
            message: "Remove the lost entry".to_owned(),
            edits: vec![edit],
            applicability: Applicability::Unsafe,
        });
        findings.push(diagnostic);
    }
}

/// A key that is known without evaluating anything.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Text(String),
    Number(i64),
}

fn name(key: &Expression) -> Option<Key> {
    match &key.kind {
        // Python 2 takes a text of plain letters for the same key with and without `u`.
        ExpressionKind::String(literal) if literal.text.is_ascii() => {
            Some(Key::Text(literal.text.as_str().to_owned()))
        }
        ExpressionKind::Integer(number) => Some(Key::Number(*number)),
        _ => None,
    }
}
