//! The inner language: `{{references}}` in strings, and the scopes they are looked up in. Knows no schema.
//!
//! The arbiter is Pystachio 0.8.10 (`pystachio.naming`, `pystachio.parsing`, `pystachio.base.Environment`).

mod reference;

pub use reference::{Component, Reference};

/// Bindings: addresses and what they stand for. Pystachio: `Environment`.
#[derive(Clone, Debug, Default)]
pub struct Environment {}
