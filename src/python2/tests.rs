//! Against what CPython 2.7.18 gave: `record.py` wrote `recorded.txt`.

use super::{Table, hash};
use num_bigint::BigInt;

const RECORDED: &str = include_str!("recorded.txt");

fn lines(kind: &'static str) -> impl Iterator<Item = &'static str> {
    RECORDED
        .lines()
        .filter_map(move |line| line.strip_prefix(kind)?.strip_prefix(' '))
}

fn numbers(list: &str) -> Vec<i64> {
    let numbers = list
        .split([',', ' '])
        .filter(|part| !["", "-"].contains(part));
    numbers.map(|number| number.parse().unwrap()).collect()
}

#[test]
fn hashes_are_those_of_python() {
    let mut count = 0;
    for line in lines("hash") {
        let [kind, value, expected] = line.split(' ').collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        let found = match kind {
            "text" => hash::text(numbers(value).into_iter().map(|unit| unit as u32)),
            "integer" => hash::long(&value.parse::<BigInt>().unwrap()),
            "float" => hash::float(value.parse().unwrap()),
            "tuple" => hash::tuple(&numbers(value)),
            "frozenset" => hash::frozenset(&numbers(value)),
            _ => panic!("{line}"),
        };
        assert_eq!(found.to_string(), expected, "{line}");
        if let ("integer", Ok(small)) = (kind, value.parse()) {
            assert_eq!(hash::integer(small), found, "{line}");
        }
        if kind == "text" {
            let characters = numbers(value)
                .into_iter()
                .map(|unit| char::from_u32(unit as u32));
            let text: String = characters.map(Option::unwrap).collect();
            assert_eq!(hash::characters(&text), found, "{line}");
        }
        count += 1;
    }
    assert!(count > 100);
}

/// A table whose keys are integers, and their numbers the places in `seen`.
struct Integers {
    table: Table,
    seen: Vec<i64>,
}

impl Integers {
    /// The number of a key, and whether it is in the table.
    fn number(&mut self, key: i64) -> (usize, bool) {
        let found = self
            .table
            .find(hash::integer(key), |number| self.seen[number] == key);
        let number = found.unwrap_or(self.seen.len());
        if found.is_none() {
            self.seen.push(key);
        }
        (number, found.is_some())
    }

    fn step(&mut self, step: &str) {
        if let Some(key) = step.strip_prefix('+') {
            let key = key.parse().unwrap();
            let (number, false) = self.number(key) else {
                panic!("{step}");
            };
            self.table.insert(hash::integer(key), number);
        } else if let Some(list) = step.strip_prefix("update=") {
            let other = numbers(list);
            let hashes = other.iter().copied().map(hash::integer);
            self.table.reserve(other.len());
            for place in Table::of_adds(hashes).keys() {
                let (number, there) = self.number(other[place]);
                if !there {
                    let hash = hash::integer(other[place]);
                    self.table.insert_without_growth(hash, number);
                }
            }
        } else if let Some(list) = step.strip_prefix("minus=") {
            for key in numbers(list) {
                let number = self.number(key).0;
                assert!(self.table.remove(hash::integer(key), number));
            }
            self.table.shrink_after_difference();
        } else if let Some(key) = step.strip_prefix('-') {
            let key = key.parse().unwrap();
            let number = self.number(key).0;
            assert!(self.table.remove(hash::integer(key), number));
            assert!(!self.table.remove(hash::integer(key), number));
        } else {
            match step {
                "pop" => assert!(self.table.pop().is_some()),
                "copy" => self.table = self.table.copy(),
                "clear" => self.table.clear(),
                _ => panic!("{step}"),
            }
        }
    }
}

#[test]
fn tables_are_those_of_python() {
    let mut count = 0;
    for line in lines("dict").chain(lines("set")) {
        let (steps, expected) = line.split_once(" =").unwrap();
        let mut steps = steps.split(' ');
        let mut integers = Integers {
            table: Table::new(),
            seen: Vec::new(),
        };
        match steps.next() {
            Some("display") => {
                integers.table = Table::of_display(steps.next().unwrap().parse().unwrap());
            }
            Some("fromkeys") => {
                let keys = numbers(steps.next().unwrap());
                integers.table = Table::of_fromkeys(keys.len());
                for (number, key) in keys.iter().enumerate() {
                    let hash = hash::integer(*key);
                    integers.table.insert_without_growth(hash, number);
                }
                integers.seen = keys;
            }
            start => assert_eq!(start, Some("adds")),
        }
        steps.for_each(|step| integers.step(step));
        let found: Vec<i64> = integers
            .table
            .keys()
            .map(|key| integers.seen[key])
            .collect();
        assert_eq!(found, numbers(expected), "{line}");
        assert_eq!(found.len(), integers.table.len());
        assert_eq!(found.is_empty(), integers.table.is_empty());
        count += 1;
    }
    assert_eq!(count, 120);
}

#[test]
fn large_tables_grow_to_twice_their_keys() {
    let table = Table::of_adds((0..60_000).map(|number| number * 7));
    let found: Vec<i64> = table
        .keys()
        .step_by(10_000)
        .map(|key| key as i64 * 7)
        .collect();
    assert_eq!(Some(found), lines("large").next().map(numbers));
}

#[test]
fn an_empty_table_gives_nothing() {
    let mut table = Table::default();
    assert_eq!(table.pop(), None);
    assert!(!table.remove(1, 1));
    assert_eq!(table.find(1, |_| true), None);
}
