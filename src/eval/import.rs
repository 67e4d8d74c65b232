//! `import` and `from … import …`.

use super::include::{folder_of, join, normalise};
use super::interpreter::Frame;
use super::scope::Env;
use super::value::{Module, Namespace, Value, ValueKind};
use super::{Dependency, EvalResult, Interpreter, Raised, modules};
use crate::diagnostic::codes::files;
use crate::diagnostic::{Diagnostic, nearest};
use crate::source::{Ownership, SourceFile, Span};
use crate::syntax::ast::{DottedName, ImportedModule, ImportedNames, Name};
use std::rc::Rc;

impl Interpreter<'_> {
    #[inline(never)]
    pub(super) fn import_statement(
        &mut self,
        modules: &[ImportedModule],
        env: &Env,
    ) -> EvalResult<()> {
        for imported in modules {
            let dotted = dotted(&imported.module);
            let bound = match (&imported.alias, imported.module.parts.first()) {
                (Some(alias), _) => alias.name.clone(),
                (None, Some(first)) => first.name.clone(),
                _ => continue,
            };
            let span = imported.module.span;
            let module = self
                .import_all_of(&dotted, span)
                .or_else(|raised| self.recover(raised, span))?;
            let value = match (&imported.alias, imported.module.parts.len()) {
                (None, 2..) if !module.is_poison() => self
                    .import_all_of(&bound, span)
                    .or_else(|raised| self.recover(raised, span))?,
                _ => module,
            };
            env.set(&bound, value);
        }
        Ok(())
    }

    #[inline(never)]
    pub(super) fn import_from(
        &mut self,
        module: &DottedName,
        level: usize,
        names: &ImportedNames,
        span: Span,
        env: &Env,
    ) -> EvalResult<()> {
        let dotted = dotted(module);
        if dotted == "__future__" {
            return Ok(());
        }
        let at = if module.parts.is_empty() {
            span
        } else {
            module.span
        };
        let found = if level > 0 && dotted.is_empty() {
            Ok(Value::none(span))
        } else {
            self.import_all_of(&dotted, at)
        };
        let found = found.or_else(|raised| self.recover(raised, at))?;
        match names {
            ImportedNames::All(_) => {
                if let ValueKind::Module(module) = &found.kind {
                    let variables: Vec<(Name, Value)> = module
                        .namespace
                        .variables
                        .borrow()
                        .iter()
                        .filter(|(name, _)| !name.starts_with('_'))
                        .map(|(name, value)| (name.clone(), value.clone()))
                        .collect();
                    for (name, value) in variables {
                        env.set(&name, value);
                    }
                }
                Ok(())
            }
            ImportedNames::Names(names) => {
                for (name, alias) in names {
                    let value = self
                        .imported_name(&found, &dotted, &name.name, name.span)
                        .or_else(|raised| self.recover(raised, name.span))?;
                    env.set(&alias.as_ref().unwrap_or(name).name, value);
                }
                Ok(())
            }
        }
    }

    fn imported_name(
        &mut self,
        module: &Value,
        dotted: &str,
        name: &Name,
        span: Span,
    ) -> EvalResult {
        match &module.kind {
            ValueKind::Poison => return Ok(Value::poison(span)),
            ValueKind::Module(module) => {
                if let Some(value) = module.namespace.get(name) {
                    return Ok(value);
                }
            }
            _ => {}
        }
        let inner = if dotted.is_empty() {
            name.to_string()
        } else {
            format!("{dotted}.{name}")
        };
        if let Some(value) = self.find_module(&inner, span)? {
            return Ok(value);
        }
        let mut diagnostic = Diagnostic::new(
            &files::UNKNOWN_MODULE,
            format!("the module `{dotted}` has no `{name}`"),
            span,
        );
        if let ValueKind::Module(module) = &module.kind {
            let names = module.namespace.names();
            if let Some(near) = nearest(name, names.iter().map(|name| &**name)) {
                diagnostic = diagnostic.suggest(span, near);
            }
        }
        Err(Raised::saying(
            "ImportError",
            format!("cannot import name {name}"),
            diagnostic,
        ))
    }

    /// A module with the packages it is in, each of which gets the next one as a variable.
    fn import_all_of(&mut self, dotted: &str, span: Span) -> EvalResult {
        let mut whole: Option<Value> = None;
        let ends = dotted
            .match_indices('.')
            .map(|(at, _)| at)
            .chain([dotted.len()]);
        for end in ends {
            let part = &dotted[..end];
            let last = end == dotted.len();
            match self.find_module(part, span)? {
                Some(module) => {
                    let name = part.rsplit('.').next().unwrap_or(part);
                    if let Some(Value {
                        kind: ValueKind::Module(package),
                        ..
                    }) = &whole
                        && !package.namespace.contains(name)
                    {
                        package.namespace.set(name, module.clone());
                    }
                    whole = Some(module);
                }
                None if last => return Err(self.unknown_module(dotted, span)),
                None => {}
            }
        }
        whole.ok_or_else(|| self.unknown_module(dotted, span))
    }

    /// A module by its dotted name: one of jobc's, or one beside the file.
    fn find_module(&mut self, dotted: &str, span: Span) -> EvalResult<Option<Value>> {
        if let Some(module) = self.modules.get(dotted) {
            return Ok(Some(module.clone()));
        }
        let loaded = match modules::load(self, dotted, span)? {
            Some(module) => Some(module),
            None => self.written_module(dotted, span)?,
        };
        if let Some(module) = &loaded {
            self.modules.insert(dotted.into(), module.clone());
        }
        Ok(loaded)
    }

    /// A module written in the language: the file that the settings name for it, or one beside the file that is being
    /// executed, under the current directory or under the root.
    fn written_module(&mut self, dotted: &str, span: Span) -> EvalResult<Option<Value>> {
        let named = self.module_files.iter().find(|(name, _)| name == dotted);
        if let Some((_, path)) = named.cloned() {
            self.depends_on(Dependency::File(path.clone()));
            if let Ok(file) = self.file(&path, Ownership::User) {
                return self.execute_module(dotted, file, &path, span).map(Some);
            }
        }
        let beside = self
            .executing
            .last()
            .map_or(String::new(), |file| folder_of(&file.path).to_owned());
        let path = dotted.replace('.', "/");
        let mut folders = vec![beside];
        if !folders[0].is_empty() {
            folders.push(String::new());
        }
        folders.extend(self.host.root());
        for folder in folders {
            for ending in [".py", ".aurora", "/__init__.py", "/__init__.aurora"] {
                let candidate = normalise(&join(&folder, &format!("{path}{ending}")));
                // Whether the file appears later changes the result, so it is an input also where it is missing.
                self.depends_on(Dependency::File(candidate.clone()));
                if self.host.folder(&candidate) != Some(false) {
                    continue;
                }
                if let Ok(file) = self.file(&candidate, Ownership::User) {
                    return self
                        .execute_module(dotted, file, &candidate, span)
                        .map(Some);
                }
            }
        }
        Ok(None)
    }

    /// A module of jobc's own that is written in the language.
    pub(super) fn execute_own_module(&mut self, name: &str, text: &str, span: Span) -> EvalResult {
        let path = format!("{name}.py");
        let file = SourceFile::new(&*path, text, Ownership::Stdlib);
        let file = self.sources.add(file);
        let module = self.execute_module(name, file, &path, span)?;
        self.modules.remove(name);
        Ok(module)
    }

    fn execute_module(
        &mut self,
        dotted: &str,
        file: crate::source::FileId,
        path: &str,
        span: Span,
    ) -> EvalResult {
        let namespace = Rc::new(Namespace::default());
        self.cycles.note_module(&namespace);
        namespace.copy_from(&self.schema);
        namespace.set("__name__", Value::string(dotted, span));
        namespace.set("__file__", Value::string(path, span));
        let module = Value::new(
            ValueKind::Module(Rc::new(Module {
                name: dotted.into(),
                namespace: namespace.clone(),
            })),
            span,
        );
        // Known before it is executed, so that modules may import each other.
        self.modules.insert(dotted.into(), module.clone());
        self.frames.push(Frame {
            span,
            label: "imported from here",
            env: Env::module(namespace.clone()),
            function: None,
            receiver: None,
        });
        let result = self.nested(span, |interpreter| {
            interpreter.execute_guarded_file(file, path, namespace)
        });
        self.frames.pop();
        match result {
            Ok(()) => Ok(module),
            Err(raised) => {
                self.modules.remove(dotted);
                Err(self.leaving_call(raised, span, "imported from here"))
            }
        }
    }

    #[cold]
    fn unknown_module(&mut self, dotted: &str, span: Span) -> Box<Raised> {
        let mut diagnostic = Diagnostic::new(
            &files::UNKNOWN_MODULE,
            format!("there is no module `{dotted}`"),
            span,
        );
        diagnostic = match (
            modules::refused(dotted),
            nearest(dotted, modules::known_names()),
        ) {
            (Some(reason), _) => {
                diagnostic.message = format!("`{dotted}` is not available: {reason}");
                diagnostic
            }
            (None, Some(near)) => diagnostic.suggest(span, near),
            (None, None) => diagnostic.help(format!(
                "jobc runs no Python packages; write what the configuration needs of it as a stub module and name it \
                 in `jobc.toml`, or put `{}.py` beside the configuration",
                dotted.replace('.', "/")
            )),
        };
        let last = dotted.rsplit('.').next().unwrap_or(dotted);
        Raised::saying("ImportError", format!("No module named {last}"), diagnostic)
    }
}

fn dotted(module: &DottedName) -> String {
    let parts: Vec<&str> = module.parts.iter().map(|part| &*part.name).collect();
    parts.join(".")
}
