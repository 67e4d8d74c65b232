//! The steps of one value.

use super::path::JobPath;
use super::transit::{Calls, Timed, last_value, transit};
use super::tree::{around, is_literal, names, setting};
use super::{Answer, Explanation, Step, StepKind};
use crate::compile::Compilation;
use crate::eval::{CallId, Journal};
use crate::job::Job;
use crate::object::{Leaf, Limits, Located, Object, PartStep, Resolution};
use crate::source::{FileId, Sources, Span, Text};
use crate::syntax::Parsed;
use crate::syntax::ast::Expression;
use crate::syntax::literal::locate;
use rustc_hash::FxHashSet;

/// How far it is explained what a value was computed from.
const MOST_DEPTH: usize = 4;

/// The most steps, answers or literals of an explanation.
const MOST: usize = 200;

/// Explains a value of a job.
pub fn explain(compilation: &Compilation, job: &Job, path: &JobPath) -> Explanation {
    let located = job.bound.locate(&path.steps).unwrap_or_default();
    let nothing = Journal::default();
    let mut tracer = Tracer {
        compilation,
        sources: &compilation.sources,
        journal: compilation.journal.as_ref().unwrap_or(&nothing),
        calls: Calls::default(),
        steps: Vec::new(),
        written: Vec::new(),
        explained: FxHashSet::default(),
    };
    let mut references = Vec::new();
    if let Some(part) = located.last() {
        let (call, time) = tracer.containers(&located, &path.steps);
        references = tracer.references(part);
        tracer.value(part, &located, &path.steps, (call, time));
        let calls = tracer.calls.steps(tracer.journal, tracer.sources, 0);
        tracer.calls_not_passed(calls);
        tracer.included();
    }
    let is_incomplete = tracer.journal.is_full();
    Explanation {
        path: path.text.clone(),
        value: path.value.clone(),
        references,
        is_incomplete,
        written: std::mem::take(&mut tracer.written),
        steps: tracer.finish(),
    }
}

struct Tracer<'a> {
    compilation: &'a Compilation,
    sources: &'a Sources,
    journal: &'a Journal,
    /// The calls in which the job and what is around the value were made.
    calls: Calls,
    steps: Vec<Timed>,
    written: Vec<Span>,
    /// The expressions of which the inputs were explained.
    explained: FxHashSet<(Span, CallId)>,
}

impl<'a> Tracer<'a> {
    fn step(&mut self, time: usize, depth: usize, kind: StepKind, span: Span, words: String) {
        if self.steps.len() < MOST {
            let step = Step {
                kind,
                span,
                code: span,
                words,
                depth,
            };
            self.steps.push(Timed { time, step });
        }
    }

    /// Goes through the objects around the value: where they were made and copied. Gives the call in which the innermost was made, and
    /// when.
    fn containers(&mut self, located: &[Located], steps: &[PartStep]) -> (CallId, usize) {
        let mut innermost = (CallId::FILE, usize::MAX);
        for (index, step) in steps.iter().enumerate() {
            let (Some(owner), Some(part)) = (located.get(index), located.get(index + 1)) else {
                break;
            };
            let Some(made) = self.journal.made(&owner.object) else {
                continue;
            };
            let mut made = made;
            while let Some(older) = made
                .copy_of
                .as_ref()
                .filter(|it| has(it, step, &part.object))
            {
                let words = format!("copies {}", made.object.ty().called());
                let span = made.object.span();
                self.calls.add(made.call, self.journal);
                if self.sources.is_users(span) {
                    self.step(made.time, 0, StepKind::Copied, span, words);
                }
                match self.journal.made(older) {
                    Some(older) => made = older,
                    None => break,
                }
            }
            self.calls.add(made.call, self.journal);
            innermost = (made.call, made.time);
        }
        innermost
    }

