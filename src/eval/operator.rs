//! Operators: what `+ - * / // % ** << >> & | ^` and the signs do, and who decides: numbers, sequences, classes, objects.

use super::arithmetic::{Number, as_long, big_integer, number, small_arithmetic};
use super::set_operations::{Operand, Operation};
use super::value::{Arguments, Value, ValueKind};
use super::{EvalResult, Interpreter, Raised, format, methods, objects};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::eval;
use crate::source::Span;
use crate::syntax::ast::{BinaryOperator, UnaryOperator};

fn method_names(operator: BinaryOperator) -> (&'static str, &'static str, &'static str) {
    match operator {
        BinaryOperator::Add => ("__add__", "__radd__", "__iadd__"),
        BinaryOperator::Subtract => ("__sub__", "__rsub__", "__isub__"),
        BinaryOperator::Multiply => ("__mul__", "__rmul__", "__imul__"),
        BinaryOperator::Divide => ("__div__", "__rdiv__", "__idiv__"),
        BinaryOperator::TrueDivide => ("__truediv__", "__rtruediv__", "__itruediv__"),
        BinaryOperator::FloorDivide => ("__floordiv__", "__rfloordiv__", "__ifloordiv__"),
        BinaryOperator::Modulo => ("__mod__", "__rmod__", "__imod__"),
        BinaryOperator::Power => ("__pow__", "__rpow__", "__ipow__"),
        BinaryOperator::LeftShift => ("__lshift__", "__rlshift__", "__ilshift__"),
        BinaryOperator::RightShift => ("__rshift__", "__rrshift__", "__irshift__"),
        BinaryOperator::BitAnd => ("__and__", "__rand__", "__iand__"),
        BinaryOperator::BitOr => ("__or__", "__ror__", "__ior__"),
        BinaryOperator::BitXor => ("__xor__", "__rxor__", "__ixor__"),
        BinaryOperator::MatrixMultiply => ("__matmul__", "__rmatmul__", "__imatmul__"),
    }
}

/// Shows what each operand of an operation is.
#[cold]
pub(super) fn label_operands(
    raised: Box<Raised>,
    span: Span,
    left: (&Value, Span),
    right: (&Value, Span),
) -> Box<Raised> {
    let concerned = matches!(
        &*raised,
        Raised::Exception(e) if e.diagnostic.primary.span == span && e.diagnostic.code == &eval::TYPE_ERROR
    );
    if !concerned {
        return raised;
    }
    raised.map_diagnostic(|diagnostic| {
        diagnostic
            .label(left.1, super::render::short_description(left.0))
            .label(right.1, super::render::short_description(right.0))
    })
}

