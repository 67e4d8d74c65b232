//! How jobc speaks: what a program can check of the section "Words" in CONTRIBUTING.md.
//!
//! Three kinds of text are checked: the pages of codes and rules with the documents beside them, the string literals and help texts of
//! the sources, and the messages that the snapshots show. `words/long_sentences.txt` lists the sentences of more than 25 words that were
//! reviewed and kept. It may only shrink: `UPDATE_WORDS=1 cargo test --test it words` removes entries that are gone, and never adds one.

use crate::support::all_codes;
use fancy_regex::Regex;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Words that are not used, and what is used instead.
const UNUSED: &[(&str, &str)] = &[
    (r"\bblanks?\b(?! lines?\b)", "space, whitespace"),
    (r"\bbehind\b", "after"),
    (r"\bin front of\b", "before"),
    (
        r"\b(stands?|stood) (for|in|on|at|behind|before|outside|between|there|here)\b",
        "is, means",
    ),
    (r"\blies in\b", "is in"),
    (r"\bwhole numbers?\b", "integer"),
    (r"\bcircles?\b", "cycle"),
    (r"\bjudg(e|es|ed|ing|ement|ment)\b", "check"),
    (
        r"\b(that|which|what|than) there (is|are)\b",
        "existing, available",
    ),
    (r"\banew\b", "again, rewrite"),
    (
        r"\b(lay|lays|laid) (it |them |configurations )?out\b",
        "format",
    ),
    (
        r"\bswitch(es)? (of|on|off)\b|\bswitched (on|off)\b|\bswitches\b",
        "option; turn on, turn off",
    ),
    (r"\bwords? of the (object )?language\b", "keyword"),
    (r"\bthe like\b", "similar"),
    (r"\bunwell\b|\bare well\b", "healthy, has no health check"),
    (r"\bput off\b", "deferred"),
    (r"\bfrom outside\b", "external"),
    (r"\bin place of\b", "instead of"),
    (r"\b(has|have|had) to be\b", "must be"),
    (
        r"(?<!there )\bis no (?!longer\b|effect\b)",
        "is not, unknown, invalid",
    ),
    (r"\btexts\b", "strings"),
    (r"\bfor ever\b", "forever"),
    (r"\bone a line\b|\ba line each\b", "one per line"),
    (
        r"\b(a number|places?|things?) of its own\b",
        "separate, unique",
    ),
];

/// Spelling that is not American, by its start.
const BRITISH: &str = r"\b(colour|behaviour|favour|honour|neighbour|honour|labour|flavour|centre|licence|defence|analys(e|ed|ing)\b|catalogue|grey\b|cancelled|labelled|modelled|travell|judgement|whilst|(real|organ|normal|recogn|serial|initial|optim|minim|maxim|summar|synchron|custom|categor|author|final|special|visual|util|token|standard|emphas|priorit|local)is(e|es|ed|ing|ation)\b)";

/// The most words of a sentence.
const MOST_WORDS: usize = 25;

#[test]
fn pages_and_documents_use_the_words_of_the_glossary() {
    let mut wrong = Vec::new();
    for text in documents() {
        for paragraph in paragraphs(&text.text) {
            complain(&text.name, &paragraph, &mut wrong);
        }
    }
    assert_none(&wrong);
}

/// The literals of the sources are messages, help, labels and what commands print. Doc comments of `src/cli` are its help.
#[test]
fn messages_and_help_use_the_words_of_the_glossary() {
    let mut wrong = Vec::new();
    let mut literals = 0;
    for path in files(&root().join("src"), "rs") {
        let name = name(&path);
        // `eval/modules` follows with the modules that are written in the dialect.
        if name.contains("tests") || name.starts_with("src/eval/modules") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a readable source");
        let text = text.split("\nmod tests {").next().unwrap_or_default();
        let mut spoken = literals_of(text);
        if name.starts_with("src/cli") {
            spoken.extend(
                text.lines()
                    .filter_map(|line| line.trim().strip_prefix("/// ").map(str::to_owned)),
            );
        }
        literals += spoken.len();
        for literal in spoken.iter().filter(|literal| literal.trim().contains(' ')) {
            complain(&name, &without_code(literal), &mut wrong);
            complain_about_negation(&name, literal, &mut wrong);
        }
    }
    assert!(literals > 2_000, "only {literals} literals found");
    assert_none(&wrong);
}

