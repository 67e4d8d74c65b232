//! Values of the outer language.

use super::attributes::Attributes;
pub use super::foreign::{Foreign, Lazy};
pub use super::hashed::{DictOrder, Elements, Entries};
pub use super::namespace::Namespace;
use super::teardown::DeferredRc;
use super::{EvalResult, Interpreter};
use crate::object::Environment;
use crate::object::{Object, Type};
use crate::semantic::Layout;
use crate::source::{Span, Text};
use crate::syntax::ast::{self, Name};

use crate::template::Reference;
use num_bigint::BigInt;
use smallvec::SmallVec;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

/// A value and the expression that wrote it. Loading a variable, attribute or item keeps the origin, so that an error
/// far away can point at the literal.
#[derive(Clone, Debug)]
pub struct Value {
    /// What it is.
    pub kind: ValueKind,
    /// The expression that made it.
    pub origin: Span,
}

/// The kinds of values.
#[derive(Clone, Debug)]
pub enum ValueKind {
    /// `None`.
    None,
    /// `Ellipsis`.
    Ellipsis,
    /// `NotImplemented`.
    NotImplemented,
    /// `True` or `False`.
    Boolean(bool),
    /// An `int`, and every `long` that fits and was computed.
    Integer(i64),
    /// A `long` that does not fit an `i64`, or was written as one (`1L`, `long(1)`).
    BigInteger(Arc<BigInt>),
    /// A `float`.
    Float(f64),
    /// Python 2's `str`: each character is one byte (U+0000–U+00FF).
    String(Text),
    /// Python 2's `unicode`.
    Unicode(Text),
    /// A `list`.
    List(Rc<List>),
    /// A `tuple`, perhaps a named one.
    Tuple(Rc<Tuple>),
    /// A `dict` or one of its relatives in `collections`.
    Dict(Rc<Dict>),
    /// A `set` or `frozenset`.
    Set(Rc<Set>),
    /// `a:b:c` in brackets.
    Slice(Rc<Slice>),
    /// A function or lambda of a configuration.
    Function(Rc<Function>),
    /// A function of jobc.
    Native(&'static NativeFunction),
    /// A function with its first argument.
    Method(Rc<Method>),
    /// A class: of a configuration, an exception, or a builtin type such as `str`.
    Class(Rc<Class>),
    /// An object of a configuration's class, or an exception.
    Instance(Rc<Instance>),
    /// A module.
    Module(Rc<Module>),
    /// An iterator, generator or `xrange`.
    Iterator(DeferredRc<RefCell<Iteration>>),
    /// `staticmethod`, `classmethod` or `property` around a function.
    Descriptor(Rc<Descriptor>),
    /// A value of a module of jobc with behaviour of its own: a compiled pattern, a file, a date, …
    Foreign(DeferredRc<dyn Foreign>),
    /// A type of objects: `String`, `List(Process)`, `Job`, a class derived from `Struct`.
    Type(Type),
    /// `Required(…)`, `Default(…)`: an attribute in the body of a struct.
    Signature(Rc<Signature>),
    /// An object.
    Object(Object),
    /// `Environment(…)`.
    Environment(Rc<Environment>),
    /// `Ref(…)`.
    Reference(Reference),
    /// `Empty`.
    Empty,
    /// The result of an expression that failed and was reported. Whatever is made of it is poison too, silently.
    Poison,
}

impl ValueKind {
    /// A value of one of jobc's modules.
    pub fn foreign(foreign: impl Foreign + 'static) -> ValueKind {
        ValueKind::Foreign(DeferredRc::new(Rc::new(foreign)))
    }

    /// An iterator.
    pub fn iterator(iteration: Iteration) -> ValueKind {
        ValueKind::Iterator(DeferredRc::new(Rc::new(RefCell::new(iteration))))
    }
}

/// A list: a cell with its items. Do not hold a borrow while calling back into the interpreter.
#[derive(Debug, Default)]
pub struct List(RefCell<Vec<Value>>);

impl List {
    /// A list of items.
    pub fn new(items: Vec<Value>) -> List {
        List(RefCell::new(items))
    }

