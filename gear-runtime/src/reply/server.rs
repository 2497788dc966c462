//! What a server tells about itself: cluster, plugins, configuration.

use redis::Value as Reply;

use super::attributes::{Attributes, Extra, list};
use crate::client::{text, unexpected};
use crate::{Result, Value};

/// What a node knows about its cluster.
/// [`Gears::info_cluster`](crate::Gears::info_cluster) gives it.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ClusterInfo {
    /// The id of the node that answered. Ids of its executions and registrations begin with it.
    pub my_id: String,
    /// The id of its run; servers before 1.2 do not tell.
    pub my_run_id: Option<String>,
    /// The shards.
    pub shards: Vec<ShardInfo>,
    /// What else the server told.
    pub extra: Extra,
}

/// A shard of a cluster.
/// [`Gears::info_cluster`](crate::Gears::info_cluster) gives it.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ShardInfo {
    /// Its id.
    pub id: String,
    /// Its address.
    pub ip: String,
    /// Its port.
    pub port: i64,
    /// Its socket, if it has one.
    pub unix_socket: Option<String>,
    /// The id of its run.
    pub run_id: Option<String>,
    /// The first of its hash slots.
    pub min_slot: i64,
    /// The last of its hash slots.
    pub max_slot: i64,
    /// How many messages wait to be sent to it.
    pub pending_messages: i64,
    /// What else the server told.
    pub extra: Extra,
}

const INFO_CLUSTER: &str = "RG.INFOCLUSTER";

impl ClusterInfo {
    /// Reads the reply; `None` from a server without a cluster.
    pub(crate) fn read(reply: Reply) -> Result<Option<Self>> {
        let Reply::Array(parts) = reply else {
            return match text(&reply) {
                words if words.contains("no cluster") => Ok(None),
                _ => Err(unexpected(INFO_CLUSTER, "the cluster", &reply)),
            };
        };
        let mut info = Self::default();
        let mut parts = parts.into_iter();
        while let Some(part) = parts.next() {
            match part {
                Reply::Array(_) => info.shards = list(INFO_CLUSTER, part, ShardInfo::read)?,
                name if text(&name) == "MyId" => {
                    info.my_id = parts.next().as_ref().map(text).unwrap_or_default()
                }
                name if text(&name) == "MyRunId" => info.my_run_id = parts.next().as_ref().map(text),
                // A name that is new, and its value.
                name => {
                    let value = parts.next().map(Value::from_reply).unwrap_or_default();
                    info.extra.insert(text(&name), value);
                }
            }
        }
        Ok(Some(info))
    }
}

impl ShardInfo {
    fn read(reply: Reply) -> Result<Self> {
        let mut fields = Attributes::read(INFO_CLUSTER, reply)?;
        Ok(Self {
            id: fields.text("id")?.unwrap_or_default(),
            ip: fields.text("ip")?.unwrap_or_default(),
            port: fields.int("port")?.unwrap_or_default(),
            unix_socket: fields.text("unixSocket")?.filter(|path| !path.is_empty() && path != "None"),
            run_id: fields.text("runid")?,
            min_slot: fields.int("minHslot")?.unwrap_or_default(),
            max_slot: fields.int("maxHslot")?.unwrap_or_default(),
            pending_messages: fields.int("pendingMessages")?.unwrap_or_default(),
            extra: fields.rest(),
        })
    }
}

/// A plugin of RedisGears.
/// [`Gears::dump_plugins`](crate::Gears::dump_plugins) gives it.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Plugin {
    /// Its name: that for Python is `GearsPythonPlugin`.
    pub name: String,
    /// Its version.
    pub version: i64,
    /// What else the server told.
    pub extra: Extra,
}

impl Plugin {
    /// Either names and values, or a name and a version without names in front.
    pub(crate) fn list(reply: Reply) -> Result<Vec<Self>> {
        const DUMP_PLUGINS: &str = "RG.DUMPPLUGINS";
        let word = |word: &str| Reply::SimpleString(word.to_owned());
        list(DUMP_PLUGINS, reply, |entry| {
            let entry = match entry {
                Reply::Array(parts)
                    if parts.len() == 2 && !["name", "ver"].contains(&text(&parts[0]).as_str()) =>
                {
                    let names = ["name", "ver"].map(word);
                    Reply::Array(names.into_iter().zip(parts).flat_map(|(name, part)| [name, part]).collect())
                }
                other => other,
            };
            let mut fields = Attributes::read(DUMP_PLUGINS, entry)?;
            Ok(Self {
                name: fields.text("name")?.unwrap_or_default(),
                version: fields.int("ver")?.unwrap_or_default(),
                extra: fields.rest(),
            })
        })
    }
}

/// Configuration values; a name that does not exist is an error element.
pub(crate) fn config_values(reply: Reply) -> Result<Vec<Option<Value>>> {
    list("RG.CONFIGGET", reply, |value| match value {
        Reply::ServerError(_) => Ok(None),
        value => Ok(Some(Value::from_reply(value))),
    })
}

/// What became of a configuration value that was set.
/// [`Gears::config_set`](crate::Gears::config_set) gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigChange {
    /// It is set.
    Set,
    /// RedisGears has no such option. It is kept for scripts, which read it with `configGet`.
    SetForScripts,
    /// It is not set, for this reason.
    Refused(String),
}

impl ConfigChange {
    pub(crate) fn list(reply: Reply) -> Result<Vec<Self>> {
        list("RG.CONFIGSET", reply, |value| {
            Ok(match value {
                Reply::ServerError(error) => Self::Refused(config_text(&crate::client::server_text(&error))),
                value if text(&value).contains("extra config dictionary") => Self::SetForScripts,
                Reply::Okay => Self::Set,
                value if text(&value).starts_with("OK") => Self::Set,
                other => Self::Refused(text(&other)),
            })
        })
    }
}

fn config_text(text: &str) -> String {
    text.strip_prefix("(error) ").unwrap_or(text).to_owned()
}
