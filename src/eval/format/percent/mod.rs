//! `template % values`: taking the template apart; what a directive makes of a value is in `value.rs`.

mod value;

use super::integer::Number;
use super::{bad_format, place};
use crate::diagnostic::{Diagnostic, codes};
use crate::eval::builtins::arguments::payload;
use crate::eval::builtins::kind::describe;
use crate::eval::methods::text::ascii_only;
use crate::eval::{EvalResult, Interpreter, Raised, Value, ValueKind};
use crate::source::{Span, Text, TextBuilder};

/// `template % argument`; unicode if the template or any string put in is.
pub fn percent(
    interpreter: &mut Interpreter,
    template: &Value,
    argument: &Value,
    span: Span,
) -> EvalResult {
    let template = payload(template.clone());
    let Some(text) = template.as_text() else {
        return Ok(Value::poison(span));
    };
    let mut formatting = Formatting {
        interpreter,
        template: text,
        position: 0,
        values: Values::new(argument),
        output: TextBuilder::new(),
        unicode: matches!(template.kind, ValueKind::Unicode(_)),
        unicode_template: matches!(template.kind, ValueKind::Unicode(_)),
        plain: Vec::new(),
        poisoned: false,
        span,
    };
    formatting.run()?;
    formatting.finish()
}

/// The right side of `%`.
struct Values {
    argument: Value,
    /// How many were taken, by position.
    taken: usize,
    /// Whether they were asked for by name.
    named: bool,
}

impl Values {
    fn new(argument: &Value) -> Values {
        // Of the classes derived from builtin ones, only a tuple is taken apart: the others have methods to ask.
        let inside = payload(argument.clone());
        let argument = match &inside.kind {
            ValueKind::Tuple(_) => inside,
            _ => argument.clone(),
        };
        Values {
            argument,
            taken: 0,
            named: false,
        }
    }

    fn next(&mut self) -> Option<Value> {
        let value = match &self.argument.kind {
            ValueKind::Tuple(tuple) => tuple.items.get(self.taken).cloned(),
            _ if self.taken == 0 && !self.named => Some(self.argument.clone()),
            _ => None,
        };
        self.taken += usize::from(value.is_some());
        value
    }

    /// How many values there are at all, if these are counted.
    fn count(&self) -> usize {
        match &self.argument.kind {
            ValueKind::Tuple(tuple) => tuple.items.len(),
            _ => 1,
        }
    }

    /// The first value that nothing takes, if that is an error: anything with items may stay unused (CPython asks
    /// `PyMapping_Check`).
    fn left(&self) -> Option<&Value> {
        match &self.argument.kind {
            ValueKind::Tuple(tuple) => tuple.items.get(self.taken),
            ValueKind::List(_) | ValueKind::Dict(_) => None,
            ValueKind::Instance(instance) if !is_simple(instance.payload.as_ref()) => None,
            _ if self.taken == 0 && !self.named => Some(&self.argument),
            _ => None,
        }
    }
}

/// Whether a value is text or a number.
fn is_simple(value: Option<&Value>) -> bool {
    let Some(value) = value else { return false };
    value.as_text().is_some()
        || matches!(
            value.kind,
            ValueKind::Boolean(_)
                | ValueKind::Integer(_)
                | ValueKind::BigInteger(_)
                | ValueKind::Float(_)
        )
}

fn has_payload(value: &Value) -> bool {
    matches!(&value.kind, ValueKind::Instance(instance) if is_simple(instance.payload.as_ref()))
}

/// One `%…` taken apart.
#[derive(Default)]
struct Directive {
    start: usize,
    minus: bool,
    plus: bool,
    blank: bool,
    alternate: bool,
    zero: bool,
    width: usize,
    precision: Option<usize>,
}

struct Formatting<'a, 'host> {
    interpreter: &'a mut Interpreter<'host>,
    template: &'a Text,
    position: usize,
    values: Values,
    output: TextBuilder,
    unicode: bool,
    unicode_template: bool,
    /// The plain strings in the output: they have to be ASCII if it turns out to be unicode.
    plain: Vec<Value>,
    poisoned: bool,
    span: Span,
}

