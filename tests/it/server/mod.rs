//! `jobc server`, the built binary, over the protocol: one file a feature.

mod abandoned;
mod actions;
mod broken;
mod client;
mod diagnostics;
mod features;
mod folders;
mod formatting;
mod hostile;
mod lenient;
mod outside;
mod positions;
mod protocol;
mod rename;
mod settings;
mod typing;
