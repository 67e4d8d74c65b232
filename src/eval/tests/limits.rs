use super::{
    Files, Interpreter, Limits, STACK_SIZE, Timed, run, run_in_thread, run_on_stack, run_with,
};
use insta::assert_snapshot;
use std::time::Instant;

#[test]
fn endless_recursion_ends_the_statement() {
    let outcome = run("def count(n):\n  return count(n + 1)\nx = count(0)\ny = 1\n");
    assert_snapshot!(outcome.report);
    assert_eq!(outcome.variables["x"], "<poison>");
    assert_eq!(outcome.variables["y"], "1");
}

#[test]
fn endless_recursion_can_be_caught() {
    let outcome =
        run("def f(): return f()\ntry:\n  f()\nexcept RuntimeError as e:\n  x = str(e)\n");
    assert_eq!(outcome.report, "");
    assert_eq!(outcome.variables["x"], "'maximum recursion depth exceeded'");
}

#[test]
fn an_endless_loop_ends_the_file() {
    let limits = Limits {
        statements: 1000,
        ..Limits::default()
    };
    let outcome = run_with("x = 1\nwhile True:\n  x += 1\ny = 1\n", &[], limits);
    assert_snapshot!(outcome.report);
    assert!(!outcome.variables.contains_key("y"));
}

#[test]
fn large_values_are_refused_before_they_are_made() {
    assert_snapshot!(
        run("x = 'a' * 10 ** 12\ny = 2 ** 10 ** 10\nz = 1 << 10 ** 12\nw = [0] * 10 ** 9\nv = 1\n")
            .report
    );
}

#[test]
fn long_chains_and_deep_values_need_no_stack() {
    let chain = vec!["1"; 900].join(" + ");
    let sum = run(&format!("x = {chain}\n"));
    assert_eq!(sum.variables["x"], "900", "{}", sum.report);
    let outcome = run("x = []\nfor i in [0] * 100000: x = [x]\nx = 1\n");
    assert_eq!(outcome.variables["x"], "1");
    let deep = run("x = []\nfor i in [0] * 100000: x = [x]\ny = `x`\nx = 1\n");
    assert!(deep.report.contains("E803"), "{}", deep.report);
    let compared = run(
        "x = []\ny = []\nfor i in [0] * 100000:\n  x = [x]\n  y = [y]\nz = x == y\nx = y = 1\n",
    );
    assert!(compared.report.contains("E803"), "{}", compared.report);
}

#[test]
fn no_shape_of_recursion_overflows_the_stack() {
    let limits = Limits {
        call_depth: 1_000_000,
        ..Limits::default()
    };
    for text in [
        "def f(n): return 1 + f(n + 1)\nf(0)\n",
        "f = lambda n: [f(n) for i in [1]]\nf(0)\n",
        "f = lambda n: {f(n): 1 for i in [1]}\nf(0)\n",
        "f = lambda n: list(f(n) for i in [1])\nf(0)\n",
        "def f():\n  for i in [1]:\n    while 1:\n      if 1:\n        try:\n          f()\n        finally:\n          pass\nf()\n",
        "class A(object):\n  def __getattr__(self, n): return self.x\nA().x\n",
        "class A(object):\n  def __add__(self, n): return self + n\nA() + 1\n",
        "class A(object):\n  def __init__(self): A()\nA()\n",
        "class A(object):\n  def __getitem__(self, n): return (1, (2, [self[n]]))\nA()[0]\n",
        "class A(object):\n  def __iter__(self): return iter(self)\n  def __eq__(self, n): return self == n\n  def __str__(self): return str(self)\nA() == 1\nstr(A())\nfor i in A(): pass\n",
        "class A(object):\n  def __enter__(self):\n    with A(): pass\n  def __exit__(self, *a): pass\nwith A(): pass\n",
        "def f(g): return f(lambda *a, **k: g(*a, **k))\nf(len)\n",
        "def f(n):\n  def g(m): return f(m)\n  class C(object):\n    x = g(n)\n  return C\nf(0)\n",
        "def f(n):\n  yield [i for i in f(n)]\n[i for i in f(0)]\n",
        "def f(a=1):\n  @f\n  def g(): pass\nf()\n",
    ] {
        let outcome = run_with(text, &[], limits.clone());
        assert!(
            outcome.report.contains("E803"),
            "{text}: {}",
            outcome.report
        );
    }
}

/// Less than 140 bytes for each of 30,000 values inside each other, in bytes.
const SMALL_STACK: usize = 4 << 20;

