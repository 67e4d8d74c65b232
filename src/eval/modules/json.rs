//! `json`: the module; what reads is in `json_reader.rs`, what writes in `json_writer.rs`.

use super::arguments::{bytes, take};
use super::build::{ModuleBuilder, natives, positional};
use super::json_reader::{Hooks, Reader};
use super::json_writer::{Style, Writer};
use crate::diagnostic::codes::eval as codes;
use crate::eval::value::{Arguments, BuiltinType, Value, ValueKind};
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::source::Span;

natives! { FUNCTIONS:
    "dumps" => dumps,
    "loads" => loads,
    "load" => load,
}

/// The module.
pub(super) fn module(interpreter: &mut Interpreter, span: Span) -> EvalResult {
    const DUMP: &str = "a configuration writes no files; `json.dumps` gives the text";
    let mut builder = ModuleBuilder::new("json", span)
        .functions(FUNCTIONS)
        .refused("json", &[("dump", DUMP)]);
    if let Some(class) = interpreter.classes.exception("ValueError") {
        let class = Value::new(ValueKind::Class(class), span);
        // Only Python 3 has this name; it is a kind of `ValueError` there.
        builder = builder.value("JSONDecodeError", class);
    }
    Ok(builder
        .builtin_classes(
            interpreter,
            &[
                ("JSONEncoder", BuiltinType::Object),
                ("JSONDecoder", BuiltinType::Object),
            ],
        )
        .finish())
}

fn loads(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (
        [text],
        [
            _,
            _,
            object_hook,
            parse_float,
            parse_int,
            parse_constant,
            pairs_hook,
        ],
    ) = take(
        "loads",
        arguments,
        ["s"],
        [
            "encoding",
            "cls",
            "object_hook",
            "parse_float",
            "parse_int",
            "parse_constant",
            "object_pairs_hook",
        ],
        span,
    )?;
    let decoded = match &text.kind {
        ValueKind::Unicode(text) => text.to_string(),
        ValueKind::String(plain) if plain.is_ascii() => plain.to_string(),
        ValueKind::String(_) => {
            String::from_utf8(bytes("json.loads", &text, span)?).map_err(|_| {
                Raised::new(
                    "UnicodeDecodeError",
                    &codes::VALUE_ERROR,
                    "json.loads() got bytes that are not UTF-8",
                    span,
                )
            })?
        }
        _ => {
            return Err(super::arguments::wrong_type(
                "json.loads",
                "a string",
                &text,
                span,
            ));
        }
    };
    let hooks = Hooks {
        object: super::arguments::present(object_hook),
        pairs: super::arguments::present(pairs_hook),
        float: super::arguments::present(parse_float),
        integer: super::arguments::present(parse_int),
        constant: super::arguments::present(parse_constant),
    };
    interpreter.allocate(decoded.len(), span)?;
    Reader::new(&decoded, hooks, span).document(interpreter)
}

fn load(interpreter: &mut Interpreter, mut arguments: Arguments, span: Span) -> EvalResult {
    let (file, rest) = super::build::split_self("load", arguments, span)?;
    let text = super::build::call_method(interpreter, &file, "read", positional([]), span)?;
    arguments = rest;
    arguments.positional.insert(0, text);
    loads(interpreter, arguments, span)
}

fn dumps(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (
        [value],
        [
            skip_keys,
            ensure_ascii,
            _,
            _,
            _,
            indent,
            separators,
            _,
            default,
            sort_keys,
        ],
    ) = take(
        "dumps",
        arguments,
        ["obj"],
        [
            "skipkeys",
            "ensure_ascii",
            "check_circular",
            "allow_nan",
            "cls",
            "indent",
            "separators",
            "encoding",
            "default",
            "sort_keys",
        ],
        span,
    )?;
    let flag = |interpreter: &mut Interpreter, value: &Option<Value>, otherwise: bool| match value {
        Some(value) => interpreter.truth(value, span),
        None => Ok(otherwise),
    };
    let mut style = Style {
        skip_keys: flag(interpreter, &skip_keys, false)?,
        ensure_ascii: flag(interpreter, &ensure_ascii, true)?,
        sort_keys: flag(interpreter, &sort_keys, false)?,
        indent: match super::arguments::present(indent) {
            Some(indent) => Some(super::arguments::count("json.dumps", &indent, span)?.min(1000)),
            None => None,
        },
        default: super::arguments::present(default),
        ..Style::default()
    };
    if let Some(separators) = super::arguments::present(separators) {
        let pair = interpreter.items(&separators, span)?;
        let [item, key] = &pair[..] else {
            let message = "json.dumps() expects `separators` to be a pair: (',', ':')";
            return Err(super::arguments::bad_value(message, span));
        };
        style.item_separator = super::arguments::string("json.dumps", item, span)?
            .text
            .to_string();
        style.key_separator = super::arguments::string("json.dumps", key, span)?
            .text
            .to_string();
    }
    Writer::new(style, span).document(interpreter, &value)
}
