//! What is being typed at an offset, by the text alone: the tree has no room for what is not there yet.

use crate::syntax::StringLiteral;

/// A call whose parentheses are open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenCall {
    /// What is called: a name, perhaps with dots, where `()` stands for a call; empty where it is something else.
    pub callee: String,
    /// The names of the arguments that are given, also behind the cursor.
    pub keywords: Vec<String>,
    /// The name of the argument that the cursor is in.
    pub current: Option<String>,
    /// How many commas stand before the cursor.
    pub position: usize,
}

/// Where an offset is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a comment.
    Comment,
    /// In a string, behind these characters of it.
    String(String),
    /// In code.
    Code,
}

/// An offset and what is around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Where it is.
    pub place: Place,
    /// The letters, digits and `_` right before it.
    pub word: String,
    /// The text before the dot before the word.
    pub receiver: Option<String>,
    /// The calls around it, the innermost last.
    pub calls: Vec<OpenCall>,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Token<'t> {
    /// A name, a word of the language or a number.
    Name(&'t str),
    /// A literal; where its body starts in it.
    String {
        /// The length of its quotes and what is in front of them.
        body: usize,
        /// Whether it has an end.
        is_closed: bool,
    },
    /// A comment.
    Comment,
    /// Any other character; `~` for `==`.
    Other(char),
    /// A name at the start of a line.
    Start(&'t str),
}

struct Bracket {
    open: char,
    call: OpenCall,
    /// The name that has just been read, which is that of an argument if `=` follows.
    name: Option<String>,
}

impl Cursor {
    /// Looks at a text.
    pub fn new(text: &str, offset: usize) -> Cursor {
        let offset = text.floor_char_boundary(offset.min(text.len()));
        let mut scanner = Scanner::new(text);
        let mut brackets: Vec<Bracket> = Vec::new();
        let mut callee = String::new();
        let mut place = Place::Code;
        while let Some((start, token)) = scanner.next() {
            if start >= offset {
                scanner.at = start;
                break;
            }
            let end = scanner.at;
            match token {
                Token::Comment if offset <= end => place = Place::Comment,
                Token::String { body, is_closed }
                    if offset < end || !is_closed && offset == end =>
                {
                    let before = text.get(start + body..offset).unwrap_or_default();
                    place = Place::String(before.to_owned());
                }
                _ => {}
            }
            if end >= offset && !matches!(token, Token::Other(_)) {
                scanner.at = end;
                break;
            }
            take(&token, &mut brackets, &mut callee);
        }
        read_on(&mut scanner, brackets.last_mut());
        let word = match place {
            Place::Code => word_before(text, offset),
            _ => "",
        };
        let before = &text[..offset - word.len()];
        let receiver = before
            .strip_suffix('.')
            .filter(|_| place == Place::Code)
            .map(str::to_owned);
        Cursor {
            word: word.to_owned(),
            place,
            receiver,
            calls: brackets
                .into_iter()
                .filter(|it| it.open == '(')
                .map(|it| it.call)
                .collect(),
        }
    }

    /// What is typed of a reference, if the cursor is behind `{{` in a string.
    pub fn reference(&self) -> Option<&str> {
        let Place::String(before) = &self.place else {
            return None;
        };
        let start = before.rfind("{{")? + 2;
        let reference = before[start..].trim_start_matches('&');
        let is_address = |c: char| c.is_alphanumeric() || "_-./[]".contains(c);
        reference.chars().all(is_address).then_some(reference)
    }
}

/// The state behind a token.
fn take(token: &Token, brackets: &mut Vec<Bracket>, callee: &mut String) {
    match token {
        Token::Start(name) => {
            // A line that starts a statement ends whatever was left open before it.
            let is_keyword = matches!(*name, "class" | "def" | "include" | "import" | "from");
            if is_keyword || brackets.last().is_some_and(|it| it.open == '(') {
                brackets.clear();
            }
            *callee = (*name).to_owned();
        }
        Token::Name(name) => {
            match callee.ends_with('.') {
                true => callee.push_str(name),
                false => *callee = (*name).to_owned(),
            }
            if let Some(bracket) = brackets.last_mut() {
                bracket.name = Some((*name).to_owned());
            }
        }
        Token::Other('.') if !callee.is_empty() => callee.push('.'),
        Token::Other(open @ ('(' | '[' | '{')) => {
            let call = OpenCall {
                callee: std::mem::take(callee),
                keywords: Vec::new(),
                current: None,
                position: 0,
            };
            brackets.push(Bracket {
                open: *open,
                call,
                name: None,
            });
        }
        Token::Other(close @ (')' | ']' | '}')) => {
            let open = match close {
                ')' => '(',
                ']' => '[',
                _ => '{',
            };
            if let Some(index) = brackets.iter().rposition(|it| it.open == open) {
                brackets.truncate(index);
            }
            callee.clear();
            if *close == ')' {
                callee.push_str("()");
            }
        }
        Token::Other(other) => {
            callee.clear();
            let Some(bracket) = brackets.last_mut() else {
                return;
            };
            match (other, bracket.name.take()) {
                ('=', Some(name)) if bracket.call.current.is_none() => {
                    bracket.call.keywords.push(name.clone());
                    bracket.call.current = Some(name);
                }
                (',', _) => {
                    bracket.call.current = None;
                    bracket.call.position += 1;
                }
                _ => {}
            }
        }
        Token::String { .. } | Token::Comment => callee.clear(),
    }
}

/// Collects the names of the arguments between the cursor and the end of its call.
fn read_on(scanner: &mut Scanner, bracket: Option<&mut Bracket>) {
    let Some(bracket) = bracket else {
        return;
    };
    let mut depth = 0;
    let mut name = None;
    while let Some((_, token)) = scanner.next() {
        match token {
            Token::Start(_) => break,
            Token::Other('(' | '[' | '{') => depth += 1,
            Token::Other(')' | ']' | '}') if depth == 0 => break,
            Token::Other(')' | ']' | '}') => depth -= 1,
            Token::Name(word) if depth == 0 => name = Some(word.to_owned()),
            Token::Other('=') if depth == 0 => bracket.call.keywords.extend(name.take()),
            _ => name = None,
        }
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// The word that ends at an offset.
fn word_before(text: &str, offset: usize) -> &str {
    let before = &text[..offset];
    let start = before.trim_end_matches(is_word).len();
    &before[start..]
}

/// Cuts a text into tokens, whatever it is.
pub struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scanner<'t> {
    /// A scanner at the start of a text.
    pub fn new(text: &'t str) -> Scanner<'t> {
        Scanner { text, at: 0 }
    }

    /// Where the last token ends.
    pub fn offset(&self) -> usize {
        self.at
    }

    /// Goes to the start of a token.
    pub fn seek(&mut self, start: usize) {
        self.at = start;
    }

    /// The next token and where it starts.
    pub fn next(&mut self) -> Option<(usize, Token<'t>)> {
        let rest = &self.text[self.at..];
        let blank = rest.len() - rest.trim_start().len();
        let start = self.at + blank;
        let rest = &self.text[start..];
        let first = rest.chars().next()?;
        let (length, token) = if first == '#' {
            let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
            (end, Token::Comment)
        } else if let Some(literal) = StringLiteral::scan(rest.as_bytes()) {
            let token = Token::String {
                body: literal.body().start,
                is_closed: literal.is_closed,
            };
            (literal.end, token)
        } else if is_word(first) {
            let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            let word = &rest[..end];
            if start == 0 || self.text[..start].ends_with(['\n', '\r']) {
                (end, Token::Start(word))
            } else {
                (end, Token::Name(word))
            }
        } else if rest.starts_with("==") {
            (2, Token::Other('~'))
        } else {
            (first.len_utf8(), Token::Other(first))
        };
        self.at = start + length;
        Some((start, token))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Cursor {
        let offset = text.find('|').expect("a mark");
        Cursor::new(&text.replacen('|', "", 1), offset)
    }

    #[test]
    fn calls_and_their_arguments() {
        for (text, callee, keywords, current, position) in [
            ("a = Job(na|", "Job", vec![], None, 0),
            (
                "a = Job(name = 'x', ta|, role = 3)",
                "Job",
                vec!["name", "role"],
                None,
                1,
            ),
            ("a = Job(name = |", "Job", vec!["name"], Some("name"), 0),
            (
                "a = Job(task = Task(name = 'x'), |)",
                "Job",
                vec!["task"],
                None,
                1,
            ),
            ("a = Job(task = Task(|), name = 1)", "Task", vec![], None, 0),
            ("a = Job(name = 'x'\nb = Task(|", "Task", vec![], None, 0),
            ("a = x.y.Job(|", "x.y.Job", vec![], None, 0),
            ("a = Job(name = 'x').bind(|", "().bind", vec![], None, 0),
            (
                "a = Job(\n  name = f(1)[2],\n  |\n)\nb = c(d = 1)",
                "Job",
                vec!["name"],
                None,
                1,
            ),
            ("a = Job(name == |", "Job", vec![], None, 0),
        ] {
            let cursor = at(text);
            let call = cursor.calls.last().expect(text);
            assert_eq!(call.callee, callee, "{text}");
            assert_eq!(call.keywords, keywords, "{text}");
            assert_eq!(call.current.as_deref(), current, "{text}");
            assert_eq!(call.position, position, "{text}");
        }
        assert_eq!(at("a = Job()\n|").calls, []);
    }

    #[test]
    fn places() {
        let string = |text: &str| Place::String(text.to_owned());
        for (text, place) in [
            ("a = |", Place::Code),
            ("a = 'x|", string("x")),
            ("a = 'x|y'", string("x")),
            ("a = 'x'|", Place::Code),
            ("a = '''x\n{{y|}}'''", string("x\n{{y")),
            ("a = 'x\nb = |", Place::Code),
            ("a = r'\\'|", string("\\'")),
            ("a = '|", string("")),
            ("a = '|'", string("")),
            ("a # b|c", Place::Comment),
            ("a = ''' x |", string(" x ")),
        ] {
            assert_eq!(at(text).place, place, "{text}");
        }
    }

    #[test]
    fn references_and_receivers() {
        for (text, reference) in [
            ("a = 'x {{pro|", Some("pro")),
            ("a = '{{a}} {{b.|}}'", Some("b.")),
            ("a = '{{a}} |'", None),
            ("a = {{b|", None),
        ] {
            assert_eq!(at(text).reference(), reference, "{text}");
        }
        assert_eq!(at("a = Tasks.si|").receiver.as_deref(), Some("a = Tasks"));
        assert_eq!(
            at("b\na = Tasks.|").receiver.as_deref(),
            Some("b\na = Tasks")
        );
        assert_eq!(at("a = Tas|").receiver, None);
        assert_eq!(at("a = Tas|").word, "Tas");
    }
}
