use jobc::source::Span;
use jobc::syntax::Parsed;
use jobc::syntax::ast::{Expression, Statement};
use jobc::syntax::visit::{Visitor, walk_block, walk_expression, walk_statement};

/// Checks that the places of all nodes, errors and comments are in the text, between characters, statements in order.
pub fn check_tree(parsed: &Parsed, text: &str) {
    let mut places = Places {
        text,
        inside: parsed.module.span,
    };
    places.check(parsed.module.span);
    walk_block(&mut places, &parsed.module.body);
    let mut end = 0;
    for statement in &parsed.module.body {
        assert!(statement.span.start >= end, "statements out of order");
        end = statement.span.end;
    }
    for error in &parsed.errors {
        places.check(error.primary.span);
    }
    for comment in &parsed.comments {
        places.check(*comment);
        assert!(
            text[comment.range()].starts_with('#'),
            "a comment without `#`"
        );
    }
}

struct Places<'t> {
    text: &'t str,
    inside: Span,
}

impl Places<'_> {
    fn check(&self, span: Span) {
        assert!(
            self.text.get(span.range()).is_some(),
            "{span:?} is not in the text"
        );
    }

    fn enter(&mut self, span: Span) -> Span {
        self.check(span);
        let around = self.inside;
        assert!(
            around.start <= span.start && span.end <= around.end,
            "{span:?} is not in {around:?}"
        );
        std::mem::replace(&mut self.inside, span)
    }
}

impl<'a> Visitor<'a> for Places<'_> {
    fn statement(&mut self, statement: &'a Statement) {
        let around = self.enter(statement.span);
        walk_statement(self, statement);
        self.inside = around;
    }

    fn expression(&mut self, expression: &'a Expression) {
        self.check(expression.span);
        walk_expression(self, expression);
    }
}

/// A tree without its places: what is left is the same for two texts that mean the same.
pub fn shape(parsed: &Parsed) -> String {
    let all = format!("{:?}", parsed.module.body);
    let mut out = String::with_capacity(all.len() / 2);
    let mut rest = all.as_str();
    // A place has no braces inside, and `Span {` cannot be text of the file: quotes in strings are escaped, and text is in quotes.
    while let Some(at) = rest.find("Span { file: FileId(") {
        out.push_str(&rest[..at]);
        rest = rest[at..].split_once('}').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    out
}
