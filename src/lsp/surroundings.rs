//! What the files of a client stand in: its folders, and its settings.

use super::client_settings::ClientSettings;
use super::uri;
use crate::compile::CompileOptions;
use crate::diagnostic::Diagnostic;
use crate::eval::{Host, Limits, Trees};
use crate::ide::path::{has_file, normalize};
use crate::ide::{Config, Entry, Files, World};
use crate::job;
use crate::lint::{Selector, can_be_ignored};
use crate::workspace::files::{files_of, walk};
use crate::workspace::globs::Globs;
use crate::workspace::search::SearchBudget;
use crate::workspace::settings::{BadSettings, Settings};
use crate::workspace::users::Candidates;
use crate::workspace::{
    DiskHost, MemoryHost, Tree, door, find_root, find_settings, is_marked, listing,
};
use lsp_types::WorkspaceFoldersChangeEvent;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How long folders are searched at a time.
const SEARCH_TIME: Duration = Duration::from_secs(2);

/// The folders that the client works in, with its settings.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// Absolute paths.
    folders: Vec<String>,
    /// The settings for whatever is in no folder that has its own.
    settings: ClientSettings,
    by_folder: BTreeMap<String, ClientSettings>,
    /// The trees of files that several open ones include.
    pub trees: Arc<Trees>,
    /// What is to be said of the client's settings.
    pub complaints: Vec<String>,
}

/// The settings that are in force for a file.
pub struct InForce {
    /// The settings, the client's included.
    pub settings: Settings,
    /// The folder of the settings file, if there is one.
    pub folder: Option<PathBuf>,
    /// What is wrong with the settings file: then it counts as empty.
    pub bad: Option<Box<BadSettings>>,
}

impl Surroundings {
    /// Those of a client that has just started.
    pub fn initialize(&mut self, params: &Value) {
        let folders = params["workspaceFolders"].as_array().map(Vec::as_slice);
        let addresses = folders.unwrap_or_default().iter().map(|it| &it["uri"]);
        self.folders = addresses.filter_map(path).collect();
        if self.folders.is_empty() {
            // What clients sent before there were folders.
            let root = path(&params["rootUri"]);
            let root = root.or_else(|| Some(normalize(params["rootPath"].as_str()?)));
            self.folders.extend(root);
        }
        self.configure(&params["initializationOptions"]);
    }

    /// The client works in other folders.
    pub fn change_folders(&mut self, event: WorkspaceFoldersChangeEvent) {
        for gone in event.removed {
            let gone = uri::path(&gone.uri);
            self.folders.retain(|it| *it != gone);
            self.by_folder.remove(&gone);
        }
        for new in event.added {
            let new = uri::path(&new.uri);
            if !self.folders.contains(&new) {
                self.folders.push(new);
            }
        }
    }

    /// The client has these settings; whether it says so at all.
    pub fn configure(&mut self, value: &Value) -> bool {
        if !ClientSettings::says_something(value) {
            return false;
        }
        self.settings = self.read(value);
        self.by_folder.clear();
        true
    }

    fn read(&mut self, value: &Value) -> ClientSettings {
        let (settings, complaints) = ClientSettings::read(value);
        let missing = self.missing_config(&settings);
        for complaint in complaints.into_iter().chain(missing) {
            if !self.complaints.contains(&complaint) {
                self.complaints.push(complaint);
            }
        }
        settings
    }

    /// The sections that [`Surroundings::configure_all`] takes, as the client is asked for them.
    pub fn sections(&self) -> Vec<Value> {
        let all = [serde_json::json!({"section": "jobc"})].into_iter();
        let of_folders = self.folders.iter().filter_map(|it| {
            let uri = uri::of_path(it)?;
            Some(serde_json::json!({"section": "jobc", "scopeUri": uri}))
        });
        all.chain(of_folders).collect()
    }

    /// Takes the settings that were asked for: those of no folder, then those of each.
    pub fn configure_all(&mut self, answers: &[Value]) {
        let Some((all, of_folders)) = answers.split_first() else {
            return;
        };
        // An empty object is an answer here: all settings were taken back.
        if all.is_null() {
            return;
        }
        self.settings = self.read(all);
        self.by_folder.clear();
        let folders = self.folders.clone();
        for (folder, value) in folders.into_iter().zip(of_folders) {
            if !value.is_null() {
                let settings = self.read(value);
                self.by_folder.insert(folder, settings);
            }
        }
    }

