//! What the words of the object language mean: those that every configuration knows, and the methods that every object has.

use super::describe::fenced;
use super::python_words::{self, Words};

const BUILTINS: [Words; 14] = [
    (
        "include",
        "include('path')",
        "Executes another file in the same namespace: it sees earlier definitions, and its own definitions are available afterwards. The path is relative to this file.",
    ),
    (
        "Struct",
        "class Name(Struct):\n  attribute = Required(String)",
        "Declares a type of objects. The variables of the class are the attributes, and their values are the attribute types.",
    ),
    (
        "Required",
        "attribute = Required(type)",
        "Declares an attribute that every object of the struct must have.",
    ),
    (
        "Default",
        "attribute = Default(type, value)",
        "Declares an attribute with a default value.",
    ),
    (
        "String",
        "String",
        "A string. Its `{{references}}` are resolved when the job is complete.",
    ),
    (
        "Integer",
        "Integer",
        "An integer, or a string that is one after its `{{references}}` are resolved.",
    ),
    (
        "Float",
        "Float",
        "A number, or a string that is one after its `{{references}}` are resolved.",
    ),
    (
        "Boolean",
        "Boolean",
        "`True` or `False`, or a string that is one of them after its `{{references}}` are resolved.",
    ),
    ("Enum", "Enum('one', 'other')", "A type with these values."),
    (
        "Choice",
        "Choice([type, other])",
        "A type that accepts the values of several types; the first matching type is used.",
    ),
    (
        "List",
        "List(type)",
        "A type of lists whose elements all have this type.",
    ),
    (
        "Map",
        "Map(key, value)",
        "A type of maps whose keys have the first type and whose values have the second.",
    ),
    (
        "Empty",
        "attribute = Empty",
        "Removes an attribute of an object, even one with a default.",
    ),
    (
        "Environment",
        "Environment(name = value)",
        "Bindings to pass to `bind` or `in_scope`.",
    ),
];

const METHODS: [Words; 5] = [
    (
        "bind",
        "object.bind(name = value)",
        "A copy of the object with more bindings: `{{name}}` in its strings becomes the value. If a name is bound several times, the last `bind` wins.",
    ),
    (
        "in_scope",
        "object.in_scope(name = value)",
        "A copy of the object with bindings after the existing ones: defaults for names that nothing else binds.",
    ),
    (
        "get",
        "object.get()",
        "The plain value of the object: a dict of its attributes, a list, a string or a number.",
    ),
    (
        "check",
        "object.check()",
        "Whether all required attributes are set and valid: `object.check().ok()`, and why not: `object.check().message()`.",
    ),
    (
        "interpolate",
        "object.interpolate()",
        "A pair: the object with its references resolved, and the references that nothing binds.",
    ),
];

/// A page about a word that every configuration knows, of the object language or of Python.
pub fn builtin_page(name: &str) -> Option<String> {
    page(&BUILTINS, name).or_else(|| page(python_words::BUILTINS, name))
}

/// A page about a method that every object has.
pub fn method_page(name: &str) -> Option<String> {
    page(&METHODS, name)
}

/// The parameters that a word of the language is called with, or a method of objects (`job.bind`), and what the call does.
pub fn call(callee: &str) -> Option<(Vec<String>, &'static str)> {
    let (all, name): (&[Words], &str) = match callee.rsplit_once('.') {
        Some((_, method)) => (&METHODS, method),
        None => (&BUILTINS, callee),
    };
    let python = match callee.contains('.') {
        true => &[],
        false => python_words::BUILTINS,
    };
    let mut all = all.iter().chain(python);
    let (_, written, words) = all.find(|(known, ..)| *known == name)?;
    let (_, parameters) = written.split_once(&format!("{name}("))?;
    let (parameters, _) = parameters.split_once(')')?;
    let parameters = parameters.split(", ").filter(|it| !it.is_empty());
    Some((parameters.map(str::to_owned).collect(), words))
}

fn page(all: &[Words], name: &str) -> Option<String> {
    let (_, written, words) = all.iter().find(|(known, ..)| *known == name)?;
    Some(format!("{}{words}", fenced(written)))
}
