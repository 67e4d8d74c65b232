//! What jobc promises to whoever runs it on a file that was written to harm: `docs/security.md`, promise by promise.

mod damage;
mod documentation;
mod environment;
mod hostile;
mod limits;
mod outside;
mod special;
mod strangers;
#[cfg(target_os = "linux")]
mod streams;
mod support;
mod terminal;
