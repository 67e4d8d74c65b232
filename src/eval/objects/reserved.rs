//! What a class derived from a struct may not define: names that Pystachio itself, or the client, calls or reads.
//!
//! Nothing of jobc calls back into the configuration where Pystachio would, so that another meaning of these would be lost.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::eval;
use crate::eval::{EvalResult, Raised};
use crate::object::Type;
use crate::source::Span;

/// Methods and data of Pystachio's `Object`, `Type`, `Namable` and `Structural`.
const OF_PYSTACHIO: [&str; 27] = [
    "TYPEMAP",
    "TYPE_PARAMETERS",
    "_cast_scopes_to_child",
    "_filter_against_schema",
    "_process_schema_attribute",
    "_schema_data",
    "_scopes",
    "_self_scope",
    "_update_schema_data",
    "bind",
    "check",
    "checker",
    "copy",
    "dump",
    "dup",
    "find",
    "get",
    "in_scope",
    "interpolate",
    "interpolate_key",
    "json_dump",
    "json_dumps",
    "json_load",
    "json_loads",
    "scopes",
    "serialize_type",
    "translate_to_scopes",
];

/// Special names whose meaning is kept, or that have none for objects.
const KEPT: [&str; 8] = [
    "__call__",
    "__doc__",
    "__metaclass__",
    "__module__",
    "__qualname__",
    "__repr__",
    "__slots__",
    "__str__",
];

/// Refuses a name that a class below a struct would give another meaning to.
pub(super) fn refuse(name: &str, class: &str, span: Span) -> EvalResult<()> {
    let is_special = name.starts_with("__") && name.ends_with("__");
    let is_type = name == "type_factory" || name == "type_parameters";
    if !OF_PYSTACHIO.contains(&name) && !is_type && (!is_special || KEPT.contains(&name)) {
        return Ok(());
    }
    let message =
        format!("a class derived from a struct, such as `{class}`, cannot define `{name}`");
    let diagnostic = Diagnostic::new(&eval::UNSUPPORTED, &message, span);
    let diagnostic = diagnostic.help(match name {
        "__init__" | "__new__" => {
            "objects are copied by calling the class again; use a `@classmethod` that creates them instead".to_owned()
        }
        _ => "choose another name: Pystachio calls this method internally, where jobc does not".to_owned(),
    });
    Err(Raised::with_diagnostic(
        "NotImplementedError",
        message,
        diagnostic,
    ))
}

/// Refuses to hide an attribute from outside of the class.
pub(super) fn refuse_hiding(name: &str, ty: &Type, span: Span) -> EvalResult<()> {
    if !hides(name, ty) {
        return Ok(());
    }
    let message = format!(
        "`{name}` of {} reads an attribute, and cannot be set",
        ty.called()
    );
    let diagnostic = Diagnostic::new(&eval::UNSUPPORTED, &message, span);
    let diagnostic =
        diagnostic.help("a class derived from the struct may define a method of that name");
    Err(Raised::with_diagnostic(
        "NotImplementedError",
        message,
        diagnostic,
    ))
}

/// Whether a member of a class stands in front of what reads an attribute, `x.name` or `x.has_name`.
pub(super) fn hides(name: &str, ty: &Type) -> bool {
    let Some(ty) = ty.as_struct() else {
        return false;
    };
    let asked = name.strip_prefix("has_");
    ty.attributes.contains_key(name) || asked.is_some_and(|it| ty.attributes.contains_key(it))
}
