//! T010

use super::bound::each_bound;
use super::half_open::{HalfOpen, half_open};
use super::runtime_reference::texts;
use crate::diagnostic::Diagnostic;
use crate::job::reference::{Known, known};
use crate::job::{Job, Settings};
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};
use crate::object::{BindingValue, Place};
use crate::source::{Span, Text};
use crate::syntax::literal::locate;

use crate::template::{Component, Reference};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

rule! {
    /// ## What it does
    /// Reports a reference with a missing brace.
    ///
    /// Only names that are bound in the job or by the cluster are reported. Forms that the shell and other programs use
    /// themselves, such as `${name}` and `awk '{print}'`, are not.
    ///
    /// ## Why is this bad?
    /// A reference has two braces on each side: `{{mesos.instance}}`. If one is missing, the string stays as it is
    /// without an error, and the process receives the braces.
    ///
    /// ## Example
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'serve', cmdline = './serve --port {{thermos.ports[http]}')],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [Job(
    ///   cluster = 'example', role = 'web', environment = 'devel', name = 'hello',
    ///   contact = 'web-team@example.com',
    ///   task = Task(
    ///     processes = [Process(name = 'serve', cmdline = './serve --port {{thermos.ports[http]}}')],
    ///     resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    ///   ),
    /// )]
    /// ```
    ///
    /// ## Fix safety
    /// The jobs change, so the fix is only suggested.
    "T010" "unclosed-reference" Warning Templates on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    for resolution in job.resolutions() {
        if let Some(diagnostic) = in_three_braces(context, &resolution.place) {
            findings.push_for(job, diagnostic);
        }
    }
    let mut names = None;
    texts(&job.object, &mut |text, _| {
        let mut is_of_program = None;
        let mut left = MOST;
        for half in half_open(text) {
            let names = names.get_or_insert_with(|| Names::of(job));
            let is_meant = match half.opened {
                2 => names.has_start(&half.reference),
                _ => {
                    may_be_single(text, &half)
                        && names.has(&half.reference)
                        && !*is_of_program.get_or_insert_with(|| has_own_braces(text))
                }
            };
            if !is_meant {
                continue;
            }
            // Each place is looked for from the start of the literal.
            left -= 1;
            if left == 0 {
                return;
            }
            if let Some(place) = place_of(context, text, &half) {
                findings.push_for(job, found(&half, names, place, &text[half.range.clone()]));
            }
        }
    });
}

/// Reports a reference as a word of its own in three braces: one on each side stays, which no program reads as anything.
fn in_three_braces(context: &Context, place: &Place) -> Option<Diagnostic> {
    let text = place.text.as_str();
    let before = text.get(..place.range.start)?.strip_suffix('{')?;
    let after = text.get(place.range.end..)?.strip_prefix('}')?;
    let is_end = |c: char| c.is_whitespace() || matches!(c, '=' | ';');
    let is_word = (before.is_empty() || before.ends_with(is_end))
        && (after.is_empty() || after.starts_with(is_end));
    if !is_word || has_own_braces(text) {
        return None;
    }
    let (start, end) = (place.range.start - 1, place.range.end + 1);
    let span = locate(&place.text, start, end, context.sources)?;
    let written = context.text(span);
    if written != text.get(start..end)? || !context.sources.is_users(span) {
        return None;
    }
    let message =
        format!("`{written}` keeps a brace on each side: a reference has two braces, not three");
    let diagnostic = Diagnostic::new(&RULE.code, message, span).at("one brace too many");
    Some(diagnostic.suggest(span, text.get(place.range.clone())?.to_owned()))
}

/// How many places in one text are reported.
const MOST: usize = 50;

/// Whether single braces may have been meant for double ones: much else writes a word in them, hardly anything `{mesos.instance}`, and what
/// stands behind a letter or in a path is a pattern.
fn may_be_single(text: &str, half: &HalfOpen) -> bool {
    let before = &text[..half.range.start];
    half.reference.components().len() > 1
        && !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '$' | '^'))
}

/// Where it is written just so: what was put together or formatted was meant in another way.
fn place_of(context: &Context, text: &Text, half: &HalfOpen) -> Option<Span> {
    let place = locate(text, half.range.start, half.range.end, context.sources)?;
    let is_as_written = context.text(place) == &text[half.range.clone()];
    (is_as_written && context.sources.is_users(place)).then_some(place)
}

fn found(half: &HalfOpen, names: &Names, place: Span, written: &str) -> Diagnostic {
    let reference = &half.reference;
    let message = match half.opened {
        2 => format!("the reference `{written}` is not closed: it must end with two braces"),
        _ => format!("`{written}` is not a reference: it must start with two braces"),
    };
    let diagnostic = Diagnostic::new(&RULE.code, message, place).at("not resolved");
    match names.has(reference) || half.closed > 0 {
        true => diagnostic.suggest(place, format!("{{{{{reference}}}}}")),
        // Where it was to end is not certain.
        false => diagnostic.help("add two braces after it"),
    }
}

/// Whether a command line has a program, or a way of writing, that puts names of its own in braces.
fn has_own_braces(text: &str) -> bool {
    const MARKS: [&str; 14] = [
        "awk", "jq", "perl", "python", "node", "ruby", "php", "sed", "xargs", "parallel", "format",
        "f'", "f\"", "=>",
    ];
    MARKS.iter().any(|mark| text.contains(mark))
}

/// The names that references in a job can have.
struct Names {
    bound: FxHashMap<Reference, BindingValue>,
    /// What they, and the attributes of the job, its task and its processes, begin with.
    starts: FxHashSet<Component>,
}

impl Names {
    fn of(job: &Job) -> Names {
        let mut bound = FxHashMap::default();
        each_bound(&job.bound, &mut |_, environment| {
            for (reference, binding) in environment.iter() {
                bound.insert(reference, binding.value.clone());
            }
        });
        let firsts = bound.keys().filter_map(|it| it.components().first());
        let mut starts: FxHashSet<Component> = firsts.cloned().collect();
        starts.extend(["mesos", "thermos"].map(|scope| Component::Attribute(scope.into())));
        let task = job.task();
        let processes = task.iter().flat_map(|task| task.processes());
        let objects = [&job.object].into_iter().cloned();
        let objects = objects.chain(task.iter().map(|task| task.0.clone()));
        for object in objects.chain(processes.map(|process| process.0)) {
            let names = object.fields().map(|(name, _)| name.clone());
            starts.extend(names.map(Component::Attribute));
        }
        Names { bound, starts }
    }

    /// Whether something begins like the reference.
    fn has_start(&self, reference: &Reference) -> bool {
        let first = reference.components().first();
        first.is_some_and(|first| self.starts.contains(first))
    }

    /// Whether the reference is bound, or known to the cluster.
    fn has(&self, reference: &Reference) -> bool {
        if matches!(
            known(reference, &Settings::default()),
            Known::Cluster | Known::Port(_)
        ) {
            return true;
        }
        let components = reference.components();
        if let [Component::Attribute(only)] = components
            && only.len() < 2
        {
            return false;
        }
        (1..=components.len()).any(|length| {
            let (start, rest) = components.split_at(length);
            let start = Reference::from_components(Arc::from(start));
            match self.bound.get(&start) {
                Some(BindingValue::Object(object)) => {
                    rest.is_empty()
                        || object
                            .find(&Reference::from_components(Arc::from(rest)))
                            .is_some()
                }
                Some(_) => rest.is_empty(),
                None => false,
            }
        })
    }
}
