//! What a value went through between the expression that wrote it and the place where it counts. A value keeps the place of its expression,
//! so that these are the events of the journal with the same place, in the calls that are on the way.

use super::{Step, StepKind};
use crate::eval::{Call, CallId, Event, EventKind, Journal};
use crate::source::{Sources, Span};
use rustc_hash::FxHashSet;

/// The most steps of one value through variables and calls.
const MOST_STEPS: usize = 100;

/// A step and when it was made.
pub struct Timed {
    pub time: usize,
    pub step: Step,
}

/// The calls that are on the way to an object.
#[derive(Clone, Default)]
pub struct Calls(FxHashSet<CallId>);

impl Calls {
    /// Adds a call with those around it.
    pub fn add(&mut self, call: CallId, journal: &Journal) {
        let mut here = call;
        while self.0.insert(here)
            && let Some(call) = journal.call(here)
        {
            here = call.parent;
        }
    }

    /// The steps of the calls themselves.
    pub fn steps(&self, journal: &Journal, sources: &Sources, depth: usize) -> Vec<Timed> {
        let mut calls: Vec<CallId> = self.0.iter().copied().collect();
        calls.sort();
        let steps = calls.into_iter().filter_map(|id| {
            let call = journal.call(id)?;
            sources.is_users(call.site).then(|| Timed {
                time: call.time,
                step: Step {
                    kind: StepKind::Called,
                    span: call.site,
                    code: call.site,
                    words: format!("calls `{}`", called(call, sources)),
                    depth,
                },
            })
        });
        steps.take(MOST_STEPS).collect()
    }
}

/// What a call calls, as it is written if that is a name.
fn called<'a>(call: &'a Call, sources: &'a Sources) -> &'a str {
    let (function, _) = sources.text(call.site).split_once('(').unwrap_or_default();
    let is_name = |it: char| it.is_alphanumeric() || matches!(it, '_' | '.');
    match !function.is_empty() && function.chars().all(is_name) {
        true => function,
        false => &call.name,
    }
}

/// What a value went through.
pub struct Transit {
    pub steps: Vec<Timed>,
    /// The call in which its expression was evaluated.
    pub call: CallId,
    /// When that was.
    pub time: usize,
}

/// Follows a value back from a time and a call to the expression at `origin`.
pub fn transit(
    journal: &Journal,
    origin: Span,
    (call, time): (CallId, usize),
    calls: &Calls,
    depth: usize,
) -> Transit {
    let mut calls = calls.clone();
    calls.add(call, journal);
    let mut found = Transit {
        steps: Vec::new(),
        call,
        time,
    };
    let mut seen = FxHashSet::default();
    let events = journal.events();
    let before = &events[..time.min(events.len())];
    for (time, event) in before.iter().enumerate().rev() {
        if event.origin != origin || found.steps.len() >= MOST_STEPS {
            continue;
        }
        let Some((call, step)) = passed(event, journal, &mut calls, depth) else {
            continue;
        };
        (found.call, found.time) = (call, time);
        if seen.insert((step.kind.name(), step.span, step.words.clone())) {
            found.steps.push(Timed { time, step });
        }
    }
    found
}

/// An event as a step, and the call in which the value was before; `None` if it is not on the way.
fn passed(
    event: &Event,
    journal: &Journal,
    calls: &mut Calls,
    depth: usize,
) -> Option<(CallId, Step)> {
    let step = |kind, span, words| Step {
        kind,
        span,
        code: span,
        words,
        depth,
    };
    match &event.kind {
        EventKind::Assigned(name, target) => {
            let words = format!("assigned to `{name}`");
            let step = step(StepKind::Assigned, *target, words);
            calls.0.contains(&event.call).then_some((event.call, step))
        }
        EventKind::Passed(name) => {
            let call = journal.call(event.call)?;
            let words = format!("passed to `{}` as `{name}`", call.name);
            let step = step(StepKind::Passed, call.site, words);
            calls.0.contains(&event.call).then_some((call.parent, step))
        }
        EventKind::Returned => {
            let call = journal.call(event.call)?;
            if !calls.0.contains(&call.parent) {
                return None;
            }
            calls.0.insert(event.call);
            let words = format!("returned by `{}`", call.name);
            Some((event.call, step(StepKind::Returned, call.site, words)))
        }
    }
}

/// The last value of a variable in a call, or in the file around it: the event that gave it.
pub fn last_value<'j>(
    journal: &'j Journal,
    name: &str,
    call: CallId,
    time: usize,
) -> Option<(usize, &'j Event)> {
    let events = journal.events();
    let before = &events[..time.min(events.len())];
    let find = |wanted: CallId| {
        let mut events = before.iter().enumerate().rev();
        events.find(|(_, event)| {
            event.call == wanted
                && match &event.kind {
                    EventKind::Assigned(known, _) | EventKind::Passed(known) => **known == *name,
                    EventKind::Returned => false,
                }
        })
    };
    let mut here = call;
    loop {
        if let Some(found) = find(here) {
            return Some(found);
        }
        here = journal.call(here)?.parent;
    }
}
