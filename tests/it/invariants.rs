//! What holds whatever the input: the same inputs give the same bytes, and no input takes the machine.

use crate::support::{NAME, compile_files, compile_text, with_stack};
use jobc::compile::Compilation;
use jobc::emit::{Target, emit};
use jobc::report::{Finding, Format, Style, render};

/// Everything that comes out of a compilation, as text.
fn bytes(compilation: &Compilation) -> String {
    let findings = Finding::all(&compilation.sources, &compilation.diagnostics);
    let jobs: Vec<_> = compilation.jobs.iter().collect();
    [
        render(&findings, Format::Full, &Style::default()),
        render(&findings, Format::Json, &Style::default()),
        emit(Target::Job, &jobs, "vagrant"),
        emit(Target::Aurora, &jobs, "vagrant"),
        compilation.output.clone(),
        format!("{:?}", compilation.dependencies),
    ]
    .join("\n")
}

#[test]
fn same_inputs_give_the_same_bytes() {
    const TEXT: &str = "\
import os, json
include('shared.aurora')
names = set(['b', 'a', 'c', 'd', 'e', 'f', 'g'])
print names, {'z': 1, 'y': 2, 'x': 3, 4: 5}
print sorted(os.environ.keys())
jobs = [
  Job(cluster = 'west', role = 'web', environment = 'test', name = name, instances = instances,
      constraints = {'rack': 'limit:1', 'host': 'limit:2'},
      task = SimpleTask(name, 'echo {{prot}} {{port}}')).bind(port = 80, name = name)
  for name in names for instances in (1, 'x')]
undefined, also = missing, gone
";
    let run = || {
        with_stack(|| {
            let files = [
                (NAME, TEXT),
                ("shared.aurora", "print 'shared'\nwrong = 1 +\n"),
            ];
            bytes(&compile_files(&files))
        })
    };
    let first = run();
    assert!(first.contains("\"jobs\""), "{first}");
    for _ in 0..3 {
        assert_eq!(run(), first);
    }
}

/// Codes of the diagnostics of a text, which is compiled without harm.
fn codes(text: String) -> Vec<&'static str> {
    with_stack(move || {
        let compilation = compile_text(&text);
        let codes = compilation.diagnostics.iter().map(|it| it.code.code);
        codes.collect()
    })
}

#[test]
fn hostile_inputs_are_refused() {
    let doubling: String = (0..24)
        .map(|level| format!("a{level} = '{{{{a{0}}}}}{{{{a{0}}}}}',\n", level + 1))
        .collect();
    let cases: Vec<(&str, String, &[&str])> = vec![
        (
            "brackets",
            format!("x = {}{}\n", "[".repeat(20_000), "]".repeat(20_000)),
            &["E801"],
        ),
        (
            "open brackets",
            format!("x = {}\n", "(".repeat(20_000)),
            &["E801", "E102"],
        ),
        ("power", "x = 10**10**10\n".into(), &["E804"]),
        ("long string", "x = 'a' * 10**12\n".into(), &["E804"]),
        ("long range", "x = range(10**12)\n".into(), &["E804"]),
        ("shift", "x = 1 << 10**12\n".into(), &["E804"]),
        (
            "padding",
            "x = '%1000000000000d' % 1\n".into(),
            &["E804", "E212"],
        ),
        (
            "recursion",
            "def f(n):\n  return f(n + 1)\nx = f(0)\n".into(),
            &["E803"],
        ),
        (
            "recursion through a comparison",
            "a = []\na.append(a)\nb = []\nb.append(b)\nx = a == b\n".into(),
            &["E803", "E801", "E804", "E203"],
        ),
        ("endless loop", "while True: pass\n".into(), &["E802"]),
        (
            "doubling references",
            format!(
                "jobs = [Job(cluster = 'w', role = 'r', environment = 'test',\n\
                 task = SimpleTask('a', '{{{{a0}}}}')).bind(\n{doubling}a24 = 'text')]\n"
            ),
            &["E805"],
        ),
        (
            "unary signs",
            format!("x = {}1\n", "-".repeat(20_000)),
            &["E801"],
        ),
    ];
    for (name, text, expected) in cases {
        let found = codes(text);
        let is_refused = found.iter().any(|code| expected.contains(code));
        assert!(is_refused, "{name}: {found:?} instead of {expected:?}");
        assert!(found.len() < 10, "{name}: {} diagnostics", found.len());
    }
}

#[test]
fn ten_thousand_errors_are_counted_and_the_first_hundred_shown() {
    let shown = with_stack(|| {
        let text: String = (0..10_000).map(|i| format!("x{i} = gone{i}\n")).collect();
        let compilation = compile_text(&text);
        let findings = Finding::all(&compilation.sources, &compilation.diagnostics);
        assert!(findings.len() >= 10_000, "{} findings", findings.len());
        let lines = render(&findings, Format::JsonLines, &Style::default());
        assert_eq!(lines.lines().count(), findings.len());
        render(&findings, Format::Full, &Style::default())
    });
    assert_eq!(shown.matches("error[E201] undefined-name").count(), 100);
    assert!(
        shown.contains("more of 1000"),
        "{}",
        &shown[shown.len() - 300..]
    );
}
