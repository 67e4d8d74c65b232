//! Evaluating ends within its limits, and what is written is JSON that reads back as the same jobs.

use super::super::{World, compile_input, emitted, options};
use jobc::compile::{Input, compile};
use jobc::diagnostic::Diagnostic;
use jobc::emit::Target;
use jobc::lint;
use jobc::workspace::MemoryHost;

/// Checks one input.
pub fn check(data: &[u8]) {
    let compilation = compile_input(data, false);
    compilation.check(&lint::Settings::default());
    for target in [Target::Aurora, Target::AuroraTjson] {
        let text = emitted(&compilation, target);
        serde_json::from_str::<serde_json::Value>(&text).expect("JSON");
    }
    let text = emitted(&compilation, Target::Job);
    serde_json::from_str::<serde_json::Value>(&text).expect("JSON");
    if compilation.jobs.is_empty() || compilation.diagnostics.iter().any(Diagnostic::is_error) {
        return;
    }
    // `Empty` takes a default away, which JSON cannot say: reading gives it back. From then on nothing changes.
    let Some(once) = read_back(text) else { return };
    if let Some(twice) = read_back(once.clone()) {
        assert_eq!(twice, once);
    }
}

/// The jobs of a JSON text as JSON again; nothing if it is over a limit, since JSON is larger than the file that it came from.
fn read_back(text: String) -> Option<String> {
    let input = Input::Text {
        name: "jobs.json".to_owned(),
        bytes: text.into_bytes(),
    };
    let read = compile(&input, &options(true), &World(MemoryHost::default()));
    let mut codes = read.diagnostics.iter().map(|it| it.code.code);
    (!codes.any(|code| code.starts_with("E8"))).then(|| emitted(&read, Target::Job))
}
