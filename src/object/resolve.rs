//! Replacing the references of one text. Pystachio: `MustacheParser.resolve`.
//!
//! Pystachio replaces all references at once, round after round, until a round finds nothing. Since every round works
//! on the whole text, references may be put together from parts: `{{urls[{{region}}]}}`. Here the text additionally
//! knows, run by run, which string its characters come from and which references led to that string.

use super::find::{Hit, Target, find};
use super::interpolate::{Resolution, Shown, Walk};
use super::scopes::Scopes;
use super::{Place, ProblemKind, UnboundReference, Way};
use crate::source::{Span, Text, TextBuilder};
use crate::template::{PartKind, Reference, Template};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::rc::Rc;

/// A text without the references that could be resolved.
pub(super) struct Resolved {
    pub text: Text,
    /// The expression that wrote the text: a bound value, if the whole text came from there.
    pub span: Span,
    /// The references that led there.
    pub labels: Vec<Way>,
    pub unbound: Vec<UnboundReference>,
    /// A value that could not be computed is needed.
    pub poisoned: bool,
    /// Problems were reported.
    pub failed: bool,
}

/// Pystachio: `MustacheParser.MAX_ITERATIONS`.
const MAX_ROUNDS: usize = 100;

/// The most references in one text that lead to texts with further references.
const MAX_NESTED: usize = 20_000;

/// A string that takes part.
struct Source {
    text: Text,
    span: Span,
    /// The reference that led to it; the first string has none.
    trail: Option<Rc<Trail>>,
}

/// How a reference was reached.
struct Trail {
    reference: Reference,
    place: Place,
    /// Whether the reference stood in one string as a whole; else it was put together.
    whole: bool,
    parent: Option<Rc<Trail>>,
}

/// The text of a round.
#[derive(Default)]
struct Stream {
    text: String,
    runs: Vec<Run>,
}

/// Characters from one string; up to the next run.
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    source: usize,
    /// Where in the string.
    offset: usize,
}

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
    /// What to share by all places that refer to it, if it has no references itself.
    plain: Option<usize>,
}

enum Round {
    Changed(Stream),
    Unchanged,
    Failed,
}

struct Frame<'w, 'a> {
    walk: &'w mut Walk<'a>,
    scopes: &'w Scopes,
    sources: Vec<Source>,
    found: FxHashMap<Reference, Lookup>,
    poisoned: bool,
    failed: bool,
}

impl Walk<'_> {
    /// Resolves the references of `text`, written by `span`, in `scopes`.
    pub fn resolve(
        &mut self,
        text: &Text,
        template: &Template,
        span: Span,
        scopes: &Scopes,
    ) -> Resolved {
        let frame = Frame {
            walk: self,
            scopes,
            sources: vec![Source {
                text: text.clone(),
                span,
                trail: None,
            }],
            found: FxHashMap::default(),
            poisoned: false,
            failed: false,
        };
        frame.run(template)
    }
}

impl Frame<'_, '_> {
    fn run(mut self, template: &Template) -> Resolved {
        let mut stream = Stream::default();
        let whole = 0..self.sources[0].text.len();
        stream.push(&self.sources, 0, whole);
        let mut parsed;
        let mut template = template;
        let mut rounds = 0;
        loop {
            match self.round(&stream, template) {
                Round::Unchanged => return self.finish(&stream, Some(template)),
                Round::Failed => {
                    self.failed = true;
                    return self.finish(&stream, None);
                }
                Round::Changed(next) => stream = next,
            }
            rounds += 1;
            if rounds == MAX_ROUNDS {
                let limit = format!("{MAX_ROUNDS} rounds of replacing references");
                self.too_large(limit);
                self.failed = true;
                return self.finish(&stream, None);
            }
            let Some(next) = Template::parse(&stream.text) else {
                return self.finish(&stream, None);
            };
            parsed = next;
            template = &parsed;
        }
    }

