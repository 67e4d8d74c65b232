//! Evaluating expressions.

use super::interpreter::NESTING_LIMIT;
use super::scope::{Env, Found};
use super::value::{Elements, Entries, Slice, Value, ValueKind};
use super::work_size::work_size;
use super::{EvalResult, Interpreter, Raised, format};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::{eval, limits};
use crate::source::{Span, Text, TextBuilder};
use crate::syntax::ast::{
    CompareOperator, DictItem, Expression, ExpressionKind, FormattedPart, Name, UnaryOperator,
};
use smallvec::SmallVec;
use std::rc::Rc;

impl Interpreter<'_> {
    /// Evaluates an expression. An exception that nothing can catch is reported here, and the value is poison.
    #[inline]
    pub(super) fn expression(&mut self, expression: &Expression, env: &Env) -> EvalResult {
        let result = self.unrecovered(expression, env);
        match result {
            Ok(value) => Ok(value),
            Err(raised) => self.recover(raised, expression.span),
        }
    }

    fn unrecovered(&mut self, expression: &Expression, env: &Env) -> EvalResult {
        let span = expression.span;
        let kind = match &expression.kind {
            ExpressionKind::Name(name) => return self.name(name, span, env),
            ExpressionKind::None => ValueKind::None,
            ExpressionKind::Boolean(value) => ValueKind::Boolean(*value),
            ExpressionKind::Integer(value) => ValueKind::Integer(*value),
            ExpressionKind::BigInteger(value) => ValueKind::BigInteger(value.clone()),
            ExpressionKind::Float(value) => ValueKind::Float(*value),
            ExpressionKind::String(literal) if literal.is_unicode => {
                ValueKind::Unicode(literal.text.clone())
            }
            ExpressionKind::String(literal) => ValueKind::String(literal.text.clone()),
            ExpressionKind::Ellipsis => ValueKind::Ellipsis,
            ExpressionKind::Error => ValueKind::Poison,
            _ => return self.compound(expression, env),
        };
        Ok(Value::new(kind, span))
    }

    fn compound(&mut self, expression: &Expression, env: &Env) -> EvalResult {
        if self.nesting >= NESTING_LIMIT {
            return Err(nesting_limit(expression.span));
        }
        self.nesting += 1;
        let result = self.dispatch(expression, env);
        self.nesting -= 1;
        result
    }

    fn dispatch(&mut self, expression: &Expression, env: &Env) -> EvalResult {
        let span = expression.span;
        match &expression.kind {
            ExpressionKind::Call {
                function,
                arguments,
            } => self.call_expression(function, arguments, span, env),
            ExpressionKind::Attribute { object, attribute } => {
                let object = self.expression(object, env)?;
                if object.is_poison() {
                    return Ok(Value::poison(span));
                }
                self.attribute_at(&object, &attribute.name, attribute.span)
            }
            ExpressionKind::Subscript { object, index } => {
                let object = self.expression(object, env)?;
                let place = self.expression(index, env)?;
                self.item(&object, index, &place, span)
            }
            ExpressionKind::Binary { .. } => self.binary_chain(expression, env),
            ExpressionKind::Compare { first, rest } => self.comparison(first, rest, span, env),
            ExpressionKind::List(items) => {
                let items = self.display(items, env)?;
                self.allocate(items.len(), span)?;
                Ok(Value::list(items, span))
            }
            ExpressionKind::Tuple(items) => Ok(Value::tuple(self.display(items, env)?, span)),
            ExpressionKind::Dict(items) => self.dict_display(items, span, env),
            ExpressionKind::Set(items) => self.set_display(items, span, env),
            ExpressionKind::And(left, right) => self.short_circuit(left, right, false, env),
            ExpressionKind::Or(left, right) => self.short_circuit(left, right, true, env),
            ExpressionKind::Conditional {
                body,
                condition,
                otherwise,
            } => {
                let condition_value = self.expression(condition, env)?;
                if self.truth(&condition_value, condition.span)? {
                    self.expression(body, env)
                } else {
                    self.expression(otherwise, env)
                }
            }
            ExpressionKind::Unary(UnaryOperator::Minus, operand)
                if self.is_smallest_integer(operand, span) =>
            {
                Ok(Value::integer(i64::MIN, span))
            }
            ExpressionKind::Unary(operator, operand) => {
                let value = self.expression(operand, env)?;
                match operator {
                    UnaryOperator::Not => {
                        Ok(Value::boolean(!self.truth(&value, operand.span)?, span))
                    }
                    _ => self.unary(*operator, &value, span),
                }
            }
            ExpressionKind::Lambda(lambda) => self.lambda(lambda, span, env),
            ExpressionKind::ListComprehension(comprehension) => {
                self.list_comprehension(comprehension, span, env)
            }
            ExpressionKind::SetComprehension(comprehension) => {
                self.set_comprehension(comprehension, span, env)
            }
            ExpressionKind::DictComprehension(comprehension, value) => {
                self.dict_comprehension(comprehension, value, span, env)
            }
            ExpressionKind::Generator(comprehension) => {
                self.generator_expression(comprehension, span, env)
            }
            ExpressionKind::FormattedString(parts) => {
                let text = self.formatted_string(parts, span, env)?;
                Ok(Value::new(ValueKind::String(text), span))
            }
            ExpressionKind::Repr(operand) => {
                let value = self.expression(operand, env)?;
                self.work(work_size(&value), span)?;
                let text = self.repr(&value, span)?;
                Ok(Value::string(text, span))
            }
            ExpressionKind::Slice { start, stop, step } => {
                let mut bound = |part: &Option<Box<Expression>>| match part {
                    Some(part) => self.expression(part, env),
                    None => Ok(Value::none(span)),
                };
                let bounds = [bound(start)?, bound(stop)?, bound(step)?];
                Ok(Value::new(ValueKind::Slice(Rc::new(Slice(bounds))), span))
            }
            ExpressionKind::Yield(value) => self.yield_expression(value.as_deref(), span, env),
            ExpressionKind::Named { target, value } => {
                let value = self.expression(value, env)?;
                env.set(&target.name, value.clone());
                Ok(value)
            }
            // The parser reports a star elsewhere than in a display or a call.
            ExpressionKind::Starred(_) | ExpressionKind::Error => Ok(Value::poison(span)),
            _ => self.unrecovered(expression, env),
        }
    }

    fn name(&mut self, name: &Name, span: Span, env: &Env) -> EvalResult {
        match env.find(name) {
            Found::Value(value) => Ok(written_at(value, span)),
            Found::Missing => match self.builtins.get(name) {
                Some(value) => Ok(written_at(value, span)),
                // A name that cannot be one has been reported by the parser.
                None if self.definitions_missing && self.in_try == 0 || !name.is_ascii() => {
                    Ok(Value::poison(span))
                }
                None => Err(self.undefined(name, span, env)),
            },
            Found::UnboundLocal => Err(Raised::with_diagnostic(
                "UnboundLocalError",
                format!("local variable '{name}' referenced before assignment"),
                Diagnostic::new(
                    &eval::UNBOUND_LOCAL,
                    format!("the local variable `{name}` is read before it is assigned"),
                    span,
                )
                .help(format!(
                    "`{name}` is local because the function assigns it; to change the global variable, \
                     declare `global {name}`"
                )),
            )),
            Found::UnboundFree => Err(Raised::with_diagnostic(
                "NameError",
                format!("free variable '{name}' referenced before assignment in enclosing scope"),
                Diagnostic::new(
                    &eval::UNBOUND_LOCAL,
                    format!(
                        "`{name}` is read before the enclosing function has assigned it"
                    ),
                    span,
                ),
            )),
        }
    }

    /// `a + b + c` is nested as deep as it is long: the left operands are walked without recursion.
    fn binary_chain(&mut self, expression: &Expression, env: &Env) -> EvalResult {
        let mut chain: SmallVec<[&Expression; 8]> = SmallVec::new();
        let mut leftmost = expression;
        while let ExpressionKind::Binary { left, .. } = &leftmost.kind {
            chain.push(leftmost);
            leftmost = left;
        }
        let mut value = self.expression(leftmost, env)?;
        while let Some(link) = chain.pop() {
            let ExpressionKind::Binary {
                left,
                operator,
                right,
            } = &link.kind
            else {
                continue;
            };
            let operand = self.expression(right, env)?;
            let result = self
                .binary(*operator, &value, &operand, link.span)
                .map_err(|raised| {
                    super::operator::label_operands(
                        raised,
                        link.span,
                        (&value, left.span),
                        (&operand, right.span),
                    )
                });
            value = match result {
                Ok(value) => value,
                // The outermost link is recovered by the caller.
                Err(raised) if chain.is_empty() => return Err(raised),
                Err(raised) => self.recover(raised, link.span)?,
            };
        }
        Ok(value)
    }

    fn comparison(
        &mut self,
        first: &Expression,
        rest: &[(CompareOperator, Expression)],
        span: Span,
        env: &Env,
    ) -> EvalResult {
        let mut left = self.expression(first, env)?;
        let mut result = Value::boolean(true, span);
        for (index, (operator, operand)) in rest.iter().enumerate() {
            let right = self.expression(operand, env)?;
            result = self.compare_operator(*operator, &left, &right, span)?;
            if index + 1 < rest.len() && !self.truth(&result, span)? {
                break;
            }
            left = right;
        }
        Ok(result)
    }

    fn short_circuit(
        &mut self,
        left: &Expression,
        right: &Expression,
        stop_at: bool,
        env: &Env,
    ) -> EvalResult {
        let value = self.expression(left, env)?;
        if self.truth(&value, left.span)? == stop_at {
            return Ok(value);
        }
        self.expression(right, env)
    }

    /// The items of a list, tuple or set display.
    fn display(&mut self, items: &[Expression], env: &Env) -> EvalResult<Vec<Value>> {
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            if let ExpressionKind::Starred(inner) = &item.kind {
                let value = self.expression(inner, env)?;
                values.extend(self.items(&value, inner.span)?);
            } else {
                values.push(self.expression(item, env)?);
            }
        }
        Ok(values)
    }

    fn dict_display(&mut self, items: &[DictItem], span: Span, env: &Env) -> EvalResult {
        let mut entries = Entries::of_display(items.len());
        for item in items {
            match item {
                DictItem::Entry(key, value) => {
                    // Python 2 evaluates the value first.
                    let value = self.expression(value, env)?;
                    let key_value = self.expression(key, env)?;
                    match self.key(&key_value, key.span) {
                        Ok(key) => {
                            entries.insert(key, value);
                        }
                        Err(raised) => {
                            self.recover(raised, key.span)?;
                        }
                    }
                }
                DictItem::Spread(other) => {
                    let value = self.expression(other, env)?;
                    for (key, value) in self.mapping_entries(&value, other.span)? {
                        entries.insert(self.key(&key, other.span)?, value);
                    }
                }
            }
        }
        self.allocate(entries.len(), span)?;
        Ok(Value::dict(entries, span))
    }

    fn set_display(&mut self, items: &[Expression], span: Span, env: &Env) -> EvalResult {
        let mut set = Elements::default();
        for value in self.display(items, env)? {
            let key = self.key(&value, value.origin)?;
            set.insert(key, ());
        }
        Ok(Value::set(set, span))
    }

    fn formatted_string(
        &mut self,
        parts: &[FormattedPart],
        span: Span,
        env: &Env,
    ) -> EvalResult<Text> {
        let mut builder = TextBuilder::new();
        for part in parts {
            match part {
                FormattedPart::Text(text) => builder.push(text),
                FormattedPart::Value {
                    value,
                    conversion,
                    format: spec,
                } => {
                    let mut evaluated = self.expression(value, env)?;
                    match conversion {
                        Some('r' | 'a') => {
                            let text = self.repr(&evaluated, value.span)?;
                            evaluated = Value::string(text, value.span);
                        }
                        Some(_) => {
                            let text = self.to_str(&evaluated, value.span)?;
                            evaluated = Value::new(ValueKind::Unicode(text), value.span);
                        }
                        None => {}
                    }
                    if spec.is_empty() {
                        builder.push(&self.to_str(&evaluated, value.span)?);
                    } else {
                        let spec = self.formatted_string(spec, span, env)?;
                        builder.push(&format::format_value(self, &evaluated, &spec, value.span)?);
                    }
                }
            }
            self.allocate(builder.len(), span)?;
        }
        Ok(builder.finish())
    }
}

/// What jobc brings along is written nowhere: it comes from where it is named.
#[inline]
fn written_at(mut value: Value, span: Span) -> Value {
    if value.origin == Span::NOWHERE {
        value.origin = span;
    }
    value
}

/// The native stack would not hold more.
#[cold]
pub(super) fn nesting_limit(span: Span) -> Box<Raised> {
    Raised::abort(Diagnostic::new(
        &limits::CALL_DEPTH_LIMIT,
        format!("more than {NESTING_LIMIT} expressions and calls are nested"),
        span,
    ))
}

impl Interpreter<'_> {
    /// Whether the operand of a minus at `span` is the number that makes the smallest `int`. Python 2 takes the sign for a part of a
    /// literal right behind it, and computes a `long` in all other cases.
    fn is_smallest_integer(&self, operand: &Expression, span: Span) -> bool {
        let ExpressionKind::BigInteger(value) = &operand.kind else {
            return false;
        };
        // Parentheses and an `L` at the end keep it a `long`.
        **value == num_bigint::BigInt::from(1u64 << 63)
            && operand.span.end == span.end
            && !self.sources.text(operand.span).ends_with(['l', 'L'])
    }
}
