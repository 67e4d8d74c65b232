//! A file of the language as a function from data to data: executed once, then called for one argument after the other.

use super::value::{Arguments, Class, Entries, Instance, Key, Namespace, Value, ValueKind};
use super::{EvalResult, Evaluation, Interpreter};
use crate::object::{Leaf, Object, PlainKind, PlainValue, TypeKind};
use crate::source::{Guard, Ownership, SourceFile, Span, Text};
use smallvec::SmallVec;
use std::rc::Rc;
use std::sync::Arc;

/// The deepest nesting of what a function may return.
const DEPTH: usize = 100;

/// What all helpers share. It defines the class `Part`, of which the structs of objects are made.
const JOB: (&str, &str) = ("stdlib/job.aurora", include_str!("../../stdlib/job.aurora"));

/// A function of the language.
#[derive(Clone, Copy)]
pub struct Program<'t> {
    /// The paths and texts of the helpers, which are executed first. They define the function that is called.
    pub helpers: &'t [(&'t str, &'t str)],
    /// The path of the program, which its includes are relative to.
    pub path: &'t str,
    /// Its text.
    pub text: &'t str,
    /// Whether it is part of jobc.
    pub is_own: bool,
    /// Variables that are set before anything is executed.
    pub variables: &'t [(&'t str, PlainValue)],
    /// The function of the helpers that is called.
    pub function: &'t str,
    /// The function of the program, which that one calls.
    pub entry: &'t str,
}

/// What came of calling a function.
pub struct Applied {
    /// The evaluation, with all errors.
    pub evaluation: Evaluation,
    /// What a variable of the helpers holds at the end, by the name that was asked for.
    pub variable: Option<PlainValue>,
    /// What each call returned; `None` if it failed.
    pub results: Vec<Option<PlainValue>>,
}

impl Interpreter<'_> {
    /// Executes a program and calls its function once for each of some arguments. Objects among them become instances of the class `Part`
    /// that have every attribute of their type, `None` if it is not set. `variable` is read at the end.
    pub fn apply(
        mut self,
        program: &Program<'_>,
        variable: &str,
        arguments: impl Iterator<Item = Vec<PlainValue>>,
    ) -> Applied {
        let standard = self.start();
        let _guard = Guard::new(self.limits.size, self.limits.milliseconds);
        self.forget_steps();
        let globals = self.globals.clone();
        self.cycles.note_module(&globals);
        globals.copy_from(&standard.variables);
        self.schema = standard.variables.clone();
        let ownership = match program.is_own {
            true => Ownership::Stdlib,
            false => Ownership::User,
        };
        let own = Rc::new(Namespace::default());
        own.copy_from(&globals);
        self.cycles.note_module(&own);
        for (name, value) in program.variables {
            own.set(*name, plain_view(value, None, Span::NOWHERE));
        }
        for (path, text) in std::iter::once(&JOB).chain(program.helpers) {
            let helpers = SourceFile::new(*path, *text, Ownership::Stdlib);
            let helpers = self.sources.add(helpers);
            self.execute_file(helpers, path, own.clone());
        }
        globals.copy_from(&own);
        let main = SourceFile::new(program.path, program.text, ownership);
        let main = self.sources.add(main);
        let path = super::include::normalise(program.path);
        self.execute_file(main, &path, globals.clone());
        let place = Span::new(main, 0, 0);
        let entry = globals.get(program.entry);
        let has_entry = entry.is_some();
        if let Some(entry) = entry {
            own.set(program.entry, entry);
        }
        let class = match own.get("Part").map(|it| it.kind) {
            Some(ValueKind::Class(class)) => Some(class),
            _ => None,
        };
        let function = own.get(program.function).filter(|_| has_entry);
        let mut results = Vec::new();
        for arguments in arguments {
            self.forget_steps();
            let values = arguments.iter();
            let values = values.map(|it| plain_view(it, class.as_ref(), place));
            let result = function
                .as_ref()
                .map(|it| self.apply_once(it, values.collect(), place));
            results.push(result.and_then(|it| to_plain(&it, 0)));
            if self.exhausted.get() {
                break;
            }
        }
        let variable = own.get(variable).and_then(|it| to_plain(&it, 0));
        self.leave(standard);
        Applied {
            evaluation: self.finish(main),
            variable,
            results,
        }
    }

    fn apply_once(&mut self, function: &Value, values: SmallVec<[Value; 4]>, place: Span) -> Value {
        let arguments = Arguments {
            positional: values,
            keywords: Vec::new(),
        };
        let result: EvalResult = self.call(function, arguments, place);
        result
            .or_else(|raised| self.recover(raised, place))
            .unwrap_or_else(|_| Value::poison(place))
    }
}

