//! The path of an include: the file, and what it defines.

use super::listing::first_names;
use crate::ide::links;
use crate::ide::path;
use crate::ide::view::View;
use crate::source::Span;
use rustc_hash::FxHashSet;

/// The most names that are shown.
const SHOWN: usize = 30;

/// The file whose path stands at an offset.
pub fn page(view: &View, offset: u32) -> Option<(String, Span)> {
    let (written, span) = links::include_at(view, offset)?;
    let Some(path) = links::target(view, &written) else {
        return Some(("The root contains no such file.".to_owned(), span));
    };
    let link = format!("[{path}]({})", path::address(&path));
    let names = names(view, &path);
    let mut page = format!("{link}\n\n");
    if !names.is_empty() {
        page.push_str(&format!("It defines {}.", first_names(&names, SHOWN)));
    }
    Some((page, span))
}

/// What a file defines, in its order.
fn names(view: &View, path: &str) -> Vec<String> {
    let Some(file) = view.analysis.file(path) else {
        return Vec::new();
    };
    let names = view.analysis.names();
    let mut seen = FxHashSet::default();
    let here = names.occurrences.iter();
    let here =
        here.filter(|it| it.span.file == file && it.is_definition() && seen.insert(it.symbol));
    let symbols = here.filter_map(|it| names.symbols.get(it.symbol));
    let global = symbols.filter(|it| it.is_global);
    global.map(|it| it.name.to_string()).collect()
}
