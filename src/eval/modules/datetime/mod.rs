//! `datetime`: dates, moments and durations. There are no time zones: now is UTC.

mod date;
mod duration;
mod methods;
mod moment;
mod time;

use super::arguments::{float, integer, take, wrong_type};
use super::build::{ModuleBuilder, downcast};
use super::clock;
use crate::diagnostic::codes::eval as codes;
use crate::eval::value::{Arguments, Value};
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::source::Span;
use chrono::{Datelike, NaiveDate, NaiveDateTime};
use date::Date;
use moment::Moment;
use time::Time;

/// Writes what the four types share.
macro_rules! common_behaviour {
    ($type:ident) => {
        fn compare(&self, other: &dyn Foreign) -> Option<std::cmp::Ordering> {
            self.partial_cmp(other.as_any().downcast_ref::<$type>()?)
        }

        fn as_any(&self) -> &dyn std::any::Any {
            self
        }
    };
}
use common_behaviour;

/// The module.
pub(super) fn module(interpreter: &mut Interpreter, span: Span) -> EvalResult {
    Ok(ModuleBuilder::new("datetime", span)
        .class(date::class(interpreter, span))
        .class(moment::class(interpreter, span))
        .class(time::class(interpreter, span))
        .class(duration::class(interpreter, span))
        .integer("MINYEAR", 1)
        .integer("MAXYEAR", 9999)
        .finish())
}

fn now(interpreter: &mut Interpreter) -> NaiveDateTime {
    clock::from_seconds(clock::current(interpreter)).unwrap_or_default()
}

fn out_of_range(span: Span) -> Box<Raised> {
    let message = "date value out of range";
    Raised::new("OverflowError", &codes::VALUE_ERROR, message, span)
}

/// Python's dates are in the years 1 to 9999.
fn in_range(moment: Option<NaiveDateTime>, span: Span) -> EvalResult<NaiveDateTime> {
    moment
        .filter(|moment| (1..=9999).contains(&moment.year()))
        .ok_or_else(|| out_of_range(span))
}

fn timestamp(arguments: Arguments, span: Span) -> EvalResult<NaiveDateTime> {
    let ([seconds], [_]) = take("fromtimestamp", arguments, ["timestamp"], ["tz"], span)?;
    in_range(
        clock::from_seconds(float("fromtimestamp", &seconds, span)?),
        span,
    )
}

fn integers(name: &str, values: &[Option<Value>], span: Span) -> EvalResult<Vec<i64>> {
    let numbers = values.iter().map(|value| match value {
        Some(value) => integer(name, value, span),
        None => Ok(0),
    });
    numbers.collect()
}

/// The moment that a date, moment or time stands for.
fn moment(value: &Value) -> Option<NaiveDateTime> {
    if let Some(Date(date)) = downcast(value) {
        return Some((*date).into());
    }
    if let Some(Time(time)) = downcast(value) {
        return Some(NaiveDate::from_ymd_opt(1900, 1, 1)?.and_time(*time));
    }
    downcast::<Moment>(value).map(|moment| moment.0)
}

fn self_moment(name: &str, value: &Value, span: Span) -> EvalResult<NaiveDateTime> {
    moment(value).ok_or_else(|| wrong_type(name, "a date", value, span))
}
