//! Values as they were when an evaluation ended, for those who are on other threads.
//!
//! Values change, and are counted without atomics, so they stay on the thread of their evaluation. What leaves it is a copy
//! that cannot change: objects, types and strings as they are, of everything else what can be shown or completed.

use super::value::{Class, Code, Function, Module, Namespace, Value, ValueKind};
use crate::object::{Object, Type};
use crate::source::{Span, Text};
use crate::syntax::ast::{Name, Parameters};
use indexmap::IndexMap;
use num_bigint::BigInt;
use rustc_hash::FxBuildHasher;
use std::sync::Arc;

/// The most values that are copied, those inside of others included.
const MOST: usize = 1_000_000;

/// The deepest nesting that is copied.
const DEPTH: usize = 8;

/// The deepest nesting of modules that is copied: `os.path`.
const MODULES: usize = 2;

/// The global variables at the end of an evaluation, in the order they were first assigned.
#[derive(Clone, Debug, Default)]
pub struct Globals(IndexMap<Name, FinalValue, FxBuildHasher>);

/// A value at the end of an evaluation.
#[derive(Clone, Debug)]
pub struct FinalValue {
    /// What it is.
    pub kind: FinalKind,
    /// The expression that made it.
    pub origin: Span,
}

/// The kinds of values that can be told apart.
#[derive(Clone, Debug)]
pub enum FinalKind {
    /// `None`.
    None,
    /// `True` or `False`.
    Boolean(bool),
    /// An `int`.
    Integer(i64),
    /// A `long`.
    BigInteger(Arc<BigInt>),
    /// A `float`.
    Float(f64),
    /// A `str` or `unicode`.
    Text(Text),
    /// A `list`.
    List(Items),
    /// A `tuple`.
    Tuple(Items),
    /// A `dict`: keys and values by turns.
    Dict(Items),
    /// A function or lambda of a configuration.
    Function(Arc<FunctionOutline>),
    /// A function of jobc, by its name.
    Native(&'static str),
    /// A class.
    Class(Arc<ClassOutline>),
    /// An object of a class, by the name of that.
    Instance(Name),
    /// A module.
    Module(Arc<Globals>),
    /// A type of objects.
    Type(Type),
    /// An object.
    Object(Object),
    /// `Empty`.
    Empty,
    /// The result of an expression that failed.
    Poison,
    /// Anything else.
    Other,
}

/// The elements of a list, tuple or dict.
#[derive(Clone, Debug)]
pub struct Items {
    /// The first ones.
    pub first: Arc<[FinalValue]>,
    /// How many there are, a key and its value counted as two.
    pub count: usize,
}

/// What can be said of a function without calling it.
#[derive(Debug)]
pub struct FunctionOutline {
    /// Its name; `<lambda>` for a lambda.
    pub name: Name,
    /// The doc string.
    pub documentation: Option<Text>,
    code: Code,
}

impl FunctionOutline {
    /// The parameters.
    pub fn parameters(&self) -> &Parameters {
        match &self.code {
            Code::Definition(it) => &it.parameters,
            Code::Lambda(it) => &it.parameters,
        }
    }
}

/// What can be said of a class.
#[derive(Debug)]
pub struct ClassOutline {
    /// Its name.
    pub name: Name,
    /// The names of its methods and attributes, in the order they were defined.
    pub members: Vec<Name>,
    /// The doc string.
    pub documentation: Option<Text>,
}

impl Globals {
    /// The variables of a namespace as they are now.
    pub fn of(namespace: &Namespace) -> Globals {
        let mut left = MOST;
        globals(namespace, 0, &mut left)
    }

    /// A variable.
    pub fn get(&self, name: &str) -> Option<&FinalValue> {
        self.0.get(name)
    }

