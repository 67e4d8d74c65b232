//! What can be typed here.

use super::members;
use crate::eval::{Value, ValueKind};
use crate::lsp::cursor::{Cursor, OpenCall, Place};
use crate::lsp::describe::{attribute_text, attribute_words, type_text, value_text};
use crate::lsp::names::SymbolKind;
use crate::lsp::scope_names;
use crate::lsp::session::Session;
use crate::lsp::view::View;
use crate::object::{Attribute, Object, Type, TypeKind};
use crate::template::Reference;
use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionParams, CompletionResponse,
    CompletionTextEdit, Documentation, InsertTextFormat, MarkupContent, MarkupKind, TextEdit,
};
use std::collections::BTreeMap;
use std::path::Path;

/// The most proposals.
const MOST: usize = 1000;

/// What the cluster fills in when an instance starts.
const BY_CLUSTER: [&str; 4] = [
    "mesos.instance",
    "mesos.hostname",
    "thermos.task_id",
    "thermos.user",
];

/// Answers `textDocument/completion`.
pub fn complete(session: &mut Session, params: CompletionParams) -> Option<CompletionResponse> {
    let position = params.text_document_position;
    let view = session.view(&position.text_document.uri)?;
    let source = &view.document.source;
    let offset = view.encoding.offset(source, position.position);
    let cursor = Cursor::new(&source.text, offset);
    let snippets = session.editor.client.text_document.as_ref();
    let snippets = snippets.and_then(|it| it.completion.as_ref()?.completion_item.as_ref());
    let proposals = Proposals {
        view: &view,
        offset,
        analysed: view.offset(position.position),
        has_snippets: snippets.and_then(|it| it.snippet_support) == Some(true),
    };
    let mut items = proposals.all(&cursor);
    let is_incomplete = items.len() > MOST;
    items.truncate(MOST);
    Some(CompletionResponse::List(CompletionList {
        is_incomplete,
        items,
    }))
}

struct Proposals<'a> {
    view: &'a View,
    /// Where the cursor is, in the text as it is now.
    offset: usize,
    /// Where that was when it was analysed.
    analysed: u32,
    has_snippets: bool,
}

