//! Orders that Python 2.7 takes by address: each case of `tests/golden/cases/order/README.md`, and a sound neighbor of each.

use jobc::compile::{CompileOptions, Input, compile};
use jobc::workspace::MemoryHost;

const DEFINITIONS: &str = "\
import os
import re
def f():
  return 'f'
def g():
  return 'g'
class Old:
  def method(self):
    return 'm'
  def other(self):
    return 'o'
class New(object):
  pass
class Hashed(object):
  def __init__(self, text):
    self.text = text
  def __hash__(self):
    return hash(self.text)
  def __eq__(self, other):
    return self.text == other.text
old = Old()
new = New()
def name(value):
  return getattr(value, '__name__', None) or getattr(value, 'text', None) or type(value).__name__
";

/// The lines that `W201` points at, for a program whose job is made of the string `x`.
fn found(program: &str) -> Vec<String> {
    let text = format!(
        "{DEFINITIONS}{program}\njobs = [Job(cluster = 'c', role = 'r', environment = 'prod', name = 'n', contact = 'c@d.e',\n  \
         task = SimpleTask('n', 'run ' + str(x)))]\n"
    );
    let input = Input::Text {
        name: "address.aurora".to_owned(),
        bytes: text.into_bytes(),
    };
    crate::support::with_stack(move || {
        let compilation = compile(&input, &CompileOptions::default(), &MemoryHost::default());
        let errors: Vec<&String> = compilation
            .diagnostics
            .iter()
            .filter(|it| it.is_error())
            .map(|it| &it.message)
            .collect();
        assert!(errors.is_empty(), "{errors:?}");
        let places = compilation
            .diagnostics
            .iter()
            .filter(|it| it.code.code == "W201");
        places
            .map(|it| compilation.sources.text(it.primary.span).to_owned())
            .collect()
    })
}

/// What is hashed by its address, two of each.
const BY_ADDRESS: &[(&str, &str)] = &[
    ("None", "'a', None"),
    ("Ellipsis", "'a', Ellipsis"),
    ("functions", "f, g"),
    ("lambdas", "(lambda: 1), (lambda: 2)"),
    ("builtin functions", "len, sorted"),
    ("methods", "old.method, old.other"),
    ("classes", "Old, New"),
    ("builtin types", "int, str"),
    ("exceptions", "ValueError, KeyError"),
    ("types of objects", "Process, Task"),
    ("Empty", "Empty, 'a'"),
    ("modules", "os, re"),
    ("instances of an old class", "old, Old(), f"),
    ("instances of a new class", "new, f"),
    ("tuples", "(1, None), (2, None)"),
    ("tuples in tuples", "(1, (f, 2)), (2, (g, 2))"),
    ("frozensets", "frozenset([None]), frozenset([f])"),
    ("one among others", "'a', 'b', 3, f"),
];

/// What is hashed by its value.
const BY_VALUE: &[(&str, &str)] = &[
    ("strings", "'a', 'b'"),
    ("unicode strings", "u'a', u'\\xe9'"),
    ("numbers", "1, 2.5, 10 ** 30"),
    ("booleans", "True, False"),
    ("tuples", "(1, 'a'), (2, 'b')"),
    ("frozensets", "frozenset([1]), frozenset([2])"),
    ("objects", "String('a'), Integer(3)"),
    ("instances with a hash", "Hashed('a'), Hashed('b')"),
    ("references", "Ref.from_address('a'), Ref.from_address('b')"),
    ("a lone key by address", "None"),
    ("a lone function", "f, f"),
];

#[test]
fn sets_and_dicts_of_what_is_hashed_by_address_are_found() {
    for (what, keys) in BY_ADDRESS {
        let set = format!("l = [{keys}]\nx = [l.index(k) for k in set(l)]");
        assert_eq!(found(&set), ["set(l)"], "a set of {what}");
        let dict = format!("d = dict((k, n) for n, k in enumerate([{keys}]))\nx = d.values()");
        assert_eq!(found(&dict), ["d.values()"], "a dict of {what}");
    }
}

/// What is compared by its address. The order of the list is kept, and turned around to see whether it matters.
#[test]
fn sorts_of_what_is_compared_by_address_are_found() {
    for (what, items) in [
        ("functions", "f, g"),
        ("functions in tuples", "(f, 1), (g, 0)"),
        ("classes", "New, Hashed"),
        ("instances", "new, New()"),
        ("modules", "os, re"),
    ] {
        for sort in [
            "sorted(l)",
            "sorted(l, reverse = True)",
            "sorted(l, key = lambda i: i)",
            "l.sort()",
            "min(l)",
            "max(l)",
        ] {
            let program = match sort.starts_with('l') {
                true => format!(
                    "l = [{items}]\nbefore = list(l)\n{sort}\nx = [before.index(i) for i in l]"
                ),
                false => format!(
                    "l = [{items}]\ns = {sort}\nx = [l.index(i) for i in (s if type(s) is list else [s])]"
                ),
            };
            assert_eq!(found(&program), [sort], "{sort} of {what}");
        }
        let unsorted =
            format!("l = [{items}]\ns = sorted(l, key = l.index)\nx = [l.index(i) for i in s]");
        assert_eq!(found(&unsorted), [""; 0], "{what}");
    }
    let program = "x = sorted([g, f], key = lambda i: i.__name__)[0]()";
    assert_eq!(found(program), [""; 0]);
}

