//! `operator`.

use super::arguments::{one, string, two};
use super::build::{ModuleBuilder, call_method, foreign, natives, split_self};
use crate::eval::value::{Arguments, Foreign, Value};
use crate::eval::{EvalResult, Interpreter};
use crate::source::{Span, Text};
use crate::syntax::ast::{BinaryOperator as Binary, CompareOperator as Compare, UnaryOperator};

natives! { FUNCTIONS:
    "abs" => |i, a, s| builtin(i, "abs", a, s),
    "add" => |i, a, s| binary(i, Binary::Add, a, s),
    "and_" => |i, a, s| binary(i, Binary::BitAnd, a, s),
    "attrgetter" => attrgetter,
    "concat" => |i, a, s| binary(i, Binary::Add, a, s),
    "contains" => |i, a, s| { let [c, x] = two("contains", a, s)?; i.compare_operator(Compare::In, &x, &c, s) },
    "countOf" => count_of,
    "delitem" => |i, a, s| method(i, "__delitem__", a, s),
    "div" => |i, a, s| binary(i, Binary::Divide, a, s),
    "eq" => |i, a, s| compare(i, Compare::Equal, a, s),
    "floordiv" => |i, a, s| binary(i, Binary::FloorDivide, a, s),
    "ge" => |i, a, s| compare(i, Compare::GreaterOrEqual, a, s),
    "getitem" => |i, a, s| { let [c, x] = two("getitem", a, s)?; i.subscript(&c, &x, s) },
    "gt" => |i, a, s| compare(i, Compare::Greater, a, s),
    "iadd" => |i, a, s| binary(i, Binary::Add, a, s),
    "index" => |_, a, s| { let v = one("index", a, s)?; super::arguments::integer("index", &v, s)?; Ok(v) },
    "inv" => |i, a, s| unary(i, UnaryOperator::Invert, a, s),
    "invert" => |i, a, s| unary(i, UnaryOperator::Invert, a, s),
    "is_" => |i, a, s| compare(i, Compare::Is, a, s),
    "is_not" => |i, a, s| compare(i, Compare::IsNot, a, s),
    "itemgetter" => itemgetter,
    "le" => |i, a, s| compare(i, Compare::LessOrEqual, a, s),
    "lshift" => |i, a, s| binary(i, Binary::LeftShift, a, s),
    "lt" => |i, a, s| compare(i, Compare::Less, a, s),
    "methodcaller" => methodcaller,
    "mod" => |i, a, s| binary(i, Binary::Modulo, a, s),
    "mul" => |i, a, s| binary(i, Binary::Multiply, a, s),
    "ne" => |i, a, s| compare(i, Compare::NotEqual, a, s),
    "neg" => |i, a, s| unary(i, UnaryOperator::Minus, a, s),
    "not_" => |i, a, s| unary(i, UnaryOperator::Not, a, s),
    "or_" => |i, a, s| binary(i, Binary::BitOr, a, s),
    "pos" => |i, a, s| unary(i, UnaryOperator::Plus, a, s),
    "pow" => |i, a, s| binary(i, Binary::Power, a, s),
    "rshift" => |i, a, s| binary(i, Binary::RightShift, a, s),
    "setitem" => |i, a, s| method(i, "__setitem__", a, s),
    "sub" => |i, a, s| binary(i, Binary::Subtract, a, s),
    "truediv" => |i, a, s| binary(i, Binary::TrueDivide, a, s),
    "truth" => |i, a, s| { let v = one("truth", a, s)?; Ok(Value::boolean(i.truth(&v, s)?, s)) },
    "xor" => |i, a, s| binary(i, Binary::BitXor, a, s),
}

/// The module. Every function that has a name with underscores in Python is known by that too.
pub(super) fn module(_: &mut Interpreter, span: Span) -> EvalResult {
    let mut builder = ModuleBuilder::new("operator", span).functions(FUNCTIONS);
    for function in FUNCTIONS {
        let name = format!("__{}__", function.name.trim_end_matches('_'));
        let value = Value::new(crate::eval::ValueKind::Native(function), span);
        builder = builder.value(&name, value);
    }
    Ok(builder.finish())
}

/// `left + right`.
pub(super) fn add(
    interpreter: &mut Interpreter,
    left: &Value,
    right: &Value,
    span: Span,
) -> EvalResult {
    interpreter.binary(Binary::Add, left, right, span)
}

