//! Text to tree: a lexer, a pest grammar over the kinds of its tokens, a builder. Parsing never fails and never
//! panics: what is wrong becomes error nodes and diagnostics.
//!
//! | file or folder | what |
//! | --- | --- |
//! | `token_list.rs` | the tokens of a parsed file |
//! | `string_literal.rs` | where the parts of a string literal are |
//! | `header.rs` | what the head of a file says about all of it |
//! | `lexer/`, `token.rs`, `indentation.rs`, `unmatched_brackets.rs` | tokens, their kinds, the blocks and brackets that they are in |
//! | `encoding.rs` | how a file says that it is encoded |
//! | `depth.rs` | how deeply that may nest |
//! | `jinja.rs`, `conflict.rs` | files of another language under the same name; files with an unresolved merge conflict |
//! | `logical.rs` | logical lines: what comments belong to |
//! | `grammar.rs` | the grammar over the kinds of tokens |
//! | `build/`, `literal.rs`, `number.rs` | from what the grammar gives to the tree |
//! | `explain/` | what is wrong with a statement that the grammar refuses |
//! | `ast/`, `rewrite.rs` | the tree; writing other characters in its strings |

pub mod ast;
mod build;
mod conflict;
mod depth;
mod encoding;
mod explain;
mod grammar;
mod header;
mod indentation;
mod jinja;
pub(crate) mod lexer;
pub mod literal;
pub mod logical;
mod number;
pub mod rewrite;
mod string_literal;
pub(crate) mod token;
mod token_list;
mod unmatched_brackets;
pub mod visit;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::{limits, syntax as codes};
use crate::parallel;
use crate::source::{FileId, Span};
use crate::stack;
use ast::{Block, Module, Statement, StatementKind};
use build::{Builder, Shared};
pub use depth::NESTING_LIMIT;
use grammar::{Grammar, Rule};
use lexer::{Lexer, Tokens};
pub(crate) use number::DIGIT_LIMIT;
use pest::Parser;
pub use string_literal::StringLiteral;
use token::kind;
pub use token_list::{SyntaxToken, TokenList};

/// A parsed file.
#[derive(Debug)]
pub struct Parsed {
    /// The tree, with error nodes where the text is wrong.
    pub module: ast::Module,
    /// All syntax errors, in file order.
    pub errors: Vec<Diagnostic>,
    /// What Python 3 reads and Python 2.7 does not, part by part of the file: errors only for who asks for Python 2.7.
    pub python3: Vec<Diagnostic>,
    /// The comments, in file order, each from its `#` to the end of its line.
    pub comments: Vec<Span>,
    /// The tokens. Those of a file that is not the user's may be left out.
    pub tokens: TokenList,
}

impl Parsed {
    /// The token or comment with the character at an offset, or the one that ends there.
    pub fn token_at(&self, offset: u32) -> Option<SyntaxToken> {
        let file = self.module.span.file;
        let holds = |it: &SyntaxToken| it.span.touches(offset);
        let begun = self.comments.partition_point(|it| it.start <= offset);
        let comment = begun.checked_sub(1).map(|at| comment(self.comments[at]));
        let token = self.tokens.last_before(file, offset);
        let token = token
            .filter(holds)
            .filter(|it| offset < it.span.end || comment.is_none_or(|it| !holds(&it)));
        token.or(comment.filter(holds))
    }

    /// The tokens and comments that begin in a span, in order.
    pub fn tokens_in(&self, span: Span) -> impl Iterator<Item = SyntaxToken> {
        let file = self.module.span.file;
        let first = self.comments.partition_point(|it| it.start < span.start);
        let comments = self.comments[first..].iter();
        let mut comments = comments
            .take_while(move |it| it.start < span.end)
            .map(|&it| comment(it))
            .peekable();
        let mut tokens = self.tokens.between(file, span.start, span.end).peekable();
        std::iter::from_fn(move || match (tokens.peek(), comments.peek()) {
            (Some(token), Some(comment)) if comment.span.start < token.span.start => {
                comments.next()
            }
            (Some(_), _) => tokens.next(),
            (None, _) => comments.next(),
        })
    }
}

fn comment(span: Span) -> SyntaxToken {
    SyntaxToken {
        kind: kind::COMMENT,
        span,
    }
}

/// Parses a file. `text` is its whole text, as in [`Sources`](crate::source::Sources).
pub fn parse(text: &str, file: FileId) -> Parsed {
    parse_within(text, file, NESTING_LIMIT)
}

