//! J009

use super::facts;
use crate::diagnostic::Diagnostic;
use crate::job::Job;
use crate::job::value::{self, attribute};
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// ## What it does
    /// Reports a job that configures the HTTP requests that ask its instances to end, although no process uses the port
    /// for these requests.
    ///
    /// Every job has this configuration by default. Only a configuration in the file is reported.
    ///
    /// ## Why is this bad?
    /// The requests are never sent, and the instances are killed without a warning.
    ///
    /// ## Example
    /// ```python
    /// jobs = [
    ///   Service(
    ///     cluster = 'example', role = 'www-data', environment = 'devel', name = 'shop',
    ///     contact = 'shop-team@example.com',
    ///     lifecycle = LifecycleConfig(http = HttpLifecycleConfig(port = 'admin')),
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
    ///     lifecycle = LifecycleConfig(http = HttpLifecycleConfig(port = 'admin')),
    ///     task = SimpleTask('shop', './shop --port {{thermos.ports[http]}} --admin-port {{thermos.ports[admin]}}'),
    ///   ),
    /// ]
    /// ```
    ///
    /// ## References
    /// Aurora's executor sends the requests only to a port that the instance has (`HttpLifecycleManager.wrap`).
    "J009" "lifecycle-without-port" Warning Jobs on Job(check)
}

fn check(context: &Context, job: &Job, findings: &mut Findings) {
    let Some(place) = facts::written(context, &job.object, "lifecycle") else {
        return;
    };
    let http = job
        .attribute("lifecycle")
        .and_then(|lifecycle| attribute(&lifecycle, "http"));
    let port = http.as_ref().and_then(|http| attribute(http, "port"));
    let (Some(http), Some(port)) = (&http, port.as_ref().and_then(value::text)) else {
        return;
    };
    if facts::ports(job).contains(port) || !facts::is_plain(port) {
        return;
    }
    // `DefaultLifecycleConfig` spelled out says no more than the default does.
    let is_default = !context.sources.is_users(http.span());
    if is_default {
        return;
    }
    let message = format!("the shutdown requests go to the port `{port}`, which no process uses");
    let place = facts::written(context, http, "port").unwrap_or(place);
    let help = match job.ports.as_slice() {
        [] => format!(
            "let the program answer on `{{{{thermos.ports[{port}]}}}}`, or set `lifecycle = DisableLifecycle`"
        ),
        [other, ..] => format!(
            "let the program answer on `{{{{thermos.ports[{port}]}}}}`, or set the port where it does: `port = '{other}'`"
        ),
    };
    findings.push_for(job, Diagnostic::new(&RULE.code, message, place).help(help));
}
