//! L012

use crate::diagnostic::Diagnostic;
use crate::lint::rule::rule;
use crate::lint::{Context, File, Findings};
use crate::source::Span;
use crate::syntax::ast::{Argument, Expression, ExpressionKind};
use crate::syntax::visit;
use rustc_hash::FxHashMap;

rule! {
    /// ## What it does
    /// Reports three or more objects that are written out in full but differ in only one or two attributes. The rule
    /// looks at objects with at least five attributes. It also reports two settings that three objects share, and a version
    /// that strings repeat at least five times.
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
    let (calls, small): (Vec<_>, Vec<_>) = calls
        .into_iter()
        .partition(|it| it.attributes.len() >= LEAST_ATTRIBUTES);
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
        let group = std::iter::once(&index).chain(&alike);
        group.for_each(|&other| {
            if let Some(reported) = reported.get_mut(other) {
                *reported = true;
            }
        });
        let (Some(second), Some(third)) = (calls.get(*second), calls.get(*third)) else {
            continue;
        };
        let message = format!(
            "{} objects like this {} are nearly identical",
            alike.len() + 1,
            first.ty
        );
        findings.push(
            Diagnostic::new(&RULE.code, message, first.place)
                .label(second.place, "the second")
                .label(third.place, "the third")
                .help("move what they share to a template, and call it with what differs"),
        );
    }
    let others = calls.iter().zip(&reported);
    let others = others.filter(|(_, reported)| !**reported).map(|it| it.0);
    shared_attributes(others.chain(&small), findings);
    repeated_versions(file, findings);
}

/// Reports versions that the strings of a file repeat: an upgrade has to change them all.
fn repeated_versions(file: &File, findings: &mut Findings) {
    let mut places = FxHashMap::<String, Vec<Span>>::default();
    visit::each_expression(&file.parsed.module.body, &mut |expression| {
        if let ExpressionKind::String(literal) = &expression.kind {
            for version in versions(&literal.text) {
                let places = places.entry(version.to_owned()).or_default();
                places.push(expression.span);
            }
        }
    });
    let mut found: Vec<_> = places
        .into_iter()
        .filter(|(_, all)| all.len() >= LEAST_VERSIONS)
        .collect();
    found.sort();
    for (version, all) in found {
        let first = all[0];
        let message = format!("the version `{version}` is repeated {} times", all.len());
        let diagnostic = Diagnostic::new(&RULE.code, message, first);
        let other = all.iter().find(|it| **it != first);
        let diagnostic = match other {
            Some(other) => diagnostic.label(*other, "also here"),
            None => diagnostic,
        };
        let help = "write it once, in a struct that is bound, and refer to it: `{{app.version}}`";
        findings.push_kind(2, diagnostic.help(help));
    }
}

/// The versions in a string: three numbers with dots between them, and no more, because four are an address.
fn versions(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_ascii_digit() && c != '.');
    words.map(|word| word.trim_matches('.')).filter(|word| {
        let numbers = word.split('.');
        numbers.clone().count() == 3 && numbers.clone().all(|it| !it.is_empty())
    })
}

/// Reports two attributes that at least three objects of one type set to the same values.
fn shared_attributes<'a>(calls: impl Iterator<Item = &'a Copy<'a>>, findings: &mut Findings) {
    let mut pairs = FxHashMap::<_, Vec<&Copy>>::default();
    for call in calls {
        let plain = call.attributes.iter().filter(|it| is_setting(it.0));
        let plain: Vec<_> = plain.take(MOST_SETTINGS).collect();
        for (index, first) in plain.iter().enumerate() {
            for second in &plain[index + 1..] {
                let pair = (*first).min(*second);
                let other = (*first).max(*second);
                pairs.entry((call.ty, pair, other)).or_default().push(call);
            }
        }
    }
    let mut found: Vec<_> = pairs
        .into_iter()
        .filter(|(_, all)| all.len() >= 3)
        .collect();
    found.sort_by_key(|(_, all)| (all[0].place, std::cmp::Reverse(all.len())));
    found.dedup_by_key(|((ty, ..), _)| *ty);
    for ((ty, first, second), all) in found {
        let (first, second) = (
            format!("{} = {}", first.0, first.1),
            format!("{} = {}", second.0, second.1),
        );
        let message = format!(
            "{} objects like this {ty} set `{first}` and `{second}`",
            all.len()
        );
        findings.push_kind(
            1,
            Diagnostic::new(&RULE.code, message, all[0].place)
                .label(all[1].place, "the second")
                .label(all[2].place, "the third")
                .help(format!(
                    "make a template, `{ty}({first}, {second})`, and call it with what differs"
                )),
        );
    }
}

/// Whether an attribute is a setting that a template may hold, and not what makes the object the one that it is.
fn is_setting(name: &str) -> bool {
    !matches!(
        name,
        "name" | "cmdline" | "processes" | "task" | "resources" | "cpu" | "ram" | "disk"
    )
}

/// An object that is written out.
struct Copy<'a> {
    ty: &'a str,
    place: Span,
    attributes: Vec<(&'a str, &'a str)>,
}

const LEAST_ATTRIBUTES: usize = 5;
/// A version that is repeated less often may be a coincidence.
const LEAST_VERSIONS: usize = 5;
const MOST_DIFFERENCES: usize = 2;
/// So many settings of an object are compared.
const MOST_SETTINGS: usize = 12;
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
    if !is_type || arguments.len() < 2 {
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