#[test]
fn what_is_hashed_by_its_value_is_not() {
    for (what, keys) in BY_VALUE {
        let program = format!(
            "l = [{keys}]\ns = set(l)\nd = dict((k, n) for n, k in enumerate(l))\n\
             x = [name(k) for k in s], d.values(), ' '.join(map(name, d)), s.pop() and 1, d.popitem()[1]"
        );
        assert_eq!(found(&program), [""; 0], "{what}");
    }
}

/// Every way in which an order gets out of a table, and the place that is shown.
const WAYS: &[(&str, &str)] = &[
    ("x = ''\nfor k in s:\n  x += k()", "s"),
    ("x = [k() for k in s]", "s"),
    ("x = ' '.join(k() for k in s)", "s"),
    (
        "x = dict((n, k()) for n, k in enumerate(s))[0]",
        "enumerate(s)",
    ),
    ("x = list(s)[0]()", "list(s)"),
    ("x = tuple(d)[0]()", "tuple(d)"),
    ("x = map(lambda k: k(), d)", "map(lambda k: k(), d)"),
    ("x = d.values()", "d.values()"),
    ("x = d.keys()[0]()", "d.keys()"),
    ("x = [v for k, v in d.items()]", "d.items()"),
    ("x = next(d.itervalues())", "d.itervalues()"),
    ("x = list(d.viewvalues())", "x = list(d.viewvalues())"),
    ("x = s.pop()()", "s.pop()"),
    ("x = d.popitem()[1]", "d.popitem()"),
    ("x = iter(s).next()()", "iter(s)"),
    ("a, b = s\nx = a()", "a, b"),
    ("x = str(d)", "x = str(d)"),
    ("x = '%s' % s", "x = '%s' % s"),
    ("x = '{}'.format(s)", "'{}'.format(s)"),
    ("x = [k() for k in frozenset(s)]", "frozenset(s)"),
    ("x = [k() for k in s | set([g])]", "s | set([g])"),
    ("def show(*keys):\n  return keys[0]()\nx = show(*s)", "s"),
];

#[test]
fn every_way_out_of_a_table_is_found_at_its_place() {
    let mut wrong = Vec::new();
    for (way, place) in WAYS {
        let program = format!("s = set([f, g])\nd = {{f: 'f', g: 'g'}}\n{way}");
        let found = found(&program);
        if !found.iter().any(|it| it == place) {
            wrong.push(format!("{way}: {found:?}, not {place}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is asked for an order, but does not depend on it.
const SOUND: &[&str] = &[
    "x = sorted(k() for k in s)",
    "x = len(s), len(d), f in s, f in d, d[g]",
    "x = sorted(d.values())",
    "x = sum(1 for k in s)",
    "x = max(k() for k in s)",
    "x = set(k() for k in s) == set(['f', 'g'])",
    "names = {}\nfor k, v in d.items():\n  names[v] = k\nx = names['f']()",
    "x = all(k() for k in s), any(k() for k in s)",
    "order = [k() for k in s]\nx = 'something else'",
    "print [k() for k in s]\nx = 1",
    "from collections import OrderedDict\no = OrderedDict([(f, 1), (g, 2)])\nx = [k() for k in o], o.values()",
];

#[test]
fn what_does_not_depend_on_the_order_is_not_found() {
    for program in SOUND {
        let program = format!("s = set([f, g])\nd = {{f: 'f', g: 'g'}}\n{program}");
        assert_eq!(found(&program), [""; 0], "{program}");
    }
}

#[test]
fn only_the_places_that_matter_are_found() {
    let program = "\
s = set([f, g])
a = [k() for k in s]
b = [k() for k in s]
def joined(keys):
  return ' '.join(k() for k in keys)
c = joined(s)
x = b, c";
    let expected = ["s", "keys"];
    assert_eq!(found(program), expected);
}

#[test]
fn insertion_order_is_the_same_in_every_run() {
    let program = "jobs = [Job(cluster = 'c', role = 'r', environment = 'prod', name = 'n', \
        task = SimpleTask('n', str(set([None, 'a']))))]";
    let input = Input::Text {
        name: "address.aurora".to_owned(),
        bytes: program.as_bytes().to_vec(),
    };
    let codes = |order: &str| {
        let mut options = CompileOptions::default();
        let language = serde_json::json!({ "dict-order": order });
        options.evaluation.language = serde_json::from_value(language).expect("a setting");
        let input = input.clone();
        crate::support::with_stack(move || {
            let compilation = compile(&input, &options, &MemoryHost::default());
            let codes = compilation.diagnostics.iter().map(|it| it.code.code);
            codes.filter(|code| *code == "W201").count()
        })
    };
    assert_eq!((codes("python2"), codes("insertion")), (1, 0));
}
