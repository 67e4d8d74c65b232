//! How fast jobc parses, beside other parsers of Python and its kin, on the same text in the same run.
//!
//! Every parser builds its tree and frees it again. The parsers take turns, so that what else the machine does falls on all of
//! them; the best of the rounds counts. With `JOBC_ORACLE_PYTHON` (a `python3`) CPython's `ast` takes part.
//!
//! With the name of a parser as argument, that one parses each text once: for a profiler.

mod corpus;
mod cpython;

use jobc::source::FileId;
use starlark_syntax::dialect::Dialect;
use starlark_syntax::syntax::AstModule;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// How often each parser has its turn.
const ROUNDS: usize = 15;

/// How many bytes are parsed in a turn, by parsing the text again and again.
const TURN: usize = 400_000;

/// How many services the texts have.
const SIZES: [usize; 3] = [2, 100, 1000];

struct Peer {
    name: &'static str,
    parse: fn(&str),
}

const PEERS: [Peer; 4] = [
    Peer {
        name: "jobc",
        parse: |text| {
            let parsed = black_box(jobc::syntax::parse(text, FileId(0)));
            assert!(parsed.errors.is_empty());
        },
    },
    Peer {
        name: "starlark_syntax",
        parse: |text| {
            let parsed = AstModule::parse("jobs", text.to_owned(), &Dialect::Extended);
            assert!(black_box(parsed).is_ok());
        },
    },
    Peer {
        name: "ruff_python_parser",
        parse: |text| assert!(black_box(ruff_python_parser::parse_module(text)).is_ok()),
    },
    Peer {
        name: "rustpython-parser",
        parse: |text| {
            use rustpython_parser::{Parse, ast::Suite};
            assert!(black_box(Suite::parse(text, "jobs")).is_ok());
        },
    },
];

fn main() {
    if let Some(name) = std::env::args().nth(1) {
        let peer = PEERS.iter().find(|peer| peer.name == name);
        let peer = peer.expect("the name of a parser");
        for count in SIZES {
            (peer.parse)(&corpus::jobs(count));
        }
        return;
    }
    for count in SIZES {
        let text = corpus::jobs(count);
        println!("{count} services, {} KB", text.len() / 1000);
        let best = take_turns(&text);
        let mut rows: Vec<(&str, Duration)> =
            PEERS.iter().map(|peer| peer.name).zip(best).collect();
        rows.extend(cpython::best(&text, ROUNDS).map(|best| ("CPython's ast", best)));
        for (name, time) in rows {
            println!(
                "  {name:20} {:8.1} MB/s {:8.2} times jobc's time",
                text.len() as f64 / 1e6 / time.as_secs_f64(),
                time.as_secs_f64() / best[0].as_secs_f64(),
            );
        }
    }
}

/// The best time that each of the parsers took for the text.
fn take_turns(text: &str) -> [Duration; PEERS.len()] {
    let repeats = (TURN / text.len()).max(1) as u32;
    let mut best = [Duration::MAX; PEERS.len()];
    for _ in 0..ROUNDS {
        for (peer, best) in PEERS.iter().zip(&mut best) {
            let start = Instant::now();
            for _ in 0..repeats {
                (peer.parse)(text);
            }
            *best = (*best).min(start.elapsed() / repeats);
        }
    }
    best
}
