//! What the rules find, and above all what they leave alone.

use super::RULES;
use crate::lint::rules::tests::findings;

/// A job, so that the file is one to be linted; `TEXT` and `PROCESSES` are to be replaced.
const JOB: &str = "
jobs = [Job(cluster = 'c', role = 'r', environment = 'devel', name = 'n', task = Task(
  name = 't', processes = PROCESSES, resources = Resources(cpu = 1, ram = 1*GB, disk = 1*GB)))]
";

/// Codes and places of what one rule finds in a file before a job, with other files beside it.
fn found(rule: &str, text: &str, others: &[(&str, &str)]) -> Vec<String> {
    let text = text.replace(
        "JOB",
        &JOB.replace("PROCESSES", "[Process(name = 'p', cmdline = 'x')]"),
    );
    let main = [("main.aurora", &*text)];
    let files: Vec<_> = main.into_iter().chain(others.iter().copied()).collect();
    let found = findings(rule, &files).into_iter();
    found.map(|it| it.text).collect()
}

#[test]
fn every_rule_is_reached() {
    let codes: Vec<&str> = RULES.iter().map(|rule| rule.code.code).collect();
    let mut sorted = codes.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(codes, sorted);
}

#[test]
fn unused_variables() {
    for (text, names) in [
        ("a = 1\nJOB", vec!["a"]),
        ("a = 1\nb = a\nJOB", vec!["b"]),
        ("a = 1\na = a + 1\nJOB", vec![]),
        ("a = 1\na += 1\nJOB", vec![]),
        ("a = 1\ndel a\nJOB", vec![]),
        ("_a = 1\nJOB", vec![]),
        ("a, b = 1, 2\nJOB", vec![]),
        ("for a in [1]:\n  pass\nJOB", vec![]),
        ("if True:\n  a = 1\nelse:\n  a = 2\nJOB", vec!["a"]),
        ("a = 1\n__all__ = ['a']\nJOB", vec![]),
        ("a = 1\nx = '%(a)s' % vars()\nJOB", vec![]),
        ("a = 1\ndef f():\n  return a\nx = f()\nprint x\nJOB", vec![]),
        ("def f():\n  a = 1\n  return 2\nprint f()\nJOB", vec!["a"]),
        ("def f(a):\n  a = 1\n  return 2\nprint f(1)\nJOB", vec![]),
        ("def f():\n  global a\n  a = 1\nf()\nJOB", vec![]),
        (
            "def f():\n  a = 1\n  return lambda: a\nprint f()\nJOB",
            vec![],
        ),
        (
            "a = 1\ndef f():\n  a = 2\n  return a\nx = f()\nprint x\nJOB",
            vec!["a"],
        ),
        ("a = 1\nprint [a for a in [2]]\nJOB", vec![]),
        ("a = 1\nprint {a for a in [2]}\nJOB", vec!["a"]),
        ("class A(object):\n  a = 1\nprint A\nJOB", vec![]),
        ("class A(Struct):\n  a = Integer\nprint A\nJOB", vec![]),
    ] {
        assert_eq!(found("unused-variable", text, &[]), names, "{text}");
    }
}

#[test]
fn names_are_used_across_files() {
    let reads = [("inc", "print a\n")];
    assert!(found("unused-variable", "a = 1\ninclude('inc')\nJOB", &reads).is_empty());
    let defines = [("inc", "a = 1\nb = 2\ndef f():\n  return 1\n")];
    for rule in ["unused-variable", "unused-definition"] {
        assert!(found(rule, "include('inc')\nprint a\nJOB", &defines).is_empty());
    }
    let module = [("mod.py", "a = 1\njobs = []\n")];
    let importing = "import sys\nsys.path.append('.')\nimport mod\nprint mod.a\nJOB";
    assert!(found("unused-variable", importing, &module).is_empty());
}

