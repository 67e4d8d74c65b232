//! `re`: its functions, and the patterns that were compiled before.

use super::arguments::{bad_value, integer, present, string, take, wrong_type};
use super::build::{ModuleBuilder, downcast, foreign, natives, positional, split_self};
use super::regex_compiled::Compiled;
use super::regex_objects::Pattern;
use super::regex_syntax::Flags;
use crate::diagnostic::codes::eval as codes;
use crate::eval::value::{Arguments, Value};
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::source::{Span, Text};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

natives! { FUNCTIONS:
    "compile" => |_, a, s| {
        let ([pattern], [flags]) = take("compile", a, ["pattern"], ["flags"], s)?;
        let pattern = compiled(&pattern, flags, s)?;
        Ok(foreign(pattern, s))
    },
    "escape" => escape,
    "findall" => |i, a, s| through(i, a, "findall", 2, s),
    "finditer" => |i, a, s| through(i, a, "finditer", 2, s),
    "fullmatch" => |i, a, s| through(i, a, "fullmatch", 2, s),
    "match" => |i, a, s| through(i, a, "match", 2, s),
    "purge" => |_, _, s| Ok(Value::none(s)),
    "search" => |i, a, s| through(i, a, "search", 2, s),
    "split" => |i, a, s| through(i, a, "split", 3, s),
    "sub" => |i, a, s| through(i, a, "sub", 4, s),
    "subn" => |i, a, s| through(i, a, "subn", 4, s),
}

/// The module.
pub(super) fn module(interpreter: &mut Interpreter, span: Span) -> EvalResult {
    let mut builder = ModuleBuilder::new("re", span).functions(FUNCTIONS);
    for (names, flag) in [
        (["I", "IGNORECASE"], Flags::IGNORE_CASE),
        (["L", "LOCALE"], Flags::LOCALE),
        (["M", "MULTILINE"], Flags::MULTILINE),
        (["S", "DOTALL"], Flags::DOT_ALL),
        (["U", "UNICODE"], Flags::UNICODE),
        (["X", "VERBOSE"], Flags::VERBOSE),
    ] {
        for name in names {
            builder = builder.integer(name, i64::from(flag));
        }
    }
    if let Some(class) = interpreter.classes.exception("error") {
        let class = Value::new(crate::eval::ValueKind::Class(class), span);
        builder = builder.value("error", class);
    }
    Ok(builder.finish())
}

type Cache = FxHashMap<(Text, Flags), Rc<Compiled>>;

thread_local! {
    /// Patterns that were compiled before, as Python keeps them: configurations call `re.sub` in loops. What it holds changes no
    /// result.
    static CACHE: RefCell<Cache> = RefCell::default();
}

const CACHE_SIZE: usize = 100;

/// The pattern of an argument: a string, or a pattern that is compiled already.
pub(super) fn compiled(pattern: &Value, flags: Option<Value>, span: Span) -> EvalResult<Pattern> {
    let flags = match present(flags) {
        Some(flags) => Flags(integer("re.compile", &flags, span)? as u32),
        None => Flags::default(),
    };
    if let Some(pattern) = downcast::<Pattern>(pattern) {
        if flags.0 != 0 {
            let message = "Cannot process flags argument with a compiled pattern";
            return Err(bad_value(message, span));
        }
        return Ok(pattern.clone());
    }
    if pattern.as_text().is_none() {
        return Err(wrong_type(
            "re.compile",
            "a pattern (a string)",
            pattern,
            span,
        ));
    }
    let source = string("re.compile", pattern, span)?;
    let key = (source.text.clone(), flags);
    let known = CACHE.with_borrow(|cache| cache.get(&key).cloned());
    let compiled = match known {
        Some(compiled) => compiled,
        None => {
            let compiled = Compiled::new(&source.text, flags)
                .map_err(|message| invalid(&message, pattern, span))?;
            let compiled = Rc::new(compiled);
            CACHE.with_borrow_mut(|cache| {
                if cache.len() >= CACHE_SIZE {
                    cache.clear();
                }
                cache.insert(key, compiled.clone());
            });
            compiled
        }
    };
    Ok(Pattern {
        compiled,
        unicode: source.unicode,
    })
}

fn invalid(message: &str, pattern: &Value, span: Span) -> Box<Raised> {
    let known = [
        ("without closing parenthesis", "unbalanced parenthesis"),
        ("unopened group", "unbalanced parenthesis"),
        ("Target of repeat operator", "nothing to repeat"),
        ("repetition operator missing", "nothing to repeat"),
        ("Invalid back reference", "invalid group reference"),
        ("Invalid group name", "unknown group name"),
        ("exceeds size limit", "it is too large"),
        ("too much recursion", "its groups are nested too deeply"),
    ];
    let in_our_words = known
        .iter()
        .find(|(part, _)| message.to_lowercase().contains(&part.to_lowercase()));
    let message = match in_our_words {
        Some((_, words)) => (*words).to_owned(),
        None => message.lines().last().unwrap_or(message).trim().to_owned(),
    };
    super::arguments::at_fault("error", &codes::VALUE_ERROR, message, pattern, span).map_diagnostic(
        |mut diagnostic| {
            let reason = std::mem::take(&mut diagnostic.message);
            diagnostic.message = format!("this regular expression is not valid: {reason}");
            diagnostic
        },
    )
}

/// Calls the method of the pattern that the first argument is; the flags are behind the method's own arguments.
fn through(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    name: &str,
    flags_at: usize,
    span: Span,
) -> EvalResult {
    let (pattern, mut arguments) = match arguments.positional.is_empty() {
        false => split_self(name, arguments, span)?,
        true => by_name(name, arguments, span)?,
    };
    let keyword = arguments
        .keywords
        .iter()
        .position(|(name, _, _)| &**name == "flags");
    let flags = match keyword {
        Some(index) => Some(arguments.keywords.remove(index).2),
        None if arguments.positional.len() > flags_at - 1 => arguments.positional.pop(),
        None => None,
    };
    let pattern = foreign(compiled(&pattern, flags, span)?, span);
    super::build::call_method(interpreter, &pattern, name, arguments, span)
}

/// `re.sub(pattern = …)`.
fn by_name(function: &str, mut arguments: Arguments, span: Span) -> EvalResult<(Value, Arguments)> {
    let index = arguments
        .keywords
        .iter()
        .position(|(name, _, _)| &**name == "pattern");
    match index {
        Some(index) => Ok((arguments.keywords.remove(index).2, arguments)),
        None => split_self(function, positional([]), span),
    }
}

fn escape(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let value = super::arguments::one("escape", arguments, span)?;
    if value.as_text().is_none() {
        return Err(wrong_type("re.escape", "a string", &value, span));
    }
    let text = string("re.escape", &value, span)?;
    let mut escaped = String::with_capacity(text.text.len() * 2);
    for c in text.text.chars() {
        if c == '\0' {
            escaped.push_str("\\000");
            continue;
        }
        if !c.is_ascii_alphanumeric() {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    Ok(text.value(escaped, span))
}
