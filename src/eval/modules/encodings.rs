//! `base64`, `binascii`, `zlib.crc32`.

use super::arguments::{byte_string, bytes, integer, one, take};
use super::build::{ModuleBuilder, natives};
use crate::diagnostic::codes::eval as codes;
use crate::eval::value::{Arguments, Value, ValueKind};
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::source::Span;

natives! { BASE64:
    "b16decode" => |_, a, s| unhexlify(a, "b16decode", s),
    "b16encode" => |_, a, s| {
        let data = data("b16encode", a, s)?;
        Ok(Value::string(hexadecimal(&data).to_uppercase(), s))
    },
    "b32encode" => b32encode,
    "b32decode" => b32decode,
    "b64decode" => b64decode,
    "b64encode" => b64encode,
    "decodestring" => |i, a, s| b64decode(i, a, s),
    "encodestring" => encode_lines,
    "standard_b64decode" => |i, a, s| b64decode(i, a, s),
    "standard_b64encode" => |i, a, s| b64encode(i, a, s),
    "urlsafe_b64decode" => |_, a, s| decode64(&data("urlsafe_b64decode", a, s)?, *b"-_", s),
    "urlsafe_b64encode" => |i, a, s| encode64(i, &data("urlsafe_b64encode", a, s)?, *b"-_", s),
}

natives! { BINASCII:
    "a2b_base64" => |i, a, s| b64decode(i, a, s),
    "b2a_base64" => |i, a, s| {
        let encoded = encode64(i, &data("b2a_base64", a, s)?, *b"+/", s)?;
        let text = encoded.as_text().map_or("", |text| text.as_str());
        Ok(Value::string(format!("{text}\n"), s))
    },
    "a2b_hex" => |_, a, s| unhexlify(a, "a2b_hex", s),
    "b2a_hex" => hexlify,
    "crc32" => crc32,
    "hexlify" => hexlify,
    "unhexlify" => |_, a, s| unhexlify(a, "unhexlify", s),
}

natives! { ZLIB: "crc32" => crc32, "adler32" => adler32 }

/// `base64`.
pub(super) fn base64(_: &mut Interpreter, span: Span) -> EvalResult {
    Ok(ModuleBuilder::new("base64", span)
        .functions(BASE64)
        .finish())
}

/// `binascii`.
pub(super) fn binascii(_: &mut Interpreter, span: Span) -> EvalResult {
    Ok(ModuleBuilder::new("binascii", span)
        .functions(BINASCII)
        .finish())
}

/// `zlib`: its checksums.
pub(super) fn zlib(_: &mut Interpreter, span: Span) -> EvalResult {
    Ok(ModuleBuilder::new("zlib", span).functions(ZLIB).finish())
}

/// Two hexadecimal digits for each byte.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    let digits = bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
    digits.collect()
}

fn data(function: &str, arguments: Arguments, span: Span) -> EvalResult<Vec<u8>> {
    bytes(function, &one(function, arguments, span)?, span)
}

fn hexlify(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    Ok(Value::string(
        hexadecimal(&data("hexlify", arguments, span)?),
        span,
    ))
}

fn unhexlify(arguments: Arguments, name: &str, span: Span) -> EvalResult {
    let ([text], [_]) = take(name, arguments, [""], ["casefold"], span)?;
    let digits = bytes(name, &text, span)?;
    let type_error = |message: &str| Raised::new("TypeError", &codes::VALUE_ERROR, message, span);
    if digits.len() % 2 == 1 {
        return Err(type_error("Odd-length string"));
    }
    let mut result = Vec::with_capacity(digits.len() / 2);
    for pair in digits.chunks(2) {
        let digit = |index: usize| {
            pair.get(index)
                .and_then(|digit| char::from(*digit).to_digit(16))
        };
        match (digit(0), digit(1)) {
            (Some(high), Some(low)) => result.push((high * 16 + low) as u8),
            _ => return Err(type_error("Non-hexadecimal digit found")),
        }
    }
    Ok(byte_string(&result, span))
}

/// Letters for the numbers 0 to 63; `last` are those for 62 and 63.
fn letter(number: u8, last: [u8; 2]) -> u8 {
    match number {
        0..=25 => b'A' + number,
        26..=51 => b'a' + number - 26,
        52..=61 => b'0' + number - 52,
        62 => last[0],
        _ => last[1],
    }
}

fn encode64(interpreter: &mut Interpreter, data: &[u8], last: [u8; 2], span: Span) -> EvalResult {
    interpreter.allocate(data.len() / 3 * 4 + 4, span)?;
    let mut text = String::with_capacity(data.len() / 3 * 4 + 4);
    for chunk in data.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            if place <= chunk.len() {
                let number = (bits >> (18 - 6 * place)) as u8 & 63;
                text.push(char::from(letter(number, last)));
            } else {
                text.push('=');
            }
        }
    }
    Ok(Value::string(text, span))
}

