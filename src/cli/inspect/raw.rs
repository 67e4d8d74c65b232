//! Every attribute of a job, as a configuration would write it.

use super::safe;
use crate::object::{Leaf, Object};

/// The whole object with its newline.
pub fn raw(object: &Object) -> String {
    let mut out = String::new();
    write(object, 0, &mut out);
    out.push('\n');
    safe(&out)
}

fn write(object: &Object, depth: usize, out: &mut String) {
    let object = object.unwrap_choice();
    if let Some(leaf) = object.as_leaf() {
        match leaf {
            Leaf::Text(text, _) => quote(text, out),
            leaf => out.push_str(&leaf.to_text()),
        }
        return;
    }
    let indent = "  ".repeat(depth + 1);
    let end = "  ".repeat(depth);
    if let Some(elements) = object.as_list() {
        out.push('[');
        for element in elements {
            out.push_str(&format!("\n{indent}"));
            write(element, depth + 1, out);
            out.push(',');
        }
        close(elements.is_empty(), &end, ']', out);
    } else if let Some(pairs) = object.written_pairs() {
        out.push('{');
        for (key, value) in &pairs {
            out.push_str(&format!("\n{indent}"));
            write(key, depth + 1, out);
            out.push_str(": ");
            write(value, depth + 1, out);
            out.push(',');
        }
        close(pairs.is_empty(), &end, '}', out);
    } else {
        out.push_str(&format!("{}(", object.ty().name()));
        let mut empty = true;
        for (name, field) in object.fields() {
            empty = false;
            out.push_str(&format!("\n{indent}{name} = "));
            write(&field.value, depth + 1, out);
            out.push(',');
        }
        close(empty, &end, ')', out);
    }
}

fn close(empty: bool, end: &str, bracket: char, out: &mut String) {
    if !empty {
        out.push('\n');
        out.push_str(end);
    }
    out.push(bracket);
}

/// A text as a literal; one of several lines in triple quotes.
fn quote(text: &str, out: &mut String) {
    let escaped = text.replace('\\', "\\\\");
    match text.contains('\n') {
        true => {
            let escaped = escaped.replace("'''", "\\'\\'\\'");
            let escaped = match escaped.strip_suffix('\'') {
                Some(start) => format!("{start}\\'"),
                None => escaped,
            };
            out.push_str(&format!("'''{escaped}'''"));
        }
        false => out.push_str(&format!("'{}'", escaped.replace('\'', "\\'"))),
    }
}
