//! Which files are checked, and under which settings.

use super::extra::ExtraCheck;
use super::rules::PerFile;
use super::{Error, Found, Overrides, Reporter, RuleOverrides, standard_input};
use crate::compile::CompileOptions;
use crate::lint;
use crate::workspace::cache::Cache;
use crate::workspace::door;
use crate::workspace::files::{files_of, normalize};
use crate::workspace::globs::Globs;
use crate::workspace::search::SearchBudget;
use crate::workspace::shellcheck::Program;
use crate::workspace::users::Candidates;
use crate::workspace::{DiskHost, Tree, is_marked, user_cache};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// What files are checked with that have the same settings and root.
pub struct Circumstances {
    /// The settings.
    pub found: Found,
    /// What a compilation is told.
    pub options: CompileOptions,
    /// The world, before the file itself is named.
    pub host: DiskHost,
    /// The rules.
    pub lint: lint::Settings,
    /// Rules that are off in some files.
    pub per_file: PerFile,
    /// What looks at command lines.
    pub shellcheck: Option<Program>,
    /// What earlier runs found.
    pub cache: Option<Cache>,
    include: Globs,
    exclude: Globs,
    excluded_here: Globs,
}

impl Circumstances {
    /// Whether a file is left out.
    fn excludes(&self, path: &Path) -> bool {
        self.exclude.matches(path) || self.excluded_here.matches(path)
    }

    /// Whether a file in a folder is one to check.
    fn includes(&self, path: &Path) -> bool {
        let is_included = self.include.matches(path)
            || self.found.settings.include.is_none() && holds_jobs_as_json(path, &self.host);
        is_included && !self.excludes(path)
    }
}

/// Whether a file is JSON with a job in it: one that has all the words that every job has. Most JSON of a repository is something else.
fn holds_jobs_as_json(path: &Path, host: &DiskHost) -> bool {
    const WORDS: [&str; 5] = [
        "\"cluster\"",
        "\"role\"",
        "\"environment\"",
        "\"name\"",
        "\"task\"",
    ];
    if path.extension().is_none_or(|it| it != "json") {
        return false;
    }
    let resolved = host.tree().true_path(path).ok();
    let resolved = resolved.filter(|it| it.starts_with(host.root()));
    let read = resolved.and_then(|it| host.tree().read(&it, LARGEST_JSON).ok());
    read.is_some_and(|bytes| {
        let mut words = WORDS.iter();
        words.all(|word| memchr::memmem::find(&bytes, word.as_bytes()).is_some())
    })
}

/// The largest JSON file of a folder that is looked into, in bytes: as large as a configuration may be.
const LARGEST_JSON: u64 = 32 << 20;

/// How long users of templates are searched for.
const SEARCH_TIME: Duration = Duration::from_secs(10);

/// Why a file is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The user named it.
    Named,
    /// It is in a folder that the user named.
    InFolder,
    /// It uses a template that is checked; nothing else about it is of interest.
    User,
}

/// A file to check.
#[derive(Debug)]
pub struct Target {
    /// As messages call it.
    pub name: String,
    /// Its absolute path.
    pub path: PathBuf,
    /// An index into the plan's circumstances.
    pub circumstances: usize,
    /// Why it is checked.
    pub reason: Reason,
    /// Whether it is JSON.
    pub is_json: bool,
    /// The text, if it is from standard input.
    pub text: Option<Vec<u8>>,
}

/// What is to be done.
pub struct Plan {
    /// The files, in order.
    pub targets: Vec<Target>,
    /// Under which circumstances.
    pub circumstances: Vec<Circumstances>,
    /// The current directory.
    pub current: PathBuf,
    /// Folders that could not be read.
    pub errors: Vec<String>,
    /// What is checked beside the rules.
    pub extra: Option<Arc<dyn ExtraCheck>>,
    /// The true paths of the folders that were asked for.
    folders: Vec<PathBuf>,
}

impl Plan {
    /// Whether a file, by its absolute path, is one that is checked if it is in a folder that is.
    pub fn includes(&self, path: &Path) -> bool {
        let named = self.targets.iter().any(|it| it.path == path);
        named || self.circumstances.iter().any(|it| it.includes(path))
    }

