//! How floats are written: `repr`, `str`, and the `e`, `f` and `g` conversions.

/// No double has more digits behind the point; what is asked for beyond is zeros.
const MOST_DIGITS: usize = 1100;

/// `str(x)` of Python 2: twelve significant digits, and at least one behind the point.
pub fn float_str(value: f64) -> String {
    general_with_point(value, 12)
}

/// Like `%.{precision}g`, but with at least one digit behind the point (CPython: `Py_DTSF_ADD_DOT_0`).
pub(super) fn general_with_point(value: f64, precision: usize) -> String {
    if let Some(word) = not_finite(value) {
        return word.to_owned();
    }
    let precision = precision.max(1);
    let (sign, digits, exponent) = rounded(value, precision);
    let digits = strip_zeros(&digits);
    // One digit of the precision is reserved for the zero behind the point: `str(1e11)` is `1e+11`.
    if (-4..clamped(precision) - 1).contains(&exponent) {
        let fixed = fixed_from(digits, exponent);
        let point = if fixed.contains('.') { "" } else { ".0" };
        format!("{sign}{fixed}{point}")
    } else {
        format!("{sign}{}", scientific_from(digits, exponent, 'e'))
    }
}

/// A float by one of the conversions `e`, `f`, `g` and their capitals, with a minus if it is negative. `alternate` keeps
/// the point, and the zeros of `g`.
pub(super) fn convert(value: f64, conversion: char, precision: usize, alternate: bool) -> String {
    if let Some(word) = not_finite(value) {
        return if conversion.is_ascii_uppercase() {
            word.to_uppercase()
        } else {
            word.to_owned()
        };
    }
    let marker = if conversion.is_ascii_uppercase() {
        'E'
    } else {
        'e'
    };
    match conversion.to_ascii_lowercase() {
        'e' => {
            let (sign, mut digits, exponent) = rounded(value, precision.saturating_add(1));
            pad_zeros(&mut digits, precision.saturating_add(1));
            let mut text = format!("{sign}{}", scientific_from(&digits, exponent, marker));
            if alternate && precision == 0 {
                text.insert(sign.len() + 1, '.');
            }
            text
        }
        'f' => {
            let mut text = format!("{:.*}", precision.min(MOST_DIGITS), value);
            text.extend(std::iter::repeat_n(
                '0',
                precision.saturating_sub(MOST_DIGITS),
            ));
            if alternate && precision == 0 {
                text.push('.');
            }
            text
        }
        _ => general(value, precision.max(1), alternate, marker),
    }
}

fn general(value: f64, precision: usize, alternate: bool, marker: char) -> String {
    let (sign, mut digits, exponent) = rounded(value, precision);
    if alternate {
        pad_zeros(&mut digits, precision);
    } else {
        digits = strip_zeros(&digits).to_owned();
    }
    let mut text = if (-4..clamped(precision)).contains(&exponent) {
        format!("{sign}{}", fixed_from(&digits, exponent))
    } else {
        format!("{sign}{}", scientific_from(&digits, exponent, marker))
    };
    if alternate && !text.contains('.') {
        let end = text.find(marker).unwrap_or(text.len());
        text.insert(end, '.');
    }
    text
}

fn not_finite(value: f64) -> Option<&'static str> {
    if value.is_nan() {
        Some("nan")
    } else if value == f64::INFINITY {
        Some("inf")
    } else if value == f64::NEG_INFINITY {
        Some("-inf")
    } else {
        None
    }
}

fn clamped(precision: usize) -> i32 {
    i32::try_from(precision).unwrap_or(i32::MAX)
}

/// Sign, digits and decimal exponent of a number rounded to so many significant digits.
fn rounded(value: f64, significant: usize) -> (&'static str, String, i32) {
    let digits = significant.saturating_sub(1).min(MOST_DIGITS);
    decimal(&format!("{value:.digits$e}"))
}

/// Takes `-1.25e-7` apart into `-`, `125` and -7.
fn decimal(scientific: &str) -> (&'static str, String, i32) {
    let (sign, rest) = match scientific.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", scientific),
    };
    let (mantissa, exponent) = rest.split_once('e').unwrap_or((rest, "0"));
    let digits = mantissa.chars().filter(char::is_ascii_digit).collect();
    (sign, digits, exponent.parse().unwrap_or(0))
}

fn strip_zeros(digits: &str) -> &str {
    let stripped = digits.trim_end_matches('0');
    if stripped.is_empty() { "0" } else { stripped }
}

fn pad_zeros(digits: &mut String, length: usize) {
    digits.extend(std::iter::repeat_n(
        '0',
        length.saturating_sub(digits.len()),
    ));
}

/// `125` and 1 give `12.5`.
fn fixed_from(digits: &str, exponent: i32) -> String {
    if exponent < 0 {
        let zeros = "0".repeat((-exponent - 1).unsigned_abs() as usize);
        return format!("0.{zeros}{digits}");
    }
    let whole = exponent.unsigned_abs() as usize + 1;
    if digits.len() <= whole {
        format!("{digits}{}", "0".repeat(whole - digits.len()))
    } else {
        format!("{}.{}", &digits[..whole], &digits[whole..])
    }
}

/// `125` and -7 give `1.25e-07`.
fn scientific_from(digits: &str, exponent: i32, marker: char) -> String {
    let (first, rest) = digits.split_at(digits.len().min(1));
    let point = if rest.is_empty() { "" } else { "." };
    let sign = if exponent < 0 { '-' } else { '+' };
    format!(
        "{first}{point}{rest}{marker}{sign}{:02}",
        exponent.unsigned_abs()
    )
}
