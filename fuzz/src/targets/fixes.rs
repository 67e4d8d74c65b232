//! A safe fix leaves the jobs as they are, and the file without new errors.

use super::super::{compile_input, emitted, texts};
use jobc::compile::Compilation;
use jobc::diagnostic::{Applicability, Diagnostic};
use jobc::emit::Target;
use jobc::lint::{self, fix};

fn errors(compilation: &Compilation) -> usize {
    let all = compilation.diagnostics.iter();
    all.filter(|it| it.is_error()).count()
}

/// How many errors of syntax there are.
fn unreadable(compilation: &Compilation) -> usize {
    let all = compilation.diagnostics.iter();
    all.filter(|it| it.code.code.starts_with("E1")).count()
}

/// The input with another main file.
fn with_main(text: String, data: &[u8]) -> Vec<u8> {
    let (main, _) = texts(data);
    let mut new = text.into_bytes();
    new.extend(data.get(main.len()..).unwrap_or_default());
    new
}

/// Checks one input.
pub fn check(data: &[u8]) {
    if std::str::from_utf8(data).is_err() {
        return;
    }
    let compilation = compile_input(data, false);
    let Some(main) = compilation.main else { return };
    let before = emitted(&compilation, Target::Job);
    let found = compilation.check(&lint::Settings::default());
    // Edits of an included file are not put into it here.
    let is_safe = |it: &&Diagnostic| {
        it.fix.as_ref().is_some_and(|fix| {
            let is_of_main = fix.edits.iter().all(|edit| edit.span.file == main);
            fix.applicability == Applicability::Safe && is_of_main
        })
    };
    for diagnostic in found.iter().filter(is_safe).take(4) {
        let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits);
        let source = compilation.sources.get(main);
        let Some(text) = fix::apply(&source.text, main, edits) else {
            panic!("the edits of {} do not fit", diagnostic.code.code);
        };
        let fixed = compile_input(&with_main(text.clone(), data), false);
        let code = diagnostic.code.code;
        if diagnostic.is_error() {
            // What the error silenced may be seen now; the error itself is gone, and the syntax is no worse.
            let at = diagnostic.primary.span.start;
            let is_same = |it: &Diagnostic| {
                it.is_error() && it.primary.span.start == at && it.message == diagnostic.message
            };
            assert!(!fixed.diagnostics.iter().any(is_same), "{code}: {text}");
            assert!(
                unreadable(&fixed) <= unreadable(&compilation),
                "{code}: {text}"
            );
        } else if errors(&compilation) == 0 {
            assert_eq!(errors(&fixed), 0, "{code}: {text}");
            assert_eq!(emitted(&fixed, Target::Job), before, "{code}: {text}");
        }
    }
}
