//! The structs of the scheduler's API that hold its state. Aurora: `api.thrift`.

use crate::emit::{Field, Thrift};
use serde_json::{Map, Value};

/// The type of a field.
#[derive(Debug)]
pub enum Type {
    Bool,
    I32,
    I64,
    Double,
    Text,
    /// Names by number.
    Enum(&'static [(&'static str, i64)]),
    /// From text to text.
    Map,
    Set(&'static Type),
    List(&'static Type),
    /// A struct or a union: number, name, type.
    Struct(&'static [(u16, &'static str, Type)]),
}

use Type::{Bool, Double, Enum, I32, I64, List, Set, Struct, Text};

const STRING: Type = Text;

static RANGE: Type = Struct(&[(1, "first", I32), (2, "last", I32)]);
static PAIR: Type = Struct(&[(1, "name", Text), (2, "value", Text)]);
static METADATA: Type = Struct(&[(1, "key", Text), (2, "value", Text)]);

static RESOURCE: Type = Struct(&[
    (1, "numCpus", Double),
    (2, "ramMb", I64),
    (3, "diskMb", I64),
    (4, "namedPort", Text),
    (5, "numGpus", I64),
]);

static CONSTRAINT: Type = Struct(&[
    (1, "name", Text),
    (
        2,
        "constraint",
        Struct(&[
            (
                1,
                "value",
                Struct(&[(1, "negated", Bool), (2, "values", Set(&STRING))]),
            ),
            (2, "limit", Struct(&[(1, "limit", I32)])),
        ]),
    ),
]);

static VOLUME: Type = Struct(&[
    (1, "containerPath", Text),
    (2, "hostPath", Text),
    (3, "mode", Enum(&[("RW", 1), ("RO", 2)])),
]);

const KEY: Type = Struct(&[
    (1, "role", Text),
    (2, "environment", Text),
    (3, "name", Text),
]);
const IDENTITY: Type = Struct(&[(2, "user", Text)]);

/// What the scheduler compares of an instance, in the order in which `emit` writes it.
pub const TASK_CONFIG: Type = Struct(&[
    (28, "job", KEY),
    (17, "owner", IDENTITY),
    (7, "isService", Bool),
    (11, "priority", I32),
    (13, "maxTaskFailures", I32),
    (18, "production", Bool),
    (30, "tier", Text),
    (32, "resources", Set(&RESOURCE)),
    (20, "constraints", Set(&CONSTRAINT)),
    (22, "taskLinks", Type::Map),
    (23, "contactEmail", Text),
    (
        25,
        "executorConfig",
        Struct(&[(1, "name", Text), (2, "data", Text)]),
    ),
    (27, "metadata", Set(&METADATA)),
    (
        34,
        "partitionPolicy",
        Struct(&[(1, "reschedule", Bool), (2, "delaySecs", I64)]),
    ),
    (
        35,
        "slaPolicy",
        Struct(&[
            (
                1,
                "percentageSlaPolicy",
                Struct(&[(1, "percentage", Double), (2, "durationSecs", I64)]),
            ),
            (
                2,
                "countSlaPolicy",
                Struct(&[(1, "count", I64), (2, "durationSecs", I64)]),
            ),
            (
                3,
                "coordinatorSlaPolicy",
                Struct(&[(1, "coordinatorUrl", Text), (2, "statusKey", Text)]),
            ),
        ]),
    ),
    (
        29,
        "container",
        Struct(&[
            (
                1,
                "mesos",
                Struct(&[
                    (
                        1,
                        "image",
                        Struct(&[
                            (1, "docker", Struct(&[(1, "name", Text), (2, "tag", Text)])),
                            (
                                2,
                                "appc",
                                Struct(&[(1, "name", Text), (2, "imageId", Text)]),
                            ),
                        ]),
                    ),
                    (2, "volumes", List(&VOLUME)),
                ]),
            ),
            (
                2,
                "docker",
                Struct(&[(1, "image", Text), (2, "parameters", List(&PAIR))]),
            ),
        ]),
    ),
]);

/// The states of tasks that are not active any more.
pub const ENDED: [(&str, i64); 4] = [("FINISHED", 3), ("FAILED", 4), ("KILLED", 5), ("LOST", 7)];

static TASK: Type = Struct(&[
    (
        1,
        "assignedTask",
        Struct(&[(4, "task", TASK_CONFIG), (6, "instanceId", I32)]),
    ),
    (2, "status", I32),
]);

static JOB: Type = JOB_CONFIGURATION;

