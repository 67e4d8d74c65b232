//! Stands in for what the core provides, until it is merged.
#![allow(missing_docs, unused_variables, clippy::unused_self)]
use super::value::{BuiltinType, Class, Key, Namespace};
use super::{EvalResult, Interpreter, Value};
use crate::source::Span;
use crate::syntax::ast::{BinaryOperator, Name};
use std::rc::Rc;

pub struct Classes;
impl Classes {
    pub fn get(&self, builtin: BuiltinType) -> Rc<Class> {
        todo!()
    }
    pub fn exception(&self, name: &str) -> Option<Rc<Class>> {
        todo!()
    }
}
impl std::hash::Hash for Key {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {}
}
impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        todo!()
    }
}
impl Eq for Key {}
impl Interpreter<'_> {
    pub fn class_of(&self, value: &Value) -> Value {
        todo!()
    }
    pub fn type_of_three(&mut self, arguments: &[Value], span: Span) -> EvalResult {
        todo!()
    }
    pub fn set_attribute(
        &mut self,
        value: &Value,
        name: &str,
        new: Value,
        span: Span,
    ) -> EvalResult<()> {
        todo!()
    }
    pub fn delete_attribute(&mut self, value: &Value, name: &str, span: Span) -> EvalResult<()> {
        todo!()
    }
    pub fn attribute_names(&mut self, value: &Value) -> Vec<Rc<str>> {
        todo!()
    }
    pub fn current_globals(&self) -> Rc<Namespace> {
        todo!()
    }
    pub fn current_locals(&self) -> Option<Vec<(Name, Value)>> {
        todo!()
    }
    pub fn binary(
        &mut self,
        operator: BinaryOperator,
        left: &Value,
        right: &Value,
        span: Span,
    ) -> EvalResult {
        todo!()
    }
    pub fn length(&mut self, value: &Value, span: Span) -> EvalResult<usize> {
        todo!()
    }
    pub fn guard<T>(&mut self, action: impl FnOnce(&mut Self) -> T) -> T {
        todo!()
    }
}
