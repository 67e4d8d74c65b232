//! A folder of configurations as one thing: which files are checked under which settings, and what is found in all of them.
//!
//! Everything that looks at more than one file goes through here: `check`, its `--watch`, `format`, `list`. A caller gives
//! [`Overrides`], what its user asked for, and gets back plain data. Nothing here prints.
//!
//! | file | what |
//! | --- | --- |
//! | `overrides.rs` | what a user sets for one run, above all settings files |
//! | `rules.rs` | the same for the rules of the linter |
//! | `settings.rs` | the settings in force for a file |
//! | `plan.rs` | which files are checked, under which settings |
//! | `run.rs` | checking them, in parallel, through the cache |
//! | `extra.rs` | what is checked beside the rules |
//! | `merge.rs` | one list of findings |
//! | `templates.rs` | checking templates through their users |
//! | `declare.rs` | proposing parameters |
//! | `fix.rs` | applying fixes that turn out to be harmless |
//! | `ignore.rs` | adding comments that suppress findings |
//! | `input.rs` | standard input |
//! | `affected.rs` | what the changes since a revision can affect |
//! | `evaluate.rs` | evaluating files without checking them |
//! | `sides.rs` | both sides of a change |
//! | `causes.rs` | which edits led to the changes of jobs |
//! | `error.rs` | why something cannot be done |
//! | `reporter.rs` | what a caller is told meanwhile |

mod affected;
pub mod causes;
pub mod declare;
mod error;
mod evaluate;
mod extra;
pub mod fix;
pub mod ignore;
mod input;
mod merge;
mod overrides;
mod plan;
mod reporter;
pub mod rules;
mod run;
pub mod settings;
pub mod sides;
mod templates;

pub use affected::Affected;
pub use declare::Declaration;
pub use error::{Error, ErrorKind};
pub use evaluate::evaluate;
pub use extra::ExtraCheck;
pub use input::standard_input;
pub use merge::{Merged, merge};
pub use overrides::Overrides;
pub use plan::{Circumstances, Options, Plan, Reason, Target, plan};
pub use reporter::Reporter;
pub use rules::{RuleOverrides, is_off};
pub use run::{Run, in_parallel, run};
pub use settings::{Found, SettingsOverrides};
pub use templates::with_users;
