//! `time`: all of it in UTC, because the zone of the machine that compiles is nobody's business.

use super::arguments::{float, present, string, take};
use super::build::{ModuleBuilder, natives};
use crate::eval::value::{Arguments, Value, ValueKind};
use crate::eval::{Dependency, EvalResult, Interpreter};
use crate::source::Span;
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

natives! { FUNCTIONS:
    "asctime" => |i, a, s| {
        let moment = moment(i, "asctime", a, s)?;
        Ok(Value::string(format(i, &moment, "%a %b %e %H:%M:%S %Y", s)?, s))
    },
    "clock" => now,
    "ctime" => |i, a, s| {
        let moment = since_epoch(i, "ctime", a, s)?;
        Ok(Value::string(format(i, &moment, "%a %b %e %H:%M:%S %Y", s)?, s))
    },
    "gmtime" => |i, a, s| Ok(parts(&since_epoch(i, "gmtime", a, s)?, s)),
    "localtime" => |i, a, s| Ok(parts(&since_epoch(i, "localtime", a, s)?, s)),
    "mktime" => |i, a, s| {
        let moment = moment(i, "mktime", a, s)?;
        Ok(Value::new(ValueKind::Float(moment.and_utc().timestamp() as f64), s))
    },
    "strftime" => strftime,
    "strptime" => strptime,
    "time" => now,
}

/// The module.
pub(super) fn module(_: &mut Interpreter, span: Span) -> EvalResult {
    let utc = || Value::string("UTC", span);
    Ok(ModuleBuilder::new("time", span)
        .functions(FUNCTIONS)
        .refused(
            "time",
            &[("sleep", "a configuration is not to wait for anything")],
        )
        .integer("timezone", 0)
        .integer("altzone", 0)
        .integer("daylight", 0)
        .value("tzname", Value::tuple([utc(), utc()], span))
        .finish())
}

natives! { STRPTIME:
    "strptime" => |_, a, s| {
        let ([text, pattern], []) = take("strptime", a, ["", ""], [], s)?;
        let text = string("strptime", &text, s)?;
        let pattern = string("strptime", &pattern, s)?;
        let moment = parse(&text.text, &pattern.text, s)?;
        let numbers = [
            i64::from(moment.year()),
            i64::from(moment.month()),
            i64::from(moment.day()),
            i64::from(moment.hour()),
            i64::from(moment.minute()),
            i64::from(moment.second()),
            i64::from(moment.nanosecond() / 1000),
        ];
        Ok(Value::tuple(numbers.map(|number| Value::integer(number, s)), s))
    },
}

/// `_strptime`: the seven numbers of a `datetime.datetime`.
pub(super) fn strptime_module(_: &mut Interpreter, span: Span) -> EvalResult {
    Ok(ModuleBuilder::new("_strptime", span)
        .functions(STRPTIME)
        .finish())
}

/// The host's clock.
fn current(interpreter: &mut Interpreter) -> f64 {
    interpreter.depends_on(Dependency::Clock);
    interpreter.host.now()
}

/// A moment in seconds since 1970; `None` if it is outside of what a date can be.
fn from_seconds(seconds: f64) -> Option<NaiveDateTime> {
    if !seconds.is_finite() || seconds.abs() > 1e13 {
        return None;
    }
    let microseconds = (seconds * 1e6).round() as i64;
    DateTime::from_timestamp_micros(microseconds).map(|moment| moment.naive_utc())
}

fn now(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    take("time", arguments, [], [], span)?;
    Ok(Value::new(ValueKind::Float(current(interpreter)), span))
}

fn since_epoch(
    interpreter: &mut Interpreter,
    name: &str,
    arguments: Arguments,
    span: Span,
) -> EvalResult<NaiveDateTime> {
    let ([], [seconds]) = take(name, arguments, [], [""], span)?;
    let seconds = match present(seconds) {
        Some(seconds) => float(name, &seconds, span)?,
        None => current(interpreter),
    };
    from_seconds(seconds.floor())
        .ok_or_else(|| super::arguments::bad_value("timestamp out of range", span))
}

/// The moment of a `struct_time`, or now.
fn moment(
    interpreter: &mut Interpreter,
    name: &str,
    arguments: Arguments,
    span: Span,
) -> EvalResult<NaiveDateTime> {
    let ([], [time]) = take(name, arguments, [], [""], span)?;
    match present(time) {
        Some(time) => from_parts(interpreter, name, &time, span),
        None => Ok(from_seconds(current(interpreter).floor()).unwrap_or_default()),
    }
}

fn from_parts(
    interpreter: &mut Interpreter,
    name: &str,
    time: &Value,
    span: Span,
) -> EvalResult<NaiveDateTime> {
    let mut numbers = [0i64; 6];
    for (number, item) in numbers.iter_mut().zip(interpreter.items(time, span)?) {
        *number = super::arguments::integer(name, &item, span)?;
    }
    let small = |index: usize| u32::try_from(numbers[index]).unwrap_or(u32::MAX);
    let date = i32::try_from(numbers[0])
        .ok()
        .and_then(|year| NaiveDate::from_ymd_opt(year, small(1), small(2)));
    let moment = date.and_then(|date| date.and_hms_opt(small(3), small(4), small(5).min(59)));
    moment
        .ok_or_else(|| super::arguments::bad_value(format!("{name}() argument out of range"), span))
}

fn parts(moment: &NaiveDateTime, span: Span) -> Value {
    struct_time(&moment.date(), &moment.time(), span)
}

