//! Objects: a type, data, and the scopes that were bound to them.

use super::fields::Fields;
use super::pairs::Pairs;
use super::scopes::{Scope, Scopes};
use super::{ObjectError, ObjectErrorKind, PlainKind, PlainValue, StringType, Type, TypeKind};
use crate::object::Environment;
use crate::source::{Span, Text};

use crate::template::Template;
use num_bigint::BigInt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// An immutable object; cloning shares it.
#[derive(Clone, Debug)]
pub struct Object(pub(super) Arc<ObjectData>);

#[derive(Clone, Debug)]
pub(super) struct ObjectData {
    pub ty: Type,
    /// The expression that wrote the value: the literal, or the call that made the struct.
    pub span: Span,
    pub data: Data,
    /// What was bound to this object itself.
    pub scopes: Scopes,
    pub state: State,
    /// That interpolating it by itself changes nothing and finds no problem.
    pub is_resolved: Mark,
}

/// A note that can be made on a shared object. A copy, which may get other scopes, does not have it.
#[derive(Debug, Default)]
pub(super) struct Mark(AtomicBool);

impl Mark {
    pub fn get(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    pub fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Clone for Mark {
    fn clone(&self) -> Mark {
        Mark::default()
    }
}

/// What an object holds. Parts are shared between an object and the copies that binding makes of it.
#[derive(Clone, Debug)]
pub(super) enum Data {
    Leaf {
        leaf: Leaf,
        /// The references in the text, if there are any.
        template: Option<Arc<Template>>,
    },
    /// The value as given: which alternative it is decided only when it is needed.
    Choice(Arc<PlainValue>),
    List(Arc<[Object]>),
    Map(Arc<Pairs>),
    /// One for each attribute of the struct.
    Struct(Arc<Fields>),
    Poison,
}

/// What is known of an object as a whole, so that whole trees can be skipped.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    /// Interpolating changes nothing and finds nothing, whatever is bound.
    pub settled: bool,
    /// No required attribute is missing anywhere in it.
    pub complete: bool,
    /// Something in it is the result of an expression that failed.
    pub poisoned: bool,
    /// An attribute somewhere in it was set to `Empty`.
    pub lacks_default: bool,
    /// Interpolation gave it, so that its strings are `unicode`, also those of parts that are shared because nothing else in them
    /// changed. [`Object::part`] passes it on.
    pub interpolated: bool,
    /// How deeply objects are nested in it, its scopes included.
    pub depth: u16,
}

/// An object as a key: the very same one, not one that is equal.
#[derive(Clone, Debug)]
pub struct Identity(pub Object);

impl PartialEq for Identity {
    fn eq(&self, other: &Identity) -> bool {
        self.0.is(&other.0)
    }
}

impl Eq for Identity {}

impl Hash for Identity {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.0.0).hash(state);
    }
}

/// A simple value.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum Leaf {
    Text(Text, StringType),
    Integer(i64),
    BigInteger(Arc<BigInt>),
    Float(f64),
    Boolean(bool),
    /// Something that no object can hold; an error when the object is checked.
    Other(Arc<str>),
}

/// An attribute that is set.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its value.
    pub value: Object,
    /// The keyword or dict key that set it; the declaration, if it is a default.
    pub set_by: Span,
    /// Whether the value is the default of the struct.
    pub is_default: bool,
}

impl Object {
    /// How deeply objects may be nested, their scopes included; Python's recursion ends a little earlier.
    pub const MAX_DEPTH: u16 = 150;

    /// Its type.
    pub fn ty(&self) -> &Type {
        &self.0.ty
    }

    /// The expression that wrote the value: the literal, or the call that made the struct or copied it last.
    pub fn span(&self) -> Span {
        self.0.span
    }

    /// The same object, written elsewhere.
    pub fn written_at(&self, span: Span) -> Object {
        let mut data = (*self.0).clone();
        data.span = span;
        Object(Arc::new(data))
    }

    /// The value, if it is a simple one; raw, not interpolated.
    pub fn as_leaf(&self) -> Option<&Leaf> {
        match &self.0.data {
            Data::Leaf { leaf, .. } => Some(leaf),
            _ => None,
        }
    }

    /// The elements, if it is a list; raw, not interpolated.
    pub fn as_list(&self) -> Option<&[Object]> {
        match &self.0.data {
            Data::List(elements) => Some(elements),
            _ => None,
        }
    }

    /// Keys and values, if it is a map; raw, not interpolated.
    pub fn as_map(&self) -> Option<&[(Object, Object)]> {
        match &self.0.data {
            Data::Map(pairs) => Some(pairs),
            _ => None,
        }
    }

