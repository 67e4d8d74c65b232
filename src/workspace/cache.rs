//! What was found in a file, kept until something that it depends on changes.
//!
//! A cache is a folder with a file for each set of circumstances (version, settings, bindings, …), in which each line is an
//! entry: a checksum and JSON. An entry holds the fingerprints of all files, variables and names that the result depends on;
//! values of variables are nowhere written down. Lines that are broken in any way are as good as missing.

use super::checked::Checked;
use super::contents::{ContentHost, fingerprint};
use super::door::{self, Refusal, replace_whole};
use super::stored::Stored;
use crate::compile::decode;
use crate::eval::{Dependency, Host, Variable};
use crate::source::SourceFile;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// How long a file of the cache is kept that no run has written.
const KEPT: Duration = Duration::from_secs(30 * 24 * 3600);

/// The largest file of the cache that is read, in bytes: what is larger no run has written.
const LARGEST: u64 = 1 << 30;

/// The entries of one set of circumstances.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    file: PathBuf,
    circumstances: String,
    /// Lines by the file that they are about.
    before: FxHashMap<String, String>,
    /// What this run adds.
    new: Mutex<BTreeMap<String, String>>,
}

impl Cache {
    /// Opens what there is. `circumstances` is all that results depend on beside files, variables and names.
    pub fn open(folder: &Path, circumstances: &str) -> Cache {
        let circumstances = fingerprint(&[circumstances.as_bytes()]);
        let file = folder.join(format!("{circumstances}.jsonl"));
        let text = read(&file).unwrap_or_default();
        let mut before = FxHashMap::default();
        for line in text.split(|&byte| byte == b'\n') {
            let Ok(line) = std::str::from_utf8(line) else {
                continue;
            };
            if let Some((name, _)) = split(line) {
                before.insert(name.to_owned(), line.to_owned());
            }
        }
        Cache {
            folder: folder.to_owned(),
            file,
            circumstances,
            before,
            new: Mutex::default(),
        }
    }

    /// What was found in a file, if nothing that it depends on has changed.
    pub fn get(&self, name: &str, host: &ContentHost) -> Option<Checked> {
        let (_, json) = split(self.before.get(name)?)?;
        let stored: Stored = serde_json::from_str(json).ok()?;
        let is_same = stored.name == name
            && stored
                .paths
                .iter()
                .all(|(path, print)| host.content(path).fingerprint == *print)
            && stored
                .variables
                .iter()
                .all(|(name, print)| self.variable(host, name) == *print)
            && stored
                .user
                .as_ref()
                .is_none_or(|print| self.secret(&host.user()) == *print);
        if !is_same {
            return None;
        }
        stored.restore(|source| match &source.text {
            Some(text) => Some(text.clone()),
            None => Some(decode(host.read(&source.name).ok()?)),
        })
    }

    /// Remembers what was found, unless it depends on what cannot be compared.
    pub fn put(&self, checked: &Checked, host: &ContentHost) {
        if !checked.is_readable || host.listed_variables() {
            return;
        }
        let mut stored = Stored::new(checked, |file| is_on_disk(file, host));
        for dependency in &checked.dependencies {
            match dependency {
                Dependency::File(path) => {
                    let print = host.content(path).fingerprint.clone();
                    stored.paths.push((path.clone(), print));
                }
                Dependency::Variable(name) => {
                    let print = self.variable(host, name);
                    stored.variables.push((name.clone(), print));
                }
                Dependency::User => stored.user = Some(self.secret(&host.user())),
                Dependency::Hostname | Dependency::Clock => return,
            }
        }
        if let Ok(json) = serde_json::to_string(&stored) {
            if self.tells(&json, checked, host) {
                return;
            }
            let name = serde_json::to_string(&checked.name).unwrap_or_default();
            let body = format!("{name}\t{json}");
            let line = format!("{}\t{body}", fingerprint(&[body.as_bytes()]));
            let mut new = self.new.lock().unwrap_or_else(PoisonError::into_inner);
            new.insert(checked.name.clone(), line);
        }
    }

    /// Writes what is new, and takes away what nobody has used for a month. A folder that cannot be written to is no reason
    /// to fail: the result says so for who wants to know.
    pub fn save(self) -> std::io::Result<()> {
        let new = self.new.into_inner();
        let new = new.unwrap_or_else(PoisonError::into_inner);
        if new.is_empty() {
            return Ok(());
        }
        make_folder(&self.folder)?;
        let mut lines: BTreeMap<String, String> = self.before.into_iter().collect();
        lines.extend(new);
        let mut text = String::new();
        for line in lines.values() {
            text.push_str(line);
            text.push('\n');
        }
        replace_whole(&self.file, text.as_bytes())?;
        remove_old(&self.folder);
        Ok(())
    }

