use super::{run, run_python3, table, x_of};

#[test]
fn integers_have_any_size_and_division_floors() {
    table(&[
        ("x = 7 / 2", "3"),
        ("x = -7 / 2", "-4"),
        ("x = -7 // 2", "-4"),
        ("x = -7 % 3", "2"),
        ("x = 7 % -3", "-2"),
        ("x = 2 ** 10", "1024"),
        ("x = 2 ** -1", "0.5"),
        ("x = 9223372036854775807 + 1", "9223372036854775808L"),
        ("x = 2 ** 64 - 2 ** 64", "0L"),
        ("x = -2 ** 2", "-4"),
        ("x = 1 << 70 >> 68", "4L"),
        ("x = ~5", "-6"),
        ("x = 6 & 3, 6 | 3, 6 ^ 3", "(2, 7, 5)"),
        ("x = True + True", "2"),
        ("x = -9223372036854775808 / -1", "9223372036854775808L"),
        ("x = -(2 ** 63)", "-9223372036854775808L"),
        ("x = -9223372036854775808", "-9223372036854775808"),
        ("x = -(9223372036854775808)", "-9223372036854775808L"),
        ("x = -9223372036854775808L", "-9223372036854775808L"),
        ("x = -0x8000000000000000", "-9223372036854775808"),
        ("x = -0x8000000000000000L", "-9223372036854775808L"),
        ("x = -(2 ** 62) * 2", "-9223372036854775808"),
        ("x = int(-2 ** 63)", "-9223372036854775808"),
    ]);
}

#[test]
fn floats_follow_python() {
    table(&[
        ("x = 7 / 2.0", "3.5"),
        ("x = -7 // 2.0", "-4.0"),
        ("x = -7 % 3.0", "2.0"),
        ("x = 2 ** 0.5 > 1.414", "True"),
        ("x = 1 == 1.0", "True"),
        ("x = 2 ** 53 + 1 == 9007199254740992.0", "False"),
    ]);
}

#[test]
fn any_two_values_have_an_order() {
    table(&[
        (
            "x = None < 0, 0 < '', [] < '', '' < ()",
            "(True, True, True, True)",
        ),
        ("x = 1 < 2 < 3, 1 < 3 < 2", "(True, False)"),
        ("x = 10 < '9', {} < []", "(True, True)"),
        ("x = [1, 2] < [1, 3], (1,) < (1, 0)", "(True, True)"),
        ("x = 'a' == u'a', {'a': 1} == {u'a': 1.0}", "(True, True)"),
        ("x = '\\xe9' == u'\\xe9'", "False"),
        ("x = {1, 2} < {1, 2, 3}, {1} < {2}", "(True, False)"),
        ("x = [] is [], None is None, 1 <> 2", "(False, True, True)"),
    ]);
}

#[test]
fn sequences_are_sliced_joined_and_repeated() {
    table(&[
        (
            "x = 'abcdef'[1:4], 'abcdef'[::-1], 'abcdef'[-2:], 'abc'[5:]",
            "('bcd', 'fedcba', 'ef', '')",
        ),
        ("x = [1, 2, 3, 4][::2], (1, 2, 3)[-1]", "([1, 3], 3)"),
        (
            "x = u'\\xe9t\\xe9'[1:], u'\\xe9t\\xe9'[0] == u'\\xe9'",
            "(u't\\xe9', True)",
        ),
        (
            "x = 'ab' * 3, 3 * [0], () * 5, 'a' * -1",
            "('ababab', [0, 0, 0], (), '')",
        ),
        ("x = 'a' + u'b'", "u'ab'"),
        (
            "l = [1, 2, 3, 4]\nl[1:3] = 'xyz'\nx = l",
            "[1, 'x', 'y', 'z', 4]",
        ),
        (
            "l = [1, 2, 3, 4]\nl[::2] = [0, 0]\ndel l[-1]\nx = l",
            "[0, 2, 0]",
        ),
        ("l = [1, 2, 3, 4, 5]\ndel l[1::2]\nx = l", "[1, 3, 5]"),
        ("l = [1]\nl.append(l)\nx = l", "[1, [...]]"),
        (
            "x = 'b' in 'abc', 2 in [1, 2], 'k' in {'k': 1}, 3 not in (1, 2)",
            "(True, True, True, True)",
        ),
    ]);
}

