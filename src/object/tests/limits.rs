//! What must not take the machine, nor the stack.

use super::build::*;
use crate::object::Limits;
use crate::object::{Object, PlainValue, ProblemKind, Type};
use std::time::{Duration, Instant};

fn is_too_large(object: &Object) -> bool {
    let problems = object.interpolate().problems;
    matches!(
        problems.first().map(|problem| &problem.kind),
        Some(ProblemKind::TooLarge { .. })
    )
}

fn chain(links: usize, link: impl Fn(usize) -> String) -> Object {
    let names: Vec<String> = (0..=links).map(|number| format!("a{number}")).collect();
    let bindings = names.iter().enumerate().map(|(number, name)| {
        let value = if number == links {
            "end".into()
        } else {
            link(number + 1)
        };
        (name.as_str(), PlainValue::from(value.as_str()))
    });
    string("{{a0}}").bind(environment(bindings.collect()))
}

#[test]
fn chains_end_after_a_hundred_rounds() {
    let single = |next| format!("{{{{a{next}}}}}");
    // The hundredth round has to find that nothing is left.
    assert_eq!(
        chain(98, single)
            .to_text(&Limits::default())
            .unwrap()
            .as_str(),
        "end"
    );
    assert!(is_too_large(&chain(99, single)));
}

#[test]
fn doubling_ends_at_the_size_limit() {
    let doubling = chain(24, |next| format!("{{{{a{next}}}}}{{{{a{next}}}}}"));
    let start = Instant::now();
    assert!(is_too_large(&doubling));
    assert!(
        start.elapsed() < Duration::from_secs(2),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn searching_ends() {
    // Empty in the end, but every level needs the one below twice.
    let mut object = string("");
    for _ in 0..40 {
        let bindings = environment(vec![("a", (&object).into()), ("b", (&object).into())]);
        object = string("{{a}}{{b}}").bind(bindings);
    }
    let start = Instant::now();
    let limits = crate::object::Limits {
        searches: 100_000,
        ..Default::default()
    };
    assert!(!object.interpolate_with(&limits, None).problems.is_empty());
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn ten_thousand_bindings_in_a_row() {
    let mut front = string("{{x}}{{first}}").bind(environment(vec![("first", 1.into())]));
    let mut behind = front.clone();
    for number in 0..10_000 {
        front = front.bind(environment(vec![("x", number.into())]));
        behind = behind.in_scope(environment(vec![("x", number.into())]));
    }
    assert_eq!(front.to_text(&Limits::default()).unwrap().as_str(), "99991");
    assert_eq!(behind.to_text(&Limits::default()).unwrap().as_str(), "01");
}

#[test]
fn objects_bound_to_objects_end() {
    let mut object = string("end");
    let mut failed = false;
    for _ in 0..10_000 {
        let mut builder = crate::object::Environment::builder();
        if builder.keyword("x", span(), &(&object).into()).is_err() {
            failed = true;
            break;
        }
        object = string("{{x}}").bind(builder.finish());
    }
    assert!(failed);
    assert_eq!(object.to_text(&Limits::default()).unwrap().as_str(), "end");
    let mut scoped = structure(&process_type(), vec![]);
    for _ in 0..10_000 {
        scoped = structure(&process_type(), vec![("name", "{{y}}".into())]).bind(scoped);
    }
    assert!(is_too_large(&scoped));
}

#[test]
fn nested_types_and_dicts_end() {
    let mut ty = Type::string();
    let mut depth = 0;
    while let Ok(deeper) = Type::list(ty.clone()) {
        ty = deeper;
        depth += 1;
    }
    assert!((100..1000).contains(&depth));
    let mut wide = Type::string();
    while let Ok(wider) = Type::map(wide.clone(), wide.clone()) {
        wide = wider;
    }
    let mut environment = dict(vec![]);
    for _ in 0..1000 {
        environment = dict(vec![("x", environment)]);
    }
    assert!(crate::object::Scope::from_given(&environment).is_err());
}

/// 1,000 jobs of two processes each, most of whose attributes have no references: only the port is left open.
#[test]
fn a_thousand_jobs_are_interpolated() {
    let names: Vec<String> = (0..40).map(|number| format!("f{number}")).collect();
    let mut attributes: Vec<(&str, Type, Option<PlainValue>)> = names
        .iter()
        .map(|name| (name.as_str(), Type::integer(), Some(1.into())))
        .collect();
    attributes.push(("name", Type::string(), None));
    attributes.push(("role", Type::string(), None));
    attributes.push(("task", task_type(), None));
    let ty = declare("Job", attributes);
    let jobs: Vec<Object> = (0..1000)
        .map(|number: i64| {
            let process = |name: &str| {
                dict(vec![
                    ("name", name.into()),
                    (
                        "cmdline",
                        "run {{name}} --role={{role}} --port={{thermos.ports[http]}} {{profile.x}}"
                            .into(),
                    ),
                ])
            };
            let task = dict(vec![(
                "processes",
                list(vec![process("a"), process("b-{{number}}")]),
            )]);
            structure(
                &ty,
                vec![
                    ("name", "job-{{number}}".into()),
                    ("role", "www".into()),
                    ("task", task),
                ],
            )
            .bind(environment(vec![
                ("number", number.into()),
                ("profile.x", "{{role}}-x".into()),
            ]))
        })
        .collect();
    let unbound: usize = jobs.iter().map(|job| job.interpolate().unbound.len()).sum();
    assert_eq!(unbound, 2000);
}