    pub(super) fn items_mut(&mut self) -> &mut Vec<Value> {
        self.0.get_mut()
    }
}

impl std::ops::Deref for List {
    type Target = RefCell<Vec<Value>>;
    fn deref(&self) -> &RefCell<Vec<Value>> {
        &self.0
    }
}

/// The bounds and the step of a slice, `None` where they are left out.
#[derive(Debug)]
pub struct Slice(pub [Value; 3]);

impl std::ops::Deref for Slice {
    type Target = [Value; 3];
    fn deref(&self) -> &[Value; 3] {
        &self.0
    }
}

/// A tuple.
#[derive(Debug)]
pub struct Tuple {
    /// The elements.
    pub items: Box<[Value]>,
    /// The class made by `namedtuple`, if it is of one: an [`Class`] whose `fields` are set.
    pub class: Option<Rc<Class>>,
}

/// A dict.
#[derive(Debug)]
pub struct Dict {
    /// The entries. Do not hold a borrow while calling back into the interpreter.
    pub entries: RefCell<Entries>,
    /// Which of the relatives it is.
    pub kind: DictKind,
}

/// The relatives of `dict`.
#[derive(Clone, Debug)]
pub enum DictKind {
    /// `dict`.
    Plain,
    /// `collections.OrderedDict`.
    Ordered,
    /// `collections.defaultdict` and what makes its values.
    Default(Value),
    /// `collections.Counter`.
    Counter,
    /// Pystachio's `frozendict`, which `get()` of an object gives.
    Frozen,
    /// `os.environ`, or what `globals()` gives: writes stay inside the evaluation.
    Environ,
}

impl Dict {
    /// A dict of a kind.
    pub fn new(entries: Entries, kind: DictKind) -> Dict {
        Dict {
            entries: RefCell::new(entries),
            kind,
        }
    }

    /// Keys and values of a copy that `copy.copy` makes, in the order of that.
    pub fn items_of_copy(&self, order: DictOrder) -> Vec<(Key, Value)> {
        let mut entries = self.entries.borrow_mut();
        match self.kind {
            // A class below `dict`: the copy is made item by item.
            DictKind::Frozen => entries.readded(order).entries(order),
            _ => entries.entries_of_copy(self.order(order)),
        }
    }

    /// The order in which it is iterated, where that of plain dicts is `order`.
    pub fn order(&self, order: DictOrder) -> DictOrder {
        match self.kind {
            DictKind::Ordered => DictOrder::Insertion,
            _ => order,
        }
    }

    /// The keys in the order of iteration, where that of plain dicts is `order`.
    pub fn keys(&self, order: DictOrder) -> Vec<Value> {
        self.entries.borrow_mut().keys(self.order(order))
    }

