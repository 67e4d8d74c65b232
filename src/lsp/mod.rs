//! The language server: the same core as the command line, for editors.
//!
//! One thread reads messages, one keeps what the editor has told, one analyses the newest texts, and a few answer requests from what
//! was analysed last, with positions led back to the text as it was then. They share it: nothing in an analysis changes. A request
//! is not answered if a newer text of its file arrives while it waits, and an analysis ends when a newer text arrives.
//!
//! | file or folder | what |
//! | --- | --- |
//! | `supervisor/` | the process that the editor talks to, which outlives the one that does the work |
//! | `server.rs` | the course of a connection |
//! | `transport.rs` | messages on the wire |
//! | `lenient.rs` | messages that are nearly what the protocol wants |
//! | `lifecycle.rs` | what client and server can do |
//! | `dispatch.rs` | from the name of a message to its handler |
//! | `editor.rs` | what the editor has told: open files, what it can do |
//! | `pending.rs` | requests that wait |
//! | `analyser.rs`, `readers.rs` | the thread that analyses, and those that answer |
//! | `session.rs` | what an answer is made from: the open files, and what was analysed |
//! | `surroundings.rs`, `client_settings.rs` | the folders of the client, and its settings |
//! | `document.rs` | a buffer of the editor |
//! | `analysis.rs` | what jobc knows of an open file |
//! | `closed_files.rs`, `closed_text.rs` | what files define that are not open, and their texts |
//! | `cancel.rs` | ending work whose result nobody waits for |
//! | `shift.rs` | from an older text to a later one |
//! | `view.rs` | a file as a request looks at it |
//! | `diagnostics.rs` | diagnostics as the protocol has them |
//! | `pages.rs` | the pages of codes, as files to link to |
//! | `scope_names.rs` | what the scopes of a string bind |
//! | `cluster_names.rs` | what the cluster fills in |
//! | `python_words.rs` | what the functions of Python do |
//! | `schema_words.rs` | what the words of the object language mean |
//! | `local_names.rs` | local names where text is being typed |
//! | `node.rs` | what stands at an offset of a tree |
//! | `cursor.rs` | what is being typed at an offset |
//! | `describe.rs`, `units.rs` | types, values and sizes in words |
//! | `position.rs`, `uri.rs` | positions and addresses |
//! | `handlers/` | one file a request |
//! | `rename/` | where things are named, and other names for them |

mod analyser;
mod analysis;
mod cancel;
mod client_settings;
mod closed_files;
mod closed_text;
mod cluster_names;
mod cursor;
mod describe;
mod diagnostics;
mod dispatch;
mod document;
mod editor;
mod handlers;
mod lenient;
mod lifecycle;
mod local_names;
mod node;
mod pages;
mod pending;
mod position;
mod python_words;
mod readers;
mod rename;
mod schema_words;
mod scope_names;
mod server;
mod session;
mod shift;
mod supervisor;
mod surroundings;
mod transport;
mod units;
mod uri;
mod view;

pub use server::{serve, work};
pub use supervisor::{ENDING, Ended, Ending, supervise};
