//! What can be typed in a string: references, paths of includes, the words that an attribute takes, names of processes.

use super::proposals::{MOST, Proposals};
use crate::eval::FinalKind;
use crate::ide::completion_item::{CompletionItem, CompletionItemKind};
use crate::ide::cursor::{Cursor, OpenCall};
use crate::ide::describe::{attribute_words, listed_words};
use crate::ide::path;
use crate::ide::scope_names;
use crate::ide::view::View;
use crate::ide::world::Entry;
use crate::object::{Object, Type, TypeKind};
use std::collections::BTreeSet;

impl Proposals<'_> {
    /// The names that a reference can be made of, here.
    pub(super) fn references(&self, typed: &str) -> Vec<CompletionItem> {
        let names = scope_names::at(self.views, self.analysed, typed);
        let start = self.offset - typed.len();
        let names = names.into_iter();
        names
            .map(|(name, origin)| CompletionItem {
                edit: Some(self.edit_to(start, self.end_of_reference(&name), &name)),
                kind: CompletionItemKind::Variable,
                sort_text: Some(format!("{}{name}", origin as u8)),
                label: name,
                ..CompletionItem::default()
            })
            .collect()
    }

    /// Where the edit ends that puts an address in: an editor closes brackets itself, and there should not be two.
    fn end_of_reference(&self, address: &str) -> usize {
        let is_closed = self.text()[self.offset..].starts_with(']');
        self.offset + usize::from(is_closed && address.ends_with(']'))
    }

    /// Paths in an `include`, names of processes in an order, and the words that an attribute takes.
    pub(super) fn in_string(&self, cursor: &Cursor, before: &str) -> Vec<CompletionItem> {
        let Some(call) = cursor.calls.last() else {
            return Vec::new();
        };
        let (words, kind) = match (call.callee.as_str(), call.current.as_deref()) {
            ("include", _) => return self.paths(before),
            ("order", _) | ("Constraint", Some("order")) => {
                (self.process_names(), CompletionItemKind::Value)
            }
            _ => (self.words(call), CompletionItemKind::EnumMember),
        };
        let start = self.offset - before.len();
        words
            .into_iter()
            .enumerate()
            .map(|(index, word)| CompletionItem {
                edit: Some(self.edit(start, &word)),
                kind,
                sort_text: Some(format!("{index:04}")),
                label: word,
                ..CompletionItem::default()
            })
            .collect()
    }

    /// The words that the attribute takes whose value is being typed: those of its type, or of its description.
    pub(super) fn words(&self, call: &OpenCall) -> Vec<String> {
        let described = || {
            let ty = self.view.analysis.named_type(&call.callee)?;
            let words = attribute_words(&ty, call.current.as_deref()?)?;
            Some(listed_words(words))
        };
        let Some(attribute) = self.attribute(call) else {
            return Vec::new();
        };
        match attribute.ty.kind() {
            TypeKind::String => described().unwrap_or_default(),
            _ => enum_values(&attribute.ty),
        }
    }

    /// The names of the processes in variables and in jobs.
    fn process_names(&self) -> Vec<String> {
        let mut names = BTreeSet::new();
        for view in self.views {
            add_process_names(view, &mut names);
        }
        names.into_iter().take(MOST).collect()
    }

    fn paths(&self, before: &str) -> Vec<CompletionItem> {
        let path = path::normalize(&self.view.source().name);
        let (typed, last) = match before.rfind('/') {
            Some(end) => before.split_at(end + 1),
            None => ("", before),
        };
        let folder = path::join(path::folder(&path), typed);
        let start = self.offset - last.len();
        let mut items = Vec::new();
        for Entry { name, is_folder } in self.view.analysis.files.entries(&folder, MOST) {
            let is_configuration = [".aurora", ".thermos"].iter().any(|it| name.ends_with(it));
            let is_itself = path::join(&folder, &name) == path;
            if is_itself || name.starts_with('.') || !(is_folder || is_configuration) {
                continue;
            }
            let name = if is_folder { format!("{name}/") } else { name };
            items.push(CompletionItem {
                edit: Some(self.edit(start, &name)),
                kind: match is_folder {
                    true => CompletionItemKind::Folder,
                    false => CompletionItemKind::File,
                },
                label: name,
                ..CompletionItem::default()
            });
        }
        items
    }
}

fn enum_values(ty: &Type) -> Vec<String> {
    match ty.kind() {
        TypeKind::Enum { values } => values.iter().map(ToString::to_string).collect(),
        TypeKind::Choice { alternatives } => alternatives.iter().flat_map(enum_values).collect(),
        _ => Vec::new(),
    }
}

fn add_process_names(view: &View, names: &mut BTreeSet<String>) {
    let compilation = &view.analysis.compilation;
    for (_, value) in compilation.globals.iter() {
        match &value.kind {
            FinalKind::Object(object) if &**object.ty().name() == "Process" => {
                names.extend(name_of(object));
            }
            _ => {}
        }
    }
    for job in compilation.jobs.iter().take(MOST) {
        let processes = job.task().map(|it| it.processes()).unwrap_or_default();
        names.extend(processes.iter().filter_map(|it| it.name()));
    }
    for job in compilation.refused.iter().take(MOST) {
        let task = job.bound.field("task").map(|it| it.value.unwrap_choice());
        let processes = task.as_ref().and_then(|it| it.field("processes"));
        let processes = processes.and_then(|it| it.value.as_list());
        names.extend(processes.unwrap_or_default().iter().filter_map(name_of));
    }
}

/// The name of a process, if it is written out.
fn name_of(process: &Object) -> Option<String> {
    let name = process.field("name")?.value.as_leaf()?.to_text();
    let name = name.as_str().to_owned();
    (!name.contains("{{")).then_some(name)
}
