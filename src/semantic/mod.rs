//! What the names of a configuration mean. It knows the tree and nothing of values: the evaluator, the linter and the language server
//! all ask here.
//!
//! | file | what |
//! | --- | --- |
//! | `layout.rs` | which names belong to a function |
//! | `model.rs` | every variable, and every place that reads or assigns it |

mod layout;
mod model;

pub use layout::{Layout, blocks_of, bound_names, for_each_statement, push_children, target_names};
pub use model::{Access, Model, Occurrence, Symbol, SymbolKind};
