//! Definitions, references, outlines, folding, selecting.

use super::fixture::Fixture;
use super::samples::{HELLO, NAMED};
use crate::ide::*;

fn definitions(text: &str, mark: &str, skip: usize) -> Vec<String> {
    let it = Fixture::at(text, mark, skip);
    it.shown(&definition(&it.snapshot, &it.path, it.offset))
}

/// How many places are found, and how many of them change the thing, of those in the same file.
fn highlighted(text: &str, mark: &str, skip: usize) -> (usize, usize) {
    let it = Fixture::at(text, mark, skip);
    let found = highlights(&it.snapshot, &it.path, it.offset).unwrap_or_default();
    let changes = found.iter().filter(|(_, is_change)| *is_change);
    (found.len(), changes.count())
}

#[test]
fn definitions_of_variables_attributes_and_references() {
    for (mark, expected) in [
        ("memory,", "a.aurora:11: memory"),
        ("hello('hi')", "a.aurora:8: hello"),
        ("name,", "a.aurora:8: name"),
        ("Profile(greeting", "a.aurora:1: Profile"),
        ("greeting = 'hey'", "a.aurora:6: greeting"),
        ("profile.greeting", "a.aurora:17: greeting"),
    ] {
        assert_eq!(definitions(HELLO, mark, 1), [expected], "{mark}");
    }
    for (mark, skip, expected) in [
        ("order('fetch'", 8, "a.aurora:7: fetch"),
        ("'run')", 2, "a.aurora:8: run"),
        ("cmd = '{{", 1, "a.aurora:5: cmd"),
    ] {
        assert_eq!(definitions(NAMED, mark, skip), [expected], "{mark}");
    }
    let text = "cpu = 1.5\nclass Profile(Struct):\n  cpu = Default(Float, cpu)\n";
    assert_eq!(definitions(text, "Float, cpu", 8), ["a.aurora:1: cpu"]);
    let text = "### b.aurora closed\nb = 1\n### a.aurora\ninclude('b.aurora')\nc = b\n";
    assert_eq!(definitions(text, "('b.aurora", 3), ["b.aurora:1: "]);
    assert_eq!(definitions(text, "= b\n", 2), ["b.aurora:1: b"]);
}

#[test]
fn structs_that_variables_attributes_and_references_stand_for() {
    let of = |text: &str, mark: &str, skip: usize| {
        let it = Fixture::at(text, mark, skip);
        let found = type_definition(&it.snapshot, &it.path, it.offset);
        found.map(|place| it.shown(&[place]).remove(0))
    };
    let profile = Some("a.aurora:1: Profile".to_owned());
    let site = Some("a.aurora:3: Site".to_owned());
    for (mark, skip, expected) in [
        ("{{profile", 3, &profile),
        ("{{site", 3, &site),
        ("site.profile", 6, &profile),
        (".bind(profile", 7, &profile),
        ("site = Site", 1, &site),
        ("  profile = D", 3, &profile),
        ("package}} ", 1, &None),
        ("cmdline = cmd", 1, &None),
        ("'run'", 1, &None),
    ] {
        assert_eq!(&of(NAMED, mark, skip), expected, "{mark}");
    }
    let text = format!("{HELLO}profile = Profile()\n");
    assert_eq!(of(&text, "profile = Profile()", 1), profile);
}

#[test]
fn references_are_those_that_would_be_renamed() {
    const USER: &str = "\
include('a.aurora')
other = Profile(package = 'b')
again = mk('k', cmd = '1')
";
    let files = format!("### b.aurora closed\n{USER}### a.aurora\n{NAMED}");
    type Cursors = &'static [(&'static str, usize)];
    let cases: [(Cursors, usize, usize, usize); 6] = [
        (
            &[
                ("package = R", 1),
                ("Profile(package = 'z'", 9),
                ("profile.package}} ", 9),
            ],
            6,
            1,
            5,
        ),
        (
            &[("cmd = 'x'", 1), ("cmd = '{{", 1), ("= cmd)", 2)],
            4,
            1,
            3,
        ),
        (&[("'fetch', cmd", 2), ("order('fetch'", 8)], 2, 1, 2),
        (&[("{{profile", 3), (".bind(profile", 7)], 2, 1, 2),
        (&[("site.profile", 6), ("  profile = D", 3)], 2, 1, 2),
        (&[("Profile(Str", 1)], 5, 1, 4),
    ];
    for (marks, all, declarations, here) in cases {
        for (mark, skip) in marks {
            let it = Fixture::at(&files, mark, *skip);
            let count = |wants_declarations| {
                let found = references(&it.snapshot, &it.path, it.offset, wants_declarations);
                found.map(|it| it.len())
            };
            assert_eq!(count(true), Some(all), "{mark}");
            assert_eq!(count(false), Some(all - declarations), "{mark}");
            assert_eq!(highlighted(&files, mark, *skip).0, here, "{mark}");
        }
    }
}

