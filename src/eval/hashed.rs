//! What dicts and sets are made of: entries that are found by key, and the order in which Python 2.7 gives them back.
//!
//! That order is the one of a hash table and depends on all that was done to it. Most dicts are never asked for it: so the
//! table is made when somebody asks, of what was done until then. Only removing an entry makes it at once.

use super::address_order::is_turned;
use super::key::python_hash;
use super::value::{Key, Value};
use crate::python2::Table;
use crate::source::Guard;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, DefaultHasher};
use std::ops::Range;
use std::sync::OnceLock;

/// In which order dicts and sets are iterated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DictOrder {
    /// The order of CPython 2.7, which the clients run on. What it orders by address keeps insertion order.
    #[default]
    Python2,
    /// The order in which keys were first inserted, as in Python 3.
    Insertion,
}

/// The entries of a dict.
pub type Entries = Hashed<Value>;

/// The elements of a set.
pub type Elements = Hashed<()>;

/// Entries by key.
#[derive(Debug)]
pub struct Hashed<V> {
    /// In the order they were inserted.
    map: IndexMap<Key, V, Keyed>,
    past: Past,
}

/// Hashes with a key that nobody knows: otherwise a configuration could have a million integers with one hash. No order depends on it.
#[derive(Clone, Copy, Debug, Default)]
struct Keyed;

impl BuildHasher for Keyed {
    type Hasher = DefaultHasher;

    fn build_hasher(&self) -> DefaultHasher {
        static KEYS: OnceLock<RandomState> = OnceLock::new();
        KEYS.get_or_init(RandomState::new).build_hasher()
    }
}

/// How the table of Python came to be.
#[derive(Debug)]
enum Past {
    /// All entries were added one after the other, to the table of a display with so many items.
    Added { display: u16 },
    /// There were other steps. What came behind the last one was added.
    Steps(Box<Steps>),
    /// The table.
    Known(Box<Known>),
    /// There are keys whose hash is their address: nobody knows the table.
    ByAddress,
}

#[derive(Clone, Debug)]
struct Steps {
    /// The number of items of the display that it began with.
    display: u16,
    steps: Vec<Step>,
}

/// What was done to a table that had `at` entries.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// It was copied.
    Copied { at: usize },
    /// A table with `count` keys was merged in; then there were `end` entries.
    Merged { at: usize, count: usize, end: usize },
    /// It was made by `fromkeys` of a dict or set with `count` keys.
    FromKeys { count: usize },
}

/// How a key is put into a table.
type Insert = fn(&mut Table, i64, usize);

/// The work of moving an entry.
const MOVED: usize = 8;

/// More steps than this are not kept, but done.
const STEPS: usize = 8;

#[derive(Debug)]
struct Known {
    table: Table,
    /// The number of each entry in the table, ascending.
    numbers: Vec<usize>,
    /// The number of the next one.
    next: usize,
}

impl<V> Default for Hashed<V> {
    fn default() -> Hashed<V> {
        Hashed {
            map: IndexMap::default(),
            past: Past::Added { display: 0 },
        }
    }
}

impl<V> Hashed<V> {
    /// What a display `{a: 1, …}` with so many items begins with.
    pub fn of_display(items: usize) -> Hashed<V> {
        // A larger number makes no larger table.
        let display = u16::try_from(items).unwrap_or(u16::MAX);
        Hashed {
            map: IndexMap::with_capacity_and_hasher(items, Keyed),
            past: Past::Added { display },
        }
    }