impl Interpreter<'_> {
    /// `left operator right`.
    pub fn binary(
        &mut self,
        operator: BinaryOperator,
        left: &Value,
        right: &Value,
        span: Span,
    ) -> EvalResult {
        if left.is_poison() || right.is_poison() {
            return Ok(Value::poison(span));
        }
        if let (ValueKind::Integer(a), ValueKind::Integer(b)) = (&left.kind, &right.kind)
            && let Some(result) = small_arithmetic(operator, *a, *b)
        {
            return Ok(Value::integer(result, span));
        }
        if let Some(result) = self.binary_of_kinds(operator, left, right, span)? {
            return Ok(result);
        }
        Err(self.unsupported_operands(operator, left, right, span))
    }

    #[inline(never)]
    fn binary_of_kinds(
        &mut self,
        operator: BinaryOperator,
        left: &Value,
        right: &Value,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        if let Some(result) = self.binary_by_method(operator, left, right, span)? {
            return Ok(Some(result));
        }
        if let ValueKind::Foreign(foreign) = &left.kind
            && let Some(result) = foreign.clone().binary(self, operator, right, false, span)?
        {
            return Ok(Some(result));
        }
        if let ValueKind::Foreign(foreign) = &right.kind
            && let Some(result) = foreign.clone().binary(self, operator, left, true, span)?
        {
            return Ok(Some(result));
        }
        if operator == BinaryOperator::Modulo {
            match &left.kind {
                ValueKind::String(_) | ValueKind::Unicode(_) => {
                    return format::percent(self, left, right, span).map(Some);
                }
                ValueKind::Object(object) => {
                    return objects::modulo(self, object, right, span).map(Some);
                }
                _ => {}
            }
        }
        if let (Some(a), Some(b)) = (number(left), number(right)) {
            return self.arithmetic(operator, a, b, span);
        }
        self.sequence_operation(operator, &payload(left), &payload(right), span)
    }

    fn binary_by_method(
        &mut self,
        operator: BinaryOperator,
        left: &Value,
        right: &Value,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let (direct, reflected, _) = method_names(operator);
        for (this, other, name) in [(left, right, direct), (right, left, reflected)] {
            let ValueKind::Instance(instance) = &this.kind else {
                continue;
            };
            let mut method = self.method_of(instance, this, name);
            if method.is_none() && operator == BinaryOperator::Divide {
                let name = if name == "__div__" {
                    "__truediv__"
                } else {
                    "__rtruediv__"
                };
                method = self.method_of(instance, this, name);
            }
            if let Some(method) = method {
                let arguments = Arguments {
                    positional: [other.clone()].into_iter().collect(),
                    keywords: Vec::new(),
                };
                let result = self.call(&method, arguments, span)?;
                if !matches!(result.kind, ValueKind::NotImplemented) {
                    return Ok(Some(result));
                }
            }
        }
        Ok(None)
    }

    /// `left operator= right`, which changes a list or set itself.
    pub(super) fn binary_in_place(
        &mut self,
        operator: BinaryOperator,
        left: &Value,
        right: &Value,
        span: Span,
    ) -> EvalResult {
        match (&left.kind, operator) {
            (ValueKind::List(list), BinaryOperator::Add) => {
                if right.is_poison() {
                    list.borrow_mut().push(Value::poison(right.origin));
                    return Ok(left.clone());
                }
                let items = self.items(right, span)?;
                self.allocate(list.borrow().len() + items.len(), span)?;
                list.borrow_mut().extend(items);
                return Ok(left.clone());
            }
            (ValueKind::List(list), BinaryOperator::Multiply) => {
                if let ValueKind::Integer(_) | ValueKind::Boolean(_) = right.kind {
                    let new = self.binary(operator, left, right, span)?;
                    if let ValueKind::List(new) = &new.kind {
                        let items = new.take();
                        list.replace(items);
                    }
                    return Ok(left.clone());
                }
            }
            (ValueKind::Set(set), _) if !set.frozen => {
                if let ValueKind::Set(other) = &right.kind
                    && let Some(operation) = Operation::of(operator)
                {
                    let size = set.items.borrow().len() + other.items.borrow().len();
                    self.allocate_items(size, span)?;
                    operation.change(set, &Operand::Set(other.clone()), self.language.dict_order);
                    return Ok(left.clone());
                }
            }
            (ValueKind::Instance(instance), _) => {
                let (_, _, name) = method_names(operator);
                if let Some(method) = self.method_of(instance, left, name) {
                    let arguments = Arguments {
                        positional: [right.clone()].into_iter().collect(),
                        keywords: Vec::new(),
                    };
                    return self.call(&method, arguments, span);
                }
            }
            (ValueKind::Foreign(_), _) if !right.is_poison() => {
                let (_, _, name) = method_names(operator);
                if let Some(native) = methods::find(&left.kind, name) {
                    let arguments = Arguments {
                        positional: [left.clone(), right.clone()].into_iter().collect(),
                        keywords: Vec::new(),
                    };
                    return self.call_native(native, arguments, span);
                }
            }
            _ => {}
        }
        self.binary(operator, left, right, span)
    }

    /// `-value`, `+value`, `~value`.
    pub fn unary(&mut self, operator: UnaryOperator, value: &Value, span: Span) -> EvalResult {
        if value.is_poison() {
            return Ok(Value::poison(span));
        }
        let (symbol, name) = match operator {
            UnaryOperator::Minus => ("-", "__neg__"),
            UnaryOperator::Plus => ("+", "__pos__"),
            UnaryOperator::Invert => ("~", "__invert__"),
            UnaryOperator::Not => return Ok(Value::boolean(!self.truth(value, span)?, span)),
        };
        if let ValueKind::Instance(instance) = &value.kind
            && let Some(method) = self.method_of(instance, value, name)
        {
            return self.call(&method, Arguments::default(), span);
        }
        match (operator, number(value)) {
            (UnaryOperator::Plus, Some(Number::Float(number))) => {
                Ok(Value::new(ValueKind::Float(number), span))
            }
            (UnaryOperator::Minus, Some(Number::Float(number))) => {
                Ok(Value::new(ValueKind::Float(-number), span))
            }
            (UnaryOperator::Plus, Some(Number::Big(number))) => {
                Ok(as_long(big_integer(number, span)))
            }
            (UnaryOperator::Minus, Some(Number::Big(number))) => {
                Ok(as_long(big_integer(-number, span)))
            }
            (UnaryOperator::Plus, Some(number)) => Ok(big_integer(number.big(), span)),
            (UnaryOperator::Minus, Some(number)) => Ok(big_integer(-number.big(), span)),
            (UnaryOperator::Invert, Some(Number::Integer(number))) => {
                Ok(Value::integer(!number, span))
            }
            (UnaryOperator::Invert, Some(Number::Big(number))) => {
                Ok(as_long(big_integer(-number - 1, span)))
            }
            _ => {
                let found = self.type_name(value);
                Err(Raised::with_diagnostic(
                    "TypeError",
                    format!("bad operand type for unary {symbol}: '{found}'"),
                    self.with_unset(
                        Diagnostic::new(
                            &eval::TYPE_ERROR,
                            format!(
                                "`{symbol}` requires a number, found {}",
                                self.describe(value)
                            ),
                            span,
                        ),
                        &[value],
                    ),
                ))
            }
        }
    }

    #[cold]
    fn unsupported_operands(
        &mut self,
        operator: BinaryOperator,
        left: &Value,
        right: &Value,
        span: Span,
    ) -> Box<Raised> {
        let (a, b) = (self.type_name(left), self.type_name(right));
        let symbol = operator.symbol();
        let is_text = |value: &Value| value.as_text().is_some();
        let python_message = match &left.kind {
            ValueKind::String(_) if operator == BinaryOperator::Add => {
                format!("cannot concatenate 'str' and '{b}' objects")
            }
            ValueKind::Unicode(_) if operator == BinaryOperator::Add => {
                format!("coercing to Unicode: need string or buffer, {b} found")
            }
            ValueKind::List(_) if operator == BinaryOperator::Add => {
                format!("can only concatenate list (not \"{b}\") to list")
            }
            ValueKind::Tuple(_) if operator == BinaryOperator::Add => {
                format!("can only concatenate tuple (not \"{b}\") to tuple")
            }
            _ => {
                let symbol = match operator {
                    BinaryOperator::Power => "** or pow()",
                    _ => symbol,
                };
                format!("unsupported operand type(s) for {symbol}: '{a}' and '{b}'")
            }
        };
        let message = match operator {
            BinaryOperator::Add => format!(
                "{} and {} cannot be added",
                self.describe(left),
                self.describe(right)
            ),
            _ => format!(
                "`{symbol}` does not support {} and {}",
                self.describe(left),
                self.describe(right)
            ),
        };
        let mut diagnostic = Diagnostic::new(&eval::TYPE_ERROR, message, span);
        let other = if is_text(left) { right } else { left };
        let functions = [left, right]
            .into_iter()
            .find_map(|value| match &value.kind {
                ValueKind::Function(function) => Some(&function.name),
                _ => None,
            });
        if let Some(name) = functions {
            diagnostic = diagnostic.help(format!("call the function: `{name}(…)`"));
        } else if operator == BinaryOperator::Add
            && let (ValueKind::List(_), ValueKind::Object(_))
            | (ValueKind::Object(_), ValueKind::List(_)) = (&left.kind, &right.kind)
        {
            diagnostic = diagnostic.help("put the object in a list: `[…]`");
        } else if operator == BinaryOperator::Add && is_text(left) != is_text(right) {
            diagnostic = match &other.kind {
                ValueKind::Object(_) => diagnostic.help(
                    "objects cannot be added: write a string with a reference, or format with `%s`",
                ),
                ValueKind::None => diagnostic,
                _ => diagnostic.help("convert it with `str(…)`, or format it with `%s`"),
            };
        }
        diagnostic = self.with_unset(diagnostic, &[left, right]);
        Raised::with_diagnostic("TypeError", python_message, diagnostic)
    }
}

/// The builtin value inside of an object that inherits from one.
pub(super) fn payload(value: &Value) -> Value {
    match &value.kind {
        ValueKind::Instance(instance) => match &instance.payload {
            Some(payload) => payload.clone(),
            None => value.clone(),
        },
        _ => value.clone(),
    }
}
