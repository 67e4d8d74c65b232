//! Every error that jobc knows, one file a stage. The linter's rules declare their own codes.
//!
//! | range | stage |
//! | --- | --- |
//! | E1xx | syntax |
//! | E2xx | evaluating: names, calls, operators, exceptions |
//! | E3xx | objects: attributes, types |
//! | E4xx | templates: references and bindings |
//! | E5xx | jobs: what the client rejects |
//! | W5xx | jobs: what the client warns of |
//! | E6xx | jobs: what the scheduler, an update or a machine rejects later |
//! | E7xx | files, modules, environment |
//! | E8xx | limits |
//! | E9xx | targets: what cannot be written for a scheduler |
//! | W9xx | targets: what a scheduler has only nearly, or not at all |

pub mod eval;
pub mod files;
pub mod job;
pub mod limits;
pub mod object;
pub mod scheduler;
pub mod syntax;
pub mod target;
pub mod template;

use super::Code;

/// Every code, in the order of the codes.
pub fn all() -> impl Iterator<Item = &'static Code> {
    [
        syntax::ALL,
        eval::ALL,
        object::ALL,
        template::ALL,
        job::ALL,
        scheduler::ALL,
        files::ALL,
        limits::ALL,
        target::ALL,
    ]
    .into_iter()
    .flatten()
    .copied()
}
