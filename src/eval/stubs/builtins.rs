//! Stands in for `builtins/` until it is merged.
#![allow(missing_docs, unused_variables)]
use crate::eval::value::{Arguments, BuiltinType, Namespace};
use crate::eval::{EvalResult, Interpreter, Raised, Value};
use crate::source::Span;

pub fn install(interpreter: &mut Interpreter, namespace: &Namespace) {}
pub fn construct(
    i: &mut Interpreter,
    ty: BuiltinType,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    match (ty, arguments.positional.first()) {
        (BuiltinType::List, None) => Ok(Value::list(Vec::new(), span)),
        (BuiltinType::List, Some(value)) => Ok(Value::list(i.items(value, span)?, span)),
        (BuiltinType::Dict, _) => {
            let mut entries = crate::eval::value::Entries::default();
            for (name, at, value) in arguments.keywords {
                entries.insert(i.key(&Value::string(&*name, at), at)?, value);
            }
            Ok(Value::dict(entries, span))
        }
        (BuiltinType::String, Some(value)) => {
            let text = i.to_str(value, span)?;
            Ok(Value::new(crate::eval::ValueKind::String(text), span))
        }
        _ => Err(Raised::new(
            "TypeError",
            &crate::diagnostic::codes::eval::UNSUPPORTED,
            "no builtins yet",
            span,
        )),
    }
}
