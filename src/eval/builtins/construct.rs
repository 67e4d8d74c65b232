//! What calling a builtin type makes: `int('7')`, `dict(a = 1)`.

use super::arguments::{
    bad_value, bind, exactly, integer, payload, positional, text, type_error, value_error,
    wrong_argument, wrong_count,
};
use super::convert::starts_as_float;
use super::kind::type_name;
use super::{file, number, parse_float, parse_integer, sequence};
use crate::eval::attributes::Attributes;
use crate::eval::format::Number;
use crate::eval::keywords;
use crate::eval::methods::text::{ascii_only, encodable};
use crate::eval::methods::{dict_value, keys_of, merge, set_value, tally};
use crate::eval::value::{BuiltinType, Dict, DictKind, DictOrder, Entries, Instance, Slice};
use crate::eval::work_size::work_size;
use crate::eval::{Arguments, EvalResult, Interpreter, Raised, Value, ValueKind};
use crate::source::{Span, Text};
use std::rc::Rc;

/// Calls a builtin type.
pub fn construct(
    interpreter: &mut Interpreter,
    builtin: BuiltinType,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    for argument in &arguments.positional {
        interpreter.work(work_size(argument), span)?;
    }
    match builtin {
        BuiltinType::Object => object(interpreter, arguments, span),
        BuiltinType::Boolean => boolean(interpreter, arguments, span),
        BuiltinType::Integer => whole(interpreter, "int", arguments, span),
        BuiltinType::Long => whole(interpreter, "long", arguments, span),
        BuiltinType::Float => float(interpreter, arguments, span),
        BuiltinType::String => string(interpreter, arguments, span),
        BuiltinType::Unicode => unicode(interpreter, arguments, span),
        BuiltinType::List => {
            let items = listed(interpreter, "list", "sequence", arguments, span)?;
            Ok(Value::list(items, span))
        }
        BuiltinType::Tuple => {
            let items = listed(interpreter, "tuple", "sequence", arguments, span)?;
            Ok(Value::tuple(items, span))
        }
        BuiltinType::Dict => dict(interpreter, "dict", DictKind::Plain, arguments, span),
        BuiltinType::OrderedDict => dict(
            interpreter,
            "OrderedDict",
            DictKind::Ordered,
            arguments,
            span,
        ),
        BuiltinType::DefaultDict => default_dict(interpreter, arguments, span),
        BuiltinType::Counter => counter(interpreter, arguments, span),
        BuiltinType::Set => set(interpreter, "set", false, arguments, span),
        BuiltinType::FrozenSet => set(interpreter, "frozenset", true, arguments, span),
        BuiltinType::Type => type_of(interpreter, arguments, span),
        BuiltinType::File => file::open(interpreter, arguments, span),
        BuiltinType::XRange => sequence::xrange(interpreter, arguments, span),
        BuiltinType::Slice => slice(arguments, span),
        BuiltinType::BaseString => Err(type_error(
            "The basestring type cannot be instantiated",
            span,
        )),
        _ => {
            let name = interpreter.classes.get(builtin).name.clone();
            Err(type_error(
                format!("cannot create '{name}' instances"),
                span,
            ))
        }
    }
}

fn object(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let [] = exactly("object", arguments, span)?;
    let instance = Instance {
        class: interpreter.classes.get(BuiltinType::Object),
        attributes: Attributes::default(),
        payload: None,
    };
    Ok(Value::new(ValueKind::Instance(Rc::new(instance)), span))
}

fn boolean(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([], [value]) = bind("bool", arguments, &["x"], span)?;
    let truth = match value {
        Some(value) => interpreter.truth(&value, span)?,
        None => false,
    };
    Ok(Value::boolean(truth, span))
}

/// `int` and `long`.
fn whole(
    interpreter: &mut Interpreter,
    function: &'static str,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let long = function == "long";
    let ([], [value, base]) = bind(function, arguments, &["x", "base"], span)?;
    let Some(value) = value.map(payload) else {
        let zero = if long {
            Number::Big(0.into())
        } else {
            Number::Small(0)
        };
        return Ok(Value::new(zero.kind(), span));
    };
    if value.is_poison() {
        return Err(Raised::poisoned());
    }
    let number = match (&value.kind, base) {
        (ValueKind::String(_) | ValueKind::Unicode(_), base) => {
            from_text(interpreter, function, &value, base, span)?
        }
        (_, Some(_)) => {
            let message = format!("{function}() can't convert non-string with explicit base");
            return Err(type_error(message, span));
        }
        (ValueKind::Float(float), None) => match Number::truncated(*float) {
            Some(number) => number,
            None if float.is_nan() => {
                return Err(value_error("cannot convert float NaN to integer", span));
            }
            None => {
                let message = "cannot convert float infinity to integer";
                return Err(number::overflow(message, span));
            }
        },
        (_, None) => match Number::of(&value) {
            Some(number) => number,
            None => return own_number(interpreter, function, "__int__", &value, span),
        },
    };
    let number = if long {
        Number::Big(number.big())
    } else {
        Number::fitting(number.big())
    };
    Ok(Value::new(number.kind(), span))
}

