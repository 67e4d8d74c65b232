//! The commands of the Aurora client that jobc has not: each is answered with one sentence.

/// What a command of the client does, and the alternative.
struct Verb {
    /// How it is typed: the old client's one word, or a noun and a verb.
    words: &'static [&'static str],
    /// What the client calls it today, without `aurora`.
    today: &'static str,
    /// What jobc does that comes nearest.
    instead: &'static str,
}

const WOULD_RUN: &str = "`jobc inspect FILE` shows what would run";
const CLIENT_TAKES: &str = "`jobc emit --target aurora FILE` writes what a client sends";
const DIFFERS: &str =
    "`jobc diff --state STATE.json FILE` compares with a state that the client wrote";
const CHECKS: &str = "`jobc check FILE` reports what the scheduler would refuse";
const LISTS: &str = "`jobc list FILE` lists the jobs of a configuration";
const INVENTORY: &str = "`jobc list --long DIR` adds up what configurations ask for";

/// The verbs, by both clients' words.
const VERBS: &[Verb] = &[
    verb(&["create"], "job create", CLIENT_TAKES),
    verb(&["job", "create"], "job create", CLIENT_TAKES),
    verb(&["update"], "update start", CLIENT_TAKES),
    verb(&["update", "start"], "update start", CLIENT_TAKES),
    verb(&["update", "abort"], "update abort", CHECKS),
    verb(&["update", "pause"], "update pause", CHECKS),
    verb(&["update", "resume"], "update resume", CHECKS),
    verb(&["update", "rollback"], "update rollback", CHECKS),
    verb(&["update", "info"], "update info", WOULD_RUN),
    verb(&["update", "list"], "update list", LISTS),
    verb(&["update", "wait"], "update wait", CHECKS),
    verb(&["cancel_update"], "update abort", CHECKS),
    verb(&["job", "cancel-update"], "update abort", CHECKS),
    verb(&["job", "update"], "update start", CLIENT_TAKES),
    verb(&["beta-update"], "update", CLIENT_TAKES),
    verb(&["rollback"], "update rollback", CHECKS),
    verb(&["job", "diff"], "job diff", DIFFERS),
    verb(&["kill"], "job kill", LISTS),
    verb(&["job", "kill"], "job kill", LISTS),
    verb(&["killall"], "job killall", LISTS),
    verb(&["job", "killall"], "job killall", LISTS),
    verb(&["job", "add"], "job add", WOULD_RUN),
    verb(&["restart"], "job restart", WOULD_RUN),
    verb(&["job", "restart"], "job restart", WOULD_RUN),
    verb(&["list_jobs"], "job list", LISTS),
    verb(&["job", "list"], "job list", LISTS),
    verb(&["status"], "job status", WOULD_RUN),
    verb(&["job", "status"], "job status", WOULD_RUN),
    verb(&["open"], "job open", WOULD_RUN),
    verb(&["job", "open"], "job open", WOULD_RUN),
    verb(&["ssh"], "task ssh", WOULD_RUN),
    verb(&["task", "ssh"], "task ssh", WOULD_RUN),
    verb(&["scp"], "task scp", WOULD_RUN),
    verb(&["task", "scp"], "task scp", WOULD_RUN),
    verb(&["run"], "task run", WOULD_RUN),
    verb(&["task", "run"], "task run", WOULD_RUN),
    verb(&["spawn"], "", WOULD_RUN),
    verb(&["start_cron"], "cron start", WOULD_RUN),
    verb(&["cron", "schedule"], "cron schedule", CLIENT_TAKES),
    verb(&["cron", "deschedule"], "cron deschedule", LISTS),
    verb(&["cron", "start"], "cron start", WOULD_RUN),
    verb(&["cron", "show"], "cron show", WOULD_RUN),
    verb(&["get_quota"], "quota get", INVENTORY),
    verb(&["quota", "get"], "quota get", INVENTORY),
    verb(&["quota", "set"], "quota set", INVENTORY),
    verb(&["sla", "get-job-uptime"], "sla get-job-uptime", CHECKS),
    verb(
        &["sla", "get-task-up-count"],
        "sla get-task-up-count",
        CHECKS,
    ),
];

const fn verb(words: &'static [&'static str], today: &'static str, instead: &'static str) -> Verb {
    Verb {
        words,
        today,
        instead,
    }
}

/// What is said to somebody who typed a command of the client; `None` if it is none.
pub fn answer(words: &[String]) -> Option<String> {
    let is_typed = |verb: &&Verb| {
        words
            .iter()
            .map(String::as_str)
            .take(verb.words.len())
            .eq(verb.words.iter().copied())
    };
    if let Some(verb) = VERBS
        .iter()
        .filter(is_typed)
        .max_by_key(|it| it.words.len())
    {
        let typed = verb.words.join(" ");
        let client = match verb.today {
            "" => "the Aurora client no longer has it".to_owned(),
            today => format!("`aurora {today}` does it"),
        };
        return Some(format!(
            "`{typed}` acts on a cluster, which jobc never does: {client}, and {}",
            verb.instead
        ));
    }
    let noun = words.first()?;
    let of_noun = VERBS
        .iter()
        .filter(|verb| verb.words.len() == 2 && verb.words[0] == noun);
    let verbs: Vec<&str> = of_noun.map(|verb| verb.words[1]).collect();
    (!verbs.is_empty()).then(|| {
        format!(
            "`aurora {noun}` acts on a cluster, which jobc never does: its verbs are {}",
            verbs.join(", ")
        )
    })
}

/// The nouns that start a pair, and the words of the old client, to find what was misspelled.
pub fn first_words<'a>() -> impl Iterator<Item = &'a str> {
    VERBS.iter().map(|verb| verb.words[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_of_the_client_has_one_sentence() {
        for verb in VERBS {
            let words: Vec<String> = verb.words.iter().map(|it| it.to_string()).collect();
            let said = answer(&words).expect("a sentence");
            assert!(said.contains("which jobc never does"), "{said}");
            assert!(said.contains(verb.instead), "{said}");
            assert!(!said.contains('\n') && !said.ends_with('.'), "{said}");
        }
        let more = ["create", "c/r/e/n", "a.aurora"].map(str::to_owned);
        assert!(answer(&more).is_some());
        assert!(answer(&["quota".to_owned()]).is_some());
        assert_eq!(answer(&["nonsense".to_owned()]), None);
    }
}
