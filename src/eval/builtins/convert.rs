//! Reading numbers from strings.

use num_bigint::BigInt;

/// Reads an integer as `int(text, base)` does: blanks around it, a sign, a prefix that fits the base. Base 0 goes by the
/// prefix. `None` if the text is no such number.
pub(in crate::eval) fn parse_integer(text: &str, base: u32, long: bool) -> Option<BigInt> {
    let trimmed = text.trim_matches(blank);
    let (negative, digits) = match trimmed.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, trimmed.strip_prefix('+').unwrap_or(trimmed)),
    };
    let (mut digits, base) = prefixed(digits.trim_start_matches(blank), base);
    if long || base == 0 {
        digits = digits.strip_suffix(['l', 'L']).unwrap_or(digits);
    }
    let base = if base == 0 { 10 } else { base };
    let valid = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(base));
    if !valid {
        return None;
    }
    let number = BigInt::parse_bytes(digits.as_bytes(), base)?;
    Some(if negative { -number } else { number })
}

fn blank(character: char) -> bool {
    character.is_whitespace()
}

/// The digits behind the prefix, and the base.
fn prefixed(digits: &str, base: u32) -> (&str, u32) {
    let lower = digits.get(..2).map(str::to_ascii_lowercase);
    let prefix = match lower.as_deref() {
        Some("0x") => 16,
        Some("0o") => 8,
        Some("0b") => 2,
        _ => 0,
    };
    if prefix != 0 && (base == 0 || base == prefix) {
        return (&digits[2..], prefix);
    }
    // The octal numbers of Python 2: `0755`.
    if base == 0 && digits.len() > 1 && digits.starts_with('0') {
        return (digits, 8);
    }
    (digits, base)
}

/// Reads a float as `float(text)` does.
pub(in crate::eval) fn parse_float(text: &str) -> Option<f64> {
    let trimmed = text.trim_matches(blank);
    let unsigned = trimmed.strip_prefix(['+', '-']).unwrap_or(trimmed);
    let word = unsigned.to_ascii_lowercase();
    if matches!(word.as_str(), "inf" | "infinity" | "nan") {
        return trimmed.parse().ok();
    }
    let plain = unsigned
        .chars()
        .all(|character| matches!(character, '0'..='9' | '.' | 'e' | 'E' | '+' | '-'));
    if plain { trimmed.parse().ok() } else { None }
}

/// Whether a text that is no float starts like one.
pub(super) fn starts_as_float(text: &str) -> bool {
    let trimmed = text.trim_start_matches(blank);
    let unsigned = trimmed.strip_prefix(['+', '-']).unwrap_or(trimmed);
    let digits = unsigned.strip_prefix('.').unwrap_or(unsigned);
    let word = unsigned.get(..3).map(str::to_ascii_lowercase);
    digits.starts_with(|first: char| first.is_ascii_digit())
        || matches!(word.as_deref(), Some("inf" | "nan"))
}
