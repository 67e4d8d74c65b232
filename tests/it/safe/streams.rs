//! What goes to a terminal is made visible there; what goes to a program is exact.

use super::support::{JOB, World};
use super::terminal::{ESCAPES, check_visible};
use std::fs::File;
use std::io::Read;
use std::process::Command;

/// What a command shows on a terminal.
fn on_terminal(mut command: Command) -> String {
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
    grantpt(&ours).expect("a terminal");
    unlockpt(&ours).expect("a terminal");
    let name = ptsname(&ours, Vec::new()).expect("its name");
    let name = name.to_str().expect("its name");
    let theirs = File::options().read(true).write(true).open(name);
    let theirs = theirs.expect("its other end");
    command.stdout(theirs.try_clone().expect("a stream"));
    command.stderr(theirs);
    command.env("TERM", "dumb");
    let mut child = command.spawn().expect("jobc runs");
    // So that nobody but the child holds the other end.
    drop(command);
    let mut shown = Vec::new();
    // At the end there is an error, not the end of a file.
    let _ = File::from(ours).read_to_end(&mut shown);
    child.wait().expect("an end");
    String::from_utf8_lossy(&shown).replace("\r\n", "\n")
}

fn hostile_name() -> String {
    format!("{}.aurora", ESCAPES.replace('\u{7f}', ""))
}

#[test]
fn terminals_show_nothing_raw() {
    let name = hostile_name();
    let text = format!("x=1 # {ESCAPES}\nimport os\n{JOB}");
    let world = World::new(&[("a.aurora", &text), (&name, &text), ("jobc.toml", "")]);
    for arguments in [
        vec!["format", "--diff", "."],
        vec!["format", "--check", "."],
        vec!["format", "--stdin-filename", &name, "-"],
        vec!["check", "-n", "--diff", "."],
        vec!["check", "-n", "--show-files"],
        vec!["check", "-n", "--write-baseline", &format!("{name}.json")],
        vec!["check", "-n", "-v", "."],
        vec!["list", "-v", &name],
        vec!["list", "--json", &name],
        vec!["emit", "-v", &name],
        vec!["inspect", "-v", &name],
        vec!["config", &name],
    ] {
        let mut command = world.command(&arguments);
        command.stdin(File::open(world.path("a.aurora")).expect("a file"));
        let shown = on_terminal(command);
        assert!(!shown.is_empty(), "{arguments:?}");
        check_visible(&shown, &format!("{arguments:?}"));
    }
}

#[test]
fn programs_get_what_is_there() {
    let name = hostile_name();
    let text = format!("x=1 # {ESCAPES}\nimport os\n{JOB}");
    let world = World::new(&[(&name, &text), ("jobc.toml", "")]);
    let listed = format!("{name}\n");
    assert_eq!(world.run(&["format", "--check", "."]).out, listed);
    assert_eq!(world.run(&["check", "--show-files"]).out, listed);
    for arguments in [
        vec!["format", "--diff", &name],
        vec!["check", "-n", "--diff", "."],
    ] {
        let patch = world.run(&arguments).out;
        let (header, body) = patch.split_once("@@").expect("a patch");
        check_visible(header, &format!("{arguments:?}"));
        assert!(header.starts_with(r#"--- "\033[31mred"#), "{header}");
        assert!(body.contains(ESCAPES), "{patch}");
        let run = |tool: &mut Command| {
            tool.current_dir(world.0.path());
            super::support::run(tool, patch.as_bytes())
        };
        let applied = run(Command::new("git").args(["apply", "-p0", "--check", "-"]));
        assert_eq!(applied.code, Some(0), "{applied:?}");
    }
}

/// Standard error is for people.
#[test]
fn names_on_standard_error_are_visible() {
    let name = hostile_name();
    let world = World::new(&[(&name, JOB), ("jobc.toml", "")]);
    for arguments in [
        vec!["list", "-v", &name],
        vec!["check", "-n", "-v", &name],
        vec!["check", "-n", "--write-baseline", &format!("{name}.json")],
    ] {
        let run = world.run(&arguments).verdict("a name");
        check_visible(&run.err, &format!("{arguments:?}"));
    }
}

/// Settings are printed as TOML that says the same, and nothing in them is raw.
#[test]
fn settings_are_printed_visibly_and_say_the_same() {
    let name = "\u{202e}\u{200b}\u{7f}\u{9b}\u{e0041} é";
    let settings = format!(
        "[bindings]\n\"\u{202e}a\" = \"{}\"\n",
        name.replace('\u{7f}', "")
    );
    let world = World::new(&[("a\nb/jobc.toml", &settings), ("a\nb/a.aurora", JOB)]);
    let binding = format!("{name}={name}");
    for command in [
        vec!["config", "-E", &binding, "a\nb"],
        vec!["check", "--show-settings", "-E", &binding, "a\nb"],
    ] {
        let run = world.run(&command);
        assert_eq!(run.code, Some(0), "{run:?}");
        check_visible(&run.out, &format!("{command:?}"));
        assert!(!run.out.contains(['\u{200b}', '\u{e0041}']), "{}", run.out);
        let table: toml::Table = toml::from_str(&run.out).expect("TOML");
        assert_eq!(table["bindings"][name].as_str(), Some(name));
        assert_eq!(table["bindings"].as_table().map(|it| it.len()), Some(2));
        let line = run.out.lines().find(|it| it.contains("\\u007f"));
        let line = line.expect("the binding");
        assert!(line.ends_with("# the command line"), "{line}");
    }
}

/// What cannot be written is told, whatever it was.
#[test]
fn full_disks_are_told_of() {
    let world = World::new(&[("a.aurora", JOB), ("jobc.toml", "")]);
    for arguments in [
        &["--help"][..],
        &["--version"],
        &["check", "--help"],
        &["help", "check"],
        &["version"],
        &["check", "--show-files"],
        &["check", "--show-settings"],
        &["check", "--explain", "J001"],
        &["rule", "J001"],
        &["list", "a.aurora"],
    ] {
        let full = File::options().write(true).open("/dev/full");
        let mut command = world.command(arguments);
        command.stdout(full.expect("/dev/full"));
        let output = command.output().expect("jobc runs");
        assert_eq!(output.status.code(), Some(4), "{arguments:?}");
        let words = String::from_utf8_lossy(&output.stderr);
        assert!(words.contains("cannot write to standard output"), "{words}");
    }
}
