//! Every attribute of every struct of the schema survives: from a configuration to JSON, and from JSON to JSON.

use crate::support::{NAME, compile_text, with_stack};
use jobc::compile::{Compilation, CompileOptions, Input, compile};
use jobc::emit::{Target, emit};
use jobc::eval::FinalKind;
use jobc::object::{Type, TypeKind};
use jobc::workspace::MemoryHost;
use serde_json::{Map, Value, json};

/// An attribute on the way from the job to a value.
type Path = Vec<String>;

#[test]
fn every_attribute_survives() {
    let (count, failures) = with_stack(|| {
        let job = job_type();
        let mut values = Vec::new();
        collect(&job, &mut Vec::new(), &mut values);
        let failures = values.iter().filter_map(|(path, value)| check(path, value));
        (values.len(), failures.collect::<Vec<String>>())
    });
    assert!(count > 80, "only {count} attributes");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn job_type() -> Type {
    let compilation = compile_text("job_type = Job\n");
    let value = compilation.globals.get("job_type").expect("a variable");
    match &value.kind {
        FinalKind::Type(ty) => ty.clone(),
        _ => panic!("Job is no type"),
    }
}

/// Every attribute below a struct, with an object for its place that sets it.
fn collect(ty: &Type, path: &mut Path, values: &mut Vec<(Path, Value)>) {
    let TypeKind::Struct(schema) = ty.kind() else {
        return;
    };
    for (name, attribute) in &schema.attributes {
        path.push(name.to_string());
        for value in samples(name, &attribute.ty) {
            values.push((path.clone(), value));
        }
        if let TypeKind::Struct(_) = attribute.ty.kind() {
            collect(&attribute.ty, path, values);
        }
        path.pop();
    }
}

/// Values of a type that the client accepts, one for each alternative.
fn samples(name: &str, ty: &Type) -> Vec<Value> {
    match ty.kind() {
        TypeKind::String => vec![text(name)],
        TypeKind::Integer => vec![integer(name)],
        TypeKind::Float => vec![json!(1.5)],
        TypeKind::Boolean => vec![json!(true), json!(false)],
        TypeKind::Enum { values } => values.iter().map(|value| json!(**value)).collect(),
        TypeKind::Choice { alternatives } => {
            let all = alternatives.iter();
            all.flat_map(|ty| samples(name, ty)).collect()
        }
        TypeKind::List { element } if name == "processes" => {
            vec![json!([full("main", element)])]
        }
        TypeKind::List { element } => samples(name, element)
            .into_iter()
            .map(|value| json!([value]))
            .collect(),
        TypeKind::Map { key, value } => {
            let key = samples("key", key).remove(0);
            let key = key.as_str().unwrap_or("key").to_owned();
            let values = samples(name, value).into_iter();
            values.map(|value| json!({ key.as_str(): value })).collect()
        }
        TypeKind::Struct(_) => vec![full(name, ty)],
    }
}

/// An object with all attributes that stand alone.
fn full(name: &str, ty: &Type) -> Value {
    let mut object = Map::new();
    if let TypeKind::Struct(schema) = ty.kind() {
        for (attribute, declared) in &schema.attributes {
            if let Some(value) = samples(attribute, &declared.ty).into_iter().next() {
                object.insert(attribute.to_string(), value);
            }
        }
    }
    // A container is of one kind.
    if name == "container" && object.contains_key("docker") {
        object.remove("mesos");
    }
    Value::Object(object)
}

fn text(name: &str) -> Value {
    json!(match name {
        "cron_schedule" => "0 3 * * *",
        "cron_collision_policy" => "CANCEL_NEW",
        "order" => "main",
        "key" => "alias",
        "environment" => "test",
        "name" => "main",
        "tier" => "preferred",
        "primary_port" => "http",
        _ => "text",
    })
}

fn integer(name: &str) -> Value {
    json!(match name {
        "ram" | "disk" => 64 << 20,
        "instances" => 40,
        "batch_size" => 3,
        _ => 7,
    })
}

/// A job with one value set; what is beside it is as small as may be.
fn job_with(path: &[String], value: &Value) -> Value {
    let resources = json!({"cpu": 1.0, "ram": 64 << 20, "disk": 64 << 20});
    let mut job = json!({
        "cluster": "west", "role": "web", "environment": "test", "name": "hello", "instances": 40,
        "task": {
            "name": "hello",
            "processes": [{"name": "main", "cmdline": "echo {{thermos.ports[http]}}"}],
            "resources": resources,
        },
    });
    let mut place = &mut job;
    for name in path {
        place = &mut place[name.as_str()];
    }
    *place = value.clone();
    job
}

fn check(path: &[String], value: &Value) -> Option<String> {
    let shown = path.join(".");
    // A struct around the attribute may need others, and a cron job of one attribute alone is none.
    let job = with_required(job_with(path, value), path);
    let written = written(&job, &job_type());
    let configuration = format!("true = True\nfalse = False\njobs = [{written}]\n");
    let first = compile_text(&configuration);
    let Some(json) = emitted(&first) else {
        return Some(format!("{shown} = {value}: {}", problems(&first)));
    };
    let second = read_json(&json);
    let Some(again) = emitted(&second) else {
        return Some(format!(
            "{shown} = {value}, read again: {}",
            problems(&second)
        ));
    };
    if json != again {
        return Some(format!("{shown} = {value} changes:\n{json}\n{again}"));
    }
    let parsed: Value = serde_json::from_str(&json).expect("JSON");
    let mut found = &parsed["jobs"][0];
    for name in path {
        found = &found[name.as_str()];
    }
    let kept = contains(found, value);
    (!kept).then(|| format!("{shown} = {value} became {found}"))
}

/// A value as a configuration writes it: an alternative of a choice has to be made by its struct.
fn written(value: &Value, ty: &Type) -> String {
    match (ty.kind(), value) {
        (TypeKind::Struct(schema), Value::Object(object)) => {
            let attributes = object.iter().map(|(name, value)| {
                let value = written(value, &schema.attributes[name.as_str()].ty);
                format!("{name} = {value}")
            });
            let attributes: Vec<String> = attributes.collect();
            format!("{}({})", ty.name(), attributes.join(", "))
        }
        (TypeKind::Choice { alternatives }, Value::Object(object)) => {
            let fits = |ty: &&Type| {
                let schema = ty.as_struct().expect("a choice of structs");
                object
                    .keys()
                    .all(|name| schema.attributes.contains_key(name.as_str()))
            };
            let chosen = alternatives.iter().find(fits).expect("an alternative");
            written(value, chosen)
        }
        (TypeKind::List { element }, Value::Array(elements)) => {
            let elements: Vec<String> = elements.iter().map(|it| written(it, element)).collect();
            format!("[{}]", elements.join(", "))
        }
        _ => value.to_string(),
    }
}

/// Adds what the structs on the way need.
fn with_required(mut job: Value, path: &[String]) -> Value {
    let needed = match path.first().map(String::as_str) {
        Some("sla_policy" | "container") => return job,
        Some("announce") => vec![("announce", "primary_port", json!("http"))],
        Some("executor_config") => vec![("executor_config", "name", json!("text"))],
        _ => Vec::new(),
    };
    for (around, name, value) in needed {
        let object = &mut job[around];
        if object.is_object() && object.get(name).is_none() {
            object[name] = value;
        }
    }
    job
}

/// Whether all that was given is there; defaults may have joined it.
fn contains(found: &Value, given: &Value) -> bool {
    match (found, given) {
        (Value::Object(found), Value::Object(given)) => given
            .iter()
            .all(|(name, value)| found.get(name).is_some_and(|found| contains(found, value))),
        (Value::Array(found), Value::Array(given)) => {
            found.len() == given.len() && found.iter().zip(given).all(|(f, g)| contains(f, g))
        }
        (found, given) => found == given,
    }
}

fn emitted(compilation: &Compilation) -> Option<String> {
    let jobs: Vec<_> = compilation.jobs.iter().collect();
    (!jobs.is_empty()).then(|| emit(Target::Job, &jobs, "vagrant"))
}

fn problems(compilation: &Compilation) -> String {
    let all = compilation.diagnostics.iter();
    let all: Vec<String> = all
        .map(|it| format!("{} {}", it.code.code, it.message))
        .collect();
    all.join("; ")
}

fn read_json(text: &str) -> Compilation {
    let options = CompileOptions {
        read_json: true,
        ..CompileOptions::default()
    };
    let input = Input::Text {
        name: NAME.into(),
        bytes: text.as_bytes().to_vec(),
    };
    compile(&input, &options, &MemoryHost::default())
}
