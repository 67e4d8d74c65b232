//! Functions over sequences and iterators.

use super::arguments::{
    bind, exactly, given, integer, positional, text, type_error, value_error, wrong_argument,
    wrong_count,
};
use super::kind::type_name;
use crate::diagnostic::codes;
use crate::eval::format::Number;
use crate::eval::value::{DictKind, Iteration, Lazy};
use crate::eval::{Arguments, EvalResult, Interpreter, Raised, Value, ValueKind};
use crate::source::{Span, Text, TextBuilder};
use crate::syntax::ast::BinaryOperator;
use std::cell::RefCell;
use std::rc::Rc;

/// Calls a function with arguments by position.
pub(super) fn call_with(
    interpreter: &mut Interpreter,
    function: &Value,
    positional: impl IntoIterator<Item = Value>,
    span: Span,
) -> EvalResult {
    let arguments = Arguments {
        positional: positional.into_iter().collect(),
        keywords: Vec::new(),
    };
    interpreter.call(function, arguments, span)
}

/// An iterator as a value.
pub(in crate::eval) fn iterator(iteration: Iteration, span: Span) -> Value {
    let kind = ValueKind::iterator(iteration);
    Value::new(kind, span)
}

pub(super) fn len(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let [value] = exactly("len", arguments, span)?;
    let length = interpreter.length(&value, span)?;
    Ok(Value::integer(length as i64, span))
}

/// Start, stop and step, as `range` takes them.
fn bounds(function: &'static str, arguments: Arguments, span: Span) -> EvalResult<(i64, i64, i64)> {
    let values = positional(function, arguments)?;
    let mut numbers = Vec::with_capacity(3);
    for value in &values {
        if function == "range" && Number::of(value).is_none() {
            let python = format!(
                "range() integer end argument expected, got {}.",
                type_name(value)
            );
            return Err(wrong_argument(function, "integers", value, python, span));
        }
        numbers.push(integer(function, value, span)?);
    }
    match numbers.as_slice() {
        [stop] => Ok((0, *stop, 1)),
        [start, stop] => Ok((*start, *stop, 1)),
        [_, _, 0] => {
            let message = match function {
                "range" => "range() step argument must not be zero",
                _ => "xrange() arg 3 must not be zero",
            };
            Err(value_error(message, span))
        }
        [start, stop, step] => Ok((*start, *stop, *step)),
        _ => Err(wrong_count(function, 1, 2, numbers.len(), span)),
    }
}

/// How many numbers a range has.
pub(in crate::eval) fn range_length(start: i64, stop: i64, step: i64) -> u64 {
    let distance = match step {
        1.. => i128::from(stop) - i128::from(start),
        _ => i128::from(start) - i128::from(stop),
    };
    let step = i128::from(step.unsigned_abs().max(1));
    u64::try_from((distance.max(0) + step - 1) / step).unwrap_or(u64::MAX)
}

pub(super) fn range(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (start, stop, step) = bounds("range", arguments, span)?;
    let count = usize::try_from(range_length(start, stop, step)).unwrap_or(usize::MAX);
    interpreter.allocate(count, span)?;
    let mut numbers = Vec::with_capacity(count);
    let mut number = start;
    for _ in 0..count {
        numbers.push(Value::integer(number, span));
        number = number.wrapping_add(step);
    }
    Ok(Value::list(numbers, span))
}

pub(super) fn xrange(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (next, stop, step) = bounds("xrange", arguments, span)?;
    Ok(iterator(Iteration::Range { next, stop, step }, span))
}

pub(super) fn map(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let mut values = positional("map", arguments)?.into_iter();
    let (Some(function), Some(first)) = (values.next(), values.next()) else {
        return Err(type_error("map() requires at least two args", span));
    };
    let function = given(Some(function));
    let mut columns = vec![interpreter.items(&first, span)?];
    for value in values {
        columns.push(interpreter.items(&value, span)?);
    }
    let count = columns.iter().map(Vec::len).max().unwrap_or(0);
    interpreter.allocate(count, span)?;
    let mut results = Vec::with_capacity(count);
    for index in 0..count {
        interpreter.step(span)?;
        let mut row: Vec<Value> = columns
            .iter()
            .map(|column| column.get(index).cloned())
            .map(|item| item.unwrap_or_else(|| Value::none(span)))
            .collect();
        results.push(match (&function, row.len()) {
            (Some(function), _) => call_with(interpreter, function, row, span)?,
            (None, 1) => row.pop().unwrap_or_else(|| Value::none(span)),
            (None, _) => Value::tuple(row, span),
        });
    }
    Ok(Value::list(results, span))
}

