//! The compiler, linter and language server for Aurora job configurations.
//!
//! Data flows one way, one module a stage; `ARCHITECTURE.md` has the map:
//!
//! ```text
//! text ─► syntax ─► eval ─► object (+ template) ─► job ─► lint ─► report
//!                                                     └──► emit
//! ```
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod cli;
pub mod compile;
pub mod diagnostic;
pub mod emit;
pub mod eval;
pub mod format;
pub mod job;
pub mod lint;
pub mod lsp;
pub mod object;
pub mod report;
pub mod source;
pub mod syntax;
pub mod template;
pub mod workspace;
