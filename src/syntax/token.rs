//! Tokens: a kind, which is one byte of the string that the grammar reads, and a range of the file.

/// A token's place in the file, in bytes. Its kind is in [`Tokens::kinds`](super::lexer::Tokens) at the same index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

macro_rules! kinds {
    ($($name:ident = $byte:literal,)+) => {
        /// The kinds of tokens, named as in `grammar/aurora.pest`.
        pub mod kind {
            /// A comment, which no token of the grammar is.
            pub const COMMENT: u8 = b'#';
            $(#[doc = concat!("the kind `", stringify!($name), "` of the grammar.")] pub const $name: u8 = $byte;)+
        }

        /// All kinds with their names.
        #[cfg(test)]
        pub const KINDS: &[(&str, u8)] = &[$((stringify!($name), $byte)),+];
    };
}

kinds! {
    NAME = b'a',
    NUMBER = b'b',
    STRING = b'c',
    NONE = b'd',
    TRUE = b'e',
    FALSE = b'f',
    ELLIPSIS = b'g',
    KEYWORD = b'h',
    NAMED = b'j',
    BACKQUOTE = b'`',
    GROUP = b'p',
    LIST = b'[',
    BRACE = b'{',
    LAMBDA = b'l',
    NOT = b'!',
    TILDE = b'~',
    YIELD = b'y',
    CALL = b'(',
    SUBSCRIPT = b'i',
    DOT = b'.',
    BACKQUOTE_END = b'\'',
    PARENTHESIS_END = b')',
    BRACKET_END = b']',
    BRACE_END = b'}',
    PLUS = b'0',
    MINUS = b'1',
    STAR = b'2',
    SLASH = b'3',
    DOUBLE_SLASH = b'4',
    PERCENT = b'5',
    AT = b'6',
    POWER = b'7',
    COMPARE = b'8',
    IN = b'9',
    OR = b'A',
    AND = b'B',
    BIT_OR = b'C',
    BIT_XOR = b'D',
    BIT_AND = b'E',
    LEFT_SHIFT = b'F',
    RIGHT_SHIFT = b'G',
    IF = b'H',
    FOR = b'I',
    WHILE = b'J',
    TRY = b'K',
    WITH = b'L',
    DEF = b'M',
    CLASS = b'N',
    ELIF = b'O',
    ELSE = b'P',
    EXCEPT = b'Q',
    FINALLY = b'R',
    DEL = b'S',
    PRINT = b'T',
    PASS = b'U',
    BREAK = b'V',
    CONTINUE = b'W',
    RETURN = b'X',
    RAISE = b'Y',
    ASSERT = b'Z',
    GLOBAL = b's',
    NONLOCAL = b't',
    IMPORT = b'u',
    FROM = b'v',
    EXEC = b'w',
    AS = b'x',
    COMMA = b',',
    COLON = b':',
    SEMICOLON = b';',
    EQUAL = b'=',
    AUGMENTED = b'm',
    WALRUS = b'o',
    ARROW = b'r',
    NEWLINE = b'$',
    INDENT = b'<',
    DEDENT = b'>',
    ILLEGAL = b'?',
    LONE_NAME = b'k',
    LONE = b'q',
    BARE = b'n',
}

/// Whether a line that starts with a token of this kind has a head that ends with a colon.
pub fn is_compound(token: u8) -> bool {
    matches!(
        token,
        kind::IF | kind::FOR | kind::WHILE | kind::TRY | kind::WITH | kind::DEF | kind::CLASS
    ) || is_clause(token)
}

/// Whether a line that starts with a token of this kind goes on with the statement before it.
pub fn is_clause(token: u8) -> bool {
    matches!(
        token,
        kind::ELIF | kind::ELSE | kind::EXCEPT | kind::FINALLY
    )
}

/// Whether an operand can end with a token of this kind, so that an operator, a call or a subscript may follow.
pub fn ends_operand(kind: u8) -> bool {
    matches!(
        kind,
        b'a'..=b'h'
            | kind::PARENTHESIS_END
            | kind::BRACKET_END
            | kind::BRACE_END
            | kind::BACKQUOTE_END
    )
}

/// Whether an operand can start with a token of this kind, if one is expected.
pub fn starts_operand(kind: u8) -> bool {
    matches!(
        kind,
        b'a'..=b'h'
            | kind::NAMED
            | kind::BACKQUOTE
            | kind::GROUP
            | kind::LIST
            | kind::BRACE
            | kind::LAMBDA
            | kind::NOT
            | kind::TILDE
    )
}

/// The kind of a word; `None` if it is a name wherever it stands. `print`, `exec` and `nonlocal` are no keywords here:
/// the lexer tells by the place.
pub fn keyword(word: &str) -> Option<u8> {
    Some(match word {
        "None" => kind::NONE,
        "True" => kind::TRUE,
        "False" => kind::FALSE,
        "and" => kind::AND,
        "as" => kind::AS,
        "assert" => kind::ASSERT,
        "break" => kind::BREAK,
        "class" => kind::CLASS,
        "continue" => kind::CONTINUE,
        "def" => kind::DEF,
        "del" => kind::DEL,
        "elif" => kind::ELIF,
        "else" => kind::ELSE,
        "except" => kind::EXCEPT,
        "finally" => kind::FINALLY,
        "for" => kind::FOR,
        "from" => kind::FROM,
        "global" => kind::GLOBAL,
        "if" => kind::IF,
        "import" => kind::IMPORT,
        "in" => kind::IN,
        "is" => kind::COMPARE,
        "lambda" => kind::LAMBDA,
        "not" => kind::NOT,
        "or" => kind::OR,
        "pass" => kind::PASS,
        "raise" => kind::RAISE,
        "return" => kind::RETURN,
        "try" => kind::TRY,
        "while" => kind::WHILE,
        "with" => kind::WITH,
        "yield" => kind::YIELD,
        _ => return None,
    })
}
