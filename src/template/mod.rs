//! The inner language: `{{references}}` in strings. What they refer to is looked up in `object`.
//!
//! The arbiter is Pystachio 0.8.10 (`pystachio.naming`, `pystachio.parsing`).
//!
//! | file | what |
//! | --- | --- |
//! | `reference.rs` | addresses: `profile.hosts[0]` |
//! | `split.rs` | finding the references in a string |

mod reference;
mod split;

#[cfg(test)]
mod tests;

pub use reference::{Component, Reference};
pub(crate) use split::next_brace;
pub use split::{Part, PartKind, Template};
pub use split::{count_open_braces, has_open_braces};
