//! `str()` and `repr()` of objects, as Python 2 prints them.

use super::object::Data;
use super::{GivenKind, Object, ObjectError};
use crate::source::Text;

impl Object {
    /// Python's `str()`: interpolated, and that can fail.
    pub fn to_text(&self) -> Result<Text, ObjectError> {
        Ok(self.interpolated()?.shown())
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

    /// `str()` of an object that is interpolated already.
    pub(super) fn shown(&self) -> Text {
        match &self.0.data {
            Data::Leaf { leaf, .. } => leaf.to_text(),
            _ => {
                let mut out = String::new();
                self.write(&mut out);
                out.into()
            }
        }
    }

    fn write(&self, out: &mut String) {
        match &self.0.data {
            Data::Leaf { leaf, .. } => out.push_str(&leaf.to_text()),
            Data::Choice(given) => match &given.kind {
                GivenKind::Object(chosen) => chosen.write(out),
                _ => out.push_str(&given.describe()),
            },
            Data::List(elements) => {
                self.write_parts(out, ", ", elements.iter(), |element, out| {
                    element.write(out);
                });
            }
            Data::Map(pairs) => {
                self.write_parts(out, ", ", pairs.iter(), |(key, value), out| {
                    key.write(out);
                    out.push_str(" => ");
                    value.write(out);
                });
            }
            Data::Struct(_) => {
                let indent = format!(",\n{}", " ".repeat(self.ty().name().chars().count() + 1));
                self.write_parts(out, &indent, self.fields(), |(name, field), out| {
                    out.push_str(name);
                    out.push('=');
                    field.value.write(out);
                });
            }
            Data::Poison => {}
        }
    }

    fn write_parts<T>(
        &self,
        out: &mut String,
        separator: &str,
        parts: impl Iterator<Item = T>,
        write: impl Fn(T, &mut String),
    ) {
        out.push_str(self.ty().name());
        out.push('(');
        for (position, part) in parts.enumerate() {
            if position > 0 {
                out.push_str(separator);
            }
            write(part, out);
        }
        out.push(')');
    }
}
