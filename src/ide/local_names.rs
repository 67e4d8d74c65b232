//! The local names at an offset of a text that is being typed: the tree often has no room for what is around the cursor.
//!
//! Functions are found in the tree of what stands before the statement at hand, with a `pass` in its place; the variables of
//! comprehensions and lambdas by the tokens of the statement.

use super::cursor::{Scanner, Token};
use crate::semantic::{Model, SymbolKind};
use crate::source::FileId;
use crate::syntax::parse;
use rustc_hash::FxHashSet;

/// The names that can be seen at an offset and are not global, each once.
pub fn at(text: &str, offset: usize) -> Vec<String> {
    let offset = text.floor_char_boundary(offset.min(text.len()));
    let statement = Statement::around(text, offset);
    let mut found = statement.names;
    found.extend(of_functions(text, statement.start, offset));
    let mut seen = FxHashSet::default();
    found.retain(|it| seen.insert(it.clone()));
    found
}

/// What the functions around a statement call their parameters and variables.
fn of_functions(text: &str, start: usize, offset: usize) -> Vec<String> {
    let line = text[..start].rfind('\n').map_or(0, |end| end + 1);
    let indentation = indentation(text, line, offset);
    // Nothing is around what is not indented.
    if indentation.is_empty() {
        return Vec::new();
    }
    let before = format!("{}{indentation}pass\n", &text[..line]);
    let place = (line + indentation.len()) as u32;
    let file = FileId(0);
    let names = Model::of([&parse(&before, file)]);
    let local = names
        .visible(file, place)
        .filter(|it| !it.is_global && it.kind != SymbolKind::Unknown);
    let mut found: Vec<String> = local.map(|it| it.name.to_string()).collect();
    found.reverse();
    found
}

/// The blank before a line; of an empty one, that before the cursor or the next line, whichever is longer.
fn indentation(text: &str, line: usize, offset: usize) -> &str {
    let blank = |line: usize| {
        let rest = &text[line..];
        &rest[..rest.len() - rest.trim_start_matches([' ', '\t']).len()]
    };
    let own = &text[line..offset.max(line)];
    if !own.trim().is_empty() {
        return blank(line);
    }
    let rest = &text[line..];
    let next = line + rest.len() - rest.trim_start().len();
    let next = text[..next].rfind('\n').map_or(0, |end| end + 1);
    let next = blank(next);
    if next.len() > own.len() { next } else { own }
}

/// The statement around an offset.
struct Statement {
    /// Where it starts, or on a later line of it.
    start: usize,
    /// The variables of the comprehensions and lambdas that are open.
    names: Vec<String>,
}

/// A bracket that is open, or the statement itself.
#[derive(Default)]
struct Level {
    start: usize,
    names: Vec<String>,
}

/// Whether the next names are variables.
#[derive(Clone, Copy, PartialEq)]
enum Reading {
    Nothing,
    /// Between `for` and `in`.
    Targets,
    /// Between `lambda` and `:`.
    Parameters,
    /// The default of a parameter.
    Default,
}

impl Statement {
    fn around(text: &str, offset: usize) -> Statement {
        let mut scanner = Scanner::new(text);
        let mut levels = vec![Level::default()];
        let mut reading = Reading::Nothing;
        let mut end = 0;
        while let Some((start, token)) = scanner.next() {
            if start >= offset {
                scanner.seek(start);
                break;
            }
            if let Token::Start(_) = token {
                levels.truncate(1);
            }
            if levels.len() == 1 && text[end..start].contains('\n') {
                levels = vec![Level::default()];
                reading = Reading::Nothing;
            }
            end = scanner.offset();
            reading = read(&token, reading);
            match token {
                Token::Other('(' | '[' | '{') => levels.push(Level {
                    start,
                    names: Vec::new(),
                }),
                Token::Other(')' | ']' | '}') if levels.len() > 1 => {
                    levels.pop();
                }
                // What ends at the cursor is being typed.
                Token::Name(name)
                    if matches!(reading, Reading::Targets | Reading::Parameters)
                        && !matches!(name, "for" | "lambda")
                        && end < offset =>
                {
                    let names = levels.last_mut().map(|it| &mut it.names);
                    names.into_iter().for_each(|it| it.push(name.to_owned()));
                }
                _ => {}
            }
        }
        // On a line of its own nothing of the statement before is left.
        if levels.len() == 1 && text[end.min(offset)..offset].contains('\n') {
            levels.clear();
        }
        let start = levels.get(1).map_or(offset, |it| it.start);
        let open = levels.len().saturating_sub(1);
        let mut names: Vec<String> = levels.into_iter().flat_map(|it| it.names).collect();
        names.reverse();
        names.extend(behind(&mut scanner, open));
        Statement { start, names }
    }
}

