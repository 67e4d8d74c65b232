//! Class statements and the order in which classes are searched.

use super::function::documentation;
use super::scope::Env;
use super::value::{BuiltinType, Class, Namespace, Value, ValueKind};
use super::{EvalResult, Interpreter, Raised, objects};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::{eval, limits};
use crate::object::TypeKind;
use crate::source::Span;
use crate::syntax::ast::{self, Argument, Expression, ExpressionKind, Name, StatementKind};
use std::rc::Rc;
use std::sync::Arc;

/// The most classes above one: their order is found in a time that grows with the square.
const MOST_ANCESTORS: usize = 200;

impl Interpreter<'_> {
    #[inline(never)]
    pub(super) fn define_class(&mut self, class: &Arc<ast::Class>, env: &Env) -> EvalResult<()> {
        let mut bases = Vec::new();
        for argument in &class.arguments {
            let value = self.expression(argument.value(), env)?;
            if matches!(argument, Argument::Positional(_)) {
                bases.push((value, argument.value().span));
            }
        }
        let body = Rc::new(Namespace::default());
        let inner = Env {
            globals: env.globals.clone(),
            scope: env.scope.clone(),
            class: Some(body.clone()),
        };
        self.classes_begun.push(class.clone());
        let executed = self.nested(class.header, |interpreter| {
            interpreter.block(&class.body, &inner)
        });
        self.classes_begun.pop();
        executed?;
        if bases.iter().any(|(base, _)| base.is_poison()) {
            return Err(Raised::poisoned());
        }
        self.refuse_metaclass(class, &body)?;
        if let Some(member) = body.get("__getattribute__") {
            let message = "`__getattribute__` of a class is not supported";
            let diagnostic = Diagnostic::new(&eval::UNSUPPORTED, message, member.origin)
                .help("use `__getattr__`, which is called for missing attributes");
            return Err(Raised::with_diagnostic(
                "NotImplementedError",
                message,
                diagnostic,
            ));
        }
        let value = if bases.iter().any(|(base, _)| makes_struct(base)) {
            let bases: Vec<Value> = bases.into_iter().map(|(base, _)| base).collect();
            objects::struct_class(self, class, &bases, &body, documentation(&class.body))?
        } else {
            let value = self.make_class(&class.name.name, &bases, false, class.header)?;
            if let ValueKind::Class(made) = &value.kind {
                let mut attributes = made.attributes.variables.borrow_mut();
                attributes.extend(body.variables.take());
                if let Some(text) = documentation(&class.body) {
                    let text = Value::new(ValueKind::String(text), class.header);
                    attributes.insert("__doc__".into(), text);
                }
            }
            value
        };
        let value = self.decorate(value, &class.decorators, env)?;
        env.set(&class.name.name, value);
        Ok(())
    }

    /// A class that would make the class differently: nothing of what it does would be done.
    fn refuse_metaclass(&mut self, class: &ast::Class, body: &Namespace) -> EvalResult<()> {
        let Some(metaclass) = body.get("__metaclass__") else {
            return Ok(());
        };
        let is_type = matches!(&metaclass.kind, ValueKind::Class(class)
            if class.builtin == BuiltinType::Type && self.classes.is_builtin(class));
        if is_type || metaclass.is_poison() {
            return Ok(());
        }
        let names_it = |target: &Expression| matches!(&target.kind, ExpressionKind::Name(name) if &**name == "__metaclass__");
        let written = class.body.iter().find(|statement| match &statement.kind {
            StatementKind::Assign { targets, .. } => targets.iter().any(names_it),
            _ => false,
        });
        let at = written.map_or(class.header, |statement| statement.span);
        let message = "metaclasses other than `type` are not supported";
        Err(Raised::with_diagnostic(
            "NotImplementedError",
            message,
            Diagnostic::new(&eval::UNSUPPORTED, message, at)
                .help("use a class decorator, which can also change the class"),
        ))
    }

    /// A class without attributes yet. The bases come with their places.
    pub(super) fn make_class(
        &mut self,
        name: &Name,
        bases: &[(Value, Span)],
        is_from_dict: bool,
        span: Span,
    ) -> EvalResult {
        let mut parents: Vec<Rc<Class>> = Vec::new();
        for (base, at) in bases {
            match &base.kind {
                ValueKind::Class(parent) => parents.push(parent.clone()),
                ValueKind::Native(native) if native.name == "namedtuple" => {}
                _ => {
                    let found = self.type_name(base);
                    return Err(Raised::with_diagnostic(
                        "TypeError",
                        format!("a class cannot inherit from a value of type '{found}'"),
                        Diagnostic::new(
                            &eval::TYPE_ERROR,
                            format!("a class cannot inherit from {}", self.describe(base)),
                            *at,
                        ),
                    ));
                }
            }
        }
        let above: usize = parents.iter().map(|it| it.ancestors.len() + 1).sum();
        if above > MOST_ANCESTORS {
            let message = format!("`{name}` has more than {MOST_ANCESTORS} classes above it");
            let diagnostic = Diagnostic::new(&limits::SIZE_LIMIT, message, span);
            return Err(Raised::abort(diagnostic));
        }
        let Some(ancestors) = ancestors_of(&parents) else {
            return Err(Raised::with_diagnostic(
                "TypeError",
                "Cannot create a consistent method resolution order (MRO) for bases",
                Diagnostic::new(
                    &eval::TYPE_ERROR,
                    format!("the base classes of `{name}` have no consistent order"),
                    span,
                ),
            ));
        };
        // Every class holds all its ancestors: a class below a class below a class … grows with the square.
        self.allocate(ancestors.len().saturating_mul(16), span)?;
        let builtin = ancestors
            .iter()
            .map(|ancestor| ancestor.builtin)
            .find(|builtin| *builtin != BuiltinType::Object)
            .unwrap_or(BuiltinType::Object);
        let fields = ancestors
            .iter()
            .find_map(|ancestor| ancestor.fields.clone());
        Ok(Value::new(
            ValueKind::Class(Rc::new(Class {
                name: name.clone(),
                bases: parents,
                ancestors,
                attributes: Namespace::default(),
                builtin,
                fields,
                is_from_dict,
                span,
            })),
            span,
        ))
    }

    /// `type(name, bases, attributes)`.
    pub(super) fn type_of_three(&mut self, arguments: &[Value], span: Span) -> EvalResult {
        let (Some(name), Some(bases), Some(attributes)) = (
            arguments.first().and_then(Value::as_text),
            arguments.get(1),
            arguments.get(2),
        ) else {
            return Err(Raised::new(
                "TypeError",
                &eval::BAD_CALL,
                "type() takes 1 or 3 arguments",
                span,
            ));
        };
        let name: Name = name.as_str().into();
        let bases: Vec<(Value, Span)> = self
            .items(bases, span)?
            .into_iter()
            .map(|base| (base, span))
            .collect();
        let class = self.make_class(&name, &bases, true, span)?;
        if let ValueKind::Class(class) = &class.kind {
            for (key, value) in self.mapping_entries(attributes, span)? {
                if let Some(key) = key.as_text() {
                    class.attributes.set(key.as_str(), value);
                }
            }
        }
        Ok(class)
    }
}

