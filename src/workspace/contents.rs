//! What files hold, read once in a run however many configurations ask for them.

use super::DiskHost;
use super::memory::normalize;
use crate::eval::{Host, HostError, Variable};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A fingerprint of some bytes: half of a SHA-256, in hexadecimal.
pub fn fingerprint(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        // The length keeps `a` and `bc` apart from `ab` and `c`.
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    let digest = hasher.finalize();
    digest[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// What reading a path gave.
#[derive(Debug)]
pub struct Content {
    /// The bytes, or why there are none.
    pub read: Result<Vec<u8>, HostError>,
    /// A fingerprint of either.
    pub fingerprint: String,
}

impl Content {
    fn of(host: &dyn Host, path: &str) -> Content {
        let read = host.read(path);
        let fingerprint = match &read {
            Ok(bytes) => fingerprint(&[b"file", bytes]),
            Err(error) => fingerprint(&[b"error", error.to_string().as_bytes()]),
        };
        Content { read, fingerprint }
    }
}

/// What the files of a run hold. Files that are shared are kept.
#[derive(Debug, Default)]
pub struct Contents {
    known: Mutex<FxHashMap<(usize, String), Arc<Content>>>,
    /// Texts that go before the files, by absolute path.
    pub texts: BTreeMap<String, Vec<u8>>,
}

impl Contents {
    /// Contents in which these texts go before the files, by absolute path.
    pub fn with_texts(texts: BTreeMap<String, Vec<u8>>) -> Contents {
        Contents {
            known: Mutex::default(),
            texts,
        }
    }
}

/// A host that reads through [`Contents`], and knows afterwards what it read.
pub struct ContentHost<'a> {
    disk: DiskHost,
    contents: &'a Contents,
    /// Hosts of one number may read the same files.
    number: usize,
    /// The file that is compiled: nobody else reads it, or few do.
    main: String,
    reads: Mutex<FxHashMap<String, Arc<Content>>>,
    listed: AtomicBool,
}

impl<'a> ContentHost<'a> {
    /// A host for one file. Hosts of the same number have to be allowed to read the same.
    pub fn new(disk: DiskHost, contents: &'a Contents, number: usize, main: &str) -> Self {
        ContentHost {
            disk,
            contents,
            number,
            main: main.to_owned(),
            reads: Mutex::default(),
            listed: AtomicBool::new(false),
        }
    }

    /// What a path holds, read now or before.
    pub fn content(&self, path: &str) -> Arc<Content> {
        if let Some(content) = self.reads().get(path) {
            return content.clone();
        }
        let content = match path == self.main {
            true => Arc::new(self.look(path)),
            false => self.shared(path),
        };
        let mut reads = self.reads();
        reads.entry(path.to_owned()).or_insert(content).clone()
    }

    fn reads(&self) -> MutexGuard<'_, FxHashMap<String, Arc<Content>>> {
        self.reads.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether it was asked which variables there are.
    pub fn listed_variables(&self) -> bool {
        self.listed.load(Ordering::Relaxed)
    }

    fn shared(&self, path: &str) -> Arc<Content> {
        let key = (self.number, path.to_owned());
        let lock = || {
            let known = self.contents.known.lock();
            known.unwrap_or_else(PoisonError::into_inner)
        };
        if let Some(content) = lock().get(&key) {
            return content.clone();
        }
        let content = Arc::new(self.look(path));
        // Whoever was first is right, so that a whole run sees the same.
        lock().entry(key).or_insert(content).clone()
    }

    fn look(&self, path: &str) -> Content {
        match self.text(path) {
            Some(bytes) => Content {
                fingerprint: fingerprint(&[b"file", bytes]),
                read: Ok(bytes.clone()),
            },
            None => Content::of(&self.disk, path),
        }
    }

    fn text(&self, path: &str) -> Option<&Vec<u8>> {
        if self.contents.texts.is_empty() {
            return None;
        }
        let path = match path.starts_with('/') {
            true => normalize(path),
            false => normalize(&format!("{}/{path}", self.current_directory())),
        };
        self.contents.texts.get(&path)
    }
}

impl Host for ContentHost<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, HostError> {
        self.content(path).read.clone()
    }

    fn folder(&self, path: &str) -> Option<bool> {
        self.disk.folder(path)
    }

    fn names(&self, folder: &str) -> Vec<String> {
        self.disk.names(folder)
    }

    fn variable(&self, name: &str) -> Variable {
        self.disk.variable(name)
    }

    fn variables(&self) -> Vec<String> {
        self.listed.store(true, Ordering::Relaxed);
        self.disk.variables()
    }

    fn user(&self) -> String {
        self.disk.user()
    }

    fn hostname(&self) -> String {
        self.disk.hostname()
    }

    fn now(&self) -> f64 {
        self.disk.now()
    }

    fn memory(&self) -> Option<usize> {
        self.disk.memory()
    }

    fn current_directory(&self) -> String {
        self.disk.current_directory()
    }

    fn root(&self) -> Option<String> {
        Host::root(&self.disk)
    }

    fn is_cancelled(&self) -> bool {
        self.disk.is_cancelled()
    }
}
