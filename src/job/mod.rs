//! From objects to jobs: keys, process graphs, ports, and everything that client or scheduler would reject.

use crate::object::Object;
use crate::source::Span;
use std::fmt;

/// A job's address: `cluster/role/environment/name`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub struct JobKey {
    pub cluster: String,
    pub role: String,
    pub environment: String,
    pub name: String,
}

impl fmt::Display for JobKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}/{}/{}/{}",
            self.cluster, self.role, self.environment, self.name
        )
    }
}

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
