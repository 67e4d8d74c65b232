//! The iterators of `itertools` that choose from a pool of items.

use super::arguments::{count, present, take};
use super::build::{iterator, positional};
use crate::eval::value::{Arguments, Lazy, Value};
use crate::eval::{EvalResult, Interpreter};
use crate::source::Span;

/// Gives one tuple after the other: those items of the pools that the indices point at.
#[derive(Debug)]
struct Choices {
    pools: Vec<Vec<Value>>,
    indices: Vec<usize>,
    /// What comes after the indices; `false` at the end.
    advance: fn(&mut [usize], &[Vec<Value>]) -> bool,
    started: bool,
    ended: bool,
}

impl Lazy for Choices {
    fn next(&mut self, interpreter: &mut Interpreter, span: Span) -> EvalResult<Option<Value>> {
        if self.ended {
            return Ok(None);
        }
        interpreter.step(span)?;
        interpreter.work(self.indices.len(), span)?;
        if self.started && !(self.advance)(&mut self.indices, &self.pools) {
            self.ended = true;
            return Ok(None);
        }
        self.started = true;
        let single = self.pools.len() == 1;
        let chosen = self.indices.iter().enumerate().map(|(place, &index)| {
            let pool = if single { 0 } else { place };
            self.pools
                .get(pool)
                .and_then(|pool| pool.get(index))
                .cloned()
        });
        match chosen.collect::<Option<Vec<Value>>>() {
            Some(items) => {
                interpreter.allocate(items.len(), span)?;
                Ok(Some(Value::tuple(items, span)))
            }
            None => Ok(None),
        }
    }
}

/// `product(*iterables, repeat=1)`.
pub(super) fn product(
    interpreter: &mut Interpreter,
    mut arguments: Arguments,
    span: Span,
) -> EvalResult {
    let keywords = Arguments {
        keywords: std::mem::take(&mut arguments.keywords),
        ..positional([])
    };
    let ([], [repeat]) = take("product", keywords, [], ["repeat"], span)?;
    let repeat = match repeat {
        Some(repeat) => count("product", &repeat, span)?,
        None => 1,
    };
    let mut pools = Vec::new();
    for source in &arguments.positional {
        pools.push(interpreter.items(source, span)?);
    }
    let total: usize = pools.iter().map(|pool| pool.len() + 1).sum();
    interpreter.allocate(total.saturating_mul(repeat), span)?;
    let width = pools.len() * repeat;
    let pools: Vec<_> = pools.iter().cycle().take(width).cloned().collect();
    let ended = pools.iter().any(Vec::is_empty);
    let choices = Choices {
        indices: vec![0; width],
        pools,
        advance: |indices, pools| {
            for (index, pool) in indices.iter_mut().zip(pools).rev() {
                *index += 1;
                if *index < pool.len() {
                    return true;
                }
                *index = 0;
            }
            false
        },
        started: false,
        ended,
    };
    Ok(iterator(choices, span))
}

fn from_one_pool(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    name: &str,
    advance: fn(&mut [usize], &[Vec<Value>]) -> bool,
    start: fn(usize, usize) -> Option<Vec<usize>>,
    span: Span,
) -> EvalResult {
    let ([items, length], []) = take(name, arguments, ["iterable", "r"], [], span)?;
    let pool = interpreter.items(&items, span)?;
    let length = count(name, &length, span)?;
    interpreter.allocate(length, span)?;
    let indices = start(pool.len(), length);
    let choices = Choices {
        ended: indices.is_none(),
        indices: indices.unwrap_or_default(),
        pools: vec![pool],
        advance,
        started: false,
    };
    Ok(iterator(choices, span))
}

/// `combinations(iterable, r)`.
pub(super) fn combinations(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let advance = |indices: &mut [usize], pools: &[Vec<Value>]| {
        let size = pools.first().map_or(0, Vec::len);
        let length = indices.len();
        let movable = (0..length)
            .rev()
            .find(|&place| indices[place] + length != place + size);
        let Some(place) = movable else {
            return false;
        };
        let first = indices[place] + 1;
        for (offset, index) in indices[place..].iter_mut().enumerate() {
            *index = first + offset;
        }
        true
    };
    let start = |size, length| (length <= size).then(|| (0..length).collect());
    from_one_pool(interpreter, arguments, "combinations", advance, start, span)
}

/// `combinations_with_replacement(iterable, r)`.
pub(super) fn combinations_with_replacement(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let advance = |indices: &mut [usize], pools: &[Vec<Value>]| {
        let size = pools.first().map_or(0, Vec::len);
        let Some(place) = indices.iter().rposition(|&index| index + 1 < size) else {
            return false;
        };
        let index = indices[place] + 1;
        indices[place..].fill(index);
        true
    };
    let start = |size, length| (size > 0 || length == 0).then(|| vec![0; length]);
    let name = "combinations_with_replacement";
    from_one_pool(interpreter, arguments, name, advance, start, span)
}

/// `permutations(iterable, r=None)`.
pub(super) fn permutations(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    span: Span,
) -> EvalResult {
    let ([items], [length]) = take("permutations", arguments, ["iterable"], ["r"], span)?;
    let pool = interpreter.items(&items, span)?;
    let length = match present(length) {
        Some(length) => count("permutations", &length, span)?,
        None => pool.len(),
    };
    let choices = Choices {
        ended: length > pool.len(),
        indices: (0..length.min(pool.len())).collect(),
        pools: vec![pool],
        advance: next_permutation,
        started: false,
    };
    Ok(iterator(choices, span))
}

/// The next choice of different indices, in lexicographic order.
fn next_permutation(indices: &mut [usize], pools: &[Vec<Value>]) -> bool {
    let size = pools.first().map_or(0, Vec::len);
    let mut used = vec![false; size];
    for &index in indices.iter() {
        used[index] = true;
    }
    for place in (0..indices.len()).rev() {
        used[indices[place]] = false;
        let larger = (indices[place] + 1..size).find(|&index| !used[index]);
        let Some(larger) = larger else {
            continue;
        };
        indices[place] = larger;
        used[larger] = true;
        let mut free = (0..size)
            .filter(|&index| !used[index])
            .collect::<Vec<_>>()
            .into_iter();
        for index in &mut indices[place + 1..] {
            if let Some(next) = free.next() {
                *index = next;
            }
        }
        return true;
    }
    false
}
