//! Stands in for `format/` until it is merged.
#![allow(missing_docs, unused_variables)]
use crate::eval::value::Value;
use crate::eval::{EvalResult, Interpreter};
use crate::source::{Span, Text};

pub fn percent(i: &mut Interpreter, template: &Value, argument: &Value, span: Span) -> EvalResult {
    Ok(template.clone())
}
pub fn format_value(
    i: &mut Interpreter,
    value: &Value,
    spec: &Text,
    span: Span,
) -> EvalResult<Text> {
    i.to_str(value, span)
}
pub fn float_str(value: f64) -> String {
    format!("{value:?}")
}
pub fn float_repr(value: f64) -> String {
    format!("{value:?}")
}
pub fn string_repr(text: &str, unicode: bool) -> String {
    let quote = if text.contains('\'') && !text.contains('"') {
        '"'
    } else {
        '\''
    };
    format!(
        "{}{quote}{}{quote}",
        if unicode { "u" } else { "" },
        text.replace('\n', "\\n")
    )
}
