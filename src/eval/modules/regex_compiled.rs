//! Compiled patterns. Matching is that of `fancy_regex`, with bounds: nothing ends a match once it has begun, so that its worst case
//! has to be within the time that a compilation may take.

use super::regex_syntax::{Flags, translate};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::limits;
use crate::eval::{EvalResult, Interpreter, Raised};
use crate::source::{Span, Text};
use fancy_regex::{Regex, RegexBuilder};
use regex_syntax::hir::{Class, Hir, HirKind};
use std::cell::OnceCell;

/// How often a match in a short text may go back before it is given up, and in a long one: each time it may look through all
/// of the text.
const BACKTRACKING: [usize; 2] = [1_000_000, 500_000];

/// Bytes of the longest text that is short.
const SHORT: usize = 4096;

/// The most groups of a pattern, the whole match being one: as many as Python 2 takes. Matching needs memory for each of them in
/// every state.
const GROUPS: usize = 100;

/// Nanoseconds that a byte takes in each state that an automaton may be in, and a byte that is looked at again.
const STATE: u64 = 5;
const BYTE: u64 = 1;

/// Where a pattern has to match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Anywhere behind the start.
    Search,
    /// At the start.
    Match,
    /// From the start to the end.
    FullMatch,
}

/// The range of each group in bytes; the first is the whole match.
pub(super) type Groups = Vec<Option<(usize, usize)>>;

/// A pattern, compiled for each way to use it when it is used that way first.
#[derive(Debug)]
pub(super) struct Compiled {
    /// The pattern as it was written.
    pub source: Text,
    /// All its flags.
    pub flags: Flags,
    translated: String,
    size: Size,
    search: Regex,
    /// Each other form, for short texts and long ones.
    others: [[OnceCell<Option<Regex>>; 2]; 3],
}

/// What tells how long a match may take.
#[derive(Clone, Copy, Debug)]
enum Size {
    /// An automaton of so many states: time grows with them and with the text.
    States(u64),
    /// A program that goes back, and looks ahead or behind at so many places.
    Lookarounds(u64),
}

/// The longest pattern, in bytes: what it compiles to takes hundreds of times as much.
const LONGEST: usize = 1 << 16;

fn build(pattern: &str, backtracking: usize) -> Result<Regex, fancy_regex::Error> {
    RegexBuilder::new(pattern)
        .backtrack_limit(backtracking)
        .build()
}

impl Compiled {
    /// Compiles a pattern of Python's; an `Err` says what is wrong with it.
    pub fn new(source: &Text, flags: Flags) -> Result<Compiled, String> {
        if source.len() > LONGEST {
            return Err(format!("it has more than {LONGEST} bytes"));
        }
        let translation = translate(source, flags)?;
        let search =
            build(&translation.pattern, BACKTRACKING[0]).map_err(|error| error.to_string())?;
        if search.captures_len() > GROUPS {
            return Err(format!("it has more than {} groups", GROUPS - 1));
        }
        Ok(Compiled {
            source: source.clone(),
            flags: translation.flags,
            size: Size::of(&translation.pattern),
            translated: translation.pattern,
            search,
            others: Default::default(),
        })
    }

    /// The number of groups, without the whole match.
    pub fn group_count(&self) -> usize {
        self.search.captures_len().saturating_sub(1)
    }

    /// The groups that have names, by their numbers.
    pub fn names(&self) -> Vec<(usize, String)> {
        let names = self.search.capture_names().enumerate();
        names
            .filter_map(|(index, name)| Some((index, name?.to_owned())))
            .collect()
    }

    /// The next match from a byte offset on: the range of each group.
    pub fn find(
        &self,
        interpreter: &mut Interpreter,
        form: Form,
        text: &str,
        from: usize,
        span: Span,
    ) -> EvalResult<Option<Groups>> {
        let length = text.len().saturating_sub(from);
        let limit = interpreter.limits.milliseconds;
        let worst = self.size.milliseconds(length);
        if worst > limit {
            return Err(too_large(length, worst, limit, span));
        }
        interpreter.work(length, span)?;
        let Some(regex) = self.form(form, length) else {
            let message = "the regular expression is too large";
            return Err(super::arguments::bad_value(message, span));
        };
        match regex.captures_from_pos(text, from) {
            Ok(Some(captures)) => {
                let ranges = captures
                    .iter()
                    .map(|group| group.map(|group| (group.start(), group.end())));
                Ok(Some(ranges.collect()))
            }
            Ok(None) => Ok(None),
            Err(_) => Err(too_slow(span)),
        }
    }

