//! Includes as links.

use crate::eval::Host;
use crate::lsp::session::Session;
use crate::lsp::uri;
use crate::lsp::view::View;
use crate::source::Span;
use crate::syntax::ast::{Expression, ExpressionKind, Module};
use crate::syntax::visit::{Visitor, walk_block, walk_expression};
use crate::workspace::door::is_file;
use lsp_types::{DocumentLink, DocumentLinkParams, Location, Range};
use std::path::Path;

/// Answers `textDocument/documentLink`.
pub fn links(session: &Session, params: DocumentLinkParams) -> Option<Vec<DocumentLink>> {
    let view = session.view(&params.text_document.uri)?;
    let parsed = view.analysis.parsed(view.file)?.clone();
    let links = includes(&parsed.module).into_iter();
    let links = links.filter_map(|(written, span)| {
        Some(DocumentLink {
            range: view.range(span),
            target: Some(session.uri(&path(&view, &written)?)?),
            tooltip: None,
            data: None,
        })
    });
    Some(links.collect())
}

/// The file whose path stands at an offset.
pub fn target_at(session: &Session, view: &View, offset: u32) -> Option<Location> {
    let (written, _) = include_at(view, offset)?;
    let uri = session.uri(&path(view, &written)?)?;
    Some(Location::new(uri, Range::default()))
}

/// The path of an include that stands at an offset, with its literal.
pub fn include_at(view: &View, offset: u32) -> Option<(String, Span)> {
    let parsed = view.analysis.parsed(view.file)?.clone();
    let mut includes = includes(&parsed.module).into_iter();
    includes.find(|(_, span)| span.touches(offset))
}

/// The absolute path of an include, if such a file was read or is inside of the root.
pub fn path(view: &View, written: &str) -> Option<String> {
    let own = uri::normalize(&view.source().name);
    let folder = Path::new(&own).parent()?;
    let path = uri::normalize(folder.join(written).to_str()?);
    let is_there = || {
        let disk = view.analysis.disk.as_ref();
        // Whether something is there outside of the root is not told. What is no file, such as a FIFO, is not offered.
        disk.is_some_and(|it| it.folder(&path) == Some(false)) && is_file(Path::new(&path))
    };
    (view.analysis.file(&path).is_some() || is_there()).then_some(path)
}

/// The paths that a file includes as literals, with the literals.
pub fn includes(module: &Module) -> Vec<(String, Span)> {
    let mut finder = Finder::default();
    walk_block(&mut finder, &module.body);
    finder.found
}

#[derive(Default)]
struct Finder {
    found: Vec<(String, Span)>,
}

impl<'a> Visitor<'a> for Finder {
    fn expression(&mut self, expression: &'a Expression) {
        if let ExpressionKind::Call {
            function,
            arguments,
        } = &expression.kind
            && matches!(&function.kind, ExpressionKind::Name(name) if &**name == "include")
            && let Some(path) = arguments.first().map(|it| it.value())
            && let ExpressionKind::String(literal) = &path.kind
        {
            self.found
                .push((literal.text.as_str().to_owned(), path.span));
        }
        walk_expression(self, expression);
    }
}
