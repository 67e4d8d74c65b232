//! The exceptions that objects raise, judged against `pystachio` 0.8.10: their classes, and what `str` gives of them.

use super::{run, table};

const CLASSES: &str = "\
class Inner(Struct):
  name = Required(String)
  size = Default(Integer, 3)
  kind = Enum('a', 'b')
  either = Choice([Integer, String])
  share = Float
  on = Boolean
def raised(make):
  try:
    make()
  except ValueError as error:
    return 'ValueError', type(error).__name__, str(error)
  except Exception as error:
    return type(error).__name__, str(error)
";

fn programs(classes: &str, cases: &[(&str, &str)]) {
    let program = |it: &str| format!("{classes}x = {it}\n");
    let programs: Vec<String> = cases.iter().map(|(it, _)| program(it)).collect();
    let expected = cases.iter().map(|(_, expected)| *expected);
    let cases: Vec<(&str, &str)> = programs.iter().map(String::as_str).zip(expected).collect();
    table(&cases);
}

#[test]
fn exceptions_are_of_the_classes_of_pystachio() {
    let cases = [
        (
            "raised(Inner(name = 'n', size = 'q').size)",
            "('ValueError', 'CoercionError', \"Cannot coerce 'q' to Integer\")",
        ),
        (
            "raised(Inner(name = 'n', share = 'q').share)",
            "('ValueError', 'CoercionError', \"Cannot coerce 'q' to Float\")",
        ),
        (
            "raised(Inner(name = 'n', on = '{{no}}').bind(no = 'yes').on)",
            "('ValueError', 'CoercionError', \"Cannot coerce 'yes' to Boolean\")",
        ),
        (
            "raised(Inner(name = 'n', kind = '{{k}}').bind(k = 'c').kind)",
            "('ValueError', 'CoercionError', \"Cannot coerce 'c' to Enum_a_b: c is not one of a, b\")",
        ),
        (
            "raised(lambda: Integer('{{a}}') % {'a': 'x'})",
            "('ValueError', 'CoercionError', \"Cannot coerce 'x' to Integer\")",
        ),
        (
            "raised(Inner(name = None).name)",
            "('ValueError', 'CoercionError', \"Cannot coerce 'None' to String\")",
        ),
        (
            "raised(Inner(name = '{{a}}').bind(a = '{{a}}').name)",
            "('Uninterpolatable', 'Unable to interpolate {{a}}!  Maximum replacements reached.')",
        ),
        (
            "raised(Inner(name = '{{ a }}').name)",
            "('InvalidRefError', ' a ')",
        ),
        (
            "[raised(lambda: Ref.from_address(it))[1] for it in ('', '1a', 'a..b', '.a b', 'a[b')]",
            "[\"Invalid address: ''\", '1a', 'Badly formed address .a..b', 'Badly formed address .a b', 'Badly formed address .a[b']",
        ),
        (
            "raised(lambda: Inner(nope = 1))",
            "('AttributeError', 'Unknown schema attribute nope')",
        ),
        (
            "str(Inner(name = 'n', either = '{{q}}').bind(q = 4).either().unwrap())",
            "'4'",
        ),
    ];
    programs(CLASSES, &cases);
}

const CHECKED: &str = "\
class Inner(Struct):
  name = Required(String)
  size = Default(Integer, 3)
class Outer(Struct):
  inner = Inner
  items = List(Inner)
  table = Map(String, Integer)
  inners = Map(String, Inner)
  ints = List(Integer)
  e = Enum('a', 'b')
  ch = Choice([Integer, Inner])
  chs = List(Choice([Integer, Inner]))
def said(make):
  try:
    return repr(make())
  except ValueError as error:
    return type(error).__name__ + ': ' + str(error)
";

