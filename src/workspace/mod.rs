//! The world outside: which files may be read and how, the environment, settings, and writing files whole or not at all.
//!
//! | file | what |
//! | --- | --- |
//! | `root.rs` | the folder outside of which nothing is read |
//! | `disk.rs` | the host that reads the disk, inside the root |
//! | `memory.rs` | a host without a disk, and one that lays texts over another |
//! | `environment.rs` | environment variables: those given, those allowed |
//! | `machine.rs` | the user's and the machine's name |
//! | `output.rs` | writing a file whole or not at all |
//! | `settings.rs` | `jobc.toml` |

mod disk;
mod environment;
mod machine;
mod memory;
mod output;
mod root;
pub mod settings;
#[cfg(test)]
mod tests;

pub use disk::DiskHost;
pub use environment::{Environment, Passing};
pub use memory::{MemoryHost, OverlayHost};
pub use output::write_whole;
pub use root::{SETTINGS_FILE, find_root, find_settings};
