//! Other names for things: every place where a thing is named, in all files that use it, and the proof that nothing but its name
//! changes.
//!
//! | file | what |
//! | --- | --- |
//! | `target.rs` | what stands at the cursor |
//! | `place.rs` | places in files |
//! | `variable.rs` | variables, functions, classes, parameters |
//! | `member.rs` | attributes of structs and names of `{{references}}` |
//! | `graph.rs` | which keywords, declarations and references belong together |
//! | `mentions.rs` | the parts of references in a text |
//! | `process.rs` | processes and the orders that mention them |
//! | `world.rs` | the analyses of all files that are concerned |
//! | `proof.rs` | the jobs with the new name are those with the old |
//!
//! Places are found analysis by analysis until none finds any more. That all were found is not taken for granted: with
//! the new name everything is compiled again, and the result has to be the same.

mod graph;
mod member;
mod mentions;
mod place;
mod process;
mod proof;
mod target;
mod variable;
mod world;

pub use target::{Kind, Target};

use super::dispatch::Failure;
use super::session::Session;
use super::view::View;
use lsp_types::{Range, TextEdit, Uri, WorkspaceEdit};
use place::{Place, Places};
use std::collections::HashMap;
use world::{Main, World};

/// The range of the thing at an offset, if it can have another name.
pub fn prepare(session: &Session, view: &View, offset: u32) -> Result<Option<Range>, Failure> {
    let Some(target) = Target::at(session, view, offset)? else {
        return Ok(None);
    };
    let main = Main::of_view(view);
    let mut places = Places::from([target.place.clone()]);
    grow_in(&target, &main, &mut places)?;
    let span = target.here.span(&view.analysis);
    Ok(span.map(|span| view.range(span)))
}

/// The edits that give the thing at an offset another name.
pub fn edits(
    session: &Session,
    view: &View,
    offset: u32,
    name: &str,
) -> Result<Option<WorkspaceEdit>, Failure> {
    let Some(target) = Target::at(session, view, offset)? else {
        return Err(Failure::refused("there is nothing here that has a name"));
    };
    target.check_name(name)?;
    if name == target.name {
        return Ok(Some(WorkspaceEdit::default()));
    }
    let mut world = World::of_session(session);
    let mut places = Places::from([target.place.clone()]);
    loop {
        let before = places.len();
        for main in world.mains() {
            grow_in(&target, main, &mut places)?;
        }
        // Whoever includes a file that is concerned may be concerned too.
        let is_larger = world.add_users(session, &places)?;
        if places.len() == before && !is_larger {
            break;
        }
    }
    for main in world.mains() {
        conflict_in(&target, main, &places, name)?;
    }
    proof::check(session, &world, &places, &target, name)?;
    Ok(workspace_edit(session, &world, &places, name))
}

/// Adds the places that an analysis knows to belong to those that are known.
fn grow_in(target: &Target, main: &Main, places: &mut Places) -> Result<(), Failure> {
    match target.kind {
        Kind::Variable => variable::grow(main, places, &target.name),
        Kind::Member => member::grow(main, places, &target.name),
        Kind::Process => process::grow(main, places, &target.name),
    }
}

/// Why the new name would mean something else in an analysis.
fn conflict_in(target: &Target, main: &Main, places: &Places, name: &str) -> Result<(), Failure> {
    match target.kind {
        Kind::Variable => variable::conflict(main, places, name),
        Kind::Member => member::conflict(main, places, &target.name, name),
        Kind::Process => process::conflict(main, places, name),
    }
}

fn workspace_edit(
    session: &Session,
    world: &World,
    places: &Places,
    name: &str,
) -> Option<WorkspaceEdit> {
    // The protocol's type wants addresses as keys; their inner cells hold nothing that is compared.
    #[allow(clippy::mutable_key_type)]
    let mut changes = HashMap::<Uri, Vec<TextEdit>>::new();
    for place in places {
        let (file, span) = world.source(place)?;
        let range = session.editor.encoding.range(file, span);
        let edit = TextEdit::new(range, name.to_owned());
        let uri = session.uri(&place.path)?;
        changes.entry(uri).or_default().push(edit);
    }
    Some(WorkspaceEdit::new(changes))
}

/// A refusal that names a place.
fn refused_at(place: &Place, main: &Main, words: &str) -> Failure {
    let row = place.span(&main.analysis).map_or(0, |span| {
        let file = main.analysis.sources().get(span.file);
        file.row(span.start as usize)
    });
    let name = place.path.rsplit('/').next().unwrap_or_default();
    Failure::refused(format!("{words} ({name}, line {row})"))
}
