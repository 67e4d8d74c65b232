//! `open`, for reading only.

use super::arguments::{alone, bind, bind_method, given, integer, text, wrong_argument};
use crate::diagnostic::{Diagnostic, codes};
use crate::eval::value::{Foreign, Iteration, Lazy, Method, NativeFunction};
use crate::eval::{Arguments, Dependency, EvalResult, Interpreter, Raised, Value, ValueKind};
use crate::source::{Span, Text};
use std::cell::Cell;
use std::rc::Rc;

/// `open(name, mode)`, relative to the current directory.
pub(super) fn open(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let names = ["name", "mode", "buffering"];
    let ([name], [mode, _]) = bind("open", arguments, &names, span)?;
    let path = text("open", &name, span)?.to_string();
    let mode = match given(mode) {
        Some(mode) => {
            let mode_text = text("open", &mode, span)?.to_string();
            check_mode(&mode_text, mode.origin)?;
            mode_text
        }
        None => "r".to_owned(),
    };
    interpreter.depends_on(Dependency::File(path.clone()));
    let bytes = match interpreter.host.read(&path) {
        Ok(bytes) => bytes,
        Err(error) => return Err(unreadable(&path, &error, &name, span)),
    };
    interpreter.allocate(bytes.len(), span)?;
    let mut content: String = bytes.into_iter().map(char::from).collect();
    if mode.contains('U') {
        content = content.replace("\r\n", "\n").replace('\r', "\n");
    }
    let file = File {
        path,
        mode,
        content: Text::new(content),
        position: Cell::new(0),
        closed: Cell::new(false),
    };
    Ok(Value::new(ValueKind::foreign(file), span))
}

fn check_mode(mode: &str, place: Span) -> EvalResult<()> {
    if mode.contains(['w', 'a', '+', 'x']) {
        let diagnostic = Diagnostic::new(
            &codes::eval::UNSUPPORTED,
            format!("a configuration cannot write files, but `open` has the mode `{mode}`"),
            place,
        )
        .help("remove the mode: files can only be read");
        return Err(Raised::with_diagnostic(
            "IOError",
            "[Errno 1] Operation not permitted: configurations cannot write files",
            diagnostic,
        ));
    }
    if mode.starts_with(['r', 'U']) && mode.chars().all(|flag| "rbtU".contains(flag)) {
        return Ok(());
    }
    let message = format!("mode string must begin with one of 'r', 'w', 'a' or 'U', not '{mode}'");
    Err(super::arguments::value_error(message, place))
}

fn unreadable(path: &str, error: &crate::eval::HostError, name: &Value, span: Span) -> Box<Raised> {
    use crate::eval::HostError;
    let number = match error {
        HostError::NotFound => 2,
        HostError::NotAFile(_) => 21,
        HostError::TooLarge(_) => 27,
        HostError::OutsideRoot(_) | HostError::Refused(_) => 13,
    };
    let reason = match error {
        HostError::NotFound => "No such file or directory".to_owned(),
        HostError::NotAFile(_) => "Is a directory".to_owned(),
        HostError::TooLarge(_) => "File too large".to_owned(),
        HostError::OutsideRoot(_) | HostError::Refused(_) => "Permission denied".to_owned(),
    };
    let python = format!("[Errno {number}] {reason}: '{path}'");
    let place = if name.origin.is_empty() {
        span
    } else {
        name.origin
    };
    let code = match error {
        HostError::OutsideRoot(_) => &codes::files::OUTSIDE_ROOT,
        _ => &codes::files::UNREADABLE_FILE,
    };
    let mut diagnostic = Diagnostic::new(code, format!("cannot open `{path}`: {error}"), place);
    let inside = place.file == span.file && span.start <= place.start && place.end <= span.end;
    if !inside {
        diagnostic = diagnostic.label(span, "opened here");
    }
    if matches!(error, HostError::NotFound) {
        diagnostic =
            diagnostic.help("the path is relative to the current directory, not to this file");
    }
    Raised::with_diagnostic("IOError", python, diagnostic)
}

/// A file that was read whole.
#[derive(Debug)]
pub(in crate::eval) struct File {
    path: String,
    mode: String,
    content: Text,
    /// The byte of the content that is read next.
    position: Cell<usize>,
    closed: Cell<bool>,
}

static METHODS: &[NativeFunction] = &[
    NativeFunction {
        name: "read",
        call: read,
    },
    NativeFunction {
        name: "readline",
        call: read_line,
    },
    NativeFunction {
        name: "readlines",
        call: read_lines,
    },
    NativeFunction {
        name: "xreadlines",
        call: enter,
    },
    NativeFunction {
        name: "next",
        call: next_line,
    },
    NativeFunction {
        name: "seek",
        call: seek,
    },
    NativeFunction {
        name: "tell",
        call: tell,
    },
    NativeFunction {
        name: "close",
        call: close,
    },
    NativeFunction {
        name: "flush",
        call: flush,
    },
    NativeFunction {
        name: "write",
        call: write,
    },
    NativeFunction {
        name: "writelines",
        call: write,
    },
    NativeFunction {
        name: "__enter__",
        call: enter,
    },
    NativeFunction {
        name: "__exit__",
        call: close,
    },
    NativeFunction {
        name: "__iter__",
        call: enter,
    },
];

impl File {
    fn check_open(&self, span: Span) -> EvalResult<()> {
        if self.closed.get() {
            return Err(super::arguments::value_error(
                "I/O operation on closed file",
                span,
            ));
        }
        Ok(())
    }

    /// The next line with its end; empty at the end of the file.
    fn line(&self) -> Text {
        let start = self.position.get().min(self.content.len());
        let end = match self.content[start..].find('\n') {
            Some(offset) => start + offset + 1,
            None => self.content.len(),
        };
        self.position.set(end);
        self.content.slice(start, end)
    }
}

