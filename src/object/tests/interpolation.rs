//! Scopes and references.

use super::build::*;
use crate::object::{Limits, Object, PlainKind, PlainValue, ProblemKind, Scope, Type};
use crate::template::Reference;

fn text(object: &Object) -> String {
    object.to_text(&Limits::default()).map_or_else(
        |error| error.python_message,
        |text| text.as_str().to_owned(),
    )
}

/// `MustacheParser.resolve` and `Environment.find`.
#[test]
fn resolves_texts() {
    let ports = make(
        &Type::list(Type::integer()).unwrap(),
        list(vec!["80".into(), 443.into()]),
    );
    let codes = make(
        &Type::map(Type::integer(), Type::string()).unwrap(),
        dict(vec![("404", "missing".into())]),
    );
    let bindings = environment(vec![
        ("x", "X".into()),
        ("ref", "{{x}}{{unknown}}".into()),
        ("n", 1.into()),
        ("third", (1.0 / 3.0).into()),
        ("yes", true.into()),
        ("ports", ports.into()),
        ("codes", codes.into()),
        ("which", "x".into()),
        ("p_1", "numbered".into()),
        ("app.owner", "bob".into()),
        (
            "app",
            dict(vec![
                ("name", "web".into()),
                ("version", dict(vec![("major", 2.into())])),
                ("[key]", "indexed".into()),
            ]),
        ),
        ("whole", "text".into()),
        ("whole.part", "part".into()),
    ]);
    for (template, expected) in [
        ("{{x}}", "X"),
        ("{{{x}}}", "{X}"),
        ("{x} {{}} {{ {{{", "{x} {{}} {{ {{{"),
        ("{{&x}} {{&x&}} {{&&x}}", "{{x}} {{x}} {{&x}}"),
        ("{{ref}}", "X{{unknown}}"),
        ("{{.x}} {{.unknown}}", "X {{unknown}}"),
        ("{{third}} {{yes}}", "0.333333333333 True"),
        (
            "{{ports}} {{ports[0]}} {{ports[-1]}} {{ports[2]}}",
            "IntegerList(80, 443) 80 443 {{ports[2]}}",
        ),
        ("{{codes[404]}} {{codes[200]}}", "missing {{codes[200]}}"),
        (
            "{{p_{{n}}}} {{{{which}}}} {{ports[{{n}}]}}",
            "numbered X 443",
        ),
        (
            "{{app.name}} {{app.version.major}} {{app[key]}} {{app.owner}} {{app}}",
            "web 2 indexed bob {{app}}",
        ),
        (
            "{{whole.part}} {{whole}} {{whole.other}}",
            "part text {{whole.other}}",
        ),
        ("{{x.y}} {{ports.y}}", "{{x.y}} {{ports.y}}"),
    ] {
        assert_eq!(
            text(&string(template).bind(bindings.clone())),
            expected,
            "{template}"
        );
    }
}

#[test]
fn nearer_bindings_win() {
    let bind = |object: &Object, value: &str| object.bind(environment(vec![("x", value.into())]));
    let behind =
        |object: &Object, value: &str| object.in_scope(environment(vec![("x", value.into())]));
    let base = string("{{x}}");
    assert_eq!(text(&bind(&bind(&base, "1"), "2")), "2");
    assert_eq!(text(&behind(&bind(&base, "1"), "2")), "1");
    assert_eq!(text(&behind(&behind(&base, "1"), "2")), "1");
    assert_eq!(text(&bind(&behind(&base, "1"), "2")), "2");
    assert_eq!(text(&base), "{{x}}");
}

/// `Structural.scopes`: `self`, the attributes, the bindings, and these behind `super`.
#[test]
fn attributes_see_their_struct_first() {
    let process = |name: &str, cmdline: &str| {
        structure(
            &process_type(),
            vec![("name", name.into()), ("cmdline", cmdline.into())],
        )
    };
    let processes = [
        process("outer", "{{name}} {{x}} {{super.name}}"),
        process("own", "{{x}} {{super.x}}").bind(environment(vec![("x", "process".into())])),
        process("wins", "{{name}} {{self.name}}").bind(environment(vec![("name", "bound".into())])),
        process(
            "super",
            "{{self.max_failures}} {{super.super.name}} {{super.self.name}}",
        ),
    ];
    let task = structure(
        &task_type(),
        vec![
            ("name", "task".into()),
            (
                "processes",
                list(processes.iter().map(PlainValue::from).collect()),
            ),
        ],
    )
    .bind(environment(vec![("x", "task".into())]));
    let interpolated = task.interpolate();
    let commands: Vec<String> = interpolated
        .object
        .field("processes")
        .unwrap()
        .value
        .as_list()
        .unwrap()
        .iter()
        .map(|process| text(&process.field("cmdline").unwrap().value))
        .collect();
    assert_eq!(
        commands,
        [
            "outer task task",
            // The `super` of the task is one of the scopes around the process, which come before its own `super`.
            "process task",
            "wins wins",
            // Nothing is around the task, and its `self` is one of the scopes around the process.
            "1 {{super.super.name}} task",
        ]
    );
}

