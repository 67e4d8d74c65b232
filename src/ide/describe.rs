//! Types and values in Markdown, for people.

use crate::eval::objects::{attribute_documentation, struct_documentation};
use crate::eval::{FinalKind, FinalValue, Items};
use crate::object::{Attribute, Object, PlainKind, PlainValue, Type, TypeKind, float_text};
use crate::syntax::ast::{ParameterTarget, Parameters};

/// The longest value that is shown, in bytes, roughly.
const LONGEST: usize = 600;

/// A type as a configuration writes it.
pub fn type_text(ty: &Type) -> String {
    match ty.kind() {
        TypeKind::List { element } => format!("List({})", type_text(element)),
        TypeKind::Map { key, value } => format!("Map({}, {})", type_text(key), type_text(value)),
        TypeKind::Choice { alternatives } => {
            let names: Vec<String> = alternatives.iter().take(20).map(type_text).collect();
            format!("Choice([{}])", names.join(", "))
        }
        TypeKind::Enum { values } => {
            let words: Vec<String> = values.iter().take(40).map(|it| format!("'{it}'")).collect();
            format!("Enum({})", words.join(", "))
        }
        // So it is called in configurations.
        TypeKind::Struct(_) if &**ty.name() == "MesosJob" => "Job".to_owned(),
        _ => ty.name().to_string(),
    }
}

/// The declaration of an attribute on one line.
pub fn attribute_text(name: &str, attribute: &Attribute) -> String {
    let ty = type_text(&attribute.ty);
    match &attribute.default {
        Some(default) => format!("{name} = Default({ty}, {})", object_text(default)),
        None if attribute.required => format!("{name} = Required({ty})"),
        None => format!("{name} = {ty}"),
    }
}

/// What the doc string of a struct says of an attribute.
pub fn attribute_words<'a>(ty: &'a Type, name: &str) -> Option<&'a str> {
    let documentation = ty.as_struct()?.documentation.as_deref()?;
    attribute_documentation(documentation, name)
}

/// The words that a description lists: "`prod`, `devel` or `test`". One word alone is an example, or another attribute.
pub fn listed_words(description: &str) -> Vec<String> {
    let mut listed: Vec<String> = Vec::new();
    for (index, part) in description.split('`').enumerate() {
        let is_word = index % 2 == 1;
        let is_plain = |text: &str| {
            text.chars()
                .all(|c| c.is_alphanumeric() || "_-.".contains(c))
        };
        let joins = matches!(part.trim(), "," | "or" | ", or" | "and" | ", and");
        match is_word {
            true if !part.is_empty() && is_plain(part) => listed.push(part.to_owned()),
            false if joins && !listed.is_empty() => {}
            _ if listed.len() > 1 => break,
            _ => listed.clear(),
        }
    }
    match listed.len() {
        0 | 1 => Vec::new(),
        _ => listed,
    }
}

/// A page about an attribute.
pub fn attribute_page(ty: &Type, name: &str) -> Option<String> {
    let attribute = ty.as_struct()?.attributes.get(name)?;
    let words = attribute_words(ty, name).unwrap_or_default();
    let need = match (&attribute.default, attribute.required) {
        (_, true) => "required",
        (Some(_), _) => "optional, with a default",
        _ => "optional",
    };
    let declaration = fenced(&attribute_text(name, attribute));
    Some(format!(
        "{declaration}\n{words}\n\n*{need}; an attribute of `{}`*",
        type_text(ty)
    ))
}

/// A page about a type.
pub fn type_page(ty: &Type) -> String {
    let Some(structure) = ty.as_struct() else {
        return fenced(&type_text(ty));
    };
    let words = structure.documentation.as_deref().map(struct_documentation);
    let mut page = fenced(&format!("class {}(Struct)", type_text(ty)));
    page.push_str(&format!("{}\n\n", words.unwrap_or_default()));
    for (name, attribute) in structure.attributes.iter().take(80) {
        let words = attribute_words(ty, name).unwrap_or_default();
        let required = if attribute.required {
            " **required**"
        } else {
            ""
        };
        let ty = type_text(&attribute.ty);
        page.push_str(&format!("- `{name}`: `{ty}`{required} {words}\n"));
    }
    page
}

