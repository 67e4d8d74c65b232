//! L001

use super::names::{self, Binding, BindingKind, Reads};
use crate::diagnostic::{Applicability, Diagnostic, Fix};
use crate::lint::edit::remove_statement;
use crate::lint::rule::rule;
use crate::lint::{Context, File, Findings, Global};
use crate::semantic::Layout;
use crate::syntax::ast::{Function, ParameterTarget, StatementKind};
use rustc_hash::FxHashSet;

rule! {
    /// ## What it does
    /// Reports a variable that is assigned but never read.
    ///
    /// At the top level, only files with `jobs` of their own are checked, because other files may define names for the
    /// files that include them. Functions are checked in all files. Names that start with `_`, names in `__all__`, and
    /// the variables of a loop or of tuple unpacking are exempt. So are all names in a configuration that uses
    /// `vars()`, `globals()`, `locals()`, `eval()` or `exec`.
    ///
    /// ## Why is this bad?
    /// The variable is left over, or its name is misspelled where it should be read.
    ///
    /// ## Example
    /// ```python
    /// VERSION = '1.7.4'
    /// versoin = '1.7.5'
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = SimpleTask('report', './report --version %s' % VERSION),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// VERSION = '1.7.5'
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'report',
    ///     contact = 'shop-team@example.com',
    ///     task = SimpleTask('report', './report --version %s' % VERSION),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Fix safety
    /// Removing the assignment is safe if computing its value has no side effects. It is unsafe if the value calls a
    /// function.
    "L001" "unused-variable" Warning Language on Compilation(check) Unused
}

fn check(context: &Context, findings: &mut Findings) {
    let Some(reads) = names::all_reads(context) else {
        return;
    };
    for file in context.files {
        if names::has_jobs(file) {
            top_level(context, file, reads, findings);
        }
        for function in names::functions(file) {
            local(context, function, findings);
        }
    }
}

fn top_level(context: &Context, file: &File, reads: &[Reads], findings: &mut Findings) {
    let mut seen = FxHashSet::default();
    for binding in names::bindings(&file.parsed.module.body) {
        let name = &binding.name.name;
        let global = context.globals.get(name);
        let is_object = global.is_some_and(|global| !matches!(global, Global::Plain));
        if binding.kind == BindingKind::Assignment
            && !is_object
            && !names::is_exempt(name)
            && !names::is_used(context, reads, name)
            && seen.insert(name.clone())
        {
            findings.push(report(context, &binding, "the variable"));
        }
    }
}

fn local(context: &Context, function: &Function, findings: &mut Findings) {
    let reads = Reads::of_block(&function.body);
    let layout = Layout::of_function(function);
    let mut seen = FxHashSet::default();
    for binding in names::bindings(&function.body) {
        let name = &binding.name.name;
        let is_local = layout.locals.contains(name) && !is_parameter(function, name);
        if binding.kind == BindingKind::Assignment
            && is_local
            && !name.starts_with('_')
            && !reads.has(name)
            && seen.insert(name.clone())
        {
            findings.push(report(context, &binding, "the local variable"));
        }
    }
}

fn is_parameter(function: &Function, name: &str) -> bool {
    let parameters = &function.parameters;
    let named = parameters
        .positional
        .iter()
        .chain(&parameters.keyword_only)
        .any(|parameter| match &parameter.target {
            ParameterTarget::Name(parameter) => &*parameter.name == name,
            ParameterTarget::Tuple(_) => true,
        });
    let mut rest = parameters.rest.iter().chain(&parameters.keyword_rest);
    named || rest.any(|parameter| &*parameter.name == name)
}

fn report(context: &Context, binding: &Binding, what: &str) -> Diagnostic {
    let message = format!("{what} `{}` is never used", binding.name.name);
    let mut diagnostic = Diagnostic::new(&RULE.code, message, binding.name.span);
    let source = context.sources.get(binding.name.span.file);
    let value = match &binding.statement.kind {
        StatementKind::Assign { value, .. } => value,
        _ => return diagnostic,
    };
    if binding.has_neighbours
        && let Some(edit) = remove_statement(source, binding.statement.span)
    {
        diagnostic.fix = Some(Fix {
            message: format!("Remove `{}`", binding.name.name),
            edits: vec![edit],
            applicability: match names::is_pure(value) {
                true => Applicability::Safe,
                false => Applicability::Unsafe,
            },
        });
    }
    diagnostic
}
