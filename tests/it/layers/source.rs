//! Reads what a file of `src` names: paths of this crate, other crates and modules that are public. Reads tokens, so that it also sees
//! what macros and nested `use` lists name, and nothing of comments and literals.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// What a file names outside of its tests.
pub struct Source {
    /// Its path below `src`.
    pub path: PathBuf,
    /// Paths from the root of the crate: `["object", "types", "Type"]`.
    pub paths: BTreeSet<Vec<String>>,
    /// Names that are followed by `::` and come after nothing: perhaps those of crates.
    pub heads: BTreeSet<String>,
    /// What it asks of the machine: `std::env`, `std::io::stdout`.
    pub machine: BTreeSet<String>,
    /// Modules that it declares, and whether they are public.
    pub modules: Vec<(String, bool)>,
}

impl Source {
    /// The folder, or the file directly below `src`, that it belongs to.
    pub fn folder(&self) -> String {
        let first = self.path.iter().next().expect("a path below src");
        let first = Path::new(first);
        first
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned()
    }

    /// The module that the file is.
    fn module(&self) -> Vec<String> {
        let mut module: Vec<String> = self
            .path
            .with_extension("")
            .iter()
            .map(|part| part.to_string_lossy().into_owned())
            .collect();
        let last = module.last().map(String::as_str);
        if matches!(last, Some("mod" | "lib" | "main")) {
            module.pop();
        }
        module
    }

    fn parse(path: PathBuf, text: &str) -> Source {
        let mut source = Source {
            path,
            paths: BTreeSet::new(),
            heads: BTreeSet::new(),
            machine: BTreeSet::new(),
            modules: Vec::new(),
        };
        let module = source.module();
        source.read(trees(text.parse().expect("Rust")), &module);
        source
    }

    /// Reads tokens of a module.
    fn read(&mut self, tokens: Vec<TokenTree>, module: &[String]) {
        let mut at = 0;
        while at < tokens.len() {
            if is_test(&tokens[at..]) {
                at = end_of_item(&tokens, at);
                continue;
            }
            match &tokens[at] {
                TokenTree::Group(group) => self.read(trees(group.stream()), module),
                TokenTree::Ident(ident) if ident == "mod" => {
                    if let Some(TokenTree::Ident(name)) = tokens.get(at + 1) {
                        let is_public = at > 0
                            && matches!(&tokens[at - 1], TokenTree::Ident(it) if it == "pub");
                        self.modules.push((name.to_string(), is_public));
                        if let Some(TokenTree::Group(body)) = tokens.get(at + 2) {
                            let inner = [module, &[name.to_string()]].concat();
                            self.read(trees(body.stream()), &inner);
                            at += 2;
                        }
                    }
                }
                TokenTree::Ident(ident) if !is_colon(&tokens, at.wrapping_sub(1)) => {
                    let prefix = match ident.to_string().as_str() {
                        "crate" | "jobc" => Some(Vec::new()),
                        "super" => Some(parent(module).to_vec()),
                        "std" => Some(vec![STD.to_owned()]),
                        "use" => {
                            // `use {a::b, c::d};` and `use name;`
                            self.heads.extend(plain_use(&tokens[at + 1..]));
                            None
                        }
                        _ => None,
                    };
                    if tokens.get(at + 1).is_some_and(|it| is_punct(it, '!')) {
                        self.machine.extend(printing(&ident.to_string()));
                    }
                    // `use std::io;` and `io::stdout()`.
                    if ident == "io" && followed_by_path(&tokens, at) {
                        self.read_path(&tokens, at, vec![STD.to_owned(), "io".to_owned()]);
                    }
                    if followed_by_path(&tokens, at) {
                        match prefix {
                            Some(prefix) => self.read_path(&tokens, at, prefix),
                            None => {
                                self.heads.insert(ident.to_string());
                            }
                        }
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }

    /// Reads a path whose segment at `at` stands for `prefix`.
    fn read_path(&mut self, tokens: &[TokenTree], at: usize, mut prefix: Vec<String>) {
        let mut at = at;
        while followed_by_path(tokens, at) {
            at += 3;
            match tokens.get(at) {
                Some(TokenTree::Ident(ident)) if ident == "super" => {
                    prefix.pop();
                }
                Some(TokenTree::Ident(ident)) => prefix.push(ident.to_string()),
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                    let inner = trees(group.stream());
                    for part in inner.split(|tree| is_punct(tree, ',')) {
                        match part {
                            [TokenTree::Ident(name), ..] => {
                                let mut path = prefix.clone();
                                if name != "self" {
                                    path.push(name.to_string());
                                }
                                self.read_path(part, 0, path);
                            }
                            _ => assert!(part.is_empty(), "a `use` list as rustfmt writes it"),
                        }
                    }
                    return;
                }
                _ => break,
            }
        }
        match prefix.as_slice() {
            [] => {}
            [first, rest @ ..] if first == STD => self.machine.extend(machine(rest)),
            _ => {
                self.paths.insert(prefix);
            }
        }
    }
}

/// Stands for the standard library at the start of a path, where the folders of this crate stand otherwise.
const STD: &str = "std";

/// What a path of the standard library asks of the machine.
fn machine(path: &[String]) -> Option<String> {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    match path.as_slice() {
        ["time", "Duration", ..] => None,
        [
            module @ ("env" | "fs" | "net" | "process" | "thread" | "time" | "os"),
            ..,
        ] => Some(format!("std::{module}")),
        ["io", stream @ ("stdin" | "stdout" | "stderr"), ..] => Some(format!("std::io::{stream}")),
        _ => None,
    }
}

/// The stream that a macro writes to.
fn printing(name: &str) -> Option<String> {
    match name {
        "print" | "println" => Some("std::io::stdout".to_owned()),
        "eprint" | "eprintln" | "dbg" => Some("std::io::stderr".to_owned()),
        _ => None,
    }
}

/// All files of `src` but those of tests.
pub fn sources() -> &'static [Source] {
    static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut found = Vec::new();
        collect(&root, &root, &mut found);
        assert!(found.len() > 300, "only {} files were read", found.len());
        found
    });
    &SOURCES
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.file_stem().is_some_and(|stem| stem == "tests") {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            let text = std::fs::read_to_string(&path).expect("a source");
            let below = path.strip_prefix(root).expect("a path below src");
            found.push(Source::parse(below.to_owned(), &text));
        }
    }
}

