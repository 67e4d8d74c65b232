//! Typed, templated, immutable objects: Pystachio's. Knows nothing of Python's syntax or values.
//!
//! | file | what |
//! | --- | --- |
//! | `types.rs` | types: String … Struct, their names and equality |
//! | `plain_value.rs` | what the evaluator hands to a constructor |
//! | `object.rs` | objects: their data, their parts, binding |
//! | `fields.rs` | the attributes of a struct: what is set, what `Empty` removed |
//! | `pairs.rs` | the keys and values of a map, and where a key is |
//! | `construct.rs` | making objects, and copies with changes |
//! | `coerce.rs`, `number.rs` | simple values as their types have them |
//! | `environment.rs` | bindings: addresses and what they stand for |
//! | `scopes.rs` | where references are looked up, and in which order |
//! | `find.rs` | following a reference into an object |
//! | `located.rs` | a part with the scopes that its references are resolved in |
//! | `resolve/` | replacing the references of one text, and what is noted on the way |
//! | `traced_text.rs`, `reference_chain.rs` | which strings the characters of that text are from, and which references led there |
//! | `interpolate.rs`, `interpolator.rs` | walking an object to interpolate and check it; the state of such a walk |
//! | `interpolated.rs` | which of Python's types the strings of an interpolated object have |
//! | `budget.rs` | ending that when time or memory is used up |
//! | `compare.rs`, `display.rs` | equality and order; `str()` and `repr()` |
//! | `repair.rs` | everything that is wrong with a value |
//! | `problem.rs` | what can go wrong |
//! | `report.rs` | problems as diagnostics |
//! | `unbound.rs`, `unresolved_target.rs` | the diagnostic of a reference that nothing binds; the object at which one ends |
//! | `class_order.rs`, `python_hash.rs` | the order of attributes and items in Python 2, and the hashes behind it |
//! | `rebuild.rs` | types as parameters of other types, and defaults |
//! | `braces.rs` | how a command line keeps braces |
//! | `tuple_hint.rs` | the comma that makes a tuple of a value |
//! | `deprecated_attributes.rs` | attributes of older schemas, and what is written today |

mod attribute_synonyms;
mod bound_elsewhere;
mod braces;
mod budget;
mod check;
mod class_order;
mod coerce;
mod compare;
mod construct;
mod deprecated_attributes;
mod display;
mod environment;
mod fields;
mod find;
mod interpolate;
mod interpolated;
mod interpolator;
mod located;
mod number;
#[allow(clippy::module_inception)]
mod object;
mod pairs;
mod plain_value;
mod problem;
mod python_hash;
mod rebuild;
mod reference_chain;
mod repair;
mod report;
mod resolve;
mod scopes;
mod traced_text;
mod tuple_hint;
mod types;
mod unbound;
mod unresolved_target;

#[cfg(test)]
mod tests;

pub use budget::{Budget, BudgetExceeded};
pub use environment::{Binding, BindingValue, Environment, EnvironmentBuilder};
pub use find::Steps;
pub use interpolate::{Interpolation, Limits, Resolution};
pub use located::{Located, PartStep, Searched, SearchedKind};
pub use number::{float_repr, float_text};
pub use object::{Field, Identity, Leaf, Object};
pub use plain_value::{PlainKind, PlainValue, StringType};
pub use problem::{
    GivenTo, ObjectError, ObjectErrorKind, Place, Problem, ProblemKind, UnboundReference, Way,
};
pub use repair::{Keyword, Wrong, poison, repair, repair_attributes};
pub use report::missing;
pub(crate) use report::takes;
pub use resolve::MAX_ROUNDS;
pub use scopes::Scope;
pub use tuple_hint::{trailing_comma, without_comma};
pub use types::{Attribute, Hiding, Ignored, IgnoredAttribute, StructType, Type, TypeKind};
