//! Cron schedules, as Aurora's scheduler reads them (`CrontabEntry`): five fields, no macros.

use std::ops::Range;

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

/// Why a schedule is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CronError {
    /// What is wrong, in words: "the hour is from 0 to 23, not 25".
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
    field("day of the week", 0, 7, WEEKDAYS),
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
    /// Reads a schedule: minute, hour, day of the month, month, day of the week.
    pub fn parse(schedule: &str) -> Result<Cron, CronError> {
        let words = words(schedule);
        if words.len() != FIELDS.len() {
            return Err(CronError {
                message: format!(
                    "a cron schedule has five fields (minute, hour, day of the month, month, day of the week), this has {}",
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
            weekdays: weekdays & 0x7f | weekdays >> 7,
        };
        if !cron.any_day() && !cron.any_weekday() {
            let range = words.get(2).map_or(0, |word| word.start)
                ..words.get(4).map_or(schedule.len(), |word| word.end);
            return Err(CronError {
                message: "the scheduler takes a day of the month or a day of the week, not both; one of them has to be `*`".into(),
                range,
            });
        }
        Ok(cron)
    }

    /// Whether it ever runs: `0 0 30 2 *` does not.
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

/// The byte ranges of the words of a schedule.
fn words(schedule: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, letter) in schedule.char_indices() {
        match (letter.is_whitespace(), start) {
            (true, Some(from)) => {
                words.push(from..at);
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    words.extend(start.map(|from| from..schedule.len()));
    words
}

fn parse_field(kind: &FieldKind, range: Range<usize>, schedule: &str) -> Result<Values, CronError> {
    let mut set = 0;
    let mut at = range.start;
    for part in schedule[range].split(',') {
        let end = at + part.len();
        set |= parse_part(kind, part).map_err(|message| CronError {
            message,
            range: at..end,
        })?;
        at = end + 1;
    }
    Ok(set)
}

fn parse_part(kind: &FieldKind, part: &str) -> Result<Values, String> {
    let (values, step) = match part.split_once('/') {
        Some((values, step)) => (values, Some(step)),
        None => (part, None),
    };
    let (least, most) = if values == "*" {
        // Seven is Sunday once more; `*` does not need it, and a step would count it twice.
        (kind.least, if kind.most == 7 { 6 } else { kind.most })
    } else if let Some((first, last)) = values.split_once('-') {
        (parse_value(kind, first)?, parse_value(kind, last)?)
    } else {
        let value = parse_value(kind, values)?;
        if let Some(step) = step {
            return Err(format!(
                "a step follows a range or `*`: write `{values}-{}/{step}`, not `{part}`",
                kind.most
            ));
        }
        (value, value)
    };
    if least > most {
        return Err(format!(
            "the range `{values}` ends before it starts; write `{least}-{},{}-{most}`",
            kind.most, kind.least
        ));
    }
    let step = match step.map(str::parse::<u32>) {
        None => 1,
        Some(Ok(step)) if step > 0 => step,
        Some(_) => return Err(format!("the step of `{part}` is no number above 0")),
    };
    Ok((least..=most)
        .step_by(step as usize)
        .fold(0, |set, value| set | 1 << value))
}

fn parse_value(kind: &FieldKind, text: &str) -> Result<u32, String> {
    let upper = text.to_ascii_uppercase();
    if let Some(index) = kind.names.iter().position(|name| *name == upper) {
        return Ok(kind.least + index as u32);
    }
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse::<u32>() {
        Ok(value) if digits && (kind.least..=kind.most).contains(&value) => Ok(value),
        _ => Err(format!(
            "the {} is {}, not `{text}`",
            kind.name,
            allowed(kind)
        )),
    }
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

    #[test]
    fn reads_what_the_scheduler_reads() {
        for schedule in [
            "* * * * *",
            "0 3 * * MON",
            "*/15 8-18 * * mon-fri",
            "0,30 0-23/2 1,15 * *",
            "5 4 * JAN,JUL *",
            "0 0 * * 7",
            "  0   0  1 1   *  ",
            "\t0 0\t* * 0",
        ] {
            cron(schedule);
        }
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        for (schedule, wrong, words) in [
            ("0 25 * * *", "25", "hour"),
            ("60 * * * *", "60", "minute"),
            ("* * 0 * *", "0", "day of the month"),
            ("* * * 13 *", "13", "JAN to DEC"),
            ("* * * * 8", "8", "SUN to SAT"),
            ("* * * * FRY", "FRY", "SUN to SAT"),
            ("*/0 * * * *", "*/0", "step"),
            ("*/x * * * *", "*/x", "step"),
            ("5/10 * * * *", "5/10", "5-59/10"),
            ("1,,2 * * * *", "", "minute"),
            ("9-5 * * * *", "9-5", "ends before"),
            ("-1 * * * *", "-1", "minute"),
            ("+1 * * * *", "+1", "minute"),
            ("* * * *", "* * * *", "five fields"),
            ("* * * * * *", "* * * * * *", "five fields"),
            ("@daily", "@daily", "five fields"),
            ("", "", "five fields"),
            ("0 0 1 * MON", "1 * MON", "not both"),
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
        assert!(cron("0 0 * * 7").runs_at(0, 0, 1, 1, 0));
        assert!(!cron("0 0 * * 7").runs_at(0, 0, 1, 1, 6));
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
