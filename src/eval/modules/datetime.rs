//! `datetime`: dates, moments and durations. There are no time zones: now is UTC.

use super::arguments::{bad_value, float, integer, string, take};
use super::build::{
    ModuleBuilder, downcast, foreign, foreign_class, method, natives, receiver, set, without_class,
};
use super::clock;
use crate::diagnostic::codes::eval as codes;
use crate::eval::value::{Arguments, Foreign, NativeFunction, Value, ValueKind};
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::source::Span;
use crate::syntax::ast::BinaryOperator;
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};
use std::cmp::Ordering;

/// `datetime.date`.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
struct Date(NaiveDate);

/// `datetime.datetime`.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
struct Moment(NaiveDateTime);

/// `datetime.time`.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
struct Time(NaiveTime);

/// `datetime.timedelta`.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
struct Duration(TimeDelta);

static NEW_DATE: NativeFunction = NativeFunction {
    name: "date",
    call: new_date,
};
static NEW_MOMENT: NativeFunction = NativeFunction {
    name: "datetime",
    call: new_moment,
};
static NEW_TIME: NativeFunction = NativeFunction {
    name: "time",
    call: new_time,
};
static NEW_DURATION: NativeFunction = NativeFunction {
    name: "timedelta",
    call: new_duration,
};

natives! { DATE_STATICS:
    "today" => |i, _, s| Ok(foreign(Date(now(i).date()), s)),
    "fromtimestamp" => |_, a, s| Ok(foreign(Date(timestamp(a, s)?.date()), s)),
    "fromordinal" => |_, a, s| {
        let number = integer("fromordinal", &super::arguments::one("fromordinal", a, s)?, s)?;
        let date = i32::try_from(number).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
        Ok(foreign(Date(date.ok_or_else(|| out_of_range(s))?), s))
    },
}

natives! { MOMENT_STATICS:
    "now" => |i, _, s| Ok(foreign(Moment(now(i)), s)),
    "today" => |i, _, s| Ok(foreign(Moment(now(i)), s)),
    "utcnow" => |i, _, s| Ok(foreign(Moment(now(i)), s)),
    "fromtimestamp" => |_, a, s| Ok(foreign(Moment(timestamp(a, s)?), s)),
    "utcfromtimestamp" => |_, a, s| Ok(foreign(Moment(timestamp(a, s)?), s)),
    "strptime" => strptime,
    "combine" => combine,
}

