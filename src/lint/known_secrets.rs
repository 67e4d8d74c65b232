//! What a password, a key or a token looks like, wherever it is written.

use fancy_regex::Regex;
use std::ops::Range;
use std::sync::OnceLock;

/// What gives a secret away.
struct Pattern {
    /// What is in a text, small letters for large ones, wherever the pattern finds something. Looking for it takes a tenth of the time, and
    /// most processes never need the pattern itself, which takes 1.5 million instructions to compile.
    signs: &'static [&'static str],
    /// The group is the secret.
    text: &'static str,
    /// A name for it.
    what: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

/// `signs => pattern: what`, …
macro_rules! patterns {
    ($([$($sign:literal),+] $text:literal $what:literal)+) => {
        static PATTERNS: [Pattern; 19] = [$(Pattern {
            signs: &[$($sign),+],
            text: $text,
            what: $what,
            compiled: OnceLock::new(),
        }),+];
    };
}

patterns! {
    ["akia", "asia"] r"\b((?:AKIA|ASIA)[0-9A-Z]{16})\b" "the key of an AWS account"
    ["gh", "github_pat"]
    r"\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,})"
    "a GitHub token"
    ["xox", "slack"]
    r"\b(xox[abprs]-[A-Za-z0-9-]{10,})|hooks\.slack\.com/services/(T\w+/B\w+/\w+)"
    "a Slack token"
    ["glpat-"] r"\b(glpat-[A-Za-z0-9_-]{20,})" "a GitLab token"
    ["_live_"] r"\b((?:sk|rk)_live_[A-Za-z0-9]{16,})" "a Stripe key"
    ["aiza"] r"\b(AIza[0-9A-Za-z_-]{35})" "a Google API key"
    ["npm_"] r"\b(npm_[A-Za-z0-9]{36,})" "an npm token"
    ["pypi-"] r"\b(pypi-AgE[A-Za-z0-9_-]{50,})" "a PyPI token"
    ["sg."] r"\b(SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43})" "a SendGrid key"
    ["sk-"] r"\b(sk-(?:ant-|proj-)?[A-Za-z0-9_-]{32,})" "the key of an API"
    ["dop_v1_"] r"\b(dop_v1_[0-9a-f]{64})" "a DigitalOcean token"
    ["hvs."] r"\b(hvs\.[A-Za-z0-9_-]{24,})" "a Vault token"
    ["eyj"]
    r"\b(eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,})"
    "a JSON web token"
    ["private key"] r"(-----BEGIN [A-Z ]*PRIVATE KEY-----)" "a private key"
    ["@"] r"://[^/\s:@$]*:([^/\s:@${}<>*]+)@" "the password of a URL"
    ["passw", "secret", "key", "token", "jwt", "creds"]
    r#"(?i)(?:\b|_|--)(?:password|passwd|secret_access_key|secret_key|api_?key|auth_?token|access_?token|jwt|creds)(?:=|\s*:\s+)["']?([^\s"'${}<>`*;|&/]{6,})"#
    "a password"
    ["_pass", "_pwd", "_token"]
    r#"(?i)[a-z0-9]_(?:pass|pwd|token)=["']?([^\s"'${}<>`*;|&/]{6,})"#
    "a password"
    // After the option, in a word of its own.
    ["passw", "key", "token"]
    r#"(?i)\s--?(?:password|passwd|api[-_]?key|auth[-_]?token|access[-_]?token|secret[-_]?key)\s+["']?([^\s"'${}<>`*;|&/-][^\s"'${}<>`*;|&/]{5,})"#
    "a password"
    ["curl"]
    r#"\bcurl\s(?:[^\n;|&]*\s)?(?:-u\s*|--user[\s=]+|--proxy-user[\s=]+)["']?[^\s:"'${}-][^\s:"'${}]*:([^\s"'${}<>`*;|&]{4,})"#
    "a password"
}

impl Pattern {
    /// Whether the pattern may find something in a text; `small` is the text in small letters.
    fn may_find(&self, text: &str, small: &str) -> bool {
        // A pattern that takes large letters for small ones takes some others for them, too.
        !text.is_ascii() || self.signs.iter().any(|sign| small.contains(sign))
    }

    fn regex(&self) -> Option<&Regex> {
        let compiled = self.compiled.get_or_init(|| Regex::new(self.text).ok());
        compiled.as_ref()
    }

    fn secrets<'t>(&self, text: &'t str) -> impl Iterator<Item = Range<usize>> + use<'t> {
        let regex = self.regex();
        let found = regex.map(|it| it.captures_iter(text).map_while(Result::ok));
        let groups = found.into_iter().flatten().filter_map(|captures| {
            let mut groups = captures.iter().skip(1).flatten();
            groups.next().map(|it| it.range())
        });
        groups.collect::<Vec<_>>().into_iter()
    }
}