    /// The settings files in force and the files that they name, by their absolute paths.
    pub fn settings_files(&self) -> Vec<PathBuf> {
        let mut files = Vec::new();
        for circumstances in &self.circumstances {
            let found = &circumstances.found;
            let folder = found.folder.as_deref().unwrap_or(Path::new(""));
            let clusters = &found.settings.lint.thresholds.clusters_file;
            let rules = &found.settings.lint.custom_rules;
            let named = clusters.iter().chain(rules).map(|it| folder.join(it));
            let all = found.path.iter().cloned().chain(named);
            files.extend(all.map(|it| normalize(&self.current.join(it))));
        }
        files
    }

    /// Whether the file with this absolute path is read as JSON.
    pub fn is_json(&self, path: &Path) -> bool {
        let target = self.targets.iter().find(|it| it.path == path);
        target
            .is_some_and(|it| it.is_json || self.circumstances[it.circumstances].options.read_json)
    }

    /// Whether the file with this absolute path is checked, and is on disk.
    pub fn is_on_disk(&self, path: &Path) -> bool {
        let mut targets = self.targets.iter();
        targets.any(|it| it.path == path && it.text.is_none())
    }
}

/// How files are looked for.
pub struct Options<'a> {
    /// Settings, root, bindings, environment.
    pub overrides: &'a Overrides,
    /// Rules.
    pub rules: &'a RuleOverrides,
    /// What standard input is called; files that it includes are relative to that.
    pub stdin_name: &'a str,
    /// The cache's folder, if not the usual one.
    pub cache_dir: Option<&'a Path>,
    /// Whether there is a cache.
    pub use_cache: bool,
    /// What is checked beside the rules.
    pub extra: Option<Arc<dyn ExtraCheck>>,
    /// Globs of files to leave out beside those that settings exclude, relative to the current folder.
    pub exclude: &'a [String],
    /// Whether `exclude` also counts for files that the user names.
    pub force_exclude: bool,
    /// Who is told what is no finding.
    pub reporter: &'a dyn Reporter,
}

/// Looks for the files in these paths.
pub fn plan(paths: &[String], options: &Options) -> Result<Plan, Error> {
    let current = std::env::current_dir().map_err(|error| {
        Error::unreadable(format!("cannot find the current directory: {error}"))
    })?;
    options.overrides.settings.validate()?;
    let tree = &options.overrides.settings.tree;
    let mut planner = Planner {
        options,
        plan: Plan {
            targets: Vec::new(),
            circumstances: Vec::new(),
            current,
            errors: Vec::new(),
            extra: options.extra.clone(),
            folders: Vec::new(),
        },
        folders: FxHashMap::default(),
        known: FxHashSet::default(),
        program: None,
    };
    // What is named goes before what is only in a folder.
    let (folders, files): (Vec<_>, Vec<_>) = paths
        .iter()
        .partition(|path| tree.is_folder(Path::new(path)));
    for file in files {
        planner.named(file)?;
    }
    for folder in folders {
        planner.folder(folder)?;
    }
    let mut plan = planner.plan;
    plan.targets
        .sort_by(|a, b| Path::new(&a.name).cmp(Path::new(&b.name)));
    Ok(plan)
}

/// Adds the files in the root that may use templates, at the end: what is wrong with a template is seen there. Templates are
/// targets by number.
pub fn with_users(plan: Plan, templates: &[usize], options: &Options) -> Result<Plan, Error> {
    let paths = plan.targets.iter().map(|it| true_path(&it.path));
    let mut planner = Planner {
        known: paths.collect(),
        options,
        plan,
        folders: FxHashMap::default(),
        program: None,
    };
    planner.users(templates)?;
    Ok(planner.plan)
}

fn true_path(path: &Path) -> PathBuf {
    door::true_path(path).unwrap_or_else(|_| path.to_owned())
}

struct Planner<'a> {
    options: &'a Options<'a>,
    plan: Plan,
    /// The circumstances of each folder, and its true path.
    folders: FxHashMap<PathBuf, (usize, PathBuf)>,
    known: FxHashSet<PathBuf>,
    /// shellcheck, once it was looked for.
    program: Option<Option<Program>>,
}