    /// What `dict.fromkeys` makes of the keys of a dict or set, which are given in its order.
    pub fn from_keys(keys: Vec<(Key, V)>) -> Hashed<V> {
        let count = keys.len();
        Hashed {
            map: keys.into_iter().collect(),
            past: Past::Steps(Box::new(Steps {
                display: 0,
                steps: vec![Step::FromKeys { count }],
            })),
        }
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.map.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// Whether nothing was ever put into it, so that merging another one in makes a copy of that.
    pub fn is_untouched(&self) -> bool {
        self.is_empty() && matches!(self.past, Past::Added { display: 0 })
    }

    /// What belongs to a key.
    pub fn get(&self, key: &Key) -> Option<&V> {
        self.map.get(key)
    }

    /// The key as it was first spelled.
    pub fn get_key(&self, key: &Key) -> Option<&Key> {
        self.map.get_key_value(key).map(|(key, _)| key)
    }

    /// Whether there is such a key.
    pub fn contains(&self, key: &Key) -> bool {
        self.map.contains_key(key)
    }

    /// Adds an entry. A key that is there stays as it was spelled; what belonged to it is given back.
    pub fn insert(&mut self, key: Key, value: V) -> Option<V> {
        self.insert_by(key, value, Table::insert)
    }

    fn insert_by(&mut self, key: Key, value: V, insert: Insert) -> Option<V> {
        let (index, before) = self.map.insert_full(key, value);
        if before.is_none()
            && let Past::Known(known) = &mut self.past
        {
            let (key, _) = self.map.get_index(index)?;
            match python_hash(key.value()) {
                Some(hash) => known.add(hash, insert),
                None => self.past = Past::ByAddress,
            }
        }
        before
    }

    /// Adds the entries of another table, of which there are `count`, in its order: `update` with a dict.
    pub fn merge(&mut self, count: usize, entries: impl IntoIterator<Item = (Key, V)>) {
        if count == 0 {
            return;
        }
        let at = self.len();
        if let Past::Known(known) = &mut self.past {
            known.table.reserve(count);
        }
        for (key, value) in entries {
            self.insert_by(key, value, Table::insert_without_growth);
        }
        let end = self.len();
        self.note(Step::Merged { at, count, end });
    }

    /// Puts a step behind what was done so far, unless it is done already.
    fn note(&mut self, step: Step) {
        match &mut self.past {
            Past::Added { display } => {
                self.past = Past::Steps(Box::new(Steps {
                    display: *display,
                    steps: vec![step],
                }));
            }
            Past::Steps(steps) => {
                steps.steps.push(step);
                if steps.steps.len() > STEPS {
                    self.know();
                }
            }
            Past::Known(_) | Past::ByAddress => {}
        }
    }

    /// Removes an entry.
    pub fn remove(&mut self, key: &Key) -> Option<V> {
        self.remove_entry(key).map(|(_, value)| value)
    }

    fn remove_entry(&mut self, key: &Key) -> Option<(Key, V)> {
        let index = self.map.get_index_of(key)?;
        // All later entries move.
        if !Guard::work((self.len() - index).saturating_mul(MOVED)) {
            return None;
        }
        if let Some(known) = self.know() {
            let number = known.numbers.remove(index);
            // The hash of the key that is there: they are equal.
            known.table.remove(python_hash(key.value())?, number);
        }
        self.map.shift_remove_index(index)
    }

    /// Removes an entry and gives it: the one that `popitem` of a dict and `pop` of a set take in CPython 2.7.
    pub fn pop(&mut self) -> Option<(Key, V)> {
        let len = self.len();
        let Some(known) = self.know() else {
            let last = self.len() > 1 && is_turned();
            return self.pop_inserted(last);
        };
        let number = known.table.pop()?;
        let index = known.index(number)?;
        if !Guard::work((len - index).saturating_mul(MOVED)) {
            return None;
        }
        known.numbers.remove(index);
        self.map.shift_remove_index(index)
    }

    /// Removes the first or the last of the entries in the order they were inserted: `popitem` of an `OrderedDict`.
    pub fn pop_inserted(&mut self, last: bool) -> Option<(Key, V)> {
        let index = if last { self.len().checked_sub(1)? } else { 0 };
        let key = self.map.get_index(index)?.0.clone();
        self.remove_entry(&key)
    }

    /// Removes all entries.
    pub fn clear(&mut self) {
        self.map.clear();
        self.past = Past::Added { display: 0 };
    }

    /// Removes what a set has in common with another one, which may leave it with a smaller table: `a -= b`.
    pub fn subtract<'k>(&mut self, keys: impl IntoIterator<Item = &'k Key>) {
        for key in keys {
            self.remove(key);
        }
        if let Some(known) = self.know() {
            known.table.shrink_after_difference();
        }
    }

