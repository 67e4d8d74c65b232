//! Random edits of a text, and the random numbers for them.

/// Numbers that look random and are the same for the same seed (xorshift).
pub struct Random(u64);

impl Random {
    /// A sequence of its own for each number, so that one edit can be repeated alone.
    pub fn numbered(seed: u64, number: u64) -> Random {
        let mixed = seed.wrapping_add(number.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut random = Random(mixed | 1);
        // The first numbers of similar seeds are similar.
        for _ in 0..8 {
            random.next();
        }
        random
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number from 0 to `end`, exclusive.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

/// An edited text.
#[derive(Clone)]
pub struct Edit {
    pub text: String,
    pub what: String,
    /// Whether one token went or came, so that one mistake was made.
    pub is_one_token: bool,
}

impl Edit {
    /// One random edit; `None` if the text has no place for the kind that was chosen.
    pub fn random(text: &str, random: &mut Random) -> Option<Edit> {
        let tokens = tokens(text);
        match random.below(9) {
            0 => delete(text, &tokens, random, |token| token == ","),
            1 => delete(text, &tokens, random, |token| {
                ["(", ")", "[", "]", "{", "}", "=", ":", "+", "."].contains(&token)
            }),
            2 => delete(text, &tokens, random, |token| token != "\n"),
            3 => letter(text, &tokens, random),
            4 => swap(text, &tokens, random),
            5 => argument(text, &tokens, random),
            6 => repeat(text, &tokens, random),
            7 => insert(text, &tokens, random),
            _ => line(text, random),
        }
    }
}

/// The ranges of words, numbers, strings and single characters; roughly the tokens of the language.
fn tokens(text: &str) -> Vec<(usize, usize)> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = match first {
            ' ' | '\n' | '\t' => first.len_utf8(),
            '#' => rest.find('\n').unwrap_or(rest.len()),
            '\'' | '"' => string(rest, first),
            c if c.is_alphanumeric() || c == '_' => rest
                .find(|c: char| !(c.is_alphanumeric() || c == '_'))
                .unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        if !matches!(first, ' ' | '\n' | '\t' | '#') {
            tokens.push((at, at + length));
        }
        at += length;
    }
    tokens
}

/// The length of the string literal that a text starts with.
fn string(text: &str, quote: char) -> usize {
    let triple = quote.to_string().repeat(3);
    let close = match text.starts_with(&triple) {
        true => triple,
        false => quote.to_string(),
    };
    let mut at = close.len();
    while let Some(next) = text[at..].chars().next() {
        if text[at..].starts_with(&close) {
            return at + close.len();
        }
        at += next.len_utf8();
        if next == '\\' {
            at += text[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
    text.len()
}

fn replaced(text: &str, range: (usize, usize), with: &str) -> String {
    format!("{}{with}{}", &text[..range.0], &text[range.1..])
}

fn delete(
    text: &str,
    tokens: &[(usize, usize)],
    random: &mut Random,
    wanted: impl Fn(&str) -> bool,
) -> Option<Edit> {
    let tokens: Vec<_> = tokens.iter().filter(|t| wanted(&text[t.0..t.1])).collect();
    let token = **tokens.get(random.below(tokens.len()))?;
    Some(Edit {
        text: replaced(text, token, ""),
        what: format!("`{}` at {} deleted", &text[token.0..token.1], token.0),
        is_one_token: true,
    })
}

/// Deletes or doubles a letter of a word, or of a string.
fn letter(text: &str, tokens: &[(usize, usize)], random: &mut Random) -> Option<Edit> {
    let words: Vec<_> = tokens
        .iter()
        .filter(|token| token.1 - token.0 > 2)
        .collect();
    let (start, end) = **words.get(random.below(words.len()))?;
    let letters: Vec<(usize, char)> = text[start..end].char_indices().collect();
    let (offset, letter) = letters[random.below(letters.len())];
    let range = (start + offset, start + offset + letter.len_utf8());
    let with = match random.below(2) {
        0 => String::new(),
        _ => format!("{letter}{letter}"),
    };
    Some(Edit {
        text: replaced(text, range, &with),
        what: format!("`{letter}` at {} made `{with}`", range.0),
        // A quote or a brace of a string changes more than a token.
        is_one_token: letter.is_alphanumeric(),
    })
}

fn is_value(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphanumeric() || c == '\'' || c == '"')
}

fn swap(text: &str, tokens: &[(usize, usize)], random: &mut Random) -> Option<Edit> {
    let values: Vec<_> = tokens
        .iter()
        .filter(|t| is_value(&text[t.0..t.1]))
        .collect();
    let first = random.below(values.len());
    let second = random.below(values.len());
    let (&&a, &&b) = (
        values.get(first.min(second))?,
        values.get(first.max(second))?,
    );
    if a.1 > b.0 {
        return None;
    }
    Some(Edit {
        text: format!(
            "{}{}{}{}{}",
            &text[..a.0],
            &text[b.0..b.1],
            &text[a.1..b.0],
            &text[a.0..a.1],
            &text[b.1..]
        ),
        what: format!("{} and {} swapped", a.0, b.0),
        is_one_token: false,
    })
}

/// Drops what stands between two commas or brackets.
fn argument(text: &str, tokens: &[(usize, usize)], random: &mut Random) -> Option<Edit> {
    let commas: Vec<usize> = (0..tokens.len())
        .filter(|&index| &text[tokens[index].0..tokens[index].1] == ",")
        .collect();
    let comma = *commas.get(random.below(commas.len()))?;
    let before = tokens[..comma]
        .iter()
        .rposition(|t| [",", "(", "[", "{"].contains(&&text[t.0..t.1]))?;
    let range = (tokens[before].1, tokens[comma].1);
    Some(Edit {
        text: replaced(text, range, ""),
        what: format!("argument at {} dropped", range.0),
        is_one_token: false,
    })
}

fn repeat(text: &str, tokens: &[(usize, usize)], random: &mut Random) -> Option<Edit> {
    let token = *tokens.get(random.below(tokens.len()))?;
    let written = &text[token.0..token.1];
    Some(Edit {
        text: replaced(text, token, &format!("{written} {written}")),
        what: format!("`{written}` at {} doubled", token.0),
        is_one_token: true,
    })
}

/// Puts something odd before a token.
fn insert(text: &str, tokens: &[(usize, usize)], random: &mut Random) -> Option<Edit> {
    const ODD: [&str; 16] = [
        ", ", "( ", ") ", "] ", "{ ", "= ", "None ", "-", "** ", "* ", "{{x}} ", "é ", "0 ",
        "\u{0} ", "lambda: ", "not ",
    ];
    let token = *tokens.get(random.below(tokens.len()))?;
    let odd = ODD[random.below(ODD.len())];
    Some(Edit {
        text: replaced(text, (token.0, token.0), odd),
        what: format!("`{odd}` put in at {}", token.0),
        is_one_token: odd.trim().len() == 1,
    })
}

/// Deletes a line.
fn line(text: &str, random: &mut Random) -> Option<Edit> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let gone = random.below(lines.len());
    let kept = lines.iter().enumerate().filter(|(index, _)| *index != gone);
    Some(Edit {
        text: kept.map(|(_, line)| *line).collect(),
        what: format!("line {} deleted", gone + 1),
        is_one_token: false,
    })
}