#[test]
fn freeing_nested_values_needs_no_stack() {
    for nest in [
        "x = [x]",
        "x = (x,)",
        "x = {1: x}",
        "x = slice(x, [x])",
        "x = lambda x=x: x",
        "x = C(x)",
        "x = C(x).m",
        "x = iter([x])",
        "x = property(x)",
        "x = (lambda y: lambda: y)(x)",
        "x = (i for i in [x])",
        "x = frozenset([x])",
        "x = functools.partial(len, x)",
        "x = itertools.chain([x])",
        "x = {((1, (2,)), 3): x}",
    ] {
        let text = format!(
            "import functools, itertools\nclass C(object):\n  def __init__(self, v): self.v = v\n  def m(self): pass\nx = None\nfor i in xrange(30000): {nest}\nx = 1\n"
        );
        let outcome = run_on_stack(SMALL_STACK, &text, &[], Limits::default());
        assert_eq!(outcome.report, "", "{nest}");
        assert_eq!(outcome.variables["x"], "1");
    }
}

#[test]
fn classes_and_exceptions_inside_each_other_need_no_stack() {
    let classes =
        run("x = 1\nfor i in xrange(100000):\n  class C(object):\n    y = x\n  x = C\nx = C = 1\n");
    assert_eq!(classes.report, "");
    let raised = run("x = None\nfor i in xrange(100000): x = ValueError(x)\nraise x\n");
    assert!(!raised.report.is_empty());
    let heirs = run("class X(object): pass\nfor i in xrange(300):\n  class X(X, object): pass\n");
    assert!(heirs.report.contains("E804"), "{}", heirs.report);
}

/// Statements inside of the library do not count against the configuration's, those that it calls back do.
#[test]
fn the_library_has_a_budget_of_its_own() {
    let report = |text: &str, statements: u64| {
        let limits = Limits {
            statements,
            ..Limits::default()
        };
        run_with(text, &[], limits).report
    };
    // The standard library itself takes some hundred.
    let least = |text: &str| {
        let mut budgets = (4..40).map(|it| it * 500);
        let least = budgets.find(|budget| report(text, *budget).is_empty());
        least.expect("a budget that is enough")
    };
    let own = "for i in xrange(2000): pass\n";
    let library = "import heapq\nheapq.heapify(range(400, 0, -1))\n";
    let (one, other) = (least(own), least(library));
    assert!(one > 2000 && other > 2000, "{one}, {other}");
    assert_eq!(report(&format!("{own}{library}"), one.max(other) + 500), "");
    let calls_back = "import heapq\nclass Item(object):\n  def __lt__(self, other):\n    for i in xrange(100): pass\n    return False\n\
                      heapq.heapify([Item() for i in xrange(100)])\n";
    assert!(report(calls_back, 2000).contains("E802"));
    // An end there is in the library, too.
    assert!(report("import heapq\nheapq.heapify(range(4000))\n", 2000).contains("E802"));
}

/// Functions that are refused whenever they are called are as good as absent.
#[test]
fn hasattr_agrees_with_what_can_be_called() {
    let text = "import os, time, urllib, json, socket, platform, getpass\nx = [hasattr(module, name) for module, name in [\n\
                (os, 'listdir'), (os, 'mkdir'), (os, 'getpid'), (time, 'sleep'), (urllib, 'urlopen'), (json, 'dump'),\n\
                (socket, 'socket'), (platform, 'machine'), (getpass, 'getpass'), (os, 'getenv'), (json, 'dumps')]]\n";
    let outcome = run_with(text, &[], Limits::default());
    assert_eq!(outcome.report, "");
    let absent = ["False"; 9].join(", ");
    assert_eq!(outcome.variables["x"], format!("[{absent}, True, True]"));
}

/// The codes of what is reported of a program that may take so many milliseconds.
fn codes_in_time(text: &str, milliseconds: u64) -> Vec<&'static str> {
    let text = text.to_owned();
    run_in_thread(STACK_SIZE, move || {
        let host = Timed(Files::default(), Instant::now());
        let limits = Limits {
            milliseconds,
            ..Limits::default()
        };
        let evaluation = Interpreter::new(&host, limits).run("main.aurora", &text, &[]);
        evaluation
            .diagnostics
            .iter()
            .map(|it| it.code.code)
            .collect()
    })
}