#[test]
fn checks_say_what_pystachio_says() {
    programs(
        CHECKED,
        &[
            (
                "said(lambda: Outer(inner={}).check())",
                "'TypeCheck(FAILED): Outer[inner] failed: Inner[name] is required.'",
            ),
            (
                "said(lambda: Outer(inner={'name': 'a', 'size': 'q'}).check())",
                "\"TypeCheck(FAILED): Outer[inner] failed: Inner[size] failed: Unable to interpolate: Cannot coerce 'q' to Integer\"",
            ),
            (
                "said(lambda: Outer(items=[{'name': 'a'}, {}]).check())",
                "'TypeCheck(FAILED): Outer[items] failed: Element in InnerList failed check: Inner[name] is required.'",
            ),
            (
                "said(lambda: Outer(items=[{'name': 'a'}, {'name': 'b', 'size': '{{x}}'}]).check())",
                "\"TypeCheck(FAILED): Outer[items] failed: Element in InnerList failed check: Inner[size] failed: '{{x}}' not an integer\"",
            ),
            (
                "said(lambda: Outer(table={'a': '{{x}}'}).check())",
                "\"TypeCheck(FAILED): Outer[table] failed: StringIntegerMap[a] value {{x}} failed check: '{{x}}' not an integer\"",
            ),
            (
                "said(lambda: Outer(table={'a': 'x'}).check())",
                "\"CoercionError: Cannot coerce 'x' to Integer\"",
            ),
            (
                "said(lambda: Outer(table={'{{k}}': 1}).check())",
                "'TypeCheck(OK)'",
            ),
            (
                "said(lambda: Outer(inners={'a': {}}).check())",
                "'TypeCheck(FAILED): Outer[inners] failed: StringInnerMap[a] value Inner(size=3) failed check: Inner[name] is required.'",
            ),
            (
                "said(lambda: Outer(inners={'a': {'name': 'x', 'size': 'q'}}).check())",
                "\"CoercionError: Cannot coerce 'q' to Integer\"",
            ),
            (
                "said(lambda: Outer(ints=[1, 'x']).check())",
                "\"TypeCheck(FAILED): Outer[ints] failed: Element in IntegerList failed check: Unable to interpolate: Cannot coerce 'x' to Integer\"",
            ),
            (
                "said(lambda: Outer(ints=[1, '{{x}}']).check())",
                "\"TypeCheck(FAILED): Outer[ints] failed: Element in IntegerList failed check: '{{x}}' not an integer\"",
            ),
            (
                "said(lambda: Outer(e='{{x}}').check())",
                "\"TypeCheck(FAILED): Outer[e] failed: '{{x}}' not in the enumeration (a, b)\"",
            ),
            (
                "said(lambda: Outer(e='{{x}}').bind(x='c').check())",
                "\"TypeCheck(FAILED): Outer[e] failed: Unable to interpolate: Cannot coerce 'c' to Enum_a_b: c is not one of a, b\"",
            ),
            (
                "said(lambda: Outer(ch='x').check())",
                "'TypeCheck(FAILED): Outer[ch] failed: Choice_Integer_Inner typecheck failed: value x did not match any of its alternatives'",
            ),
            (
                "said(lambda: Outer(ch='{{x}}').check())",
                "'TypeCheck(FAILED): Outer[ch] failed: Choice_Integer_Inner typecheck failed: value {{x}} did not match any of its alternatives'",
            ),
            (
                "said(lambda: Outer(chs=[1, 'x']).check())",
                "'TypeCheck(FAILED): Outer[chs] failed: Element in Choice_Integer_InnerList failed check: Choice_Integer_Inner typecheck failed: value x did not match any of its alternatives'",
            ),
            (
                "said(lambda: Integer('x').check())",
                "\"TypeCheck(FAILED): Unable to interpolate: Cannot coerce 'x' to Integer\"",
            ),
            (
                "said(lambda: Integer('{{x}}').check())",
                "\"TypeCheck(FAILED): '{{x}}' not an integer\"",
            ),
            (
                "said(lambda: Float('{{x}}').check())",
                "\"TypeCheck(FAILED): '{{x}}' not a float\"",
            ),
            (
                "said(lambda: Boolean('{{x}}').check())",
                "\"TypeCheck(FAILED): '{{x}}' not a boolean\"",
            ),
            ("said(lambda: String('{{x}}').check())", "'TypeCheck(OK)'"),
            (
                "said(lambda: List(Integer)(['x']).check())",
                "\"TypeCheck(FAILED): Element in IntegerList failed check: Unable to interpolate: Cannot coerce 'x' to Integer\"",
            ),
            (
                "said(lambda: List(Integer)(['{{x}}']).check())",
                "\"TypeCheck(FAILED): Element in IntegerList failed check: '{{x}}' not an integer\"",
            ),
            (
                "said(lambda: Map(String, Integer)({'a': '{{x}}'}).check())",
                "\"TypeCheck(FAILED): StringIntegerMap[a] value {{x}} failed check: '{{x}}' not an integer\"",
            ),
            (
                "said(lambda: Map(String, Integer)({'a': 'x'}).check())",
                "\"CoercionError: Cannot coerce 'x' to Integer\"",
            ),
            (
                "said(lambda: Map(Integer, String)({'{{x}}': 'x'}).check())",
                "\"TypeCheck(FAILED): IntegerStringMap key {{x}} failed check: '{{x}}' not an integer\"",
            ),
            (
                "said(lambda: Enum('a', 'b')('{{x}}').check())",
                "\"TypeCheck(FAILED): '{{x}}' not in the enumeration (a, b)\"",
            ),
            (
                "said(lambda: Choice([Integer, Inner])('x').check())",
                "'TypeCheck(FAILED): Choice_Integer_Inner typecheck failed: value x did not match any of its alternatives'",
            ),
            (
                "said(lambda: Inner(name='{{a}}').bind(a='{{a}}').check())",
                "'TypeCheck(FAILED): Inner[name] failed: Unable to interpolate: Unable to interpolate {{a}}!  Maximum replacements reached.'",
            ),
            (
                "said(lambda: Inner(size=1).check())",
                "'TypeCheck(FAILED): Inner[name] is required.'",
            ),
            (
                "said(lambda: Inner(name='x', size=2.5).check())",
                "'TypeCheck(OK)'",
            ),
            ("said(lambda: Inner(name='x').check().message())", "\"''\""),
            ("said(lambda: Inner().check().ok())", "'False'"),
            (
                "said(lambda: Outer(inner={'name': 'a', 'size': '{{super.q}}'}).bind(q='x').check())",
                "\"TypeCheck(FAILED): Outer[inner] failed: Inner[size] failed: Unable to interpolate: Cannot coerce 'x' to Integer\"",
            ),
        ],
    );
}

#[test]
fn what_changes_classes_is_refused() {
    for (text, expected) in [
        (
            "class A(object):\n  def __getattribute__(self, name): return 1\n",
            "E214 `__getattribute__` of a class is not supported\n",
        ),
        (
            "class Meta(type): pass\nMeta('A', (object,), {})\n",
            "E214 classes that make classes are not supported\n",
        ),
    ] {
        let report = run(text).report;
        assert!(report.starts_with(expected), "{report}");
    }
}
