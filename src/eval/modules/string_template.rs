//! `string.Template`.

use super::arguments::{Characters, string, take};
use super::build::{
    foreign, foreign_class, method, natives, receiver, set, split_self, without_class,
};
use crate::diagnostic::codes::eval as codes;
use crate::diagnostic::shorten;
use crate::eval::value::{Arguments, Class, Foreign, Namespace, NativeFunction, Value, ValueKind};
use crate::eval::{EvalResult, ExceptionKind, Interpreter, Raised};
use crate::source::{Span, TextBuilder};
use std::rc::Rc;

static NEW: NativeFunction = NativeFunction {
    name: "Template",
    call: |_, arguments, span| {
        let arguments = without_class(arguments);
        let ([template], []) = take("Template", arguments, ["template"], [], span)?;
        Ok(foreign(
            Template(string("Template", &template, span)?),
            span,
        ))
    },
};

natives! { METHODS:
    "substitute" => |i, a, s| substitute(i, a, "substitute", false, s),
    "safe_substitute" => |i, a, s| substitute(i, a, "safe_substitute", true, s),
}

/// The class.
pub(super) fn class(interpreter: &Interpreter, span: Span) -> Rc<Class> {
    foreign_class(interpreter, "Template", &NEW, &[], span)
}

#[derive(Debug)]
struct Template(Characters);

impl Foreign for Template {
    fn type_name(&self) -> &'static str {
        "Template"
    }

    fn attribute(
        &self,
        _: &mut Interpreter,
        this: &Value,
        name: &str,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        Ok(match name {
            "template" => Some(self.0.value(self.0.text.clone(), span)),
            "delimiter" => Some(Value::string("$", span)),
            _ => method(METHODS, this, name, span),
        })
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

/// A dollar sign and what it stands for.
enum Placeholder<'a> {
    /// `$$`.
    Dollar,
    /// `$name` or `${name}`.
    Name(&'a str),
    /// Neither.
    Invalid,
}

/// What stands behind the dollar sign at the start of `rest`, and its length with the dollar sign.
fn placeholder(rest: &str) -> (Placeholder<'_>, usize) {
    let name_length = |text: &str| {
        let length = text
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .unwrap_or(text.len());
        if text.starts_with(|c: char| c.is_ascii_digit()) {
            0
        } else {
            length
        }
    };
    let behind = &rest[1..];
    if behind.starts_with('$') {
        return (Placeholder::Dollar, 2);
    }
    let (inner, braces) = match behind.strip_prefix('{') {
        Some(inner) => (inner, 1),
        None => (behind, 0),
    };
    let length = name_length(inner);
    let closed = braces == 0 || inner[length..].starts_with('}');
    if length == 0 || !closed {
        return (Placeholder::Invalid, 1);
    }
    (Placeholder::Name(&inner[..length]), 1 + length + 2 * braces)
}

fn substitute(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    name: &str,
    safe: bool,
    span: Span,
) -> EvalResult {
    let (this, mut arguments) = split_self(name, arguments, span)?;
    let template = receiver::<Template>(name, &this, span)?;
    let keywords = Namespace::default();
    for (name, _, value) in std::mem::take(&mut arguments.keywords) {
        set(&keywords, &name, value);
    }
    let ([], [mapping]) = take(name, arguments, [], [""], span)?;
    let text = &template.0.text;
    let mut result = TextBuilder::new();
    let mut unicode = template.0.unicode;
    let mut position = 0;
    while let Some(found) = text[position..].find('$') {
        let dollar = position + found;
        result.push_part(text, position, dollar);
        let (placeholder, length) = placeholder(&text[dollar..]);
        position = dollar + length;
        let value = match placeholder {
            Placeholder::Dollar => {
                result.push_part(text, dollar, dollar + 1);
                continue;
            }
            Placeholder::Invalid if safe => None,
            Placeholder::Invalid => return Err(invalid(text, dollar, span)),
            Placeholder::Name(key) => {
                let own = keywords.variables.borrow().get(key).cloned();
                match own {
                    Some(value) => Some(value),
                    None => lookup(interpreter, mapping.as_ref(), key, safe, span)?,
                }
            }
        };
        match value {
            Some(value) => {
                unicode |= matches!(value.kind, ValueKind::Unicode(_));
                result.push(&interpreter.to_str(&value, span)?);
            }
            None => result.push_part(text, dollar, position),
        }
        if result.len() > interpreter.limits.size {
            interpreter.allocate(result.len(), span)?;
        }
    }
    result.push_part(text, position, text.len());
    let result = result.finish();
    interpreter.allocate(result.len(), span)?;
    Ok(super::arguments::string_value(result, unicode, span))
}

fn invalid(text: &str, dollar: usize, span: Span) -> Box<Raised> {
    let before = &text[..dollar];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    let message = format!("Invalid placeholder in string: line {line}, col {column}");
    super::arguments::bad_value(message, span)
        .map_diagnostic(|diagnostic| diagnostic.help("write `$$` for a dollar sign"))
}

/// `mapping[key]`; `None` if it has no such key and that is all right.
fn lookup(
    interpreter: &mut Interpreter,
    mapping: Option<&Value>,
    key: &str,
    safe: bool,
    span: Span,
) -> EvalResult<Option<Value>> {
    let missing = || {
        Raised::new("KeyError", &codes::MISSING_KEY, format!("'{key}'"), span).map_diagnostic(
            |mut diagnostic| {
                diagnostic.message = shorten(format!("the template's `${key}` was given no value"));
                diagnostic
            },
        )
    };
    let Some(mapping) = mapping else {
        return if safe { Ok(None) } else { Err(missing()) };
    };
    let key = Value::string(key, span);
    match interpreter.subscript(mapping, &key, span) {
        Err(raised) if safe => match *raised {
            Raised::Exception(ref exception)
                if matches!(exception.kind, ExceptionKind::Builtin("KeyError")) =>
            {
                Ok(None)
            }
            _ => Err(raised),
        },
        Err(raised) => Err(raised),
        Ok(value) => Ok(Some(value)),
    }
}
