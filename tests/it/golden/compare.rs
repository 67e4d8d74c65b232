//! Comparing what came out with what was recorded.

use serde_json::Value;

/// Paths whose order says nothing.
pub struct Paths(Vec<String>);

impl Paths {
    /// Those of a recording.
    pub fn new(list: &Value) -> Paths {
        let list = list.as_array().into_iter().flatten();
        Paths(
            list.filter_map(|path| path.as_str().map(str::to_owned))
                .collect(),
        )
    }

    fn contains(&self, path: &str) -> bool {
        self.0.iter().any(|pattern| matches(pattern, path))
            || path.contains(".thrift.taskConfig.")
                && !path.contains(".data")
                && [".metadata", ".constraints", ".resources", ".values"]
                    .iter()
                    .any(|set| path.ends_with(set))
    }
}

/// Whether a path is that of a pattern in which `[*]` is any index.
fn matches(pattern: &str, path: &str) -> bool {
    let mut rest = path;
    for (index, part) in pattern.split("[*]").enumerate() {
        if index > 0 {
            let Some(end) = rest.strip_prefix('[').and_then(|rest| rest.find(']')) else {
                return false;
            };
            rest = &rest[end + 2..];
        }
        match rest.strip_prefix(part) {
            Some(behind) => rest = behind,
            None => return false,
        }
    }
    rest.is_empty()
}

/// The first few differences, each with its path.
pub fn difference(found: &Value, wanted: &Value, path: &str, paths: &Paths) -> Vec<String> {
    let mut differences = Vec::new();
    compare(found, wanted, path, paths, &mut differences);
    differences.truncate(3);
    differences
}

fn compare(found: &Value, wanted: &Value, path: &str, paths: &Paths, out: &mut Vec<String>) {
    match (found, wanted) {
        (Value::Object(left), Value::Object(right)) => {
            for (name, value) in left {
                let path = format!("{path}.{name}");
                match right.get(name) {
                    Some(other) => compare(value, other, &path, paths, out),
                    None => out.push(format!("{path} should not be there: {value}")),
                }
            }
            for name in right.keys().filter(|name| !left.contains_key(*name)) {
                out.push(format!("{path}.{name} is missing"));
            }
        }
        (Value::Array(left), Value::Array(right)) => {
            let (mut left, mut right) = (left.clone(), right.clone());
            if paths.contains(path) {
                left.sort_by_cached_key(canonical);
                right.sort_by_cached_key(canonical);
            }
            if left.len() != right.len() {
                out.push(format!(
                    "{path} has {} elements, not {}",
                    left.len(),
                    right.len()
                ));
            }
            for (index, (found, wanted)) in left.iter().zip(&right).enumerate() {
                compare(found, wanted, &format!("{path}[{index}]"), paths, out);
            }
        }
        (Value::Number(left), Value::Number(right)) if left.as_f64() == right.as_f64() => {}
        (Value::String(left), Value::String(right)) if paths.contains(path) => {
            let words = |text: &str| {
                let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
                words.sort();
                words
            };
            if words(left) != words(right) {
                out.push(format!("{path} is {found}, not {wanted}"));
            }
        }
        _ if found == wanted => {}
        _ => out.push(format!("{path} is {found}, not {wanted}")),
    }
}

/// The value with the names of all objects sorted and all numbers as floats, to sort by.
fn canonical(value: &Value) -> String {
    match value {
        Value::Object(pairs) => {
            let mut pairs: Vec<String> = pairs
                .iter()
                .map(|(name, value)| format!("{name}:{}", canonical(value)))
                .collect();
            pairs.sort();
            pairs.join(",")
        }
        Value::Array(items) => items.iter().map(canonical).collect::<Vec<_>>().join(";"),
        Value::Number(number) => format!("{:?}", number.as_f64()),
        other => other.to_string(),
    }
}
