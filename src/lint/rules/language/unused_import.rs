//! L003

use super::names::{self, Binding, BindingKind};
use crate::diagnostic::{Applicability, Diagnostic, Fix};
use crate::lint::edit::{remove_item, remove_statement};
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};
use crate::source::Span;
use crate::syntax::ast::{Identifier, ImportedModule, ImportedNames, StatementKind};

rule! {
    /// ## What it does
    /// Reports an import that is never used.
    ///
    /// The exempt names are the same as for `unused-variable`. Imports inside `try`, and the imports of a file without
    /// `jobs`, are not reported.
    ///
    /// ## Why is this bad?
    /// An unused import suggests a dependency that does not exist.
    ///
    /// ## Example
    /// ```python
    /// import json
    /// import os
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = SimpleTask('report', './report %s' % os.path.join('a', 'b')),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// import os
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = SimpleTask('report', './report %s' % os.path.join('a', 'b')),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Fix safety
    /// Importing one of jobc's modules only defines its names, so removing the import is safe. It is unsafe for a
    /// module that is a file of the repository.
    "L003" "unused-import" Warning Language on Compilation(check) Unused
}

fn check(context: &Context, findings: &mut Findings) {
    let Some(reads) = names::all_reads(context) else {
        return;
    };
    for file in context.files.iter().filter(|file| names::has_jobs(file)) {
        for binding in names::bindings(&file.parsed.module.body) {
            let name = &binding.name.name;
            let is_import = binding.kind == BindingKind::Import && !binding.is_attempt;
            let from_future = matches!(&binding.statement.kind, StatementKind::ImportFrom { module, .. }
                if module.parts.first().is_some_and(|part| &*part.name == "__future__"));
            // What `from … import` takes is no use of the name it gets here.
            let is_read = context.files.iter().zip(reads).any(|(other, reads)| {
                reads.has_name(name) || other.id != file.id && reads.attributes.contains(name)
            });
            if is_import && !from_future && !names::is_exempt(name) && !is_read {
                findings.push(report(context, &binding));
            }
        }
    }
}

fn report(context: &Context, binding: &Binding) -> Diagnostic {
    let message = format!("the import `{}` is never used", binding.name.name);
    let mut diagnostic = Diagnostic::new(&RULE.code, message, binding.name.span);
    let source = context.sources.get(binding.name.span.file);
    let count = match &binding.statement.kind {
        StatementKind::Import(modules) => modules.len(),
        StatementKind::ImportFrom {
            names: ImportedNames::Names(names),
            ..
        } => names.len(),
        _ => 0,
    };
    let edit = match count {
        1 if binding.has_neighbours => remove_statement(source, binding.statement.span),
        0 | 1 => None,
        _ => part(&binding.statement.kind, binding.name.span)
            .and_then(|part| remove_item(source, part))
            .filter(|edit| binding.statement.span.touches(edit.span.end)),
    };
    // With one file there is no module of the user's.
    let is_users = context.files.len() > 1;
    diagnostic.fix = edit.map(|edit| Fix {
        message: format!("Remove the import of `{}`", binding.name.name),
        edits: vec![edit],
        applicability: match is_users {
            true => Applicability::Unsafe,
            false => Applicability::Safe,
        },
    });
    diagnostic
}

/// The part of an import that binds a name, by where the name stands. The parts are in order: there may be thousands.
fn part(statement: &StatementKind, name: Span) -> Option<Span> {
    let part = match statement {
        StatementKind::Import(modules) => {
            let span = |it: &ImportedModule| match &it.alias {
                Some(alias) => it.module.span.to(alias.span),
                None => it.module.span,
            };
            let index = modules.partition_point(|it| span(it).end < name.end);
            span(modules.get(index)?)
        }
        StatementKind::ImportFrom {
            names: ImportedNames::Names(names),
            ..
        } => {
            let span = |(imported, alias): &(Identifier, Option<Identifier>)| match alias {
                Some(alias) => imported.span.to(alias.span),
                None => imported.span,
            };
            let index = names.partition_point(|it| span(it).end < name.end);
            span(names.get(index)?)
        }
        _ => return None,
    };
    (part.start <= name.start).then_some(part)
}
