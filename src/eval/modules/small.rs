//! Modules of which a configuration needs little.

use super::arguments::{string, take};
use super::build::{ModuleBuilder, call_method, natives, positional};
use crate::eval::value::{Arguments, BuiltinType, Value, ValueKind};
use crate::eval::{EvalResult, Interpreter};
use crate::source::Span;

/// `types`.
pub(super) fn types(interpreter: &mut Interpreter, span: Span) -> EvalResult {
    let classes = [
        ("BooleanType", BuiltinType::Boolean),
        ("BuiltinFunctionType", BuiltinType::Function),
        ("DictType", BuiltinType::Dict),
        ("DictionaryType", BuiltinType::Dict),
        ("FileType", BuiltinType::File),
        ("FloatType", BuiltinType::Float),
        ("FunctionType", BuiltinType::Function),
        ("GeneratorType", BuiltinType::Generator),
        ("IntType", BuiltinType::Integer),
        ("LambdaType", BuiltinType::Function),
        ("ListType", BuiltinType::List),
        ("LongType", BuiltinType::Long),
        ("ModuleType", BuiltinType::Module),
        ("NoneType", BuiltinType::NoneType),
        ("ObjectType", BuiltinType::Object),
        ("SliceType", BuiltinType::Slice),
        ("StringType", BuiltinType::String),
        ("TupleType", BuiltinType::Tuple),
        ("TypeType", BuiltinType::Type),
        ("UnicodeType", BuiltinType::Unicode),
        ("XRangeType", BuiltinType::XRange),
    ];
    let strings = classes_of(
        interpreter,
        &[BuiltinType::String, BuiltinType::Unicode],
        span,
    );
    Ok(ModuleBuilder::new("types", span)
        .builtin_classes(interpreter, &classes)
        .value("StringTypes", strings)
        .finish())
}

fn classes_of(interpreter: &Interpreter, types: &[BuiltinType], span: Span) -> Value {
    let classes = types
        .iter()
        .map(|ty| Value::new(ValueKind::Class(interpreter.classes.get(*ty)), span));
    Value::tuple(classes.collect::<Vec<_>>(), span)
}

/// `numbers`: each class as a tuple of those that belong to it, which `isinstance` takes too.
pub(super) fn numbers(interpreter: &mut Interpreter, span: Span) -> EvalResult {
    let integers = [
        BuiltinType::Integer,
        BuiltinType::Long,
        BuiltinType::Boolean,
    ];
    let all = [
        BuiltinType::Integer,
        BuiltinType::Long,
        BuiltinType::Boolean,
        BuiltinType::Float,
    ];
    let mut builder = ModuleBuilder::new("numbers", span);
    for name in ["Integral", "Rational"] {
        builder = builder.value(name, classes_of(interpreter, &integers, span));
    }
    for name in ["Number", "Complex", "Real"] {
        builder = builder.value(name, classes_of(interpreter, &all, span));
    }
    Ok(builder.finish())
}

/// `__future__`: names to import; the evaluator gives them no meaning.
pub(super) fn future(_: &mut Interpreter, span: Span) -> EvalResult {
    let names = [
        "absolute_import",
        "annotations",
        "division",
        "generators",
        "nested_scopes",
        "print_function",
        "unicode_literals",
        "with_statement",
    ];
    let builder = ModuleBuilder::new("__future__", span);
    let add = |builder: ModuleBuilder, name: &&str| builder.value(name, Value::boolean(true, span));
    Ok(names.iter().fold(builder, add).finish())
}

natives! { SIX:
    "iteritems" => |i, a, s| first_method(i, a, "iteritems", s),
    "iterkeys" => |i, a, s| first_method(i, a, "iterkeys", s),
    "itervalues" => |i, a, s| first_method(i, a, "itervalues", s),
    "u" => |_, a, s| {
        let text = super::arguments::one("u", a, s)?;
        let text = string("u", &text, s)?;
        Ok(Value::new(ValueKind::Unicode(text.text), s))
    },
    "b" => |_, a, s| super::arguments::one("b", a, s),
}

fn first_method(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    name: &str,
    span: Span,
) -> EvalResult {
    let value = super::arguments::one(name, arguments, span)?;
    call_method(interpreter, &value, name, positional([]), span)
}

/// `six`.
pub(super) fn six(interpreter: &mut Interpreter, span: Span) -> EvalResult {
    let strings = classes_of(interpreter, &[BuiltinType::BaseString], span);
    let integers = classes_of(
        interpreter,
        &[BuiltinType::Integer, BuiltinType::Long],
        span,
    );
    Ok(ModuleBuilder::new("six", span)
        .functions(SIX)
        .value("string_types", strings)
        .value("integer_types", integers)
        .builtin_classes(
            interpreter,
            &[
                ("text_type", BuiltinType::Unicode),
                ("binary_type", BuiltinType::String),
            ],
        )
        .value("PY2", Value::boolean(true, span))
        .value("PY3", Value::boolean(false, span))
        .finish())
}

natives! { PPRINT:
    "pformat" => |i, a, s| {
        let ([value], _) = take("pformat", a, ["object"], ["indent", "width", "depth"], s)?;
        Ok(Value::string(i.repr(&value, s)?, s))
    },
    "pprint" => |i, a, s| {
        let ([value], _) = take("pprint", a, ["object"], ["stream", "indent", "width", "depth"], s)?;
        let text = i.repr(&value, s)?;
        super::system::print(i, &text, s)?;
        super::system::print(i, "\n", s)?;
        Ok(Value::none(s))
    },
}

/// `pprint`: everything on one line.
pub(super) fn pprint(_: &mut Interpreter, span: Span) -> EvalResult {
    Ok(ModuleBuilder::new("pprint", span)
        .functions(PPRINT)
        .finish())
}

/// `typing`, which only Python 3 has: annotations have no meaning, but their names have to exist.
pub(super) fn typing(interpreter: &mut Interpreter, span: Span) -> EvalResult {
    let names = [
        "Any", "Callable", "Dict", "Iterable", "Iterator", "Mapping", "Optional", "Sequence",
        "Set", "Text", "Tuple", "Union",
    ];
    let object = interpreter.classes.get(BuiltinType::Object);
    let object = Value::new(ValueKind::Class(object), span);
    let builder = ModuleBuilder::new("typing", span);
    let add = |builder: ModuleBuilder, name: &&str| builder.value(name, object.clone());
    Ok(names.iter().fold(builder, add).finish())
}
