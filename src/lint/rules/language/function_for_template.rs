//! L011

use super::names::{self, Reads};
use crate::diagnostic::Diagnostic;
use crate::lint::rule::rule;
use crate::lint::{Context, File, Findings};
use crate::syntax::ast::{
    Argument, Expression, ExpressionKind, Function, Name, Parameter, ParameterTarget, Statement,
    StatementKind,
};

rule! {
    /// ## What it does
    /// Reports a function that only sets attributes from parameters with the same names, its own or those of an object in
    /// it, such as `Resources`.
    ///
    /// ## Why is this bad?
    /// A template does the same, and its users can change every other attribute as well. Calling an object with
    /// attributes returns a copy that has them.
    ///
    /// ## Example
    /// ```python
    /// def report(environment, instances):
    ///   return Job(
    ///     cluster = 'example', role = 'www-data', name = 'report', contact = 'shop-team@example.com',
    ///     environment = environment,
    ///     instances = instances,
    ///     task = SimpleTask('report', './report'))
    ///
    /// jobs = [report(environment = 'devel', instances = 1), report(environment = 'test', instances = 2)]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// report = Job(
    ///   cluster = 'example', role = 'www-data', name = 'report', contact = 'shop-team@example.com',
    ///   task = SimpleTask('report', './report'))
    ///
    /// jobs = [report(environment = 'devel', instances = 1), report(environment = 'test', instances = 2)]
    /// ```
    "L011" "function-for-template" Info Language off File(check)
}

fn check(_: &Context, file: &File, findings: &mut Findings) {
    for function in names::functions(file) {
        let Some(ty) = fills_in(function) else {
            continue;
        };
        let name = &function.name.name;
        let message = format!("the function `{name}` only sets attributes of a {ty}");
        findings.push(
            Diagnostic::new(&RULE.code, message, function.name.span).help(format!(
                "replace it with a template, `{name} = {ty}(…)`, and call that with the attributes that differ"
            )),
        );
    }
}

/// The struct that a function makes, if it gives each of its parameters to the attribute of the same name, and does nothing else.
fn fills_in(function: &Function) -> Option<&Name> {
    let parameters = &function.parameters;
    let is_plain = parameters.rest.is_none()
        && parameters.keyword_rest.is_none()
        && parameters.keyword_only.is_empty()
        && function.decorators.is_empty()
        && !parameters.positional.is_empty();
    let body = match function.body.as_slice() {
        [first, rest @ ..] if is_docstring(first) => rest,
        body => body,
    };
    let [statement] = body else { return None };
    let StatementKind::Return(Some(value)) = &statement.kind else {
        return None;
    };
    let parameters = parameters.positional.as_slice();
    let (ty, passed) = filled(value, parameters)?;
    (is_plain && passed == parameters.len()).then_some(ty)
}

const STRUCTS: [&str; 6] = [
    "Process",
    "Task",
    "SequentialTask",
    "Job",
    "Service",
    "Resources",
];

/// The struct that a call makes, and how many of the parameters it gives to attributes of their names: its own, or those of structs
/// in it. `None` if it does anything else with a parameter.
fn filled<'a>(call: &'a Expression, parameters: &[Parameter]) -> Option<(&'a Name, usize)> {
    let ExpressionKind::Call {
        function,
        arguments,
    } = &call.kind
    else {
        return None;
    };
    let ExpressionKind::Name(ty) = &function.kind else {
        return None;
    };
    if !STRUCTS.contains(&&**ty) {
        return None;
    }
    let mut passed = 0;
    for argument in arguments {
        let Argument::Keyword(keyword, value) = argument else {
            return None;
        };
        let reads = Reads::of_expression(value);
        let is_read = |parameter: &Parameter| match &parameter.target {
            ParameterTarget::Name(name) => reads.has(&name.name),
            ParameterTarget::Tuple(_) => true,
        };
        if !parameters.iter().any(is_read) {
            continue;
        }
        passed += match &value.kind {
            ExpressionKind::Name(name) if *name == keyword.name => 1,
            _ => filled(value, parameters)?.1,
        };
    }
    Some((ty, passed))
}

fn is_docstring(statement: &Statement) -> bool {
    matches!(&statement.kind, StatementKind::Expression(value) if matches!(value.kind, ExpressionKind::String(_)))
}
