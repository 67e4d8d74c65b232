//! Commands do not undo each other: after any sequence of `format`, `--fix`, `--add-ignore` and `--write-baseline`, `check` finds what it
//! found before, less what was fixed, ignored or written down.
//!
//! `JOBC_SEED` chooses the sequences and the layouts, `JOBC_CHOICE` how many files take part.

use super::repository::*;
use crate::golden;
use crate::mutations::edit::Random;
use crate::support::all_codes;
use jobc::diagnostic::page::Page;
use jobc::source::FileId;
use jobc::syntax;
use std::collections::BTreeMap;
use std::path::Path;

/// The number of sequences, each of a few commands.
const SEQUENCES: u64 = 3;

/// One of so many files takes part, another choice in each sequence. `JOBC_CHOICE=1` tries all.
fn choice() -> usize {
    let chosen = std::env::var("JOBC_CHOICE").ok();
    chosen.and_then(|it| it.parse().ok()).unwrap_or(80)
}

/// What is found, and how often: file, code, message.
type Found = BTreeMap<(String, String, String), usize>;

/// Files with findings of every rule, the examples, and some recorded cases; laid out at random, with comments anywhere.
fn repository(random: &mut Random) -> Repository {
    let repository = Repository::new(&[]);
    let choice = choice();
    let mut add = |name: String, text: &str| {
        if random.below(choice) == 0 {
            repository.write(&name, &disturbed(text, random));
        }
    };
    for (code, _) in all_codes() {
        let page = Page::of(code);
        let examples = [(page.example, "example"), (page.correction, "correction")];
        for (example, kind) in examples {
            let example = example.filter(|it| it.language == "python" && it.files.is_empty());
            if let Some(example) = example {
                add(format!("pages/{}_{kind}.aurora", code.code), &example.text);
            }
        }
    }
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let folders = golden::groups().into_iter().chain([examples]);
    for (group, folder) in folders.enumerate() {
        let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().flatten().collect();
        files.sort_by_key(|it| it.path());
        let files = files.iter().map(|it| it.path());
        let files = files.filter(|it| it.extension().is_some_and(|it| it == "aurora"));
        for path in files {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if let Ok(text) = std::fs::read_to_string(&path) {
                add(format!("cases{group}/{name}"), &text);
            }
        }
    }
    repository
}

/// A text with comments and line ends where they change nothing.
fn disturbed(text: &str, random: &mut Random) -> String {
    let mut text = text.to_owned();
    let parsed = |text: &str| {
        let parsed = syntax::parse(text, FileId(0));
        (parsed.errors.len(), parsed.comments.len())
    };
    for number in 0..3 {
        let before = parsed(&text);
        let places: Vec<usize> = match random.below(2) {
            0 => text.match_indices('\n').map(|(at, _)| at).collect(),
            _ => text.match_indices(", ").map(|(at, _)| at + 1).collect(),
        };
        let Some(&at) = places.get(random.below(places.len())) else {
            continue;
        };
        let mut new = text.clone();
        match text[at..].starts_with('\n') {
            true => new.insert_str(at, &format!("  # note {number}")),
            false => new.insert_str(at, &format!("  # note {number}\n     ")),
        }
        if parsed(&new) == (before.0, before.1 + 1) {
            text = new;
        }
    }
    text
}

/// A repository after some commands.
struct State {
    repository: Repository,
    baseline: bool,
    /// The commands so far, for whoever reads a failure.
    done: Vec<&'static str>,
}

impl State {
    fn check(&self, arguments: &[&str]) -> Run {
        let baseline: &[&str] = match self.baseline {
            true => &["--baseline", "known.json"],
            false => &[],
        };
        let select = ["check", "-n", "--select", "ALL", "--no-shellcheck"];
        self.repository
            .run(&[&select[..], baseline, arguments].concat())
    }

    fn found(&self) -> Found {
        let run = self.check(&["--output-format", "json"]);
        let findings: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
        let mut found = Found::new();
        for finding in findings.as_array().expect("an array") {
            let text = |name: &str| finding[name].as_str().unwrap_or_default().to_owned();
            let key = (text("filename"), text("code"), text("message"));
            *found.entry(key).or_default() += 1;
        }
        found
    }

    /// The files that `format --check` names.
    fn unformatted(&self) -> Vec<String> {
        let run = self.repository.run(&["format", "--check", "."]);
        run.lines().into_iter().map(str::to_owned).collect()
    }

    fn step(&mut self, command: &'static str) {
        self.done.push(command);
        let before = self.found();
        let unformatted = self.unformatted();
        let run = match command {
            "format" => self.repository.run(&["format", "."]),
            "--write-baseline" => {
                let run = self.check(&["--write-baseline", "known.json"]);
                self.baseline = true;
                run
            }
            command => self.check(&[command]),
        };
        let after = self.found();
        let done = &self.done;
        match command {
            "format" => assert_same(&before, &after, done),
            "--fix" => assert_same(&common(&before, &after), &after, done),
            "--add-ignore" => {
                // A comment that ignores nothing is to be removed, not to be ignored.
                let left = after
                    .keys()
                    .filter(|(_, code, _)| !is_clients(code) && code != "L090");
                let left: Vec<_> = left.collect();
                assert!(left.is_empty(), "{done:?} left {left:#?}\n{}", run.err);
            }
            _ => assert!(after.is_empty(), "{done:?} left {after:#?}\n{}", run.err),
        }
        if command != "format" {
            let new = self.unformatted().into_iter();
            let new: Vec<_> = new.filter(|it| !unformatted.contains(it)).collect();
            assert!(new.is_empty(), "{done:?} left files unformatted: {new:?}");
        }
    }
}

fn common(left: &Found, right: &Found) -> Found {
    let both = right.iter().filter_map(|(key, count)| {
        let known = left.get(key).copied().unwrap_or(0);
        (known > 0).then(|| (key.clone(), known.min(*count)))
    });
    both.collect()
}

fn is_clients(code: &str) -> bool {
    let code = all_codes().into_iter().find(|(it, _)| it.code == code);
    code.is_some_and(|(code, _)| !jobc::lint::can_be_ignored(code))
}

fn assert_same(expected: &Found, found: &Found, done: &[&str]) {
    let lines = |found: &Found, other: &Found| -> Vec<String> {
        let differing = found
            .iter()
            .filter(|(key, count)| other.get(*key) != Some(*count));
        differing
            .map(|((file, code, message), count)| format!("{count} {file} {code} {message}"))
            .collect()
    };
    let (gone, new) = (lines(expected, found), lines(found, expected));
    assert!(
        gone.is_empty() && new.is_empty(),
        "{done:?}\nexpected: {gone:#?}\nfound: {new:#?}"
    );
}

#[test]
fn commands_do_not_undo_each_other() {
    let seed = std::env::var("JOBC_SEED")
        .ok()
        .and_then(|it| it.parse().ok());
    let seed = seed.unwrap_or(20_261_130);
    eprintln!("seed {seed}");
    for number in 0..SEQUENCES {
        let mut random = Random::numbered(seed, number);
        let mut state = State {
            repository: repository(&mut random),
            baseline: false,
            done: Vec::new(),
        };
        let mut commands = vec![
            "format",
            "--fix",
            "--add-ignore",
            "--write-baseline",
            "format",
        ];
        while !commands.is_empty() {
            let command = commands.remove(random.below(commands.len()));
            state.step(command);
        }
    }
}
