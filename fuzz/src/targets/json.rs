//! Jobs as JSON: any text is jobs or a mistake with a place, and what is written reads back as the same.

use super::super::{check_diagnostics, compile_input, emitted};
use jobc::diagnostic::Diagnostic;
use jobc::emit::Target;
use jobc::lint;

/// Checks one input.
pub fn check(data: &[u8]) {
    let compilation = compile_input(data, true);
    let found = compilation.check(&lint::Settings::default());
    check_diagnostics(&compilation.sources, &found);
    let text = emitted(&compilation, Target::Job);
    serde_json::from_str::<serde_json::Value>(&text).expect("JSON");
    if !compilation.jobs.is_empty() && !compilation.diagnostics.iter().any(Diagnostic::is_error) {
        let again = compile_input(text.as_bytes(), true);
        if again
            .diagnostics
            .iter()
            .all(|it| !it.code.code.starts_with("E8"))
        {
            assert_eq!(emitted(&again, Target::Job), text);
        }
    }
}
