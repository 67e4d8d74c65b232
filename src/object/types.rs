//! Types of objects. Pystachio: `Type`, `TypeFactory`, `TypeSignature`.

use super::class_order::{ClassOrder, Declared};
use super::rebuild::Rebuilding;
use super::{Object, PlainKind, PlainValue};
use crate::source::Span;
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::sync::OnceLock;

/// A type. Two are equal if their names and parameters are (Pystachio: `TypeMetaclass.__instancecheck__`).
#[derive(Clone)]
pub struct Type(pub(super) Arc<TypeData>);

/// What a type is called and made of.
#[derive(Debug)]
pub struct TypeData {
    /// Pystachio's name: `String`, `ProcessList`, `StringIntegerMap`, `Enum_RO_RW`, `Choice_Container_Docker`, `Job`.
    pub name: Arc<str>,
    /// What it is made of.
    pub kind: TypeKind,
    /// A hash of the name and all parameters: comparing deeply would take exponential time for types that use one
    /// another twice. Most types are only ever compared with themselves.
    fingerprint: OnceLock<Fingerprint>,
    pub(super) depth: u16,
    /// Whether an `Enum` is in it, of which every type that mentions it has one of its own.
    pub(super) has_enum: bool,
    /// Whether a `Choice` is in it, which may fail to be compared with itself.
    pub(super) has_choice: bool,
    /// How many types were made along with it.
    copied: u32,
}

/// The kinds of types.
#[derive(Debug)]
#[allow(missing_docs)]
#[expect(
    clippy::large_enum_variant,
    reason = "there are few types, nearly all of them structs"
)]
pub enum TypeKind {
    String,
    Integer,
    Float,
    Boolean,
    Enum { values: Vec<Arc<str>> },
    Choice { alternatives: Vec<Type> },
    List { element: Type },
    Map { key: Type, value: Type },
    Struct(StructType),
}

/// A struct's attributes in declaration order.
#[derive(Debug)]
pub struct StructType {
    /// The attributes by name.
    pub attributes: IndexMap<Arc<str>, Attribute, FxBuildHasher>,
    /// Where the class is defined.
    pub span: Span,
    /// The class's doc string.
    pub documentation: Option<Arc<str>>,
    /// What the class and those above it declare in vain.
    pub ignored: Ignored,
    /// What else the class and those above it define that has the name of an attribute, or of what asks for one, and where: it is read in
    /// the place of the attribute.
    pub hiding: Box<Hiding>,
    /// The struct that it stands for as the type of an attribute or element, if it inherits from one.
    pub(super) stands_for: Option<Type>,
    /// A hash of the attributes alone: structs are compared without their names.
    pub(super) schema: OnceLock<Fingerprint>,
    /// The order in which objects hold the attributes.
    pub(super) order: ClassOrder,
    /// The struct as the type of an attribute or element, once it was asked for, if all of these are alike.
    pub(super) rebuilt: OnceLock<Type>,
}

/// An attribute that a class declares in vain.
#[derive(Clone, Copy, Debug)]
pub struct IgnoredAttribute {
    /// Where.
    pub span: Span,
    /// The comma behind it, which makes a tuple of it; else the class inherits from a struct other than `Struct`.
    pub comma: Option<Span>,
}

/// Attributes that are declared and that the struct does not have, by name.
pub type Ignored = IndexMap<Arc<str>, IgnoredAttribute, FxBuildHasher>;

/// Names that hide attributes of a struct, and where they are defined.
pub type Hiding = IndexMap<Arc<str>, Span, FxBuildHasher>;

/// How many ignored attributes a struct takes over from the one above: in a long line of structs each would copy those of all.
const MOST_IGNORED: usize = 100;

/// An attribute of a struct.
#[derive(Clone, Debug)]
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

/// Longer names, which lists of lists of … get, are an error.
const MAX_NAME: usize = 1 << 14;

