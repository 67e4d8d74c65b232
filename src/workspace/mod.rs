//! The world outside: which files may be read and how, the environment, settings, and writing files whole or not at all.
//!
//! | file | what |
//! | --- | --- |
//! | `root.rs` | the folder outside of which nothing is read |
//! | `tree.rs` | where files are: on the disk, or in a revision |
//! | `disk.rs` | the host that reads them, inside the root |
//! | `door/` | the only door to files, folders and programs |
//! | `memory.rs` | a host without a disk |
//! | `environment.rs` | environment variables: those given, those allowed |
//! | `machine.rs` | the user's and the machine's name |
//! | `settings.rs` | `jobc.toml` |
//! | `layers.rs` | settings that are laid over others |
//! | `schema.rs` | the JSON Schema of `jobc.toml` |
//! | `globs.rs` | globs of the settings |
//! | `files.rs`, `ignores.rs` | the files in a folder, without those that `.gitignore` names |
//! | `users.rs` | the files that may include or import a template |
//! | `listing.rs` | the names in a folder of the root |
//! | `contents.rs` | what files hold, read once in a run |
//! | `checked.rs` | what checking one file gave |
//! | `cache.rs`, `stored.rs` | the same, kept for the next run |
//! | `user_cache.rs` | the folder for what can be made again |
//! | `baseline.rs` | findings that were there before |
//! | `changed.rs`, `git.rs` | files that differ from a revision |
//! | `revision.rs` | the files of a revision, read from git's objects |
//! | `shellcheck.rs` | the program that looks at command lines |

pub mod baseline;
pub mod cache;
pub mod changed;
pub mod checked;
mod clusters;
pub mod contents;
mod disk;
pub mod door;
mod environment;
mod external;
pub mod files;
mod git;
pub mod globs;
mod ignores;
pub mod layers;
pub mod listing;
pub mod machine;
mod memory;
pub mod revision;
mod root;
pub mod schema;
pub mod search;
pub mod settings;
pub mod shellcheck;
mod stored;
#[cfg(test)]
mod tests;
mod tree;
mod user_cache;
pub mod users;

pub use disk::DiskHost;
pub use environment::{Environment, Passing};
pub use machine::{machine_memory, memory as process_memory};
pub use memory::MemoryHost;
pub use root::{
    SETTINGS_FILE, find_repository, find_root, find_root_in, find_settings, find_settings_in,
    is_marked,
};
pub use tree::{FileTree, Tree};
pub use user_cache::user_cache;