    /// The entries in the order they were inserted, for whom no order is better than another.
    pub fn inserted(&self) -> impl ExactSizeIterator<Item = (&Key, &V)> {
        self.map.iter()
    }

    /// Takes all entries, in the order they were inserted.
    pub fn drain(&mut self) -> impl Iterator<Item = (Key, V)> {
        self.past = Past::Added { display: 0 };
        self.map.drain(..)
    }

    /// The entries in the order in which a configuration sees them.
    pub fn ordered(&mut self, order: DictOrder) -> impl Iterator<Item = (&Key, &V)> {
        let positions = match order {
            DictOrder::Python2 => self.positions(),
            DictOrder::Insertion => None,
        };
        let map = &self.map;
        (0..map.len()).filter_map(move |index| {
            let positions = positions.as_ref();
            map.get_index(*positions.map_or(Some(&index), |them| them.get(index))?)
        })
    }

    /// The keys in the order in which a configuration sees them.
    pub fn keys(&mut self, order: DictOrder) -> Vec<Value> {
        let mut keys = Vec::with_capacity(self.len());
        keys.extend(self.ordered(order).map(|(key, _)| key.value().clone()));
        keys
    }

    /// Where the entries are in the order of Python; `None` if that is the order they were inserted in.
    fn positions(&mut self) -> Option<Vec<usize>> {
        let count = self.len();
        if count < 2 {
            return None;
        }
        match self.know() {
            Some(known) => Some(known.positions_in(&known.table)),
            None => is_turned().then(|| (0..count).rev().collect()),
        }
    }

    /// The table; `None` if it depends on addresses.
    fn know(&mut self) -> Option<&mut Known> {
        let (display, steps) = match &self.past {
            Past::Added { display } => (*display, &[][..]),
            Past::Steps(steps) => (steps.display, &steps.steps[..]),
            Past::Known(_) | Past::ByAddress => {
                return match &mut self.past {
                    Past::Known(known) => Some(known),
                    _ => None,
                };
            }
        };
        let hashes: Option<Vec<i64>> = self
            .map
            .keys()
            .map(|key| python_hash(key.value()))
            .collect();
        self.past = match hashes {
            Some(hashes) => Past::Known(Box::new(Known {
                table: replay(display, steps, &hashes),
                next: hashes.len(),
                numbers: (0..hashes.len()).collect(),
            })),
            None => Past::ByAddress,
        };
        self.know()
    }
}

impl<V: Clone> Hashed<V> {
    /// A copy in a table of its own: `copy()`, `dict(mapping)`, `set(set)`.
    pub fn copy(&self) -> Hashed<V> {
        let count = self.len();
        let past = match &self.past {
            _ if count == 0 => Past::Added { display: 0 },
            Past::Added { display } => Past::Steps(Box::new(Steps {
                display: *display,
                steps: vec![Step::Copied { at: count }],
            })),
            Past::Steps(steps) => {
                let mut steps = steps.clone();
                steps.steps.push(Step::Copied { at: count });
                Past::Steps(steps)
            }
            Past::Known(known) => Past::Known(Box::new(Known {
                table: known.table.copy(),
                numbers: known.numbers.clone(),
                next: known.next,
            })),
            Past::ByAddress => Past::ByAddress,
        };
        let mut copy = Hashed {
            map: self.map.clone(),
            past,
        };
        if let Past::Steps(steps) = &copy.past
            && steps.steps.len() > STEPS
        {
            copy.know();
        }
        copy
    }

