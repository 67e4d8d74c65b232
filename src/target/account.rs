//! What becomes of each attribute of a job.

use super::document::text_of;
use crate::job::Job;
use crate::job::attributes::{Attribute, Pattern, attributes};
use crate::object::{PlainKind, PlainValue};
use crate::source::{Sources, Span};
use rustc_hash::FxHashMap;

/// What becomes of an attribute; the worst is the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// The output means the same.
    Kept,
    /// It means something near to that.
    Approximated,
    /// It has nothing for it.
    Lost,
    /// The job cannot be written.
    Refused,
}

impl Fate {
    /// All of them.
    pub const ALL: [Fate; 4] = [Fate::Kept, Fate::Approximated, Fate::Lost, Fate::Refused];

    /// As a word.
    pub fn word(self) -> &'static str {
        match self {
            Fate::Kept => "kept",
            Fate::Approximated => "approximated",
            Fate::Lost => "lost",
            Fate::Refused => "refused",
        }
    }

    fn parse(word: &str) -> Option<Fate> {
        Fate::ALL.into_iter().find(|it| it.word() == word)
    }
}

/// Why an attribute is lost that a target says nothing of.
pub(super) const NOT_MENTIONED: &str = "the target does not mention it";

/// What becomes of one attribute.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The path of the attribute.
    pub path: String,
    /// What becomes of it.
    pub fate: Fate,
    /// What the target names to say so: the attribute, or something around it.
    pub said_of: String,
    /// Why it is not kept.
    pub why: String,
    /// Whether the configuration says it, not the schema.
    pub is_written: bool,
    /// Where it says it.
    pub place: Span,
}

/// What becomes of the attributes of one job.
#[derive(Clone, Debug)]
pub struct Account {
    /// The key of the job.
    pub job: String,
    /// Each attribute, in the order of the schema.
    pub entries: Vec<Entry>,
}

/// Reads what a target says of jobs; patterns are read once.
#[derive(Default)]
pub(super) struct Book {
    patterns: FxHashMap<String, Pattern>,
}

struct Statement {
    fate: Fate,
    path: String,
    why: String,
}

impl Book {
    /// The account of a job, from what its target said; `None` if it failed.
    pub fn account(
        &mut self,
        job: &Job,
        said: Option<&PlainValue>,
        sources: &Sources,
        all: bool,
    ) -> Account {
        let statements = said.map(statements).unwrap_or_default();
        for statement in &statements {
            if !self.patterns.contains_key(&statement.path) {
                let pattern = Pattern::parse(&statement.path);
                self.patterns.insert(statement.path.clone(), pattern);
            }
        }
        let attributes = match said {
            Some(_) => attributes(job, all),
            None => Vec::new(),
        };
        let mut entries: Vec<Entry> = attributes
            .iter()
            .map(|attribute| self.entry(attribute, &statements, job, sources))
            .collect();
        // A job is refused also because of what it does not say.
        for statement in statements.iter().filter(|it| it.fate == Fate::Refused) {
            let is_there = |it: &Entry| it.fate == Fate::Refused && it.said_of == statement.path;
            if !entries.iter().any(is_there) {
                entries.push(Entry {
                    path: statement.path.clone(),
                    fate: Fate::Refused,
                    said_of: statement.path.clone(),
                    why: statement.why.clone(),
                    is_written: true,
                    place: job.span,
                });
            }
        }
        Account {
            job: job.key.label(),
            entries,
        }
    }

    /// The most exact statement counts, of equally exact ones the worst.
    fn entry(
        &self,
        attribute: &Attribute,
        statements: &[Statement],
        job: &Job,
        sources: &Sources,
    ) -> Entry {
        let matching = statements.iter().filter_map(|statement| {
            let exactness = self.patterns.get(&statement.path)?.matches(attribute)?;
            Some(((exactness, statement.fate), statement))
        });
        let best = matching.max_by_key(|(rank, _)| *rank);
        let (fate, said_of, why) = match best {
            Some((_, it)) => (it.fate, it.path.clone(), it.why.clone()),
            None => (Fate::Lost, attribute.path(), NOT_MENTIONED.to_owned()),
        };
        let steps = best.map_or(0, |(((steps, _), _), _)| steps);
        let place = attribute.place(steps, sources);
        Entry {
            path: attribute.path(),
            fate,
            said_of,
            why,
            is_written: attribute.is_written,
            place: place.unwrap_or(job.span),
        }
    }
}

/// What the helpers of targets note: fates, the paths they are said of, and why.
fn statements(said: &PlainValue) -> Vec<Statement> {
    let PlainKind::List(said) = &said.kind else {
        return Vec::new();
    };
    let mut statements = Vec::new();
    for parts in said.iter().filter_map(|it| it.kind.elements()) {
        let [fate, paths, why] = &parts[..] else {
            continue;
        };
        let Some(fate) = text_of(fate).and_then(|word| Fate::parse(&word)) else {
            continue;
        };
        let why = text_of(why).unwrap_or_default();
        let paths = paths.kind.elements().into_iter().flat_map(|it| it.iter());
        statements.extend(paths.filter_map(text_of).map(|path| Statement {
            fate,
            path,
            why: why.clone(),
        }));
    }
    statements
}