    /// Replaces every reference that is bound.
    fn round(&mut self, stream: &Stream, template: &Template) -> Round {
        let mut next = Stream::default();
        let mut changed = false;
        let mut done = 0;
        for part in &template.parts {
            next.copy(&self.sources, stream, done..part.range.start);
            done = part.range.end;
            let PartKind::Reference(reference) = &part.kind else {
                next.copy(&self.sources, stream, part.range.clone());
                continue;
            };
            match self.lookup(reference, stream, &part.range) {
                Lookup::Found(expansion) => {
                    let Some(source) = self.enter(reference, &expansion, stream, &part.range)
                    else {
                        next.copy(&self.sources, stream, part.range.clone());
                        continue;
                    };
                    changed = true;
                    let whole = 0..expansion.text.len();
                    next.push(&self.sources, source, whole);
                }
                Lookup::Missing | Lookup::Failed => {
                    next.copy(&self.sources, stream, part.range.clone());
                }
            }
            if next.text.len() > self.walk.limits.expansion {
                self.too_large(format!("{} bytes", self.walk.limits.expansion));
                return Round::Failed;
            }
            if self.sources.len() > MAX_NESTED {
                self.too_large(format!("{MAX_NESTED} references in one text"));
                return Round::Failed;
            }
        }
        if !changed {
            return Round::Unchanged;
        }
        next.copy(&self.sources, stream, done..stream.text.len());
        Round::Changed(next)
    }

    fn lookup(&mut self, reference: &Reference, stream: &Stream, range: &Range<usize>) -> Lookup {
        if let Some(lookup) = self.found.get(reference) {
            return lookup.clone();
        }
        let lookup = match find(self.scopes, reference, &mut self.walk.budget) {
            Ok(None) => Lookup::Missing,
            Ok(Some(hit)) => self.expand(hit),
            Err(obstacle) => {
                self.failed = true;
                let place = self.place(stream, range);
                let labels = self.labels_of(stream, range);
                self.walk.obstacle(obstacle, reference, place, labels);
                Lookup::Failed
            }
        };
        self.found.insert(reference.clone(), lookup.clone());
        lookup
    }

