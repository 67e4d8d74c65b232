//! The keys and values of a map.

use super::{Leaf, Object};
use crate::source::Text;
use rustc_hash::FxHashMap;
use std::ops::Deref;
use std::sync::OnceLock;

/// Maps with fewer keys are searched from the front.
const INDEXED: usize = 16;

/// The pairs of a map, in the order they were given.
#[derive(Debug)]
pub(super) struct Pairs {
    pairs: Box<[(Object, Object)]>,
    /// Where each key is, if all are texts without references. Made when a key is looked for.
    positions: OnceLock<Option<FxHashMap<Text, usize>>>,
}

impl Pairs {
    pub fn new(pairs: Vec<(Object, Object)>) -> Pairs {
        Pairs {
            pairs: pairs.into(),
            positions: OnceLock::new(),
        }
    }

    /// The first pair that may have a key; all before it have another. Only in large maps it is that of the key, or none.
    pub fn first_candidate(&self, wanted: &Leaf) -> usize {
        let Leaf::Text(wanted, _) = wanted else {
            return 0;
        };
        if self.pairs.len() < INDEXED {
            return 0;
        }
        match self.positions.get_or_init(|| self.index()) {
            Some(positions) => positions.get(wanted).copied().unwrap_or(self.pairs.len()),
            None => 0,
        }
    }

    fn index(&self) -> Option<FxHashMap<Text, usize>> {
        let mut positions = FxHashMap::default();
        for (position, (key, _)) in self.pairs.iter().enumerate() {
            match key.as_leaf() {
                Some(Leaf::Text(text, _)) if key.0.state.settled => {
                    positions.entry(text.clone()).or_insert(position);
                }
                _ => return None,
            }
        }
        Some(positions)
    }
}

impl Deref for Pairs {
    type Target = [(Object, Object)];
    fn deref(&self) -> &[(Object, Object)] {
        &self.pairs
    }
}
