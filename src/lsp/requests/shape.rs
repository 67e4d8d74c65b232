//! The shape of files: outlines, symbols, what can be folded, what to select next.

use crate::ide::{self, FoldKind, OutlineItem};
use crate::lsp::convert::{self, Converter};
use crate::lsp::question::Question;
use crate::lsp::uri;
use crate::source::SourceFile;
use lsp_types::{
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, FoldingRange, FoldingRangeKind,
    FoldingRangeParams, SelectionRange, SelectionRangeParams, SymbolInformation, SymbolKind,
    WorkspaceSymbolParams, WorkspaceSymbolResponse,
};
use std::time::{Duration, Instant};

/// The most positions of a request.
const MOST: usize = 100;

/// How long a question waits for files that were not compiled yet; the next one goes on with those that are left.
const PATIENCE: Duration = Duration::from_millis(500);

/// Answers `textDocument/documentSymbol`.
pub fn outline(
    question: &Question,
    params: DocumentSymbolParams,
) -> Option<DocumentSymbolResponse> {
    let path = uri::path(&params.text_document.uri);
    let items = ide::outline(&question.snapshot, &path)?;
    let source = &question.editor.inputs.at(&path)?.source;
    Some(DocumentSymbolResponse::Nested(symbols(
        question, source, items,
    )))
}

fn symbols(
    question: &Question,
    source: &SourceFile,
    items: Vec<OutlineItem>,
) -> Vec<DocumentSymbol> {
    let items = items.into_iter().map(|item| {
        let children = symbols(question, source, item.children);
        #[allow(deprecated)] // The field has to be there.
        DocumentSymbol {
            name: item.name,
            detail: None,
            kind: kind(item.kind),
            tags: None,
            deprecated: None,
            range: convert::range(&question.editor, source, item.range),
            selection_range: convert::range(&question.editor, source, item.name_range),
            children: (!children.is_empty()).then_some(children),
        }
    });
    items.collect()
}

/// Answers `workspace/symbol`.
pub fn workspace_symbols(
    question: &Question,
    params: WorkspaceSymbolParams,
) -> Option<WorkspaceSymbolResponse> {
    let start = Instant::now();
    let is_over = || start.elapsed() > PATIENCE;
    let found = ide::workspace_symbols(&question.snapshot, &params.query, &is_over);
    let mut converter = Converter::new(&question.editor);
    let found = found.into_iter().filter_map(|it| {
        #[allow(deprecated)] // The field has to be there.
        Some(SymbolInformation {
            location: converter.location(&it.place)?,
            name: it.name,
            kind: kind(it.kind),
            tags: None,
            deprecated: None,
            container_name: None,
        })
    });
    Some(WorkspaceSymbolResponse::Flat(found.collect()))
}

fn kind(kind: ide::SymbolKind) -> SymbolKind {
    match kind {
        ide::SymbolKind::Function => SymbolKind::FUNCTION,
        ide::SymbolKind::Struct => SymbolKind::STRUCT,
        ide::SymbolKind::Variable => SymbolKind::VARIABLE,
        ide::SymbolKind::Object => SymbolKind::OBJECT,
        ide::SymbolKind::Array => SymbolKind::ARRAY,
        ide::SymbolKind::String => SymbolKind::STRING,
        ide::SymbolKind::Number => SymbolKind::NUMBER,
    }
}

/// Answers `textDocument/foldingRange`.
pub fn folding(question: &Question, params: FoldingRangeParams) -> Option<Vec<FoldingRange>> {
    let path = uri::path(&params.text_document.uri);
    let folds = ide::folding(&question.snapshot, &path)?.into_iter();
    let ranges = folds.map(|fold| FoldingRange {
        start_line: fold.first,
        end_line: fold.last,
        kind: fold.kind.map(|kind| match kind {
            FoldKind::Imports => FoldingRangeKind::Imports,
            FoldKind::Comment => FoldingRangeKind::Comment,
            FoldKind::Region => FoldingRangeKind::Region,
        }),
        ..FoldingRange::default()
    });
    Some(ranges.collect())
}

/// Answers `textDocument/selectionRange`.
pub fn selection(question: &Question, params: SelectionRangeParams) -> Option<Vec<SelectionRange>> {
    let uri = &params.text_document.uri;
    let positions = params.positions.into_iter().take(MOST);
    let ranges = positions.map(|position| {
        let (path, offset) = question.place(uri, position)?;
        let source = &question.editor.inputs.at(&path)?.source;
        let ranges = ide::selection(&question.snapshot, &path, offset)?.into_iter();
        ranges.fold(None, |parent, range| {
            Some(SelectionRange {
                range: convert::range(&question.editor, source, range),
                parent: parent.map(Box::new),
            })
        })
    });
    ranges.collect()
}