impl Proposals<'_> {
    fn all(&self, cursor: &Cursor) -> Vec<CompletionItem> {
        match &cursor.place {
            Place::Comment => Vec::new(),
            Place::String(before) => match cursor.reference() {
                Some(reference) => self.references(reference),
                None => self.in_string(cursor, before),
            },
            Place::Code => match &cursor.receiver {
                Some(before) => members::of(self.view, before),
                None => self.in_code(cursor),
            },
        }
    }

    /// The names that a reference can be made of, here.
    fn references(&self, typed: &str) -> Vec<CompletionItem> {
        let mut names = scope_names::at(self.view, self.analysed, typed);
        if !typed.contains(['.', '[']) {
            // What the cluster fills in is bound nowhere.
            names.extend(BY_CLUSTER.map(str::to_owned));
        }
        let start = self.offset - typed.len();
        let names = names.into_iter();
        names
            .map(|name| CompletionItem {
                text_edit: Some(self.edit(start, &name)),
                kind: Some(CompletionItemKind::VARIABLE),
                label: name,
                ..CompletionItem::default()
            })
            .collect()
    }

    /// Replaces what is typed from an offset on.
    fn edit(&self, start: usize, text: &str) -> CompletionTextEdit {
        let source = &self.view.document.source;
        let encoding = self.view.encoding;
        let range = lsp_types::Range::new(
            encoding.position(source, start),
            encoding.position(source, self.offset),
        );
        CompletionTextEdit::Edit(TextEdit::new(range, text.to_owned()))
    }

    /// Paths in an `include`, and the words of an enumeration.
    fn in_string(&self, cursor: &Cursor, before: &str) -> Vec<CompletionItem> {
        let Some(call) = cursor.calls.last() else {
            return Vec::new();
        };
        if call.callee == "include" {
            return self.paths(before);
        }
        let words = self.attribute(call).map(|it| enum_values(&it.ty));
        let start = self.offset - before.len();
        words
            .unwrap_or_default()
            .into_iter()
            .map(|word| CompletionItem {
                text_edit: Some(self.edit(start, &word)),
                kind: Some(CompletionItemKind::ENUM_MEMBER),
                label: word,
                ..CompletionItem::default()
            })
            .collect()
    }

    fn paths(&self, before: &str) -> Vec<CompletionItem> {
        let path = crate::lsp::uri::normalize(&self.view.source().name);
        let folder = Path::new(&path).parent().unwrap_or(Path::new("/"));
        let (typed, last) = match before.rfind('/') {
            Some(end) => before.split_at(end + 1),
            None => ("", before),
        };
        let Ok(entries) = std::fs::read_dir(folder.join(typed)) else {
            return Vec::new();
        };
        let start = self.offset - last.len();
        let mut items = Vec::new();
        for entry in entries.filter_map(Result::ok).take(MOST) {
            let is_folder = entry.file_type().is_ok_and(|it| it.is_dir());
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            let is_configuration = [".aurora", ".thermos"].iter().any(|it| name.ends_with(it));
            let is_itself = folder.join(typed).join(&name) == Path::new(&path);
            if is_itself || name.starts_with('.') || !(is_folder || is_configuration) {
                continue;
            }
            let name = if is_folder { format!("{name}/") } else { name };
            items.push(CompletionItem {
                text_edit: Some(self.edit(start, &name)),
                kind: Some(match is_folder {
                    true => CompletionItemKind::FOLDER,
                    false => CompletionItemKind::FILE,
                }),
                label: name,
                ..CompletionItem::default()
            });
        }
        items.sort_by(|left, right| left.label.cmp(&right.label));
        items
    }

    fn in_code(&self, cursor: &Cursor) -> Vec<CompletionItem> {
        let mut items = Vec::new();
        if let Some(call) = cursor.calls.last() {
            match (&call.current, self.view.analysis.named_type(&call.callee)) {
                (None, Some(ty)) => items.extend(self.attributes(&ty, call)),
                (Some(_), Some(_)) => items.extend(self.values(call)),
                _ => {}
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
                    kind: Some(CompletionItemKind::FIELD),
                    detail: Some(attribute_text(name, attribute)),
                    documentation: attribute_words(ty, name).map(markdown),
                    sort_text: Some(format!("{rank}{index:04}")),
                    insert_text: Some(format!("{name} = ")),
                    preselect: attribute.required.then_some(true),
                    ..CompletionItem::default()
                }
            })
            .collect()
    }

    /// Values for an attribute: words of an enumeration, truth values, variables of its type.
    fn values(&self, call: &OpenCall) -> Vec<CompletionItem> {
        let Some(attribute) = self.attribute(call) else {
            return Vec::new();
        };
        let mut texts: Vec<String> = enum_values(&attribute.ty)
            .iter()
            .map(|word| format!("'{word}'"))
            .collect();
        if matches!(attribute.ty.kind(), TypeKind::Boolean) {
            texts.extend(["True".to_owned(), "False".to_owned()]);
        }
        let globals = &self.view.analysis.compilation.globals.variables;
        for (name, value) in globals.borrow().iter() {
            if is_of_type(value, &attribute.ty) {
                texts.push(name.to_string());
            }
        }
        texts
            .into_iter()
            .enumerate()
            .map(|(index, text)| CompletionItem {
                sort_text: Some(format!("0{index:04}")),
                kind: Some(CompletionItemKind::VALUE),
                label: text,
                ..CompletionItem::default()
            })
            .collect()
    }

    /// Variables that can be seen here, names of the schema, builtins, words of the language.
    fn names(&self) -> Vec<CompletionItem> {
        let mut found = BTreeMap::<String, CompletionItem>::new();
        let mut add = |name: &str, kind: CompletionItemKind, rank: u8, detail: Option<String>| {
            let item = CompletionItem {
                label: name.to_owned(),
                kind: Some(kind),
                detail,
                sort_text: Some(format!("{rank}{name}")),
                ..CompletionItem::default()
            };
            found.entry(name.to_owned()).or_insert(item);
        };
        let analysis = &self.view.analysis;
        let names = analysis.names();
        for symbol in names.visible(self.view.file, self.analysed) {
            let kind = match symbol.kind {
                SymbolKind::Function => CompletionItemKind::FUNCTION,
                SymbolKind::Class => CompletionItemKind::STRUCT,
                SymbolKind::Module => CompletionItemKind::MODULE,
                _ => CompletionItemKind::VARIABLE,
            };
            let value = analysis.global(&symbol.name).filter(|_| symbol.is_global);
            add(&symbol.name, kind, 2, value.as_ref().map(value_text));
        }
        for (name, value) in analysis.compilation.globals.variables.borrow().iter() {
            if !name.starts_with('_') {
                let (kind, detail) = schema_kind(value);
                add(name, kind, 3, detail);
            }
        }
        for name in BUILTINS {
            add(name, CompletionItemKind::FUNCTION, 4, None);
        }
        for word in KEYWORDS {
            add(word, CompletionItemKind::KEYWORD, 5, None);
        }
        if self.has_snippets {
            for (name, text) in SNIPPETS {
                let item = CompletionItem {
                    label: format!("{name}(…)"),
                    kind: Some(CompletionItemKind::SNIPPET),
                    insert_text: Some((*text).to_owned()),
                    insert_text_format: Some(InsertTextFormat::SNIPPET),
                    sort_text: Some(format!("3{name}~")),
                    filter_text: Some((*name).to_owned()),
                    ..CompletionItem::default()
                };
                found.insert(format!("{name}(…)"), item);
            }
        }
        found.into_values().collect()
    }
}