/// Whether a class with this base is a type of objects.
fn makes_struct(base: &Value) -> bool {
    match &base.kind {
        ValueKind::Type(ty) => matches!(ty.kind(), TypeKind::Struct(_)),
        ValueKind::Native(native) => native.name == "Struct",
        ValueKind::Class(class) => {
            &*class.name == "Struct" && class.builtin == BuiltinType::Foreign
        }
        _ => false,
    }
}

/// The method resolution order, the class itself aside: C3, or for old-style classes depth first; `None` if there is none.
fn ancestors_of(parents: &[Rc<Class>]) -> Option<Vec<Rc<Class>>> {
    if parents.iter().all(is_old_style) {
        let mut ancestors: Vec<Rc<Class>> = Vec::new();
        for parent in parents {
            for class in std::iter::once(parent).chain(&parent.ancestors) {
                if !ancestors.iter().any(|known| Rc::ptr_eq(known, class)) {
                    ancestors.push(class.clone());
                }
            }
        }
        return Some(ancestors);
    }
    let mut sequences: Vec<Vec<Rc<Class>>> = parents
        .iter()
        .map(|parent| {
            let mut sequence = vec![parent.clone()];
            sequence.extend(parent.ancestors.iter().cloned());
            sequence
        })
        .collect();
    sequences.push(parents.to_vec());
    let mut ancestors = Vec::new();
    loop {
        sequences.retain(|sequence| !sequence.is_empty());
        if sequences.is_empty() {
            return Some(ancestors);
        }
        let next = sequences
            .iter()
            .filter_map(|sequence| sequence.first())
            .find(|head| {
                !sequences
                    .iter()
                    .any(|other| other.iter().skip(1).any(|class| Rc::ptr_eq(class, head)))
            })?
            .clone();
        for sequence in &mut sequences {
            if sequence.first().is_some_and(|head| Rc::ptr_eq(head, &next)) {
                sequence.remove(0);
            }
        }
        ancestors.push(next);
    }
}

/// Whether a class does not inherit from `object`.
pub(super) fn is_old_style(class: &Rc<Class>) -> bool {
    class.builtin == BuiltinType::Object
        && &*class.name != "object"
        && !class
            .ancestors
            .iter()
            .any(|ancestor| &*ancestor.name == "object")
}
