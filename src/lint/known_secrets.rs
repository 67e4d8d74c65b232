//! What a password, a key or a token looks like, wherever it is written.

use fancy_regex::Regex;
use std::ops::Range;
use std::sync::OnceLock;

/// What gives a secret away, with a name for it. The group is the secret.
const PATTERNS: &[(&str, &str)] = &[
    (
        r"\b((?:AKIA|ASIA)[0-9A-Z]{16})\b",
        "the key of an AWS account",
    ),
    (
        r"\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,})",
        "a GitHub token",
    ),
    (
        r"\b(xox[abprs]-[A-Za-z0-9-]{10,})|hooks\.slack\.com/services/(T\w+/B\w+/\w+)",
        "a Slack token",
    ),
    (r"\b(glpat-[A-Za-z0-9_-]{20,})", "a GitLab token"),
    (r"\b((?:sk|rk)_live_[A-Za-z0-9]{16,})", "a Stripe key"),
    (r"\b(AIza[0-9A-Za-z_-]{35})", "a Google API key"),
    (r"\b(npm_[A-Za-z0-9]{36,})", "an npm token"),
    (r"\b(pypi-AgE[A-Za-z0-9_-]{50,})", "a PyPI token"),
    (
        r"\b(SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43})",
        "a SendGrid key",
    ),
    (
        r"\b(sk-(?:ant-|proj-)?[A-Za-z0-9_-]{32,})",
        "the key of an API",
    ),
    (r"\b(dop_v1_[0-9a-f]{64})", "a DigitalOcean token"),
    (r"\b(hvs\.[A-Za-z0-9_-]{24,})", "a Vault token"),
    (
        r"\b(eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,})",
        "a JSON web token",
    ),
    (r"(-----BEGIN [A-Z ]*PRIVATE KEY-----)", "a private key"),
    (r"://[^/\s:@$]*:([^/\s:@${}<>*]+)@", "the password of a URL"),
    (
        r#"(?i)(?:\b|_|--)(?:password|passwd|secret_access_key|secret_key|api_?key|auth_?token|access_?token|jwt|creds)(?:=|\s*:\s+)["']?([^\s"'${}<>`*;|&/]{6,})"#,
        "a password",
    ),
    (
        r#"(?i)[a-z0-9]_(?:pass|pwd|token)=["']?([^\s"'${}<>`*;|&/]{6,})"#,
        "a password",
    ),
    // Behind the option, in a word of its own.
    (
        r#"(?i)\s--?(?:password|passwd|api[-_]?key|auth[-_]?token|access[-_]?token|secret[-_]?key)\s+["']?([^\s"'${}<>`*;|&/-][^\s"'${}<>`*;|&/]{5,})"#,
        "a password",
    ),
    (
        r#"\bcurl\s(?:[^\n;|&]*\s)?(?:-u\s*|--user[\s=]+|--proxy-user[\s=]+)["']?[^\s:"'${}-][^\s:"'${}]*:([^\s"'${}<>`*;|&]{4,})"#,
        "a password",
    ),
];

/// What is in a text, small letters for large ones, wherever one of the patterns finds something. Looking for it takes a
/// tenth of the time.
const SIGNS: &[&str] = &[
    "akia",
    "asia",
    "gh",
    "github_pat",
    "xox",
    "slack",
    "glpat-",
    "_live_",
    "aiza",
    "npm_",
    "pypi-",
    "sg.",
    "sk-",
    "dop_v1_",
    "hvs.",
    "eyj",
    "private key",
    "@",
    "passw",
    "_pass",
    "_pwd",
    "jwt",
    "creds",
    "secret",
    "key",
    "token",
    "curl",
];

/// Whether none of the patterns can find anything in a text.
fn is_clean(text: &str) -> bool {
    // A pattern that takes large letters for small ones takes some others for them, too.
    text.is_ascii() && {
        let text = text.to_ascii_lowercase();
        !SIGNS.iter().any(|sign| text.contains(sign))
    }
}

fn patterns() -> &'static [(Regex, &'static str)] {
    static COMPILED: OnceLock<Vec<(Regex, &'static str)>> = OnceLock::new();
    COMPILED.get_or_init(|| {
        PATTERNS
            .iter()
            .filter_map(|(pattern, what)| Some((Regex::new(pattern).ok()?, *what)))
            .collect()
    })
}

/// The secrets in a text: where the first of each kind is, and what it is.
pub fn find(text: &str) -> impl Iterator<Item = (Range<usize>, &'static str)> {
    let patterns = match is_clean(text) {
        true => &[],
        false => patterns(),
    };
    patterns.iter().filter_map(move |(pattern, what)| {
        let captures = pattern.captures(text).ok()??;
        let mut groups = captures.iter().skip(1).flatten();
        Some((groups.next()?.range(), *what))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_compile() {
        assert_eq!(patterns().len(), PATTERNS.len());
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
            assert!(!is_clean(text), "{text}");
            let mut found = find(text).map(|(range, _)| &text[range]);
            assert!(found.any(|it| it == secret), "{text}");
        }
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
