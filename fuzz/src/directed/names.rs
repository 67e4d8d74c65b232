//! The names of all native functions, read from the tables in the sources, so that a new one is tried without being listed here.

use regex::Regex;
use std::collections::BTreeMap;
use std::path::Path;

/// The names in each file of `src/eval` that has a table of natives, by the path below `src/eval`.
pub fn natives(root: &Path) -> BTreeMap<String, Vec<String>> {
    let folder = root.join("src/eval");
    let mut found = BTreeMap::new();
    collect(&folder, &folder, &mut found);
    found
}

fn collect(top: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<String>>) {
    let table =
        Regex::new(r"(?ms)^(?:super::)?(?:functions|methods|natives)! ?\{(.*?)(?:^\}| \}$)")
            .expect("a pattern");
    let entry = Regex::new(r#""(\w+)" => "#).expect("a pattern");
    for path in std::fs::read_dir(folder).expect("a folder") {
        let path = path.expect("an entry").path();
        if path.is_dir() {
            collect(top, &path, found);
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a source file");
        let mut names: Vec<String> = table
            .captures_iter(&text)
            .flat_map(|table| {
                let entries = entry.captures_iter(table.get(1).map_or("", |it| it.as_str()));
                entries.map(|entry| entry[1].to_owned()).collect::<Vec<_>>()
            })
            .collect();
        names.sort();
        names.dedup();
        if !names.is_empty() {
            let path = path.strip_prefix(top).expect("below the folder");
            found.insert(path.to_string_lossy().into_owned(), names);
        }
    }
}
