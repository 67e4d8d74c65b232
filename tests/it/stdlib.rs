//! The files of the standard library, as texts; what they mean is tested wherever configurations are compiled.

use jobc::eval::objects::{attribute_documentation, struct_documentation};
use jobc::eval::{LIBRARY, fingerprint};
use jobc::source::FileId;
use jobc::syntax::ast::{Class, ExpressionKind, StatementKind};
use jobc::syntax::parse;
use std::sync::Arc;

const FILES: [&str; 3] = [
    include_str!("../../stdlib/thermos.aurora"),
    include_str!("../../stdlib/helpers.aurora"),
    include_str!("../../stdlib/aurora.aurora"),
];

#[test]
fn every_file_parses() {
    for text in FILES {
        let errors = parse(text, FileId(0)).errors;
        assert!(errors.is_empty(), "{errors:?}");
    }
}

/// Starting up reads `stdlib/trees.bin` in place of parsing the files, importing a module `stdlib/python.bin` (`src/eval/frozen.rs`).
#[test]
fn the_frozen_trees_are_those_of_the_files() {
    let tree = |text: &str| {
        let tree = parse(text, FileId(0)).module;
        postcard::to_allocvec(&tree).expect("trees can be written")
    };
    let schema: Vec<Vec<u8>> = FILES.iter().map(|text| tree(text)).collect();
    assert_frozen("stdlib/trees.bin", &schema);
    let modules: Vec<_> = LIBRARY
        .iter()
        .map(|(name, text)| (name, fingerprint(text), tree(text)))
        .collect();
    assert_frozen("stdlib/python.bin", &modules);
}

fn assert_frozen(path: &str, trees: &impl serde::Serialize) {
    let bytes = postcard::to_allocvec(trees).expect("trees can be written");
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE_STDLIB").is_some() {
        std::fs::write(&file, &bytes).expect("the file can be written");
    }
    assert!(
        std::fs::read(file).is_ok_and(|frozen| frozen == bytes),
        "{path} is not what the parser makes of the files: run `UPDATE_STDLIB=1 cargo test --test it stdlib`"
    );
}

/// Each file of the folder is a module, so that none is forgotten.
#[test]
fn every_file_of_the_folder_is_a_module() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/stdlib/python");
    let entries = std::fs::read_dir(folder).expect("the folder");
    let mut files: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .replace(".aurora", "")
        })
        .collect();
    files.sort();
    let modules: Vec<&str> = LIBRARY.iter().map(|(name, _)| *name).collect();
    assert_eq!(files, modules, "in the order of the alphabet");
    for (name, text) in LIBRARY {
        let errors = parse(text, FileId(0)).errors;
        assert!(errors.is_empty(), "{name}: {errors:?}");
    }
}

#[test]
fn every_struct_and_attribute_is_documented() {
    let mut attributes = 0;
    for class in FILES.iter().flat_map(|text| structs(text)) {
        let name = &class.name.name;
        let documentation =
            documentation(&class).unwrap_or_else(|| panic!("{name} has no doc string"));
        assert!(!struct_documentation(&documentation).is_empty(), "{name}");
        for attribute in declared(&class) {
            let text = attribute_documentation(&documentation, &attribute);
            assert!(
                text.is_some_and(|text| !text.is_empty()),
                "{name}.{attribute}"
            );
            attributes += 1;
        }
        // The doc string says nothing of attributes that are gone.
        let lines = documentation.lines().filter(|line| line.contains(": "));
        assert_eq!(lines.count(), declared(&class).len(), "{name}");
    }
    assert!(attributes > 100, "only {attributes} attributes were found");
}

fn structs(text: &str) -> Vec<Arc<Class>> {
    let body = parse(text, FileId(0)).module.body;
    let classes = body
        .into_iter()
        .filter_map(|statement| match statement.kind {
            StatementKind::Class(class) => Some(class),
            _ => None,
        });
    classes
        .filter(|class| !declared(class).is_empty())
        .collect()
}

/// The names that the body of a class assigns.
fn declared(class: &Class) -> Vec<String> {
    let targets = class
        .body
        .iter()
        .filter_map(|statement| match &statement.kind {
            StatementKind::Assign { targets, .. } => targets.first(),
            _ => None,
        });
    targets
        .filter_map(|target| match &target.kind {
            ExpressionKind::Name(name) => Some(name.to_string()),
            _ => None,
        })
        .collect()
}

fn documentation(class: &Class) -> Option<String> {
    match &class.body.first()?.kind {
        StatementKind::Expression(expression) => match &expression.kind {
            ExpressionKind::String(literal) => Some(literal.text.to_string()),
            _ => None,
        },
        _ => None,
    }
}
