//! How time and peak memory of `jobc emit` grow with what it is given: sizes from 1 on, each ten times the one before.
//!
//! A table of ratios: 10 is linear growth; less where starting, about the time for size 1, is a part of it. Memory is also given
//! relative to the JSON that comes out. `JOBC_BENCH_LARGEST` is the largest size, if not all; an argument chooses one kind.

mod measure;
mod programs;

use measure::{Folder, jobc, millis};
use programs::{GROWING, Growing, Program};
use std::path::Path;

fn main() {
    let largest = std::env::var("JOBC_BENCH_LARGEST").ok();
    let largest = largest.map_or(usize::MAX, |it| it.parse().expect("a size"));
    let chosen = std::env::args().skip(1).find(|it| !it.starts_with("--"));
    println!("| kind | size | in KB | out KB | time ms | × | memory MB | × | memory / out |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for growing in GROWING {
        if chosen.as_ref().is_none_or(|it| it == growing.name) {
            grow(growing, largest.min(growing.largest));
        }
    }
}

fn grow(growing: &Growing, largest: usize) {
    let sizes = (0..).map(|power| 10_usize.pow(power));
    let mut before: Option<Row> = None;
    for size in sizes.take_while(|size| *size <= largest) {
        let program = (growing.program)(size);
        let row = measure(&program, size);
        println!(
            "| {} | {size} | {:.1} | {:.1} | {:.1} | {} | {:.1} | {} | {:.1} |",
            growing.name,
            row.input / 1e3,
            row.output / 1e3,
            row.time,
            ratio(before.as_ref().map(|it| row.time / it.time)),
            row.memory / 1e6,
            ratio(before.as_ref().map(|it| row.memory / it.memory)),
            row.memory / row.output,
        );
        before = Some(row);
    }
}

/// Bytes and milliseconds.
struct Row {
    input: f64,
    output: f64,
    time: f64,
    memory: f64,
}

fn measure(program: &Program, size: usize) -> Row {
    let folder = Folder::new("growth");
    program
        .write(folder.path())
        .expect("a folder that can be written");
    let settings = folder.path().join("jobc.toml");
    std::fs::write(settings, programs::SETTINGS).expect("a folder that can be written");
    let runs = if size < 10_000 { 5 } else { 2 };
    let taken = jobc(
        runs,
        folder.path(),
        &["emit", "main.aurora", "-o", "out.json"],
        &[0],
    );
    let output = jobs_are(&folder.path().join("out.json"), program.jobs);
    Row {
        input: program.size() as f64,
        output: output as f64,
        time: millis(taken.time),
        memory: taken.memory as f64,
    }
}

/// The number of bytes of a file of JSON, in which there have to be so many jobs.
fn jobs_are(path: &Path, jobs: usize) -> usize {
    let json = std::fs::read_to_string(path).expect("what was emitted");
    let found = json.matches("\"cron_collision_policy\"").count();
    assert_eq!(found, jobs, "{}", path.display());
    json.len()
}

fn ratio(ratio: Option<f64>) -> String {
    ratio.map_or(String::from("–"), |it| format!("{it:.1}"))
}
