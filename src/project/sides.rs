//! Both sides of a change: the same files in two versions.

use super::plan::{Circumstances, Plan, Target};
use super::{Error, Reporter, evaluate};
use crate::change::{ComparableFile, ComparableJob, Side};
use crate::compile::Compilation;
use crate::diagnostic::{Diagnostic, Stage, codes};
use crate::emit::DataWriter;
use crate::eval::{Dependency, Host};
use crate::job::{Tiers, is_scheduler};
use crate::workspace::Tree;
use crate::workspace::contents::Contents;
use crate::workspace::files::normalize;
use crate::workspace::revision::Revision;
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Which files make up a side.
pub struct SideFiles<'a> {
    /// The files and their settings.
    pub plan: &'a Plan,
    /// The revision that they are from; `None` for the disk.
    pub revision: Option<&'a Revision>,
    /// The folder that their names are relative to on this side, or the one file that it consists of.
    pub base: &'a str,
}

/// Both sides, and how much work they were.
pub struct Sides {
    /// The older side.
    pub old: Side,
    /// The newer side.
    pub new: Side,
    /// How many files were evaluated, those of both sides together.
    pub evaluated: usize,
}

/// A file that was evaluated, and what it depends on.
pub(super) struct Evaluated {
    pub(super) file: Arc<ComparableFile>,
    /// The files that it read, or looked for in vain, by their absolute paths.
    dependencies: Vec<PathBuf>,
}

/// Evaluates both sides. A file whose settings and dependencies are equal on both sides is evaluated once. `owner` is who creates the
/// jobs; the user by default.
pub fn sides(
    old: &SideFiles<'_>,
    new: &SideFiles<'_>,
    owner: Option<&str>,
    reporter: &dyn Reporter,
) -> Result<Sides, Error> {
    let contents = Contents::default();
    // Before anything is evaluated: options also hold what was parsed.
    let mut same = Same::new(old, new);
    let all: Vec<&Target> = new.plan.targets.iter().collect();
    let evaluated = evaluate_side(new, &all, &contents, owner, reporter);
    let names = all.iter().map(|target| target.name.as_str());
    let known: FxHashMap<&str, &Evaluated> = names.zip(&evaluated).collect();
    let mut shared: Vec<Option<Arc<ComparableFile>>> = Vec::new();
    let mut rest: Vec<&Target> = Vec::new();
    let mut wanted: FxHashSet<&Path> = FxHashSet::default();
    for target in &old.plan.targets {
        let other = known.get(target.name.as_str());
        match other.filter(|it| same.is_same(target, it)) {
            Some(other) => shared.push(Some(other.file.clone())),
            None => {
                shared.push(None);
                rest.push(target);
                wanted.insert(&target.path);
                let dependencies = other.iter().flat_map(|it| &it.dependencies);
                wanted.extend(dependencies.map(PathBuf::as_path));
            }
        }
    }
    if let Some(revision) = old.revision {
        revision.prefetch(wanted.into_iter());
    }
    let contents = Contents::default();
    let old_evaluated = evaluate_side(old, &rest, &contents, owner, reporter);
    let count = evaluated.len() + old_evaluated.len();
    let mut others = old_evaluated.into_iter().map(|it| it.file);
    let old_files = shared
        .into_iter()
        .filter_map(|it| it.or_else(|| others.next()));
    Ok(Sides {
        old: Side {
            files: old_files.collect(),
        },
        new: Side {
            files: evaluated.into_iter().map(|it| it.file).collect(),
        },
        evaluated: count,
    })
}

/// Evaluates one side, to compare it with something else.
pub fn side(files: &SideFiles<'_>, owner: Option<&str>, reporter: &dyn Reporter) -> Side {
    let targets: Vec<&Target> = files.plan.targets.iter().collect();
    let contents = Contents::default();
    let evaluated = evaluate_side(files, &targets, &contents, owner, reporter);
    Side {
        files: evaluated.into_iter().map(|it| it.file).collect(),
    }
}

pub(super) fn evaluate_side(
    side: &SideFiles<'_>,
    targets: &[&Target],
    contents: &Contents,
    owner: Option<&str>,
    reporter: &dyn Reporter,
) -> Vec<Evaluated> {
    evaluate(
        side.plan,
        targets,
        contents,
        reporter,
        |target, compilation, found| {
            let circumstances = &side.plan.circumstances[target.circumstances];
            let owner = match owner {
                Some(owner) => owner.to_owned(),
                None => circumstances.host.user(),
            };
            let name = name_on_side(&target.name, side.base);
            let is_json = target.is_json || circumstances.options.read_json;
            let dependencies = dependencies(&compilation, &side.plan.current);
            let file = file(name, compilation, &found, circumstances, &owner, is_json);
            Evaluated {
                file: Arc::new(file),
                dependencies,
            }
        },
    )
}

