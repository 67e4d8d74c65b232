//! What is wrong with a configuration: the one type that every stage creates and every renderer prints.

mod code;
pub mod codes;
pub mod page;

pub(crate) use code::tag;
pub use code::{Code, Severity, Stage, Tag};

use crate::source::Span;

/// A place that a diagnostic points at, with a few words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The characters.
    pub span: Span,
    /// What is to be seen there: "bound here", "the default of `name`", "called from here". May be empty.
    pub message: String,
    /// What the place has to do with the diagnostic.
    pub kind: LabelKind,
}

/// What a place has to do with a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelKind {
    /// The diagnostic is about it, or it explains the diagnostic.
    Related,
    /// A call, an import or an include that led to what failed.
    Caller,
}

impl Label {
    /// A place with a few words.
    pub fn new(span: Span, message: impl Into<String>) -> Label {
        Label {
            span,
            message: shorten(message.into()),
            kind: LabelKind::Related,
        }
    }
}

/// How much may be trusted to a fix. Each level is less certain than the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// The jobs that come out are the same.
    Safe,
    /// The jobs may change.
    Unsafe,
    /// A guess at what was meant, which is applied only if a person asks for guesses.
    Suggestion,
}

/// Text to put in place of a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What goes; empty to insert.
    pub span: Span,
    /// What comes.
    pub replacement: String,
}

/// Edits that repair what a diagnostic is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the fix does, as an order: "Replace with `cmdline`".
    pub message: String,
    /// The edits; they do not overlap.
    pub edits: Vec<Edit>,
    /// Whether it may be applied without asking.
    pub applicability: Applicability,
}

/// Something that is wrong, or unwise, with a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which of the known mistakes it is.
    pub code: &'static Code,
    /// How bad it is; the code's own severity unless settings changed it.
    pub severity: Severity,
    /// One sentence without a full stop: names the thing, what was expected and what was found.
    pub message: String,
    /// The characters that are wrong, with what belongs there in a few words.
    pub primary: Label,
    /// Further places that show the way, the nearest first.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
    /// How to repair it.
    pub fix: Option<Fix>,
    /// Keys of the jobs it affects, if it was found in jobs.
    pub jobs: Vec<String>,
}

impl Diagnostic {
    /// A diagnostic with its code's severity and nothing but a message and a place.
    pub fn new(code: &'static Code, message: impl Into<String>, span: Span) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity,
            message: shorten(message.into()),
            primary: Label::new(span, ""),
            labels: Vec::new(),
            help: None,
            fix: None,
            jobs: Vec::new(),
        }
    }

    /// Says in a few words what is to be seen at the primary place.
    pub fn at(mut self, message: impl Into<String>) -> Diagnostic {
        self.primary.message = shorten(message.into());
        self
    }

    /// Adds a further place.
    pub fn label(mut self, span: Span, message: impl Into<String>) -> Diagnostic {
        self.labels.push(Label::new(span, message));
        self
    }

    /// Adds a call, an import or an include that led to what failed.
    pub fn caller(mut self, span: Span, message: impl Into<String>) -> Diagnostic {
        self.labels.push(Label {
            kind: LabelKind::Caller,
            ..Label::new(span, message)
        });
        self
    }

    /// How many calls, imports and includes are shown that led to what failed.
    pub fn callers(&self) -> usize {
        let labels = self.labels.iter();
        labels.filter(|it| it.kind == LabelKind::Caller).count()
    }

    /// Says what to do.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(shorten(help.into()));
        self
    }

    /// Suggests to write `replacement` in place of `span`, and says so as the help if there is none yet.
    pub fn suggest(mut self, span: Span, replacement: impl Into<String>) -> Diagnostic {
        let replacement = replacement.into();
        if self.help.is_none() {
            self.help = Some(shorten(format!("did you mean `{}`?", replacement.trim())));
        }
        self.fix = Some(Fix {
            message: shorten(format!("Replace with `{replacement}`")),
            edits: vec![Edit { span, replacement }],
            applicability: Applicability::Suggestion,
        });
        self
    }

    /// Whether it is an error, not a warning.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// The longest word for which something near is looked for, in characters.
