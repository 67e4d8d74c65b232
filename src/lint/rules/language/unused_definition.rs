//! L002

use super::names::{self, Binding, BindingKind};
use crate::diagnostic::{Applicability, Diagnostic, Fix};
use crate::lint::edit::remove_statement;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings, Global};
use crate::syntax::ast::StatementKind;
use rustc_hash::FxHashSet;

rule! {
    /// ## What it does
    /// Reports definitions that are never used:
    ///
    /// - a process that is in no task
    /// - a task that is in no job
    /// - a job that is not in `jobs`
    /// - a struct without instances
    /// - a function that is never called
    ///
    /// The exempt names are the same as for `unused-variable`.
    ///
    /// ## Why is this bad?
    /// The definition is left over, or its use was forgotten. A forgotten process does not run.
    ///
    /// ## Example
    /// ```python
    /// fetch = Process(name = 'fetch', cmdline = './fetch')
    /// report = Process(name = 'report', cmdline = './report')
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = Task(processes = [report], resources = Resources(cpu = 1, ram = 128*MB, disk = 1*GB)),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// fetch = Process(name = 'fetch', cmdline = './fetch')
    /// report = Process(name = 'report', cmdline = './report')
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = SequentialTask(
    ///       processes = [fetch, report],
    ///       resources = Resources(cpu = 1, ram = 128*MB, disk = 1*GB)),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Fix safety
    /// Removing the definition does not change the jobs, but a forgotten definition should be used instead. The fix is
    /// therefore unsafe.
    "L002" "unused-definition" Warning Language on Compilation(check) Unused
}

fn check(context: &Context, findings: &mut Findings) {
    let Some(reads) = names::all_reads(context) else {
        return;
    };
    for file in context.files.iter().filter(|file| names::has_jobs(file)) {
        let mut seen = FxHashSet::default();
        for binding in names::bindings(&file.parsed.module.body) {
            let name = &binding.name.name;
            if names::is_exempt(name) || names::is_used(context, reads, name) {
                continue;
            }
            if let Some(message) = describe(context, &binding)
                && seen.insert(name.clone())
            {
                findings.push(report(context, &binding, message));
            }
        }
    }
}

/// What the definition is, and what nobody does with it.
fn describe(context: &Context, binding: &Binding) -> Option<String> {
    let name = &binding.name.name;
    let value = match &binding.statement.kind {
        // A decorator may have put it to use.
        StatementKind::Function(function) => {
            let is_bare = function.decorators.is_empty();
            return is_bare.then(|| format!("the function `{name}` is never called"));
        }
        StatementKind::Class(class) => {
            let is_bare = class.decorators.is_empty();
            return is_bare.then(|| format!("the class `{name}` has no instances"));
        }
        StatementKind::Assign { value, .. } if binding.kind == BindingKind::Assignment => value,
        _ => return None,
    };
    let object = match context.globals.get(name)? {
        Global::Object(object) => object,
        Global::Type(_) | Global::Class => {
            return Some(format!("the type `{name}` is never used"));
        }
        _ => return None,
    };
    let is_made_here = names::is_pure(value);
    Some(match &**object.ty().name() {
        "Process" if is_made_here => format!("the process `{name}` is in no task"),
        "Task" if is_made_here => format!("the task `{name}` is in no job"),
        "MesosJob" if is_made_here => format!("the job `{name}` is not in `jobs`"),
        "MesosJob" => format!("the Job `{name}` is never used"),
        other => format!("the {other} `{name}` is never used"),
    })
}

fn report(context: &Context, binding: &Binding, message: String) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(&RULE.code, message, binding.name.span);
    let source = context.sources.get(binding.name.span.file);
    if binding.has_neighbours
        && let StatementKind::Assign { value, .. } = &binding.statement.kind
        && names::is_pure(value)
        && let Some(edit) = remove_statement(source, binding.statement.span)
    {
        diagnostic.fix = Some(Fix {
            message: format!("Remove `{}`", binding.name.name),
            edits: vec![edit],
            applicability: Applicability::Unsafe,
        });
    }
    diagnostic
}
