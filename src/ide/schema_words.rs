//! What the words of the object language mean: those that every configuration knows, and the methods that every object has.

use super::describe::fenced;
use super::python_words::{self, Words};

const BUILTINS: [Words; 14] = [
    (
        "include",
        "include('path')",
        "Executes another file in the same namespace: it sees what was defined before, and what it defines is there afterwards. The path is relative to this file.",
    ),
    (
        "Struct",
        "class Name(Struct):\n  attribute = Required(String)",
        "Declares a type of objects. The variables of the class are its attributes, and what they hold are the types of these.",
    ),
    (
        "Required",
        "attribute = Required(type)",
        "Declares an attribute that every object of the struct has to have.",
    ),
    (
        "Default",
        "attribute = Default(type, value)",
        "Declares an attribute that has this value unless an object is given another.",
    ),
    (
        "String",
        "String",
        "A text. The `{{references}}` in it are looked up when the job is complete.",
    ),
    (
        "Integer",
        "Integer",
        "A whole number, or a text that is one when its `{{references}}` are resolved.",
    ),
    (
        "Float",
        "Float",
        "A number, or a text that is one when its `{{references}}` are resolved.",
    ),
    (
        "Boolean",
        "Boolean",
        "`True` or `False`, or a text that is one of them when its `{{references}}` are resolved.",
    ),
    (
        "Enum",
        "Enum('one', 'other')",
        "A type whose values are these words.",
    ),
    (
        "Choice",
        "Choice([type, other])",
        "A type whose values are those of several types; of those that fit, the first counts.",
    ),
    (
        "List",
        "List(type)",
        "A type of lists; all elements are of the type.",
    ),
    (
        "Map",
        "Map(key, value)",
        "A type of maps; all keys are of one type, and all values of the other.",
    ),
    (
        "Empty",
        "attribute = Empty",
        "Takes an attribute of an object away, also one with a default.",
    ),
    (
        "Environment",
        "Environment(name = value)",
        "Bindings, to be given to `bind` or `in_scope`.",
    ),
];

const METHODS: [Words; 5] = [
    (
        "bind",
        "object.bind(name = value)",
        "A copy of the object that knows more names: `{{name}}` in its strings stands for the value. Of several bindings of a name the last `bind` counts.",
    ),
    (
        "in_scope",
        "object.in_scope(name = value)",
        "A copy of the object with bindings behind those that it has: defaults for what nothing else binds.",
    ),
    (
        "get",
        "object.get()",
        "The plain value of the object: a dict of its attributes, a list, a text or a number.",
    ),
    (
        "check",
        "object.check()",
        "Whether everything required is there and fits: `object.check().ok()`, and why not: `object.check().message()`.",
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
