//! What CPython 2.7 makes of keys: their hashes, and the order in which a dict or a set gives them back. Also how it writes strings.
//!
//! The clients run on it, so the order of a dict decides command lines and the bytes of `executorConfig.data`. It is the
//! same on every run and machine with 64 bits, unless somebody switches randomization on (`python -R`).
//!
//! Nothing here knows of values: a key is a hash and a number that the caller gave it. Source of all rules:
//! CPython 2.7.18, `Objects/dictobject.c`, `Objects/setobject.c`, and the `tp_hash` of the builtin types.

pub mod hash;
mod quote;
mod table;
#[cfg(test)]
mod tests;

pub use quote::string_repr;
pub use table::Table;