/// Characters outside of the alphabet are skipped, as Python does.
fn decode64(text: &[u8], last: [u8; 2], span: Span) -> EvalResult {
    let mut result = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count, mut padding) = (0u32, 0, 0);
    for &byte in text {
        // Enough padding ends the data.
        if count + padding == 4 {
            break;
        }
        let number = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'=' => {
                padding += usize::from(count > 1);
                continue;
            }
            _ if byte == last[0] => 62,
            _ if byte == last[1] => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(number);
        (count, padding) = (count + 1, 0);
        if count == 4 {
            result.extend_from_slice(&bits.to_be_bytes()[1..]);
            (bits, count) = (0, 0);
        }
    }
    if count == 1 || count > 1 && count + padding < 4 {
        return Err(Raised::new(
            "TypeError",
            &codes::VALUE_ERROR,
            "Incorrect padding",
            span,
        ));
    }
    match count {
        2 => result.push((bits >> 4) as u8),
        3 => result.extend_from_slice(&((bits >> 2) as u16).to_be_bytes()),
        _ => {}
    }
    Ok(byte_string(&result, span))
}

fn last_letters(value: Option<Value>, span: Span) -> EvalResult<[u8; 2]> {
    match super::arguments::present(value) {
        Some(value) => match bytes("base64", &value, span)?[..] {
            [first, second] => Ok([first, second]),
            _ => Err(super::arguments::bad_value(
                "altchars has to be two characters",
                span,
            )),
        },
        None => Ok(*b"+/"),
    }
}

fn b64encode(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([text], [last]) = take("b64encode", arguments, ["s"], ["altchars"], span)?;
    let data = bytes("b64encode", &text, span)?;
    encode64(interpreter, &data, last_letters(last, span)?, span)
}

fn b64decode(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([text], [last]) = take("b64decode", arguments, ["s"], ["altchars"], span)?;
    decode64(
        &bytes("b64decode", &text, span)?,
        last_letters(last, span)?,
        span,
    )
}

/// `encodestring`: lines of 57 bytes each.
fn encode_lines(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let data = data("encodestring", arguments, span)?;
    let mut lines = String::new();
    for chunk in data.chunks(57) {
        let line = encode64(interpreter, chunk, *b"+/", span)?;
        lines.push_str(line.as_text().map_or("", |text| text.as_str()));
        lines.push('\n');
    }
    Ok(Value::string(lines, span))
}

const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

fn b32encode(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let data = data("b32encode", arguments, span)?;
    interpreter.allocate(data.len() * 2, span)?;
    let mut text = String::new();
    for chunk in data.chunks(5) {
        let bits = (0..5).fold(0u64, |bits, index| {
            bits << 8 | u64::from(chunk.get(index).copied().unwrap_or(0))
        });
        let letters = (chunk.len() * 8).div_ceil(5);
        for place in 0..8 {
            let number = (bits >> (35 - 5 * place)) as usize & 31;
            text.push(if place < letters {
                char::from(BASE32[number])
            } else {
                '='
            });
        }
    }
    Ok(Value::string(text, span))
}

fn b32decode(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let text = data("b32decode", arguments, span)?;
    let wrong = |message: &str| Raised::new("TypeError", &codes::VALUE_ERROR, message, span);
    if text.len() % 8 != 0 {
        return Err(wrong("Incorrect padding"));
    }
    let mut result = Vec::new();
    for chunk in text.chunks(8) {
        let mut bits = 0u64;
        let mut letters = 0;
        for byte in chunk {
            bits <<= 5;
            if *byte != b'=' {
                let number = BASE32.iter().position(|letter| letter == byte);
                bits |= number.ok_or_else(|| wrong("Non-base32 digit found"))? as u64;
                letters += 1;
            }
        }
        result.extend_from_slice(&bits.to_be_bytes()[3..3 + letters * 5 / 8]);
    }
    Ok(byte_string(&result, span))
}

/// Python 2 gives checksums as signed 32-bit integers.
fn signed(checksum: u32, span: Span) -> Value {
    Value::new(ValueKind::Integer(i64::from(checksum as i32)), span)
}

fn checksum_arguments(
    name: &str,
    arguments: Arguments,
    start: u32,
    span: Span,
) -> EvalResult<(Vec<u8>, u32)> {
    let ([data], [before]) = take(name, arguments, [""], [""], span)?;
    let before = match before {
        Some(before) => integer(name, &before, span)? as u32,
        None => start,
    };
    Ok((bytes(name, &data, span)?, before))
}

fn crc32(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (data, before) = checksum_arguments("crc32", arguments, 0, span)?;
    let mut checksum = !before;
    for byte in data {
        checksum ^= u32::from(byte);
        for _ in 0..8 {
            let polynomial = if checksum & 1 == 1 { 0xedb8_8320 } else { 0 };
            checksum = checksum >> 1 ^ polynomial;
        }
    }
    Ok(signed(!checksum, span))
}

fn adler32(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (data, before) = checksum_arguments("adler32", arguments, 1, span)?;
    let (mut low, mut high) = (before & 0xffff, before >> 16);
    for byte in data {
        low = (low + u32::from(byte)) % 65521;
        high = (high + low) % 65521;
    }
    Ok(signed(high << 16 | low, span))
}
