//! YAML that versions 1.1 and 1.2 read alike: whatever one of them would not take as a string is quoted.

use super::Json;

/// What a line can hold of a key without `?`. Readers stop looking for the colon after 1024 characters.
const LONGEST_KEY: usize = 500;

/// Words that are no strings in YAML 1.1, in lower case.
const WORDS: [&str; 13] = [
    "y", "yes", "n", "no", "on", "off", "true", "false", "null", "nan", "inf", "infinity", "none",
];

/// A document, with a line break at its end.
pub fn to_yaml(value: &Json) -> String {
    let mut out = String::new();
    match value {
        Json::List(items) if !items.is_empty() => list(&mut out, items, 0),
        Json::Object(pairs) if !pairs.is_empty() => object(&mut out, pairs, 0),
        Json::Text(text) => out = word(text) + "\n",
        other => out = scalar(other, 0) + "\n",
    }
    out
}

fn list(out: &mut String, items: &[Json], indent: usize) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(&" ".repeat(indent));
        }
        out.push_str("- ");
        inside(out, item, indent + 2);
    }
}

fn object(out: &mut String, pairs: &[(String, Json)], indent: usize) {
    for (index, (name, value)) in pairs.iter().enumerate() {
        if index > 0 {
            out.push_str(&" ".repeat(indent));
        }
        let key = word(name);
        if key.len() > LONGEST_KEY {
            out.push_str(&format!("? {key}\n{}: ", " ".repeat(indent)));
            inside(out, value, indent + 2);
            continue;
        }
        out.push_str(&key);
        out.push(':');
        let is_empty = match value {
            Json::List(items) => items.is_empty(),
            Json::Object(pairs) => pairs.is_empty(),
            _ => true,
        };
        match is_empty {
            true => out.push(' '),
            false => out.push_str(&format!("\n{}", " ".repeat(indent + 2))),
        }
        inside(out, value, indent + 2);
    }
}

/// What follows `- ` or a key; further lines of it are indented.
fn inside(out: &mut String, value: &Json, indent: usize) {
    match value {
        Json::List(items) if !items.is_empty() => list(out, items, indent),
        Json::Object(pairs) if !pairs.is_empty() => object(out, pairs, indent),
        other => {
            out.push_str(&scalar(other, indent));
            out.push('\n');
        }
    }
}

fn scalar(value: &Json, indent: usize) -> String {
    match value {
        Json::Text(text) if is_block(text) => block(text, indent),
        Json::Text(text) => word(text),
        Json::Float(number) => float(*number),
        Json::List(_) => "[]".to_owned(),
        Json::Object(_) => "{}".to_owned(),
        other => other.to_python(),
    }
}

/// A number that has a point, without which YAML 1.1 takes it for a string.
fn float(number: f64) -> String {
    if number.is_nan() {
        return ".nan".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { ".inf" } else { "-.inf" }.to_owned();
    }
    let text = Json::Float(number).to_python();
    match text.split_once('e') {
        Some((digits, exponent)) if !digits.contains('.') => format!("{digits}.0e{exponent}"),
        _ => text,
    }
}

/// A string on one line, quoted unless every reader takes it as a string anyway.
fn word(text: &str) -> String {
    let mut chars = text.chars();
    let begins = chars.next().is_some_and(|it| it.is_ascii_alphabetic());
    let is_plain =
        begins && chars.all(|it| it.is_ascii_alphanumeric() || matches!(it, '_' | '-' | '.' | '/'));
    let lower = text.to_ascii_lowercase();
    match is_plain && !WORDS.contains(&lower.as_str()) {
        true => text.to_owned(),
        false => quoted(text),
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            it if is_printable(it) => out.push(it),
            it if u32::from(it) <= 0xff => out.push_str(&format!("\\x{:02x}", u32::from(it))),
            it if u32::from(it) <= 0xffff => out.push_str(&format!("\\u{:04x}", u32::from(it))),
            it => out.push_str(&format!("\\U{:08x}", u32::from(it))),
        }
    }
    out.push('"');
    out
}

/// Whether readers take a character as it is, and none takes it for a line break or the mark at the beginning of a file.
fn is_printable(char: char) -> bool {
    matches!(char, ' '..='~' | '\u{a0}'..='\u{2027}' | '\u{202a}'..='\u{d7ff}' | '\u{e000}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}')
        || matches!(char, '\u{10000}'..='\u{10ffff}')
}

/// Whether a text is more readable as lines than as a quoted string, and is the same.
fn is_block(text: &str) -> bool {
    let is_blank = |line: &str| !line.is_empty() && line.trim().is_empty();
    text.trim_end_matches('\n').contains('\n')
        && !text.split('\n').any(is_blank)
        && text
            .chars()
            .all(|it| matches!(it, '\n' | '\t') || is_printable(it))
}

/// A text as a literal block. The indentation is said where the first line would hide it.
fn block(text: &str, indent: usize) -> String {
    let mark = match text.starts_with([' ', '\n', '\t']) {
        true => "2",
        false => "",
    };
    let end = match text.len() - text.trim_end_matches('\n').len() {
        0 => "-",
        1 => "",
        _ => "+",
    };
    let mut out = format!("|{mark}{end}");
    let lines = text.strip_suffix('\n').unwrap_or(text);
    for line in lines.split('\n') {
        out.push('\n');
        if !line.is_empty() {
            out.push_str(&" ".repeat(indent));
            out.push_str(line);
        }
    }
    out
}
