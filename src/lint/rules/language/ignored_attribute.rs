//! L018

use crate::diagnostic::Diagnostic;
use crate::lint::rule::rule;
use crate::lint::{Context, Findings, Global};
use crate::object::{Type, without_comma};
use crate::source::Span;

rule! {
    /// ## What it does
    /// Reports an attribute declaration that has no effect. Either its class is derived from a struct other than
    /// `Struct` itself, or a comma follows the declaration.
    ///
    /// ## Why is this bad?
    /// Only a class directly derived from `Struct` declares attributes. A class derived from such a class has the
    /// attributes of that class, with their types and defaults, and none of its own. An attribute declared in its body
    /// cannot be set, and a redeclared default does not change.
    ///
    /// A comma after a declaration, as in a call, turns it into a tuple, which is not an attribute.
    ///
    /// ## Example
    /// ```python
    /// class Profile(Struct):
    ///   version = Required(String)
    ///
    /// class WebProfile(Profile):
    ///   threads = Default(Integer, 4)
    ///
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'devel',
    ///   task = SimpleTask('web', './web {{profile.version}}')).bind(profile = WebProfile(version = '1.2'))]
    /// ```
    ///
    /// ## Use instead
    /// ```python
    /// class WebProfile(Struct):
    ///   version = Required(String)
    ///   threads = Default(Integer, 4)
    ///
    /// jobs = [Job(
    ///   cluster = 'example', role = 'www-data', environment = 'devel',
    ///   task = SimpleTask('web', './web {{profile.version}}')).bind(profile = WebProfile(version = '1.2'))]
    /// ```
    ///
    /// ## References
    /// Pystachio's `StructMetaclass` reads the attributes of a class if `Struct` is one of its bases. Otherwise it
    /// takes the attributes of the base class.
    "L018" "ignored-attribute" Warning Language on Compilation(check)
}

fn check(context: &Context, findings: &mut Findings) {
    for global in context.globals.values() {
        let Global::Type(ty) = global else { continue };
        // What a class above ignores is here too, and found once.
        let ignored = ty.as_struct().into_iter().flat_map(|it| &it.ignored);
        for (name, it) in ignored.filter(|(_, it)| context.sources.is_users(it.span)) {
            findings.push(match it.comma {
                Some(comma) => behind_comma(ty, name, comma),
                None => derived(name, it.span),
            });
        }
    }
}

fn derived(name: &str, span: Span) -> Diagnostic {
    let message = format!(
        "the attribute `{name}` is ignored: only a class directly derived from `Struct` declares attributes"
    );
    Diagnostic::new(&RULE.code, message, span)
        .at("declares nothing")
        .help("derive the class from `Struct`, and declare all of its attributes in it")
}

fn behind_comma(ty: &Type, name: &str, comma: Span) -> Diagnostic {
    let message = format!(
        "this comma makes `{name}` a tuple, so {} has no such attribute",
        ty.called()
    );
    without_comma(Diagnostic::new(&RULE.code, message, comma), comma)
}
