//! `datetime.time`.

use super::super::arguments::{bad_value, take};
use super::super::build::{foreign, foreign_class, without_class};
use super::{common_behaviour, integers, methods};
use crate::eval::value::{Arguments, Class, Foreign, NativeFunction, Value};
use crate::eval::{EvalResult, Interpreter};
use crate::source::Span;
use chrono::{NaiveTime, Timelike};
use std::rc::Rc;

/// `datetime.time`.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(super) struct Time(pub(super) NaiveTime);

static NEW: NativeFunction = NativeFunction {
    name: "time",
    call: new_time,
};

pub(super) const TIME: [&str; 5] = ["hour", "minute", "second", "microsecond", "tzinfo"];

/// The class.
pub(super) fn class(interpreter: &mut Interpreter, span: Span) -> Rc<Class> {
    foreign_class(interpreter, "time", &NEW, &[], span)
}

fn new_time(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([], time) = take("time", without_class(arguments), [], TIME, span)?;
    let time = time_from(&integers("time", &time[..4], span)?, span)?;
    Ok(foreign(Time(time), span))
}

pub(super) fn time_from(numbers: &[i64], span: Span) -> EvalResult<NaiveTime> {
    for (number, (name, end)) in numbers.iter().zip([
        ("hour", 24),
        ("minute", 60),
        ("second", 60),
        ("microsecond", 1_000_000),
    ]) {
        if !(0..end).contains(number) {
            return Err(bad_value(format!("{name} must be in 0..{}", end - 1), span));
        }
    }
    let number = |index: usize| numbers.get(index).copied().unwrap_or(0) as u32;
    NaiveTime::from_hms_micro_opt(number(0), number(1), number(2), number(3))
        .ok_or_else(|| bad_value("time is out of range", span))
}

pub(super) fn time_text(time: &NaiveTime) -> String {
    let fraction = time.nanosecond() / 1000 % 1_000_000;
    let text = format!(
        "{:02}:{:02}:{:02}",
        time.hour(),
        time.minute(),
        time.second()
    );
    if fraction == 0 {
        text
    } else {
        format!("{text}.{fraction:06}")
    }
}

pub(super) fn time_attribute(time: &NaiveTime, name: &str, span: Span) -> Option<Value> {
    let number = match name {
        "hour" => time.hour(),
        "minute" => time.minute(),
        "second" => time.second(),
        "microsecond" => time.nanosecond() / 1000 % 1_000_000,
        "tzinfo" => return Some(Value::none(span)),
        _ => return None,
    };
    Some(Value::integer(i64::from(number), span))
}

impl Foreign for Time {
    fn type_name(&self) -> &'static str {
        "datetime.time"
    }

    fn attribute(
        &self,
        _: &mut Interpreter,
        this: &Value,
        name: &str,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let methods = ["__format__", "isoformat", "replace", "strftime"];
        let own = time_attribute(&self.0, name, span);
        Ok(own.or_else(|| {
            let known = methods.contains(&name);
            known.then(|| methods::find(this, name, span)).flatten()
        }))
    }

    fn repr(&self, _: &mut Interpreter) -> EvalResult<String> {
        let (hour, minute) = (self.0.hour(), self.0.minute());
        let (second, microsecond) = (self.0.second(), self.0.nanosecond() / 1000 % 1_000_000);
        Ok(match (second, microsecond) {
            (0, 0) => format!("datetime.time({hour}, {minute})"),
            (_, 0) => format!("datetime.time({hour}, {minute}, {second})"),
            _ => format!("datetime.time({hour}, {minute}, {second}, {microsecond})"),
        })
    }

    fn to_str(&self, _: &mut Interpreter) -> EvalResult<Option<String>> {
        Ok(Some(time_text(&self.0)))
    }

    common_behaviour!(Time);
}
