//! `locals()` and `globals()`.

use super::arguments::{exactly, text};
use crate::eval::methods;
use crate::eval::value::{DictOrder, Entries, Foreign, Iteration, Key, Namespace};
use crate::eval::{Arguments, EvalResult, Interpreter, Value, ValueKind};
use crate::source::Span;
use crate::syntax::ast::Name;
use std::rc::Rc;

/// The names that the client has defined before it executes a file, in the order in which it defined them. Recorded from
/// the client: their places decide those of the names of the file.
const CLIENT_NAMES: &str = "
    __builtins__ Struct MustacheParser parsing Environment naming Choice Ref Empty Map container String Type Enum composite basic Integer config Default
    Required typing List sys base TypeFactory choice compatibility Namable Float Boolean TypeCheck MesosTaskInstance LoggerDestination Announcer
    ThermosContext ShellHealthChecker HealthCheckConfig Task CoordinatorSlaPolicy Units Container Logger Parameter HttpLifecycleConfig Metadata
    HealthCheckerConfig Volume Service Job DockerImage VariableBatchUpdateStrategy Resources LoggerMode DisableLifecycle BatchUpdateStrategy TB
    CountSlaPolicy Processes java_options Constraint BYTES UpdateConfig MesosJob DefaultHealthChecker LifecycleConfig GB RotatePolicy Docker Options
    AppcImage MB KB Tasks combine_tasks Mesos SimpleTask Process HttpHealthChecker python_options MesosContext DefaultLifecycleConfig SequentialTask
    concat_tasks PercentageSlaPolicy ExecutorConfig QueueUpdateStrategy PartitionPolicy order AURORA_EXECUTOR_NAME Mode include";

/// Names and values, added one after the other.
fn entries_of(variables: impl IntoIterator<Item = (Name, Value)>, span: Span) -> Entries {
    let variables = variables.into_iter();
    let entries = variables.map(|(name, value)| (Key(Value::string(&*name, span)), value));
    entries.collect()
}

pub(super) fn locals(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let [] = exactly("locals", arguments, span)?;
    local_variables(interpreter, span)
}

/// A copy of the variables of the function that is running; outside of functions, the global ones.
pub(super) fn local_variables(interpreter: &mut Interpreter, span: Span) -> EvalResult {
    match interpreter.current_locals() {
        // Python goes from the last variable to the first (`PyFrame_FastToLocals`).
        Some(mut variables) => {
            if interpreter.language.dict_order == DictOrder::Python2 {
                variables.reverse();
            }
            interpreter.allocate(variables.len(), span)?;
            Ok(Value::dict(entries_of(variables, span), span))
        }
        None => Ok(global_variables(interpreter, span)),
    }
}

pub(super) fn globals(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let [] = exactly("globals", arguments, span)?;
    Ok(global_variables(interpreter, span))
}

fn global_variables(interpreter: &mut Interpreter, span: Span) -> Value {
    let namespace = interpreter.current_globals();
    Value::new(ValueKind::foreign(Variables { namespace }), span)
}

/// The variables that a dict is, if it is what `globals()` gives.
pub(in crate::eval) fn namespace_of(dict: &Value) -> Option<Rc<Namespace>> {
    match &dict.kind {
        ValueKind::Foreign(foreign) => {
            let variables = foreign.as_any().downcast_ref::<Variables>();
            variables.map(|it| it.namespace.clone())
        }
        _ => None,
    }
}

/// What `globals()` gives: a dict that is the variables, so that writing to it makes some.
#[derive(Debug)]
struct Variables {
    namespace: Rc<Namespace>,
}

impl Variables {
    /// The variables in the table that Python would have them in. What was deleted is not known.
    fn entries(&self, interpreter: &Interpreter, span: Span) -> Entries {
        let variables = self.namespace.variables.borrow();
        let variables = variables.iter();
        let variables = variables.map(|(name, value)| (name.clone(), value.clone()));
        let is_main = Rc::ptr_eq(&self.namespace, &interpreter.globals);
        if !is_main || interpreter.language.dict_order == DictOrder::Insertion {
            return entries_of(variables, span);
        }
        let key = |name: &str| Key(Value::string(name, span));
        let client_names = CLIENT_NAMES.split_whitespace();
        let mut entries: Entries = client_names
            .clone()
            .map(|name| (key(name), Value::none(span)))
            .collect();
        // What only jobc's own library has comes last, where it is in nobody's way.
        let (own, others): (Vec<_>, Vec<_>) = variables.partition(|(name, _)| {
            interpreter.schema.contains(name) && !entries.contains(&key(name))
        });
        for (name, value) in others.into_iter().chain(own) {
            entries.insert(key(&name), value);
        }
        for name in client_names.filter(|name| !self.namespace.contains(name)) {
            entries.remove(&key(name));
        }
        entries
    }
}

impl Foreign for Variables {
    fn type_name(&self) -> &'static str {
        "dict"
    }

    /// The methods of dicts, on a copy: those that change a dict are not among them.
    fn attribute(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        name: &str,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        if matches!(name, "clear" | "pop" | "popitem" | "setdefault" | "update") {
            return Ok(None);
        }
        let Some(method) = methods::find_in(crate::eval::value::BuiltinType::Dict, name) else {
            return Ok(None);
        };
        let receiver = Value::dict(self.entries(interpreter, span), span);
        let bound = crate::eval::value::Method {
            receiver,
            function: Value::new(ValueKind::Native(method), span),
        };
        Ok(Some(Value::new(ValueKind::Method(Rc::new(bound)), span)))
    }

    fn repr(&self, interpreter: &mut Interpreter) -> EvalResult<String> {
        let nowhere = Span::NOWHERE;
        let dict = Value::dict(self.entries(interpreter, nowhere), nowhere);
        interpreter.repr(&dict, nowhere)
    }

    fn iterate(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        span: Span,
    ) -> EvalResult<Option<Iteration>> {
        let items = self
            .entries(interpreter, span)
            .keys(interpreter.language.dict_order);
        Ok(Some(Iteration::Items { items, position: 0 }))
    }

    fn index(
        &self,
        interpreter: &mut Interpreter,
        index: &Value,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let value = index.as_text().and_then(|name| {
            self.namespace
                .variables
                .borrow()
                .get(name.as_str())
                .cloned()
        });
        match value {
            Some(value) => Ok(Some(value)),
            None => Err(methods::missing_key(interpreter, index, span)),
        }
    }

    fn set_index(
        &self,
        _interpreter: &mut Interpreter,
        index: &Value,
        value: Value,
        span: Span,
    ) -> EvalResult<bool> {
        let name: Name = text("globals", index, span)?.as_str().into();
        self.namespace.variables.borrow_mut().insert(name, value);
        Ok(true)
    }

    fn length(&self) -> Option<usize> {
        Some(self.namespace.variables.borrow().len())
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}
