//! `collections.namedtuple`.

use super::arguments::{bad_value, string, take};
use super::build::{descriptor, foreign, natives, set, split_self, static_method};
use crate::diagnostic::codes::eval as codes;
use crate::diagnostic::shorten;
use crate::eval::value::{
    Arguments, BuiltinType, Class, Entries, Foreign, Namespace, NativeFunction, Tuple, Value,
    ValueKind,
};
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::source::Span;
use crate::syntax::ast::Name;
use rustc_hash::FxHashSet;
use std::rc::Rc;

natives! { NEW: "__new__" => new }
natives! { CLASS_METHODS: "_make" => make }
natives! { METHODS: "_replace" => replace, "_asdict" => as_dict, "__getnewargs__" => new_arguments }

/// `namedtuple(typename, field_names)`.
pub(super) fn namedtuple(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let ([name, names], [_, rename]) = take(
        "namedtuple",
        arguments,
        ["typename", "field_names"],
        ["verbose", "rename"],
        span,
    )?;
    let name = string("namedtuple", &name, span)?.text;
    interpreter.allocate(names.as_text().map_or(0, |text| text.len()), span)?;
    let mut fields: Vec<String> = match names.as_text() {
        Some(text) => text
            .split(|c: char| c == ',' || c.is_whitespace())
            .filter(|field| !field.is_empty())
            .map(str::to_owned)
            .collect(),
        None => {
            let mut fields = Vec::new();
            for item in interpreter.items(&names, span)? {
                let field = string("namedtuple", &item, span)?.text;
                interpreter.allocate(field.len(), span)?;
                fields.push(field.to_string());
            }
            fields
        }
    };
    let rename = match rename {
        Some(rename) => interpreter.truth(&rename, span)?,
        None => false,
    };
    interpreter.work(fields.len() * FIELD_WORK, span)?;
    let mut before = FxHashSet::default();
    for (index, field) in fields.iter_mut().enumerate() {
        let duplicate = || format!("Encountered duplicate field name: '{field}'");
        let problem = problem(field).or_else(|| before.contains(field).then(duplicate));
        if problem.is_some() && rename {
            *field = format!("_{index}");
        } else if let Some(problem) = problem {
            return Err(bad_value(problem, span));
        }
        before.insert(field.clone());
    }
    let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
    let class = class_over(interpreter, &name, &fields, span);
    Ok(Value::new(ValueKind::Class(class), span))
}

/// What making a field takes, in units of [`Interpreter::work`].
const FIELD_WORK: usize = 1024;

/// What is wrong with a field's name by itself.
fn problem(field: &str) -> Option<String> {
    if !field.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') || field.is_empty() {
        return Some(format!(
            "Type names and field names can only contain alphanumeric characters and underscores: '{field}'"
        ));
    }
    if field.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(format!(
            "Type names and field names cannot start with a number: '{field}'"
        ));
    }
    field
        .starts_with('_')
        .then(|| format!("Field names cannot start with an underscore: '{field}'"))
}

fn class_over(interpreter: &Interpreter, name: &str, fields: &[&str], span: Span) -> Rc<Class> {
    let ancestors = vec![
        interpreter.classes.get(BuiltinType::Tuple),
        interpreter.classes.get(BuiltinType::Object),
    ];
    Rc::new(make_class(name, fields, ancestors, span))
}

/// A class of named tuples for a module's own results: nothing inherits from it.
pub(super) fn class(name: &str, fields: &[&str], span: Span) -> Rc<Class> {
    Rc::new(make_class(name, fields, Vec::new(), span))
}

fn make_class(name: &str, fields: &[&str], ancestors: Vec<Rc<Class>>, span: Span) -> Class {
    let attributes = Namespace::default();
    for function in NEW {
        set(&attributes, function.name, static_method(function, span));
    }
    for function in CLASS_METHODS {
        let value = foreign(ClassMethod(function), span);
        let value = descriptor(BuiltinType::ClassMethod, value, span);
        set(&attributes, function.name, value);
    }
    for function in METHODS {
        let function_value = Value::new(ValueKind::Native(function), span);
        set(&attributes, function.name, function_value);
    }
    let names = fields.iter().map(|field| Value::string(*field, span));
    let names = Value::tuple(names.collect::<Vec<_>>(), span);
    set(&attributes, "_fields", names);
    for (index, field) in fields.iter().enumerate() {
        let item = Value::integer(index as i64, span);
        let getter = ItemGetter { item };
        let property = descriptor(BuiltinType::Property, foreign(getter, span), span);
        set(&attributes, field, property);
    }
    Class {
        name: name.into(),
        bases: ancestors.first().cloned().into_iter().collect(),
        ancestors,
        attributes,
        builtin: BuiltinType::Tuple,
        fields: Some(fields.iter().map(|field| Name::from(*field)).collect()),
        is_from_dict: false,
        span,
    }
}

