//! `encode` and `decode`.

use super::{Subject, ascii_only, encodable, not_encodable, string};
use crate::diagnostic::codes;
use crate::eval::builtins::arguments::{bind_method, text, value_error};
use crate::eval::{Arguments, EvalResult, Interpreter, Raised, Value};
use crate::source::{Span, Text};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// An encoding.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Codec {
    Utf8,
    Ascii,
    Latin1,
    Base64,
    Hex,
    Rot13,
}

impl Codec {
    fn named(name: &str) -> Option<Codec> {
        let name = name.to_ascii_lowercase().replace(['_', ' '], "-");
        Some(match name.as_str() {
            "utf-8" | "utf8" | "u8" => Codec::Utf8,
            "ascii" | "us-ascii" | "646" => Codec::Ascii,
            "latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" | "l1" => Codec::Latin1,
            "base64" | "base64-codec" => Codec::Base64,
            "hex" | "hex-codec" => Codec::Hex,
            "rot13" | "rot-13" => Codec::Rot13,
            _ => return None,
        })
    }

    fn name(self) -> &'static str {
        match self {
            Codec::Utf8 => "utf8",
            Codec::Ascii => "ascii",
            Codec::Latin1 => "latin-1",
            Codec::Base64 => "base64",
            Codec::Hex => "hex",
            Codec::Rot13 => "rot13",
        }
    }

    /// Whether it works on bytes both ways.
    fn is_binary(self) -> bool {
        matches!(self, Codec::Base64 | Codec::Hex)
    }
}

fn requested(
    method: &'static str,
    arguments: Arguments,
    span: Span,
) -> EvalResult<(Subject, Codec, String)> {
    let names = ["encoding", "errors"];
    let (this, [], [encoding, errors]) = bind_method(method, arguments, &names, span)?;
    let subject = Subject::new(method, this, span)?;
    let codec = match encoding {
        Some(value) => {
            let name = text(method, &value, span)?;
            Codec::named(name).ok_or_else(|| {
                let message = format!("unknown encoding: {}", name.as_str());
                Raised::new(
                    "LookupError",
                    &codes::eval::VALUE_ERROR,
                    message,
                    value.origin,
                )
            })?
        }
        None => Codec::Ascii,
    };
    let errors = match errors {
        Some(value) => text(method, &value, span)?.to_string(),
        None => "strict".to_owned(),
    };
    Ok((subject, codec, errors))
}

pub(super) fn encode(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let (subject, codec, errors) = requested("encode", arguments, span)?;
    interpreter.allocate(subject.text.len().saturating_mul(2), span)?;
    if !codec.is_binary() {
        ascii_only(&subject.value, span)?;
    } else if subject.unicode {
        encodable(&subject.text, span)?;
    }
    let encoded = encode_text(&subject.text, codec, &errors, span)?;
    Ok(string(encoded, false, span))
}

/// The bytes of a text in an encoding, each as one character.
fn encode_text(text: &Text, codec: Codec, errors: &str, span: Span) -> EvalResult<Text> {
    let limit = match codec {
        Codec::Base64 => return Ok(Text::new(base64_lines(&bytes(text)))),
        Codec::Hex => return Ok(Text::new(hexadecimal(&bytes(text)))),
        Codec::Rot13 if text.is_ascii() => return Ok(Text::new(rotated(text))),
        Codec::Utf8 => 0,
        Codec::Rot13 | Codec::Ascii => 0x80,
        Codec::Latin1 => 0x100,
    };
    if text.is_ascii() {
        return Ok(text.clone());
    }
    if codec == Codec::Utf8 {
        return Ok(Text::new(characters(text.as_bytes())));
    }
    let mut encoded = String::with_capacity(text.len());
    for character in text.chars() {
        let code = u32::from(character);
        match errors {
            _ if code < limit => encoded.push(character),
            "ignore" => {}
            "replace" => encoded.push('?'),
            "xmlcharrefreplace" => encoded.push_str(&format!("&#{code};")),
            "backslashreplace" => {
                let repr = crate::eval::format::string_repr(&character.to_string(), true);
                encoded.push_str(repr.trim_start_matches('u').trim_matches('\''));
            }
            _ => return Err(not_encodable(text, codec.name(), limit, span)),
        }
    }
    Ok(Text::new(encoded))
}