#[test]
fn ignored_attributes() {
    const BASE: &str = "class A(Struct):\n  a = Integer\n";
    for (text, names) in [
        (
            "class B(A):\n  b = Integer\n  c = Default(String, 'x')\nJOB",
            vec!["b", "c"],
        ),
        ("class B(A):\n  a = Required(Integer)\nJOB", vec!["a"]),
        (
            "class B(A):\n  b = 1\n  def f(self):\n    return 1\nJOB",
            vec![],
        ),
        ("class B(A, Struct):\n  b = Integer\nJOB", vec![]),
        (
            "class B(A):\n  b = Integer\nclass C(B):\n  c = Integer\nJOB",
            vec!["b", "c"],
        ),
        ("class B(Job):\n  b = Integer\nJOB", vec!["b"]),
        (
            "class B(Struct):\n  a = Integer,\n  b = Integer\nprint B(b = 1)\nJOB",
            vec![","],
        ),
        (
            "class B(Struct):\n  a = (Integer,)\n  b = Integer, Integer\nJOB",
            vec![],
        ),
    ] {
        assert_eq!(
            found("ignored-attribute", &format!("{BASE}{text}"), &[]),
            names,
            "{text}"
        );
    }
}

#[test]
fn unused_imports() {
    for (text, names) in [
        ("import os\nJOB", vec!["os"]),
        ("import os.path\nprint os.path\nJOB", vec![]),
        ("import os, json\nprint os.path\nJOB", vec!["json"]),
        ("from os import path as p\nJOB", vec!["p"]),
        ("from __future__ import division\nJOB", vec![]),
        (
            "try:\n  import json\nexcept ImportError:\n  json = None\nJOB",
            vec![],
        ),
        ("from os import path\nx = 'path'\nJOB", vec!["path"]),
    ] {
        assert_eq!(found("unused-import", text, &[]), names, "{text}");
    }
}

#[test]
fn unused_includes() {
    let include = "include('inc')\n";
    for (included, rest, is_unused) in [
        ("a = 1\n", "JOB", true),
        ("a = 1\n", "print a\nJOB", false),
        ("def f():\n  return 1\n", "JOB", true),
        ("print 1\n", "JOB", false),
        ("a = {}\na['b'] = 1\n", "JOB", false),
        ("include('deep')\n", "print z\nJOB", false),
        ("include('deep')\n", "JOB", true),
        ("from os import *\n", "JOB", false),
    ] {
        let others = [("inc", included), ("deep", "z = 1\n")];
        let expected = match is_unused {
            true => vec!["include('inc')"],
            false => vec![],
        };
        let text = format!("{include}{rest}");
        let mut places = found("unused-include", &text, &others);
        places.retain(|place| place.contains("inc"));
        assert_eq!(places, expected, "{included} {rest}");
    }
}

#[test]
fn redefinitions() {
    for (text, names) in [
        ("a = 1\na = 2\nprint a\nJOB", vec!["a"]),
        ("a = 1\nprint a\na = 2\nprint a\nJOB", vec![]),
        ("a = 1\na = a\nprint a\nJOB", vec![]),
        (
            "def f():\n  return a\na = 1\nb = f()\na = 2\nprint b\nJOB",
            vec![],
        ),
        ("a = 1\nif a:\n  pass\na = 2\nprint a\nJOB", vec![]),
        ("a = 1\nif True:\n  a = 2\nprint a\nJOB", vec![]),
        ("b = [1, 2]\na = b.pop()\na = b.pop()\nprint a\nJOB", vec![]),
        ("def f(): pass\ndef f(): pass\nprint f\nJOB", vec!["f"]),
        ("jobs = [1]\nJOB", vec!["jobs"]),
        (
            "a = 1\nincludes = [lambda: a]\na = 2\nprint includes\nJOB",
            vec![],
        ),
    ] {
        assert_eq!(found("redefined-before-use", text, &[]), names, "{text}");
    }
    let reads = [("inc", "print a\n")];
    let text = "a = 1\ninclude('inc')\na = 2\ninclude('inc')\nJOB";
    assert!(found("redefined-before-use", text, &reads).is_empty());
}

#[test]
fn commas() {
    for (text, count) in [
        ("a = ['x' 'y', 'z']\nJOB", 1),
        ("a = ['x'\n  'y',\n  'z']\nJOB", 1),
        ("a = ['x' 'y']\nJOB", 1),
        ("a = [\n  'x'\n  'y']\nJOB", 0),
        ("a = [('x'\n  'y'), 'z']\nJOB", 0),
        ("a = ['run '\n  'fast', 'z']\nJOB", 0),
        ("a = ['run'\n  ' fast', 'z']\nJOB", 0),
        ("a = ['line\\n'\n  'line', 'z']\nJOB", 0),
        ("a = 'x' 'y'\nJOB", 0),
        ("a = dict(b = 'x' 'y')\nJOB", 0),
    ] {
        assert_eq!(found("missing-comma", text, &[]).len(), count, "{text}");
    }
}

