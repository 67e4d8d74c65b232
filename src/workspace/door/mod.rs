//! The only door to files, folders and programs.
//!
//! Everything that jobc opens, lists, writes or starts goes through this module: `clippy.toml` disallows the functions of the standard
//! library and of other crates that do the same, `tests/it/safe/doors.rs` reads the sources for them, and only this file allows them.
//!
//! | file | what |
//! | --- | --- |
//! | `refusal.rs` | why something is not read |
//! | `read.rs` | reading a regular file of limited size |
//! | `open.rs` | opening a file by its true path |
//! | `look.rs` | what a path is, without opening it |
//! | `list.rs` | the names in a folder |
//! | `links.rs` | checkouts, and links that lead out of them |
//! | `write.rs` | writing a file whole or not at all |
//! | `attributes.rs` | owner, mode and extended attributes of a file that is replaced |
//! | `temporary.rs` | temporary files, which signals remove as well |
//! | `itself.rs` | starting this program again |
//! | `program.rs` | starting git and shellcheck |
//! | `command.rs` | starting what users add as commands |
#![cfg_attr(
    not(test),
    expect(clippy::disallowed_methods, reason = "this module is the door itself")
)]

mod attributes;
mod command;
mod itself;
mod links;
mod list;
mod look;
mod open;
mod program;
mod read;
mod refusal;
mod temporary;
mod write;

pub use command::OwnCommand;
pub use itself::start_itself;
pub(super) use links::leads_outside;
pub use links::{checkout_of, link_out_of_checkout};
pub use list::{Entry, Kind, entries};
pub use look::{
    Stamp, exists, is_file, is_folder, is_own_folder, link_target, output_is_file, size, stamp,
    true_path,
};
pub use program::{Program, RunError};
pub use read::{
    LARGEST, read_at_most, read_inside, read_named, read_named_or_stream, read_own, read_own_text,
    text,
};
pub use refusal::Refusal;
pub use temporary::{TemporaryFolder, remove_temporary};
pub use write::{
    make_folder, make_own_folder, remove_own, replace_whole, write_own, write_whole, write_whole_by,
};