    /// Keys and values in the order in which a configuration sees them.
    pub fn entries(&mut self, order: DictOrder) -> Vec<(Key, V)> {
        let mut entries = Vec::with_capacity(self.len());
        entries.extend(
            self.ordered(order)
                .map(|(key, value)| (key.clone(), value.clone())),
        );
        entries
    }

    /// Keys and values of a copy, in the order in which a configuration sees them there.
    pub fn entries_of_copy(&mut self, order: DictOrder) -> Vec<(Key, V)> {
        if order == DictOrder::Python2
            && self.len() > 1
            && let Some(known) = self.know()
        {
            let positions = known.positions_in(&known.table.copy());
            let entry = |index| self.map.get_index(index);
            let entries = positions.into_iter().filter_map(entry);
            return entries
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect();
        }
        self.entries(order)
    }

    /// Entries added in the order in which a configuration sees them: what copies item by item makes.
    pub fn readded(&mut self, order: DictOrder) -> Hashed<V> {
        let entries = self.ordered(order);
        entries
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect()
    }
}

impl<V: PartialEq> PartialEq for Hashed<V> {
    fn eq(&self, other: &Hashed<V>) -> bool {
        self.map == other.map
    }
}

impl Elements {
    /// Whether all elements are in another set as well.
    pub fn is_subset(&self, other: &Elements) -> bool {
        self.len() <= other.len() && self.map.keys().all(|key| other.contains(key))
    }

    /// Whether no element is in another set as well.
    pub fn is_disjoint(&self, other: &Elements) -> bool {
        self.map.keys().all(|key| !other.contains(key))
    }
}

/// One added after the other: `dict(pairs)`, `set(list)`, comprehensions.
impl<V> FromIterator<(Key, V)> for Hashed<V> {
    fn from_iter<I: IntoIterator<Item = (Key, V)>>(entries: I) -> Hashed<V> {
        Hashed {
            map: entries.into_iter().collect(),
            past: Past::Added { display: 0 },
        }
    }
}

impl<V> Extend<(Key, V)> for Hashed<V> {
    fn extend<I: IntoIterator<Item = (Key, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl Known {
    fn add(&mut self, hash: i64, insert: Insert) {
        insert(&mut self.table, hash, self.next);
        self.numbers.push(self.next);
        self.next += 1;
    }

    /// The place of the entry with a number.
    fn index(&self, number: usize) -> Option<usize> {
        // As long as nothing was removed, they are the same.
        if self.next == self.numbers.len() {
            return Some(number);
        }
        self.numbers.binary_search(&number).ok()
    }

    fn positions_in(&self, table: &Table) -> Vec<usize> {
        let numbers = table.keys();
        numbers.filter_map(|number| self.index(number)).collect()
    }
}

/// The table of entries with these hashes after the steps.
fn replay(display: u16, steps: &[Step], hashes: &[i64]) -> Table {
    let mut table = Table::of_display(usize::from(display));
    let mut done = 0;
    for step in steps {
        match *step {
            Step::Copied { at } => {
                fill(&mut table, hashes, done..at, Table::insert);
                table = table.copy();
                done = at;
            }
            Step::Merged { at, count, end } => {
                fill(&mut table, hashes, done..at, Table::insert);
                table.reserve(count);
                fill(&mut table, hashes, at..end, Table::insert_without_growth);
                done = end;
            }
            Step::FromKeys { count } => {
                table = Table::of_fromkeys(count);
                fill(&mut table, hashes, 0..count, Table::insert_without_growth);
                done = count;
            }
        }
    }
    fill(&mut table, hashes, done..hashes.len(), Table::insert);
    table
}

fn fill(table: &mut Table, hashes: &[i64], numbers: Range<usize>, insert: Insert) {
    for (number, hash) in hashes
        .iter()
        .enumerate()
        .take(numbers.end)
        .skip(numbers.start)
    {
        insert(table, *hash, number);
    }
}
