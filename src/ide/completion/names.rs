//! Variables, names of the schema, words of the language.

use super::proposals::Proposals;
use crate::eval::{FinalKind, FinalValue};
use crate::ide::completion_item::{CompletionItem, CompletionItemKind};
use crate::ide::describe::{type_text, value_text};
use crate::ide::local_names;
use crate::semantic::SymbolKind;
use std::collections::BTreeMap;

impl Proposals<'_> {
    /// Variables that can be seen here, names of the schema, builtins, words of the language.
    pub(super) fn names(&self) -> Vec<CompletionItem> {
        let mut found = BTreeMap::<String, CompletionItem>::new();
        let mut add = |name: &str, kind: CompletionItemKind, rank: u8, detail: Option<String>| {
            let item = CompletionItem {
                label: name.to_owned(),
                kind,
                detail,
                sort_text: Some(format!("{rank}{name}")),
                ..CompletionItem::default()
            };
            found.entry(name.to_owned()).or_insert(item);
        };
        for name in local_names::at(self.text(), self.offset) {
            add(&name, CompletionItemKind::Variable, 2, None);
        }
        for view in self.views {
            let analysis = &view.analysis;
            for symbol in analysis.names().visible(view.file, self.analysed) {
                let kind = match symbol.kind {
                    SymbolKind::Function => CompletionItemKind::Function,
                    SymbolKind::Class => CompletionItemKind::Struct,
                    SymbolKind::Module => CompletionItemKind::Module,
                    _ => CompletionItemKind::Variable,
                };
                let value = analysis.global(&symbol.name).filter(|_| symbol.is_global);
                add(&symbol.name, kind, 2, value.map(value_text));
            }
        }
        for view in self.views {
            for (name, value) in view.analysis.compilation.globals.iter() {
                if !name.starts_with('_') {
                    let (kind, detail) = schema_kind(value);
                    add(name, kind, 3, detail);
                }
            }
        }
        for name in BUILTINS {
            add(name, CompletionItemKind::Function, 4, None);
        }
        for word in KEYWORDS {
            add(word, CompletionItemKind::Keyword, 5, None);
        }
        if self.has_snippets {
            for (name, text) in SNIPPETS {
                let item = CompletionItem {
                    label: format!("{name}(…)"),
                    kind: CompletionItemKind::Snippet,
                    insert_text: Some((*text).to_owned()),
                    is_snippet: true,
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

fn schema_kind(value: &FinalValue) -> (CompletionItemKind, Option<String>) {
    match &value.kind {
        FinalKind::Type(ty) => (CompletionItemKind::Struct, Some(type_text(ty))),
        FinalKind::Function(_) | FinalKind::Native(_) => (CompletionItemKind::Function, None),
        FinalKind::Class(_) => (CompletionItemKind::Class, None),
        _ => (CompletionItemKind::Constant, Some(value_text(value))),
    }
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