    /// Keys and values in the order of iteration, where that of plain dicts is `order`.
    pub fn items(&self, order: DictOrder) -> Vec<(Key, Value)> {
        self.entries.borrow_mut().entries(self.order(order))
    }
}

/// A set.
#[derive(Debug)]
pub struct Set {
    /// The elements. Do not hold a borrow while calling back into the interpreter.
    pub items: RefCell<Elements>,
    /// Whether it is a `frozenset`.
    pub frozen: bool,
}

/// A value as a dict key or set element: hashing and equality as in Python (`1 == 1.0 == True`, `'a' == u'a'`). Made by
/// `Interpreter::key`, which refuses unhashable values.
#[derive(Clone, Debug)]
pub struct Key(pub(super) Value);

impl Key {
    /// The value.
    pub fn value(&self) -> &Value {
        &self.0
    }
}

/// A function of a configuration.
#[derive(Debug)]
pub struct Function {
    /// Its name; `<lambda>` for a lambda.
    pub name: Name,
    /// Its parameters and body.
    pub code: Code,
    /// The values of the defaults, positional ones first, in the order of the parameters that have one.
    pub defaults: Vec<Value>,
    /// The scope it was defined in, if that is a function.
    pub closure: Option<Rc<Scope>>,
    /// The variables of the module it was defined in.
    pub globals: Rc<Namespace>,
    /// Attributes set on it (`f.x = 1`).
    pub attributes: Namespace,
    /// The doc string.
    pub documentation: Option<Text>,
    /// Which names are local in it.
    pub layout: Rc<Layout>,
}

/// What a function runs.
#[derive(Clone, Debug)]
pub enum Code {
    /// A `def`.
    Definition(Arc<ast::Function>),
    /// A `lambda`.
    Lambda(Arc<ast::Lambda>),
}

/// The local variables of one call, and the scope around the function.
#[derive(Debug)]
pub struct Scope {
    /// The variables.
    pub locals: Namespace,
    /// The scope around the function's definition.
    pub parent: Option<Rc<Scope>>,
    /// Which names are local; `None` for the scope of a comprehension, whose names are all bound before they are read.
    pub layout: Option<Rc<Layout>>,
}

/// The arguments of a call of a [`NativeFunction`].
#[derive(Clone, Debug, Default)]
pub struct Arguments {
    /// Those by position; `self` is the first one of a method.
    pub positional: SmallVec<[Value; 4]>,
    /// Those by name, with the place of the name.
    pub keywords: Vec<(Name, Span, Value)>,
}

/// A function of jobc.
pub struct NativeFunction {
    /// Its name, as `repr` and errors show it.
    pub name: &'static str,
    /// What it does. The span is that of the whole call.
    pub call: fn(&mut Interpreter, Arguments, Span) -> EvalResult,
}

impl std::fmt::Debug for NativeFunction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NativeFunction({})", self.name)
    }
}

/// A function with its first argument.
#[derive(Debug)]
pub struct Method {
    /// The first argument.
    pub receiver: Value,
    /// The function.
    pub function: Value,
}

/// A class.
#[derive(Debug)]
pub struct Class {
    /// Its name.
    pub name: Name,
    /// The classes that its definition names.
    pub bases: Vec<Rc<Class>>,
    /// The classes it inherits from, nearest first, without itself (method resolution order).
    pub ancestors: Vec<Rc<Class>>,
    /// Methods and class attributes.
    pub attributes: Namespace,
    /// The builtin type it is or inherits from.
    pub builtin: BuiltinType,
    /// The fields, if `collections.namedtuple` made it.
    pub fields: Option<Rc<[Name]>>,
    /// Whether `type(name, bases, attributes)` made it of a dict.
    pub is_from_dict: bool,
    /// Where it is defined.
    pub span: Span,
}

/// The builtin types behind classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum BuiltinType {
    /// `object`, old-style classes, and all that inherit only from them.
    Object,
    /// An exception.
    Exception,
    NoneType,
    Boolean,
    Integer,
    Long,
    Float,
    String,
    Unicode,
    /// `basestring`.
    BaseString,
    List,
    Tuple,
    Dict,
    OrderedDict,
    DefaultDict,
    Counter,
    Set,
    FrozenSet,
    Function,
    Module,
    /// `type` itself.
    Type,
    File,
    XRange,
    Generator,
    Slice,
    Property,
    StaticMethod,
    ClassMethod,
    Super,
    /// A class of a module of jobc, made by its own constructor (`__new__` in the attributes).
    Foreign,
}

/// An object of a class.
#[derive(Debug)]
pub struct Instance {
    /// Its class.
    pub class: Rc<Class>,
    /// Its attributes.
    pub attributes: Attributes,
    /// The builtin value inside, where the class inherits from `dict`, `list`, `str`, …
    pub payload: Option<Value>,
}

/// A module.
#[derive(Debug)]
pub struct Module {
    /// Its dotted name.
    pub name: Name,
    /// Its variables.
    pub namespace: Rc<Namespace>,
}

/// `staticmethod`, `classmethod`, `property`.
#[derive(Debug)]
pub struct Descriptor {
    /// Which of them.
    pub kind: BuiltinType,
    /// The function; the getter of a property.
    pub function: Value,
    /// The setter of a property.
    pub setter: Option<Value>,
    /// The deleter of a property.
    pub deleter: Option<Value>,
}

