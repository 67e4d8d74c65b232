//! Bindings: addresses and what they stand for. Pystachio: `Environment`.

use super::{Object, ObjectError, ObjectErrorKind, PlainKind, PlainValue, float_text};
use crate::source::{Span, Text};
use crate::template::{Component, Reference};
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use std::sync::Arc;

/// What a name stands for.
#[derive(Clone, Debug)]
pub enum BindingValue {
    /// Text, also that of a number.
    Text(Text),
    /// An object.
    Object(Object),
    /// The result of an expression that failed: silences what refers to it.
    Poison,
}

/// A bound value, and who bound it.
#[derive(Clone, Debug)]
pub struct Binding {
    /// The value.
    pub value: BindingValue,
    /// The keyword or dict key.
    pub name_span: Span,
    /// The expression that wrote the value.
    pub value_span: Span,
}

type Table = IndexMap<Arc<[Component]>, Binding, FxBuildHasher>;

/// Bindings: addresses and what they stand for. Immutable and shared.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    table: Arc<Table>,
    depth: u16,
}

impl Environment {
    /// Starts to collect bindings.
    pub fn builder() -> EnvironmentBuilder {
        EnvironmentBuilder::default()
    }

    /// What is bound to exactly this address.
    pub(crate) fn get(&self, address: &[Component]) -> Option<&Binding> {
        self.table.get(address)
    }

    /// All bindings in the order they were made.
    pub fn iter(&self) -> impl Iterator<Item = (Reference, &Binding)> {
        self.table
            .iter()
            .map(|(address, binding)| (Reference::from_components(address.clone()), binding))
    }

    /// The bindings without their addresses, likewise.
    pub fn values(&self) -> impl Iterator<Item = &Binding> {
        self.table.values()
    }

    /// Whether nothing is bound.
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// How deeply objects are nested in it, their scopes included.
    pub(crate) fn depth(&self) -> u16 {
        self.depth
    }
}

/// Collects bindings; of two for the same address the later wins.
#[derive(Debug, Default)]
pub struct EnvironmentBuilder {
    table: Table,
    depth: u16,
}

impl EnvironmentBuilder {
    /// Binds `key`, an address as text or a reference.
    pub fn bind(&mut self, key: &PlainValue, value: &PlainValue) -> Result<(), ObjectError> {
        let address = address_of(key)?;
        self.insert(&address, key.span, value, 0)
    }

    /// Binds a keyword argument.
    pub fn keyword(
        &mut self,
        name: &str,
        name_span: Span,
        value: &PlainValue,
    ) -> Result<(), ObjectError> {
        let key = PlainValue {
            kind: PlainKind::text(Text::new(name)),
            span: name_span,
        };
        self.bind(&key, value)
    }

    /// Binds everything of a dict or of another environment. Pystachio: `Environment(given)`.
    pub fn extend(&mut self, given: &PlainValue) -> Result<(), ObjectError> {
        match &given.kind {
            PlainKind::Map(pairs) => pairs.iter().try_for_each(|(key, value)| {
                let address = address_of(key)?;
                self.insert(&address, key.span, value, 0)
            }),
            PlainKind::Environment(environment) => {
                self.depth = self.depth.max(environment.depth);
                for (address, binding) in environment.table.iter() {
                    self.table.insert(address.clone(), binding.clone());
                }
                Ok(())
            }
            PlainKind::Poison => Ok(()),
            _ => Err(bad_binding(given)),
        }
    }

    /// The environment.
    pub fn finish(self) -> Environment {
        Environment {
            table: Arc::new(self.table),
            depth: self.depth,
        }
    }

    fn insert(
        &mut self,
        address: &Reference,
        name_span: Span,
        given: &PlainValue,
        nesting: u16,
    ) -> Result<(), ObjectError> {
        if nesting > Object::MAX_DEPTH {
            return Err(ObjectError::too_deep(given.span));
        }
        let value = match &given.kind {
            PlainKind::Map(pairs) => {
                return pairs.iter().try_for_each(|(key, value)| {
                    let address = address.join(&address_of(key)?);
                    self.insert(&address, key.span, value, nesting + 1)
                });
            }
            PlainKind::Environment(environment) => {
                self.depth = self.depth.max(environment.depth);
                for (rest, binding) in environment.iter() {
                    let address = address.join(&rest);
                    self.table
                        .insert(address.shared_components().clone(), binding.clone());
                }
                return Ok(());
            }
            _ => binding_value(given)?,
        };
        if let BindingValue::Object(object) = &value {
            self.depth = self.depth.max(object.depth() + 1);
            if self.depth > Object::MAX_DEPTH {
                return Err(ObjectError::too_deep(given.span));
            }
        }
        let binding = Binding {
            value,
            name_span,
            value_span: given.span,
        };
        self.table
            .insert(address.shared_components().clone(), binding);
        Ok(())
    }
}

/// Pystachio: `Environment.wrap`: numbers become text at once.
fn binding_value(given: &PlainValue) -> Result<BindingValue, ObjectError> {
    let computed = |text: String| BindingValue::Text(Text::from(text));
    Ok(match &given.kind {
        PlainKind::Text(text, _) => BindingValue::Text(text.clone()),
        PlainKind::Integer(number) => computed(number.to_string()),
        PlainKind::BigInteger(number) => computed(number.to_string()),
        PlainKind::Float(number) => computed(float_text(*number)),
        PlainKind::Boolean(true) => computed("True".into()),
        PlainKind::Boolean(false) => computed("False".into()),
        PlainKind::Object(object) => BindingValue::Object(object.clone()),
        PlainKind::Poison => BindingValue::Poison,
        _ => return Err(bad_binding(given)),
    })
}

fn address_of(key: &PlainValue) -> Result<Reference, ObjectError> {
    match &key.kind {
        PlainKind::Reference(reference) => Ok(reference.clone()),
        PlainKind::Text(text, _) => Reference::parse(text).map_err(|reason| ObjectError {
            kind: ObjectErrorKind::InvalidAddress {
                address: text.to_string(),
                reason,
            },
            span: key.span,
            python_message: Reference::refusal(text),
        }),
        _ => Err(ObjectError {
            kind: ObjectErrorKind::InvalidAddress {
                address: key.describe(),
                reason: "a name must be a string".into(),
            },
            span: key.span,
            python_message: format!("Invalid address: {}", key.describe()),
        }),
    }
}

fn bad_binding(given: &PlainValue) -> ObjectError {
    ObjectError {
        kind: ObjectErrorKind::BadBinding {
            found: given.describe(),
        },
        span: given.span,
        python_message: format!(
            "Environment values must be strings, numbers, Objects or other Environments. Got {} instead.",
            given.describe()
        ),
    }
}
