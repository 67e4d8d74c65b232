//! Where else something is named: variables, attributes, names of references, processes.

use crate::ide::answer::{FileRange, TextRange};
use crate::ide::rename::{self, Role};
use crate::ide::snapshot::Snapshot;

/// Every place where the thing at an offset of an open file is named; with those that declare it if that is wanted.
pub fn references(
    snapshot: &Snapshot,
    path: &str,
    offset: u32,
    wants_declarations: bool,
) -> Option<Vec<FileRange>> {
    let view = snapshot.view(path)?;
    let found = rename::occurrences(snapshot, &view, view.offset(offset))?.into_iter();
    let found = found.filter(|it| wants_declarations || it.role != Role::Declares);
    Some(found.map(|it| it.place).collect())
}

/// The same in the file alone; of each place whether it changes the thing.
pub fn highlights(snapshot: &Snapshot, path: &str, offset: u32) -> Option<Vec<(TextRange, bool)>> {
    let view = snapshot.view(path)?;
    let found = rename::highlights(&view, view.offset(offset))?.into_iter();
    let here = found.filter(|(span, _)| span.file == view.file);
    let highlights = here.map(|(span, role)| (view.range(span), role != Role::Reads));
    Some(highlights.collect())
}
