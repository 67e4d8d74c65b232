//! `executorConfig.data`: the job as the executor reads it, byte for byte what the client sends. The client: `json.dumps(job.get())`.
//!
//! The scheduler compares this text to decide whether an instance has to be replaced.

use super::json::key_of;
use super::writer::{Style, Writer};
use crate::object::{Identity, Object, TypeKind};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::rc::Rc;

/// Writes the data of one job after the other; what they share is worked out once.
pub struct DataWriter {
    writer: Writer,
    /// Where parts that objects share are in the text.
    shared: FxHashMap<Identity, Range<usize>>,
    orders: Orders,
}

impl Default for DataWriter {
    fn default() -> DataWriter {
        DataWriter {
            writer: Writer::new(Style::PYTHON),
            shared: FxHashMap::default(),
            orders: Orders::default(),
        }
    }
}

/// Attributes of a job that the executor does not get, since a change of them does not need other instances. The client:
/// `ALIASED_FIELDS`.
const LEFT_OUT: &[&str] = &["update_config", "instances"];

impl DataWriter {
    /// The data of a job that is resolved.
    pub fn data(&mut self, job: &Object) -> String {
        let start = self.writer.out.len();
        self.structure(job, LEFT_OUT);
        self.writer.out[start..].to_owned()
    }

    fn value(&mut self, object: &Object) {
        let chosen;
        let object = match object.is_choice() {
            true => {
                chosen = object.unwrap_choice();
                &chosen
            }
            false => object,
        };
        if let Some(leaf) = object.as_leaf() {
            let is_float = matches!(object.ty().kind(), TypeKind::Float);
            return self.writer.leaf(leaf, is_float);
        }
        if !object.is_shared() {
            return self.parts(object);
        }
        let key = Identity(object.clone());
        if let Some(range) = self.shared.get(&key) {
            return self.writer.out.extend_from_within(range.clone());
        }
        let start = self.writer.out.len();
        self.parts(object);
        self.shared.insert(key, start..self.writer.out.len());
    }

    fn parts(&mut self, object: &Object) {
        if let Some(elements) = object.as_list() {
            self.writer.out.push('[');
            for (index, element) in elements.iter().enumerate() {
                self.comma(index);
                self.value(element);
            }
            return self.writer.out.push(']');
        }
        if object.as_map().is_some() {
            self.writer.out.push('{');
            for (index, (key, value)) in object.items_of_get().iter().enumerate() {
                self.comma(index);
                self.name(&key_of(key));
                self.value(value);
            }
            return self.writer.out.push('}');
        }
        self.structure(object, &[]);
    }

    fn structure(&mut self, object: &Object, left_out: &[&str]) {
        self.writer.out.push('{');
        let order = self.orders.order(object, left_out);
        for (index, slot) in order.iter().enumerate() {
            if let Some((name, field)) = object.attribute_at(*slot as usize) {
                self.comma(index);
                self.name(name);
                self.value(&field.value);
            }
        }
        self.writer.out.push('}');
    }

    fn comma(&mut self, index: usize) {
        if index > 0 {
            self.writer.out.push_str(", ");
        }
    }

    fn name(&mut self, name: &str) {
        self.writer.text(name);
        self.writer.out.push_str(": ");
    }
}

/// The orders of attributes that were worked out: they follow from the type, and from which attributes are set.
#[derive(Default)]
struct Orders {
    known: FxHashMap<(usize, u64, usize), Rc<[u32]>>,
}

impl Orders {
    fn order(&mut self, object: &Object, left_out: &[&str]) -> Rc<[u32]> {
        let order = || object.order_of_get(|name| left_out.contains(&name)).into();
        match object.set_attributes() {
            Some(set) => {
                let key = (object.ty().identity(), set, left_out.len());
                self.known.entry(key).or_insert_with(order).clone()
            }
            // More attributes than a number has bits.
            None => order(),
        }
    }
}
