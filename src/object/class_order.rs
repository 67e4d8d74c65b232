//! The order in which an object of a struct holds its attributes, and that of what `get()` gives.
//!
//! Pystachio keeps both in dicts, so that they follow from the hashes of the names. It makes two classes of one struct. The class that a
//! configuration writes takes the attributes in the order of the class body, a dict. Where the struct is the type of an attribute or an
//! element, the class is rebuilt from a description that has them sorted. Pystachio: `StructMetaclass.attributes_to_parameters`,
//! `StructFactory.create`, `Structural.__init__`, `Structural.get`.

use super::compare::leaves_equal;
use super::{Field, Object, StructType};
use crate::python2::{Table, hash};
use std::sync::{Arc, OnceLock};

/// How a class got its attributes.
#[derive(Clone, Debug)]
pub enum Declared {
    /// From the body of a class: the names that it stores, in this order, unless these are just the attributes.
    Written(Option<Arc<[Arc<str>]>>),
    /// From a description, sorted.
    Rebuilt,
}

/// An attribute by its index in the declaration, and the hash of its name.
type Slot = (u32, i64);

/// The attributes in the order of the class; worked out when it is asked for.
#[derive(Debug)]
pub(super) struct ClassOrder {
    pub declared: Declared,
    slots: OnceLock<Box<[Slot]>>,
}

impl ClassOrder {
    pub fn new(declared: Declared) -> ClassOrder {
        ClassOrder {
            declared,
            slots: OnceLock::new(),
        }
    }
}

impl StructType {
    /// The attributes as an object of this class holds them.
    fn slots(&self) -> &[Slot] {
        self.order.slots.get_or_init(|| {
            let slot = |index: usize, name: &str| (index as u32, hash::characters(name));
            let attributes = self.attributes.keys().enumerate();
            let described: Vec<Slot> = match &self.order.declared {
                Declared::Written(names) => {
                    let names: Vec<&Arc<str>> = match names {
                        Some(names) => names.iter().collect(),
                        None => self.attributes.keys().collect(),
                    };
                    let module = (u32::MAX, hash::characters("__module__"));
                    let body =
                        names
                            .into_iter()
                            .map(|name| match self.attributes.get_index_of(name) {
                                Some(index) => slot(index, name),
                                None => (u32::MAX, hash::characters(name)),
                            });
                    let body = added([module].into_iter().chain(body).collect());
                    body.into_iter()
                        .filter(|(index, _)| *index != u32::MAX)
                        .collect()
                }
                Declared::Rebuilt => {
                    let mut sorted: Vec<(usize, &Arc<str>)> = attributes.collect();
                    sorted.sort_by_key(|(_, name)| *name);
                    sorted
                        .into_iter()
                        .map(|(index, name)| slot(index, name))
                        .collect()
                }
            };
            // `TYPEMAP`, then `_schema_data`.
            added(added(described)).into()
        })
    }
}

/// The keys of a dict to which these were added, one after the other, in its order.
fn added(slots: Vec<Slot>) -> Vec<Slot> {
    let table = Table::of_adds(slots.iter().map(|(_, hash)| *hash));
    table.keys().map(|key| slots[key]).collect()
}

fn is_same_key(a: &Object, b: &Object) -> bool {
    match (a.as_leaf(), b.as_leaf()) {
        (Some(a), Some(b)) => leaves_equal(a, b),
        _ => false,
    }
}

impl Object {
    /// The attributes that are set, in the order in which the object holds them (`str`); none if it is no struct.
    pub fn fields_of_class(&self) -> impl Iterator<Item = (&Arc<str>, &Field)> {
        let ty = self.ty().as_struct();
        let slots = ty.map(StructType::slots).unwrap_or_default();
        slots.iter().filter_map(move |(index, _)| {
            let (name, _) = ty?.attributes.get_index(*index as usize)?;
            Some((name, self.slot(*index as usize)?))
        })
    }

    /// An attribute by its index in the declaration, and its name, if it is set.
    pub fn attribute_at(&self, index: usize) -> Option<(&Arc<str>, &Field)> {
        let (name, _) = self.ty().as_struct()?.attributes.get_index(index)?;
        Some((name, self.slot(index)?))
    }

    /// Which attributes are set, one bit each, by their indices in the declaration; `None` if there are more than fit.
    pub fn set_attributes(&self) -> Option<u64> {
        let count = self.ty().as_struct()?.attributes.len();
        let bits = (0..count).map(|index| u64::from(self.slot(index).is_some()) << (index & 63));
        (count <= 64).then(|| bits.fold(0, |set, bit| set | bit))
    }

    /// The keys and values of a map in the order of what `get()` gives; of equal keys the last value counts. None if it is no map.
    pub fn items_of_get(&self) -> Vec<(&Object, &Object)> {
        let (items, table) = self.dict_of_items();
        match table {
            Some(table) => table.keys().map(|key| items[key]).collect(),
            None => items,
        }
    }

    /// The keys and values of a map in the order they were given, of equal keys the last value in the place of the first. None if it is no
    /// map.
    pub fn distinct_items(&self) -> Vec<(&Object, &Object)> {
        self.dict_of_items().0
    }

    /// The items as a dict has them, and its table; none if a key goes by its address, of which the order cannot be known.
    fn dict_of_items(&self) -> (Vec<(&Object, &Object)>, Option<Table>) {
        let mut table = Table::new();
        let mut items: Vec<(&Object, &Object)> = Vec::new();
        let mut have_hashes = true;
        for (key, value) in self.as_map().unwrap_or_default() {
            let hash = key.python_hash();
            have_hashes &= hash.is_some();
            let hash = hash.unwrap_or_default();
            match table.find(hash, |other| is_same_key(items[other].0, key)) {
                Some(first) => items[first].1 = value,
                None => {
                    table.insert(hash, items.len());
                    items.push((key, value));
                }
            }
        }
        (items, have_hashes.then_some(table))
    }

    /// The attributes that are set, by their indices in the declaration, in the order of what `get()` gives. `is_left_out` says of a name
    /// that the attribute does not count.
    pub fn order_of_get(&self, is_left_out: impl Fn(&str) -> bool) -> Vec<u32> {
        let Some(ty) = self.ty().as_struct() else {
            return Vec::new();
        };
        let is_set = |(index, _): &Slot| {
            let attribute = ty.attributes.get_index(*index as usize);
            self.slot(*index as usize).is_some()
                && attribute.is_some_and(|(name, _)| !is_left_out(name))
        };
        let set = ty.slots().iter().filter(|slot| is_set(slot)).copied();
        let got = added(set.collect());
        got.into_iter().map(|(index, _)| index).collect()
    }
}
