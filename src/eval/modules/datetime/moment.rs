//! `datetime.datetime`.

use super::super::arguments::{string, take, wrong_type};
use super::super::build::{
    downcast, foreign, foreign_class, natives, receiver, set, without_class,
};
use super::super::clock;
use super::date::{self, date_attribute, date_from, date_text};
use super::duration::Duration;
use super::time::{TIME, Time, time_attribute, time_from, time_text};
use super::{common_behaviour, in_range, integers, methods, moment, now, timestamp};
use crate::eval::value::{Arguments, Class, Foreign, NativeFunction, Value};
use crate::eval::{EvalResult, Interpreter};
use crate::source::Span;
use crate::syntax::ast::BinaryOperator;
use chrono::{Datelike, NaiveDateTime, Timelike};
use std::rc::Rc;

/// `datetime.datetime`.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(super) struct Moment(pub(super) NaiveDateTime);

static NEW: NativeFunction = NativeFunction {
    name: "datetime",
    call: new_moment,
};

natives! { STATICS:
    "now" => |i, _, s| Ok(foreign(Moment(now(i)), s)),
    "today" => |i, _, s| Ok(foreign(Moment(now(i)), s)),
    "utcnow" => |i, _, s| Ok(foreign(Moment(now(i)), s)),
    "fromtimestamp" => |_, a, s| Ok(foreign(Moment(timestamp(a, s)?), s)),
    "utcfromtimestamp" => |_, a, s| Ok(foreign(Moment(timestamp(a, s)?), s)),
    "strptime" => strptime,
    "combine" => combine,
}

/// The class.
pub(super) fn class(interpreter: &mut Interpreter, span: Span) -> Rc<Class> {
    let class = foreign_class(interpreter, "datetime", &NEW, STATICS, span);
    set(
        &class.attributes,
        "min",
        foreign(Moment(date::first_day().into()), span),
    );
    class
}

fn new_moment(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let arguments = without_class(arguments);
    let (date, time) = take("datetime", arguments, ["year", "month", "day"], TIME, span)?;
    let date = date_from(&integers("datetime", &date.map(Some), span)?, span)?;
    let time = time_from(&integers("datetime", &time[..4], span)?, span)?;
    Ok(foreign(Moment(date.and_time(time)), span))
}

fn strptime(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([text, pattern], []) = take("strptime", arguments, ["", ""], [], span)?;
    let text = string("strptime", &text, span)?.text;
    let pattern = string("strptime", &pattern, span)?.text;
    Ok(foreign(Moment(clock::parse(&text, &pattern, span)?), span))
}

fn combine(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([date, time], []) = take("combine", arguments, ["date", "time"], [], span)?;
    let time = receiver::<Time>("combine", &time, span)?.0;
    match moment(&date) {
        Some(moment) => Ok(foreign(Moment(moment.date().and_time(time)), span)),
        None => Err(wrong_type("combine", "a date", &date, span)),
    }
}

impl Foreign for Moment {
    fn type_name(&self) -> &'static str {
        "datetime.datetime"
    }

    fn attribute(
        &self,
        _: &mut Interpreter,
        this: &Value,
        name: &str,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let own = date_attribute(&self.0.date(), name, span)
            .or_else(|| time_attribute(&self.0.time(), name, span));
        Ok(own.or_else(|| methods::find(this, name, span)))
    }

    fn repr(&self, _: &mut Interpreter) -> EvalResult<String> {
        let (date, time) = (self.0.date(), self.0.time());
        let mut numbers = vec![
            date.year().to_string(),
            date.month().to_string(),
            date.day().to_string(),
            time.hour().to_string(),
            time.minute().to_string(),
        ];
        let microsecond = time.nanosecond() / 1000 % 1_000_000;
        if time.second() != 0 || microsecond != 0 {
            numbers.push(time.second().to_string());
        }
        if microsecond != 0 {
            numbers.push(microsecond.to_string());
        }
        Ok(format!("datetime.datetime({})", numbers.join(", ")))
    }

    fn to_str(&self, _: &mut Interpreter) -> EvalResult<Option<String>> {
        let (date, time) = (date_text(&self.0.date()), time_text(&self.0.time()));
        Ok(Some(format!("{date} {time}")))
    }

    fn binary(
        &self,
        _: &mut Interpreter,
        operator: BinaryOperator,
        other: &Value,
        reflected: bool,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        if let (BinaryOperator::Subtract, Some(Moment(other))) = (operator, downcast(other)) {
            let between = self.0.signed_duration_since(*other);
            return Ok(Some(foreign(Duration(between), span)));
        }
        let Some(Duration(duration)) = downcast(other) else {
            return Ok(None);
        };
        let moved = match operator {
            BinaryOperator::Add => self.0.checked_add_signed(*duration),
            BinaryOperator::Subtract if !reflected => self.0.checked_sub_signed(*duration),
            _ => return Ok(None),
        };
        Ok(Some(foreign(Moment(in_range(moved, span)?), span)))
    }

    common_behaviour!(Moment);
}
