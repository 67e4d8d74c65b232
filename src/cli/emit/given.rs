//! The options of a target: those of the settings, and over them those of the command line.

use crate::cli::exit::{Exit, Failure};
use crate::diagnostic::nearest;
use crate::object::{PlainKind, PlainValue};
use crate::target::{TargetFile, TargetOption, plain, text};
use std::collections::BTreeMap;
use toml::{Table, Value};

/// What `[targets.NAME]` and `--set` say of a target.
pub(in crate::cli) fn given(
    target: &TargetFile,
    settings: &BTreeMap<String, Table>,
    set: &[(String, String)],
) -> Vec<(String, PlainValue)> {
    let settings = settings.get(&target.name).into_iter().flatten();
    let mut given: Vec<(String, PlainValue)> = settings
        .map(|(name, value)| (name.clone(), plain_of(value)))
        .collect();
    for (name, value) in set {
        given.retain(|(it, _)| it != name);
        given.push((name.clone(), text(value)));
    }
    given
}

fn plain_of(value: &Value) -> PlainValue {
    match value {
        Value::String(it) => text(it),
        Value::Integer(it) => plain(PlainKind::Integer(*it)),
        Value::Float(it) => plain(PlainKind::Float(*it)),
        Value::Boolean(it) => plain(PlainKind::Boolean(*it)),
        Value::Array(items) => plain(PlainKind::List(items.iter().map(plain_of).collect())),
        Value::Table(pairs) => {
            let pairs = pairs.iter().map(|(name, it)| (text(name), plain_of(it)));
            plain(PlainKind::Map(pairs.collect()))
        }
        Value::Datetime(it) => text(&it.to_string()),
    }
}

/// Fails if an option is given that the target does not declare.
pub(in crate::cli) fn check_options(
    target: &TargetFile,
    declared: &[TargetOption],
    given: &[(String, PlainValue)],
) -> Result<(), Failure> {
    let names = || declared.iter().map(|it| it.name.as_str());
    let Some((unknown, _)) = given.iter().find(|(name, _)| !names().any(|it| it == name)) else {
        return Ok(());
    };
    let mut message = format!("the target `{}` has no option `{unknown}`", target.name);
    match nearest(unknown, names()) {
        Some(near) => message.push_str(&format!("; did you mean `{near}`?")),
        None if declared.is_empty() => message.push_str("; it has none"),
        None => {
            let names: Vec<&str> = names().collect();
            message.push_str(&format!("\nits options are: `{}`", names.join("`, `")));
        }
    }
    Err(Failure::new(Exit::Usage, message))
}