/// A page about the value of a variable.
pub fn value_page(name: &str, value: &FinalValue) -> String {
    match &value.kind {
        FinalKind::Type(ty) => type_page(ty),
        FinalKind::Function(function) => {
            let parameters = parameter_texts(function.parameters()).join(", ");
            let head = format!("def {name}({parameters})");
            let words = function.documentation.as_ref().map_or("", |it| it.trim());
            format!("{}{words}", fenced(&head))
        }
        FinalKind::Class(class) => fenced(&format!("class {}", class.name)),
        FinalKind::Native(function) => fenced(&format!("def {function}(…)")),
        FinalKind::Object(object) => {
            let ty = type_text(object.ty());
            format!(
                "{}`{ty}`",
                fenced(&format!("{name} = {}", object_text(object)))
            )
        }
        _ => fenced(&format!("{name} = {}", value_text(value))),
    }
}

/// A value as a configuration could write it, shortened.
pub fn value_text(value: &FinalValue) -> String {
    let mut out = String::new();
    write_value(value, &mut out, 0);
    out
}

/// An object as a configuration could write it, shortened.
pub fn object_text(object: &Object) -> String {
    let mut out = String::new();
    write_object(object, &mut out, 0);
    out
}

/// The parameters of a function, each as it would be written but for its default.
pub fn parameter_texts(parameters: &Parameters) -> Vec<String> {
    let mut texts = Vec::new();
    let one = |parameter: &crate::syntax::ast::Parameter| {
        let name = match &parameter.target {
            ParameterTarget::Name(name) => name.name.to_string(),
            ParameterTarget::Tuple(_) => "(…)".to_owned(),
        };
        match parameter.default {
            Some(_) => format!("{name} = …"),
            None => name,
        }
    };
    texts.extend(parameters.positional.iter().map(one));
    texts.extend(parameters.rest.iter().map(|it| format!("*{}", it.name)));
    texts.extend(parameters.keyword_only.iter().map(one));
    let rest = parameters.keyword_rest.iter();
    texts.extend(rest.map(|it| format!("**{}", it.name)));
    texts
}

/// A fenced block of the language.
pub fn fenced(code: &str) -> String {
    format!("```python\n{}\n```\n", code.replace("```", "'''"))
}

/// A text in quotes, on one line, shortened.
pub fn quoted(text: &str) -> String {
    let mut shown: String = text.chars().take(200).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    let shown = shown.replace('\\', "\\\\").replace('\n', "\\n");
    format!("'{}'", shown.replace('\'', "\\'"))
}

fn is_full(out: &str, depth: usize) -> bool {
    out.len() > LONGEST || depth > 8
}

fn write_list<T>(
    items: impl Iterator<Item = T>,
    (open, close): (&str, &str),
    out: &mut String,
    depth: usize,
    mut write: impl FnMut(T, &mut String),
) {
    out.push_str(open);
    for (index, item) in items.enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        if is_full(out, depth) {
            out.push('…');
            break;
        }
        write(item, out);
    }
    out.push_str(close);
}

fn write_value(value: &FinalValue, out: &mut String, depth: usize) {
    let words = match &value.kind {
        FinalKind::None => "None".to_owned(),
        FinalKind::Boolean(true) => "True".to_owned(),
        FinalKind::Boolean(false) => "False".to_owned(),
        FinalKind::Integer(number) => number.to_string(),
        FinalKind::BigInteger(number) => number.to_string(),
        FinalKind::Float(number) => float_text(*number),
        FinalKind::Text(text) => quoted(text),
        FinalKind::Empty => "Empty".to_owned(),
        FinalKind::Poison => "… (an error)".to_owned(),
        FinalKind::Type(ty) => type_text(ty),
        FinalKind::Function(function) => format!("<function {}>", function.name),
        FinalKind::Native(function) => format!("<function {function}>"),
        FinalKind::Class(class) => format!("<class {}>", class.name),
        FinalKind::Instance(class) => format!("<{class} object>"),
        FinalKind::Object(object) => return write_object(object, out, depth),
        FinalKind::List(list) => {
            return write_items(list, ("[", "]"), out, depth);
        }
        FinalKind::Tuple(tuple) => return write_items(tuple, ("(", ")"), out, depth),
        FinalKind::Dict(dict) => {
            let pairs = dict.first.chunks_exact(2);
            return write_list(pairs, ("{", "}"), out, depth, |pair, out| {
                write_value(&pair[0], out, depth + 1);
                out.push_str(": ");
                write_value(&pair[1], out, depth + 1);
            });
        }
        _ => "…".to_owned(),
    };
    out.push_str(&words);
}

