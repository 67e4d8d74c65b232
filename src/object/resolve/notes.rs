//! What is noted while a text is resolved: problems, references that nothing answers, and what answered the others.

use super::{Expansion, Frame};
use crate::object::find::passed_over;
use crate::object::interpolate::Resolution;
use crate::object::traced_text::TracedText;
use crate::object::{Place, ProblemKind, UnboundReference, Way};
use crate::template::Reference;
use std::ops::Range;

impl Frame<'_, '_> {
    /// Reports a cycle. `path` leads from the reference that closes it back to where the same reference was met first.
    pub(super) fn cycle(&mut self, mut path: Vec<(Reference, Place)>) {
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

    pub(super) fn unbound(
        &self,
        reference: &Reference,
        stream: &TracedText<'_>,
        range: &Range<usize>,
    ) -> UnboundReference {
        let place = stream.place(&self.sources, range);
        UnboundReference {
            reference: reference.clone(),
            text: place.text,
            range: place.range,
            span: place.span,
            labels: stream.labels_of(&self.sources, range),
            path: self.path.get_or_init(|| self.walk.path().into()).clone(),
            scopes: self.scopes.clone(),
        }
    }

    pub(super) fn invalid(&mut self, reason: &str, stream: &TracedText<'_>, range: &Range<usize>) {
        let address = stream.text[range.start + 2..range.end - 2].to_owned();
        let message = Reference::refusal(&address);
        let kind = ProblemKind::InvalidReference {
            address,
            reason: reason.to_owned(),
        };
        let place = stream.place(&self.sources, range);
        let labels = stream.labels_of(&self.sources, range);
        self.walk.problem_at(kind, place, labels, message);
        self.failed = true;
    }

    /// Says of values that do not fit, and that a reference led to, which reference that was.
    pub(super) fn label_new(
        &mut self,
        before: usize,
        reference: &Reference,
        stream: &TracedText<'_>,
        range: &Range<usize>,
    ) {
        for problem in &mut self.walk.problems[before..] {
            if matches!(problem.kind, ProblemKind::Coercion { .. }) {
                problem.labels.push(Way {
                    place: stream.place(&self.sources, range),
                    message: format!("reached through `{{{{{reference}}}}}`"),
                });
                let way = stream.labels_of(&self.sources, range);
                problem.labels.extend(way);
            }
        }
    }

    pub(super) fn too_large(&mut self, limit: String) {
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

    pub(super) fn record(
        &mut self,
        reference: &Reference,
        expansion: &Expansion,
        stream: &TracedText<'_>,
        range: &Range<usize>,
    ) {
        let resolution = Resolution {
            reference: reference.clone(),
            place: stream.place(&self.sources, range),
            name_span: expansion.name_span,
            value_span: expansion.value_span,
            steps: expansion.steps.clone(),
            value: expansion.text.clone(),
            passed_over: passed_over(self.scopes, reference),
        };
        if let Some(trace) = &mut self.walk.trace {
            trace.push(resolution);
        }
    }
}