    /// The value itself: what set it, what it went through, what wrote it.
    fn value(
        &mut self,
        part: &Located,
        located: &[Located],
        steps: &[PartStep],
        (call, time): (CallId, usize),
    ) {
        let owner = located.iter().rev().nth(1).map(|it| &it.object);
        let name = match steps.last() {
            Some(PartStep::Attribute(name)) => format!("`{name}`"),
            _ => "the value".to_owned(),
        };
        let of = owner.filter(|it| it.ty().as_struct().is_some());
        let of = of.map_or(String::new(), |it| format!(" of {}", it.ty().called()));
        let set_by = part.set_by.or_else(|| elements_set_by(located));
        match set_by {
            Some(span) if part.is_default => {
                let words = format!("the default of {name}{of}");
                self.step(time, 0, StepKind::Default, span, words);
            }
            Some(span) if self.sources.is_users(span) => {
                self.step(time, 0, StepKind::Set, span, format!("sets {name}{of}"));
            }
            _ => {}
        }
        let origin = part.object.span();
        self.origin(origin, (call, time), 0);
        if !self.sources.is_users(origin) && !part.is_default {
            self.made_by_schema(located, time);
        }
        self.literals(part.object.as_leaf(), origin);
    }

    /// What a function of the schema wrote is explained by the call of it.
    fn made_by_schema(&mut self, located: &[Located], time: usize) {
        let mut around = located.iter().rev().map(|it| it.object.span());
        if let Some(span) = around.find(|it| self.sources.is_users(*it)) {
            let words = "the schema sets it in this call".to_owned();
            self.step(time, 0, StepKind::Called, span, words);
        }
    }

    /// How the value that the expression at `origin` wrote got to a call at a time, and what the expression was computed from.
    fn origin(&mut self, origin: Span, at: (CallId, usize), depth: usize) {
        let way = transit(self.journal, origin, at, &self.calls, depth);
        self.steps.extend(way.steps);
        self.calls.add(way.call, self.journal);
        if !self.sources.is_users(origin) {
            return;
        }
        if depth == 0 {
            self.write(origin);
        }
        // What was computed from something is newer than that.
        let time = way.time;
        let Some(parsed) = self.parsed(origin.file) else {
            return self.step(time, depth, StepKind::Written, origin, "written".to_owned());
        };
        let around = around(parsed, origin);
        let words = match around.expression.is_none_or(is_literal) {
            true => "written",
            false => "computed",
        };
        self.step(time, depth, StepKind::Written, origin, words.to_owned());
        if depth >= MOST_DEPTH || !self.explained.insert((origin, way.call)) {
            return;
        }
        if let Some(expression) = around.expression {
            self.inputs(expression, (way.call, time), depth + 1);
        }
        for condition in around.conditions.into_iter().rev() {
            let words = "this condition chose it".to_owned();
            self.step(time, depth, StepKind::Chosen, condition.span, words);
            self.inputs(condition, (way.call, time), depth + 1);
        }
    }

    /// The variables that an expression was computed from.
    fn inputs(&mut self, expression: &Expression, (call, time): (CallId, usize), depth: usize) {
        for name in names(expression) {
            let found = last_value(self.journal, &name, call, time);
            let Some((time, event)) = found.filter(|(_, it)| it.origin != expression.span) else {
                continue;
            };
            let at = (event.call, time + 1);
            self.origin(event.origin, at, depth);
        }
    }

    /// The literals that the characters of a string are from, where that is not all of the expression.
    fn literals(&mut self, leaf: Option<&Leaf>, origin: Span) {
        let Some(Leaf::Text(text, _)) = leaf else {
            return;
        };
        for literal in literals(text) {
            self.write(literal);
            if !origin.covers(literal) && self.sources.is_users(literal) {
                let words = "a part of the string is written here".to_owned();
                self.step(0, 0, StepKind::Written, literal, words);
            }
        }
    }

    fn write(&mut self, span: Span) {
        if !self.written.contains(&span) && self.written.len() < MOST {
            self.written.push(span);
        }
    }

