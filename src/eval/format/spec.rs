//! The format spec behind the colon: `[[fill]align][sign][#][0][width][,][.precision][type]`.

use super::integer::Number;
use super::{bad_format, float, place, text_of};
use crate::eval::builtins::kind::type_name;
use crate::eval::{Arguments, EvalResult, Interpreter, Value, ValueKind};
use crate::source::{Span, Text, TextBuilder};
use smallvec::smallvec;

/// A format spec taken apart.
#[derive(Clone, Debug, Default)]
struct Spec {
    fill: Option<char>,
    align: Option<char>,
    sign: Option<char>,
    alternate: bool,
    width: usize,
    thousands: bool,
    precision: Option<usize>,
    conversion: Option<char>,
}

/// `format(value, spec)`: unicode if the value is.
pub fn format_value(
    interpreter: &mut Interpreter,
    value: &Value,
    spec: &Text,
    span: Span,
) -> EvalResult<Text> {
    let own = match &value.kind {
        // Builtin types say the same as `str` where nothing is asked of the form.
        ValueKind::Instance(instance)
            if spec.is_empty() && instance.class.lookup("__format__").is_none() =>
        {
            None
        }
        ValueKind::Instance(_) | ValueKind::Foreign(_) => {
            interpreter.attribute_if_any(value, "__format__", span)?
        }
        _ => None,
    };
    if let Some(own) = own {
        let argument = Value::new(ValueKind::String(spec.clone()), span);
        let arguments = Arguments {
            positional: smallvec![argument],
            keywords: Vec::new(),
        };
        let result = interpreter.call(&own, arguments, span)?;
        return Ok(text_of(interpreter, &result, span)?.0);
    }
    if spec.is_empty() {
        return Ok(text_of(interpreter, value, span)?.0);
    }
    let at = |interpreter: &Interpreter| place(interpreter, spec, 0, spec.len(), span);
    let parsed = match Spec::parse(spec) {
        Ok(parsed) => parsed,
        Err(message) => {
            let place = at(interpreter);
            return Err(bad_format("ValueError", message, place));
        }
    };
    let place = at(interpreter);
    interpreter.allocate(
        parsed.width.saturating_add(parsed.precision.unwrap_or(0)),
        place,
    )?;
    let formatted = match &value.kind {
        ValueKind::Float(number) => parsed.float(*number),
        _ => match Number::of(value) {
            Some(number) => parsed.number(&number, &type_name(value)),
            None => {
                let (text, _) = text_of(interpreter, value, span)?;
                parsed.string(&text, &type_name(value))
            }
        },
    };
    formatted.map_err(|message| bad_format("ValueError", message, place))
}

impl Spec {
    fn parse(text: &str) -> Result<Spec, String> {
        let mut spec = Spec::default();
        let mut rest = text;
        let mut characters = text.chars();
        let (first, second) = (characters.next(), characters.next());
        if let (Some(fill), Some(align @ ('<' | '>' | '=' | '^'))) = (first, second) {
            spec.fill = Some(fill);
            spec.align = Some(align);
            rest = characters.as_str();
        } else if let Some(align) = take(&mut rest, "<>=^") {
            spec.align = Some(align);
        }
        spec.sign = take(&mut rest, "+- ");
        spec.alternate = take(&mut rest, "#").is_some();
        if spec.fill.is_none() && take(&mut rest, "0").is_some() {
            spec.fill = Some('0');
            spec.align = spec.align.or(Some('='));
        }
        spec.width = take_number(&mut rest)?.unwrap_or(0);
        spec.thousands = take(&mut rest, ",").is_some();
        if take(&mut rest, ".").is_some() {
            let precision = take_number(&mut rest)?;
            spec.precision = Some(precision.ok_or("Format specifier missing precision")?);
        }
        let mut characters = rest.chars();
        spec.conversion = characters.next();
        if characters.next().is_some() {
            return Err("Invalid conversion specification".to_owned());
        }
        if spec.thousands
            && let Some(conversion) = spec.conversion
            && !"deEfFgG%".contains(conversion)
        {
            return Err(format!("Cannot specify ',' with '{conversion}'."));
        }
        Ok(spec)
    }

    fn string(&self, text: &Text, type_name: &str) -> Result<Text, String> {
        match self.conversion {
            None | Some('s') => {}
            Some(other) => return Err(unknown(other, type_name)),
        }
        if self.sign.is_some() {
            return Err("Sign not allowed in string format specifier".to_owned());
        }
        if self.alternate {
            return Err("Alternate form (#) not allowed in string format specifier".to_owned());
        }
        if self.align == Some('=') {
            return Err("'=' alignment not allowed in string format specifier".to_owned());
        }
        if self.thousands {
            return Err("Cannot specify ',' with 's'.".to_owned());
        }
        let text = match self.precision {
            Some(precision) => cut(text, precision),
            None => text.clone(),
        };
        Ok(self.padded("", &text, '<'))
    }

