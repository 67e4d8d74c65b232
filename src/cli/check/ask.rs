//! `--fix=ask`: each fix is shown and applied only if it is confirmed, as `git add -p` does it.

use super::super::patch::patch;
use super::super::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::project::fix::Candidate;
use crate::project::{Declaration, Merged, Plan};
use crate::report::{Finding, Format, escape, render};
use crate::workspace::files::normalize;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::RefCell;
use std::io::BufRead;

/// What the letters mean.
const HELP: &str = "\
y - apply this fix
n - do not apply this fix
a - apply this fix and all that follow
d - apply neither this fix nor any other in this file
q - apply neither this fix nor any that follows
? - print this help
";

/// The questions of a run, and what was answered.
pub struct Dialog<'a> {
    plan: &'a Plan,
    terminal: &'a Terminal,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    /// What was answered, by what tells fixes apart: a fix that is in the way of another comes again in the next round.
    answers: FxHashMap<String, bool>,
    /// What is answered to every further question.
    rest: Option<bool>,
    /// Files in which nothing more is to be fixed.
    left: FxHashSet<String>,
}

/// What somebody answers.
enum Answer {
    Yes,
    No,
    All,
    NoneInFile,
    Quit,
}

impl<'a> Dialog<'a> {
    /// A dialog in which nothing was asked yet.
    pub fn new(plan: &'a Plan, terminal: &'a Terminal) -> Dialog<'a> {
        Dialog {
            plan,
            terminal,
            state: RefCell::default(),
        }
    }

    /// The fixes of these findings that are confirmed.
    pub fn confirmed(&self, merged: &Merged) -> Vec<Candidate> {
        let all = merged.diagnostics.iter();
        all.filter_map(|diagnostic| {
            let candidate = Candidate::of(diagnostic)?;
            let (name, before, after) = candidate.preview(&merged.sources)?;
            let path = normalize(&self.plan.current.join(name));
            let may_change = self.plan.is_on_disk(&path);
            let is_confirmed = || {
                let patch = patch(name, before, &after);
                self.is_confirmed(&candidate, diagnostic, merged, name, &patch)
            };
            (may_change && is_confirmed()).then_some(candidate)
        })
        .collect()
    }

    /// Whether parameters are to be declared.
    pub fn confirms(&self, declaration: &Declaration) -> bool {
        if let Some(answer) = self.state.borrow().rest {
            return answer;
        }
        let (name, before, after) = declaration.preview(self.plan);
        self.terminal.error(&patch(&name, before, after));
        let question = "declare the names that the command line binds";
        match self.ask(question) {
            Answer::Yes => true,
            Answer::No | Answer::NoneInFile => false,
            Answer::All => {
                self.state.borrow_mut().rest = Some(true);
                true
            }
            Answer::Quit => {
                self.state.borrow_mut().rest = Some(false);
                false
            }
        }
    }

    fn is_confirmed(
        &self,
        candidate: &Candidate,
        diagnostic: &Diagnostic,
        merged: &Merged,
        name: &str,
        patch: &str,
    ) -> bool {
        let mut state = self.state.borrow_mut();
        let identity = candidate.identity(&merged.sources);
        if let Some(answer) = state.answers.get(&identity) {
            return *answer;
        }
        if let Some(answer) = state.rest {
            return answer;
        }
        if state.left.contains(name) {
            return false;
        }
        self.show(diagnostic, merged, patch);
        let answer = match self.ask(&candidate.message) {
            Answer::Yes => true,
            Answer::No => false,
            Answer::NoneInFile => {
                state.left.insert(name.to_owned());
                false
            }
            Answer::All => {
                state.rest = Some(true);
                true
            }
            Answer::Quit => {
                state.rest = Some(false);
                false
            }
        };
        state.answers.insert(identity, answer);
        answer
    }

    fn show(&self, diagnostic: &Diagnostic, merged: &Merged, patch: &str) {
        let finding = Finding::all(&merged.sources, std::slice::from_ref(diagnostic));
        let style = self.terminal.error_style();
        let text = render(&finding, Format::Full, &style);
        self.terminal.error_as_it_is(&text);
        self.terminal.error(patch);
    }

    fn ask(&self, what: &str) -> Answer {
        loop {
            let question = format!("{} [y,n,a,d,q,?]? ", escape::line(what));
            self.terminal.error_as_it_is(&question);
            let mut line = String::new();
            // Who closes standard input answers no more.
            if !matches!(std::io::stdin().lock().read_line(&mut line), Ok(1..)) {
                self.terminal.error_as_it_is("\n");
                return Answer::Quit;
            }
            match line.trim() {
                "y" | "yes" => return Answer::Yes,
                "n" | "no" => return Answer::No,
                "a" => return Answer::All,
                "d" => return Answer::NoneInFile,
                "q" => return Answer::Quit,
                _ => self.terminal.error(HELP),
            }
        }
    }
}
