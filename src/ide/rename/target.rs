//! What stands at the cursor, and can have another name.

use super::graph::Graph;
use super::mentions::Mention;
use super::place::{Place, Places, written};
use super::scope::{Main, RenameScope};
use crate::ide::answer::Refusal;
use crate::ide::node::{At, binds, callee_type};
use crate::ide::snapshot::Snapshot;
use crate::ide::view::View;
use crate::semantic::SymbolKind;
use crate::source::Span;
use crate::syntax::ast::{Expression, StringLiteral};

/// The kinds of things with names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Variables, functions, classes, parameters.
    Variable,
    /// Attributes of structs, and names that are bound for `{{references}}`.
    Member,
    /// Processes, by the strings that are their names.
    Process,
}

/// Something with a name.
#[derive(Clone, Debug)]
pub struct Target {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// A place where it stands.
    pub place: Place,
    /// Where the cursor is on it.
    pub here: Place,
    /// Whether a reference starts with it.
    pub is_first: bool,
    /// The reference that it is in.
    pub address: String,
}

/// Names with a meaning for the client.
const FIXED: [&str; 2] = ["jobs", "hooks"];

/// Methods of all structs.
const METHODS: [&str; 8] = [
    "bind",
    "check",
    "copy",
    "find",
    "get",
    "in_scope",
    "interpolate",
    "scopes",
];

impl Target {
    /// What stands at an offset; `None` if nothing that has a name, a failure if it cannot have another.
    pub fn at(snapshot: &Snapshot, view: &View, offset: u32) -> Result<Option<Target>, Refusal> {
        let Some(parsed) = view.analysis.parsed(view.file).cloned() else {
            return Ok(None);
        };
        let at = At::find(&parsed.module, offset);
        if let Some((literal, span)) = at.string {
            if let Some(mention) = Graph::mention_at(&view.analysis, literal, offset) {
                return Ok(Target::mention(view, mention));
            }
            return match Target::key(view, literal, span) {
                Some(key) => Ok(Some(key)),
                None => Target::process(Some(snapshot), view, span, offset),
            };
        }
        if let Some((identifier, call)) = at.keyword {
            return Target::keyword(view, identifier.span, call.function);
        }
        if let Some((object, attribute)) = at.attribute {
            let name = &*attribute.name;
            return match attribute_of(view, object, name) {
                Some(declared) if is_users(view, declared) => {
                    Ok(Target::of(view, Kind::Member, attribute.span))
                }
                Some(_) => Err(of_the_schema(name)),
                None => Err(Refusal::new(format!(
                    "it is not known what `.{name}` is an attribute of"
                ))),
            };
        }
        Target::variable(view, &at, offset)
    }

    /// The same for who only wants to see where it stands: it need not have another name. Without a snapshot only in what the
    /// request looks at.
    pub fn to_show(snapshot: Option<&Snapshot>, view: &View, offset: u32) -> Option<Target> {
        let parsed = view.analysis.parsed(view.file)?.clone();
        let at = At::find(&parsed.module, offset);
        if let Some((literal, span)) = at.string {
            return match Graph::mention_at(&view.analysis, literal, offset) {
                Some(mention) => Target::mention(view, mention),
                None => match Target::key(view, literal, span) {
                    Some(key) => Some(key),
                    None => Target::process(snapshot, view, span, offset).ok()?,
                },
            };
        }
        if let Some((name, call)) = at.keyword {
            let ty = callee_type(&view.analysis, call.function);
            let attributes = ty.as_ref().and_then(|it| it.as_struct());
            let is_attribute = attributes.map(|it| it.attributes.contains_key(&*name.name));
            return match is_attribute {
                _ if binds(call.function) => Target::of(view, Kind::Member, name.span),
                None => Target::argument(view, name.span, call.function).ok()?,
                Some(true) => Target::of(view, Kind::Member, name.span),
                Some(false) => None,
            };
        }
        if let Some((object, attribute)) = at.attribute {
            attribute_of(view, object, &attribute.name)?;
            return Target::of(view, Kind::Member, attribute.span);
        }
        match Target::attribute(view, &at, offset) {
            Some(target) => Some(target),
            None => {
                let occurrence = view.analysis.names().at(view.file, offset)?;
                Target::of(view, Kind::Variable, occurrence.span)
            }
        }
    }

