//! Numbers as Python writes and reads them.

use num_bigint::BigInt;

/// Python 2's `str(float)`: 12 significant digits, and `.0` where it would look like an integer.
pub fn float_text(number: f64) -> String {
    if number.is_nan() {
        return "nan".into();
    }
    if number.is_infinite() {
        return if number > 0.0 { "inf" } else { "-inf" }.into();
    }
    const DIGITS: usize = 12;
    let scientific = format!("{number:.*e}", DIGITS - 1);
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if exponent < -4 || exponent >= DIGITS as i32 {
        let mantissa = without_trailing_zeros(mantissa);
        let sign = if exponent < 0 { '-' } else { '+' };
        return format!("{mantissa}e{sign}{:02}", exponent.abs());
    }
    let decimals = (DIGITS as i32 - 1 - exponent).max(0) as usize;
    let fixed = format!("{number:.decimals$}");
    let fixed = without_trailing_zeros(&fixed);
    if fixed.contains('.') {
        fixed.to_owned()
    } else {
        format!("{fixed}.0")
    }
}

/// Python's `repr(float)`: the fewest digits that read back as the same number, and `.0` where it would look like an integer.
pub fn float_repr(number: f64) -> String {
    if !number.is_finite() {
        return float_text(number);
    }
    if number == 0.0 || (1e-4..1e16).contains(&number.abs()) {
        let shortest = format!("{number:?}");
        let decimals = shortest.len() - shortest.find('.').map_or(0, |point| point + 1);
        return even(shortest, number, |number| format!("{number:.decimals$}"));
    }
    let shortest = format!("{number:e}");
    let digits = shortest.split('e').next().unwrap_or_default();
    let decimals = digits.len() - digits.find('.').map_or(digits.len(), |point| point + 1);
    let shortest = even(shortest, number, |number| format!("{number:.decimals$e}"));
    // Python writes the sign of an exponent, and two digits at least.
    let (mantissa, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    match exponent.strip_prefix('-') {
        Some(exponent) => format!("{mantissa}e-{exponent:0>2}"),
        None => format!("{mantissa}e+{exponent:0>2}"),
    }
}

/// Of two rows of digits that are equally near to a number Rust takes the larger, Python the even one, which rounding gives.
fn even(shortest: String, number: f64, round: impl FnOnce(f64) -> String) -> String {
    // With fewer characters no two are equally near.
    const CHARACTERS: usize = 16;
    if shortest.len() < CHARACTERS {
        return shortest;
    }
    let rounded = round(number);
    match rounded.parse() == Ok(number) {
        true => rounded,
        false => shortest,
    }
}

fn without_trailing_zeros(number: &str) -> &str {
    if number.contains('.') {
        number.trim_end_matches('0').trim_end_matches('.')
    } else {
        number
    }
}

/// Python's `int(text)`: blanks around it, a sign, decimal digits.
pub(super) fn parse_integer(text: &str) -> Option<BigInt> {
    let text = trim(text);
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.strip_prefix('+').unwrap_or(text).parse().ok()
}

/// Python's `float(text)`.
pub(super) fn parse_float(text: &str) -> Option<f64> {
    trim(text).parse().ok()
}

/// Python's `str.strip()`, which counts four more control characters as blanks.
fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c))
}
