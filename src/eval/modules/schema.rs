//! `pystachio` and the schema's own modules, so that files may import what they have already.

use super::build::{ModuleBuilder, module};
use crate::eval::value::{Namespace, Value};
use crate::eval::{EvalResult, Interpreter};
use crate::source::Span;
use std::rc::Rc;

/// Names of Pystachio.
const PYSTACHIO: &[&str] = &[
    "Boolean",
    "Choice",
    "Default",
    "Empty",
    "Enum",
    "Environment",
    "Float",
    "Integer",
    "List",
    "Map",
    "Ref",
    "Required",
    "String",
    "Struct",
];

/// The modules of the schema.
pub(super) const MODULES: &[&str] = &[
    "apache.thermos.config.schema",
    "apache.thermos.config.schema_base",
    "apache.thermos.config.schema_helpers",
    "apache.aurora.config.schema",
    "apache.aurora.config.schema.base",
    "apache.aurora.config",
    "apache.thermos.config.loader",
    "pystachio.base",
    "pystachio.basic",
    "pystachio.choice",
    "pystachio.composite",
    "pystachio.container",
    "pystachio.naming",
    "pystachio.typing",
];

/// `pystachio`.
pub(super) fn pystachio(interpreter: &mut Interpreter, span: Span) -> EvalResult {
    let mut builder = ModuleBuilder::new("pystachio", span);
    for (name, value) in pystachio_names(interpreter).variables.into_inner() {
        builder = builder.value(&name, value);
    }
    for part in MODULES
        .iter()
        .filter_map(|name| name.strip_prefix("pystachio."))
    {
        let namespace = Rc::new(pystachio_names(interpreter));
        let name = format!("pystachio.{part}");
        builder = builder.value(part, module(&name, namespace, span));
    }
    Ok(builder.finish())
}

fn pystachio_names(interpreter: &Interpreter) -> Namespace {
    let builtins = interpreter.builtins.variables.borrow();
    let names = PYSTACHIO.iter().filter_map(|name| {
        let value = builtins.get(*name)?;
        Some(((*name).into(), value.clone()))
    });
    let namespace = Namespace::default();
    namespace.variables.borrow_mut().extend(names);
    for name in ["CoercionError", "UncoercibleError"] {
        if let Some(class) = interpreter.classes.exception(name) {
            let value = Value::new(crate::eval::ValueKind::Class(class), Span::NOWHERE);
            super::build::set(&namespace, name, value);
        }
    }
    namespace
}

/// What the schema defines, and Pystachio's names, which its modules import for themselves.
fn schema_names(interpreter: &Interpreter) -> Namespace {
    let namespace = pystachio_names(interpreter);
    namespace.copy_from(&interpreter.schema);
    namespace
}

/// A module of the schema, or a package on the way to one.
pub(super) fn load(interpreter: &Interpreter, dotted_name: &str, span: Span) -> Option<Value> {
    let inside = |name: &str| {
        let rest = name.strip_prefix(dotted_name)?;
        rest.strip_prefix('.').map(str::to_owned)
    };
    let is_module = MODULES.contains(&dotted_name);
    let children: Vec<String> = MODULES.iter().filter_map(|name| inside(name)).collect();
    if !is_module && children.is_empty() {
        return None;
    }
    let namespace = if dotted_name.starts_with("pystachio.") {
        pystachio_names(interpreter)
    } else if is_module {
        schema_names(interpreter)
    } else {
        Namespace::default()
    };
    for child in children {
        let first = child.split('.').next().unwrap_or(&child);
        if namespace.variables.borrow().contains_key(first) {
            continue;
        }
        let name = format!("{dotted_name}.{first}");
        if let Some(part) = load(interpreter, &name, span) {
            super::build::set(&namespace, first, part);
        }
    }
    Some(module(dotted_name, Rc::new(namespace), span))
}