    fn missing_config(&self, settings: &ClientSettings) -> Option<String> {
        let config = settings.config.as_ref()?;
        let folders = self.folders.iter().map(String::as_str);
        let mut places = folders.chain(["/"]).map(|it| Path::new(it).join(config));
        let is_there = places.any(|it| door::is_file(&it));
        (!is_there).then(|| {
            format!("`config` names `{config}`, which is not a file in the workspace folders")
        })
    }

    /// The folders.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        self.folders.iter().map(String::as_str)
    }

    /// The innermost folder that a file is in.
    pub fn folder_of(&self, path: &str) -> Option<&str> {
        let folders = self.folders.iter().map(String::as_str);
        let around = folders.filter(|it| Path::new(path).starts_with(it));
        around.max_by_key(|it| it.len())
    }

    /// The client's settings for a file.
    pub fn client(&self, path: &str) -> &ClientSettings {
        let own = self.folder_of(path).and_then(|it| self.by_folder.get(it));
        own.unwrap_or(&self.settings)
    }

    /// The settings in force for a file.
    pub fn in_force(&self, path: &str) -> InForce {
        let client = self.client(path);
        let folder = self.folder_of(path).unwrap_or("/");
        let named = client.config.as_ref().map(|it| Path::new(folder).join(it));
        let nearest = || find_settings(Path::new(path));
        let nearest = || has_file(path).then(nearest).flatten();
        let file = named.filter(|it| door::is_file(it)).or_else(nearest);
        let text = file.as_ref().and_then(|file| {
            let read = door::read_named(file, door::LARGEST);
            read.and_then(door::text).ok()
        });
        let (Some(file), Some(text)) = (file, text) else {
            let settings = client.over(Settings::default());
            return InForce {
                settings,
                folder: None,
                bad: None,
            };
        };
        let folder = file.parent().map(Path::to_owned);
        let inside = folder.as_deref().unwrap_or(Path::new(""));
        let (settings, bad) = match Settings::parse_in(inside, &file.display().to_string(), &text) {
            Ok(settings) => (settings, None),
            Err(bad) => (Settings::default(), Some(bad)),
        };
        InForce {
            settings: client.over(settings),
            folder,
            bad,
        }
    }

    /// The folder outside of which nothing is read for a file. A buffer without a file has none: it reads nothing.
    pub fn root(&self, path: &str, in_force: &InForce) -> Option<PathBuf> {
        if !has_file(path) {
            return None;
        }
        Some(match &in_force.folder {
            Some(folder) => in_force.settings.root_in(folder),
            None => {
                let parent = Path::new(path).parent().unwrap_or(Path::new("/"));
                let inside = self.folder_of(path).map_or(parent, Path::new);
                find_root(Path::new(path), inside)
            }
        })
    }
}

fn path(address: &Value) -> Option<String> {
    let uri = serde_json::from_value(address.clone()).ok()?;
    Some(uri::path(&uri))
}

impl World for Surroundings {
    fn config(&self, path: &str) -> Config {
        let in_force = self.in_force(path);
        let root = self.root(path, &in_force);
        let settings = in_force.settings;
        let folder = in_force.folder;
        let options = self.options(&settings, folder.as_deref(), path);
        let preludes = &options.evaluation.preludes;
        let disk = root.as_deref();
        let disk = disk.and_then(|root| disk_below(root, path, &settings, preludes));
        let files: Arc<dyn Files> = match disk {
            Some(disk) => Arc::new(disk),
            // Its folder is gone, or it never had one.
            None => Arc::new(MemoryHost::default()),
        };
        let ignores = settings.lint.per_file_ignores.iter();
        let folder = folder.as_deref().unwrap_or(Path::new("/"));
        let ignores: Vec<(Globs, Vec<Selector>)> = ignores
            .filter_map(|(glob, rules)| {
                Some((Globs::new(folder, [glob.as_str()]).ok()?, rules.clone()))
            })
            .collect();
        let is_ignored = move |finding: &Diagnostic, file: &str| {
            let is_off = |(globs, rules): &(Globs, Vec<Selector>)| {
                rules.iter().any(|it| it.selects(finding.code)) && globs.matches(Path::new(file))
            };
            can_be_ignored(finding.code) && ignores.iter().any(is_off)
        };
        Config {
            options,
            lint: settings.lint,
            is_ignored: Arc::new(is_ignored),
            settings_findings: in_force
                .bad
                .map(|it| Arc::new((it.sources, it.diagnostics))),
            files,
            root: root.map(|it| normalize(&it.to_string_lossy())),
        }
    }