    /// `None` if the pattern is too large to be compiled in this form.
    fn form(&self, form: Form, length: usize) -> Option<&Regex> {
        let is_long = length > SHORT && matches!(self.size, Size::Lookarounds(_));
        if form == Form::Search && !is_long {
            return Some(&self.search);
        }
        let pattern = &self.translated;
        let pattern = || match form {
            Form::Search => pattern.clone(),
            Form::Match => format!("\\G(?:{pattern})"),
            Form::FullMatch => format!("\\G(?:{pattern})\\z"),
        };
        let class = usize::from(is_long);
        self.others[form as usize][class]
            .get_or_init(|| build(&pattern(), BACKTRACKING[class]).ok())
            .as_ref()
    }
}

impl Size {
    fn of(pattern: &str) -> Size {
        match regex_syntax::parse(pattern) {
            Ok(tree) => Size::States(states(&tree)),
            // What the automaton has not: looking around, going back to a group.
            Err(_) => {
                let around = ["(?=", "(?!", "(?<=", "(?<!"];
                let around = around.iter().map(|it| pattern.matches(it).count());
                Size::Lookarounds((around.sum::<usize>() as u64).max(1))
            }
        }
    }

    /// The time that a match in so many bytes takes at worst.
    fn milliseconds(self, length: usize) -> u64 {
        let length = length as u64;
        let nanoseconds = match self {
            Size::States(states) => length.saturating_mul(states).saturating_mul(STATE),
            Size::Lookarounds(count) => {
                let again = match length <= SHORT as u64 {
                    true => length,
                    false => BACKTRACKING[1] as u64,
                };
                let looked_at = length.saturating_mul(again).saturating_mul(count);
                looked_at.saturating_mul(BYTE)
            }
        };
        nanoseconds / 1_000_000
    }
}

/// About how many states an automaton for a pattern has.
fn states(pattern: &Hir) -> u64 {
    match pattern.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len() as u64,
        HirKind::Class(Class::Unicode(class)) => class.ranges().len() as u64,
        HirKind::Class(Class::Bytes(class)) => class.ranges().len() as u64,
        HirKind::Repetition(repeated) => {
            let times = repeated.max.unwrap_or(repeated.min).max(1);
            states(&repeated.sub).saturating_mul(u64::from(times)) + 1
        }
        HirKind::Capture(group) => states(&group.sub) + 2,
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            let parts = parts.iter().map(states);
            parts.fold(1, u64::saturating_add)
        }
    }
}

/// What a match that went back too often raises.
fn too_slow(span: Span) -> Box<Raised> {
    let diagnostic = Diagnostic::new(
        &limits::STATEMENT_LIMIT,
        "the regular expression takes too long on this text",
        span,
    )
    .help("repetitions inside of repetitions, like `(a+)+`, are tried in every way; write it with one of them");
    Raised::abort(diagnostic)
}

fn too_large(length: usize, worst: u64, limit: u64, span: Span) -> Box<Raised> {
    let message = format!(
        "matching this regular expression in {length} bytes may take {worst} milliseconds, more than the limit of {limit}"
    );
    let diagnostic = Diagnostic::new(&limits::TIME_LIMIT, message, span);
    Raised::abort(diagnostic.help(
        "match it in parts of the text, such as its lines, or write it without large counts like `{1000}` and without `(?=…)`; the limit is the setting `milliseconds`",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_patterns_in_large_texts_take_long_at_worst() {
        for (pattern, length, milliseconds) in [
            ("abc", 1_000_000, 15..=40),
            ("[a-z]+", 10_000_000, 50..=500),
            ("(a|b)*c{1000}", 100_000, 400..=600),
            ("(x{1000}){1000}", 1000, 5_000..=6_000),
            ("(?=a)b", 4000, 10..=20),
            ("(?=a)b", 100_000, 40_000..=60_000),
            ("(?=a)(?!c)b", 100_000, 80_000..=120_000),
        ] {
            let found = Size::of(pattern).milliseconds(length);
            assert!(milliseconds.contains(&found), "{pattern} {length}: {found}");
        }
    }
}
