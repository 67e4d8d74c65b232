//! Includes as links.

use crate::ide::answer::{FileRange, TextRange};
use crate::ide::path;
use crate::ide::snapshot::Snapshot;
use crate::ide::view::View;
use crate::source::{Ownership, SourceFile, Span};
use crate::syntax::ast::{Expression, ExpressionKind, Module};
use crate::syntax::visit::{Visitor, walk_block, walk_expression};

/// A literal that is the path of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it stands.
    pub range: TextRange,
    /// The absolute path of the file.
    pub target: String,
}

/// The includes of an open file that lead to files.
pub fn links(snapshot: &Snapshot, path: &str) -> Option<Vec<Link>> {
    let view = snapshot.view(path)?;
    let parsed = view.analysis.parsed(view.file)?.clone();
    let links = includes(&parsed.module).into_iter();
    let links = links.filter_map(|(written, span)| {
        Some(Link {
            range: view.range(span),
            target: target(&view, &written)?,
        })
    });
    Some(links.collect())
}

/// The file whose path stands at an offset: its beginning.
pub fn target_at(view: &View, offset: u32) -> Option<FileRange> {
    let (written, _) = include_at(view, offset)?;
    let path = target(view, &written)?;
    Some(FileRange {
        source: SourceFile::new(&*path, "", Ownership::User),
        path,
        range: TextRange::default(),
    })
}

/// The path of an include that stands at an offset, with its literal.
pub fn include_at(view: &View, offset: u32) -> Option<(String, Span)> {
    let parsed = view.analysis.parsed(view.file)?.clone();
    let mut includes = includes(&parsed.module).into_iter();
    includes.find(|(_, span)| span.touches(offset))
}

/// The absolute path of an include, if such a file was read or is inside of the root.
pub fn target(view: &View, written: &str) -> Option<String> {
    let own = path::normalize(&view.source().name);
    let path = path::join(path::folder(&own), written);
    // Whether something is there outside of the root is not told. What is no file, such as a FIFO, is not offered.
    let is_there = || view.analysis.files.is_file(&path);
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