/// A list, or the same kind as what was filtered if that is a string or tuple.
pub(super) fn filter(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let [function, sequence] = exactly("filter", arguments, span)?;
    let function = given(Some(function));
    let mut kept = Vec::new();
    for item in interpreter.items(&sequence, span)? {
        interpreter.step(span)?;
        let keep = match &function {
            Some(function) => {
                let verdict = call_with(interpreter, function, [item.clone()], span)?;
                interpreter.truth(&verdict, span)?
            }
            None => interpreter.truth(&item, span)?,
        };
        if keep {
            kept.push(item);
        }
    }
    let joined = |items: &[Value]| -> Text {
        let mut builder = TextBuilder::new();
        for text in items.iter().filter_map(Value::as_text) {
            builder.push(text);
        }
        builder.finish()
    };
    Ok(match &sequence.kind {
        ValueKind::String(_) => Value::new(ValueKind::String(joined(&kept)), span),
        ValueKind::Unicode(_) => Value::new(ValueKind::Unicode(joined(&kept)), span),
        ValueKind::Tuple(_) => Value::tuple(kept, span),
        _ => Value::list(kept, span),
    })
}

/// `apply(function, arguments, keywords)`, which Python had before `*` and `**` in calls.
pub(super) fn apply(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([function], [positional, keywords]) = bind("apply", arguments, &[], span)?;
    let mut arguments = Arguments::default();
    if let Some(positional) = positional {
        let is_scalar = matches!(
            positional.kind,
            ValueKind::None | ValueKind::Boolean(_) | ValueKind::Integer(_) | ValueKind::Float(_)
        );
        if is_scalar {
            let found = interpreter.type_name(&positional);
            let python = format!("apply() arg 2 expected sequence, found {found}");
            return Err(wrong_argument(
                "apply",
                "a sequence of arguments",
                &positional,
                python,
                span,
            ));
        }
        arguments
            .positional
            .extend(interpreter.items(&positional, span)?);
    }
    for (key, value) in match &keywords {
        Some(keywords) => interpreter.mapping_entries(keywords, span)?,
        None => Vec::new(),
    } {
        let name = text("apply", &key, span)?.as_str().into();
        arguments.keywords.push((name, key.origin, value));
    }
    interpreter.call(&function, arguments, span)
}

pub(super) fn reduce(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let ([function, sequence], [start]) = bind("reduce", arguments, &[], span)?;
    let mut items = interpreter.items(&sequence, span)?.into_iter();
    let mut result = match start.or_else(|| items.next()) {
        Some(value) => value,
        None => {
            let message = "reduce() of empty sequence with no initial value";
            return Err(type_error(message, span));
        }
    };
    for item in items {
        interpreter.step(span)?;
        result = call_with(interpreter, &function, [result, item], span)?;
    }
    Ok(result)
}

pub(super) fn zip(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let sequences = positional("zip", arguments)?;
    if sequences.is_empty() {
        return Ok(Value::list(Vec::new(), span));
    }
    let mut iterations = Vec::with_capacity(sequences.len());
    for (index, sequence) in sequences.iter().enumerate() {
        if matches!(
            sequence.kind,
            ValueKind::None | ValueKind::Boolean(_) | ValueKind::Integer(_) | ValueKind::Float(_)
        ) {
            let python = format!("zip argument #{} must support iteration", index + 1);
            return Err(wrong_argument("zip", "sequences", sequence, python, span));
        }
        iterations.push(interpreter.iterate(sequence, span)?);
    }
    let mut rows = Vec::new();
    // One after the other, so that one of them may be endless.
    loop {
        interpreter.step(span)?;
        interpreter.allocate_items(iterations.len(), span)?;
        let mut row = Vec::with_capacity(iterations.len());
        for iteration in &mut iterations {
            match interpreter.next(iteration, span)? {
                Some(item) => row.push(item),
                None => return Ok(Value::list(rows, span)),
            }
        }
        rows.push(Value::tuple(row, span));
        grow(interpreter, rows.len(), span)?;
    }
}