/// What `emit` writes of a job.
pub const JOB_CONFIGURATION: Type = Struct(&[
    (9, "key", KEY),
    (4, "cronSchedule", Text),
    (6, "taskConfig", TASK_CONFIG),
    (8, "instanceCount", I32),
]);

static GROUP: Type = Struct(&[(1, "config", TASK_CONFIG), (3, "instances", Set(&RANGE))]);
static DETAIL: Type = Struct(&[(1, "message", Text)]);

/// What the scheduler answers.
pub const RESPONSE: Type = Struct(&[
    (1, "responseCode", I32),
    (5, "serverInfo", Struct(&[(1, "clusterName", Text)])),
    (
        3,
        "result",
        Struct(&[
            (
                3,
                "scheduleStatusResult",
                Struct(&[(1, "tasks", List(&TASK))]),
            ),
            (4, "getJobsResult", Struct(&[(1, "configs", Set(&JOB))])),
            (
                20,
                "configSummaryResult",
                Struct(&[(
                    1,
                    "summary",
                    Struct(&[(1, "key", KEY), (2, "groups", Set(&GROUP))]),
                )]),
            ),
        ]),
    ),
    (6, "details", List(&DETAIL)),
]);

/// Plain JSON of what is in Thrift's JSON protocol; fields that are not known are left out. `None` if it has another form.
pub fn plain(value: &Value, ty: &Type) -> Option<Value> {
    Some(match ty {
        Bool | I32 | I64 | Double | Text | Enum(_) => value.clone(),
        // Key type, value type, count, the pairs.
        Type::Map => value.get(3)?.clone(),
        Set(element) | List(element) => {
            let items = value.as_array()?.iter().skip(2);
            let items: Option<Vec<Value>> = items.map(|item| plain(item, element)).collect();
            Value::Array(items?)
        }
        Struct(fields) => {
            let object = value.as_object()?;
            let mut named = Map::new();
            for (id, name, ty) in *fields {
                let Some(typed) = object.get(&id.to_string()) else {
                    continue;
                };
                let (_, value) = typed.as_object()?.iter().next()?;
                named.insert(String::from(*name), plain(value, ty)?);
            }
            Value::Object(named)
        }
    })
}

/// A Thrift value of plain JSON. The error names the field that is wrong.
pub fn thrift(value: &Value, ty: &Type, name: &str) -> Result<Thrift, String> {
    let wrong = || format!("`{name}` is not what the scheduler has there");
    Ok(match ty {
        // The client writes some of them as numbers.
        Bool => Thrift::Bool(match value {
            Value::Bool(value) => *value,
            other => other.as_i64().ok_or_else(wrong)? != 0,
        }),
        I32 => Thrift::I32(value.as_i64().ok_or_else(wrong)?),
        I64 => Thrift::I64(value.as_i64().ok_or_else(wrong)?),
        Double => Thrift::Double(value.as_f64().ok_or_else(wrong)?),
        Text => Thrift::Text(value.as_str().ok_or_else(wrong)?.to_owned()),
        Enum(names) => {
            let number = match value {
                Value::String(text) => names.iter().find(|(name, _)| name == text).map(|it| it.1),
                other => other.as_i64(),
            };
            Thrift::I32(number.ok_or_else(wrong)?)
        }
        Type::Map => {
            let pairs = value.as_object().ok_or_else(wrong)?.iter();
            let pair =
                |(key, value): (&String, &Value)| Some((key.clone(), value.as_str()?.to_owned()));
            let pairs: Option<Vec<_>> = pairs.map(pair).collect();
            let mut pairs = pairs.ok_or_else(wrong)?;
            pairs.sort();
            Thrift::Map(pairs)
        }
        Set(element) | List(element) => {
            let items = value.as_array().ok_or_else(wrong)?.iter();
            let items: Result<Vec<Thrift>, String> =
                items.map(|item| thrift(item, element, name)).collect();
            let kind = match element {
                Text => "str",
                _ => "rec",
            };
            match ty {
                List(_) => Thrift::List(kind, items?),
                _ => Thrift::set(kind, items?),
            }
        }
        Struct(fields) => {
            let object = value.as_object().ok_or_else(wrong)?;
            let mut set = Vec::new();
            for (id, name, ty) in *fields {
                if let Some(value) = object.get(*name).filter(|it| !it.is_null()) {
                    set.push(Field {
                        id: *id,
                        name,
                        value: thrift(value, ty, name)?,
                    });
                }
            }
            Thrift::Record(set)
        }
    })
}