fn from_text(
    interpreter: &mut Interpreter,
    function: &'static str,
    value: &Value,
    base: Option<Value>,
    span: Span,
) -> EvalResult<Number> {
    let base = match base {
        Some(base) => {
            let number = integer(function, &base, span)?;
            match u32::try_from(number) {
                Ok(number @ (0 | 2..=36)) => number,
                _ => {
                    let message = format!("{function}() base must be >= 2 and <= 36, or 0");
                    return Err(bad_value(&base, message, span));
                }
            }
        }
        None => 10,
    };
    let digits = text(function, value, span)?;
    // Reading digits takes quadratic time.
    interpreter.allocate(digits.len().saturating_mul(digits.len() / 64 + 1), span)?;
    match parse_integer(digits, base, function == "long") {
        Some(number) => Ok(Number::fitting(number)),
        None => {
            let repr = crate::eval::format::string_repr(digits, false);
            let message = format!("invalid literal for {function}() with base {base}: {repr}");
            Err(bad_value(value, message, span))
        }
    }
}

/// What the value's own `__int__` or `__float__` gives.
fn own_number(
    interpreter: &mut Interpreter,
    function: &'static str,
    method: &str,
    value: &Value,
    span: Span,
) -> EvalResult {
    let own = match value.kind {
        ValueKind::Instance(_) | ValueKind::Object(_) | ValueKind::Foreign(_) => {
            interpreter.attribute_if_any(value, method, span)?
        }
        _ => None,
    };
    if let Some(own) = own {
        let number = interpreter.call(&own, Arguments::default(), span)?;
        return Ok(match (function, Number::of(&number)) {
            ("long", Some(integer)) => Value::new(Number::Big(integer.big()).kind(), span),
            _ => number,
        });
    }
    let python = match function {
        "float" => "float() argument must be a string or a number".to_owned(),
        _ => format!(
            "{function}() argument must be a string or a number, not '{}'",
            type_name(value)
        ),
    };
    Err(wrong_argument(
        function,
        "a string or a number",
        value,
        python,
        span,
    ))
}

fn float(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([], [value]) = bind("float", arguments, &["x"], span)?;
    let Some(value) = value.map(payload) else {
        return Ok(Value::new(ValueKind::Float(0.0), span));
    };
    let number = match &value.kind {
        ValueKind::Float(number) => *number,
        ValueKind::String(text) | ValueKind::Unicode(text) => match parse_float(text) {
            Some(number) => number,
            None => {
                let what = if starts_as_float(text) {
                    "invalid literal for float()"
                } else {
                    "could not convert string to float"
                };
                let message = format!("{what}: {}", text.as_str());
                return Err(bad_value(&value, message, span));
            }
        },
        _ => match Number::of(&value) {
            Some(number) => {
                let float = number.to_float();
                if float.is_infinite() {
                    let message = "long int too large to convert to float";
                    return Err(number::overflow(message, span));
                }
                float
            }
            None => return own_number(interpreter, "float", "__float__", &value, span),
        },
    };
    Ok(Value::new(ValueKind::Float(number), span))
}

fn string(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([], [value]) = bind("str", arguments, &["object"], span)?;
    let Some(value) = value else {
        return Ok(Value::string("", span));
    };
    match &value.kind {
        ValueKind::String(_) => Ok(value),
        ValueKind::Unicode(text) => {
            encodable(text, span)?;
            Ok(Value::new(ValueKind::String(text.clone()), value.origin))
        }
        _ => {
            let text = interpreter.to_str(&value, span)?;
            // The bytes that a configuration's own `__str__` gives need not be ASCII; the text of an object has to be.
            if matches!(value.kind, ValueKind::Object(_)) {
                encodable(&text, span)?;
            }
            Ok(Value::new(ValueKind::String(text), span))
        }
    }
}