/// A function that gets the class. (A bare native function of a class would be taken for a method of its objects.)
#[derive(Debug)]
struct ClassMethod(&'static NativeFunction);

impl Foreign for ClassMethod {
    fn type_name(&self) -> &'static str {
        "function"
    }

    fn call(
        &self,
        interpreter: &mut Interpreter,
        arguments: Arguments,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        (self.0.call)(interpreter, arguments, span).map(Some)
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

/// A tuple of a class; the number of items has to be that of the fields.
pub(super) fn tuple(class: &Rc<Class>, items: impl Into<Box<[Value]>>, span: Span) -> Value {
    let tuple = Tuple {
        items: items.into(),
        class: Some(class.clone()),
    };
    Value::new(ValueKind::Tuple(Rc::new(tuple)), span)
}

/// The class and its fields, which it may have inherited.
fn class_and_fields(
    function: &str,
    value: &Value,
    span: Span,
) -> EvalResult<(Rc<Class>, Rc<[Name]>)> {
    if let ValueKind::Class(class) = &value.kind {
        let own = class.fields.as_ref();
        let inherited = class.ancestors.iter().find_map(|base| base.fields.as_ref());
        if let Some(fields) = own.or(inherited) {
            return Ok((class.clone(), fields.clone()));
        }
    }
    let expected = "a class made by namedtuple";
    Err(super::arguments::wrong_type(
        function, expected, value, span,
    ))
}

fn new(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (class, arguments) = split_self("__new__", arguments, span)?;
    let (class, fields) = class_and_fields("__new__", &class, span)?;
    let given = 1 + arguments.positional.len() + arguments.keywords.len();
    let mut slots: Vec<Option<Value>> = arguments.positional.into_iter().map(Some).collect();
    let too_many = slots.len() > fields.len();
    slots.resize(fields.len().max(slots.len()), None);
    for (name, place, value) in arguments.keywords {
        interpreter.work(fields.len(), place)?;
        let Some(index) = fields.iter().position(|field| *field == name) else {
            let message = format!("__new__() got an unexpected keyword argument '{name}'");
            let raised = Raised::new("TypeError", &codes::BAD_CALL, message, place);
            return Err(raised.map_diagnostic(|mut diagnostic| {
                diagnostic.message = shorten(format!("`{}` has no field `{name}`", class.name));
                let fields = fields.iter().map(|field| &**field);
                match crate::diagnostic::nearest(&name, fields) {
                    Some(near) => diagnostic.suggest(place, near),
                    None => diagnostic,
                }
            }));
        };
        if slots[index].replace(value).is_some() {
            let message = format!("__new__() got multiple values for keyword argument '{name}'");
            return Err(Raised::new("TypeError", &codes::BAD_CALL, message, place));
        }
    }
    let items: Option<Vec<Value>> = slots.into_iter().collect();
    match items {
        Some(items) if !too_many => Ok(tuple(&class, items, span)),
        _ => {
            let wanted = fields.len() + 1;
            let message = format!("__new__() takes exactly {wanted} arguments ({given} given)");
            let raised = Raised::new("TypeError", &codes::BAD_CALL, message, span);
            Err(raised.map_diagnostic(|mut diagnostic| {
                let names: Vec<&str> = fields.iter().map(|field| &**field).collect();
                diagnostic.message = shorten(format!(
                    "`{}` takes {} fields ({}), but got {}",
                    class.name,
                    fields.len(),
                    names.join(", "),
                    given - 1
                ));
                diagnostic
            }))
        }
    }
}

fn make(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([class, values], []) = take("_make", arguments, ["", ""], [], span)?;
    let (class, fields) = class_and_fields("_make", &class, span)?;
    let items = interpreter.items(&values, span)?;
    if items.len() != fields.len() {
        let message = format!("Expected {} arguments, got {}", fields.len(), items.len());
        return Err(Raised::new("TypeError", &codes::BAD_CALL, message, span));
    }
    Ok(tuple(&class, items, span))
}

/// A tuple, its class, and the names of its fields.
type Parts = (Rc<Tuple>, Rc<Class>, Rc<[Name]>);

/// The tuple behind `self`, with its class and fields.
fn parts(function: &str, value: &Value, span: Span) -> EvalResult<Parts> {
    let inner = match &value.kind {
        ValueKind::Instance(instance) => instance.payload.as_ref().unwrap_or(value),
        _ => value,
    };
    if let ValueKind::Tuple(tuple) = &inner.kind
        && let Some(class) = &tuple.class
    {
        let class = Value::new(ValueKind::Class(class.clone()), span);
        let (class, fields) = class_and_fields(function, &class, span)?;
        return Ok((tuple.clone(), class, fields));
    }
    Err(super::arguments::wrong_type(
        function,
        "a named tuple",
        value,
        span,
    ))
}

fn replace(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, arguments) = split_self("_replace", arguments, span)?;
    let (old, class, fields) = parts("_replace", &this, span)?;
    let mut items = old.items.to_vec();
    for (name, place, value) in arguments.keywords {
        interpreter.work(fields.len(), place)?;
        let index = fields.iter().position(|field| *field == name);
        match index.and_then(|index| items.get_mut(index)) {
            Some(item) => *item = value,
            None => {
                let message = format!("Got unexpected field names: ['{name}']");
                let code = &codes::VALUE_ERROR;
                return Err(Raised::new("ValueError", code, message, place));
            }
        }
    }
    Ok(tuple(&class, items, span))
}

fn as_dict(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([this], []) = take("_asdict", arguments, [""], [], span)?;
    let (tuple, _, fields) = parts("_asdict", &this, span)?;
    let mut entries = Entries::default();
    for (field, item) in fields.iter().zip(&tuple.items) {
        let key = super::build::string_key(interpreter, field, span)?;
        entries.insert(key, item.clone());
    }
    Ok(super::collections::ordered(entries, span))
}

fn new_arguments(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([this], []) = take("__getnewargs__", arguments, [""], [], span)?;
    let (tuple, _, _) = parts("__getnewargs__", &this, span)?;
    Ok(Value::tuple(tuple.items.clone(), span))
}

/// Gives one item of a tuple: the getter of a field.
#[derive(Debug)]
struct ItemGetter {
    item: Value,
}

impl Foreign for ItemGetter {
    fn type_name(&self) -> &'static str {
        "operator.itemgetter"
    }

    fn call(
        &self,
        interpreter: &mut Interpreter,
        arguments: Arguments,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let tuple = super::arguments::one("itemgetter", arguments, span)?;
        interpreter.subscript(&tuple, &self.item, span).map(Some)
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}
