//! How deeply an expression nests, counted from its tokens.
//!
//! The parser, the builder, the evaluator and the destruction of the tree all recurse over expressions. So the depth
//! is bounded before anything is parsed, from above: the counts here may be larger than the depth of the tree, never
//! smaller.

use super::token::kind;

/// The deepest nesting of brackets, blocks, prefix operators, `**`, `lambda` and `if … else` inside each other.
/// CPython's limit for brackets alone is the same.
pub const NESTING_LIMIT: u32 = 200;

/// What is said of what nests more deeply.
pub(super) const TOO_DEEP: &str = "nested too deeply";

/// The deepest nesting of blocks, as in CPython.
pub const BLOCK_LIMIT: usize = 100;

/// The most operators, calls, subscripts and attributes in a row: `a + b + c …` and `a.b.c …` are trees as deep as
/// they are long.
pub const CHAIN_LIMIT: u32 = 1000;

#[derive(Clone, Copy, Debug, Default)]
struct Depth {
    /// How deep the tree is.
    tree: u32,
    /// How deep the parser recurses, to which operators between operands do not add.
    nesting: u32,
}

impl Depth {
    fn max(self, other: Depth) -> Depth {
        Depth {
            tree: self.tree.max(other.tree),
            nesting: self.nesting.max(other.nesting),
        }
    }
}

/// The inside of one bracket, or the logical line.
#[derive(Clone, Copy, Debug, Default)]
struct Level {
    /// The deepest element before the current one.
    finished: Depth,
    /// The deepest bracket in the current element.
    inner: Depth,
    /// Operators of the current element.
    chain: u32,
    /// `lambda`, `else` and `:=` of the current element; each nests in the one before.
    nested: u32,
    /// Signs and `**` since the last operator that binds more loosely, and the longest such run.
    signs: u32,
    most_signs: u32,
    /// The same for `not`, which only `and` and `or` end.
    nots: u32,
    most_nots: u32,
    /// `lambda`s whose colon is still to come.
    lambdas: u32,
}

impl Level {
    fn element(&self) -> Depth {
        let own = self.nested + self.most_signs + self.most_nots;
        Depth {
            tree: self.inner.tree + self.chain + own,
            nesting: self.inner.nesting + own,
        }
    }

    fn total(&self) -> Depth {
        self.finished.max(self.element())
    }

    fn finish_element(&mut self) {
        *self = Level {
            finished: self.total(),
            ..Level::default()
        };
    }
}

/// Counts the depth of one logical line.
#[derive(Debug, Default)]
pub struct DepthGauge {
    outer: Vec<Level>,
    level: Level,
}

impl DepthGauge {
    /// Starts a new line.
    pub fn reset(&mut self) {
        self.outer.clear();
        self.level = Level::default();
    }

    /// Whether the next colon belongs to a `lambda`.
    pub fn in_lambda(&self) -> bool {
        self.level.lambdas > 0
    }

    /// Counts a token, `is_prefix` telling a sign from an operator. Gives what is wrong if the line is too deep now,
    /// with `blocks` around it.
    pub fn push(&mut self, kind: u8, is_prefix: bool, blocks: u32) -> Option<&'static str> {
        match kind {
            b'a'..=b'g' => return None,
            kind::CALL
            | kind::SUBSCRIPT
            | kind::GROUP
            | kind::LIST
            | kind::BRACE
            | kind::BACKQUOTE => {
                self.level.chain += 1;
                self.outer.push(self.level);
                self.level = Level::default();
            }
            kind::PARENTHESIS_END | kind::BRACKET_END | kind::BRACE_END | kind::BACKQUOTE_END => {
                let mut total = self.level.total();
                total.tree += 1;
                total.nesting += 1;
                self.level = self.outer.pop().unwrap_or_default();
                self.level.inner = self.level.inner.max(total);
            }
            kind::COMMA if self.level.lambdas == 0 => self.level.finish_element(),
            kind::COLON if self.level.lambdas > 0 => self.level.lambdas -= 1,
            kind::COLON | kind::SEMICOLON => self.level.finish_element(),
            kind::LAMBDA => {
                self.level.nested += 1;
                self.level.lambdas += 1;
            }
            kind::ELSE | kind::WALRUS => self.level.nested += 1,
            kind::NOT => {
                self.level.nots += 1;
                self.level.most_nots = self.level.most_nots.max(self.level.nots);
            }
            kind::TILDE | kind::POWER => self.sign(),
            kind::PLUS | kind::MINUS if is_prefix => self.sign(),
            b'0'..=b'9' | b'A'..=b'G' => {
                self.level.chain += 1;
                self.level.signs = 0;
                if matches!(kind, kind::AND | kind::OR) {
                    self.level.nots = 0;
                }
            }
            kind::DOT => self.level.chain += 1,
            _ => return None,
        }
        let now = self.level.element();
        if now.nesting + self.outer.len() as u32 + blocks > NESTING_LIMIT {
            Some(TOO_DEEP)
        } else if now.tree > CHAIN_LIMIT {
            Some("too long a chain of operators")
        } else {
            None
        }
    }

    fn sign(&mut self) {
        self.level.signs += 1;
        self.level.most_signs = self.level.most_signs.max(self.level.signs);
    }
}
