//! What is wrong with the arguments of a call of a function.

use super::function::{parameter_name, parameters_of};
use super::value::{Code, Function, Value, ValueKind};
use super::{Interpreter, Raised};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::eval;
use crate::source::Span;
use crate::syntax::ast::{Name, Parameter};
use std::sync::Arc;

impl Interpreter<'_> {
    #[cold]
    pub(super) fn wrong_count(
        &self,
        function: &Function,
        given: usize,
        too_many: bool,
        span: Span,
    ) -> Box<Raised> {
        let parameters = parameters_of(function);
        let all = parameters.positional.len();
        let takes = match all {
            0 => "no arguments".to_owned(),
            1 => "1 argument".to_owned(),
            _ => format!("{all} arguments"),
        };
        let are = if given == 1 { "is" } else { "are" };
        let diagnostic = Diagnostic::new(
            &eval::BAD_CALL,
            format!(
                "`{}()` takes {takes}, but {given} {are} given",
                self.called(function)
            ),
            span,
        );
        Raised::with_diagnostic(
            "TypeError",
            count_message(function, given, too_many),
            with_definition(diagnostic, function),
        )
    }

    #[cold]
    pub(super) fn missing_argument(
        &self,
        function: &Function,
        parameter: &Parameter,
        filled: usize,
        span: Span,
    ) -> Box<Raised> {
        let missing = match parameter_name(parameter) {
            Some(name) => format!("the argument `{name}`"),
            None => "an argument".to_owned(),
        };
        let diagnostic = Diagnostic::new(
            &eval::BAD_CALL,
            format!(
                "the call to `{}()` is missing {missing}",
                self.called(function)
            ),
            span,
        );
        Raised::with_diagnostic(
            "TypeError",
            count_message(function, filled, false),
            with_definition(diagnostic, function),
        )
    }

    #[cold]
    pub(super) fn given_twice(&self, function: &Function, name: &str, at: Span) -> Box<Raised> {
        let diagnostic = Diagnostic::new(
            &eval::BAD_CALL,
            format!(
                "`{}()` got the argument `{name}` twice",
                self.called(function)
            ),
            at,
        );
        Raised::with_diagnostic(
            "TypeError",
            format!(
                "{}() got multiple values for keyword argument '{name}'",
                function.name
            ),
            with_definition(diagnostic, function),
        )
    }

    #[cold]
    pub(super) fn unexpected_keyword(
        &self,
        function: &Function,
        name: &str,
        at: Span,
    ) -> Box<Raised> {
        let parameters = parameters_of(function);
        let mut diagnostic = Diagnostic::new(
            &eval::BAD_CALL,
            format!("`{}()` has no parameter `{name}`", self.called(function)),
            at,
        );
        let all = parameters.positional.iter().chain(&parameters.keyword_only);
        let names: Vec<&Name> = all.filter_map(parameter_name).collect();
        if let Some(near) = self.nearest(name, names.iter().map(|name| &***name)) {
            diagnostic = diagnostic.suggest(at, near);
        } else if !names.is_empty() {
            let listed: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            diagnostic = diagnostic.help(format!("its parameters are {}", listed.join(", ")));
        }
        Raised::with_diagnostic(
            "TypeError",
            format!(
                "{}() got an unexpected keyword argument '{name}'",
                function.name
            ),
            with_definition(diagnostic, function),
        )
    }

    /// What a configuration calls a function: those of the standard library have other names than the variables they are in
    /// (`SimpleTask`).
    fn called(&self, function: &Function) -> Name {
        let Code::Definition(definition) = &function.code else {
            return function.name.clone();
        };
        let is_it = |value: &Value| {
            matches!(&value.kind, ValueKind::Function(other)
        if matches!(&other.code, Code::Definition(other) if Arc::ptr_eq(other, definition)))
        };
        let is_own = self.sources.is_users(definition.header);
        let variables = self.schema.variables.borrow();
        let found = variables.iter().find(|(_, value)| !is_own && is_it(value));
        found.map_or_else(|| function.name.clone(), |(name, _)| name.clone())
    }
}

fn with_definition(diagnostic: Diagnostic, function: &Function) -> Diagnostic {
    match &function.code {
        Code::Definition(definition) => diagnostic.label(definition.header, "defined here"),
        Code::Lambda(_) => diagnostic,
    }
}

/// CPython 2.7's words for a wrong number of arguments (`PyEval_EvalCodeEx`).
fn count_message(function: &Function, given: usize, too_many: bool) -> String {
    let parameters = parameters_of(function);
    let all = parameters.positional.len();
    let defaults = parameters
        .positional
        .iter()
        .filter(|p| p.default.is_some())
        .count();
    let name = &function.name;
    if all == 0 && parameters.rest.is_none() {
        return format!("{name}() takes no arguments ({given} given)");
    }
    let (bound, count) = if too_many {
        (if defaults > 0 { "at most" } else { "exactly" }, all)
    } else if defaults > 0 || parameters.rest.is_some() {
        ("at least", all - defaults)
    } else {
        ("exactly", all)
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{name}() takes {bound} {count} argument{plural} ({given} given)")
}
