//! Values, changes and updates in words.

use crate::change::quota::Exceeded;
use crate::change::{
    Action, Change, ChangeKind, Edit, InstancePlan, InstanceRange, Note, Strategy, Unit, edits,
};
use crate::change::{Batches, JobChange};
use crate::cli::units;
use crate::emit::Json;

/// A run of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The same on both sides, or said of both.
    Plain(String),
    /// Only before.
    Removed(String),
    /// Only after.
    Added(String),
}

/// A line that says what differs.
pub type Line = Vec<Part>;

/// The most characters of a value that is shown; JSON has all of it.
const LONGEST: usize = 500;

/// The most characters on either side of what differs in a line.
const CONTEXT: usize = 40;

/// What a change says, in one or more lines.
pub fn lines(change: &Change) -> Vec<Line> {
    let show = |json: &Json| shorten(&value(json, change.unit));
    match (&change.before, &change.after) {
        (None, None) => Vec::new(),
        (None, Some(after)) => vec![vec![Part::Added(show(after))]],
        (Some(before), None) => vec![vec![Part::Removed(show(before))]],
        (Some(before), Some(after)) => {
            if let (Some(before), Some(after)) = (orders(before), orders(after)) {
                return order_lines(&before, &after);
            }
            if let (Json::Text(before), Json::Text(after)) = (before, after)
                && has_words(before)
                && has_words(after)
            {
                return word_lines(&edits(before, after));
            }
            let mut line = vec![
                Part::Removed(show(before)),
                Part::Plain(" → ".to_owned()),
                Part::Added(show(after)),
            ];
            if change.kind == ChangeKind::Changed
                && let Some(difference) = difference(before, after, change.unit)
            {
                line.push(Part::Plain(format!(" ({difference})")));
            }
            vec![line]
        }
    }
}

/// Whether a string is worth comparing word by word.
fn has_words(text: &str) -> bool {
    text.trim().contains(char::is_whitespace)
}

/// A value in one line.
pub fn value(json: &Json, unit: Unit) -> String {
    match json {
        Json::Null => "nothing".to_owned(),
        Json::Boolean(true) => "yes".to_owned(),
        Json::Boolean(false) => "no".to_owned(),
        Json::Integer(digits) => match (unit, digits.parse::<i64>()) {
            (Unit::Bytes, Ok(bytes)) => units::bytes(bytes),
            (Unit::Seconds, Ok(_)) => format!("{digits} s"),
            _ => digits.clone(),
        },
        Json::Float(number) => match unit {
            Unit::Seconds => format!("{} s", units::number(*number)),
            Unit::Plain | Unit::Bytes => units::number(*number),
        },
        Json::Text(text) => match is_plain(text) {
            true => text.clone(),
            false => json.to_compact(),
        },
        Json::List(items) => {
            let items: Vec<String> = items.iter().map(|it| value(it, unit)).collect();
            format!("[{}]", items.join(", "))
        }
        Json::Object(pairs) => {
            let pairs = pairs.iter();
            let pairs: Vec<String> = pairs
                .map(|(name, it)| format!("{name} = {}", value(it, Unit::of(name))))
                .collect();
            format!("({})", pairs.join(", "))
        }
    }
}

/// Whether a string can be read without quotes around it.
fn is_plain(text: &str) -> bool {
    !text.is_empty()
        && text.trim() == text
        && !text.contains(|c: char| c.is_control() || matches!(c, '"' | ',' | '[' | ']'))
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => {
            let rest = text[end..].chars().count();
            format!("{}… ({rest} more characters)", &text[..end])
        }
        None => text.to_owned(),
    }
}

/// How much more or less a number is.
fn difference(before: &Json, after: &Json, unit: Unit) -> Option<String> {
    let number = |json: &Json| match json {
        Json::Integer(digits) => digits.parse::<f64>().ok(),
        Json::Float(number) => Some(*number),
        _ => None,
    };
    Some(signed(number(after)? - number(before)?, unit))
}

/// A difference with its sign.
pub fn signed(difference: f64, unit: Unit) -> String {
    let sign = if difference < 0.0 { "−" } else { "+" };
    let size = difference.abs();
    match unit {
        Unit::Bytes => format!("{sign}{}", units::bytes(size as i64)),
        Unit::Seconds => format!("{sign}{} s", units::number(size)),
        Unit::Plain => format!("{sign}{}", units::number(size)),
    }
}

