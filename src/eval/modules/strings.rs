//! `string`: its constants, and the functions that are methods of strings today.

use super::arguments::{bytes, string, take};
use super::build::{ModuleBuilder, call_method, natives, positional, split_self};
use crate::eval::value::{Arguments, BuiltinType, Value};
use crate::eval::{EvalResult, Interpreter};
use crate::source::Span;

natives! { FUNCTIONS:
    "atof" => |i, a, s| convert(i, a, BuiltinType::Float, s),
    "atoi" => |i, a, s| convert(i, a, BuiltinType::Integer, s),
    "capitalize" => |i, a, s| method(i, a, "capitalize", s),
    "capwords" => capwords,
    "center" => |i, a, s| method(i, a, "center", s),
    "count" => |i, a, s| method(i, a, "count", s),
    "expandtabs" => |i, a, s| method(i, a, "expandtabs", s),
    "find" => |i, a, s| method(i, a, "find", s),
    "index" => |i, a, s| method(i, a, "index", s),
    "join" => join,
    "joinfields" => join,
    "ljust" => |i, a, s| method(i, a, "ljust", s),
    "lower" => |i, a, s| method(i, a, "lower", s),
    "lstrip" => |i, a, s| method(i, a, "lstrip", s),
    "maketrans" => maketrans,
    "replace" => |i, a, s| method(i, a, "replace", s),
    "rfind" => |i, a, s| method(i, a, "rfind", s),
    "rindex" => |i, a, s| method(i, a, "rindex", s),
    "rjust" => |i, a, s| method(i, a, "rjust", s),
    "rsplit" => |i, a, s| method(i, a, "rsplit", s),
    "rstrip" => |i, a, s| method(i, a, "rstrip", s),
    "split" => |i, a, s| method(i, a, "split", s),
    "splitfields" => |i, a, s| method(i, a, "split", s),
    "strip" => |i, a, s| method(i, a, "strip", s),
    "swapcase" => |i, a, s| method(i, a, "swapcase", s),
    "translate" => |i, a, s| method(i, a, "translate", s),
    "upper" => |i, a, s| method(i, a, "upper", s),
    "zfill" => |i, a, s| method(i, a, "zfill", s),
}

const LOWER: &str = "abcdefghijklmnopqrstuvwxyz";
const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const DIGITS: &str = "0123456789";
const PUNCTUATION: &str = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

/// The module.
pub(super) fn module(interpreter: &mut Interpreter, span: Span) -> EvalResult {
    let letters = format!("{LOWER}{UPPER}");
    let printable = format!("{DIGITS}{letters}{PUNCTUATION} \t\n\r\u{b}\u{c}");
    let template = super::string_template::class(interpreter, span);
    let formatter = super::written::formatter(interpreter, span)?;
    Ok(ModuleBuilder::new("string", span)
        .functions(FUNCTIONS)
        .string("ascii_letters", &letters)
        .string("ascii_lowercase", LOWER)
        .string("ascii_uppercase", UPPER)
        .string("lowercase", LOWER)
        .string("uppercase", UPPER)
        .string("letters", &letters)
        .string("digits", DIGITS)
        .string("hexdigits", "0123456789abcdefABCDEF")
        .string("octdigits", "01234567")
        .string("punctuation", PUNCTUATION)
        .string("printable", &printable)
        .string("whitespace", "\t\n\u{b}\u{c}\r ")
        .class(template)
        .value("Formatter", formatter)
        .finish())
}

fn method(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    name: &str,
    span: Span,
) -> EvalResult {
    let (text, arguments) = split_self(name, arguments, span)?;
    string(name, &text, span)?;
    call_method(interpreter, &text, name, arguments, span)
}

fn convert(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    ty: BuiltinType,
    span: Span,
) -> EvalResult {
    let class = interpreter.classes.get(ty);
    let class = Value::new(crate::eval::ValueKind::Class(class), span);
    interpreter.call(&class, arguments, span)
}

fn join(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([words], [separator]) = take("join", arguments, ["words"], ["sep"], span)?;
    let separator = separator.unwrap_or_else(|| Value::string(" ", span));
    call_method(interpreter, &separator, "join", positional([words]), span)
}

fn capwords(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([text], [separator]) = take("capwords", arguments, ["s"], ["sep"], span)?;
    string("capwords", &text, span)?;
    let words = call_method(
        interpreter,
        &text,
        "split",
        positional(separator.clone()),
        span,
    )?;
    let mut capitalized = Vec::new();
    for word in interpreter.items(&words, span)? {
        capitalized.push(call_method(
            interpreter,
            &word,
            "capitalize",
            positional([]),
            span,
        )?);
    }
    let separator = separator.unwrap_or_else(|| Value::string(" ", span));
    let words = Value::list(capitalized, span);
    call_method(interpreter, &separator, "join", positional([words]), span)
}

fn maketrans(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([from, to], []) = take("maketrans", arguments, ["", ""], [], span)?;
    let (from, to) = (
        bytes("maketrans", &from, span)?,
        bytes("maketrans", &to, span)?,
    );
    if from.len() != to.len() {
        let message = "maketrans arguments must have same length";
        return Err(super::arguments::bad_value(message, span));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (from, to) in from.into_iter().zip(to) {
        table[usize::from(from)] = to;
    }
    Ok(super::arguments::byte_string(&table, span))
}
