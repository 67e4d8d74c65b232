//! Replacing the references of one text. Pystachio: `MustacheParser.resolve`.
//!
//! Pystachio replaces all references at once, round after round, until a round finds nothing. Since every round works
//! on the whole text, references may be put together from parts: `{{urls[{{region}}]}}`. Here the text additionally
//! knows, run by run, which string its characters come from and which references led to that string.

mod notes;

use crate::object::find::{Hit, Steps, Target, find};
use crate::object::interpolate::Shown;
use crate::object::interpolator::Interpolator;
use crate::object::reference_chain::ReferenceChain;
use crate::object::scopes::Scopes;
use crate::object::traced_text::{Origin, Source, Sources, TracedText};
use crate::object::{Place, UnboundReference};
use crate::source::{Span, Text};
use crate::template::{Part, PartKind, Reference, Template, next_brace};
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;
use std::cell::{Cell, OnceCell};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

/// A text without the references that could be resolved.
pub(super) struct Resolved {
    pub text: Text,
    pub origin: Origin,
    /// How many references nothing binds.
    pub open: usize,
    /// What they are, if the walk wants to know.
    pub unbound: Vec<UnboundReference>,
    /// A value that could not be computed is needed.
    pub poisoned: bool,
    /// Problems were reported.
    pub failed: bool,
}

/// Pystachio: `MustacheParser.MAX_ITERATIONS`.
pub const MAX_ROUNDS: usize = 100;

/// The most references in one string that lead to texts with further references.
const MAX_NESTED: usize = 20_000;

/// What looking a reference up takes, in units of work.
const REFERENCE_WORK: usize = 256;

/// What finding the references in a byte of text takes.
const PARSING_WORK: usize = 8;

#[derive(Clone)]
enum Lookup {
    Missing,
    Failed,
    Found(Rc<Expansion>),
}

struct Expansion {
    text: Text,
    span: Span,
    name_span: Span,
    value_span: Span,
    steps: Steps,
    /// What to share by all places that refer to it, if it has no references itself.
    plain: Cell<Option<usize>>,
}

enum Round<'t> {
    Changed(TracedText<'t>, Left),
    Unchanged,
    Failed,
}

/// What a round leaves of the references.
#[derive(Default)]
struct Left {
    /// The parts that were not replaced, where they are now.
    parts: Vec<Part>,
    /// Whether there may be more: what was put in place has braces, or stands next to some.
    more: bool,
}

/// What was found already. Most texts have few references.
#[derive(Default)]
struct Known {
    few: SmallVec<[(Reference, Lookup); 4]>,
    many: FxHashMap<Reference, Lookup>,
}

impl Known {
    const FEW: usize = 8;

    fn get(&self, reference: &Reference) -> Option<&Lookup> {
        let few = self.few.iter().find(|(known, _)| known == reference);
        few.map(|(_, lookup)| lookup)
            .or_else(|| self.many.get(reference))
    }

    /// Adds what is not known yet.
    fn insert(&mut self, reference: &Reference, lookup: Lookup) {
        match self.few.len() < Known::FEW {
            true => self.few.push((reference.clone(), lookup)),
            false => {
                self.many.insert(reference.clone(), lookup);
            }
        }
    }
}

struct Frame<'w, 'a> {
    walk: &'w mut Interpolator<'a>,
    scopes: &'w Scopes,
    sources: Sources,
    found: Known,
    /// The path of attributes to the text, once it was asked for.
    path: OnceCell<Arc<str>>,
    /// The references of the cycles that were reported.
    cycling: FxHashSet<Reference>,
    poisoned: bool,
    failed: bool,
}

impl Interpolator<'_> {
    /// Resolves the references of `text`, written by `span`, in `scopes`.
    pub fn resolve(
        &mut self,
        text: &Text,
        template: &Template,
        span: Span,
        scopes: &Scopes,
    ) -> Resolved {
        let mut sources = Sources::new();
        sources.push(Source {
            text: text.clone(),
            span,
            trail: None,
        });
        let frame = Frame {
            walk: self,
            scopes,
            sources,
            found: Known::default(),
            path: OnceCell::new(),
            cycling: FxHashSet::default(),
            poisoned: false,
            failed: false,
        };
        frame.run(text, template)
    }
}

impl Frame<'_, '_> {
    fn run(mut self, text: &Text, template: &Template) -> Resolved {
        let mut stream = TracedText::first(text);
        let mut parsed;
        let mut template = template;
        let mut rounds = 0;
        loop {
            let left = match self.round(&stream, template) {
                Round::Unchanged => return self.finish(stream, &template.parts),
                Round::Failed => {
                    self.failed = true;
                    return self.finish(stream, &[]);
                }
                Round::Changed(next, left) => {
                    stream = next;
                    left
                }
            };
            rounds += 1;
            let most = self.walk.limits.rounds;
            if rounds >= most {
                let limit = format!("{most} rounds of replacing references (the limit `rounds`)");
                self.too_large(limit);
                self.failed = true;
                return self.finish(stream, &[]);
            }
            if !left.more {
                return self.finish(stream, &left.parts);
            }
            if !self.work(stream.text.len() * PARSING_WORK) {
                return self.finish(stream, &[]);
            }
            let Some(next) = Template::parse(&stream.text) else {
                return self.finish(stream, &[]);
            };
            parsed = next;
            template = &parsed;
        }
    }