fn write_items(items: &Items, brackets: (&str, &str), out: &mut String, depth: usize) {
    if items.first.is_empty() && items.count > 0 {
        return out.push('…');
    }
    write_list(items.first.iter(), brackets, out, depth, |item, out| {
        write_value(item, out, depth + 1);
    });
}

fn write_object(object: &Object, out: &mut String, depth: usize) {
    if is_full(out, depth) {
        return out.push('…');
    }
    if object.ty().as_struct().is_some() {
        out.push_str(&type_text(object.ty()));
        let fields = object.fields().filter(|(_, field)| !field.is_default);
        return write_list(fields, ("(", ")"), out, depth, |(name, field), out| {
            out.push_str(&format!("{name} = "));
            write_object(&field.value, out, depth + 1);
        });
    }
    if let Some(items) = object.as_list() {
        return write_list(items.iter(), ("[", "]"), out, depth, |item, out| {
            write_object(item, out, depth + 1);
        });
    }
    if let Some(pairs) = object.written_pairs() {
        return write_list(
            pairs.into_iter(),
            ("{", "}"),
            out,
            depth,
            |(key, value), out| {
                write_object(key, out, depth + 1);
                out.push_str(": ");
                write_object(value, out, depth + 1);
            },
        );
    }
    match object.get() {
        Ok(given) => write_given(&given, out, depth),
        Err(_) => out.push('…'),
    }
}

fn write_given(given: &PlainValue, out: &mut String, depth: usize) {
    if is_full(out, depth) {
        return out.push('…');
    }
    let words = match &given.kind {
        PlainKind::Text(text, _) => quoted(text),
        PlainKind::Integer(number) => number.to_string(),
        PlainKind::BigInteger(number) => number.to_string(),
        PlainKind::Float(number) => float_text(*number),
        PlainKind::Boolean(true) => "True".to_owned(),
        PlainKind::Boolean(false) => "False".to_owned(),
        PlainKind::Object(object) => return write_object(object, out, depth + 1),
        PlainKind::Map(pairs) => {
            return write_list(pairs.iter(), ("{", "}"), out, depth, |(key, value), out| {
                write_given(key, out, depth + 1);
                out.push_str(": ");
                write_given(value, out, depth + 1);
            });
        }
        PlainKind::List(items) | PlainKind::Tuple(items) => {
            return write_list(items.iter(), ("[", "]"), out, depth, |item, out| {
                write_given(item, out, depth + 1);
            });
        }
        _ => "…".to_owned(),
    };
    out.push_str(&words);
}

#[cfg(test)]
mod tests {
    use super::listed_words;

    #[test]
    fn words_are_listed_or_only_mentioned() {
        for (description, words) in [
            (
                "`prod`, `devel`, `test` or `staging` and a number",
                vec!["prod", "devel", "test", "staging"],
            ),
            ("what happens: `A_B` or `C-D`", vec!["A_B", "C-D"]),
            (
                "`standard`, or `rotate` to limit the size",
                vec!["standard", "rotate"],
            ),
            ("whether; `tier` has replaced it", vec![]),
            ("`x` is none, `a` or `b` are", vec!["a", "b"]),
            ("`a` or `b`, not `c`", vec!["a", "b"]),
            ("so without `/` and `.`", vec![]),
            ("`a", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(listed_words(description), words, "{description}");
        }
    }
}
