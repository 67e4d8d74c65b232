//! Which job and which value are meant by `KEY.PATH`.

use crate::cli::exit::{Exit, Failure};
use crate::cli::load::Loaded;
use crate::cli::selection::{Pattern, no_such_job};
use crate::diagnostic::nearest;
use crate::explain::{JobPath, PathError};
use crate::job::Job;

/// A job, and a value or part of it.
pub struct Target<'a> {
    pub job: &'a Job,
    pub path: JobPath,
}

/// The most possible steps that are listed for one that does not exist.
const POSSIBLE: usize = 30;

/// What is meant in a file. The names of jobs may have dots, so that the longest key that any job has is meant. Jobs that are refused
/// count, because why their values are wrong is what is asked.
pub fn targets<'a>(loaded: &'a Loaded, wanted: &str) -> Result<Vec<Target<'a>>, Failure> {
    let jobs: Vec<&Job> = loaded.compilation.all_jobs().collect();
    let (meant, path) = find(&jobs, wanted).ok_or_else(|| missing(&jobs, wanted, &loaded.name))?;
    let targets = meant.into_iter().map(|job| {
        let path = JobPath::parse(job, path).map_err(|error| no_such_path(&error))?;
        Ok(Target { job, path })
    });
    targets.collect()
}

/// The jobs that the start of a string means, and the rest of it.
fn find<'a, 'w>(jobs: &[&'a Job], wanted: &'w str) -> Option<(Vec<&'a Job>, &'w str)> {
    for (key, path) in splits(wanted) {
        if key.is_empty() {
            return (!jobs.is_empty()).then(|| (jobs.to_vec(), path));
        }
        let Ok(pattern) = Pattern::parse(key) else {
            continue;
        };
        for is_meant in [Pattern::ends, Pattern::begins] {
            let meant: Vec<&Job> = jobs
                .iter()
                .filter(|it| is_meant(&pattern, &it.key))
                .copied()
                .collect();
            if !meant.is_empty() {
                return Some((meant, path));
            }
        }
    }
    None
}

/// A string as key and path: all of it the key, then less and less.
fn splits(wanted: &str) -> impl Iterator<Item = (&str, &str)> {
    let end = wanted.find('[').unwrap_or(wanted.len());
    let dots = wanted[..end].rmatch_indices('.');
    let shorter = dots.map(|(at, _)| (&wanted[..at], &wanted[at + 1..]));
    std::iter::once((wanted, "")).chain(shorter)
}

fn missing(jobs: &[&Job], wanted: &str, file: &str) -> Failure {
    let shortest = splits(wanted).last().map_or(wanted, |(key, _)| key);
    match Pattern::parse(shortest) {
        Ok(pattern) => no_such_job(&pattern, jobs, &format!("`{file}`")),
        Err(message) => Failure::new(Exit::Usage, format!("`{wanted}`: {message}")),
    }
}

fn no_such_path(error: &PathError) -> Failure {
    let at = match error.reached.is_empty() {
        true => "the job".to_owned(),
        false => format!("`{}`", error.reached),
    };
    let mut message = format!("{at} has no `{}`", error.step);
    if let Some(near) = nearest(&error.step, error.possible.iter().map(String::as_str)) {
        message.push_str(&format!("; did you mean `{near}`?"));
    }
    if !error.possible.is_empty() {
        let shown = error.possible.iter().take(POSSIBLE);
        let shown: Vec<&str> = shown.map(String::as_str).collect();
        let more = match error.possible.len() > POSSIBLE {
            true => ", …",
            false => "",
        };
        message.push_str(&format!("\nit has: {}{more}", shown.join(", ")));
    }
    Failure::new(Exit::Usage, message)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_longest_key_comes_first() {
        let splits: Vec<_> = super::splits("a/b.c.d[x.y].z").collect();
        let expected = [
            ("a/b.c.d[x.y].z", ""),
            ("a/b.c", "d[x.y].z"),
            ("a/b", "c.d[x.y].z"),
        ];
        assert_eq!(splits, expected);
    }
}
