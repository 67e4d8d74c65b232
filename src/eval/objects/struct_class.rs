//! `class X(Struct)`: the typed attributes of the body become a type.

use super::convert::to_given;
use super::raise::{poisoned, raise, type_error};
use super::reserved;
use crate::diagnostic::codes::limits;
use crate::eval::value::{Class, Namespace, Value, ValueKind};
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::object::{
    Attribute, GivenTo, Hiding, Ignored, IgnoredAttribute, Object, Type, trailing_comma,
};
use crate::source::{Span, Text};
use crate::syntax::ast::{self, ExpressionKind, StatementKind};
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use std::rc::Rc;
use std::sync::Arc;

/// Makes the type of a class one of whose bases is a struct.
///
/// Pystachio: `StructMetaclass`. A class that inherits from `Struct` itself has the typed attributes of its body, in
/// order; everything else in the body vanishes. One that inherits from another struct has that one's attributes
/// and none of its own; the rest of its body stays.
pub fn struct_class(
    interpreter: &mut Interpreter,
    class: &ast::Class,
    bases: &[Value],
    body: &Namespace,
    documentation: Option<Text>,
) -> EvalResult {
    let span = class.name.span;
    let is_struct_itself = |base: &Value| match &base.kind {
        ValueKind::Type(ty) => is_struct_itself(ty),
        _ => false,
    };
    let documentation = documentation.map(|text| readable(&text));
    let ty = if bases.iter().any(is_struct_itself) {
        let attributes = declared(interpreter, class, body)?;
        let ignored = tuples(interpreter, class, body);
        // The doc strings of the standard library are not those of the client.
        let has_doc = documentation.is_some() && interpreter.sources.is_users(span);
        let stored = stored(body, &attributes, has_doc);
        let name = &class.name.name;
        let ty = Type::structure(name, attributes, span, documentation, ignored, stored)
            .map_err(|reason| Raised::new("RuntimeError", &limits::NESTING_LIMIT, reason, span))?;
        interpreter.work(ty.copied() * COPY_WORK, span)?;
        ty
    } else {
        derived(interpreter, class, bases, body, documentation)?
    };
    Ok(Value::new(ValueKind::Type(ty), span))
}

/// What making a type along with another one takes, in units of [`Interpreter::work`].
pub(super) const COPY_WORK: usize = 1024;

/// The names that the body of a class stores, in order, if these are not just the attributes.
fn stored(
    body: &Namespace,
    attributes: &IndexMap<Arc<str>, Attribute, FxBuildHasher>,
    has_doc: bool,
) -> Option<Arc<[Arc<str>]>> {
    let mut names = body.names();
    names.retain(|name| !matches!(&**name, "__module__" | "__doc__"));
    if has_doc {
        names.insert(0, "__doc__".into());
    }
    (!names.iter().eq(attributes.keys())).then(|| names.into())
}

/// The type of a class that inherits from a struct other than `Struct`, and the class with what its body defines.
fn derived(
    interpreter: &mut Interpreter,
    class: &ast::Class,
    bases: &[Value],
    body: &Namespace,
    documentation: Option<Arc<str>>,
) -> EvalResult<Type> {
    let span = class.name.span;
    let mut parent = None;
    let mut parents = Vec::new();
    for base in bases {
        let behind = match &base.kind {
            ValueKind::Type(ty) if ty.as_struct().is_some() => {
                parent.get_or_insert(ty);
                interpreter.class_behind(ty)
            }
            ValueKind::Class(class) => class.clone(),
            _ => continue,
        };
        parents.push((Value::new(ValueKind::Class(behind), base.origin), span));
    }
    let made = interpreter.make_class(&class.name.name, &parents, false, span)?;
    let (Some(parent), ValueKind::Class(made)) = (parent, &made.kind) else {
        return Err(only_structs(bases, span));
    };
    made.attributes.copy_from(body);
    let hiding = hiding(made, parent)?;
    let ignored = ignored(class, body);
    let name = &class.name.name;
    let ty = Type::inherited(name, parent, span, documentation, ignored, hiding);
    let ty = ty.ok_or_else(|| only_structs(bases, span))?;
    interpreter.struct_classes.insert(&ty, made.clone());
    Ok(ty)
}

fn only_structs(bases: &[Value], span: Span) -> Box<Raised> {
    let mut types = bases.iter().filter_map(|base| match &base.kind {
        ValueKind::Type(ty) => Some(ty.name()),
        _ => None,
    });
    let base = types.next().map_or("", |name| name);
    let message = format!("`{base}` is a value type; only structs can be base classes");
    type_error(message, span)
}

/// What a class and those above it define in the place of attributes. Other members may not be reserved ones.
fn hiding(class: &Rc<Class>, parent: &Type) -> EvalResult<Hiding> {
    let mut hiding = Hiding::default();
    for above in std::iter::once(class).chain(&class.ancestors) {
        for (name, value) in above.attributes.variables.borrow().iter() {
            reserved::refuse(name, &class.name, value.origin)?;
            if reserved::hides(name, parent) {
                hiding.entry(name.clone()).or_insert(value.origin);
            }
        }
    }
    Ok(hiding)
}