#[test]
fn dicts_have_the_order_of_python_2_and_unite_equal_keys() {
    table(&[
        ("x = {1: 'a', 1.0: 'b', True: 'c'}", "{1: 'c'}"),
        ("x = {'b': 1, 'a': 2}", "{'a': 2, 'b': 1}"),
        ("d = {(1, 'a'): 2}\nx = d[1, 'a']", "2"),
        ("d = {}\nd['k'] = 1\nd['k'] += 1\ndel d['k']\nx = d", "{}"),
        (
            "x = {k: v for k, v in [('a', 1), ('b', 2)]}",
            "{'a': 1, 'b': 2}",
        ),
        ("x = {1, 2, 1}", "set([1, 2])"),
    ]);
}

#[test]
fn variables_of_list_comprehensions_stay_behind() {
    table(&[
        ("[i for i in [1, 2, 3]]\nx = i", "3"),
        (
            "i = 'kept'\n{i for i in [1, 2]}\n{i: i for i in [1]}\nx = i",
            "'kept'",
        ),
        (
            "i = 'kept'\nx = list(i for i in [1, 2]), i",
            "([1, 2], 'kept')",
        ),
        (
            "x = [(a, b) for a in [1, 2] if a > 1 for b in 'ab']",
            "[(2, 'a'), (2, 'b')]",
        ),
        ("x = [f() for f in [lambda: i for i in [1, 2]]]", "[2, 2]"),
        (
            "def f():\n  return [y for y in [1, 2]], y\nx = f()",
            "([1, 2], 2)",
        ),
    ]);
}

#[test]
fn generators_are_lazy_and_used_up() {
    table(&[
        (
            "l = [1]\ng = (i for i in l)\nl.append(2)\nx = list(g), list(g)",
            "([1, 2], [])",
        ),
        (
            "def f(n):\n  while n:\n    yield n\n    n -= 1\nx = list(f(3))",
            "[3, 2, 1]",
        ),
        ("def f():\n  yield\nx = list(f())", "[None]"),
        ("n = 2\nx = list(i * n for i in [1, 2])", "[2, 4]"),
        (
            "x = list((i, j) for i in [0, 1, 2] for j in [0, 1] if i > j)",
            "[(1, 0), (2, 0), (2, 1)]",
        ),
    ]);
}

#[test]
fn functions_bind_arguments_as_python_does() {
    table(&[
        (
            "def f(a, b=2, *c, **d): return a, b, c, d\nx = f(1), f(1, 3, 4, e=5)",
            "((1, 2, (), {}), (1, 3, (4,), {'e': 5}))",
        ),
        (
            "def f(a, (b, c), d=4): return a, b, c, d\nx = f(1, (2, 3))",
            "(1, 2, 3, 4)",
        ),
        (
            "def f(*a, **k): return a, k\nx = f(*[1, 2], **{'b': 3})",
            "((1, 2), {'b': 3})",
        ),
        (
            "def f(seen=[]):\n  seen.append(1)\n  return seen\nf()\nx = f()",
            "[1, 1]",
        ),
        ("def f(): pass\nx = f()", "None"),
        (
            "def outer():\n  n = [1]\n  def inner():\n    return n\n  return inner\nx = outer()()",
            "[1]",
        ),
        ("n = 1\ndef f():\n  global n\n  n = 2\nf()\nx = n", "2"),
        (
            "def tag(t):\n  def wrap(f):\n    return lambda *a: t + f(*a)\n  return wrap\n@tag('a')\n@tag('b')\ndef f(s): return s\nx = f('c')",
            "'abc'",
        ),
        (
            "def f():\n  'doc'\nx = f.__doc__, f.__name__",
            "('doc', 'f')",
        ),
        (
            "def f(n): return 1 if n < 2 else n * f(n - 1)\nx = f(25)",
            "15511210043330985984000000L",
        ),
    ]);
}