impl Formatting<'_, '_> {
    fn run(&mut self) -> EvalResult<()> {
        while let Some(offset) = self.template[self.position..].find('%') {
            let start = self.position + offset;
            self.output.push_part(self.template, self.position, start);
            self.position = start + 1;
            self.directive(start)?;
        }
        self.output
            .push_part(self.template, self.position, self.template.len());
        if self.poisoned {
            return Ok(());
        }
        match self.values.left() {
            Some(value) => Err(self.too_many(value.clone())),
            None => Ok(()),
        }
    }

    fn finish(self) -> EvalResult {
        if self.poisoned {
            return Ok(Value::poison(self.span));
        }
        if !self.unicode {
            return Ok(Value::new(
                ValueKind::String(self.output.finish()),
                self.span,
            ));
        }
        if !self.unicode_template {
            let template = Value::new(ValueKind::String(self.template.clone()), self.span);
            ascii_only(&template, self.span)?;
        }
        for part in &self.plain {
            ascii_only(part, self.span)?;
        }
        Ok(Value::new(
            ValueKind::Unicode(self.output.finish()),
            self.span,
        ))
    }

    fn directive(&mut self, start: usize) -> EvalResult<()> {
        let mut directive = Directive {
            start,
            ..Directive::default()
        };
        let named = self.name()?;
        self.flags(&mut directive);
        directive.width = match self.amount()? {
            Some(width) => {
                directive.minus |= width < 0;
                usize::try_from(width.unsigned_abs()).unwrap_or(usize::MAX)
            }
            None => 0,
        };
        if self.peek() == Some('.') {
            self.position += 1;
            let precision = self.amount()?.unwrap_or(0);
            directive.precision = Some(usize::try_from(precision).unwrap_or(0));
        }
        while matches!(self.peek(), Some('h' | 'l' | 'L')) {
            self.position += 1;
        }
        let Some(conversion) = self.peek() else {
            return Err(self.error("ValueError", "incomplete format", start));
        };
        self.position += conversion.len_utf8();
        let wanted = directive
            .width
            .saturating_add(directive.precision.unwrap_or(0));
        self.interpreter.allocate(wanted, self.span)?;
        if conversion == '%' {
            self.pad(&directive, "", &Text::new("%"));
            return Ok(());
        }
        if !"diouxXeEfFgGcrs".contains(conversion) {
            let index = self.template[..self.position].chars().count() - 1;
            let message = format!(
                "unsupported format character '{}' ({:#x}) at index {index}",
                if conversion.is_ascii_graphic() || conversion == ' ' {
                    conversion
                } else {
                    '?'
                },
                u32::from(conversion)
            );
            return Err(self.error("ValueError", message, start));
        }
        let mut value = match named {
            Some(value) => value,
            None => match self.values.next() {
                Some(value) => value,
                None => return Err(self.too_few(start)),
            },
        };
        if value.is_poison() {
            self.poisoned = true;
            return Ok(());
        }
        if !matches!(conversion, 's' | 'r') && has_payload(&value) {
            value = payload(value);
        }
        match conversion {
            's' | 'r' => self.string(&directive, conversion, &value),
            'c' => self.character(&directive, &value),
            'd' | 'i' | 'u' | 'o' | 'x' | 'X' => self.whole(&directive, conversion, &value),
            _ => self.fraction(&directive, conversion, &value),
        }
    }

    /// The value of `(name)`, if the name stands there.
    fn name(&mut self) -> EvalResult<Option<Value>> {
        if self.peek() != Some('(') {
            return Ok(None);
        }
        let open = self.position;
        let mut depth = 0usize;
        let mut end = None;
        for (offset, character) in self.template[open..].char_indices() {
            match character {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                end = Some(open + offset);
                break;
            }
        }
        let Some(end) = end else {
            return Err(self.error("ValueError", "incomplete format key", open - 1));
        };
        self.position = end + 1;
        let at = place(self.interpreter, self.template, open + 1, end, self.span);
        let key_text = self.template.slice(open + 1, end);
        let kind = if self.unicode {
            ValueKind::Unicode(key_text)
        } else {
            ValueKind::String(key_text)
        };
        let argument = self.values.argument.clone();
        if matches!(
            payload(argument.clone()).kind,
            ValueKind::Tuple(_)
                | ValueKind::String(_)
                | ValueKind::Unicode(_)
                | ValueKind::Boolean(_)
                | ValueKind::Integer(_)
                | ValueKind::BigInteger(_)
                | ValueKind::Float(_)
                | ValueKind::None
        ) {
            let message = format!(
                "`%({})` takes its value from a dict, found {}",
                &self.template[open + 1..end],
                describe(&argument)
            );
            let diagnostic = Diagnostic::new(&codes::eval::BAD_FORMAT, message, at)
                .label(argument.origin, "expected a dict");
            return Err(Raised::with_diagnostic(
                "TypeError",
                "format requires a mapping",
                diagnostic,
            ));
        }
        self.values.named = true;
        let value = self
            .interpreter
            .subscript(&argument, &Value::new(kind, at), at)?;
        Ok(Some(value))
    }

