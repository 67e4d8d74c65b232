//! Files that are not open: users of templates, and jobs that are defined twice.

use super::fixture::Fixture;
use crate::ide::{Finding, TextRange, collect, duplicate_jobs, hints};

const TEMPLATE: &str = "\
process = Process(name = 'p', cmdline = 'run {{zone}} ' + flags)
";

fn user(name: &str, zone: &str) -> String {
    format!(
        "flags = '--fast'\ninclude('template.aurora')\njobs = [Job(cluster = 'c', role = 'r', environment = 'prod', name = '{name}', \
         contact = 'a@b.c', task = Task(processes = [process], resources = Resources(cpu = 1, ram = 1*MB, disk = 1*MB))).bind(zone = '{zone}')]\n"
    )
}

/// The codes of the findings of all files, with their files.
fn codes(fixture: &Fixture) -> Vec<String> {
    let found = collect(&fixture.snapshot.analysed).into_iter();
    let found = found.flat_map(|(_, findings)| findings);
    found.map(|it| shown(&it)).collect()
}

fn shown(finding: &Finding) -> String {
    let name = finding.place.path.trim_start_matches("/w/");
    format!("{name}: {}", finding.diagnostic.code.code)
}

#[test]
fn a_template_that_is_open_alone_is_what_its_users_make_of_it() {
    // Alone, it reads a name that nobody defines.
    let alone = Fixture::new(&format!("### template.aurora\n$0{TEMPLATE}"));
    assert!(
        codes(&alone).contains(&"template.aurora: E201".to_owned()),
        "{:?}",
        codes(&alone)
    );
    let files = format!(
        "### a.aurora closed\n{}### b.aurora closed\n{}### template.aurora\n{TEMPLATE}",
        user("one", "eu"),
        user("two", "us")
    );
    let fixture = Fixture::at(&files, "zone}}", 1);
    assert_eq!(codes(&fixture), [""; 0]);
    let page = fixture.hover();
    for words in ["'eu'", "c/r/prod/one", "'us'", "c/r/prod/two"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let labels = Fixture::at(&files, "{{zone", 2).labels();
    assert!(labels.contains(&"zone".to_owned()), "{labels:?}");
    // With one user there is one value.
    let files = format!(
        "### a.aurora closed\n{}### template.aurora\n$0{TEMPLATE}",
        user("one", "eu")
    );
    let fixture = Fixture::new(&files);
    let all = TextRange::new(0, TEMPLATE.len());
    let hints = hints(&fixture.snapshot, &fixture.path, all, Default::default());
    let texts: Vec<String> = hints
        .unwrap_or_default()
        .into_iter()
        .map(|it| it.text)
        .collect();
    assert_eq!(texts, ["= 'eu'"]);
}

#[test]
fn what_is_wrong_with_users_that_are_not_open_is_not_shown() {
    let files = format!(
        "### a.aurora closed\n{}nothing()\n### template.aurora\n$0{TEMPLATE}",
        user("one", "eu")
    );
    assert_eq!(codes(&Fixture::new(&files)), [""; 0]);
}

#[test]
fn jobs_that_another_file_has_too() {
    let duplicates = |files: &str| -> Vec<String> {
        let snapshot = Fixture::new(files).snapshot;
        let found = snapshot.with_closed_files(&|| false, |closed| {
            duplicate_jobs(&snapshot.analysed, closed)
        });
        found.iter().map(shown).collect()
    };
    let template = format!("### template.aurora closed\n{TEMPLATE}");
    let same = user("one", "eu");
    let files = format!("{template}### a.aurora closed\n{same}### b.aurora\n$0{same}");
    assert_eq!(duplicates(&files), ["b.aurora: J090"]);
    // The first of them is the one that is meant, open or not.
    let files = format!("{template}### a.aurora\n$0{same}### b.aurora closed\n{same}");
    assert_eq!(duplicates(&files), [""; 0]);
    // A variant of a file is meant to have its jobs.
    let files = format!("{template}### b.aurora closed\n{same}### b_new.aurora\n$0{same}");
    assert_eq!(duplicates(&files), [""; 0]);
    let files = format!(
        "{template}### a.aurora closed\n{same}### b.aurora\n$0# jobc: ignore-file[J090]\n{same}"
    );
    assert_eq!(duplicates(&files), [""; 0]);
    let other = user("two", "eu");
    let files = format!("{template}### a.aurora closed\n{other}### b.aurora\n$0{same}");
    assert_eq!(duplicates(&files), [""; 0]);
}
