//! Cron schedules, as Aurora's scheduler reads them (`CrontabEntry`): five fields, no macros.

use std::borrow::Cow;
use std::ops::Range;

/// The scheduler's number of a cron collision policy; the client accepts any case. Aurora: `CronCollisionPolicy` of `api.thrift`.
pub fn collision_policy_number(name: &str) -> Option<i64> {
    match name.to_ascii_uppercase().as_str() {
        "KILL_EXISTING" => Some(0),
        "CANCEL_NEW" => Some(1),
        "RUN_OVERLAP" => Some(2),
        _ => None,
    }
}

/// A set of values from 0 to 63.
type Values = u64;

/// When a cron job runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cron {
    minutes: Values,
    hours: Values,
    days: Values,
    months: Values,
    /// Sunday is 0.
    weekdays: Values,
}

/// Why the scheduler rejects a schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CronError {
    /// What is wrong, in words: "the hour is a number from 0 to 23, not `25`".
    pub message: String,
    /// The bytes of the schedule that are wrong.
    pub range: Range<usize>,
}

struct FieldKind {
    name: &'static str,
    least: u32,
    most: u32,
    /// Names for the values from `least` on.
    names: &'static [&'static str],
}

const MONTHS: &[&str] = &[
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
];
const WEEKDAYS: &[&str] = &["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

const FIELDS: [FieldKind; 5] = [
    field("minute", 0, 59, &[]),
    field("hour", 0, 23, &[]),
    field("day of the month", 1, 31, &[]),
    field("month", 1, 12, MONTHS),
    field("day of the week", 0, 6, WEEKDAYS),
];

const fn field(
    name: &'static str,
    least: u32,
    most: u32,
    names: &'static [&'static str],
) -> FieldKind {
    FieldKind {
        name,
        least,
        most,
        names,
    }
}

impl Cron {
    /// Reads a schedule: minute, hour, day of the month, month, day of the week. Aurora: `CrontabEntry.parse`.
    pub fn parse(schedule: &str) -> Result<Cron, CronError> {
        let words = words(schedule)?;
        if words.len() != FIELDS.len() {
            return Err(CronError {
                message: format!(
                    "it requires five fields (minute, hour, day of the month, month, day of the week), but has {}",
                    words.len()
                ),
                range: 0..schedule.len(),
            });
        }
        let mut sets = [0; FIELDS.len()];
        for ((set, kind), word) in sets.iter_mut().zip(&FIELDS).zip(&words) {
            *set = parse_field(kind, word.clone(), schedule)?;
        }
        let [minutes, hours, days, months, weekdays] = sets;
        let cron = Cron {
            minutes,
            hours,
            days,
            months,
            weekdays,
        };
        if !cron.any_day() && !cron.any_weekday() {
            let range = words.get(2).map_or(0, |word| word.start)
                ..words.get(4).map_or(schedule.len(), |word| word.end);
            return Err(CronError {
                message: "the day of the month or the day of the week must be `*`".into(),
                range,
            });
        }
        Ok(cron)
    }

    /// Whether it ever runs: `0 0 30 2 *` does not. Quartz refuses such a trigger.
    pub fn ever_runs(&self) -> bool {
        const LENGTHS: [u32; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        LENGTHS.iter().enumerate().any(|(month, &length)| {
            let days = self.days & ((1 << (length + 1)) - 1);
            self.months >> (month + 1) & 1 == 1 && days != 0
        })
    }

    /// Whether it runs every minute of the days on which it runs.
    pub fn every_minute(&self) -> bool {
        self.minutes == all(0, 59) && self.hours == all(0, 23)
    }

    /// Whether it runs at a minute (0–59), an hour (0–23), a day (1–31) of a month (1–12), and a day of the week (0–6, Sunday is 0).
    pub fn runs_at(&self, minute: u32, hour: u32, day: u32, month: u32, weekday: u32) -> bool {
        let has = |values: Values, value: u32| value < 64 && values >> value & 1 == 1;
        has(self.minutes, minute)
            && has(self.hours, hour)
            && has(self.days, day)
            && has(self.months, month)
            && has(self.weekdays, weekday)
    }

    fn any_day(&self) -> bool {
        self.days == all(1, 31)
    }

    fn any_weekday(&self) -> bool {
        self.weekdays == all(0, 6)
    }
}

/// The set of `least..=most`.
fn all(least: u32, most: u32) -> Values {
    (least..=most).fold(0, |set, value| set | 1 << value)
}

/// What separates fields: `\s` of Java's regular expressions.
fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\n' | '\x0b' | '\x0c' | '\r')
}

