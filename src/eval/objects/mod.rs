//! Objects as values of the language: what constructors, copies, `bind`, accessors and operators do to them.
//!
//! What an object *is* lives in [`crate::object`]; here values become [`PlainValue`](crate::object::PlainValue)s with the places
//! they were written at, and errors become exceptions.
//!
//! | file | what |
//! | --- | --- |
//! | `names.rs` | `String`, `List`, `Required`, `Environment`, … as names of the language |
//! | `convert.rs` | values on their way into objects, and out of them (`get()`) |
//! | `construct.rs` | `Job(…)`, `job(…)` |
//! | `binding.rs` | `bind`, `in_scope`, `%`, `interpolate`, `Environment(…)` |
//! | `attribute.rs` | accessors and methods of objects, attributes of types |
//! | `json.rs` | `json_dumps`, `json_loads` |
//! | `reference.rs` | `Ref` |
//! | `struct_class.rs` | `class X(Struct)` |
//! | `struct_classes.rs` | methods and other members of classes that inherit from structs |
//! | `reserved.rs` | which members these may not have |
//! | `documentation.rs` | what doc strings of structs say |
//! | `type_check.rs` | what `check()` gives |
//! | `operation.rs` | iteration, indexing, comparison, `str`, `repr` |
//! | `raise.rs` | errors of objects as exceptions |

mod attribute;
mod binding;
mod construct;
mod convert;
mod documentation;
mod json;
mod names;
mod operation;
mod raise;
mod reference;
mod reserved;
mod struct_class;
mod struct_classes;
mod type_check;

pub use attribute::{attribute, attribute_names, is_method, no_attribute};
pub use construct::{call_object, call_type};
pub use convert::{from_object, from_plain, to_given};
pub use documentation::{attribute_documentation, struct_documentation};
pub use names::install;
pub use operation::{
    compare, contains, equal, hash, iterate, key_equality, length, modulo, ordered, python_hash,
    repr, same, subscript, to_str, truth,
};
pub use struct_class::struct_class;
pub use struct_classes::StructClasses;
