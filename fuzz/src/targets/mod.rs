//! What has to hold of an input: one file a target. Its first line says what that is.

pub mod evaluate;
pub mod fixes;
pub mod format;
pub mod json;
pub mod mustache;
pub mod parse;
pub mod protocol;
pub mod settings;
pub mod spans;
