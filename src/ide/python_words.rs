//! What the functions and types do that the Python dialect has without an import.

/// The name of something, how it is written, and what it does.
pub(super) type Words = (&'static str, &'static str, &'static str);

/// How each is called, and what it gives.
pub(super) const BUILTINS: &[Words] = &[
    ("abs", "abs(number)", "The number without its sign."),
    (
        "all",
        "all(items)",
        "Whether all items are true; also of none.",
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
        "What `str` and `unicode` have in common: only good for `isinstance`.",
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
    ("chr", "chr(number)", "The character of a number below 256."),
    (
        "classmethod",
        "@classmethod",
        "Makes a method get the class in place of an object.",
    ),
    (
        "cmp",
        "cmp(one, other)",
        "-1, 0 or 1: whether one is less than the other, equal or greater.",
    ),
    (
        "delattr",
        "delattr(object, name)",
        "Takes an attribute away that a text names.",
    ),
    (
        "dict",
        "dict(pairs, name = value)",
        "A dict of the pairs, or a copy of a dict, and of the keywords.",
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
        "Pairs of a number, from 0 or `start` on, and an item.",
    ),
    ("file", "file(path)", "Another name of `open`."),
    (
        "filter",
        "filter(function, items)",
        "A list of the items for which the function is true; without one (None), of those that are true.",
    ),
    (
        "float",
        "float(value)",
        "A floating-point number, of a number or a text.",
    ),
    (
        "format",
        "format(value, specification)",
        "A value as text, by a specification as in `'{:>8.2f}'`.",
    ),
    (
        "frozenset",
        "frozenset(items)",
        "A set that does not change.",
    ),
    (
        "getattr",
        "getattr(object, name, default)",
        "The attribute that a text names; the default if there is none.",
    ),
    (
        "globals",
        "globals()",
        "The variables of the configuration, as a dict.",
    ),
    (
        "hasattr",
        "hasattr(object, name)",
        "Whether there is an attribute that a text names.",
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
        "A number that no other value has at the same time.",
    ),
    (
        "int",
        "int(value, base)",
        "A whole number, of a number (its fraction is cut) or a text, which may be in another base.",
    ),
    ("intern", "intern(text)", "The same text."),
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
        "An iterator over items; `next` gives them one by one.",
    ),
    (
        "len",
        "len(items)",
        "How many items there are; of a text, how many characters.",
    ),
    ("list", "list(items)", "A new list of the items."),
    (
        "locals",
        "locals()",
        "The variables of the function, as a dict.",
    ),
    ("long", "long(value, base)", "A whole number of any size."),
    (
        "map",
        "map(function, items)",
        "A list of what the function gives for each item.",
    ),
    (
        "max",
        "max(items, key = function)",
        "The greatest of the items, or of several arguments.",
    ),
    (
        "min",
        "min(items, key = function)",
        "The least of the items, or of several arguments.",
    ),
    (
        "next",
        "next(iterator, default)",
        "The next item of an iterator; the default if there is none.",
    ),
    (
        "object",
        "class Name(object):",
        "The class that all classes are derived from.",
    ),
    (
        "oct",
        "oct(number)",
        "An integer in octal digits: `'0755'`.",
    ),
    (
        "open",
        "open(path)",
        "A file to read; it has to be inside the root.",
    ),
    ("ord", "ord(character)", "The number of a character."),
    (
        "pow",
        "pow(base, exponent, modulus)",
        "A power, if wanted modulo a number.",
    ),
    (
        "print",
        "print(value)",
        "Writes to standard error, since standard output is for results.",
    ),
    (
        "property",
        "@property",
        "Makes a method answer as an attribute.",
    ),
    (
        "range",
        "range(start, stop, step)",
        "A list of the numbers from `start` (0 if left out) up to `stop`, which is not among them.",
    ),
    (
        "reduce",
        "reduce(function, items, initial)",
        "Puts two items at a time together until one is left.",
    ),
    (
        "repr",
        "repr(value)",
        "A value as it would be written in the source.",
    ),
    (
        "reversed",
        "reversed(items)",
        "The items from the last to the first.",
    ),
    (
        "round",
        "round(number, digits)",
        "The number rounded to so many digits, as a float.",
    ),
    ("set", "set(items)", "The items, each once."),
    (
        "setattr",
        "setattr(object, name, value)",
        "Sets the attribute that a text names.",
    ),
    (
        "slice",
        "slice(start, stop, step)",
        "What stands between the brackets of `items[start:stop:step]`.",
    ),
    (
        "sorted",
        "sorted(items, cmp, key, reverse)",
        "A new list of the items in order, by what `key` gives for each.",
    ),
    (
        "staticmethod",
        "@staticmethod",
        "Makes a method get neither an object nor a class.",
    ),
    ("str", "str(value)", "A value as text."),
    (
        "sum",
        "sum(items, start)",
        "All items and `start` (0 if left out) added up.",
    ),
    (
        "super",
        "super(Class, self)",
        "The methods of the class that `Class` is derived from.",
    ),
    (
        "tuple",
        "tuple(items)",
        "A tuple of the items, which does not change.",
    ),
    ("type", "type(value)", "The type of a value."),
    (
        "unichr",
        "unichr(number)",
        "The character of a number, as `unicode`.",
    ),
    (
        "unicode",
        "unicode(value)",
        "A value as text, as `unicode`.",
    ),
    (
        "vars",
        "vars(object)",
        "The attributes of an object, as a dict.",
    ),
    (
        "xrange",
        "xrange(start, stop, step)",
        "The same numbers as `range` gives, one by one.",
    ),
    (
        "zip",
        "zip(items, others)",
        "A list of tuples of the first items, of the second ones, and so on, up to the end of the shortest.",
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
