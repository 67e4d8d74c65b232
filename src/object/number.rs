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
