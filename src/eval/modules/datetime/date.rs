//! `datetime.date`.

use super::super::arguments::{bad_value, integer, one, take};
use super::super::build::{downcast, foreign, foreign_class, natives, set, without_class};
use super::duration::{self, Duration};
use super::{common_behaviour, in_range, integers, methods, now, out_of_range, timestamp};
use crate::eval::value::{Arguments, Class, Foreign, NativeFunction, Value};
use crate::eval::{EvalResult, Interpreter};
use crate::source::Span;
use crate::syntax::ast::BinaryOperator;
use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};
use std::rc::Rc;

/// `datetime.date`.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(super) struct Date(pub(super) NaiveDate);

static NEW: NativeFunction = NativeFunction {
    name: "date",
    call: new_date,
};

natives! { STATICS:
    "today" => |i, _, s| Ok(foreign(Date(now(i).date()), s)),
    "fromtimestamp" => |_, a, s| Ok(foreign(Date(timestamp(a, s)?.date()), s)),
    "fromordinal" => |_, a, s| {
        let number = integer("fromordinal", &one("fromordinal", a, s)?, s)?;
        let date = i32::try_from(number).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
        Ok(foreign(Date(date.ok_or_else(|| out_of_range(s))?), s))
    },
}

/// The class.
pub(super) fn class(interpreter: &mut Interpreter, span: Span) -> Rc<Class> {
    let class = foreign_class(interpreter, "date", &NEW, STATICS, span);
    set(&class.attributes, "min", foreign(Date(first_day()), span));
    class
}

fn new_date(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let arguments = without_class(arguments);
    let (parts, []) = take("date", arguments, ["year", "month", "day"], [], span)?;
    let numbers = integers("date", &parts.map(Some), span)?;
    Ok(foreign(Date(date_from(&numbers, span)?), span))
}

pub(super) fn date_from(numbers: &[i64], span: Span) -> EvalResult<NaiveDate> {
    let number = |index: usize| numbers.get(index).copied().unwrap_or(0);
    if !(1..=9999).contains(&number(0)) {
        return Err(bad_value("year is out of range", span));
    }
    if !(1..=12).contains(&number(1)) {
        return Err(bad_value("month must be in 1..12", span));
    }
    let day = u32::try_from(number(2)).unwrap_or(0);
    NaiveDate::from_ymd_opt(number(0) as i32, number(1) as u32, day)
        .ok_or_else(|| bad_value("day is out of range for month", span))
}

pub(super) fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or_default()
}

pub(super) fn date_text(date: &NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

pub(super) fn date_attribute(date: &NaiveDate, name: &str, span: Span) -> Option<Value> {
    let number = match name {
        "year" => i64::from(date.year()),
        "month" => i64::from(date.month()),
        "day" => i64::from(date.day()),
        _ => return None,
    };
    Some(Value::integer(number, span))
}

impl Foreign for Date {
    fn type_name(&self) -> &'static str {
        "datetime.date"
    }

    fn attribute(
        &self,
        _: &mut Interpreter,
        this: &Value,
        name: &str,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        if name == "date" || name == "time" {
            return Ok(None);
        }
        let own = date_attribute(&self.0, name, span);
        Ok(own.or_else(|| methods::find(this, name, span)))
    }

    fn repr(&self, _: &mut Interpreter) -> EvalResult<String> {
        let (year, month, day) = (self.0.year(), self.0.month(), self.0.day());
        Ok(format!("datetime.date({year}, {month}, {day})"))
    }

    fn to_str(&self, _: &mut Interpreter) -> EvalResult<Option<String>> {
        Ok(Some(date_text(&self.0)))
    }

    fn binary(
        &self,
        _: &mut Interpreter,
        operator: BinaryOperator,
        other: &Value,
        reflected: bool,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        if let (BinaryOperator::Subtract, Some(Date(other))) = (operator, downcast(other)) {
            let days = self.0.signed_duration_since(*other);
            return Ok(Some(foreign(Duration(days), span)));
        }
        let Some(days) = whole_days(other) else {
            return Ok(None);
        };
        let start = NaiveDateTime::from(self.0);
        let moved = match operator {
            BinaryOperator::Add => start.checked_add_signed(days),
            BinaryOperator::Subtract if !reflected => start.checked_sub_signed(days),
            _ => return Ok(None),
        };
        Ok(Some(foreign(Date(in_range(moved, span)?.date()), span)))
    }

    common_behaviour!(Date);
}

/// The days of a duration, rounded down: a date has no time of day.
fn whole_days(value: &Value) -> Option<TimeDelta> {
    let Duration(duration) = downcast(value)?;
    let days = duration::microseconds(*duration).div_euclid(86_400_000_000);
    TimeDelta::try_days(i64::try_from(days).ok()?)
}
