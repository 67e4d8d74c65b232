//! Reading the file that was asked for.

use super::{Compilation, Input};
use crate::diagnostic::{Diagnostic, codes};
use crate::eval::{Dependency, Host, HostError};
use crate::source::{Ownership, SourceFile, Sources, Span};

/// The name and text of the input, or what a compilation gives that cannot even begin.
pub(super) fn read(input: &Input, host: &dyn Host) -> Result<(String, String), Box<Compilation>> {
    match input {
        Input::Text { name, bytes } => Ok((name.clone(), decode(bytes.clone()))),
        Input::File(path) => match host.read(path) {
            Ok(bytes) => Ok((path.clone(), decode(bytes))),
            Err(error) => Err(Box::new(unreadable(path, &error))),
        },
    }
}

/// A file that is no UTF-8 is read as Latin-1, which every sequence of bytes is.
pub(crate) fn decode(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| {
        error
            .as_bytes()
            .iter()
            .map(|&byte| char::from(byte))
            .collect()
    })
}

fn unreadable(path: &str, error: &HostError) -> Compilation {
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new(path, "", Ownership::User));
    let code = match error {
        HostError::OutsideRoot(_) => &codes::files::OUTSIDE_ROOT,
        HostError::TooLarge(_) => &codes::limits::FILE_SIZE_LIMIT,
        _ => &codes::files::UNREADABLE_FILE,
    };
    let message = format!("cannot read `{path}`: {error}");
    Compilation {
        diagnostics: vec![Diagnostic::new(code, message, Span::new(file, 0, 0))],
        dependencies: vec![Dependency::File(path.to_owned())],
        sources,
        ..Compilation::default()
    }
}
