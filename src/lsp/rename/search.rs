//! All places of a thing: for other names, where nothing may be missing, and to be shown, where what is known is enough.

use super::graph::Role;
use super::place::{Place, Places};
use super::target::{Kind, Target};
use super::world::{Main, World};
use super::{member, process, variable};
use crate::lsp::dispatch::Failure;
use crate::lsp::session::Session;
use crate::lsp::view::View;
use crate::object::Type;
use crate::source::Span;
use lsp_types::Location;

/// Places that are found, analysis by analysis.
pub struct Search {
    /// The analyses.
    pub world: World,
    /// What was found so far.
    pub places: Places,
    /// The first thing that was in the way of finding or editing a place.
    pub outcome: Result<(), Failure>,
}

/// A place where a thing is named.
pub struct Occurrence {
    /// Where it stands.
    pub location: Location,
    /// What it does there.
    pub role: Role,
}

impl Search {
    /// A search that starts at what stands at the cursor.
    pub fn new(world: World, target: &Target) -> Search {
        Search {
            world,
            places: Places::from([target.place.clone()]),
            outcome: Ok(()),
        }
    }

    /// Finds everything that can be found without other files than those that are known.
    pub fn grow(&mut self, target: &Target) {
        loop {
            let before = self.places.len();
            self.known_places(target);
            let guesses = guesses(&self.world, target, &self.places);
            self.places.extend(guesses);
            if self.places.len() == before {
                break;
            }
        }
    }

    /// Finds everything in all files of the workspace.
    pub fn everywhere(&mut self, session: &Session, target: &Target) {
        loop {
            let before = self.places.len();
            self.known_places(target);
            let guesses = guesses(&self.world, target, &self.places);
            // Whoever includes a file that is concerned may be concerned too, and know better than to guess.
            let concerned = self.places.union(&guesses).cloned().collect();
            match self.world.add_users(session, &concerned) {
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
            for main in self.world.mains() {
                outcomes.push(grow_in(target, main, &mut self.places));
            }
            outcomes.into_iter().for_each(|it| self.note(it));
            if self.places.len() == before {
                break;
            }
        }
    }

    fn note(&mut self, outcome: Result<(), Failure>) {
        if self.outcome.is_ok() {
            self.outcome = outcome;
        }
    }
}

/// Adds the places that an analysis knows to belong to those that are known.
fn grow_in(target: &Target, main: &Main, places: &mut Places) -> Result<(), Failure> {
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
fn guesses(world: &World, target: &Target, places: &Places) -> Places {
    match target.kind {
        Kind::Variable => Places::new(),
        Kind::Member => member::guesses(world, target, places),
        Kind::Process => {
            let loose = |main| process::loose(main, &target.name);
            let loose = world.mains().iter().flat_map(loose);
            loose.filter(|it| !world.knows(Kind::Process, it)).collect()
        }
    }
}

/// Every place of the thing at an offset, also in files that are not open; `None` if nothing has a name there.
pub fn occurrences(session: &Session, view: &View, offset: u32) -> Option<Vec<Occurrence>> {
    let target = Target::to_show(Some(session), view, offset)?;
    let mut search = Search::new(World::of_session(session, view), &target);
    search.everywhere(session, &target);
    let places = search.places.iter();
    let occurrences = places.filter_map(|place| {
        let range = match place.span(&view.analysis) {
            Some(span) if span.file == view.file => view.range(span),
            _ => {
                let (file, span) = search.world.source(place)?;
                session.editor.encoding.range(file, span)
            }
        };
        Some(Occurrence {
            location: Location::new(session.uri(&place.path)?, range),
            role: role(&search.world, &target, place),
        })
    });
    Some(occurrences.collect())
}

/// Every place of the thing at an offset, as far as one analysis knows.
pub fn highlights(view: &View, offset: u32) -> Option<Vec<(Span, Role)>> {
    let target = Target::to_show(None, view, offset)?;
    let mut search = Search::new(World::of_view(view), &target);
    search.grow(&target);
    let places = search.places.iter();
    let found = places.filter_map(|place| {
        let span = place.span(&view.analysis)?;
        Some((span, role(&search.world, &target, place)))
    });
    Some(found.collect())
}

/// Where the thing is declared, bound or defined whose name stands at an offset.
pub fn declarations(session: &Session, view: &View, offset: u32) -> Vec<Location> {
    let occurrences = occurrences(session, view, offset).unwrap_or_default();
    let declared = occurrences
        .into_iter()
        .filter(|it| it.role == Role::Declares);
    declared.map(|it| it.location).collect()
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
fn role(world: &World, target: &Target, place: &Place) -> Role {
    let mains = world.mains().iter();
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
