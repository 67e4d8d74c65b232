//! Simple values of resolved objects, read the way the client reads them.

use crate::object::{Leaf, Object};
use num_traits::ToPrimitive;

/// The integer that Python 2's `int(text)` gives, if it fits: blanks around it and a sign are allowed.
pub fn python_integer(text: &str) -> Option<i64> {
    let digits = text.trim();
    let unsigned = digits.strip_prefix(['+', '-']).unwrap_or(digits);
    if unsigned.is_empty() || !unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

/// The text of a String or an Enum.
pub fn text(object: &Object) -> Option<&str> {
    match object.as_leaf()? {
        Leaf::Text(text, _) => Some(text),
        _ => None,
    }
}

/// The value of an Integer; one that does not fit is the largest, or the smallest, that does.
pub fn integer(object: &Object) -> Option<i64> {
    match object.as_leaf()? {
        Leaf::Integer(number) => Some(*number),
        Leaf::BigInteger(number) => Some(number.to_i64().unwrap_or(
            if number.sign() == num_bigint::Sign::Minus {
                i64::MIN
            } else {
                i64::MAX
            },
        )),
        Leaf::Float(number) => Some(*number as i64),
        Leaf::Boolean(value) => Some(i64::from(*value)),
        _ => None,
    }
}

/// The value of a Float, or of an Integer.
pub fn float(object: &Object) -> Option<f64> {
    match object.as_leaf()? {
        Leaf::Float(number) => Some(*number),
        Leaf::BigInteger(number) => number.to_f64(),
        _ => integer(object).map(|number| number as f64),
    }
}

/// The value of a Boolean.
pub fn boolean(object: &Object) -> Option<bool> {
    match object.as_leaf()? {
        Leaf::Boolean(value) => Some(*value),
        _ => None,
    }
}

/// The value of an attribute of a struct, if it is set.
pub fn attribute(object: &Object, name: &str) -> Option<Object> {
    object.field(name).map(|field| field.value.unwrap_choice())
}

/// What an attribute of a struct says, if it is set. Defaults are shared by all jobs, on whichever thread: this does not count them, as
/// [`attribute`] does, which would take the count away from the other processors each time.
pub fn read<T>(object: &Object, name: &str, read: impl FnOnce(&Object) -> Option<T>) -> Option<T> {
    let value = &object.field(name)?.value;
    match value.is_choice() {
        true => read(&value.unwrap_choice()),
        false => read(value),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn integers_are_read_as_in_python() {
        for (text, number) in [
            ("3", Some(3)),
            (" 3\n", Some(3)),
            ("-3", Some(-3)),
            ("+3", Some(3)),
            ("007", Some(7)),
            ("two", None),
            ("", None),
            ("-", None),
            ("3.0", None),
            ("3L", None),
            ("1_000", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(super::python_integer(text), number, "{text:?}");
        }
    }
}
