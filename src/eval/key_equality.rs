//! Objects of a configuration's classes as keys of dicts: which of them are the same key is for their `__hash__` and `__eq__` to say.
//!
//! A key cannot ask the interpreter when it is compared. So it is asked beforehand: objects that are equal get the same number.

use super::value::{Instance, Value, ValueKind};
use super::{EvalResult, Interpreter, builtins};
use crate::source::Span;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// The first object of each group of equal ones, by what its `__hash__` gave.
#[derive(Debug, Default)]
pub struct EqualKeys {
    groups: FxHashMap<i64, Vec<(u32, Value)>>,
    last: u32,
}

impl Interpreter<'_> {
    /// Finds out which other keys an object equals, if its class defines that.
    pub(super) fn group_key(
        &mut self,
        instance: &Rc<Instance>,
        value: &Value,
        span: Span,
    ) -> EvalResult<()> {
        let Some(hash) = self.method_of(instance, value, "__hash__") else {
            return Ok(());
        };
        if matches!(hash.kind, ValueKind::None) {
            return Err(self.unhashable(value, span));
        }
        let class = &instance.class;
        let hash = builtins::hash::of_method(self, &hash, span)?;
        instance.attributes.set_hash(hash);
        if class.lookup("__eq__").is_none() && class.lookup("__cmp__").is_none() {
            return Ok(());
        }
        let group = self.group_of(value, hash, span)?;
        instance.attributes.set_group(group);
        Ok(())
    }

    fn group_of(&mut self, value: &Value, hash: i64, span: Span) -> EvalResult<u32> {
        let known = self.key_equality.groups.get(&hash).cloned();
        for (group, first) in known.into_iter().flatten() {
            self.step(span)?;
            if super::compare::same(&first, value) || self.equal(&first, value, span)? {
                return Ok(group);
            }
        }
        self.allocate(1, span)?;
        let keys = &mut self.key_equality;
        keys.last += 1;
        let group = (keys.last, value.clone());
        keys.groups.entry(hash).or_default().push(group);
        Ok(keys.last)
    }
}
