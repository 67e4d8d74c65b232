//! What the rules find in references, and above all what they leave alone.

use crate::compile::{CompileOptions, Input, STACK_SIZE, compile};
use crate::lint::{Selector, Settings};
use crate::workspace::MemoryHost;

/// What one rule finds in a file: the texts at the places.
fn found(rule: &str, text: &str) -> Vec<String> {
    let (rule, text) = (Selector(rule.to_owned()), text.to_owned());
    let compiling = move || {
        let host = MemoryHost::with_files([("main.aurora", &*text)]);
        let input = Input::File("main.aurora".to_owned());
        let compilation = compile(&input, &CompileOptions::default(), &host);
        let errors: Vec<_> = compilation
            .diagnostics
            .iter()
            .filter(|it| it.is_error())
            .collect();
        assert!(errors.is_empty(), "{errors:?}");
        let settings = Settings {
            select: Some(vec![rule]),
            ..Settings::default()
        };
        let findings = compilation.lint(&settings);
        let places = findings.iter().map(|it| it.primary.span);
        places
            .map(|span| compilation.sources.text(span).to_owned())
            .collect()
    };
    let thread = std::thread::Builder::new()
        .stack_size(STACK_SIZE)
        .spawn(compiling);
    thread.expect("a thread").join().expect("no panic")
}

#[test]
fn references_that_are_compared() {
    const JOB: &str = "jobs = [Job(cluster = 'c', role = 'r', environment = 'devel', name = 'n', task = SimpleTask('t', 'x'))]\n";
    for (text, places) in [
        ("print '{{role}}' == 'web'\n", vec!["{{role}}"]),
        ("print 'web' != 'x{{role}}'\n", vec!["{{role}}"]),
        ("print '{{role}}' in ('a', 'b')\n", vec!["{{role}}"]),
        ("print '{{role}}' in 'a{{role}}'\n", vec![]),
        ("print '{{role}}' == '{{role}}'\n", vec![]),
        ("e = '{{role}}'\nprint e == 'web'\n", vec!["e"]),
        ("e = '{{role}}'\ne = 'web'\nprint e == 'web'\n", vec![]),
        (
            "e = '{{role}}'\ndef f(e):\n  return e == 'web'\nprint f('x'), e\n",
            vec![],
        ),
        ("print len('{{role}}')\n", vec!["{{role}}"]),
    ] {
        let text = format!("{text}{JOB}");
        assert_eq!(found("reference-in-python", &text), places, "{text}");
    }
}

#[test]
fn scopes_that_are_mixed() {
    const CLASS: &str = "class P(Struct):\n  a = String\n  b = String\n";
    for (near, far, places) in [
        ("p = P(a = '1')", "p = P(b = '2')", vec!["{{p.b}}"]),
        ("p = P(a = '1')", "p = {'b': '2'}", vec!["{{p.b}}"]),
        ("p = P(a = '1', b = '1')", "p = P(b = '2')", vec![]),
        // Dicts are bound part by part.
        ("p = {'a': '1'}", "p = {'b': '2'}", vec![]),
        ("q = '1', p = P(a = '1', b = '2')", "q = '2'", vec![]),
    ] {
        let text = format!(
            "{CLASS}t = SimpleTask('t', '{{{{p.a}}}} {{{{p.b}}}}').bind({near})\n\
             jobs = [Job(cluster = 'c', role = 'r', environment = 'devel', name = 'n', task = t).bind({far})]\n"
        );
        assert_eq!(found("mixed-scopes", &text), places, "{text}");
    }
}
