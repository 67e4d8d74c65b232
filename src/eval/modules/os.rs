//! `os`: what needs no disk. Everything that would touch the machine is refused.

use super::arguments::take;
use super::build::{ModuleBuilder, foreign, natives};
use super::environ::{Environ, getenv};
use crate::eval::value::{Arguments, Value};
use crate::eval::{Dependency, EvalResult, Interpreter};
use crate::source::Span;

natives! { FUNCTIONS:
    "getenv" => getenv,
    "getcwd" => getcwd,
    "getcwdu" => getcwd,
    "getlogin" => getlogin,
}

const LISTING: &str = "a configuration reads only files that it names; write the list down, or include the files one by one";

/// Functions that ask the machine, or start something on it.
const REFUSED: &[(&str, &str)] = &[
    ("listdir", LISTING),
    ("walk", LISTING),
    ("system", super::RUNS_NOTHING),
    ("popen", super::RUNS_NOTHING),
    ("getpid", super::RANDOM),
    ("urandom", super::RANDOM),
    ("uname", "it differs from machine to machine"),
];

/// Functions that change the machine.
const CHANGING: &[&str] = &[
    "remove",
    "unlink",
    "rename",
    "mkdir",
    "makedirs",
    "rmdir",
    "removedirs",
    "chdir",
    "chmod",
    "chown",
    "symlink",
    "link",
    "kill",
    "fork",
    "execv",
    "execve",
    "execvp",
    "spawnv",
    "putenv",
    "unsetenv",
    "_exit",
    "abort",
];

/// The module.
pub(super) fn module(interpreter: &mut Interpreter, span: Span) -> EvalResult {
    let path = super::path::module(interpreter, span)?;
    let mut builder = ModuleBuilder::new("os", span)
        .functions(FUNCTIONS)
        .refused("os", REFUSED);
    for name in CHANGING {
        builder = builder.refused("os", &[(name, CHANGES_NOTHING)]);
    }
    Ok(builder
        .value("environ", foreign(Environ, span))
        .value("path", path)
        .string("sep", "/")
        .string("pathsep", ":")
        .string("linesep", "\n")
        .string("extsep", ".")
        .string("curdir", ".")
        .string("pardir", "..")
        .string("devnull", "/dev/null")
        .string("name", "posix")
        .finish())
}

const CHANGES_NOTHING: &str = "a configuration changes nothing on the machine that compiles it";

fn getcwd(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    take("getcwd", arguments, [], [], span)?;
    Ok(super::bytes_of_utf8(
        &interpreter.host.current_directory(),
        span,
    ))
}

fn getlogin(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    take("getlogin", arguments, [], [], span)?;
    Ok(user(interpreter, span))
}

/// The user who compiles.
pub(super) fn user(interpreter: &mut Interpreter, span: Span) -> Value {
    interpreter.depends_on(Dependency::User);
    super::bytes_of_utf8(&interpreter.host.user(), span)
}