    /// All variables, in the order they were first assigned.
    pub fn iter(&self) -> impl Iterator<Item = (&Name, &FinalValue)> {
        self.0.iter()
    }
}

fn globals(namespace: &Namespace, modules: usize, left: &mut usize) -> Globals {
    let variables = namespace.variables.borrow();
    let mut all = IndexMap::with_capacity_and_hasher(variables.len(), FxBuildHasher);
    for (name, value) in variables.iter() {
        if modules == 0 || !is_refused(value) {
            all.insert(name.clone(), final_value(value, 0, modules, left));
        }
    }
    Globals(all)
}

/// Whether a member of a module only says that jobc does not have it.
fn is_refused(value: &Value) -> bool {
    match &value.kind {
        ValueKind::Foreign(it) => it.is_refusal(),
        _ => false,
    }
}

fn final_value(value: &Value, depth: usize, modules: usize, left: &mut usize) -> FinalValue {
    *left = left.saturating_sub(1);
    let mut items = |values: &mut dyn ExactSizeIterator<Item = &Value>, count: usize| {
        let mut first = Vec::new();
        for value in values.take(if depth < DEPTH { usize::MAX } else { 0 }) {
            if *left == 0 {
                break;
            }
            first.push(final_value(value, depth + 1, modules, left));
        }
        Items {
            first: first.into(),
            count,
        }
    };
    let kind = match &value.kind {
        ValueKind::None => FinalKind::None,
        ValueKind::Boolean(it) => FinalKind::Boolean(*it),
        ValueKind::Integer(it) => FinalKind::Integer(*it),
        ValueKind::BigInteger(it) => FinalKind::BigInteger(it.clone()),
        ValueKind::Float(it) => FinalKind::Float(*it),
        ValueKind::String(it) | ValueKind::Unicode(it) => FinalKind::Text(it.clone()),
        ValueKind::List(list) => {
            let list = list.borrow();
            FinalKind::List(items(&mut list.iter(), list.len()))
        }
        ValueKind::Tuple(tuple) => {
            FinalKind::Tuple(items(&mut tuple.items.iter(), tuple.items.len()))
        }
        ValueKind::Dict(dict) => {
            let entries = dict.entries.borrow();
            let pairs = entries
                .inserted()
                .flat_map(|(key, value)| [key.value(), value]);
            let pairs: Vec<&Value> = pairs.collect();
            FinalKind::Dict(items(&mut pairs.iter().copied(), pairs.len()))
        }
        ValueKind::Function(it) => FinalKind::Function(Arc::new(function(it))),
        ValueKind::Native(it) => FinalKind::Native(it.name),
        ValueKind::Class(it) => FinalKind::Class(Arc::new(class(it))),
        ValueKind::Instance(it) => FinalKind::Instance(it.class.name.clone()),
        ValueKind::Module(it) if modules < MODULES => {
            let module: &Module = it;
            FinalKind::Module(Arc::new(globals(&module.namespace, modules + 1, left)))
        }
        ValueKind::Type(it) => FinalKind::Type(it.clone()),
        ValueKind::Object(it) => FinalKind::Object(it.clone()),
        ValueKind::Empty => FinalKind::Empty,
        ValueKind::Poison => FinalKind::Poison,
        _ => FinalKind::Other,
    };
    FinalValue {
        kind,
        origin: value.origin,
    }
}

fn function(function: &Function) -> FunctionOutline {
    FunctionOutline {
        name: function.name.clone(),
        documentation: function.documentation.clone(),
        code: function.code.clone(),
    }
}

fn class(class: &Class) -> ClassOutline {
    let documentation = match class.attributes.get("__doc__").map(|it| it.kind) {
        Some(ValueKind::String(text) | ValueKind::Unicode(text)) => Some(text),
        _ => None,
    };
    ClassOutline {
        name: class.name.clone(),
        members: class.attributes.names(),
        documentation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::{CompileOptions, Input, compile};
    use crate::workspace::MemoryHost;

    const TEXT: &str = "\
import os
class Tool(object):
  'what it is'
  def run(self):
    pass
def f(a, b = 1):
  'what it does'
number = 3
names = ['a', ['b', {'c': 2.5}]]
deep = [[[[[[[[[[[1]]]]]]]]]]]
names.append(names)
pair = (None, True)
tool = Tool()
hello = Process(name = 'hello', cmdline = 'true')
wrong = hello.missing
";

    #[test]
    fn what_leaves_an_evaluation() {
        let input = Input::Text {
            name: "a.aurora".to_owned(),
            bytes: TEXT.into(),
        };
        let compilation = compile(&input, &CompileOptions::default(), &MemoryHost::default());
        let globals = &compilation.globals;
        use FinalKind::*;
        let kind = |name: &str| &globals.get(name).expect(name).kind;
        assert!(matches!(kind("number"), Integer(3)));
        assert!(matches!(kind("wrong"), Poison));
        assert!(matches!(kind("tool"), Instance(class) if &**class == "Tool"));
        assert!(matches!(kind("hello"), Object(object) if &**object.ty().name() == "Process"));
        assert!(matches!(kind("Process"), Type(_)));
        assert!(matches!(kind("pair"), Tuple(items) if items.count == 2));
        let Function(function) = kind("f") else {
            panic!("no function");
        };
        assert_eq!(function.parameters().positional.len(), 2);
        let documentation = function.documentation.as_ref().map(|it| it.as_str());
        assert_eq!(documentation, Some("what it does"));
        let Class(class) = kind("Tool") else {
            panic!("no class");
        };
        assert!(class.members.iter().any(|it| &**it == "run"));
        let documentation = class.documentation.as_ref().map(|it| it.as_str());
        assert_eq!(documentation, Some("what it is"));
        let Module(os) = kind("os") else {
            panic!("no module");
        };
        assert!(matches!(
            os.get("getenv").map(|it| &it.kind),
            Some(Native("getenv"))
        ));
        let Some(Module(path)) = os.get("path").map(|it| &it.kind) else {
            panic!("no module in a module");
        };
        assert!(path.get("join").is_some());
        // What jobc refuses to do is no member.
        assert!(os.get("fork").is_none());
    }

    #[test]
    fn nesting_and_what_holds_itself_end() {
        let input = Input::Text {
            name: "a.aurora".to_owned(),
            bytes: TEXT.into(),
        };
        let compilation = compile(&input, &CompileOptions::default(), &MemoryHost::default());
        let mut depth = 0;
        let mut next = compilation.globals.get("deep");
        while let Some(FinalKind::List(items)) = next.map(|it| &it.kind) {
            assert_eq!(items.count, 1);
            depth += 1;
            next = items.first.first();
        }
        assert_eq!(depth, DEPTH + 1);
        let names = compilation.globals.get("names").map(|it| &it.kind);
        assert!(matches!(names, Some(FinalKind::List(items)) if items.count == 3));
    }
}