#[test]
fn assignments_unpack_and_chain() {
    table(&[
        ("a, (b, c) = 1, [2, 3]\nx = c, b, a", "(3, 2, 1)"),
        ("a = b = []\na += [1]\nx = b", "[1]"),
        ("a = b = ()\na += (1,)\nx = b", "()"),
        (
            "a = 'a'\nb = a\na += 'b'\na += 'c'\nx = a, b",
            "('abc', 'a')",
        ),
        (
            "a = 'a' * 2\na += a\na += u'\\xe9'\nx = len(a), a[-1:]",
            "(5, u'\\xe9')",
        ),
        (
            "a = 'a' * 2\ntry:\n  a += 1\nexcept TypeError:\n  pass\nx = a",
            "'aa'",
        ),
        (
            "a = 'a' * 2\ndef f(b):\n  b += 'b'\n  return b\nx = f(a), f(a), a",
            "('aab', 'aab', 'aa')",
        ),
        ("a, b = 1, 2\na, b = b, a\nx = a, b", "(2, 1)"),
        ("[a, b] = 'xy'\nx = a + b", "'xy'"),
        ("x = 1 if [] else 2 if '' else 3", "3"),
        ("x = [] or 0 or 'c', 1 and 2, not 1", "('c', 2, False)"),
        ("x = `[1, 'a']`", "\"[1, 'a']\""),
    ]);
}

#[test]
fn loops_end_as_python_does() {
    table(&[
        (
            "x = []\nfor i in [1, 2, 3]:\n  if i == 2: continue\n  x.append(i)\nelse:\n  x.append('else')",
            "[1, 3, 'else']",
        ),
        (
            "x = 0\nwhile True:\n  x += 1\n  if x == 3: break\nelse:\n  x = 'else'",
            "3",
        ),
        (
            "l = [1, 2]\nx = []\nfor i in l:\n  if i < 4: l.append(i + 2)\n  x.append(i)",
            "[1, 2, 3, 4, 5]",
        ),
        ("def f():\n  for i in [1, 2]:\n    return i\nx = f()", "1"),
    ]);
}

