//! L004

use super::names;
use crate::diagnostic::{Applicability, Diagnostic, Fix};
use crate::lint::edit::remove_statement;
use crate::lint::rule::rule;
use crate::lint::{Context, File, Findings};
use crate::syntax::ast::{Argument, ExpressionKind, ImportedNames, Statement, StatementKind};

rule! {
    /// ## What it does
    /// Reports an `include()` of a file from which nothing is used.
    ///
    /// An include is not reported if the included file does more than define names: if it prints, or adds to `jobs`.
    /// The includes of a file without jobs of its own are not reported either.
    ///
    /// ## Why is this bad?
    /// Everyone who changes the included file has to consider this one for no reason. So does every tool that works out
    /// which jobs a change affects.
    ///
    /// ## Example
    /// ```python
    /// include('shared.aurora')
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = SimpleTask('report', './report'),
    ///   ),
    /// ]
    /// # file: shared.aurora
    /// CONTACT = 'shop-team@example.com'
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// include('shared.aurora')
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = CONTACT,
    ///     task = SimpleTask('report', './report'),
    ///   ),
    /// ]
    /// # file: shared.aurora
    /// CONTACT = 'shop-team@example.com'
    /// ```
    ///
    /// ## Fix safety
    /// The included file only defines names that nothing reads, so removing the line is safe.
    "L004" "unused-include" Warning Language on Compilation(check) Unused
}

fn check(context: &Context, findings: &mut Findings) {
    let Some(reads) = names::all_reads(context) else {
        return;
    };
    for file in context.files.iter().filter(|file| names::has_jobs(file)) {
        for statement in &file.parsed.module.body {
            let Some(path) = included(statement) else {
                continue;
            };
            let mut closure = Vec::new();
            let only_defines = find(context, file, path)
                .is_some_and(|inner| collect(context, inner, &mut closure));
            if !only_defines || closure.iter().any(|inner| inner.id == file.id) {
                continue;
            }
            let mut bound = closure
                .iter()
                .flat_map(|inner| names::bindings(&inner.parsed.module.body))
                .map(|binding| binding.name.name);
            let is_used = bound.any(|name| {
                names::is_exempt(&name)
                    || context.files.iter().zip(reads).any(|(other, reads)| {
                        !closure.iter().any(|inner| inner.id == other.id) && reads.has(&name)
                    })
            });
            if !is_used {
                findings.push(report(context, statement, path));
            }
        }
    }
}

fn report(context: &Context, statement: &Statement, path: &str) -> Diagnostic {
    let message = format!("nothing from the included file `{path}` is used");
    let mut diagnostic = Diagnostic::new(&RULE.code, message, statement.span);
    let source = context.sources.get(statement.span.file);
    diagnostic.fix = remove_statement(source, statement.span).map(|edit| Fix {
        message: "Remove the include".to_owned(),
        edits: vec![edit],
        applicability: Applicability::Safe,
    });
    diagnostic
}

/// The path of an `include('…')` that stands on its own.
fn included(statement: &Statement) -> Option<&str> {
    let StatementKind::Expression(call) = &statement.kind else {
        return None;
    };
    let ExpressionKind::Call {
        function,
        arguments,
    } = &call.kind
    else {
        return None;
    };
    let is_include = matches!(&function.kind, ExpressionKind::Name(name) if matches!(&**name, "include" | "load"));
    match (is_include, arguments.as_slice()) {
        (true, [Argument::Positional(path)]) => match &path.kind {
            ExpressionKind::String(literal) => Some(literal.text.as_str()),
            _ => None,
        },
        _ => None,
    }
}

/// The file that an include in `from` reads.
fn find<'a>(context: &'a Context, from: &File, path: &str) -> Option<&'a File> {
    let from = &context.sources.get(from.id).name;
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let joined = match path.starts_with('/') || folder.is_empty() {
        true => path.to_owned(),
        false => format!("{folder}/{path}"),
    };
    let wanted = normalized(&joined);
    context
        .files
        .iter()
        .find(|file| normalized(&context.sources.get(file.id).name) == wanted)
}

fn normalized(path: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts
}

/// Puts a file and all that it includes together; `false` if one of them does more than define names.
fn collect<'a>(context: &'a Context, file: &'a File, closure: &mut Vec<&'a File>) -> bool {
    if closure.iter().any(|known| known.id == file.id) {
        return true;
    }
    closure.push(file);
    file.parsed.module.body.iter().all(|statement| {
        use StatementKind::*;
        match &statement.kind {
            Assign { targets, .. } => targets
                .iter()
                .all(|target| matches!(target.kind, ExpressionKind::Name(_))),
            Expression(value) if matches!(value.kind, ExpressionKind::String(_)) => true,
            Expression(_) => included(statement)
                .and_then(|path| find(context, file, path))
                .is_some_and(|inner| collect(context, inner, closure)),
            ImportFrom { names, .. } => matches!(names, ImportedNames::Names(_)),
            Function(_) | Class(_) | Import(_) | Pass => true,
            _ => false,
        }
    })
}
