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
//! | `scope.rs` | the analyses of all files that are concerned |
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
mod scope;
mod search;
mod target;
mod trees;
mod variable;

pub use graph::Role;
pub use search::{declarations, highlights, occurrences, type_at};

use super::answer::{Edits, FileEdits, Refusal, TextEdit, TextRange};
use super::snapshot::Snapshot;
use place::Places;
use scope::{Main, RenameScope};
use search::Search;
use target::{Kind, Target};

/// The stretch of the thing at an offset of an open file; `None` if nothing has a name there, a refusal if it cannot have another.
pub fn prepare(snapshot: &Snapshot, path: &str, offset: u32) -> Result<Option<TextRange>, Refusal> {
    let Some(view) = snapshot.view(path) else {
        return Ok(None);
    };
    let Some(target) = Target::at(snapshot, &view, view.offset(offset))? else {
        return Ok(None);
    };
    let mut search = Search::new(RenameScope::of_view(&view), &target);
    search.grow(&target);
    search.outcome?;
    let span = target.here.span(&view.analysis);
    Ok(span.map(|span| view.range(span)))
}

/// The edits that give the thing at an offset of an open file another name; `None` if the file was not analysed.
pub fn rename(
    snapshot: &Snapshot,
    path: &str,
    offset: u32,
    name: &str,
) -> Result<Option<Edits>, Refusal> {
    let Some(view) = snapshot.view(path) else {
        return Ok(None);
    };
    let view = &view;
    let Some(target) = Target::at(snapshot, view, view.offset(offset))? else {
        return Err(Refusal::new("nothing here can be renamed"));
    };
    target.check_name(name)?;
    if name == target.name {
        return Ok(Some(Edits::new()));
    }
    let mut search = Search::new(RenameScope::of_session(snapshot, view), &target);
    search.everywhere(snapshot, &target);
    search.outcome?;
    let (scope, places) = (search.scope, search.places);
    errors::check(&scope, &target, &places)?;
    if target.kind == Kind::Member {
        member::check(&scope, &target, &places)?;
    }
    if !variable::is_local(&scope, &target, &places) {
        scope.check_users(snapshot, &places, &target.name)?;
    }
    for main in scope.mains() {
        conflict_in(&target, main, &places, name)?;
    }
    proof::check(snapshot, &scope, &places, &target, name)?;
    Ok(Some(edits_of(&scope, &places, name)))
}

/// Why the new name would mean something else in an analysis.
fn conflict_in(target: &Target, main: &Main, places: &Places, name: &str) -> Result<(), Refusal> {
    match target.kind {
        Kind::Variable => variable::conflict(main, places, name),
        Kind::Member => member::conflict(main, places, &target.name, name),
        Kind::Process => process::conflict(main, places, name),
    }
}

fn edits_of(scope: &RenameScope, places: &Places, name: &str) -> Edits {
    let mut edits = Edits::new();
    for place in places {
        let Some((file, _)) = scope.source(place) else {
            continue;
        };
        let all = edits
            .entry(place.path.clone())
            .or_insert_with(|| FileEdits {
                source: file.with_lines(),
                edits: Vec::new(),
            });
        all.edits.push(TextEdit {
            range: place.range(),
            text: name.to_owned(),
        });
    }
    edits
}