    fn mention(view: &View, mention: Mention) -> Option<Target> {
        let target = Target::of(view, Kind::Member, mention.span)?;
        Some(Target {
            is_first: mention.index == 0,
            address: mention.address,
            ..target
        })
    }

    /// A literal that sets or binds what is called as it says: the key of a dict.
    fn key(view: &View, literal: &StringLiteral, span: Span) -> Option<Target> {
        let inside = written(span, literal.text.as_str(), &view.analysis)?;
        let is_key = Main::of_view(view).graph().knows(inside);
        is_key.then(|| Target::of(view, Kind::Member, inside))?
    }

    /// The name of an attribute in the class that declares it.
    fn attribute(view: &View, at: &At, offset: u32) -> Option<Target> {
        let names = view.analysis.names();
        let occurrence = names.at(view.file, offset)?;
        let symbol = &names.symbols[occurrence.symbol];
        let class = at.classes.last().filter(|_| !symbol.is_global)?;
        let ty = view.analysis.named_type(&class.name.name)?;
        let is_attribute = ty.as_struct()?.attributes.contains_key(&*symbol.name);
        is_attribute.then(|| Target::of(view, Kind::Member, occurrence.span))?
    }

    fn of(view: &View, kind: Kind, span: Span) -> Option<Target> {
        let place = Place::of(span, &view.analysis)?;
        Some(Target {
            kind,
            name: view.analysis.sources().text(span).to_owned(),
            here: place.clone(),
            place,
            is_first: false,
            address: String::new(),
        })
    }

    fn variable(view: &View, at: &At, offset: u32) -> Result<Option<Target>, Refusal> {
        let names = view.analysis.names();
        let Some(occurrence) = names.at(view.file, offset) else {
            return Ok(None);
        };
        if let Some(attribute) = Target::attribute(view, at, offset) {
            return Ok(Some(attribute));
        }
        let symbol = &names.symbols[occurrence.symbol];
        if symbol.kind == SymbolKind::Unknown {
            let words = format!("`{}` is not defined in these files", symbol.name);
            return Err(Refusal::new(words));
        }
        if symbol.is_global && FIXED.contains(&&*symbol.name) {
            let words = format!("the client looks for a variable named `{}`", symbol.name);
            return Err(Refusal::new(words));
        }
        Ok(Target::of(view, Kind::Variable, occurrence.span))
    }

    /// The name of an argument: an attribute, or something that is bound.
    fn keyword(view: &View, name: Span, function: &Expression) -> Result<Option<Target>, Refusal> {
        let text = view.analysis.sources().text(name);
        if binds(function) {
            return Ok(Target::of(view, Kind::Member, name));
        }
        let Some(ty) = callee_type(&view.analysis, function) else {
            return Target::argument(view, name, function);
        };
        let attribute = ty.as_struct().and_then(|it| it.attributes.get(text));
        match attribute {
            Some(attribute) if is_users(view, attribute.span) => {
                Ok(Target::of(view, Kind::Member, name))
            }
            Some(_) => Err(of_the_schema(text)),
            None => Err(Refusal::new(format!(
                "`{}` has no attribute `{text}`",
                ty.name()
            ))),
        }
    }

    /// The name of an argument of a function of the configuration.
    fn argument(view: &View, name: Span, function: &Expression) -> Result<Option<Target>, Refusal> {
        let names = view.analysis.names();
        let text = view.analysis.sources().text(name);
        let parameter = names.at(view.file, function.span.start).and_then(|it| {
            let definitions: Vec<Span> = names.definitions(it.symbol).map(|it| it.span).collect();
            names.occurrences.iter().find(|it| {
                let symbol = &names.symbols[it.symbol];
                let scope = symbol
                    .scope
                    .filter(|_| symbol.kind == SymbolKind::Parameter);
                it.is_definition()
                    && &*symbol.name == text
                    && scope.is_some_and(|scope| {
                        // The name stands right behind `def`, before its parameters.
                        let inside = |it: &&Span| {
                            it.file == scope.file && scope.start < it.start && it.end < scope.end
                        };
                        definitions.iter().any(|it| inside(&it))
                    })
            })
        });
        match parameter.and_then(|it| Place::of(it.span, &view.analysis)) {
            Some(place) => {
                let target = Target::of(view, Kind::Variable, name);
                Ok(target.map(|it| Target { place, ..it }))
            }
            None => Err(Refusal::new(format!(
                "it is not known what takes the argument `{text}`"
            ))),
        }
    }

