//! The modules that an `import` can name, and what they define.

use super::proposals::Proposals;
use crate::compile::{CompileOptions, Input, compile};
use crate::eval::{FinalKind, Host, module_names};
use crate::ide::completion_item::{CompletionItem, CompletionItemKind};

impl Proposals<'_> {
    /// What can be typed in the import statement that the cursor is in, if it is in one.
    pub(super) fn in_import(&self) -> Option<Vec<CompletionItem>> {
        let before = &self.text()[..self.offset];
        let line = before.rsplit(['\n', ';']).next()?.trim_start();
        if let Some(modules) = line.strip_prefix("import ") {
            return Some(self.modules(modules.rsplit(',').next()?.trim_start()));
        }
        let from = line.strip_prefix("from ")?;
        match from.split_once(" import ") {
            None => Some(self.modules(from.trim_start())),
            Some((module, names)) => {
                let typed = names.rsplit([',', '(']).next()?.trim_start();
                let is_name = !typed.contains(' ');
                let members =
                    is_name.then(|| members(module.trim(), self.view.analysis.files.as_host()));
                Some(members.unwrap_or_default())
            }
        }
    }

    /// All modules, in place of what is typed of one.
    fn modules(&self, typed: &str) -> Vec<CompletionItem> {
        // `import os a` is on its way to `as`.
        if typed.contains(' ') {
            return Vec::new();
        }
        let start = self.offset - typed.len();
        let names = module_names().filter(|it| it.starts_with(typed));
        let items = names.map(|name| CompletionItem {
            edit: Some(self.edit(start, name)),
            kind: CompletionItemKind::Module,
            label: name.to_owned(),
            ..CompletionItem::default()
        });
        items.collect()
    }
}

/// What a module defines.
fn members(module: &str, host: &dyn Host) -> Vec<CompletionItem> {
    if !module_names().any(|it| it == module) {
        return Vec::new();
    }
    let input = Input::Text {
        name: "import.aurora".to_owned(),
        bytes: format!("import {module} as module\n").into_bytes(),
    };
    let compilation = compile(&input, &CompileOptions::default(), host);
    match compilation.globals.get("module").map(|it| &it.kind) {
        Some(FinalKind::Module(module)) => crate::ide::members::of_module(module),
        _ => Vec::new(),
    }
}
