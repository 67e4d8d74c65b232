//! Writing objects as JSON, straight into the text.

use super::json::key_of;
use super::writer::Writer;
use crate::object::{Identity, Leaf, Object, TypeKind};

impl Writer {
    /// What [`Json::of`](super::Json::of) gives: attributes in the order they are declared, those that are not set are absent.
    pub fn value(&mut self, object: &Object) {
        let chosen;
        let object = match object.ty().kind() {
            TypeKind::Choice { .. } => {
                chosen = object.unwrap_choice();
                &chosen
            }
            _ => object,
        };
        if let Some(leaf) = object.as_leaf() {
            return self.leaf(leaf, matches!(object.ty().kind(), TypeKind::Float));
        }
        if !object.is_shared() {
            return self.parts(object);
        }
        // Jobs made from one template share most of their parts, and all of them the defaults of the schema.
        let key = (Identity(object.clone()), self.depth);
        if let Some(range) = self.shared.get(&key) {
            return self.out.extend_from_within(range.clone());
        }
        let start = self.out.len();
        self.parts(object);
        self.shared.insert(key, start..self.out.len());
    }

    fn parts(&mut self, object: &Object) {
        if let Some(elements) = object.as_list() {
            return self.list(elements, Writer::value);
        }
        if object.as_map().is_some() {
            let pairs = object.distinct_items().into_iter();
            let pairs = pairs.map(|(key, value)| (key_of(key), value));
            return self.object(pairs, Writer::value);
        }
        let fields = object.fields();
        self.object(
            fields.map(|(name, field)| (name, &field.value)),
            Writer::value,
        );
    }

    pub(super) fn leaf(&mut self, leaf: &Leaf, is_float: bool) {
        match leaf {
            Leaf::Text(text, _) => self.text(text),
            Leaf::Integer(number) if is_float => self.float(*number as f64),
            Leaf::Integer(number) => self.literal(number),
            Leaf::BigInteger(number) => self.literal(number),
            Leaf::Float(number) => self.float(*number),
            Leaf::Boolean(value) => self.boolean(*value),
            // No accepted job has one.
            Leaf::Other(_) => self.literal("null"),
        }
    }
}
