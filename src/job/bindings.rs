//! What is bound around every job: the command line's bindings in front, the client's own behind.

use crate::object::Environment;
use crate::object::{Object, PlainKind, PlainValue};
use crate::source::{FileId, Ownership, SourceFile, Sources, Span, Text};

/// What is bound around every job.
#[derive(Clone, Debug)]
pub struct Bindings {
    /// From the command line: in front of those of the job. Before these comes `mesos`, which the client binds to an object without
    /// attributes.
    front: Environment,
    /// `mesos.role` and the like: behind everything that the configuration binds.
    behind: Environment,
    /// A made-up instance, to check what depends on one. The client: `convert`.
    instance: Environment,
}

/// Names that the client binds, and what they stand for.
const STANDARD: [(&str, &str); 3] = [
    ("mesos.role", "{{role}}"),
    ("mesos.cluster", "{{cluster}}"),
    ("thermos.user", "{{role}}"),
];

impl Bindings {
    /// Bindings from the command line, in order; of two for the same name the later wins. An `Err` says which name is none.
    pub fn new(
        command_line: &[(String, String)],
        sources: &mut Sources,
    ) -> Result<Bindings, String> {
        let front = collect(
            "<command line>",
            Ownership::User,
            command_line
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str())),
            sources,
        )?;
        let behind = collect("<client>", Ownership::Stdlib, STANDARD.into_iter(), sources)?;
        let instance = collect(
            "<client>",
            Ownership::Stdlib,
            [("mesos.instance", "31337"), ("mesos.hostname", "")].into_iter(),
            sources,
        )?;
        let context = collect(
            "<client>",
            Ownership::Stdlib,
            [("mesos", "MesosContext()")].into_iter(),
            sources,
        )?;
        let mut all = Environment::builder();
        for environment in [front, context] {
            // Environments that exist can be put together.
            let kind = PlainKind::Environment(environment);
            let _ = all.extend(&PlainValue {
                kind,
                span: Span::NOWHERE,
            });
        }
        Ok(Bindings {
            front: all.finish(),
            behind,
            instance,
        })
    }

    /// The job with all bindings around it.
    pub fn around(&self, job: &Object) -> Object {
        job.bind(self.front.clone()).in_scope(self.behind.clone())
    }

    /// The job of a made-up instance that runs: its ports have numbers, and the task an identifier. The client:
    /// `ThermosTaskValidator`.
    pub fn running<'a>(&self, job: &Object, ports: impl Iterator<Item = &'a String>) -> Object {
        let mut builder = Environment::builder();
        let span = job.span();
        let text = |text: &str| PlainValue {
            kind: PlainKind::text(Text::new(text)),
            span,
        };
        for port in ports {
            // The names are those of references, so that they can be bound.
            let _ = builder.bind(&text(&format!("thermos.ports[{port}]")), &text("30000"));
        }
        let _ = builder.bind(&text("thermos.task_id"), &text("dummy_task_id"));
        job.bind(builder.finish())
    }

    /// The job as a made-up instance sees it.
    pub fn instance_of(&self, job: &Object) -> Object {
        job.bind(self.instance.clone())
    }
}

/// An environment, and a file that its spans point into: one line a binding.
fn collect<'a>(
    file_name: &str,
    ownership: Ownership,
    bindings: impl Iterator<Item = (&'a str, &'a str)> + Clone,
    sources: &mut Sources,
) -> Result<Environment, String> {
    let mut builder = Environment::builder();
    let text: String = bindings
        .clone()
        .map(|(name, value)| format!("{name}={value}\n"))
        .collect();
    if text.is_empty() {
        return Ok(builder.finish());
    }
    let file = sources.add(SourceFile::new(file_name, text, ownership));
    let mut at = 0;
    for (name, value) in bindings {
        let key = given(name, file, at);
        let value_start = at + name.len() + 1;
        at = value_start + value.len() + 1;
        builder
            .bind(&key, &given(value, file, value_start))
            .map_err(|error| format!("`{name}` cannot be bound: {}", error.python_message))?;
    }
    Ok(builder.finish())
}

fn given(text: &str, file: FileId, start: usize) -> PlainValue {
    PlainValue {
        kind: PlainKind::text(Text::new(text)),
        span: Span::new(file, start, start + text.len()),
    }
}