    fn expand(&mut self, hit: Hit) -> Lookup {
        let (text, span) = match hit.target {
            Target::Text(text) => (text, hit.value_span),
            Target::Object(object, outer) => match self.walk.text_of(&object, &outer) {
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
            plain: None,
        }))
    }

    /// The source to put in place of a reference; `None` if it leads back to itself.
    fn enter(
        &mut self,
        reference: &Reference,
        expansion: &Rc<Expansion>,
        stream: &Stream,
        range: &Range<usize>,
    ) -> Option<usize> {
        if self.walk.trace.is_some() {
            self.record(reference, expansion, stream, range);
        }
        if let Some(source) = expansion.plain {
            return Some(source);
        }
        let run = stream.run_at(range.start);
        let whole = stream.run_at(range.end - 1).start == run.start;
        let parent = self.sources[run.source].trail.clone();
        let place = self.place(stream, range);
        if whole && self.leads_back(reference, parent.as_ref(), &place) {
            return None;
        }
        let trail = Trail {
            reference: reference.clone(),
            place,
            whole,
            parent,
        };
        self.sources.push(Source {
            text: expansion.text.clone(),
            span: expansion.span,
            trail: Some(Rc::new(trail)),
        });
        let source = self.sources.len() - 1;
        if !expansion.text.contains(['{', '}']) {
            let shared = Expansion {
                plain: Some(source),
                text: expansion.text.clone(),
                ..**expansion
            };
            let lookup = Lookup::Found(Rc::new(shared));
            self.found.insert(reference.clone(), lookup);
        }
        Some(source)
    }

    /// Whether the string the reference stands in was itself reached through the same reference. What stands for a
    /// reference never changes, so that this would go on for ever.
    fn leads_back(
        &mut self,
        reference: &Reference,
        trail: Option<&Rc<Trail>>,
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
        if !self.failed {
            let mut path = vec![(reference.clone(), place.clone())];
            let before = steps().take(last + 1);
            path.extend(before.map(|trail| (trail.reference.clone(), trail.place.clone())));
            self.cycle(path);
        }
        self.failed = true;
        true
    }

    /// Reports a cycle. `path` leads from the reference that closes it back to where the same reference was met first.
    fn cycle(&mut self, mut path: Vec<(Reference, Place)>) {
        path.reverse();
        let message = format!(
            "Unable to interpolate {}!  Maximum replacements reached.",
            self.sources[0].text.as_str()
        );
        let kind = ProblemKind::Cycle {
            path: path
                .iter()
                .map(|(reference, place)| (reference.clone(), place.span))
                .collect(),
        };
        // The first reference of the path stands outside of the cycle, or is its last one.
        let mut steps = path.into_iter();
        let entry = steps.next();
        let Some((_, primary)) = steps.next() else {
            return;
        };
        let mut labels: Vec<Way> = steps
            .map(|(reference, place)| Way {
                place,
                message: format!("which leads to `{{{{{reference}}}}}`"),
            })
            .collect();
        if let Some((reference, place)) = entry
            && (place.span, &place.range) != (primary.span, &primary.range)
            && labels.last().is_none_or(|last| {
                (last.place.span, &last.place.range) != (place.span, &place.range)
            })
        {
            let message = format!("`{{{{{reference}}}}}` is needed here");
            labels.push(Way { place, message });
        }
        self.walk.problem_at(kind, primary, labels, message);
    }

    /// Unescapes what is left, and says which references are.
    fn finish(mut self, stream: &Stream, template: Option<&Template>) -> Resolved {
        let mut next = Stream::default();
        let mut unbound = Vec::new();
        let mut done = 0;
        for part in template.into_iter().flat_map(|template| &template.parts) {
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
                PartKind::Reference(reference) => {
                    if matches!(self.found.get(reference), Some(Lookup::Missing)) {
                        unbound.push(self.unbound(reference, stream, &part.range));
                    }
                    self.push_address(&mut next, reference, stream, &part.range);
                }
                PartKind::Invalid(reason) => {
                    self.invalid(reason, stream, &part.range);
                    next.copy(&self.sources, stream, part.range.clone());
                }
            }
        }
        next.copy(&self.sources, stream, done..stream.text.len());
        let (span, labels) = self.origin(&next);
        Resolved {
            text: next.to_text(&self.sources),
            span,
            labels,
            unbound,
            poisoned: self.poisoned,
            failed: self.failed,
        }
    }

    /// An address is written back in its shortest form: `{{.name}}` becomes `{{name}}`.
    fn push_address(
        &mut self,
        next: &mut Stream,
        reference: &Reference,
        stream: &Stream,
        range: &Range<usize>,
    ) {
        let address = format!("{{{{{reference}}}}}");
        if stream.text[range.clone()] == address {
            next.copy(&self.sources, stream, range.clone());
            return;
        }
        let run = stream.run_at(range.start);
        let origin = &self.sources[run.source];
        let source = Source {
            span: origin.span,
            trail: origin.trail.clone(),
            text: Text::from(address),
        };
        let whole = 0..source.text.len();
        self.sources.push(source);
        next.push(&self.sources, self.sources.len() - 1, whole);
    }

    fn unbound(
        &self,
        reference: &Reference,
        stream: &Stream,
        range: &Range<usize>,
    ) -> UnboundReference {
        let place = self.place(stream, range);
        UnboundReference {
            reference: reference.clone(),
            text: place.text,
            range: place.range,
            span: place.span,
            labels: self.labels_of(stream, range),
            path: self.walk.path(),
            scopes: self.scopes.clone(),
        }
    }

    fn invalid(&mut self, reason: &str, stream: &Stream, range: &Range<usize>) {
        let address = stream.text[range.start + 2..range.end - 2].to_owned();
        let message = format!("Badly formed address {address}");
        let kind = ProblemKind::InvalidReference {
            address,
            reason: reason.to_owned(),
        };
        let place = self.place(stream, range);
        let labels = self.labels_of(stream, range);
        self.walk.problem_at(kind, place, labels, message);
        self.failed = true;
    }

    fn too_large(&mut self, limit: String) {
        let root = &self.sources[0];
        let place = Place {
            text: root.text.clone(),
            range: 0..root.text.len(),
            span: root.span,
        };
        let message = format!(
            "Unable to interpolate {}!  Maximum replacements reached.",
            root.text.as_str()
        );
        let kind = ProblemKind::TooLarge { limit };
        self.walk.problem_at(kind, place, Vec::new(), message);
    }

    fn record(
        &mut self,
        reference: &Reference,
        expansion: &Expansion,
        stream: &Stream,
        range: &Range<usize>,
    ) {
        let resolution = Resolution {
            reference: reference.clone(),
            place: self.place(stream, range),
            name_span: expansion.name_span,
            value_span: expansion.value_span,
            value: expansion.text.clone(),
        };
        if let Some(trace) = &mut self.walk.trace {
            trace.push(resolution);
        }
    }

    /// Where the characters of a range were written.
    fn place(&self, stream: &Stream, range: &Range<usize>) -> Place {
        let run = stream.run_at(range.start);
        let source = &self.sources[run.source];
        let last = stream.run_at(range.end.saturating_sub(1).max(range.start));
        if last.start == run.start {
            let start = run.offset + range.start - run.start;
            return Place {
                text: source.text.clone(),
                range: start..start + range.len(),
                span: source.span,
            };
        }
        // Put together from several strings: the text of the round, whose pieces still know their literals.
        Place {
            text: stream.to_text(&self.sources),
            range: range.clone(),
            span: source.span,
        }
    }

    /// The references that led to the string that a range stands in.
    fn labels_of(&self, stream: &Stream, range: &Range<usize>) -> Vec<Way> {
        let run = stream.run_at(range.start);
        trail_labels(self.sources[run.source].trail.as_ref())
    }

    /// The expression that wrote the whole text, and how it was reached; where several did, the first string and the
    /// bound values that went into it.
    fn origin(&self, stream: &Stream) -> (Span, Vec<Way>) {
        match stream.runs.as_slice() {
            [run] => {
                let source = &self.sources[run.source];
                (source.span, trail_labels(source.trail.as_ref()))
            }
            runs => {
                let bound = runs.iter().filter_map(|run| {
                    let source = &self.sources[run.source];
                    let trail = source.trail.as_ref()?;
                    Some(Way {
                        place: Place {
                            text: source.text.clone(),
                            range: 0..source.text.len(),
                            span: source.span,
                        },
                        message: format!("`{}` is bound here", trail.reference),
                    })
                });
                (self.sources[0].span, bound.take(8).collect())
            }
        }
    }
}

