//! A reference that nothing binds, as a diagnostic: what was meant, or how far it leads.

use super::braces::{is_command, separated};
use super::report::with_labels;
use super::scopes::{PartlyBound, push_attributes};
use super::unresolved_target::{Reason, UnresolvedTarget, start_of};
use super::{UnboundReference, bound_elsewhere};
use crate::diagnostic::codes::template;
use crate::diagnostic::{Diagnostic, nearest};
use crate::source::{Sources, Span};
use crate::syntax::literal::locate;
use crate::template::Reference;

impl UnboundReference {
    /// The characters of the reference.
    pub fn locate(&self, sources: &Sources) -> Span {
        locate(&self.text, self.range.start, self.range.end, sources).unwrap_or(self.span)
    }

    /// The name bound in that scope, or known of elsewhere, that ends with what is written, or comes nearest to it.
    /// Searches all scopes: ask only to report.
    pub fn near(&self, elsewhere: &[String]) -> Option<String> {
        let names = self.scopes.names(&self.reference);
        let wanted = self.reference.to_string();
        // Names in capitals are a convention for what the command line binds, not a misspelling of an attribute.
        let is_capital = |name: &str| !name.contains(char::is_lowercase);
        let all = || {
            let all = names.iter().chain(elsewhere).map(String::as_str);
            all.filter(|name| !is_capital(&wanted) || is_capital(name))
        };
        let near = only_end_of(all(), &wanted).or_else(|| nearest(&wanted, all()));
        near.map(str::to_owned)
    }

    /// The reference as a diagnostic, for references that have to be bound. `elsewhere` are the names that are known without
    /// being bound.
    pub fn diagnostic(&self, elsewhere: &[String], sources: &Sources) -> Diagnostic {
        let span = self.locate(sources);
        let message = format!("nothing binds `{{{{{}}}}}`", self.reference);
        let diagnostic =
            Diagnostic::new(&template::UNBOUND_REFERENCE, message, span).at("not bound");
        // A template of Go's, such as those of `docker ps --format`.
        if is_command(&self.path) && self.text[self.range.clone()].starts_with("{{.") {
            return self.not_bound(diagnostic, sources);
        }
        let diagnostic = self.explained(diagnostic, elsewhere, sources);
        with_labels(diagnostic, &self.labels, sources)
    }

    /// The reference as a diagnostic that does not say what was meant, for the many that follow the first ones of a job.
    pub fn brief(&self, sources: &Sources) -> Diagnostic {
        let message = format!("nothing binds `{{{{{}}}}}`", self.reference);
        Diagnostic::new(&template::UNBOUND_REFERENCE, message, self.locate(sources)).at("not bound")
    }

    fn explained(
        &self,
        diagnostic: Diagnostic,
        elsewhere: &[String],
        sources: &Sources,
    ) -> Diagnostic {
        let reference = &self.reference;
        let end = self.scopes.dead_end(reference);
        let reason = end
            .as_ref()
            .and_then(|end| Some((end, end.reason(reference)?)));
        if let Some((end, reason)) = &reason
            && reason.is_certain
        {
            return self.at_dead_end(diagnostic, end, reason, sources);
        }
        if let Some(near) = self.near(elsewhere) {
            let diagnostic = diagnostic.help(format!("did you mean `{{{{{near}}}}}`?"));
            return self.suggest(diagnostic, &near, sources);
        }
        if let Some((end, reason)) = &reason {
            return self.at_dead_end(diagnostic, end, reason, sources);
        }
        match self.scopes.partly_bound(reference) {
            Some(start) => partly_bound(diagnostic, start, elsewhere, sources),
            None => bound_elsewhere::explain(&self.scopes, reference, &diagnostic, sources)
                .unwrap_or_else(|| self.not_bound(diagnostic, sources)),
        }
    }

    fn not_bound(&self, diagnostic: Diagnostic, sources: &Sources) -> Diagnostic {
        let name = first_name(&self.reference);
        if !is_command(&self.path) {
            return diagnostic.help(format!("bind it with `.bind({name} = …)`"));
        }
        let kept = separated(&self.text, &self.range, sources);
        let written = &self.text[self.range.clone()];
        if written.starts_with("{{.") {
            let help = format!(
                "to keep the braces for the command, write `{kept}`: the shell drops the quotes"
            );
            let span = diagnostic.primary.span;
            return match sources.text(span) == written {
                true => diagnostic.help(help).suggest(span, kept),
                false => diagnostic.help(help),
            };
        }
        diagnostic.help(format!(
            "bind it with `.bind({name} = …)`; to keep the braces for the shell, write `{kept}`"
        ))
    }

