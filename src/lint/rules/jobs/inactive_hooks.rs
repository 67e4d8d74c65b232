//! J021

use super::facts::written_or_job;
use crate::diagnostic::Diagnostic;
use crate::lint::rule::rule;
use crate::lint::rules::language::names::{self, Binding, BindingKind, Reads};
use crate::lint::{Context, File, Findings, Global};
use crate::syntax::ast::{Expression, ExpressionKind, StatementKind};

rule! {
    /// ## What it does
    /// Reports hooks that never run: `hooks` that no job enables, `enable_hooks` without any `hooks`, `hooks` that is not a
    /// list, and `hooks` that another file assigns again.
    ///
    /// ## Why is this bad?
    /// The client runs a hook only if the configuration lists it in `hooks` and the job sets `enable_hooks = True`. Files
    /// that include each other share one variable `hooks`, so the last assignment wins.
    ///
    /// ## Example
    /// ```python
    /// class KillConfirmer(object):
    ///   def pre_kill_job(self, job_key, shards = None):
    ///     return raw_input('Kill %s? ' % job_key) == 'yes'
    ///
    /// hooks = [KillConfirmer]
    ///
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'devel', name = 'web',
    ///   contact = 'shop-team@example.com',
    ///   task = SimpleTask('web', './web'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// class KillConfirmer(object):
    ///   def pre_kill_job(self, job_key, shards = None):
    ///     return raw_input('Kill %s? ' % job_key) == 'yes'
    ///
    /// hooks = [KillConfirmer]
    ///
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'devel', name = 'web',
    ///   contact = 'shop-team@example.com',
    ///   enable_hooks = True,
    ///   task = SimpleTask('web', './web'))]
    /// ```
    ///
    /// ## References
    /// The Aurora documentation, `docs/reference/client-hooks.md`, and the client's `HookedAuroraClientAPI`.
    "J021" "inactive-hooks" Warning Jobs on Compilation(check)
}

fn check(context: &Context, findings: &mut Findings) {
    let assigned: Vec<Binding> = context.files.iter().flat_map(assignments).collect();
    replaced(&assigned, findings);
    let enabled: Vec<_> = context
        .jobs
        .iter()
        .filter(|it| it.flag("enable_hooks"))
        .collect();
    let Some(last) = assigned.last() else {
        if !context.globals.contains_key("hooks") {
            for job in enabled {
                let place = written_or_job(context, job, &job.object, "enable_hooks");
                let message = "`enable_hooks` has no effect: the configuration has no `hooks`";
                let diagnostic = Diagnostic::new(&RULE.code, message, place);
                findings.push_for(
                    job,
                    diagnostic.help("remove it, or list the hooks: `hooks = […]`"),
                );
            }
        }
        return;
    };
    if let Some(what) = no_list(context, last) {
        let message = format!("`hooks` is a list of hooks, but this is {what}");
        let diagnostic = Diagnostic::new(&RULE.code, message, last.name.span);
        findings.push(diagnostic.help("write a list: `hooks = […]`"));
    } else if enabled.is_empty()
        && !context.jobs.is_empty()
        && !context.has_errors
        && !is_empty(last)
    {
        let message = "no job enables hooks, so none of these hooks runs";
        let diagnostic = Diagnostic::new(&RULE.code, message, last.name.span);
        findings.push(diagnostic.help("add `enable_hooks = True` to the jobs, or remove `hooks`"));
    }
}

/// The assignments to `hooks` in a file.
pub(super) fn assignments(file: &File) -> Vec<Binding<'_>> {
    let mut all = names::bindings(&file.parsed.module.body);
    all.retain(|it| &*it.name.name == "hooks" && it.kind == BindingKind::Assignment);
    all
}

/// What an assignment assigns.
pub(super) fn value<'a>(binding: &Binding<'a>) -> Option<&'a Expression> {
    match &binding.statement.kind {
        StatementKind::Assign { value, .. } => Some(value),
        _ => None,
    }
}

/// Reports assignments in files that replace those of others: the main file comes first, and what it includes after it.
fn replaced(assigned: &[Binding], findings: &mut Findings) {
    for (index, binding) in assigned.iter().enumerate() {
        let extends = value(binding).is_none_or(|it| Reads::of_expression(it).has_name("hooks"));
        let mut others = assigned[..index].iter();
        let other = others.find(|it| it.name.span.file != binding.name.span.file);
        if let (Some(other), false) = (other, extends)
            && value(other).is_some_and(|it| !Reads::of_expression(it).has_name("hooks"))
        {
            let message = "two files assign `hooks`, and only the last assignment counts";
            let diagnostic = Diagnostic::new(&RULE.code, message, binding.name.span);
            let diagnostic = diagnostic.label(other.name.span, "the other one");
            findings.push(diagnostic.help("extend the list: `hooks = hooks + […]`"));
        }
    }
}

/// What is assigned, if it is certainly not a list.
fn no_list(context: &Context, binding: &Binding) -> Option<String> {
    let called = |value: &Expression, what: &str| match &value.kind {
        ExpressionKind::Name(name) if matches!(context.globals.get(name), Some(Global::Class)) => {
            Some(format!("{what} `{name}`"))
        }
        _ => None,
    };
    let value = value(binding)?;
    match &value.kind {
        ExpressionKind::Call { function, .. } => called(function, "an instance of"),
        ExpressionKind::Name(_) => called(value, "the class"),
        ExpressionKind::Dict(_) => Some("a dict".to_owned()),
        ExpressionKind::String(_) => Some("a string".to_owned()),
        _ => None,
    }
}

fn is_empty(binding: &Binding) -> bool {
    let value = value(binding).map(|it| &it.kind);
    matches!(value, Some(ExpressionKind::List(items) | ExpressionKind::Tuple(items)) if items.is_empty())
}
