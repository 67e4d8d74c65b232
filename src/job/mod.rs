//! From objects to jobs: keys, process graphs, ports, and everything that client or scheduler would reject.
//!
//! | file | what |
//! | --- | --- |
//! | `check.rs` | from the elements of `jobs` to accepted jobs and diagnostics |
//! | `bindings.rs` | what is bound around every job |
//! | `resolved_job.rs` | one job, resolved, and what was found in it |
//! | `resolve.rs` | the interpolations of a job, and what each leaves open |
//! | `client/` | what the client rejects |
//! | `scheduler/` | what fails after the client has accepted a job |
//! | `settings.rs` | what a site says of its scheduler |
//! | `filled_tier.rs` | the tier that the client fills in |
//! | `tiers.rs` | the tiers of the scheduler |
//! | `view.rs` | what a job says, as plain values |
//! | `attributes.rs` | the attributes of a job by their paths, and patterns for them |
//! | `argument.rs` | a job as an argument of a function that is written in the language |
//! | `key.rs` | job keys |
//! | `value.rs` | simple values of resolved objects |
//! | `reference.rs` | references that may stay open |
//! | `parameter.rs` | names that the command line is going to bind |
//! | `plan.rs` | the order of a task's processes, in waves |
//! | `ports.rs` | the ports that a job needs |
//! | `cron.rs` | cron schedules |
//! | `constraint.rs` | placement constraints |
//! | `json.rs` | reading JSON with positions |
//! | `from_json.rs` | jobs given as JSON |
//! | `json_defaults.rs` | what JSON says that the schema says anyway |

pub mod argument;
pub mod attributes;
mod bindings;
mod check;
mod client;
pub mod constraint;
pub mod cron;
mod filled_tier;
mod from_json;
pub mod json;
mod json_defaults;
pub mod key;
mod parameter;
pub mod plan;
pub mod ports;
pub mod reference;
mod resolve;
mod resolved_job;
mod scheduler;
mod settings;
pub mod tiers;
pub mod value;
mod view;

pub use bindings::Bindings;
pub(crate) use check::JOBS_FOR_THREADS;
pub use check::{
    Candidate, CheckedJobs, check_jobs, is_scheduler, jobs_not_a_list, no_jobs, not_a_job,
};
pub use filled_tier::FilledTier;
pub use from_json::{ReadLimits, read, too_many_jobs};
pub use key::JobKey;
pub use parameter::{ParameterType, Parameters};
pub use scheduler::{FLAGS, Flag, once_a_file};
pub use settings::{Pattern, Settings};
pub use tiers::Tiers;
pub use view::{Process, Resources, Task};

use crate::object::{Limits, Object, Resolution};
use crate::source::Span;
use std::sync::OnceLock;

/// Bytes of a megabyte, the unit in which the scheduler counts memory and disk space.
pub const MEGABYTE: i64 = 1 << 20;

/// The executor that runs Thermos tasks.
pub const AURORA_EXECUTOR: &str = "AuroraExecutor";

/// A job that the client would accept, or one that it would not, as far as it could be resolved.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its key.
    pub key: JobKey,
    /// The `Job` as the configuration built it, before its references were resolved.
    pub written: Object,
    /// The same with the bindings of the command line and of the client around it: what the references are resolved in.
    pub bound: Object,
    /// The job with all references resolved but those that the cluster fills in.
    pub object: Object,
    /// The same with one more round of resolving, if that changes it: what the executor reads.
    pub for_executor: Option<Object>,
    /// The ports that the scheduler has to allocate, sorted.
    pub ports: Vec<String>,
    /// The call that made the job.
    pub span: Span,
    /// The order of its processes.
    pub plan: plan::Plan,
    /// The declared parameters that nothing binds and that a value needs, sorted.
    pub parameters: Vec<String>,
    resolutions: OnceLock<Vec<Resolution>>,
}

impl Job {
    /// What answered each reference of the job: the binding, attribute or element. Unless that was kept when the job was checked,
    /// this resolves it once more, twice over, as the client does, so that what `{{&name}}` puts off is answered too.
    pub fn resolutions(&self) -> &[Resolution] {
        self.resolutions.get_or_init(|| {
            let mut resolutions = Vec::new();
            let limits = Limits::default();
            let first = self.bound.interpolate_with(&limits, Some(&mut resolutions));
            let again = &first.object;
            again.interpolate_with(&limits, Some(&mut resolutions));
            resolutions
        })
    }
}
