//! `exec`, `eval` and `compile`.

use super::{run, run_with};
use crate::eval::Limits;
use insta::assert_snapshot;

/// What `x` is after a program without errors. Recorded from CPython 2.7.18.
#[test]
fn code_in_strings_is_executed_where_it_stands() {
    let cases = [
        ("exec 'x = 1'\n", "1"),
        ("exec('x = 1')\n", "1"),
        ("exec 'x = %d' % 2\n", "2"),
        ("a = 2\nexec 'x = a + 1'\n", "3"),
        ("exec '''\ndef f(n):\n  return n * 2\n'''\nx = f(4)\n", "8"),
        (
            "d = {}\nexec 'y = 2' in d\nx = d['y'], sorted(d)\n",
            "(2, ['__builtins__', 'y'])",
        ),
        (
            "d = {'a': 1}\nexec 'b = a + 1; del a' in d\nx = sorted(d)\n",
            "['__builtins__', 'b']",
        ),
        (
            "d, e = {'a': 1}, {}\nexec 'b = a' in d, e\nx = e, sorted(d)\n",
            "({'b': 1}, ['__builtins__', 'a'])",
        ),
        ("d = {}\nexec('b = 3', d)\nx = d['b']\n", "3"),
        ("d = {}\nexec('b = 3', {}, d)\nx = d\n", "{'b': 3}"),
        ("exec 'x = 5' in globals()\n", "5"),
        ("def f():\n  exec 'a = 1'\n  return a\nx = f()\n", "1"),
        (
            "def f():\n  a = 1\n  exec 'a = 2'\n  return a, locals()\nx = f()\n",
            "(2, {'a': 2})",
        ),
        ("def f(n):\n  return eval('n + 1')\nx = f(2)\n", "3"),
        (
            "x = eval('1 + 1'), eval('  [1, 2]'), eval(u'3'), eval('a', {'a': 4}), eval('a + b', {'a': 1}, {'b': 2})\n",
            "(2, [1, 2], 3, 4, 3)",
        ),
        (
            "code = compile('a * 2', 'f', 'eval')\nx = [eval(code, {'a': n}) for n in [1, 2]]\n",
            "[2, 4]",
        ),
        (
            "code = compile('a = 7', '<string>', 'exec')\nexec code\nx = a, eval(code)\n",
            "(7, None)",
        ),
        (
            "try:\n  exec 'x ='\nexcept SyntaxError:\n  x = 'no'\n",
            "'no'",
        ),
        (
            "try:\n  eval('x = 1')\nexcept SyntaxError:\n  x = 'no'\n",
            "'no'",
        ),
        ("try:\n  exec 5\nexcept TypeError:\n  x = 'no'\n", "'no'"),
        (
            "try:\n  exec 'raise ValueError(3)'\nexcept ValueError as e:\n  x = str(e)\n",
            "'3'",
        ),
        ("class A(object):\n  exec 'y = 1'\nx = A.y\n", "1"),
        ("exec 'import math'\nx = math.floor(1.5)\n", "1.0"),
        (
            "for n in range(3):\n  exec 'v%d = n' % n\nx = v0, v1, v2\n",
            "(0, 1, 2)",
        ),
        (
            "d = {}\nexec 'def f(): return y\\ny = 1' in d\nx = d['f']()\n",
            "1",
        ),
    ];
    for (program, value) in cases {
        let outcome = run(program);
        assert_eq!(outcome.report, "", "{program}");
        assert_eq!(outcome.variables["x"], value, "{program}");
    }
}

/// Inside of the literal where that is all the code; at the `exec` where the code was put together.
#[test]
fn errors_of_code_in_strings_point_into_the_string_or_at_the_exec() {
    let programs = [
        "exec 'x = undefined + 1'\n",
        "code = 'x = undefined + 1'\nexec code\n",
        "code = 'a = 1\\nb = missing'\nexec code\n",
        "exec 'y = %s' % 'nothing'\n",
        "def f():\n  exec '''\nz = [1][5]\n'''\nf()\n",
        "exec 'a b'\n",
        "exec 'a %s' % 'b'\n",
        "eval('1 +')\n",
        "eval('x = 1')\n",
        "eval(5)\n",
        "compile('1', '', 'x')\n",
        "exec 'def g(): return nowhere'\ng()\n",
        "exec 'def g(): return %s' % 'nowhere'\ng()\n",
        "exec 'x = f\"{1}\"'\n",
    ];
    let report = programs.map(|program| format!("{program}{}\n\n", run(program).report));
    assert_snapshot!(report.concat());
}

/// Code in strings keeps the limits: it neither nests without end nor is kept without being charged.
#[test]
fn code_in_strings_keeps_the_limits() {
    let report = |text: &str| {
        let limits = Limits {
            statements: 20_000,
            ..Limits::default()
        };
        run_with(text, &[], limits).report
    };
    for (program, code) in [
        ("exec 'while True: pass'\n", "E802"),
        ("code = 'exec code'\nexec code\n", "E803"),
        ("def f(): return eval('f()')\nf()\n", "E803"),
        (
            "x = '#' * 5000000\nfor i in range(1000): exec x + '%d' % i\n",
            "E804",
        ),
        ("exec '(' * 100000\n", "E"),
        ("eval('-' * 1000000 + '1')\n", "E"),
    ] {
        let report = report(program);
        assert!(report.contains(code), "{program}: {report}");
    }
}