/// A message, label or help starts in lower case, or with a name, and does not end with a period.
#[test]
fn messages_are_lower_case_without_a_period() {
    let name_or_code = pattern(
        r"^(Python|JSON|Jinja|HTTP|TOML|UTF|U\+|[A-Z]+\d*\b|(Job|Task|Process|Resources|Service|Container|Docker|Mesos|Struct|String|Integer|Float|Boolean|List|Map|Choice|Enum|Environment|Ref|Empty|None|True|False|Pystachio|Aurora|ZooKeeper)\b)",
    );
    let mut wrong = Vec::new();
    let mut messages = 0;
    for path in files(&root().join("tests/it"), "snap") {
        let text = std::fs::read_to_string(&path).expect("a readable snapshot");
        for line in text.lines().filter(|line| line.starts_with("{\"code\":")) {
            let finding: serde_json::Value = serde_json::from_str(line).expect("a finding");
            let labels = finding["labels"].as_array().into_iter().flatten();
            let spoken = [&finding["message"], &finding["help"], &finding["label"]];
            let spoken = spoken
                .into_iter()
                .chain(labels.map(|label| &label["message"]));
            // A message of the configuration's own is in its own words.
            let is_own = matches!(
                finding["name"].as_str(),
                Some("raised-error" | "assertion-failed" | "system-exit")
            );
            for text in spoken.filter_map(|it| it.as_str()).filter(|_| !is_own) {
                messages += 1;
                let starts = text.chars().next().is_some_and(char::is_uppercase)
                    && find(&name_or_code, text).is_none();
                let ends = text.ends_with('.') && !text.ends_with("..");
                if starts || ends {
                    wrong.push(format!("{}: {text}", name(&path)));
                }
            }
        }
    }
    assert!(messages > 300, "only {messages} messages found");
    assert_none(&wrong);
}

/// Long sentences are read twice. Those that were reviewed are listed; a new one has to be split.
#[test]
fn sentences_are_short() {
    let path = root().join("tests/it/words/long_sentences.txt");
    let listed = std::fs::read_to_string(&path).expect("the list of long sentences");
    let listed: BTreeSet<&str> = listed
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    let mut long = BTreeSet::new();
    for text in documents() {
        for paragraph in paragraphs(&text.text) {
            let sentences = sentences(&paragraph).filter(|it| words(it) > MOST_WORDS);
            long.extend(sentences.map(|it| format!("{}: {it}", text.name)));
        }
    }
    if std::env::var_os("UPDATE_WORDS").is_some() {
        let mut kept = String::from(
            "# Sentences of more than 25 words that were reviewed and kept. This list may only shrink.\n",
        );
        for sentence in long.iter().filter(|it| listed.contains(it.as_str())) {
            let _ = writeln!(kept, "{sentence}");
        }
        std::fs::write(&path, kept).expect("a writable list");
    }
    let new: Vec<String> = long
        .iter()
        .filter(|it| !listed.contains(it.as_str()))
        .cloned()
        .collect();
    assert!(
        new.is_empty(),
        "{} sentences have more than {MOST_WORDS} words: split them\n{}",
        new.len(),
        new.join("\n")
    );
    let gone: Vec<&&str> = listed.iter().filter(|it| !long.contains(**it)).collect();
    assert!(
        gone.is_empty(),
        "no longer there: remove them with UPDATE_WORDS=1\n{gone:#?}"
    );
}

#[test]
fn the_checks_find_what_they_look_for() {
    for wrong in [
        "a text behind the comma",
        "remove the blanks",
        "what stands in front of it",
        "a number which there is not, in a list that there is",
        "`x` is no list",
        "it has to be a list",
        "the colours of a terminal",
        "it is normalised",
    ] {
        let mut found = Vec::new();
        complain("test", wrong, &mut found);
        assert!(!found.is_empty(), "{wrong}");
    }
    for right in [
        "it is no longer used",
        "keep blank lines",
        "this has no effect",
        "otherwise",
        "a promise",
    ] {
        let mut found = Vec::new();
        complain("test", right, &mut found);
        assert!(found.is_empty(), "{right}: {found:?}");
    }
    let literals = literals_of(
        r#"let a = "one \"two\""; // "three"
        let b = '"'; let c = r"four";"#,
    );
    assert_eq!(literals, ["one \\\"two\\\"", "four"]);
    let split: Vec<String> = sentences("One is e.g. short. `a. b` is two! Three: four").collect();
    assert_eq!(split, ["One is e.g. short", "`a. b` is two", "Three: four"]);
}

/// A text and where it is from.
struct Document {
    name: String,
    text: String,
}

/// The pages of all codes and the documents, except those that are made of the pages.
fn documents() -> Vec<Document> {
    let mut documents: Vec<Document> = all_codes()
        .into_iter()
        .map(|(code, _)| Document {
            name: code.code.to_owned(),
            text: code.text(),
        })
        .collect();
    let mut paths: Vec<PathBuf> = [
        "README.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "fuzz/README.md",
        "editors/vscode/README.md",
    ]
    .iter()
    .map(|name| root().join(name))
    .collect();
    paths.extend(files(&root().join("docs"), "md"));
    paths.retain(|path| !path.ends_with("docs/errors.md") && !path.ends_with("docs/rules.md"));
    documents.extend(paths.iter().map(|path| Document {
        name: name(path),
        text: std::fs::read_to_string(path).expect("a readable document"),
    }));
    documents
}

