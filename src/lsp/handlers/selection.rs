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
    let view = session.view(&params.text_document.uri)?;
    let parsed = view.analysis.parsed(view.file)?.clone();
    let positions = params.positions.into_iter().take(MOST);
    let ranges = positions.map(|position| {
        let at = At::find(&parsed.module, view.offset(position));
        let mut range = SelectionRange {
            range: view.range(parsed.module.span),
            parent: None,
        };
        for span in at.path.iter().take(MOST) {
            let inner = view.range(*span);
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
