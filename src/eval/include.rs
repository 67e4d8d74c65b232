//! `include()`: executes another file in the same namespace.

use super::interpreter::Frame;
use super::scope::Env;
use super::value::{Namespace, NativeFunction, Value, ValueKind};
use super::{Dependency, EvalResult, HostError, Interpreter, Raised};
use crate::diagnostic::codes::{eval, files, limits};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Ownership, SourceFile, Sources, Span};

static INCLUDE: NativeFunction = NativeFunction {
    name: "include",
    call: |interpreter, arguments, span| {
        let keyword = arguments
            .keywords
            .iter()
            .find(|(name, ..)| &**name == "path" || &**name == "filename");
        let given = arguments
            .positional
            .first()
            .or(keyword.map(|(.., value)| value));
        let Some(path) =
            given.filter(|_| arguments.positional.len() + arguments.keywords.len() == 1)
        else {
            return Err(Raised::new(
                "TypeError",
                &eval::BAD_CALL,
                "`include()` takes one argument: the path of the file",
                span,
            ));
        };
        interpreter.include(path, span)
    },
};

/// Why a file cannot be had, and what belongs to that.
pub(super) struct Unreadable {
    code: &'static Code,
    reason: String,
    python_reason: &'static str,
    label: Option<Span>,
}

impl Interpreter<'_> {
    pub(super) fn install_include(&mut self, builtins: &Namespace) {
        let native = Value::new(ValueKind::Native(&INCLUDE), Span::NOWHERE);
        builtins.set("include", native);
    }

    fn include(&mut self, path: &Value, span: Span) -> EvalResult {
        let result = self.include_file(path, span);
        if result.is_err() && self.in_try == 0 {
            self.definitions_missing = true;
        }
        result
    }

    fn include_file(&mut self, path: &Value, span: Span) -> EvalResult {
        // The argument where it is written in the call, the whole call where a variable is given.
        let inside = path.origin.file == span.file
            && span.start <= path.origin.start
            && path.origin.end <= span.end;
        let at = if inside { path.origin } else { span };
        let Some(text) = path.as_text() else {
            return Err(Raised::with_diagnostic(
                "TypeError",
                format!("include() needs a string, not {}", self.type_name(path)),
                Diagnostic::new(
                    &eval::TYPE_ERROR,
                    format!("`include()` requires a path, found {}", self.describe(path)),
                    at,
                ),
            ));
        };
        let written = text.to_string();
        let from = self
            .executing
            .last()
            .map_or(String::new(), |file| file.path.clone());
        let joined = join(folder_of(&from), &written);
        let normal = normalise(&joined);
        self.check_include_limits(&normal, &written, at)?;
        let file = match self.file(&joined, Ownership::User) {
            Ok(file) => file,
            Err(unreadable) => {
                let mut diagnostic = Diagnostic::new(
                    unreadable.code,
                    format!("`{written}` cannot be included: {}", unreadable.reason),
                    at,
                );
                if let Some(label) = unreadable.label {
                    diagnostic = diagnostic.label(label, "the byte that is not UTF-8");
                } else if let Some(near) = self.near_file(&normal) {
                    diagnostic = suggest_file(diagnostic, &near, &self.sources);
                } else if normal != written {
                    diagnostic = diagnostic.help(format!(
                        "the path is relative to the including file: `{normal}`"
                    ));
                }
                return Err(Raised::with_diagnostic(
                    "IOError",
                    format!("[Errno 2] {}: '{joined}'", unreadable.python_reason),
                    diagnostic,
                ));
            }
        };
        let globals = self
            .executing
            .last()
            .map_or(self.globals.clone(), |file| file.globals.clone());
        self.note_included(file, span);
        let call = self.current_call();
        self.frames.push(Frame {
            span,
            label: "included from here",
            env: Env::module(globals.clone()),
            function: None,
            receiver: None,
            call,
        });
        let result = self.nested(span, |interpreter| {
            interpreter.execute_guarded_file(file, &normal, globals)
        });
        self.frames.pop();
        match result {
            Ok(()) => Ok(Value::none(span)),
            Err(raised) => Err(self.leaving_call(raised, span, "included from here")),
        }
    }

    /// The name of a file in the same folder that is spelled like one that cannot be read.
    fn near_file(&mut self, path: &str) -> Option<String> {
        // A folder with thousands of files is not listed for each of thousands of files that it does not have.
        if !self.may_suggest() {
            return None;
        }
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let names = self.host.names(folder);
        let near = self.nearest(name, names.iter().map(String::as_str))?;
        let near = near.to_owned();
        let path = match folder {
            "" => near.clone(),
            folder => format!("{folder}/{near}"),
        };
        self.depends_on(Dependency::File(path));
        Some(near)
    }

    fn check_include_limits(&mut self, normal: &str, written: &str, at: Span) -> EvalResult<()> {
        if self.executing.iter().any(|file| file.path == normal) {
            return Err(Raised::with_diagnostic(
                "RuntimeError",
                "maximum recursion depth exceeded",
                Diagnostic::new(
                    &files::INCLUDE_CYCLE,
                    format!("`{written}` includes itself: the files form a cycle"),
                    at,
                ),
            ));
        }
        self.includes += 1;
        if self.includes > self.limits.includes {
            self.exhausted.set(true);
            let message = format!("more than {} files are included", self.limits.includes);
            return Err(Raised::abort(
                Diagnostic::new(&limits::INCLUDE_LIMIT, message, at)
                    .help("the limit is the setting `includes`"),
            ));
        }
        if self.executing.len() > self.limits.include_depth {
            let message = format!(
                "includes are nested more than {} levels deep",
                self.limits.include_depth
            );
            return Err(Raised::abort(
                Diagnostic::new(&limits::INCLUDE_LIMIT, message, at)
                    .help("the limit is the setting `include-depth`"),
            ));
        }
        Ok(())
    }

    /// A file by the path that the host reads. It is read once.
    pub(super) fn file(&mut self, path: &str, ownership: Ownership) -> Result<FileId, Unreadable> {
        let normal = normalise(path);
        if let Some(file) = self.files.get(&normal) {
            return Ok(*file);
        }
        self.depends_on(Dependency::File(normal.clone()));
        let bytes = self.host.read(path).map_err(|error| Unreadable {
            code: match error {
                HostError::OutsideRoot(_) => &files::OUTSIDE_ROOT,
                HostError::TooLarge(_) => &limits::FILE_SIZE_LIMIT,
                _ => &files::UNREADABLE_FILE,
            },
            reason: error.to_string(),
            python_reason: "No such file or directory",
            label: None,
        })?;
        match String::from_utf8(bytes) {
            Ok(text) => {
                let file = self.sources.add(SourceFile::new(&*normal, text, ownership));
                self.files.insert(normal, file);
                Ok(file)
            }
            Err(error) => {
                // The text is kept with marks in place of what is no letter, to show the place.
                let position = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                let file = self.sources.add(SourceFile::new(&*normal, text, ownership));
                Err(Unreadable {
                    code: &files::UNREADABLE_FILE,
                    reason: format!("it is not UTF-8 (byte {position})"),
                    python_reason: "Not UTF-8",
                    label: Some(Span::new(file, position, position + '\u{fffd}'.len_utf8())),
                })
            }
        }
    }

    /// Executes a prelude: a file named in the settings, not in the configuration.
    pub(super) fn execute_prelude(&mut self, path: &str) {
        match self.file(path, Ownership::Stdlib) {
            Ok(file) => {
                let globals = self.globals.clone();
                self.execute_file(file, &normalise(path), globals);
            }
            Err(unreadable) => {
                let file = self.sources.add(SourceFile::new(path, "", Ownership::User));
                self.report(Diagnostic::new(
                    unreadable.code,
                    format!("the prelude `{path}` cannot be read: {}", unreadable.reason),
                    Span::new(file, 0, 0),
                ));
            }
        }
    }
}

