//! What the files of a client stand in: its folders, and its settings.

use super::client_settings::ClientSettings;
use super::uri;
use crate::eval::Trees;
use crate::workspace::door;
use crate::workspace::settings::{BadSettings, Settings};
use crate::workspace::{find_root, find_settings};
use lsp_types::WorkspaceFoldersChangeEvent;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

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
            let root = root.or_else(|| Some(uri::normalize(params["rootPath"].as_str()?)));
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
            format!("`config` names `{config}`, which is no file in the folders of the workspace")
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
        let nearest = || uri::has_file(path).then(nearest).flatten();
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
        if !uri::has_file(path) {
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