/// A doc string for people: a plain literal holds bytes, which are the UTF-8 of its letters.
fn readable(text: &str) -> Arc<str> {
    let bytes: Option<Vec<u8>> = text
        .chars()
        .map(|character| u8::try_from(u32::from(character)).ok())
        .collect();
    let decoded = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    decoded.map_or_else(|| text.into(), Arc::from)
}

/// Whether a type is `Struct`, which all structs inherit from. Pystachio, too, goes by the name.
fn is_struct_itself(ty: &Type) -> bool {
    ty.as_struct().is_some() && &**ty.name() == "Struct"
}

fn declared(
    interpreter: &mut Interpreter,
    class: &ast::Class,
    body: &Namespace,
) -> EvalResult<IndexMap<Arc<str>, Attribute, FxBuildHasher>> {
    let mut attributes = IndexMap::default();
    for name in body.names() {
        let Some(value) = body.get(&name) else {
            continue;
        };
        let (ty, required, default) = match &value.kind {
            // Nothing is known of the attribute, so nothing can be said about its use.
            ValueKind::Poison => return Err(poisoned()),
            ValueKind::Type(ty) => (ty.clone(), false, None),
            ValueKind::Signature(signature) => {
                let default = match &signature.default {
                    Some(default) => {
                        let given = to_given(interpreter, default)?;
                        Some(Object::accept(&signature.ty, &given).map_err(raise(interpreter))?)
                    }
                    None => None,
                };
                (signature.ty.clone(), signature.required, default)
            }
            _ => continue,
        };
        let span = declaration(&class.body, &name).unwrap_or(value.origin);
        attributes.insert(
            name,
            Attribute {
                ty,
                required,
                default,
                span,
            },
        );
    }
    Ok(attributes)
}

/// What the body declares as a class that inherits from `Struct` itself would, and where.
fn ignored(class: &ast::Class, body: &Namespace) -> Ignored {
    let names = body.names().into_iter();
    let declared = names.filter_map(|name| {
        let value = body.get(&name)?;
        let is_type = matches!(value.kind, ValueKind::Type(_) | ValueKind::Signature(_));
        let span = declaration(&class.body, &name).filter(|_| is_type)?;
        Some((name, IgnoredAttribute { span, comma: None }))
    });
    declared.collect()
}

/// The attributes that `a = Required(String),` and the like were to declare: the comma makes a tuple of each.
fn tuples(interpreter: &Interpreter, class: &ast::Class, body: &Namespace) -> Ignored {
    let names = body.names().into_iter();
    let declared = names.filter_map(|name| {
        let value = body.get(&name)?;
        let ValueKind::Tuple(tuple) = &value.kind else {
            return None;
        };
        let [item] = &tuple.items[..] else {
            return None;
        };
        let is_type = matches!(item.kind, ValueKind::Type(_) | ValueKind::Signature(_));
        let span = declaration(&class.body, &name).filter(|_| is_type)?;
        let comma = Some(trailing_comma(value.origin, &interpreter.sources)?);
        Some((name, IgnoredAttribute { span, comma }))
    });
    declared.collect()
}

/// Where the body assigns a name last: the place that an attribute is declared at.
fn declaration(body: &[ast::Statement], name: &str) -> Option<Span> {
    body.iter()
        .rev()
        .find_map(|statement| match &statement.kind {
            StatementKind::Assign { targets, .. } => targets.iter().find_map(|target| {
                matches!(&target.kind, ExpressionKind::Name(target) if &**target == name)
                    .then_some(target.span)
            }),
            StatementKind::If {
                branches,
                otherwise,
            } => declaration(otherwise, name).or_else(|| {
                branches
                    .iter()
                    .rev()
                    .find_map(|(_, block)| declaration(block, name))
            }),
            _ => None,
        })
}

/// The attribute that a call with its type declares, in the class whose body is being executed.
pub(super) fn declared_by(i: &Interpreter, ty: &Type, call: Span) -> Option<GivenTo> {
    let class = i.classes_begun.last()?;
    let target = target_of(&class.body, call)?;
    let ExpressionKind::Name(name) = &target.kind else {
        return None;
    };
    let attribute = Attribute {
        ty: ty.clone(),
        required: false,
        default: None,
        span: target.span,
    };
    let attributes = [(name.clone(), attribute)].into_iter().collect();
    let ty = Type::structure(
        &class.name.name,
        attributes,
        class.name.span,
        None,
        Ignored::default(),
        None,
    )
    .ok()?;
    Some(GivenTo {
        ty,
        attribute: name.clone(),
        set_by: target.span,
    })
}

/// What the value that stands there is assigned to.
fn target_of(body: &[ast::Statement], value: Span) -> Option<&ast::Expression> {
    let behind = body.partition_point(|it| it.span.start <= value.start);
    match &body.get(behind.checked_sub(1)?)?.kind {
        StatementKind::Assign { targets, value: it } if it.span == value => targets.first(),
        StatementKind::If {
            branches,
            otherwise,
        } => {
            let blocks = branches.iter().map(|(_, block)| block);
            let mut blocks = blocks.chain([otherwise]);
            blocks.find_map(|block| target_of(block, value))
        }
        _ => None,
    }
}
