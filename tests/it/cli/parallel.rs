//! Whatever the number of threads, the same comes out.

use crate::cli::world::*;
use std::fmt::Write;

/// A file that is parsed in several chunks, whose jobs are judged by several threads: mistakes of syntax, of objects and of
/// the language are spread over it, and findings.
fn large_file() -> String {
    let mut text = String::from("jobs = []\n");
    for n in 0..400 {
        let cpu = if n % 37 == 5 { "'a lot'" } else { "1.5" };
        let name = if n % 53 == 7 { "undefined" } else { "'run'" };
        let reference = if n % 41 == 9 {
            "{{unbound}}"
        } else {
            "{{role}}"
        };
        let _ = writeln!(
            text,
            "run_{n} = Process(name = {name}, cmdline = './{reference} --port {{{{thermos.ports[http]}}}}')\n\
             jobs.append(Service(\n  cluster = 'west', role = 'www', environment = 'prod', name = 'job_{n}',\n  \
             task = SequentialTask(processes = [run_{n}], resources = Resources(cpu = {cpu}, ram = 1*GB, disk = 1*GB))))"
        );
        if n % 97 == 11 {
            text.push_str("broken = = 1\n");
        }
    }
    text
}

fn with_threads(world: &World, threads: &str, arguments: &[&str]) -> Run {
    let mut command = world.command(arguments);
    command.env("RAYON_NUM_THREADS", threads);
    Run::of(command.output().expect("an output"))
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let broken = large_file();
    let sound: String = broken
        .lines()
        .filter(|line| !line.starts_with("broken"))
        .map(|line| line.replace("'a lot'", "2").replace("undefined", "'run'"))
        .map(|line| line.replace("{{unbound}}", "{{role}}") + "\n")
        .collect();
    let world = World::new(&[("broken.aurora", &broken), ("sound.aurora", &sound)]);
    for (arguments, code) in [
        (
            &[
                "check",
                "--no-cache",
                "--output-format",
                "json",
                "broken.aurora",
            ][..],
            1,
        ),
        (
            &[
                "check",
                "--no-cache",
                "--output-format",
                "json",
                "sound.aurora",
            ],
            0,
        ),
        (&["emit", "sound.aurora"], 0),
        (&["emit", "--target", "aurora-tjson", "sound.aurora"], 0),
        (&["format", "-q", "--check", "--diff", "sound.aurora"], 1),
    ] {
        let alone = with_threads(&world, "1", arguments);
        let four = with_threads(&world, "4", arguments);
        assert_eq!(alone.code, code, "{arguments:?}: {}", alone.err);
        assert!(alone.out.len() > 10_000, "{arguments:?}: {}", alone.out);
        assert_eq!(
            (alone.code, alone.out),
            (four.code, four.out),
            "{arguments:?}"
        );
    }
}

/// Objects that lead into each other as deeply as they may, and trees as deep as they may be, on the threads' smaller stacks.
#[test]
fn the_deepest_values_fit_the_threads() {
    let links: String = (0..145)
        .map(|n| {
            format!(
                "job = job.bind(v{n} = List(String)(['{{{{v{}}}}}']))\n",
                n + 1
            )
        })
        .collect();
    let deep = format!("deep = {}1{}\n", "[".repeat(190), "]".repeat(190));
    let sum = format!("sum = 0{}\n", " + 1".repeat(900));
    let text = format!(
        "job = Job(cluster = 'west', role = 'www', environment = 'prod', contact = 'www@example.com',\n  \
         task = SimpleTask('a', 'run {{{{v0}}}}'))\n{links}{}{}\
         jobs = [job(name = 'job_%d' % n) for n in range(100)]\n",
        deep.repeat(100),
        sum.repeat(100),
    );
    let world = World::new(&[("deep.aurora", &text)]);
    let run = with_threads(&world, "4", &["check", "--no-cache", "deep.aurora"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.out.starts_with("error[E805]"), "{}", run.out);
}