/// What is being read behind a token.
fn read(token: &Token, before: Reading) -> Reading {
    match (token, before) {
        (Token::Name("for") | Token::Start("for"), _) => Reading::Targets,
        (Token::Name("lambda"), _) => Reading::Parameters,
        (Token::Name("in"), Reading::Targets) => Reading::Nothing,
        (Token::Other(':'), Reading::Parameters | Reading::Default) => Reading::Nothing,
        (Token::Other('='), Reading::Parameters) => Reading::Default,
        (Token::Other(','), Reading::Default) => Reading::Parameters,
        _ => before,
    }
}

/// The variables of comprehensions whose value the cursor is in: they stand behind it.
fn behind(scanner: &mut Scanner, mut open: usize) -> Vec<String> {
    let mut names = Vec::new();
    let mut depth = 0usize;
    let mut is_target = false;
    while let Some((_, token)) = scanner.next().filter(|_| open > 0) {
        match token {
            Token::Start(_) => break,
            Token::Other('(' | '[' | '{') => depth += 1,
            Token::Other(')' | ']' | '}') if depth == 0 => open -= 1,
            Token::Other(')' | ']' | '}') => depth -= 1,
            Token::Name("for") if depth == 0 => is_target = true,
            Token::Name("in") => is_target = false,
            Token::Name(name) if is_target => names.push(name.to_owned()),
            _ => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_functions_comprehensions_and_lambdas() {
        for (text, expected) in [
            ("def f(aa):\n  lo = 1\n  return |", vec!["lo", "aa"]),
            ("def f(aa):\n  |", vec!["aa"]),
            ("def f(aa):\n  lo = 1\n|\n  return lo\n", vec!["lo", "aa"]),
            ("def f(aa):\n  lo = 1\n  \n|", vec![]),
            ("def f(aa):\n  return Process(name = |\nx = 1\n", vec!["aa"]),
            (
                "def f(aa):\n  return Process(\n    name = |\n  )\n",
                vec!["aa"],
            ),
            (
                "def f(aa):\n  def g(bb):\n    return [bb, |]\n",
                vec!["bb", "g", "aa"],
            ),
            (
                "def f(aa):\n  def g(bb):\n    return bb\n  return |\n",
                vec!["g", "aa"],
            ),
            (
                "def f(aa, (b, c), *d, **e):\n  if aa:\n    x = |",
                vec!["e", "d", "c", "b", "aa"],
            ),
            ("[| for xyz in r]", vec!["xyz"]),
            ("a = [f(|) for xyz, k in r]", vec!["xyz", "k"]),
            ("[y for xyz in r if |]", vec!["xyz"]),
            ("[y for xyz in r] + [|]", vec![]),
            ("[x for x in [|]]", vec!["x"]),
            ("{|: b for a, b in c}", vec!["a", "b"]),
            ("f = lambda one, two = 2, six: |", vec!["six", "two", "one"]),
            ("f(lambda one: |)", vec!["one"]),
            ("f = lambda one: one\n|", vec![]),
            ("|", vec![]),
            ("for x in |", vec!["x"]),
        ] {
            let offset = text.find('|').expect("a mark");
            let found = at(&text.replacen('|', "", 1), offset);
            assert_eq!(found, expected, "{text}");
        }
    }
}