#[test]
fn keys_and_divisions() {
    for (rule, text, places) in [
        ("repeated-key", "a = {'x': 1, 'x': 2}\nJOB", vec!["'x'"]),
        ("repeated-key", "a = {1: 1, '1': 2}\nJOB", vec![]),
        ("repeated-key", "a = {'x': 1, u'x': 2}\nJOB", vec!["'x'"]),
        ("integer-division", "a = 7 / 2\nJOB", vec!["/"]),
        ("integer-division", "a = 7 // 2 + 7 / 2.0\nJOB", vec![]),
        ("integer-division", "n = 3\na = GB / n\nJOB", vec!["/"]),
        (
            "integer-division",
            "n = 3\nn = 0.5\na = GB / n\nJOB",
            vec![],
        ),
        (
            "integer-division",
            "from __future__ import division\na = 7 / 2\nJOB",
            vec![],
        ),
        (
            "obsolete-operator",
            "a = 1 <> 2\nb = `a`\nJOB",
            vec!["<>", "`a`"],
        ),
        ("obsolete-operator", "a = 1 != 2\nJOB", vec![]),
        (
            "value-from-outside",
            "import os as o\na = o.environ.get('X')\nJOB",
            vec!["o.environ"],
        ),
        ("value-from-outside", "os = {}\nJOB", vec![]),
    ] {
        assert_eq!(found(rule, text, &[]), places, "{rule}: {text}");
    }
}

#[test]
fn variables_that_comprehensions_leave() {
    for (text, names) in [
        ("x = [i for i in [1]]\nprint i\nJOB", vec!["i"]),
        ("i = 5\nx = [i for i in [1]]\nprint i\nJOB", vec!["i"]),
        ("x = [i for i in [1]]\ni = 5\nprint i\nJOB", vec![]),
        ("i = 5\nprint i\nx = [i for i in [1]]\nJOB", vec![]),
        ("x = [i for i in [1]]\ny = [i for i in [2]]\nJOB", vec![]),
        ("x = set(i for i in [1])\ni = 5\nprint i\nJOB", vec![]),
        ("x = [i for i in [1]]\ny = lambda i: i\nJOB", vec![]),
        (
            "def f():\n  x = [(k, v) for k, v in [(1, 2)]]\n  return k\nprint f()\nJOB",
            vec!["k"],
        ),
    ] {
        assert_eq!(found("leaked-variable", text, &[]), names, "{text}");
    }
}

#[test]
fn lists_of_python_2() {
    for (text, places) in [
        ("x = map(str, [1])[0]\nJOB", vec!["map(str, [1])"]),
        ("x = list(map(str, [1]))[0]\nJOB", vec![]),
        ("x = ' '.join(map(str, [1]))\nJOB", vec![]),
        ("x = {}.keys()\nJOB", vec![]),
        ("x = len({}.keys())\nJOB", vec![]),
        ("x = {}.keys() + []\nJOB", vec!["{}.keys()"]),
        ("x = len(zip([1]))\nJOB", vec!["zip([1])"]),
        (
            "if filter(None, [0]):\n  print 1\nJOB",
            vec!["filter(None, [0])"],
        ),
        ("x = not {}.items()\nJOB", vec![]),
        ("x = '%s' % range(3)\nJOB", vec!["range(3)"]),
        ("x = '%s %s' % (range(3)[0], 1)\nJOB", vec![]),
        ("for x in range(3):\n  print x\nJOB", vec![]),
    ] {
        assert_eq!(found("list-in-python-2", text, &[]), places, "{text}");
    }
}

