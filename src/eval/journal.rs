//! How values came to be: calls, what was passed to them and returned, assignments, and the objects that were made. Recorded only for who
//! asks; a value keeps the place of the expression that wrote it, so that its way is what has the same place.

use super::function::place_of;
use super::scope::Env;
use super::value::{Function, Value};
use super::{EvalResult, Interpreter};
use crate::object::Object;
use crate::source::{FileId, Span};
use crate::syntax::ast::Name;
use rustc_hash::FxHashMap;

/// The most calls, events or objects that are recorded: what comes after them is not explained.
const MOST: usize = 1 << 20;

/// A call in a journal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CallId(u32);

impl CallId {
    /// No call: what stands in no function.
    pub const FILE: CallId = CallId(0);
}

/// A call of a function of a configuration.
#[derive(Clone, Debug)]
pub struct Call {
    /// The call it was made in.
    pub parent: CallId,
    /// The function.
    pub name: Name,
    /// The whole call.
    pub site: Span,
    /// How many events came before.
    pub time: usize,
}

/// Something that happened to a value.
#[derive(Clone, Debug)]
pub struct Event {
    /// The call in which it happened: for an argument the call that it was passed to, for a result the one that it was returned from.
    pub call: CallId,
    /// What happened.
    pub kind: EventKind,
    /// The expression that wrote the value.
    pub origin: Span,
}

/// What can happen to a value.
#[derive(Clone, Debug)]
pub enum EventKind {
    /// It was assigned to a variable; the place is that of the target.
    Assigned(Name, Span),
    /// It was passed as an argument.
    Passed(Name),
    /// It was returned.
    Returned,
}

/// How an object was made.
#[derive(Clone, Debug)]
pub struct Made {
    /// The object.
    pub object: Object,
    /// The call in which it was made.
    pub call: CallId,
    /// The object that it is a copy of.
    pub copy_of: Option<Object>,
    /// How many events came before.
    pub time: usize,
}

/// How the values of an evaluation came to be.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    calls: Vec<Call>,
    events: Vec<Event>,
    /// By the address of the attributes, which stay where they are because the object is kept.
    made: FxHashMap<usize, Made>,
    included: Vec<(FileId, Span)>,
}

impl Journal {
    /// A call; `None` for [`CallId::FILE`].
    pub fn call(&self, id: CallId) -> Option<&Call> {
        self.calls.get((id.0 as usize).checked_sub(1)?)
    }

    /// What happened, in order.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// How an object, or the one that it has the attributes of, was made.
    pub fn made(&self, object: &Object) -> Option<&Made> {
        self.made.get(&object.parts_address()?)
    }

    /// The call of `include` that brought a file, or the import.
    pub fn included(&self, file: FileId) -> Option<Span> {
        let mut included = self.included.iter();
        included.find(|(it, _)| *it == file).map(|(_, span)| *span)
    }

    /// Every file that was included or imported, with the call or import.
    pub fn all_included(&self) -> &[(FileId, Span)] {
        &self.included
    }

    /// Whether more happened than was recorded.
    pub fn is_full(&self) -> bool {
        self.calls.len() >= MOST || self.events.len() >= MOST || self.made.len() >= MOST
    }

    fn event(&mut self, call: CallId, kind: EventKind, origin: Span) {
        if self.events.len() < MOST {
            self.events.push(Event { call, kind, origin });
        }
    }
}

impl Interpreter<'_> {
    /// Records from here on how values come to be.
    pub fn keep_journal(&mut self) {
        self.journal = Some(Box::default());
    }

    /// The call that is under way.
    #[inline]
    pub(super) fn current_call(&self) -> CallId {
        self.frames.last().map_or(CallId::FILE, |frame| frame.call)
    }

    /// Notes a call whose arguments are bound.
    #[inline]
    pub(super) fn note_call(&mut self, function: &Function, env: &Env, site: Span) -> CallId {
        match self.journal.is_some() {
            true => self.record_call(function, env, site),
            false => CallId::FILE,
        }
    }

    #[cold]
    fn record_call(&mut self, function: &Function, env: &Env, site: Span) -> CallId {
        let parent = self.current_call();
        let is_users = self.sources.is_users(site) && self.sources.is_users(place_of(function));
        let (Some(journal), Some(scope)) = (&mut self.journal, &env.scope) else {
            return CallId::FILE;
        };
        // What the standard library does explains nothing.
        if !is_users || journal.calls.len() >= MOST {
            return parent;
        }
        let name = function.name.clone();
        journal.calls.push(Call {
            parent,
            name,
            site,
            time: journal.events.len(),
        });
        let call = CallId(journal.calls.len() as u32);
        for (name, value) in scope.locals.variables.borrow().iter() {
            let kind = EventKind::Passed(name.clone());
            journal.event(call, kind, value.origin);
        }
        call
    }

    /// Notes what a call returned.
    #[inline]
    pub(super) fn note_return(&mut self, call: CallId, result: &EvalResult) {
        if self.journal.is_none() || call == self.current_call() {
            return;
        }
        if let (Some(journal), Ok(value)) = (&mut self.journal, result) {
            journal.event(call, EventKind::Returned, value.origin);
        }
    }

    /// Notes that a value was assigned to a variable.
    #[inline]
    pub(super) fn note_assignment(&mut self, name: &Name, target: Span, value: &Value) {
        if self.journal.is_some() {
            let call = self.current_call();
            self.record_assignment(call, name, target, value);
        }
    }

    #[cold]
    fn record_assignment(&mut self, call: CallId, name: &Name, target: Span, value: &Value) {
        if self.sources.is_users(target)
            && let Some(journal) = &mut self.journal
        {
            let kind = EventKind::Assigned(name.clone(), target);
            journal.event(call, kind, value.origin);
        }
    }

    /// Notes that an object was made, perhaps as a copy.
    #[inline]
    pub(super) fn note_made(&mut self, object: &Object, copy_of: Option<&Object>) {
        if self.journal.is_some() {
            self.record_made(object, copy_of);
        }
    }

    #[cold]
    fn record_made(&mut self, object: &Object, copy_of: Option<&Object>) {
        let call = self.current_call();
        let (Some(journal), Some(address)) = (&mut self.journal, object.parts_address()) else {
            return;
        };
        if journal.made.len() >= MOST {
            return;
        }
        let made = Made {
            object: object.clone(),
            call,
            copy_of: copy_of.cloned(),
            time: journal.events.len(),
        };
        journal.made.entry(address).or_insert(made);
    }

    /// Notes which call brought a file.
    pub(super) fn note_included(&mut self, file: FileId, span: Span) {
        if let Some(journal) = &mut self.journal {
            journal.included.push((file, span));
        }
    }
}
