//! Small snippets and their trees.

use super::tree_of;

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(tree_of(text), *expected, "for {text}");
    }
}

#[test]
fn operators_bind_as_in_python() {
    check(&[
        ("1 + 2 * 3", "(+ 1 (* 2 3))"),
        ("(1 + 2) * 3", "(* (+ 1 2) 3)"),
        ("1 - 2 - 3", "(- (- 1 2) 3)"),
        ("2 ** 3 ** 4", "(** 2 (** 3 4))"),
        ("-2 ** 2", "(- (** 2 2))"),
        ("2 ** -1 + 3", "(+ (** 2 (- 1)) 3)"),
        ("-a.b[0]", "(- a.b[0])"),
        ("not a == b and c", "(and (not (cmp a == b)) c)"),
        ("a or b and c", "(or a (and b c))"),
        ("a < b <= c", "(cmp a < b <= c)"),
        ("(a < b) < c", "(cmp (cmp a < b) < c)"),
        ("a <> b", "(cmp a != b)"),
        ("a not in b is not c", "(cmp a not in b is not c)"),
        ("not a in b", "(not (cmp a in b))"),
        ("a is not b", "(cmp a is not b)"),
        ("a | b ^ c & d << 1", "(| a (^ b (& c (<< d 1))))"),
        ("a if b else c if d else e", "(if b a (if d c e))"),
        ("a or b if c and d else e", "(if (and c d) (or a b) e)"),
        ("(a if b else c) if d else e", "(if d (if b a c) e)"),
        ("'%s' % x + 'y'", "(+ (% \"%s\" x) \"y\")"),
        ("~a // b % c @ d", "(@ (% (// (~ a) b) c) d)"),
        ("1if x else 2", "(if x 1 2)"),
    ]);
}

#[test]
fn displays_and_comprehensions() {
    check(&[
        ("()", "(,)"),
        ("(a)", "a"),
        ("(a,)", "(a,)"),
        ("a, b", "(a b,)"),
        ("a,", "(a,)"),
        ("[]", "[]"),
        ("[a, *b,]", "[a *b]"),
        ("{}", "{:}"),
        ("{a}", "{a}"),
        ("{a: b, **c}", "{a:b **c}"),
        (
            "[x for x in y if x if z for q in x]",
            "[x for x y if x if z for q x]",
        ),
        ("[x for x in 1, 2]", "[x for x (1 2,)]"),
        ("[a for a, b in c]", "[a for (a b,) c]"),
        (
            "{k: v for k, v in d.items()}",
            "{k:v for (k v,) (call d.items)}",
        ),
        ("{k for k in d}", "{k for k d}"),
        ("(x for x in y)", "(gen x for x y)"),
        ("f(x for x in y)", "(call f (gen x for x y))"),
        (
            "sum([1 if a else 2 for a in b])",
            "(call sum [(if a 1 2) for a b])",
        ),
        ("`a, b`", "(repr (a b,))"),
        ("[lambda: x for x in y]", "[(lambda () x) for x y]"),
    ]);
}

#[test]
fn calls_subscripts_and_lambdas() {
    check(&[
        ("f(a, b=1, *c, **d)", "(call f a b=1 *c **d)"),
        (
            "f(a == b, c = d == e)",
            "(call f (cmp a == b) c=(cmp d == e))",
        ),
        (
            "f(lambda a=1, b=2: a, c=3)",
            "(call f (lambda (a=1 b=2) a) c=3)",
        ),
        ("a[1:2, ::3]", "a[((slice 1 2 -) (slice - - 3),)]"),
        ("a[:]", "a[(slice - - -)]"),
        ("a[1]", "a[1]"),
        ("a[1,]", "a[(1,)]"),
        ("a[b:]", "a[(slice b - -)]"),
        ("a[:b]", "a[(slice - b -)]"),
        ("a[::]", "a[(slice - - -)]"),
        ("f()()[0].x", "(call (call f))[0].x"),
        ("lambda: 0", "(lambda () 0)"),
        ("lambda (a, b), *c, **d: a", "(lambda ((a b,) *c **d) a)"),
        ("(y := f(x))", "(:= y (call f x))"),
    ]);
}

#[test]
fn simple_statements() {
    check(&[
        ("a = b = c, d", "(= (a b) (c d,))"),
        ("a, (b, c) = d", "(= ((a (b c,),)) d)"),
        ("a[0] += 1", "(+= a[0] 1)"),
        ("a //= 2; b **= 3; c >>= 1", "(//= a 2) (**= b 3) (>>= c 1)"),
        ("a: int = 3", "(: a int 3)"),
        ("a: int", "(: a int -)"),
        ("del a, b[0]", "(del a b[0])"),
        ("print", "(print - [])"),
        ("print a, b,", "(print - [a b] ...)"),
        ("print (a), b", "(print - [a b])"),
        ("print(a)", "(print - [a])"),
        ("print(a, sep='')", "(call print a sep=\"\")"),
        ("print >>f", "(print f [])"),
        ("print >>f, a, b", "(print f [a b])"),
        ("print = a", "(= (print) a)"),
        ("x = print", "(= (x) print)"),
        ("if a: print b", "(if a {(print - [b])})"),
        ("exec code in names", "(exec (cmp code in names))"),
        ("raise", "(raise - - -)"),
        ("raise E, 'x'", "(raise E \"x\" -)"),
        ("raise E('x') from e", "(raise (call E \"x\") - e)"),
        ("assert a, 'b'", "(assert a \"b\")"),
        ("global a, b", "(global a b)"),
        ("nonlocal = 1", "(= (nonlocal) 1)"),
        ("nonlocal a", "(nonlocal a)"),
        ("import a.b as c, d", "(import a.b:c d)"),
        ("from a.b import c as d, e", "(from a.b c:d e)"),
        ("from .. import (a, b as c,)", "(from .. a b:c)"),
        ("from ...a import *", "(from ...a *)"),
        (
            "async, await, match = 1, 2, 3",
            "(= ((async await match,)) (1 2 3,))",
        ),
        ("a.print = b.exec", "(= (a.print) b.exec)"),
    ]);
}

