//! What fails after the client has accepted a job: in the scheduler, in an update, or on the machine.
//!
//! Each check is a row of a table: a small function, and the flags that decide whether it applies. A check without flags always
//! finds errors; one with flags finds errors where the site says what its flags are, and otherwise an `info` that names them.
//!
//! | file | checks | source |
//! | --- | --- | --- |
//! | `flag.rs` | the flags that checks depend on | |
//! | `submission.rs` | key, number of instances, environment | Aurora: `ConfigurationManager.validateAndPopulate(IJobConfiguration)`, `SchedulerThriftInterface.createJob` |
//! | `schedule.rs` | cron jobs | Aurora: `CrontabEntry`, `CronJobManagerImpl`, Quartz |
//! | `task.rs` | tier, executor, container, resources | Aurora: `ConfigurationManager.validateAndPopulate(ITaskConfig)` |
//! | `dedicated.rs` | the constraint `dedicated` | the same |
//! | `sla.rs` | SLA policies | the same: `validateSlaPolicy` |
//! | `update.rs` | settings of updates | the client: `UpdaterConfig`; Aurora: `SchedulerThriftInterface.startJobUpdate` |
//! | `range.rs` | integers that do not fit | Aurora: `api.thrift` |
//! | `placement.rs` | jobs that stay pending | Aurora: `SchedulingFilterImpl` |
//! | `execution.rs` | jobs that fail on the machine | Aurora: the executor |

mod dedicated;
mod execution;
mod flag;
mod placement;
mod range;
mod schedule;
mod sla;
mod submission;
mod task;
mod update;

pub use flag::{FLAGS, Flag};

use super::resolved_job::ResolvedJob;
use super::value;
use crate::diagnostic::{Diagnostic, Severity, Stage};
use crate::object::Object;
use crate::template::has_open_braces;
use rustc_hash::FxHashMap;

/// A row of the table of checks.
struct Check {
    /// The flags that decide what is rejected; empty if nothing can be changed.
    flags: &'static [&'static Flag],
    /// Finds what is wrong with a job.
    find: fn(&ResolvedJob<'_>, &mut Vec<Diagnostic>),
}

/// A check that no flag changes.
const fn always(find: fn(&ResolvedJob<'_>, &mut Vec<Diagnostic>)) -> Check {
    Check { flags: &[], find }
}

/// A check that depends on flags. The messages of its findings start with the subject, as "by default" may go before it.
const fn flagged(
    flags: &'static [&'static Flag],
    find: fn(&ResolvedJob<'_>, &mut Vec<Diagnostic>),
) -> Check {
    Check { flags, find }
}

/// Every check, in the order in which client and scheduler make them.
static GROUPS: &[&[Check]] = &[
    submission::CHECKS,
    task::CHECKS,
    dedicated::CHECKS,
    sla::CHECKS,
    schedule::CHECKS,
    update::CHECKS,
    range::CHECKS,
    placement::CHECKS,
    execution::CHECKS,
];

/// Everything that fails after the client has accepted a job, unless settings switch these checks off.
pub(super) fn check(case: &mut ResolvedJob<'_>) {
    if !case.settings.checks {
        return;
    }
    let mut all = Vec::new();
    for check in GROUPS.iter().copied().flatten() {
        let first = all.len();
        (check.find)(case, &mut all);
        let found = all.get_mut(first..).unwrap_or_default();
        if found.is_empty() {
            continue;
        }
        let flags = check.flags.iter().copied();
        let unknown: Vec<&Flag> = flags.filter(|it| !it.is_known(case.settings)).collect();
        if !unknown.is_empty() {
            let found = found.iter_mut();
            found.for_each(|diagnostic| flag::soften(diagnostic, &unknown));
        }
    }
    case.found.extend(all);
}

/// Leaves the first of the findings in a file that are only an `info` because a flag is unknown, with the jobs of all. They have to be
/// in file order, and comments have to be obeyed already: each may switch off another one.
pub fn once_a_file(diagnostics: &mut Vec<Diagnostic>) {
    let is_info =
        |it: &Diagnostic| it.code.stage == Stage::Scheduler && it.severity == Severity::Info;
    if !diagnostics.iter().any(is_info) {
        return;
    }
    let mut first = FxHashMap::default();
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics.drain(..) {
        if !is_info(&diagnostic) {
            kept.push(diagnostic);
            continue;
        }
        let place = (diagnostic.code.code, diagnostic.primary.span.file);
        match first
            .get(&place)
            .and_then(|&index: &usize| kept.get_mut(index))
        {
            Some(known) => {
                let jobs = diagnostic.jobs.into_iter();
                let new: Vec<String> = jobs.filter(|job| !known.jobs.contains(job)).collect();
                known.jobs.extend(new);
            }
            None => {
                first.insert(place, kept.len());
                kept.push(diagnostic);
            }
        }
    }
    *diagnostics = kept;
}

/// An attribute of a job that is set, or whose default is the site's own. The defaults of the standard library pass every check, and
/// they are shared by all jobs, on whichever thread: to look at them takes the count of their users away from other processors.
fn written(case: &ResolvedJob<'_>, name: &str) -> Option<Object> {
    let field = case.job.field(name)?;
    if field.is_default && !case.sources.is_users(field.set_by) {
        return None;
    }
    case.get(name)
}

/// The integer of an attribute, if it is set and known before an instance runs.
fn integer(owner: &Object, name: &str) -> Option<i64> {
    value::read(owner, name, value::integer)
}

/// Names in backquotes, with commas between them.
fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// What is written in the outer language, still open in the inner one, is not known yet.
fn is_open(text: &str) -> bool {
    has_open_braces(text)
}
