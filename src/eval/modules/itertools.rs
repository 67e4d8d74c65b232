//! `itertools`: iterators that compute one item at a time.

use super::arguments::{bad_value, count, integer, present, take, two};
use super::build::{ModuleBuilder, foreign, iterator, natives, positional};
use crate::eval::value::{Arguments, Iteration, Lazy, Value, ValueKind};
use crate::eval::{EvalResult, Interpreter};
use crate::source::Span;

natives! { FUNCTIONS:
    "accumulate" => accumulate,
    "combinations" => super::combinatorics::combinations,
    "combinations_with_replacement" => super::combinatorics::combinations_with_replacement,
    "compress" => compress,
    "count" => count_from,
    "cycle" => cycle,
    "dropwhile" => |i, a, s| filter(i, a, "dropwhile", Keep::AfterFirstFalse, s),
    "groupby" => super::shared_source::group_by,
    "ifilter" => |i, a, s| filter(i, a, "ifilter", Keep::True, s),
    "ifilterfalse" => |i, a, s| filter(i, a, "ifilterfalse", Keep::False, s),
    "filterfalse" => |i, a, s| filter(i, a, "filterfalse", Keep::False, s),
    "imap" => map,
    "islice" => slice,
    "izip" => |i, a, s| zip(i, a, None, s),
    "izip_longest" => zip_longest,
    "zip_longest" => zip_longest,
    "permutations" => super::combinatorics::permutations,
    "product" => super::combinatorics::product,
    "repeat" => repeat,
    "starmap" => starmap,
    "takewhile" => |i, a, s| filter(i, a, "takewhile", Keep::BeforeFirstFalse, s),
    "tee" => super::shared_source::tee,
}

/// The module.
pub(super) fn module(_: &mut Interpreter, span: Span) -> EvalResult {
    Ok(ModuleBuilder::new("itertools", span)
        .functions(FUNCTIONS)
        .value("chain", foreign(ChainFunction, span))
        .finish())
}

/// `chain`, which is called, and has `from_iterable`.
#[derive(Debug)]
struct ChainFunction;

natives! { CHAIN: "from_iterable" => chain_from_iterable }

impl crate::eval::value::Foreign for ChainFunction {
    fn type_name(&self) -> &'static str {
        "type"
    }

    fn attribute(
        &self,
        _: &mut Interpreter,
        _: &Value,
        name: &str,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let function = CHAIN.iter().find(|function| function.name == name);
        Ok(function.map(|function| Value::new(ValueKind::Native(function), span)))
    }

    fn repr(&self, _: &mut Interpreter) -> EvalResult<String> {
        Ok("<type 'itertools.chain'>".to_owned())
    }

    fn call(
        &self,
        _: &mut Interpreter,
        arguments: Arguments,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let items = arguments.positional.into_vec();
        let sources = Iteration::Items { items, position: 0 };
        Ok(Some(chain(sources, span)))
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

fn chain(sources: Iteration, span: Span) -> Value {
    let current = Iteration::Done;
    iterator(Chain { sources, current }, span)
}

fn chain_from_iterable(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let sources = super::arguments::one("from_iterable", arguments, span)?;
    Ok(chain(interpreter.iterate(&sources, span)?, span))
}

#[derive(Debug)]
struct Chain {
    sources: Iteration,
    current: Iteration,
}

impl Lazy for Chain {
    fn next(&mut self, interpreter: &mut Interpreter, span: Span) -> EvalResult<Option<Value>> {
        loop {
            if let Some(item) = interpreter.next(&mut self.current, span)? {
                return Ok(Some(item));
            }
            interpreter.step(span)?;
            match interpreter.next(&mut self.sources, span)? {
                Some(source) => self.current = interpreter.iterate(&source, span)?,
                None => return Ok(None),
            }
        }
    }
}

/// Numbers without end, or one value over and over.
#[derive(Debug)]
struct Count {
    next: Value,
    step: Option<Value>,
    left: Option<usize>,
}

impl Lazy for Count {
    fn next(&mut self, interpreter: &mut Interpreter, span: Span) -> EvalResult<Option<Value>> {
        interpreter.step(span)?;
        match &mut self.left {
            Some(0) => return Ok(None),
            Some(left) => *left -= 1,
            None => {}
        }
        let value = self.next.clone();
        if let Some(step) = &self.step {
            self.next = super::operators::add(interpreter, &self.next, step, span)?;
        }
        Ok(Some(value))
    }
}

fn count_from(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([], [start, step]) = take("count", arguments, [], ["start", "step"], span)?;
    for value in start.iter().chain(&step) {
        super::arguments::float("count", value, span)?;
    }
    let count = Count {
        next: start.unwrap_or_else(|| Value::integer(0, span)),
        step: Some(step.unwrap_or_else(|| Value::integer(1, span))),
        left: None,
    };
    Ok(iterator(count, span))
}

fn repeat(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([next], [times]) = take("repeat", arguments, ["object"], ["times"], span)?;
    let left = match times {
        Some(times) => Some(count("repeat", &times, span)?),
        None => None,
    };
    let step = None;
    Ok(iterator(Count { next, step, left }, span))
}

#[derive(Debug)]
struct Cycle {
    source: Iteration,
    seen: Vec<Value>,
    position: Option<usize>,
}

impl Lazy for Cycle {
    fn next(&mut self, interpreter: &mut Interpreter, span: Span) -> EvalResult<Option<Value>> {
        interpreter.step(span)?;
        if self.position.is_none()
            && let Some(item) = interpreter.next(&mut self.source, span)?
        {
            interpreter.allocate(1, span)?;
            self.seen.push(item.clone());
            return Ok(Some(item));
        }
        let position = self.position.unwrap_or(0);
        self.position = Some((position + 1) % self.seen.len().max(1));
        Ok(self.seen.get(position).cloned())
    }
}

fn cycle(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let items = super::arguments::one("cycle", arguments, span)?;
    let cycle = Cycle {
        source: interpreter.iterate(&items, span)?,
        seen: Vec::new(),
        position: None,
    };
    Ok(iterator(cycle, span))
}

/// Which items a filter keeps.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Keep {
    True,
    False,
    BeforeFirstFalse,
    AfterFirstFalse,
    /// All from now on.
    All,
    /// None from now on.
    Nothing,
}

