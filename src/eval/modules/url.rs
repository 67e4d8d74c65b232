//! `urllib` (quoting), `urlparse`.

use super::arguments::{Characters, one, string, take};
use super::build::{ModuleBuilder, natives, positional};
use crate::eval::joined::Joined;
use crate::eval::methods::text::CharacterSet;
use crate::eval::value::{Arguments, Value};
use crate::eval::{EvalResult, Interpreter};
use crate::source::Span;

natives! { QUOTING:
    "quote" => |_, a, s| quote(a, "quote", false, "/", s),
    "quote_plus" => |_, a, s| quote(a, "quote_plus", true, "", s),
    "unquote" => |_, a, s| unquote(a, "unquote", false, s),
    "unquote_plus" => |_, a, s| unquote(a, "unquote_plus", true, s),
    "urlencode" => urlencode,
}

natives! { PARSING:
    "urlparse" => |_, a, s| split(a, "urlparse", true, s),
    "urlsplit" => |_, a, s| split(a, "urlsplit", false, s),
    "urljoin" => urljoin,
    "urlunparse" => |i, a, s| unsplit(i, a, "urlunparse", s),
    "urlunsplit" => |i, a, s| unsplit(i, a, "urlunsplit", s),
    "parse_qs" => |i, a, s| parse_query(i, a, true, s),
    "parse_qsl" => |i, a, s| parse_query(i, a, false, s),
}

/// `urllib`.
pub(super) fn urllib(interpreter: &mut Interpreter, span: Span) -> EvalResult {
    let parse = parse(interpreter, span)?;
    Ok(ModuleBuilder::new("urllib", span)
        .functions(QUOTING)
        .refused(
            "urllib",
            &[("urlopen", super::NETWORK), ("urlretrieve", super::NETWORK)],
        )
        .value("parse", parse)
        .finish())
}

/// `urlparse`, and `urllib.parse`, which only Python 3 has and which has the quoting too.
pub(super) fn parse(_: &mut Interpreter, span: Span) -> EvalResult {
    Ok(ModuleBuilder::new("urlparse", span)
        .functions(PARSING)
        .functions(QUOTING)
        .finish())
}

/// The bytes that are quoted: of a plain string as they are, of unicode as UTF-8.
fn raw(text: &Characters) -> Vec<u8> {
    if text.unicode {
        return text.text.as_bytes().to_vec();
    }
    text.text.chars().map(|c| c as u8).collect()
}

fn quoted(bytes: &[u8], safe: &str, plus: bool) -> String {
    let safe = CharacterSet::new(safe);
    let mut result = String::with_capacity(bytes.len());
    for &byte in bytes {
        let c = char::from(byte);
        if c.is_ascii_alphanumeric() || "_.-".contains(c) || safe.contains(c) && c.is_ascii() {
            result.push(c);
        } else if plus && c == ' ' {
            result.push('+');
        } else {
            result.push_str(&format!("%{byte:02X}"));
        }
    }
    result
}

fn quote(arguments: Arguments, name: &str, plus: bool, safe: &str, span: Span) -> EvalResult {
    let ([text], [characters]) = take(name, arguments, ["s"], ["safe"], span)?;
    let text = string(name, &text, span)?;
    let safe = match characters {
        Some(characters) => string(name, &characters, span)?.text.to_string(),
        None => safe.to_owned(),
    };
    Ok(text.value(quoted(&raw(&text), &safe, plus), span))
}

fn unquoted(text: &Characters, plus: bool, span: Span) -> Value {
    let source: Vec<char> = text.text.chars().collect();
    let mut result = String::with_capacity(text.text.len());
    let mut position = 0;
    while let Some(&c) = source.get(position) {
        position += 1;
        let digit = |offset: usize| source.get(position + offset).and_then(|c| c.to_digit(16));
        match (c, digit(0), digit(1)) {
            ('%', Some(high), Some(low)) => {
                result.push(char::from((high * 16 + low) as u8));
                position += 2;
            }
            ('+', ..) if plus => result.push(' '),
            _ => result.push(c),
        }
    }
    text.value(result, span)
}

fn unquote(arguments: Arguments, name: &str, plus: bool, span: Span) -> EvalResult {
    let text = string(name, &one(name, arguments, span)?, span)?;
    Ok(unquoted(&text, plus, span))
}

