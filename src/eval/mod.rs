//! The outer language: from the tree to values, objects and the `jobs` list.
//!
//! | file or folder | what |
//! | --- | --- |
//! | `value.rs`, `foreign.rs`, `namespace.rs` | the values; those of jobc's own modules, as a trait; variables by name |
//! | `error.rs` | exceptions and what is reported of them |
//! | `host.rs` | the world outside, as a trait |
//! | `language.rs` | which Python the language means |
//! | `limits.rs`, `usage.rs` | how much a configuration may use, and what it has used |
//! | `interpreter.rs` | the state of an evaluation; reporting; calling |
//! | `standard.rs`, `frozen.rs` | the standard library, executed once a thread; its trees, parsed beforehand |
//! | `trees.rs` | trees that evaluations share |
//! | `recovery.rs` | what becomes of an exception that nothing catches; limits |
//! | `include.rs`, `import.rs` | other files: in the same namespace, and as modules |
//! | `applied.rs` | a file as a function that is called with data |
//! | `final_value.rs` | values as they were at the end, for other threads |
//! | `teardown.rs`, `cycles.rs` | freeing deeply nested values, and what holds itself |
//! | `statement.rs`, `expression.rs`, `function.rs`, `bad_call.rs`, `class.rs` | executing the tree; what is wrong with the arguments of a call |
//! | `operator.rs`, `arithmetic.rs`, `sequence.rs` | what operators do: who decides, to numbers, to strings and lists |
//! | `hashed.rs`, `set_operations.rs`, `views.rs`, `keywords.rs` | what dicts and sets are made of, and in which order they are iterated; what sets make of each other; views of dicts; the order of `**keywords` |
//! | `compare.rs`, `truth.rs`, `render.rs`, `iteration.rs`, `key.rs` | what comparisons, truth and `in`, `str`, `repr`, iteration and hashing do to each kind of value |
//! | `attribute.rs`, `attribute_change.rs`, `attributes.rs`, `property.rs`, `container.rs`, `slice.rs` | attributes, items and slices: reading, setting, deleting |
//! | `address_order.rs` | where an order by address is asked for |
//! | `journal.rs` | how values came to be, for who asks |
//! | `joined.rs` | strings made of many parts, each charged |
//! | `format/` | `%`, `str.format`, f-strings, how numbers are written |
//! | `builtins/` | the functions that need no import |
//! | `methods/` | the methods of strings, lists, dicts, sets, tuples, files |
//! | `modules/` | the modules that can be imported |
//! | `objects/` | objects as values: constructors, `bind`, accessors |

mod address_order;
mod applied;
mod arithmetic;
mod assign;
mod attribute;
mod attribute_change;
mod attributes;
mod bad_call;
mod builtins;
mod call;
mod class;
mod class_dict;
pub mod classes;
mod compare;
mod comprehension;
mod container;
mod cycles;
mod descriptor_protocol;
mod error;
mod exception;
mod executed_text;
mod expression;
mod final_value;
mod foreign;
mod format;
mod frozen;
mod function;
mod generator;
mod getslice;
mod hashed;
mod host;
mod import;
mod include;
mod instance;
mod interpreter;
mod iteration;
mod joined;
mod journal;
mod key;
mod key_equality;
mod keywords;
mod language;
mod limits;
mod methods;
mod modules;
mod namespace;
pub mod objects;
mod operator;
mod property;
mod recovery;
mod render;
pub mod scope;
mod sequence;
mod set_operations;
mod slice;
mod standard;
mod statement;
mod teardown;
#[cfg(test)]
mod tests;
mod trees;
mod truth;
mod undefined_name;
mod usage;
pub mod value;
mod views;
mod work_size;

pub use address_order::AddressOrders;
pub use applied::{Applied, Program};
pub use cycles::Cycles;
pub use error::{EvalResult, Exception, ExceptionKind, Raised};
pub use final_value::{ClassOutline, FinalKind, FinalValue, FunctionOutline, Globals, Items};
pub use frozen::fingerprint;
pub use host::{Dependency, Host, HostError, MOST_NAMES, Variable};
pub use interpreter::{Evaluation, Interpreter, Options};
pub use journal::{Call, CallId, Event, EventKind, Journal, Made};
pub use language::{Language, Python};
pub use limits::Limits;
pub use modules::{LIBRARY, known_names as module_names};
pub(crate) use render::unset_help;
pub use standard::forget_standard_library;
pub use trees::Trees;
pub use usage::Usage;
pub use value::{Arguments, DictOrder, Value, ValueKind};