#[test]
fn exceptions_are_caught_as_in_python() {
    table(&[
        (
            "try:\n  {}['a']\nexcept KeyError as e:\n  x = str(e), e.args",
            "(\"'a'\", ('a',))",
        ),
        (
            "try:\n  y\nexcept NameError, e:\n  x = str(e)",
            "\"name 'y' is not defined\"",
        ),
        (
            "def f(): return y\ntry:\n  f()\nexcept NameError, e:\n  x = str(e)",
            "\"global name 'y' is not defined\"",
        ),
        (
            "try:\n  1 / 0\nexcept (KeyError, ArithmeticError) as e:\n  x = str(e)",
            "'integer division or modulo by zero'",
        ),
        (
            "try:\n  raise ValueError('a', 1)\nexcept ValueError as e:\n  x = str(e), e.args",
            "(\"('a', 1)\", ('a', 1))",
        ),
        (
            "try:\n  raise ValueError, 'a'\nexcept Exception as e:\n  x = `e`",
            "\"ValueError('a',)\"",
        ),
        (
            "class E(Exception): pass\ntry:\n  raise E\nexcept StandardError:\n  x = 1\nexcept E:\n  x = 2",
            "2",
        ),
        (
            "x = []\ntry:\n  x.append(1)\nexcept:\n  x.append(2)\nelse:\n  x.append(3)\nfinally:\n  x.append(4)",
            "[1, 3, 4]",
        ),
        (
            "def f():\n  try:\n    return 1\n  finally:\n    x.append(2)\nx = []\nx.append(f())",
            "[2, 1]",
        ),
        (
            "def f():\n  try:\n    raise KeyError('k')\n  except KeyError:\n    raise\ntry:\n  f()\nexcept KeyError as e:\n  x = e.args",
            "('k',)",
        ),
        (
            "try:\n  'a' + 1\nexcept TypeError as e:\n  x = str(e)",
            "\"cannot concatenate 'str' and 'int' objects\"",
        ),
        (
            "try:\n  1 + 'a'\nexcept TypeError as e:\n  x = str(e)",
            "\"unsupported operand type(s) for +: 'int' and 'str'\"",
        ),
        (
            "def f(a, b): pass\ntry:\n  f(1)\nexcept TypeError as e:\n  x = str(e)",
            "'f() takes exactly 2 arguments (1 given)'",
        ),
        (
            "def f(a, b=1): pass\ntry:\n  f(1, 2, 3)\nexcept TypeError as e:\n  x = str(e)",
            "'f() takes at most 2 arguments (3 given)'",
        ),
        (
            "def f(a, b=1): pass\ntry:\n  f()\nexcept TypeError as e:\n  x = str(e)",
            "'f() takes at least 1 argument (0 given)'",
        ),
        (
            "def f(): pass\ntry:\n  f(1)\nexcept TypeError as e:\n  x = str(e)",
            "'f() takes no arguments (1 given)'",
        ),
        (
            "def f(a): pass\ntry:\n  f(1, a=2)\nexcept TypeError as e:\n  x = str(e)",
            "\"f() got multiple values for keyword argument 'a'\"",
        ),
        (
            "try:\n  assert 0, 'no'\nexcept AssertionError as e:\n  x = str(e)",
            "'no'",
        ),
        (
            "try:\n  a, b = [1]\nexcept ValueError as e:\n  x = str(e)",
            "'need more than 1 value to unpack'",
        ),
        (
            "try:\n  None.a\nexcept AttributeError as e:\n  x = str(e)",
            "\"'NoneType' object has no attribute 'a'\"",
        ),
        (
            "def f():\n  y = z\n  z = 1\ntry:\n  f()\nexcept UnboundLocalError as e:\n  x = str(e)",
            "\"local variable 'z' referenced before assignment\"",
        ),
        (
            "try:\n  {[]: 1}[0]\nexcept TypeError as e:\n  x = str(e)",
            "\"unhashable type: 'list'\"",
        ),
        (
            "try:\n  [1][5]\nexcept LookupError as e:\n  x = str(e)",
            "'list index out of range'",
        ),
        (
            "class C(object): pass\ntry:\n  C().y\nexcept AttributeError as e:\n  x = str(e)",
            "\"'C' object has no attribute 'y'\"",
        ),
    ]);
}