const LONGEST_MEANT: usize = 200;

/// The longest word that a message repeats, and the longest message, in characters. What a configuration calls a thing may be
/// megabytes long.
const LONGEST_WORD: usize = 300;
const LONGEST_MESSAGE: usize = 3000;

/// A message in which what nobody reads to its end is cut: the start and the end of each overlong word stay, and those of an overlong
/// whole.
pub(crate) fn shorten(message: String) -> String {
    if message.len() <= LONGEST_WORD {
        return message;
    }
    let mut short = String::new();
    for part in message.split_inclusive(char::is_whitespace) {
        cut(part, LONGEST_WORD, &mut short);
    }
    let mut shorter = String::new();
    cut(&short, LONGEST_MESSAGE, &mut shorter);
    shorter
}

/// Adds a text, of which nothing but the start and the end is there if it is longer than `longest`.
fn cut(text: &str, longest: usize, out: &mut String) {
    let from = text.char_indices().nth(longest / 3 * 2);
    let to = text
        .char_indices()
        .nth_back((longest / 3).saturating_sub(1));
    match (from, to) {
        (Some((from, _)), Some((to, _))) if from < to => {
            out.extend([&text[..from], "…", &text[to..]]);
        }
        _ => out.push_str(text),
    }
}

/// The candidate nearest to `word`, if one is near enough to be what was meant: by how many letters have to be added,
/// left out, replaced or swapped. A word of one or two letters may only differ in case, a short one by one letter
/// and longer ones by about every fourth. Of several that are equally near, one with the same
/// first letter is chosen, then the first one.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    // Nobody means another name by one that long, and comparing takes time for each pair of letters.
    if length > LONGEST_MEANT {
        return None;
    }
    let limit = match length {
        0..=2 => 0,
        3..=5 => 1,
        _ => length / 4 + 1,
    };
    let lower = word.to_lowercase();
    candidates
        .into_iter()
        .filter(|candidate| *candidate != word && !candidate.is_empty())
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= limit)
        .map(|candidate| {
            let other = candidate.to_lowercase();
            let distance = strsim::damerau_levenshtein(&lower, &other);
            let starts_alike = lower.chars().next() == other.chars().next();
            ((distance, !starts_alike), candidate)
        })
        .filter(|((distance, _), candidate)| {
            *distance <= limit && distance * 2 < candidate.chars().count()
        })
        .min_by_key(|(order, _)| *order)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_MESSAGE, LONGEST_WORD, nearest, shorten};

    #[test]
    fn what_is_too_long_to_read_is_cut() {
        let words = "there is no setting `é`, ".repeat(10);
        assert_eq!(shorten(words.clone()), words);
        let name = format!("{}{}", "é".repeat(1000), "z");
        let short = shorten(format!("there is no variable `{name}`, or is there"));
        assert!(short.starts_with("there is no variable `éé"), "{short}");
        assert!(short.ends_with("éz`, or is there"), "{short}");
        assert!(short.contains("é…é"), "{short}");
        assert!(short.chars().count() < LONGEST_WORD + 50);
        let short = shorten("a ".repeat(1 << 20));
        assert!(short.chars().count() <= LONGEST_MESSAGE + 1);
        assert_eq!(nearest(&"a".repeat(1 << 20), ["a"]), None);
    }

    #[test]
    fn the_nearest_is_suggested_and_nothing_far() {
        let names = [
            "KB",
            "MB",
            "cpu",
            "ram",
            "disk",
            "cmdline",
            "name",
            "role",
            "production",
        ];
        for (word, expected) in [
            ("b", None),
            ("x", None),
            ("kb", Some("KB")),
            ("GB", None),
            ("ra", None),
            ("rma", Some("ram")),
            ("rem", Some("ram")),
            ("dsk", Some("disk")),
            ("cmdlien", Some("cmdline")),
            ("command", None),
            ("rule", Some("role")),
            ("mane", None),
            ("producton", Some("production")),
            ("Name", Some("name")),
            ("", None),
        ] {
            assert_eq!(nearest(word, names), expected, "{word}");
        }
    }
}
