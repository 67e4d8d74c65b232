//! From the elements of `jobs` to accepted jobs and diagnostics.

use super::plan::Plan;
use super::reference::{Known, known};
use super::resolved_job::ResolvedJob;
use super::value::attribute;
use super::{Bindings, Job, JobKey, ParameterType, Parameters, Settings, client, ports, scheduler};
use crate::diagnostic::codes::job::{JOBS_NOT_A_LIST, NO_JOBS, NOT_A_JOB};
use crate::diagnostic::{Applicability, Code, Diagnostic, Edit, Fix, Stage};
use crate::object::{Limits, Object, ProblemKind};
use crate::parallel;
use crate::source::{Sources, Span};
use crate::template::Reference;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// What became of the elements of `jobs`.
#[derive(Clone, Debug, Default)]
pub struct CheckedJobs {
    /// The jobs that the client accepts, in order. The scheduler may still reject them.
    pub jobs: Vec<Job>,
    /// Those that it does not accept, as far as they could be resolved; what is not known of their keys is a question mark. Only kept
    /// together with what answers references.
    pub refused: Vec<Job>,
    /// Everything that is wrong with any of them, each once, with the keys of the jobs concerned.
    pub diagnostics: Vec<Diagnostic>,
    /// The names that nothing binds, with the types that they would have as parameters.
    pub undeclared: Parameters,
}

/// Resolves and checks jobs. Objects that are no jobs are diagnosed; those that are the result of a failed expression are passed
/// over, as that was reported. What answers the references of the jobs is kept if `keeps_resolutions`.
pub fn check_jobs(
    written: &[Object],
    bindings: &Bindings,
    limits: &Limits<'_>,
    sources: &Sources,
    settings: &Settings,
    keeps_resolutions: bool,
) -> CheckedJobs {
    let is_over = AtomicBool::new(false);
    let verdicts = parallel::map(written, JOBS_FOR_THREADS, |object| {
        // Of what follows when time or memory is used up nothing is said.
        if is_over.load(Ordering::Relaxed) {
            return CheckedJob::default();
        }
        if !is_job(object) {
            return no_job(object);
        }
        if let Some(hidden) = hidden_attribute(object) {
            return CheckedJob {
                found: vec![hidden],
                ..CheckedJob::default()
            };
        }
        let case = ResolvedJob::new(
            object,
            bindings,
            limits,
            sources,
            settings,
            keeps_resolutions,
        );
        if let Some(exceeded) = case.exceeded() {
            is_over.store(true, Ordering::Relaxed);
            return CheckedJob {
                exceeded: Some(exceeded),
                ..CheckedJob::default()
            };
        }
        checked_job(case, object)
    });
    let mut checked = CheckedJobs::default();
    let mut seen = FxHashMap::default();
    for checked_job in verdicts {
        if let Some(exceeded) = checked_job.exceeded {
            checked.diagnostics.push(exceeded);
            break;
        }
        checked.undeclared.extend_specific(checked_job.undeclared);
        let all = &mut checked.diagnostics;
        merge(
            all,
            &mut seen,
            checked_job.found,
            checked_job.label.as_deref(),
        );
        checked.jobs.extend(checked_job.job);
        checked.refused.extend(checked_job.refused);
    }
    checked
}

/// From so many jobs on they are checked, and linted, in parallel: below that a thread costs more than it brings.
pub(crate) const JOBS_FOR_THREADS: usize = 32;

/// What became of one element of `jobs`.
#[derive(Default)]
struct CheckedJob {
    /// The job, if the client accepts it.
    job: Option<Job>,
    /// The job, if it is not accepted and such are kept.
    refused: Option<Job>,
    /// What is wrong with it.
    found: Vec<Diagnostic>,
    /// The names that nothing binds in it.
    undeclared: Parameters,
    /// Its key, as far as it is known; nothing for what is no job.
    label: Option<String>,
    /// That a limit of the whole compilation was used up.
    exceeded: Option<Diagnostic>,
}

fn no_job(object: &Object) -> CheckedJob {
    let is_said = object.is_poisoned();
    let found = (!is_said).then(|| not_a_job(&object.describe(), object.span()));
    CheckedJob {
        found: found.into_iter().collect(),
        ..CheckedJob::default()
    }
}

