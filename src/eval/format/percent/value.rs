//! What a directive makes of a value.

use super::{Directive, Formatting};
use crate::eval::builtins::kind::type_name;
use crate::eval::format::integer::Number;
use crate::eval::format::spec::cut;
use crate::eval::format::{float, text_of};
use crate::eval::work_size::work_size;
use crate::eval::{Arguments, EvalResult, Value, ValueKind};
use crate::source::Text;

impl Formatting<'_, '_> {
    pub(super) fn string(
        &mut self,
        directive: &Directive,
        conversion: char,
        value: &Value,
    ) -> EvalResult<()> {
        self.interpreter.work(work_size(value), self.span)?;
        let text = if conversion == 'r' {
            Text::new(self.interpreter.repr(value, self.span)?)
        } else {
            let (text, unicode) = match self.own_unicode(value)? {
                Some(text) => (text, true),
                None => text_of(self.interpreter, value, self.span)?,
            };
            if unicode {
                self.unicode = true;
            } else if !text.is_ascii() {
                self.plain.push(value.clone());
            }
            text
        };
        let text = match directive.precision {
            Some(precision) => cut(&text, precision),
            None => text,
        };
        self.interpreter
            .allocate(self.output.len().saturating_add(text.len()), self.span)?;
        self.pad(directive, "", &text);
        Ok(())
    }

    /// What `__unicode__` gives, which a unicode template asks first.
    fn own_unicode(&mut self, value: &Value) -> EvalResult<Option<Text>> {
        let ValueKind::Instance(instance) = &value.kind else {
            return Ok(None);
        };
        if !self.unicode {
            return Ok(None);
        }
        let Some(method) = self.interpreter.method_of(instance, value, "__unicode__") else {
            return Ok(None);
        };
        let result = self
            .interpreter
            .call(&method, Arguments::default(), self.span)?;
        Ok(result.as_text().cloned())
    }

    pub(super) fn character(&mut self, directive: &Directive, value: &Value) -> EvalResult<()> {
        let text = match &value.kind {
            ValueKind::String(text) | ValueKind::Unicode(text) if text.char_count() == 1 => {
                self.unicode |= matches!(value.kind, ValueKind::Unicode(_));
                text.clone()
            }
            ValueKind::String(_) | ValueKind::Unicode(_) => {
                return Err(self.wrong(
                    "`%c`",
                    "one character or its code",
                    value,
                    "%c requires int or char",
                    directive.start,
                ));
            }
            _ => {
                let limit = if self.unicode { 0x10ffff } else { 0xff };
                let Some(number) = Number::of(value) else {
                    return Err(self.wrong(
                        "`%c`",
                        "one character or its code",
                        value,
                        "an integer is required",
                        directive.start,
                    ));
                };
                let code = match number {
                    Number::Small(code) if (0..=limit).contains(&code) => code as u32,
                    _ => {
                        let message = if self.unicode {
                            "%c arg not in range(0x110000) (wide Python build)"
                        } else {
                            "unsigned byte integer is greater than maximum"
                        };
                        return Err(self.error("OverflowError", message, directive.start));
                    }
                };
                let character = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
                Text::new(character.to_string())
            }
        };
        self.pad(directive, "", &text);
        Ok(())
    }

    pub(super) fn whole(
        &mut self,
        directive: &Directive,
        conversion: char,
        value: &Value,
    ) -> EvalResult<()> {
        self.interpreter.work(work_size(value), self.span)?;
        let number = match &value.kind {
            ValueKind::Float(number) => Number::truncated(*number),
            _ => match Number::of(value) {
                Some(number) => Some(number),
                None => match self.converted(value, "__int__")? {
                    Some(converted) => Number::of(&converted),
                    None => None,
                },
            },
        };
        let Some(number) = number else {
            let python = format!(
                "%{conversion} format: a number is required, not {}",
                type_name(value)
            );
            let what = format!("`%{conversion}`");
            return Err(self.wrong(&what, "a number", value, python, directive.start));
        };
        let (radix, prefix) = match conversion {
            'o' => (8, "0"),
            'x' => (16, "0x"),
            'X' => (16, "0X"),
            _ => (10, ""),
        };
        let mut digits = number.digits(radix);
        if conversion == 'X' {
            digits = digits.to_uppercase();
        }
        let precision = directive.precision.unwrap_or(0);
        if precision > digits.len() {
            digits.insert_str(0, &"0".repeat(precision - digits.len()));
        }
        let mut head = sign(directive, number.is_negative()).to_owned();
        if directive.alternate && !(conversion == 'o' && digits.starts_with('0')) {
            head.push_str(prefix);
        }
        self.pad_number(directive, &head, &digits);
        Ok(())
    }

    pub(super) fn fraction(
        &mut self,
        directive: &Directive,
        conversion: char,
        value: &Value,
    ) -> EvalResult<()> {
        self.interpreter.work(work_size(value), self.span)?;
        let number = match &value.kind {
            ValueKind::Float(number) => Some(*number),
            _ => match Number::of(value) {
                Some(number) => Some(number.to_float()),
                None => match self.converted(value, "__float__")?.map(|value| value.kind) {
                    Some(ValueKind::Float(number)) => Some(number),
                    _ => None,
                },
            },
        };
        let Some(number) = number else {
            let python = format!("float argument required, not {}", type_name(value));
            let what = format!("`%{conversion}`");
            return Err(self.wrong(&what, "a number", value, python, directive.start));
        };
        let negative = number.is_sign_negative() && !number.is_nan();
        let digits = float::convert(
            number.abs(),
            conversion,
            directive.precision.unwrap_or(6),
            directive.alternate,
        );
        self.pad_number(directive, sign(directive, negative), &digits);
        Ok(())
    }

    /// What the value's own `__int__` or `__float__` gives.
    fn converted(&mut self, value: &Value, name: &str) -> EvalResult<Option<Value>> {
        if !matches!(
            value.kind,
            ValueKind::Instance(_) | ValueKind::Object(_) | ValueKind::Foreign(_)
        ) {
            return Ok(None);
        }
        match self.interpreter.attribute_if_any(value, name, self.span)? {
            Some(method) => self
                .interpreter
                .call(&method, Arguments::default(), self.span)
                .map(Some),
            None => Ok(None),
        }
    }

    fn pad_number(&mut self, directive: &Directive, head: &str, digits: &str) {
        if directive.zero && !directive.minus {
            let zeros = directive.width.saturating_sub(head.len() + digits.len());
            self.output.push_str(head);
            self.output.push_str(&"0".repeat(zeros));
            self.output.push_str(digits);
        } else {
            self.pad(directive, head, &Text::new(digits));
        }
    }

    pub(super) fn pad(&mut self, directive: &Directive, head: &str, text: &Text) {
        let missing = directive
            .width
            .saturating_sub(head.len() + text.char_count());
        let blanks = " ".repeat(missing);
        if !directive.minus {
            self.output.push_str(&blanks);
        }
        self.output.push_str(head);
        self.output.push(text);
        if directive.minus {
            self.output.push_str(&blanks);
        }
    }
}

fn sign(directive: &Directive, negative: bool) -> &'static str {
    if negative {
        "-"
    } else if directive.plus {
        "+"
    } else if directive.blank {
        " "
    } else {
        ""
    }
}
