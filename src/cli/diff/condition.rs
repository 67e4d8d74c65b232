//! Conditions of `--fail-on`: a number of the comparison, an operator, and a number.

use crate::change::{Amounts, Comparison};
use crate::diagnostic::nearest;
use std::fmt;

/// A condition such as `restarts > 100`.
#[derive(Clone, Debug)]
pub struct Condition {
    name: &'static str,
    operator: &'static str,
    number: f64,
    written: String,
}

/// Operators; longer ones first.
const OPERATORS: [&str; 6] = [">=", "<=", "==", "!=", ">", "<"];

/// What sizes may be followed by.
const UNITS: [(&str, f64); 5] = [
    ("TB", 1_099_511_627_776.0),
    ("GB", 1_073_741_824.0),
    ("MB", 1_048_576.0),
    ("KB", 1024.0),
    ("", 1.0),
];

/// A number of a comparison.
type Measure = fn(&Comparison) -> f64;

/// The numbers that a condition may name.
const MEASURES: [(&str, Measure); 13] = [
    ("restarts", |it| it.instances.replaced as f64),
    ("instances.replaced", |it| it.instances.replaced as f64),
    ("instances.added", |it| it.instances.added as f64),
    ("instances.removed", |it| it.instances.removed as f64),
    ("jobs.changed", |it| it.jobs.changed as f64),
    ("jobs.added", |it| it.jobs.added as f64),
    ("jobs.removed", |it| it.jobs.removed as f64),
    ("jobs.renamed", |it| it.jobs.renamed as f64),
    ("jobs.incomparable", |it| it.jobs.incomparable as f64),
    ("cpu", |it| more(it, |amounts| amounts.rounded_cpu())),
    ("ram", |it| more(it, |amounts| amounts.ram as f64)),
    ("disk", |it| more(it, |amounts| amounts.disk as f64)),
    ("gpu", |it| more(it, |amounts| amounts.gpu as f64)),
];

/// How much more of a resource there is after the change.
fn more(comparison: &Comparison, amount: impl Fn(&Amounts) -> f64) -> f64 {
    let all = &comparison.totals.all;
    amount(&all.after) - amount(&all.before)
}

impl Condition {
    /// Reads a condition. The error is a sentence.
    pub fn parse(text: &str) -> Result<Condition, String> {
        const FORM: &str = "expected a condition such as `restarts > 100`";
        let place = |operator: &&&str| text.find(**operator).is_some();
        let operator = OPERATORS.iter().find(place).ok_or(FORM)?;
        let (name, number) = text.split_once(operator).ok_or(FORM)?;
        let (name, number) = (name.trim(), number.trim());
        let names = MEASURES.iter().map(|(name, _)| *name);
        let Some(known) = names.clone().find(|known| *known == name) else {
            let help = match nearest(name, names.clone()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the names are `{}`", names.collect::<Vec<_>>().join("`, `")),
            };
            return Err(format!("unknown name `{name}`; {help}"));
        };
        let with_unit = |(unit, size): &(&str, f64)| {
            let digits = number.strip_suffix(unit)?.trim_end().trim_end_matches('*');
            let number: f64 = digits.trim_end().parse().ok()?;
            number.is_finite().then_some(number * size)
        };
        let value = UNITS.iter().find_map(with_unit);
        let value = value.ok_or_else(|| format!("`{number}` is not a number; {FORM}"))?;
        Ok(Condition {
            name: known,
            operator,
            number: value,
            written: text.trim().to_owned(),
        })
    }

    /// The number that the condition is about, if the condition holds.
    pub fn holds(&self, comparison: &Comparison) -> Option<f64> {
        let mut measures = MEASURES.iter();
        let (_, measure) = measures.find(|(name, _)| *name == self.name)?;
        let value = measure(comparison);
        let holds = match self.operator {
            ">=" => value >= self.number,
            "<=" => value <= self.number,
            "==" => value == self.number,
            "!=" => value != self.number,
            ">" => value > self.number,
            _ => value < self.number,
        };
        holds.then_some(value)
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_read() {
        for (text, name, operator, number) in [
            ("restarts > 100", "restarts", ">", 100.0),
            ("restarts>=1", "restarts", ">=", 1.0),
            ("jobs.removed != 0", "jobs.removed", "!=", 0.0),
            ("ram > 1.5 GB", "ram", ">", 1.5 * 1_073_741_824.0),
            ("disk>10*MB", "disk", ">", 10.0 * 1_048_576.0),
            ("cpu < -2", "cpu", "<", -2.0),
        ] {
            let condition = Condition::parse(text).expect(text);
            let read = (condition.name, condition.operator, condition.number);
            assert_eq!(read, (name, operator, number), "{text}");
        }
    }

    #[test]
    fn wrong_conditions_are_refused_with_words() {
        for (text, message) in [
            ("restarts", "expected a condition such as `restarts > 100`"),
            (
                "restart > 1",
                "unknown name `restart`; did you mean `restarts`?",
            ),
            (
                "restarts > many",
                "`many` is not a number; expected a condition such as `restarts > 100`",
            ),
            (
                "restarts > inf",
                "`inf` is not a number; expected a condition such as `restarts > 100`",
            ),
        ] {
            assert_eq!(Condition::parse(text).expect_err(text), message);
        }
    }
}