natives! { METHODS:
    "__format__" => |i, a, s| {
        let ([this, pattern], []) = take("__format__", a, ["", ""], [], s)?;
        match pattern.as_text() {
            Some(text) if text.is_empty() => Ok(Value::string(&*i.to_str(&this, s)?, s)),
            _ => strftime(i, super::build::positional([this, pattern]), s),
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

natives! { DURATION_METHODS: "total_seconds" => total_seconds }

/// The module.
pub(super) fn module(interpreter: &mut Interpreter, span: Span) -> EvalResult {
    let date = foreign_class(interpreter, "date", &NEW_DATE, DATE_STATICS, span);
    let moment = foreign_class(interpreter, "datetime", &NEW_MOMENT, MOMENT_STATICS, span);
    let time = foreign_class(interpreter, "time", &NEW_TIME, &[], span);
    let duration = foreign_class(interpreter, "timedelta", &NEW_DURATION, &[], span);
    set(&date.attributes, "min", foreign(Date(first_day()), span));
    set(
        &moment.attributes,
        "min",
        foreign(Moment(first_day().into()), span),
    );
    Ok(ModuleBuilder::new("datetime", span)
        .class(date)
        .class(moment)
        .class(time)
        .class(duration)
        .integer("MINYEAR", 1)
        .integer("MAXYEAR", 9999)
        .finish())
}

fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or_default()
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

fn date_from(numbers: &[i64], span: Span) -> EvalResult<NaiveDate> {
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

fn time_from(numbers: &[i64], span: Span) -> EvalResult<NaiveTime> {
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

fn integers(name: &str, values: &[Option<Value>], span: Span) -> EvalResult<Vec<i64>> {
    let numbers = values.iter().map(|value| match value {
        Some(value) => integer(name, value, span),
        None => Ok(0),
    });
    numbers.collect()
}

fn new_date(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let arguments = without_class(arguments);
    let (parts, []) = take("date", arguments, ["year", "month", "day"], [], span)?;
    let numbers = integers("date", &parts.map(Some), span)?;
    Ok(foreign(Date(date_from(&numbers, span)?), span))
}

const TIME: [&str; 5] = ["hour", "minute", "second", "microsecond", "tzinfo"];

fn new_moment(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let arguments = without_class(arguments);
    let (date, time) = take("datetime", arguments, ["year", "month", "day"], TIME, span)?;
    let date = date_from(&integers("datetime", &date.map(Some), span)?, span)?;
    let time = time_from(&integers("datetime", &time[..4], span)?, span)?;
    Ok(foreign(Moment(date.and_time(time)), span))
}

fn new_time(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([], time) = take("time", without_class(arguments), [], TIME, span)?;
    let time = time_from(&integers("time", &time[..4], span)?, span)?;
    Ok(foreign(Time(time), span))
}

fn new_duration(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    const UNITS: [&str; 7] = [
        "days",
        "seconds",
        "microseconds",
        "milliseconds",
        "minutes",
        "hours",
        "weeks",
    ];
    const MICROSECONDS: [f64; 7] = [86_400e6, 1e6, 1.0, 1e3, 60e6, 3_600e6, 604_800e6];
    let ([], values) = take("timedelta", without_class(arguments), [], UNITS, span)?;
    let mut exact = 0i128;
    let mut fraction = 0.0;
    for (value, unit) in values.iter().zip(MICROSECONDS) {
        let Some(value) = value else {
            continue;
        };
        match value.kind {
            ValueKind::Integer(number) => exact += i128::from(number) * unit as i128,
            _ => fraction += float("timedelta", value, span)? * unit,
        }
    }
    let total = exact.saturating_add(fraction.round_ties_even() as i128);
    Ok(foreign(duration(total, span)?, span))
}

fn duration(microseconds: i128, span: Span) -> EvalResult<Duration> {
    const LIMIT: i128 = 999_999_999 * 86_400_000_000;
    match i64::try_from(microseconds) {
        Ok(number) if microseconds.abs() <= LIMIT => Ok(Duration(TimeDelta::microseconds(number))),
        _ => {
            let message = "timedelta is too large: at most 999999999 days";
            Err(Raised::new(
                "OverflowError",
                &codes::VALUE_ERROR,
                message,
                span,
            ))
        }
    }
}

fn microseconds(duration: TimeDelta) -> i128 {
    i128::from(duration.num_seconds()) * 1_000_000 + i128::from(duration.subsec_micros())
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
        None => Err(super::arguments::wrong_type(
            "combine", "a date", &date, span,
        )),
    }
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
    moment(value).ok_or_else(|| super::arguments::wrong_type(name, "a date", value, span))
}

fn moment_of(name: &str, arguments: Arguments, span: Span) -> EvalResult<NaiveDateTime> {
    let this = super::arguments::one(name, arguments, span)?;
    self_moment(name, &this, span)
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

fn time_text(time: &NaiveTime) -> String {
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

fn date_text(date: &NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
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

fn total_seconds(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = super::arguments::one("total_seconds", arguments, span)?;
    let duration = receiver::<Duration>("total_seconds", &this, span)?.0;
    let seconds = microseconds(duration) as f64 / 1e6;
    Ok(Value::new(ValueKind::Float(seconds), span))
}

fn date_attribute(date: &NaiveDate, name: &str, span: Span) -> Option<Value> {
    let number = match name {
        "year" => i64::from(date.year()),
        "month" => i64::from(date.month()),
        "day" => i64::from(date.day()),
        _ => return None,
    };
    Some(Value::integer(number, span))
}

fn time_attribute(time: &NaiveTime, name: &str, span: Span) -> Option<Value> {
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

/// Writes what three of the four types share.
macro_rules! common_behaviour {
    ($type:ident) => {
        fn compare(&self, other: &dyn Foreign) -> Option<Ordering> {
            self.partial_cmp(other.as_any().downcast_ref::<$type>()?)
        }

        fn as_any(&self) -> &dyn std::any::Any {
            self
        }
    };
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
        Ok(own.or_else(|| method(METHODS, this, name, span)))
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
    let days = microseconds(*duration).div_euclid(86_400_000_000);
    TimeDelta::try_days(i64::try_from(days).ok()?)
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
        Ok(own.or_else(|| method(METHODS, this, name, span)))
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
            known.then(|| method(METHODS, this, name, span)).flatten()
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

impl Duration {
    /// Days, seconds and microseconds, of which only the days may be negative.
    fn parts(self) -> (i128, i128, i128) {
        let total = microseconds(self.0);
        let rest = total.rem_euclid(86_400_000_000);
        (
            total.div_euclid(86_400_000_000),
            rest / 1_000_000,
            rest % 1_000_000,
        )
    }
}

impl Foreign for Duration {
    fn type_name(&self) -> &'static str {
        "datetime.timedelta"
    }

    fn attribute(
        &self,
        _: &mut Interpreter,
        this: &Value,
        name: &str,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let (days, seconds, microseconds) = self.parts();
        let number = match name {
            "days" => days,
            "seconds" => seconds,
            "microseconds" => microseconds,
            _ => return Ok(method(DURATION_METHODS, this, name, span)),
        };
        Ok(Some(Value::integer(number as i64, span)))
    }

    fn repr(&self, _: &mut Interpreter) -> EvalResult<String> {
        Ok(match self.parts() {
            (days, 0, 0) => format!("datetime.timedelta({days})"),
            (days, seconds, 0) => format!("datetime.timedelta({days}, {seconds})"),
            (days, seconds, rest) => format!("datetime.timedelta({days}, {seconds}, {rest})"),
        })
    }

    fn to_str(&self, _: &mut Interpreter) -> EvalResult<Option<String>> {
        let (days, seconds, rest) = self.parts();
        let mut text = String::new();
        if days != 0 {
            let plural = if days.abs() == 1 { "" } else { "s" };
            text = format!("{days} day{plural}, ");
        }
        text += &format!(
            "{}:{:02}:{:02}",
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60
        );
        if rest != 0 {
            text += &format!(".{rest:06}");
        }
        Ok(Some(text))
    }

    fn binary(
        &self,
        _: &mut Interpreter,
        operator: BinaryOperator,
        other: &Value,
        reflected: bool,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        let own = microseconds(self.0);
        let result = match (operator, downcast::<Duration>(other), &other.kind) {
            (BinaryOperator::Add, Some(other), _) => own + microseconds(other.0),
            (BinaryOperator::Subtract, Some(other), _) => own - microseconds(other.0),
            (BinaryOperator::Add, None, _) if reflected && downcast::<Moment>(other).is_some() => {
                return Ok(None);
            }
            (BinaryOperator::Multiply, _, ValueKind::Integer(factor)) => {
                own.saturating_mul(i128::from(*factor))
            }
            (
                BinaryOperator::Divide | BinaryOperator::FloorDivide,
                _,
                ValueKind::Integer(divisor),
            ) if !reflected => {
                if *divisor == 0 {
                    let code = &codes::DIVISION_BY_ZERO;
                    let message = "integer division or modulo by zero";
                    return Err(Raised::new("ZeroDivisionError", code, message, span));
                }
                let divisor = i128::from(*divisor);
                // Floor division; `div_euclid` differs for negative divisors.
                let quotient = own / divisor;
                let inexact = own % divisor != 0 && (own < 0) != (divisor < 0);
                quotient - i128::from(inexact)
            }
            _ => return Ok(None),
        };
        Ok(Some(foreign(duration(result, span)?, span)))
    }

    common_behaviour!(Duration);
}
