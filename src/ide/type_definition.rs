//! Where the struct of a thing is defined: of a variable, an attribute, a name of a reference.

use crate::eval::FinalKind;
use crate::ide::answer::FileRange;
use crate::ide::node::At;
use crate::ide::rename;
use crate::ide::snapshot::Snapshot;
use crate::ide::view::View;
use crate::object::Type;

/// Where the struct of what stands at an offset of an open file is defined. Structs of the schema are in no file of the user's.
pub fn type_definition(snapshot: &Snapshot, path: &str, offset: u32) -> Option<FileRange> {
    let view = snapshot.view(path)?;
    let offset = view.offset(offset);
    let ty = rename::type_at(&view, offset).or_else(|| of_variable(&view, offset))?;
    view.place(ty.as_struct()?.span)
}

fn of_variable(view: &View, offset: u32) -> Option<Type> {
    let parsed = view.analysis.parsed(view.file)?.clone();
    let at = At::find(&parsed.module, offset);
    if at.string.is_some() || at.keyword.is_some() || at.attribute.is_some() {
        return None;
    }
    let names = view.analysis.names();
    let occurrence = names.at(view.file, offset)?;
    let symbol = names.symbols.get(occurrence.symbol)?;
    match &view.analysis.global(&symbol.name)?.kind {
        FinalKind::Object(object) => Some(object.ty().clone()),
        FinalKind::Type(ty) => Some(ty.clone()),
        _ => None,
    }
}
