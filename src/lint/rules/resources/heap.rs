//! How large the heaps of Java programs may grow.

use crate::job::Job;
use crate::lint::rules::processes::command::{Command, commands};
use fancy_regex::Regex;
use std::ops::Range;
use std::sync::OnceLock;

/// The limit of a heap, as a command line sets it.
pub(super) struct Heap {
    /// The command line.
    pub command: Command,
    /// The option in it.
    pub range: Range<usize>,
    /// The limit.
    pub bytes: i64,
}

/// The heaps of a job's processes. Of several `-Xmx` the last one counts, as for Java.
pub(super) fn heaps(job: &Job) -> impl Iterator<Item = Heap> + use<> {
    commands(job).into_iter().filter_map(|command| {
        let (range, bytes) = last_option(command.text.as_str())?;
        Some(Heap {
            command,
            range,
            bytes,
        })
    })
}

fn pattern() -> Option<&'static Regex> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let compile = || Regex::new(r#"-Xmx(\d+)([kKmMgGtT]?)(?=[\s"';&|)]|$)"#).ok();
    PATTERN.get_or_init(compile).as_ref()
}

fn last_option(text: &str) -> Option<(Range<usize>, i64)> {
    if !text.contains("-Xmx") {
        return None;
    }
    let captures = pattern()?
        .captures_iter(text)
        .filter_map(Result::ok)
        .last()?;
    let number: i64 = captures.get(1)?.as_str().parse().ok()?;
    let shift = match captures.get(2)?.as_str() {
        "k" | "K" => 10,
        "m" | "M" => 20,
        "g" | "G" => 30,
        "t" | "T" => 40,
        _ => 0,
    };
    Some((captures.get(0)?.range(), number.saturating_mul(1 << shift)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn options_are_read_as_java_does() {
        for (text, bytes) in [
            ("java -Xmx2g -jar a.jar", Some(2 << 30)),
            ("java -Xmx512m", Some(512 << 20)),
            ("JAVA_OPTS='-Xmx1K'", Some(1 << 10)),
            ("java -Xmx1048576", Some(1 << 20)),
            ("java -Xmx1g -Xmx2g", Some(2 << 30)),
            ("java -Xmx$HEAP", None),
            ("java -Xmx2gb", None),
            ("java", None),
        ] {
            assert_eq!(super::last_option(text).map(|it| it.1), bytes, "{text}");
        }
    }
}
