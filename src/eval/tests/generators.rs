//! What is particular to jobc about generators; what Python does with them is in `tests/python2_programs`.

use super::{run, run_on_stack, run_with, table};
use crate::eval::Limits;

#[test]
fn a_mistake_in_a_generator_is_found_once_and_the_rest_goes_on() {
    let text = "def f(n):\n  for i in range(n):\n    yield i + nothing\n    yield i\nx = [i for i in f(2)]\ny = 1\n";
    let outcome = run(text);
    assert_eq!(
        outcome.report.matches("E2").count(),
        1,
        "{}",
        outcome.report
    );
    assert_eq!(outcome.variables["y"], "1");
}

#[test]
fn one_without_end_is_used_as_far_as_it_is_needed() {
    let count = "def count():\n  n = 0\n  while True:\n    yield n\n    n += 1\n";
    let x = format!("{count}x = [i for i, j in zip(count(), 'abc')]\n");
    table(&[(x.as_str(), "[0, 1, 2]")]);
    let limits = Limits {
        statements: 10_000,
        ..Limits::default()
    };
    let outcome = run_with(&format!("{count}x = list(count())\n"), &[], limits);
    assert!(outcome.report.contains("E802"), "{}", outcome.report);
}

#[test]
fn what_cannot_be_done_is_refused() {
    for (text, expected) in [
        (
            "def f():\n  x = [(yield 1)]\ng = f()\nnext(g)\ng.send(1)\n",
            "E214 cannot send to or throw into a generator with a `yield` inside another expression\n",
        ),
        (
            "class A(object): pass\nA.__subclasses__()\n",
            "E214 `__subclasses__` is not supported: put the classes into a list\n",
        ),
        (
            "from contextlib import nested\n",
            "E702 the module `contextlib` has no `nested`\n",
        ),
    ] {
        let report = run(text).report;
        assert!(report.starts_with(expected), "{report}");
    }
}

#[test]
fn an_exception_that_leaves_a_managed_block_is_shown_where_it_was_raised() {
    let report = run("from contextlib import contextmanager\n@contextmanager\ndef f():\n  yield\nwith f():\n  x = [][0]\n").report;
    assert!(report.contains("main.aurora:6:"), "{report}");
    assert_eq!(report.matches("E2").count(), 1, "{report}");
}

#[test]
fn generators_inside_each_other_need_no_stack() {
    let text = "def hold(other):\n  yield other\n  yield 1\nchain = iter([1])\nfor i in xrange(60000):\n  chain = hold(chain)\n  chain.next()\nx = chain = 1\n";
    let outcome = run_on_stack(8 << 20, text, &[], Limits::default());
    assert_eq!(outcome.report, "");
    let wrapped = "def wrap(it):\n  for x in it: yield x\nit = iter([1])\nfor i in xrange(60000): it = wrap(it)\nx = it.next()\n";
    assert!(run(wrapped).report.starts_with("E803"));
}
