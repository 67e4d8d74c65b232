//! Checking many files at once.

use super::Reporter;
use super::is_off;
use super::plan::{Plan, Target};
use crate::backstop;
use crate::compile::{Compilation, Input, compile};
use crate::lint::Shell;
use crate::stack::STACK_SIZE;
use crate::workspace::checked::Checked;
use crate::workspace::contents::{ContentHost, Contents};
use crate::workspace::files::near_file;
use crate::workspace::machine::address_space_left;
use crate::workspace::shellcheck::Shellcheck;
use rayon::prelude::*;
use std::borrow::Cow;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{PoisonError, mpsc};
use std::time::Duration;

/// What a run did.
pub struct Run {
    /// What was found in each target, in order.
    pub checked: Vec<Checked>,
    /// How many of them the evaluator had to look at.
    pub compiled: usize,
}

/// Checks every target of a plan.
pub fn run(plan: &Plan, contents: &Contents, reporter: &dyn Reporter) -> Run {
    let compiled = AtomicUsize::new(0);
    let checked = in_parallel(&plan.targets, reporter, |target| {
        check(plan, target, contents, &compiled)
    });
    Run {
        checked,
        compiled: compiled.into_inner(),
    }
}

impl Run {
    /// Checks the targets that were added to the plan since.
    pub fn extend(&mut self, plan: &Plan, contents: &Contents, reporter: &dyn Reporter) {
        let compiled = AtomicUsize::new(0);
        let new = plan.targets.get(self.checked.len()..).unwrap_or_default();
        let checked = in_parallel(new, reporter, |target| {
            check(plan, target, contents, &compiled)
        });
        self.checked.extend(checked);
        self.compiled += compiled.into_inner();
    }
}

/// Does something for each item, each with as much stack as compiling needs; the results are in the order of the items.
pub fn in_parallel<I: Sync, O: Send>(
    items: &[I],
    reporter: &dyn Reporter,
    work: impl Fn(&I) -> O + Sync,
) -> Vec<O> {
    // This thread has the stack for it. Where address space is short, there is none for further ones.
    if items.len() < 2 || address_space_left().is_some() {
        return items.iter().map(work).collect();
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .stack_size(STACK_SIZE)
        .build();
    let Ok(pool) = pool else {
        return items.iter().map(work).collect();
    };
    let done = AtomicUsize::new(0);
    let (finished, wait) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        // Without a thread to spare, nobody is told.
        let _ = std::thread::Builder::new()
            .spawn_scoped(scope, || tell_progress(&done, items.len(), wait, reporter));
        let results = pool.install(|| {
            items
                .par_iter()
                .map(|item| {
                    let result = work(item);
                    done.fetch_add(1, Ordering::Relaxed);
                    result
                })
                .collect()
        });
        drop(finished);
        results
    })
}

/// Tells how far a run is, until the other end of the channel is gone.
fn tell_progress(
    done: &AtomicUsize,
    all: usize,
    finished: mpsc::Receiver<()>,
    reporter: &dyn Reporter,
) {
    while let Err(mpsc::RecvTimeoutError::Timeout) =
        finished.recv_timeout(Duration::from_millis(100))
    {
        reporter.progress(done.load(Ordering::Relaxed), all);
    }
    reporter.end();
}

fn check(plan: &Plan, target: &Target, contents: &Contents, compiled: &AtomicUsize) -> Checked {
    let circumstances = &plan.circumstances[target.circumstances];
    let host = host(plan, target, contents);
    // What is not on disk is not what the next run will find.
    let cache = circumstances
        .cache
        .as_ref()
        .filter(|_| target.text.is_none() && contents.texts.is_empty());
    if let Some(checked) = cache.and_then(|cache| cache.get(&target.name, &host)) {
        return checked;
    }
    compiled.fetch_add(1, Ordering::Relaxed);
    let shell_time = match circumstances.shellcheck {
        Some(_) => Duration::from_millis(circumstances.lint.shellcheck.milliseconds),
        None => Duration::ZERO,
    };
    let limits = &circumstances.options.evaluation.limits;
    let _watched = backstop::watch(&target.name, limits, shell_time);
    let mut compilation = compile_target(plan, target, &host);
    if let (None, Some(diagnostic)) = (compilation.main, compilation.diagnostics.first_mut()) {
        let near = near_file(Path::new(&target.name));
        diagnostic.help = near.map(|near| format!("did you mean `{near}`?"));
    }
    let settings = &circumstances.lint;
    let shell = circumstances.shellcheck.as_ref().map(|program| Shellcheck {
        program,
        limit: Duration::from_millis(settings.shellcheck.milliseconds),
        exclude: &settings.shellcheck.exclude,
        failure: Default::default(),
    });
    let mut found = compilation.check_with(settings, shell.as_ref().map(|it| it as &dyn Shell));
    if let Some(extra) = &plan.extra {
        let more = extra.check(&compilation, &host, &circumstances.found.settings);
        found = compilation.with_extra(settings, found, &more);
    }
    found.retain(|it| {
        !is_off(
            &circumstances.per_file,
            &compilation.sources,
            it,
            &plan.current,
        )
    });
    let mut checked = Checked::of(&target.name, compilation, found);
    checked.defines_jobs |= target.is_json || circumstances.options.read_json;
    checked.shell_failure = shell.and_then(|shell| {
        let failure = shell.failure.into_inner();
        failure.unwrap_or_else(PoisonError::into_inner)
    });
    if let Some(cache) = cache.filter(|_| checked.shell_failure.is_none()) {
        cache.put(&checked, &host);
    }
    checked
}

/// Compiles a target and does no more.
pub fn compile_target(plan: &Plan, target: &Target, host: &ContentHost) -> Compilation {
    let circumstances = &plan.circumstances[target.circumstances];
    let mut options = Cow::Borrowed(&circumstances.options);
    if !circumstances.found.settings.per_file_parameters.is_empty() {
        let found = &circumstances.found;
        options.to_mut().scheduler.parameters = found.parameters(&plan.current, &target.path);
    }
    if target.is_json {
        options.to_mut().read_json = true;
    }
    let input = match &target.text {
        Some(bytes) => Input::Text {
            name: target.name.clone(),
            bytes: bytes.clone(),
        },
        None => Input::File(target.name.clone()),
    };
    compile(&input, &options, host)
}

/// The world of a target.
pub fn host<'a>(plan: &Plan, target: &Target, contents: &'a Contents) -> ContentHost<'a> {
    let mut disk = plan.circumstances[target.circumstances].host.clone();
    disk.name_file(Path::new(&target.name));
    ContentHost::new(disk, contents, target.circumstances, &target.name)
}
