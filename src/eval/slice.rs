//! Slices: which positions they mean, reading, assigning.

use super::container::one;
use super::value::{Value, ValueKind};
use super::{EvalResult, Interpreter, Raised, objects};
use crate::diagnostic::codes::eval;
use crate::source::{Span, Text, TextBuilder};

/// What taking a letter out of a text costs, in bytes of copying.
const SLICED_LETTER: usize = 8;

impl Interpreter<'_> {
    /// `value[start:stop:step]`.
    pub(super) fn slice(&mut self, value: &Value, bounds: &[Value; 3], span: Span) -> EvalResult {
        match &value.kind {
            ValueKind::List(list) => {
                let positions = self.slice_positions(bounds, list.borrow().len(), span)?;
                let list = list.borrow();
                let items = positions.into_iter().filter_map(|p| list.get(p).cloned());
                Ok(Value::list(items.collect(), span))
            }
            ValueKind::Tuple(tuple) => {
                let positions = self.slice_positions(bounds, tuple.items.len(), span)?;
                let items: Vec<Value> = positions
                    .into_iter()
                    .filter_map(|p| tuple.items.get(p).cloned())
                    .collect();
                Ok(Value::tuple(items, span))
            }
            ValueKind::String(text) => {
                let part = self.text_slice(text, bounds, span)?;
                Ok(Value::new(ValueKind::String(part), span))
            }
            ValueKind::Unicode(text) => {
                let part = self.text_slice(text, bounds, span)?;
                Ok(Value::new(ValueKind::Unicode(part), span))
            }
            ValueKind::Instance(instance) => {
                let index = Value::new(
                    ValueKind::Slice(std::rc::Rc::new(super::value::Slice(bounds.clone()))),
                    span,
                );
                if let Some(get) = self.method_of(instance, value, "__getitem__") {
                    return self.call(&get, one(&index), span);
                }
                match instance.payload.clone() {
                    Some(payload) => self.slice(&payload, bounds, span),
                    None => Err(self.not_indexable(value, "__getitem__", span)),
                }
            }
            ValueKind::Object(object) => {
                let index = Value::new(
                    ValueKind::Slice(std::rc::Rc::new(super::value::Slice(bounds.clone()))),
                    span,
                );
                objects::subscript(self, object, &index, span)
            }
            ValueKind::Foreign(foreign) => {
                let index = Value::new(
                    ValueKind::Slice(std::rc::Rc::new(super::value::Slice(bounds.clone()))),
                    span,
                );
                match foreign.clone().index(self, &index, span)? {
                    Some(found) => Ok(found),
                    None => Err(self.not_indexable(value, "__getitem__", span)),
                }
            }
            ValueKind::Dict(_) => Err(Raised::new(
                "TypeError",
                &eval::TYPE_ERROR,
                "unhashable type",
                span,
            )),
            _ => Err(self.not_indexable(value, "__getitem__", span)),
        }
    }

    pub(super) fn text_slice(
        &mut self,
        text: &Text,
        bounds: &[Value; 3],
        span: Span,
    ) -> EvalResult<Text> {
        let (start, stop, step) = self.slice_bounds(bounds, text.char_count(), span)?;
        let offset = |position: usize| {
            if text.is_ascii() {
                position
            } else {
                text.char_indices()
                    .nth(position)
                    .map_or(text.len(), |(at, _)| at)
            }
        };
        let letters = text.char_count();
        self.work(letters, span)?;
        if step == 1 {
            let (start, stop) = (start as usize, stop.max(start) as usize);
            return Ok(text.slice(offset(start), offset(stop)));
        }
        self.work(letters * SLICED_LETTER, span)?;
        let mut builder = TextBuilder::new();
        if text.is_ascii() {
            for position in positions(start, stop, step) {
                builder.push_part(text, position, position + 1);
            }
            return Ok(builder.finish());
        }
        self.expect(letters * size_of::<(usize, usize)>(), span)?;
        let letters: Vec<(usize, usize)> = text
            .char_indices()
            .map(|(at, letter)| (at, at + letter.len_utf8()))
            .collect();
        for position in positions(start, stop, step) {
            if let Some((from, to)) = letters.get(position) {
                builder.push_part(text, *from, *to);
            }
        }
        Ok(builder.finish())
    }

    pub(super) fn slice_positions(
        &mut self,
        bounds: &[Value; 3],
        length: usize,
        span: Span,
    ) -> EvalResult<Vec<usize>> {
        let (start, stop, step) = self.slice_bounds(bounds, length, span)?;
        let positions = positions(start, stop, step);
        self.allocate_items(positions.len(), span)?;
        Ok(positions)
    }

    /// Start, stop and step of a slice, as `slice.indices` gives them.
    pub fn slice_bounds(
        &mut self,
        bounds: &[Value; 3],
        length: usize,
        span: Span,
    ) -> EvalResult<(i64, i64, i64)> {
        let mut numbers = [None; 3];
        for (number, bound) in numbers.iter_mut().zip(bounds) {
            *number = match &self.as_index(bound, span)?.kind {
                ValueKind::None => None,
                ValueKind::Integer(value) => Some(*value),
                ValueKind::Boolean(value) => Some(i64::from(*value)),
                ValueKind::BigInteger(value) => Some(saturated(value)),
                ValueKind::Poison => return Err(Raised::poisoned()),
                _ => {
                    return Err(Raised::new(
                        "TypeError",
                        &eval::TYPE_ERROR,
                        "slice indices must be integers or None or have an __index__ method",
                        span,
                    ));
                }
            };
        }
        let step = numbers[2].unwrap_or(1);
        if step == 0 {
            return Err(Raised::new(
                "ValueError",
                &eval::VALUE_ERROR,
                "slice step cannot be zero",
                span,
            ));
        }
        let length = length as i64;
        let (low, high) = if step > 0 {
            (0, length)
        } else {
            (-1, length - 1)
        };
        let clamp = |bound: Option<i64>, default: i64| match bound {
            None => default,
            Some(bound) if bound < 0 => bound.saturating_add(length).clamp(low, high),
            Some(bound) => bound.clamp(low, high),
        };
        let (first, last) = if step > 0 { (low, high) } else { (high, low) };
        Ok((clamp(numbers[0], first), clamp(numbers[1], last), step))
    }

    pub(super) fn set_slice(
        &mut self,
        list: &std::cell::RefCell<Vec<Value>>,
        bounds: &[Value; 3],
        items: Vec<Value>,
        span: Span,
    ) -> EvalResult<()> {
        let length = list.borrow().len();
        let (start, stop, step) = self.slice_bounds(bounds, length, span)?;
        self.allocate(length + items.len(), span)?;
        if step == 1 {
            let (start, stop) = (start as usize, stop.max(start) as usize);
            list.borrow_mut().splice(start..stop, items);
            return Ok(());
        }
        let positions = positions(start, stop, step);
        if positions.len() != items.len() {
            return Err(Raised::new(
                "ValueError",
                &eval::VALUE_ERROR,
                format!(
                    "attempt to assign sequence of size {} to extended slice of size {}",
                    items.len(),
                    positions.len()
                ),
                span,
            ));
        }
        let mut list = list.borrow_mut();
        for (position, item) in positions.into_iter().zip(items) {
            if let Some(slot) = list.get_mut(position) {
                *slot = item;
            }
        }
        Ok(())
    }
}

/// The number of items of `xrange(start, stop, step)`.
pub fn range_length(start: i64, stop: i64, step: i64) -> usize {
    let (start, stop, step) = (i128::from(start), i128::from(stop), i128::from(step));
    let count = if step > 0 {
        (stop - start + step - 1) / step
    } else if step < 0 {
        (start - stop - step - 1) / -step
    } else {
        0
    };
    usize::try_from(count.max(0)).unwrap_or(usize::MAX)
}

pub(super) fn positions(start: i64, stop: i64, step: i64) -> Vec<usize> {
    let mut positions = Vec::new();
    let mut at = start;
    while (step > 0 && at < stop) || (step < 0 && at > stop) {
        positions.push(at as usize);
        match at.checked_add(step) {
            Some(next) => at = next,
            None => break,
        }
    }
    positions
}

/// A `long` as an index: one that does not fit is before or behind everything.
pub(super) fn saturated(number: &num_bigint::BigInt) -> i64 {
    use num_traits::ToPrimitive;
    number.to_i64().unwrap_or(match number.sign() {
        num_bigint::Sign::Minus => i64::MIN,
        _ => i64::MAX,
    })
}