/// Data as a value. Its strings have no provenance: that would be of other sources.
fn plain_view(given: &PlainValue, class: Option<&Rc<Class>>, place: Span) -> Value {
    let text = |text: &Text| ValueKind::Unicode(Text::new(text.as_str()));
    let kind = match &given.kind {
        PlainKind::Text(it, _) => text(it),
        PlainKind::Integer(it) => ValueKind::Integer(*it),
        PlainKind::BigInteger(it) => ValueKind::BigInteger(it.clone()),
        PlainKind::Float(it) => ValueKind::Float(*it),
        PlainKind::Boolean(it) => ValueKind::Boolean(*it),
        PlainKind::List(items) | PlainKind::Tuple(items) => {
            let items = items.iter().map(|it| plain_view(it, class, place));
            return Value::list(items.collect(), place);
        }
        PlainKind::Map(pairs) => {
            let mut entries = Entries::default();
            for (key, value) in pairs.iter() {
                if let PlainKind::Text(name, _) = &key.kind {
                    entries.insert(
                        text_key(name.as_str(), place),
                        plain_view(value, class, place),
                    );
                }
            }
            return Value::dict(entries, place);
        }
        PlainKind::Object(object) => return object_view(object, class, place),
        _ => ValueKind::None,
    };
    Value::new(kind, place)
}

fn text_key(name: &str, place: Span) -> Key {
    let value = Value::new(ValueKind::Unicode(Text::new(name)), place);
    Key(value)
}

/// An object as a value: a struct is an instance with all attributes of its type.
fn object_view(object: &Object, class: Option<&Rc<Class>>, place: Span) -> Value {
    let object = &object.unwrap_choice();
    let is_float = matches!(object.ty().kind(), TypeKind::Float);
    let kind = match object.as_leaf() {
        Some(Leaf::Text(text, _)) => ValueKind::Unicode(Text::new(text.as_str())),
        Some(Leaf::Integer(number)) if is_float => ValueKind::Float(*number as f64),
        Some(Leaf::Integer(number)) => ValueKind::Integer(*number),
        Some(Leaf::BigInteger(number)) => ValueKind::BigInteger(number.clone()),
        Some(Leaf::Float(number)) => ValueKind::Float(*number),
        Some(Leaf::Boolean(value)) => ValueKind::Boolean(*value),
        Some(Leaf::Other(_)) => ValueKind::None,
        None => return composite_view(object, class, place),
    };
    Value::new(kind, place)
}

fn composite_view(object: &Object, class: Option<&Rc<Class>>, place: Span) -> Value {
    if let Some(elements) = object.as_list() {
        let items = elements.iter().map(|it| object_view(it, class, place));
        return Value::list(items.collect(), place);
    }
    if object.as_map().is_some() {
        let mut entries = Entries::default();
        for (key, value) in object.distinct_items() {
            if let Some(Leaf::Text(name, _)) = key.as_leaf() {
                entries.insert(
                    text_key(name.as_str(), place),
                    object_view(value, class, place),
                );
            }
        }
        return Value::dict(entries, place);
    }
    let (Some(ty), Some(class)) = (object.ty().as_struct(), class) else {
        return Value::none(place);
    };
    let attributes = ty.attributes.keys().map(|name| {
        let value = match object.field(name) {
            Some(field) => object_view(&field.value, Some(class), place),
            None => Value::none(place),
        };
        (name.clone(), value)
    });
    let instance = Instance {
        class: class.clone(),
        attributes: super::attributes::Attributes::of(attributes.collect()),
        payload: None,
    };
    Value::new(ValueKind::Instance(Rc::new(instance)), place)
}

/// A value as data, the items of dicts in the order they were inserted; `None` if something in it failed or is no data.
fn to_plain(value: &Value, depth: usize) -> Option<PlainValue> {
    if depth > DEPTH {
        return None;
    }
    let all = |values: &mut dyn Iterator<Item = &Value>| -> Option<Arc<[PlainValue]>> {
        values.map(|it| to_plain(it, depth + 1)).collect()
    };
    let kind = match &value.kind {
        ValueKind::None => PlainKind::Other("None".into()),
        ValueKind::Boolean(it) => PlainKind::Boolean(*it),
        ValueKind::Integer(it) => PlainKind::Integer(*it),
        ValueKind::BigInteger(it) => PlainKind::BigInteger(it.clone()),
        ValueKind::Float(it) => PlainKind::Float(*it),
        ValueKind::Unicode(it) => PlainKind::text(it.as_str()),
        ValueKind::String(it) => PlainKind::text(decoded(it.as_str())),
        ValueKind::List(list) => PlainKind::List(all(&mut list.borrow().iter())?),
        ValueKind::Tuple(tuple) => PlainKind::List(all(&mut tuple.items.iter())?),
        ValueKind::Dict(dict) => {
            let entries = dict.entries.borrow();
            let pairs = entries.inserted().map(|(key, value)| {
                let key = to_plain(key.value(), depth + 1)?;
                Some((key, to_plain(value, depth + 1)?))
            });
            PlainKind::Map(pairs.collect::<Option<Vec<_>>>()?.into())
        }
        _ => return None,
    };
    Some(PlainValue {
        kind,
        span: value.origin,
    })
}

/// The characters of a `str`, whose own characters are bytes: those of UTF-8, if they are that.
fn decoded(text: &str) -> String {
    let bytes: Option<Vec<u8>> = text.chars().map(|it| u8::try_from(it).ok()).collect();
    bytes
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or_else(|| text.to_owned())
}
