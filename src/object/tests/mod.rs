//! The semantics of objects, each table written from what Pystachio 0.8.10 answers.

mod build;
mod interpolation;
mod limits;
mod values;
