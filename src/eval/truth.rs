//! Truth, and `in`.

use super::operator::payload;
use super::value::{Arguments, Iteration, Value, ValueKind};
use super::{EvalResult, Interpreter, Raised, objects};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::eval;
use crate::source::Span;
use num_traits::Zero;

impl Interpreter<'_> {
    /// `bool(value)`.
    pub fn truth(&mut self, value: &Value, span: Span) -> EvalResult<bool> {
        Ok(match &value.kind {
            ValueKind::Boolean(value) => *value,
            ValueKind::None => false,
            ValueKind::Integer(value) => *value != 0,
            ValueKind::Float(value) => *value != 0.0,
            ValueKind::BigInteger(value) => !value.is_zero(),
            ValueKind::String(text) | ValueKind::Unicode(text) => !text.is_empty(),
            ValueKind::List(list) => !list.borrow().is_empty(),
            ValueKind::Tuple(tuple) => !tuple.items.is_empty(),
            ValueKind::Dict(dict) => !dict.entries.borrow().is_empty(),
            ValueKind::Set(set) => !set.items.borrow().is_empty(),
            ValueKind::Object(object) => return objects::truth(self, object, span),
            ValueKind::Foreign(foreign) => foreign.length() != Some(0),
            ValueKind::Iterator(iterator) => match &*iterator.borrow() {
                Iteration::Range { next, stop, step } => {
                    if *step > 0 {
                        next < stop
                    } else {
                        next > stop
                    }
                }
                _ => true,
            },
            ValueKind::Instance(instance) => {
                for name in ["__nonzero__", "__bool__", "__len__"] {
                    if let Some(method) = self.method_of(instance, value, name) {
                        let result = self.call(&method, Arguments::default(), span)?;
                        return self.nested(span, |i| i.truth(&result, span));
                    }
                }
                match &instance.payload {
                    Some(payload) => return self.truth(payload, span),
                    None => true,
                }
            }
            ValueKind::Poison => return Err(Raised::poisoned()),
            _ => true,
        })
    }

    /// `item in container`.
    pub fn contains(&mut self, container: &Value, item: &Value, span: Span) -> EvalResult<bool> {
        match &container.kind {
            ValueKind::String(text) | ValueKind::Unicode(text) => match &payload(item).kind {
                ValueKind::String(part) | ValueKind::Unicode(part) => {
                    self.work(text.len(), span)?;
                    Ok(text.contains(part.as_str()))
                }
                ValueKind::Poison => Err(Raised::poisoned()),
                _ => {
                    let found = self.type_name(item);
                    Err(Raised::with_diagnostic(
                        "TypeError",
                        format!("'in <string>' requires string as left operand, not {found}"),
                        Diagnostic::new(
                            &eval::TYPE_ERROR,
                            format!(
                                "only a string can be in a string, not {}",
                                self.describe(item)
                            ),
                            span,
                        ),
                    ))
                }
            },
            ValueKind::Dict(dict) => {
                let key = self.key(item, span)?;
                Ok(dict.entries.borrow().contains(&key))
            }
            ValueKind::Set(set) => {
                let key = self.key(item, span)?;
                Ok(set.items.borrow().contains(&key))
            }
            ValueKind::Object(object) => objects::contains(self, object, item, span),
            ValueKind::Foreign(foreign) => match foreign.clone().contains(self, item, span)? {
                Some(found) => Ok(found),
                None => self.contains_by_iteration(container, item, span),
            },
            ValueKind::Instance(instance) => {
                if let Some(method) = self.method_of(instance, container, "__contains__") {
                    let result = self.call_with(&method, item, span)?;
                    return self.truth(&result, span);
                }
                match instance.payload.clone() {
                    Some(payload) if instance.class.lookup("__iter__").is_none() => {
                        self.contains(&payload, item, span)
                    }
                    _ => self.contains_by_iteration(container, item, span),
                }
            }
            _ => self.contains_by_iteration(container, item, span),
        }
    }

    fn contains_by_iteration(
        &mut self,
        container: &Value,
        item: &Value,
        span: Span,
    ) -> EvalResult<bool> {
        let mut iteration = self.iterate(container, span)?;
        // One element that is not known makes the answer unknown only if no other element is the one.
        let mut poisoned = false;
        while let Some(element) = self.next(&mut iteration, span)? {
            self.step(span)?;
            if element.is_poison() {
                poisoned = true;
            } else if self.equal(&element, item, span)? {
                return Ok(true);
            }
        }
        if poisoned {
            return Err(Raised::poisoned());
        }
        Ok(false)
    }
}