#[test]
fn classes_inherit_and_bind_methods() {
    table(&[
        (
            "class A(object):\n  n = 1\n  def f(self): return self.n\nclass B(A):\n  n = 2\nx = A().f(), B().f(), A.f(B())",
            "(1, 2, 2)",
        ),
        (
            "class A(object):\n  def __init__(self, a): self.a = a\nclass B(A):\n  def __init__(self, a):\n    super(B, self).__init__(a + 1)\nx = B(1).a",
            "2",
        ),
        (
            "class A(object):\n  def f(self): return 'A'\nclass B(A):\n  def f(self): return 'B' + super(B, self).f()\nclass C(A):\n  def f(self): return 'C' + super(C, self).f()\nclass D(B, C):\n  def f(self): return 'D' + super(D, self).f()\nx = D().f()",
            "'DBCA'",
        ),
        (
            "class A:\n  n = 'A'\nclass B(A): pass\nclass C(A):\n  n = 'C'\nclass D(B, C): pass\nx = D.n",
            "'A'",
        ),
        (
            "class A(object):\n  @staticmethod\n  def s(v): return v\n  @classmethod\n  def c(cls): return cls.__name__\nclass B(A): pass\nx = A.s(1), B().s(2), B.c(), B().c()",
            "(1, 2, 'B', 'B')",
        ),
        (
            "class A(object):\n  def __init__(self): self._v = 1\n  @property\n  def v(self): return self._v\n  @v.setter\n  def v(self, n): self._v = n * 2\na = A()\na.v = 3\nx = a.v",
            "6",
        ),
        (
            "class A(object):\n  def __getattr__(self, n):\n    if n == 'no': raise AttributeError(n)\n    return n\nx = A().yes",
            "'yes'",
        ),
        (
            "class A(object):\n  def __eq__(self, o): return True\n  def __lt__(self, o): return True\n  def __len__(self): return 0\n  def __getitem__(self, i): return i * 2\n  def __contains__(self, i): return i == 1\n  def __call__(self, v): return v\na = A()\nx = a == 1, a < 1, not a, a[4], 1 in a, a('v')",
            "(True, True, True, 8, True, 'v')",
        ),
        (
            "class A(object):\n  def __add__(self, o): return 'add'\n  def __radd__(self, o): return 'radd'\n  def __iadd__(self, o): return 'iadd'\na = A()\nb = A()\nb += 1\nx = a + 1, 1 + a, b",
            "('add', 'radd', 'iadd')",
        ),
        (
            "class A(object):\n  def __init__(self): self.n = 0\n  def __iter__(self): return self\n  def next(self):\n    self.n += 1\n    if self.n > 2: raise StopIteration\n    return self.n\nx = [i for i in A()]",
            "[1, 2]",
        ),
        (
            "class A(object):\n  def __getitem__(self, i):\n    if i > 1: raise IndexError\n    return i\nx = [i for i in A()]",
            "[0, 1]",
        ),
        (
            "class A(object):\n  def __str__(self): return 's'\n  def __repr__(self): return 'r'\nx = str(A()), `A()`, [A()]",
            "('s', 'r', [r])",
        ),
        (
            "class A(object):\n  def __cmp__(self, o): return -1\nx = A() < A(), A() == A()",
            "(True, False)",
        ),
        (
            "class A(object): pass\na = A()\na.b = 1\ndel a.b\nA.c = 2\nx = a.c",
            "2",
        ),
        (
            "class D(dict):\n  def __getattr__(self, n): return self[n]\n  def __setattr__(self, n, v): self[n] = v\nd = D(a=1)\nd.b = 2\nx = d.a, d['b'], d",
            "(1, 2, {'a': 1, 'b': 2})",
        ),
        (
            "n = 'global'\nclass A(object):\n  n = 'class'\n  m = n\n  def f(self): return n\nx = A.m, A().f()",
            "('class', 'global')",
        ),
        (
            "class E(ValueError):\n  def __init__(self, a):\n    ValueError.__init__(self, 'm' + a)\ntry:\n  raise E('x')\nexcept ValueError as e:\n  x = str(e)",
            "'mx'",
        ),
        (
            "class M(object):\n  def __enter__(self): return 'in'\n  def __exit__(self, *a): return a[0] is not None\nwith M() as v:\n  1 / 0\nx = v",
            "'in'",
        ),
    ]);
}

#[test]
fn formatted_strings_are_evaluated() {
    table(&[("x = u'a' 'b'", "u'ab'")]);
}

#[test]
fn print_writes_to_the_output() {
    let outcome = run("print 'a', 1, u'\\xe9'\nprint 'é',\nprint");
    assert_eq!(outcome.report, "");
    assert_eq!(outcome.output, "a 1 é\né \n");
}

