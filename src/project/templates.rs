//! Checking templates through the files that use them.

use super::merge::unused_templates;
use super::plan::{self, Options, Plan};
use super::{Error, Run};
use crate::workspace::contents::Contents;
use std::collections::BTreeMap;

/// Looks for users of the templates that nothing else in a run uses, checks them, and adds them to the plan and to the run.
pub fn with_users(plan: Plan, run: &mut Run, options: &Options) -> Result<Plan, Error> {
    let templates = unused_templates(&plan, &run.checked);
    if templates.is_empty() {
        return Ok(plan);
    }
    let plan = plan::with_users(plan, &templates, options)?;
    run.extend(&plan, &Contents::with_texts(texts(&plan)), options.reporter);
    Ok(plan)
}

/// The text from standard input, under the name of the file that it stands for.
fn texts(plan: &Plan) -> BTreeMap<String, Vec<u8>> {
    let targets = plan.targets.iter();
    let texts = targets.filter_map(|it| Some((it.path.display().to_string(), it.text.clone()?)));
    texts.collect()
}
