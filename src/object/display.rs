//! `str()` and `repr()` of objects, as Python 2 prints them.

use super::object::Data;
use super::{Limits, Object, ObjectError, PlainKind, StringType};
use crate::python2::string_repr;
use crate::source::Text;

impl Object {
    /// Python's `str()`: interpolated, and that can fail.
    pub fn to_text(&self, limits: &Limits<'_>) -> Result<Text, ObjectError> {
        self.interpolated(limits)?.shown(limits)
    }

    /// Python's `repr()`: interpolated, and that can fail.
    pub fn repr(&self, limits: &Limits<'_>) -> Result<String, ObjectError> {
        let name = self.ty().name();
        match &self.0.data {
            Data::Leaf { .. } => Ok(format!("{name}({})", self.to_text(limits)?.as_str())),
            Data::Choice(given) => match &given.kind {
                PlainKind::Object(object) => Ok(format!("{name}({})", object.repr(limits)?)),
                PlainKind::Text(text, of_type) => {
                    let text = string_repr(text, *of_type == StringType::Unicode);
                    Ok(format!("{name}({text})"))
                }
                _ => Ok(format!("{name}({})", self.to_text(limits)?.as_str())),
            },
            _ => Ok(self.to_text(limits)?.as_str().to_owned()),
        }
    }

    /// `str()` of an object that is interpolated already. Its parts are interpolated once more, each for itself, which
    /// is when a `{{&name}}` in them is looked up.
    pub(super) fn shown(&self, limits: &Limits<'_>) -> Result<Text, ObjectError> {
        match &self.0.data {
            Data::Leaf { leaf, .. } => Ok(leaf.to_text()),
            Data::Choice(given) => match &given.kind {
                PlainKind::Object(chosen) => chosen.to_text(limits),
                _ => Ok(given.describe().into()),
            },
            Data::List(elements) => {
                let parts = elements.iter().map(|it| it.to_text(limits));
                self.call(parts, ", ", limits)
            }
            Data::Map(pairs) => {
                let parts = pairs.iter().map(|(key, value)| {
                    let (key, value) = (key.to_text(limits)?, value.to_text(limits)?);
                    Ok(format!("{} => {}", key.as_str(), value.as_str()).into())
                });
                self.call(parts, ", ", limits)
            }
            Data::Struct(_) => {
                let separator = format!(",\n{}", " ".repeat(self.ty().name().chars().count() + 1));
                let parts = self.fields_of_class().map(|(name, field)| {
                    Ok(format!("{name}={}", field.value.to_text(limits)?.as_str()).into())
                });
                self.call(parts, &separator, limits)
            }
            Data::Poison => Ok(Text::from("")),
        }
    }

    fn call(
        &self,
        parts: impl Iterator<Item = Result<Text, ObjectError>>,
        separator: &str,
        limits: &Limits<'_>,
    ) -> Result<Text, ObjectError> {
        let mut text = format!("{}(", self.ty().name());
        for (index, part) in parts.enumerate() {
            if index > 0 {
                text.push_str(separator);
            }
            text.push_str(part?.as_str());
            if text.len() > limits.text {
                return Err(ObjectError::too_large(limits.text, self.span()));
            }
        }
        text.push(')');
        Ok(text.into())
    }
}