/// CPython 2.7.18 printed the same.
#[test]
fn what_a_file_imports_from_the_future_holds_for_all_of_it() {
    let division = "from __future__ import division\n";
    let literals = "from __future__ import unicode_literals\n";
    for (head, text, expected) in [
        (
            division,
            "x = 1 / 2, -7 / 2, 7 // 2, 7 % 2",
            "(0.5, -3.5, 3, 1)",
        ),
        (division, "x = 7\nx /= 2", "3.5"),
        (division, "x = (lambda: 1 / 3)()", "0.3333333333333333"),
        (
            division,
            "x = 10**400 / 10**399, 1 / 10**400",
            "(10.0, 0.0)",
        ),
        (
            division,
            "x = 1180591620717411303425 / 3, 36893488147419103233 / 2**12",
            "(3.935305402391371e+20, 9007199254740992.0)",
        ),
        (
            division,
            "class D(object):\n  def __truediv__(self, o): return 'true'\n  def __div__(self, o): return 'old'\nx = D() / 2",
            "'true'",
        ),
        (
            division,
            "try:\n  1 / 0\nexcept ZeroDivisionError as e:\n  x = str(e)",
            "'division by zero'",
        ),
        (
            literals,
            "x = 'a', b'a', u'a', '''a''', r'a'",
            "(u'a', 'a', u'a', u'a', u'a')",
        ),
        (
            literals,
            "x = '\\u00e9' == u'\\u00e9', len('\\u00e9')",
            "(True, 1)",
        ),
    ] {
        let text = format!("{head}{text}");
        assert_eq!(super::x_of(&text), expected, "{text}");
    }
    let print = "from __future__ import print_function\n";
    let outcome = run(&format!(
        "{print}print('a', 1)\nprint()\nprint('b', end='')\n"
    ));
    assert_eq!(outcome.output, "a 1\n\nb");
}

#[test]
fn the_attributes_of_an_instance_are_a_dict() {
    let bunch = "class Bunch(object):\n  def __init__(self, **named):\n    self.__dict__.update(named)\n\
                 b = Bunch(zone = 'west', n = 1)\n";
    let shared = "class Two(object):\n  def __init__(self, named):\n    self.__dict__ = named\n\
                  source = {'a': 1}\nb = Two(source)\n";
    let own = "class Attributes(dict):\n  def __init__(self, **named):\n    dict.__init__(self, **named)\n    self.__dict__ = self\n\
               b = Attributes(one = 1)\n";
    for (head, text, expected) in [
        (
            bunch,
            "x = b.zone, b.n, hasattr(b, 'other')",
            "('west', 1, False)",
        ),
        (
            bunch,
            "b.__dict__['y'] = 2\nb.z = 3\nx = b.y, vars(b)['z'], len(b.__dict__)",
            "(2, 3, 4)",
        ),
        (
            bunch,
            "vars(b).update(y = 4)\ndel b.__dict__['n']\nx = b.y, hasattr(b, 'n')",
            "(4, False)",
        ),
        (bunch, "b.__dict__\ndel b.zone\nx = vars(b)", "{'n': 1}"),
        (
            bunch,
            "import copy\nc = copy.copy(b)\nc.n = 2\nx = b.n, c.n, c.zone",
            "(1, 2, 'west')",
        ),
        (
            bunch,
            "c = Bunch()\nc.__dict__ = b.__dict__\nc.y = 1\nx = b.y",
            "1",
        ),
        (
            shared,
            "b.b = 2\nsource['c'] = 3\nx = sorted(source), b.c",
            "(['a', 'b', 'c'], 3)",
        ),
        (
            shared,
            "try:\n  b.__dict__ = 3\nexcept TypeError as e:\n  x = str(e)",
            "\"__dict__ must be set to a dictionary, not a 'int'\"",
        ),
        (
            own,
            "b.two = 2\nb['three'] = 3\nx = b['two'], b.three, b.one, len(b)",
            "(2, 3, 1, 3)",
        ),
    ] {
        let text = format!("{head}{text}");
        assert_eq!(super::x_of(&text), expected, "{text}");
    }
}