impl Foreign for File {
    fn type_name(&self) -> &'static str {
        "file"
    }

    fn attribute(
        &self,
        _interpreter: &mut Interpreter,
        this: &Value,
        name: &str,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        Ok(match name {
            "name" => Some(Value::string(self.path.as_str(), span)),
            "mode" => Some(Value::string(self.mode.as_str(), span)),
            "closed" => Some(Value::boolean(self.closed.get(), span)),
            _ => {
                let method = METHODS.iter().find(|method| method.name == name);
                method.map(|method| {
                    let bound = Method {
                        receiver: this.clone(),
                        function: Value::new(ValueKind::Native(method), span),
                    };
                    Value::new(ValueKind::Method(Rc::new(bound)), span)
                })
            }
        })
    }

    fn repr(&self, _interpreter: &mut Interpreter) -> EvalResult<String> {
        let state = if self.closed.get() { "closed" } else { "open" };
        let path = crate::eval::format::string_repr(&self.path, false);
        Ok(format!("<{state} file {path}, mode '{}'>", self.mode))
    }

    fn iterate(
        &self,
        _interpreter: &mut Interpreter,
        this: &Value,
        span: Span,
    ) -> EvalResult<Option<Iteration>> {
        self.check_open(span)?;
        Ok(Some(Iteration::Lazy(Box::new(Lines(this.clone())))))
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

/// The lines of a file from where it is.
#[derive(Debug)]
struct Lines(Value);

impl Lazy for Lines {
    fn next(&mut self, _: &mut Interpreter, span: Span) -> EvalResult<Option<Value>> {
        let line = with_file("next", &self.0, span, File::line)?;
        Ok((!line.is_empty()).then(|| Value::new(ValueKind::String(line), span)))
    }
}

/// Does something with the file that a value is, if it is open.
fn with_file<T>(
    method: &'static str,
    value: &Value,
    span: Span,
    action: impl FnOnce(&File) -> T,
) -> EvalResult<T> {
    let file = match &value.kind {
        ValueKind::Foreign(foreign) => foreign.as_any().downcast_ref::<File>(),
        _ => None,
    };
    match file {
        Some(file) => {
            file.check_open(span)?;
            Ok(action(file))
        }
        None => {
            let python = format!("descriptor '{method}' requires a 'file' object");
            Err(wrong_argument(method, "a file", value, python, span))
        }
    }
}

fn string(text: Text, span: Span) -> Value {
    Value::new(ValueKind::String(text), span)
}

fn read(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [], [size]) = bind_method("read", arguments, &[], span)?;
    let size = match given(size) {
        Some(size) => usize::try_from(integer("read", &size, span)?).unwrap_or(usize::MAX),
        None => usize::MAX,
    };
    with_file("read", &this, span, |file| {
        let start = file.position.get().min(file.content.len());
        let rest = &file.content[start..];
        let length = rest
            .char_indices()
            .nth(size)
            .map_or(rest.len(), |(offset, _)| offset);
        file.position.set(start + length);
        string(file.content.slice(start, start + length), span)
    })
}

fn read_line(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("readline", arguments, span)?;
    let line = with_file("readline", &this, span, File::line)?;
    Ok(string(line, span))
}

fn read_lines(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [], [_]) = bind_method("readlines", arguments, &[], span)?;
    let mut lines = Vec::new();
    loop {
        interpreter.step(span)?;
        let line = with_file("readlines", &this, span, File::line)?;
        if line.is_empty() {
            return Ok(Value::list(lines, span));
        }
        lines.push(string(line, span));
    }
}

fn next_line(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("next", arguments, span)?;
    let line = with_file("next", &this, span, File::line)?;
    if line.is_empty() {
        let code = &codes::eval::VALUE_ERROR;
        return Err(Raised::new("StopIteration", code, "", span).map_diagnostic(
            |mut diagnostic| {
                diagnostic.message = "the file has no more lines".to_owned();
                diagnostic
            },
        ));
    }
    Ok(string(line, span))
}

fn seek(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (this, [offset], []) = bind_method("seek", arguments, &[], span)?;
    let offset = usize::try_from(integer("seek", &offset, span)?).unwrap_or(0);
    with_file("seek", &this, span, |file| {
        let position = file
            .content
            .char_indices()
            .nth(offset)
            .map_or(file.content.len(), |(byte, _)| byte);
        file.position.set(position);
        Value::none(span)
    })
}

fn tell(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("tell", arguments, span)?;
    with_file("tell", &this, span, |file| {
        let position = file.position.get().min(file.content.len());
        let count = file.content[..position].chars().count();
        Value::integer(count as i64, span)
    })
}

fn flush(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    alone("flush", arguments, span)?;
    Ok(Value::none(span))
}

/// `close` and `__exit__`, which gets the exception and lets it pass.
fn close(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    if let Some(ValueKind::Foreign(foreign)) = arguments.positional.first().map(|this| &this.kind)
        && let Some(file) = foreign.as_any().downcast_ref::<File>()
    {
        file.closed.set(true);
    }
    Ok(Value::none(span))
}

fn enter(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = alone("__enter__", arguments, span)?;
    with_file("__enter__", &this, span, |_| ())?;
    Ok(this)
}

fn write(_: &mut Interpreter, _: Arguments, span: Span) -> EvalResult {
    let message = "File not open for writing";
    let diagnostic = Diagnostic::new(
        &codes::eval::UNSUPPORTED,
        "a configuration cannot write files",
        span,
    );
    Err(Raised::with_diagnostic("IOError", message, diagnostic))
}