    fn text(&self, path: &str) -> String {
        let read = |limit| door::read_named(Path::new(path), limit).ok();
        let bytes = read(Limits::default().file_size).or_else(|| {
            // Looking for settings takes longer than reading most files.
            read(self.in_force(path).settings.limits.file_size)
        });
        String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned()
    }

    fn configurations(&self) -> Vec<String> {
        let mut budget = SearchBudget::within(SEARCH_TIME);
        let folders = self.folders();
        let files = folders.flat_map(|it| walk(Path::new(it), &mut budget).0);
        let files: Vec<PathBuf> = files.collect();
        let files = self.checked(files, &budget).into_iter();
        let mut found: Vec<String> = files
            .filter_map(|it| it.to_str().map(str::to_owned))
            .collect();
        found.sort();
        found.dedup();
        found
    }

    fn configurations_below(&self, folder: &str) -> Option<Vec<String>> {
        let mut budget = SearchBudget::within(SEARCH_TIME);
        let files = walk(Path::new(folder), &mut budget).0.into_iter();
        let paths = files.filter_map(|it| it.to_str().map(str::to_owned));
        let paths =
            paths.filter(|path| [".aurora", ".thermos"].iter().any(|it| path.ends_with(it)));
        (!budget.is_spent()).then(|| paths.collect())
    }

    fn users(&self, templates: &[String]) -> Vec<Vec<String>> {
        let mut budget = SearchBudget::within(SEARCH_TIME);
        let mut searched = BTreeMap::<(PathBuf, PathBuf), Candidates>::new();
        let users = |template: &String| {
            let in_force = self.in_force(template);
            let Some(root) = self.root(template, &in_force) else {
                return Vec::new();
            };
            let folder = in_force.folder.as_deref().unwrap_or(Path::new(""));
            let evaluation = in_force.settings.evaluation(folder);
            let largest = evaluation.limits.file_size;
            let chosen = self.folder_of(template).map(Path::new);
            let chosen = chosen.or_else(|| is_marked(&*Tree::default(), &root).then_some(&root));
            let inside = chosen.unwrap_or(&root);
            let key = (inside.to_owned(), root.clone());
            let candidates = searched.entry(key).or_insert_with(|| {
                let files = match chosen {
                    Some(folder) => walk(folder, &mut budget).0,
                    None => files_of(&root, &mut budget),
                };
                let files = self.checked(files, &budget);
                Candidates::read(files, &root, largest, &mut budget)
            });
            let template = [PathBuf::from(template)];
            let mut found = candidates.users(&template, &evaluation.modules, &budget);
            found.sort();
            let found = found.into_iter();
            found
                .filter_map(|it| it.to_str().map(str::to_owned))
                .collect()
        };
        templates.iter().map(users).collect()
    }

    fn is_file(&self, path: &str) -> bool {
        door::is_file(Path::new(path))
    }

    fn is_folder(&self, path: &str) -> bool {
        door::is_folder(Path::new(path))
    }
}

impl Surroundings {
    fn options(&self, settings: &Settings, folder: Option<&Path>, path: &str) -> CompileOptions {
        let folder = folder.unwrap_or(Path::new(""));
        let mut evaluation = settings.evaluation(folder);
        evaluation.trees = self.trees.clone();
        CompileOptions {
            evaluation,
            bindings: settings.all_bindings(),
            read_json: false,
            scheduler: job::Settings {
                parameters: settings
                    .parameters(folder.is_absolute().then_some((folder, Path::new(path)))),
                ..settings.scheduler()
            },
            keeps_resolutions: true,
        }
    }