fn urlencode(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([query], [sequences]) = take("urlencode", arguments, ["query"], ["doseq"], span)?;
    let sequences = match sequences {
        Some(sequences) => interpreter.truth(&sequences, span)?,
        None => false,
    };
    let mut parts = Joined::new("&");
    for (key, value) in super::pairs(interpreter, &query, span)? {
        let values = if sequences && value.as_text().is_none() {
            match super::build::call_method(interpreter, &value, "__len__", positional([]), span) {
                Ok(_) => interpreter.items(&value, span)?,
                Err(_) => vec![value],
            }
        } else {
            vec![value]
        };
        let key = quoted_str(interpreter, &key, span)?;
        for value in values {
            let value = quoted_str(interpreter, &value, span)?;
            interpreter.work(key.len() + value.len(), span)?;
            parts.push(interpreter, &format!("{key}={value}"), span)?;
        }
    }
    let text = parts.text;
    interpreter.allocate(text.len(), span)?;
    Ok(Value::string(text, span))
}

fn quoted_str(interpreter: &mut Interpreter, value: &Value, span: Span) -> EvalResult<String> {
    let text = match value.as_text() {
        Some(_) => string("urlencode", value, span)?,
        None => Characters {
            text: interpreter.to_str(value, span)?,
            unicode: false,
        },
    };
    Ok(quoted(&raw(&text), "", true))
}

/// The parts of an address; those that it has not are empty.
#[derive(Clone, Copy, Default)]
struct Address<'a> {
    scheme: &'a str,
    netloc: &'a str,
    path: &'a str,
    parameters: &'a str,
    query: &'a str,
    fragment: &'a str,
}

