//! The hash table behind a dict and a set.

use crate::source::Guard;

/// A slot that was never used.
const FREE: usize = usize::MAX;
/// A slot whose key was removed.
const REMOVED: usize = usize::MAX - 1;
/// The number of slots of a new table.
const LEAST: usize = 8;
/// The work of looking at a slot.
const PROBE: usize = 8;
/// With more keys than this, a table grows to twice their number in place of four times.
const LARGE: usize = 50_000;

/// The hash table behind a dict or a set of CPython 2.7 (both work alike). It holds keys as a hash and a number by which the
/// caller knows the key: equal keys have one number, and no number is as large as `usize::MAX - 1`.
///
/// The order of iteration is that of the slots; see [`Table::keys`].
#[derive(Clone, Debug)]
pub struct Table {
    /// A power of two of them.
    slots: Vec<Slot>,
    /// Slots in use or removed.
    fill: usize,
    /// Slots in use.
    used: usize,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    /// The hash that was stored here last; in the first slot also where [`Table::pop`] goes on.
    hash: i64,
    /// The number of the key, `FREE` or `REMOVED`.
    key: usize,
}

impl Slot {
    const NEW: Slot = Slot { hash: 0, key: FREE };

    fn in_use(&self) -> bool {
        self.key < REMOVED
    }
}

impl Default for Table {
    fn default() -> Table {
        Table::new()
    }
}

impl Table {
    /// An empty table, as `dict()`, `set()` and all that adds item by item start with.
    pub fn new() -> Table {
        Table {
            slots: vec![Slot::NEW; LEAST],
            fill: 0,
            used: 0,
        }
    }

    /// The empty table that a display `{a: 1, …}` of a number of items begins with, repeated keys counted
    /// (`_PyDict_NewPresized`; `BUILD_MAP` holds at most 65,535).
    pub fn of_display(items: usize) -> Table {
        let mut table = Table::new();
        if items > 5 {
            table.resize(items.min(0xffff));
        }
        table
    }

    /// The empty table that `dict.fromkeys` begins with when it gets a dict or a set of so many keys, which follow by
    /// [`Table::insert_without_growth`].
    pub fn of_fromkeys(count: usize) -> Table {
        let mut table = Table::new();
        table.resize(count / 2 * 3);
        table
    }

    /// A new table with the keys of another one: `copy()`, `dict(mapping)`, `set(set)`.
    pub fn copy(&self) -> Table {
        let mut table = Table::new();
        table.merge(self.used, self.entries());
        table
    }

    /// The table after keys were added one by one: `dict(pairs)`, `set(list)`, comprehensions. The keys are distinct; their
    /// numbers are their places: 0, 1, 2, …
    pub fn of_adds(hashes: impl IntoIterator<Item = i64>) -> Table {
        let mut table = Table::new();
        for (key, hash) in hashes.into_iter().enumerate() {
            table.insert(hash, key);
        }
        table
    }

    /// The number of keys.
    pub fn len(&self) -> usize {
        self.used
    }

