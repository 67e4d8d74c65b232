//! Assigning and deleting: names, attributes, items, slices, unpacking.

use super::scope::Env;
use super::value::{Value, ValueKind};
use super::{EvalResult, Interpreter, Raised};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::eval;
use crate::source::Span;
use crate::syntax::ast::{BinaryOperator, Expression, ExpressionKind};

impl Interpreter<'_> {
    /// Assigns a value to a target.
    pub(super) fn assign(
        &mut self,
        target: &Expression,
        value: Value,
        env: &Env,
    ) -> EvalResult<()> {
        match &target.kind {
            ExpressionKind::Name(name) => {
                self.note_assignment(name, target.span, &value);
                env.set(name, value);
                Ok(())
            }
            _ => {
                let result = self.assign_to_part(target, value, env);
                match result {
                    Ok(()) => Ok(()),
                    Err(raised) => self.recover(raised, target.span).map(|_| ()),
                }
            }
        }
    }

    #[inline(never)]
    fn assign_to_part(&mut self, target: &Expression, value: Value, env: &Env) -> EvalResult<()> {
        match &target.kind {
            ExpressionKind::Attribute { object, attribute } => {
                let object = self.expression(object, env)?;
                self.set_attribute(&object, &attribute.name, value, attribute.span)
            }
            ExpressionKind::Subscript { object, index } => {
                let object = self.expression(object, env)?;
                let place = self.expression(index, env)?;
                if self.set_plain_slice(&object, index, (&place, &value), target.span)? {
                    return Ok(());
                }
                self.set_subscript(&object, &place, value, target.span)
            }
            ExpressionKind::Tuple(targets) | ExpressionKind::List(targets) => {
                self.unpack(targets, &value, target.span, env)
            }
            ExpressionKind::Starred(inner) => self.assign(inner, value, env),
            // The parser reports other targets.
            _ => Ok(()),
        }
    }

    fn unpack(
        &mut self,
        targets: &[Expression],
        value: &Value,
        span: Span,
        env: &Env,
    ) -> EvalResult<()> {
        let items = if value.is_poison() {
            None
        } else {
            match self.unpacked(targets, value, span) {
                Ok(items) => Some(items),
                Err(raised) => {
                    self.recover(raised, span)?;
                    None
                }
            }
        };
        let Some(items) = items else {
            for target in targets {
                self.assign(target, Value::poison(span), env)?;
            }
            return Ok(());
        };
        let mut items = items.into_iter();
        let behind_star = targets.len();
        for (index, target) in targets.iter().enumerate() {
            if let ExpressionKind::Starred(inner) = &target.kind {
                let rest = behind_star - index - 1;
                let count = items.len().saturating_sub(rest);
                let taken: Vec<Value> = items.by_ref().take(count).collect();
                self.assign(inner, Value::list(taken, value.origin), env)?;
            } else if let Some(item) = items.next() {
                self.assign(target, item, env)?;
            }
        }
        Ok(())
    }

    /// The items of a value that is unpacked, of the right number.
    fn unpacked(
        &mut self,
        targets: &[Expression],
        value: &Value,
        span: Span,
    ) -> EvalResult<Vec<Value>> {
        let items = match &value.kind {
            ValueKind::Tuple(tuple) => tuple.items.to_vec(),
            _ => self.items(value, span)?,
        };
        let starred = targets
            .iter()
            .any(|target| matches!(target.kind, ExpressionKind::Starred(_)));
        let needed = targets.len() - usize::from(starred);
        let fits = if starred {
            items.len() >= needed
        } else {
            items.len() == needed
        };
        if fits {
            return Ok(items);
        }
        let (found, values) = (
            items.len(),
            if items.len() == 1 { "value" } else { "values" },
        );
        let names = if needed == 1 { "name" } else { "names" };
        let python_message = if found < needed {
            let plural = if found == 1 { "" } else { "s" };
            format!("need more than {found} value{plural} to unpack")
        } else {
            "too many values to unpack".to_owned()
        };
        Err(Raised::with_diagnostic(
            "ValueError",
            python_message,
            Diagnostic::new(
                &eval::VALUE_ERROR,
                format!("{found} {values} cannot be unpacked into {needed} {names}"),
                span,
            )
            .label(value.origin, "this is unpacked"),
        ))
    }

    #[inline(never)]
    pub(super) fn augmented_assign(
        &mut self,
        target: &Expression,
        operator: BinaryOperator,
        operand: &Expression,
        span: Span,
        env: &Env,
    ) -> EvalResult<()> {
        match &target.kind {
            ExpressionKind::Attribute { object, attribute } => {
                let object = self.expression(object, env)?;
                if object.is_poison() {
                    self.expression(operand, env)?;
                    return Ok(());
                }
                let old = self.attribute_at(&object, &attribute.name, attribute.span)?;
                let value = self.expression(operand, env)?;
                let new =
                    self.augmented(operator, old, target, (value, operand.span), span, env)?;
                self.set_attribute(&object, &attribute.name, new, attribute.span)
            }
            ExpressionKind::Subscript { object, index } => {
                let object = self.expression(object, env)?;
                let index = self.expression(index, env)?;
                let old = self
                    .subscript(&object, &index, target.span)
                    .or_else(|raised| self.recover(raised, target.span))?;
                let value = self.expression(operand, env)?;
                let new =
                    self.augmented(operator, old, target, (value, operand.span), span, env)?;
                self.set_subscript(&object, &index, new, target.span)
            }
            _ => {
                let old = self.expression(target, env)?;
                let value = self.expression(operand, env)?;
                let new =
                    self.augmented(operator, old, target, (value, operand.span), span, env)?;
                self.assign(target, new, env)
            }
        }
    }

    /// The new value of the target. The operand comes with its place.
    pub(super) fn augmented(
        &mut self,
        operator: BinaryOperator,
        old: Value,
        target: &Expression,
        (value, place): (Value, Span),
        span: Span,
        env: &Env,
    ) -> EvalResult {
        let old = match self.appended(operator, old, target, &value, span, env)? {
            Ok(new) => return Ok(new),
            Err(old) => old,
        };
        self.binary_in_place(operator, &old, &value, span)
            .map_err(|raised| {
                super::operator::label_operands(raised, span, (&old, target.span), (&value, place))
            })
            .or_else(|raised| self.recover(raised, span))
    }

    /// `text += more`: a text that only the variable holds grows where it is. A loop that puts a text together would copy all
    /// of it in every round otherwise. An `Err` gives the old value back, as it is something else.
    fn appended(
        &mut self,
        operator: BinaryOperator,
        old: Value,
        target: &Expression,
        more: &Value,
        span: Span,
        env: &Env,
    ) -> EvalResult<Result<Value, Value>> {
        let is_unicode = matches!(old.kind, ValueKind::Unicode(_));
        let (text, more) = match (&old.kind, &more.kind) {
            (ValueKind::String(text), ValueKind::String(more))
            | (ValueKind::Unicode(text), ValueKind::Unicode(more)) => (text, more),
            _ => return Ok(Err(old)),
        };
        let ExpressionKind::Name(name) = &target.kind else {
            return Ok(Err(old));
        };
        let mut variables = env.namespace_of(name).variables.borrow_mut();
        let variable = variables
            .get_mut(name)
            .filter(|value| value.as_text().is_some_and(|held| held.is(text)));
        let fits = text.len() + more.len() <= self.limits.size;
        let Some(variable) =
            variable.filter(|_| operator == BinaryOperator::Add && fits && text.holders() == 2)
        else {
            drop(variables);
            return Ok(Err(old));
        };
        self.allocate(more.len(), span)?;
        let text = text.clone();
        // The new value is assigned next.
        variable.kind = ValueKind::None;
        drop(old);
        let text = text.append(more);
        let kind = match is_unicode {
            true => ValueKind::Unicode(text),
            false => ValueKind::String(text),
        };
        Ok(Ok(Value::new(kind, span)))
    }

    /// `del target`.
    pub(super) fn delete(&mut self, target: &Expression, env: &Env) -> EvalResult<()> {
        match &target.kind {
            ExpressionKind::Name(name) => {
                if env.namespace_of(name).remove(name) {
                    return Ok(());
                }
                // Reports the name as reading it would.
                self.expression(target, env).map(|_| ())
            }
            ExpressionKind::Attribute { object, attribute } => {
                let object = self.expression(object, env)?;
                self.delete_attribute(&object, &attribute.name, attribute.span)
            }
            ExpressionKind::Subscript { object, index } => {
                let object = self.expression(object, env)?;
                let place = self.expression(index, env)?;
                if self.delete_plain_slice(&object, index, &place, target.span)? {
                    return Ok(());
                }
                self.delete_subscript(&object, &place, target.span)
            }
            ExpressionKind::Tuple(targets) | ExpressionKind::List(targets) => {
                for target in targets {
                    self.delete(target, env)?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}
