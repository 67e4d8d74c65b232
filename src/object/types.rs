//! Types of objects. Pystachio: `Type`, `TypeFactory`, `TypeSignature`.

use super::Object;
use crate::source::Span;
use indexmap::IndexMap;
use std::rc::Rc;

/// A type. Two are equal if their names and parameters are (Pystachio: `TypeMetaclass.__instancecheck__`).
#[derive(Clone, Debug)]
pub struct Type(pub(super) Rc<TypeData>);

/// What a type is called and made of.
#[derive(Debug)]
pub struct TypeData {
    /// Pystachio's name: `String`, `ProcessList`, `StringIntegerMap`, `Enum_RO_RW`, `Choice_Container_Docker`, `Job`.
    pub name: Rc<str>,
    /// What it is made of.
    pub kind: TypeKind,
}

/// The kinds of types.
#[derive(Debug)]
#[allow(missing_docs)]
pub enum TypeKind {
    String,
    Integer,
    Float,
    Boolean,
    Enum { values: Vec<Rc<str>> },
    Choice { alternatives: Vec<Type> },
    List { element: Type },
    Map { key: Type, value: Type },
    Struct(StructType),
}

/// A struct's attributes in declaration order.
#[derive(Debug)]
pub struct StructType {
    /// The attributes by name.
    pub attributes: IndexMap<Rc<str>, Attribute>,
    /// Where the class is defined.
    pub span: Span,
    /// The class's doc string.
    pub documentation: Option<Rc<str>>,
}

/// An attribute of a struct.
#[derive(Debug)]
pub struct Attribute {
    /// Its type.
    pub ty: Type,
    /// Whether every object must set it.
    pub required: bool,
    /// Its value where none is set.
    pub default: Option<Object>,
    /// Where it is declared.
    pub span: Span,
}

impl Type {
    /// Pystachio's name of the type.
    pub fn name(&self) -> &Rc<str> {
        &self.0.name
    }

    /// What it is made of.
    pub fn kind(&self) -> &TypeKind {
        &self.0.kind
    }

    /// The attributes, if it is a struct.
    pub fn as_struct(&self) -> Option<&StructType> {
        match &self.0.kind {
            TypeKind::Struct(struct_type) => Some(struct_type),
            _ => None,
        }
    }
}