    fn flags(&mut self, directive: &mut Directive) {
        while let Some(flag) = self.peek() {
            match flag {
                '-' => directive.minus = true,
                '+' => directive.plus = true,
                ' ' => directive.blank = true,
                '#' => directive.alternate = true,
                '0' => directive.zero = true,
                _ => return,
            }
            self.position += 1;
        }
    }

    /// A width or precision: digits, or `*` for the next value.
    fn amount(&mut self) -> EvalResult<Option<i64>> {
        let start = self.position;
        if self.peek() == Some('*') {
            self.position += 1;
            let value = match self.values.next() {
                Some(value) => value,
                None => return Err(self.too_few(start)),
            };
            return match Number::of(&value) {
                Some(Number::Small(number)) => Ok(Some(number)),
                Some(Number::Big(_)) => Ok(Some(i64::MAX)),
                None if value.is_poison() => {
                    self.poisoned = true;
                    Ok(None)
                }
                None => Err(self.wrong("`*`", "an integer", &value, "* wants int", start)),
            };
        }
        while matches!(self.peek(), Some('0'..='9')) {
            self.position += 1;
        }
        let digits = &self.template[start..self.position];
        if digits.is_empty() {
            return Ok(None);
        }
        match digits.parse::<i32>() {
            Ok(amount) => Ok(Some(i64::from(amount))),
            Err(_) => Err(self.error("ValueError", "width too big", start)),
        }
    }

    fn peek(&self) -> Option<char> {
        self.template[self.position..].chars().next()
    }

    /// The characters from `start` to where reading has come to.
    fn here(&self, start: usize) -> Span {
        place(
            self.interpreter,
            self.template,
            start,
            self.position.max(start + 1).min(self.template.len()),
            self.span,
        )
    }

    fn error(&self, class: &'static str, message: impl Into<String>, start: usize) -> Box<Raised> {
        bad_format(class, message, self.here(start))
    }

    fn wrong(
        &self,
        what: &str,
        expected: &str,
        value: &Value,
        python_message: impl Into<String>,
        start: usize,
    ) -> Box<Raised> {
        let message = format!("{what} takes {expected}, found {}", describe(value));
        let diagnostic = Diagnostic::new(&codes::eval::BAD_FORMAT, message, self.here(start))
            .label(value.origin, format!("expected {expected}"));
        Raised::with_diagnostic("TypeError", python_message, diagnostic)
    }

    fn too_few(&self, start: usize) -> Box<Raised> {
        let count = self.values.count();
        let plural = if count == 1 { "value" } else { "values" };
        let message = format!(
            "nothing is left for `{}`: only {count} {plural} to put in",
            &self.template[start..self.position]
        );
        let diagnostic = Diagnostic::new(&codes::eval::BAD_FORMAT, message, self.here(start))
            .label(self.values.argument.origin, format!("{count} {plural}"))
            .help("write a tuple with one value for each `%`: `% (first, second)`");
        Raised::with_diagnostic(
            "TypeError",
            "not enough arguments for format string",
            diagnostic,
        )
    }

    fn too_many(&self, value: Value) -> Box<Raised> {
        let count = self.values.count();
        let plural = if count == 1 { "value" } else { "values" };
        let message = format!("the string uses {} of {count} {plural}", self.values.taken);
        let diagnostic = Diagnostic::new(&codes::eval::BAD_FORMAT, message, value.origin)
            .at("no `%` in the string uses this value")
            .label(self.span, "formatted here");
        Raised::with_diagnostic(
            "TypeError",
            "not all arguments converted during string formatting",
            diagnostic,
        )
    }
}
