//! Commands in the log of a build, made harmless.
//!
//! Runners act on lines of the output of the programs that they start, whichever stream these are on: GitHub Actions on `::command::` at
//! the start of a line and on `##[command]` anywhere, Azure Pipelines on `##vso[command]` and `##[command]` anywhere, TeamCity on
//! `##teamcity[command]`. What a configuration says must not be taken for one.

use std::borrow::Cow;
use std::ops::Range;

/// A text in which nothing is a command: a space is put into each of their signs.
pub fn defuse(text: &str) -> Cow<'_, str> {
    if !text.contains("::") && !text.contains("##") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for line in text.split_inclusive('\n') {
        let rest = line.trim_start();
        match rest.strip_prefix("::") {
            Some(behind) => {
                out.push_str(&line[..line.len() - rest.len()]);
                out.push_str(": :");
                out.push_str(&defuse_anywhere(behind));
            }
            None => out.push_str(&defuse_anywhere(line)),
        }
    }
    Cow::Owned(out)
}

/// The same for a part of a line that is not its start.
pub fn defuse_anywhere(text: &str) -> Cow<'_, str> {
    replace(text, "# #")
}

/// The same for a report whose lines are commands: `own` starts them.
pub fn defuse_behind(text: &str, own: &str) -> String {
    let lines = text
        .split_inclusive('\n')
        .map(|line| match line.strip_prefix(own) {
            Some(rest) => format!("{own}{}", defuse_anywhere(rest)),
            None => defuse(line).into_owned(),
        });
    lines.collect()
}

/// The same for JSON, which keeps its meaning: `##[` is in a string there, and no line starts inside of one.
pub fn defuse_json(text: &str) -> Cow<'_, str> {
    replace(text, "\\u0023#")
}

/// The same for XML, which keeps its meaning.
pub fn defuse_xml(text: &str) -> String {
    let lines = text.split_inclusive('\n').map(|line| {
        let rest = line.trim_start();
        let space = &line[..line.len() - rest.len()];
        match rest.strip_prefix("::") {
            Some(behind) => format!("{space}&#58;:{}", replace(behind, "&#35;#")),
            None => replace(line, "&#35;#").into_owned(),
        }
    });
    lines.collect()
}

/// Replaces the `##` of each `##[`, `##vso[` and their like.
fn replace<'a>(text: &'a str, with: &str) -> Cow<'a, str> {
    let mut out = String::new();
    let mut done = 0;
    while let Some(sign) = next_sign(text, done) {
        out.push_str(&text[done..sign.start]);
        out.push_str(with);
        done = sign.end;
    }
    match done {
        0 => Cow::Borrowed(text),
        _ => Cow::Owned(out + &text[done..]),
    }
}

/// Where the next `##` is that letters and a bracket follow.
fn next_sign(text: &str, from: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut from = from;
    loop {
        let start = from + text.get(from..)?.find("##")?;
        let letters = bytes[start + 2..].iter();
        let length = letters.take_while(|it| it.is_ascii_alphabetic()).count();
        if bytes.get(start + 2 + length) == Some(&b'[') {
            return Some(start..start + 2);
        }
        from = start + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_commands_are_broken_and_all_else_stays() {
        for (text, expected) in [
            ("::stop-commands::x\n", ": :stop-commands::x\n"),
            ("a\n \t::x::\r\n::", "a\n \t: :x::\r\n: :"),
            ("\u{a0}::x", "\u{a0}: :x"),
            ("a::b ::c", "a::b ::c"),
            ("##vso[task.x]y", "# #vso[task.x]y"),
            ("a ##[b ##VSO[c", "a # #[b # #VSO[c"),
            ("###[group]", "## #[group]"),
            ("##teamcity[x]", "# #teamcity[x]"),
            ("::x ##[y", ": :x # #[y"),
            ("## heading [x] #[y] ##", "## heading [x] #[y] ##"),
            ("####", "####"),
            ("é##[é", "é# #[é"),
        ] {
            assert_eq!(defuse(text), expected, "{text}");
            assert_eq!(defuse(expected), expected, "{text}");
        }
        assert_eq!(defuse_json(r#"{"a": "::##[b"}"#), r#"{"a": "::\u0023#[b"}"#);
        assert_eq!(defuse_xml("<a>\n::##[b</a>"), "<a>\n&#58;:&#35;#[b</a>");
        let own = defuse_behind("::error::##[x\n::x\n", "::error");
        assert_eq!(own, "::error::# #[x\n: :x\n");
    }
}
