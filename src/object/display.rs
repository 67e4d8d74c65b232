//! `str()` and `repr()` of objects, as Python 2 prints them.

use super::object::Data;
use super::{GivenKind, Object, ObjectError};
use crate::source::Text;

impl Object {
    /// Python's `str()`: interpolated, and that can fail.
    pub fn to_text(&self) -> Result<Text, ObjectError> {
        self.interpolated()?.shown()
    }

    /// Python's `repr()`: interpolated, and that can fail.
    pub fn repr(&self) -> Result<String, ObjectError> {
        let name = self.ty().name();
        match &self.0.data {
            Data::Leaf { .. } => Ok(format!("{name}({})", self.to_text()?.as_str())),
            Data::Choice(given) => match &given.kind {
                GivenKind::Object(object) => Ok(format!("{name}({})", object.repr()?)),
                GivenKind::Text(text) => Ok(format!("{name}({})", super::given::quote(text))),
                _ => Ok(format!("{name}({})", self.to_text()?.as_str())),
            },
            _ => Ok(self.to_text()?.as_str().to_owned()),
        }
    }

    /// `str()` of an object that is interpolated already. Its parts are interpolated once more, each for itself, which
    /// is when a `{{&name}}` in them is looked up.
    pub(super) fn shown(&self) -> Result<Text, ObjectError> {
        match &self.0.data {
            Data::Leaf { leaf, .. } => Ok(leaf.to_text()),
            Data::Choice(given) => match &given.kind {
                GivenKind::Object(chosen) => chosen.to_text(),
                _ => Ok(given.describe().into()),
            },
            Data::List(elements) => {
                let parts = elements.iter().map(Object::to_text);
                self.call(parts.collect::<Result<Vec<_>, _>>()?, ", ")
            }
            Data::Map(pairs) => {
                let pair = |(key, value): &(Object, Object)| {
                    let (key, value) = (key.to_text()?, value.to_text()?);
                    Ok(format!("{} => {}", key.as_str(), value.as_str()).into())
                };
                self.call(
                    pairs.iter().map(pair).collect::<Result<_, ObjectError>>()?,
                    ", ",
                )
            }
            Data::Struct(_) => {
                let separator = format!(",\n{}", " ".repeat(self.ty().name().chars().count() + 1));
                let parts = self.fields().map(|(name, field)| {
                    Ok(format!("{name}={}", field.value.to_text()?.as_str()).into())
                });
                self.call(parts.collect::<Result<_, ObjectError>>()?, &separator)
            }
            Data::Poison => Ok(Text::from("")),
        }
    }

    fn call(&self, parts: Vec<Text>, separator: &str) -> Result<Text, ObjectError> {
        let parts: Vec<&str> = parts.iter().map(Text::as_str).collect();
        Ok(format!("{}({})", self.ty().name(), parts.join(separator)).into())
    }
}