thread_local! {
    static SIMPLE: [Type; 4] = [
        Type::simple("String", TypeKind::String),
        Type::simple("Integer", TypeKind::Integer),
        Type::simple("Float", TypeKind::Float),
        Type::simple("Boolean", TypeKind::Boolean),
    ];
}

impl Type {
    /// Pystachio's name of the type.
    pub fn name(&self) -> &Arc<str> {
        &self.0.name
    }

    /// Tells types apart that are equal.
    pub fn identity(&self) -> usize {
        Arc::as_ptr(&self.0) as usize
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

    /// Text.
    pub fn string() -> Type {
        SIMPLE.with(|[ty, ..]| ty.clone())
    }

    /// Whole numbers.
    pub fn integer() -> Type {
        SIMPLE.with(|[_, ty, ..]| ty.clone())
    }

    /// Floating point numbers.
    pub fn float() -> Type {
        SIMPLE.with(|[_, _, ty, _]| ty.clone())
    }

    /// True and False.
    pub fn boolean() -> Type {
        SIMPLE.with(|[.., ty]| ty.clone())
    }

    /// One of a set of words. Without a name it gets Pystachio's: `Enum_RO_RW`.
    pub fn enum_(name: Option<&str>, values: Vec<Arc<str>>) -> Result<Type, String> {
        let name = name.map_or_else(|| format!("Enum_{}", values.join("_")), str::to_owned);
        Type::checked(name, TypeKind::Enum { values }, 0, 0)
    }

    /// One of several types. Without a name it gets Pystachio's: `Choice_Container_Docker`.
    pub fn choice(name: Option<&str>, alternatives: Vec<Type>) -> Result<Type, String> {
        let mut made = Rebuilding::default();
        let alternatives: Vec<Type> = alternatives.iter().map(|it| made.parameter(it)).collect();
        let name = name.map_or_else(
            || {
                let names: Vec<&str> = alternatives.iter().map(|ty| &*ty.0.name).collect();
                format!("Choice_{}", names.join("_"))
            },
            str::to_owned,
        );
        let depth = alternatives.iter().map(|ty| ty.0.depth).max().unwrap_or(0);
        let kind = TypeKind::Choice { alternatives };
        Type::checked(name, kind, depth, made.count())
    }

    /// A list; an `Err` says that types are nested too deeply.
    pub fn list(element: Type) -> Result<Type, String> {
        let mut made = Rebuilding::default();
        let element = made.parameter(&element);
        let depth = element.0.depth;
        Type::checked(
            format!("{}List", element.name()),
            TypeKind::List { element },
            depth,
            made.count(),
        )
    }

    /// A map; an `Err` says that types are nested too deeply.
    pub fn map(key: Type, value: Type) -> Result<Type, String> {
        let mut made = Rebuilding::default();
        let (key, value) = (made.parameter(&key), made.parameter(&value));
        let depth = key.0.depth.max(value.0.depth);
        Type::checked(
            format!("{}{}Map", key.name(), value.name()),
            TypeKind::Map { key, value },
            depth,
            made.count(),
        )
    }

    /// A struct. Pystachio rebuilds the types of attributes, and defaults from their plain values, so that what was bound to them is lost.
    /// `body` has the names that the body of the class stores, in order, if these are not just the attributes.
    pub fn structure(
        name: &str,
        attributes: IndexMap<Arc<str>, Attribute, FxBuildHasher>,
        span: Span,
        documentation: Option<Arc<str>>,
        ignored: Ignored,
        body: Option<Arc<[Arc<str>]>>,
    ) -> Result<Type, String> {
        let mut made = Rebuilding::default();
        let attributes: IndexMap<Arc<str>, Attribute, FxBuildHasher> = attributes
            .into_iter()
            .map(|(name, attribute)| (name, made.attribute(&attribute)))
            .collect();
        let depth = |attribute: &Attribute| {
            let default = attribute.default.as_ref().map_or(0, Object::depth);
            attribute.ty.0.depth.max(default)
        };
        let depth = attributes.values().map(depth).max().unwrap_or(0);
        let kind = TypeKind::Struct(StructType {
            attributes,
            span,
            documentation,
            ignored,
            hiding: Box::default(),
            stands_for: None,
            schema: OnceLock::new(),
            order: ClassOrder::new(Declared::Written(body)),
            rebuilt: OnceLock::new(),
        });
        Type::checked(name.to_owned(), kind, depth, made.count())
    }

    /// A struct that inherits from another: it has that one's attributes and none of its own, which are `ignored`. Pystachio goes by the
    /// schema that both share: where a type is made of types, it is the other that is meant.
    pub fn inherited(
        name: &str,
        parent: &Type,
        span: Span,
        documentation: Option<Arc<str>>,
        ignored: Ignored,
        hiding: Hiding,
    ) -> Option<Type> {
        let inherited = parent.as_struct()?;
        let above = inherited.ignored.iter().take(MOST_IGNORED);
        let mut all: Ignored = above.map(|(name, it)| (name.clone(), *it)).collect();
        all.extend(ignored);
        let kind = TypeKind::Struct(StructType {
            attributes: inherited.attributes.clone(),
            span,
            documentation,
            ignored: all,
            hiding: Box::new(hiding),
            stands_for: Some(parent.meant().clone()),
            schema: inherited.schema.clone(),
            order: ClassOrder::new(inherited.order.declared.clone()),
            rebuilt: OnceLock::new(),
        });
        Some(Type::new(name.into(), kind, parent.0.depth, 0))
    }

    /// The type that is meant where a type is made of this one.
    pub(super) fn meant(&self) -> &Type {
        let stands_for = self.as_struct().and_then(|it| it.stands_for.as_ref());
        stands_for.unwrap_or(self)
    }

    /// Whether two structs have the same attributes, whatever their names (Pystachio compares their `TYPEMAP`). Defaults are compared as
    /// objects, so that those of an `Enum` have to be of one class.
    pub(super) fn has_schema_of(&self, other: &Type) -> bool {
        match (self.as_struct(), other.as_struct()) {
            (Some(a), Some(b)) => {
                self.is(other)
                    || a.schema() == b.schema()
                        && (!self.0.has_enum || a.enums_of_defaults() == b.enums_of_defaults())
            }
            _ => false,
        }
    }

    /// Whether both are the very same type, rather than equal ones.
    pub(super) fn is(&self, other: &Type) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// How many types were made along with this one.
    pub fn copied(&self) -> usize {
        self.0.copied as usize
    }

    fn simple(name: &str, kind: TypeKind) -> Type {
        Type::new(name.into(), kind, 0, 0)
    }

    fn checked(name: String, kind: TypeKind, depth: u16, copied: u32) -> Result<Type, String> {
        if depth >= Object::MAX_DEPTH || name.len() > MAX_NAME {
            return Err("types are nested too deeply".into());
        }
        Ok(Type::new(name.into(), kind, depth + 1, copied))
    }

    pub(super) fn new(name: Arc<str>, kind: TypeKind, depth: u16, copied: u32) -> Type {
        let has_enum = match &kind {
            TypeKind::String | TypeKind::Integer | TypeKind::Float | TypeKind::Boolean => false,
            TypeKind::Enum { .. } => true,
            TypeKind::Choice { alternatives } => alternatives.iter().any(|it| it.0.has_enum),
            TypeKind::List { element } => element.0.has_enum,
            TypeKind::Map { key, value } => key.0.has_enum || value.0.has_enum,
            TypeKind::Struct(struct_type) => {
                struct_type.attributes.values().any(|it| it.ty.0.has_enum)
            }
        };
        let has_choice = match &kind {
            TypeKind::Choice { .. } => true,
            TypeKind::List { element } => element.0.has_choice,
            TypeKind::Map { key, value } => key.0.has_choice || value.0.has_choice,
            TypeKind::Struct(struct_type) => {
                struct_type.attributes.values().any(|it| it.ty.0.has_choice)
            }
            _ => false,
        };
        Type(Arc::new(TypeData {
            name,
            kind,
            fingerprint: OnceLock::new(),
            depth,
            has_enum,
            has_choice,
            copied,
        }))
    }

    fn fingerprint(&self) -> Fingerprint {
        let make = || {
            fingerprint(|state| {
                self.0.name.hash(state);
                hash_kind(&self.0.kind, state);
            })
        };
        *self.0.fingerprint.get_or_init(make)
    }
}

impl PartialEq for Type {
    fn eq(&self, other: &Type) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
            || self.0.name == other.0.name && self.fingerprint() == other.fingerprint()
    }
}

