//! Features, each with a cursor in the text.

mod buffer_host;
mod completion;
mod fixture;
mod hover;
mod navigation;
mod repository;
mod samples;
mod shown;