    /// What answers the references in the value.
    fn references(&mut self, part: &Located) -> Vec<Answer> {
        let mut answers: Vec<Answer> = Vec::new();
        for found in part.resolutions(&Limits::default()) {
            let place = place_of(&found, self.sources);
            let is_known = |it: &Answer| it.reference == found.reference && it.place == place;
            if answers.len() >= MOST || answers.iter().any(is_known) {
                continue;
            }
            let words = format!("answers `{{{{{}}}}}`", found.reference);
            if self.sources.is_users(found.name_span) {
                self.step(usize::MAX, 0, StepKind::Bound, found.name_span, words);
            }
            self.write(found.value_span);
            for literal in literals(&found.value) {
                self.write(literal);
            }
            answers.push(Answer {
                searched: part.searched(&found.reference),
                value: found.value.to_string(),
                set_by: found.name_span,
                reference: found.reference,
                place,
            });
        }
        answers
    }

    /// Adds calls that no argument of was on the way.
    fn calls_not_passed(&mut self, calls: Vec<Timed>) {
        let sites: FxHashSet<Span> = self
            .steps
            .iter()
            .filter(|it| matches!(it.step.kind, StepKind::Passed | StepKind::Returned))
            .map(|it| it.step.span)
            .collect();
        let new = calls
            .into_iter()
            .filter(|it| !sites.contains(&it.step.span));
        self.steps.extend(new);
    }

    /// The includes that brought the files of the steps.
    fn included(&mut self) {
        let mut files: Vec<FileId> = self.steps.iter().map(|it| it.step.span.file).collect();
        let mut seen = FxHashSet::default();
        while let Some(file) = files.pop() {
            if !seen.insert(file) {
                continue;
            }
            if let Some(span) = self.journal.included(file) {
                let name = &self.sources.get(file).name;
                let words = format!("includes `{name}`");
                self.step(0, 0, StepKind::Included, span, words);
                files.push(span.file);
            }
        }
    }

    fn parsed(&self, file: FileId) -> Option<&'a Parsed> {
        let mut files = self.compilation.files.iter();
        files.find(|(id, _)| *id == file).map(|(_, it)| &**it)
    }

    /// The steps, newest first. What was computed from something comes right before that.
    fn finish(self) -> Vec<Step> {
        let mut steps = self.steps;
        steps.sort_by_key(|it| std::cmp::Reverse(it.time));
        let mut seen = FxHashSet::default();
        let mut found = Vec::new();
        for Timed { mut step, .. } in steps {
            if !seen.insert((step.span, step.words.clone())) {
                continue;
            }
            let sets = matches!(
                step.kind,
                StepKind::Set | StepKind::Bound | StepKind::Assigned
            );
            let parsed = self.compilation.files.iter();
            let mut parsed = parsed.filter(|(id, _)| sets && *id == step.span.file);
            if let Some((_, parsed)) = parsed.next() {
                step.code = setting(parsed, step.span).unwrap_or(step.code);
            }
            found.push(step);
        }
        found
    }
}

/// Whether an object has the very same part.
fn has(object: &Object, step: &PartStep, part: &Object) -> bool {
    match step {
        PartStep::Attribute(name) => object.field(name).is_some_and(|it| it.value.is(part)),
        PartStep::Position(_) => false,
    }
}

/// What set the list around an element.
fn elements_set_by(located: &[Located]) -> Option<Span> {
    let mut around = located.iter().rev().skip(1);
    let list = around.find(|it| it.object.as_list().is_none() || it.set_by.is_some())?;
    list.set_by.filter(|_| list.object.as_list().is_some())
}

/// The literals that the characters of a string are from, each once.
fn literals(text: &Text) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for literal in text.pieces().iter().filter_map(|it| it.literal) {
        if found.last() != Some(&literal) && !found.contains(&literal) && found.len() < MOST {
            found.push(literal);
        }
    }
    found
}

/// The characters of a reference, or the whole string if it is put together.
fn place_of(found: &Resolution, sources: &Sources) -> Span {
    let place = &found.place;
    locate(&place.text, place.range.start, place.range.end, sources).unwrap_or(place.span)
}