/// A `time.struct_time`.
fn struct_time(date: &NaiveDate, time: &NaiveTime, span: Span) -> Value {
    let fields = [
        ("tm_year", i64::from(date.year())),
        ("tm_mon", i64::from(date.month())),
        ("tm_mday", i64::from(date.day())),
        ("tm_hour", i64::from(time.hour())),
        ("tm_min", i64::from(time.minute())),
        ("tm_sec", i64::from(time.second())),
        ("tm_wday", i64::from(date.weekday().num_days_from_monday())),
        ("tm_yday", i64::from(date.ordinal())),
        ("tm_isdst", 0),
    ];
    let class = super::namedtuple::class("time.struct_time", &fields.map(|(name, _)| name), span);
    let items = fields.map(|(_, number)| Value::integer(number, span));
    super::namedtuple::tuple(&class, items, span)
}

/// The most bytes that a letter stands for, and what writing them takes, in units of [`Interpreter::work`].
const DIRECTIVE: usize = 512;

/// `strftime`: the letters that C has; others stay as they are.
fn format(
    interpreter: &mut Interpreter,
    moment: &NaiveDateTime,
    pattern: &str,
    span: Span,
) -> EvalResult<String> {
    use std::fmt::Write;
    let mut result = String::new();
    let mut characters = pattern.chars();
    while let Some(c) = characters.next() {
        if c != '%' {
            result.push(c);
            continue;
        }
        let Some(letter) = characters.next() else {
            result.push('%');
            break;
        };
        interpreter.grow(result.len(), DIRECTIVE, span)?;
        let item = match letter {
            '%' => {
                result.push('%');
                continue;
            }
            'f' => "%6f".to_owned(),
            'c' => "%a %b %e %H:%M:%S %Y".to_owned(),
            'x' => "%m/%d/%y".to_owned(),
            'X' => "%H:%M:%S".to_owned(),
            // A naive moment has no zone.
            'z' | 'Z' => continue,
            's' => {
                result.push_str(&moment.and_utc().timestamp().to_string());
                continue;
            }
            'a' | 'A' | 'b' | 'B' | 'C' | 'd' | 'D' | 'e' | 'F' | 'G' | 'g' | 'h' | 'H' | 'I'
            | 'j' | 'm' | 'M' | 'n' | 'p' | 'R' | 'S' | 't' | 'T' | 'u' | 'U' | 'V' | 'w' | 'W'
            | 'y' | 'Y' => format!("%{letter}"),
            _ => {
                result.push('%');
                result.push(letter);
                continue;
            }
        };
        if write!(result, "{}", moment.format(&item)).is_err() {
            return Err(super::arguments::bad_value("Invalid format string", span));
        }
    }
    Ok(result)
}

fn strftime(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([pattern], [time]) = take("strftime", arguments, [""], [""], span)?;
    let pattern = string("strftime", &pattern, span)?;
    let moment = match present(time) {
        Some(time) => from_parts(interpreter, "strftime", &time, span)?,
        None => from_seconds(current(interpreter).floor()).unwrap_or_default(),
    };
    Ok(pattern.value(format(interpreter, &moment, &pattern.text, span)?, span))
}

/// `strptime`: what the text does not say is as on 1900-01-01 00:00:00.
fn parse(text: &str, pattern: &str, span: Span) -> EvalResult<NaiveDateTime> {
    use chrono::format::{Parsed, StrftimeItems};
    let mismatch = || {
        let message = format!("time data '{text}' does not match format '{pattern}'");
        super::arguments::bad_value(message, span)
    };
    // Python's fraction of a second stands behind a dot of its own, and has one to six digits.
    let own = pattern.replace(".%f", "%.f").replace("%f", "%6f");
    let mut parsed = Parsed::new();
    chrono::format::parse(&mut parsed, text, StrftimeItems::new(&own)).map_err(|_| mismatch())?;
    if parsed.timestamp().is_none() {
        let has_date = parsed.ordinal().is_some()
            || parsed.week_from_mon().is_some()
            || parsed.week_from_sun().is_some()
            || parsed.isoweek().is_some();
        let year_known = parsed.year().is_some()
            || parsed.year_mod_100().is_some()
            || parsed.isoyear().is_some();
        if !year_known {
            parsed.set_year(1900).ok();
        }
        if !has_date {
            if parsed.month().is_none() {
                parsed.set_month(1).ok();
            }
            if parsed.day().is_none() {
                parsed.set_day(1).ok();
            }
        }
        if parsed.hour_mod_12().is_none() {
            parsed.set_hour(0).ok();
        } else if parsed.hour_div_12().is_none() {
            parsed.set_ampm(false).ok();
        }
        if parsed.minute().is_none() {
            parsed.set_minute(0).ok();
        }
        if parsed.second().is_none() {
            parsed.set_second(0).ok();
        }
    }
    let offset = parsed.offset().unwrap_or(0);
    parsed
        .to_naive_datetime_with_offset(offset)
        .map_err(|_| mismatch())
}

fn strptime(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([text], [pattern]) = take("strptime", arguments, [""], [""], span)?;
    let text = string("strptime", &text, span)?;
    let pattern = match pattern {
        Some(pattern) => string("strptime", &pattern, span)?.text.to_string(),
        None => "%a %b %d %H:%M:%S %Y".to_owned(),
    };
    Ok(parts(&parse(&text.text, &pattern, span)?, span))
}
