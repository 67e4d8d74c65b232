//! `functools`.

use super::arguments::{take, two};
use super::build::{
    ModuleBuilder, foreign, foreign_class, natives, positional, set, split_self, without_class,
};
use crate::diagnostic::codes::eval as codes;
use crate::eval::attributes::Attributes;
use crate::eval::value::{
    Arguments, BuiltinType, Class, Entries, Foreign, Instance, Namespace, NativeFunction, Value,
    ValueKind,
};
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::source::Span;
use crate::syntax::ast::Name;
use std::cmp::Ordering;
use std::rc::Rc;

natives! { FUNCTIONS:
    "cmp_to_key" => cmp_to_key,
    "lru_cache" => lru_cache,
    "reduce" => reduce,
    "total_ordering" => total_ordering,
    "update_wrapper" => |_, arguments, span| {
        let ([wrapper, wrapped], _) =
            take("update_wrapper", arguments, ["wrapper", "wrapped"], ["assigned", "updated"], span)?;
        Ok(wrap(wrapper, &wrapped))
    },
    "wraps" => wraps,
}

static PARTIAL: NativeFunction = NativeFunction {
    name: "partial",
    call: partial,
};

/// The module.
pub(super) fn module(interpreter: &mut Interpreter, span: Span) -> EvalResult {
    let partial = foreign_class(interpreter, "partial", &PARTIAL, &[], span);
    let strings = |names: &[&str]| {
        let names = names.iter().map(|name| Value::string(*name, span));
        Value::tuple(names.collect::<Vec<_>>(), span)
    };
    Ok(ModuleBuilder::new("functools", span)
        .functions(FUNCTIONS)
        .class(partial)
        .value(
            "WRAPPER_ASSIGNMENTS",
            strings(&["__module__", "__name__", "__doc__"]),
        )
        .value("WRAPPER_UPDATES", strings(&["__dict__"]))
        .finish())
}

/// `partial(function, *args, **keywords)`.
#[derive(Debug)]
struct Partial {
    function: Value,
    positional: Vec<Value>,
    keywords: Vec<(Name, Span, Value)>,
}

