//! The scheduler's tiers: how readily it evicts the instances of a job.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What a tier means. Aurora: `TierInfo`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Whether the scheduler may evict its instances for those of other tiers.
    pub preemptible: bool,
    /// Whether its instances run on resources that the machine may take back.
    pub revocable: bool,
}

impl Tier {
    /// Whether its jobs count as production jobs. Aurora: `ConfigurationManager.validateAndPopulate`.
    pub fn is_production(self) -> bool {
        !self.preemptible && !self.revocable
    }
}

/// The tiers of a scheduler: the flag `-tier_config`.
///
/// Settings write them as a table with a `default`, or as a list of names; what the names of such a list mean is known only for the
/// scheduler's own tiers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tiers {
    /// The tier of jobs that set neither `tier` nor `production`, if it is known.
    pub default: Option<String>,
    /// Names and meanings.
    pub tiers: BTreeMap<String, Option<Tier>>,
}

/// The scheduler's own tiers: name, preemptible, revocable.
const OWN: [(&str, bool, bool); 3] = [
    ("preferred", false, false),
    ("preemptible", true, false),
    ("revocable", true, true),
];

/// The default among them.
const OWN_DEFAULT: &str = "preemptible";

/// The key of the default tier in settings.
const DEFAULT_KEY: &str = "default";

impl Tiers {
    /// The tiers of a scheduler that is not configured otherwise.
    pub fn own() -> &'static Tiers {
        static TIERS: OnceLock<Tiers> = OnceLock::new();
        TIERS.get_or_init(|| Tiers::named(OWN.map(|(name, ..)| name.to_owned())))
    }

    /// Whether there is a tier of that name.
    pub fn contains(&self, name: &str) -> bool {
        self.tiers.contains_key(name)
    }

    /// The names.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.tiers.keys().map(String::as_str)
    }

    /// What a tier means, if there is one of that name and its meaning is known.
    pub fn get(&self, name: &str) -> Option<Tier> {
        self.tiers.get(name).copied().flatten()
    }

    /// The tier of a job, by name, as the client chooses it: the `tier` that the job sets; else a tier that is not revocable and is
    /// preemptible unless the job is for `production`; else the default. The client: `AuroraClientAPI` before `thrift.convert`.
    pub fn of<'a>(&'a self, tier: Option<&'a str>, production: bool) -> Option<&'a str> {
        let suits = |tier: &Option<Tier>| {
            tier.is_some_and(|tier| !tier.revocable && tier.preemptible != production)
        };
        tier.or_else(|| {
            let mut all = self.tiers.iter();
            all.find(|(_, tier)| suits(tier))
                .map(|(name, _)| name.as_str())
        })
        .or(self.default.as_deref())
    }

    /// Reads the file that the scheduler's flag `-tier_config` names: `{"default": …, "tiers": {NAME: {"preemptible": "true", …}}}`. Settings
    /// as JSON are accepted, too.
    pub fn parse(text: &str) -> Result<Tiers, String> {
        let mut value: Value =
            serde_json::from_str(text).map_err(|error| format!("it is not JSON: {error}"))?;
        let Some(table) = value.as_object_mut() else {
            return Err("expected an object, `{\"default\": …, \"tiers\": {…}}`".to_owned());
        };
        if let Some(Value::Object(tiers)) = table.remove("tiers") {
            table.extend(tiers);
        }
        for tier in table.values_mut() {
            for value in tier
                .as_object_mut()
                .into_iter()
                .flat_map(|it| it.values_mut())
            {
                // The scheduler writes them as strings.
                if let Some(truth) = value.as_str().and_then(|text| text.parse::<bool>().ok()) {
                    *value = truth.into();
                }
            }
        }
        serde_json::from_value(value).map_err(|error| error.to_string())
    }

    fn named(names: impl IntoIterator<Item = String>) -> Tiers {
        let known = |name: &str| {
            let mut own = OWN.iter();
            let (_, preemptible, revocable) = own.find(|(own, ..)| *own == name)?;
            Some(Tier {
                preemptible: *preemptible,
                revocable: *revocable,
            })
        };
        let tiers: BTreeMap<String, Option<Tier>> = names
            .into_iter()
            .map(|name| (name.clone(), known(&name)))
            .collect();
        let default = tiers.contains_key(OWN_DEFAULT);
        Tiers {
            default: default.then(|| OWN_DEFAULT.to_owned()),
            tiers,
        }
    }
}