/// What hashes and compares keys cannot fail, nor ask a limit; it is charged all the same.
#[test]
fn hashing_and_comparing_keys_is_charged() {
    let collisions = "s = set(1 + i * ((1 << 64) - 1) for i in xrange(20000))\n";
    let texts = "t = 'a' * 9000000\nd = dict(((t, i), 1) for i in xrange(2))\n";
    for text in [
        // The same hash in Python.
        &format!("{collisions}x = list(s)\n"),
        &format!("{collisions}for i in s: pass\n"),
        // Many equal parts.
        "f = frozenset()\nfor i in xrange(100): f = frozenset([f, (f, f)])\nx = list(set([f, 1]))\n",
        "x = (1,)\nfor i in xrange(60): x = (x, x)\nd = {x: 1}\n",
        // Long keys.
        &format!("{texts}x = [set(d) | set(d) for i in xrange(1000000)]\n"),
        &format!("{texts}x = [d == dict(d) for i in xrange(1000000)]\n"),
        &format!("{texts}x = [d.keys() for i in xrange(1000000)]\n"),
        &format!("{texts}u = 'a' * 9000000\ne = {{t: 1}}\nx = [e[u] for i in xrange(1000000)]\n"),
        "x = dict.fromkeys(['a' * 9000000] * 1000000)\n",
        "from collections import *\nx = OrderedDict.fromkeys(['a' * 9000000] * 1000000)\n",
        "x = Map(String, String)(dict((i, 'a' * 9000000) for i in xrange(100000)))\n",
        // Entries that move.
        "s = set(xrange(100000))\ns -= set(xrange(100000))\n",
        "s = set(xrange(100000))\nx = s.difference(xrange(100000))\n",
        "s = set(xrange(100000))\ns ^= set(xrange(100000))\n",
    ] {
        let started = Instant::now();
        assert_eq!(codes_in_time(text, 300), ["E809"], "{text}");
        let elapsed = started.elapsed();
        assert!(elapsed.as_secs() < 20, "{text}: {elapsed:?}");
    }
}

/// Integers that would have one hash if it were the one that other maps use.
#[test]
fn integers_cannot_be_made_to_have_one_hash() {
    let text = "m = (1 << 64) - 1\nx = len(set((i * 370747999757484864 & m) - (1 << 63) for i in xrange(100000)))\n";
    let started = Instant::now();
    assert_eq!(run(text).variables["x"], "100000");
    assert!(started.elapsed().as_secs() < 15, "{:?}", started.elapsed());
}

/// Keys nest in ways that nobody checks before they are hashed or compared.
#[test]
fn deep_keys_need_no_stack() {
    for text in [
        "f = frozenset()\nfor i in xrange(100000): f = frozenset([f])\nx = list(set([f, 1]))\n",
        "f = frozenset()\ng = frozenset()\nfor i in xrange(100000):\n  f = frozenset([f])\n  g = frozenset([g])\nx = f == g\n",
        "m = ().count\nfor i in xrange(100000): m = (m,).count\nx = {m: 1}\n",
        "s = slice(1)\nfor i in xrange(100000): s = slice(s)\nx = repr(s)\n",
        "s = slice(1)\nt = slice(1)\nfor i in xrange(100000):\n  s = slice(s)\n  t = slice(t)\nx = s == t\n",
    ] {
        let codes = codes_in_time(text, 60_000);
        assert!(matches!(codes[..], [_]), "{text}: {codes:?}");
    }
}

/// What names one long string many times is charged for each time, by whatever native, and nothing over the limit comes out.
#[test]
fn natives_that_do_not_ask_are_charged() {
    let shared = "['a' * 9000000] * 1000000";
    for text in [
        &*format!("from collections import *\nnamedtuple('N', {shared})\n"),
        &format!("import os\nos.path.join('a', *{shared})\n"),
        &format!("Enum(*{shared})\n"),
        "zip(*[range(1000)] * 1000000)\n",
        "import re\nre.escape('!' * 9000000)\n",
        "import base64\nbase64.encodestring('a' * 9000000)\n",
        "Map(String, String)(dict.fromkeys(xrange(200000), 'a' * 9000000))\n",
        "List(String)(['a' * 9000000] * 1000000)\n",
        "import time\ntime.strftime('%c' * 4000000)\n",
    ] {
        let started = Instant::now();
        let codes = codes_in_time(text, 4000);
        assert!(matches!(codes[..], ["E804" | "E809"]), "{text}: {codes:?}");
        let elapsed = started.elapsed();
        assert!(elapsed.as_secs() < 20, "{text}: {elapsed:?}");
    }
}