fn checked_job(mut case: ResolvedJob<'_>, written: &Object) -> CheckedJob {
    client::check(&mut case);
    let key = key(&case.job);
    let refused = case.found.iter().any(Diagnostic::is_error);
    if !refused {
        scheduler::check(&mut case);
    }
    let is_accepted = key.is_some() && !refused && !case.job.is_poisoned();
    let key = key.unwrap_or_else(|| incomplete_key(&case.job));
    let label = Some(key.label());
    let undeclared = undeclared(&case);
    let found = std::mem::take(&mut case.found);
    let is_kept = case.resolutions.is_some();
    let (job, refused) = match is_accepted {
        true => (Some(accepted(case, key, written)), None),
        false => (None, is_kept.then(|| rejected(case, key, written))),
    };
    CheckedJob {
        job,
        refused,
        found,
        undeclared,
        label,
        exceeded: None,
    }
}

/// Says that an element of `jobs` is no job: a dict, a number, another object. `found` names it: "a dict".
pub fn not_a_job(found: &str, span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        &NOT_A_JOB,
        format!("`jobs` must contain `Job` objects, but this is {found}"),
        span,
    )
    .at("not a `Job`");
    match found {
        "None" => diagnostic.help("a function without `return` returns `None`"),
        _ if found.contains("dict") => {
            diagnostic.help("write `Job({…})`, or use keyword arguments: `Job(name = …)`")
        }
        _ => diagnostic,
    }
}

/// An attribute of a job that the client cannot read: it calls `job.name()`, and the class of the job gives that name to something else.
fn hidden_attribute(object: &Object) -> Option<Diagnostic> {
    let ty = object.ty();
    let (name, place) = ty.as_struct()?.hiding.first()?;
    let class = ty.name();
    let message = format!("`{class}` redefines `{name}`, an attribute of this job");
    let diagnostic = Diagnostic::new(&NOT_A_JOB, message, object.span());
    let diagnostic = diagnostic.at(format!("the client reads `job.{name}()`"));
    Some(diagnostic.label(*place, "defined here").help(format!(
        "only a class directly derived from `Struct` declares attributes: remove `{name}` from `{class}`, and set it in each job"
    )))
}

/// Says that `jobs` is no list. `found` names what it is: "a Job".
pub fn jobs_not_a_list(found: &str, span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        &JOBS_NOT_A_LIST,
        format!("`jobs` must be a list, but this is {found}"),
        span,
    );
    if found.contains("Job") {
        diagnostic
            .at("one job, not a list of jobs")
            .help("put it in brackets: `jobs = […]`")
    } else if found == "a function" {
        diagnostic.help("call it: `jobs = …()`")
    } else {
        diagnostic
    }
}

/// A variable that was probably meant where there are no `jobs`.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The list of jobs that it is, as it would be written: `[hello]`.
    pub list: String,
    /// Where its value was made.
    pub span: Span,
    /// The required attributes that its first job does not set.
    pub missing: Vec<String>,
}

/// Says that there are no jobs: `span` is the empty list, or, with a candidate, the end of the file, where a fix adds them.
pub fn no_jobs(span: Span, candidate: Option<&Candidate>) -> Diagnostic {
    let Some(candidate) = candidate else {
        let message = "`jobs` is empty, so there is nothing to run";
        let diagnostic = Diagnostic::new(&NO_JOBS, message, span);
        return diagnostic.help("put the jobs in the list: `jobs = [Job(…)]`");
    };
    let message = "the file defines no `jobs`, so there is nothing to run";
    let assignment = format!("jobs = {}", candidate.list);
    let diagnostic = match candidate.span.file == span.file {
        true => Diagnostic::new(&NO_JOBS, message, candidate.span).at("not in `jobs`"),
        false => Diagnostic::new(&NO_JOBS, message, span).label(candidate.span, "not in `jobs`"),
    };
    if !candidate.missing.is_empty() {
        let missing = candidate.missing.join("`, `");
        return diagnostic.help(format!(
            "did you mean `{assignment}`? It also requires `{missing}`"
        ));
    }
    let mut diagnostic = diagnostic.help(format!("did you mean `{assignment}`?"));
    diagnostic.fix = Some(Fix {
        message: format!("Add `{assignment}`"),
        edits: vec![Edit {
            span,
            replacement: format!("\n{assignment}\n"),
        }],
        applicability: Applicability::Suggestion,
    });
    diagnostic
}

