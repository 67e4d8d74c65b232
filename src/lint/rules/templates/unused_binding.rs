//! T001

use super::bound::{each_bound, is_overridden, without_super};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::{Applicability, Edit, Fix};
use crate::lint::rule::rule;
use crate::lint::rules::calls::{call_with, with_comma};
use crate::lint::{Context, Findings};
use crate::source::Span;
use crate::syntax::ast::{Argument, ExpressionKind};
use crate::template::{Component, Reference};
use rustc_hash::{FxHashMap, FxHashSet};

rule! {
    /// ## What it does
    /// Reports a name that is bound although no reference uses it.
    ///
    /// A binding is reported if it belongs to a job and no job of the file uses it. Nothing is reported in a file with
    /// errors.
    ///
    /// ## Why is this bad?
    /// Usually the reference was renamed or misspelled, or a nearer binding answers instead. Changing the unused value
    /// has no effect.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'serve', cmdline = './serve --release {{version}}')],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// ).bind(version = '1.4', colour = 'blue')]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'serve', cmdline = './serve --release {{version}}')],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// ).bind(version = '1.4')]
    /// ```
    ///
    /// ## Fix safety
    /// The jobs stay the same, but computing the bound value may have side effects. The fix is therefore unsafe.
    "T001" "unused-binding" Warning Templates on Compilation(check) Unused
}

fn check(context: &Context, findings: &mut Findings) {
    if context.has_errors {
        return;
    }
    let mut used = FxHashSet::default();
    let mut asked = FxHashSet::default();
    let mut hidden = FxHashSet::default();
    let mut answers = FxHashMap::default();
    for (_, resolutions) in context.resolved_jobs() {
        for resolution in resolutions {
            used.insert(resolution.name_span);
            let address = without_super(resolution.reference.components());
            answers.insert(address.to_vec(), resolution.name_span);
            // What the command line binds goes before what the file says.
            if !is_in_tree(context, resolution.name_span) {
                hidden.insert(address.to_vec());
            }
            asked.extend((1..address.len()).map(|length| address[..length].to_vec()));
        }
    }
    let mut seen = FxHashSet::default();
    for (job, _) in context.resolved_jobs() {
        each_bound(&job.written, &mut |object, environment| {
            for (reference, binding) in environment.iter() {
                let address = reference.components();
                let is_used = used.contains(&binding.name_span)
                    || asked.contains(address)
                    || hidden.contains(address)
                    || is_overridden(object, address)
                    || is_known_to_cluster(address);
                if !is_used
                    && is_in_tree(context, binding.name_span)
                    && seen.insert(binding.name_span)
                {
                    let answer = answers.get(address).copied();
                    findings.push(found(context, &reference, binding.name_span, answer));
                }
            }
        });
    }
}

/// Reports a binding; `answer` is what answers the references of that name, if there are any.
fn found(context: &Context, reference: &Reference, span: Span, answer: Option<Span>) -> Diagnostic {
    let (message, help) = match answer {
        Some(_) => (
            format!(
                "`{reference}` is bound, but another binding answers each `{{{{{reference}}}}}` first"
            ),
            "remove one of the two bindings",
        ),
        None => (
            format!("`{reference}` is bound, but nothing refers to `{{{{{reference}}}}}`"),
            "remove it, or refer to it",
        ),
    };
    let mut diagnostic = Diagnostic::new(&RULE.code, message, span).at("not used");
    if let Some(answer) = answer.filter(|&it| context.sources.is_users(it)) {
        diagnostic = diagnostic.label(answer, "answers first");
    }
    diagnostic.fix = fix(context, span);
    diagnostic.help(help)
}

/// Takes a keyword argument away.
fn fix(context: &Context, keyword: Span) -> Option<Fix> {
    let call = call_with(context, keyword)?;
    let ExpressionKind::Call { arguments, .. } = &call.kind else {
        return None;
    };
    let argument = arguments.iter().find_map(|argument| match argument {
        Argument::Keyword(name, value) if name.span == keyword => Some(name.span.to(value.span)),
        _ => None,
    })?;
    Some(Fix {
        message: "Remove the binding".into(),
        edits: vec![Edit {
            span: with_comma(context, argument, call.span),
            replacement: String::new(),
        }],
        applicability: Applicability::Unsafe,
    })
}

/// What the executor looks up by itself may be bound for it.
fn is_known_to_cluster(address: &[Component]) -> bool {
    matches!(address.first(), Some(Component::Attribute(name)) if matches!(&**name, "mesos" | "thermos"))
}

fn is_in_tree(context: &Context, span: Span) -> bool {
    context.files.iter().any(|file| file.id == span.file)
}
