//! As much of bash's syntax as it takes to say which quotes are open, what is quoted, and where here-documents are.

use std::ops::Range;

/// What was found in a command line. All ranges are of its bytes.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// The quote that nothing closes.
    pub unclosed: Option<Range<usize>>,
    /// `$1` to `$9`, `$*` and `$@`, where bash would replace them; not those in here-documents.
    pub parameters: Vec<Range<usize>>,
    /// The here-documents, in order.
    pub heredocs: Vec<Heredoc>,
    /// Something was met that this does not understand, so that nothing should be said of quotes.
    pub is_uncertain: bool,
}

/// A here-document.
#[derive(Debug)]
pub(super) struct Heredoc {
    /// The word behind `<<`, quotes included.
    pub delimiter: Range<usize>,
    /// Whether a part of the word is quoted, so that bash expands nothing.
    pub is_quoted: bool,
    /// The lines.
    pub body: Range<usize>,
}

/// What the scan is inside of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Frame {
    Double(usize),
    /// `$(…)`, with the parentheses that are open in it.
    Substitution(usize),
    /// `$((…))` or `((…))`, in which `<<` shifts; likewise.
    Arithmetic(usize),
    Backtick,
    Brace,
}

struct Pending {
    word: String,
    delimiter: Range<usize>,
    is_quoted: bool,
    tabs: bool,
}

struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    frames: Vec<Frame>,
    pending: Vec<Pending>,
    found: Scan,
}

/// Scans a command line.
pub(super) fn scan(text: &str) -> Scan {
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        at: 0,
        frames: Vec::new(),
        pending: Vec::new(),
        found: Scan::default(),
    };
    while scanner.at < text.len() && scanner.found.unclosed.is_none() {
        scanner.step();
    }
    let open = scanner.frames.iter().rev().find_map(|frame| match frame {
        Frame::Double(start) => Some(*start..start + 1),
        _ => None,
    });
    scanner.found.unclosed = scanner.found.unclosed.or(open);
    scanner.found
}