    /// Whether there are no keys.
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// The numbers of the keys in the order of iteration.
    pub fn keys(&self) -> impl Iterator<Item = usize> + '_ {
        self.entries().map(|(_, key)| key)
    }

    /// Hash and number of each key, in the order of iteration.
    pub fn entries(&self) -> impl Iterator<Item = (i64, usize)> + '_ {
        let slots = self.slots.iter().filter(|slot| slot.in_use());
        slots.map(|slot| (slot.hash, slot.key))
    }

    /// The key with this hash of which `equal` is true.
    pub fn find(&self, hash: i64, equal: impl Fn(usize) -> bool) -> Option<usize> {
        self.probe(hash)
            .map(|at| self.slots[at])
            .take_while(|slot| slot.key != FREE)
            .find(|slot| slot.in_use() && slot.hash == hash && equal(slot.key))
            .map(|slot| slot.key)
    }

    /// Adds a key that is not there yet: `d[key] = value`, `add`. The table may grow afterwards.
    pub fn insert(&mut self, hash: i64, key: usize) {
        self.insert_without_growth(hash, key);
        if self.fill * 3 >= self.slots.len() * 2 {
            self.resize(self.used * if self.used > LARGE { 2 } else { 4 });
        }
    }

    /// Adds a key that is not there yet into a table that has room for it.
    pub fn insert_without_growth(&mut self, hash: i64, key: usize) {
        let (mut removed, mut free) = (None, None);
        for at in self.probe(hash) {
            match self.slots[at].key {
                FREE => {
                    free = Some(at);
                    break;
                }
                REMOVED if removed.is_none() => removed = Some(at),
                _ => {}
            }
        }
        let Some(at) = removed.or(free) else {
            return;
        };
        self.fill += usize::from(removed.is_none());
        self.used += 1;
        self.slots[at] = Slot { hash, key };
    }

    /// Makes room before keys of a table with `count` keys are merged in: `d.update(mapping)`, `a |= b`. Those that
    /// are not there yet follow by [`Table::insert_without_growth`], in the order of their table.
    pub fn reserve(&mut self, count: usize) {
        if count > 0 && (self.fill + count) * 3 >= self.slots.len() * 2 {
            self.resize((self.used + count) * 2);
        }
    }

    /// Merges the `count` keys of another table in, in its order, where none of them is there yet.
    pub fn merge(&mut self, count: usize, entries: impl IntoIterator<Item = (i64, usize)>) {
        self.reserve(count);
        for (hash, key) in entries {
            self.insert_without_growth(hash, key);
        }
    }

    /// Removes a key; whether it was there. The table never shrinks by it.
    pub fn remove(&mut self, hash: i64, key: usize) -> bool {
        let mut places = self.probe(hash);
        let found = places.find(|at| self.slots[*at].key == key || self.slots[*at].key == FREE);
        match found {
            Some(at) if self.slots[at].key == key => {
                self.slots[at].key = REMOVED;
                self.used -= 1;
                true
            }
            _ => false,
        }
    }

    /// Shrinks a set from which those of another one were removed (`a -= b`, `a.difference(b)`), if more than a fifth
    /// of the table are removed ones.
    pub fn shrink_after_difference(&mut self) {
        if (self.fill - self.used) * 5 >= self.slots.len() - 1 {
            self.resize(self.used * if self.used > LARGE { 2 } else { 4 });
        }
    }

    /// Removes all keys.
    pub fn clear(&mut self) {
        *self = Table::new();
    }

    /// Removes the key that `popitem` of a dict or `pop` of a set takes, and gives its number.
    pub fn pop(&mut self) -> Option<usize> {
        if self.used == 0 {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut at = 0;
        if !self.slots[0].in_use() {
            at = usize::try_from(self.slots[0].hash).unwrap_or(0);
            if at > mask || at < 1 {
                at = 1;
            }
            while !self.slots[at].in_use() {
                at = if at == mask { 1 } else { at + 1 };
            }
        }
        let key = std::mem::replace(&mut self.slots[at].key, REMOVED);
        self.used -= 1;
        self.slots[0].hash = at as i64 + 1;
        Some(key)
    }

    /// A new table of more slots than `more_than`, with the keys in the order of their old slots.
    fn resize(&mut self, more_than: usize) {
        let size = (more_than + 1).next_power_of_two().max(LEAST);
        let old = std::mem::replace(&mut self.slots, vec![Slot::NEW; size]);
        (self.fill, self.used) = (0, 0);
        for slot in old.into_iter().filter(Slot::in_use) {
            self.insert_without_growth(slot.hash, slot.key);
        }
    }

    /// The slots to look at for a hash, one after the other: some slot is always free. Charges each, since many keys may have one hash, and
    /// ends when no work is left ([`Guard`]).
    fn probe(&self, hash: i64) -> impl Iterator<Item = usize> + use<> {
        let mask = self.slots.len() - 1;
        let mut perturb = hash as u64 as usize;
        let mut at = perturb;
        std::iter::once(at & mask).chain(std::iter::from_fn(move || {
            at = at.wrapping_mul(5).wrapping_add(perturb).wrapping_add(1);
            perturb >>= 5;
            Guard::work(PROBE).then_some(at & mask)
        }))
    }
}
