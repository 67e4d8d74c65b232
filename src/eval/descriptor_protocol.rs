//! Descriptors of a configuration's own: objects in a class with `__get__`, `__set__` or `__delete__`, which are asked when an attribute
//! of their name is read, set or deleted.

use super::value::{Arguments, Value, ValueKind};
use super::{EvalResult, Interpreter};
use crate::source::Span;

impl Interpreter<'_> {
    /// What a member of a class gives where it is read through an object or, without one, through the class; `None` if it is no
    /// descriptor.
    pub(super) fn read_descriptor(
        &mut self,
        member: &Value,
        this: Option<&Value>,
        class: Value,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let this = this.cloned().unwrap_or(Value::none(span));
        self.ask_descriptor(member, "__get__", [this, class], span)
    }

    /// Whether a member of a class is asked before the attributes of the object.
    pub(super) fn comes_first(member: &Value) -> bool {
        let ValueKind::Instance(instance) = &member.kind else {
            return false;
        };
        instance.class.lookup("__set__").is_some()
    }

    /// Sets an attribute through a member of the class; `None` if that is no descriptor.
    pub(super) fn write_descriptor(
        &mut self,
        member: &Value,
        this: &Value,
        new: Value,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        self.ask_descriptor(member, "__set__", [this.clone(), new], span)
    }

    /// Deletes an attribute through a member of the class; `None` if that is no descriptor.
    pub(super) fn delete_descriptor(
        &mut self,
        member: &Value,
        this: &Value,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        self.ask_descriptor(member, "__delete__", [this.clone()], span)
    }

    fn ask_descriptor<const N: usize>(
        &mut self,
        member: &Value,
        method: &str,
        arguments: [Value; N],
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let ValueKind::Instance(instance) = &member.kind else {
            return Ok(None);
        };
        let Some(method) = self.method_of(instance, member, method) else {
            return Ok(None);
        };
        let arguments = Arguments {
            positional: arguments.into_iter().collect(),
            keywords: Vec::new(),
        };
        self.call(&method, arguments, span).map(Some)
    }
}
