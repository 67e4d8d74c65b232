//! `import` and `from … import …`.

use super::include::{folder_of, join, normalise};
use super::interpreter::Frame;
use super::scope::Env;
use super::value::{Module, Namespace, Value, ValueKind};
use super::{Dependency, EvalResult, Interpreter, Python, Raised, frozen, modules};
use crate::diagnostic::codes::files;
use crate::diagnostic::{Diagnostic, nearest};
use crate::source::{Ownership, SourceFile, Span};
use crate::syntax::ast::{DottedName, ImportedModule, ImportedNames, Name};
use std::rc::Rc;
use std::sync::Arc;

/// Where the modules of the library are that are written in the language.
pub(super) const MODULES: &str = "stdlib/python/";

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
            let absolute = self.absolute_name(&dotted, 0, span, env)?;
            let module = self
                .import_all_of(&absolute, span)
                .or_else(|raised| self.recover(raised, span))?;
            let value = match (&imported.alias, imported.module.parts.len()) {
                (None, 2..) if !module.is_poison() => {
                    let first = absolute.len() - dotted.len() + bound.len();
                    self.import_all_of(&absolute[..first], span)
                        .or_else(|raised| self.recover(raised, span))?
                }
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
        let absolute = self.absolute_name(&dotted, level, at, env);
        let (found, dotted) = match absolute {
            // Next to the file, where that is allowed.
            Ok(absolute) if absolute.is_empty() => (Ok(Value::none(span)), absolute),
            Ok(absolute) => (self.import_all_of(&absolute, at), absolute),
            Err(raised) => (Err(raised), dotted),
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
            if let Some(near) = self.nearest(name, names.iter().map(|name| &**name)) {
                diagnostic = diagnostic.suggest(span, near);
            }
        }
        Err(Raised::with_diagnostic(
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

    /// The whole name of a module that is imported with `level` dots before its name.
    fn absolute_name(
        &mut self,
        dotted: &str,
        level: usize,
        span: Span,
        env: &Env,
    ) -> EvalResult<String> {
        let package = env.globals.get("__package__");
        let package = package.as_ref().and_then(Value::as_text);
        let package = package
            .map(|it| it.as_str().to_owned())
            .filter(|it| !it.is_empty());
        let Some(package) = package else {
            return match level > 0 && self.language.python == Python::Two {
                true => Err(relative_import(span)),
                false => Ok(dotted.to_owned()),
            };
        };
        if level == 0 {
            // Python 2 looks into the package of the module first, jobc among its own modules before that.
            let first = dotted.split('.').next().unwrap_or(dotted);
            let inside = format!("{package}.{first}");
            let is_own = self.modules.contains_key(first) || modules::is_known(first);
            return Ok(
                match !is_own && self.find_module(&inside, span)?.is_some() {
                    true => format!("{package}.{dotted}"),
                    false => dotted.to_owned(),
                },
            );
        }
        let parts: Vec<&str> = package.split('.').collect();
        let Some(kept) = (parts.len() + 1).checked_sub(level).filter(|it| *it > 0) else {
            return Err(relative_import(span));
        };
        let mut parts = parts[..kept].to_vec();
        parts.extend((!dotted.is_empty()).then_some(dotted));
        Ok(parts.join("."))
    }

    /// A module by its dotted name: one of jobc's, or a file.
    fn find_module(&mut self, dotted: &str, span: Span) -> EvalResult<Option<Value>> {
        if let Some(module) = self.modules.get(dotted)
            && (self.sources.is_library(span) || !modules::is_native_part(dotted))
        {
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

    /// A module written in the language: the file that the settings name for it, or one in the folders where modules are.
    fn written_module(&mut self, dotted: &str, span: Span) -> EvalResult<Option<Value>> {
        let named = self.module_files.iter().find(|(name, _)| name == dotted);
        if let Some((_, path)) = named.cloned() {
            self.depends_on(Dependency::File(path.clone()));
            if let Ok(file) = self.file(&path, Ownership::User) {
                let source = ModuleSource::new(dotted, path);
                return self.execute_module(&source, file, span).map(Some);
            }
        }
        let prefix = format!("{dotted}.");
        if self
            .module_files
            .iter()
            .any(|(name, _)| name.starts_with(&prefix))
        {
            // A package of which the settings name a part.
            let module = Module {
                name: dotted.into(),
                namespace: Rc::new(Namespace::default()),
            };
            return Ok(Some(Value::new(ValueKind::Module(Rc::new(module)), span)));
        }
        let (folders, path) = match dotted.rsplit_once('.') {
            None => (self.module_folders(), dotted.to_owned()),
            Some((package, last)) => match self.package_folder(package) {
                Some(folder) => (vec![folder], last.to_owned()),
                // Folders alone are packages in Python 3.
                None if self.language.python == Python::Three => {
                    (self.module_folders(), dotted.replace('.', "/"))
                }
                None => return Ok(None),
            },
        };
        for folder in folders {
            let endings: &[&str] = match folder.has_configurations {
                true => &["/__init__.py", "/__init__.aurora", ".py", ".aurora"],
                false => &["/__init__.py", ".py"],
            };
            for ending in endings {
                let candidate = normalise(&join(&folder.path, &format!("{path}{ending}")));
                // Whether the file appears later changes the result, so it is an input also where it is missing.
                self.depends_on(Dependency::File(candidate.clone()));
                if self.host.folder(&candidate) != Some(false) {
                    continue;
                }
                if let Ok(file) = self.file(&candidate, Ownership::User) {
                    let source = ModuleSource::new(dotted, candidate);
                    return self.execute_module(&source, file, span).map(Some);
                }
            }
        }
        Ok(None)
    }

    /// The folders in which modules are looked for: what the configuration put into `sys.path`, then what the settings name. The client
    /// looks neither next to the file nor in the current folder; where jobc alone reads the files, both are handy.
    fn module_folders(&self) -> Vec<Folder> {
        let mut folders = Vec::new();
        if let Some(ValueKind::Module(sys)) = self.modules.get("sys").map(|it| &it.kind)
            && let Some(Value {
                kind: ValueKind::List(path),
                ..
            }) = sys.namespace.get("path")
        {
            let entries = path.borrow();
            let entries = entries.iter().filter_map(Value::as_text);
            folders.extend(entries.map(|path| Folder::new(path, false)));
        }
        let named = self.language.module_path.iter();
        folders.extend(named.map(|path| Folder::new(path, true)));
        if self.language.python == Python::Three {
            folders.extend(self.usual_folders().map(|path| Folder::new(&path, true)));
        }
        folders
    }

    /// The folder of the file that is executed, the current one, and the root.
    fn usual_folders(&self) -> impl Iterator<Item = String> {
        let beside = self
            .executing
            .last()
            .map_or(String::new(), |file| folder_of(&file.path).to_owned());
        let current = (!beside.is_empty()).then(String::new);
        let root = self.host.root();
        std::iter::once(beside).chain(current).chain(root)
    }

    /// The folder of a package that was imported.
    fn package_folder(&self, dotted: &str) -> Option<Folder> {
        let ValueKind::Module(package) = &self.modules.get(dotted)?.kind else {
            return None;
        };
        let ValueKind::List(path) = package.namespace.get("__path__")?.kind else {
            return None;
        };
        let path = path.borrow().first()?.as_text()?.to_owned();
        Some(Folder::new(&path, true))
    }

    /// A module of jobc's own that is written in the language.
    pub(super) fn execute_own_module(&mut self, name: &str, text: &str, span: Span) -> EvalResult {
        let path = format!("{MODULES}{name}.aurora");
        let text: Arc<str> = text.into();
        let file = SourceFile::new(&*path, text.clone(), Ownership::Stdlib);
        let file = self.sources.add(file);
        let nesting = self.limits.nesting;
        let parsed = self.trees.get(file, nesting, &text).unwrap_or_else(|| {
            let parsed = Arc::new(frozen::module(name, &text, file));
            self.trees.keep(file, nesting, &text, &parsed);
            parsed
        });
        self.parsed.insert(file, parsed);
        let source = ModuleSource::new(name, path);
        self.execute_module(&source, file, span)
    }

    fn execute_module(
        &mut self,
        source: &ModuleSource<'_>,
        file: crate::source::FileId,
        span: Span,
    ) -> EvalResult {
        let ModuleSource { dotted, path, .. } = source;
        let dotted = *dotted;
        let namespace = Rc::new(Namespace::default());
        self.cycles.note_module(&namespace);
        if self.sources.get(file).ownership == Ownership::User {
            namespace.copy_from(&self.schema);
        }
        namespace.set("__name__", Value::string(dotted, span));
        namespace.set("__file__", Value::string(&**path, span));
        namespace.set("__package__", Value::string(source.package, span));
        if source.is_package {
            let folder = Value::string(folder_of(path), span);
            namespace.set("__path__", Value::list(vec![folder], span));
        }
        let module = Value::new(
            ValueKind::Module(Rc::new(Module {
                name: dotted.into(),
                namespace: namespace.clone(),
            })),
            span,
        );
        // Known before it is executed, so that modules may import each other.
        self.modules.insert(dotted.into(), module.clone());
        self.note_included(file, span);
        let call = self.current_call();
        self.frames.push(Frame {
            span,
            label: "imported from here",
            env: Env::module(namespace.clone()),
            function: None,
            receiver: None,
            call,
        });
        let counts_otherwise = self.count_for(span, Span::new(file, 0, 0));
        let result = self.nested(span, |interpreter| {
            interpreter.execute_guarded_file(file, path, namespace)
        });
        self.count_as_before(counts_otherwise);
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
            format!("unknown module `{dotted}`"),
            span,
        );
        let elsewhere = self.module_elsewhere(dotted);
        if elsewhere.is_some() && self.in_try == 0 {
            // What the file reads afterwards is probably in that module.
            self.definitions_missing = true;
        }
        let reason = modules::refused(dotted);
        let (lack, near) = match modules::is_missing(dotted) {
            true => ("jobc does not have this module of Python", None),
            false => (
                "jobc runs no Python packages",
                nearest(dotted, modules::known_names()),
            ),
        };
        diagnostic = match (elsewhere, reason, near) {
            (Some(help), ..) => diagnostic.help(help),
            (None, Some(reason), _) => {
                diagnostic.message = format!("`{dotted}` is not available: {reason}");
                diagnostic
            }
            (None, None, Some(near)) => diagnostic.suggest(span, near),
            (None, None, None) => diagnostic.help(format!(
                "{lack}; write what the configuration needs of it as `{}.py`, in a folder that \
                 `module-path` under `[language]` in `jobc.toml` names",
                dotted.replace('.', "/")
            )),
        };
        let last = dotted.rsplit('.').next().unwrap_or(dotted);
        Raised::with_diagnostic("ImportError", format!("No module named {last}"), diagnostic)
    }

    /// What to do about a module that is a file where no modules are looked for, or in a folder that is no package.
    fn module_elsewhere(&mut self, dotted: &str) -> Option<String> {
        let first = dotted.split('.').next().unwrap_or(dotted);
        let folders: Vec<Folder> = self.module_folders();
        for folder in folders {
            let path = normalise(&join(&folder.path, first));
            if self.host.folder(&path) == Some(true) {
                return Some(format!(
                    "`{path}` is a folder without `__init__.py`, so it is not a package in Python 2.7; add an empty one"
                ));
            }
        }
        let path = dotted.replace('.', "/");
        for folder in self.usual_folders().collect::<Vec<_>>() {
            for ending in [".py", ".aurora", "/__init__.py"] {
                let candidate = normalise(&join(&folder, &format!("{path}{ending}")));
                self.depends_on(Dependency::File(candidate.clone()));
                if self.host.folder(&candidate) != Some(false) {
                    continue;
                }
                let shown = if folder.is_empty() { "." } else { &folder };
                let help = match ending {
                    ".aurora" => format!("`include('{path}.aurora')` executes it"),
                    _ => format!(
                        "add `sys.path.append('{shown}')`, or name the folder under `[language]` in `jobc.toml`: \
                         `module-path = [\"{shown}\"]`"
                    ),
                };
                return Some(format!(
                    "`{candidate}` exists, but the client does not look for modules there; {help}"
                ));
            }
        }
        None
    }
}

/// A folder in which modules are looked for.
struct Folder {
    path: String,
    /// Whether files that end in `.aurora` are modules there, too.
    has_configurations: bool,
}

impl Folder {
    fn new(path: &str, has_configurations: bool) -> Folder {
        Folder {
            path: path.to_owned(),
            has_configurations,
        }
    }
}

/// A module, and the file that it is in.
struct ModuleSource<'n> {
    dotted: &'n str,
    path: String,
    is_package: bool,
    /// The package that names are relative to.
    package: &'n str,
}

impl<'n> ModuleSource<'n> {
    fn new(dotted: &'n str, path: String) -> ModuleSource<'n> {
        let name = path.rsplit('/').next().unwrap_or(&path);
        let is_package = name.starts_with("__init__.");
        let package = match is_package {
            true => dotted,
            false => dotted.rsplit_once('.').map_or("", |(package, _)| package),
        };
        ModuleSource {
            dotted,
            path,
            is_package,
            package,
        }
    }
}

#[cold]
fn relative_import(span: Span) -> Box<Raised> {
    let message = "a relative import requires a package, and this file is not in one";
    let diagnostic = Diagnostic::new(&files::UNKNOWN_MODULE, message, span)
        .help("name the module without dots, or use `include()`");
    let python = "Attempted relative import in non-package";
    Raised::with_diagnostic("ValueError", python, diagnostic)
}

fn dotted(module: &DottedName) -> String {
    let parts: Vec<&str> = module.parts.iter().map(|part| &*part.name).collect();
    parts.join(".")
}