/// Parses a file in which brackets, blocks and operators nest less deeply than they may at most.
pub fn parse_within(text: &str, file: FileId, nesting: u32) -> Parsed {
    let bounds = Bounds::nesting(nesting);
    stack::with_room(|| parse_part_by_part(text, file, bounds, |_| ()))
}

/// How much a file may be.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// How deeply brackets, blocks and operators may nest.
    pub nesting: u32,
    /// How many bytes its tree may take, roughly.
    pub memory: usize,
}

impl Bounds {
    /// What holds where no settings say otherwise, but for the nesting.
    pub fn nesting(nesting: u32) -> Bounds {
        Bounds {
            nesting,
            memory: MEMORY,
        }
    }
}

/// What a tree may take in bytes where no settings say otherwise, as for the formatter.
const MEMORY: usize = 1 << 30;

/// What the tree takes for a token, in bytes: measured on long files of the shortest statements and the shortest elements of lists.
const BYTES_OF_A_TOKEN: usize = 150;

/// The most errors that are reported of one file.
const MOST_ERRORS: usize = 10_000;

/// A part of a file: some of its top-level statements, and what was found in them.
#[derive(Clone, Copy, Debug)]
pub struct Part<'p> {
    /// The statements.
    pub statements: &'p [Statement],
    /// Syntax errors.
    pub errors: &'p [Diagnostic],
    /// See [`Parsed::python3`].
    pub python3: &'p [Diagnostic],
}

