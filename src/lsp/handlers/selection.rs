//! What to select next, outwards.

use crate::lsp::node::At;
use crate::lsp::session::Session;
use lsp_types::{SelectionRange, SelectionRangeParams};

/// The most ranges around a position.
const MOST: usize = 100;

/// Answers `textDocument/selectionRange`.
pub fn selection(
    session: &mut Session,
    params: SelectionRangeParams,
) -> Option<Vec<SelectionRange>> {
    let (document, parsed) = session.tree(&params.text_document.uri)?;
    let (source, encoding) = (&document.source, session.editor.encoding);
    let positions = params.positions.into_iter().take(MOST);
    let ranges = positions.map(|position| {
        let at = At::find(&parsed.module, encoding.offset(source, position) as u32);
        let mut range = SelectionRange {
            range: encoding.range(source, parsed.module.span),
            parent: None,
        };
        for span in at.path.iter().take(MOST) {
            let inner = encoding.range(source, *span);
            let is_inside = range.range.start <= inner.start && inner.end <= range.range.end;
            if is_inside && inner != range.range {
                range = SelectionRange {
                    range: inner,
                    parent: Some(Box::new(range)),
                };
            }
        }
        range
    });
    Some(ranges.collect())
}
