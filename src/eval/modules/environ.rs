//! `os.environ`: the host's variables, asked for one by one, so that the compilation depends only on those it read.

use super::arguments::{string, take};
use super::build::{downcast, method, natives, positional, receiver, split_self};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::files as codes;
use crate::eval::joined::Joined;
use crate::eval::render::unset_help;
use crate::eval::value::{Arguments, Entries, Foreign, Iteration, Value, ValueKind};
use crate::eval::{Dependency, EvalResult, Interpreter, Raised, Variable};
use crate::source::Span;
use std::collections::BTreeMap;

/// The environment. Writes stay inside the evaluation: [`Variables`] has them.
#[derive(Debug, Default)]
pub(super) struct Environ;

/// What a configuration did to the environment.
#[derive(Debug, Default)]
pub(in crate::eval) struct Variables {
    /// What it set, or deleted (`None`).
    changes: BTreeMap<String, Option<Value>>,
    /// The variables that it read in vain and that gave `None`, each with the place of the call.
    pub unset: Vec<(Span, String)>,
}

impl Variables {
    /// The variable that is not set, if a value is the `None` that reading it gave.
    pub fn unset_behind(&self, value: &Value) -> Option<&str> {
        let is_none = matches!(value.kind, ValueKind::None);
        let mut unset = self.unset.iter().filter(|_| is_none);
        let found = unset.find(|(place, _)| *place == value.origin);
        found.map(|(_, name)| name.as_str())
    }
}

/// A variable by its name, as the configuration has made it; `None` if it is not set.
pub(super) fn variable(
    interpreter: &mut Interpreter,
    name: &str,
    span: Span,
) -> EvalResult<Option<Value>> {
    if let Some(change) = interpreter.variables.changes.get(name) {
        return Ok(change.clone());
    }
    interpreter.depends_on(Dependency::Variable(name.to_owned()));
    match interpreter.host.variable(name) {
        Variable::Set(text) => Ok(Some(super::bytes_of_utf8(&text, span))),
        Variable::Unset => Ok(None),
        Variable::Forbidden => Err(forbidden(name, span)),
    }
}

natives! { METHODS:
    "get" => get,
    "has_key" => contains,
    "__contains__" => contains,
    "__getitem__" => get_item,
    "__setitem__" => set_item,
    "__delitem__" => delete_item,
    "keys" => keys,
    "iterkeys" => keys,
    "values" => values,
    "itervalues" => values,
    "items" => items,
    "iteritems" => items,
    "copy" => copy,
    "setdefault" => set_default,
    "pop" => pop,
    "update" => update,
}

impl Environ {
    /// All variables that may be read, sorted.
    fn entries(
        &self,
        interpreter: &mut Interpreter,
        span: Span,
    ) -> EvalResult<Vec<(Value, Value)>> {
        let mut names = interpreter.host.variables();
        names.extend(interpreter.variables.changes.keys().cloned());
        names.sort_unstable();
        names.dedup();
        let mut entries = Vec::with_capacity(names.len());
        for name in names {
            if let Some(value) = variable(interpreter, &name, span)? {
                entries.push((super::bytes_of_utf8(&name, span), value));
            }
        }
        Ok(entries)
    }
}

