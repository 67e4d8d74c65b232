//! Which references led to a string.

use super::{Place, Way};
use crate::template::Reference;
use std::sync::Arc;

/// How a reference was reached.
pub(super) struct ReferenceChain {
    pub reference: Reference,
    pub place: Place,
    /// Whether the reference stood in one string as a whole; else it was put together.
    pub whole: bool,
    pub parent: Option<Arc<ReferenceChain>>,
}

/// The way, the nearest reference first.
pub(super) fn labels(trail: Option<&Arc<ReferenceChain>>) -> Vec<Way> {
    let steps = std::iter::successors(trail, |trail| trail.parent.as_ref());
    steps
        .map(|trail| Way {
            place: trail.place.clone(),
            message: format!("reached through `{{{{{}}}}}`", trail.reference),
        })
        .collect()
}
