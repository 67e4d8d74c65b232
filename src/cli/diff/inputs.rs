//! Which two sides the words of the command line mean.

use super::super::evaluation::plan_in;
use super::super::exit::{Exit, Failure};
use super::super::load::CompileArguments;
use super::super::terminal::Terminal;
use super::super::units;
use crate::project::sides::SideFiles;
use crate::project::{Overrides, Plan};
use crate::workspace::Tree;
use crate::workspace::door;
use crate::workspace::revision::{Range, Revision};
use std::path::{Path, PathBuf};
use std::slice::from_ref;
use std::sync::Arc;

/// What to compare.
#[derive(Debug)]
pub struct Inputs {
    range: Sources,
    /// The files and folders that count.
    paths: Vec<String>,
}

#[derive(Debug)]
enum Sources {
    /// A revision as git has it, and what to call it.
    Revision(String),
    /// Two files or folders.
    Paths(String, String),
}

/// The files of both sides.
pub struct Both {
    /// What to call the older side.
    pub old: String,
    /// What to call the newer side.
    pub new: String,
    old_plan: Plan,
    new_plan: Plan,
    old_revision: Option<Arc<Revision>>,
    new_revision: Option<Arc<Revision>>,
    old_base: String,
    new_base: String,
}

impl Both {
    /// The files of the older side.
    pub fn old_files(&self) -> SideFiles<'_> {
        SideFiles {
            plan: &self.old_plan,
            revision: self.old_revision.as_deref(),
            base: &self.old_base,
        }
    }

    /// The files of the newer side.
    pub fn new_files(&self) -> SideFiles<'_> {
        SideFiles {
            plan: &self.new_plan,
            revision: self.new_revision.as_deref(),
            base: &self.new_base,
        }
    }
}

/// What the files on the disk are called.
pub const DISK: &str = "working tree";

impl Inputs {
    /// Tells revisions from paths: what exists is a path, and paths come last.
    pub fn of(words: &[String], paths: &[String]) -> Result<Inputs, Failure> {
        let exists = |word: &String| door::exists(Path::new(word));
        let is_range = |word: &String| word.contains("..") && !exists(word);
        let mut paths = paths.to_vec();
        let range = match words {
            [] => Sources::Revision("HEAD".to_owned()),
            [old, new] if exists(old) && exists(new) => Sources::Paths(old.clone(), new.clone()),
            [first, rest @ ..] if is_range(first) => {
                paths.splice(0..0, rest.iter().cloned());
                Sources::Revision(first.clone())
            }
            [first, ..] if exists(first) => {
                paths.splice(0..0, words.iter().cloned());
                Sources::Revision("HEAD".to_owned())
            }
            [old, new, rest @ ..] if !exists(new) && is_revision(new)? => {
                paths.splice(0..0, rest.iter().cloned());
                Sources::Revision(format!("{old}..{new}"))
            }
            [old, rest @ ..] => {
                paths.splice(0..0, rest.iter().cloned());
                Sources::Revision(old.clone())
            }
        };
        if paths.is_empty() {
            paths.push(".".to_owned());
        }
        Ok(Inputs { range, paths })
    }

    /// Finds the files of both sides.
    pub fn files(&self, compile: &CompileArguments, terminal: &Terminal) -> Result<Both, Failure> {
        let overrides = compile.overrides()?;
        match &self.range {
            Sources::Revision(revision) => self.revisions(revision, &overrides, terminal),
            Sources::Paths(old, new) => {
                let plan =
                    |path: &String| plan_in(Tree::default(), &overrides, from_ref(path), terminal);
                Ok(Both {
                    old_plan: plan(old)?,
                    new_plan: plan(new)?,
                    old_revision: None,
                    new_revision: None,
                    old_base: old.clone(),
                    new_base: new.clone(),
                    old: old.clone(),
                    new: new.clone(),
                })
            }
        }
    }

