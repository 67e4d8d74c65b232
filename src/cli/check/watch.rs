//! Checking again whenever a file changes.

use super::super::exit::{Exit, Failure};
use super::super::terminal::Terminal;
use super::{Arguments, once, plan_of};
use crate::project::Plan;
use crate::report::escape;
use crate::workspace::SETTINGS_FILE;
use crate::workspace::door::{Stamp, is_file, is_folder, stamp};
use crate::workspace::files::{normalize, walk};
use crate::workspace::search::SearchBudget;
use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

/// How long to wait for the other changes that come with one: an editor writes, renames and removes.
const QUIET: Duration = Duration::from_millis(50);

/// How often to look where the system does not tell what changes: on some network drives, or if there are too many
/// folders.
const PERIOD: Duration = Duration::from_millis(300);

/// When each file was changed, and how long it is.
type State = BTreeMap<PathBuf, Option<Stamp>>;

/// Checks again whenever a file in the root changes, until the process is ended.
pub fn watch(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    if arguments.paths().iter().any(|path| path == "-") {
        let message = "standard input cannot be watched: name files or folders";
        return Err(Failure::new(Exit::Usage, message.to_owned()));
    }
    let plan = plan_of(arguments, terminal)?;
    let mut roots = roots(&plan);
    let mut alarm = Alarm::new(&roots);
    let mut interest = Interest::new(arguments, plan);
    let mut before = interest.state(&roots);
    loop {
        // Settings that are wrong for a moment are no reason to go.
        match once(arguments, terminal) {
            Ok(outcome) => interest.dependencies = outcome.dependencies,
            Err(failure) => terminal.fail_with(&failure),
        }
        // What a run read for the first time did not change meanwhile.
        before = interest.with_dependencies(before);
        let changed = loop {
            alarm.wait();
            let now = interest.state(&roots);
            if let Some(path) = difference(&before, &now) {
                before = now;
                break path;
            }
        };
        if !terminal.quiet {
            let current = std::env::current_dir().unwrap_or_default();
            let name = changed.strip_prefix(current).unwrap_or(&changed);
            let name = name.display().to_string();
            terminal.error(&format!("\n{} changed\n", escape::line(&name)));
        }
        let Ok(plan) = plan_of(arguments, terminal) else {
            continue;
        };
        let new = self::roots(&plan);
        interest.plan = plan;
        if new != roots {
            alarm = Alarm::new(&new);
            before = interest.state(&new);
            roots = new;
        }
    }
}

/// Which files a run depends on: any other may change, such as a README or the report itself.
struct Interest {
    plan: Plan,
    /// The files that the last run read, or looked for in vain.
    dependencies: FxHashSet<PathBuf>,
    /// Files that are named on the command line.
    named: Vec<PathBuf>,
    /// What a run writes.
    output: Option<PathBuf>,
}

impl Interest {
    fn new(arguments: &Arguments, plan: Plan) -> Interest {
        let absolute = |path: &PathBuf| normalize(&plan.current.join(path));
        Interest {
            dependencies: FxHashSet::default(),
            named: arguments.baseline.iter().map(absolute).collect(),
            output: arguments.output_file.as_ref().map(absolute),
            plan,
        }
    }

    /// Whether a change of a file is a reason to check again.
    fn has(&self, path: &Path) -> bool {
        let is_output = self.output.as_deref() == Some(path);
        let is_settings = path.file_name().is_some_and(|it| it == SETTINGS_FILE);
        !is_output && (is_settings || self.dependencies.contains(path) || self.plan.includes(path))
    }

    fn state(&self, roots: &[PathBuf]) -> State {
        let files = roots.iter().flat_map(|root| match is_folder(root) {
            true => {
                // Without a time: what a slow machine leaves out would look like a change.
                let files = walk(root, &mut SearchBudget::untimed()).0;
                let files = files.into_iter().filter(|it| self.has(it));
                files.chain([root.join(".gitignore")]).collect::<Vec<_>>()
            }
            false => vec![root.clone()],
        });
        let settings = self.plan.settings_files();
        let files = files.chain(settings).chain(self.named.iter().cloned());
        files.map(|path| (path.clone(), stamp(&path))).collect()
    }

    /// A state with the files that a run turned out to depend on.
    fn with_dependencies(&self, mut state: State) -> State {
        for path in &self.dependencies {
            let is_output = self.output.as_ref() == Some(path);
            if !is_output && !state.contains_key(path) && is_file(path) {
                state.insert(path.clone(), stamp(path));
            }
        }
        state
    }
}

/// What the files of a plan may use, whatever the names: all that is in their roots.
fn roots(plan: &Plan) -> Vec<PathBuf> {
    let roots = plan.circumstances.iter().map(|it| it.host.root());
    let named = plan.targets.iter().map(|target| target.path.as_path());
    let mut all: Vec<PathBuf> = roots.chain(named).map(Path::to_owned).collect();
    if all.is_empty() {
        all.push(plan.current.clone());
    }
    all.sort();
    // What is in one that is watched needs no watch of its own.
    all.dedup_by(|path, before| path.starts_with(before));
    all
}

/// The first file that is not what it was, is new, or is gone.
fn difference(before: &State, now: &State) -> Option<PathBuf> {
    let changed = now
        .iter()
        .find(|(path, stamp)| before.get(*path) != Some(*stamp));
    let gone = || before.iter().find(|(path, _)| !now.contains_key(*path));
    changed.or_else(gone).map(|(path, _)| path.clone())
}

/// What says that something in some folders changed.
struct Alarm {
    /// It stops when it is dropped; `None` if the system has none for these folders.
    watcher: Option<RecommendedWatcher>,
    rings: mpsc::Receiver<()>,
}

impl Alarm {
    fn new(roots: &[PathBuf]) -> Alarm {
        let (ring, rings) = mpsc::channel();
        let listen = move |event: notify::Result<Event>| {
            // Looking at files is no change, and is what we do ourselves.
            if event.map_or(true, |event| !event.kind.is_access()) {
                // Nobody listens any more once other folders are watched.
                let _ = ring.send(());
            }
        };
        // A link may lead out of the root, to all of the disk.
        let config = Config::default().with_follow_symlinks(false);
        // It takes for granted that there is a thread for it.
        let thread = std::thread::Builder::new().spawn(|| ());
        let has_thread = thread.is_ok_and(|it| it.join().is_ok());
        let watcher = has_thread.then(|| RecommendedWatcher::new(listen, config));
        let mut watcher = watcher.and_then(Result::ok);
        if let Some(all) = &mut watcher {
            let watched = roots
                .iter()
                .try_for_each(|root| all.watch(root, RecursiveMode::Recursive));
            if watched.is_err() {
                watcher = None;
            }
        }
        Alarm { watcher, rings }
    }

    /// Returns after something may have changed.
    fn wait(&self) {
        if self.watcher.is_none() || self.rings.recv().is_err() {
            std::thread::sleep(PERIOD);
            return;
        }
        while self.rings.recv_timeout(QUIET).is_ok() {}
    }
}
