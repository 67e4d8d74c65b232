//! Where the system has little to give, jobc says so.

use super::support::{JOB, Run, World, run};
use std::process::Command;

/// Runs the command with so many kilobytes of address space.
fn with_address_space(world: &World, kilobytes: u32, arguments: &[&str], input: &[u8]) -> Run {
    let limit = format!("ulimit -v {kilobytes} && exec \"$@\"");
    let mut command = Command::new("sh");
    command
        .args(["-c", &limit, "sh", env!("CARGO_BIN_EXE_jobc")])
        .args(arguments)
        .current_dir(world.0.path())
        .env("XDG_CACHE_HOME", world.path(".cache"));
    run(&mut command, input)
}

#[test]
fn little_address_space_is_an_error_with_words() {
    let world = World::new(&[("a.aurora", JOB), ("b.aurora", JOB), ("jobc.toml", "")]);
    for kilobytes in [100_000, 200_000, 300_000] {
        for arguments in [
            &["list", "a.aurora"][..],
            &["check", "."],
            &["format", "--check", "."],
            &["server"],
        ] {
            let what = format!("{kilobytes} {arguments:?}");
            let run = with_address_space(&world, kilobytes, arguments, b"").verdict(&what);
            assert_eq!(run.code, Some(4), "{what}: {run:?}");
            assert!(run.err.contains("of address space"), "{what}: {run:?}");
        }
    }
    // Further threads need more than a command does; it then does all by itself.
    for kilobytes in [450_000, 600_000, 900_000] {
        let run = with_address_space(
            &world,
            kilobytes,
            &["check", "--no-cache", "--ignore", "J090", "."],
            b"",
        );
        assert_eq!(run.code, Some(0), "{kilobytes}: {run:?}");
    }
    // A server either starts, and ends with 1 because nobody asked it to, or says why it cannot.
    for kilobytes in (340_000..480_000).step_by(10_000) {
        let run = with_address_space(&world, kilobytes, &["server"], b"").verdict("a server");
        match run.code {
            Some(1) => assert!(run.err.is_empty(), "{kilobytes}: {run:?}"),
            code => {
                assert_eq!(code, Some(4), "{kilobytes}: {run:?}");
                let words = ["the threads of the server", "of address space"];
                assert!(words.iter().any(|it| run.err.contains(it)), "{run:?}");
            }
        }
    }
}

/// What a configuration takes is then limited as well.
#[test]
fn memory_ends_before_the_address_space_does() {
    for text in [
        "x = []\nwhile True:\n  x.append('a' * 1000)\n",
        "x = 'a'\nwhile True:\n  x = x + x[:1000000]\n",
        "x = {}\nfor i in xrange(100000000):\n  x[i] = [i]\n",
        "x = []\nfor i in xrange(100000000):\n  x = [x]\n",
    ] {
        let world = World::new(&[("a.aurora", text)]);
        for kilobytes in [450_000, 900_000] {
            let run = with_address_space(&world, kilobytes, &["list", "a.aurora"], b"");
            run.verdict(text).says("E80", text);
        }
    }
}
