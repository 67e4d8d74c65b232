//! What the client rejects: one file for each part of a job.

mod announce;
mod constraint;
mod identity;
mod metadata;
mod needed;
mod numbers;
mod order;
mod references;
mod task;

use super::resolved_job::ResolvedJob;

/// Everything that the client rejects in a job, or warns of.
pub(super) fn check(case: &mut ResolvedJob<'_>) {
    needed::check(case);
    references::check(case);
    identity::check(case);
    metadata::check(case);
    task::check(case);
    order::check(case);
    constraint::check(case);
    announce::check(case);
    numbers::check(case);
}

pub(super) use announce::portmap;
pub(super) use order::planned;
pub(super) use references::used_ports;
