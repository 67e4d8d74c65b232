//! Evaluating ends within its limits, and what is written is JSON that reads back as the same jobs.

use super::super::{World, compile_input, emitted, options};
use jobc::compile::{Input, compile};
use jobc::diagnostic::Diagnostic;
use jobc::emit::Target;
use jobc::lint;
use jobc::workspace::MemoryHost;
use std::borrow::Cow;

/// Checks one input.
pub fn check(data: &[u8]) {
    let compilation = compile_input(&with_shapes(data), false);
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
    // An escaped reference is one after reading it back: each reading takes a `&` away.
    if text.contains("{{&") {
        return;
    }
    // `Empty` takes a default away, which JSON cannot say: reading gives it back. From then on nothing changes.
    let Some(once) = read_back(text) else { return };
    if let Some(twice) = read_back(once.clone()) {
        assert_eq!(twice, once);
    }
}

/// Values that are small in memory and large for what goes through them, for inputs that use one of these names.
const SHAPES: &str = "\
s_text = 'a' * 9000
s_unicode = u'a' * 9000
s_needle = 'a' * 4000 + 'b'
s_shared = [s_text] * 9000
s_integer = 1 << 9000
s_dict = dict.fromkeys(xrange(900), s_text)
s_set = set(xrange(900))
s_dag = (KeyError,)
for s_i in xrange(60): s_dag = (s_dag, s_dag)
s_deep = []
for s_i in xrange(900): s_deep = [s_deep]
s_cycle = ['a']
s_cycle.append(s_cycle)
";

/// The input, after the statements that make [`SHAPES`] if it uses one.
fn with_shapes(data: &[u8]) -> Cow<'_, [u8]> {
    let is_used = data.windows(2).any(|it| it == b"s_");
    match is_used {
        true => Cow::Owned([SHAPES.as_bytes(), data].concat()),
        false => Cow::Borrowed(data),
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
