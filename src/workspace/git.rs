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
        let found = found.map_err(|_| format!("unknown revision `{revision}`"))?;
        Ok(found.trim().to_owned())
    }

    /// The commit that two others began from; `None` if git knows of none.
    pub(super) fn merge_base(&self, one: &str, other: &str) -> Option<String> {
        let found = self.ask(&["merge-base", one, other]).ok()?;
        let found = found.trim();
        (!found.is_empty()).then(|| found.to_owned())
    }

    /// The two commits that a revision means, the older first; the second is `None` for what is on the disk. Of a name alone, the first is
    /// what it and `HEAD` have in common, so that what only the other branch has changed does not count. `a..b` and `a...b` mean what
    /// they mean to `git diff`.
    pub(super) fn commits(&self, revision: &str) -> Result<(String, Option<String>), String> {
        if revision.starts_with('-') {
            return Err(format!("`{revision}` is not a revision"));
        }
        let commit = |name: &str| self.commit(if name.is_empty() { "HEAD" } else { name });
        let common = |one: &str, other: &str| {
            let base = self.merge_base(&commit(one)?, &commit(other)?);
            base.ok_or_else(|| {
                format!(
                    "`{one}` and `{other}` have no common commit in this clone: fetch more of the history"
                )
            })
        };
        if let Some((one, other)) = revision.split_once("...") {
            Ok((common(one, other)?, Some(commit(other)?)))
        } else if let Some((one, other)) = revision.split_once("..") {
            Ok((commit(one)?, Some(commit(other)?)))
        } else {
            Ok((common(revision, "HEAD")?, None))
        }
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

    /// The paths of the index that a sparse checkout leaves out.
    pub(super) fn left_out(&self) -> Result<Vec<String>, String> {
        let listed = self.ask(&["ls-files", "-t", "--full-name", "-z"])?;
        let left_out = listed.split('\0').filter_map(|it| it.strip_prefix("S "));
        Ok(left_out.map(str::to_owned).collect())
    }

    /// The bytes of some files by the names of their objects, in their order; `None` for what this clone does not have.
    pub(super) fn contents(&self, objects: &[&str]) -> Result<Vec<Option<Vec<u8>>>, String> {
        let mut input = objects.join("\n");
        if input.is_empty() {
            return Ok(Vec::new());
        }
        input.push('\n');
        let answer = self.run(&["cat-file", "--batch"], input.as_bytes())?;
        let mut rest = answer.as_slice();
        let contents = objects.iter().map(|_| next_content(&mut rest));
        let contents: Option<Vec<_>> = contents.collect();
        contents.ok_or_else(|| "git gives no objects".to_owned())
    }

    fn ask(&self, arguments: &[&str]) -> Result<String, String> {
        let output = self.run(arguments, &[])?;
        Ok(String::from_utf8_lossy(&output).into_owned())
    }

    fn run(&self, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, String> {
        let mut all: Vec<OsString> = vec!["--no-pager".into(), "--literal-pathspecs".into()];
        for setting in SETTINGS {
            all.extend(["-c".into(), setting.into()]);
        }
        all.extend(arguments.iter().map(OsString::from));
        let all: Vec<&OsStr> = all.iter().map(OsString::as_os_str).collect();
        let folder = &self.folder;
        let answer = self
            .program
            .run_with_input(&all, &VARIABLES, folder, PATIENCE, input);
        let answer = answer.map_err(|error| error.to_string())?;
        if !answer.status.success() {
            let words = String::from_utf8_lossy(&answer.errors);
            let words = words.lines().next().unwrap_or("it failed").to_owned();
            return Err(format!("git cannot say what changed: {words}"));
        }
        Ok(answer.output)
    }
}

/// The next file of an answer of `cat-file --batch`: `OBJECT blob SIZE`, a line feed, the bytes, a line feed. Of what is missing, or is
/// not a file, there is nothing inside. `None` if the answer has another form.
fn next_content(rest: &mut &[u8]) -> Option<Option<Vec<u8>>> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let head = std::str::from_utf8(&rest[..end]).ok()?;
    *rest = &rest[end + 1..];
    let fields: Vec<&str> = head.split(' ').collect();
    let [_, kind, size] = fields[..] else {
        return head.ends_with(" missing").then_some(None);
    };
    let size: usize = size.parse().ok()?;
    let bytes = rest.get(..size)?.to_vec();
    *rest = rest.get(size + 1..)?;
    Some((kind == "blob").then_some(bytes))
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
