//! The methods that dates, moments and times share.

use super::super::arguments::{integer, one, string, take};
use super::super::build::{downcast, foreign, method, natives, positional};
use super::super::clock;
use super::date::{Date, date_from, date_text};
use super::moment::Moment;
use super::self_moment;
use super::time::{Time, time_from, time_text};
use crate::eval::value::{Arguments, Value};
use crate::eval::{EvalResult, Interpreter};
use crate::source::Span;
use chrono::{Datelike, NaiveDateTime, Timelike};

/// The method of a name, bound to `this`.
pub(super) fn find(this: &Value, name: &str, span: Span) -> Option<Value> {
    method(METHODS, this, name, span)
}

natives! { METHODS:
    "__format__" => |i, a, s| {
        let ([this, pattern], []) = take("__format__", a, ["", ""], [], s)?;
        match pattern.as_text() {
            Some(text) if text.is_empty() => Ok(Value::string(&*i.to_str(&this, s)?, s)),
            _ => strftime(i, positional([this, pattern]), s),
        }
    },
    "ctime" => |_, a, s| formatted(a, "ctime", "%a %b %e %H:%M:%S %Y", s),
    "date" => |_, a, s| Ok(foreign(Date(moment_of("date", a, s)?.date()), s)),
    "isocalendar" => isocalendar,
    "isoformat" => isoformat,
    "isoweekday" => |_, a, s| Ok(Value::integer(weekday(a, s)? + 1, s)),
    "replace" => replace,
    "strftime" => strftime,
    "time" => |_, a, s| Ok(foreign(Time(moment_of("time", a, s)?.time()), s)),
    "timetuple" => timetuple,
    "toordinal" => |_, a, s| {
        let date = moment_of("toordinal", a, s)?;
        Ok(Value::integer(i64::from(date.num_days_from_ce()), s))
    },
    "utctimetuple" => timetuple,
    "weekday" => |_, a, s| Ok(Value::integer(weekday(a, s)?, s)),
}

fn weekday(arguments: Arguments, span: Span) -> EvalResult<i64> {
    let moment = moment_of("weekday", arguments, span)?;
    Ok(i64::from(moment.weekday().num_days_from_monday()))
}

fn formatted(arguments: Arguments, name: &str, pattern: &str, span: Span) -> EvalResult {
    let moment = moment_of(name, arguments, span)?;
    Ok(Value::string(clock::format(&moment, pattern, span)?, span))
}

fn strftime(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([this, pattern], []) = take("strftime", arguments, ["", "format"], [], span)?;
    let moment = self_moment("strftime", &this, span)?;
    let pattern = string("strftime", &pattern, span)?;
    Ok(pattern.value(clock::format(&moment, &pattern.text, span)?, span))
}

fn timetuple(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let moment = moment_of("timetuple", arguments, span)?;
    Ok(clock::struct_time(&moment.date(), &moment.time(), span))
}

fn isocalendar(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let moment = moment_of("isocalendar", arguments, span)?;
    let week = moment.iso_week();
    let numbers = [
        i64::from(week.year()),
        i64::from(week.week()),
        i64::from(moment.weekday().number_from_monday()),
    ];
    let numbers = numbers.map(|number| Value::integer(number, span));
    Ok(Value::tuple(numbers, span))
}

fn isoformat(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([this], [separator]) = take("isoformat", arguments, [""], ["sep"], span)?;
    let text = if let Some(Moment(moment)) = downcast(&this) {
        let separator = match separator {
            Some(separator) => string("isoformat", &separator, span)?.text.to_string(),
            None => "T".to_owned(),
        };
        format!(
            "{}{separator}{}",
            date_text(&moment.date()),
            time_text(&moment.time())
        )
    } else if let Some(Time(time)) = downcast(&this) {
        time_text(time)
    } else {
        date_text(&self_moment("isoformat", &this, span)?.date())
    };
    Ok(Value::string(text, span))
}

fn replace(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([this], parts) = take(
        "replace",
        arguments,
        [""],
        [
            "year",
            "month",
            "day",
            "hour",
            "minute",
            "second",
            "microsecond",
            "tzinfo",
        ],
        span,
    )?;
    let old = self_moment("replace", &this, span)?;
    let current = [
        i64::from(old.year()),
        i64::from(old.month()),
        i64::from(old.day()),
        i64::from(old.hour()),
        i64::from(old.minute()),
        i64::from(old.second()),
        i64::from(old.nanosecond() / 1000),
    ];
    let mut numbers = Vec::with_capacity(current.len());
    for (part, current) in parts.iter().zip(current) {
        numbers.push(match part {
            Some(part) => integer("replace", part, span)?,
            None => current,
        });
    }
    let date = date_from(&numbers[..3], span)?;
    if downcast::<Date>(&this).is_some() {
        return Ok(foreign(Date(date), span));
    }
    let time = time_from(&numbers[3..], span)?;
    if downcast::<Time>(&this).is_some() {
        return Ok(foreign(Time(time), span));
    }
    Ok(foreign(Moment(date.and_time(time)), span))
}

fn moment_of(name: &str, arguments: Arguments, span: Span) -> EvalResult<NaiveDateTime> {
    let this = one(name, arguments, span)?;
    self_moment(name, &this, span)
}