#[test]
fn compound_statements() {
    check(&[
        (
            "if a:\n  b\nelif c: d\nelse:\n  e",
            "(if a {b} c {d} else {e})",
        ),
        (
            "for a, b in c, d:\n  pass\nelse: e",
            "(for (a b,) (c d,) {pass} else {e})",
        ),
        ("while a: a -= 1; continue", "(while a {(-= a 1) continue})"),
        (
            "try: a\nexcept (E, F), e: b\nexcept G as g: c\nexcept: d\nelse: e\nfinally: f",
            "(try {a} (except (E F,) e {b}) (except G g {c}) (except - - {d}) else {e} finally {f})",
        ),
        ("with a as b, c:\n  d", "(with a:b c:- {d})"),
        (
            "@a\n@b(1)\ndef f(x, (y, z), w=1, *v, **k): return x",
            "(@a @(call b 1) def f (x (y z,) w=1 *v **k) {(return x)})",
        ),
        (
            "def f(a, *, b, c=1) -> int: pass",
            "(def f (a * b c=1) {pass})",
        ),
        ("def f(a: int = 1): yield a", "(def* f (a=1) {(yield a)})"),
        (
            "def f():\n  for x in y:\n    yield x",
            "(def* f () {(for x y {(yield x)})})",
        ),
        ("def f():\n  x = yield", "(def* f () {(= (x) (yield -))})"),
        ("class A: pass", "(class A () {pass})"),
        (
            "class A(B, metaclass=C):\n  x = Required(String)\n\n  # note\n  def f(self): pass",
            "(class A (B metaclass=C) {(= (x) (call Required String)) (def f (self) {pass})})",
        ),
    ]);
}

#[test]
fn numbers() {
    check(&[
        ("0777", "511"),
        (
            "0o17, 0b101, 0xfF, 10L, 7l, 1_000",
            "(15 5 255 10n 7n 1000,)",
        ),
        (
            "1e3, .5, 5., 25E-4, 1.5e+2",
            "(1000.0 0.5 5.0 0.0025 150.0,)",
        ),
        (
            "123456789012345678901234567890",
            "123456789012345678901234567890n",
        ),
        (
            "9223372036854775807, 9223372036854775808",
            "(9223372036854775807 9223372036854775808n,)",
        ),
        ("00", "0"),
    ]);
}

#[test]
fn strings() {
    check(&[
        (r"'it\'s' 'x'", "\"it'sx\""),
        (r"'\x41\102\60\0601\777'", "\"AB001ÿ\""),
        (r"'\d\q\u00e9'", r#""\\d\\q\\u00e9""#),
        (r"r'\n\\\''", r#""\\n\\\\\\'""#),
        (
            r"u'caf\u00e9 \U0001f600 \x41\ud83d\ude00'",
            "u\"café 😀 A😀\"",
        ),
        (r"u'\N{BULLET}'", "u\"•\""),
        (r"ur'\d \u00e9'", "u\"\\\\d é\""),
        ("'one \\\ntwo'", "\"one two\""),
        ("'''a\r\nb\rc'''", "\"a\\nb\\nc\""),
        ("'é'", "\"Ã©\""),
        ("u'é'", "u\"Ã©\""),
        ("# coding: utf-8\nu'é' 'é'", "u\"éÃ©\""),
        ("\u{feff}u'é'", "u\"é\""),
        ("'''it's'''", "\"it's\""),
        ("\"\"\"a\"\"b\"\"\"", "\"a\\\"\\\"b\""),
        ("b'x' R'\\n' BR'\\t'", r#""x\\n\\t""#),
    ]);
}

#[test]
fn formatted_strings() {
    check(&[
        ("f'a{b}c'", "(f \"a\" {b} \"c\")"),
        ("f'{{{a!r:>{w}}}}'", "(f \"{\" {a !r :\">\" {w}} \"}\")"),
        ("'x' f'{a}' 'y'", "(f \"x\" {a} \"y\")"),
        ("f'{d[\"k\"]}{x:02d}'", "(f {d[\"k\"]} {x :\"02d\"})"),
        ("f'{a != b}{ {1: 2}[1] }'", "(f {(cmp a != b)} {{1:2}[1]})"),
        ("f'{{{{x}}}}'", "(f \"{{x}}\")"),
        ("f'{(lambda x: 1)(2)}'", "(f {(call (lambda (x) 1) 2)})"),
    ]);
}
