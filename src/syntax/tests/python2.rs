//! Which statements Python 2.7 reads, and what is said of those that only Python 3 reads.

use super::parsed;
use crate::diagnostic::Diagnostic;
use crate::source::FileId;

/// Where jobc decides differently, and why.
const DIFFERENT: &[(&str, &str)] = &[
    ("x[. . .]", "nobody writes dots with spaces"),
    ("f((a)=1)", "an accident of Python 2's parser"),
    ("0xfor x in y", "an accident of Python 2's lexer"),
    ("x = 1j", "there are no imaginary numbers"),
    ("x = u'\\ud83d'", "a string has whole characters only"),
    (
        "def f():¶  from x import *¶  def g(): return y",
        "found nowhere in public files",
    ),
    ("(x for x in lambda: 1)", "harmless"),
    ("def f(x):¶  global x", "found nowhere in public files"),
    (
        "def f():¶  x = ((yield 1) for a in b)¶  return 2",
        "found nowhere in public files",
    ),
    ("from import a", "reported when it is executed"),
    ("def f(True): pass", "found nowhere in public files"),
    (
        "class A(x for x in y): pass",
        "reported when it is executed",
    ),
    ("def f((a, b), a): pass", "found nowhere in public files"),
];

fn found(text: &str) -> Vec<Diagnostic> {
    let parsed = parsed(text);
    parsed.errors.into_iter().chain(parsed.python3).collect()
}

