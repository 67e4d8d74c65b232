//! Types, coercion, construction, equality, printing.

use super::build::*;
use crate::object::Limits;
use crate::object::{
    Leaf, Object, ObjectErrorKind, PlainKind, PlainValue, ProblemKind, Type, float_text,
};
use std::sync::Arc;

#[test]
fn floats_print_with_twelve_digits() {
    for (number, text) in [
        (0.1 + 0.2, "0.3"),
        (1.0 / 3.0, "0.333333333333"),
        (1e20, "1e+20"),
        (2.0, "2.0"),
        (1e11, "100000000000.0"),
        (1e12, "1e+12"),
        (0.0001, "0.0001"),
        (0.00001, "1e-05"),
        (-0.0, "-0.0"),
        (123456789.1234567, "123456789.123"),
        (999999999999.5, "1e+12"),
        (f64::INFINITY, "inf"),
        (f64::NAN, "nan"),
    ] {
        assert_eq!(float_text(number), text);
    }
}

/// `basic.py`: `coerce`. `None` means that checking it fails.
#[test]
fn coerces_simple_values() {
    let types = [
        Type::integer(),
        Type::float(),
        Type::boolean(),
        Type::string(),
    ];
    let rows: Vec<(PlainValue, [Option<&str>; 4])> = vec![
        ("7".into(), [Some("7"), Some("7.0"), None, Some("7")]),
        (" 8 ".into(), [Some("8"), Some("8.0"), None, Some(" 8 ")]),
        ("+3".into(), [Some("3"), Some("3.0"), None, Some("+3")]),
        ("1.5".into(), [None, Some("1.5"), None, Some("1.5")]),
        ("1e3".into(), [None, Some("1000.0"), None, Some("1e3")]),
        ("1_0".into(), [None, None, None, Some("1_0")]),
        ("".into(), [None, None, None, Some("")]),
        ("TRUE".into(), [None, None, Some("True"), Some("TRUE")]),
        (
            "0".into(),
            [Some("0"), Some("0.0"), Some("False"), Some("0")],
        ),
        (
            2.9.into(),
            [Some("2"), Some("2.9"), Some("True"), Some("2.9")],
        ),
        (
            (-2.9).into(),
            [Some("-2"), Some("-2.9"), Some("True"), Some("-2.9")],
        ),
        (
            1.0.into(),
            [Some("1"), Some("1.0"), Some("True"), Some("1.0")],
        ),
        (
            true.into(),
            [Some("1"), Some("1.0"), Some("True"), Some("True")],
        ),
        (0.into(), [Some("0"), Some("0.0"), Some("False"), Some("0")]),
        (
            1e20.into(),
            [
                Some("100000000000000000000"),
                Some("1e+20"),
                Some("True"),
                Some("1e+20"),
            ],
        ),
        (
            f64::INFINITY.into(),
            [None, Some("inf"), Some("True"), Some("inf")],
        ),
        (list(vec![]), [None, None, None, None]),
        (
            given(PlainKind::Other("None".into())),
            [None, None, None, None],
        ),
        (string("7").into(), [None, None, None, None]),
    ];
    for (value, expected) in rows {
        for (ty, expected) in types.iter().zip(expected) {
            let object = Object::new(ty, &value).unwrap();
            let shown = object.to_text(&Limits::default()).ok();
            assert_eq!(shown.as_deref(), expected, "{} {value:?}", ty.name());
            assert_eq!(object.check().is_empty(), expected.is_some());
        }
    }
}

#[test]
fn get_is_raw_until_interpolated() {
    let ports = make(
        &Type::list(Type::integer()).unwrap(),
        list(vec!["8080".into()]),
    );
    assert!(matches!(
        ports.as_list().unwrap()[0].as_leaf(),
        Some(Leaf::Text(..))
    ));
    assert!(matches!(
        ports.elements(&Limits::default()).unwrap()[0].as_leaf(),
        Some(Leaf::Integer(8080))
    ));
    assert_eq!(ports.repr(&Limits::default()).unwrap(), "IntegerList(8080)");
}

