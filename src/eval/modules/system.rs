//! `sys`, `socket`, `getpass`, `platform`: who compiles, and where.

use super::arguments::{string, take};
use super::build::{ModuleBuilder, foreign, method, natives};
use super::refusal::Refusal;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::eval as codes;
use crate::eval::value::{Arguments, Foreign, Value, ValueKind};
use crate::eval::{Dependency, EvalResult, Interpreter, Raised};
use crate::source::Span;

natives! { GETPASS:
    "getuser" => |interpreter, arguments, span| {
        take("getuser", arguments, [], [], span)?;
        Ok(super::os::user(interpreter, span))
    },
}

natives! { SOCKET:
    "gethostname" => hostname,
    "getfqdn" => hostname,
}

natives! { PLATFORM:
    "node" => hostname,
    "system" => |_, _, s| Ok(Value::string("Linux", s)),
    "python_version" => |_, _, s| Ok(Value::string("2.7.18", s)),
}

natives! { SYS:
    "exc_info" => exc_info,
    "exit" => exit,
    "getrecursionlimit" => |i, _, s| Ok(Value::integer(i.limits.call_depth as i64, s)),
    "setrecursionlimit" => |_, _, s| Ok(Value::none(s)),
    "getdefaultencoding" => |_, _, s| Ok(Value::string("ascii", s)),
    "setdefaultencoding" => |_, _, s| Ok(Value::none(s)),
    "getfilesystemencoding" => |_, _, s| Ok(Value::string("UTF-8", s)),
    "exc_clear" => |_, _, s| Ok(Value::none(s)),
}

/// The exception that was handled last, without what Python knows of its calls.
fn exc_info(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    take("exc_info", arguments, [], [], span)?;
    let none = || Value::none(span);
    let parts = match interpreter.handled_last() {
        Some(exception) => [interpreter.class_of(&exception), exception, none()],
        None => [none(), none(), none()],
    };
    Ok(Value::tuple(parts, span))
}

natives! { STREAM:
    "write" => write,
    "writelines" => write_lines,
    "flush" => |_, _, s| Ok(Value::none(s)),
    "isatty" => |_, _, s| Ok(Value::boolean(false, s)),
}

/// `getpass`.
pub(super) fn getpass(_: &mut Interpreter, span: Span) -> EvalResult {
    Ok(ModuleBuilder::new("getpass", span)
        .functions(GETPASS)
        .refused(
            "getpass",
            &[(
                "getpass",
                "nobody is asked while a configuration is compiled",
            )],
        )
        .finish())
}

/// `socket`.
pub(super) fn socket(_: &mut Interpreter, span: Span) -> EvalResult {
    Ok(ModuleBuilder::new("socket", span)
        .functions(SOCKET)
        .refused(
            "socket",
            &[
                ("gethostbyname", super::NETWORK),
                ("socket", super::NETWORK),
            ],
        )
        .finish())
}

/// `platform`.
pub(super) fn platform(_: &mut Interpreter, span: Span) -> EvalResult {
    Ok(ModuleBuilder::new("platform", span)
        .functions(PLATFORM)
        .refused(
            "platform",
            &[("machine", "it differs from machine to machine")],
        )
        .finish())
}

/// `sys`.
pub(super) fn sys(_: &mut Interpreter, span: Span) -> EvalResult {
    let fields = ["major", "minor", "micro", "releaselevel", "serial"];
    let class = super::namedtuple::class("version_info", &fields, span);
    let version = [
        Value::integer(2, span),
        Value::integer(7, span),
        Value::integer(18, span),
        Value::string("final", span),
        Value::integer(0, span),
    ];
    let strings = |items: &[&str]| {
        let items = items.iter().map(|item| Value::string(*item, span));
        Value::list(items.collect(), span)
    };
    const NO_MODULES: &str = "the modules of a configuration are what it imports";
    Ok(ModuleBuilder::new("sys", span)
        .functions(SYS)
        .value(
            "version_info",
            super::namedtuple::tuple(&class, version, span),
        )
        .string("version", "2.7.18 (jobc)")
        .integer("hexversion", 0x0207_12f0)
        .string("platform", "linux2")
        .string("byteorder", "little")
        .string("executable", "")
        .string("prefix", "/usr")
        .value("argv", strings(&["jobc"]))
        .value("path", strings(&[]))
        .integer("maxint", i64::MAX)
        .integer("maxsize", i64::MAX)
        .integer("maxunicode", 0x10ffff)
        .value("stdout", foreign(Stream, span))
        .value("stderr", foreign(Stream, span))
        .value(
            "modules",
            foreign(Refusal::new("sys.modules", NO_MODULES), span),
        )
        .value(
            "_getframe",
            foreign(Refusal::new("sys._getframe", NO_MODULES), span),
        )
        .finish())
}

fn hostname(interpreter: &mut Interpreter, _: Arguments, span: Span) -> EvalResult {
    interpreter.depends_on(Dependency::Hostname);
    Ok(super::bytes_of_utf8(&interpreter.host.hostname(), span))
}

fn exit(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([], [status]) = take("exit", arguments, [], [""], span)?;
    let status = match &status {
        Some(status) if status.is_poison() => return Err(Raised::poisoned()),
        Some(status) if !matches!(status.kind, ValueKind::None) => {
            interpreter.to_str(status, span)?.to_string()
        }
        _ => String::new(),
    };
    let mut message = "the configuration ends the program here".to_owned();
    if !status.is_empty() {
        message.push_str(&format!(": {status}"));
    }
    let diagnostic = Diagnostic::new(&codes::SYSTEM_EXIT, message, span);
    Err(Raised::with_diagnostic("SystemExit", status, diagnostic))
}

/// `sys.stdout` and `sys.stderr`.
#[derive(Debug)]
struct Stream;

impl Foreign for Stream {
    fn type_name(&self) -> &'static str {
        "file"
    }

    fn attribute(
        &self,
        _: &mut Interpreter,
        this: &Value,
        name: &str,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        Ok(method(STREAM, this, name, span))
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

/// Adds to what the configuration has printed.
pub(super) fn print(interpreter: &mut Interpreter, text: &str, span: Span) -> EvalResult<()> {
    interpreter.print(text, span)
}

fn write(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([_, text], []) = take("write", arguments, ["", ""], [], span)?;
    let text = string("write", &text, span)?;
    print(interpreter, &text.text, span)?;
    Ok(Value::none(span))
}

fn write_lines(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([_, lines], []) = take("writelines", arguments, ["", ""], [], span)?;
    for line in interpreter.items(&lines, span)? {
        let text = string("writelines", &line, span)?;
        print(interpreter, &text.text, span)?;
    }
    Ok(Value::none(span))
}