/// The orders of processes in a list of them, each as `a < b < c`; `None` if it is something else.
fn orders(json: &Json) -> Option<Vec<String>> {
    let Json::List(items) = json else {
        return None;
    };
    let order = |item: &Json| {
        let Json::Object(pairs) = item else {
            return None;
        };
        let (_, names) = pairs.iter().find(|(name, _)| name == "order")?;
        let Json::List(names) = names else {
            return None;
        };
        let names = names.iter().map(|it| value(it, Unit::Plain));
        Some(names.collect::<Vec<_>>().join(" < "))
    };
    items.iter().map(order).collect()
}

/// The orders that only one side has.
fn order_lines(before: &[String], after: &[String]) -> Vec<Line> {
    let without = |orders: &[String], others: &[String]| -> Vec<String> {
        let mut others = others.to_vec();
        let mut kept = orders.to_vec();
        kept.retain(
            |order| match others.iter().position(|other| other == order) {
                Some(place) => {
                    others.remove(place);
                    false
                }
                None => true,
            },
        );
        kept
    };
    let (removed, added) = (without(before, after), without(after, before));
    if removed.is_empty() && added.is_empty() {
        return vec![vec![Part::Plain(
            "the same orders, listed differently".to_owned(),
        )]];
    }
    let removed = removed.into_iter().map(|it| vec![Part::Removed(it)]);
    let added = added.into_iter().map(|it| vec![Part::Added(it)]);
    removed.chain(added).collect()
}

/// The lines of a string in which something differs, with a little of what is around it.
fn word_lines(edits: &[Edit]) -> Vec<Line> {
    let mut lines: Vec<Line> = vec![Vec::new()];
    for edit in edits {
        let (text, part): (&str, fn(String) -> Part) = match edit {
            Edit::Equal(text) => (text, Part::Plain),
            Edit::Removed(text) => (text, Part::Removed),
            Edit::Added(text) => (text, Part::Added),
        };
        for (index, piece) in text.split('\n').enumerate() {
            // What is removed or added may itself have several lines, which stay one.
            if index > 0 {
                match part(String::new()) {
                    Part::Plain(_) => lines.push(Vec::new()),
                    _ => push(&mut lines, part("\\n".to_owned())),
                }
            }
            if !piece.is_empty() {
                push(&mut lines, part(piece.to_owned()));
            }
        }
    }
    let differs = |line: &Line| line.iter().any(|it| !matches!(it, Part::Plain(_)));
    lines.retain(differs);
    lines.iter().map(with_context).collect()
}

fn push(lines: &mut [Line], part: Part) {
    let Some(line) = lines.last_mut() else {
        return;
    };
    match (line.last_mut(), part) {
        (Some(Part::Removed(last)), Part::Removed(text))
        | (Some(Part::Added(last)), Part::Added(text)) => last.push_str(&text),
        (_, part) => line.push(part),
    }
}

/// A line without the parts that are far from what differs.
fn with_context(line: &Line) -> Line {
    let last = line.len().saturating_sub(1);
    let cut = |(index, part): (usize, &Part)| match part {
        Part::Plain(text) => {
            let text = text.replace('\t', " ");
            Part::Plain(match (index == 0, index == last) {
                (true, true) => text,
                (true, _) => end(text.trim_start()),
                (_, true) => start(text.trim_end()),
                _ if text.chars().count() > 2 * CONTEXT => {
                    format!("{} {}", start(&text), end(&text))
                }
                _ => text,
            })
        }
        Part::Removed(text) => Part::Removed(shorten(text)),
        Part::Added(text) => Part::Added(shorten(text)),
    };
    line.iter().enumerate().map(cut).collect()
}

