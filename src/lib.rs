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
#![cfg_attr(not(test), deny(clippy::disallowed_methods))]

// For the code that pest derives: without its feature `std` there is no guard of the stack at each rule, which costs a
// fifth of the parse. `syntax::depth` bounds the nesting before anything is parsed.
extern crate alloc;

pub mod backstop;
pub mod change;
pub mod cli;
pub mod compile;
pub mod custom;
pub mod diagnostic;
pub mod emit;
pub mod eval;
pub mod explain;
pub mod format;
pub mod graph;
pub mod ide;
pub mod job;
pub mod lint;
pub mod lsp;
pub mod object;
pub mod parallel;
pub mod project;
pub mod python2;
pub mod report;
pub mod semantic;
pub mod source;
pub mod stack;
pub mod syntax;
pub mod target;
pub mod template;
pub mod workspace;