/// The byte ranges of the fields of a schedule, which has no whitespace around it.
fn words(schedule: &str) -> Result<Vec<Range<usize>>, CronError> {
    let trimmed = schedule.trim_matches(is_space);
    if trimmed.len() != schedule.len() && !trimmed.is_empty() {
        let before = schedule.len() - schedule.trim_start_matches(is_space).len();
        let (place, range) = match before {
            0 => ("after", trimmed.len()..schedule.len()),
            _ => ("before", 0..before),
        };
        return Err(CronError {
            message: format!("it has whitespace {place} its fields"),
            range,
        });
    }
    let mut words = Vec::new();
    let mut start = None;
    for (at, letter) in schedule.char_indices() {
        match (is_space(letter), start) {
            (true, Some(from)) => {
                words.push(from..at);
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    words.extend(start.map(|from| from..schedule.len()));
    Ok(words)
}

/// A list of items; empty items are dropped.
fn parse_field(kind: &FieldKind, range: Range<usize>, schedule: &str) -> Result<Values, CronError> {
    let mut set = 0;
    let mut at = range.start;
    for item in schedule[range.clone()].split(',') {
        let end = at + item.len();
        if !item.is_empty() {
            set |= parse_item(kind, item).map_err(|message| CronError {
                message,
                range: at..end,
            })?;
        }
        at = end + 1;
    }
    match set {
        0 => Err(CronError {
            message: format!("the {} is {}, or `*`", kind.name, allowed(kind)),
            range,
        }),
        set => Ok(set),
    }
}

fn parse_item(kind: &FieldKind, item: &str) -> Result<Values, String> {
    let numbers = without_names(kind, item);
    let (values, step) = match numbers.split_once('/') {
        Some((values, step)) => (values, Some(step)),
        None => (&*numbers, None),
    };
    let step = match step.map(|step| number(step).filter(|&step| step > 0)) {
        None => None,
        Some(Some(step)) => Some(step),
        Some(None) => return Err(format!("the step of `{item}` is not a number above 0")),
    };
    let (least, most) = if values == "*" {
        (kind.least, kind.most)
    } else if let Some((first, last)) = values.split_once('-') {
        let (least, most) = (value(kind, first, item)?, value(kind, last, item)?);
        if least > most {
            return Err(format!(
                "the range `{item}` ends before it starts; write `{least}-{},{}-{most}`",
                kind.most, kind.least
            ));
        }
        match step {
            Some(step) if step >= most => {
                return Err(format!(
                    "the step of a range must be lower than its end, but {step} is not lower than {most}"
                ));
            }
            _ => (least, most),
        }
    } else {
        let value = value(kind, values, item)?;
        if step.is_some() {
            return Err(format!(
                "a step follows a range or `*`: write `{value}-{}/…`, not `{item}`",
                kind.most
            ));
        }
        (value, value)
    };
    let step = step.unwrap_or(1) as usize;
    Ok((least..=most)
        .step_by(step)
        .fold(0, |set, value| set | 1 << value))
}

/// Names of months and days become numbers wherever they are in an item, whatever their case. Aurora: `replaceNameAliases`.
fn without_names<'a>(kind: &FieldKind, item: &'a str) -> Cow<'a, str> {
    if kind.names.is_empty() || item.bytes().all(|byte| !byte.is_ascii_alphabetic()) {
        return Cow::Borrowed(item);
    }
    let mut text = item.to_ascii_uppercase();
    for (value, name) in (kind.least..).zip(kind.names) {
        text = text.replace(name, &value.to_string());
    }
    Cow::Owned(text)
}

/// The value of digits, if Java's `int` holds it.
fn number(digits: &str) -> Option<u32> {
    let are_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.parse::<i32>().ok().filter(|_| are_digits)?;
    u32::try_from(number).ok()
}

fn value(kind: &FieldKind, digits: &str, item: &str) -> Result<u32, String> {
    let value = number(digits).filter(|value| (kind.least..=kind.most).contains(value));
    value.ok_or_else(|| {
        let hint = match (digits, kind.names.first()) {
            ("7", Some(&"SUN")) => "; Sunday is 0",
            _ => "",
        };
        format!("the {} is {}, not `{item}`{hint}", kind.name, allowed(kind))
    })
}

fn allowed(kind: &FieldKind) -> String {
    match (kind.names.first(), kind.names.last()) {
        (Some(first), Some(last)) => format!(
            "a number from {} to {} or a name from {first} to {last}",
            kind.least, kind.most
        ),
        _ => format!("a number from {} to {}", kind.least, kind.most),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cron(schedule: &str) -> Cron {
        Cron::parse(schedule).unwrap_or_else(|error| panic!("{schedule}: {error:?}"))
    }

    /// Measured with the scheduler's own `CrontabEntry`.
    #[test]
    fn reads_what_the_scheduler_reads() {
        for schedule in [
            "* * * * *",
            "0 3 * * MON",
            "*/15 8-18 * * mon-fri",
            "0,30 0-23/2 1,15 * *",
            "5 4 * JAN,JUL *",
            "*\t* *  * *",
            "00 07 * * *",
            "5-5/1 * * * *",
            "* * * * */MON",
            "* * * * sun-sat",
            "1,,2 * * * *",
            ",1 * * * *",
            "1, * * * *",
            "0-59/58 * * * *",
            "*/100 * * * *",
            "* * 1-31 * 1",
            "* * */1 * 1",
            "* * 1 * 0-6",
        ] {
            cron(schedule);
        }
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        for (schedule, wrong, words) in [
            ("0 25 * * *", "25", "hour"),
            ("60 * * * *", "60", "minute"),
            ("* 24 * * *", "24", "hour"),
            ("* * 0 * *", "0", "day of the month"),
            ("* * * 0 *", "0", "JAN to DEC"),
            ("* * * 13 *", "13", "JAN to DEC"),
            ("* * * * 7", "7", "Sunday is 0"),
            ("* * * * 8", "8", "SUN to SAT"),
            ("* * * * FRY", "FRY", "SUN to SAT"),
            ("* * * * MONDAY", "MONDAY", "SUN to SAT"),
            ("* * * january *", "january", "JAN to DEC"),
            ("* * * * MON-SUN", "MON-SUN", "ends before"),
            ("*/0 * * * *", "*/0", "step"),
            ("*/x * * * *", "*/x", "step"),
            ("5/10 * * * *", "5/10", "5-59/…"),
            ("0-59/60 * * * *", "0-59/60", "lower than its end"),
            ("0-59/59 * * * *", "0-59/59", "lower than its end"),
            ("0-0/1 * * * *", "0-0/1", "lower than its end"),
            ("1-5/5 * * * *", "1-5/5", "lower than its end"),
            (", * * * *", ",", "minute"),
            ("10-5 * * * *", "10-5", "ends before"),
            ("99999999999 * * * *", "99999999999", "minute"),
            ("*/99999999999 * * * *", "*/99999999999", "step"),
            ("-1 * * * *", "-1", "minute"),
            ("+1 * * * *", "+1", "minute"),
            ("? * * * *", "?", "minute"),
            ("* * L * *", "L", "day of the month"),
            ("* * * * 1#2", "1#2", "SUN to SAT"),
            ("H * * * *", "H", "minute"),
            (" * * * * *", " ", "before"),
            ("* * * * * ", " ", "after"),
            ("* * * *", "* * * *", "five fields"),
            ("* * * * * *", "* * * * * *", "five fields"),
            ("@daily", "@daily", "five fields"),
            ("", "", "five fields"),
            ("0 0 1 * MON", "1 * MON", "must be `*`"),
        ] {
            let error = Cron::parse(schedule).expect_err(schedule);
            assert_eq!(&schedule[error.range.clone()], wrong, "{schedule}");
            assert!(error.message.contains(words), "{schedule}: {error:?}");
        }
    }

    #[test]
    fn knows_when_it_runs() {
        let weekdays = cron("*/20 9 * * mon-fri");
        assert!(weekdays.runs_at(40, 9, 3, 3, 1));
        assert!(!weekdays.runs_at(40, 9, 3, 3, 0));
        assert!(!weekdays.runs_at(41, 9, 3, 3, 1));
        assert!(cron("0 0 * * SUN").runs_at(0, 0, 1, 1, 0));
        assert!(!cron("0 0 * * 0").runs_at(0, 0, 1, 1, 6));
        for (schedule, runs) in [
            ("0 0 30 2 *", false),
            ("0 0 29 2 *", true),
            ("0 0 31 4,6,9,11 *", false),
            ("0 0 31 4,5 *", true),
            ("0 0 * 2 *", true),
        ] {
            assert_eq!(cron(schedule).ever_runs(), runs, "{schedule}");
        }
        for (schedule, every) in [
            ("* * * * *", true),
            ("*/1 0-23 * * *", true),
            ("* * 1 * *", true),
            ("*/2 * * * *", false),
            ("* 1-23 * * *", false),
        ] {
            assert_eq!(cron(schedule).every_minute(), every, "{schedule}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_inside_it(schedule in "[-*/,0-9A-Za-zé@ ]{0,40}") {
            if let Err(error) = Cron::parse(&schedule) {
                prop_assert!(schedule.get(error.range).is_some());
            }
        }
    }
}
