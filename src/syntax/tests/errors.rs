//! What people see: one mistake a snippet, and what is said about it.

use super::parsed;
use crate::source::{Ownership, SourceFile};
use crate::syntax::ast::{ExpressionKind, Statement, StatementKind};
use std::fmt::Write;

/// The errors of a snippet, and what becomes of it if the fix is applied.
fn report(text: &str) -> String {
    let file = SourceFile::new("x", text, Ownership::User);
    let mut out = String::new();
    let parsed = parsed(text);
    writeln!(out, "{}", text.trim_end().replace('\n', "⏎")).unwrap();
    for error in &parsed.errors {
        let span = error.primary.span;
        let at = file.location(span.start as usize);
        writeln!(
            out,
            "  {}:{} {} {} → {:?}",
            at.row,
            at.column,
            error.code.code,
            error.message,
            &text[span.range()]
        )
        .unwrap();
        if let Some(help) = &error.help {
            writeln!(out, "      help: {help}").unwrap();
        }
        if let Some(fix) = &error.fix {
            let mut fixed = text.to_owned();
            for edit in fix.edits.iter().rev() {
                fixed.replace_range(edit.span.range(), &edit.replacement);
            }
            writeln!(out, "      fixed: {}", fixed.trim_end().replace('\n', "⏎")).unwrap();
        }
    }
    if parsed.errors.is_empty() {
        out.push_str("  no errors\n");
    }
    out
}