impl Planner<'_> {
    fn tree(&self) -> &Tree {
        &self.options.overrides.settings.tree
    }

    fn named(&mut self, file: &str) -> Result<(), Error> {
        let is_input = file == "-";
        let name = match is_input {
            true => self.options.stdin_name,
            false => file,
        };
        let (circumstances, path) = self.circumstances(Path::new(name))?;
        let excluded = self.plan.circumstances[circumstances].excludes(&path);
        if self.options.force_exclude && excluded {
            return Ok(());
        }
        let text = match is_input {
            true => {
                let options = &self.plan.circumstances[circumstances].options;
                Some(standard_input(options.evaluation.limits.file_size)?)
            }
            false => None,
        };
        // A link may lead to a file that has another name as well.
        let path = self.tree().true_path(&path).unwrap_or(path);
        self.add(name, path, circumstances, Reason::Named, text);
        Ok(())
    }

    fn folder(&mut self, folder: &str) -> Result<(), Error> {
        let mut budget = SearchBudget::unlimited();
        let (files, errors) = self.tree().walk(Path::new(folder), &mut budget);
        self.plan.errors.extend(errors);
        let path = self.plan.current.join(folder);
        self.plan.folders.push(true_path(&path));
        for file in files {
            let file = file.strip_prefix(".").unwrap_or(&file);
            let Some(name) = file.to_str() else {
                let message = format!("the name of `{}` is not UTF-8", file.display());
                self.plan.errors.push(message);
                continue;
            };
            let (circumstances, path) = self.circumstances(file)?;
            if self.plan.circumstances[circumstances].includes(&path) {
                self.add(name, path, circumstances, Reason::InFolder, None);
            }
        }
        Ok(())
    }

    fn users(&mut self, templates: &[usize]) -> Result<(), Error> {
        let mut groups = BTreeMap::<usize, Vec<PathBuf>>::new();
        for target in templates.iter().filter_map(|it| self.plan.targets.get(*it)) {
            let group = groups.entry(target.circumstances).or_default();
            group.push(true_path(&target.path));
        }
        for (circumstances, templates) in groups {
            let host = &self.plan.circumstances[circumstances].host;
            let root = host.root().to_owned();
            // All that is in these folders is in the plan.
            if self.plan.folders.iter().any(|it| root.starts_with(it)) {
                continue;
            }
            let is_chosen = is_marked(&**self.tree(), &root) || self.is_current(&root);
            let mut budget = SearchBudget::within(SEARCH_TIME);
            let mut files = match is_chosen {
                true => self.tree().walk(&root, &mut budget).0,
                false => files_of(&root, &mut budget),
            };
            // JSON uses nothing, and would have to be read to know whether it is checked.
            files.retain(|it| it.extension().is_none_or(|it| it != "json"));
            let mut candidates = BTreeMap::new();
            for file in files {
                if budget.is_spent() {
                    break;
                }
                let (index, path) = self.circumstances(&file)?;
                if self.plan.circumstances[index].includes(&path) {
                    candidates.insert(path, index);
                }
            }
            let evaluation = &self.plan.circumstances[circumstances].options.evaluation;
            let (modules, size) = (&evaluation.modules, evaluation.limits.file_size);
            let paths = candidates.keys().cloned().collect();
            let readable = Candidates::read(paths, &root, size, &mut budget);
            let users = readable.users(&templates, modules, &budget);
            if budget.is_spent() {
                let notice = format!(
                    "not all files in `{}` were searched for users of templates: check the folders that matter instead",
                    root.display()
                );
                self.options.reporter.notice(&notice);
            }
            for user in users {
                let index = candidates.get(&user).copied().unwrap_or(circumstances);
                let Some(name) = self.name_of(&user) else {
                    continue;
                };
                self.add(&name, user, index, Reason::User, None);
            }
        }
        Ok(())
    }

    fn is_current(&self, folder: &Path) -> bool {
        door::true_path(&self.plan.current).is_ok_and(|it| it == folder)
    }

    /// What messages call a file of the root.
    fn name_of(&self, file: &Path) -> Option<String> {
        let current = door::true_path(&self.plan.current);
        let inside = current.iter().find_map(|it| file.strip_prefix(it).ok());
        inside.unwrap_or(file).to_str().map(str::to_owned)
    }

    /// Adds a file, unless it is in the plan already; `path` is its true one.
    fn add(
        &mut self,
        name: &str,
        path: PathBuf,
        circumstances: usize,
        reason: Reason,
        text: Option<Vec<u8>>,
    ) {
        if self.known.insert(path) {
            self.plan.targets.push(Target {
                name: name.to_owned(),
                path: normalize(&self.plan.current.join(name)),
                circumstances,
                reason,
                is_json: name.ends_with(".json"),
                text,
            });
        }
    }

    /// The circumstances of a file, and its path with the links in its folder resolved.
    fn circumstances(&mut self, file: &Path) -> Result<(usize, PathBuf), Error> {
        let path = self.plan.current.join(file);
        let folder = path.parent().unwrap_or(&self.plan.current).to_owned();
        let name = path.file_name().unwrap_or_default().to_owned();
        if let Some((index, folder)) = self.folders.get(&folder) {
            return Ok((*index, folder.join(name)));
        }
        let canonical = self.tree().true_path(&folder);
        let canonical = canonical.unwrap_or_else(|_| folder.clone());
        let index = self.find_circumstances(&path, file)?;
        let resolved = canonical.join(name);
        self.folders.insert(folder, (index, canonical));
        Ok((index, resolved))
    }

    fn find_circumstances(&mut self, path: &Path, file: &Path) -> Result<usize, Error> {
        let overrides = self.options.overrides;
        let settings = overrides.settings.file(path);
        let known = self
            .plan
            .circumstances
            .iter()
            .find(|it| it.found.path == settings);
        let found = match known {
            Some(known) => known.found.clone(),
            None => overrides.settings.read(settings)?,
        };
        let name = file.display().to_string();
        let (mut options, host) = overrides.prepare(&found, &name, &self.plan.current)?;
        options.keeps_resolutions = true;
        let same = self
            .plan
            .circumstances
            .iter()
            .position(|it| it.found.path == found.path && it.host.root() == host.root());
        match same {
            Some(index) => Ok(index),
            None => {
                let new = self.new_circumstances(found, options, host)?;
                self.plan.circumstances.push(new);
                Ok(self.plan.circumstances.len() - 1)
            }
        }
    }

    /// shellcheck, if it is wanted and there.
    fn shellcheck(&mut self, lint: &lint::Settings) -> Result<Option<Program>, Error> {
        let rule = lint::rules::find(SHELLCHECK);
        let is_selected = rule.is_some_and(|rule| lint.is_selected(rule));
        if !lint.shellcheck.enabled || !is_selected {
            return Ok(None);
        }
        if let Some(program) = &self.program {
            return Ok(program.clone());
        }
        let program = Program::find();
        if program.is_none() {
            let message = "shellcheck is not installed, or does not report its version";
            if self.options.rules.wants_shellcheck() {
                return Err(Error::usage(message));
            }
            let text = format!("{message}: command lines are checked without it");
            self.options.reporter.notice(&text);
        }
        self.program = Some(program.clone());
        Ok(program)
    }

    fn new_circumstances(
        &mut self,
        found: Found,
        options: CompileOptions,
        host: DiskHost,
    ) -> Result<Circumstances, Error> {
        let rules = self.options.rules;
        let lint = rules.apply(&found.settings.lint);
        let shellcheck = self.shellcheck(&lint)?;
        let current = &self.plan.current;
        let folder = found.base(host.root(), current);
        let bad = |error: String| Error::usage(error);
        // Globs of the command line are relative to the current folder.
        let base = |setting: &[&str]| match found.is_given(setting) {
            true => current.as_path(),
            false => folder.as_path(),
        };
        let per_file = found.per_file_ignores(rules, host.root(), current)?;
        let include = Globs::new(base(&["include"]), found.settings.include()).map_err(bad)?;
        let exclude = found.settings.exclude.iter().map(String::as_str);
        let exclude = Globs::new(base(&["exclude"]), exclude).map_err(bad)?;
        let true_current = self.tree().true_path(current);
        let true_current = true_current.unwrap_or_else(|_| current.clone());
        let here = self.options.exclude.iter().map(String::as_str);
        let excluded_here = Globs::new(&true_current, here).map_err(bad)?;
        let cache_folder = match self.options.cache_dir {
            Some(folder) => Some(current.join(folder)),
            None => user_cache().map(|it| it.join("check")),
        };
        let cache_folder = cache_folder.filter(|_| self.options.use_cache);
        let cache = cache_folder.map(|folder| {
            let depends = format!(
                "{} {shellcheck:?} {current:?} {:?} {options:?} {lint:?} {:?} {host:?} {:?}",
                version(),
                folder,
                rules,
                found.settings.per_file_parameters,
            );
            Cache::open(&folder, &depends)
        });
        Ok(Circumstances {
            found,
            options,
            host,
            lint,
            per_file,
            shellcheck,
            cache,
            include,
            exclude,
            excluded_here,
        })
    }
}

/// The rule that needs another program.
const SHELLCHECK: &str = "shellcheck";

/// The version, and which build of it.
fn version() -> String {
    let build = std::env::current_exe().and_then(|it| door::true_path(&it));
    let build = build.ok().and_then(|it| door::stamp(&it));
    format!("{} {build:?}", env!("CARGO_PKG_VERSION"))
}
