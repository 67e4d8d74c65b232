//! All places of a thing: for other names, where nothing may be missing, and to be shown, where what is known is enough.

use super::graph::Role;
use super::place::{Place, Places};
use super::scope::{Main, RenameScope};
use super::target::{Kind, Target};
use super::{member, process, variable};
use crate::ide::answer::{FileRange, Refusal};
use crate::ide::snapshot::Snapshot;
use crate::ide::view::View;
use crate::object::Type;
use crate::source::Span;

/// Places that are found, analysis by analysis.
pub struct Search {
    /// The analyses.
    pub scope: RenameScope,
    /// What was found so far.
    pub places: Places,
    /// The first thing that was in the way of finding or editing a place.
    pub outcome: Result<(), Refusal>,
}

/// A place where a thing is named.
pub struct Occurrence {
    /// Where it stands.
    pub place: FileRange,
    /// What it does there.
    pub role: Role,
}

impl Search {
    /// A search that starts at what stands at the cursor.
    pub fn new(scope: RenameScope, target: &Target) -> Search {
        Search {
            scope,
            places: Places::from([target.place.clone()]),
            outcome: Ok(()),
        }
    }

    /// Finds everything that can be found without other files than those that are known.
    pub fn grow(&mut self, target: &Target) {
        loop {
            let before = self.places.len();
            self.known_places(target);
            let guesses = guesses(&self.scope, target, &self.places);
            self.places.extend(guesses);
            if self.places.len() == before {
                break;
            }
        }
    }

    /// Finds everything in all files of the workspace.
    pub fn everywhere(&mut self, snapshot: &Snapshot, target: &Target) {
        loop {
            let before = self.places.len();
            self.known_places(target);
            let guesses = guesses(&self.scope, target, &self.places);
            // Whoever includes a file that is concerned may be concerned too, and know better than to guess.
            let concerned = self.places.union(&guesses).cloned().collect();
            match self.scope.add_users(snapshot, &concerned) {
                Ok(true) => continue,
                Ok(false) => {}
                Err(failure) => self.note(Err(failure)),
            }
            self.places.extend(guesses);
            if self.places.len() == before {
                break;
            }
        }
    }

    /// Adds what the analyses know to belong to places that are known.
    fn known_places(&mut self, target: &Target) {
        loop {
            let before = self.places.len();
            let mut outcomes = Vec::new();
            for main in self.scope.mains() {
                outcomes.push(grow_in(target, main, &mut self.places));
            }
            outcomes.into_iter().for_each(|it| self.note(it));
            if self.places.len() == before {
                break;
            }
        }
    }

    fn note(&mut self, outcome: Result<(), Refusal>) {
        if self.outcome.is_ok() {
            self.outcome = outcome;
        }
    }
}

/// Adds the places that an analysis knows to belong to those that are known.
fn grow_in(target: &Target, main: &Main, places: &mut Places) -> Result<(), Refusal> {
    match target.kind {
        Kind::Variable => {
            variable::grow(main, places, &target.name);
            Ok(())
        }
        Kind::Member => member::grow(main, places),
        Kind::Process => process::grow(main, places, &target.name),
    }
}

/// Places of the same name that no analysis knows the meaning of.
fn guesses(scope: &RenameScope, target: &Target, places: &Places) -> Places {
    match target.kind {
        Kind::Variable => Places::new(),
        Kind::Member => member::guesses(scope, target, places),
        Kind::Process => {
            let loose = |main| process::loose(main, &target.name);
            let loose = scope.mains().iter().flat_map(loose);
            loose.filter(|it| !scope.knows(Kind::Process, it)).collect()
        }
    }
}

/// Every place of the thing at an offset, also in files that are not open; `None` if nothing has a name there.
pub fn occurrences(snapshot: &Snapshot, view: &View, offset: u32) -> Option<Vec<Occurrence>> {
    let target = Target::to_show(Some(snapshot), view, offset)?;
    let mut search = Search::new(RenameScope::of_session(snapshot, view), &target);
    search.everywhere(snapshot, &target);
    let places = search.places.iter();
    let occurrences = places.filter_map(|place| {
        let here = place.span(&view.analysis);
        let found = match here.filter(|it| it.file == view.file) {
            Some(span) => view.place(span)?,
            None => FileRange {
                path: place.path.clone(),
                source: search.scope.source(place)?.0.with_lines(),
                range: place.range(),
            },
        };
        Some(Occurrence {
            place: found,
            role: role(&search.scope, &target, place),
        })
    });
    Some(occurrences.collect())
}

/// Every place of the thing at an offset, as far as one analysis knows.
pub fn highlights(view: &View, offset: u32) -> Option<Vec<(Span, Role)>> {
    let target = Target::to_show(None, view, offset)?;
    let mut search = Search::new(RenameScope::of_view(view), &target);
    search.grow(&target);
    let places = search.places.iter();
    let found = places.filter_map(|place| {
        let span = place.span(&view.analysis)?;
        Some((span, role(&search.scope, &target, place)))
    });
    Some(found.collect())
}

/// Where the thing is declared, bound or defined whose name stands at an offset.
pub fn declarations(snapshot: &Snapshot, view: &View, offset: u32) -> Vec<FileRange> {
    let occurrences = occurrences(snapshot, view, offset).unwrap_or_default();
    let declared = occurrences
        .into_iter()
        .filter(|it| it.role == Role::Declares);
    declared.map(|it| it.place).collect()
}

/// The struct of what has its name at an offset: the value of an attribute, or what is bound.
pub fn type_at(view: &View, offset: u32) -> Option<Type> {
    let target = Target::to_show(None, view, offset)?;
    let place = target.place.span(&view.analysis)?;
    let main = Main::of_view(view);
    let is_member = target.kind == Kind::Member;
    is_member.then(|| main.graph().type_at(&view.analysis, place))?
}

/// What the target's name does at a place.
fn role(scope: &RenameScope, target: &Target, place: &Place) -> Role {
    let mains = scope.mains().iter();
    let roles = mains.filter_map(|main| {
        let span = place.span(&main.analysis)?;
        Some(match target.kind {
            Kind::Variable => variable::role(main, span),
            Kind::Member => main.graph().role(span),
            Kind::Process => process::role(main, place),
        })
    });
    roles.min().unwrap_or(Role::Reads)
}
