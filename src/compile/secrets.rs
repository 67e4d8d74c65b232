//! Values of environment variables that no message may show.

use crate::diagnostic::{Diagnostic, Label};
use crate::eval::{Dependency, Host, Variable};
use crate::lint::known_secrets;

/// Parts of a variable's name that say that its value is secret.
const WORDS: [&str; 9] = [
    "SECRET",
    "TOKEN",
    "PASSWORD",
    "PASSWD",
    "PASSPHRASE",
    "CREDENTIAL",
    "APIKEY",
    "AUTH",
    "_KEY",
];

/// Words of a variable's name that say the same, between underscores: `DB_PASS`, `JWT`.
const WHOLE_WORDS: [&str; 8] = [
    "PASS", "PW", "JWT", "CRED", "CREDS", "BEARER", "COOKIE", "DSN",
];

/// Whether the name of a variable says that its value is secret.
fn is_secret(name: &str) -> bool {
    let name = name.to_uppercase();
    let mut words = name.split('_');
    WORDS.iter().any(|word| name.contains(word))
        || words.any(|word| WHOLE_WORDS.contains(&word))
        // `PWD` alone is the current folder, and `OLDPWD` the one before.
        || name.ends_with("_PWD")
}

/// Characters from which on a part of a value is taken for it: messages shorten long values.
const LEAST_PART: usize = 8;

/// Characters that a value must have: fewer would be found everywhere.
const LEAST_VALUE: usize = 4;

/// The secrets that a configuration read.
#[derive(Debug, Default)]
pub struct Secrets {
    /// The name of a variable, and a way in which messages write its value.
    forms: Vec<(String, String)>,
}

impl Secrets {
    /// Those among the variables that were asked for.
    pub(super) fn of(dependencies: &[Dependency], host: &dyn Host) -> Secrets {
        let mut forms = Vec::new();
        for dependency in dependencies {
            let Dependency::Variable(name) = dependency else {
                continue;
            };
            let Variable::Set(value) = host.variable(name) else {
                continue;
            };
            // Whatever its name: a URL may have a password in it, and keys of many vendors show what they are.
            let inside = known_secrets::find(&value).map(|(range, _)| &value[range]);
            let mut secrets: Vec<&str> = inside.collect();
            if is_secret(name) || !secrets.is_empty() {
                secrets.push(&value);
            }
            secrets.retain(|it| it.chars().count() >= LEAST_VALUE);
            for secret in secrets {
                forms.extend(written(secret).map(|form| (name.clone(), form)));
            }
        }
        Secrets { forms }
    }

    /// Writes `$NAME` where a diagnostic shows the value of a secret.
    pub(super) fn hide(&self, diagnostics: &mut [Diagnostic]) {
        if self.forms.is_empty() {
            return;
        }
        for diagnostic in diagnostics {
            let labels = diagnostic.labels.iter_mut();
            let labels = labels.chain([&mut diagnostic.primary]);
            let texts = labels.map(|Label { message, .. }| message);
            for text in texts.chain([&mut diagnostic.message]) {
                self.hide_in(text);
            }
            if let Some(help) = &mut diagnostic.help {
                self.hide_in(help);
            }
            for job in &mut diagnostic.jobs {
                self.hide_in(job);
            }
        }
    }

    /// Writes `$NAME` where a text shows the value of a secret.
    pub fn hide_in(&self, text: &mut String) {
        let mut from = 0;
        while let Some((start, length, name)) = self.next_in(&text[from..]) {
            let stand_in = format!("${name}");
            let start = from + start;
            text.replace_range(start..start + length, &stand_in);
            from = start + stand_in.len();
        }
    }

    /// Where the first value is shown, over how many bytes, and of which variable; of several forms the one that goes
    /// furthest.
    fn next_in(&self, text: &str) -> Option<(usize, usize, &str)> {
        let shown = self.forms.iter().filter_map(|(name, form)| {
            let start = text.find(beginning(form))?;
            let pairs = text[start..].chars().zip(form.chars());
            let same = pairs.take_while(|(shown, secret)| shown == secret);
            let length = same.map(|(shown, _)| shown.len_utf8()).sum();
            Some((start, length, name.as_str()))
        });
        shown.min_by_key(|(start, length, _)| (*start, std::cmp::Reverse(*length)))
    }
}

/// As much of a form as a message shows at least.
fn beginning(form: &str) -> &str {
    let end = form.char_indices().nth(LEAST_PART);
    end.map_or(form, |(end, _)| &form[..end])
}

/// A value as it is, as `repr` writes it between either quotes, and as a plain string of Python 2's: a byte a character.
fn written(value: &str) -> impl Iterator<Item = String> + use<> {
    let bytes: String = value.bytes().map(char::from).collect();
    let mut forms = Vec::new();
    for plain in [value.to_owned(), bytes] {
        let escaped = plain.replace('\\', "\\\\");
        let single = escaped.replace('\'', "\\'");
        let double = escaped.replace('"', "\\\"");
        forms.extend([plain, escaped, single, double]);
    }
    forms.sort();
    forms.dedup();
    forms.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_is_secret() {
        for name in [
            "DB_PASS",
            "MYSQL_PWD",
            "JWT",
            "MY_JWT_2",
            "CREDS",
            "AWS_CREDS",
            "API_TOKEN",
            "db_password",
            "SENTRY_DSN",
        ] {
            assert!(is_secret(name), "{name}");
        }
        for name in [
            "PWD",
            "OLDPWD",
            "COMPASS",
            "BYPASS_CACHE",
            "DATABASE_URL",
            "PATH",
            "USER",
        ] {
            assert!(!is_secret(name), "{name}");
        }
    }

    #[test]
    fn values_are_found_in_every_form() {
        let value = "hunter2-\"quoted\"\\-secret";
        let secrets = Secrets {
            forms: written(value)
                .map(|form| ("TOKEN".to_owned(), form))
                .collect(),
        };
        for (shown, hidden) in [
            (value, "$TOKEN"),
            (
                "no 'hunter2-\"quoted\"\\\\-secret' here",
                "no '$TOKEN' here",
            ),
            ("\"hunter2-\\\"quoted\\\"\\\\-secret\"", "\"$TOKEN\""),
            ("hunter2-\"quo…", "$TOKEN…"),
            ("hunter", "hunter"),
            (
                "hunter2-\"quoted\"\\-secret, twice hunter2-\"quoted\"\\-secret",
                "$TOKEN, twice $TOKEN",
            ),
        ] {
            let mut text = shown.to_owned();
            secrets.hide_in(&mut text);
            assert_eq!(text, hidden);
        }
    }
}