#[test]
fn highlights_tell_changes_from_uses() {
    assert_eq!(highlighted(HELLO, "name,", 1), (2, 1));
    // What has a name of the schema is shown, although it cannot have another.
    assert_eq!(highlighted(NAMED, "name = n", 1).0, 2);
    let text = HELLO
        .replace("{{mesos.instance}}", "{{word}} {{word}}")
        .replace("'hey')", "'hey'), word = 'y'");
    assert_eq!(highlighted(&text, "word}}", 1), (3, 1));
}

#[test]
fn outlines() {
    let it = Fixture::at(HELLO, "memory,", 1);
    let items = outline(&it.snapshot, &it.path).expect("an outline");
    let names: Vec<&str> = items.iter().map(|it| &*it.name).collect();
    let expected = [
        "Profile",
        "hello",
        "memory",
        "task",
        "job",
        "jobs",
        "west/www/prod/hello",
    ];
    assert_eq!(names, expected);
    assert_eq!(items[0].children[0].name, "greeting");
    let text = "### b.aurora closed\nMEMORY_OF_B = 1\n### a.aurora\n$0memory = 1\n";
    let it = Fixture::new(text);
    let found = workspace_symbols(&it.snapshot, "MEM", &|| false);
    let places: Vec<FileRange> = found.into_iter().map(|it| it.place).collect();
    assert_eq!(
        it.shown(&places),
        ["a.aurora:1: memory", "b.aurora:1: MEMORY_OF_B"]
    );
    // What is not compiled yet is not waited for.
    let it = Fixture::new(text);
    assert_eq!(workspace_symbols(&it.snapshot, "MEM", &|| true).len(), 1);
}

/// Imports, regions and branches fold each for themselves.
#[test]
fn folds() {
    let text = "$0import os\nimport json\n# region jobs\nif os:\n  a = 1\n  b = 1\nelif json:\n  a = 2\nelse:\n  # none\n  a = 3\n# endregion\njobs = []\n";
    let it = Fixture::new(text);
    let folds = folding(&it.snapshot, &it.path).expect("folds");
    let folds: Vec<_> = folds
        .iter()
        .map(|it| (it.first, it.last, it.kind))
        .collect();
    assert_eq!(
        folds,
        [
            (0, 1, Some(FoldKind::Imports)),
            (2, 11, Some(FoldKind::Region)),
            (3, 5, None),
            (6, 7, None),
            (8, 10, None),
        ]
    );
    let it = Fixture::at(HELLO, "memory,", 1);
    let folds = folding(&it.snapshot, &it.path).expect("folds");
    for lines in [(11, 14), (0, 5)] {
        assert!(
            folds.iter().any(|it| (it.first, it.last) == lines),
            "{folds:?}"
        );
    }
}

/// The texts around a mark, the innermost first.
fn selected(text: &str, mark: &str, skip: usize) -> Vec<String> {
    let it = Fixture::at(text, mark, skip);
    let ranges = selection(&it.snapshot, &it.path, it.offset).unwrap_or_default();
    let text = it.text(&it.path);
    let texts = ranges.iter().rev();
    texts
        .map(|it| text[it.start as usize..it.end as usize].to_owned())
        .collect()
}

/// From a word of a reference outwards: what it refers to, the reference, the characters of the string, the string.
#[test]
fn selecting_outwards() {
    let texts = selected(HELLO, "{{profile.greeting}}", 12);
    let expected = ["greeting", "profile.greeting", "{{profile.greeting}}"];
    assert_eq!(texts[..3], expected);
    assert_eq!(texts[3], "echo {{profile.greeting}} {{mesos.instance}}");
    assert_eq!(texts[4], format!("'{}'", texts[3]));
    assert_eq!(texts.last().map(String::as_str), Some(HELLO));
    // A selection contains the offset, also in front of a quote and behind it.
    for (skip, expected) in [(4, "'abc'"), (5, "abc"), (8, "abc"), (9, "'abc'")] {
        assert_eq!(selected("x = 'abc'\n", "x", skip)[0], expected, "{skip}");
    }
}
