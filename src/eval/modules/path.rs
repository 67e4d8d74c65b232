//! `os.path`, as on POSIX.

use super::arguments::{Characters, common_kind, one, string, string_value, take};
use super::build::{ModuleBuilder, natives};
use super::environ;
use crate::eval::value::{Arguments, Value};
use crate::eval::{Dependency, EvalResult, Interpreter};
use crate::source::{Span, Text, TextBuilder};

natives! { FUNCTIONS:
    "abspath" => abspath,
    "basename" => basename,
    "commonprefix" => commonprefix,
    "dirname" => dirname,
    "exists" => |i, a, s| exists(i, a, "exists", |folder| folder.is_some(), s),
    "lexists" => |i, a, s| exists(i, a, "lexists", |folder| folder.is_some(), s),
    "isfile" => |i, a, s| exists(i, a, "isfile", |folder| folder == Some(false), s),
    "isdir" => |i, a, s| exists(i, a, "isdir", |folder| folder == Some(true), s),
    "expanduser" => expanduser,
    "expandvars" => expandvars,
    "isabs" => isabs,
    "join" => join,
    "normcase" => |_, a, s| one("normcase", a, s),
    "normpath" => normpath,
    "realpath" => abspath,
    "relpath" => relpath,
    "split" => split,
    "splitdrive" => splitdrive,
    "splitext" => splitext,
}

/// The module.
pub(super) fn module(_: &mut Interpreter, span: Span) -> EvalResult {
    Ok(ModuleBuilder::new("posixpath", span)
        .functions(FUNCTIONS)
        .string("sep", "/")
        .string("pathsep", ":")
        .string("extsep", ".")
        .string("curdir", ".")
        .string("pardir", "..")
        .string("devnull", "/dev/null")
        .finish())
}

fn path(name: &str, arguments: Arguments, span: Span) -> EvalResult<Characters> {
    string(name, &one(name, arguments, span)?, span)
}

fn join(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let count = arguments.positional.len();
    if count == 0 || !arguments.keywords.is_empty() {
        path("join", arguments, span)?;
        return Ok(Value::none(span));
    }
    let mut parts = Vec::with_capacity(count);
    for argument in &arguments.positional {
        parts.push(string("join", argument, span)?);
    }
    let unicode = common_kind(&parts.iter().collect::<Vec<_>>(), span)?;
    let start = parts
        .iter()
        .rposition(|part| part.text.starts_with('/'))
        .unwrap_or(0);
    let mut joined = TextBuilder::new();
    let mut slash = true;
    for part in &parts[start..] {
        if !joined.is_empty() && !slash {
            joined.push_str("/");
            slash = true;
        }
        if !part.text.is_empty() {
            joined.push(&part.text);
            slash = part.text.ends_with('/');
        }
    }
    Ok(string_value(joined.finish(), unicode, span))
}

/// Where the last component starts, and where the part before it ends (without the slashes between, except at the root).
fn tail(path: &str) -> (usize, usize) {
    let start = path.rfind('/').map_or(0, |slash| slash + 1);
    let head = &path[..start];
    let trimmed = head.trim_end_matches('/');
    (
        start,
        if trimmed.is_empty() {
            start
        } else {
            trimmed.len()
        },
    )
}

fn split(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let path = path("split", arguments, span)?;
    let (start, end) = tail(&path.text);
    let head = path.value(path.text.slice(0, end), span);
    let last = path.value(path.text.slice(start, path.text.len()), span);
    Ok(Value::tuple([head, last], span))
}

fn basename(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let path = path("basename", arguments, span)?;
    let (start, _) = tail(&path.text);
    Ok(path.value(path.text.slice(start, path.text.len()), span))
}

fn dirname(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let path = path("dirname", arguments, span)?;
    let (_, end) = tail(&path.text);
    Ok(path.value(path.text.slice(0, end), span))
}

fn splitext(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let path = path("splitext", arguments, span)?;
    let (start, _) = tail(&path.text);
    let last = &path.text[start..];
    // Dots at the start of the name belong to it.
    let dots = last.len() - last.trim_start_matches('.').len();
    let at = match last.rfind('.') {
        Some(dot) if dot >= dots => start + dot,
        _ => path.text.len(),
    };
    let root = path.value(path.text.slice(0, at), span);
    let extension = path.value(path.text.slice(at, path.text.len()), span);
    Ok(Value::tuple([root, extension], span))
}

fn splitdrive(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let path = path("splitdrive", arguments, span)?;
    let drive = path.value("", span);
    Ok(Value::tuple(
        [drive, path.value(path.text.clone(), span)],
        span,
    ))
}

fn isabs(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let path = path("isabs", arguments, span)?;
    Ok(Value::boolean(path.text.starts_with('/'), span))
}