fn trail_labels(trail: Option<&Rc<Trail>>) -> Vec<Way> {
    let mut labels = Vec::new();
    let mut next = trail;
    while let Some(trail) = next {
        labels.push(Way {
            place: trail.place.clone(),
            message: format!("reached through `{{{{{}}}}}`", trail.reference),
        });
        next = trail.parent.as_ref();
    }
    labels
}

impl Stream {
    /// Appends a part of a source.
    fn push(&mut self, sources: &[Source], source: usize, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let continues = self.runs.last().is_some_and(|last| {
            last.source == source && last.offset + (self.text.len() - last.start) == range.start
        });
        if !continues {
            self.runs.push(Run {
                start: self.text.len(),
                source,
                offset: range.start,
            });
        }
        self.text.push_str(&sources[source].text[range]);
    }

    /// Appends a part of another round's text.
    fn copy(&mut self, sources: &[Source], from: &Stream, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let first = from.runs.partition_point(|run| run.start <= range.start) - 1;
        for (position, run) in from.runs.iter().enumerate().skip(first) {
            if run.start >= range.end {
                break;
            }
            let next = from.runs.get(position + 1);
            let end = next
                .map_or(from.text.len(), |next| next.start)
                .min(range.end);
            let start = run.start.max(range.start);
            let offset = run.offset + start - run.start;
            self.push(sources, run.source, offset..offset + end - start);
        }
    }

    /// The run that a byte belongs to. Every byte does, and a stream with references in it has bytes.
    fn run_at(&self, offset: usize) -> Run {
        let index = self.runs.partition_point(|run| run.start <= offset);
        self.runs[index.saturating_sub(1)]
    }

    fn to_text(&self, sources: &[Source]) -> Text {
        if let [run] = self.runs.as_slice()
            && run.offset == 0
            && sources[run.source].text.len() == self.text.len()
        {
            return sources[run.source].text.clone();
        }
        let mut builder = TextBuilder::new();
        for (position, run) in self.runs.iter().enumerate() {
            let next = self.runs.get(position + 1);
            let length = next.map_or(self.text.len(), |next| next.start) - run.start;
            builder.push_part(&sources[run.source].text, run.offset, run.offset + length);
        }
        builder.finish()
    }
}
