//! E1xx: what cannot be parsed.

use crate::diagnostic::code::codes;

codes! {
    /// Something stands where the language does not allow it, and no more particular code applies.
    INVALID_SYNTAX = "E100" "invalid-syntax" Error;
    /// Two elements of a list, a call or a dict stand side by side without a comma between them.
    MISSING_COMMA = "E101" "missing-comma" Error;
    /// A bracket is never closed.
    UNCLOSED_BRACKET = "E102" "unclosed-bracket" Error;
    /// A closing bracket of the wrong kind, or one that closes nothing.
    WRONG_BRACKET = "E103" "wrong-bracket" Error;
    /// The indentation of a line fits no block.
    BAD_INDENTATION = "E104" "bad-indentation" Error;
    /// A line that begins a block lacks its colon.
    MISSING_COLON = "E105" "missing-colon" Error;
    /// A string literal has no closing quote.
    UNTERMINATED_STRING = "E106" "unterminated-string" Error;
    /// A call gives the same argument twice.
    REPEATED_ARGUMENT = "E107" "repeated-argument" Error;
    /// The left side of an assignment is no place to store a value.
    BAD_TARGET = "E108" "bad-assignment-target" Error;
    /// A `=` where only a comparison makes sense.
    ASSIGNMENT_IN_EXPRESSION = "E109" "assignment-in-expression" Error;
    /// A character that the language has no use for.
    STRAY_CHARACTER = "E110" "stray-character" Error;
    /// A positional argument after one given by name.
    POSITIONAL_AFTER_KEYWORD = "E111" "positional-after-keyword" Error;
    /// A `return` or `yield` that is in no function, or a `break` or `continue` in no loop.
    MISPLACED_STATEMENT = "E112" "misplaced-statement" Error;
    /// Something that looks like a number and is none.
    INVALID_NUMBER = "E113" "invalid-number" Error;
    /// An escape in a string literal that stands for no character.
    INVALID_ESCAPE = "E114" "invalid-escape" Error;
    /// A line that begins a block has no block under it.
    MISSING_BLOCK = "E115" "missing-block" Error;
    /// The braces of an f-string, or what is in them, make no sense.
    INVALID_FORMATTED_STRING = "E116" "invalid-f-string" Error;
    /// The parameters of a function contradict each other.
    BAD_PARAMETERS = "E117" "bad-parameters" Error;
    /// An operand is missing before or behind an operator.
    MISSING_OPERAND = "E118" "missing-operand" Error;
}
