//! `datetime.timedelta`.

use super::super::arguments::{float, one, take};
use super::super::build::{
    downcast, foreign, foreign_class, method, natives, receiver, without_class,
};
use super::common_behaviour;
use super::moment::Moment;
use crate::diagnostic::codes::eval as codes;
use crate::eval::value::{Arguments, Class, Foreign, NativeFunction, Value, ValueKind};
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::source::Span;
use crate::syntax::ast::BinaryOperator;
use chrono::TimeDelta;
use std::rc::Rc;

/// `datetime.timedelta`.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(super) struct Duration(pub(super) TimeDelta);

static NEW: NativeFunction = NativeFunction {
    name: "timedelta",
    call: new_duration,
};

natives! { METHODS: "total_seconds" => total_seconds }

/// The class.
pub(super) fn class(interpreter: &mut Interpreter, span: Span) -> Rc<Class> {
    foreign_class(interpreter, "timedelta", &NEW, &[], span)
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

/// The whole of a duration.
pub(super) fn microseconds(duration: TimeDelta) -> i128 {
    i128::from(duration.num_seconds()) * 1_000_000 + i128::from(duration.subsec_micros())
}

fn total_seconds(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let this = one("total_seconds", arguments, span)?;
    let duration = receiver::<Duration>("total_seconds", &this, span)?.0;
    let seconds = microseconds(duration) as f64 / 1e6;
    Ok(Value::new(ValueKind::Float(seconds), span))
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
            _ => return Ok(method(METHODS, this, name, span)),
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
