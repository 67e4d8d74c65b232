//! The language server: the protocol around [`ide`](crate::ide), which knows the answers.
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
//! | `dispatch.rs` | from the name of a message to what answers it |
//! | `question.rs` | what a request is answered from |
//! | `requests/` | the parameters and the answers of requests, converted |
//! | `editor.rs` | what the editor has told: open files, what it can do |
//! | `pending.rs` | requests that wait |
//! | `analyser.rs`, `readers.rs` | the thread that analyses, and those that answer |
//! | `surroundings.rs`, `client_settings.rs` | the folders of the client and the disk around them, and its settings |
//! | `diagnostics.rs` | findings as the protocol has them |
//! | `convert.rs` | places and edits as the protocol has them |
//! | `pages.rs` | the pages of codes, as files to link to |
//! | `position.rs`, `uri.rs` | positions and addresses |

mod analyser;
mod client_settings;
mod convert;
mod diagnostics;
mod dispatch;
mod editor;
mod lenient;
mod lifecycle;
mod pages;
mod pending;
mod position;
mod question;
mod readers;
mod requests;
mod server;
mod supervisor;
mod surroundings;
mod transport;
mod uri;

pub use server::{serve, work};
pub use supervisor::{ENDING, Ended, Ending, supervise};
