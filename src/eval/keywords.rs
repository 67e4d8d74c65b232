//! The order of `**keywords`. CPython 2.7 collects keyword arguments in a dict, except where it calls a plain function
//! with written ones (`Python/ceval.c`: `fast_function`, `do_call`, `ext_do_call`).

use super::Interpreter;
use super::value::{Arguments, BuiltinType, Code, DictKind, DictOrder, Value, ValueKind};
use crate::python2::{Table, hash};
use crate::source::Span;
use crate::syntax::ast::Name;
use std::ops::Range;

type Keywords = Vec<(Name, Span, Value)>;

/// Keywords that were written in a call are added to a table, the last one first.
pub(super) fn collected(keywords: Keywords) -> Keywords {
    let hashes = keywords.iter().map(|(name, ..)| hash::characters(name));
    let hashes: Vec<i64> = hashes.collect();
    let mut table = Table::new();
    add_backwards(&mut table, &hashes, 0..hashes.len());
    in_order(keywords, &table)
}

/// Those that were written join a copy of the others, which are in the order of the mapping behind `**`.
pub(super) fn joined(keywords: Keywords, spread: &Range<usize>) -> Keywords {
    let hashes = keywords.iter().map(|(name, ..)| hash::characters(name));
    let hashes: Vec<i64> = hashes.collect();
    let mut table = Table::new();
    table.merge(
        spread.len(),
        spread.clone().map(|index| (hashes[index], index)),
    );
    let written = (0..hashes.len()).filter(|index| !spread.contains(index));
    add_backwards(&mut table, &hashes, written);
    in_order(keywords, &table)
}

/// Keywords that pass a `**keywords` once more.
pub(super) fn passed(keywords: Keywords) -> Keywords {
    let table = Table::of_adds(keywords.iter().map(|(name, ..)| hash::characters(name)));
    in_order(keywords, &table)
}

fn add_backwards(
    table: &mut Table,
    hashes: &[i64],
    indices: impl DoubleEndedIterator<Item = usize>,
) {
    for index in indices.rev() {
        table.insert(hashes[index], index);
    }
}

fn in_order(keywords: Keywords, table: &Table) -> Keywords {
    let mut keywords: Vec<Option<(Name, Span, Value)>> = keywords.into_iter().map(Some).collect();
    let ordered = table
        .keys()
        .filter_map(|index| keywords.get_mut(index)?.take());
    ordered.collect()
}

impl Interpreter<'_> {
    /// Brings keywords that were written in a call into the order in which what is called gets them.
    pub(super) fn order_keywords(&self, callee: &Value, arguments: &mut Arguments) {
        if arguments.keywords.len() > 1
            && self.language.dict_order == DictOrder::Python2
            && collects(callee, arguments)
        {
            arguments.keywords = collected(std::mem::take(&mut arguments.keywords));
        }
    }
}

/// Whether what is called gets its keywords in a dict, and cares for their order.
fn collects(callee: &Value, arguments: &Arguments) -> bool {
    match &callee.kind {
        ValueKind::Class(class) => match class.lookup("__init__").or(class.lookup("__new__")) {
            Some(method) => takes_any(&method),
            None => is_dict(class.builtin) || class.fields.is_some(),
        },
        ValueKind::Instance(instance) => match instance.class.lookup("__call__") {
            Some(method) => takes_any(&method),
            None => false,
        },
        ValueKind::Native(native) if matches!(native.name, "update" | "__init__") => {
            match arguments.positional.first().map(|value| &value.kind) {
                Some(ValueKind::Dict(dict)) => {
                    // The methods of the others are written in Python.
                    matches!(dict.kind, DictKind::Plain | DictKind::Default(_))
                }
                Some(ValueKind::Instance(_)) => true,
                _ => false,
            }
        }
        _ => false,
    }
}

fn is_dict(builtin: BuiltinType) -> bool {
    matches!(
        builtin,
        BuiltinType::Dict
            | BuiltinType::OrderedDict
            | BuiltinType::DefaultDict
            | BuiltinType::Counter
    )
}

/// Whether a function has a parameter `**keywords`.
fn takes_any(function: &Value) -> bool {
    match &function.kind {
        ValueKind::Function(function) => match &function.code {
            Code::Definition(definition) => definition.parameters.keyword_rest.is_some(),
            Code::Lambda(lambda) => lambda.parameters.keyword_rest.is_some(),
        },
        _ => true,
    }
}
