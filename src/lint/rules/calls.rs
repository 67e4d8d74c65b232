//! Finding calls in the trees of the user's files.

use super::super::Context;
use crate::source::Span;
use crate::syntax::ast::{Argument, Expression, ExpressionKind};
use crate::syntax::visit::{Visitor, walk_block, walk_expression};

/// The call that has a keyword argument whose name stands there.
pub(super) fn call_with<'a>(context: &'a Context, keyword: Span) -> Option<&'a Expression> {
    let file = context.files.iter().find(|file| file.id == keyword.file)?;
    let mut finder = KeywordFinder {
        keyword,
        found: None,
    };
    walk_block(&mut finder, &file.parsed.module.body);
    finder.found
}

struct KeywordFinder<'a> {
    keyword: Span,
    found: Option<&'a Expression>,
}

impl<'a> Visitor<'a> for KeywordFinder<'a> {
    fn expression(&mut self, expression: &'a Expression) {
        if let ExpressionKind::Call { arguments, .. } = &expression.kind {
            let is_it = |argument: &Argument| matches!(argument, Argument::Keyword(name, _) if name.span == self.keyword);
            if arguments.iter().any(is_it) {
                self.found = Some(expression);
            }
        }
        if self.found.is_none() {
            walk_expression(self, expression);
        }
    }
}

/// The span of an argument with the comma and the blanks around it that have to go with it.
pub(super) fn with_comma(context: &Context, argument: Span, call: Span) -> Span {
    let text = &context.sources.get(argument.file).text;
    let (start, end) = (argument.start as usize, argument.end as usize);
    let behind = text.get(end..call.end as usize).unwrap_or("");
    let before = text.get(call.start as usize..start).unwrap_or("");
    if let Some(rest) = behind.trim_start().strip_prefix(',') {
        let blanks = rest.len() - rest.trim_start().len();
        let comment_follows = rest.trim_start().starts_with('#');
        let taken = behind.len() - rest.len() + if comment_follows { 0 } else { blanks };
        return Span::new(argument.file, start, end + taken);
    }
    match before.trim_end().strip_suffix(',') {
        Some(kept) => Span::new(argument.file, call.start as usize + kept.len(), end),
        None => argument,
    }
}
