//! The methods of tuples, plain and named.

use super::dict::dict_value;
use super::list::{index_in, occurrences};
use super::wrong_receiver;
use crate::diagnostic::codes;
use crate::eval::builtins::arguments::{alone, bind_method, receiver, value_error};
use crate::eval::value::{DictKind, Entries, Tuple};
use crate::eval::{Arguments, EvalResult, Interpreter, Raised, Value, ValueKind};
use crate::source::Span;
use std::rc::Rc;

super::methods! {
    /// The methods of every tuple.
    METHODS:
    "count" => count,
    "index" => index,
}

super::methods! {
    /// What tuples with named fields have beyond that.
    NAMED:
    "_asdict" => as_dict,
    "_replace" => replace,
}

fn tuple_of(method: &'static str, this: &Value, span: Span) -> EvalResult<Rc<Tuple>> {
    match &this.kind {
        ValueKind::Tuple(tuple) => Ok(tuple.clone()),
        _ => wrong_receiver(method, "tuple", this, span),
    }
}

fn count(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [wanted], []) = bind_method("count", arguments, &[], span)?;
    let tuple = tuple_of("count", &this, span)?;
    occurrences(interpreter, &tuple.items, &wanted, span)
}

fn index(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [wanted], window) = bind_method("index", arguments, &[], span)?;
    let tuple = tuple_of("index", &this, span)?;
    match index_in(interpreter, &tuple.items, &wanted, window, span)? {
        Some(index) => Ok(index),
        None => Err(value_error("tuple.index(x): x not in tuple", span)),
    }
}

fn as_dict(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("_asdict", arguments, span)?;
    let tuple = tuple_of("_asdict", &this, span)?;
    let fields = tuple.class.as_ref().and_then(|class| class.fields.clone());
    let mut entries = Entries::default();
    for (name, item) in fields
        .iter()
        .flat_map(|names| names.iter())
        .zip(&tuple.items)
    {
        let key = interpreter.key(&Value::string(&**name, span), span)?;
        entries.insert(key, item.clone());
    }
    Ok(dict_value(entries, DictKind::Ordered, span))
}

fn replace(interpreter: &mut Interpreter, mut arguments: Arguments, span: Span) -> EvalResult {
    let this = receiver("_replace", &mut arguments, span)?;
    let tuple = tuple_of("_replace", &this, span)?;
    let fields = tuple.class.as_ref().and_then(|class| class.fields.clone());
    let mut items = tuple.items.clone();
    for (name, name_span, value) in arguments.keywords {
        interpreter.work(items.len(), name_span)?;
        let position = fields
            .as_ref()
            .and_then(|fields| fields.iter().position(|field| *field == name));
        match position.and_then(|position| items.get_mut(position)) {
            Some(item) => *item = value,
            None => {
                let message = format!("Got unexpected field names: ['{name}']");
                let code = &codes::eval::VALUE_ERROR;
                return Err(Raised::new("ValueError", code, message, name_span));
            }
        }
    }
    let tuple = Tuple {
        items,
        class: tuple.class.clone(),
    };
    Ok(Value::new(ValueKind::Tuple(Rc::new(tuple)), span))
}