#[test]
fn values_found_are_resolved_in_their_own_scopes_then_in_those_of_the_reference() {
    let profile = declare(
        "Profile",
        vec![
            ("name", Type::string(), Some("profile".into())),
            (
                "path",
                Type::string(),
                Some("/{{name}}/{{stage}}/{{cluster}}".into()),
            ),
        ],
    );
    let inner = structure(&profile, vec![]).bind(environment(vec![("stage", "inner".into())]));
    let outer = string("{{p.path}}").bind(environment(vec![
        ("p", inner.into()),
        ("stage", "outer".into()),
        ("name", "unseen".into()),
        ("cluster", "c".into()),
    ]));
    assert_eq!(text(&outer), "/profile/inner/c");
}

#[test]
fn objects_are_scopes() {
    let task = structure(&task_type(), vec![("name", "t".into())]);
    let object = string("{{name}} {{[0]}}").bind(Scope::Object(task));
    assert_eq!(text(&object), "t {{[0]}}");
    let numbers = make(&Type::list(Type::integer()).unwrap(), list(vec![7.into()]));
    assert_eq!(text(&object.in_scope(numbers)), "t 7");
}

/// An escaped reference is text after one interpolation, and is looked up by the next, where it still can be.
#[test]
fn escaped_references_wait_for_the_next_interpolation() {
    let object = string("{{&x}}").bind(environment(vec![("x", "1".into())]));
    let once = object.interpolate();
    assert_eq!(once.object.as_leaf().unwrap().to_text().as_str(), "{{x}}");
    assert_eq!(
        once.object
            .interpolate()
            .object
            .as_leaf()
            .unwrap()
            .to_text()
            .as_str(),
        "1"
    );
}

#[test]
fn percent_binds_in_front_and_struct_copies_lose_bindings() {
    let ty = process_type();
    let process = structure(&ty, vec![("name", "a".into()), ("cmdline", "b".into())])
        .bind(environment(vec![("x", "1".into())]));
    let copy = |object: &Object| {
        object
            .with(&keywords(vec![("name", "{{x}}".into())]), span())
            .unwrap()
    };
    assert!(copy(&process).interpolate().unbound.is_empty());
    let fixed = process.percent(environment(vec![])).object;
    assert_eq!(copy(&fixed).interpolate().unbound.len(), 1);
}

#[test]
fn unbound_references_stand_where_they_were_written() {
    let value: PlainValue = "{{y}} {{zone}}".into();
    let object =
        string("a {{x}}").bind(environment(vec![("x", value.clone()), ("zones", 1.into())]));
    let unbound = object.interpolate().unbound;
    assert_eq!(unbound.len(), 2);
    assert_eq!(unbound[1].span, value.span);
    assert_eq!(&unbound[1].text[unbound[1].range.clone()], "{{zone}}");
    assert_eq!(unbound[1].labels[0].place.range, 2..7);
    assert_eq!(unbound[1].labels[0].place.span, object.span());
    assert_eq!(unbound[1].near(&[]).as_deref(), Some("zones"));
}

#[test]
fn coercion_failures_point_at_the_bound_value() {
    let value: PlainValue = "many".into();
    let bound = |template: &str| {
        make(&Type::integer(), template).bind(environment(vec![
            ("a", "{{b}}".into()),
            ("b", value.clone()),
        ]))
    };
    let problems = bound("{{a}}").check();
    assert_eq!(problems[0].span, value.span);
    assert_eq!(problems[0].labels.len(), 2);
    let mixed = bound("1{{b}}");
    let problems = mixed.check();
    assert_eq!(problems[0].span, mixed.span());
    assert_eq!(problems[0].labels[0].place.span, value.span);
}

