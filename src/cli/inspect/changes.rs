//! The attributes that differ from their defaults.

use crate::emit::Json;
use crate::object::{Leaf, Object, TypeKind};

/// Every attribute of a struct that was set to something else than its default, but those in `without`: its path
/// (`http.endpoint`) and its value.
pub fn changes(object: &Object, without: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect(object, "", without, &mut found);
    found
}

fn collect(object: &Object, path: &str, without: &[&str], found: &mut Vec<(String, String)>) {
    let Some(ty) = object.ty().as_struct() else {
        return;
    };
    for (name, field) in object.fields() {
        if field.is_default || without.contains(&&**name) {
            continue;
        }
        let value = field.value.unwrap_choice();
        let default = ty.attributes.get(name).and_then(|it| it.default.as_ref());
        if default
            .is_some_and(|default| Json::of(default).to_compact() == Json::of(&value).to_compact())
        {
            continue;
        }
        let path = match path.is_empty() {
            true => name.to_string(),
            false => format!("{path}.{name}"),
        };
        let before = found.len();
        if matches!(value.ty().kind(), TypeKind::Struct(_)) {
            collect(&value, &path, &[], found);
        }
        // A struct with nothing but defaults is still there, where there would be none by default.
        if found.len() == before {
            found.push((path, show(&value)));
        }
    }
}

/// A value in one line.
pub fn show(value: &Object) -> String {
    match value.as_leaf() {
        Some(Leaf::Text(text, _)) => match is_plain(text) {
            true => text.to_string(),
            false => Json::text(text.as_str()).to_compact(),
        },
        Some(Leaf::Boolean(true)) => "yes".to_owned(),
        Some(Leaf::Boolean(false)) => "no".to_owned(),
        Some(leaf) => leaf.to_text().to_string(),
        None => show_parts(value),
    }
}

/// The parts of a list, map or struct: `host = limit:1, rack = !r17`; parts inside of parts in brackets.
fn show_parts(value: &Object) -> String {
    let part = |part: &Object| {
        let part = part.unwrap_choice();
        match part.as_leaf() {
            Some(_) => show(&part),
            None => format!("({})", show_parts(&part)),
        }
    };
    let parts: Vec<String> = if let Some(elements) = value.as_list() {
        elements.iter().map(part).collect()
    } else if let Some(pairs) = value.written_pairs() {
        let pair = |(key, value): &(Object, Object)| format!("{} = {}", part(key), part(value));
        pairs.into_iter().map(pair).collect()
    } else {
        let fields = value.fields();
        fields
            .map(|(name, field)| format!("{name} = {}", part(&field.value)))
            .collect()
    };
    match parts.is_empty() {
        true => "nothing".to_owned(),
        false => parts.join(", "),
    }
}

/// Whether a text can be read without quotes around it.
fn is_plain(text: &str) -> bool {
    let is_odd = |c: char| c.is_control() || c == '"';
    !text.is_empty() && text.trim() == text && !text.contains(is_odd)
}
