//! What can be typed here.
//!
//! | file | what |
//! | --- | --- |
//! | `proposals.rs` | what all of them are made from |
//! | `strings.rs` | in strings: references, paths, words |
//! | `names.rs` | variables, the schema, words of the language |
//! | `imports.rs` | modules and their members |

mod imports;
mod names;
mod proposals;
mod strings;

use super::completion_item::{CompletionItem, CompletionItemKind};
use super::members;
use crate::eval::{FinalKind, FinalValue};
use crate::ide::cursor::{Cursor, OpenCall, Place};
use crate::ide::describe::{attribute_text, attribute_words};
use crate::ide::snapshot::Snapshot;
use crate::ide::view::hide_secrets;
use crate::object::{Attribute, Type, TypeKind};
use crate::syntax::ast::ParameterTarget;
use proposals::{MOST, Proposals};

/// Proposals, and whether there are more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// The proposals.
    pub items: Vec<CompletionItem>,
    /// Whether some were left out.
    pub is_incomplete: bool,
}

/// What can be typed at an offset of an open file; snippets are proposed if the editor can fill them in.
pub fn complete(
    snapshot: &Snapshot,
    path: &str,
    offset: u32,
    has_snippets: bool,
) -> Option<Completions> {
    let views = snapshot.views(path);
    let view = views.first()?;
    let cursor = Cursor::new(&view.document.source.text, offset as usize);
    let proposals = Proposals {
        view,
        views: &views,
        offset: offset as usize,
        analysed: view.offset(offset),
        has_snippets,
    };
    let mut items = proposals.all(&cursor);
    let is_incomplete = items.len() > MOST;
    items.truncate(MOST);
    for item in &mut items {
        let texts = [&mut item.detail, &mut item.documentation].into_iter();
        texts.flatten().for_each(|text| hide_secrets(&views, text));
    }
    Some(Completions {
        items,
        is_incomplete,
    })
}

impl Proposals<'_> {
    fn all(&self, cursor: &Cursor) -> Vec<CompletionItem> {
        match &cursor.place {
            Place::Comment => Vec::new(),
            Place::String(before) => match cursor.reference() {
                Some(reference) => self.references(reference),
                None => self.in_string(cursor, before),
            },
            Place::Code => match (self.in_import(), &cursor.receiver) {
                (Some(items), _) => items,
                (None, Some(before)) => members::of(self.view, before),
                (None, None) => self.in_code(cursor),
            },
        }
    }

    fn in_code(&self, cursor: &Cursor) -> Vec<CompletionItem> {
        let mut items = Vec::new();
        if let Some(call) = cursor.calls.last() {
            match (&call.current, self.view.analysis.named_type(&call.callee)) {
                (None, Some(ty)) => items.extend(self.attributes(&ty, call)),
                (Some(_), Some(_)) => items.extend(self.values(call)),
                (None, None) => items.extend(self.parameters(call)),
                (Some(_), None) => {}
            }
        }
        items.extend(self.names());
        items
    }

    fn attribute(&self, call: &OpenCall) -> Option<Attribute> {
        let ty = self.view.analysis.named_type(&call.callee)?;
        let attributes = &ty.as_struct()?.attributes;
        attributes.get(call.current.as_deref()?).cloned()
    }

    /// The attributes that a call does not give yet, those it has to give first.
    fn attributes(&self, ty: &Type, call: &OpenCall) -> Vec<CompletionItem> {
        let attributes = ty.as_struct().map(|it| it.attributes.iter());
        let left_out = attributes
            .into_iter()
            .flatten()
            .filter(|(name, _)| !call.keywords.iter().any(|it| **it == ***name));
        left_out
            .enumerate()
            .map(|(index, (name, attribute))| {
                let rank = if attribute.required { 0 } else { 1 };
                CompletionItem {
                    label: name.to_string(),
                    kind: CompletionItemKind::Field,
                    detail: Some(attribute_text(name, attribute)),
                    documentation: attribute_words(ty, name).map(str::to_owned),
                    sort_text: Some(format!("{rank}{index:04}")),
                    insert_text: Some(self.keyword(name)),
                    preselect: attribute.required,
                    ..CompletionItem::default()
                }
            })
            .collect()
    }

    /// The parameters of a function that a call does not give yet, as keywords.
    fn parameters(&self, call: &OpenCall) -> Vec<CompletionItem> {
        let Some(FinalKind::Function(function)) =
            self.view.analysis.global(&call.callee).map(|it| &it.kind)
        else {
            return Vec::new();
        };
        let parameters = function.parameters();
        let by_place = call.position.saturating_sub(call.keywords.len());
        let named = parameters.positional.iter().skip(by_place);
        let named = named.chain(&parameters.keyword_only);
        let left_out = named.filter_map(|it| match &it.target {
            ParameterTarget::Name(name) => Some((name.name.to_string(), it.default.is_some())),
            ParameterTarget::Tuple(_) => None,
        });
        let left_out = left_out.filter(|(name, _)| !call.keywords.contains(name));
        left_out
            .enumerate()
            .map(|(index, (name, has_default))| CompletionItem {
                kind: CompletionItemKind::Field,
                detail: Some(format!("a parameter of `{}`", call.callee)),
                sort_text: Some(format!("{}{index:04}", u8::from(has_default))),
                insert_text: Some(self.keyword(&name)),
                label: name,
                ..CompletionItem::default()
            })
            .collect()
    }

    /// Values for an attribute: words of an enumeration, truth values, variables of its type.
    fn values(&self, call: &OpenCall) -> Vec<CompletionItem> {
        let Some(attribute) = self.attribute(call) else {
            return Vec::new();
        };
        let mut texts: Vec<String> = self
            .words(call)
            .iter()
            .map(|word| format!("'{word}'"))
            .collect();
        if matches!(attribute.ty.kind(), TypeKind::Boolean) {
            texts.extend(["True".to_owned(), "False".to_owned()]);
        }
        for (name, value) in self.view.analysis.compilation.globals.iter() {
            if is_of_type(value, &attribute.ty) {
                texts.push(name.to_string());
            }
        }
        texts
            .into_iter()
            .enumerate()
            .map(|(index, text)| CompletionItem {
                sort_text: Some(format!("0{index:04}")),
                kind: CompletionItemKind::Value,
                label: text,
                ..CompletionItem::default()
            })
            .collect()
    }
}

/// Whether a variable holds an object of a type, or is the struct itself.
fn is_of_type(value: &FinalValue, ty: &Type) -> bool {
    let fits = |candidate: &Type| match ty.kind() {
        TypeKind::Choice { alternatives } => alternatives.contains(candidate),
        _ => candidate == ty,
    };
    match &value.kind {
        FinalKind::Object(object) => fits(object.ty()),
        FinalKind::Type(candidate) => candidate.as_struct().is_some() && fits(candidate),
        _ => false,
    }
}