/// The names in the scopes of an object and of whatever is inside of it.
pub fn collect_names(
    object: &Object,
    reference: &Reference,
    names: &mut BTreeMap<String, ()>,
    depth: usize,
) {
    if depth > 6 || names.len() > MOST {
        return;
    }
    for name in object.names_in_scope(reference) {
        names.insert(name, ());
    }
    let parts = object.as_list().unwrap_or_default().iter().take(50);
    parts.for_each(|part| collect_names(part, reference, names, depth + 1));
    for (_, field) in object.fields().filter(|(_, field)| !field.is_default) {
        let is_leaf = field.value.as_leaf().is_some();
        if !is_leaf {
            collect_names(&field.value, reference, names, depth + 1);
        }
    }
}

fn enum_values(ty: &Type) -> Vec<String> {
    match ty.kind() {
        TypeKind::Enum { values } => values.iter().map(ToString::to_string).collect(),
        TypeKind::Choice { alternatives } => alternatives.iter().flat_map(enum_values).collect(),
        _ => Vec::new(),
    }
}

/// Whether a variable holds an object of a type, or is the struct itself.
fn is_of_type(value: &Value, ty: &Type) -> bool {
    let fits = |candidate: &Type| match ty.kind() {
        TypeKind::Choice { alternatives } => alternatives.contains(candidate),
        _ => candidate == ty,
    };
    match &value.kind {
        ValueKind::Object(object) => fits(object.ty()),
        ValueKind::Type(candidate) => candidate.as_struct().is_some() && fits(candidate),
        _ => false,
    }
}

fn schema_kind(value: &Value) -> (CompletionItemKind, Option<String>) {
    match &value.kind {
        ValueKind::Type(ty) => (CompletionItemKind::STRUCT, Some(type_text(ty))),
        ValueKind::Function(_) | ValueKind::Native(_) => (CompletionItemKind::FUNCTION, None),
        ValueKind::Class(_) => (CompletionItemKind::CLASS, None),
        _ => (CompletionItemKind::CONSTANT, Some(value_text(value))),
    }
}

fn markdown(text: &str) -> Documentation {
    Documentation::MarkupContent(MarkupContent {
        kind: MarkupKind::Markdown,
        value: text.to_owned(),
    })
}

const BUILTINS: [&str; 40] = [
    "include",
    "String",
    "Integer",
    "Float",
    "Boolean",
    "Enum",
    "Choice",
    "List",
    "Map",
    "Struct",
    "Required",
    "Default",
    "Empty",
    "Environment",
    "Ref",
    "abs",
    "all",
    "any",
    "bool",
    "dict",
    "enumerate",
    "filter",
    "float",
    "int",
    "isinstance",
    "len",
    "list",
    "map",
    "max",
    "min",
    "range",
    "reduce",
    "repr",
    "reversed",
    "set",
    "sorted",
    "str",
    "sum",
    "tuple",
    "zip",
];

const KEYWORDS: [&str; 24] = [
    "and", "as", "assert", "class", "def", "del", "elif", "else", "except", "for", "from", "if",
    "import", "in", "is", "lambda", "not", "or", "pass", "print", "raise", "return", "try",
    "while",
];

/// The calls that most configurations are made of.
const SNIPPETS: [(&str, &str); 3] = [
    (
        "Process",
        "Process(\n  name = '${1:name}',\n  cmdline = '${2:command}',\n)",
    ),
    (
        "Task",
        "Task(\n  processes = [${1:process}],\n  resources = Resources(cpu = ${2:1}, ram = ${3:128*MB}, disk = ${4:128*MB}),\n)",
    ),
    (
        "Job",
        "Job(\n  cluster = '${1:cluster}',\n  role = '${2:role}',\n  environment = '${3:prod}',\n  name = '${4:name}',\n  task = ${5:task},\n)",
    ),
];
