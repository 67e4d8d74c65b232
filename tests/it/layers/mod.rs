//! The tables of ARCHITECTURE.md are true: which folder imports which, which crates it uses, what it knows nothing of, and which of its
//! modules are public. The tables are the data; nothing is repeated here.

mod charged;
mod source;

use source::{Source, sources};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A row of the table of borders.
struct Border {
    /// Folders, or single items of a folder: `syntax::literal`.
    imports: BTreeSet<String>,
    crates: BTreeSet<String>,
    public: BTreeSet<String>,
}

/// The cells of the rows of the table below a heading, without its head.
fn table(heading: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md");
    let text = std::fs::read_to_string(path).expect("ARCHITECTURE.md");
    let text = format!("\n{text}");
    let (_, below) = text
        .split_once(&format!("\n{heading}\n"))
        .unwrap_or_else(|| panic!("ARCHITECTURE.md has no `{heading}`"));
    below
        .lines()
        .skip_while(|line| !line.starts_with('|'))
        .take_while(|line| line.starts_with('|'))
        .skip(2)
        .map(|line| {
            let cells = line.trim_matches('|').split(" | ");
            cells.map(|cell| cell.trim().to_owned()).collect()
        })
        .collect()
}

/// The names of a cell: `a`, `b::c`.
fn names(cell: &str) -> BTreeSet<String> {
    let quoted = cell.split('`').skip(1).step_by(2);
    quoted.map(str::to_owned).collect()
}

/// The folders that a row of the map is about.
fn folders(cell: &str) -> Vec<String> {
    let linked = cell.split("](src/").skip(1);
    let name = |it: &str| it.split([')', '.']).next().unwrap_or_default().to_owned();
    linked.map(name).collect()
}

fn borders() -> BTreeMap<String, Border> {
    let rows = table("## Borders");
    let border = |row: &Vec<String>| {
        let [folder, imports, crates, public, reason] = row.as_slice() else {
            panic!("a row of five cells: {row:?}");
        };
        let has_exception = imports.contains("::");
        let has_reason = reason.len() > "–".len();
        assert_eq!(
            has_exception, has_reason,
            "a reason for single items: {row:?}"
        );
        let border = Border {
            imports: names(imports),
            crates: names(crates),
            public: names(public),
        };
        let folder = names(folder).pop_first().expect("a folder");
        (folder, border)
    };
    rows.iter().map(border).collect()
}

/// The folders of `src`, and the files directly below it.
fn existing(sources: &[Source]) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = sources.iter().map(Source::folder).collect();
    found.remove("lib");
    found.remove("main");
    found
}

#[test]
fn every_folder_has_its_row() {
    let existing = existing(sources());
    let described: BTreeSet<String> = table("# Architecture")
        .iter()
        .flat_map(|row| folders(&row[0]))
        .collect();
    assert_eq!(described, existing, "the map");
    let bordered: BTreeSet<String> = borders().into_keys().collect();
    assert_eq!(bordered, existing, "the borders");
}

