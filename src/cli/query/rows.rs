//! Sorting, grouping and summing the rows of a query.

use super::Arguments;
use crate::emit::Json;
use indexmap::IndexMap;
use std::cmp::Ordering;

/// Which columns of a query are what.
pub struct Layout {
    shown: Vec<String>,
    group: Vec<String>,
    sum: Vec<String>,
    sort: Vec<String>,
    is_grouped: bool,
}

/// What is printed.
pub struct Table {
    /// The expressions above the columns.
    pub heads: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Json>>,
}

impl Layout {
    /// What the arguments want.
    pub fn of(arguments: &Arguments) -> Layout {
        let split = |it: &Option<String>| it.as_deref().map(split).unwrap_or_default();
        let is_grouped = arguments.group.is_some() || arguments.sum.is_some();
        let shown = match is_grouped {
            true => Vec::new(),
            false => split(&arguments.show.clone().or_else(|| Some("key".to_owned()))),
        };
        Layout {
            shown,
            group: split(&arguments.group),
            sum: split(&arguments.sum),
            sort: split(&arguments.sort),
            is_grouped,
        }
    }

    /// The expressions to evaluate for each job.
    pub fn columns(&self) -> Vec<String> {
        [&self.shown[..], &self.group, &self.sum, &self.sort].concat()
    }

    /// The rows as they are shown.
    pub fn table(&self, mut rows: Vec<Vec<Json>>, is_reverse: bool) -> Table {
        let sorted_by = self.columns().len() - self.sort.len();
        // Stable, so that equal rows stay in the order of the files.
        rows.sort_by(|one, other| {
            let order = compare_all(&one[sorted_by..], &other[sorted_by..]);
            if is_reverse { order.reverse() } else { order }
        });
        if !self.is_grouped {
            for row in &mut rows {
                row.truncate(self.shown.len());
            }
            return Table {
                heads: self.shown.clone(),
                rows,
            };
        }
        let heads = [&self.group[..], &["jobs".to_owned()], &self.sum].concat();
        let mut groups: IndexMap<String, (Vec<Json>, i64, Vec<f64>)> = IndexMap::new();
        if self.group.is_empty() {
            groups.insert("[]".to_owned(), (Vec::new(), 0, vec![0.0; self.sum.len()]));
        }
        for row in &rows {
            let (of, rest) = row.split_at(self.group.len());
            let key = Json::List(of.to_vec()).to_compact();
            let group = groups.entry(key);
            let group = group.or_insert_with(|| (of.to_vec(), 0, vec![0.0; self.sum.len()]));
            group.1 += 1;
            for (sum, cell) in group.2.iter_mut().zip(rest) {
                *sum += number(cell).unwrap_or(0.0);
            }
        }
        let rows = groups.into_values().map(|(mut row, count, sums)| {
            row.push(Json::integer(count));
            row.extend(sums.into_iter().map(whole));
            row
        });
        Table {
            heads,
            rows: rows.collect(),
        }
    }
}

/// A sum; an integer if it is one.
fn whole(sum: f64) -> Json {
    match sum.fract() == 0.0 && sum.abs() < 9e15 {
        true => Json::integer(sum as i64),
        false => Json::Float(sum),
    }
}

/// A number, if it is one. Booleans count as in Python.
pub fn number(cell: &Json) -> Option<f64> {
    match cell {
        Json::Integer(digits) => digits.parse().ok(),
        Json::Float(number) => Some(*number),
        Json::Boolean(value) => Some(f64::from(u8::from(*value))),
        _ => None,
    }
}

fn compare_all(one: &[Json], other: &[Json]) -> Ordering {
    let pairs = one.iter().zip(other);
    let mut orders = pairs.map(|(one, other)| compare(one, other));
    orders.find(|it| it.is_ne()).unwrap_or(Ordering::Equal)
}

/// Nothing comes first, then numbers, then strings.
fn compare(one: &Json, other: &Json) -> Ordering {
    let rank = |it: &Json| match it {
        Json::Null => 0,
        _ if number(it).is_some() => 1,
        Json::Text(_) => 2,
        _ => 3,
    };
    match (number(one), number(other)) {
        (Some(one), Some(other)) => return one.total_cmp(&other),
        _ if rank(one) != rank(other) => return rank(one).cmp(&rank(other)),
        _ => {}
    }
    match (one, other) {
        (Json::Text(one), Json::Text(other)) => one.cmp(other),
        _ => one.to_compact().cmp(&other.to_compact()),
    }
}

/// Expressions that are separated by commas, except for commas in brackets and strings.
pub fn split(expressions: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut depth = 0_usize;
    let mut quote = None;
    let mut is_escaped = false;
    for letter in expressions.chars() {
        match (quote, letter) {
            (Some(_), _) if is_escaped => {}
            (Some(open), letter) if open == letter => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(letter),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            (None, ',') if depth == 0 => {
                found.push(String::new());
                continue;
            }
            _ => {}
        }
        is_escaped = quote.is_some() && letter == '\\' && !is_escaped;
        if let Some(last) = found.last_mut() {
            last.push(letter);
        }
    }
    let found = found.iter().map(|it| it.trim().to_owned());
    found.filter(|it| !it.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_split_at_commas_outside_of_brackets_and_strings() {
        for (text, parts) in [
            ("key", &["key"][..]),
            ("key, instances", &["key", "instances"]),
            (
                "max(1, 2), \"a,b\", [c, d]",
                &["max(1, 2)", "\"a,b\"", "[c, d]"],
            ),
            ("'it\\',s', x,", &["'it\\',s'", "x"]),
            ("", &[]),
        ] {
            assert_eq!(split(text), parts, "{text}");
        }
    }

    #[test]
    fn values_have_an_order() {
        let text = |it: &str| Json::text(it);
        let sorted = [
            Json::Null,
            Json::Float(-1.5),
            Json::integer(2),
            text("a"),
            text("b"),
        ];
        for (index, one) in sorted.iter().enumerate() {
            for (other_index, other) in sorted.iter().enumerate() {
                assert_eq!(
                    compare(one, other),
                    index.cmp(&other_index),
                    "{one:?} {other:?}"
                );
            }
        }
    }
}