/// The same, but each part, as soon as all before it are parsed, is shown to `look`, while other threads parse the next ones. The first
/// part has no statements but all errors of the lexer.
pub fn parse_part_by_part(
    text: &str,
    file: FileId,
    bounds: Bounds,
    mut look: impl FnMut(Part<'_>),
) -> Parsed {
    let level = NESTING_LIMIT.saturating_sub(bounds.nesting);
    let mut tokens = Lexer::file(text, file, level);
    if tokens.kinds.len() > bounds.memory / BYTES_OF_A_TOKEN {
        let parsed = without_tree(text, file, too_long(file, bounds.memory));
        look(Part {
            statements: &parsed.module.body,
            errors: &parsed.errors,
            python3: &[],
        });
        return parsed;
    }
    let only_error = jinja::error(text, file, &tokens);
    let only_error = only_error.or_else(|| conflict::error(text, file, &tokens));
    if let Some(error) = only_error {
        let parsed = without_tree(text, file, error);
        look(Part {
            statements: &parsed.module.body,
            errors: &parsed.errors,
            python3: &[],
        });
        return parsed;
    }
    let mut errors = encoding::mistakes(text, file);
    // A stray byte is no token either.
    let known: Vec<Span> = errors.iter().map(|it| it.primary.span).collect();
    let lexed = std::mem::take(&mut tokens.errors).into_iter();
    errors.extend(lexed.filter(|it| !known.contains(&it.primary.span)));
    cut_errors(&mut errors, 0);
    let stray = build::stray_brackets(&errors);
    let unbalanced = build::unbalanced_brackets(&errors);
    let chunks = chunks(&tokens.kinds, CHUNK);
    let parse = |&(start, end): &(usize, usize)| {
        let shared = Shared::new(text, file, tokens.header, &stray, &unbalanced);
        let mut body = Block::new();
        parse_chunk(&shared, &tokens, start, end, &mut body);
        let found = shared.errors.take();
        let mut newer = shared.python3.take();
        newer.retain(|it| !found.iter().any(|error| is_beside(text, it, error)));
        (body, found, newer)
    };
    let mut body = Block::new();
    let mut python3 = Vec::new();
    look(Part {
        statements: &body,
        errors: &errors,
        python3: &python3,
    });
    parallel::each(
        &chunks,
        CHUNKS_FOR_THREADS,
        parse,
        |(statements, mut found, newer)| {
            cut_errors(&mut found, errors.len());
            look(Part {
                statements: &statements,
                errors: &found,
                python3: &newer,
            });
            body.extend(statements);
            errors.extend(found);
            python3.extend(newer);
        },
    );
    errors.sort_by_key(|error| error.primary.span.start);
    Parsed {
        module: Module {
            body,
            span: Span::new(file, 0, text.len()),
        },
        errors,
        python3,
        tokens: TokenList::of(&mut tokens),
        comments: tokens.comments,
    }
}

/// Whether two findings are in one line: of a line that does not parse, nobody knows which version it is for.
fn is_beside(text: &str, one: &Diagnostic, other: &Diagnostic) -> bool {
    let (one, other) = (one.primary.span, other.primary.span);
    let (first, second) = match one.start <= other.start {
        true => (one, other),
        false => (other, one),
    };
    let between = text.get(first.end as usize..second.start as usize);
    between.is_none_or(|between| !between.contains('\n'))
}

fn too_long(file: FileId, memory: usize) -> Diagnostic {
    let span = Span::new(file, 0, 0);
    let message = format!("the tree of this file would take more than {memory} bytes");
    let found = Diagnostic::new(&limits::SIZE_LIMIT, message, span);
    found.help("the limit is the setting `memory`; or split the file")
}

/// A file of which no tree is made, for the reason that `error` gives.
fn without_tree(text: &str, file: FileId, error: Diagnostic) -> Parsed {
    let span = error.primary.span;
    Parsed {
        module: Module {
            body: vec![Statement {
                kind: StatementKind::Error,
                span,
            }],
            span: Span::new(file, 0, text.len()),
        },
        errors: vec![error],
        python3: Vec::new(),
        comments: Vec::new(),
        tokens: TokenList::default(),
    }
}

/// Leaves out errors when there are enough, and says so of the first of them.
fn cut_errors(found: &mut Vec<Diagnostic>, known: usize) {
    let left = MOST_ERRORS.saturating_sub(known);
    if known <= MOST_ERRORS && found.len() > left {
        found.truncate(left + 1);
        if let Some(last) = found.last_mut() {
            let message = "too many errors: the following ones are not shown";
            *last = Diagnostic::new(&codes::INVALID_SYNTAX, message, last.primary.span);
        }
    } else if known > MOST_ERRORS {
        found.clear();
    }
}

/// The least number of tokens that are parsed in one go: pest's queue of so many stays in the processor's cache.
const CHUNK: usize = 4096;

/// From so many chunks on they are parsed in parallel.
const CHUNKS_FOR_THREADS: usize = 4;

/// Cuts the tokens between top-level statements, into runs of `least` tokens or a little more.
fn chunks(kinds: &[u8], least: usize) -> Vec<(usize, usize)> {
    let mut chunks = Vec::new();
    let (mut start, mut depth, mut line) = (0, 0usize, 0);
    // What stands behind a function without a block may be its body.
    let mut lacks_body = false;
    for (index, &token) in kinds.iter().enumerate() {
        match token {
            kind::INDENT => depth += 1,
            kind::DEDENT => depth = depth.saturating_sub(1),
            kind::NEWLINE => {}
            _ => continue,
        }
        let next = kinds.get(index + 1).copied().unwrap_or(0);
        let goes_on = matches!(
            next,
            kind::INDENT
                | kind::DEDENT
                | kind::ELIF
                | kind::ELSE
                | kind::EXCEPT
                | kind::FINALLY
                | kind::RETURN
        );
        if depth == 0 && token == kind::NEWLINE {
            lacks_body = match kinds[line] {
                kind::DEF => next != kind::INDENT,
                kind::CLASS => false,
                _ => lacks_body,
            };
        }
        let is_decorator = kinds[line] == kind::AT;
        line = (index + 1).min(kinds.len() - 1);
        if depth == 0 && index + 1 - start >= least && !goes_on && !is_decorator && !lacks_body {
            chunks.push((start, index + 1));
            start = index + 1;
        }
    }
    if start < kinds.len() {
        chunks.push((start, kinds.len()));
    }
    chunks
}

fn parse_chunk(shared: &Shared<'_>, tokens: &Tokens, start: usize, end: usize, body: &mut Block) {
    let builder = Builder {
        shared,
        tokens,
        base: start,
        formatted: 0,
    };
    let kinds = grammar::input(&tokens.kinds, start, end);
    if let Ok(pairs) = Grammar::parse(Rule::file, &kinds) {
        body.extend(builder.block(pairs));
        return;
    }
    // The grammar takes every row of tokens that the lexer gives, so this is the end of the stack.
    let statements = chunks(&tokens.kinds[start..end], 1);
    if statements.len() > 1 {
        for (from, to) in statements {
            parse_chunk(shared, tokens, start + from, start + to, body);
        }
        return;
    }
    let span = builder.tokens_span(start, end);
    let first = builder.tokens_span(start, start + 1);
    shared.errors.borrow_mut().push(Diagnostic::new(
        &limits::NESTING_LIMIT,
        "this statement is nested too deeply",
        first,
    ));
    body.push(Statement {
        kind: StatementKind::Error,
        span,
    });
}

#[cfg(test)]
mod tests;
