//! A name that nothing defines: what was meant, or what is missing.

use super::scope::Env;
use super::{Interpreter, Raised, modules};
use crate::diagnostic::codes::eval;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, nearest};
use crate::source::Span;
use crate::syntax::ast::Name;

/// How many longer names are proposed for a part of them.
const LONGER_NAMES: usize = 4;
/// The letters that a name has at least, to be taken for a part of a longer one.
const SHORTEST_PART: usize = 3;
/// Comparisons of unknown names with known ones in one evaluation, for suggestions. Long names count as several.
const NAMES_COMPARED: usize = 400_000;

/// Pairs of characters that are compared in the time that one more comparison takes.
const PAIRS_OF_A_COMPARISON: usize = 100;

impl Interpreter<'_> {
    /// The error for a name that nothing defines.
    #[cold]
    pub(super) fn undefined(&mut self, name: &Name, span: Span, env: &Env) -> Box<Raised> {
        let diagnostic = Diagnostic::new(
            &eval::UNDEFINED_NAME,
            format!("`{name}` is not defined"),
            span,
        )
        .at("not defined");
        let diagnostic = self.with_meaning(diagnostic, name, span, env);
        let python_message = if env.in_function() {
            format!("global name '{name}' is not defined")
        } else {
            format!("name '{name}' is not defined")
        };
        Raised::with_diagnostic("NameError", python_message, diagnostic)
    }

    fn with_meaning(
        &mut self,
        diagnostic: Diagnostic,
        name: &Name,
        span: Span,
        env: &Env,
    ) -> Diagnostic {
        if &**name == "jobs" {
            return diagnostic.help("add `jobs = []` above this line");
        }
        if let Some(meant) = word_of_this_language(name) {
            return diagnostic.suggest(span, meant);
        }
        if let Some(instead) = object_of_another_tool(name) {
            return diagnostic.help(instead);
        }
        if let Some(import) = import_of(name) {
            return self.suggest_import(diagnostic, &import, span);
        }
        if !self.may_suggest() {
            return diagnostic;
        }
        let visible = env.visible_names();
        let builtins = self.builtins.names();
        let candidates = visible.iter().chain(&builtins).map(|name| &**name);
        if let Some(near) = self.nearest(name, candidates) {
            return diagnostic.suggest(span, near);
        }
        let longer = longer_names(name, &visible);
        match longer.as_slice() {
            [] => diagnostic,
            [meant] => diagnostic.suggest(span, *meant),
            [others @ .., last] => diagnostic.help(format!(
                "did you mean `{}` or `{last}`?",
                others.join("`, `")
            )),
        }
    }

    /// Whether names are still compared for suggestions: thousands of misspelled names and thousands of known ones would take minutes.
    pub(super) fn may_suggest(&self) -> bool {
        self.names_compared.get() < NAMES_COMPARED
    }

    /// The candidate nearest to a name, as long as names are compared.
    pub(super) fn nearest<'a>(
        &self,
        name: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) -> Option<&'a str> {
        let mut compared = self.names_compared.get();
        let candidates = candidates.into_iter().take_while(|candidate| {
            compared += 1 + name.len().saturating_mul(candidate.len()) / PAIRS_OF_A_COMPARISON;
            compared <= NAMES_COMPARED
        });
        let near = nearest(name, candidates);
        self.names_compared.set(compared);
        near
    }

    fn suggest_import(&self, diagnostic: Diagnostic, import: &str, span: Span) -> Diagnostic {
        let mut diagnostic = diagnostic.help(format!("add `{import}`"));
        let text = &self.sources.get(span.file).text;
        if let Some(at) = place_for_import(text) {
            diagnostic.fix = Some(Fix {
                message: format!("Add `{import}`"),
                edits: vec![Edit {
                    span: Span::new(span.file, at, at),
                    replacement: format!("{import}\n"),
                }],
                applicability: Applicability::Suggestion,
            });
        }
        diagnostic
    }
}