    /// Whether an entry has the value of a variable in it: a message may name one, and it may be a password. What is part of
    /// a job's key is none.
    fn tells(&self, json: &str, checked: &Checked, host: &ContentHost) -> bool {
        let is_public = |value: &str| checked.jobs.iter().any(|job| job.key.contains(value));
        checked.dependencies.iter().any(|dependency| {
            let Dependency::Variable(name) = dependency else {
                return false;
            };
            matches!(
                host.variable(name),
                Variable::Set(value)
                    if value.len() > 5 && holds(json, &value) && !is_public(&value)
            )
        })
    }

    fn variable(&self, host: &ContentHost, name: &str) -> String {
        match host.variable(name) {
            Variable::Set(value) => self.secret(&value),
            Variable::Unset => "unset".to_owned(),
            Variable::Forbidden => "forbidden".to_owned(),
        }
    }

    /// The fingerprint of a value that must not be found in the cache, not even by trying likely ones in all caches at once.
    fn secret(&self, value: &str) -> String {
        fingerprint(&[self.circumstances.as_bytes(), value.as_bytes()])
    }
}

/// Whether a text is somewhere in JSON, as JSON writes it.
fn holds(json: &str, text: &str) -> bool {
    let written = serde_json::to_string(text).unwrap_or_default();
    json.contains(
        written
            .get(1..written.len().saturating_sub(1))
            .unwrap_or(text),
    ) || json.contains(text)
}

/// The name and the JSON of a line whose checksum is right.
fn split(line: &str) -> Option<(String, &str)> {
    let (sum, body) = line.split_once('\t')?;
    let (name, json) = body.split_once('\t')?;
    let name = serde_json::from_str(name).ok()?;
    (fingerprint(&[body.as_bytes()]) == sum).then_some((name, json))
}

fn is_on_disk(file: &SourceFile, host: &ContentHost) -> bool {
    let bytes = host.read(&file.name);
    bytes.is_ok_and(|bytes| *decode(bytes) == *file.text)
}

/// A file of the cache. Somebody may have put anything in its place.
fn read(path: &Path) -> Result<Vec<u8>, Refusal> {
    let folder = path.parent().unwrap_or(Path::new("."));
    is_folder(folder).map_err(|_| Refusal::NotFound)?;
    let folder = door::true_path(folder).map_err(|_| Refusal::NotFound)?;
    let path = folder.join(path.file_name().unwrap_or_default());
    door::read_inside(&path, &path, LARGEST)
}

/// Fails for a folder that is a link: a checkout can bring one along that leads anywhere.
fn is_folder(folder: &Path) -> io::Result<()> {
    match door::is_own_folder(folder)? {
        true => Ok(()),
        false => Err(io::Error::other(format!(
            "`{}` is not a folder, or is a link to one",
            folder.display()
        ))),
    }
}

/// Makes the folder of a cache, if it is not there, and has git and backups pass it over.
fn make_folder(folder: &Path) -> io::Result<()> {
    match is_folder(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        found => return found,
    }
    door::make_own_folder(folder)?;
    door::write_own(&folder.join(".gitignore"), b"*\n")?;
    door::write_own(
        &folder.join("CACHEDIR.TAG"),
        b"Signature: 8a477f597d28d172789f06886806bc55\n",
    )
}

fn remove_old(folder: &Path) {
    let Ok(entries) = door::entries(folder, usize::MAX) else {
        return;
    };
    for entry in entries {
        let path = folder.join(entry.name);
        // Of links, that of the link itself.
        let stamp = door::stamp(&path).filter(|it| it.is_file);
        let age = stamp.and_then(|it| SystemTime::now().duration_since(it.modified).ok());
        if is_ours(&path) && age.is_some_and(|age| age > KEPT) {
            // Whoever else removed it did the same work.
            let _ = door::remove_own(&path);
        }
    }
}

/// Whether a name is one that [`Cache::open`] gives to files.
fn is_ours(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    let print = name.and_then(|name| name.strip_suffix(".jsonl"));
    print.is_some_and(|it| it.len() == 32 && it.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
