//! From objects to jobs: keys, process graphs, ports, and everything that client or scheduler would reject.
//!
//! | file | what |
//! | --- | --- |
//! | `key.rs` | job keys |
//! | `value.rs` | simple values of resolved objects |
//! | `plan.rs` | the order of a task's processes, in waves |
//! | `ports.rs` | the ports that a job needs |
//! | `cron.rs` | cron schedules |
//! | `json.rs` | jobs given as JSON |
//! | `settings.rs` | the limits of the scheduler |

pub mod cron;
pub mod json;
pub mod key;
pub mod plan;
pub mod ports;
mod settings;
pub mod value;

pub use key::JobKey;
pub use settings::{Pattern, Settings};

use crate::object::Object;
use crate::source::Span;

/// A job that the client would accept.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its key.
    pub key: JobKey,
    /// The `Job` as the configuration built it, before its references were resolved.
    pub written: Object,
    /// The job with all references resolved but those that the cluster fills in.
    pub object: Object,
    /// The ports that the scheduler has to allocate, sorted.
    pub ports: Vec<String>,
    /// The call that made the job.
    pub span: Span,
}
