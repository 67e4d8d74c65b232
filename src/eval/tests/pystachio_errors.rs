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
            "raised(Inner(name = '{{ a }}').name)[0]",
            "'InvalidRefError'",
        ),
        (
            "raised(lambda: Ref.from_address('1a'))[0]",
            "'InvalidRefError'",
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
    let programs: Vec<String> = cases
        .iter()
        .map(|(it, _)| format!("{CLASSES}x = {it}\n"))
        .collect();
    let expected = cases.iter().map(|(_, expected)| *expected);
    let cases: Vec<(&str, &str)> = programs.iter().map(String::as_str).zip(expected).collect();
    table(&cases);
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