    /// A string that is the name of a process, or mentions one in an order.
    fn process(
        snapshot: Option<&Snapshot>,
        view: &View,
        literal: Span,
        offset: u32,
    ) -> Result<Option<Target>, Refusal> {
        let own = Main::of_view(view);
        let Some(place) = Place::of(literal, &view.analysis) else {
            return Ok(None);
        };
        let found = match (name_at(&own, &place.path, offset), snapshot) {
            (Some(found), _) => Some(found),
            (None, None) => None,
            // What a file offers to others is a process in their jobs.
            (None, Some(snapshot)) => {
                let mut scope = RenameScope::of_session(snapshot, view);
                scope.add_users(snapshot, &Places::from([place.clone()]))?;
                let mut mains = scope.mains().iter();
                mains.find_map(|main| name_at(main, &place.path, offset))
            }
        };
        let Some((start, end, text)) = found else {
            return Ok(None);
        };
        let whole = Span::new(view.file, start as usize, end as usize);
        match written(whole, &text, &view.analysis) {
            Some(inside) => Ok(Target::of(view, Kind::Process, inside)),
            None => Err(Refusal::new(format!(
                "the name `{text}` of a process is computed from parts"
            ))),
        }
    }

    /// Whether something of this kind can have that name.
    pub fn check_name(&self, name: &str) -> Result<(), Refusal> {
        let reason = match self.kind {
            Kind::Variable => not_an_identifier(name),
            Kind::Member if METHODS.contains(&name) => {
                Some("every struct has a method of this name".to_owned())
            }
            Kind::Member => not_an_identifier(name),
            Kind::Process => not_a_process_name(name),
        };
        match reason {
            None => Ok(()),
            Some(reason) => Err(Refusal::new(format!(
                "`{name}` cannot be the new name: {reason}"
            ))),
        }
    }
}

/// The literal of a file that gives a process its name at an offset, and the name.
fn name_at(main: &Main, path: &str, offset: u32) -> Option<(u32, u32, String)> {
    let file = main.analysis.file(path)?;
    main.processes().names.iter().find_map(|name| {
        let literal = name.literal?;
        let is_here = literal.file == file && literal.touches(offset);
        is_here.then(|| (literal.start, literal.end, name.text.clone()))
    })
}

/// Where the attribute behind a dot is declared.
fn attribute_of(view: &View, object: &Expression, name: &str) -> Option<Span> {
    let ty = callee_type(&view.analysis, object)?;
    Some(ty.as_struct()?.attributes.get(name)?.span)
}

fn is_users(view: &View, span: Span) -> bool {
    view.analysis.sources().is_users(span)
}

fn of_the_schema(name: &str) -> Refusal {
    Refusal::new(format!("`{name}` is an attribute of the schema"))
}

fn not_an_identifier(name: &str) -> Option<String> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if name.is_empty() {
        Some("it is empty".to_owned())
    } else if RESERVED.contains(&name) {
        Some("it is a keyword".to_owned())
    } else if name.starts_with(|c: char| c.is_ascii_digit()) {
        Some("it starts with a digit".to_owned())
    } else {
        let bad = name.chars().find(|&c| !is_word(c))?;
        Some(format!("`{bad}` is not a letter, digit or `_`"))
    }
}

/// What can stand between quotes as it is.
fn not_a_process_name(name: &str) -> Option<String> {
    if name.is_empty() {
        return Some("it is empty".to_owned());
    }
    let is_plain = |c: char| c.is_ascii_graphic() && !"'\"\\/{}%".contains(c) || c == ' ';
    let bad = name.chars().find(|&c| !is_plain(c))?;
    Some(format!("`{bad}` is not allowed in the name of a process"))
}

const RESERVED: [&str; 34] = [
    "and", "as", "assert", "break", "class", "continue", "def", "del", "elif", "else", "except",
    "exec", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "not", "or",
    "pass", "print", "raise", "return", "try", "while", "with", "yield", "None", "True", "False",
];
