//! The programs that the benchmarks measure compile, and make the jobs that they say.

#[path = "../../benches/programs/mod.rs"]
mod programs;

use crate::support::{compile_files, with_stack};
use programs::{GROWING, Program, repository};
use std::collections::BTreeMap;

/// How many jobs each configuration makes, and how often each code is found.
fn compiled(program: &Program) -> (usize, BTreeMap<&'static str, usize>) {
    let files: Vec<(&str, &str)> = program
        .files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let compilation = compile_files(&files);
    let mut codes = BTreeMap::new();
    for diagnostic in &compilation.diagnostics {
        *codes.entry(diagnostic.code.code).or_default() += 1;
    }
    (compilation.jobs.len(), codes)
}

#[test]
fn what_grows_makes_the_jobs_that_it_says() {
    with_stack(|| {
        for growing in GROWING {
            for size in [1, 2, 20] {
                let program = (growing.program)(size);
                let (jobs, codes) = compiled(&program);
                assert_eq!(codes, BTreeMap::new(), "{} of {size}", growing.name);
                assert_eq!(jobs, program.jobs, "{} of {size}", growing.name);
            }
        }
    });
}

#[test]
fn written_and_looped_jobs_have_the_same_command_lines() {
    with_stack(|| {
        let [written, looped] = ["written", "looped"].map(|name| {
            let program = (programs::growing(name).expect("a kind").program)(3);
            let files = [(program.files[0].0.as_str(), program.files[0].1.as_str())];
            let compilation = compile_files(&files);
            let jobs: Vec<_> = compilation.jobs.iter().collect();
            jobc::emit::emit(jobc::emit::Target::Job, &jobs, "")
        });
        assert!(
            written.contains("http://example.com/app2/1.2.tar.gz"),
            "{written}"
        );
        assert_eq!(written, looped);
    });
}

#[test]
fn a_repository_has_jobs_and_few_mistakes() {
    with_stack(|| {
        let program = repository(150);
        let configurations: Vec<_> = program
            .files
            .iter()
            .filter(|(name, _)| name.starts_with("teams/"))
            .collect();
        let mut jobs = 0;
        let mut codes = BTreeMap::new();
        for (main, text) in configurations
            .iter()
            .filter(|(name, _)| !name.ends_with("team.aurora"))
        {
            let mut files = vec![(main.clone(), text.clone())];
            files.extend(
                program
                    .files
                    .iter()
                    .filter(|(name, _)| name != main)
                    .cloned(),
            );
            let (valid, found) = compiled(&Program { files, jobs: 0 });
            jobs += valid;
            for (code, count) in found {
                *codes.entry(code).or_insert(0) += count;
            }
        }
        // One service has a reference that nothing binds, another so little memory that the scheduler would reject it.
        assert_eq!(codes.keys().copied().collect::<Vec<_>>(), ["E401", "E505"]);
        assert!(
            (program.jobs - 8..program.jobs).contains(&jobs),
            "{jobs} of {}",
            program.jobs
        );
        assert_eq!(program.jobs, 300);
    });
}
