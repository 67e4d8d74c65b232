//! JSON for the clients of schedulers.
//!
//! | file | what |
//! | --- | --- |
//! | `json.rs` | JSON values of objects, and writing them |
//! | `thrift.rs` | Thrift values, and writing them as plain JSON and as TJSON |
//! | `configuration.rs` | from a job to a `JobConfiguration` |

mod configuration;
mod json;
mod thrift;

pub use configuration::{MEGABYTE, cron_collision_policy_number, job_configuration};
pub use json::Json;
pub use thrift::{Field, Thrift};

use crate::job::Job;

/// What to write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Target {
    /// `{"jobs": […]}`: each job resolved; what the Aurora client reads with `--read-json`.
    #[default]
    Job,
    /// An array of `JobConfiguration` as plain JSON.
    Aurora,
    /// The same in Thrift's JSON protocol.
    AuroraTjson,
}

/// The text for a target, with a newline at its end. `owner` is the user that creates the jobs.
pub fn emit(target: Target, jobs: &[&Job], owner: &str) -> String {
    let configurations = |write: fn(&Thrift) -> Json| {
        let all = jobs.iter().map(|job| write(&job_configuration(job, owner)));
        Json::List(all.collect())
    };
    let json = match target {
        Target::Job => {
            let jobs = jobs.iter().map(|job| Json::of(&job.object)).collect();
            Json::Object(vec![("jobs".into(), Json::List(jobs))])
        }
        Target::Aurora => configurations(Thrift::to_json),
        Target::AuroraTjson => configurations(Thrift::to_tjson),
    };
    let mut text = json.to_pretty();
    text.push('\n');
    text
}
