//! The inner language: `{{references}}` in strings, and the scopes they are looked up in. Knows no schema.
//!
//! The arbiter is Pystachio 0.8.10 (`pystachio.naming`, `pystachio.parsing`, `pystachio.base.Environment`).
//!
//! | file | what |
//! | --- | --- |
//! | `reference.rs` | addresses: `profile.hosts[0]` |
//! | `split.rs` | finding the references in a string |
//! | `environment.rs` | bindings: addresses and what they stand for |

mod environment;
mod reference;
mod split;

#[cfg(test)]
mod tests;

pub use environment::{Binding, BindingValue, Environment, EnvironmentBuilder};
pub use reference::{Component, Reference};
pub(crate) use split::next_brace;
pub use split::{Part, PartKind, Template};
