//! What a finding is known by when its file is reformatted, edited elsewhere or renamed.

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Sources};
use crate::syntax;
use crate::syntax::ast::{Expression, ExpressionKind, Statement, StatementKind};
use crate::syntax::visit::{Visitor, walk_statement};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// What a finding is known by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identity {
    /// The code.
    pub code: &'static str,
    /// What it is in: the variable, function or class, or the key of the job where that tells more. May be empty.
    pub symbol: String,
    /// The text that it points at, without layout; of what has brackets, only what is before them.
    pub text: String,
}

/// Tells what findings are known by. Each file is parsed once.
pub struct Identifier<'a> {
    sources: &'a Sources,
    symbols: FxHashMap<FileId, Vec<Symbol>>,
}

impl<'a> Identifier<'a> {
    /// For findings in these files.
    pub fn new(sources: &'a Sources) -> Identifier<'a> {
        Identifier {
            sources,
            symbols: FxHashMap::default(),
        }
    }

    /// What a finding is known by.
    pub fn identify(&mut self, diagnostic: &Diagnostic) -> Identity {
        let span = diagnostic.primary.span;
        let source = self.sources.get(span.file);
        let symbols = self.symbols.entry(span.file);
        let symbols = symbols.or_insert_with(|| symbols_of(&source.text, span.file));
        let name = symbol_at(symbols, span.start as usize);
        let symbol = match (name.as_str(), diagnostic.jobs.as_slice()) {
            // In the list of jobs, the job tells which element it is.
            ("" | "jobs", [job]) => job.clone(),
            _ => name,
        };
        Identity {
            code: diagnostic.code.code,
            symbol,
            text: without_layout(self.sources.text(span)),
        }
    }
}

/// Something with a name, and what is defined in it.
struct Symbol {
    name: String,
    span: Range<usize>,
    inner: Vec<Symbol>,
}

fn symbols_of(text: &str, file: FileId) -> Vec<Symbol> {
    let mut symbols = Symbols(Vec::new());
    for statement in &syntax::parse(text, file).module.body {
        symbols.statement(statement);
    }
    symbols.0
}

struct Symbols(Vec<Symbol>);

impl<'a> Visitor<'a> for Symbols {
    fn statement(&mut self, statement: &'a Statement) {
        let mut inner = Symbols(Vec::new());
        walk_statement(&mut inner, statement);
        match name_of(statement) {
            Some(name) => self.0.push(Symbol {
                name,
                span: statement.span.range(),
                inner: inner.0,
            }),
            None => self.0.append(&mut inner.0),
        }
    }

    fn expression(&mut self, _: &'a Expression) {}
}

fn name_of(statement: &Statement) -> Option<String> {
    let of_target = |target: &Expression| match &target.kind {
        ExpressionKind::Name(name) => Some(name.to_string()),
        _ => None,
    };
    match &statement.kind {
        StatementKind::Function(function) => Some(function.name.name.to_string()),
        StatementKind::Class(class) => Some(class.name.name.to_string()),
        StatementKind::Assign { targets, .. } => targets.first().and_then(of_target),
        StatementKind::AugmentedAssign { target, .. }
        | StatementKind::AnnotatedAssign { target, .. } => of_target(target),
        _ => None,
    }
}

/// The names of what a byte is in, from the outermost on, with dots between them.
fn symbol_at(symbols: &[Symbol], offset: usize) -> String {
    let mut names: Vec<&str> = Vec::new();
    let mut level = symbols;
    loop {
        let after = level.partition_point(|symbol| symbol.span.start <= offset);
        let Some(symbol) = after.checked_sub(1).and_then(|it| level.get(it)) else {
            break;
        };
        if offset >= symbol.span.end {
            break;
        }
        names.push(&symbol.name);
        level = &symbol.inner;
    }
    names.join(".")
}

/// The most characters that are kept.
const MOST: usize = 80;

/// A text without what formatting changes: blanks, line ends, comments, commas, quotes, and brackets with what is in them.
fn without_layout(text: &str) -> String {
    let opens = |c: char| matches!(c, '(' | '[' | '{');
    let starts_with_bracket = text.starts_with(opens);
    let is_layout = |c: char| c.is_whitespace() || matches!(c, ',' | '\\' | '\'' | '"' | '(' | ')');
    let mut out = String::new();
    let mut count = 0;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if count == MOST || opens(character) && !starts_with_bracket {
            break;
        }
        if character == '#' && text.contains('\n') {
            characters.by_ref().find(|&it| it == '\n');
        } else if !is_layout(character) {
            out.push(character);
            count += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes::eval::UNDEFINED_NAME;
    use crate::source::{Ownership, SourceFile, Span};

    fn identity(text: &str, marked: &str, jobs: &[&str]) -> (String, String) {
        let mut sources = Sources::new();
        let file = sources.add(SourceFile::new("a", text, Ownership::User));
        let start = text.find(marked).expect("the marked text");
        let span = Span::new(file, start, start + marked.len());
        let mut diagnostic = Diagnostic::new(&UNDEFINED_NAME, "x", span);
        diagnostic.jobs = jobs.iter().map(|it| it.to_string()).collect();
        let identity = Identifier::new(&sources).identify(&diagnostic);
        (identity.symbol, identity.text)
    }

    #[test]
    fn findings_are_known_by_symbol_and_text() {
        let text = "jobs = [\n  Job(name = 'a',  # first\n    role = 'b')]\ndef make(x):\n  if x:\n    y = z ( 1 )\n  return y\nwith_key('a')\n";
        for (marked, jobs, symbol, found) in [
            (
                "Job(name = 'a',  # first\n    role = 'b')",
                &["c/r/e/a"][..],
                "c/r/e/a",
                "Job",
            ),
            (
                "Job(name = 'a',  # first\n    role = 'b')",
                &["1", "2"],
                "jobs",
                "Job",
            ),
            ("'a',  # first\n    role", &["1"], "1", "arole"),
            ("z ( 1 )", &[], "make.y", "z"),
            ("return y", &["1"], "make", "returny"),
            ("with_key", &[], "", "with_key"),
        ] {
            assert_eq!(
                identity(text, marked, jobs),
                (symbol.into(), found.into()),
                "{marked}"
            );
        }
        let laid_out = "jobs = [Job(name = 'a', role = 'b')]\n";
        let expected = ("1".to_owned(), "Job".to_owned());
        assert_eq!(
            identity(laid_out, "Job(name = 'a', role = 'b')", &["1"]),
            expected
        );
    }
}