#[derive(Debug)]
struct Filter {
    predicate: Option<Value>,
    source: Iteration,
    keep: Keep,
}

impl Lazy for Filter {
    fn next(&mut self, interpreter: &mut Interpreter, span: Span) -> EvalResult<Option<Value>> {
        loop {
            if self.keep == Keep::Nothing {
                return Ok(None);
            }
            interpreter.step(span)?;
            let Some(item) = interpreter.next(&mut self.source, span)? else {
                return Ok(None);
            };
            if self.keep == Keep::All {
                return Ok(Some(item));
            }
            let holds = match &self.predicate {
                Some(predicate) => interpreter.call(predicate, positional([item.clone()]), span)?,
                None => item.clone(),
            };
            match (self.keep, interpreter.truth(&holds, span)?) {
                (Keep::True | Keep::BeforeFirstFalse, true) | (Keep::False, false) => {
                    return Ok(Some(item));
                }
                (Keep::BeforeFirstFalse, false) => self.keep = Keep::Nothing,
                (Keep::AfterFirstFalse, false) => {
                    self.keep = Keep::All;
                    return Ok(Some(item));
                }
                _ => {}
            }
        }
    }
}

fn filter(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    name: &str,
    keep: Keep,
    span: Span,
) -> EvalResult {
    let [predicate, items] = two(name, arguments, span)?;
    let filter = Filter {
        predicate: present(Some(predicate)),
        source: interpreter.iterate(&items, span)?,
        keep,
    };
    Ok(iterator(filter, span))
}

#[derive(Debug)]
struct Compress {
    items: Iteration,
    selectors: Iteration,
}

impl Lazy for Compress {
    fn next(&mut self, interpreter: &mut Interpreter, span: Span) -> EvalResult<Option<Value>> {
        loop {
            interpreter.step(span)?;
            let item = interpreter.next(&mut self.items, span)?;
            let selector = interpreter.next(&mut self.selectors, span)?;
            let (Some(item), Some(selector)) = (item, selector) else {
                return Ok(None);
            };
            if interpreter.truth(&selector, span)? {
                return Ok(Some(item));
            }
        }
    }
}

fn compress(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([items, selectors], []) = take("compress", arguments, ["data", "selectors"], [], span)?;
    let compress = Compress {
        items: interpreter.iterate(&items, span)?,
        selectors: interpreter.iterate(&selectors, span)?,
    };
    Ok(iterator(compress, span))
}

#[derive(Debug)]
struct Accumulate {
    source: Iteration,
    function: Option<Value>,
    total: Option<Value>,
}

impl Lazy for Accumulate {
    fn next(&mut self, interpreter: &mut Interpreter, span: Span) -> EvalResult<Option<Value>> {
        interpreter.step(span)?;
        let Some(item) = interpreter.next(&mut self.source, span)? else {
            return Ok(None);
        };
        let total = match (self.total.take(), &self.function) {
            (None, _) => item,
            (Some(total), Some(function)) => {
                interpreter.call(function, positional([total, item]), span)?
            }
            (Some(total), None) => super::operators::add(interpreter, &total, &item, span)?,
        };
        self.total = Some(total.clone());
        Ok(Some(total))
    }
}

fn accumulate(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([items], [function]) = take("accumulate", arguments, ["iterable"], ["func"], span)?;
    let accumulate = Accumulate {
        source: interpreter.iterate(&items, span)?,
        function: present(function),
        total: None,
    };
    Ok(iterator(accumulate, span))
}

/// Several iterations side by side. With `fill`, until the last one ends; otherwise until the first one does.
#[derive(Debug)]
struct Zip {
    sources: Vec<Iteration>,
    ended: Vec<bool>,
    fill: Option<Value>,
    /// Called with the items of a round, instead of making a tuple of them.
    function: Option<Value>,
}