    fn revisions(
        &self,
        revision: &str,
        overrides: &Overrides,
        terminal: &Terminal,
    ) -> Result<Both, Failure> {
        let usage = |message: String| Failure::new(Exit::Usage, message);
        let current = current()?;
        let range = Range::of(revision, &current).map_err(usage)?;
        let (old, new) = (Arc::new(range.old), range.new.map(Arc::new));
        let old_tree = Tree(old.clone());
        let new_tree = match &new {
            Some(new) => Tree(new.clone()),
            None => Tree::default(),
        };
        for path in &self.paths {
            let path = Path::new(path);
            if !old_tree.exists(path) && !new_tree.exists(path) {
                let message = format!("`{}` exists on neither side", path.display());
                return Err(Failure::new(Exit::Unreadable, message));
            }
        }
        let paths = |tree: &Tree| -> Vec<String> {
            let paths = self.paths.iter();
            paths
                .filter(|path| tree.exists(Path::new(path)))
                .cloned()
                .collect()
        };
        let mut old_plan = plan_in(old_tree.clone(), overrides, &paths(&old_tree), terminal)?;
        if new.is_none() {
            leave_out_sparse(&mut old_plan, &old, terminal);
        }
        let (old_name, new_name) = names(revision);
        let new_name = match &new {
            Some(new) => format!("{new_name} ({})", new.short_name()),
            None => DISK.to_owned(),
        };
        Ok(Both {
            old: format!("{old_name} ({})", old.short_name()),
            new: new_name,
            old_plan,
            new_plan: plan_in(new_tree.clone(), overrides, &paths(&new_tree), terminal)?,
            old_revision: Some(old),
            new_revision: new,
            old_base: String::new(),
            new_base: String::new(),
        })
    }
}

/// The configurations in files and folders on the disk; by default in the current folder.
pub fn on_disk(
    compile: &CompileArguments,
    mut paths: Vec<String>,
    terminal: &Terminal,
) -> Result<Plan, Failure> {
    let missing = paths.iter().find(|path| !door::exists(Path::new(path)));
    if let Some(path) = missing {
        let message = format!("`{path}` does not exist");
        return Err(Failure::new(Exit::Unreadable, message));
    }
    if paths.is_empty() {
        paths.push(".".to_owned());
    }
    plan_in(Tree::default(), &compile.overrides()?, &paths, terminal)
}

/// Files that a sparse checkout left out are not on the disk, but they are not gone either.
fn leave_out_sparse(plan: &mut Plan, old: &Revision, terminal: &Terminal) {
    let missing = |path: &PathBuf| !door::exists(path);
    if !plan.targets.iter().any(|it| missing(&it.path)) {
        return;
    }
    let sparse = old.left_out_of_checkout();
    let before = plan.targets.len();
    let is_left_out = |path: &PathBuf| missing(path) && sparse.contains(path);
    plan.targets.retain(|it| !is_left_out(&it.path));
    let count = before - plan.targets.len();
    if count > 0 {
        let are = if count == 1 { "is" } else { "are" };
        terminal.note(&format!(
            "{} {are} outside of the sparse checkout and not compared",
            units::count(count, "file")
        ));
    }
}

/// What to call both ends of a revision.
fn names(revision: &str) -> (&str, &str) {
    let or_head = |name| match name {
        "" => "HEAD",
        name => name,
    };
    let ends = revision
        .split_once("...")
        .or_else(|| revision.split_once(".."));
    match ends {
        Some((old, new)) => (or_head(old), or_head(new)),
        None => (revision, ""),
    }
}

fn current() -> Result<PathBuf, Failure> {
    std::env::current_dir().map_err(|error| {
        let message = format!("the current directory is unknown: {error}");
        Failure::new(Exit::Unreadable, message)
    })
}

fn is_revision(word: &str) -> Result<bool, Failure> {
    Ok(Range::is_revision(word, &current()?))
}