/// Python: `posixpath.normpath`.
fn normalized(path: &str) -> String {
    if path.is_empty() {
        return ".".to_owned();
    }
    // POSIX lets two slashes at the start mean something else than one or three.
    let root = if path.starts_with("//") && !path.starts_with("///") {
        "//"
    } else if path.starts_with('/') {
        "/"
    } else {
        ""
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if root.is_empty() && parts.last().is_none_or(|last| *last == "..") => {
                parts.push(part)
            }
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    let joined = format!("{root}{}", parts.join("/"));
    if joined.is_empty() {
        ".".to_owned()
    } else {
        joined
    }
}

fn normpath(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let path = path("normpath", arguments, span)?;
    let normal = normalized(&path.text);
    if normal == *path.text {
        return Ok(path.value(path.text.clone(), span));
    }
    Ok(path.value(normal, span))
}

fn absolute(interpreter: &Interpreter, path: &str) -> String {
    if path.starts_with('/') {
        return normalized(path);
    }
    normalized(&format!("{}/{path}", interpreter.host.current_directory()))
}

fn abspath(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let path = path("abspath", arguments, span)?;
    Ok(path.value(absolute(interpreter, &path.text), span))
}

fn relpath(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([target], [start]) = take("relpath", arguments, ["path"], ["start"], span)?;
    let target = string("relpath", &target, span)?;
    if target.text.is_empty() {
        return Err(super::arguments::bad_value("no path specified", span));
    }
    let start = match start {
        Some(start) => string("relpath", &start, span)?.text,
        None => Text::new("."),
    };
    let from = absolute(interpreter, &start);
    let to = absolute(interpreter, &target.text);
    fn parts(path: &str) -> Vec<&str> {
        path.split('/').filter(|part| !part.is_empty()).collect()
    }
    interpreter.allocate(from.len() + to.len(), span)?;
    let (from, to) = (parts(&from), parts(&to));
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - common);
    let path: Vec<&str> = up.chain(to[common..].iter().copied()).collect();
    let path = if path.is_empty() {
        ".".to_owned()
    } else {
        path.join("/")
    };
    Ok(target.value(path, span))
}

fn commonprefix(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let list = one("commonprefix", arguments, span)?;
    let items = interpreter.items(&list, span)?;
    let mut parts = Vec::with_capacity(items.len());
    for item in &items {
        parts.push(string("commonprefix", item, span)?);
    }
    let Some(first) = parts.first() else {
        return Ok(Value::string("", span));
    };
    let mut end = first.text.len();
    for part in &parts[1..] {
        if part.text.is(&first.text) {
            continue;
        }
        interpreter.work(end.min(part.text.len()), span)?;
        let same = first.text[..end].char_indices().zip(part.text.chars());
        let differs = same.clone().find(|((_, a), b)| a != b);
        end = differs.map_or(end.min(part.text.len()), |((at, _), _)| at);
    }
    Ok(first.value(first.text.slice(0, end), span))
}

fn expanduser(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let path = path("expanduser", arguments, span)?;
    // Another user's home is known to the machine only: such a path stays as it is, as for an unknown user.
    if *path.text != *"~" && !path.text.starts_with("~/") {
        return Ok(path.value(path.text.clone(), span));
    }
    // Where it may not be read, it is as if it were not set.
    let home = environ::variable(interpreter, "HOME", span).unwrap_or_default();
    let home = match home.as_ref().and_then(Value::as_text) {
        Some(home) => home.as_str().to_owned(),
        None => {
            interpreter.depends_on(Dependency::User);
            format!("/home/{}", interpreter.host.user())
        }
    };
    let expanded = format!("{}{}", home.trim_end_matches('/'), &path.text[1..]);
    let expanded = if expanded.is_empty() {
        "/".to_owned()
    } else {
        expanded
    };
    Ok(path.value(expanded, span))
}

fn expandvars(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let path = path("expandvars", arguments, span)?;
    let mut result = TextBuilder::new();
    let text = &path.text;
    let mut position = 0;
    while let Some(found) = text[position..].find('$') {
        let dollar = position + found;
        result.push_part(text, position, dollar);
        let (name, end) = variable_name(text, dollar);
        position = end;
        // One that may not be read is left as it is written.
        let value = name.and_then(|name| environ::variable(interpreter, name, span).ok()?);
        match value.as_ref().and_then(Value::as_text) {
            Some(value) => result.push(value),
            None => result.push_part(text, dollar, end),
        }
    }
    result.push_part(text, position, text.len());
    Ok(path.value(result.finish(), span))
}

/// The variable of the reference at a dollar sign, and where the reference ends.
fn variable_name(text: &str, dollar: usize) -> (Option<&str>, usize) {
    let rest = &text[dollar + 1..];
    if let Some(inner) = rest.strip_prefix('{') {
        return match inner.find('}') {
            Some(close) => (Some(&inner[..close]), dollar + close + 3),
            None => (None, dollar + 1),
        };
    }
    let length = rest
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .unwrap_or(rest.len());
    let name = (length > 0).then(|| &rest[..length]);
    (name, dollar + 1 + length)
}

fn exists(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    name: &str,
    test: fn(Option<bool>) -> bool,
    span: Span,
) -> EvalResult {
    let path = path(name, arguments, span)?;
    interpreter.depends_on(Dependency::File(path.text.to_string()));
    let folder = interpreter.host.folder(&path.text);
    Ok(Value::boolean(test(folder), span))
}
