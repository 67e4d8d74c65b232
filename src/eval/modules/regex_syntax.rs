//! Python's syntax of regular expressions, written in that of `fancy_regex`.
//!
//! The differences: `\d`, `\w`, `\s` and `\b` mean ASCII unless the flag `U` is set; `$` also matches in front of a newline at
//! the end; `\Z` is the end; brackets, `&&` and `--` in sets mean themselves; braces that are no repetition do too; an escaped letter
//! without a meaning is that letter; comments and blanks of the verbose form are left out here, and groups of flags are
//! collected, because they apply to the whole expression wherever they stand.

/// The flags of Python's `re`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Flags(pub u32);

impl Flags {
    /// `I`.
    pub const IGNORE_CASE: u32 = 2;
    /// `L`.
    pub const LOCALE: u32 = 4;
    /// `M`.
    pub const MULTILINE: u32 = 8;
    /// `S`.
    pub const DOT_ALL: u32 = 16;
    /// `U`.
    pub const UNICODE: u32 = 32;
    /// `X`.
    pub const VERBOSE: u32 = 64;

    /// Whether a flag is set.
    pub fn has(self, flag: u32) -> bool {
        self.0 & flag != 0
    }

    fn letter(c: char) -> Option<u32> {
        Some(match c {
            'i' => Flags::IGNORE_CASE,
            'L' => Flags::LOCALE,
            'm' => Flags::MULTILINE,
            's' => Flags::DOT_ALL,
            'u' => Flags::UNICODE,
            'x' => Flags::VERBOSE,
            _ => return None,
        })
    }
}

/// A pattern in the syntax of `fancy_regex`, and all its flags.
pub(super) struct Translation {
    /// The pattern.
    pub pattern: String,
    /// The flags that were given, and those in the pattern.
    pub flags: Flags,
}

/// Translates a pattern; an error is in Python's words.
pub(super) fn translate(pattern: &str, flags: Flags) -> Result<Translation, String> {
    let source: Vec<char> = pattern.chars().collect();
    let flags = Flags(flags.0 | flags_inside(&source, flags));
    let mut translator = Translator {
        source: &source,
        position: 0,
        flags,
        output: String::with_capacity(pattern.len() + 16),
    };
    let switches: String = [
        (Flags::IGNORE_CASE, 'i'),
        (Flags::MULTILINE, 'm'),
        (Flags::DOT_ALL, 's'),
    ]
    .into_iter()
    .filter_map(|(flag, letter)| flags.has(flag).then_some(letter))
    .collect();
    if !switches.is_empty() {
        translator.output = format!("(?{switches})");
    }
    translator.pattern()?;
    Ok(Translation {
        pattern: translator.output,
        flags,
    })
}

/// The end of a group of flags `(?imsux)` that starts at `at`, and the flags.
fn flag_group(source: &[char], at: usize) -> Option<(usize, u32)> {
    if source.get(at..at + 2)? != ['(', '?'] {
        return None;
    }
    let mut flags = 0;
    for (offset, &c) in source.get(at + 2..)?.iter().enumerate() {
        match Flags::letter(c) {
            Some(flag) => flags |= flag,
            None if c == ')' && offset > 0 => return Some((at + 3 + offset, flags)),
            None => return None,
        }
    }
    None
}

/// All flags that are set inside a pattern. Sets and escapes are skipped, comments of the verbose form are not.
fn flags_inside(source: &[char], _: Flags) -> u32 {
    let (mut position, mut set, mut flags) = (0, false, 0);
    while let Some(&c) = source.get(position) {
        match c {
            '\\' => position += 1,
            '[' if !set => {
                set = true;
                position += usize::from(source.get(position + 1) == Some(&'^'));
                // A bracket at the start of a set is a member of it.
                position += usize::from(source.get(position + 1) == Some(&']'));
            }
            ']' => set = false,
            '(' if !set => flags |= flag_group(source, position).map_or(0, |(_, flags)| flags),
            _ => {}
        }
        position += 1;
    }
    flags
}

