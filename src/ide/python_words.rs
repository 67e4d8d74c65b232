//! What the functions and types do that the Python dialect has without an import.

/// The name of something, how it is written, and what it does.
pub(super) type Words = (&'static str, &'static str, &'static str);

/// How each is called, and what it gives.
pub(super) const BUILTINS: &[Words] = &[
    ("abs", "abs(number)", "The number without its sign."),
    (
        "all",
        "all(items)",
        "Whether all items are true; true if there are none.",
    ),
    ("any", "any(items)", "Whether at least one item is true."),
    (
        "apply",
        "apply(function, arguments, keywords)",
        "Calls a function with a sequence of arguments and a dict of keywords.",
    ),
    (
        "basestring",
        "isinstance(value, basestring)",
        "The base class of `str` and `unicode`, for `isinstance`.",
    ),
    (
        "bin",
        "bin(number)",
        "An integer in binary digits: `'0b101'`.",
    ),
    (
        "bool",
        "bool(value)",
        "Whether a value counts as true: not zero, not empty, not None.",
    ),
    ("bytes", "bytes(value)", "Another name of `str`."),
    (
        "callable",
        "callable(value)",
        "Whether a value can be called.",
    ),
    ("chr", "chr(number)", "The character with a code below 256."),
    (
        "classmethod",
        "@classmethod",
        "Makes a method receive the class instead of an object.",
    ),
    (
        "cmp",
        "cmp(one, other)",
        "-1, 0 or 1: whether one is less than the other, equal or greater.",
    ),
    (
        "delattr",
        "delattr(object, name)",
        "Deletes the attribute with this name.",
    ),
    (
        "dict",
        "dict(pairs, name = value)",
        "A dict of the pairs, or a copy of a dict, with the keyword arguments added.",
    ),
    (
        "dir",
        "dir(value)",
        "The names of the attributes of a value, sorted; without a value, the variables.",
    ),
    (
        "divmod",
        "divmod(number, divisor)",
        "Quotient and remainder.",
    ),
    (
        "enumerate",
        "enumerate(items, start)",
        "Pairs of a number, counting from 0 or `start`, and an item.",
    ),
    ("file", "file(path)", "Another name of `open`."),
    (
        "filter",
        "filter(function, items)",
        "A list of the items for which the function is true; with `None`, of the items that are true.",
    ),
    (
        "float",
        "float(value)",
        "A floating-point number, from a number or a string.",
    ),
    (
        "format",
        "format(value, specification)",
        "A value as a string, formatted by a specification as in `'{:>8.2f}'`.",
    ),
    ("frozenset", "frozenset(items)", "An immutable set."),
    (
        "getattr",
        "getattr(object, name, default)",
        "The attribute with this name, or the default if there is none.",
    ),
    (
        "globals",
        "globals()",
        "The variables of the configuration, as a dict.",
    ),
    (
        "hasattr",
        "hasattr(object, name)",
        "Whether there is an attribute with this name.",
    ),
    (
        "hash",
        "hash(value)",
        "A number that is equal for equal values.",
    ),
    (
        "hex",
        "hex(number)",
        "An integer in hexadecimal digits: `'0xff'`.",
    ),
    (
        "id",
        "id(value)",
        "A number that is unique among the existing values.",
    ),
    (
        "int",
        "int(value, base)",
        "An integer, from a number (without its fraction) or a string, which may be in another base.",
    ),
    ("intern", "intern(text)", "The same string."),
    (
        "isinstance",
        "isinstance(value, type)",
        "Whether a value is of a type, or of one of a tuple of types.",
    ),
    (
        "issubclass",
        "issubclass(class, other)",
        "Whether a class is derived from another, or is the same.",
    ),
    (
        "iter",
        "iter(items)",
        "An iterator over items; `next` returns them one by one.",
    ),
    (
        "len",
        "len(items)",
        "The number of items, or the number of characters of a string.",
    ),
    ("list", "list(items)", "A new list of the items."),
    (
        "locals",
        "locals()",
        "The variables of the function, as a dict.",
    ),
    ("long", "long(value, base)", "An integer of any size."),
    (
        "map",
        "map(function, items)",
        "A list of the function's results for each item.",
    ),
    (
        "max",
        "max(items, key = function)",
        "The largest of the items, or of several arguments.",
    ),
    (
        "min",
        "min(items, key = function)",
        "The smallest of the items, or of several arguments.",
    ),
    (
        "next",
        "next(iterator, default)",
        "The next item of an iterator, or the default if there is none.",
    ),
    ("object", "class Name(object):", "The base of all classes."),
    (
        "oct",
        "oct(number)",
        "An integer in octal digits: `'0755'`.",
    ),
    (
        "open",
        "open(path)",
        "A file to read, which must be inside the root.",
    ),
    ("ord", "ord(character)", "The code of a character."),
    (
        "pow",
        "pow(base, exponent, modulus)",
        "A power, optionally modulo a number.",
    ),
    (
        "print",
        "print(value)",
        "Writes to standard error, because standard output is for results.",
    ),
    ("property", "@property", "Turns a method into an attribute."),
    (
        "range",
        "range(start, stop, step)",
        "A list of the numbers from `start` (0 by default) up to `stop`, which is excluded.",
    ),
    (
        "reduce",
        "reduce(function, items, initial)",
        "Combines two items at a time until one is left.",
    ),
    (
        "repr",
        "repr(value)",
        "A value as it is written in source code.",
    ),
    (
        "reversed",
        "reversed(items)",
        "The items from the last to the first.",
    ),
    (
        "round",
        "round(number, digits)",
        "The number rounded to this many digits, as a float.",
    ),
    ("set", "set(items)", "The items, each once."),
    (
        "setattr",
        "setattr(object, name, value)",
        "Sets the attribute with this name.",
    ),
    (
        "slice",
        "slice(start, stop, step)",
        "The slice in the brackets of `items[start:stop:step]`.",
    ),
    (
        "sorted",
        "sorted(items, cmp, key, reverse)",
        "A new sorted list of the items, ordered by the result of `key` for each.",
    ),
    (
        "staticmethod",
        "@staticmethod",
        "Makes a method receive neither an object nor a class.",
    ),
    ("str", "str(value)", "A value as a string."),
    (
        "sum",
        "sum(items, start)",
        "The sum of all items and `start` (0 by default).",
    ),
    (
        "super",
        "super(Class, self)",
        "The methods of the class that `Class` is derived from.",
    ),
    ("tuple", "tuple(items)", "An immutable tuple of the items."),
    ("type", "type(value)", "The type of a value."),
    (
        "unichr",
        "unichr(number)",
        "The character with this code, as `unicode`.",
    ),
    (
        "unicode",
        "unicode(value)",
        "A value as a `unicode` string.",
    ),
    (
        "vars",
        "vars(object)",
        "The attributes of an object, as a dict.",
    ),
    (
        "xrange",
        "xrange(start, stop, step)",
        "The same numbers as `range`, one by one.",
    ),
    (
        "zip",
        "zip(items, others)",
        "A list of tuples with the first items, the second items, and so on, up to the end of the shortest.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::value::BuiltinType;
    use crate::eval::{Interpreter, Limits, Value, ValueKind};
    use crate::workspace::MemoryHost;

    /// What is refused where it is called, and what is no function.
    const WITHOUT: [&str; 14] = [
        "compile",
        "eval",
        "execfile",
        "exit",
        "input",
        "quit",
        "raw_input",
        "__import__",
        "True",
        "False",
        "Ellipsis",
        "NotImplemented",
        "__debug__",
        "Ref",
    ];

    #[test]
    fn every_builtin_has_words() {
        let host = MemoryHost::default();
        let interpreter = Interpreter::new(&host, Limits::default());
        let builtins = interpreter.builtins.clone();
        interpreter.run("main.aurora", "", &[]);
        let variables = builtins.variables.borrow();
        let is_exception = |value: &Value| match &value.kind {
            ValueKind::Class(class) => class.builtin == BuiltinType::Exception,
            _ => false,
        };
        for (name, value) in variables.iter() {
            let needs_words = !is_exception(value) && !WITHOUT.contains(&&**name);
            assert_eq!(
                crate::ide::schema_words::builtin_page(name).is_some(),
                needs_words,
                "{name}"
            );
        }
        for (name, ..) in BUILTINS {
            assert!(variables.contains_key(*name), "{name} is no builtin");
        }
    }
}