/// The paragraphs, list items and table cells of a Markdown text on one line each, without fenced blocks, and with code as one word.
fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    let mut is_fenced = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            is_fenced = !is_fenced;
            continue;
        }
        if is_fenced || line.starts_with("    ") {
            continue;
        }
        let trimmed = line.trim();
        let is_item = trimmed.starts_with("- ")
            || trimmed.starts_with(|c: char| c.is_ascii_digit()) && trimmed.contains(". ");
        if trimmed.starts_with('|') {
            let line = without_code(trimmed);
            paragraphs.extend(line.split('|').map(|cell| cell.trim().to_owned()));
            paragraphs.push(String::new());
            continue;
        }
        if trimmed.is_empty() || is_item || trimmed.starts_with('#') {
            paragraphs.push(String::new());
        }
        if let Some(last) = paragraphs.last_mut() {
            last.push_str(trimmed.trim_start_matches("- "));
            last.push(' ');
        }
        if trimmed.starts_with('#') {
            paragraphs.push(String::new());
        }
    }
    let paragraphs = paragraphs.iter().map(|paragraph| without_code(paragraph));
    paragraphs
        .filter(|paragraph| !paragraph.trim().is_empty())
        .collect()
}

/// A text with everything in backquotes as the word `` `…` ``.
fn without_code(text: &str) -> String {
    static CODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"``.*?``|`[^`]*`"));
    static LINKS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\]\([^)]*\)|<https?:[^>]*>|\*\*"));
    let text = CODE.replace_all(text, "`…`");
    LINKS.replace_all(&text, "").into_owned()
}

/// How many words a sentence has. Code that is followed by a comma is an item of a list, which is read at a glance.
fn words(sentence: &str) -> usize {
    let words = sentence.split_whitespace();
    words
        .filter(|word| !matches!(*word, "`…`," | "`…`;"))
        .count()
}

/// The sentences of a paragraph.
fn sentences(paragraph: &str) -> impl Iterator<Item = String> {
    static END: LazyLock<Regex> = LazyLock::new(|| pattern(r"[.!?][)”]*\s+"));
    static CODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"`[^`]*`"));
    let code: Vec<_> = CODE.find_iter(paragraph).flatten().collect();
    let is_code = |at: usize| code.iter().any(|code| code.range().contains(&at));
    let mut sentences = Vec::new();
    let mut start = 0;
    for found in END.find_iter(paragraph).flatten() {
        let before = &paragraph[start..found.start()];
        if is_code(found.start()) || before.ends_with("e.g") || before.ends_with("i.e") {
            continue;
        }
        sentences.push(before.trim().to_owned());
        start = found.end();
    }
    let last = paragraph[start..].trim().trim_end_matches(['.', '!', '?']);
    sentences.push(last.to_owned());
    sentences
        .into_iter()
        .filter(|sentence| !sentence.is_empty())
}

/// The string literals of a source, as they are written.
fn literals_of(source: &str) -> Vec<String> {
    static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r##"(?s)//[^\n]*|r#"(.*?)"#|b?r?"((?:\\.|[^"\\])*)"|b?'(?:\\.|[^\\'])'"##)
    });
    let literals = TOKEN.captures_iter(source).flatten();
    let literals = literals.filter_map(|found| found.get(1).or(found.get(2)));
    literals
        .map(|literal| literal.as_str().to_owned())
        .collect()
}

fn complain(name: &str, text: &str, wrong: &mut Vec<String>) {
    static PATTERNS: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
        let patterns = UNUSED.iter();
        patterns.map(|(text, it)| (pattern(text), *it)).collect()
    });
    static SPELLING: LazyLock<Regex> = LazyLock::new(|| pattern(BRITISH));
    let lower = text.to_lowercase();
    for (pattern, instead) in PATTERNS.iter() {
        if let Some(found) = find(pattern, &lower) {
            wrong.push(format!("{name}: `{found}`, write {instead}: {text}"));
        }
    }
    if let Some(found) = find(&SPELLING, &lower) {
        wrong.push(format!("{name}: `{found}` is not American: {text}"));
    }
}

/// What a user named and does not exist is unknown.
fn complain_about_negation(name: &str, literal: &str, wrong: &mut Vec<String>) {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bthere (is|are) no `|\bis no `"));
    if let Some(found) = find(&PATTERN, literal) {
        wrong.push(format!("{name}: `{found}`, write unknown: {literal}"));
    }
}

fn find(pattern: &Regex, text: &str) -> Option<String> {
    let found = pattern.find(text).expect("a pattern that ends");
    found.map(|found| found.as_str().to_owned())
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern")
}

fn assert_none(wrong: &[String]) {
    assert!(
        wrong.is_empty(),
        "{} to rewrite\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The path from the root of the repository on.
fn name(path: &Path) -> String {
    let path = path.strip_prefix(root()).unwrap_or(path);
    path.to_string_lossy().replace('\\', "/")
}

/// The files under a folder with an extension, sorted.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let entries =
        std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|it| it == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}