/// The names that continue another one after a `_`, in order: `hello_task` for `hello`. None if there are too many to choose from.
fn longer_names<'a>(name: &str, visible: &'a [Name]) -> Vec<&'a str> {
    let rest = |longer: &'a Name| longer.strip_prefix(name);
    let is_longer = |it: &&'a Name| rest(it).is_some_and(|rest| rest.starts_with('_'));
    let longer = visible.iter().filter(is_longer);
    let mut longer: Vec<&str> = longer.map(|it| &**it).collect();
    longer.sort_unstable();
    longer.dedup();
    if longer.len() > LONGER_NAMES || name.len() < SHORTEST_PART {
        longer.clear();
    }
    longer
}

/// What a word of JSON, YAML or another language is here.
fn word_of_this_language(word: &str) -> Option<&'static str> {
    Some(match word {
        "true" | "TRUE" => "True",
        "false" | "FALSE" => "False",
        "null" | "NULL" | "nil" | "none" => "None",
        "KiB" | "Ki" | "kB" => "KB",
        "MiB" | "Mi" => "MB",
        "GiB" | "Gi" => "GB",
        "TiB" | "Ti" => "TB",
        _ => return None,
    })
}

/// What to write for an object that other schedulers have.
fn object_of_another_tool(name: &str) -> Option<&'static str> {
    Some(match name {
        "CronJob" | "Cron" | "ScheduledJob" => "a cron job is a `Job` with a `cron_schedule`",
        "Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet" => {
            "a job that is restarted whenever it ends is a `Service`"
        }
        "TaskGroup" | "Pod" => "processes that run together are a `Task`",
        _ => return None,
    })
}

/// The statement that imports a name: a module of Python's library, or what people import from one.
fn import_of(name: &str) -> Option<String> {
    let module = match name {
        "OrderedDict" | "defaultdict" | "namedtuple" | "Counter" | "deque" => "collections",
        "partial" | "wraps" => "functools",
        "chain" | "product" | "izip" => "itertools",
        "deepcopy" => "copy",
        "dedent" => "textwrap",
        "timedelta" => "datetime",
        "contextmanager" => "contextlib",
        _ if modules::is_known(name) => return Some(format!("import {name}")),
        _ => return None,
    };
    Some(format!("from {module} import {name}"))
}

/// Where the first import of a file is, in bytes, or could be: before its first statement. None if the file begins with a string, which
/// may be its docstring, or imports from `__future__`, which has to come first.
fn place_for_import(text: &str) -> Option<usize> {
    let mut at = 0;
    let mut first = None;
    for line in text.split_inclusive('\n') {
        let is_blank = line.trim().is_empty() || line.starts_with('#');
        if !is_blank {
            first = first.or(Some((at, line)));
        }
        if line.starts_with("from __future__") {
            return None;
        }
        if line.starts_with("import ") || line.starts_with("from ") {
            return Some(at);
        }
        at += line.len();
    }
    let (at, line) = first?;
    let is_string = line
        .trim_start_matches(['r', 'u', 'b'])
        .starts_with(['"', '\'']);
    (!is_string).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_added_before_the_first_statement() {
        for (text, at) in [
            ("x = os\n", Some(0)),
            ("# A.\n\nx = os\n", Some(6)),
            ("# A.\nx = 1\nimport re\nos\n", Some(11)),
            ("'''Docs.'''\nos\n", None),
            ("from __future__ import division\nos\n", None),
            ("", None),
        ] {
            assert_eq!(place_for_import(text), at, "{text}");
        }
    }

    #[test]
    fn a_part_of_a_name_may_stand_for_it() {
        let visible = ["web_task", "web_job", "webs", "web", "a_b"].map(Name::from);
        assert_eq!(longer_names("web", &visible), ["web_job", "web_task"]);
        assert!(longer_names("we", &visible).is_empty());
        assert!(longer_names("a", &visible).is_empty());
        let many: Vec<Name> = (0..5).map(|it| format!("web_{it}").into()).collect();
        assert!(longer_names("web", &many).is_empty());
    }

    #[test]
    fn every_suggested_import_exists() {
        for name in [
            "OrderedDict",
            "wraps",
            "izip",
            "deepcopy",
            "dedent",
            "timedelta",
            "contextmanager",
        ] {
            let import = import_of(name).expect("an import");
            let module = import.split(' ').nth(1).expect("a module");
            assert!(modules::is_known(module), "{import}");
        }
        assert_eq!(import_of("os").as_deref(), Some("import os"));
        assert_eq!(import_of("web"), None);
    }
}