const MISTAKES: &[&str] = &[
    "hello = Process(\n  name = 'hello'\n  cmdline = 'echo')\n",
    "x = [1 2]\n",
    "x = {'a': 1 'b': 2}\n",
    "x = f('it's')\n",
    "jobs = [\n  Job(a),\n\nname = 'last'\n",
    "x = f(a,\ny = 2\n",
    "def f():\n  x = g(1\n  y = 2\n  return x\nz = 1\n",
    "x = (1, 2]\n",
    "x = [(1, 2]\ny = 3\n",
    "x = 1)\n",
    "if a:\n    b = 1\n  c = 2\n",
    "a = 1\n  b = 2\nc = 3\n",
    "if a:\nb = 1\n",
    "if a\n  b = 1\n",
    "def f()\n  return 1\n",
    "class A\n  x = 1\n",
    "for x in y\n  pass\n",
    "else\n  pass\n",
    "if a:\n  b\nelse\n  c\n",
    "if a:\n  b\nelse if c:\n  d\n",
    "if a = b:\n  c = 1\n",
    "while x = 1: pass\n",
    "x = 'abc\ny = 1\n",
    "x = f('abc)\ny = 1\n",
    "x = '''abc\ny = 1\n",
    "f(a = 1, a = 2)\n",
    "f(a = 1, 2)\n",
    "f(a.b = 1)\n",
    "f(a: 1)\n",
    "f() = 1\n",
    "None = 1\n",
    "a + b = c\n",
    "'x' = c\n",
    "f() += 1\n",
    "for f() in x: pass\n",
    "del f()\n",
    "x = {'a' = 1}\n",
    "x = (a = 1)\n",
    "return 1\n",
    "yield 1\n",
    "break\n",
    "def f():\n  continue\n",
    "class A:\n  return 1\n",
    "x = 16MB\n",
    "x = 089\n",
    "x = 0xZZ\n",
    "x = 1j\n",
    "x = u'\\u12'\n",
    "x = '\\x1'\n",
    "x = u'\\N{NO SUCH NAME}'\n",
    "x = a ? b : c\n",
    "x = $a\n",
    "x = !a\n",
    "x = a && b\n",
    "x = a || b\n",
    "x++\n",
    "x = 1 +\ny = 2\n",
    "x = \ny = 2\n",
    "x = = 2\n",
    "x = f(a,, b)\n",
    "x = f(,)\n",
    "x = a b\n",
    "echo 'hello'\n",
    "improt os\n",
    "retrun x\n",
    "def f(:\n  pass\n",
    "def f(a, a): pass\n",
    "def f(a=1, b): pass\n",
    "def f('x'): pass\n",
    "def f:\n  pass\n",
    "def (a): pass\n",
    "class = 1\n",
    "x.class = 1\n",
    "import a.class\n",
    "from x import\n",
    "x = a if b\n",
    "x = a if b else\n",
    "x = [a for b]\n",
    "x = lambda x\n",
    "x = “text”\n",
    "größe = 1\n",
    "x = f'{a'\n",
    "x = f'a}'\n",
    "x = f'{}'\n",
    "x = f'{a b}'\n",
    "x = f'{a!z}'\n",
    "try:\n  a\nb = 1\n",
    "try:\n  a\nexcept E as:\n  b\n",
    "@a\nx = 1\n",
    "if a: if b: c\n",
    "x = a[]\n",
    "x = a[*b]\n",
    "x = {1: 2, 3}\n",
    "x = a \\ \ny = 1\n",
    "x = `a\ny = 1\n",
    "x = 1; y = ; z = 3\n",
    "switch x:\n  pass\n",
    "print 'a' 'b' c\n",
    "x = not\n",
    "elif a:\n  b\n",
    "with open(x) as: pass\n",
    "a = 1 2\nb = (3\nc = [4)\nd = 5 +\ne = 6\nif f\n  g = 7\nh = 8 9\n",
    "x = f(a\n      b)\n",
    "x = [\n  'a',\n  'b'\n  'c',\n  d\n  e\n]\n",
    "x = {\n  'role': 'r'\n  'cluster': 'c',\n}\n",
    "x = f(a = {'host': 'limit:1' 'rack': 'x'}, b = 1)\n",
    "x = {'a': 'b' 'c' 'd': {'e': 'f'}}\n",
    "x = {'a': {'b': 'c' 'd': 'e'}, 'f': 'g'}\n",
    "x = {'role': 'r', 'cluster' 'c'}\n",
    "x = {'role' 'r', 'cluster': 'c'}\n",
    "x = {'a': 1, 'b' c}\n",
    "x = {'a' [1], 'b': c}\n",
    "x = {'a': 1, 'b' (2, 3)}\n",
    "x = {'a': 1, 'b'}\n",
    "x = {'a': b: c}\n",
    "x = f(a = [g(1), g(2)), b = g(c = d))\n",
    "x = f(\n  a = [\n    b,\n  ),\n  c = d\n)\n",
    "x = f(a = {'b': 1), c = d)\n",
    "x = [f(a], f(b)]\n",
    "x = {'a': (1, 2}, 'b': 3}\n",
    "x = f(a, [b)\n",
    "def f():\nreturn 1\nx = 1\n",
    "def f():\nif a:\n  return 1\nb = 2\nreturn b\n",
    "def f():\n  a = 1\nreturn a\n",
    "@a\ndef f()\nyield 1\n",
    "class A(B):\ndef f(self):\n  return 1\n",
    "if a:\n  b = 1\n else:\n  c = 2\n",
    "if a:\n  b = 1\n   else:\n  c = 2\n",
    "try:\n  if a:\n    b = 1\n   except E:\n    c = 2\nfinally:\n  d = 1\n",
    "if a:\n    b = 1\n\tc = 2\n\td = 3\n",
    "if a:\n\tb = 1\n    c = 2\n",
    "if a:\n\tif b:\n\t\tc = 1\n    d = 2\n",
    "if x => 3:\n  y = 1\n",
    "x = (a =< b)\n",
    "x = f(a => 3)\n",
    "x = {'a' => 1}\n",
    "x => 3\n",
    "x = f(a = 'web, b = 'c')\n",
    "x = f(a = web', b = 'c')\n",
    "x = f(a = ./run --b=c {{d}}', e = 'f')\n",
    "x = f(a = 'b', c = 'd, e=f\n)\n",
    "x = {'host': 'limit:1}, 'rack': 'b'}\n",
    "x = f(a = {'host': 'limit:1}, b = 1)\n",
    "x = {'host: 'a', 'rack': 'b'}\n",
    "x = {\n  'rack': 'b',\n  host': 'a',\n}\n",
    "x = f('abc\", 1)\n",
    "x = f(a = \"echo 'b', c = 1)\n",
    "x = f(a = 'b'', c = 1)\n",
    "x = f(a = ''b', c = 1)\n",
    "x = f(a = 1, 'b = 2, c = 'd')\n",
    "x '= [\n  1,\n]\n",
    "x = f(\n  a = 1,\n')\n",
    "include('x)\n",
    "if a == 'b:\n  c = 1\n",
    "x = f('''\n  a b\n'', 1)\ny = f('''c d''')\n",
    "x = f('''\n  a b\n', 1)\ny = f('''c d''')\n",
    "x = f('''\n  a b\n, 1)\ny = f('''c d''')\n",
    "x = f(''\n  a b\n''', 1)\ny = '''c d'''\n",
    "x = f(a = '\n  a b\n''', b = 1)\ny = '''c d'''\n",
    "x = f(a =\n  a b\n''', b = 1)\ny = '''c d'''\n",
    "x = f(''a b''', 1)\ny = '''c d'''\n",
    "x = f('''a b', 1)\ny = '''c d'''\n",
    "x = f(a = 'b, c = '''\n  d e\n''')\n",
    "x = f(a = 'b\", c = '''\n  d e\n''')\n",
    "if a:\nb = 1\nelse:\n  c = 2\n",
    "if a:\n  b = 1\nelse:\nc = 2\n",
    "for a in b:\n  if a:\n  continue\n  c = a\n",
    "for a in b:\nif a:\n  c = a\n",
    "while a:\nbreak\n",
    "with a as b:\nc = b\n",
    "try:\na = 1\nexcept E:\n  b = 2\n",
    "try:\n  a = 1\nexcept E:\nb = 2\nfinally:\n  c = 2\n",
    "try:\n  a = 1\nfinally:\nb = 2\n",
    "def f():\n   if a:\n    b = 1\n  elif c:\n    d = 1\n  return b\n",
    "def f():\n  a = 1\nb = 2\n  return a\n",
    "def f():\n  for a in b:\n    c = a\n if c:\n      d = 1\n  return d\n",
    "def f():\n  try:\n    a = 1\n  except E:\n    a = 2\nfinally:\n    b = 1\n  return a\n",
    "class A(B):\n  a = 1\nb = 2\n  c = 3\n",
    "a = 1\n  class A(B):\n  b = 2\n  c = 3\n",
    "def f():\n  return 1\n def g():\n  return 2\n",
    "def f():\n  return 1\n\na = 1\n  b = 2\n",
    "class A(B):\na = 1\n  b = 2\n",
    "try:\n  a = 1\nxcept E:\n  b = 1\nfinally:\n  c = 1\n",
    "iff a:\n  b = 1\nelse:\n  c = 1\n",
    "x = f(a = 1, b = c, d])\n",
    "f = gx = 'a', b = 'c')\n",
    "def f(a, b = 1:\n  for c in a:\n    continue\n  return b\n",
    "if f(a:\n  b = 1\nelse:\n  b = 2\n",
    "x = f(\n  a = g(\n    b = 1,\n  ,\n  c = h(\n    d = 1,\n  ),\n)\n",
    "x = f(\n  a = g((b = 1),\n  c = 1,\n)\ny = 1\n",
    "x = [\n  f(\n    a = 1,\n    b = [2,\n  ),\n  f(\n    a = 2,\n  ),\n]\n",
];

