//! Which jobs are meant: job keys, their last or first parts, with wildcards.

use super::exit::{Exit, Failure};
use super::load::Loaded;
use crate::diagnostic::nearest;
use crate::job::{Job, JobKey};

/// Candidates that are listed when nothing matches.
const CANDIDATES: usize = 20;

/// A job key as a user writes it: `cluster/role/environment/name`, its last parts, or its first ones as the Aurora
/// client has it, each
/// with `*` and `?`.
#[derive(Clone, Debug)]
pub struct Pattern {
    parts: Vec<String>,
}

impl Pattern {
    /// Reads a pattern.
    pub fn parse(text: &str) -> Result<Pattern, String> {
        let parts: Vec<String> = text.split('/').map(str::to_owned).collect();
        if parts.len() > 4 || parts.iter().any(String::is_empty) {
            return Err(
                "a job key is `cluster/role/environment/name`, or its last or first parts"
                    .to_owned(),
            );
        }
        Ok(Pattern { parts })
    }

    /// Whether it is the end of a key.
    pub fn ends(&self, key: &JobKey) -> bool {
        let key = [&key.cluster, &key.role, &key.environment, &key.name];
        let parts = self.parts.iter().rev();
        parts
            .zip(key.iter().rev())
            .all(|(pattern, part)| glob(pattern, part))
    }

    /// Whether it is the beginning of a key.
    pub fn begins(&self, key: &JobKey) -> bool {
        let key = [&key.cluster, &key.role, &key.environment, &key.name];
        let parts = self.parts.iter().zip(key);
        parts.into_iter().all(|(pattern, part)| glob(pattern, part))
    }
}

/// Whether a string matches a pattern: `*` matches any characters and `?` one. Takes at most
/// as many steps as the product of the lengths.
fn glob(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let text: Vec<char> = text.chars().collect();
    let (mut p, mut t) = (0, 0);
    let mut star = None;
    while t < text.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(&c) if c == '?' || c == text[t] => {
                p += 1;
                t += 1;
            }
            _ => match star {
                Some((star_p, star_t)) => {
                    star = Some((star_p, star_t + 1));
                    p = star_p + 1;
                    t = star_t + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|&c| c == '*')
}

/// The jobs that any of the patterns means, of each file in its order; all of them without a pattern. A pattern
/// means the keys that end
/// with it, or if there are none, those that begin with it. Fails if a pattern means none; `files` is what messages
/// call the files.
pub fn select<'a>(
    loaded: &'a [Loaded],
    patterns: &[Pattern],
    files: &str,
) -> Result<Vec<Vec<&'a Job>>, Failure> {
    let all = || loaded.iter().flat_map(|it| &it.compilation.jobs);
    let mut meanings = Vec::new();
    for pattern in patterns {
        let has = |is_meant: fn(&Pattern, &JobKey) -> bool| {
            all()
                .any(|job| is_meant(pattern, &job.key))
                .then_some(is_meant)
        };
        match has(Pattern::ends).or_else(|| has(Pattern::begins)) {
            Some(is_meant) => meanings.push((pattern, is_meant)),
            None => return Err(no_such_job(pattern, &all().collect::<Vec<_>>(), files)),
        }
    }
    let is_meant = |job: &&Job| {
        let mut meanings = meanings.iter();
        patterns.is_empty() || meanings.any(|(pattern, is_meant)| is_meant(pattern, &job.key))
    };
    let jobs = loaded.iter().map(|it| &it.compilation.jobs);
    Ok(jobs
        .map(|jobs| jobs.iter().filter(is_meant).collect())
        .collect())
}

/// That no job matches, and which jobs there are.
pub fn no_such_job(pattern: &Pattern, jobs: &[&Job], files: &str) -> Failure {
    let written = pattern.parts.join("/");
    let mut message = format!("no job in {files} matches `{written}`");
    let keys: Vec<String> = jobs.iter().map(|job| job.key.to_string()).collect();
    // What is compared with is as short as what was written.
    let ends: Vec<String> = jobs
        .iter()
        .map(|job| end(&job.key, pattern.parts.len()))
        .collect();
    if let Some(near) = nearest(&written, ends.iter().map(String::as_str)) {
        message.push_str(&format!("; did you mean `{near}`?"));
    }
    match keys.is_empty() {
        true => message.push_str("\nno job is valid"),
        false => message.push_str("\nthe jobs are:"),
    }
    for key in keys.iter().take(CANDIDATES) {
        message.push_str(&format!("\n  {key}"));
    }
    if keys.len() > CANDIDATES {
        message.push_str(&format!("\n  … and {} more", keys.len() - CANDIDATES));
    }
    Failure::new(Exit::NoSuchJob, message)
}

/// The last parts of a key.
fn end(key: &JobKey, parts: usize) -> String {
    let all = [&*key.cluster, &key.role, &key.environment, &key.name];
    all[4 - parts.min(4)..].join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_matched_from_their_end_or_beginning() {
        let key = JobKey {
            cluster: "west".into(),
            role: "www".into(),
            environment: "prod".into(),
            name: "hello_world".into(),
        };
        for (pattern, matches) in [
            ("west/www/prod/hello_world", true),
            ("www/prod/hello_world", true),
            ("hello_world", true),
            ("hello", false),
            ("hello*", true),
            ("*world", true),
            ("*o*o*", true),
            ("h?llo_world", true),
            ("h?ello_world", false),
            ("*/*/*/*", true),
            ("east/*/*/*", false),
            ("w*/www/p*/*", true),
            ("prod", false),
        ] {
            let pattern_ = Pattern::parse(pattern).unwrap();
            assert_eq!(pattern_.ends(&key), matches, "{pattern}");
        }
        for (pattern, matches) in [
            ("west", true),
            ("w*/www", true),
            ("west/www/prod", true),
            ("west/www/prod/hello_world", true),
            ("www", false),
            ("west/prod", false),
        ] {
            let pattern_ = Pattern::parse(pattern).unwrap();
            assert_eq!(pattern_.begins(&key), matches, "{pattern}");
        }
        for wrong in ["", "a//b", "/a", "a/", "a/b/c/d/e"] {
            assert!(Pattern::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn globs_do_not_explode() {
        assert!(!glob(&"*a".repeat(50), &"a".repeat(5000).replace('a', "b")));
        assert!(glob(&"*a".repeat(50), &"a".repeat(5000)));
        assert!(glob("", "") && glob("*", "") && !glob("?", ""));
    }
}