#[test]
fn enumerations_check_texts_without_references_at_once() {
    let level = Type::enum_(None, vec!["debug".into(), "info".into()]).unwrap();
    assert_eq!(&**level.name(), "Enum_debug_info");
    assert!(Object::new(&level, &"info".into()).is_ok());
    for bad in [
        "verbose".into(),
        3.into(),
        "{{&x}}".into(),
        PlainValue::from(string("info")),
    ] {
        let error = Object::new(&level, &bad).unwrap_err();
        assert!(
            matches!(error.kind, ObjectErrorKind::Mismatch { .. }),
            "{bad:?}"
        );
    }
    let open = make(&level, "{{x}}");
    assert!(open.interpolate().problems.is_empty());
    assert_eq!(open.check().len(), 1);
    let bound = open.bind(environment(vec![("x", "verbose".into())]));
    assert!(matches!(
        bound.check()[0].kind,
        ProblemKind::Coercion { .. }
    ));
}

#[test]
fn types_are_equal_by_structure() {
    let list = |ty| Type::list(ty).unwrap();
    assert_eq!(list(Type::string()), list(Type::string()));
    assert_ne!(list(Type::string()), list(Type::integer()));
    assert_eq!(process_type(), process_type());
    assert_ne!(
        declare("A", vec![("x", Type::string(), None)]),
        declare("B", vec![("x", Type::string(), None)])
    );
    assert_ne!(
        declare("A", vec![("x", Type::string(), None)]),
        declare("A", vec![("x!", Type::string(), None)])
    );
    let default = |n: i64| declare("A", vec![("x", Type::integer(), Some(n.into()))]);
    assert_eq!(default(1), default(1));
    assert_ne!(default(1), default(2));
    assert_eq!(
        &**Type::map(Type::string(), list(Type::integer()))
            .unwrap()
            .name(),
        "StringIntegerListMap"
    );
}

#[test]
fn later_dicts_and_keywords_win_and_empty_takes_away() {
    let ty = process_type();
    let dicts = [
        dict(vec![("name", "one".into()), ("cmdline", "a".into())]),
        dict(vec![("name", "two".into()), ("max_failures", "3".into())]),
    ];
    let object = Object::new_struct(
        &ty,
        &dicts,
        &keywords(vec![("cmdline", "b".into())]),
        span(),
    )
    .unwrap();
    assert_eq!(
        object.to_text(&Limits::default()).unwrap().as_str(),
        "Process(cmdline=b,\n        max_failures=3,\n        name=two)"
    );
    let empty = given(PlainKind::Empty);
    let stripped = object
        .with(&keywords(vec![("max_failures", empty)]), span())
        .unwrap();
    assert!(!stripped.has("max_failures").unwrap());
    assert!(object.has("max_failures").unwrap());
}

#[test]
fn unknown_attributes_are_refused_at_the_keyword() {
    let ty = process_type();
    let pairs = keywords(vec![("cmdlin", "x".into())]);
    let error = Object::new_struct(&ty, &[], &pairs, span()).unwrap_err();
    assert_eq!(error.span, pairs[0].1);
    assert_eq!(error.python_message, "Unknown schema attribute cmdlin");
    assert!(matches!(
        error.kind,
        ObjectErrorKind::UnknownAttribute { .. }
    ));
    let error = structure(&ty, vec![])
        .interpolate_key("cmdlin", &crate::object::Limits::default())
        .unwrap_err();
    assert_eq!(error.python_message, "Process has no attribute cmdlin");
}