impl Lazy for Zip {
    fn next(&mut self, interpreter: &mut Interpreter, span: Span) -> EvalResult<Option<Value>> {
        interpreter.step(span)?;
        let mut items = Vec::with_capacity(self.sources.len());
        for (source, ended) in self.sources.iter_mut().zip(&mut self.ended) {
            let item = if *ended {
                None
            } else {
                interpreter.next(source, span)?
            };
            *ended |= item.is_none();
            match (item, &self.fill) {
                (Some(item), _) => items.push(item),
                (None, Some(fill)) => items.push(fill.clone()),
                (None, None) => return Ok(None),
            }
        }
        if self.ended.iter().all(|ended| *ended) {
            return Ok(None);
        }
        match &self.function {
            Some(function) => interpreter
                .call(function, positional(items), span)
                .map(Some),
            None => Ok(Some(Value::tuple(items, span))),
        }
    }
}

fn side_by_side(
    interpreter: &mut Interpreter,
    sources: &[Value],
    fill: Option<Value>,
    function: Option<Value>,
    span: Span,
) -> EvalResult {
    let mut iterations = Vec::with_capacity(sources.len());
    for source in sources {
        iterations.push(interpreter.iterate(source, span)?);
    }
    let zip = Zip {
        ended: vec![false; iterations.len()],
        sources: iterations,
        fill,
        function,
    };
    Ok(iterator(zip, span))
}

fn zip(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    fill: Option<Value>,
    span: Span,
) -> EvalResult {
    if !arguments.keywords.is_empty() {
        let keywords = arguments.keywords;
        let positional = Default::default();
        let keywords = Arguments {
            positional,
            keywords,
        };
        take("izip", keywords, [], [], span)?;
        return Ok(Value::none(span));
    }
    side_by_side(interpreter, &arguments.positional, fill, None, span)
}

fn zip_longest(interpreter: &mut Interpreter, mut arguments: Arguments, span: Span) -> EvalResult {
    let keywords = std::mem::take(&mut arguments.keywords);
    let positional = Default::default();
    let keywords = Arguments {
        positional,
        keywords,
    };
    let ([], [fill]) = take("izip_longest", keywords, [], ["fillvalue"], span)?;
    let fill = fill.unwrap_or_else(|| Value::none(span));
    zip(interpreter, arguments, Some(fill), span)
}

fn map(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let (function, rest) = super::build::split_self("imap", arguments, span)?;
    side_by_side(
        interpreter,
        &rest.positional,
        None,
        present(Some(function)),
        span,
    )
}

#[derive(Debug)]
struct StarMap {
    function: Value,
    source: Iteration,
}

impl Lazy for StarMap {
    fn next(&mut self, interpreter: &mut Interpreter, span: Span) -> EvalResult<Option<Value>> {
        interpreter.step(span)?;
        let Some(item) = interpreter.next(&mut self.source, span)? else {
            return Ok(None);
        };
        let items = interpreter.items(&item, span)?;
        let function = self.function.clone();
        interpreter
            .call(&function, positional(items), span)
            .map(Some)
    }
}

fn starmap(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let [function, items] = two("starmap", arguments, span)?;
    let source = interpreter.iterate(&items, span)?;
    Ok(iterator(StarMap { function, source }, span))
}

#[derive(Debug)]
struct Slice {
    source: Iteration,
    /// The position of the next item of the source.
    position: usize,
    next: usize,
    stop: Option<usize>,
    step: usize,
}

impl Lazy for Slice {
    fn next(&mut self, interpreter: &mut Interpreter, span: Span) -> EvalResult<Option<Value>> {
        if self.stop.is_some_and(|stop| self.next >= stop) {
            return Ok(None);
        }
        loop {
            interpreter.step(span)?;
            let Some(item) = interpreter.next(&mut self.source, span)? else {
                return Ok(None);
            };
            self.position += 1;
            if self.position > self.next {
                self.next = self.next.saturating_add(self.step);
                return Ok(Some(item));
            }
        }
    }
}

const STOP: &str = "Stop argument for islice() must be None or an integer: 0 <= x <= maxint.";
const INDICES: &str = "Indices for islice() must be None or an integer: 0 <= x <= maxint.";
const STEP: &str = "Step for islice() must be a positive integer or None.";

fn slice(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([items, first], [second, step]) = take("islice", arguments, ["", ""], ["", ""], span)?;
    let bound = |value: Option<Value>, message: &str| -> EvalResult<Option<usize>> {
        let Some(value) = present(value) else {
            return Ok(None);
        };
        usize::try_from(integer("islice", &value, span)?)
            .map(Some)
            .map_err(|_| bad_value(message, span))
    };
    let (start, stop) = match second {
        None => (None, bound(Some(first), STOP)?),
        Some(second) => (bound(Some(first), INDICES)?, bound(Some(second), STOP)?),
    };
    let step = bound(step, STEP)?.unwrap_or(1);
    if step == 0 {
        return Err(bad_value(STEP, span));
    }
    let slice = Slice {
        source: interpreter.iterate(&items, span)?,
        position: 0,
        next: start.unwrap_or(0),
        stop,
        step,
    };
    Ok(iterator(slice, span))
}