/// The secrets in a text: where each is, and what it is. One that several patterns find is there once.
pub fn find(text: &str) -> impl Iterator<Item = (Range<usize>, &'static str)> {
    let small = text.to_ascii_lowercase();
    let mut found = Vec::<(Range<usize>, &'static str)>::new();
    for pattern in PATTERNS.iter().filter(|it| it.may_find(text, &small)) {
        for secret in pattern.secrets(text) {
            if found.iter().all(|(known, _)| *known != secret) {
                found.push((secret, pattern.what));
            }
        }
    }
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_compile() {
        for pattern in &PATTERNS {
            assert!(pattern.regex().is_some(), "{}", pattern.text);
        }
    }

    #[test]
    fn secrets_are_found_where_they_are() {
        let jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dBjftJeZ4CVPmB92K27u";
        let sendgrid = format!("SG.{}.{}", "a".repeat(22), "b".repeat(43));
        let (stripe, vault) = (
            format!("sk_{}_{}", "live", "0".repeat(24)),
            format!("hvs.{}", "x".repeat(24)),
        );
        for (text, secret) in [
            ("AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE"),
            ("ASIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE"),
            (
                "x ghp_0123456789abcdefghijklmnopqrstuvwxyz",
                "ghp_0123456789abcdefghijklmnopqrstuvwxyz",
            ),
            (
                "github_pat_0123456789abcdefghijkl",
                "github_pat_0123456789abcdefghijkl",
            ),
            ("xoxb-0123456789", "xoxb-0123456789"),
            ("curl https://hooks.slack.com/services/T0/B0/x1", "T0/B0/x1"),
            ("glpat-0123456789abcdefghij", "glpat-0123456789abcdefghij"),
            (&stripe, &stripe),
            (&vault, &vault),
            (&sendgrid, &sendgrid),
            (jwt, jwt),
            ("-----BEGIN PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----"),
            ("http://me:hidden@host/", "hidden"),
            ("redis://:hidden@host/", "hidden"),
            ("PASSWORD=hidden1", "hidden1"),
            ("passwd: hidden1", "hidden1"),
            ("Secret_Access_Key=hidden1", "hidden1"),
            ("SECRET_KEY=hidden1", "hidden1"),
            ("--api_key=hidden1", "hidden1"),
            ("--apikey=hidden1", "hidden1"),
            ("auth_token=hidden1", "hidden1"),
            ("AccessToken=hidden1", "hidden1"),
            ("pa\u{17f}\u{17f}word=hidden1", "hidden1"),
            ("DB_PASS=hidden1 run", "hidden1"),
            ("MYSQL_PWD='hidden1' run", "hidden1"),
            ("JWT=hidden1", "hidden1"),
            ("CREDS=hidden1", "hidden1"),
            ("mysql --password hidden1 shop", "hidden1"),
            ("run --api-key 123456789abcdef", "123456789abcdef"),
            ("run -password \"hidden1\"", "hidden1"),
            ("curl -u bob:hunter2 http://host/", "hunter2"),
            ("curl -fsS -ubob:hunter2 http://host/", "hunter2"),
            ("curl --user bob:hunter2 http://host/", "hunter2"),
        ] {
            let mut found = find(text).map(|(range, _)| &text[range]);
            assert!(found.any(|it| it == secret), "{text}");
        }
    }

    #[test]
    fn every_secret_of_a_text_is_found_once() {
        let text =
            "run --api-key 123456789abcdef --api-key fedcba987654321 --api_key=123456789abcdef0";
        let found: Vec<&str> = find(text).map(|(range, _)| &text[range]).collect();
        assert_eq!(
            found,
            ["123456789abcdef0", "123456789abcdef", "fedcba987654321"]
        );
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        for text in [
            "curl --fail -O http://example.com/{{package}}.tar.gz",
            "curl -u $USER:$PASSWORD http://host/",
            "curl -u {{user}}:{{password}} http://host/",
            "docker run -u 1000:1000 image",
            "mysql --password {{password}}",
            "mysql --password $PASSWORD",
            "mysql --password \"$(cat /etc/secret)\"",
            "run --password-file /etc/secrets/shop",
            "run --password --verbose",
            "chown -R user:group /srv",
            "PWD=/srv/app run",
            "COMPASS=north_east run",
            "http://host:8080/@x",
            "ssh git@example.com:team/repo",
        ] {
            assert_eq!(find(text).next(), None, "{text}");
        }
    }
}