    fn number(&self, number: &Number, type_name: &str) -> Result<Text, String> {
        let (radix, prefix) = match self.conversion.unwrap_or('d') {
            'd' | 'n' => (10, ""),
            'b' => (2, "0b"),
            'o' => (8, "0o"),
            'x' => (16, "0x"),
            'X' => (16, "0X"),
            'c' => return self.character(number),
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' => return self.float(number.to_float()),
            other => return Err(unknown(other, type_name)),
        };
        if self.precision.is_some() {
            return Err("Precision not allowed in integer format specifier".to_owned());
        }
        let mut digits = number.digits(radix);
        if self.conversion == Some('X') {
            digits = digits.to_uppercase();
        }
        let prefix = if self.alternate { prefix } else { "" };
        let head = format!("{}{prefix}", self.sign_of(number.is_negative()));
        Ok(self.grouped(&head, &digits))
    }

    fn character(&self, number: &Number) -> Result<Text, String> {
        if self.sign.is_some() {
            return Err("Sign not allowed with integer format specifier 'c'".to_owned());
        }
        match number {
            Number::Small(code @ 0..=255) => {
                let character = char::from(*code as u8).to_string();
                Ok(self.padded("", &Text::new(character), '<'))
            }
            _ => Err("%c arg not in range(0x100)".to_owned()),
        }
    }

    fn float(&self, number: f64) -> Result<Text, String> {
        if self.alternate {
            return Err("Alternate form (#) not allowed in float format specifier".to_owned());
        }
        let negative = number.is_sign_negative() && !number.is_nan();
        let magnitude = if negative { -number } else { number };
        let digits = match self.conversion {
            None => float::general_with_point(magnitude, self.precision.unwrap_or(12)),
            Some(conversion @ ('e' | 'E' | 'f' | 'F' | 'g' | 'G')) => {
                float::convert(magnitude, conversion, self.precision.unwrap_or(6), false)
            }
            Some('n') => float::convert(magnitude, 'g', self.precision.unwrap_or(6), false),
            Some('%') => {
                let percent = magnitude * 100.0;
                float::convert(percent, 'f', self.precision.unwrap_or(6), false) + "%"
            }
            Some(other) => return Err(unknown(other, "float")),
        };
        Ok(self.grouped(self.sign_of(negative), &digits))
    }

    fn sign_of(&self, negative: bool) -> &'static str {
        match self.sign {
            _ if negative => "-",
            Some('+') => "+",
            Some(' ') => " ",
            _ => "",
        }
    }

    /// Puts commas into the whole part, and into the zeros in front of it too, if it is filled with zeros.
    fn grouped(&self, head: &str, digits: &str) -> Text {
        if !self.thousands {
            return self.padded(head, &Text::new(digits), '>');
        }
        let whole_end = digits
            .find(|character: char| !character.is_ascii_digit())
            .unwrap_or(digits.len());
        let (whole, rest) = digits.split_at(whole_end);
        let mut whole = whole.to_owned();
        if self.fill == Some('0') && self.align == Some('=') && !whole.is_empty() {
            let room = self.width.saturating_sub(head.len() + rest.len());
            let fitting = fewest_digits(room);
            if fitting > whole.len() {
                whole.insert_str(0, &"0".repeat(fitting - whole.len()));
            }
        }
        let mut text = String::with_capacity(whole.len() * 4 / 3 + rest.len());
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        text.push_str(rest);
        self.padded(head, &Text::new(text), '>')
    }

    fn padded(&self, head: &str, body: &Text, default_align: char) -> Text {
        let length = head.len() + body.char_count();
        let missing = self.width.saturating_sub(length);
        let fill = self.fill.unwrap_or(' ');
        let (left, inner, right) = match self.align.unwrap_or(default_align) {
            '<' => (0, 0, missing),
            '^' => (missing / 2, 0, missing - missing / 2),
            '=' => (0, missing, 0),
            _ => (missing, 0, 0),
        };
        let padding = |count| std::iter::repeat_n(fill, count).collect::<String>();
        let mut builder = TextBuilder::new();
        builder.push_str(&padding(left));
        builder.push_str(head);
        builder.push_str(&padding(inner));
        builder.push(body);
        builder.push_str(&padding(right));
        builder.finish()
    }
}

/// The first characters of a text.
pub(super) fn cut(text: &Text, characters: usize) -> Text {
    match text.char_indices().nth(characters) {
        Some((end, _)) => text.slice(0, end),
        None => text.clone(),
    }
}

/// The fewest digits that take at least so much room when each group of three is set off by a comma.
fn fewest_digits(room: usize) -> usize {
    room - room.saturating_sub(1) / 4
}

fn unknown(conversion: char, type_name: &str) -> String {
    format!("Unknown format code '{conversion}' for object of type '{type_name}'")
}

fn take(rest: &mut &str, accepted: &str) -> Option<char> {
    let first = rest.chars().next().filter(|c| accepted.contains(*c))?;
    *rest = &rest[first.len_utf8()..];
    Some(first)
}

fn take_number(rest: &mut &str) -> Result<Option<usize>, String> {
    let end = rest
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(rest.len());
    let (digits, behind) = rest.split_at(end);
    *rest = behind;
    if digits.is_empty() {
        return Ok(None);
    }
    match digits.parse::<u32>() {
        Ok(number) if number <= i32::MAX as u32 => Ok(Some(number as usize)),
        _ => Err("Too many decimal digits in format string".to_owned()),
    }
}
