//! In which order dicts and sets are iterated, as a setting says.

use super::{Files, outcome, run_in_thread};
use crate::eval::{DictOrder, Interpreter, Limits};
use crate::stack::STACK_SIZE;

/// `x` in both orders: that of CPython 2.7.18, which was asked, and that of insertion.
const CASES: &[(&str, &str, &str)] = &[
    (
        "x = list({'b': 1, 'a': 2, 'c': 3})",
        "['a', 'c', 'b']",
        "['b', 'a', 'c']",
    ),
    ("x = {9, 1, 0}", "set([0, 9, 1])", "set([9, 1, 0])"),
    (
        "x = dict(zeta = 1, eta = 2, host = 3)",
        "{'host': 3, 'eta': 2, 'zeta': 1}",
        "{'zeta': 1, 'eta': 2, 'host': 3}",
    ),
    (
        "class K(object):\n  def __init__(self, **kw):\n    self.keys = list(kw)\nx = K(zeta = 1, eta = 2, host = 3).keys",
        "['host', 'eta', 'zeta']",
        "['zeta', 'eta', 'host']",
    ),
    (
        "d = {'b': 1, 'a': 2}\nx = d.popitem(), d",
        "(('a', 2), {'b': 1})",
        "(('a', 2), {'b': 1})",
    ),
    (
        "s = set([9, 1, 0])\nx = s.pop(), s",
        "(0, set([9, 1]))",
        "(9, set([1, 0]))",
    ),
    (
        "import collections\nx = list(collections.OrderedDict([('zeta', 1), ('eta', 2)]))",
        "['zeta', 'eta']",
        "['zeta', 'eta']",
    ),
    // By address, so that nobody knows the order of Python.
    (
        "x = list({None: 1, 'b': 2, 'a': 3})",
        "[None, 'b', 'a']",
        "[None, 'b', 'a']",
    ),
    (
        "d = {'b': 2, None: 1, 'a': 3}\ndel d['b']\nx = d.popitem()[0], list(d)",
        "(None, ['a'])",
        "('a', [None])",
    ),
];

fn x_of(text: &str, order: DictOrder) -> String {
    let text = text.to_owned();
    let outcome = run_in_thread(STACK_SIZE, move || {
        let host = Files::default();
        let mut interpreter = Interpreter::new(&host, Limits::default());
        interpreter.language.dict_order = order;
        outcome(&host, interpreter.run("main.aurora", &text, &[]))
    });
    assert_eq!(outcome.report, "");
    outcome.variables.get("x").cloned().unwrap_or_default()
}

#[test]
fn the_setting_decides() {
    for (text, python2, insertion) in CASES {
        assert_eq!(x_of(text, DictOrder::Python2), *python2, "{text}");
        assert_eq!(x_of(text, DictOrder::Insertion), *insertion, "{text}");
    }
}