/// How settings write tiers.
#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum Written {
    Names(Vec<String>),
    Table(BTreeMap<String, Entry>),
}

/// An entry of the table of tiers.
#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum Entry {
    Default(String),
    Tier(Tier),
}

impl<'de> Deserialize<'de> for Tiers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Tiers, D::Error> {
        let written = Written::deserialize(deserializer).map_err(|_| {
            D::Error::custom(
                "`tiers` must be a list of names, or a table such as `{default = \"preemptible\", preemptible = {preemptible = true, revocable = false}}`",
            )
        })?;
        let table = match written {
            Written::Names(names) => return Ok(Tiers::named(names)),
            Written::Table(table) => table,
        };
        let mut tiers = Tiers {
            default: None,
            tiers: BTreeMap::new(),
        };
        for (name, entry) in table {
            match entry {
                Entry::Default(default) if name == DEFAULT_KEY => tiers.default = Some(default),
                Entry::Default(_) => {
                    let message = format!(
                        "the tier `{name}` must be a table with `preemptible` and `revocable`"
                    );
                    return Err(D::Error::custom(message));
                }
                Entry::Tier(tier) => {
                    tiers.tiers.insert(name, Some(tier));
                }
            }
        }
        match &tiers.default {
            Some(default) if !tiers.contains(default) => {
                let message = format!("the default tier `{default}` is not one of `tiers`");
                Err(D::Error::custom(message))
            }
            _ => Ok(tiers),
        }
    }
}

impl Serialize for Tiers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let tiers = self.tiers.iter();
        let known: Option<BTreeMap<&str, Tier>> = tiers
            .map(|(name, tier)| Some((name.as_str(), (*tier)?)))
            .collect();
        let written = match known {
            Some(known) => {
                let default = self.default.iter();
                let default =
                    default.map(|name| (DEFAULT_KEY.to_owned(), Entry::Default(name.clone())));
                let tiers = known
                    .into_iter()
                    .map(|(name, tier)| (name.to_owned(), Entry::Tier(tier)));
                Written::Table(default.chain(tiers).collect())
            }
            None => Written::Names(self.tiers.keys().cloned().collect()),
        };
        written.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Tiers, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    #[test]
    fn tiers_are_a_list_or_a_table() {
        let names = read(r#"["preferred", "gold"]"#).expect("a list");
        assert!(names.get("preferred").is_some_and(Tier::is_production));
        assert!(names.contains("gold") && names.get("gold").is_none());
        assert_eq!(names.default, None);
        let table = read(
            r#"{"default": "best-effort", "gold": {"preemptible": false, "revocable": false}, "best-effort": {"preemptible": true, "revocable": false}}"#,
        )
        .expect("a table");
        assert_eq!(table.default.as_deref(), Some("best-effort"));
        assert_eq!(table.of(None, true), Some("gold"));
        for tiers in [names, table, Tiers::own().clone()] {
            let text = serde_json::to_string(&tiers).expect("JSON");
            let again = read(&text).expect(&text);
            assert_eq!(again.default, tiers.default, "{text}");
            assert!(tiers.names().all(|name| again.get(name) == tiers.get(name)));
        }
    }

    #[test]
    fn what_is_wrong_with_tiers_is_named() {
        for (text, word) in [
            (r#"3"#, "a list of names"),
            (r#"{"gold": {"preemptible": true}}"#, "a list of names"),
            (r#"{"gold": "yes"}"#, "the tier `gold`"),
            (r#"{"default": "gold"}"#, "the default tier `gold`"),
        ] {
            let error = read(text).expect_err(text);
            assert!(error.contains(word), "{text}: {error}");
        }
    }

    #[test]
    fn a_job_without_tier_gets_one() {
        let own = Tiers::own();
        assert_eq!(own.of(None, true), Some("preferred"));
        assert_eq!(own.of(None, false), Some("preemptible"));
        assert_eq!(own.of(Some("revocable"), true), Some("revocable"));
    }
}