/// Whether a code is about what fails after the client has accepted a job.
pub fn is_scheduler(code: &Code) -> bool {
    code.stage == Stage::Scheduler
}

/// As in the client, what has the attributes of a job is one, whatever a site calls it.
fn is_job(object: &Object) -> bool {
    object.ty().as_struct().is_some_and(|ty| {
        ["cluster", "role", "environment", "name", "task"]
            .iter()
            .all(|name| ty.attributes.contains_key(*name))
    })
}

fn accepted(mut case: ResolvedJob<'_>, key: JobKey, written: &Object) -> Job {
    let ports = ports::needed(&client::used_ports(&case), &client::portmap(&case));
    let plan = match case.plan.take() {
        Some(plan) => plan,
        None => case
            .task()
            .map(|task| client::planned(&task))
            .unwrap_or_default(),
    };
    Job {
        ports,
        plan,
        ..rejected(case, key, written)
    }
}

/// A job as far as it could be resolved: its ports and its plan are not worked out.
fn rejected(case: ResolvedJob<'_>, key: JobKey, written: &Object) -> Job {
    Job {
        key,
        parameters: parameters(&case),
        ports: Vec::new(),
        plan: Plan::default(),
        written: written.clone(),
        bound: case.bound,
        object: case.job,
        for_executor: case.for_executor,
        span: written.span(),
        resolutions: case.resolutions.map(OnceLock::from).unwrap_or_default(),
    }
}

/// The names that nothing binds, with the types of the attributes that are nothing but such a name.
fn undeclared(case: &ResolvedJob<'_>) -> Parameters {
    let is_nobodys = |it: &Reference| known(it, case.settings) == Known::Nobody;
    let texts = case.unbound.iter().map(|it| &it.reference);
    let texts = texts.filter(|it| is_nobodys(it));
    let mut all: Parameters = texts
        .map(|it| (it.to_string(), ParameterType::String))
        .collect();
    for problem in &case.problems {
        if let ProblemKind::Unresolved {
            expected,
            reference,
        } = &problem.kind
            && is_nobodys(reference)
            && let Some(ty) = ParameterType::of(expected)
        {
            all.extend_specific([(reference.to_string(), ty)].into_iter().collect());
        }
    }
    all
}

/// The declared parameters that are left open.
fn parameters(case: &ResolvedJob<'_>) -> Vec<String> {
    if case.settings.parameters.is_empty() {
        return Vec::new();
    }
    let open = case.unbound.iter();
    let open = open.filter(|it| known(&it.reference, case.settings) == Known::Parameter);
    let names: BTreeSet<String> = open.map(|it| it.reference.to_string()).collect();
    names.into_iter().collect()
}

fn part(job: &Object, name: &str) -> Option<String> {
    let part = attribute(job, name)?;
    Some(part.as_leaf()?.to_text().to_string())
}

fn key(job: &Object) -> Option<JobKey> {
    Some(JobKey {
        cluster: part(job, "cluster")?,
        role: part(job, "role")?,
        environment: part(job, "environment")?,
        name: part(job, "name")?,
    })
}

/// What is known of a key, with a question mark for the rest.
fn incomplete_key(job: &Object) -> JobKey {
    let known = |name| part(job, name).unwrap_or_else(|| "?".into());
    JobKey {
        cluster: known("cluster"),
        role: known("role"),
        environment: known("environment"),
        name: known("name"),
    }
}

/// The place and words of a diagnostic, and its index.
type Seen = FxHashMap<(&'static str, Span, String), usize>;

/// Adds what was found in one job; what was found before, in another job made from the same template, only gets its key.
fn merge(all: &mut Vec<Diagnostic>, seen: &mut Seen, found: Vec<Diagnostic>, job: Option<&str>) {
    let Some(job) = job else {
        all.extend(found);
        return;
    };
    for mut diagnostic in found {
        let place = (
            diagnostic.code.code,
            diagnostic.primary.span,
            diagnostic.message.clone(),
        );
        let index = *seen.entry(place).or_insert_with(|| {
            diagnostic.jobs.clear();
            all.push(diagnostic);
            all.len() - 1
        });
        if let Some(known) = all.get_mut(index)
            && known.jobs.last().is_none_or(|last| last != job)
        {
            known.jobs.push(job.to_string());
        }
    }
}
