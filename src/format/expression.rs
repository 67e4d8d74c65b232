//! The tokens of a logical line as a document. No token is left out, added or moved but commas behind last elements.

use super::document::{Break, Document};
use super::source::{Role, Source};
use super::spacing::{Style, is_spaced};
use crate::syntax::token::kind;
use std::borrow::Cow;
use std::ops::Range;

/// Makes documents of lines.
pub struct Builder<'a, 's> {
    source: &'a Source<'s>,
    style: Style,
    /// The next comment that was not used.
    comment: usize,
}

/// What a row of tokens stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Outside of brackets.
    Line,
    /// Alone in a parenthesis, where operators need no further indentation.
    Parenthesis,
    /// An element of something.
    Element,
}

impl<'a, 's> Builder<'a, 's> {
    /// A builder for the lines of a file.
    pub fn new(source: &'a Source<'s>, style: Style) -> Builder<'a, 's> {
        Builder {
            source,
            style,
            comment: 0,
        }
    }

    /// A part of a logical line, outside of brackets.
    pub fn line(&mut self, tokens: Range<usize>) -> Document<'s> {
        let start = self.source.start(tokens.start);
        self.comment = self
            .source
            .comments
            .partition_point(|comment| comment.start < start);
        self.row(tokens, Place::Line)
    }

    /// The comments between the last token that was used and `before`.
    fn comments(&mut self, before: usize) -> Vec<Range<usize>> {
        let end = self.source.start(before);
        let rest = self.source.comments.get(self.comment..).unwrap_or_default();
        let count = rest
            .iter()
            .take_while(|comment| comment.start < end)
            .count();
        self.comment += count;
        rest[..count].to_vec()
    }

    /// A comment as it is written.
    fn comment_text(&self, comment: &Range<usize>) -> Cow<'s, str> {
        super::comment::tidy(self.source.slice(comment.clone()))
    }

    fn row(&mut self, tokens: Range<usize>, place: Place) -> Document<'s> {
        let operators = match place {
            Place::Line => Vec::new(),
            _ => self.loosest_operators(&tokens),
        };
        let mut pieces = Vec::new();
        let mut brackets = Vec::new();
        let mut token = tokens.start;
        while token < tokens.end {
            if token > tokens.start {
                self.separator(token, place, &operators, &mut pieces);
            }
            if let Some(close) = self.source.bracket(token) {
                let (bracket, is_breakable) = self.bracket(token, close);
                if is_breakable {
                    brackets.push(pieces.len());
                }
                pieces.push(bracket);
                token = close + 1;
            } else if self.source.kind(token) == kind::STRING {
                let end = self.string_run(token, tokens.end);
                pieces.push(self.strings(token..end, place));
                token = end;
            } else {
                pieces.push(Document::text(self.source.token(token)));
                token += 1;
            }
        }
        if let [_] = pieces.as_slice()
            && let Some(piece) = pieces.pop()
        {
            return piece;
        }
        let indent = match place {
            Place::Line => 4,
            Place::Parenthesis => 0,
            Place::Element => 2,
        };
        Document::row(pieces, &brackets, indent)
    }

    /// What stands between a token and the one before it.
    fn separator(
        &mut self,
        token: usize,
        place: Place,
        operators: &[usize],
        pieces: &mut Vec<Document<'s>>,
    ) {
        let comments = self.comments(token);
        if !comments.is_empty() {
            self.inner_comments(&comments, self.source.end(token - 1), pieces);
            return;
        }
        let between = self.source.end(token - 1)..self.source.start(token);
        let is_spaced = is_spaced(self.source, self.style, token - 1);
        if place == Place::Line && self.source.is_broken(between) {
            // Only where a blank may stand: `a.\` and `b` are joined.
            if is_spaced {
                pieces.push(Document::Break(Break::Backslash));
            }
        } else if is_spaced && operators.contains(&token) && !self.is_commented(token) {
            pieces.push(Document::Break(Break::Blank));
        } else if is_spaced {
            pieces.push(Document::text(" "));
        }
    }

    /// Whether a comment stands behind a token, so that its line ends there anyway.
    fn is_commented(&self, token: usize) -> bool {
        let comment = self.source.comments.get(self.comment);
        comment.is_some_and(|comment| comment.start < self.source.start(token + 1))
    }

    /// Comments in the middle of an element: the line ends behind each of them.
    fn inner_comments(
        &self,
        comments: &[Range<usize>],
        mut end: usize,
        pieces: &mut Vec<Document<'s>>,
    ) {
        for comment in comments {
            if self.source.is_broken(end..comment.start) {
                pieces.push(Document::Break(Break::Hard));
                pieces.push(Document::LineComment(self.comment_text(comment)));
            } else {
                pieces.push(Document::Comment(self.comment_text(comment)));
            }
            end = comment.end;
        }
        pieces.push(Document::Break(Break::Hard));
    }

    /// The end of the string literals side by side that start with a token.
    fn string_run(&self, start: usize, end: usize) -> usize {
        (start..end)
            .find(|&token| self.source.kind(token) != kind::STRING)
            .unwrap_or(end)
    }

    /// Literals side by side stay on the lines they are written on: they are often the lines of a script.
    fn strings(&mut self, tokens: Range<usize>, place: Place) -> Document<'s> {
        let source = self.source;
        let first = Document::text(source.token(tokens.start));
        if tokens.len() == 1 {
            return first;
        }
        let gap = |token: usize| source.end(token - 1)..source.start(token);
        let is_broken = (tokens.start + 1..tokens.end).any(|token| source.is_broken(gap(token)));
        let mut parts = vec![first];
        for token in tokens.start + 1..tokens.end {
            let comments = self.comments(token);
            if !comments.is_empty() {
                self.inner_comments(&comments, source.end(token - 1), &mut parts);
            } else {
                parts.push(match (place, source.is_broken(gap(token))) {
                    (Place::Line, true) => Document::Break(Break::HardBackslash),
                    (_, true) => Document::Break(Break::Hard),
                    (Place::Line, false) => Document::text(" "),
                    (_, false) if is_broken => Document::text(" "),
                    (_, false) => Document::Break(Break::Blank),
                });
            }
            parts.push(Document::text(source.token(token)));
        }
        let parts = Document::Concat(parts);
        Document::Align(Box::new(Document::group(parts, false)))
    }

    /// The operators that bind least, outside of brackets.
    fn loosest_operators(&self, tokens: &Range<usize>) -> Vec<usize> {
        let mut loosest = u8::MAX;
        let mut found = Vec::new();
        let mut token = tokens.start;
        while token < tokens.end {
            if let Some(close) = self.source.bracket(token) {
                token = close + 1;
                continue;
            }
            // The body of a lambda goes on to the end.
            if self.source.kind(token) == kind::LAMBDA {
                break;
            }
            let looseness = self.looseness(token);
            if looseness < loosest {
                loosest = looseness;
                found.clear();
            }
            if looseness == loosest && looseness < u8::MAX && token > tokens.start {
                found.push(token);
            }
            token += 1;
        }
        found
    }

    fn looseness(&self, token: usize) -> u8 {
        if self.source.roles[token] != Role::Usual {
            return u8::MAX;
        }
        match self.source.kind(token) {
            kind::IF | kind::ELSE => 0,
            kind::OR => 1,
            kind::AND => 2,
            kind::COMPARE | kind::IN => 3,
            kind::BIT_OR => 4,
            kind::BIT_XOR => 5,
            kind::BIT_AND => 6,
            kind::LEFT_SHIFT | kind::RIGHT_SHIFT => 7,
            kind::PLUS | kind::MINUS => 8,
            kind::SLASH | kind::DOUBLE_SLASH | kind::PERCENT | kind::AT | kind::STAR => 9,
            _ => u8::MAX,
        }
    }

    /// A bracket with all in it, and whether it can break.
    fn bracket(&mut self, open: usize, close: usize) -> (Document<'s>, bool) {
        if self.source.kind(open) == kind::BACKQUOTE {
            // Lines cannot end in there: it stays as it is, with comments that nested brackets may have.
            self.comments(close);
            let span = self.source.start(open)..self.source.end(close);
            return (Document::text(self.source.slice(span)), false);
        }
        let opening = Document::text(self.source.token(open));
        let closing = Document::text(self.source.token(close));
        let elements = self.elements(open, close);
        if self.is_hugged(open, close, &elements) {
            let element = self.element(open + 1..close, open, true);
            let is_breakable =
                element.measure().is_multiline || self.source.bracket(open + 1) == Some(close - 1);
            let hugged = Document::Concat(vec![opening, element, closing]);
            return (hugged, is_breakable);
        }
        let content = self.bracket_content(open, close, &elements);
        let measure = content.measure();
        let is_forced =
            self.is_magic(open, close, &elements) || measure.is_multiline && elements.len() > 1;
        let is_breakable = close > open + 1 || measure.is_forced;
        let content = Document::Concat(vec![opening, content, closing]);
        (Document::group(content, is_forced), is_breakable)
    }

    /// The ranges between the commas; a comprehension is one.
    fn elements(&self, open: usize, close: usize) -> Vec<Range<usize>> {
        let mut elements = Vec::new();
        let (mut start, mut token, mut lambdas) = (open + 1, open + 1, 0usize);
        while token < close {
            if let Some(end) = self.source.bracket(token) {
                token = end + 1;
                continue;
            }
            match self.source.kind(token) {
                kind::LAMBDA => lambdas += 1,
                kind::COLON if lambdas > 0 => lambdas -= 1,
                // Its commas are no separators: `[x for x in 1, 2]`.
                kind::FOR => break,
                kind::COMMA if lambdas == 0 => {
                    elements.push(start..token);
                    start = token + 1;
                }
                _ => {}
            }
            token += 1;
        }
        if start < close {
            elements.push(start..close);
        }
        elements
    }

    fn is_comprehension(&self, open: usize, close: usize) -> bool {
        self.find(open + 1..close, kind::FOR).is_some()
    }

    /// The first token of a kind outside of brackets.
    fn find(&self, tokens: Range<usize>, wanted: u8) -> Option<usize> {
        let mut token = tokens.start;
        while token < tokens.end {
            if self.source.kind(token) == wanted {
                return Some(token);
            }
            token = self.source.bracket(token).unwrap_or(token) + 1;
        }
        None
    }

    fn has_trailing_comma(&self, close: usize) -> bool {
        self.source.kind(close - 1) == kind::COMMA
    }

    /// Whether the comma behind the last element may come and go.
    fn is_comma_free(&self, open: usize, close: usize, elements: &[Range<usize>]) -> bool {
        let first = |range: &Range<usize>| self.source.kind(range.start);
        match self.source.kind(open) {
            _ if elements.is_empty() || self.is_comprehension(open, close) => false,
            kind::LIST | kind::BRACE => true,
            // Python 2 takes no comma behind `*` and `**`.
            kind::CALL => !elements
                .iter()
                .any(|element| matches!(first(element), kind::STAR | kind::POWER)),
            kind::GROUP => {
                elements.len() > 1
                    && !elements
                        .iter()
                        .any(|it| matches!(first(it), kind::YIELD | kind::STAR | kind::POWER))
            }
            _ => false,
        }
    }

    /// A comma behind the last of several lines says that they are to stay lines.
    fn is_magic(&self, open: usize, close: usize, elements: &[Range<usize>]) -> bool {
        self.has_trailing_comma(close)
            && self.is_comma_free(open, close, elements)
            && self
                .source
                .is_broken(self.source.end(open)..self.source.start(close))
    }

    /// Whether the only element shares its lines with the bracket: `extend([` … `])`, or a literal over several lines.
    fn is_hugged(&self, open: usize, close: usize, elements: &[Range<usize>]) -> bool {
        let [element] = elements else { return false };
        let span = self.source.end(open)..self.source.start(close);
        let has_comment = |span: &Range<usize>| {
            let comments = &self.source.comments;
            let first = comments.partition_point(|comment| comment.start < span.start);
            comments
                .get(first)
                .is_some_and(|comment| comment.start < span.end)
        };
        if self.has_trailing_comma(close) || element.is_empty() {
            return false;
        }
        let first = self.source.end(open)..self.source.start(element.start);
        let last = self.source.end(element.end - 1)..self.source.start(close);
        let is_sole_bracket = self.source.kind(open) == kind::CALL
            && matches!(self.source.kind(element.start), kind::LIST | kind::BRACE)
            && self.source.bracket(element.start) == Some(element.end - 1);
        if is_sole_bracket {
            return !has_comment(&first) && !has_comment(&last);
        }
        let ends_multiline = self.source.kind(element.end - 1) == kind::STRING
            && self.source.token(element.end - 1).contains(['\n', '\r'])
            && (element.len() == 1 || self.is_keyword(element) && element.len() == 3);
        ends_multiline && !has_comment(&span)
    }

    fn is_keyword(&self, element: &Range<usize>) -> bool {
        self.source.roles.get(element.start + 1) == Some(&Role::Argument)
    }

    fn bracket_content(
        &mut self,
        open: usize,
        close: usize,
        elements: &[Range<usize>],
    ) -> Document<'s> {
        let source = self.source;
        let mut lines = Lines {
            source,
            at_opening: Vec::new(),
            lines: Vec::new(),
            end: source.end(open),
        };
        for (index, element) in elements.iter().enumerate() {
            lines.comments(&self.comments(element.start));
            lines.begin(source.start(element.start));
            let is_only = elements.len() == 1;
            let document = self.element(element.clone(), open, is_only);
            lines.lines.push(document);
            lines.end = source.end(element.end.max(element.start + 1) - 1);
            let has_comma = element.end < close;
            let is_last = index + 1 == elements.len();
            if is_last && self.is_comma_free(open, close, elements) {
                lines.lines.push(Document::IfBroken(","));
            } else if has_comma {
                lines.lines.push(Document::text(","));
            }
            if has_comma {
                lines.comments(&self.comments(element.end));
                lines.end = source.end(element.end);
            }
        }
        lines.comments(&self.comments(close));
        if lines.lines.is_empty() && lines.at_opening.is_empty() {
            return Document::Concat(Vec::new());
        }
        let mut parts = lines.at_opening;
        parts.push(Document::Indent(Box::new(Document::Concat(lines.lines))));
        parts.push(Document::Break(Break::Soft));
        Document::Concat(parts)
    }

    /// What stands between two commas.
    fn element(&mut self, tokens: Range<usize>, open: usize, is_only: bool) -> Document<'s> {
        let mut starts = vec![tokens.start];
        if let Some(first) = self.find(tokens.clone(), kind::FOR) {
            starts.push(first);
            let mut token = first + 1;
            while token < tokens.end {
                if matches!(self.source.kind(token), kind::FOR | kind::IF) {
                    starts.push(token);
                }
                token = self.source.bracket(token).unwrap_or(token) + 1;
            }
        }
        let mut parts = Vec::new();
        for (index, &start) in starts.iter().enumerate() {
            let end = starts.get(index + 1).copied().unwrap_or(tokens.end);
            if index > 0 {
                let comments = self.comments(start);
                match comments.is_empty() {
                    true => parts.push(Document::Break(Break::Blank)),
                    false => self.inner_comments(&comments, self.source.end(start - 1), &mut parts),
                }
            }
            let is_bare = is_only && starts.len() == 1;
            parts.push(self.item(start..end, open, is_bare));
        }
        match parts.len() {
            1 => parts.remove(0),
            _ => Document::Concat(parts),
        }
    }

    /// A value, with the name or the key it has.
    fn item(&mut self, tokens: Range<usize>, open: usize, is_bare: bool) -> Document<'s> {
        let head = self.head(&tokens, open);
        let has_comma = self.source.kind(tokens.end) == kind::COMMA;
        let is_parenthesis = is_bare && !has_comma && self.source.kind(open) == kind::GROUP;
        let Some(head) = head else {
            let place = match is_parenthesis {
                true => Place::Parenthesis,
                false => Place::Element,
            };
            return self.row(tokens, place);
        };
        let mut parts = vec![self.row(tokens.start..head, Place::Element)];
        let mut value = Vec::new();
        self.separator(head, Place::Element, &[], &mut value);
        let is_below_comment = value.len() > 1;
        value.push(self.row(head..tokens.end, Place::Element));
        match is_below_comment {
            true => parts.push(Document::Indent(Box::new(Document::Concat(value)))),
            false => parts.extend(value),
        }
        Document::Concat(parts)
    }

    /// Where the value starts behind `name =` or `key:`.
    fn head(&self, tokens: &Range<usize>, open: usize) -> Option<usize> {
        let role = self.source.roles.get(tokens.start + 1)?;
        let head = if matches!(role, Role::Argument | Role::Default) {
            tokens.start + 2
        } else if self.source.kind(open) == kind::BRACE {
            self.find(tokens.clone(), kind::COLON)? + 1
        } else {
            return None;
        };
        (head < tokens.end).then_some(head)
    }
}