    /// Suggests another reference, if this one stands in the file as it is.
    fn suggest(&self, diagnostic: Diagnostic, meant: &str, sources: &Sources) -> Diagnostic {
        let span = diagnostic.primary.span;
        match sources.text(span) == &self.text[self.range.clone()] {
            true => diagnostic.suggest(span, format!("{{{{{meant}}}}}")),
            false => diagnostic,
        }
    }

    /// Says at which object the reference ends, and why.
    fn at_dead_end(
        &self,
        mut diagnostic: Diagnostic,
        end: &UnresolvedTarget,
        reason: &Reason,
        sources: &Sources,
    ) -> Diagnostic {
        let words = &reason.words;
        match &reason.meant {
            Some(meant) => {
                diagnostic = diagnostic.help(format!("{words}: did you mean `{{{{{meant}}}}}`?"));
                diagnostic = self.suggest(diagnostic, &meant.to_string(), sources);
            }
            None => {
                let mut parts = Vec::new();
                if !reason.is_certain {
                    let address = end.address(&self.reference).to_string();
                    push_attributes(&address, &end.object, &mut parts);
                }
                diagnostic = match parts.is_empty() {
                    true => diagnostic.help(words),
                    false => diagnostic.help(format!("{words}: it has {}", listed(&parts))),
                };
            }
        }
        let own = diagnostic.primary.span;
        let start = &end.start;
        let users = |span: &Span| sources.is_users(*span) && *span != own;
        if let Some(set_by) = start.set_by.filter(users) {
            let name = start_of(&self.reference, start.length);
            diagnostic = diagnostic.label(set_by, format!("`{name}` is {} here", start.done));
        }
        match reason.lacking.filter(users) {
            Some(made) if start.set_by.is_some() => {
                diagnostic.label(made, "created without it here")
            }
            _ => diagnostic,
        }
    }
}

/// The only name that has something, and a dot, in front of `end`: `app.version` for `version`.
fn only_end_of<'a>(names: impl Iterator<Item = &'a str>, end: &str) -> Option<&'a str> {
    let mut longer = names.filter(|name| {
        let start = name.strip_suffix(end);
        start.is_some_and(|start| start.ends_with('.'))
    });
    let only = longer.next()?;
    longer.all(|other| other == only).then_some(only)
}

/// Some addresses as references, the first few of them.
fn listed(addresses: &[String]) -> String {
    const SHOWN: usize = 5;
    let shown = addresses.iter().take(SHOWN);
    let mut listed: Vec<String> = shown.map(|part| format!("`{{{{{part}}}}}`")).collect();
    if addresses.len() > SHOWN {
        listed.push("…".to_owned());
    }
    listed.join(", ")
}

/// Says what is bound under the start of a reference that leads nowhere.
fn partly_bound(
    diagnostic: Diagnostic,
    mut start: PartlyBound,
    elsewhere: &[String],
    sources: &Sources,
) -> Diagnostic {
    let name = &start.address;
    let is_part = |known: &&String| {
        let rest = known.strip_prefix(name.as_str());
        rest.is_some_and(|rest| rest.starts_with(['.', '[']))
    };
    let known = elsewhere.iter().filter(is_part).cloned();
    start.parts.extend(known);
    let diagnostic = match start.parts.is_empty() {
        true if start.is_text => diagnostic.help(format!(
            "`{name}` is bound to a string, which has no attributes"
        )),
        true => diagnostic,
        false => diagnostic.help(format!("`{name}` is bound with {}", listed(&start.parts))),
    };
    match sources.is_users(start.bound) {
        true => diagnostic.label(start.bound, format!("`{name}` is bound here")),
        false => diagnostic,
    }
}

fn first_name(reference: &Reference) -> String {
    let address = reference.to_string();
    let end = address.find(['.', '[']).unwrap_or(address.len());
    address[..end].to_owned()
}