/// Keys of large maps are looked up in a table, unless one of them has references of its own.
#[test]
fn large_maps_are_searched_like_small_ones() {
    let names: Vec<(String, String)> = (0..40)
        .map(|n| (format!("k{n}"), format!("v{n}")))
        .collect();
    let plain: Vec<(PlainValue, PlainValue)> = names
        .iter()
        .map(|(key, value)| (key.as_str().into(), value.as_str().into()))
        .collect();
    let referring = string("{{x}}").bind(environment(vec![("x", "late".into())]));
    let mut mixed = plain.clone();
    mixed.insert(0, (referring.into(), "found late".into()));
    let ty = Type::map(Type::string(), Type::string()).unwrap();
    let map = |pairs: Vec<(PlainValue, PlainValue)>| make(&ty, given(PlainKind::Map(pairs.into())));
    for (object, late) in [(map(plain), "{{m[late]}}"), (map(mixed), "found late")] {
        let template = string("{{m[k0]}} {{m[k39]}} {{m[k40]}} {{m[late]}}");
        let bound = template.bind(environment(vec![("m", object.into())]));
        let expected = format!("v0 v39 {{{{m[k40]}}}} {late}");
        assert_eq!(text(&bound.interpolate().object), expected);
    }
}

#[test]
fn problems_are_all_collected() {
    let codes = make(
        &Type::map(Type::integer(), Type::string()).unwrap(),
        dict(vec![("404", "missing".into())]),
    );
    let numbers = make(&Type::list(Type::integer()).unwrap(), list(vec![7.into()]));
    let process = structure(
        &process_type(),
        vec![
            ("name", "{{ a }} {{1}}".into()),
            ("cmdline", "{{numbers[-2]}} {{codes[x]}}".into()),
            ("max_failures", "x".into()),
        ],
    )
    .bind(environment(vec![
        ("codes", codes.into()),
        ("numbers", numbers.into()),
    ]));
    let problems = process.interpolate().problems;
    let kinds: Vec<bool> = problems
        .iter()
        .map(|problem| matches!(problem.kind, ProblemKind::InvalidReference { .. }))
        .collect();
    assert_eq!(kinds, [false, false, true, true, false]);
    assert!(matches!(problems[0].kind, ProblemKind::BadIndex { .. }));
    assert!(matches!(problems[1].kind, ProblemKind::BadMapKey { .. }));
    assert!(matches!(problems[4].kind, ProblemKind::Coercion { .. }));
    assert_eq!(problems[4].path, "max_failures");
}

#[test]
fn cycles_say_their_path() {
    let (a, b): (PlainValue, PlainValue) = ("1{{b}}".into(), "{{a}}".into());
    let object = string("{{a}}").bind(environment(vec![("a", a.clone()), ("b", b.clone())]));
    let problems = object.interpolate().problems;
    let [problem] = problems.as_slice() else {
        panic!("{problems:?}")
    };
    let ProblemKind::Cycle { path } = &problem.kind else {
        panic!("{problem:?}")
    };
    let names: Vec<String> = path
        .iter()
        .map(|(reference, _)| reference.to_string())
        .collect();
    assert_eq!(names, ["a", "b", "a"]);
    assert_eq!(problem.span, a.span);
    assert_eq!(problem.text.as_ref().unwrap().1, 1..6);
    let spans: Vec<_> = problem
        .labels
        .iter()
        .map(|label| label.place.span)
        .collect();
    assert_eq!(spans, [b.span, object.span()]);
}

#[test]
fn an_attribute_that_refers_to_itself_is_a_cycle() {
    let process = structure(
        &process_type(),
        vec![("name", "{{name}}".into()), ("cmdline", "x".into())],
    )
    .bind(environment(vec![("name", "installer".into())]));
    let problems = process.interpolate().problems;
    assert!(
        matches!(&problems[0].kind, ProblemKind::Cycle { path } if path.len() == 2),
        "{problems:?}"
    );
    assert_eq!(problems.len(), 1);
}

#[test]
fn records_what_answered_each_reference() {
    let value: PlainValue = "{{b}}".into();
    let object = string("{{a}} {{c}}").bind(environment(vec![
        ("a", value.clone()),
        ("b", "1".into()),
        ("unused", "2".into()),
    ]));
    let mut trace = Vec::new();
    object.interpolate_with(&Limits::default(), Some(&mut trace));
    let seen: Vec<String> = trace
        .iter()
        .map(|resolution| resolution.reference.to_string())
        .collect();
    assert_eq!(seen, ["a", "b"]);
    assert_eq!(trace[0].value_span, value.span);
    assert_eq!(trace[1].place.span, value.span);
}

#[test]
fn finds_what_a_reference_leads_to() {
    let task = structure(
        &task_type(),
        vec![(
            "processes",
            list(vec![dict(vec![("name", "p-{{x}}".into())])]),
        )],
    )
    .bind(environment(vec![("x", "1".into())]));
    let find = |address: &str| {
        task.find(&Reference::parse(address).unwrap())
            .map(|object| text(&object))
    };
    assert_eq!(find("processes[0].name").as_deref(), Some("p-1"));
    assert_eq!(find("name").as_deref(), Some("p-1"));
    assert_eq!(find("processes[1].name"), None);
    assert_eq!(find("name.x"), None);
}