/// The lines of a broken bracket.
struct Lines<'a, 's> {
    source: &'a Source<'s>,
    /// Comments behind the opening bracket.
    at_opening: Vec<Document<'s>>,
    lines: Vec<Document<'s>>,
    /// Where the last thing ended in the source.
    end: usize,
}

impl<'s> Lines<'_, 's> {
    /// Starts a line for what stands at `start` in the source, below an empty one if there was one.
    fn begin(&mut self, start: usize) {
        let kind = match super::blank_lines(self.source.slice(self.end..start)) {
            _ if self.lines.is_empty() => Break::Soft,
            0 => Break::Blank,
            _ => Break::Empty,
        };
        self.lines.push(Document::Break(kind));
    }

    fn comments(&mut self, comments: &[Range<usize>]) {
        for comment in comments {
            let text = super::comment::tidy(self.source.slice(comment.clone()));
            // A comma on a line of its own may have brought two comments together.
            let is_behind_comment = matches!(
                self.lines.last(),
                Some(Document::Comment(_) | Document::LineComment(_))
            );
            if is_behind_comment || self.source.is_broken(self.end..comment.start) {
                self.begin(comment.start);
                self.lines.push(Document::LineComment(text));
            } else if self.lines.is_empty() {
                self.at_opening.push(Document::Comment(text));
            } else {
                self.lines.push(Document::Comment(text));
            }
            self.end = comment.end;
        }
    }
}
