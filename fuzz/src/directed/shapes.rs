//! Values that are small in memory, and very large for whatever goes through them part by part.

use jobc::eval::value::{Entries, Tuple};
use jobc::eval::{Interpreter, Value, ValueKind};
use jobc::source::{FileId, Span, Text};
use std::rc::Rc;

/// A value to call natives with: its name in the programs, and the statements that make it, if they are few.
#[derive(Clone, Copy)]
pub struct Shape {
    /// The variable that holds it; `NAME_2` holds an equal one that shares nothing with it.
    pub name: &'static str,
    /// What makes it. Nothing for one that [`install`] makes, as it would take too many statements.
    pub made_by: &'static str,
}

const fn shape(name: &'static str, made_by: &'static str) -> Shape {
    Shape { name, made_by }
}

/// The shapes that natives get as arguments.
pub const SHAPES: &[Shape] = &[
    shape("s_text", ""),
    shape("s_shared", ""),
    shape("s_deep", ""),
    shape("s_deep_tuple", ""),
    shape(
        "s_dag",
        "NAME = (KeyError,)\nfor s_i in xrange(60): NAME = (NAME, NAME)\n",
    ),
    shape(
        "s_lists",
        "NAME = ['a']\nfor s_i in xrange(60): NAME = [NAME, NAME]\n",
    ),
    shape("s_cycle", "NAME = ['a']\nNAME.append(NAME)\n"),
    shape("s_needle", ""),
    shape("s_unicode", ""),
    shape("s_dict", ""),
    shape("s_set", "NAME = set(xrange(BITS))\n"),
    // Their hashes are equal in Python.
    shape(
        "s_collisions",
        "NAME = set(1 + s_i * ((1 << 64) - 1) for s_i in xrange(BITS / 50))\n",
    ),
    shape("s_integer", "NAME = (1 << BITS) - 1\n"),
];

/// Makes the shapes of a program that are made here. `size` is the limit of that name.
pub fn install(interpreter: &Interpreter, program: &str, size: usize) {
    let nowhere = Span::new(FileId(0), 0, 0);
    let at_most = size / 2;
    let text = |length: usize| Text::new("a".repeat(length));
    for name in [
        "s_text",
        "s_shared",
        "s_deep",
        "s_deep_tuple",
        "s_needle",
        "s_unicode",
        "s_dict",
    ] {
        for second in ["", "_2"] {
            let variable = format!("{name}{second}");
            if !uses(program, &variable) {
                continue;
            }
            let string = Value::new(ValueKind::String(text(at_most)), nowhere);
            let value = match name {
                "s_text" => string,
                "s_unicode" => Value::new(ValueKind::Unicode(text(at_most)), nowhere),
                "s_needle" => Value::string("a".repeat(at_most / 2) + "b", nowhere),
                "s_shared" => Value::list(vec![string; at_most], nowhere),
                "s_deep" => nested(size, |value| Value::list(vec![value], nowhere)),
                "s_deep_tuple" => nested(size, |value| {
                    let items = Box::new([value]);
                    Value::new(
                        ValueKind::Tuple(Rc::new(Tuple { items, class: None })),
                        nowhere,
                    )
                }),
                _ => {
                    let mut interpreter =
                        Interpreter::new(interpreter.host, interpreter.limits.clone());
                    let keys =
                        (0..at_most / 10).map(|number| Value::integer(number as i64, nowhere));
                    let entries = keys.filter_map(|key| {
                        let key = interpreter.key(&key, nowhere).ok()?;
                        Some((key, string.clone()))
                    });
                    Value::dict(entries.collect::<Entries>(), nowhere)
                }
            };
            interpreter.globals.set(variable.as_str(), value);
        }
    }
}

fn nested(depth: usize, around: impl Fn(Value) -> Value) -> Value {
    let nowhere = Span::new(FileId(0), 0, 0);
    (0..depth).fold(Value::none(nowhere), |value, _| around(value))
}

/// Whether a program uses a variable.
fn uses(program: &str, variable: &str) -> bool {
    program.match_indices(variable).any(|(at, _)| {
        let after = program.as_bytes().get(at + variable.len());
        !after.is_some_and(|it| it.is_ascii_alphanumeric() || *it == b'_')
    })
}

/// The statements that make the shapes of a program that need statements.
pub fn preamble(program: &str, size: usize) -> String {
    let mut preamble = String::new();
    for shape in SHAPES {
        for second in ["", "_2"] {
            let variable = format!("{}{second}", shape.name);
            if !shape.made_by.is_empty() && uses(program, &variable) {
                let made = shape.made_by.replace("NAME", &variable);
                preamble += &made.replace("BITS", &(size / 2).to_string());
            }
        }
    }
    preamble
}
