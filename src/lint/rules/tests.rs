//! Rules tried on configurations in memory, for the tests of each group.

use crate::compile::{CompileOptions, Input, compile};
use crate::lint::{Selector, Settings};
use crate::stack::STACK_SIZE;
use crate::workspace::MemoryHost;

/// A finding: the name of the rule, and the text at its place.
pub struct Trial {
    /// The name of the rule.
    pub rule: &'static str,
    /// The text at its place.
    pub text: String,
}

/// What the rules of a selector find in `main.aurora`, which has to be free of errors.
pub fn findings(selector: &str, files: &[(&str, &str)]) -> Vec<Trial> {
    let settings = Settings {
        select: Some(vec![Selector(selector.to_owned())]),
        ..Settings::default()
    };
    std::thread::scope(|scope| {
        let compiling = || {
            let host = MemoryHost::with_files(files.iter().copied());
            let input = Input::File("main.aurora".to_owned());
            let compilation = compile(&input, &CompileOptions::default(), &host);
            let all = compilation.diagnostics.iter();
            let errors: Vec<_> = all.filter(|it| it.is_error()).collect();
            assert!(errors.is_empty(), "{errors:?}");
            let found = compilation.lint(&settings).into_iter();
            found
                .map(|it| Trial {
                    rule: it.code.name,
                    text: compilation.sources.text(it.primary.span).to_owned(),
                })
                .collect()
        };
        let thread = std::thread::Builder::new().stack_size(STACK_SIZE);
        let thread = thread.spawn_scoped(scope, compiling);
        thread.expect("a thread").join().expect("no panic")
    })
}
