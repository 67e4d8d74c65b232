//! Errors because of which it cannot be known what else has a name: what an expression that failed would have made, nobody knows.

use super::place::{Place, Places};
use super::scope::{Main, RenameScope, refused_at};
use super::target::{Kind, Target};
use super::{member, process};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::job::NO_JOBS;
use crate::ide::analysis::Analysis;
use crate::ide::answer::Refusal;
use crate::source::Span;
use crate::syntax::ast::{Argument, Expression, ExpressionKind};
use crate::syntax::visit::{Visitor, walk_block, walk_expression};

/// An error that may hide what something means. What is wrong with a job hides nothing, as the job is known, and that there are no jobs
/// neither: that is so in any file that others include.
pub fn hiding_error(analysis: &Analysis) -> Option<&Diagnostic> {
    let mut errors = analysis.compilation.diagnostics.iter();
    errors.find(|it| it.is_error() && it.jobs.is_empty() && it.code.code != NO_JOBS.code)
}

/// Whether something may have the name that no analysis knows, because of an error.
pub fn check(scope: &RenameScope, target: &Target, places: &Places) -> Result<(), Refusal> {
    for main in scope.mains() {
        let is_concerned = places.iter().any(|it| it.span(&main.analysis).is_some());
        let Some(error) = hiding_error(&main.analysis).filter(|_| is_concerned) else {
            continue;
        };
        if let Some(place) = unparsed(main, target) {
            let words = format!("a line that does not parse mentions `{}`", target.name);
            return Err(refused_at(&place, main, &words));
        }
        let suspects = suspects(scope, main, target, places).into_iter();
        let mut unknown = suspects.filter(|it| !scope.knows(target.kind, it));
        if let Some(place) = unknown.next() {
            let sources = main.analysis.sources();
            let file = sources.get(error.primary.span.file);
            let hidden = match place == target.place {
                true => format!("what belongs to `{}`", target.name),
                false => format!("what `{}` means", target.name),
            };
            let name = file.name.rsplit('/').next().unwrap_or_default();
            let row = file.row(error.primary.span.start as usize);
            let message = &error.message;
            let words = format!("{message} ({name}, line {row}), which hides {hidden}");
            return Err(refused_at(&place, main, &words));
        }
    }
    Ok(())
}

/// Places that may mean the target where an error hides what they mean.
fn suspects(scope: &RenameScope, main: &Main, target: &Target, places: &Places) -> Vec<Place> {
    let spans = match target.kind {
        // Scopes are known without executing anything.
        Kind::Variable => Vec::new(),
        Kind::Member => member::suspects(scope, main, target, places),
        Kind::Process => process::suspects(main, &target.name),
    };
    let spans = spans.into_iter();
    spans
        .filter_map(|it| Place::of(it, &main.analysis))
        .collect()
}

/// A place where the name stands in a file that does not parse, and is in no tree: what it means there, nobody knows.
fn unparsed(main: &Main, target: &Target) -> Option<Place> {
    let analysis = &main.analysis;
    let name = target.name.as_str();
    let files = analysis.compilation.files.iter();
    let mut broken = files.filter(|(_, parsed)| !parsed.errors.is_empty());
    broken.find_map(|(file, parsed)| {
        let mut known = Known::default();
        walk_block(&mut known, &parsed.module.body);
        known.spans.extend(parsed.comments.iter().copied());
        let names = analysis.names().occurrences.iter();
        known.spans.extend(names.map(|it| it.span));
        known.spans.sort();
        let text = &analysis.sources().get(*file).text;
        let mut words = words(text, name);
        let start = words.find(|start| {
            let end = start + name.len();
            let is_quoted =
                text[..*start].ends_with(['\'', '"']) && text[end..].starts_with(['\'', '"']);
            let may_be_meant = target.kind != Kind::Process || is_quoted;
            may_be_meant && !known.covers(Span::new(*file, *start, end))
        })?;
        Place::of(Span::new(*file, start, start + name.len()), analysis)
    })
}

/// What stands in a tree where a name may stand without being that of a variable.
#[derive(Default)]
struct Known {
    spans: Vec<Span>,
}

impl Known {
    fn covers(&self, word: Span) -> bool {
        // None of them is inside of another.
        let behind = self
            .spans
            .partition_point(|it| (it.file, it.start) <= (word.file, word.start));
        let last = behind.checked_sub(1).map(|it| self.spans[it]);
        last.is_some_and(|it| it.file == word.file && word.end <= it.end)
    }
}

impl<'a> Visitor<'a> for Known {
    fn expression(&mut self, expression: &'a Expression) {
        match &expression.kind {
            ExpressionKind::String(_) => self.spans.push(expression.span),
            ExpressionKind::Attribute { attribute, .. } => self.spans.push(attribute.span),
            ExpressionKind::Call { arguments, .. } => {
                self.spans
                    .extend(arguments.iter().filter_map(|it| match it {
                        Argument::Keyword(name, _) => Some(name.span),
                        _ => None,
                    }));
            }
            _ => {}
        }
        walk_expression(self, expression);
    }
}

/// Where a name stands in a text as a word of its own.
pub fn words<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = usize> + 't {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let found = text.match_indices(name).map(|(start, _)| start);
    found.filter(move |start| {
        let end = start + name.len();
        end > *start && !text[..*start].ends_with(is_part) && !text[end..].starts_with(is_part)
    })
}
