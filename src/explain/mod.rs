//! How a value of a job came to be: the expressions that wrote it, what it went through, and what answered its references.
//!
//! | file | what |
//! | --- | --- |
//! | `path.rs` | paths such as `task.processes[serve].cmdline`, and the values of a job by path |
//! | `steps.rs` | the steps of one value |
//! | `transit.rs` | the calls and variables that it went through |
//! | `tree.rs` | the expression at a place, and the conditions around it |
//! | `json.rs` | all of it as JSON |

mod json;
mod path;
mod steps;
mod transit;
mod tree;

pub use json::{code, to_json};
pub use path::{JobPath, Leaves, PathError, leaves};
pub use steps::explain;

use crate::object::{Object, Searched};
use crate::source::Span;
use crate::template::Reference;

/// How a value came to be.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// Its path in the job.
    pub path: String,
    /// The value, resolved.
    pub value: Object,
    /// The steps, newest first.
    pub steps: Vec<Step>,
    /// The references in it, and in what they lead to.
    pub references: Vec<Answer>,
    /// The expressions and literals that wrote it. To change the value, change one of them.
    pub written: Vec<Span>,
    /// Whether more happened than was recorded, so that steps may be missing.
    pub is_incomplete: bool,
}

/// A step on the way of a value.
#[derive(Clone, Debug)]
pub struct Step {
    /// Which kind.
    pub kind: StepKind,
    /// Where.
    pub span: Span,
    /// What is written there: `ram = 2*GB` for the keyword that sets something.
    pub code: Span,
    /// What happened there, in words.
    pub words: String,
    /// 0 for the way of the value itself, 1 for that of what it was computed from, and so on.
    pub depth: usize,
}

/// The kinds of steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// A keyword or key set it.
    Set,
    /// It is the default of an attribute.
    Default,
    /// A binding answered a reference in it.
    Bound,
    /// An object around it was copied.
    Copied,
    /// An object around it was made in a function, which is called here.
    Called,
    /// It was returned by a function.
    Returned,
    /// It was passed to a function.
    Passed,
    /// It was assigned to a variable.
    Assigned,
    /// A condition chose it.
    Chosen,
    /// An expression or literal wrote it.
    Written,
    /// The file was included.
    Included,
}

impl StepKind {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            StepKind::Set => "set",
            StepKind::Default => "default",
            StepKind::Bound => "bound",
            StepKind::Copied => "copied",
            StepKind::Called => "called",
            StepKind::Returned => "returned",
            StepKind::Passed => "passed",
            StepKind::Assigned => "assigned",
            StepKind::Chosen => "chosen",
            StepKind::Written => "written",
            StepKind::Included => "included",
        }
    }
}

/// What answered a reference.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The reference.
    pub reference: Reference,
    /// Where it stands; the whole string if that is put together.
    pub place: Span,
    /// What takes its place.
    pub value: String,
    /// The keyword or key that set what was found.
    pub set_by: Span,
    /// The scopes that were searched, nearest first; the last one answered.
    pub searched: Vec<Searched>,
}
