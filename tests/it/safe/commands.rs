//! Output is no channel for commands: whatever a configuration prints or holds, no line of any stream is one for the runner of a build.

use super::support::{JOB, Run, World, run};
use jobc::report::Format;
use serde_json::Value;

/// Lines that runners take for commands.
const COMMANDS: [&str; 5] = [
    "::stop-commands::x",
    "::add-mask::x",
    "##vso[task.setvariable variable=PATH]x",
    "##[error]x",
    "##teamcity[buildStatus status='SUCCESS']",
];

/// Checks that no line is a command but those that the format consists of.
fn check(run: Run, what: &str) -> Run {
    let run = run.verdict(what);
    for line in run.out.lines().chain(run.err.lines()) {
        let own = [
            "::error title=",
            "::warning title=",
            "::notice title=",
            "##vso[task.logissue type=",
        ];
        let own = own.iter().find_map(|own| line.strip_prefix(own));
        let rest = own.unwrap_or(line).to_lowercase();
        let is_command = own.is_none() && rest.trim().starts_with("::");
        let mut signs = ["##[", "##vso[", "##teamcity["].iter();
        let has_sign = signs.any(|sign| rest.contains(sign));
        assert!(!is_command && !has_sign, "{what}: {line}");
    }
    run
}

/// Configurations that say a command in every way that comes out again.
fn texts(command: &str) -> Vec<String> {
    let literal = command.replace('\'', "\\'");
    let name = format!(
        "Job(cluster = 'c', role = 'r', environment = 'devel', name = '{literal}', contact = s, task = SimpleTask(s, s))"
    );
    vec![
        format!(
            "print '{literal}'\nprint ' \\t{literal}'\nprint 'x\\r{literal}\\n{literal}',\n{JOB}"
        ),
        format!("s = '{literal}'\nx = {{}}[s]\n{JOB}"),
        format!("raise ValueError('a\\n{literal}')\n"),
        format!("s = '''\n{command}\n  {command}\n''' + 1\n"),
        format!("{command}\nx = '\n"),
        format!("# x\n{command}\n  # {command}\n\tjobs = [\n"),
        format!("s = '{literal}'\njobs = [{name}]\n"),
        format!("s = '{literal}'\nj = {name}\njobs = [j, j]\n"),
        format!(
            "jobs = [Job(cluster = 'c', role = 'r', environment = 'devel', name = 'n', contact = 'a', task = SimpleTask('t', '''x\n{command}\n{{{{{literal}}}}}\n'''))]\n"
        ),
        format!("include('{literal}')\n"),
        format!("import os\nos.environ['{literal}']\nopen('{literal}')\n"),
    ]
}

#[test]
fn no_report_holds_a_command() {
    for (turn, (_, format, _)) in Format::ALL.iter().enumerate() {
        // Each format sees each command, and each way to say one.
        for index in 0..texts("").len() {
            let command = COMMANDS[(turn + index) % COMMANDS.len()];
            let world = World::new(&[("a.aurora", &texts(command)[index])]);
            let what = format!("{command} {index} {format}");
            let arguments = ["check", "--no-cache", "--output-format", format, "a.aurora"];
            check(
                world.run(&[&arguments[..], &["--select", "ALL"]].concat()),
                &what,
            );
        }
    }
}

#[test]
fn no_other_command_prints_one() {
    let runners = ["GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"];
    for (turn, command) in COMMANDS.iter().enumerate() {
        for (index, text) in texts(command).iter().enumerate().skip(turn % 2).step_by(2) {
            let world = World::new(&[("a.aurora", text), ("::stop-commands::x", text)]);
            let runner = runners[(turn + index / 2) % 3];
            for arguments in [
                &["list", "a.aurora"][..],
                &["list", "--json", "a.aurora"],
                &["inspect", "a.aurora"],
                &["inspect", "--raw", "a.aurora"],
                &["inspect", "--json", "a.aurora"],
                &["emit", "a.aurora"],
                &["emit", "--target", "aurora", "a.aurora"],
                &["format", "--diff", "a.aurora", "::stop-commands::x"],
                &["format", "--check", "::stop-commands::x", "a.aurora"],
                &["check", "--no-cache", "--show-files", "::stop-commands::x"],
                &[
                    "check",
                    "--no-cache",
                    "--fix",
                    "--diff",
                    "--unsafe-fixes",
                    "a.aurora",
                ],
                &["check", "--no-cache", "--add-ignore", "--diff", "a.aurora"],
                &["config", "a.aurora", "-E", "x=##[error]x"],
            ] {
                let mut it = world.command(arguments);
                let it = run(it.env(runner, "true"), b"");
                check(it, &format!("{command} {index} {arguments:?}"));
            }
        }
    }
}

/// The same of what a change does, in every format and on both streams.
#[test]
fn no_comparison_prints_one() {
    for (turn, command) in COMMANDS.iter().enumerate() {
        for (index, text) in texts(command).iter().enumerate().skip(turn % 2).step_by(2) {
            let old = text.replace("'devel'", "'prod'");
            let world = World::new(&[
                ("old/a.aurora", &old),
                ("new/a.aurora", text),
                ("new/::stop-commands::x.aurora", text),
                ("quota", command),
            ]);
            for format in ["text", "json", "markdown", "html"] {
                for more in [
                    &[][..],
                    &["--stat"],
                    &["--name-only"],
                    &["--quota", "quota"],
                ] {
                    let arguments = [&["diff", "old", "new", "--format", format], more].concat();
                    let mut it = world.command(&arguments);
                    let it = run(it.env("GITHUB_ACTIONS", "true"), b"");
                    check(it, &format!("{command} {index} {arguments:?}"));
                }
            }
            for format in ["text", "files", "jobs", "json"] {
                let name = "new/::stop-commands::x.aurora";
                let mut it = world.command(&["affected", name, "--format", format]);
                let it = run(it.env("TEAMCITY_VERSION", "true"), b"");
                check(it, &format!("{command} {index} affected {format}"));
            }
        }
    }
}

/// What is for a program means the same, and is exact where no runner reads it.
#[test]
fn what_is_for_a_program_keeps_its_meaning() {
    let command = "x ##[error] ##vso[y] ::z";
    let text = JOB.replace("echo hello", command);
    let world = World::new(&[
        ("a.aurora", &text),
        ("b.aurora", &format!("x   =   '{command}'\n")),
    ]);
    let json = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
    for arguments in [
        &["emit", "a.aurora"][..],
        &["inspect", "--json", "a.aurora"],
    ] {
        let plain = world.run(arguments);
        let mut runner = world.command(arguments);
        let runner = run(runner.env("GITHUB_ACTIONS", "true"), b"");
        assert_eq!(json(&plain.out), json(&runner.out));
        assert!(json(&plain.out).to_string().contains(command));
        assert!(!runner.out.contains("##["), "{runner:?}");
    }
    assert!(world.run(&["emit", "a.aurora"]).out.contains(command));
    let diff = world.run(&["format", "--diff", "b.aurora"]);
    assert!(diff.out.contains(command), "{diff:?}");
    // A file is no log.
    let file = std::fs::File::create(world.path("patch")).expect("a file");
    let mut command = world.command(&["format", "--diff", "b.aurora"]);
    let status = command.env("GITHUB_ACTIONS", "true").stdout(file).status();
    assert_eq!(status.expect("jobc runs").code(), Some(1));
    assert_eq!(world.read("patch"), diff.out.as_bytes());
}