impl Foreign for Environ {
    fn type_name(&self) -> &'static str {
        "environ"
    }

    fn attribute(
        &self,
        _: &mut Interpreter,
        this: &Value,
        name: &str,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        Ok(method(METHODS, this, name, span))
    }

    fn repr(&self, interpreter: &mut Interpreter) -> EvalResult<String> {
        let nowhere = Span::NOWHERE;
        let mut parts = Joined::new(", ");
        for (name, value) in self.entries(interpreter, nowhere)? {
            let name = interpreter.repr(&name, nowhere)?;
            let part = format!("{name}: {}", interpreter.repr(&value, nowhere)?);
            parts.push(interpreter, &part, nowhere)?;
        }
        Ok(format!("{{{}}}", parts.text))
    }

    fn iterate(
        &self,
        interpreter: &mut Interpreter,
        _: &Value,
        span: Span,
    ) -> EvalResult<Option<Iteration>> {
        let items = self.entries(interpreter, span)?;
        let items = items.into_iter().map(|(name, _)| name).collect();
        Ok(Some(Iteration::Items { items, position: 0 }))
    }

    fn index(
        &self,
        interpreter: &mut Interpreter,
        index: &Value,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let name = string("os.environ", index, span)?.text;
        match variable(interpreter, &name, span)? {
            Some(value) => Ok(Some(value)),
            None => Err(missing(&name, span)),
        }
    }

    fn set_index(
        &self,
        interpreter: &mut Interpreter,
        index: &Value,
        value: Value,
        span: Span,
    ) -> EvalResult<bool> {
        let name = string("os.environ", index, span)?.text;
        string("os.environ", &value, span)?;
        let changes = &mut interpreter.variables.changes;
        changes.insert(name.to_string(), Some(value));
        Ok(true)
    }

    fn delete_index(
        &self,
        interpreter: &mut Interpreter,
        index: &Value,
        span: Span,
    ) -> EvalResult<bool> {
        let name = string("os.environ", index, span)?.text;
        if variable(interpreter, &name, span)?.is_none() {
            return Err(missing(&name, span));
        }
        let changes = &mut interpreter.variables.changes;
        changes.insert(name.to_string(), None);
        Ok(true)
    }

    fn contains(
        &self,
        interpreter: &mut Interpreter,
        item: &Value,
        span: Span,
    ) -> EvalResult<Option<bool>> {
        match item.as_text() {
            Some(name) => Ok(Some(variable(interpreter, name, span)?.is_some())),
            None => Ok(Some(false)),
        }
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

fn missing(name: &str, span: Span) -> Box<Raised> {
    let code = &codes::MISSING_ENVIRONMENT_VARIABLE;
    let message = format!("the environment variable `{name}` is not set");
    let diagnostic = Diagnostic::new(code, message, span).help(unset_help(name));
    Raised::with_diagnostic("KeyError", format!("'{name}'"), diagnostic)
}

fn forbidden(name: &str, span: Span) -> Box<Raised> {
    let code = &codes::MISSING_ENVIRONMENT_VARIABLE;
    let message = format!("configurations may not read the environment variable `{name}` here");
    let diagnostic = Diagnostic::new(code, message, span).help(format!(
        "give it a value with `--env {name}=…`, or allow it in the settings (`jobc.toml`)"
    ));
    Raised::with_diagnostic("KeyError", format!("'{name}'"), diagnostic)
}

/// `os.getenv`, given the module's `os.environ`.
pub(super) fn getenv(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let ([key], [default]) = take("getenv", arguments, ["key"], ["default"], span)?;
    let default = default.unwrap_or_else(|| Value::none(span));
    let environ = super::build::foreign(Environ, span);
    get(interpreter, positional([environ, key, default]), span)
}

fn get(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([this, key], [default]) = take("get", arguments, ["", ""], [""], span)?;
    let name = string("os.environ.get", &key, span)?.text;
    receiver::<Environ>("get", &this, span)?;
    let found = variable(interpreter, &name, span)?;
    let default = default.filter(|it| !matches!(it.kind, ValueKind::None));
    if let Some(value) = found.or(default) {
        return Ok(value);
    }
    interpreter.variables.unset.push((span, name.to_string()));
    Ok(Value::none(span))
}

fn contains(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([this, key], []) = take("has_key", arguments, ["", ""], [], span)?;
    let environ = receiver::<Environ>("has_key", &this, span)?;
    let found = environ.contains(interpreter, &key, span)?;
    Ok(Value::boolean(found == Some(true), span))
}

fn get_item(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([this, key], []) = take("__getitem__", arguments, ["", ""], [], span)?;
    let found = receiver::<Environ>("__getitem__", &this, span)?.index(interpreter, &key, span)?;
    Ok(found.unwrap_or_else(|| Value::none(span)))
}

fn set_item(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([this, key, value], []) = take("__setitem__", arguments, ["", "", ""], [], span)?;
    let environ = receiver::<Environ>("__setitem__", &this, span)?;
    environ.set_index(interpreter, &key, value, span)?;
    Ok(Value::none(span))
}

fn delete_item(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([this, key], []) = take("__delitem__", arguments, ["", ""], [], span)?;
    receiver::<Environ>("__delitem__", &this, span)?.delete_index(interpreter, &key, span)?;
    Ok(Value::none(span))
}

fn listed(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    name: &str,
    pick: fn(Value, Value, Span) -> Value,
    span: Span,
) -> EvalResult {
    let ([this], []) = take(name, arguments, [""], [], span)?;
    let entries = receiver::<Environ>(name, &this, span)?.entries(interpreter, span)?;
    let items = entries
        .into_iter()
        .map(|(key, value)| pick(key, value, span));
    Ok(Value::list(items.collect(), span))
}

fn keys(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    listed(interpreter, arguments, "keys", |key, _, _| key, span)
}

fn values(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    listed(interpreter, arguments, "values", |_, value, _| value, span)
}

fn items(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let pair = |key, value, span| Value::tuple([key, value], span);
    listed(interpreter, arguments, "items", pair, span)
}

fn copy(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([this], []) = take("copy", arguments, [""], [], span)?;
    let mut entries = Entries::default();
    for (key, value) in receiver::<Environ>("copy", &this, span)?.entries(interpreter, span)? {
        entries.insert(interpreter.key(&key, span)?, value);
    }
    Ok(Value::dict(entries, span))
}

fn set_default(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([this, key], [default]) = take("setdefault", arguments, ["", ""], [""], span)?;
    let name = string("setdefault", &key, span)?.text;
    let environ = receiver::<Environ>("setdefault", &this, span)?;
    if let Some(value) = variable(interpreter, &name, span)? {
        return Ok(value);
    }
    let default = default.unwrap_or_else(|| Value::none(span));
    environ.set_index(interpreter, &key, default.clone(), span)?;
    Ok(default)
}

fn pop(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([this, key], [default]) = take("pop", arguments, ["", ""], [""], span)?;
    let name = string("pop", &key, span)?.text;
    receiver::<Environ>("pop", &this, span)?;
    let found = variable(interpreter, &name, span)?;
    let changes = &mut interpreter.variables.changes;
    changes.insert(name.to_string(), None);
    found.or(default).ok_or_else(|| missing(&name, span))
}

fn update(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, arguments) = split_self("update", arguments, span)?;
    let environ = receiver::<Environ>("update", &this, span)?;
    let mut pairs = Vec::new();
    if let Some(other) = arguments.positional.first() {
        pairs = super::pairs(interpreter, other, span)?;
    }
    for (name, place, value) in arguments.keywords {
        pairs.push((Value::string(&*name, place), value));
    }
    for (key, value) in pairs {
        environ.set_index(interpreter, &key, value, span)?;
    }
    Ok(Value::none(span))
}

/// Whether a value is `os.environ`.
pub(super) fn is_environ(value: &Value) -> bool {
    matches!(value.kind, ValueKind::Foreign(_)) && downcast::<Environ>(value).is_some()
}
