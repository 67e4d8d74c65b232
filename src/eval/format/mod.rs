//! `%`, `str.format`, format specs, and how floats and strings are written.
//!
//! What is formatted keeps its provenance: a reference in the result of `'{{%s}}' % 'role'` can still be shown where it was
//! written.

mod float;
mod integer;
mod method;
mod percent;
mod spec;

pub use crate::object::float_repr;
pub use crate::python2::string_repr;
pub use float::float_str;
pub use method::format_method;
pub use percent::percent;
pub use spec::format_value;

pub(in crate::eval) use integer::{Number, radix_text};

use super::{EvalResult, Interpreter, Raised, Value, ValueKind};
use crate::diagnostic::codes;
use crate::source::{Span, Text};
use crate::syntax::literal;

/// The characters `start..end` (bytes) of a template in the file; the whole expression, if they stand in no literal.
fn place(interpreter: &Interpreter, template: &Text, start: usize, end: usize, span: Span) -> Span {
    literal::locate(template, start, end, &interpreter.sources).unwrap_or(span)
}

/// An exception because a template does not fit its values, or is none.
fn bad_format(class: &'static str, message: impl Into<String>, span: Span) -> Box<Raised> {
    Raised::new(class, &codes::eval::BAD_FORMAT, message, span)
}

/// `str(value)`, and whether it is unicode. The text of an object, or what a `__str__` gives, is unicode as soon as it is
/// not ASCII (CPython: `_PyObject_Str`).
fn text_of(interpreter: &mut Interpreter, value: &Value, span: Span) -> EvalResult<(Text, bool)> {
    match &value.kind {
        ValueKind::String(text) => Ok((text.clone(), false)),
        ValueKind::Unicode(text) => Ok((text.clone(), true)),
        _ => {
            let text = interpreter.to_str(value, span)?;
            let unicode = !text.is_ascii();
            Ok((text, unicode))
        }
    }
}

#[cfg(test)]
mod tests;
