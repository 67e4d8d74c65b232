//! The text of a round of replacing, which knows run by run which string its characters are from.

use super::reference_chain::{self, ReferenceChain};
use super::{Place, Way};
use crate::source::{Span, Text, TextBuilder};
use smallvec::SmallVec;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// A string that takes part.
pub(super) struct Source {
    pub text: Text,
    pub span: Span,
    /// The reference that led to it; the first string has none.
    pub trail: Option<Arc<ReferenceChain>>,
}

/// Whatever characters a text may come from.
pub(super) type Sources = SmallVec<[Source; 2]>;

/// The text of a round.
#[derive(Default)]
pub(super) struct TracedText<'t> {
    pub text: Cow<'t, str>,
    pub runs: SmallVec<[Run; 4]>,
}

/// Characters from one string; up to the next run.
#[derive(Clone, Copy)]
pub(super) struct Run {
    pub start: usize,
    pub source: usize,
    /// Where in the string.
    pub offset: usize,
}

impl Place {
    fn whole(source: &Source) -> Place {
        Place {
            text: source.text.clone(),
            range: 0..source.text.len(),
            span: source.span,
        }
    }
}

impl<'t> TracedText<'t> {
    /// The text that replacing starts from: that of the first source.
    pub fn first(text: &'t Text) -> TracedText<'t> {
        let run = Run {
            start: 0,
            source: 0,
            offset: 0,
        };
        TracedText {
            text: Cow::Borrowed(text),
            runs: SmallVec::from_iter((!text.is_empty()).then_some(run)),
        }
    }

    /// Appends a part of a source.
    pub fn push(&mut self, sources: &[Source], source: usize, range: Range<usize>) {
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
        self.text.to_mut().push_str(&sources[source].text[range]);
    }

    /// Appends a part of another round's text.
    pub fn copy(&mut self, sources: &[Source], from: &TracedText<'_>, range: Range<usize>) {
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
    pub fn run_at(&self, offset: usize) -> Run {
        let index = self.runs.partition_point(|run| run.start <= offset);
        self.runs[index.saturating_sub(1)]
    }

    /// The text, and which string its characters are from.
    pub fn into_text(self, sources: &[Source]) -> (Text, SmallVec<[Run; 4]>) {
        let text = match self.as_one(sources) {
            Some(text) => text.clone(),
            None => {
                let parts = parts(&self.runs, self.text.len(), sources);
                // What was put together need not be put together again to know where it is from.
                let pieces = TextBuilder::pieces(parts);
                Text::with_pieces(self.text, pieces)
            }
        };
        (text, self.runs)
    }

    fn to_text(&self, sources: &[Source]) -> Text {
        match self.as_one(sources) {
            Some(text) => text.clone(),
            None => {
                let pieces = TextBuilder::pieces(parts(&self.runs, self.text.len(), sources));
                Text::with_pieces(&*self.text, pieces)
            }
        }
    }

    /// The string that this is the whole of.
    fn as_one<'s>(&self, sources: &'s [Source]) -> Option<&'s Text> {
        let [run] = self.runs.as_slice() else {
            return None;
        };
        let text = &sources.get(run.source)?.text;
        (run.offset == 0 && text.len() == self.text.len()).then_some(text)
    }

    /// Where the characters of a range were written.
    pub fn place(&self, sources: &[Source], range: &Range<usize>) -> Place {
        let run = self.run_at(range.start);
        let source = &sources[run.source];
        let last = self.run_at(range.end.saturating_sub(1).max(range.start));
        if last.start == run.start {
            let start = run.offset + range.start - run.start;
            return Place {
                range: start..start + range.len(),
                ..Place::whole(source)
            };
        }
        // Put together from several strings: the text of the round, whose pieces still know their literals.
        Place {
            text: self.to_text(sources),
            range: range.clone(),
            span: source.span,
        }
    }

    /// The references that led to the string that a range stands in.
    pub fn labels_of(&self, sources: &[Source], range: &Range<usize>) -> Vec<Way> {
        let run = self.run_at(range.start);
        reference_chain::labels(sources[run.source].trail.as_ref())
    }
}

/// The parts of strings that a text of that length is made of.
fn parts<'s>(
    runs: &[Run],
    length: usize,
    sources: &'s [Source],
) -> impl Iterator<Item = (&'s Text, Range<usize>)> {
    let ends = runs.iter().skip(1).map(|next| next.start);
    let ends = ends.chain(std::iter::once(length));
    runs.iter().zip(ends).map(|(run, end)| {
        let range = run.offset..run.offset + end - run.start;
        (&sources[run.source].text, range)
    })
}

/// Where a text that was put together came from.
pub(super) struct Origin {
    pub sources: Sources,
    pub runs: SmallVec<[Run; 4]>,
}

impl Origin {
    /// The expression that wrote the text: a bound value, if the whole text came from there.
    pub fn span(&self) -> Span {
        match self.runs.as_slice() {
            [run] => self.sources[run.source].span,
            _ => self.sources[0].span,
        }
    }

    /// How the expression was reached; the bound values that went into the text, where there are several.
    pub fn labels(&self) -> Vec<Way> {
        let runs = match self.runs.as_slice() {
            [run] => return reference_chain::labels(self.sources[run.source].trail.as_ref()),
            runs => runs,
        };
        let bound = runs.iter().filter_map(|run| {
            let source = &self.sources[run.source];
            let trail = source.trail.as_ref()?;
            Some(Way {
                place: Place::whole(source),
                message: format!("`{}` is bound here", trail.reference),
            })
        });
        bound.take(8).collect()
    }
}
