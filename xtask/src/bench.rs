//! Instruction counts: the same on every machine for the same binary and inputs, whatever else the machine does. They are compared
//! with `benches/instructions.txt`; a growth above 3 % fails.

use super::{Failure, cargo, root, run};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Growth that needs no reason, in percent.
const TOLERANCE: f64 = 3.0;

/// Name, program of `benches/programs` with its size (if any), arguments of jobc. `FILE` stands for the program's main file.
type Measured = (
    &'static str,
    Option<(&'static str, &'static str)>,
    &'static [&'static str],
);

const RUNS: [Measured; 5] = [
    ("start", None, &["inspect", "examples/hello_world.aurora"]),
    (
        "jobs written out",
        Some(("written", "200")),
        &["emit", "FILE"],
    ),
    ("jobs by a loop", Some(("looped", "200")), &["emit", "FILE"]),
    ("bindings", Some(("wide", "500")), &["emit", "FILE"]),
    (
        "check",
        Some(("written", "200")),
        &["check", "--no-cache", "--exit-zero", "--isolated", "FILE"],
    ),
];

/// Counts, compares, and with `save` keeps the counts.
pub fn compare_counts(save: bool) -> Result<(), Failure> {
    run(&mut cargo(&["build", "--quiet", "--profile", "profiling"]))?;
    let folder = root().join("target/xtask-bench");
    let mut counts = Vec::new();
    for (name, program, arguments) in RUNS {
        let file = match program {
            Some((kind, size)) => Some(written(kind, size, &folder)?),
            None => None,
        };
        let arguments = arguments.iter().map(|it| match (*it, &file) {
            ("FILE", Some(file)) => file.as_str(),
            (other, _) => other,
        });
        counts.push((name, count(&arguments.collect::<Vec<_>>(), &folder)?));
    }
    let recorded = root().join("benches/instructions.txt");
    if save {
        let lines = counts
            .iter()
            .map(|(name, count)| format!("{count}\t{name}\n"));
        let text: String = lines.collect();
        return fs::write(&recorded, text).map_err(|error| error.to_string());
    }
    compare(&counts, &fs::read_to_string(&recorded).unwrap_or_default())
}

/// Writes a program of `benches/programs`; gives its main file.
fn written(kind: &str, size: &str, folder: &Path) -> Result<String, Failure> {
    let folder_name = folder.display().to_string();
    let arguments = [
        "bench",
        "--quiet",
        "--bench",
        "programs",
        "--",
        &folder_name,
        kind,
        size,
    ];
    run(cargo(&arguments).stdout(Stdio::null()))?;
    let inside = folder.join(format!("{kind}_{size}"));
    let entries =
        fs::read_dir(&inside).map_err(|error| format!("{}: {error}", inside.display()))?;
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|it| it == "aurora"));
    files.sort();
    let main = files.iter().find(|path| path.ends_with("main.aurora"));
    let main = main.or(files.first()).ok_or("a program without files")?;
    Ok(main.display().to_string())
}

/// The instructions of one run, on one thread.
fn count(arguments: &[&str], folder: &Path) -> Result<u64, Failure> {
    fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(root().join("target/profiling/jobc"))
        .args(arguments)
        .current_dir(root())
        .env("RAYON_NUM_THREADS", "1")
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("valgrind cannot be started: {error}"))?;
    let text = String::from_utf8_lossy(&output.stderr);
    let collected = text
        .lines()
        .find_map(|line| line.split_once("Collected : "));
    let count = collected.and_then(|(_, number)| number.trim().parse().ok());
    count.ok_or_else(|| format!("no count in what valgrind printed:\n{text}"))
}

fn compare(counts: &[(&str, u64)], recorded: &str) -> Result<(), Failure> {
    let mut grown = Vec::new();
    for (name, count) in counts {
        let before = recorded.lines().find_map(|line| {
            let (number, its_name) = line.split_once('\t')?;
            (its_name == *name).then(|| number.parse::<u64>().ok())?
        });
        let Some(before) = before else {
            println!("{count:>14}            {name}");
            grown.push(format!(
                "`{name}` is not recorded: run `cargo xtask bench --save`"
            ));
            continue;
        };
        let change = (*count as f64 / before as f64 - 1.0) * 100.0;
        println!("{count:>14}  {change:>+6.1} %  {name}");
        if change > TOLERANCE {
            grown.push(format!("`{name}` takes {change:.1} % more instructions"));
        }
    }
    match grown.is_empty() {
        true => Ok(()),
        false => Err(grown.join("\n")),
    }
}
