//! A string made of many parts.

use super::{EvalResult, Interpreter};
use crate::source::Span;

/// Parts with a separator between them. Each is charged before it is appended, since the same long string may be in a list a million
/// times: this is how natives and operators put a string together that may be longer than what it is made of.
pub(in crate::eval) struct Joined {
    /// The string so far.
    pub text: String,
    separator: &'static str,
    is_first: bool,
}

impl Joined {
    /// Nothing yet.
    pub fn new(separator: &'static str) -> Joined {
        Joined {
            text: String::new(),
            separator,
            is_first: true,
        }
    }

    /// Appends a part, or raises if the string would be longer than the limit `size` or the time is used up.
    pub fn push(
        &mut self,
        interpreter: &mut Interpreter,
        part: &str,
        span: Span,
    ) -> EvalResult<()> {
        let separator = match std::mem::take(&mut self.is_first) {
            true => "",
            false => self.separator,
        };
        interpreter.grow(self.text.len(), separator.len() + part.len(), span)?;
        self.text.push_str(separator);
        self.text.push_str(part);
        Ok(())
    }
}
