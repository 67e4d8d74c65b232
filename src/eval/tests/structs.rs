//! Structs that inherit from structs, judged against `pystachio` 0.8.10 under CPython: what it goes by is the schema, which a
//! subclass shares with its parent.

use super::table;

const STRUCTS: &str = "\
class A(Struct):
  x = Default(Integer, 1)
  y = Required(String)
class Again(A):
  x = Default(Integer, 2)
class Other(A):
  x = String
class Must(A):
  x = Required(Integer)
class May(A):
  y = Default(String, 'f')
class More(A):
  z = Default(Integer, 3)
class Child(Again):
  x = Default(Integer, 4)
class OfA(Struct):
  a = A
class OfAgain(Struct):
  a = Again
class Preset(Struct):
  a = Default(Again, Again(y = 'd'))
def refused(make):
  try:
    make()
  except (AttributeError, ValueError) as error:
    return True
  return False
";

fn structs(cases: &[(&str, &str)]) {
    let programs: Vec<String> = cases
        .iter()
        .map(|(expression, _)| format!("{STRUCTS}x = {expression}\n"))
        .collect();
    let cases: Vec<(&str, &str)> = programs
        .iter()
        .zip(cases)
        .map(|(program, (_, expected))| (program.as_str(), *expected))
        .collect();
    table(&cases);
}

#[test]
fn attributes_of_a_subclass_are_those_of_its_parent() {
    structs(&[
        (
            "[str(it(y = 'y').x()) for it in (A, More, May)]",
            "['1', '1', '1']",
        ),
        (
            "[it(y = 'y').get()['x'] for it in (Again, Other, Must, Child)]",
            "[1, 1, 1, 1]",
        ),
        (
            "[it().check().ok() for it in (A, Again, Other, Must, May, More, Child)]",
            "[False, False, False, False, False, False, False]",
        ),
        ("Other(x = 'q', y = 'y').check().ok()", "False"),
        ("str(Again(y = 'y'))", "'Again(y=y,\\n      x=1)'"),
        ("refused(lambda: More(z = 3))", "True"),
        ("A(y = 'y') == Again(y = 'y')", "True"),
    ]);
}

#[test]
fn a_type_made_of_a_subclass_is_made_of_its_parent() {
    structs(&[
        ("List(Again).__name__", "'AList'"),
        ("Map(String, Child).__name__", "'StringAMap'"),
        ("Choice([Again, String]).__name__", "'Choice_A_String'"),
        ("refused(lambda: OfA(a = A(y = 'y')))", "False"),
        ("refused(lambda: OfA(a = Again(y = 'y')))", "True"),
        ("refused(lambda: OfAgain(a = A(y = 'y')))", "False"),
        ("refused(lambda: OfAgain(a = Again(y = 'y')))", "True"),
        ("refused(lambda: List(Again)([Again(y = 'y')]))", "True"),
        ("refused(lambda: List(Again)([A(y = 'y')]))", "False"),
        ("str(OfAgain(a = {'y': 'y'}).a())", "'A(y=y,\\n  x=1)'"),
        ("str(Preset().a())", "'A(y=d,\\n  x=1)'"),
        ("List(Again)([{'y': 'y'}]) == List(A)([{'y': 'y'}])", "True"),
    ]);
}

#[test]
fn what_nothing_binds_yet_stays_until_something_does() {
    structs(&[
        ("str(A(x = '{{m}}', y = 'run {{x}}').y())", "'run {{m}}'"),
        (
            "[str(it.bind(m = 3).y()) for it in List(A)([A(x = '{{m}}', y = 'run {{x}}')])]",
            "['run 3']",
        ),
        (
            "[str(it.a().y()) for it in OfA(a = A(y = '{{m}}')).bind(m = 'bound').interpolate()[:1]]",
            "['bound']",
        ),
    ]);
}
