//! What Python has and configurations cannot do.

use crate::diagnostic::{Diagnostic, codes};
use crate::eval::{Arguments, EvalResult, Interpreter, Raised, ValueKind};
use crate::source::Span;

fn refuse(class: &'static str, message: &str, help: &str, span: Span) -> EvalResult {
    let diagnostic = Diagnostic::new(&codes::eval::UNSUPPORTED, message, span).help(help);
    Err(Raised::with_diagnostic(class, message, diagnostic))
}

pub(super) fn input(_: &mut Interpreter, _: Arguments, span: Span) -> EvalResult {
    refuse(
        "EOFError",
        "a configuration cannot read input: it is compiled without a terminal",
        "pass the value on the command line: `{{name}}` and `--bind name=value`",
        span,
    )
}

pub(super) fn execfile(_: &mut Interpreter, _: Arguments, span: Span) -> EvalResult {
    refuse(
        "NotImplementedError",
        "`execfile` is not supported",
        "use `include('file.aurora')`",
        span,
    )
}

pub(super) fn import(_: &mut Interpreter, _: Arguments, span: Span) -> EvalResult {
    refuse(
        "NotImplementedError",
        "`__import__` is not supported",
        "use an `import` statement",
        span,
    )
}

pub(super) fn id(_: &mut Interpreter, _: Arguments, span: Span) -> EvalResult {
    refuse(
        "NotImplementedError",
        "`id` is not supported: addresses differ from run to run",
        "compare with `is`",
        span,
    )
}

/// `exit()` and `quit()` do what `sys.exit()` does.
pub(in crate::eval) fn exit(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let code = arguments.positional.into_iter().next();
    let (python, message) = match code {
        None => (
            String::new(),
            "the configuration ends the program".to_owned(),
        ),
        Some(code) => {
            let text = interpreter.to_str(&code, span)?.to_string();
            let message = match code.kind {
                ValueKind::String(_) | ValueKind::Unicode(_) => {
                    format!("the configuration ends the program: {text}")
                }
                _ => format!("the configuration ends the program with status {text}"),
            };
            (text, message)
        }
    };
    let diagnostic = Diagnostic::new(&codes::eval::SYSTEM_EXIT, message, span);
    Err(Raised::with_diagnostic("SystemExit", python, diagnostic))
}