impl Foreign for Partial {
    fn type_name(&self) -> &'static str {
        "functools.partial"
    }

    fn attribute(
        &self,
        interpreter: &mut Interpreter,
        _: &Value,
        name: &str,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        Ok(Some(match name {
            "func" => self.function.clone(),
            "args" => Value::tuple(self.positional.clone(), span),
            "keywords" => {
                let mut entries = Entries::default();
                for (name, place, value) in &self.keywords {
                    let key = super::build::string_key(interpreter, name, *place)?;
                    entries.insert(key, value.clone());
                }
                Value::dict(entries, span)
            }
            _ => return Ok(None),
        }))
    }

    fn call(
        &self,
        interpreter: &mut Interpreter,
        arguments: Arguments,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let mut all = positional(self.positional.iter().cloned().chain(arguments.positional));
        all.keywords = self.keywords.clone();
        for (name, place, value) in arguments.keywords {
            match all.keywords.iter_mut().find(|(other, _, _)| *other == name) {
                Some(keyword) => *keyword = (name, place, value),
                None => all.keywords.push((name, place, value)),
            }
        }
        // A partial of a partial of a partial … calls as deeply as it is nested.
        interpreter
            .nested(span, |interpreter| {
                interpreter.call(&self.function, all, span)
            })
            .map(Some)
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

fn partial(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    // The function may be a class of jobc's own too: only the first of two classes is `partial`.
    let (function, rest) = match arguments.positional.get(..2) {
        Some([first, _]) if is_partial(first) => {
            split_self("partial", without_class(arguments), span)?
        }
        _ => split_self("partial", arguments, span)?,
    };
    Ok(foreign(
        Partial {
            function,
            positional: rest.positional.into_vec(),
            keywords: rest.keywords,
        },
        span,
    ))
}

fn is_partial(value: &Value) -> bool {
    matches!(&value.kind, ValueKind::Class(class)
        if class.builtin == BuiltinType::Foreign && &*class.name == "partial")
}

/// `reduce(function, iterable[, initial])`.
pub(super) fn reduce(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let ([function, items], [initial]) = take("reduce", arguments, ["", ""], [""], span)?;
    let mut iteration = interpreter.iterate(&items, span)?;
    let mut total = match initial {
        Some(initial) => initial,
        None => interpreter.next(&mut iteration, span)?.ok_or_else(|| {
            let message = "reduce() of empty sequence with no initial value";
            Raised::new("TypeError", &codes::TYPE_ERROR, message, span)
        })?,
    };
    while let Some(item) = interpreter.next(&mut iteration, span)? {
        interpreter.step(span)?;
        total = interpreter.call(&function, positional([total, item]), span)?;
    }
    Ok(total)
}

/// A function that is called with one more argument than it is given.
#[derive(Debug)]
struct Bound {
    function: fn(&Value, Value) -> Value,
    value: Value,
}

impl Foreign for Bound {
    fn type_name(&self) -> &'static str {
        "function"
    }

    fn call(
        &self,
        _: &mut Interpreter,
        arguments: Arguments,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let argument = super::arguments::one("decorator", arguments, span)?;
        Ok(Some((self.function)(&self.value, argument)))
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

/// A function without arguments that gives a value that is known.
#[derive(Debug)]
pub(super) struct Constant(pub Value);

impl Foreign for Constant {
    fn type_name(&self) -> &'static str {
        "function"
    }

    fn call(&self, _: &mut Interpreter, _: Arguments, _: Span) -> EvalResult<Option<Value>> {
        Ok(Some(self.0.clone()))
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

fn wraps(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([wrapped], _) = take(
        "wraps",
        arguments,
        ["wrapped"],
        ["assigned", "updated"],
        span,
    )?;
    let function = |wrapped: &Value, wrapper: Value| wrap(wrapper, wrapped);
    let value = wrapped;
    Ok(foreign(Bound { function, value }, span))
}

/// Gives a function the attributes of the one that it wraps.
fn wrap(wrapper: Value, wrapped: &Value) -> Value {
    if let (ValueKind::Function(outer), ValueKind::Function(inner)) = (&wrapper.kind, &wrapped.kind)
    {
        let copied = inner.attributes.variables.borrow().clone();
        let mut attributes = outer.attributes.variables.borrow_mut();
        let name = Value::string(&*inner.name, wrapped.origin);
        attributes.insert("__name__".into(), name);
        if let Some(text) = &inner.documentation {
            let text = Value::new(ValueKind::String(text.clone()), wrapped.origin);
            attributes.insert("__doc__".into(), text);
        }
        attributes.extend(copied);
    }
    wrapper
}

/// Values do not depend on when they are computed, so that nothing needs to be remembered.
fn lru_cache(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([], [first, _]) = take("lru_cache", arguments, [], ["maxsize", "typed"], span)?;
    match first {
        Some(function) if matches!(function.kind, ValueKind::Function(_)) => Ok(function),
        _ => {
            let function = |_: &Value, function: Value| function;
            let value = Value::none(span);
            Ok(foreign(Bound { function, value }, span))
        }
    }
}

natives! { KEY: "__cmp__" => compare_keys }
natives! { KEY_OPERATORS:
    "__lt__" => |i, a, s| key_operator(i, a, |order| order == Ordering::Less, s),
    "__le__" => |i, a, s| key_operator(i, a, |order| order != Ordering::Greater, s),
    "__gt__" => |i, a, s| key_operator(i, a, |order| order == Ordering::Greater, s),
    "__ge__" => |i, a, s| key_operator(i, a, |order| order != Ordering::Less, s),
    "__eq__" => |i, a, s| key_operator(i, a, |order| order == Ordering::Equal, s),
}

/// Makes the objects that `cmp_to_key` gives: instances of a class whose `__cmp__` calls the function.
#[derive(Debug)]
struct KeyFunction {
    class: Rc<Class>,
    compare: Value,
}

impl Foreign for KeyFunction {
    fn type_name(&self) -> &'static str {
        "function"
    }

    fn call(
        &self,
        _: &mut Interpreter,
        arguments: Arguments,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let object = super::arguments::one("K", arguments, span)?;
        let attributes = Attributes::default();
        attributes.set("obj", object);
        attributes.set("cmp", self.compare.clone());
        let instance = Instance {
            class: self.class.clone(),
            attributes,
            payload: None,
        };
        Ok(Some(Value::new(
            ValueKind::Instance(Rc::new(instance)),
            span,
        )))
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

fn cmp_to_key(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([compare], []) = take("cmp_to_key", arguments, ["mycmp"], [], span)?;
    let attributes = Namespace::default();
    for function in KEY.iter().chain(KEY_OPERATORS) {
        let function_value = Value::new(ValueKind::Native(function), span);
        set(&attributes, function.name, function_value);
    }
    let class = Rc::new(Class {
        name: "K".into(),
        bases: vec![interpreter.classes.get(BuiltinType::Object)],
        ancestors: vec![interpreter.classes.get(BuiltinType::Object)],
        attributes,
        builtin: BuiltinType::Object,
        fields: None,
        is_from_dict: false,
        span,
    });
    Ok(foreign(KeyFunction { class, compare }, span))
}

fn key_order(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult<Ordering> {
    let [left, right] = two("__cmp__", arguments, span)?;
    let compare = interpreter.attribute(&left, "cmp", span)?;
    let left = interpreter.attribute(&left, "obj", span)?;
    let right = interpreter.attribute(&right, "obj", span)?;
    let order = interpreter.call(&compare, positional([left, right]), span)?;
    interpreter.compare(&order, &Value::integer(0, span), span)
}

fn compare_keys(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let order = key_order(interpreter, arguments, span)?;
    Ok(Value::integer(order as i64, span))
}

fn key_operator(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    holds: fn(Ordering) -> bool,
    span: Span,
) -> EvalResult {
    let order = key_order(interpreter, arguments, span)?;
    Ok(Value::boolean(holds(order), span))
}

natives! { FROM_LESS:
    "__gt__" => |i, a, s| derived(i, a, "__lt__", true, |less, equal| !less && !equal, s),
    "__le__" => |i, a, s| derived(i, a, "__lt__", true, |less, equal| less || equal, s),
    "__ge__" => |i, a, s| derived(i, a, "__lt__", false, |less, _| !less, s),
}

natives! { FROM_GREATER:
    "__lt__" => |i, a, s| derived(i, a, "__gt__", true, |greater, equal| !greater && !equal, s),
    "__ge__" => |i, a, s| derived(i, a, "__gt__", true, |greater, equal| greater || equal, s),
    "__le__" => |i, a, s| derived(i, a, "__gt__", false, |greater, _| !greater, s),
}

natives! { FROM_AT_MOST:
    "__ge__" => |i, a, s| derived(i, a, "__le__", true, |at_most, equal| !at_most || equal, s),
    "__lt__" => |i, a, s| derived(i, a, "__le__", true, |at_most, equal| at_most && !equal, s),
    "__gt__" => |i, a, s| derived(i, a, "__le__", false, |at_most, _| !at_most, s),
}

natives! { FROM_AT_LEAST:
    "__le__" => |i, a, s| derived(i, a, "__ge__", true, |at_least, equal| !at_least || equal, s),
    "__gt__" => |i, a, s| derived(i, a, "__ge__", true, |at_least, equal| at_least && !equal, s),
    "__lt__" => |i, a, s| derived(i, a, "__ge__", false, |at_least, _| !at_least, s),
}

/// An operator of `total_ordering`, computed from the one that the class defines.
fn derived(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    root: &str,
    needs_equal: bool,
    combine: fn(bool, bool) -> bool,
    span: Span,
) -> EvalResult {
    let [left, right] = two(root, arguments, span)?;
    let holds =
        super::build::call_method(interpreter, &left, root, positional([right.clone()]), span)?;
    let holds = interpreter.truth(&holds, span)?;
    let equal = needs_equal && interpreter.equal(&left, &right, span)?;
    Ok(Value::boolean(combine(holds, equal), span))
}

fn total_ordering(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let value = super::arguments::one("total_ordering", arguments, span)?;
    let ValueKind::Class(class) = &value.kind else {
        return Ok(value);
    };
    let roots: [(&str, &'static [NativeFunction]); 4] = [
        ("__lt__", FROM_LESS),
        ("__gt__", FROM_GREATER),
        ("__le__", FROM_AT_MOST),
        ("__ge__", FROM_AT_LEAST),
    ];
    let mut attributes = class.attributes.variables.borrow_mut();
    let table = roots
        .iter()
        .find(|(root, _)| attributes.contains_key(*root));
    let Some((_, table)) = table else {
        let message = "must define at least one ordering operation: < > <= >=";
        return Err(super::arguments::bad_value(message, span));
    };
    for function in *table {
        attributes
            .entry(function.name.into())
            .or_insert_with(|| Value::new(ValueKind::Native(function), span));
    }
    drop(attributes);
    Ok(value)
}
