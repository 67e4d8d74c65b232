//! What can be typed behind a dot.

use super::completion_item::{CompletionItem, CompletionItemKind};
use crate::eval::{FinalKind, FinalValue, Globals};
use crate::ide::view::View;
use crate::object::Type;
use std::sync::Arc;

/// Attributes and methods of what stands before a dot, in the text before it.
pub fn of(view: &View, before: &str) -> Vec<CompletionItem> {
    match Receiver::find(view, before) {
        Some(Receiver::Object(ty)) => {
            let attributes = ty.as_struct().map(|it| it.attributes.keys());
            let attributes = attributes.into_iter().flatten();
            attributes
                .map(|name| item(name, CompletionItemKind::Field))
                .chain(methods(&OBJECT))
                .collect()
        }
        Some(Receiver::Class(names)) => names
            .iter()
            .map(|name| item(name, CompletionItemKind::Method))
            .collect(),
        Some(Receiver::Module(module)) => of_module(&module),
        Some(Receiver::Text) => methods(&STRING).collect(),
        Some(Receiver::Dict) => methods(&DICT).collect(),
        Some(Receiver::List) => methods(&LIST).collect(),
        None => Vec::new(),
    }
}

/// What a module defines, but for functions that jobc refuses.
pub fn of_module(module: &Globals) -> Vec<CompletionItem> {
    let public = module.iter().filter(|(name, _)| !name.starts_with('_'));
    let items = public.map(|(name, value)| {
        let kind = match &value.kind {
            FinalKind::Function(_) | FinalKind::Native(_) => CompletionItemKind::Function,
            FinalKind::Module(_) => CompletionItemKind::Module,
            FinalKind::Class(_) => CompletionItemKind::Class,
            FinalKind::Type(_) => CompletionItemKind::Struct,
            _ => CompletionItemKind::Constant,
        };
        item(name, kind)
    });
    items.collect()
}

fn item(name: &str, kind: CompletionItemKind) -> CompletionItem {
    CompletionItem {
        label: name.to_owned(),
        kind,
        ..CompletionItem::default()
    }
}

fn methods<const N: usize>(names: &[&str; N]) -> impl Iterator<Item = CompletionItem> {
    names
        .iter()
        .map(|name| item(name, CompletionItemKind::Method))
}

/// What a dot stands behind.
enum Receiver {
    Object(Type),
    /// A class of the language, such as `Tasks`, with its names.
    Class(Vec<String>),
    Module(Arc<Globals>),
    Text,
    Dict,
    List,
}

impl Receiver {
    /// Looks at the text alone, since what is being typed is in no tree.
    fn find(view: &View, before: &str) -> Option<Receiver> {
        match before.chars().next_back()? {
            '\'' | '"' => Some(Receiver::Text),
            ']' if opener(before).is_some_and(|at| !ends_in_name(&before[..at])) => {
                Some(Receiver::List)
            }
            '}' => Some(Receiver::Dict),
            // The value of a call: `Process(…)`, `process(…)`, `process.bind(…)`.
            ')' => {
                let called = &before[..opener(before)?];
                let object = [".bind", ".in_scope", ".interpolate"]
                    .iter()
                    .find_map(|it| called.strip_suffix(it));
                match object {
                    Some(object) => Receiver::find(view, object),
                    None => {
                        let ty = view.analysis.named_type(last_name(called))?;
                        Some(Receiver::Object(ty))
                    }
                }
            }
            _ => Receiver::of_path(view, before),
        }
    }

    /// A variable, or an attribute of an attribute of one.
    fn of_path(view: &View, before: &str) -> Option<Receiver> {
        let name = last_name(before);
        let rest = &before[..before.len() - name.len()];
        let Some(object) = rest.strip_suffix('.') else {
            return Receiver::of_value(view.analysis.global(name)?);
        };
        match Receiver::find(view, object)? {
            Receiver::Object(ty) => {
                let attribute = ty.as_struct()?.attributes.get(name)?;
                Some(Receiver::Object(attribute.ty.clone()))
            }
            Receiver::Module(module) => Receiver::of_value(module.get(name)?),
            _ => None,
        }
    }

    fn of_value(value: &FinalValue) -> Option<Receiver> {
        match &value.kind {
            FinalKind::Object(object) => Some(Receiver::Object(object.ty().clone())),
            FinalKind::Class(class) => {
                let names = class.members.iter().filter(|name| !name.starts_with('_'));
                Some(Receiver::Class(names.map(ToString::to_string).collect()))
            }
            FinalKind::Module(module) => Some(Receiver::Module(module.clone())),
            FinalKind::Text(_) => Some(Receiver::Text),
            FinalKind::Dict(_) => Some(Receiver::Dict),
            FinalKind::List(_) => Some(Receiver::List),
            _ => None,
        }
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn last_name(text: &str) -> &str {
    &text[text.trim_end_matches(is_word).len()..]
}

fn ends_in_name(text: &str) -> bool {
    text.ends_with(|c| is_word(c) || matches!(c, ')' | ']' | '}' | '\'' | '"'))
}

/// Where the bracket opens that a text ends with. Brackets in strings count, which few have.
fn opener(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, character) in text.char_indices().rev() {
        match character {
            ')' | ']' | '}' => depth += 1,
            '(' | '[' | '{' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

const OBJECT: [&str; 5] = ["bind", "in_scope", "get", "check", "interpolate"];

const DICT: [&str; 7] = ["get", "items", "keys", "values", "update", "copy", "pop"];

const LIST: [&str; 6] = ["append", "extend", "insert", "sort", "index", "pop"];

const STRING: [&str; 16] = [
    "capitalize",
    "endswith",
    "find",
    "format",
    "join",
    "lower",
    "lstrip",
    "replace",
    "rsplit",
    "rstrip",
    "split",
    "splitlines",
    "startswith",
    "strip",
    "title",
    "upper",
];
