//! A run ends although nothing that it does asks its limits.

use super::support::{JOB, World};
use jobc::report::Format;

/// A file whose tree takes seconds to make. Nothing asks for the time meanwhile.
fn world() -> World {
    let long = format!("x = [{}]\n", "1, ".repeat(4_000_000));
    World::new(&[("long.aurora", &long), ("short.aurora", JOB)])
}

const IMPATIENT: [&str; 2] = ["--limit", "milliseconds=1"];

#[test]
fn a_check_ends_with_a_finding_in_every_format() {
    let world = world();
    for (_, name, _) in Format::ALL {
        let flags = ["check", "--no-cache", "--output-format", name];
        let arguments = [&flags[..], &IMPATIENT, &["long.aurora"]].concat();
        let run = world.run(&arguments).says("E809", name);
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(run.out.contains("long.aurora"), "{run:?}");
        assert!(run.out.contains("E809"), "{run:?}");
        assert!(!run.all().contains("internal"), "{run:?}");
    }
}

#[test]
fn a_command_ends_with_an_error() {
    let world = world();
    for command in ["list", "inspect", "emit"] {
        let arguments = [&[command][..], &IMPATIENT, &["long.aurora"]].concat();
        let run = world.run(&arguments).says("E809", command);
        assert_eq!(run.code, Some(3), "{run:?}");
        assert!(run.err.contains("long.aurora"), "{run:?}");
    }
}