/// The name of a file that is compared with the one of the same name on the other side.
pub(super) fn name_on_side(name: &str, base: &str) -> String {
    if base == name {
        return String::new();
    }
    let below = Path::new(name).strip_prefix(base);
    below.map_or_else(|_| name.to_owned(), |it| it.display().to_string())
}

fn dependencies(compilation: &Compilation, current: &Path) -> Vec<PathBuf> {
    let read = compilation.dependencies.iter().filter_map(|it| match it {
        Dependency::File(path) => Some(path.as_str()),
        _ => None,
    });
    let executed = compilation.files.iter();
    let executed = executed.map(|(id, _)| compilation.sources.get(*id).name.as_str());
    let all: FxHashSet<PathBuf> = read
        .chain(executed)
        .map(|path| normalize(&current.join(path)))
        .collect();
    all.into_iter().collect()
}

/// What is compared of a file.
fn file(
    name: String,
    compilation: Compilation,
    found: &[Diagnostic],
    circumstances: &Circumstances,
    owner: &str,
    is_json: bool,
) -> ComparableFile {
    let tiers = circumstances.options.scheduler.tiers.as_ref();
    let tiers = tiers.unwrap_or(Tiers::own());
    let jobs = compilation.jobs.iter().map(|job| job.key.label());
    let accepted: FxHashSet<String> = jobs.collect();
    let refused = found.iter().filter(|it| it.is_error()).flat_map(|it| {
        let jobs = it.jobs.iter().filter(|job| !accepted.contains(*job));
        jobs.map(|job| (job.clone(), it.message.clone()))
    });
    let mut seen = FxHashSet::default();
    let refused: Vec<(String, String)> = refused
        .filter(|(job, _)| seen.insert(job.clone()))
        .collect();
    // A file that others include need not make sense by itself.
    let lists_jobs = is_json || compilation.defines_jobs() || compilation.main.is_none();
    let error = found.iter().chain(&compilation.diagnostics).find(|it| {
        it.is_error()
            && it.jobs.is_empty()
            && !is_scheduler(it.code)
            && it.code != &codes::job::NO_JOBS
            && (lists_jobs || matches!(it.code.stage, Stage::Syntax | Stage::Limits))
    });
    let error = error.map(|it| it.message.clone());
    let shown: Arc<str> = match compilation.main {
        Some(main) => compilation.sources.get(main).name.as_str().into(),
        None => name.as_str().into(),
    };
    let sources = Arc::new(compilation.sources);
    let mut data = DataWriter::default();
    let jobs = compilation.jobs.into_iter().map(|job| {
        let mut job = ComparableJob::new(job, &shown, &sources, tiers, owner, &mut data);
        job.is_order_known = !is_json;
        Arc::new(job)
    });
    ComparableFile {
        jobs: jobs.collect(),
        name,
        refused,
        error,
    }
}

/// Finds out which files are equal on both sides.
struct Same<'a> {
    old: Option<&'a Revision>,
    new: Option<&'a Revision>,
    old_settings: Vec<String>,
    new_settings: FxHashMap<&'a str, String>,
    known: FxHashMap<PathBuf, bool>,
}

impl<'a> Same<'a> {
    fn new(old: &SideFiles<'a>, new: &SideFiles<'a>) -> Same<'a> {
        let settings = |plan: &Plan| -> Vec<String> {
            let all = plan.circumstances.iter();
            // The tree is what differs in any case.
            all.map(|it| {
                let host = it.host.with_tree(Tree::default());
                format!("{:?} {host:?}", it.options)
            })
            .collect()
        };
        let by_plan = settings(new.plan);
        let targets = new.plan.targets.iter();
        let new_settings = targets.map(|it| (it.name.as_str(), by_plan[it.circumstances].clone()));
        Same {
            old: old.revision,
            new: new.revision,
            old_settings: settings(old.plan),
            new_settings: new_settings.collect(),
            known: FxHashMap::default(),
        }
    }

    /// Whether a target of the old side gives what it gave on the new side.
    fn is_same(&mut self, target: &Target, other: &Evaluated) -> bool {
        let Some(old) = self.old else {
            return false;
        };
        let settings = &self.old_settings[target.circumstances];
        if self.new_settings.get(target.name.as_str()) != Some(settings) {
            return false;
        }
        let new = self.new;
        other.dependencies.iter().all(|path| {
            if let Some(known) = self.known.get(path) {
                return *known;
            }
            let is_same = old.has_same(path, new);
            self.known.insert(path.clone(), is_same);
            is_same
        })
    }
}
