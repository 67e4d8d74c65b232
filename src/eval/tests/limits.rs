use super::{Limits, run, run_on_stack, run_with};
use insta::assert_snapshot;

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
