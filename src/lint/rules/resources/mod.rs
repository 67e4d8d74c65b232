//! Rules about cpu, ram and disk.

mod amount;
mod heap;

mod bytes_without_unit;
mod cpu_over_machine;
mod forgotten_unit;
mod heap_dump_exceeds_disk;
mod heap_exceeds_ram;
mod little_headroom;
mod logs_exceed_disk;

use crate::lint::Rule;

/// The rules of this group.
pub static RULES: &[&Rule] = &[
    &bytes_without_unit::RULE,
    &cpu_over_machine::RULE,
    &forgotten_unit::RULE,
    &heap_dump_exceeds_disk::RULE,
    &heap_exceeds_ram::RULE,
    &little_headroom::RULE,
    &logs_exceed_disk::RULE,
];