/// What only Python 3 reads is evaluated all the same, and reported unless the settings allow it.
#[test]
fn syntax_of_python_3_is_evaluated() {
    for (text, expected) in [
        ("x = {**{'a': 1}, 'b': 2}", "{'a': 1, 'b': 2}"),
        (
            "def f(a, *, b=2, c): return a, b, c\nx = f(1, c=3)",
            "(1, 2, 3)",
        ),
        ("a, *b, c = 1, 2, 3, 4\nx = b", "[2, 3]"),
        (
            "class A(object):\n  def f(self): return 'A'\nclass B(A):\n  def f(self): return super().f() + 'B'\nclass C(B): pass\nx = C().f()",
            "'AB'",
        ),
        ("a = 1\nx = f'{a}-{a + 1!r}{{}}'", "'1-2{}'"),
        ("x = (n := 3) + n", "6"),
        (
            "def f():\n  n = 1\n  def g():\n    nonlocal n\n    n = 2\n  g()\n  return n\nx = f()",
            "2",
        ),
        ("y: int = 3\nx = y", "3"),
        ("def f(a: int) -> int: return a\nx = f(1_000)", "1000"),
        ("x = [*[1, 2], 3]", "[1, 2, 3]"),
        ("x = [print(1)]", "[None]"),
        ("print(1, end = '')\nx = 1", "1"),
        (
            "try:\n  raise ValueError('a') from KeyError('b')\nexcept ValueError as e: x = str(e)",
            "'a'",
        ),
        ("def f():\n  yield 1\n  return 2\nx = list(f())", "[1]"),
        ("def f(*a): return a\nx = f(*[1], 2, *[3],)", "(1, 2, 3)"),
        (
            "f = {'a': lambda g: g}\n@f['a']\ndef g(): return 1\nx = g()",
            "1",
        ),
        ("x = rb'\\d'", "'\\\\d'"),
    ] {
        let default = run(text);
        let codes: Vec<&str> = default
            .report
            .lines()
            .filter(|it| !it.starts_with(' '))
            .collect();
        assert!(
            !codes.is_empty() && codes.iter().all(|it| it.starts_with("E119")),
            "{text}: {codes:?}"
        );
        let allowed = run_python3(text);
        assert_eq!(allowed.report, "", "{text}");
        for outcome in [default, allowed] {
            let x = outcome.variables.get("x").map(String::as_str);
            assert_eq!(x, Some(expected), "{text}");
        }
    }
}

/// `super()` is a call that fails in Python 2.7, so that it may be caught.
#[test]
fn super_without_arguments_can_be_caught() {
    let text = "class A(object):\n  def f(self):\n    try: return super().__str__()\n    except TypeError as e: return str(e)\nx = A().f()";
    assert_eq!(x_of(text), "'super() takes at least 1 argument (0 given)'");
}

/// `True` and `False` are names that a file may bind.
#[test]
fn booleans_may_be_assigned() {
    table(&[
        ("True = 1\nx = True", "1"),
        ("True, y = False, True\nx = True, y", "(False, True)"),
        (
            "def f():\n  False = 3\n  return False\nx = f(), False",
            "(3, False)",
        ),
        ("x = [1 for False in [2]], False", "([1], 2)"),
        ("def f(**k): return k\nx = f(True = 1)", "{'True': 1}"),
        ("class A: pass\nA.None = 1\nx = A.None", "1"),
        ("x = True == 1, not True", "(True, False)"),
    ]);
}

/// A dict or set may not change its size while it is walked; its values may change.
#[test]
fn what_is_walked_keeps_its_size() {
    let caught = |setup: &str, change: &str| {
        x_of(&format!(
            "{setup}\nx = []\ntry:\n  for k in d:\n    x.append(k)\n    {change}\nexcept RuntimeError as e: x.append(str(e))\n"
        ))
    };
    let dict = "'dictionary changed size during iteration'";
    assert_eq!(
        caught("d = {1: 1, 2: 2}", "d[k + 5] = 1"),
        format!("[1, {dict}]")
    );
    assert_eq!(caught("d = {1: 1}", "del d[k]"), format!("[1, {dict}]"));
    assert_eq!(caught("d = {1: 1, 2: 2}", "d[k] = 5"), "[1, 2]");
    assert_eq!(
        caught("d = set([1, 2])", "d.add(7)"),
        "[1, 'Set changed size during iteration']"
    );
    let ordered = "from collections import OrderedDict\nd = OrderedDict([(1, 1)])";
    assert_eq!(caught(ordered, "d[1] = 2"), "[1]");
    table(&[(
        "d = {1: 1}\nfor k in list(d): d[k + 1] = 1\nx = d",
        "{1: 1, 2: 1}",
    )]);
}