impl<'a> Address<'a> {
    fn parse(url: &'a str, parameters: bool) -> Address<'a> {
        let mut address = Address::default();
        let mut rest = url;
        if let Some((scheme, behind)) = url.split_once(':') {
            let letters = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
            let port = !behind.is_empty() && behind.bytes().all(|byte| byte.is_ascii_digit());
            let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme.chars().all(letters);
            if valid && !port {
                (address.scheme, rest) = (scheme, behind);
            }
        }
        if let Some(behind) = rest.strip_prefix("//") {
            let end = behind.find(['/', '?', '#']).unwrap_or(behind.len());
            (address.netloc, rest) = behind.split_at(end);
        }
        if let Some((before, fragment)) = rest.split_once('#') {
            (rest, address.fragment) = (before, fragment);
        }
        if let Some((before, query)) = rest.split_once('?') {
            (rest, address.query) = (before, query);
        }
        address.path = rest;
        if parameters {
            let last = rest.rfind('/').map_or(0, |slash| slash + 1);
            if let Some(semicolon) = rest[last..].find(';') {
                address.path = &rest[..last + semicolon];
                address.parameters = &rest[last + semicolon + 1..];
            }
        }
        address
    }

    fn text(&self) -> String {
        let mut url = self.path.to_owned();
        if !self.parameters.is_empty() {
            url = format!("{url};{}", self.parameters);
        }
        let hosted = [
            "http", "https", "ftp", "file", "hdfs", "git", "ssh", "svn", "rsync", "sftp",
        ];
        if !self.netloc.is_empty() || hosted.contains(&self.scheme) && !url.starts_with("//") {
            let slash = if !url.is_empty() && !url.starts_with('/') {
                "/"
            } else {
                ""
            };
            url = format!("//{}{slash}{url}", self.netloc);
        }
        if !self.scheme.is_empty() {
            url = format!("{}:{url}", self.scheme.to_lowercase());
        }
        if !self.query.is_empty() {
            url = format!("{url}?{}", self.query);
        }
        if !self.fragment.is_empty() {
            url = format!("{url}#{}", self.fragment);
        }
        url
    }
}

fn split(arguments: Arguments, name: &str, parameters: bool, span: Span) -> EvalResult {
    let ([url], [scheme, _]) = take(
        name,
        arguments,
        ["url"],
        ["scheme", "allow_fragments"],
        span,
    )?;
    let url = string(name, &url, span)?;
    let address = Address::parse(&url.text, parameters);
    let mut scheme_text = address.scheme.to_lowercase();
    if let (true, Some(scheme)) = (scheme_text.is_empty(), scheme) {
        scheme_text = string(name, &scheme, span)?.text.to_string();
    }
    let mut fields = vec!["scheme", "netloc", "path", "params", "query", "fragment"];
    let mut parts = vec![
        scheme_text.as_str(),
        address.netloc,
        address.path,
        address.parameters,
        address.query,
        address.fragment,
    ];
    let mut class_name = "ParseResult";
    if !parameters {
        fields.remove(3);
        parts.remove(3);
        class_name = "SplitResult";
    }
    // Parts of the network location are attributes beside the fields.
    let class = super::namedtuple::class(class_name, &fields, span);
    let host = address.netloc.rsplit('@').next().unwrap_or("");
    let (host, port) = match host.split_once(':') {
        Some((host, port)) => (host, port.parse().ok()),
        None => (host, None),
    };
    let none = Value::none(span);
    let hostname = match host {
        "" => none.clone(),
        host => url.value(host.to_lowercase(), span),
    };
    super::build::set(&class.attributes, "hostname", hostname);
    let port = port.map_or(none, |port| Value::integer(port, span));
    super::build::set(&class.attributes, "port", port);
    super::build::set(&class.attributes, "geturl", {
        let text = url.value(address.text(), span);
        super::build::foreign(super::functools::Constant(text), span)
    });
    let parts: Vec<Value> = parts
        .into_iter()
        .map(|part| url.value(part, span))
        .collect();
    Ok(super::namedtuple::tuple(&class, parts, span))
}

fn unsplit(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    name: &str,
    span: Span,
) -> EvalResult {
    let parts = one(name, arguments, span)?;
    let mut texts = Vec::new();
    for part in interpreter.items(&parts, span)? {
        texts.push(string(name, &part, span)?.text);
    }
    let address = match &texts[..] {
        [scheme, netloc, path, parameters, query, fragment] => Address {
            scheme,
            netloc,
            path,
            parameters,
            query,
            fragment,
        },
        [scheme, netloc, path, query, fragment] => Address {
            scheme,
            netloc,
            path,
            parameters: "",
            query,
            fragment,
        },
        _ => {
            let message = format!("{name}() expects the parts of an address");
            return Err(super::arguments::bad_value(message, span));
        }
    };
    Ok(Value::string(address.text(), span))
}

fn urljoin(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([base, url], _) = take(
        "urljoin",
        arguments,
        ["base", "url"],
        ["allow_fragments"],
        span,
    )?;
    let (base, url) = (
        string("urljoin", &base, span)?,
        string("urljoin", &url, span)?,
    );
    let unicode = super::arguments::common_kind(&[&base, &url], span)?;
    let text = joined(&base.text, &url.text);
    Ok(super::arguments::string_value(text.into(), unicode, span))
}

fn joined(base: &str, url: &str) -> String {
    if base.is_empty() || url.is_empty() {
        return format!("{base}{url}");
    }
    let (from, mut to) = (Address::parse(base, true), Address::parse(url, true));
    if !to.scheme.is_empty() && to.scheme != from.scheme {
        return url.to_owned();
    }
    to.scheme = from.scheme;
    if !to.netloc.is_empty() {
        return to.text();
    }
    to.netloc = from.netloc;
    if to.path.starts_with('/') {
        return to.text();
    }
    if to.path.is_empty() && to.parameters.is_empty() {
        to.path = from.path;
        to.parameters = from.parameters;
        if to.query.is_empty() {
            to.query = from.query;
        }
        return to.text();
    }
    let folder = &from.path[..from.path.rfind('/').map_or(0, |slash| slash + 1)];
    let path = format!("{folder}{}", to.path);
    let mut segments: Vec<&str> = Vec::new();
    let all: Vec<&str> = path.split('/').collect();
    for (index, segment) in all.iter().enumerate() {
        let last = index + 1 == all.len();
        match *segment {
            "." if last => segments.push(""),
            "." => {}
            ".." if segments.len() > 1 && segments.last() != Some(&"..") => {
                segments.pop();
                if last {
                    segments.push("");
                }
            }
            segment => segments.push(segment),
        }
    }
    let path = segments.join("/");
    to.path = &path;
    to.text()
}

fn parse_query(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    grouped: bool,
    span: Span,
) -> EvalResult {
    let ([query], [keep_blank, _]) = take(
        "parse_qs",
        arguments,
        ["qs"],
        ["keep_blank_values", "strict_parsing"],
        span,
    )?;
    let query = string("parse_qs", &query, span)?;
    let keep_blank = match keep_blank {
        Some(keep_blank) => interpreter.truth(&keep_blank, span)?,
        None => false,
    };
    let mut pairs = Vec::new();
    for pair in query.text.split(['&', ';']) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        if pair.is_empty() || value.is_empty() && !keep_blank {
            continue;
        }
        let part = |text: &str| {
            let part = Characters {
                text: text.into(),
                unicode: query.unicode,
            };
            unquoted(&part, true, span)
        };
        pairs.push((part(key), part(value)));
    }
    if !grouped {
        let pairs = pairs
            .into_iter()
            .map(|(key, value)| Value::tuple([key, value], span));
        return Ok(Value::list(pairs.collect(), span));
    }
    let mut groups = indexmap::IndexMap::<_, Vec<Value>, rustc_hash::FxBuildHasher>::default();
    for (key, value) in pairs {
        let key = interpreter.key(&key, span)?;
        groups.entry(key).or_default().push(value);
    }
    let entries = groups
        .into_iter()
        .map(|(key, values)| (key, Value::list(values, span)));
    Ok(Value::dict(entries.collect(), span))
}