#[test]
fn statements_are_read_as_python_2_reads_them() {
    let mut wrong = Vec::new();
    let rows = include_str!("python2/table.txt").lines();
    let rows: Vec<&str> = rows.filter(|row| !row.starts_with('#')).collect();
    assert!(rows.len() > 500, "{} rows", rows.len());
    for row in rows {
        let (verdict, written) = row.split_at(4);
        let text = written.replace('¶', "\n").replace('⇥', "\t") + "\n";
        let is_read = found(&text).is_empty();
        let is_different = DIFFERENT.iter().any(|(it, _)| *it == written);
        if (is_read == (verdict == "yes ")) == is_different {
            let found: Vec<String> = found(&text).into_iter().map(|it| it.message).collect();
            wrong.push(format!("{row}: {}", found.join("; ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A statement, the characters that only Python 3 reads, and the statement after the fix, if there is one.
const PYTHON3: &[(&str, &str, &str)] = &[
    ("x = f'{y}'", "f'{y}'", "x = '{}'.format(y)"),
    (
        "x = f'{y!r:>{z}} {{a}} {b, c}'",
        "f'{y!r:>{z}} {{a}} {b, c}'",
        "x = '{!r:>{}} {{a}} {}'.format(y, z, (b, c))",
    ),
    (
        "x = rf'\\d{y}' 'z'",
        "rf'\\d{y}'",
        "x = r'\\d{}' 'z'.format(y)",
    ),
    (
        "x = ('a' f'{y}'\n     F'{ z[\"k\"] }')",
        "f'{y}'",
        "x = ('a' '{}'\n     '{}'.format(y, z[\"k\"]))",
    ),
    ("x = f'plain'", "f'plain'", "x = 'plain'"),
    (
        "x = f'{{{{name}}}}'",
        "f'{{{{name}}}}'",
        "x = '{{{{name}}}}'.format()",
    ),
    ("x = '{a}' f'{y}'", "f'{y}'", ""),
    ("x = f'{y!a}'", "f'{y!a}'", ""),
    ("x = rb'a'", "rb", "x = br'a'"),
    ("x = (n := 3)", ":=", ""),
    ("x = 1_000 + 0x_ff", "1_000", "x = 1000 + 0x_ff"),
    ("x = ...", "...", "x = Ellipsis"),
    ("x = [*a, 1]", "*", ""),
    ("x = {'a': 1, **b}", "**", ""),
    ("x, *y = z", "*", ""),
    ("x = a @ b", "@", ""),
    ("x @= b", "@=", ""),
    ("f(*a,)", ",", "f(*a)"),
    ("f(*a, b = 1,)", ",", "f(*a, b = 1)"),
    ("f(*a, b)", "b", ""),
    ("f(*a, *b)", "*b", ""),
    ("f(**a, b = 1)", "b = 1", ""),
    ("print(x, end = '')", "end", ""),
    ("print(*x, sep = '')", "*", ""),
    ("x = print", "print", ""),
    ("x.exec(1)", "exec", ""),
    ("def f(a, *, b = 1): pass", "*", "def f(a, b = 1): pass"),
    ("def f(a = 1, *, b): pass", "*", ""),
    ("def f(*a, b): pass", "b", ""),
    ("def f(a, /, b): pass", "/", "def f(a, b): pass"),
    ("def f(a, /): pass", "/", "def f(a): pass"),
    ("lambda *, a: a", "*", "lambda a: a"),
    ("def f(a: int, b): pass", ": int", "def f(a, b): pass"),
    ("def f(*a : int): pass", ": int", "def f(*a): pass"),
    ("def f(a) -> (int): pass", "-> (int)", "def f(a): pass"),
    ("def f(*a,): pass", ",", "def f(*a): pass"),
    ("x: int = 1", ": int", "x = 1"),
    ("x: int", ": int", ""),
    ("class A(B, metaclass = M): pass", "metaclass = M", ""),
    ("class A(*b): pass", "*b", ""),
    ("@a[0]\ndef f(): pass", "a[0]", ""),
    ("@(a)\ndef f(): pass", "a", ""),
    ("raise A('x') from e", "from e", "raise A('x')"),
    ("def f():\n  yield 1\n  return 2", "return 2", ""),
    (
        "def f():\n  for x in y:\n    yield 1\n    if x: return (2)",
        "return (2)",
        "",
    ),
    (
        "for x in y:\n  try: pass\n  finally: continue",
        "continue",
        "",
    ),
    (
        "from __future__ import annotations\nx = 1",
        "annotations",
        "x = 1",
    ),
    (
        "from __future__ import division, annotations",
        "annotations",
        "",
    ),
    ("def f():\n  nonlocal x", "nonlocal x", ""),
    ("() = x", "()", ""),
];

#[test]
fn syntax_of_python_3_is_shown_at_its_characters() {
    for &(text, place, fixed) in PYTHON3 {
        let parsed = parsed(&format!("{text}\n"));
        assert!(parsed.errors.is_empty(), "{text}: {:?}", parsed.errors);
        let first = parsed.python3.first().unwrap_or_else(|| panic!("{text}"));
        assert_eq!(&text[first.primary.span.range()], place, "{text}");
        assert!(first.help.is_some(), "{text}");
        let after = first.fix.as_ref().map_or(String::new(), |fix| {
            crate::lint::fix::apply(text, FileId(0), &fix.edits).expect("edits that fit")
        });
        assert_eq!(after, fixed, "{text}");
    }
}

#[test]
fn a_call_has_at_most_255_arguments() {
    let call = |count: usize| format!("f({})\n", vec!["1"; count].join(", "));
    assert!(found(&call(255)).is_empty());
    assert_eq!(found(&call(256))[0].code.code, "E119");
    let names = |count: usize| (0..count).map(|n| format!("a{n}")).collect::<Vec<_>>();
    let define = |count: usize| format!("def f({}): pass\n", names(count).join(", "));
    assert!(found(&define(255)).is_empty());
    assert_eq!(found(&define(256))[0].code.code, "E119");
}

/// Of a line that does not parse, nobody knows which version it is for.
#[test]
fn a_line_with_another_error_has_no_python3_error() {
    let found = |text: &str| {
        let parsed = crate::syntax::parse(text, crate::source::FileId(0));
        (parsed.errors.len(), parsed.python3.len())
    };
    assert_eq!(found("x = f'a'\n"), (0, 1));
    assert_eq!(found("x = f'a' + * 3\n"), (1, 0));
    assert_eq!(found("x = 2 * * 3 + f'a'\n"), (1, 0));
    assert_eq!(found("x = f'a'\ny = 2 * * 3\n"), (1, 1));
}
