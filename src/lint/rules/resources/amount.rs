//! Amounts of memory and disk space, and where they were written.

use crate::job::Job;
use crate::job::value::{self, attribute};
use crate::lint::Context;
use crate::source::Span;

/// The bytes of `ram` or `disk`, and where they were written.
pub(super) fn amount(context: &Context, job: &Job, name: &str) -> Option<(i64, Span)> {
    let resources = attribute(&job.task()?.0, "resources")?;
    let bytes = value::read(&resources, name, value::integer)?;
    Some((bytes, place(context, job, name)?))
}

/// Where an attribute of the resources was written: its value, the keyword, or the resources.
pub(super) fn place(context: &Context, job: &Job, name: &str) -> Option<Span> {
    let task = job.task()?;
    let resources = attribute(&task.0, "resources")?;
    let field = resources.field(name)?;
    let mut places = Vec::new();
    if !field.is_default {
        places.extend([field.value.span(), field.set_by]);
    }
    places.extend([resources.span(), task.0.span(), job.span]);
    context.users(&places)
}

/// Bytes for a person: `1.5 GB`.
pub(super) fn size(bytes: i64) -> String {
    let mut number = bytes as f64;
    for unit in ["bytes", "KB", "MB", "GB", "TB"] {
        if number < 1024.0 {
            return shown(number, unit);
        }
        number /= 1024.0;
    }
    shown(number, "PB")
}

fn shown(number: f64, unit: &str) -> String {
    match number.fract() < 0.05 {
        true => format!("{number:.0} {unit}"),
        false => format!("{number:.1} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn sizes_are_for_people() {
        for (bytes, shown) in [
            (0, "0 bytes"),
            (1023, "1023 bytes"),
            (4_000_000, "3.8 MB"),
            (128 << 20, "128 MB"),
            (3 << 29, "1.5 GB"),
            (i64::MAX, "8192 PB"),
        ] {
            assert_eq!(super::size(bytes), shown);
        }
    }
}