#[test]
fn results_that_are_dropped() {
    const OBJECTS: &str = "j = Process(name = 'p')\nclass C(object):\n  def bind(self, **x):\n    self.x = x\nc = C()\n";
    for (text, places) in [
        (
            "j.bind(level = 'debug')\nJOB",
            vec!["j.bind(level = 'debug')"],
        ),
        ("j(name = 'x')\nJOB", vec!["j(name = 'x')"]),
        (
            "j(name = 'x').bind(a = 1)\nJOB",
            vec!["j(name = 'x').bind(a = 1)"],
        ),
        ("j.in_scope(a = 1)\nJOB", vec!["j.in_scope(a = 1)"]),
        ("Process(name = 'x')\nJOB", vec!["Process(name = 'x')"]),
        (
            "def f(p):\n  p.bind(a = 1)\n  return p\nprint f(j)\nJOB",
            vec!["p.bind(a = 1)"],
        ),
        ("j = j.bind(level = 'debug')\nJOB", vec![]),
        ("print j.bind(level = 'debug')\nJOB", vec![]),
        ("c.bind(level = 'debug')\nJOB", vec![]),
        ("l = []\nl.append(j.bind(a = 1))\nJOB", vec![]),
        (
            "def f(j):\n  j(1)\nf(len)\nJOB"
                .replace("len", "lambda x: x")
                .as_str(),
            vec![],
        ),
        ("include('inc')\n'a text'\nJOB", vec![]),
    ] {
        let text = format!("{OBJECTS}{text}");
        let others = [("inc", "")];
        assert_eq!(found("discarded-result", &text, &others), places, "{text}");
    }
}

#[test]
fn values_that_no_job_reads() {
    const CLASS: &str = "class P(Struct):\n  a = Required(Integer)\n  b = Default(Integer, 1)\n";
    for (text, places) in [
        ("p = P(a = 'x')\nJOB", vec!["'x'"]),
        ("p = Process(max_failures = 'many')\nJOB", vec!["'many'"]),
        ("p = Process(max_failures = '{{many}}')\nJOB", vec![]),
        ("p = Process(max_failures = '3')\nJOB", vec![]),
        ("p = P()\nJOB", vec![]),
        ("p = P(a = 'x')\nq = p(a = 1)\nJOB", vec![]),
        ("JOB.bind(p = P(a = 1, b = 'x'))", vec!["'x'"]),
        ("JOB.bind(p = P(a = 1))", vec![]),
        ("JOB.bind(p = P())", vec!["P()"]),
        ("JOB.bind(p = P()).bind(p = P(a = 1))", vec![]),
        ("JOB.bind(p = P(b = 'x')).bind(p = P(a = 1))", vec!["'x'"]),
        ("JOB.bind({'p.a': 1}, p = P())", vec![]),
        ("JOB.bind(p = Process(name = 'p'))", vec![]),
        ("p = P(a = 1)\nJOB.bind(p = p(b = '{{x}}'))", vec![]),
        (
            "t = Task(processes = [Process(min_duration = 'x')])\nJOB",
            vec!["'x'"],
        ),
    ] {
        let bind = text.split_once("JOB").map_or("", |it| it.1).trim();
        let before = text.split("JOB").next().unwrap_or_default();
        let job = JOB.replace("PROCESSES", "[Process(name = 'p', cmdline = 'x')]");
        let job = job.trim_end().trim_end_matches(']');
        let text = format!("{CLASS}{before}{job}{bind}]\n");
        assert_eq!(found("invalid-unused-value", &text, &[]), places, "{text}");
    }
}