    /// Which files the settings mean that are in force for a file of a folder, and which not.
    /// Those of these files that are checked where a folder is, without JSON.
    fn checked(&self, mut files: Vec<PathBuf>, budget: &SearchBudget) -> Vec<PathBuf> {
        let mut globs = BTreeMap::<PathBuf, Option<(Globs, Globs)>>::new();
        files.retain(|file| {
            let Some(path) = file.to_str().filter(|it| !it.ends_with(".json")) else {
                return false;
            };
            if budget.is_spent() {
                return false;
            }
            let parent = file.parent().unwrap_or(Path::new("/")).to_owned();
            // The files of a folder have the same settings.
            let meant = globs
                .entry(parent)
                .or_insert_with_key(|parent| self.meant_in(parent, path));
            meant
                .as_ref()
                .is_some_and(|(include, exclude)| include.matches(file) && !exclude.matches(file))
        });
        files
    }

    fn meant_in(&self, parent: &Path, path: &str) -> Option<(Globs, Globs)> {
        let in_force = self.in_force(path);
        let folder = in_force.folder.as_deref().unwrap_or(parent);
        let exclude = in_force.settings.exclude.iter().map(String::as_str);
        let include = Globs::new(folder, in_force.settings.include()).ok()?;
        Some((include, Globs::new(folder, exclude).ok()?))
    }
}

/// The disk as a file sees it.
fn disk_below(
    root: &Path,
    path: &str,
    settings: &Settings,
    preludes: &[String],
) -> Option<DiskHost> {
    let parent = Path::new(path).parent().unwrap_or(Path::new("/"));
    let size = settings.limits.file_size;
    let mut disk = DiskHost::new(root, parent, settings.environment(), size).ok()?;
    // Settings may name files outside of the root.
    for prelude in preludes {
        disk.name_file(Path::new(prelude));
    }
    Some(disk)
}

impl Files for DiskHost {
    fn entries(&self, folder: &str, most: usize) -> Vec<Entry> {
        let entries = listing::list(self, Path::new(folder), most).into_iter();
        let entries = entries.map(|it| Entry {
            name: it.name,
            is_folder: it.is_folder,
        });
        entries.collect()
    }

    fn is_file(&self, path: &str) -> bool {
        self.folder(path) == Some(false) && door::is_file(Path::new(path))
    }

    fn as_host(&self) -> &dyn Host {
        self
    }
}

impl Files for MemoryHost {
    fn entries(&self, _folder: &str, _most: usize) -> Vec<Entry> {
        Vec::new()
    }

    fn is_file(&self, path: &str) -> bool {
        self.folder(path) == Some(false)
    }

    fn as_host(&self) -> &dyn Host {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// A home folder with a checkout in it, and a file that lies in both.
    #[test]
    fn only_a_folder_that_somebody_chose_is_searched_for_users() {
        let folder = tempfile::tempdir().expect("a folder");
        let home = folder.path().canonicalize().expect("a folder");
        fs::create_dir_all(home.join("checkout/services")).expect("folders");
        for path in [
            "a.aurora",
            "checkout/b.aurora",
            "checkout/services/c.aurora",
        ] {
            fs::write(home.join(path), "include('base.aurora')\n").expect("a file");
        }
        let users = |path: &str| {
            let found = Surroundings::default().users(&[home.join(path).display().to_string()]);
            let found = found.concat().into_iter().map(PathBuf::from);
            let inside = found.map(|it| it.strip_prefix(&home).expect("inside").to_owned());
            inside.collect::<Vec<_>>()
        };
        assert_eq!(users("base.aurora"), [Path::new("a.aurora")]);
        assert_eq!(
            users("checkout/base.aurora"),
            [Path::new("checkout/b.aurora")]
        );
        fs::write(home.join("checkout/jobc.toml"), "").expect("a file");
        let both = ["checkout/b.aurora", "checkout/services/c.aurora"].map(Path::new);
        assert_eq!(users("checkout/base.aurora"), both);
    }
}
