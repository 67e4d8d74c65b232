//! What the rules find in references, and above all what they leave alone.

use crate::lint::rules::tests::findings;

/// What one rule finds in a file: the texts at the places.
fn found(rule: &str, text: &str) -> Vec<String> {
    let found = findings(rule, &[("main.aurora", text)]).into_iter();
    found.map(|it| it.text).collect()
}

#[test]
fn references_that_are_compared() {
    const JOB: &str = "jobs = [Job(cluster = 'c', role = 'r', environment = 'devel', name = 'n', task = SimpleTask('t', 'x'))]\n";
    for (text, places) in [
        ("print '{{role}}' == 'web'\n", vec!["{{role}}"]),
        ("print 'web' != 'x{{role}}'\n", vec!["{{role}}"]),
        ("print '{{role}}' in ('a', 'b')\n", vec!["{{role}}"]),
        ("print '{{role}}' in 'a{{role}}'\n", vec![]),
        ("print '{{role}}' == '{{role}}'\n", vec![]),
        ("e = '{{role}}'\nprint e == 'web'\n", vec!["e"]),
        ("e = '{{role}}'\ne = 'web'\nprint e == 'web'\n", vec![]),
        (
            "e = '{{role}}'\ndef f(e):\n  return e == 'web'\nprint f('x'), e\n",
            vec![],
        ),
        ("print len('{{role}}')\n", vec!["{{role}}"]),
    ] {
        let text = format!("{text}{JOB}");
        assert_eq!(found("reference-in-python", &text), places, "{text}");
    }
}

#[test]
fn references_that_are_not_closed() {
    for (command, places) in [
        (
            "run {{thermos.ports[http]} x",
            vec!["{{thermos.ports[http]}"],
        ),
        ("run {{name} x", vec!["{{name}"]),
        ("run {{app.version", vec!["{{app.version"]),
        ("run {{app.unknown {{role}}", vec!["{{app.unknown"]),
        (
            "run {mesos.instance} {app.version}} {colour}",
            vec!["{mesos.instance}", "{app.version}}"],
        ),
        (
            "run {{&colour}} {{colour}} ${{{colour}}} '{{{colour}}}'",
            vec![],
        ),
        (
            "run --level {{{colour}}} -x={{{x}}}",
            vec!["{{{colour}}}", "{{{x}}}"],
        ),
        ("awk {{{colour}}} x", vec![]),
        (
            "curl /users/{app.version}/ %X{app.version} ^x{app.version}$ {colour}@{x}",
            vec![],
        ),
        (
            "run ${colour} %{colour} {unknown} {{unknown} {x} {role} exec {colour}>x",
            vec![],
        ),
        ("awk '{colour}' x; jq '{colour}'", vec![]),
        ("curl -d '{\"a\": {\"b\": {colour}}}'", vec![]),
    ] {
        let text = format!(
            "t = SimpleTask('t', '''{command} ''')\n\
             jobs = [Job(cluster = 'c', role = 'r', environment = 'devel', name = 'n', task = t).bind(\n\
             app = {{'version': '1'}}, colour = 'red', x = '1')]\n"
        );
        assert_eq!(found("unclosed-reference", &text), places, "{text}");
    }
    // Braces that formatting made are a matter of that.
    let text = "t = SimpleTask('t', 'run {{mesos.instance}} {0}'.format(1))\n\
         jobs = [Job(cluster = 'c', role = 'r', environment = 'devel', name = 'n', task = t)]\n";
    assert!(found("unclosed-reference", text).is_empty());
}

#[test]
fn scopes_that_are_mixed() {
    const CLASS: &str = "class P(Struct):\n  a = String\n  b = String\n";
    for (near, far, places) in [
        ("p = P(a = '1')", "p = P(b = '2')", vec!["{{p.b}}"]),
        ("p = P(a = '1')", "p = {'b': '2'}", vec!["{{p.b}}"]),
        ("p = P(a = '1', b = '1')", "p = P(b = '2')", vec![]),
        // Dicts are bound part by part.
        ("p = {'a': '1'}", "p = {'b': '2'}", vec![]),
        ("q = '1', p = P(a = '1', b = '2')", "q = '2'", vec![]),
    ] {
        let text = format!(
            "{CLASS}t = SimpleTask('t', '{{{{p.a}}}} {{{{p.b}}}}').bind({near})\n\
             jobs = [Job(cluster = 'c', role = 'r', environment = 'devel', name = 'n', task = t).bind({far})]\n"
        );
        assert_eq!(found("mixed-scopes", &text), places, "{text}");
    }
}

#[test]
fn bindings_that_nothing_reads() {
    for (task, job, places) in [
        ("'{{x}}'", ".bind(x = '2')", vec![]),
        ("'run'", ".bind(x = '2')", vec!["x"]),
        ("'{{x}}').bind(x = '1'", ".bind(x = '2')", vec!["x"]),
    ] {
        let text = format!(
            "t = SimpleTask('t', {task})\n\
             jobs = [Job(cluster = 'c', role = 'r', environment = 'devel', name = 'n', task = t){job}]\n"
        );
        assert_eq!(found("unused-binding", &text), places, "{text}");
    }
}
