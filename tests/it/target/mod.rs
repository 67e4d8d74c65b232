//! Targets that are written in the language.

mod accounting;
mod command;
mod model;
mod script;
mod shellchecked;
