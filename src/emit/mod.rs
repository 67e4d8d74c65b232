//! JSON for the clients of schedulers.
//!
//! | file | what |
//! | --- | --- |
//! | `writer.rs` | writing JSON text |
//! | `object.rs` | writing objects, as the target `job` has them |
//! | `json.rs` | JSON values, where a text alone is not enough |
//! | `thrift.rs` | Thrift values, and writing them as plain JSON and as TJSON |
//! | `configuration.rs` | from a job to a `JobConfiguration` |

mod configuration;
mod json;
mod object;
mod thrift;
mod writer;

pub use configuration::{MEGABYTE, cron_collision_policy_number, job_configuration};
pub use json::Json;
pub use thrift::{Field, Thrift};

use crate::job::Job;
use writer::{Style, Writer};

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
    let mut writer = Writer::new(Style::PRETTY);
    match target {
        Target::Job => {
            let all = [("jobs", jobs)];
            writer.object(all, |writer, jobs| {
                writer.list(jobs, |writer, job| writer.value(&job.object));
            });
        }
        Target::Aurora => {
            writer.list(jobs, |writer, job| {
                job_configuration(job, owner).to_json().write(writer)
            });
        }
        Target::AuroraTjson => {
            writer.list(jobs, |writer, job| {
                job_configuration(job, owner).to_tjson().write(writer)
            });
        }
    }
    writer.out.push('\n');
    writer.out
}
