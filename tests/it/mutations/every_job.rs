//! No job disappears: where nothing is wrong, what is emitted for each scheduler client has as many jobs as `jobs`.

use super::originals::{Original, compiled, originals};
use crate::mutations::edit::{Edit, Random};
use crate::support::with_stack;
use jobc::emit::{Target, emit};
use jobc::job::Job;

const MARK: &str = "number of jobs: ";

/// Edits of one token and more; with those of the originals themselves, as many as take ten seconds.
const EDITS: u64 = 600;

/// What is wrong with the number of jobs of a text; the number, if there are no errors.
fn counted(original: &Original, text: &str) -> Result<Option<usize>, String> {
    // The configuration counts for itself.
    let text = format!("{text}\nprint '{MARK}%d' % len(jobs)\n");
    let compilation = compiled(&original.name, &text, &original.host);
    if compilation.diagnostics.iter().any(|it| it.is_error()) {
        return Ok(None);
    }
    let (_, counted) = compilation
        .output
        .rsplit_once(MARK)
        .ok_or("it did not count its jobs")?;
    let count: usize = counted.trim().parse().map_err(|error| format!("{error}"))?;
    let jobs: Vec<&Job> = compilation.jobs.iter().collect();
    for target in [Target::Job, Target::Aurora, Target::AuroraTjson] {
        let text = emit(target, &jobs, "vagrant");
        let emitted: serde_json::Value =
            serde_json::from_str(&text).map_err(|error| error.to_string())?;
        let list = emitted.get("jobs").unwrap_or(&emitted).as_array();
        let emitted = list.ok_or("no list of jobs")?.len();
        if emitted != count {
            return Err(format!("{count} jobs, {emitted} emitted"));
        }
    }
    Ok(Some(count))
}

#[test]
fn each_job_is_emitted_or_reported() {
    let (accepted, wrong) = with_stack(|| {
        let originals = originals();
        let mut wrong = Vec::new();
        let mut accepted = 0;
        let mut check = |original: &Original, text: &str| match counted(original, text) {
            Ok(count) => accepted += usize::from(count.is_some()),
            Err(why) => wrong.push(format!("{}: {why}\n{text}", original.name)),
        };
        for original in &originals {
            check(original, &original.text);
        }
        for number in 0..EDITS {
            let mut random = Random::numbered(20_261_201, number);
            let original = &originals[random.below(originals.len())];
            if let Some(edit) = Edit::random(&original.text, &mut random) {
                check(original, &edit.text);
            }
        }
        (accepted, wrong)
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n────\n"));
    assert!(
        accepted > 300,
        "only {accepted} configurations were accepted"
    );
}