/// `Required(…)`, `Default(…)`.
#[derive(Debug)]
pub struct Signature {
    /// The type.
    pub ty: Type,
    /// Whether it is required.
    pub required: bool,
    /// The default.
    pub default: Option<Value>,
}

/// The state of an iteration.
#[derive(Debug)]
pub enum Iteration {
    /// Over items that are known.
    Items {
        /// The items.
        items: Vec<Value>,
        /// The next one.
        position: usize,
    },
    /// Over a list that may change meanwhile.
    List {
        /// The list.
        list: Rc<List>,
        /// The next one.
        position: usize,
    },
    /// `xrange`, counted lazily.
    Range {
        /// The next number.
        next: i64,
        /// The number before which it ends.
        stop: i64,
        /// The step.
        step: i64,
    },
    /// Something that computes its next item: a generator expression, `itertools`, …
    Lazy(Box<dyn Lazy>),
    /// It is running, or used up.
    Done,
}

impl Class {
    /// An attribute of the class or the nearest ancestor that has it.
    pub fn lookup(&self, name: &str) -> Option<Value> {
        self.attributes.get(name).or_else(|| {
            self.ancestors
                .iter()
                .find_map(|ancestor| ancestor.attributes.get(name))
        })
    }

    /// Whether it is `other` or inherits from it.
    pub fn inherits(self: &Rc<Self>, other: &Rc<Class>) -> bool {
        Rc::ptr_eq(self, other)
            || self
                .ancestors
                .iter()
                .any(|ancestor| Rc::ptr_eq(ancestor, other))
    }
}

impl Value {
    /// A value of a kind, made by the expression at `origin`.
    pub fn new(kind: ValueKind, origin: Span) -> Value {
        Value { kind, origin }
    }

    /// A plain string without provenance.
    pub fn string(text: impl Into<String>, origin: Span) -> Value {
        Value::new(ValueKind::String(Text::new(text)), origin)
    }

    /// A new list.
    pub fn list(items: Vec<Value>, origin: Span) -> Value {
        Value::new(ValueKind::List(Rc::new(List::new(items))), origin)
    }

    /// A plain tuple.
    pub fn tuple(items: impl Into<Box<[Value]>>, origin: Span) -> Value {
        Value::new(
            ValueKind::Tuple(Rc::new(Tuple {
                items: items.into(),
                class: None,
            })),
            origin,
        )
    }

    /// A plain dict.
    pub fn dict(entries: Entries, origin: Span) -> Value {
        Value::new(
            ValueKind::Dict(Rc::new(Dict::new(entries, DictKind::Plain))),
            origin,
        )
    }

    /// A plain set.
    pub fn set(items: Elements, origin: Span) -> Value {
        let items = RefCell::new(items);
        let frozen = false;
        Value::new(ValueKind::Set(Rc::new(Set { items, frozen })), origin)
    }

    /// A boolean.
    pub fn boolean(value: bool, origin: Span) -> Value {
        Value::new(ValueKind::Boolean(value), origin)
    }

    /// An integer that fits.
    pub fn integer(value: i64, origin: Span) -> Value {
        Value::new(ValueKind::Integer(value), origin)
    }

    /// `None`.
    pub fn none(origin: Span) -> Value {
        Value::new(ValueKind::None, origin)
    }

    /// The result of something that failed and was reported.
    pub fn poison(origin: Span) -> Value {
        Value::new(ValueKind::Poison, origin)
    }

    /// Whether it is poison itself (not whether some part of it is).
    pub fn is_poison(&self) -> bool {
        matches!(self.kind, ValueKind::Poison)
    }

    /// The characters, if it is a string of either kind.
    pub fn as_text(&self) -> Option<&Text> {
        match &self.kind {
            ValueKind::String(text) | ValueKind::Unicode(text) => Some(text),
            _ => None,
        }
    }

    /// The same value, made by another expression.
    pub fn with_origin(mut self, origin: Span) -> Value {
        self.origin = origin;
        self
    }
}

/// A counter shared by the values of an evaluation (`id()`, statement budget).
pub type Counter = Cell<u64>;