/// Counts an element that is added to something that grows one by one.
fn grow(interpreter: &mut Interpreter, length: usize, span: Span) -> EvalResult<()> {
    if length > interpreter.limits.size {
        return interpreter.allocate(length, span);
    }
    interpreter.allocate(1, span)
}

#[derive(Debug)]
struct Enumerate {
    iteration: Iteration,
    index: i64,
}

impl Lazy for Enumerate {
    fn next(&mut self, interpreter: &mut Interpreter, span: Span) -> EvalResult<Option<Value>> {
        let Some(item) = interpreter.next(&mut self.iteration, span)? else {
            return Ok(None);
        };
        let pair = vec![Value::integer(self.index, span), item];
        self.index = self.index.saturating_add(1);
        Ok(Some(Value::tuple(pair, span)))
    }
}

pub(super) fn enumerate(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let names = ["sequence", "start"];
    let ([sequence], [start]) = bind("enumerate", arguments, &names, span)?;
    let index = match start {
        Some(value) => integer("enumerate", &value, span)?,
        None => 0,
    };
    let iteration = interpreter.iterate(&sequence, span)?;
    let lazy = Enumerate { iteration, index };
    Ok(iterator(Iteration::Lazy(Box::new(lazy)), span))
}

pub(super) fn reversed(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let [sequence] = exactly("reversed", arguments, span)?;
    let unordered = match &sequence.kind {
        ValueKind::Set(_) => true,
        ValueKind::Dict(dict) => !matches!(dict.kind, DictKind::Ordered),
        ValueKind::Iterator(iteration) => !matches!(
            iteration.try_borrow().as_deref(),
            Ok(Iteration::Range { .. })
        ),
        _ => false,
    };
    if unordered {
        return Err(wrong_argument(
            "reversed",
            "a sequence",
            &sequence,
            "argument to reversed() must be a sequence",
            span,
        ));
    }
    if let ValueKind::Instance(_) = &sequence.kind
        && let Some(method) = interpreter.attribute_if_any(&sequence, "__reversed__", span)?
    {
        return interpreter.call(&method, Arguments::default(), span);
    }
    let mut items = interpreter.items(&sequence, span)?;
    items.reverse();
    Ok(iterator(Iteration::Items { items, position: 0 }, span))
}

#[derive(Debug)]
struct UntilSentinel {
    function: Value,
    sentinel: Value,
}

impl Lazy for UntilSentinel {
    fn next(&mut self, interpreter: &mut Interpreter, span: Span) -> EvalResult<Option<Value>> {
        let value = call_with(interpreter, &self.function, [], span)?;
        let ends = interpreter.equal(&value, &self.sentinel, span)?;
        Ok((!ends).then_some(value))
    }
}

pub(super) fn iter(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([value], [sentinel]) = bind("iter", arguments, &[], span)?;
    if let Some(sentinel) = sentinel {
        let lazy = UntilSentinel {
            function: value,
            sentinel,
        };
        return Ok(iterator(Iteration::Lazy(Box::new(lazy)), span));
    }
    let running = match &value.kind {
        // A range can be iterated over again and again; any other iterator is its own one.
        ValueKind::Iterator(iteration) => !matches!(
            iteration.try_borrow().as_deref(),
            Ok(Iteration::Range { .. })
        ),
        _ => false,
    };
    if running {
        return Ok(value);
    }
    let iteration = match interpreter.iterate(&value, span)? {
        // As a value, a running range would be an `xrange` that starts afresh.
        range @ Iteration::Range { .. } => Iteration::Lazy(Box::new(Counting(range))),
        other => other,
    };
    Ok(iterator(iteration, span))
}

/// A range under way.
#[derive(Debug)]
struct Counting(Iteration);