fn trees(stream: TokenStream) -> Vec<TokenTree> {
    stream.into_iter().collect()
}

fn is_punct(tree: &TokenTree, char: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == char)
}

fn is_colon(tokens: &[TokenTree], at: usize) -> bool {
    tokens.get(at).is_some_and(|tree| is_punct(tree, ':'))
        && tokens
            .get(at.wrapping_sub(1))
            .is_some_and(|tree| is_punct(tree, ':'))
}

/// Whether `::` comes after the token.
fn followed_by_path(tokens: &[TokenTree], at: usize) -> bool {
    is_colon(tokens, at + 2)
}

/// Whether the tokens start with `#[cfg(test)]`, also among other conditions that all have to hold.
fn is_test(tokens: &[TokenTree]) -> bool {
    let [hash, TokenTree::Group(group), ..] = tokens else {
        return false;
    };
    let condition = group.stream().to_string().replace(' ', "");
    is_punct(hash, '#') && (condition == "cfg(test)" || condition.starts_with("cfg(all(test,"))
}

/// Where the item ends whose attributes start at `at`.
fn end_of_item(tokens: &[TokenTree], at: usize) -> usize {
    let ends = |tree: &TokenTree| match tree {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        tree => is_punct(tree, ';'),
    };
    let length = tokens[at..].iter().position(ends);
    length.map_or(tokens.len(), |length| at + length + 1)
}

fn parent(module: &[String]) -> &[String] {
    module.split_last().map_or(module, |(_, parent)| parent)
}

/// The crate of `use name;` and `use name as other;`.
fn plain_use(tokens: &[TokenTree]) -> Option<String> {
    match tokens {
        [TokenTree::Ident(name), TokenTree::Punct(end), ..] if end.as_char() == ';' => {
            Some(name.to_string())
        }
        [TokenTree::Ident(name), TokenTree::Ident(word), ..] if word == "as" => {
            Some(name.to_string())
        }
        _ => None,
    }
}

#[test]
fn paths_are_read_wherever_they_are_written() {
    let text = "
        //! [`link`](crate::comment::Link)
        use crate::{a::{self, b::B}, c};
        use super::super::d as other;
        use serde_json as json;
        pub mod open;
        mod shut { fn f() { super::g::h() } }
        #[cfg(test)]
        mod tests { use crate::only_in_tests; }
        #[cfg(test)]
        use crate::also::{only, in_tests};
        use std::{env, io, time::{Duration, Instant}};
        fn g() { io::stdin(); eprintln!(); Duration::ZERO }
        fn f(x: crate::e::E) -> u8 { vec![crate::f::F::<u8>::new(), \"crate::literal\"]; memchr::memchr() }
    ";
    let source = Source::parse(PathBuf::from("one/two/three.rs"), text);
    let paths: Vec<String> = source.paths.iter().map(|path| path.join("::")).collect();
    assert_eq!(
        paths,
        [
            "a",
            "a::b::B",
            "c",
            "e::E",
            "f::F",
            "one::d",
            "one::two::three::g::h"
        ]
    );
    assert!(source.heads.contains("serde_json") && source.heads.contains("memchr"));
    let machine: Vec<&str> = source.machine.iter().map(String::as_str).collect();
    assert_eq!(
        machine,
        ["std::env", "std::io::stderr", "std::io::stdin", "std::time"]
    );
    assert_eq!(
        source.modules,
        [("open".to_owned(), true), ("shut".to_owned(), false)]
    );
}
