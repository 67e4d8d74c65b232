//! `jobc server`, the built binary, over the protocol: one file a feature.

mod abandoned;
mod actions;
mod broken;
mod client;
mod completion;
mod diagnostics;
mod folders;
mod formatting;
mod hints;
mod hover;
mod lenient;
mod navigation;
mod outside;
mod positions;
mod protocol;
mod rename;
mod settings;
mod typing;
