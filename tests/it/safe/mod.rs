//! What jobc promises to whoever runs it on a file that was written to harm: `docs/security.md`, promise by promise.

mod backstop;
mod commands;
mod damage;
mod documentation;
#[cfg(unix)]
mod doors;
mod environment;
mod formats;
#[cfg(unix)]
mod git;
mod hostile;
mod limits;
mod outside;
mod promises;
#[cfg(target_os = "linux")]
mod scarce;
#[cfg(target_os = "linux")]
mod signals;
mod special;
mod stages;
mod strangers;
#[cfg(target_os = "linux")]
mod streams;
mod support;
mod terminal;
