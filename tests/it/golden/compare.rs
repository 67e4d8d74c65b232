//! Comparing what came out with what was recorded.

use serde_json::Value;

/// Whether a path is that of a set, whose order says nothing: Thrift writes those of a task as lists.
fn is_set(path: &str) -> bool {
    path.contains(".thrift.taskConfig.")
        && !path.contains(".data")
        && [".metadata", ".constraints", ".resources", ".values"]
            .iter()
            .any(|set| path.ends_with(set))
}

/// The first few differences, each with its path.
pub fn difference(found: &Value, wanted: &Value, path: &str) -> Vec<String> {
    let mut differences = Vec::new();
    compare(found, wanted, path, &mut differences);
    differences.truncate(3);
    differences
}

fn compare(found: &Value, wanted: &Value, path: &str, out: &mut Vec<String>) {
    match (found, wanted) {
        (Value::Object(left), Value::Object(right)) => {
            for (name, value) in left {
                let path = format!("{path}.{name}");
                match right.get(name) {
                    Some(other) => compare(value, other, &path, out),
                    None => out.push(format!("{path} should not be there: {value}")),
                }
            }
            for name in right.keys().filter(|name| !left.contains_key(*name)) {
                out.push(format!("{path}.{name} is missing"));
            }
        }
        (Value::Array(left), Value::Array(right)) => {
            let (mut left, mut right) = (left.clone(), right.clone());
            if is_set(path) {
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
                compare(found, wanted, &format!("{path}[{index}]"), out);
            }
        }
        (Value::Number(left), Value::Number(right)) if left.as_f64() == right.as_f64() => {}
        (Value::String(left), Value::String(right)) if is_set(path) => {
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