pub(in crate::eval) fn decode(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let (subject, codec, errors) = requested("decode", arguments, span)?;
    interpreter.allocate(subject.text.len(), span)?;
    if subject.unicode {
        encodable(&subject.text, span)?;
    }
    decode_bytes(&subject.text, codec, &errors, span)
}

/// What bytes mean in an encoding.
fn decode_bytes(text: &Text, codec: Codec, errors: &str, span: Span) -> EvalResult {
    let decoded = match codec {
        Codec::Base64 => {
            let packed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            let Ok(decoded) = STANDARD.decode(packed) else {
                return Err(Raised::new(
                    "binascii.Error",
                    &codes::eval::VALUE_ERROR,
                    "Incorrect padding",
                    span,
                ));
            };
            return Ok(Value::string(characters(&decoded), span));
        }
        Codec::Hex => {
            let decoded = from_hexadecimal(text)
                .ok_or_else(|| value_error("Non-hexadecimal digit found", span))?;
            return Ok(Value::string(characters(&decoded), span));
        }
        Codec::Rot13 => Text::new(rotated(text)),
        _ if text.is_ascii() => text.clone(),
        Codec::Latin1 => text.clone(),
        Codec::Utf8 => Text::new(from_utf8(&bytes(text), errors, span)?),
        Codec::Ascii => Text::new(from_ascii(text, errors, span)?),
    };
    Ok(string(decoded, true, span))
}

fn from_ascii(text: &Text, errors: &str, span: Span) -> EvalResult<String> {
    let mut decoded = String::with_capacity(text.len());
    for (position, character) in text.chars().enumerate() {
        match errors {
            _ if character.is_ascii() => decoded.push(character),
            "ignore" => {}
            "replace" => decoded.push(char::REPLACEMENT_CHARACTER),
            _ => {
                let byte = u32::from(character);
                let message = format!(
                    "'ascii' codec can't decode byte {byte:#04x} in position {position}: ordinal not in range(128)"
                );
                let code = &codes::eval::VALUE_ERROR;
                return Err(Raised::new("UnicodeDecodeError", code, message, span));
            }
        }
    }
    Ok(decoded)
}

fn from_utf8(bytes: &[u8], errors: &str, span: Span) -> EvalResult<String> {
    let mut decoded = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        decoded.push_str(chunk.valid());
        let Some(byte) = chunk.invalid().first() else {
            continue;
        };
        match errors {
            "ignore" => {}
            "replace" => decoded.push(char::REPLACEMENT_CHARACTER),
            _ => {
                let position = decoded.len();
                let reason = if *byte & 0xc0 == 0x80 || *byte >= 0xf8 {
                    "invalid start byte"
                } else if position + chunk.invalid().len() == bytes.len() {
                    "unexpected end of data"
                } else {
                    "invalid continuation byte"
                };
                let message = format!(
                    "'utf8' codec can't decode byte {byte:#04x} in position {position}: {reason}"
                );
                let code = &codes::eval::VALUE_ERROR;
                return Err(Raised::new("UnicodeDecodeError", code, message, span));
            }
        }
    }
    Ok(decoded)
}

/// The bytes of a plain string.
fn bytes(text: &str) -> Vec<u8> {
    text.chars()
        .map(|character| u8::try_from(u32::from(character)).unwrap_or(b'?'))
        .collect()
}

/// Bytes as a plain string.
fn characters(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

/// Base64 in lines of 76 characters, each with its end.
fn base64_lines(bytes: &[u8]) -> String {
    let mut lines = String::new();
    for line in bytes.chunks(57) {
        STANDARD.encode_string(line, &mut lines);
        lines.push('\n');
    }
    lines
}

/// Each letter thirteen places further.
fn rotated(text: &str) -> String {
    let rotate = |character: char| match character {
        'a'..='m' | 'A'..='M' => char::from(character as u8 + 13),
        'n'..='z' | 'N'..='Z' => char::from(character as u8 - 13),
        _ => character,
    };
    text.chars().map(rotate).collect()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hexadecimal(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text
        .chars()
        .map(|digit| {
            digit
                .to_digit(16)
                .and_then(|digit| u8::try_from(digit).ok())
        })
        .collect();
    let digits = digits?;
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    let pairs = digits.chunks(2);
    Some(
        pairs
            .map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit))
            .collect(),
    )
}