impl Lazy for Counting {
    fn next(&mut self, interpreter: &mut Interpreter, span: Span) -> EvalResult<Option<Value>> {
        interpreter.next(&mut self.0, span)
    }
}

pub(super) fn next(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([value], [default]) = bind("next", arguments, &[], span)?;
    let item = match &value.kind {
        ValueKind::Iterator(iteration) => advance(interpreter, iteration, span)?,
        ValueKind::Instance(_) | ValueKind::Foreign(_) => {
            let method = match interpreter.attribute_if_any(&value, "next", span)? {
                Some(method) => Some(method),
                None => interpreter.attribute_if_any(&value, "__next__", span)?,
            };
            let Some(method) = method else {
                return Err(not_an_iterator(&value, span));
            };
            match call_with(interpreter, &method, [], span) {
                Ok(item) => Some(item),
                Err(raised) if default.is_some() && is_stop(&raised) => None,
                Err(raised) => return Err(raised),
            }
        }
        _ => return Err(not_an_iterator(&value, span)),
    };
    item.or(default).ok_or_else(|| {
        Raised::new("StopIteration", &codes::eval::VALUE_ERROR, "", span).map_diagnostic(
            |mut diagnostic| {
                diagnostic.message = "`next` was called on an exhausted iterator".to_owned();
                diagnostic.help("pass a default: `next(iterator, None)`")
            },
        )
    })
}

fn is_stop(raised: &Raised) -> bool {
    use crate::eval::{Exception, ExceptionKind};
    matches!(
        raised,
        Raised::Exception(Exception {
            kind: ExceptionKind::Builtin("StopIteration"),
            ..
        })
    )
}

/// Takes the next item out of a shared iteration, which is marked as running meanwhile.
pub(in crate::eval) fn advance(
    interpreter: &mut Interpreter,
    shared: &Rc<RefCell<Iteration>>,
    span: Span,
) -> EvalResult<Option<Value>> {
    let mut iteration = std::mem::replace(&mut *shared.borrow_mut(), Iteration::Done);
    let item = interpreter.next(&mut iteration, span);
    *shared.borrow_mut() = iteration;
    item
}

fn not_an_iterator(value: &Value, span: Span) -> Box<Raised> {
    let python = format!("{} object is not an iterator", type_name(value));
    wrong_argument("next", "an iterator", value, python, span)
}

pub(super) fn sum(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([sequence], [start]) = bind("sum", arguments, &["sequence", "start"], span)?;
    if let Some(start) = start.as_ref().filter(|start| start.as_text().is_some()) {
        let python = "sum() can't sum strings [use ''.join(seq) instead]";
        return Err(wrong_argument("sum", "a number", start, python, span));
    }
    let mut total = start.unwrap_or_else(|| Value::integer(0, span));
    let mut iteration = interpreter.iterate(&sequence, span)?;
    while let Some(item) = interpreter.next(&mut iteration, span)? {
        interpreter.step(span)?;
        total = match (&total.kind, &item.kind) {
            (ValueKind::Integer(left), ValueKind::Integer(right))
                if left.checked_add(*right).is_some() =>
            {
                Value::integer(left.saturating_add(*right), span)
            }
            _ => interpreter.binary(BinaryOperator::Add, &total, &item, span)?,
        };
    }
    Ok(total)
}

pub(super) fn any(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let [sequence] = exactly("any", arguments, span)?;
    let found = first_with_truth(interpreter, &sequence, true, span)?;
    Ok(Value::boolean(found, span))
}

pub(super) fn all(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let [sequence] = exactly("all", arguments, span)?;
    let found = first_with_truth(interpreter, &sequence, false, span)?;
    Ok(Value::boolean(!found, span))
}

fn first_with_truth(
    interpreter: &mut Interpreter,
    sequence: &Value,
    wanted: bool,
    span: Span,
) -> EvalResult<bool> {
    let mut iteration = interpreter.iterate(sequence, span)?;
    while let Some(item) = interpreter.next(&mut iteration, span)? {
        interpreter.step(span)?;
        if interpreter.truth(&item, span)? == wanted {
            return Ok(true);
        }
    }
    Ok(false)
}