const WORD: &str = "a-zA-Z0-9_";
const SPACE: &str = " \\t\\n\\r\\x0B\\x0C";

struct Translator<'a> {
    source: &'a [char],
    position: usize,
    flags: Flags,
    output: String,
}

impl Translator<'_> {
    fn peek(&self, offset: usize) -> Option<char> {
        self.source.get(self.position + offset).copied()
    }

    fn starts_with(&self, text: &str) -> bool {
        text.chars()
            .enumerate()
            .all(|(offset, c)| self.peek(offset) == Some(c))
    }

    fn pattern(&mut self) -> Result<(), String> {
        while let Some(c) = self.peek(0) {
            self.position += 1;
            match c {
                '\\' => self.escape()?,
                '[' => self.set()?,
                '(' => self.group()?,
                '$' if !self.flags.has(Flags::MULTILINE) => self.output.push_str("(?=\\n?\\z)"),
                '{' => self.brace()?,
                '}' | ']' => {
                    self.output.push('\\');
                    self.output.push(c);
                }
                '#' if self.flags.has(Flags::VERBOSE) => {
                    while self.peek(0).is_some_and(|c| c != '\n') {
                        self.position += 1;
                    }
                }
                ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' if self.flags.has(Flags::VERBOSE) => {}
                '.' | '^' | '$' | '|' | '?' | '*' | '+' | ')' => {
                    self.output.push(c);
                    if "*+?".contains(c) {
                        self.after_repetition()?;
                    }
                }
                _ => self.literal(c),
            }
        }
        Ok(())
    }

    fn literal(&mut self, c: char) {
        if c.is_ascii_punctuation() {
            self.output.push('\\');
        }
        match c {
            // These are escaped nowhere, and need it nowhere.
            '_' | '<' | '>' | '\'' | '"' | '`' | '!' | '%' | ',' | '/' | ':' | ';' | '=' | '@' => {
                self.output.pop();
                self.output.push(c);
            }
            _ => self.output.push(c),
        }
    }

    /// Behind a repetition there may be `?`; a further one, which elsewhere means "possessive", is an error in Python.
    fn after_repetition(&mut self) -> Result<(), String> {
        if self.peek(0) == Some('?') {
            self.position += 1;
            self.output.push('?');
        }
        match self.peek(0) {
            Some('*' | '+' | '?') => Err("multiple repeat".to_owned()),
            Some('{') if self.repetition(1).is_some() => Err("multiple repeat".to_owned()),
            _ => Ok(()),
        }
    }

    /// The bounds of the repetition behind an opening brace, if it is one, and the length with the closing brace.
    fn repetition(&self, offset: usize) -> Option<(String, Option<String>, usize)> {
        let inside = self.source.get(self.position + offset..)?.iter().take(24);
        let inside: String = inside.take_while(|c| **c != '}').collect();
        let length = inside.chars().count();
        if self.peek(offset + length) != Some('}') {
            return None;
        }
        let (least, most) = match inside.split_once(',') {
            Some((least, most)) => (least, Some(most)),
            None => (inside.as_str(), None),
        };
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let something = !least.is_empty() || most.is_some_and(|most| !most.is_empty());
        if !digits(least) || !most.is_none_or(digits) || !something {
            return None;
        }
        Some((least.to_owned(), most.map(str::to_owned), length + 1))
    }

    /// A brace: a repetition, or itself.
    fn brace(&mut self) -> Result<(), String> {
        let Some((least, most, length)) = self.repetition(0) else {
            self.output.push_str("\\{");
            return Ok(());
        };
        let least = if least.is_empty() { "0" } else { &least };
        self.output.push_str(&match most {
            Some(most) => format!("{{{least},{most}}}"),
            None => format!("{{{least}}}"),
        });
        self.position += length;
        self.after_repetition()
    }

    fn group(&mut self) -> Result<(), String> {
        if let Some((end, _)) = flag_group(self.source, self.position - 1) {
            self.position = end;
            // Something to repeat nothing of: `(?i)*` stays an error.
            return Ok(());
        }
        if self.peek(0) != Some('?') {
            self.output.push('(');
            return Ok(());
        }
        for plain in ["?:", "?=", "?!", "?<=", "?<!"] {
            if self.starts_with(plain) {
                self.position += plain.len();
                self.output.push('(');
                self.output.push_str(plain);
                return Ok(());
            }
        }
        if self.starts_with("?#") {
            while self.peek(0).is_some_and(|c| c != ')') {
                self.position += 1;
            }
            self.position += 1;
            return Ok(());
        }
        if self.starts_with("?P<") || self.starts_with("?P=") || self.starts_with("?(") {
            return self.named_group();
        }
        Err("unexpected end of pattern or unknown extension after (?".to_owned())
    }

    fn named_group(&mut self) -> Result<(), String> {
        let conditional = self.peek(1) == Some('(');
        let reference = self.peek(2) == Some('=') && !conditional;
        self.position += if conditional { 2 } else { 3 };
        let end = if conditional || reference { ')' } else { '>' };
        let mut name = String::new();
        while let Some(c) = self.peek(0).filter(|c| *c != end) {
            name.push(c);
            self.position += 1;
        }
        if self.peek(0).is_none() {
            return Err("unterminated name".to_owned());
        }
        self.position += 1;
        let letters = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let number = name.bytes().all(|byte| byte.is_ascii_digit());
        if name.is_empty() || !letters || number && !conditional {
            return Err(format!("bad character in group name '{name}'"));
        }
        self.output.push_str(&if conditional && number {
            format!("(?({name})")
        } else if conditional {
            format!("(?(<{name}>)")
        } else if reference {
            format!("(?P={name})")
        } else {
            format!("(?P<{name}>")
        });
        Ok(())
    }

    fn escape(&mut self) -> Result<(), String> {
        let Some(c) = self.peek(0) else {
            return Err("bogus escape (end of line)".to_owned());
        };
        self.position += 1;
        let unicode = self.flags.has(Flags::UNICODE);
        match c {
            'd' | 'D' | 'w' | 'W' | 's' | 'S' if unicode => {
                self.output.push('\\');
                self.output.push(c);
            }
            'd' => self.output.push_str("[0-9]"),
            'D' => self.output.push_str("[^0-9]"),
            'w' => self.output.push_str(&format!("[{WORD}]")),
            'W' => self.output.push_str(&format!("[^{WORD}]")),
            's' => self.output.push_str(&format!("[{SPACE}]")),
            'S' => self.output.push_str(&format!("[^{SPACE}]")),
            'b' | 'B' if unicode => {
                self.output.push('\\');
                self.output.push(c);
            }
            'b' => self.output.push_str(&format!(
                "(?:(?<=[{WORD}])(?![{WORD}])|(?<![{WORD}])(?=[{WORD}]))"
            )),
            'B' => self.output.push_str(&format!(
                "(?:(?<=[{WORD}])(?=[{WORD}])|(?<![{WORD}])(?![{WORD}]))"
            )),
            'A' => self.output.push_str("\\A"),
            'Z' => self.output.push_str("\\z"),
            '1'..='9' => self.back_reference(c)?,
            _ => {
                let c = self.character(c)?;
                self.character_literal(c);
            }
        }
        Ok(())
    }

    fn back_reference(&mut self, first: char) -> Result<(), String> {
        // Three octal digits are a character.
        let octal = |c: Option<char>| {
            c.filter(|c| ('0'..='7').contains(c))
                .and_then(|c| c.to_digit(8))
        };
        if let (Some(a), Some(b), Some(c)) =
            (octal(Some(first)), octal(self.peek(0)), octal(self.peek(1)))
        {
            self.position += 2;
            let c = char::from((a * 64 + b * 8 + c) as u8);
            self.character_literal(c);
            return Ok(());
        }
        let mut number = first.to_string();
        if let Some(c) = self.peek(0).filter(char::is_ascii_digit) {
            number.push(c);
            self.position += 1;
        }
        // Closed off from digits that follow.
        self.output.push_str(&format!("(?:\\{number})"));
        Ok(())
    }

    /// The character of an escape that is no class; its letter was read.
    fn character(&mut self, c: char) -> Result<char, String> {
        Ok(match c {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'f' => '\u{c}',
            'v' => '\u{b}',
            'a' => '\u{7}',
            'x' => {
                let digit = |c: Option<char>| c.and_then(|c| c.to_digit(16));
                match (digit(self.peek(0)), digit(self.peek(1))) {
                    (Some(high), Some(low)) => {
                        self.position += 2;
                        char::from((high * 16 + low) as u8)
                    }
                    _ => return Err("bogus escape: '\\x'".to_owned()),
                }
            }
            '0' => {
                let mut value = 0;
                for _ in 0..2 {
                    if let Some(digit) = self.peek(0).and_then(|c| c.to_digit(8)) {
                        value = value * 8 + digit;
                        self.position += 1;
                    }
                }
                char::from(value as u8)
            }
            _ => c,
        })
    }

    fn character_literal(&mut self, c: char) {
        if c.is_control() {
            self.output.push_str(&format!("\\x{{{:x}}}", u32::from(c)));
        } else if c == ' ' {
            self.output.push(' ');
        } else {
            self.literal(c);
        }
    }

    fn set(&mut self) -> Result<(), String> {
        const UNTERMINATED: &str = "unexpected end of regular expression";
        self.output.push('[');
        if self.peek(0) == Some('^') {
            self.position += 1;
            self.output.push('^');
        }
        let mut first = true;
        loop {
            let Some(c) = self.peek(0) else {
                return Err(UNTERMINATED.to_owned());
            };
            self.position += 1;
            if c == ']' && !first {
                self.output.push(']');
                return Ok(());
            }
            first = false;
            let range = self.set_member(c)?;
            let behind = self.peek(1);
            if self.peek(0) == Some('-') && behind.is_some_and(|c| c != ']') {
                if range.is_none() {
                    return Err("bad character range".to_owned());
                }
                self.position += 1;
                self.output.push('-');
                let c = self.peek(0).unwrap_or(']');
                self.position += 1;
                match (range, self.set_member(c)?) {
                    (Some(low), Some(high)) if low <= high => {}
                    _ => return Err("bad character range".to_owned()),
                }
            }
        }
    }

    /// A member of a set whose first character was read; the character, unless it is a class.
    fn set_member(&mut self, c: char) -> Result<Option<char>, String> {
        if c != '\\' {
            self.set_literal(c);
            return Ok(Some(c));
        }
        let Some(c) = self.peek(0) else {
            return Err("unexpected end of regular expression".to_owned());
        };
        self.position += 1;
        let unicode = self.flags.has(Flags::UNICODE);
        let class = match c {
            'd' | 'D' | 'w' | 'W' | 's' | 'S' if unicode => format!("\\{c}"),
            'd' => "0-9".to_owned(),
            'D' => "[^0-9]".to_owned(),
            'w' => WORD.to_owned(),
            'W' => format!("[^{WORD}]"),
            's' => SPACE.to_owned(),
            'S' => format!("[^{SPACE}]"),
            _ => {
                let c = match c {
                    'b' => '\u{8}',
                    '1'..='7' => {
                        self.position -= 1;
                        let mut value = 0;
                        for _ in 0..3 {
                            if let Some(digit) = self.peek(0).and_then(|c| c.to_digit(8)) {
                                value = value * 8 + digit;
                                self.position += 1;
                            }
                        }
                        char::from(value as u8)
                    }
                    _ => self.character(c)?,
                };
                self.set_literal(c);
                return Ok(Some(c));
            }
        };
        self.output.push_str(&class);
        Ok(None)
    }

    fn set_literal(&mut self, c: char) {
        if c.is_control() {
            self.output.push_str(&format!("\\x{{{:x}}}", u32::from(c)));
            return;
        }
        if "[]^-&~\\".contains(c) {
            self.output.push('\\');
        }
        self.output.push(c);
    }
}
