//! What is said about wrong uses of objects: the code, and the characters that are pointed at.

use jobc::compile::{CompileOptions, Input, compile};
use jobc::workspace::MemoryHost;

/// The codes and places of what is wrong with a configuration that defines no jobs, apart from that.
fn found(text: &str) -> Vec<(String, String)> {
    let input = Input::Text {
        name: "test.aurora".into(),
        bytes: text.as_bytes().to_vec(),
    };
    let compilation = compile(&input, &CompileOptions::default(), &MemoryHost::default());
    let sources = &compilation.sources;
    compilation
        .diagnostics
        .iter()
        .filter(|diagnostic| !matches!(diagnostic.code.code.as_bytes(), [b'E', b'5', ..]))
        .map(|diagnostic| {
            let text = sources.text(diagnostic.primary.span);
            (diagnostic.code.code.to_owned(), text.to_owned())
        })
        .collect()
}

#[test]
fn mistakes_are_found_where_they_are_written() {
    let cases = [
        ("x = Process(cmdlin = 'a')", vec![("E301", "cmdlin")]),
        ("x = Process({'cmdlin': 'a'})", vec![("E301", "'cmdlin'")]),
        ("x = Process('a')", vec![("E302", "'a'")]),
        (
            "x = Process(name = 'a')({'name': 'b'})",
            vec![("E208", "{'name': 'b'}")],
        ),
        (
            "p = Process(name = 'a')\nx = Task(processes = p)",
            vec![("E302", "p")],
        ),
        (
            "x = Task(processes = (p for p in []))",
            vec![("E302", "(p for p in [])")],
        ),
        (
            "mode = 'rx'\nx = Volume(mode = mode)",
            vec![("E304", "'rx'")],
        ),
        ("x = Job().bind(a = ['b'])", vec![("E305", "['b']")]),
        ("x = Job().bind({'1a': 'b'})", vec![("E305", "'1a'")]),
        ("x = Process(name = 'ö')", vec![("E204", "'ö'")]),
        ("x = Process().nam()", vec![("E205", "nam")]),
        ("x = Process()['name']", vec![("E203", "Process()['name']")]),
        ("for x in Process(): pass", vec![("E203", "Process()")]),
        (
            "class X(Struct):\n  a = Required(str)",
            vec![("E203", "str")],
        ),
        ("x = List('String')", vec![("E203", "'String'")]),
        ("x = String('{{a b}}') % {}", vec![("E402", "{{a b}}")]),
    ];
    for (text, expected) in cases {
        let expected: Vec<(String, String)> = expected
            .into_iter()
            .map(|(code, place)| (code.to_owned(), place.to_owned()))
            .collect();
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn every_wrong_attribute_of_a_call_is_reported_unless_it_is_handled() {
    let call = "Process(nam = 'a', cmdlin = 'b', max_failures = 1)";
    let mut codes = found(&format!("x = {call}"));
    codes.sort();
    let expected = ["cmdlin", "nam"].map(|name| ("E301".to_owned(), name.to_owned()));
    assert_eq!(codes, expected);
    assert_eq!(
        found(&format!("try:\n  {call}\nexcept AttributeError: pass")),
        []
    );
}

#[test]
fn one_mistake_is_reported_once_whatever_follows_from_it() {
    let text = "p = Process(cmdlin = 'a')\nt = Task(processes = [p, p(name = 'b')])\nx = '%s' % t.processes()[0].name()\ny = Job(task = t).bind(p = p) % {}";
    assert_eq!(found(text), [("E301".to_owned(), "cmdlin".to_owned())]);
}

#[test]
fn a_configuration_may_give_names_of_the_library_another_meaning() {
    let text = "Resources = Constraint = GB = order = 4\nx = Tasks.combine(SimpleTask('a', 'b'), SimpleTask('c', 'd'))\ny = SequentialTask(processes = [Process(name = 'a')])";
    assert_eq!(found(text), []);
}
