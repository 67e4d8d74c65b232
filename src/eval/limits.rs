//! The bounds of an evaluation.

use crate::object::MAX_ROUNDS;
use crate::syntax::NESTING_LIMIT;
use serde::de::{Deserialize, Deserializer, Error};

/// How much a configuration may use. Each limit has a diagnostic of its own (E8xx).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Limits {
    /// Brackets, blocks and operators inside each other; at most [`NESTING_LIMIT`].
    #[serde(deserialize_with = "nesting")]
    pub nesting: u32,
    /// Executed statements and loop iterations, in all files together.
    pub statements: u64,
    /// Calls inside each other.
    pub call_depth: usize,
    /// Bytes of a string, elements of a list, bits of an integer.
    pub size: usize,
    /// Bytes that all strings and lists made by an evaluation take together, roughly.
    pub memory: usize,
    /// Bytes of one string after its references are resolved.
    pub expansion: usize,
    /// Rounds of resolving the references of one string; at most [`MAX_ROUNDS`](crate::object::MAX_ROUNDS).
    #[serde(deserialize_with = "rounds")]
    pub rounds: usize,
    /// Files included, counting repetitions.
    pub includes: usize,
    /// Includes inside each other.
    pub include_depth: usize,
    /// Jobs in a file.
    pub jobs: usize,
    /// Bytes of a file.
    pub file_size: u64,
    /// Milliseconds that one file may take in total.
    pub milliseconds: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            nesting: NESTING_LIMIT,
            statements: 10_000_000,
            call_depth: 200,
            size: 10_000_000,
            memory: 1 << 30,
            expansion: 1 << 20,
            rounds: MAX_ROUNDS,
            includes: 10_000,
            include_depth: 100,
            jobs: 100_000,
            file_size: 32 << 20,
            milliseconds: 60_000,
        }
    }
}

fn nesting<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let levels = u32::deserialize(deserializer)?;
    at_most(levels, NESTING_LIMIT, "nesting")
}

fn rounds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<usize, D::Error> {
    let rounds = usize::deserialize(deserializer)?;
    at_most(rounds, MAX_ROUNDS, "rounds")
}

fn at_most<N: PartialOrd + std::fmt::Display, E: Error>(
    number: N,
    most: N,
    limit: &str,
) -> Result<N, E> {
    match number > most {
        true => Err(E::custom(format!("the limit `{limit}` is at most {most}"))),
        false => Ok(number),
    }
}