fn binary(
    interpreter: &mut Interpreter,
    operator: Binary,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let [left, right] = two(operator.symbol(), arguments, span)?;
    interpreter.binary(operator, &left, &right, span)
}

fn compare(
    interpreter: &mut Interpreter,
    operator: Compare,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let [left, right] = two(operator.symbol(), arguments, span)?;
    interpreter.compare_operator(operator, &left, &right, span)
}

fn unary(
    interpreter: &mut Interpreter,
    operator: UnaryOperator,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let value = one("operator", arguments, span)?;
    if operator == UnaryOperator::Not {
        return Ok(Value::boolean(!interpreter.truth(&value, span)?, span));
    }
    interpreter.unary(operator, &value, span)
}

/// Calls a function that needs no import.
fn builtin(
    interpreter: &mut Interpreter,
    name: &str,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let function = interpreter.builtins.variables.borrow().get(name).cloned();
    match function {
        Some(function) => interpreter.call(&function, arguments, span),
        None => one(name, arguments, span),
    }
}

fn method(
    interpreter: &mut Interpreter,
    name: &str,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let (this, arguments) = split_self(name, arguments, span)?;
    call_method(interpreter, &this, name, arguments, span)
}

fn count_of(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let [items, wanted] = two("countOf", arguments, span)?;
    let mut count = 0;
    for item in interpreter.items(&items, span)? {
        count += i64::from(interpreter.equal(&item, &wanted, span)?);
    }
    Ok(Value::integer(count, span))
}

/// What `itemgetter(…)` gives.
#[derive(Debug)]
pub(super) struct ItemGetter {
    items: Vec<Value>,
}

impl ItemGetter {
    /// Gets one item.
    pub fn new(item: Value) -> ItemGetter {
        ItemGetter { items: vec![item] }
    }
}

/// The one value, or a tuple of several.
fn single(mut values: Vec<Value>, span: Span) -> Value {
    match values.pop() {
        Some(value) if values.is_empty() => value,
        Some(value) => {
            values.push(value);
            Value::tuple(values, span)
        }
        None => Value::none(span),
    }
}

impl Foreign for ItemGetter {
    fn type_name(&self) -> &'static str {
        "operator.itemgetter"
    }

    fn call(
        &self,
        interpreter: &mut Interpreter,
        arguments: Arguments,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let object = one("itemgetter", arguments, span)?;
        let mut values = Vec::with_capacity(self.items.len());
        for item in &self.items {
            values.push(interpreter.subscript(&object, item, span)?);
        }
        Ok(Some(single(values, span)))
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

fn itemgetter(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (first, rest) = split_self("itemgetter", arguments, span)?;
    let items = std::iter::once(first).chain(rest.positional).collect();
    Ok(foreign(ItemGetter { items }, span))
}

/// What `attrgetter(…)` gives: dotted names.
#[derive(Debug)]
struct AttributeGetter(Vec<Text>);

impl Foreign for AttributeGetter {
    fn type_name(&self) -> &'static str {
        "operator.attrgetter"
    }

    fn call(
        &self,
        interpreter: &mut Interpreter,
        arguments: Arguments,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let object = one("attrgetter", arguments, span)?;
        let mut values = Vec::with_capacity(self.0.len());
        for path in &self.0 {
            let mut value = object.clone();
            for name in path.split('.') {
                value = interpreter.attribute(&value, name, span)?;
            }
            values.push(value);
        }
        Ok(Some(single(values, span)))
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

fn attrgetter(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (first, rest) = split_self("attrgetter", arguments, span)?;
    let mut names = Vec::new();
    for name in std::iter::once(&first).chain(&rest.positional) {
        names.push(string("attrgetter", name, span)?.text);
    }
    Ok(foreign(AttributeGetter(names), span))
}

/// What `methodcaller(…)` gives.
#[derive(Debug)]
struct MethodCaller {
    name: Text,
    arguments: Arguments,
}

impl Foreign for MethodCaller {
    fn type_name(&self) -> &'static str {
        "operator.methodcaller"
    }

    fn call(
        &self,
        interpreter: &mut Interpreter,
        arguments: Arguments,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let object = one("methodcaller", arguments, span)?;
        let arguments = self.arguments.clone();
        call_method(interpreter, &object, &self.name, arguments, span).map(Some)
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

fn methodcaller(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (name, arguments) = split_self("methodcaller", arguments, span)?;
    let name = string("methodcaller", &name, span)?.text;
    Ok(foreign(MethodCaller { name, arguments }, span))
}