fn unicode(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let names = ["string", "encoding", "errors"];
    let ([], [value, encoding, errors]) = bind("unicode", arguments, &names, span)?;
    let Some(value) = value else {
        return Ok(Value::new(ValueKind::Unicode(Text::new("")), span));
    };
    if encoding.is_some() || errors.is_some() {
        let mut arguments = Arguments::default();
        arguments.positional.push(value);
        arguments.positional.extend(encoding);
        if let Some(errors) = errors {
            arguments.keywords.push(("errors".into(), span, errors));
        }
        return crate::eval::methods::text::decode(interpreter, arguments, span);
    }
    match &value.kind {
        ValueKind::Unicode(_) => Ok(value),
        ValueKind::String(text) => {
            ascii_only(&value, span)?;
            Ok(Value::new(ValueKind::Unicode(text.clone()), value.origin))
        }
        _ => {
            if let ValueKind::Instance(_) = value.kind
                && let Some(own) = interpreter.attribute_if_any(&value, "__unicode__", span)?
            {
                return interpreter.call(&own, Arguments::default(), span);
            }
            let text = interpreter.to_str(&value, span)?;
            Ok(Value::new(ValueKind::Unicode(text), span))
        }
    }
}

fn listed(
    interpreter: &mut Interpreter,
    function: &'static str,
    name: &'static str,
    arguments: Arguments,
    span: Span,
) -> EvalResult<Vec<Value>> {
    let ([], [sequence]) = bind(function, arguments, &[name], span)?;
    match sequence {
        Some(sequence) => {
            let items = interpreter.items(&sequence, span)?;
            interpreter.allocate(items.len(), span)?;
            Ok(items)
        }
        None => Ok(Vec::new()),
    }
}

fn empty_dict(kind: DictKind) -> Dict {
    Dict::new(Entries::default(), kind)
}

fn dict(
    interpreter: &mut Interpreter,
    function: &'static str,
    kind: DictKind,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let dict = empty_dict(kind);
    merge(interpreter, function, &dict, arguments, span)?;
    Ok(Value::new(ValueKind::Dict(Rc::new(dict)), span))
}

fn default_dict(interpreter: &mut Interpreter, mut arguments: Arguments, span: Span) -> EvalResult {
    let factory = if arguments.positional.is_empty() {
        Value::none(span)
    } else {
        arguments.positional.remove(0)
    };
    let makes = matches!(
        factory.kind,
        ValueKind::None
            | ValueKind::Function(_)
            | ValueKind::Native(_)
            | ValueKind::Method(_)
            | ValueKind::Class(_)
            | ValueKind::Type(_)
            | ValueKind::Object(_)
            | ValueKind::Instance(_)
            | ValueKind::Foreign(_)
    );
    if !makes {
        return Err(wrong_argument(
            "defaultdict",
            "a function that makes the default",
            &factory,
            "first argument must be callable",
            span,
        ));
    }
    let kind = DictKind::Default(factory);
    dict(interpreter, "defaultdict", kind, arguments, span)
}

fn counter(interpreter: &mut Interpreter, mut arguments: Arguments, span: Span) -> EvalResult {
    let count = arguments.positional.len();
    if count > 1 {
        return Err(wrong_count("Counter", 0, 1, count, span));
    }
    arguments
        .positional
        .retain(|value| !matches!(value.kind, ValueKind::None));
    // `__init__` passes its keywords on to `update`.
    if interpreter.language.dict_order == DictOrder::Python2 {
        arguments.keywords = keywords::passed(arguments.keywords);
    }
    let dict = empty_dict(DictKind::Counter);
    tally(interpreter, &dict, arguments, 1, span)?;
    let entries = dict.entries.take();
    Ok(dict_value(entries, DictKind::Counter, span))
}

fn set(
    interpreter: &mut Interpreter,
    function: &'static str,
    frozen: bool,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let ([], [items]) = bind(function, arguments, &[], span)?;
    let keys = match items {
        Some(items) => keys_of(interpreter, &items, span)?,
        None => Default::default(),
    };
    Ok(set_value(keys, frozen, span))
}

fn type_of(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let values = positional("type", arguments)?;
    match values.as_slice() {
        [value] => Ok(interpreter.class_of(value)),
        [_, _, _] => interpreter.type_of_three(&values, span),
        _ => Err(type_error("type() takes 1 or 3 arguments", span)),
    }
}

fn slice(arguments: Arguments, span: Span) -> EvalResult {
    let values = positional("slice", arguments)?;
    let none = || Value::none(span);
    let parts = match values.as_slice() {
        [stop] => [none(), stop.clone(), none()],
        [start, stop] => [start.clone(), stop.clone(), none()],
        [start, stop, step] => [start.clone(), stop.clone(), step.clone()],
        _ => return Err(wrong_count("slice", 1, 2, values.len(), span)),
    };
    Ok(Value::new(ValueKind::Slice(Rc::new(Slice(parts))), span))
}