#[test]
fn missing_attributes_are_found_by_check_alone_and_all_of_them() {
    let task = structure(
        &task_type(),
        vec![(
            "processes",
            list(vec![dict(vec![]), dict(vec![("name", "x".into())])]),
        )],
    );
    assert!(task.interpolate().problems.is_empty());
    let problems = task.check();
    let paths: Vec<(&str, &str)> = problems
        .iter()
        .map(|problem| match &problem.kind {
            ProblemKind::Missing { attribute, .. } => (problem.path.as_str(), &**attribute),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        paths,
        [
            ("processes[0]", "cmdline"),
            ("processes[0]", "name"),
            ("processes[1]", "cmdline")
        ]
    );
}

/// `__eq__` of all classes: both sides are interpolated first.
#[test]
fn equality_interpolates() {
    let ty = process_type();
    let a = structure(
        &ty,
        vec![("name", "a".into()), ("cmdline", "echo {{word}}".into())],
    );
    let change = |name: &str, value: &str| {
        a.with(&keywords(vec![(name, value.into())]), span())
            .unwrap()
    };
    let bound = a.bind(environment(vec![("word", "hi".into())]));
    assert!(
        a.equals(&change("max_failures", "1"), &Limits::default())
            .unwrap()
    );
    assert!(
        bound
            .equals(&change("cmdline", "echo hi"), &Limits::default())
            .unwrap()
    );
    assert!(!a.equals(&bound, &Limits::default()).unwrap());
    assert!(!a.equals(&change("name", "b"), &Limits::default()).unwrap());
    let one = declare("One", vec![("x", Type::integer(), None)]);
    let two = declare("Two", vec![("x", Type::integer(), None)]);
    assert!(
        structure(&one, vec![("x", 1.into())])
            .equals(
                &structure(&two, vec![("x", "1".into())]),
                &Limits::default()
            )
            .unwrap()
    );
    assert!(
        !make(&Type::integer(), 1)
            .equals(&make(&Type::float(), 1), &Limits::default())
            .unwrap()
    );
    let map = Type::map(Type::string(), Type::integer()).unwrap();
    let map = |pairs| make(&map, dict(pairs));
    for (others, equal) in [
        (vec![("a", 1.into()), ("b", "2".into())], true),
        // Pystachio compares them in order.
        (vec![("b", "2".into()), ("a", 1.into())], false),
    ] {
        assert_eq!(
            map(vec![("a", "1".into()), ("b", 2.into())])
                .equals(&map(others), &Limits::default())
                .unwrap(),
            equal
        );
    }
}

#[test]
fn order_and_membership() {
    use std::cmp::Ordering::*;
    let integer = |text: &str| make(&Type::integer(), text);
    assert_eq!(
        integer("10")
            .compare(&integer("9"), &Limits::default())
            .unwrap(),
        Some(Greater)
    );
    assert_eq!(
        integer("9")
            .compare(&string("1"), &Limits::default())
            .unwrap(),
        Some(Less)
    );
    assert_eq!(
        string("1")
            .compare(&integer("9"), &Limits::default())
            .unwrap(),
        Some(Less)
    );
    let ports = make(
        &Type::list(Type::integer()).unwrap(),
        list(vec!["80".into(), 81.into()]),
    );
    assert_eq!(
        ports.contains(&80.into(), &Limits::default()).unwrap(),
        Some(true)
    );
    assert_eq!(
        ports
            .contains(&integer("80").into(), &Limits::default())
            .unwrap(),
        Some(true)
    );
    assert_eq!(
        ports.contains(&"80".into(), &Limits::default()).unwrap(),
        Some(false)
    );
    let map = make(
        &Type::map(Type::string(), Type::integer()).unwrap(),
        dict(vec![("{{k}}", "4".into())]),
    );
    let map = map.bind(environment(vec![("k", "cpu".into())]));
    assert_eq!(
        map.contains(&"cpu".into(), &Limits::default()).unwrap(),
        Some(true)
    );
    assert_eq!(
        map.contains(&"ram".into(), &Limits::default()).unwrap(),
        Some(false)
    );
    assert_eq!(
        map.map_item(&"cpu".into(), &Limits::default())
            .unwrap()
            .repr(&Limits::default())
            .unwrap(),
        "Integer(4)"
    );
}

#[test]
fn equal_plain_values_hash_alike() {
    use std::hash::{DefaultHasher, Hasher};
    let hash = |object: &Object| {
        let mut state = DefaultHasher::new();
        object.hash_value(&mut state);
        state.finish()
    };
    let integer = |given: PlainValue| make(&Type::integer(), given);
    assert_eq!(hash(&integer(1.into())), hash(&integer(1.0.into())));
    assert_eq!(hash(&integer(1.into())), hash(&integer(true.into())));
    let ty = process_type();
    let ab = structure(&ty, vec![("name", "a".into()), ("cmdline", "b".into())]);
    let ba = structure(&ty, vec![("cmdline", "b".into()), ("name", "a".into())]);
    assert_eq!(hash(&ab), hash(&ba));
}

/// `ChoiceContainer._unwrap`: the first alternative that coerces wins; an unknown attribute ends the search.
#[test]
fn choices_take_the_first_alternative_that_fits() {
    let named = declare("Named", vec![("name!", Type::string(), None)]);
    let numbered = declare("Numbered", vec![("number!", Type::integer(), None)]);
    let simple = Type::choice(None, vec![Type::integer(), Type::string()]).unwrap();
    assert_eq!(&**simple.name(), "Choice_Integer_String");
    let chosen = |value: PlainValue| {
        make(&simple, value)
            .unwrap_choice()
            .repr(&Limits::default())
            .unwrap()
    };
    assert_eq!(chosen("3".into()), "Integer(3)");
    assert_eq!(chosen("x".into()), "String(x)");
    assert_eq!(chosen(string("3").into()), "String(3)");
    let structs = Type::choice(None, vec![named, numbered.clone()]).unwrap();
    let seven = structure(&numbered, vec![("number", "7".into())]);
    assert_eq!(
        make(&structs, seven)
            .unwrap_choice()
            .repr(&Limits::default())
            .unwrap(),
        "Numbered(number=7)"
    );
    let later = make(&structs, dict(vec![("number", 1.into())]));
    assert!(matches!(
        later.check()[0].kind,
        ProblemKind::UnknownAttribute { .. }
    ));
    let text = make(&structs, "text");
    assert!(
        matches!(&text.check()[0].kind, ProblemKind::Coercion { expected, .. } if *expected == structs)
    );
}

#[test]
fn poison_silences() {
    let poison = || given(PlainKind::Poison);
    let ty = process_type();
    let process = structure(
        &ty,
        vec![("name", poison()), ("cmdline", "{{name}} {{x}}".into())],
    );
    assert!(process.is_poisoned());
    assert!(process.check().is_empty());
    let bound = make(&Type::integer(), "{{x}}").bind(environment(vec![("x", poison())]));
    let interpolation = bound.interpolate();
    assert!(interpolation.problems.is_empty() && interpolation.unbound.is_empty());
    assert!(interpolation.object.is_poisoned());
}

#[test]
fn maps_take_pairs() {
    let ty = Type::map(Type::string(), Type::string()).unwrap();
    let pair = |k: &str, v: i64| list(vec![k.into(), v.into()]);
    let map = Object::new_map(&ty, &[pair("a", 1), pair("b", 2)], span()).unwrap();
    assert_eq!(
        map.to_text(&Limits::default()).unwrap().as_str(),
        "StringStringMap(a => 1, b => 2)"
    );
    assert_eq!(
        make(&ty, "xy")
            .to_text(&Limits::default())
            .unwrap()
            .as_str(),
        "StringStringMap(x => y)"
    );
    assert!(Object::new(&ty, &3.into()).is_err());
}

#[test]
fn defaults_lose_what_was_bound_to_them() {
    let bound = string("{{x}}").bind(environment(vec![("x", "1".into())]));
    let ty = declare("S", vec![("a", Type::string(), Some(bound.into()))]);
    assert_eq!(structure(&ty, vec![]).interpolate().unbound.len(), 1);
    let name: Arc<str> = "a".into();
    assert!(ty.as_struct().unwrap().attributes.contains_key(&name));
}
