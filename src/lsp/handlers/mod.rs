//! One file a request, or a few that belong together. Each takes the session and the request's parameters.

pub mod actions;
pub mod commands;
pub mod completion;
pub mod definition;
pub mod fix_all;
pub mod folding;
pub mod formatting;
pub mod hints;
pub mod hover;
pub mod job_page;
pub mod lenses;
pub mod links;
pub mod members;
pub mod on_type;
pub mod references;
pub mod rename;
pub mod selection;
pub mod semantic_tokens;
pub mod signature;
pub mod symbols;
pub mod type_definition;
