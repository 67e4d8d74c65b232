//! T008

use crate::diagnostic::Diagnostic;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings};

rule! {
    /// ## What it does
    /// Reports a reference that skips the nearest object with its name, because only an object farther out has the
    /// requested attribute.
    ///
    /// ## Why is this bad?
    /// `{{profile.version}}` looks for `profile` in the nearest scope first. If that `profile` has no `version`, the
    /// search continues outward and finds the `version` of a profile that nothing else here uses. The result mixes two
    /// profiles. Setting `version` in the nearer profile looks harmless, but changes what runs.
    ///
    /// ## Example
    /// ```python
    /// class Profile(Struct):
    ///   package = Required(String)
    ///   version = String
    ///
    /// shop = Task(
    ///   processes = [Process(name = 'shop', cmdline = './{{profile.package}} --release {{profile.version}}')],
    ///   resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    /// ).bind(profile = Profile(package = 'shop'))
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'web', environment = 'devel', name = 'shop',
    ///     contact = 'web-team@example.com',
    ///     task = shop,
    ///   ).bind(profile = Profile(package = 'base', version = '7')),
    /// ]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// class Profile(Struct):
    ///   package = Required(String)
    ///   version = String
    ///
    /// shop = Task(
    ///   processes = [Process(name = 'shop', cmdline = './{{profile.package}} --release {{profile.version}}')],
    ///   resources = Resources(cpu = 1.0, ram = 256*MB, disk = 512*MB),
    /// ).bind(profile = Profile(package = 'shop', version = '7'))
    ///
    /// jobs = [
    ///   Job(
    ///     cluster = 'example', role = 'web', environment = 'devel', name = 'shop',
    ///     contact = 'web-team@example.com',
    ///     task = shop,
    ///   ),
    /// ]
    /// ```
    ///
    /// ## References
    /// Pystachio: `Object.interpolate` asks one scope after another. `Environment.find` does not distinguish a missing
    /// name from a missing attribute.
    "T008" "mixed-scopes" Warning Templates on Compilation(check)
}

fn check(context: &Context, findings: &mut Findings) {
    for (job, resolutions) in context.resolved_jobs() {
        for resolution in resolutions {
            let Some(nearer) = resolution.passed_over else {
                continue;
            };
            let place = resolution.place.locate(context.sources);
            let is_users = |span| context.sources.is_users(span);
            // What the command line binds is meant to go before or behind what the file binds.
            if !is_users(place) || !is_users(nearer) || !is_users(resolution.name_span) {
                continue;
            }
            let name = context.text(nearer).trim_matches(['\'', '"']);
            let message = format!(
                "the nearest `{name}` has no value for `{{{{{}}}}}`, so it comes from one farther out",
                resolution.reference
            );
            let diagnostic = Diagnostic::new(&RULE.code, message, place)
                .at("found farther out")
                .label(nearer, "the nearest one")
                .label(resolution.name_span, "the value that is used")
                .help(format!(
                    "set it in the nearest `{name}`, or rename one of the two"
                ));
            findings.push_for(job, diagnostic);
        }
    }
}