impl Scanner<'_> {
    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn step(&mut self) {
        let quoted = matches!(self.frames.last(), Some(Frame::Double(_)));
        let in_brace = self.frames.last() == Some(&Frame::Brace);
        match self.peek(0) {
            b'\\' => self.at += 2,
            b'"' if in_brace => self.unknown(),
            b'"' if quoted => self.close(),
            b'"' => self.open(Frame::Double(self.at), 1),
            b'\'' if in_brace => self.unknown(),
            b'\'' if !quoted => self.single(false),
            b'`' if self.frames.contains(&Frame::Backtick) => {
                if self.frames.last() != Some(&Frame::Backtick) {
                    self.found.is_uncertain = true;
                }
                while self.frames.pop().is_some_and(|it| it != Frame::Backtick) {}
                self.at += 1;
            }
            b'`' => self.open(Frame::Backtick, 1),
            b'$' => self.dollar(quoted),
            b'}' if in_brace => self.close(),
            b'#' if !quoted && !in_brace && self.starts_word() => self.comment(),
            b'<' if !quoted && self.text[self.at..].starts_with("<<") => self.redirection(),
            b'\n' if !quoted && !self.pending.is_empty() => self.bodies(),
            b'(' if !quoted => self.parenthesis(),
            b')' if !quoted => self.closing_parenthesis(),
            _ => self.at += 1,
        }
    }

    fn open(&mut self, frame: Frame, length: usize) {
        self.frames.push(frame);
        self.at += length;
    }

    fn close(&mut self) {
        self.frames.pop();
        self.at += 1;
    }

    fn unknown(&mut self) {
        self.found.is_uncertain = true;
        self.at += 1;
    }

    fn starts_word(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.bytes.get(at));
        before.is_none_or(|before| b" \t\n;&|()".contains(before))
    }

    fn comment(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.find('\n').unwrap_or(rest.len());
    }

    /// `'…'`, or `$'…'`, in which a backslash escapes.
    fn single(&mut self, escapes: bool) {
        let start = self.at;
        self.at += 1;
        while self.at < self.bytes.len() {
            match self.peek(0) {
                b'\\' if escapes => self.at += 2,
                b'\'' => {
                    self.at += 1;
                    return;
                }
                _ => self.at += 1,
            }
        }
        self.found.unclosed = Some(start..start + 1);
    }

    fn dollar(&mut self, quoted: bool) {
        match self.peek(1) {
            b'\'' if !quoted => {
                self.at += 1;
                self.single(true);
            }
            b'(' if self.peek(2) == b'(' => self.open(Frame::Arithmetic(2), 3),
            b'(' => self.open(Frame::Substitution(1), 2),
            b'{' if self.peek(2) == b'{' => self.at += 1,
            b'{' => {
                let is_count = self.peek(2) == b'#' && self.peek(3) == b'}';
                if is_count || matches!(self.peek(2), b'1'..=b'9' | b'@' | b'*') {
                    let end = self.text[self.at..].find('}').map(|end| self.at + end + 1);
                    self.found
                        .parameters
                        .push(self.at..end.unwrap_or(self.at + 3));
                }
                self.open(Frame::Brace, 2);
            }
            b'1'..=b'9' | b'*' | b'@' | b'#' => {
                self.found.parameters.push(self.at..self.at + 2);
                self.at += 2;
            }
            // `$$1` is a process id and a digit.
            b'$' => self.at += 2,
            _ => self.at += 1,
        }
    }

    fn parenthesis(&mut self) {
        let is_arithmetic = self.peek(1) == b'(';
        match self.frames.last_mut() {
            Some(Frame::Substitution(depth) | Frame::Arithmetic(depth)) => *depth += 1,
            _ if is_arithmetic => return self.open(Frame::Arithmetic(2), 2),
            _ => {}
        }
        self.at += 1;
    }

    fn closing_parenthesis(&mut self) {
        self.at += 1;
        if let Some(Frame::Substitution(depth) | Frame::Arithmetic(depth)) = self.frames.last_mut()
        {
            *depth -= 1;
            if *depth == 0 {
                self.frames.pop();
            }
        }
    }

    fn redirection(&mut self) {
        let rest = &self.text[self.at..];
        let is_arithmetic = matches!(self.frames.last(), Some(Frame::Arithmetic(_)));
        if rest.starts_with("<<<") || is_arithmetic {
            self.at += if is_arithmetic { 2 } else { 3 };
            return;
        }
        let tabs = rest.starts_with("<<-");
        self.at += if tabs { 3 } else { 2 };
        while matches!(self.peek(0), b' ' | b'\t') {
            self.at += 1;
        }
        let rest = &self.text[self.at..];
        let length = rest
            .find([' ', '\t', '\n', ';', '&', '|', '<', '>', '(', ')'])
            .unwrap_or(rest.len());
        let written = &rest[..length];
        let word: String = written
            .chars()
            .filter(|c| !matches!(c, '\'' | '"' | '\\'))
            .collect();
        if word.is_empty() || !self.frames.is_empty() {
            self.found.is_uncertain = true;
        }
        self.pending.push(Pending {
            is_quoted: word.len() < written.len(),
            word,
            delimiter: self.at..self.at + length,
            tabs,
        });
        self.at += length;
    }

    /// The here-documents that begin on the next line.
    fn bodies(&mut self) {
        self.at += 1;
        for pending in std::mem::take(&mut self.pending) {
            let start = self.at;
            let mut end = self.bytes.len();
            while self.at < self.bytes.len() {
                let rest = &self.text[self.at..];
                let length = rest.find('\n').unwrap_or(rest.len());
                let line = &rest[..length];
                let line = if pending.tabs {
                    line.trim_start_matches('\t')
                } else {
                    line
                };
                let next = (self.at + length + 1).min(self.bytes.len());
                if line == pending.word {
                    end = self.at;
                    self.at = next;
                    break;
                }
                self.at = next;
            }
            self.found.heredocs.push(Heredoc {
                delimiter: pending.delimiter,
                is_quoted: pending.is_quoted,
                body: start..end.max(start),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes() {
        for (text, open) in [
            ("echo hello", None),
            ("echo 'hello", Some(5)),
            ("echo \"hello", Some(5)),
            ("echo it's", Some(7)),
            ("echo it\\'s", None),
            ("echo \"it's\"", None),
            ("echo '\"'", None),
            ("# don't\necho", None),
            ("echo a#'b'", None),
            ("echo $'it\\'s'", None),
            ("echo \"$(grep \"a b\" 'c')\"", None),
            ("echo \"$(grep \"a b)\"", Some(5)),
            ("cat <<EOF\nit's\nEOF\necho", None),
            ("cat <<EOF\nit's", None),
            ("echo $((1 << 2))\nit's", Some(19)),
            ("cat <<< 'a'", None),
            ("a\\", None),
            ("$(", None),
        ] {
            let found = scan(text);
            assert_eq!(found.unclosed.map(|range| range.start), open, "{text}");
            assert!(!found.is_uncertain, "{text}");
        }
    }

    #[test]
    fn parameters() {
        for (text, expected) in [
            ("run $1 \"$@\"", vec!["$1", "$@"]),
            ("awk '{print $1}'", vec![]),
            ("awk \"{print \\$1}\"", vec![]),
            ("echo \"$(awk '{print $1}' f)\" ${2:-x}", vec!["${2:-x}"]),
            ("echo $$1 $HOME $? $$# ${#HOME} ${#list[@]}", vec![]),
            ("[ $# -gt 0 ] || echo \"${#}\"", vec!["$#", "${#}"]),
            ("cat <<EOF\n$1\nEOF\necho $*", vec!["$*"]),
            ("# $1", vec![]),
        ] {
            let found: Vec<&str> = scan(text)
                .parameters
                .into_iter()
                .map(|range| &text[range])
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn heredocs() {
        let text = "cat > a <<EOF && b <<-'X'\none\nEOF\ntwo\n\tX\necho";
        let found: Vec<(&str, bool, &str)> = scan(text)
            .heredocs
            .into_iter()
            .map(|it| (&text[it.delimiter], it.is_quoted, &text[it.body]))
            .collect();
        assert_eq!(found, [("EOF", false, "one\n"), ("'X'", true, "two\n")]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_scanned(text in "[a-z'\"`$(){}<#\\\\\n 1@é]{0,40}") {
            for range in scan(&text).parameters {
                proptest::prop_assert!(range.end <= text.len());
            }
        }
    }
}
