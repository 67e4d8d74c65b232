//! J017

use crate::diagnostic::Diagnostic;
use crate::job::ports::{self, Port};
use crate::job::reference::{Known, known};
use crate::job::value::{self, attribute};
use crate::job::{Job, Settings};
use crate::lint::rule::rule;
use crate::lint::rules::processes::command::commands;
use crate::lint::{Context, Findings};
use crate::object::Object;
use crate::template::{PartKind, Template};
use indexmap::IndexMap;
use std::collections::BTreeSet;

rule! {
    /// ## What it does
    /// Reports an announcer whose portmap names a port that no process uses.
    ///
    /// For the primary port, the client itself warns (W501).
    ///
    /// ## Why is this bad?
    /// The scheduler reserves the port for every instance and announces it, but nothing answers there.
    ///
    /// ## Example
    /// ```python
    /// jobs = [
    ///   Service(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'shop',
    ///     contact = 'shop-team@example.com',
    ///     announce = Announcer(portmap = {'aurora': 'http', 'metrics': 'admin'}),
    ///     task = SimpleTask('shop', './shop --port {{thermos.ports[http]}}'),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// jobs = [
    ///   Service(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'shop',
    ///     contact = 'shop-team@example.com',
    ///     announce = Announcer(portmap = {'aurora': 'http', 'metrics': 'admin'}),
    ///     task = SimpleTask('shop', './shop --port {{thermos.ports[http]}} --admin-port {{thermos.ports[admin]}}'),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## References
    /// The client requests every port that the portmap names (`AuroraConfig.ports`), and the executor's announcer
    /// publishes all of them.
    "J017" "portmap-without-process" Warning Jobs on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let Some(announce) = job.attribute("announce") else {
        return;
    };
    let portmap = attribute(&announce, "portmap");
    let entries = portmap
        .as_ref()
        .and_then(Object::as_map)
        .unwrap_or_default();
    let names: IndexMap<String, String> = entries
        .iter()
        .filter_map(|(name, port)| {
            Some((value::text(name)?.to_owned(), value::text(port)?.to_owned()))
        })
        .collect();
    let Ok(resolved) = ports::resolve(&names) else {
        return;
    };
    let end = |name: &str| match resolved.get(name) {
        Some(port) => port.clone(),
        None => Port::Named(name.to_owned()),
    };
    let mut answered: BTreeSet<Port> = used(job).iter().map(|name| end(name)).collect();
    let first = answered.iter().find_map(|port| match port {
        Port::Named(name) => Some(name.clone()),
        Port::Static(_) => None,
    });
    // Of the primary port the client speaks.
    let primary = attribute(&announce, "primary_port");
    answered.extend(primary.as_ref().and_then(value::text).map(end));
    for (name, port) in entries {
        let (Some(key), Some(_)) = (value::text(name), value::text(port)) else {
            continue;
        };
        let Port::Named(target) = end(key) else {
            continue;
        };
        let place = context.users(&[port.span(), name.span()]);
        let (Some(place), false) = (place, answered.contains(&end(key))) else {
            continue;
        };
        let message = format!("`{key}` is announced at the port `{target}`, which no process uses");
        let help = match &first {
            Some(other) => format!(
                "let a process answer on `{{{{thermos.ports[{target}]}}}}`, or use the port where one does: `'{key}': '{other}'`"
            ),
            None => format!("let a process answer on `{{{{thermos.ports[{target}]}}}}`"),
        };
        findings.push_for(job, Diagnostic::new(&RULE.code, message, place).help(help));
    }
}

/// The ports that the command lines refer to.
fn used(job: &Job) -> BTreeSet<String> {
    let settings = Settings::default();
    let mut found = BTreeSet::new();
    for command in commands(job) {
        let template = Template::parse(&command.text);
        for part in template.iter().flat_map(|template| &template.parts) {
            let PartKind::Reference(reference) = &part.kind else {
                continue;
            };
            if let Known::Port(name) = known(reference, &settings) {
                found.insert(name);
            }
        }
    }
    found
}
