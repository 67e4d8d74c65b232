//! Splitting is compared with Pystachio's own regular expression, on brace soup.

use super::{Component, PartKind, Reference, Template};
use super::{count_open_braces, has_open_braces};
use fancy_regex::Regex;
use proptest::prelude::*;
use std::ops::Range;
use std::sync::LazyLock;

static MUSTACHE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\{\{(&)?([^{}]+?)\1?\}\}").unwrap());

/// `Ref._REF_RE`, whose `\w` is ASCII in Python 2, and the first name has to start with a letter.
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    let start = r"[a-zA-Z_][a-zA-Z0-9_]*";
    let component = r"\.[a-zA-Z_][a-zA-Z0-9_]*|\[[a-zA-Z0-9_\-./]+\]";
    Regex::new(&format!(r"\A({start}|{component})({component})*\z")).unwrap()
});

/// A part by the definition: its range, and the address if it is no escape, or what is escaped.
type Plain = (Range<usize>, bool, String);

/// `MustacheParser.split`, straight from `_MUSTACHE_RE`.
fn split_by_definition(text: &str) -> Vec<Plain> {
    MUSTACHE
        .captures_iter(text)
        .map(|captures| {
            let captures = captures.unwrap();
            let body = captures.get(2).unwrap().as_str().to_owned();
            (
                captures.get(0).unwrap().range(),
                captures.get(1).is_some(),
                body,
            )
        })
        .collect()
}

fn split(text: &str) -> Vec<Plain> {
    let parts = Template::parse(text).map_or_else(Vec::new, |template| template.parts);
    let plain = |part: &super::Part| match &part.kind {
        PartKind::Escape(inside) => (part.range.clone(), true, text[inside.clone()].to_owned()),
        PartKind::Reference(_) | PartKind::Invalid(_) => {
            let inside = part.range.start + 2..part.range.end - 2;
            (part.range.clone(), false, text[inside].to_owned())
        }
    };
    parts.iter().map(plain).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn splits_brace_soup_like_the_expression(text in "([{}&]{1,4}|[a-z.\\[\\] ü\n]{0,3}){0,12}") {
        prop_assert_eq!(split(&text), split_by_definition(&text));
    }

    #[test]
    fn addresses_survive_printing(address in "[a-z_][a-z0-9_]{0,4}((\\.[a-z_][a-z0-9_]{0,3})|(\\[[a-z0-9_./-]{1,4}\\])){0,4}") {
        let reference = Reference::parse(&address).unwrap();
        prop_assert_eq!(reference.to_string(), address);
    }

    #[test]
    fn parses_addresses_like_the_expression(address in "[a-z0-9_.\\[\\]/é -]{0,8}") {
        let valid = ADDRESS.is_match(&address).unwrap();
        prop_assert_eq!(Reference::parse(&address).is_ok(), valid, "{}", address);
    }
}

#[test]
fn reads_the_components_of_an_address() {
    let attribute = |name: &str| Component::Attribute(name.into());
    let index = |name: &str| Component::Index(name.into());
    for (address, components) in [
        ("name", vec![attribute("name")]),
        (".name", vec![attribute("name")]),
        ("[a/b.c-d]", vec![index("a/b.c-d")]),
        (
            "profile.hosts[-1][0].name",
            vec![
                attribute("profile"),
                attribute("hosts"),
                index("-1"),
                index("0"),
                attribute("name"),
            ],
        ),
    ] {
        assert_eq!(
            Reference::parse(address).unwrap().components(),
            components,
            "{address}"
        );
    }
}

#[test]
fn says_why_an_address_is_none() {
    for (address, reason) in [
        (" role ", "spaces are not allowed inside the braces"),
        ("print $1", "a name cannot contain spaces"),
        ("4", "a name cannot start with a digit"),
        (
            "#items",
            "`#` starts a Mustache section, which is not supported",
        ),
        ("a.", "a name is missing after the last `.`"),
        ("a..b", "a name is missing between two dots"),
        ("a[]", "the square brackets are empty"),
        ("a[0", "the square brackets do not match"),
        ("a-b", "`-` is allowed only in square brackets"),
        ("a$", "a name cannot contain `$`"),
        ("  ", "the braces are empty"),
        ("été", "a name cannot contain `é`"),
        ("ports[é]", "a name cannot contain `é`"),
    ] {
        assert_eq!(Reference::parse(address).unwrap_err(), reason, "{address}");
    }
}

#[test]
fn open_braces_are_counted_as_a_search_would() {
    for text in [
        "",
        "{",
        "{{",
        "{{{",
        "{{{{",
        "a{{b}}{{c",
        "{ {",
        "x{{{{{y",
        "é{{",
    ] {
        let found = text.matches("{{").count();
        assert_eq!(count_open_braces(text), found, "{text}");
        assert_eq!(has_open_braces(text), found > 0, "{text}");
    }
}
