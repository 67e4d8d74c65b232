//! Modules that are accepted and have no effect: a configuration may log, or use a site's logging library.

use super::build::{ModuleBuilder, foreign};
use crate::eval::value::{Arguments, Foreign, Value};
use crate::eval::{EvalResult, Interpreter};
use crate::source::Span;

/// Anything: every attribute of it, and whatever it gives when it is called, is such a value again.
#[derive(Debug)]
struct Stub;

impl Foreign for Stub {
    fn type_name(&self) -> &'static str {
        "stub"
    }

    fn attribute(
        &self,
        _: &mut Interpreter,
        this: &Value,
        name: &str,
        _: Span,
    ) -> EvalResult<Option<Value>> {
        // Names with two underscores ask what the value can do.
        Ok((!name.starts_with("__")).then(|| this.clone()))
    }

    fn call(&self, _: &mut Interpreter, _: Arguments, span: Span) -> EvalResult<Option<Value>> {
        Ok(Some(foreign(Stub, span)))
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

/// A value that is anything: a part of a module that has no effect.
pub(super) fn anything(span: Span) -> Value {
    foreign(Stub, span)
}

fn module(name: &str, names: &[&str], span: Span) -> ModuleBuilder {
    names
        .iter()
        .fold(ModuleBuilder::new(name, span), |builder, name| {
            builder.value(name, foreign(Stub, span))
        })
}

/// `logging`.
pub(super) fn logging(_: &mut Interpreter, span: Span) -> EvalResult {
    const NAMES: &[&str] = &[
        "basicConfig",
        "critical",
        "debug",
        "disable",
        "error",
        "exception",
        "fatal",
        "getLogger",
        "info",
        "log",
        "warn",
        "warning",
        "FileHandler",
        "Formatter",
        "Handler",
        "Logger",
        "StreamHandler",
        "NullHandler",
        "handlers",
        "config",
        "root",
        "captureWarnings",
        "addLevelName",
        "getLevelName",
        "setLoggerClass",
    ];
    const LEVELS: &[(&str, i64)] = &[
        ("CRITICAL", 50),
        ("FATAL", 50),
        ("ERROR", 40),
        ("WARNING", 30),
        ("WARN", 30),
        ("INFO", 20),
        ("DEBUG", 10),
        ("NOTSET", 0),
    ];
    let builder = module("logging", NAMES, span);
    let builder = LEVELS.iter().fold(builder, |builder, (name, level)| {
        builder.integer(name, *level)
    });
    Ok(builder.finish())
}

/// `warnings`.
pub(super) fn warnings(_: &mut Interpreter, span: Span) -> EvalResult {
    const NAMES: &[&str] = &[
        "catch_warnings",
        "filterwarnings",
        "resetwarnings",
        "showwarning",
        "simplefilter",
        "warn",
    ];
    Ok(module("warnings", NAMES, span).finish())
}

/// `twitter`.
pub(super) fn twitter(interpreter: &mut Interpreter, span: Span) -> EvalResult {
    let common = twitter_common(interpreter, span)?;
    Ok(ModuleBuilder::new("twitter", span)
        .value("common", common)
        .finish())
}

/// `twitter.common`: what the Aurora client itself was built on, and hooks log with.
pub(super) fn twitter_common(_: &mut Interpreter, span: Span) -> EvalResult {
    const NAMES: &[&str] = &[
        "app",
        "collections",
        "config",
        "confluence",
        "contextutil",
        "decorators",
        "dirutil",
        "exceptions",
        "fs",
        "hash",
        "http",
        "jira",
        "lang",
        "log",
        "metrics",
        "net",
        "options",
        "process",
        "quantity",
        "reviewboard",
        "rpc",
        "string",
        "testing",
        "threading",
        "util",
        "zookeeper",
    ];
    Ok(module("twitter.common", NAMES, span).finish())
}
