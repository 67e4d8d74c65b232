//! Names that the command line binds: those that may be meant, and values that do not fit their declared types.

use super::CompileOptions;
use crate::diagnostic::{Diagnostic, codes};
use crate::job::Parameters;
use crate::source::{FileId, Span};

/// What is wrong with bindings; `main` is the file that was asked for.
pub(super) fn unfit(options: &CompileOptions, main: FileId) -> impl Iterator<Item = Diagnostic> {
    let parameters = &options.scheduler.parameters;
    options.bindings.iter().filter_map(move |(name, value)| {
        let declared = parameters.get(name)?;
        // What is resolved later can be anything.
        if declared.allows(value) || value.contains("{{") {
            return None;
        }
        let message = format!("`{name}` is declared as {declared}, but it is bound to '{value}'");
        let place = Span::new(main, 0, 0);
        Some(Diagnostic::new(&codes::object::BAD_BINDING, message, place))
    })
}

/// Those of the names that nothing binds which may be meant as parameters: all, if nothing else is wrong with the jobs, but for
/// names that come near others.
pub(super) fn meant(mut undeclared: Parameters, diagnostics: &[Diagnostic]) -> Parameters {
    let unbound = &codes::template::UNBOUND_REFERENCE;
    let errors = diagnostics.iter().filter(|it| it.is_error());
    if errors.clone().any(|it| it.code != unbound) {
        return Parameters::default();
    }
    let misspelled: Vec<&str> = errors
        .filter(|it| it.fix.is_some())
        .map(|it| it.message.as_str())
        .collect();
    undeclared.retain(|name| {
        if name.contains('[') {
            return false;
        }
        let written = format!("{{{{{name}}}}}");
        !misspelled.iter().any(|message| message.contains(&written))
    });
    undeclared
}