impl Eq for Type {}

impl Hash for Type {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.fingerprint().hash(state);
    }
}

impl fmt::Debug for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Type({})", self.0.name)
    }
}

impl StructType {
    fn schema(&self) -> Fingerprint {
        let make = || fingerprint(|state| hash_attributes(&self.attributes, state));
        *self.schema.get_or_init(make)
    }
}

/// A hash of 64 bits: types with the same name and fingerprint are the same.
pub(super) type Fingerprint = u64;

fn fingerprint(write: impl FnOnce(&mut DefaultHasher)) -> Fingerprint {
    let mut hasher = DefaultHasher::new();
    write(&mut hasher);
    hasher.finish()
}

fn hash_kind(kind: &TypeKind, state: &mut DefaultHasher) {
    std::mem::discriminant(kind).hash(state);
    match kind {
        TypeKind::String | TypeKind::Integer | TypeKind::Float | TypeKind::Boolean => {}
        TypeKind::Enum { values } => values.hash(state),
        TypeKind::Choice { alternatives } => alternatives.hash(state),
        TypeKind::List { element } => element.hash(state),
        TypeKind::Map { key, value } => (key, value).hash(state),
        TypeKind::Struct(struct_type) => struct_type.schema().hash(state),
    }
}

/// The order of the attributes is no part of the type.
fn hash_attributes(
    attributes: &IndexMap<Arc<str>, Attribute, FxBuildHasher>,
    state: &mut DefaultHasher,
) {
    let mut sorted: Vec<_> = attributes.iter().collect();
    sorted.sort_by_key(|(name, _)| *name);
    for (name, attribute) in sorted {
        (name, &attribute.ty, attribute.required).hash(state);
        let default = attribute.default.as_ref().map(|default| {
            default.get().unwrap_or(PlainValue {
                kind: PlainKind::Empty,
                span: attribute.span,
            })
        });
        default.is_some().hash(state);
        if let Some(default) = default {
            default.hash_value(state);
        }
    }
}

impl Type {
    /// What people call it: "Integer", "`Process`", "list of `Process`". The schema's `MesosJob` is `Job` to everybody.
    pub fn called(&self) -> String {
        match self.kind() {
            TypeKind::Struct(_) if &**self.name() == "MesosJob" => "`Job`".into(),
            TypeKind::Struct(_) => format!("`{}`", self.name()),
            TypeKind::List { element } => format!("list of {}", element.called()),
            TypeKind::Map { key, value } => {
                format!("map of {} to {}", key.called(), value.called())
            }
            _ => self.name().to_string(),
        }
    }

    /// What people call it, with its article: "an Integer", "a `Process`".
    pub fn one(&self) -> String {
        let called = self.called();
        match called.trim_start_matches('`').chars().next() {
            Some('A' | 'E' | 'I' | 'O' | 'U') => format!("an {called}"),
            _ => format!("a {called}"),
        }
    }

    /// The name with its article, as Pystachio says it: "an Integer", "a Boolean".
    pub fn with_article(&self) -> String {
        let name = self.name();
        match name.chars().next() {
            Some('A' | 'E' | 'I' | 'O' | 'U') => format!("an {name}"),
            _ => format!("a {name}"),
        }
    }
}
