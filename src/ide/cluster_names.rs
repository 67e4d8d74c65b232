//! What the cluster fills in when an instance starts: `{{mesos.instance}}`, `{{thermos.ports[http]}}`. The schema declares it.

use super::describe::attribute_words;
use super::view::View;
use crate::object::{Type, TypeKind};
use crate::syntax::ast::{Expression, ExpressionKind};
use crate::syntax::visit::{Visitor, walk_block, walk_expression};
use crate::template::{Component, PartKind, Reference, Template};
use std::collections::BTreeSet;

/// The names, and the structs that say what is behind them.
const CONTEXTS: [(&str, &str); 2] = [("mesos", "MesosContext"), ("thermos", "ThermosContext")];

/// The ports that the schema itself names.
const PORTS: [&str; 2] = ["http", "health"];

/// The most ports that are named.
const MOST: usize = 200;

/// The addresses that continue `start`; all whole ones if nothing is there yet.
pub fn behind(view: &View, start: Option<&str>) -> Vec<String> {
    let mut found = Vec::new();
    for (name, ty) in CONTEXTS {
        let Some(ty) = view.analysis.named_type(ty) else {
            continue;
        };
        let attributes = ty.as_struct().map(|it| it.attributes.iter());
        for (attribute, declared) in attributes.into_iter().flatten() {
            let address = format!("{name}.{attribute}");
            let is_map = matches!(declared.ty.kind(), TypeKind::Map { .. });
            match start {
                None | Some("") => found.push(address),
                Some(start) if start == name => found.push(address),
                Some(start) if start == address && is_map => {
                    let ports = ports(view).into_iter();
                    found.extend(ports.map(|port| format!("{address}[{port}]")));
                }
                Some(_) => {}
            }
        }
    }
    found
}

/// What the schema says of a reference that the cluster resolves.
pub fn words(view: &View, reference: &Reference) -> Option<String> {
    let [Component::Attribute(first), rest @ ..] = reference.components() else {
        return None;
    };
    let (_, ty) = CONTEXTS.into_iter().find(|(name, _)| *name == &**first)?;
    let ty: Type = view.analysis.named_type(ty)?;
    let of_attribute = match rest.first() {
        Some(Component::Attribute(name)) => attribute_words(&ty, name),
        _ => None,
    };
    let all = "The cluster fills it in when an instance starts.";
    Some(match of_attribute {
        Some(words) => format!("{all} It is {words}."),
        None => all.to_owned(),
    })
}

/// The ports of the jobs, those that strings refer to, and those of the schema.
fn ports(view: &View) -> BTreeSet<String> {
    let mut finder = Ports(PORTS.map(str::to_owned).into());
    let jobs = &view.analysis.compilation.jobs;
    let of_jobs = jobs.iter().flat_map(|job| &job.ports);
    finder.0.extend(of_jobs.take(MOST).cloned());
    for (_, parsed) in &view.analysis.compilation.files {
        walk_block(&mut finder, &parsed.module.body);
    }
    finder.0
}

struct Ports(BTreeSet<String>);

impl<'a> Visitor<'a> for Ports {
    fn expression(&mut self, expression: &'a Expression) {
        if let ExpressionKind::String(literal) = &expression.kind
            && self.0.len() < MOST
            && let Some(template) = Template::parse(&literal.text)
        {
            for part in &template.parts {
                if let PartKind::Reference(reference) = &part.kind
                    && let [
                        Component::Attribute(first),
                        Component::Attribute(second),
                        Component::Index(port),
                    ] = reference.components()
                    && (&**first, &**second) == ("thermos", "ports")
                {
                    self.0.insert(port.to_string());
                }
            }
        }
        walk_expression(self, expression);
    }
}
