//! What an editor is told of the files that it has open: the protocol is for others.
//!
//! A [`Snapshot`] is everything that an answer is made from: the open files as they are now, and what was found out of them last.
//! Each feature is a function of a snapshot, the path of a file and an offset, and gives plain data; offsets are in bytes of the
//! text as it is now. What of the world they need, they ask of a [`World`].
//!
//! | file or folder | what |
//! | --- | --- |
//! | `world.rs` | what is asked of the disk and the settings |
//! | `inputs.rs`, `document.rs` | the open files |
//! | `cancel.rs`, `buffer_host.rs` | ending work that nobody waits for; the world as an open file sees it |
//! | `analysis.rs` | what jobc knows of one file and of what it includes |
//! | `snapshot.rs` | the analyses of all open files |
//! | `view.rs`, `shift.rs` | a file as a request looks at it; from an older text to a later one |
//! | `answer.rs` | what answers are made of |
//! | `diagnostics.rs`, `repository.rs` | what is wrong: with a file, over many files |
//! | `actions.rs`, `fix_all.rs` | what can be done about it |
//! | `hover/`, `completion/`, `signature.rs` | what something is, and what can be typed |
//! | `completion_item.rs`, `members.rs` | proposals; those behind a dot |
//! | `definition.rs`, `type_definition.rs`, `references.rs`, `links.rs` | where things are |
//! | `rename/` | where things are named, and other names for them |
//! | `symbol.rs`, `symbols.rs`, `closed_files.rs` | outlines; what is known of files that are not open |
//! | `folding.rs`, `selection.rs`, `semantic_tokens.rs` | the shape of a text |
//! | `formatting.rs`, `on_type.rs` | formatting |
//! | `hints.rs`, `lenses.rs` | what is shown in the text, and above jobs |
//! | `job_page.rs`, `job_text.rs` | pages about a job |
//! | `node.rs`, `cursor.rs` | what stands at an offset of a tree; what is being typed there |
//! | `local_names.rs`, `scope_names.rs`, `scope_collection.rs`, `cluster_names.rs` | names that can be seen at an offset |
//! | `describe.rs`, `units.rs`, `python_words.rs`, `schema_words.rs` | types, values and sizes in words |
//! | `path.rs` | paths and their addresses |

mod actions;
mod analysis;
mod answer;
mod buffer_host;
mod cancel;
mod closed_files;
mod cluster_names;
mod completion;
mod completion_item;
mod cursor;
mod definition;
mod describe;
mod diagnostics;
mod document;
mod fix_all;
mod folding;
mod formatting;
mod hints;
mod hover;
mod inputs;
mod job_page;
mod job_text;
mod lenses;
mod links;
mod local_names;
mod members;
mod node;
mod on_type;
pub mod path;
mod python_words;
mod references;
mod rename;
mod repository;
mod schema_words;
mod scope_collection;
mod scope_names;
mod selection;
mod semantic_tokens;
mod shift;
mod signature;
mod snapshot;
mod symbol;
mod symbols;
#[cfg(test)]
mod tests;
mod type_definition;
mod units;
mod view;
mod world;

pub use actions::{QuickFix, quick_fixes};
pub use answer::{Edits, FileEdits, FileRange, Refusal, TextEdit, TextRange};
pub use cancel::{Arrivals, Cancellation};
pub use completion::{Completions, complete};
pub use completion_item::{CompletionItem, CompletionItemKind};
pub use definition::definition;
pub use diagnostics::{Finding, collect};
pub use document::Document;
pub use fix_all::fix_all;
pub use folding::{Fold, FoldKind, folding};
pub use formatting::{range as format_lines, whole as format_all};
pub use hints::{HiddenHints, Hint, hints};
pub use hover::{Hover, hover};
pub use inputs::Inputs;
pub use job_text::{JobText, job_text};
pub use lenses::{Lens, lenses};
pub use links::{Link, links};
pub use on_type::{TRIGGERS, format_on_type};
pub use references::{highlights, references};
pub use rename::{prepare as prepare_rename, rename};
pub use repository::duplicate_jobs;
pub use selection::selection;
pub use semantic_tokens::{TokenKind, semantic_tokens};
pub use signature::{Signature, signature_help};
pub use snapshot::{Analysed, Memory, Snapshot};
pub use symbol::{Symbol, SymbolKind};
pub use symbols::{OutlineItem, outline, workspace_symbols};
pub use type_definition::type_definition;
pub use world::{Config, Entry, Files, World};
