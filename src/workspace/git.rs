//! Asking git, in a way that starts nothing that a repository names.
//!
//! A repository has settings of its own, and they name programs: filters, a monitor of the file system, hooks, drivers that compare files,
//! transports that fetch missing objects. Whoever checks an unpacked archive has not chosen them. So git is only asked what it answers
//! from its objects and its index. It never looks at the files on the disk, where filters and submodules would come in: these are
//! compared here.

use super::door::Program;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long git may take for an answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// Settings that go before those of the repository. None of the commands here should need any of them.
const SETTINGS: [&str; 10] = [
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.attributesFile=/dev/null",
    "core.pager=",
    "core.sshCommand=false",
    "core.askPass=",
    "credential.helper=",
    "diff.external=",
    "protocol.allow=never",
    "submodule.recurse=false",
];

/// Variables that settings do not go before.
const VARIABLES: [(&str, Option<&str>); 6] = [
    // A list of the transports that are allowed, which goes before `protocol.NAME.allow`.
    ("GIT_ALLOW_PROTOCOL", Some("none")),
    ("GIT_NO_LAZY_FETCH", Some("1")),
    ("GIT_OPTIONAL_LOCKS", Some("0")),
    ("GIT_TERMINAL_PROMPT", Some("0")),
    ("GIT_EXTERNAL_DIFF", None),
    ("LC_ALL", Some("C")),
];

/// git, in a repository.
#[derive(Debug)]
pub(super) struct Git {
    program: Program,
    folder: PathBuf,
}

/// What is at a path of a revision: its mode and its object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// What it is.
    pub(super) kind: EntryKind,
    /// The name of its object, in hexadecimal.
    pub(super) object: String,
}

/// What an entry of a revision is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryKind {
    /// A file.
    File,
    /// A symbolic link.
    Link,
    /// A commit of another repository.
    Submodule,
}

impl Git {
    /// The repository around a folder. The error is a sentence.
    pub(super) fn around(folder: &Path) -> Result<Git, String> {
        let program = Program::all("git").next();
        let program = program.ok_or("git is not in an absolute folder of `PATH`")?;
        let mut git = Git {
            program,
            folder: folder.to_owned(),
        };
        let top = git.ask(&["rev-parse", "--show-toplevel"])?;
        git.folder = PathBuf::from(top.trim_end_matches(['\n', '\r']));
        Ok(git)
    }

    /// The top folder of the files of the repository.
    pub(super) fn top(&self) -> &Path {
        &self.folder
    }

    /// The name of the commit that a revision means.
    pub(super) fn commit(&self, revision: &str) -> Result<String, String> {
        let commit = format!("{revision}^{{commit}}");
        let found = self.ask(&["rev-parse", "--verify", "--end-of-options", &commit]);
        let found = found.map_err(|_| format!("git knows no revision `{revision}`"))?;
        Ok(found.trim().to_owned())
    }

    /// The commit that two others began from; `None` if git knows of none.
    pub(super) fn merge_base(&self, one: &str, other: &str) -> Option<String> {
        let found = self.ask(&["merge-base", one, other]).ok()?;
        let found = found.trim();
        (!found.is_empty()).then(|| found.to_owned())
    }

    /// Everything in a commit, by path.
    pub(super) fn files(&self, commit: &str) -> Result<Vec<(String, Entry)>, String> {
        let listed = self.ask(&["ls-tree", "-r", "-z", "--full-tree", commit])?;
        // `MODE TYPE OBJECT`, a tab, the path.
        Ok(entries(&listed, |fields| Some((fields[0], fields[2]))))
    }

    /// Everything in the index, by path.
    pub(super) fn index(&self) -> Result<Vec<(String, Entry)>, String> {
        let listed = self.ask(&["ls-files", "--stage", "--full-name", "-z"])?;
        // `MODE OBJECT STAGE`, a tab, the path.
        Ok(entries(&listed, |fields| Some((fields[0], fields[1]))))
    }

    fn ask(&self, arguments: &[&str]) -> Result<String, String> {
        let mut all: Vec<OsString> = vec!["--no-pager".into(), "--literal-pathspecs".into()];
        for setting in SETTINGS {
            all.extend(["-c".into(), setting.into()]);
        }
        all.extend(arguments.iter().map(OsString::from));
        let all: Vec<&OsStr> = all.iter().map(OsString::as_os_str).collect();
        let answer = self.program.run(&all, &VARIABLES, &self.folder, PATIENCE);
        let answer = answer.map_err(|error| error.to_string())?;
        if !answer.status.success() {
            let words = String::from_utf8_lossy(&answer.errors);
            let words = words.lines().next().unwrap_or("it failed").to_owned();
            return Err(format!("git cannot say what changed: {words}"));
        }
        Ok(String::from_utf8_lossy(&answer.output).into_owned())
    }
}

/// The entries of a list: three fields, a tab, and the path, up to a zero. `choose` picks mode and object.
fn entries<'a>(
    listed: &'a str,
    choose: impl Fn([&'a str; 3]) -> Option<(&'a str, &'a str)>,
) -> Vec<(String, Entry)> {
    let entry = |line: &'a str| {
        let (head, path) = line.split_once('\t')?;
        let mut fields = head.split(' ');
        let fields = [fields.next()?, fields.next()?, fields.next()?];
        let (mode, object) = choose(fields)?;
        let kind = match mode {
            "120000" => EntryKind::Link,
            "160000" => EntryKind::Submodule,
            _ => EntryKind::File,
        };
        let object = object.to_owned();
        Some((path.to_owned(), Entry { kind, object }))
    };
    listed.split('\0').filter_map(entry).collect()
}
