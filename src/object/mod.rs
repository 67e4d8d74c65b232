//! Typed, templated, immutable objects: Pystachio's. Knows nothing of Python's syntax or values.
//!
//! | file | what |
//! | --- | --- |
//! | `types.rs` | types: String … Struct, their names and equality |
//! | `given.rs` | what the evaluator hands to a constructor |
//! | `object.rs` | objects: construction, copying with changes, binding |

mod given;
mod object;
mod types;

pub use given::{Given, GivenKind};
pub use object::{
    Field, Interpolation, Leaf, Object, ObjectError, ObjectErrorKind, Problem, ProblemKind,
    UnboundReference,
};
pub use types::{Attribute, StructType, Type, TypeKind};