fn start(text: &str) -> String {
    match text.char_indices().nth(CONTEXT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn end(text: &str) -> String {
    let count = text.chars().count();
    match count.checked_sub(CONTEXT).filter(|skip| *skip > 0) {
        Some(skip) => {
            let kept: String = text.chars().skip(skip).collect();
            format!("…{kept}")
        }
        None => text.to_owned(),
    }
}

/// What happens to the instances of a job, in a line; empty if nothing does.
pub fn instances(job: &JobChange) -> String {
    let plan = &job.instances;
    let mut words: Vec<String> = plan.order.iter().map(range).collect();
    // Without values, at least what kind of thing differs.
    if job.changes.is_empty() && !plan.fields.is_empty() && !plan.notes.contains(&Note::TextOnly) {
        words.push(format!("`{}` differs", plan.fields.join("`, `")));
    }
    let strategy = job.new.as_ref().map(|new| &new.strategy);
    let moves = plan.counts.added + plan.counts.replaced + plan.counts.removed;
    if let (Some(_), Some(strategy)) = (plan.batches, strategy)
        && moves > 1
    {
        words.push(batches(strategy));
    }
    if plan.least_secs > 0.0 {
        words.push(format!("at least {}", duration(plan.least_secs)));
    }
    words.extend(plan.notes.iter().filter_map(|it| note(*it, plan)));
    words.join(", ")
}

fn range(range: &InstanceRange) -> String {
    let action = match range.action {
        Action::Add => "adds",
        Action::Replace => "replaces",
        Action::Remove => "removes",
    };
    match range.first == range.last {
        true => format!("{action} {}", range.first),
        false => format!("{action} {}–{}", range.first, range.last),
    }
}

fn batches(strategy: &Strategy) -> String {
    match &strategy.batches {
        Batches::Queue(1) | Batches::Equal(1) => "one at a time".to_owned(),
        Batches::Queue(size) => format!("{size} at a time"),
        Batches::Equal(size) => format!("in batches of {size}"),
        Batches::Variable(sizes) => {
            let sizes: Vec<String> = sizes.iter().take(8).map(i64::to_string).collect();
            format!("in batches of {}", sizes.join(", "))
        }
    }
}

fn note(note: Note, plan: &InstancePlan) -> Option<String> {
    Some(match note {
        Note::LaterRuns => "later runs use it, running instances stay".to_owned(),
        Note::NotAService => {
            "not a service: the scheduler does not update it, kill and create it".to_owned()
        }
        Note::RunsOn => "they run on until somebody kills the job".to_owned(),
        Note::OtherKind => "kill the job first: a cron job and another job cannot replace \
            each other"
            .to_owned(),
        Note::TextOnly if plan.counts.replaced > 0 => {
            "only the order of keys in `executorConfig.data` differs".to_owned()
        }
        Note::TextOnly | Note::DataUnknown => return None,
        Note::Pauses(1) => "pauses once".to_owned(),
        Note::Pauses(times) => format!("pauses {times} times"),
        Note::Pulses => "waits for pulses".to_owned(),
    })
}

/// A role that exceeds its quota, in a sentence.
pub fn exceeded(exceeded: &Exceeded) -> String {
    let role = &exceeded.role;
    match exceeded.after.beyond(&exceeded.quota) {
        Some(words) => format!("`{role}` after the change: {words}"),
        None => {
            let words = exceeded.during.beyond(&exceeded.quota).unwrap_or_default();
            format!("`{role}` while all updates are under way: {words}")
        }
    }
}

/// Seconds in their two largest units.
pub fn duration(seconds: f64) -> String {
    let whole = seconds.ceil() as i64;
    let units = [("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1)];
    let mut left = whole;
    let mut words = Vec::new();
    for (unit, size) in units {
        if left >= size && words.len() < 2 {
            words.push(format!("{} {unit}", left / size));
            left %= size;
        }
    }
    match words.is_empty() {
        true => "0 s".to_owned(),
        false => words.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(before: &str, after: &str) -> Vec<String> {
        let line = |line: Line| {
            let part = |part: Part| match part {
                Part::Plain(text) => text,
                Part::Removed(text) => format!("[-{text}-]"),
                Part::Added(text) => format!("{{+{text}+}}"),
            };
            line.into_iter().map(part).collect::<String>()
        };
        let lines = word_lines(&edits(before, after));
        lines.into_iter().map(line).collect()
    }

    #[test]
    fn command_lines_differ_word_by_word() {
        for (before, after, expected) in [
            (
                "serve --threads 4 --port 80",
                "serve --threads 8 --port 80",
                &["serve --threads [-4-]{+8+} --port 80"][..],
            ),
            ("a b\nc d\ne f", "a b\nc x\ne f", &["c [-d-]{+x+}"]),
            ("run it", "run it now", &["run it{+ now+}"]),
            ("one two three", "one 2 3", &["one [-two three-]{+2 3+}"]),
        ] {
            assert_eq!(shown(before, after), expected, "{before:?}");
        }
        let far = format!("{} x {}", "word ".repeat(40), "word ".repeat(40));
        let line = shown(&far, &far.replace('x', "y")).join("");
        assert!(line.contains("[-x-]{+y+}"), "{line}");
        assert!(line.chars().count() < 110, "{line}");
    }

    #[test]
    fn durations_are_said_in_two_units() {
        for (seconds, words) in [
            (0.0, "0 s"),
            (45.0, "45 s"),
            (225.0, "3 min 45 s"),
            (3600.0, "1 h"),
            (90_061.0, "1 d 1 h"),
        ] {
            assert_eq!(duration(seconds), words);
        }
    }
}
