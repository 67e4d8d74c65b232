//! Other names for things: every place where a thing is named, in all files that use it, and the proof that nothing but its name
//! changes. The places alone are what references and highlights show.
//!
//! | file | what |
//! | --- | --- |
//! | `target.rs` | what stands at the cursor |
//! | `place.rs` | places in files |
//! | `search.rs` | all places of a thing |
//! | `variable.rs` | variables, functions, classes, parameters |
//! | `member.rs` | attributes of structs and names of `{{references}}` |
//! | `graph.rs` | which keywords, declarations and references belong together |
//! | `trees.rs` | what the trees tell of that |
//! | `mentions.rs` | the parts of references in a text |
//! | `process.rs` | processes and the orders that mention them |
//! | `world.rs` | the analyses of all files that are concerned |
//! | `includes.rs` | which files include which |
//! | `errors.rs` | errors that hide what else has the name |
//! | `proof.rs` | the jobs with the new name are those with the old |
//!
//! Places are found analysis by analysis until none finds any more. That all were found is not taken for granted: with
//! the new name everything is compiled again, and the result has to be the same.

mod errors;
mod graph;
mod includes;
mod member;
mod mentions;
mod place;
mod process;
mod proof;
mod search;
mod target;
mod trees;
mod variable;
mod world;

pub use graph::Role;
pub use search::{declarations, highlights, occurrences, type_at};
pub use world::Belongings;

use super::dispatch::Failure;
use super::session::Session;
use super::view::View;
use lsp_types::{Range, TextEdit, WorkspaceEdit};
use place::{Place, Places};
use search::Search;
use std::collections::BTreeMap;
use target::{Kind, Target};
use world::{Main, World};

/// The range of the thing at an offset, if it can have another name.
pub fn prepare(session: &Session, view: &View, offset: u32) -> Result<Option<Range>, Failure> {
    let Some(target) = Target::at(session, view, offset)? else {
        return Ok(None);
    };
    let mut search = Search::new(World::of_view(view), &target);
    search.grow(&target);
    search.outcome?;
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
    let mut search = Search::new(World::of_session(session, view), &target);
    search.everywhere(session, &target);
    search.outcome?;
    let (world, places) = (search.world, search.places);
    errors::check(&world, &target, &places)?;
    if target.kind == Kind::Member {
        member::check(&world, &target, &places)?;
    }
    if !variable::is_local(&world, &target, &places) {
        world.check_users(session, &places, &target.name)?;
    }
    for main in world.mains() {
        conflict_in(&target, main, &places, name)?;
    }
    proof::check(session, &world, &places, &target, name)?;
    Ok(workspace_edit(session, &world, &places, name))
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
    let mut edits = BTreeMap::<String, Vec<TextEdit>>::new();
    for place in places {
        let (file, span) = world.source(place)?;
        let range = session.editor.encoding.range(file, span);
        let edit = TextEdit::new(range, name.to_owned());
        edits.entry(place.path.clone()).or_default().push(edit);
    }
    session.editor.workspace_edit(edits)
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
