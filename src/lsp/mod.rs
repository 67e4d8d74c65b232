//! The language server: the same core as the command line, for editors.
//!
//! One thread reads messages, another owns everything else and answers them in order. What waits is looked at before anything
//! is done: diagnostics are computed only when nothing waits, a request is not answered if a newer text of its file has
//! arrived, and a compilation ends when a newer text arrives.
//!
//! | file or folder | what |
//! | --- | --- |
//! | `server.rs` | the course of a connection |
//! | `transport.rs` | messages on the wire |
//! | `lifecycle.rs` | what client and server can do |
//! | `dispatch.rs` | from the name of a message to its handler |
//! | `session.rs` | the open files and their analyses |
//! | `surroundings.rs`, `client_settings.rs` | the folders of the client, and its settings |
//! | `document.rs` | a buffer of the editor |
//! | `analysis.rs` | what jobc knows of an open file |
//! | `closed_files.rs` | what files define that are not open |
//! | `cancel.rs` | ending work whose result nobody waits for |
//! | `view.rs` | a file as a request looks at it |
//! | `diagnostics.rs` | diagnostics as the protocol has them |
//! | `pages.rs` | the pages of codes, as files to link to |
//! | `names.rs` | what names mean, scope by scope |
//! | `template_names.rs` | names bound for `{{references}}` |
//! | `node.rs` | what stands at an offset of a tree |
//! | `cursor.rs` | what is being typed at an offset |
//! | `describe.rs`, `units.rs` | types, values and sizes in words |
//! | `position.rs`, `uri.rs` | positions and addresses |
//! | `handlers/` | one file a request |

mod analysis;
mod cancel;
mod client_settings;
mod closed_files;
mod cursor;
mod describe;
mod diagnostics;
mod dispatch;
mod document;
mod handlers;
mod lifecycle;
mod names;
mod node;
mod pages;
mod position;
mod server;
mod session;
mod surroundings;
mod template_names;
mod transport;
mod units;
mod uri;
mod view;

pub use server::serve;