    /// Counts work; `false` if it has to end.
    fn work(&mut self, units: usize) -> bool {
        let goes_on = self.walk.work(units, self.sources[0].span);
        self.failed |= !goes_on;
        goes_on
    }

    /// Replaces every reference that is bound.
    fn round(&mut self, stream: &TracedText<'_>, template: &Template) -> Round<'static> {
        let mut next = TracedText::default();
        let mut left = Left {
            parts: Vec::new(),
            more: template.has_other_braces,
        };
        let mut changed = false;
        let mut done = 0;
        for part in &template.parts {
            if !self.work(REFERENCE_WORK) {
                return Round::Failed;
            }
            let expansion = match &part.kind {
                PartKind::Reference(reference) => self
                    .lookup(reference, stream, &part.range)
                    .and_then(|found| {
                        let source = self.enter(reference, &found, stream, &part.range)?;
                        Some((found, source))
                    }),
                PartKind::Escape(_) | PartKind::Invalid(_) => None,
            };
            if let Some((expansion, source)) = expansion {
                changed = true;
                next.copy(&self.sources, stream, done..part.range.start);
                next.push(&self.sources, source, 0..expansion.text.len());
                done = part.range.end;
                left.more |= expansion.plain.get().is_none();
            } else if changed {
                next.copy(&self.sources, stream, done..part.range.end);
                done = part.range.end;
                left.parts.push(part.ending_at(next.text.len()));
            } else {
                left.parts.push(part.clone());
            }
            let length = match changed {
                true => next.text.len(),
                false => part.range.end,
            };
            if length > self.walk.limits.expansion {
                self.too_large(format!(
                    "{} bytes (the limit `expansion`)",
                    self.walk.limits.expansion
                ));
                return Round::Failed;
            }
            if self.sources.len() > MAX_NESTED {
                self.too_large(format!("{MAX_NESTED} references in one string"));
                return Round::Failed;
            }
        }
        if !changed {
            return Round::Unchanged;
        }
        next.copy(&self.sources, stream, done..stream.text.len());
        Round::Changed(next, left)
    }

    /// What to put in place of a reference, if it leads anywhere.
    fn lookup(
        &mut self,
        reference: &Reference,
        stream: &TracedText<'_>,
        range: &Range<usize>,
    ) -> Option<Rc<Expansion>> {
        let lookup = match self.found.get(reference) {
            Some(lookup) => lookup.clone(),
            None => {
                let lookup = self.look_up(reference, stream, range);
                self.found.insert(reference, lookup.clone());
                lookup
            }
        };
        match lookup {
            Lookup::Found(expansion) => Some(expansion),
            Lookup::Missing | Lookup::Failed => None,
        }
    }

    fn look_up(
        &mut self,
        reference: &Reference,
        stream: &TracedText<'_>,
        range: &Range<usize>,
    ) -> Lookup {
        match find(self.scopes, reference, &mut self.walk.budget) {
            Ok(None) => Lookup::Missing,
            Ok(Some(hit)) => {
                let before = self.walk.problems.len();
                let lookup = self.expand(hit);
                self.label_new(before, reference, stream, range);
                lookup
            }
            Err(obstacle) => {
                self.failed = true;
                let place = stream.place(&self.sources, range);
                let labels = stream.labels_of(&self.sources, range);
                self.walk.obstacle(obstacle, reference, place, labels);
                Lookup::Failed
            }
        }
    }

    fn expand(&mut self, hit: Hit) -> Lookup {
        let (text, span) = match hit.target {
            Target::Text(text) => (text, hit.value_span),
            Target::Object(object, outer) => match self.walk.text_of(&object, &outer, hit.given_to)
            {
                Shown::Text(text, span) => (text, span),
                Shown::Poison => {
                    self.poisoned = true;
                    return Lookup::Failed;
                }
                Shown::Failed => {
                    self.failed = true;
                    return Lookup::Failed;
                }
            },
            Target::Poison => {
                self.poisoned = true;
                return Lookup::Failed;
            }
        };
        Lookup::Found(Rc::new(Expansion {
            text,
            span,
            name_span: hit.name_span,
            value_span: hit.value_span,
            steps: hit.steps,
            plain: Cell::new(None),
        }))
    }

    /// The source to put in place of a reference; `None` if it leads back to itself.
    fn enter(
        &mut self,
        reference: &Reference,
        expansion: &Expansion,
        stream: &TracedText<'_>,
        range: &Range<usize>,
    ) -> Option<usize> {
        if self.walk.trace.is_some() {
            self.record(reference, expansion, stream, range);
        }
        if let Some(source) = expansion.plain.get() {
            return Some(source);
        }
        let run = stream.run_at(range.start);
        let whole = stream.run_at(range.end - 1).start == run.start;
        let parent = self.sources[run.source].trail.clone();
        let place = stream.place(&self.sources, range);
        if whole && self.leads_back(reference, parent.as_ref(), &place) {
            return None;
        }
        let trail = ReferenceChain {
            reference: reference.clone(),
            place,
            whole,
            parent,
        };
        self.sources.push(Source {
            text: expansion.text.clone(),
            span: expansion.span,
            trail: Some(Arc::new(trail)),
        });
        let source = self.sources.len() - 1;
        if next_brace(&expansion.text, 0).is_none() {
            expansion.plain.set(Some(source));
        }
        Some(source)
    }

    /// Whether the string the reference stands in was itself reached through the same reference. What stands for a
    /// reference never changes, so that this would go on for ever.
    fn leads_back(
        &mut self,
        reference: &Reference,
        trail: Option<&Arc<ReferenceChain>>,
        place: &Place,
    ) -> bool {
        let steps = || std::iter::successors(trail, |trail| trail.parent.as_ref());
        // A reference that was put together does not stand in the string before it.
        let through = steps().position(|trail| trail.reference == *reference || !trail.whole);
        let Some(last) = through else {
            return false;
        };
        if steps()
            .nth(last)
            .is_none_or(|trail| trail.reference != *reference)
        {
            return false;
        }
        if !self.cycling.contains(reference) {
            let mut path = vec![(reference.clone(), place.clone())];
            let before = steps().take(last + 1);
            path.extend(before.map(|trail| (trail.reference.clone(), trail.place.clone())));
            let references = path.iter().map(|(reference, _)| reference.clone());
            self.cycling.extend(references);
            self.cycle(path);
        }
        self.failed = true;
        true
    }

    /// Says which references are left, and unescapes what has to be.
    fn finish(mut self, stream: TracedText<'_>, left: &[Part]) -> Resolved {
        let mut open = 0;
        let mut unbound = Vec::new();
        let mut is_final = true;
        for part in left {
            match &part.kind {
                PartKind::Escape(_) => {
                    is_final = false;
                    self.walk.has_deferred = true;
                }
                PartKind::Reference(reference) => {
                    if matches!(self.found.get(reference), Some(Lookup::Missing)) {
                        open += 1;
                        if self.walk.wants_unbound {
                            unbound.push(self.unbound(reference, &stream, &part.range));
                        }
                    }
                    is_final &= !is_long_form(&stream, part);
                }
                PartKind::Invalid(reason) => self.invalid(reason, &stream, &part.range),
            }
        }
        let stream = match is_final {
            true => stream,
            false => self.rewritten(&stream, left),
        };
        let (text, runs) = stream.into_text(&self.sources);
        Resolved {
            text,
            origin: Origin {
                sources: self.sources,
                runs,
            },
            open,
            unbound,
            poisoned: self.poisoned,
            failed: self.failed,
        }
    }

    /// Unescaped, and with each address in its shortest form.
    fn rewritten(&mut self, stream: &TracedText<'_>, left: &[Part]) -> TracedText<'static> {
        let mut next = TracedText::default();
        let mut done = 0;
        for part in left {
            next.copy(&self.sources, stream, done..part.range.start);
            done = part.range.end;
            match &part.kind {
                PartKind::Escape(inside) => {
                    for range in [
                        part.range.start..part.range.start + 2,
                        inside.clone(),
                        part.range.end - 2..part.range.end,
                    ] {
                        next.copy(&self.sources, stream, range);
                    }
                }
                PartKind::Reference(reference) if is_long_form(stream, part) => {
                    let run = stream.run_at(part.range.start);
                    let origin = &self.sources[run.source];
                    let source = Source {
                        span: origin.span,
                        trail: origin.trail.clone(),
                        text: Text::from(format!("{{{{{reference}}}}}")),
                    };
                    let whole = 0..source.text.len();
                    self.sources.push(source);
                    next.push(&self.sources, self.sources.len() - 1, whole);
                }
                PartKind::Reference(_) | PartKind::Invalid(_) => {
                    next.copy(&self.sources, stream, part.range.clone());
                }
            }
        }
        next.copy(&self.sources, stream, done..stream.text.len());
        next
    }
}

/// Whether an address is longer than it has to be: `{{.name}}` is `{{name}}`.
fn is_long_form(stream: &TracedText<'_>, part: &Part) -> bool {
    stream.text[part.range.clone()].starts_with("{{.")
}
