//! Targets that are written in the language.

mod accounting;
mod command;
mod harpoon;
mod model;
mod script;
mod shellchecked;
mod thermos;