/// The folder of a file, without the last `/`; empty for the current one.
pub(super) fn folder_of(path: &str) -> &str {
    match path.rfind('/') {
        Some(0) => "/",
        Some(end) => &path[..end],
        None => "",
    }
}

/// A path relative to a folder.
pub(super) fn join(folder: &str, path: &str) -> String {
    if path.starts_with('/') || folder.is_empty() {
        path.to_owned()
    } else if folder.ends_with('/') {
        format!("{folder}{path}")
    } else {
        format!("{folder}/{path}")
    }
}

/// A path without `.`, doubled slashes, and `..` behind a name.
pub(super) fn normalise(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    let joined = parts.join("/");
    if path.starts_with('/') {
        format!("/{joined}")
    } else {
        joined
    }
}

/// Suggests another file of the same folder for the path of an include.
fn suggest_file(diagnostic: Diagnostic, near: &str, sources: &Sources) -> Diagnostic {
    let span = diagnostic.primary.span;
    let Some(path) = plain_literal(sources.text(span)) else {
        return diagnostic.help(format!("did you mean `{near}`?"));
    };
    let folder = path.rfind('/').map_or("", |slash| &path[..=slash]);
    let name = span.part(1 + folder.len(), 1 + path.len());
    let help = format!("did you mean `{folder}{near}`?");
    diagnostic.help(help).suggest(name, near)
}

/// What is between the quotes of a literal that has neither a prefix nor escapes.
fn plain_literal(written: &str) -> Option<&str> {
    let quote = written
        .chars()
        .next()
        .filter(|it| matches!(it, '\'' | '"'))?;
    let inside = written.get(1..)?.strip_suffix(quote)?;
    (!inside.contains([quote, '\\'])).then_some(inside)
}