    /// Keys and values, if it is a map, in the order in which the keys are written: for what is shown to people.
    pub fn written_pairs(&self) -> Option<Vec<&(Object, Object)>> {
        let mut pairs: Vec<&(Object, Object)> = self.as_map()?.iter().collect();
        pairs.sort_by_key(|(key, _)| (key.span().file, key.span().start));
        Some(pairs)
    }

    /// An attribute, if it is a struct and the attribute is set (or has a default); raw, not interpolated.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.slot(self.0.ty.as_struct()?.attributes.get_index_of(name)?)
    }

    /// An attribute by its index in the declaration, if it is set.
    pub(super) fn slot(&self, index: usize) -> Option<&Field> {
        match &self.0.data {
            Data::Struct(fields) => fields.get(index)?.as_ref(),
            _ => None,
        }
    }

    /// The attributes that are set, in declaration order; none if it is no struct.
    pub fn fields(&self) -> impl Iterator<Item = (&Arc<str>, &Field)> {
        let fields: &[Option<Field>] = match &self.0.data {
            Data::Struct(fields) => fields,
            _ => &[],
        };
        let names = self.0.ty.as_struct().map(|ty| ty.attributes.keys());
        names
            .into_iter()
            .flatten()
            .zip(fields)
            .filter_map(|(name, field)| Some((name, field.as_ref()?)))
    }

    /// Whether an attribute in it, or in one of its parts, was set to `Empty`.
    pub fn lacks_default(&self) -> bool {
        self.0.state.lacks_default
    }

    /// Where an attribute was set to `Empty`, if it is a struct whose attribute was removed so.
    pub fn removed(&self, name: &str) -> Option<Span> {
        let index = self.0.ty.as_struct()?.attributes.get_index_of(name)?;
        let Data::Struct(fields) = &self.0.data else {
            return None;
        };
        let mut removed = fields.removed.iter();
        removed
            .find(|(slot, _)| *slot == index)
            .map(|(_, empty)| *empty)
    }

    /// Whether an attribute is set. Pystachio: `object.has_name()`.
    pub fn has(&self, attribute: &str) -> Result<bool, ObjectError> {
        self.attribute_exists(attribute)?;
        Ok(self.field(attribute).is_some())
    }

    /// Whether references can lead into it: structs, lists and maps. Pystachio: `Namable`.
    pub fn is_namable(&self) -> bool {
        matches!(self.0.data, Data::Struct(_) | Data::List(_) | Data::Map(_))
    }

    /// Puts bindings in front of those it has.
    pub fn bind(&self, scope: impl Into<Scope>) -> Object {
        let scope = scope.into();
        let depth = scope.depth();
        self.with_scopes(self.0.scopes.in_front(scope), depth)
    }

    /// Puts bindings behind those it has.
    pub fn in_scope(&self, scope: impl Into<Scope>) -> Object {
        let scope = scope.into();
        let depth = scope.depth();
        let behind = Scopes::default().in_front(scope);
        self.with_scopes(self.0.scopes.join(&behind), depth)
    }

    /// What was bound to this very object, not to what is in it or around it; the bindings that win come first.
    pub fn environments(&self) -> Vec<&Environment> {
        self.0.scopes.environments()
    }

    /// Whether anything was bound to this very object, or put around it.
    pub fn has_scopes(&self) -> bool {
        !self.0.scopes.is_empty()
    }

    /// Whether it is a choice, of which alternatives was not decided yet.
    pub fn is_choice(&self) -> bool {
        matches!(self.0.data, Data::Choice(_))
    }

    /// The object with every choice on the way replaced by what was chosen; itself if it is no choice, or none fits.
    pub fn unwrap_choice(&self) -> Object {
        let mut object = self.clone();
        for _ in 0..Object::MAX_DEPTH {
            let Data::Choice(_) = &object.0.data else {
                break;
            };
            let interpolated = object.interpolate().object;
            match &interpolated.0.data {
                Data::Choice(given) => match &given.kind {
                    PlainKind::Object(chosen) => object = chosen.clone(),
                    _ => break,
                },
                _ => break,
            }
        }
        object
    }

    /// Whether both are the very same object (Python's `is`), rather than equal ones.
    pub fn is(&self, other: &Object) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Whether something else holds the very same object too.
    pub fn is_shared(&self) -> bool {
        Arc::strong_count(&self.0) > 1
    }

    /// Whether anything in it is the result of an expression that failed.
    pub fn is_poisoned(&self) -> bool {
        self.0.state.poisoned
    }

    /// The value as plain data, raw, not interpolated (Pystachio: `get()`), with the spans it was written at. A struct
    /// is a map without the attributes that are not set. A choice has to be decided for this, and that can fail.
    pub fn get(&self) -> Result<PlainValue, ObjectError> {
        let kind = match &self.0.data {
            Data::Leaf { leaf, .. } => match leaf {
                Leaf::Text(text, of_type) => PlainKind::Text(text.clone(), *of_type),
                Leaf::Integer(number) => PlainKind::Integer(*number),
                Leaf::BigInteger(number) => PlainKind::BigInteger(number.clone()),
                Leaf::Float(number) => PlainKind::Float(*number),
                Leaf::Boolean(value) => PlainKind::Boolean(*value),
                Leaf::Other(words) => PlainKind::Other(words.clone()),
            },
            Data::Choice(_) => {
                let chosen = self.decide()?;
                return chosen.as_interpolated().get();
            }
            Data::List(elements) => {
                let values = elements.iter().map(|it| self.part(it).get());
                PlainKind::List(values.collect::<Result<_, _>>()?)
            }
            Data::Map(pairs) => PlainKind::Map(
                pairs
                    .iter()
                    .map(|(key, value)| Ok((self.part(key).get()?, self.part(value).get()?)))
                    .collect::<Result<_, ObjectError>>()?,
            ),
            Data::Struct(_) => PlainKind::Map(
                self.fields()
                    .map(|(name, field)| {
                        let key = PlainValue {
                            kind: PlainKind::Text(Text::from(&**name), StringType::Plain),
                            span: field.set_by,
                        };
                        Ok((key, self.part(&field.value).get()?))
                    })
                    .collect::<Result<_, ObjectError>>()?,
            ),
            Data::Poison => PlainKind::Poison,
        };
        Ok(PlainValue {
            kind,
            span: self.0.span,
        })
    }

    /// What a choice was decided to be, interpolated.
    pub(super) fn decide(&self) -> Result<Object, ObjectError> {
        let interpolation = self.interpolate();
        if let Some(problem) = interpolation.problems.into_iter().next() {
            return Err(problem.into());
        }
        match &interpolation.object.0.data {
            Data::Choice(given) => match &given.kind {
                PlainKind::Object(chosen) => Ok(chosen.clone()),
                _ => Ok(Object::poison(self.ty(), self.span())),
            },
            _ => Ok(interpolation.object),
        }
    }

    /// `AttributeError` unless the struct has the attribute.
    pub(super) fn attribute_exists(&self, attribute: &str) -> Result<(), ObjectError> {
        let ty = self.ty();
        if ty
            .as_struct()
            .is_some_and(|ty| ty.attributes.contains_key(attribute))
        {
            return Ok(());
        }
        Err(ObjectError {
            kind: ObjectErrorKind::UnknownAttribute {
                ty: ty.clone(),
                attribute: attribute.into(),
            },
            span: self.span(),
            python_message: format!("{} has no attribute {attribute}", ty.name()),
        })
    }

    /// In words, for a message: "a Process", "an Integer with the value 3".
    pub fn describe(&self) -> String {
        let name = self.ty().name();
        let article = if name.starts_with(['A', 'E', 'I', 'O', 'U']) {
            "an"
        } else {
            "a"
        };
        match (&self.0.data, self.ty().kind()) {
            (_, TypeKind::List { element }) => format!("a List of {}", element.name()),
            (_, TypeKind::Map { key, value }) => {
                format!("a Map of {} to {}", key.name(), value.name())
            }
            (Data::Leaf { leaf, .. }, _) => {
                format!(
                    "{article} {name} object ({})",
                    super::plain_value::quote(&leaf.to_text())
                )
            }
            _ => format!("{article} {name} object"),
        }
    }

    pub(crate) fn depth(&self) -> u16 {
        self.0.state.depth
    }

    fn with_scopes(&self, scopes: Scopes, depth: u16) -> Object {
        let mut data = (*self.0).clone();
        data.state.depth = data.state.depth.max(depth.saturating_add(1));
        if data.state.depth <= Object::MAX_DEPTH {
            data.scopes = scopes;
        } // Else interpolating reports it; the bindings have to go, or dropping the object would recurse too deeply.
        data.state.settled &= matches!(data.data, Data::Leaf { .. } | Data::Poison);
        Object(Arc::new(data))
    }
}

impl Object {
    /// The object with scopes behind its own.
    pub(super) fn behind(&self, outer: &Scopes) -> Object {
        self.with_scopes(self.0.scopes.join(outer), outer.depth())
    }
}
