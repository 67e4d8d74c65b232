//! `d.viewkeys()`, `d.viewitems()`, `d.viewvalues()`: what is in a dict, as it changes.

use super::set_operations::{Operand, Operation};
use super::value::{Dict, Elements, Foreign, Iteration, Set, Value, ValueKind};
use super::{EvalResult, Interpreter};
use crate::source::Span;
use crate::syntax::ast::BinaryOperator;
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

/// What a view shows of a dict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// Its keys.
    Keys,
    /// Its values.
    Values,
    /// Pairs of both.
    Items,
}

/// A view of a dict.
#[derive(Debug)]
pub(super) struct View {
    dict: Rc<Dict>,
    shown: Shown,
}

impl View {
    /// A view as a value.
    pub fn value(dict: Rc<Dict>, shown: Shown, span: Span) -> Value {
        Value::new(ValueKind::foreign(View { dict, shown }), span)
    }

    fn items(&self, interpreter: &Interpreter, span: Span) -> Vec<Value> {
        let order = interpreter.language.dict_order;
        let items = || self.dict.items(order).into_iter();
        match self.shown {
            Shown::Keys => self.dict.keys(order),
            Shown::Values => items().map(|(_, value)| value).collect(),
            Shown::Items => items()
                .map(|(key, value)| Value::tuple(vec![key.0, value], span))
                .collect(),
        }
    }
}

/// The set that a view of keys or items is compared and combined as; `None` for any other value.
pub(super) fn as_set(
    interpreter: &mut Interpreter,
    value: &Value,
    span: Span,
) -> EvalResult<Option<Value>> {
    let ValueKind::Foreign(foreign) = &value.kind else {
        return Ok(None);
    };
    match foreign.as_any().downcast_ref::<View>() {
        Some(view) if view.shown != Shown::Values => {
            let mut elements = Elements::default();
            for item in view.items(interpreter, span) {
                elements.insert(interpreter.key(&item, span)?, ());
            }
            Ok(Some(Value::set(elements, span)))
        }
        _ => Ok(None),
    }
}

impl Foreign for View {
    fn type_name(&self) -> &'static str {
        match self.shown {
            Shown::Keys => "dict_keys",
            Shown::Values => "dict_values",
            Shown::Items => "dict_items",
        }
    }

    fn repr(&self, interpreter: &mut Interpreter) -> EvalResult<String> {
        let nowhere = Span::NOWHERE;
        let items = Value::list(self.items(interpreter, nowhere), nowhere);
        let items = interpreter.repr(&items, nowhere)?;
        Ok(format!("{}({items})", self.type_name()))
    }

    fn iterate(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        span: Span,
    ) -> EvalResult<Option<Iteration>> {
        let items = self.items(interpreter, span);
        interpreter.allocate(items.len(), span)?;
        Ok(Some(Iteration::Items { items, position: 0 }))
    }

    fn contains(
        &self,
        interpreter: &mut Interpreter,
        item: &Value,
        span: Span,
    ) -> EvalResult<Option<bool>> {
        if self.shown != Shown::Keys {
            return Ok(None);
        }
        let key = interpreter.key(item, span)?;
        Ok(Some(self.dict.entries.borrow().contains(&key)))
    }

    fn length(&self) -> Option<usize> {
        Some(self.dict.entries.borrow().len())
    }

    /// A set is made of what is on the left, and then changed by what is on the right.
    fn binary(
        &self,
        interpreter: &mut Interpreter,
        operator: BinaryOperator,
        other: &Value,
        reflected: bool,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let Some(operation) = Operation::of(operator).filter(|_| self.shown != Shown::Values)
        else {
            return Ok(None);
        };
        let this = Value::list(self.items(interpreter, span), span);
        let (left, right) = if reflected {
            (other, &this)
        } else {
            (&this, other)
        };
        let order = interpreter.language.dict_order;
        let left = Operand::of(interpreter, left, span)?.into_elements(order);
        let right = Operand::of(interpreter, right, span)?;
        let set = Rc::new(Set {
            items: RefCell::new(left),
            frozen: false,
        });
        operation.change(&set, &right, order);
        Ok(Some(Value::new(ValueKind::Set(set), span)))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
