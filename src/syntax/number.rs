//! Numbers as Python 2 and 3 write them.

use super::ast::ExpressionKind;
use super::token::keyword;
use num_bigint::BigInt;
use std::sync::Arc;

/// The most digits a decimal integer may have: converting takes time that grows with their square.
pub const DIGIT_LIMIT: usize = 10_000;

/// How many of `bytes`, which start with a digit or a dot and a digit, look like one number. Letters that make no
/// number of it are included, so that they can be reported.
pub fn length(bytes: &[u8]) -> usize {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let digits = |from: usize| {
        let count = bytes
            .iter()
            .skip(from)
            .take_while(|byte| byte.is_ascii_digit() || **byte == b'_')
            .count();
        from + count
    };
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    if byte(0) == b'0' && matches!(byte(1) | 0x20, b'x' | b'o' | b'b') {
        return bytes.iter().take_while(|byte| is_name(byte)).count();
    }
    let mut end = digits(0);
    if byte(end) == b'.' {
        end = digits(end + 1);
    }
    if byte(end) | 0x20 == b'e' {
        let sign = usize::from(matches!(byte(end + 1), b'+' | b'-'));
        if byte(end + 1 + sign).is_ascii_digit() {
            end = digits(end + 1 + sign);
        }
    }
    let suffix = bytes[end..].iter().take_while(|byte| is_name(byte)).count();
    let word = std::str::from_utf8(&bytes[end..end + suffix]).unwrap_or("");
    // `1if x else 2` is legal.
    if keyword(word).is_some() {
        end
    } else {
        end + suffix
    }
}

/// The value of a number, or what is wrong with it. With an `L` behind it, it is a `long` even if it is small.
pub fn parse(text: &str) -> Result<ExpressionKind, String> {
    if let Some(value) = small(text) {
        return Ok(ExpressionKind::Integer(value));
    }
    let long = text.ends_with(['l', 'L']);
    parse_plain(text).map(|kind| match kind {
        ExpressionKind::Integer(value) if long => {
            ExpressionKind::BigInteger(Arc::new(BigInt::from(value)))
        }
        other => other,
    })
}

/// The value of what nearly all numbers are: a few decimal digits.
fn small(text: &str) -> Option<i64> {
    let digits = text.as_bytes();
    let is_octal = digits.len() > 1 && digits.starts_with(b"0");
    if is_octal || digits.len() > 18 {
        return None;
    }
    digits.iter().try_fold(0, |value, digit| {
        digit
            .is_ascii_digit()
            .then(|| value * 10 + i64::from(digit - b'0'))
    })
}

fn parse_plain(text: &str) -> Result<ExpressionKind, String> {
    let plain = text.replace('_', "");
    let digits = plain.strip_suffix(['l', 'L']).unwrap_or(&plain);
    let lower = digits.to_ascii_lowercase();
    let bad = || Err(complaint(text));
    if text.ends_with('_') || text.contains("__") {
        return bad();
    }
    if let Some(rest) = lower.strip_prefix("0x") {
        return integer(rest, 16).map_or_else(bad, Ok);
    }
    if let Some(rest) = lower.strip_prefix("0o") {
        return integer(rest, 8).map_or_else(bad, Ok);
    }
    if let Some(rest) = lower.strip_prefix("0b") {
        return integer(rest, 2).map_or_else(bad, Ok);
    }
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let radix = if digits.len() > 1 && digits.starts_with('0') {
            8
        } else {
            10
        };
        if digits.len() > DIGIT_LIMIT {
            return Err(format!("a number of more than {DIGIT_LIMIT} digits"));
        }
        return integer(digits, radix).map_or_else(bad, Ok);
    }
    let is_float = digits.len() == plain.len()
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte));
    match digits.parse::<f64>() {
        Ok(value) if is_float => Ok(ExpressionKind::Float(value)),
        _ => bad(),
    }
}

fn integer(digits: &str, radix: u32) -> Option<ExpressionKind> {
    if let Ok(value) = i64::from_str_radix(digits, radix)
        && !digits.starts_with(['+', '-'])
    {
        return Some(ExpressionKind::Integer(value));
    }
    if digits.is_empty() || !digits.bytes().all(|byte| (byte as char).is_digit(radix)) {
        return None;
    }
    BigInt::parse_bytes(digits.as_bytes(), radix)
        .map(|value| ExpressionKind::BigInteger(Arc::new(value)))
}

fn complaint(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    if lower.ends_with('j') {
        return format!("`{text}` is an imaginary number, which is not supported");
    }
    if lower.starts_with('0') && lower.bytes().all(|byte| byte.is_ascii_digit()) {
        return format!("`{text}` is octal because it starts with 0, but it has digits above 7");
    }
    format!("`{text}` is not a number")
}

/// The number and the unit in `16MB`.
pub fn unit(text: &str) -> Option<(&str, &str)> {
    let split = text.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, unit) = text.split_at(split);
    let is_unit = unit.len() > 1 && unit.bytes().all(|byte| byte.is_ascii_alphabetic());
    (parse(number).is_ok() && !number.starts_with('0') && is_unit).then_some((number, unit))
}
