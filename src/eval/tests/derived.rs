//! What the bodies of classes derived from structs define beside attributes, judged against `pystachio` 0.8.10 under CPython.

use super::{run, table};

const CLASSES: &str = "\
class Mix(object):
  tag = 'mix'
  def hi(self): return 'hi ' + str(self.a())
class Base(Struct):
  a = Default(String, 'x')
  b = Default(Integer, 1)
  const = 5
  def helper(self): return 'h'
class D(Base):
  \"\"\"doc\"\"\"
  kind = 'k'
  a = Default(String, 'w')
  c = Integer
  def helper(self, n = 1): return 'h%s%s%d' % (self.b(), self.kind, n)
  def again(self): return self(b = self.b().get() + 1)
  def bound(self): return self.bind(who = 'me')
  @property
  def double(self): return self.b().get() * 2
  @staticmethod
  def more(x): return x + 1
  @classmethod
  def make(cls, b): return cls(b = b)
class E(D):
  kind = 'e'
  def helper(self): return 'E' + super(E, self).helper(3)
  def short(self): return super(E, self).helper(4)
  def __str__(self): return 'STR' + super(E, self).__str__()[:2]
  @classmethod
  def make(cls, b): return super(E, cls).make(b + 1)
class First(Mix, Base): pass
class Last(Base, Mix):
  def b(self): return 'mine'
class Called(Base):
  def __call__(self, x): return x * 2
  def __repr__(self): return 'R'
class Plain(D):
  a = Empty
  b = 'plain'
  z = [1]
def raised(make):
  try:
    make()
  except Exception as error:
    return type(error).__name__ + ': ' + str(error)
";

fn derived(cases: &[(&str, &str)]) {
    let program = |expression: &str| format!("{CLASSES}x = {expression}\n");
    let programs: Vec<String> = cases.iter().map(|(it, _)| program(it)).collect();
    let expected = cases.iter().map(|(_, expected)| *expected);
    let cases: Vec<(&str, &str)> = programs.iter().map(String::as_str).zip(expected).collect();
    table(&cases);
}

#[test]
fn methods_run() {
    derived(&[
        ("D().helper()", "'h1k1'"),
        ("D().helper(n = 4)", "'h1k4'"),
        ("D().again().helper()", "'h2k1'"),
        ("D().bound().helper()", "'h1k1'"),
        ("D.helper(D(b = 5))", "'h5k1'"),
        ("(D() % {'who': 1}).helper()", "'h1k1'"),
        (
            "D().bind(x = 1).in_scope(y = 2).copy().interpolate()[0].helper()",
            "'h1k1'",
        ),
        ("D(b = 4).double, D.more(3), D().more(3)", "(8, 4, 4)"),
        ("str(D.make(9))", "'D(a=x,\\n  b=9)'"),
        (
            "Called()(4), repr([Called(), Called().bind(x = 1)])",
            "(8, '[R, R]')",
        ),
        (
            "hasattr(D(), 'helper'), getattr(D(), 'nope', 3)",
            "(True, 3)",
        ),
        ("D.get(D(b = 3))['b']", "3"),
    ]);
}

#[test]
fn the_nearest_class_comes_first() {
    derived(&[
        ("E().helper(), E().short()", "('Eh1e3', 'h1e4')"),
        ("E.make(3).b().get(), E.make(3).kind", "(4, 'e')"),
        (
            "str(E()), '%s' % E(), '{}'.format(E())",
            "('STRE(', 'STRE(', 'STRE(')",
        ),
        ("repr([E()])", "'[E(a=x,\\n  b=1)]'"),
        (
            "First().hi(), First.tag, Last(a = 'p').hi()",
            "('hi x', 'mix', 'hi p')",
        ),
        (
            "Last(b = 4).b(), Last(b = 4).get()['b'], str(Last(a = '{{b}}').a())",
            "('mine', 4, '1')",
        ),
    ]);
}

#[test]
fn what_a_struct_itself_defines_beside_attributes_vanishes() {
    derived(&[
        (
            "raised(lambda: Base().helper())",
            "'AttributeError: Base has no attribute helper'",
        ),
        (
            "raised(lambda: Base.const)",
            "\"AttributeError: type object 'Base' has no attribute 'const'\"",
        ),
        (
            "D.__name__, D.__doc__, D().__doc__, Base.__doc__",
            "('D', 'doc', 'doc', None)",
        ),
    ]);
}

#[test]
fn a_declaration_hides_the_attribute_that_it_was_to_change() {
    derived(&[
        (
            "raised(lambda: D(a = 'z').a())",
            "\"TypeError: 'TypeSignature' object is not callable\"",
        ),
        (
            "str(D.a)",
            "'TypeSignature(String, required: False, default: w, empty: False)'",
        ),
        ("str(D(a = 'z').get()['a']), D().has_a()", "('z', True)"),
        ("D().c is Integer, str(D().c(3))", "(True, '3')"),
        (
            "Plain().a is Empty, Plain().b, Plain(b = 4).get()['b']",
            "(True, 'plain', 4)",
        ),
        ("Plain().z.append(2), Plain.z", "(None, [1, 2])"),
    ]);
}

#[test]
fn instances_are_told_by_name_and_classes_by_descent() {
    derived(&[
        (
            "isinstance(E(), E), isinstance(E(), D), isinstance(E(), Base)",
            "(True, False, False)",
        ),
        (
            "issubclass(E, Base), issubclass(Base, E), issubclass(E, E)",
            "(True, False, True)",
        ),
        (
            "isinstance(First(), Mix), issubclass(Last, Mix)",
            "(True, True)",
        ),
        (
            "issubclass(Base, Struct), type(E()) is E, E().__class__.kind",
            "(False, True, 'e')",
        ),
        (
            "E() == Base(), D() == E(), hash(D()) == hash(Base())",
            "(True, True, True)",
        ),
    ]);
}

#[test]
fn members_set_later_are_found() {
    derived(&[
        (
            "(setattr(D, 'late', lambda self: 'late %s' % self.b()), D().late(), E().late())[1:]",
            "('late 1', 'late 1')",
        ),
        (
            "(setattr(Base, 'late', lambda self: str(self.a())), Base().late(), D().late)[1]",
            "'x'",
        ),
    ]);
}

#[test]
fn what_pystachio_would_call_is_refused() {
    for member in [
        "def __init__(self, **kw): pass",
        "def __new__(cls): pass",
        "def __len__(self): return 7",
        "def __getattr__(self, name): return 7",
        "def __eq__(self, other): return True",
        "def check(self): return None",
        "get = 3",
    ] {
        let name = member
            .trim_start_matches("def ")
            .split(['(', ' '])
            .next()
            .unwrap_or("");
        let report = run(&format!("{CLASSES}class Odd(Base):\n  {member}\n")).report;
        let expected =
            format!("E214 a class derived from a struct, such as `Odd`, cannot define `{name}`\n");
        assert!(report.starts_with(&expected), "{report}");
    }
    for (text, expected) in [
        (
            "D.copy = 3",
            "E214 a class derived from a struct, such as `D`, cannot define `copy`\n",
        ),
        (
            "Base.a = 3",
            "E214 `a` of `Base` reads an attribute, and cannot be set\n",
        ),
        (
            "x = Process(name = 'p', cmdline = '{{e}}').bind(e = E())",
            "E214 a `E`, which defines `__str__`, cannot be bound or put into objects\n",
        ),
    ] {
        let report = run(&format!("{CLASSES}{text}\n")).report;
        assert!(report.starts_with(expected), "{report}");
    }
}