#[test]
fn each_mistake_is_explained() {
    let all: Vec<String> = MISTAKES.iter().map(|text| report(text)).collect();
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn a_mistake_is_one_diagnostic() {
    let several: Vec<&str> = MISTAKES
        .iter()
        .copied()
        .filter(|text| parsed(text).errors.len() != 1 && !text.starts_with("a = 1 2"))
        .collect();
    assert!(several.is_empty(), "{several:#?}");
}

/// What was meant is clear, so that reading goes on.
#[test]
fn every_colon_in_a_call_is_reported() {
    let text = "x = Job(name: 'a', role = 'b', task: Task(name: [c for c in d]))\ny = f(a: 1\n";
    let errors = parsed(text).errors;
    let colons = errors.iter().filter(|it| it.message.contains("not `:`"));
    let places: Vec<u32> = colons.map(|it| it.primary.span.start).collect();
    let expected = text.match_indices(':').map(|(at, _)| at as u32);
    assert_eq!(places, expected.take(3).collect::<Vec<_>>());
}

/// `&&` and `||` mean nothing wherever they stand: what else is wrong with their line does not hide them.
#[test]
fn every_doubled_operator_is_reported() {
    let text = "if x = 3 && x == 2:\n  y = !a || b\nz = f(a && b || {'c' = d})\n";
    let errors = parsed(text).errors;
    let words: Vec<&str> = errors
        .iter()
        .map(|it| &text[it.primary.span.range()])
        .collect();
    assert_eq!(words, ["=", "&&", "!", "||", "&&", "||"]);
}

/// The body of a function that is not indented is its body nevertheless, as far as something is returned.
#[test]
fn a_body_that_is_not_indented_belongs_to_its_function() {
    let lengths = |text: &str| -> Vec<usize> {
        let statements = parsed(text).module.body;
        let length = |statement: &Statement| match &statement.kind {
            StatementKind::Function(function) => function.body.len(),
            _ => 0,
        };
        statements.iter().map(length).collect()
    };
    assert_eq!(lengths("def f(a):\nb = a\nreturn b\nc = f(1)\n"), [2, 0]);
    assert_eq!(lengths("def f(a):\n  b = a\nreturn b\nc = f(1)\n"), [2, 0]);
    assert_eq!(
        lengths("def f(a):\nb = a\ndef g():\n  return b\n"),
        [0, 0, 1]
    );
    assert_eq!(lengths("def f(a):\nb = a\n"), [0, 0]);
    assert_eq!(lengths("def f():\n  def g():\n    pass\n  return g\n"), [2]);
}

/// A body in the column of its header goes to the clause that follows, a blank line, or what leaves the block.
#[test]
fn a_block_that_is_not_indented_belongs_to_its_header() {
    let lengths = |text: &str| -> Vec<usize> {
        let statements = parsed(text).module.body;
        let length = |statement: &Statement| match &statement.kind {
            StatementKind::If {
                branches,
                otherwise,
            } => branches[0].1.len() + 10 * otherwise.len(),
            StatementKind::For { body, .. } | StatementKind::With { body, .. } => body.len(),
            _ => 0,
        };
        statements.iter().map(length).collect()
    };
    assert_eq!(lengths("if a:\nb = 1\nc = 2\n\nd = 3\n"), [2, 0]);
    assert_eq!(lengths("if a:\nb = 1\n\nc = 2\nelse:\nd = 3\n"), [12]);
    assert_eq!(lengths("for a in b:\nbreak\nc = 2\n"), [1, 0]);
    assert_eq!(lengths("with a:\n# b\nb = 1\n"), [1]);
    assert_eq!(lengths("for a in b:\nif a:\nc = 1\nelse:\nd = 1\n"), [1]);
    assert_eq!(lengths("if a:\n\nb = 1\n"), [0, 0]);
    assert_eq!(lengths("if a:\ndef f():\n  pass\n"), [0, 0]);
}

/// A literal whose end is not known is no value, nor is what is made of it.
#[test]
fn what_an_unterminated_string_was_meant_for_is_unknown() {
    for text in [
        "x = 'a\n",
        "x = {'a: 1}\n",
        "x = ''\n a b\n'''\n",
        "x = r'a' 'b\n",
    ] {
        let body = parsed(text).module.body;
        let StatementKind::Assign { value, .. } = &body[0].kind else {
            panic!("{text} assigns");
        };
        assert_eq!(value.kind, ExpressionKind::Error, "{text}");
    }
}

/// The files in the sections of a page.
fn examples(page: &str) -> Option<(String, String)> {
    let file = |section: &str| {
        let (_, rest) = page.split_once(section)?;
        let (_, rest) = rest.split_once("```python\n")?;
        let (file, _) = rest.split_once("```")?;
        let lines: Vec<&str> = file
            .lines()
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .collect();
        Some(lines.join("\n") + "\n")
    };
    Some((file("## Example")?, file("## Use instead")?))
}

#[test]
fn the_page_of_each_code_shows_it() {
    for code in crate::diagnostic::codes::syntax::ALL {
        let Some((wrong, right)) = examples(code.page) else {
            panic!("the page of {} has no examples: {}", code.code, code.page);
        };
        let all = |text: &str| {
            let parsed = parsed(text);
            let found = parsed.errors.into_iter().chain(parsed.python3);
            found.map(|it| it.code.code).collect::<Vec<_>>()
        };
        assert_eq!(all(&wrong), [code.code], "{wrong}");
        assert!(all(&right).is_empty(), "{right}");
    }
}
