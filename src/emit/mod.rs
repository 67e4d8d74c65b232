//! JSON for the clients of schedulers.
//!
//! | file | what |
//! | --- | --- |
//! | `writer.rs` | writing JSON text |
//! | `object.rs` | writing objects, as the target `job` has them |
//! | `json.rs` | JSON values, where a text alone is not enough |
//! | `thrift.rs` | Thrift values, and writing them as plain JSON and as TJSON |
//! | `data.rs` | what the executor gets |
//! | `configuration.rs` | from a job to a `JobConfiguration` |

mod configuration;
mod data;
mod json;
mod object;
mod thrift;
mod writer;
mod yaml;

pub use configuration::job_configuration;
pub use data::DataWriter;
pub use json::Json;
pub use thrift::{Field, Thrift};
pub use yaml::to_yaml;

use crate::job::Job;
use crate::parallel;
use std::io::{self, Write};
use writer::{Style, Writer};

/// What to write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Target {
    /// `{"jobs": […]}`: each job resolved; what the Aurora client reads with `--read-json`.
    #[default]
    Job,
    /// An array of `JobConfiguration` as plain JSON.
    Aurora,
    /// The same in Thrift's JSON protocol.
    AuroraTjson,
}

impl Target {
    /// Every target with its name and what it is, as users choose it.
    pub const ALL: &[(Target, &str, &str)] = &[
        (
            Target::Job,
            "job",
            "`{\"jobs\": […]}`: each job resolved; what the Aurora client reads with `--read-json`",
        ),
        (
            Target::Aurora,
            "aurora",
            "An array of `JobConfiguration` as plain JSON",
        ),
        (
            Target::AuroraTjson,
            "aurora-tjson",
            "The same in Thrift's JSON protocol",
        ),
    ];
}

/// How many jobs are written in one go: one thread writes what they share once. So few are not written on several threads either.
const JOBS_IN_A_PART: usize = 32;

/// The text for a target, with a newline at its end. `owner` is the user that creates the jobs.
pub fn emit(target: Target, jobs: &[&Job], owner: &str) -> String {
    let mut text = String::new();
    each_part(target, jobs, owner, |part| text.push_str(part));
    text
}

/// The same, written out part by part, so that it need not be in memory as a whole.
pub fn emit_to(target: Target, jobs: &[&Job], owner: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut written = Ok(());
    each_part(target, jobs, owner, |part| {
        if written.is_ok() {
            written = out.write_all(part.as_bytes());
        }
    });
    written
}

fn each_part(target: Target, jobs: &[&Job], owner: &str, mut take: impl FnMut(&str)) {
    let (start, end, depth) = match target {
        Target::Job => ("{\n  \"jobs\": [", "]\n}\n", 2),
        Target::Aurora | Target::AuroraTjson => ("[", "]\n", 1),
    };
    let parts: Vec<&[&Job]> = jobs.chunks(JOBS_IN_A_PART).collect();
    take(start);
    let write = |part: &&[&Job]| {
        let mut writer = Writer::new(Style::PRETTY);
        writer.depth = depth;
        let mut data = DataWriter::default();
        writer.items(*part, |writer, job| match target {
            Target::Job => writer.value(&job.object),
            Target::Aurora => job_configuration(job, owner, &mut data)
                .to_json()
                .write(writer),
            Target::AuroraTjson => job_configuration(job, owner, &mut data)
                .to_tjson()
                .write(writer),
        });
        writer.out
    };
    let mut is_first = true;
    parallel::each(&parts, 0, write, |text| {
        if !std::mem::take(&mut is_first) {
            take(",");
        }
        take(&text);
    });
    // An empty list stays on one line.
    if !is_first {
        let blanks = "  ".repeat(depth - 1);
        take(&format!("\n{blanks}"));
    }
    take(end);
}