#[test]
fn a_folder_imports_what_the_borders_say() {
    let (sources, borders) = (sources(), borders());
    let folders = existing(sources);
    let mut wrong = BTreeSet::new();
    let mut used: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for source in sources {
        let folder = source.folder();
        let Some((name, border)) = borders.get_key_value(&folder) else {
            continue;
        };
        for path in &source.paths {
            if path[0] == folder || !folders.contains(&path[0]) {
                continue;
            }
            let full = path.join("::");
            let allows = |it: &&String| full == **it || full.starts_with(&format!("{it}::"));
            match border.imports.iter().find(allows) {
                Some(import) => {
                    used.entry(name).or_default().insert(import);
                }
                None => {
                    wrong.insert(format!(
                        "{folder} may not import {full} ({})",
                        source.path.display()
                    ));
                }
            }
        }
    }
    for (folder, border) in &borders {
        for import in &border.imports {
            if !used
                .get(folder.as_str())
                .is_some_and(|it| it.contains(import.as_str()))
            {
                wrong.insert(format!("{folder} does not import {import}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", join(&wrong));
}

#[test]
fn a_folder_uses_the_crates_that_the_borders_say() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let manifest: toml::Table = std::fs::read_to_string(manifest)
        .expect("Cargo.toml")
        .parse()
        .expect("TOML");
    let mut crates: BTreeSet<String> = BTreeSet::new();
    let unix = &manifest["target"]["cfg(unix)"]["dependencies"];
    for dependencies in [&manifest["dependencies"], unix] {
        let dependencies = dependencies.as_table().expect("a table of dependencies");
        crates.extend(dependencies.keys().map(|name| name.replace('-', "_")));
        // `md-5` is `md5` in code.
        crates.extend(dependencies.keys().map(|name| name.replace('-', "")));
    }
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let sources = sources();
    for source in sources {
        let own: Vec<&String> = source.modules.iter().map(|(name, _)| name).collect();
        let foreign = |it: &&String| crates.contains(*it) && !own.contains(it);
        let found = source.heads.iter().filter(foreign).cloned();
        let used = used.entry(source.folder()).or_default();
        used.extend(found);
        used.extend(source.machine.iter().cloned());
    }
    let none = BTreeSet::new();
    let mut wrong = BTreeSet::new();
    for (folder, border) in borders() {
        let used = used.get(&folder).unwrap_or(&none);
        for name in used.difference(&border.crates) {
            wrong.insert(format!("{folder} may not use the crate {name}"));
        }
        for name in border.crates.difference(used) {
            wrong.insert(format!("{folder} does not use the crate {name}"));
        }
    }
    assert!(wrong.is_empty(), "{}", join(&wrong));
}

#[test]
fn no_folders_import_each_other() {
    let borders = borders();
    let mut done: BTreeSet<String> = BTreeSet::new();
    // Takes away what imports only what was taken away.
    loop {
        let is_next = |(folder, border): &(&String, &Border)| {
            let head = |it: &String| it.split("::").next().unwrap_or_default().to_owned();
            !done.contains(*folder) && border.imports.iter().all(|it| done.contains(&head(it)))
        };
        let next: Vec<String> = borders
            .iter()
            .filter(is_next)
            .map(|(folder, _)| folder.clone())
            .collect();
        if next.is_empty() {
            break;
        }
        done.extend(next);
    }
    let circular: Vec<&String> = borders.keys().filter(|it| !done.contains(*it)).collect();
    assert!(
        circular.is_empty(),
        "{circular:?} import each other, or what does"
    );
}

/// What a folder knows nothing of, it neither imports nor uses.
#[test]
fn a_folder_knows_nothing_of_what_the_map_says() {
    let (borders, mut wrong) = (borders(), BTreeSet::new());
    let meanings: BTreeMap<String, BTreeSet<String>> = table("### What a folder knows nothing of")
        .iter()
        .map(|row| (row[0].clone(), names(&row[1])))
        .collect();
    let mut used = BTreeSet::new();
    for row in table("# Architecture") {
        let unknown = row.last().expect("a cell");
        for folder in folders(&row[0]) {
            let border = &borders[&folder];
            for word in unknown.split(", ") {
                let Some((word, meaning)) = meanings.get_key_value(word) else {
                    wrong.insert(format!("{folder}: it is not said what `{word}` means"));
                    continue;
                };
                used.insert(word);
                let knows = border.imports.union(&border.crates);
                for known in knows.filter(|it| {
                    meaning.contains(it.split("::").next().unwrap_or_default())
                        || meaning.contains(*it)
                }) {
                    wrong.insert(format!("{folder} knows `{known}`, so something of {word}"));
                }
            }
        }
    }
    for word in meanings.keys().filter(|it| !used.contains(it)) {
        wrong.insert(format!("no folder knows nothing of {word}"));
    }
    assert!(wrong.is_empty(), "{}", join(&wrong));
}

#[test]
fn a_folder_shows_the_modules_that_the_borders_say() {
    let mut wrong = BTreeSet::new();
    let sources = sources();
    let mut shown: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in sources {
        let depth = source.path.iter().count();
        let is_face = source.path.ends_with("mod.rs") && depth == 2 || depth == 1;
        if is_face {
            let public = source.modules.iter().filter(|(_, is_public)| *is_public);
            let public = public.map(|(name, _)| name.clone()).collect();
            shown.insert(source.folder(), public);
        }
    }
    for (folder, border) in borders() {
        let shown = &shown[&folder];
        if *shown != border.public {
            wrong.insert(format!("{folder} shows {shown:?}, not {:?}", border.public));
        }
    }
    let root: BTreeSet<String> = existing(sources);
    assert_eq!(
        shown["lib"], root,
        "lib.rs declares every folder, and each is public"
    );
    assert!(wrong.is_empty(), "{}", join(&wrong));
}

fn join(lines: &BTreeSet<String>) -> String {
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    lines.join("\n")
}
