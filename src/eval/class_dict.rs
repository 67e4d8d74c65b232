//! `__dict__` of a class: CPython 2.7, `type_new` in `Objects/typeobject.c`, `class_new` in `Objects/classobject.c`.

use super::class::is_old_style;
use super::value::{BuiltinType, Class, Entries, Foreign, Key, Value, ValueKind};
use super::{EvalResult, Interpreter};
use crate::source::Span;
use std::any::Any;
use std::rc::Rc;

impl Interpreter<'_> {
    /// `__dict__` of a class: a copy, as writing to that of Python is an error.
    pub(super) fn class_dict(&mut self, class: &Rc<Class>, span: Span) -> EvalResult {
        let key = |name: &str| Key(Value::string(name, span));
        let names = class.attributes.names();
        self.allocate(names.len(), span)?;
        let attributes = names.iter().filter_map(|name| {
            let value = class.attributes.get(name)?;
            Some((key(name), value))
        });
        if class.span == Span::NOWHERE || class.builtin == BuiltinType::Foreign {
            return Ok(Value::dict(attributes.collect(), span));
        }
        let mut entries = Entries::default();
        if class.is_from_dict {
            // There is no `__module__`: the client's globals have no `__name__` to make it of.
            let attributes: Vec<(Key, Value)> = attributes.collect();
            entries.merge(attributes.len(), attributes);
        } else {
            // Its own value, if it has one, comes with the attributes.
            let module = (key("__module__"), Value::string("__builtin__", span));
            let (first, others): (Vec<_>, Vec<_>) =
                attributes.partition(|(name, _)| *name == key("__doc__"));
            let attributes = first.into_iter().chain(others);
            entries.extend([module].into_iter().chain(attributes));
        }
        let is_old = is_old_style(class);
        if !is_old {
            if !class.is_from_dict {
                entries = entries.copy();
            }
            let class_name = &class.name;
            for name in slots(class) {
                let text = format!("<attribute '{name}' of '{class_name}' objects>");
                let slot = ValueKind::foreign(SlotDescriptor(text));
                entries.insert(key(name), Value::new(slot, span));
            }
        }
        if !entries.contains(&key("__doc__")) {
            entries.insert(key("__doc__"), Value::none(span));
        }
        Ok(Value::dict(entries, span))
    }
}

/// What Python adds to a class whose objects have something that those of its bases have not.
fn slots(class: &Class) -> &'static [&'static str] {
    let is_object = |class: &Class| &*class.name == "object";
    let is_of_python = |it: &&Rc<Class>| !is_object(it) && it.span != Span::NOWHERE;
    let has_slots = class.attributes.contains("__slots__");
    if has_slots || class.ancestors.iter().any(|it| is_of_python(&it)) {
        return &[];
    }
    match class.builtin {
        BuiltinType::Exception => &["__weakref__"],
        // The first have room for weak references, in the others there is no place for one.
        BuiltinType::Set
        | BuiltinType::FrozenSet
        | BuiltinType::Tuple
        | BuiltinType::Long
        | BuiltinType::String => &["__dict__"],
        _ => &["__dict__", "__weakref__"],
    }
}

/// `__dict__` and `__weakref__` in a class.
#[derive(Debug)]
struct SlotDescriptor(String);

impl Foreign for SlotDescriptor {
    fn type_name(&self) -> &'static str {
        "getset_descriptor"
    }

    fn repr(&self, _: &mut Interpreter) -> EvalResult<String> {
        Ok(self.0.clone())
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
