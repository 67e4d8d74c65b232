//! Requests of the protocol: their parameters led to what [`ide`](crate::ide) takes, and its answers to what the protocol has.
//!
//! | file | what |
//! | --- | --- |
//! | `looking.rs` | hover, hints, lenses |
//! | `typing.rs` | completion, signatures, formatting |
//! | `places.rs` | definitions, references, links |
//! | `rename.rs` | other names |
//! | `shape.rs` | outlines, symbols, folding, selection |
//! | `semantic_tokens.rs` | colors |
//! | `actions.rs` | quick fixes |
//! | `commands.rs` | commands that show something of a job |

pub mod actions;
pub mod commands;
pub mod looking;
pub mod places;
pub mod rename;
pub mod semantic_tokens;
pub mod shape;
pub mod typing;