#[test]
fn mistakes_in_functions() {
    for (text, places) in [
        ("def f():\n  return UNKNOWN\nJOB", vec!["UNKNOWN"]),
        (
            "def f(x):\n  if x:\n    return nme\n  return x\nprint f(0)\nJOB",
            vec!["nme"],
        ),
        (
            "def f():\n  return Process(cmdlin = 'x')\nJOB",
            vec!["cmdlin"],
        ),
        (
            "def f():\n  return Process(max_failures = 'many')\nJOB",
            vec!["'many'"],
        ),
        ("f = lambda: UNKNOWN\nJOB", vec!["UNKNOWN"]),
        (
            "def f():\n  try:\n    return UNKNOWN\n  except NameError:\n    return 1\nJOB",
            vec![],
        ),
        (
            "def f(g):\n  try:\n    return g()\n  except (KeyError, NameError):\n    return 1\nprint f(lambda: UNKNOWN)\nJOB",
            vec![],
        ),
        (
            "def f(g):\n  try:\n    return g()\n  except KeyError:\n    return 1\nprint f(lambda: 1)\ng = lambda: UNKNOWN\nJOB",
            vec!["UNKNOWN"],
        ),
        (
            "def f():\n  return UNKNOWN\ntry:\n  f()\nexcept NameError:\n  pass\nJOB",
            vec![],
        ),
        (
            "def f():\n  try:\n    return Process(cmdlin = 'x')\n  except AttributeError:\n    return 1\nJOB",
            vec![],
        ),
        (
            "def f():\n  for x in g():\n    yield x\ndef g():\n  try:\n    yield h()\n  except NameError:\n    yield 1\ndef h():\n  return UNKNOWN\nprint list(f())\nJOB",
            vec![],
        ),
        (
            "class K(object):\n  def m(self):\n    return self.x, UNKNOWN\nJOB",
            vec!["UNKNOWN"],
        ),
        (
            "A = 1\ndef f(x, *y, **z):\n  B = 2\n  return A, B, x, y, z, len, MB, Process, True, None\nJOB",
            vec![],
        ),
        (
            "def f():\n  try:\n    return 1\n  except ValueError as e:\n    return e\nJOB",
            vec![],
        ),
        (
            "def f(Process):\n  return Process(cmdlin = 'x')\nJOB",
            vec![],
        ),
        (
            "def f(x):\n  return Process(max_failures = x, cmdline = 'a' + x)\nJOB",
            vec![],
        ),
        (
            "def f(x):\n  return Process(max_failures = '{{x}}', min_duration = '7')\nJOB",
            vec![],
        ),
        (
            "def f():\n  return [a for a in [1]] + [g(b) for b in 'x']\ndef g(x):\n  return x\nJOB",
            vec![],
        ),
        ("def f():\n  return UNKNOWN\nx = globals()\nJOB", vec![]),
        ("def f():\n  global x\n  x = 1\n  return x\nJOB", vec![]),
        (
            "def f():\n  import os\n  return os.path, raw_input('?')\nJOB",
            vec![],
        ),
    ] {
        assert_eq!(found("error-in-function", text, &[]), places, "{text}");
    }
    // A template that nothing uses yet may need what its users define.
    assert!(found("error-in-function", "def f():\n  return UNKNOWN\n", &[]).is_empty());
    let others = [("inc", "def f():\n  return UNKNOWN\n")];
    assert!(
        found(
            "error-in-function",
            "UNKNOWN = 1\ninclude('inc')\nJOB",
            &others
        )
        .is_empty()
    );
    assert_eq!(
        found("error-in-function", "include('inc')\nJOB", &others),
        ["UNKNOWN"]
    );
}

#[test]
fn functions_and_copies_for_templates() {
    for (rule, text, places) in [
        (
            "function-for-template",
            "def f(name, cpu, ram):\n  return Task(name = name, user = 'x', resources = Resources(cpu = cpu, ram = ram, disk = 1*GB))\nJOB",
            vec!["f"],
        ),
        (
            "function-for-template",
            "def f(name, cpu):\n  return Task(name = name, resources = Resources(cpu = cpu * 2))\nJOB",
            vec![],
        ),
        (
            "function-for-template",
            "def f(name, cpu):\n  return Task(name = name)\nJOB",
            vec![],
        ),
        (
            "repeated-copy",
            "a = Process(name = 'a', cmdline = 'x', max_failures = 5, min_duration = 1)\nb = Process(name = 'b', cmdline = 'y', max_failures = 5, min_duration = 1)\nc = Process(name = 'c', max_failures = 5, min_duration = 1)\nJOB",
            vec!["Process"],
        ),
        (
            "repeated-copy",
            "a = Process(name = 'a', cmdline = 'x', max_failures = 5)\nb = Process(name = 'b', cmdline = 'y', max_failures = 5)\nc = Process(name = 'c', max_failures = 5)\nJOB",
            vec![],
        ),
        (
            "repeated-copy",
            "a = ['x-1.2.3 1.2.3', 'x/1.2.3.tgz', '1.2.3']\nb = '1.2.3', '10.0.0.1', '10.0.0.1', '10.0.0.1', '10.0.0.1', '10.0.0.1'\nJOB",
            vec!["'x-1.2.3 1.2.3'"],
        ),
        (
            "repeated-copy",
            "a = ['1.2.3', '1.2.3', '1.2.3', '1.2.3', '1.2.4']\nJOB",
            vec![],
        ),
        (
            "naming-convention",
            "STAGE = Process(name = 'a', cmdline = 'x')\nJOB",
            vec![],
        ),
        (
            "naming-convention",
            "Stage = Process(name = 'a', cmdline = 'x')\nJOB",
            vec!["Stage"],
        ),
    ] {
        assert_eq!(found(rule, text, &[]), places, "{rule}: {text}");
    }
}
