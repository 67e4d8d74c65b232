//! The text of `executorConfig.data`, byte for byte what the client sent.

use jobc::emit::{Target, emit};
use jobc::job::Job;
use serde_json::Value;
use std::collections::HashMap;
use std::path::Path;

/// What differs from the recorded texts, in each target of the scheduler.
pub fn differences(jobs: &[Job], case: &Path) -> Vec<String> {
    let path = case.with_extension("data.json");
    let Ok(recording) = std::fs::read_to_string(&path) else {
        return match jobs.is_empty() {
            true => Vec::new(),
            false => vec!["accepted jobs, but no data is recorded".to_owned()],
        };
    };
    let recording: HashMap<String, Value> =
        serde_json::from_str(&recording).expect("recorded data in JSON");
    let all: Vec<&Job> = jobs.iter().collect();
    let mut failures = Vec::new();
    for (target, pointer) in [
        (Target::Aurora, "/taskConfig/executorConfig/data"),
        (Target::AuroraTjson, "/6/rec/25/rec/2/str"),
    ] {
        let emitted: Vec<Value> =
            serde_json::from_str(&emit(target, &all, "vagrant")).expect("JSON");
        assert_eq!(emitted.len(), jobs.len());
        let mut seen: HashMap<String, usize> = HashMap::new();
        for (job, emitted) in jobs.iter().zip(&emitted) {
            let key = job.key.to_string();
            let nth = seen.entry(key.clone()).or_default();
            let recorded = match recording.get(&key) {
                Some(Value::Array(texts)) => texts.get(*nth),
                recorded => recorded.filter(|_| *nth == 0),
            };
            *nth += 1;
            let recorded = recorded.and_then(Value::as_str);
            let found = emitted.pointer(pointer).and_then(Value::as_str);
            if found.is_none() || found != recorded {
                let (found, recorded) = (found.unwrap_or("?"), recorded.unwrap_or("?"));
                let same = found
                    .char_indices()
                    .zip(recorded.chars())
                    .take_while(|((_, a), b)| a == b)
                    .count();
                let from_there = |text: &str| -> String {
                    text.chars()
                        .skip(same.saturating_sub(20))
                        .take(70)
                        .collect()
                };
                failures.push(format!(
                    "{target:?} {key}: data differs: {} | {}",
                    from_there(found),
                    from_there(recorded)
                ));
            }
        }
    }
    failures.truncate(2);
    failures
}
