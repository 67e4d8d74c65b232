//! Jobs that depend on an order that Python 2.7 takes by address.
//!
//! A file that asks for such an order is evaluated again, first to find the places, then once for each with the order turned
//! around there. Where that changes a job, the client may give another one in every run.

use super::{CompileOptions, Written, ends_evaluation, evaluate, jobs, object_limits, tasks};
use crate::diagnostic::{Diagnostic, codes};
use crate::eval::{AddressOrders, Evaluation, Host, Usage};
use crate::object::Object;
use crate::source::Span;

/// More places of a file than this are not tried.
const MOST_PLACES: usize = 8;

/// A file, and how it is evaluated.
pub(super) struct Evaluated<'a> {
    pub name: &'a str,
    pub text: &'a str,
    pub options: &'a CompileOptions,
    pub host: &'a dyn Host,
    /// When the evaluation began, in seconds since 1970.
    pub began: f64,
}

impl Evaluated<'_> {
    /// The places where an order by address decides what a job is. `evaluation` asked for at least one, and gave `written`.
    pub fn findings(
        &self,
        evaluation: &Evaluation,
        usage: &Usage<'_>,
        written: &Written,
    ) -> Vec<Diagnostic> {
        if evaluation.diagnostics.iter().any(ends_evaluation) {
            return Vec::new();
        }
        let expected = texts(written.objects(), usage, self.options);
        let options = self.options_of_another_run();
        let again = |turned: Option<Span>| {
            let orders = AddressOrders::watch(turned);
            let found = self.texts_of_another_run(&options);
            (found, orders.places())
        };
        let (same, mut places) = again(None);
        // Whatever differs from run to run anyway, such as the time, says nothing.
        if same != expected {
            return Vec::new();
        }
        places.retain(|place| evaluation.sources.is_users(*place));
        places.truncate(MOST_PLACES);
        places.retain(|place| again(Some(*place)).0 != expected);
        places.into_iter().map(finding).collect()
    }

    /// All runs together take no more than half of the time that is left.
    fn options_of_another_run(&self) -> CompileOptions {
        let mut options = self.options.clone();
        let limit = &mut options.evaluation.limits.milliseconds;
        let elapsed = ((self.host.now() - self.began) * 1000.0).max(0.0) as u64;
        *limit = limit.saturating_sub(elapsed) / (2 * (MOST_PLACES as u64 + 1));
        options.evaluation.notes_places = true;
        options
    }

    fn texts_of_another_run(&self, options: &CompileOptions) -> Vec<String> {
        let (evaluation, usage) = evaluate(self.name, self.text, options, self.host);
        let (jobs, _) = jobs::objects(&evaluation, options);
        let tasks = tasks::as_jobs(&evaluation);
        texts(jobs.iter().chain(&tasks), &usage, options)
    }
}

fn texts<'o>(
    objects: impl Iterator<Item = &'o Object>,
    usage: &Usage<'_>,
    options: &CompileOptions,
) -> Vec<String> {
    let limits = object_limits(usage, options);
    let text = |object: &Object| match object.to_text(&limits) {
        Ok(text) => text.to_string(),
        Err(error) => error.python_message,
    };
    objects.map(text).collect()
}

fn finding(place: Span) -> Diagnostic {
    let message = "a job depends on an order that Python 2.7 takes by address";
    Diagnostic::new(&codes::eval::ORDER_BY_ADDRESS, message, place)
        .at("the order may differ from run to run")
        .help("sort by something that has an order, such as a name, or use a list or an `OrderedDict`")
}
