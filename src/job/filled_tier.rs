//! The tier that the client fills in before it sends a job. The client: `AuroraClientAPI`, with what `getTierConfigs` of the scheduler says.

use super::value;
use super::{Job, Tiers};
use crate::object::{Object, PlainKind, PlainValue};
use crate::source::{Span, Text};
use std::sync::Arc;

/// What the client changes in a job.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilledTier {
    /// The tier of a job that sets none.
    pub tier: Option<String>,
    /// What the tier of a job says of `production`, if the job says something else.
    pub production: Option<bool>,
}

impl FilledTier {
    /// What the client changes where the scheduler has these tiers. A job without a tier gets the first tier that is not revocable and
    /// suits its `production`, else the default. A job with a tier gets the `production` of that tier. A tier that the scheduler does not
    /// have changes nothing.
    pub fn of(job: &Object, tiers: &Tiers) -> FilledTier {
        let own = value::read(job, "tier", |tier| value::text(tier).map(String::from));
        let production = value::read(job, "production", value::boolean).unwrap_or(false);
        match own {
            None => FilledTier {
                tier: tiers.of(None, production).map(String::from),
                production: None,
            },
            Some(own) => FilledTier {
                tier: None,
                production: tiers
                    .get(&own)
                    .map(|tier| !tier.preemptible)
                    .filter(|of_tier| *of_tier != production),
            },
        }
    }

    /// A job with these changes.
    fn in_object(&self, job: &Object) -> Object {
        let span = job.span();
        let mut changes: Vec<(Arc<str>, Span, PlainValue)> = Vec::new();
        let mut change =
            |name: &str, kind| changes.push((name.into(), span, PlainValue { kind, span }));
        if let Some(tier) = &self.tier {
            change("tier", PlainKind::text(Text::new(tier.as_str())));
        }
        if let Some(production) = self.production {
            change("production", PlainKind::Boolean(production));
        }
        // A site's own schema may lack the attribute; then the client cannot set it either.
        job.with(&changes, span).unwrap_or_else(|_| job.clone())
    }
}

impl Job {
    /// The job as the client sends it to a scheduler with these tiers.
    pub fn with_filled_tier(&self, tiers: &Tiers) -> Job {
        let filled = FilledTier::of(&self.object, tiers);
        if filled == FilledTier::default() {
            return self.clone();
        }
        let in_object = |job: &Object| filled.in_object(job);
        Job {
            object: in_object(&self.object),
            for_executor: self.for_executor.as_ref().map(in_object),
            ..self.clone()
        }
    }
}
