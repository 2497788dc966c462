//! To which nodes of a cluster a command of RedisGears goes.

use std::collections::HashMap;

use redis::cluster_routing::{
    MultipleNodeRoutingInfo, ResponsePolicy, Route, RoutingInfo, SingleNodeRoutingInfo, SlotAddr,
};
use redis::{Arg, Cmd, Value};

use crate::Result;
use crate::reply::ClusterInfo;

/// What decides where a command goes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// To the shard whose id is the first part of this id.
    ShardOf(String),
    /// To every primary node.
    All,
    /// To any primary node.
    Any,
    /// Where the client would send it.
    Usual,
}

pub(super) fn target(cmd: &Cmd) -> Target {
    let mut words = cmd.args_iter().map(|arg| match arg {
        Arg::Simple(word) => String::from_utf8_lossy(word).into_owned(),
        _ => String::new(),
    });
    match words.next().unwrap_or_default().to_ascii_uppercase().as_str() {
        "RG.GETRESULTS"
        | "RG.GETRESULTSBLOCKING"
        | "RG.DROPEXECUTION"
        | "RG.ABORTEXECUTION"
        | "RG.GETEXECUTION"
        | "RG.UNREGISTER"
        | "RG.PAUSEREGISTRATIONS"
        | "RG.UNPAUSEREGISTRATIONS" => Target::ShardOf(words.next().unwrap_or_default()),
        "RG.CONFIGSET" | "RG.REFRESHCLUSTER" => Target::All,
        // It has a key, which the server tells the client about.
        "RG.TRIGGERONKEY" => Target::Usual,
        name if name.starts_with("RG.") => Target::Any,
        _ => Target::Usual,
    }
}

pub(super) fn any() -> RoutingInfo {
    RoutingInfo::SingleNode(SingleNodeRoutingInfo::RandomPrimary)
}

pub(super) fn all() -> RoutingInfo {
    RoutingInfo::MultiNode((MultipleNodeRoutingInfo::AllMasters, None))
}

/// Like [`all`], for a command of which one answer stands for all.
pub(super) fn all_agree() -> RoutingInfo {
    let policy = Some(ResponsePolicy::AllSucceeded);
    RoutingInfo::MultiNode((MultipleNodeRoutingInfo::AllMasters, policy))
}

/// The node that has a hash slot: shards are known by their slots on all sides.
fn slot(slot: i64) -> RoutingInfo {
    let slot = u16::try_from(slot).unwrap_or_default();
    RoutingInfo::SingleNode(SingleNodeRoutingInfo::SpecificNode(Route::new(slot, SlotAddr::Master)))
}

/// The addresses and answers of a command that went to all nodes.
pub(super) fn by_node<T>(reply: Value, read: impl Fn(Value) -> Result<T>) -> Result<Vec<NodeReply<T>>> {
    let answers = match reply {
        Value::Map(answers) => answers,
        other => return Err(super::unexpected("the cluster", "an answer of each node", &other)),
    };
    let answers = answers
        .into_iter()
        .map(|(node, answer)| Ok(NodeReply { node: super::text(&node), value: read(answer)? }));
    answers.collect()
}

/// The answer of one node of a cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NodeReply<T> {
    /// The address of the node: `host:port`.
    pub node: String,
    /// What it answered.
    pub value: T,
}

/// The shards of a cluster, each with one of its hash slots.
#[derive(Debug, Default)]
pub(super) struct Shards(HashMap<String, i64>);

impl Shards {
    /// Where the shard is that an id begins with.
    pub(super) fn find(&self, id: &str) -> Option<RoutingInfo> {
        let shard = id.rsplit_once('-').map_or(id, |(shard, _)| shard);
        self.0.get(shard).map(|first| slot(*first))
    }

    pub(super) fn learn(&mut self, reply: Value) {
        let info = ClusterInfo::read(reply).ok().flatten().unwrap_or_default();
        self.0 = info.shards.into_iter().map(|shard| (shard.id, shard.min_slot)).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_name_their_shard_and_settings_go_to_all() {
        let target = |words: &[&str]| target(redis::cmd(words[0]).arg(&words[1..]));
        assert_eq!(target(&["RG.GETRESULTS", "abc-7"]), Target::ShardOf("abc-7".to_owned()));
        assert_eq!(target(&["rg.unregister", "abc-7"]), Target::ShardOf("abc-7".to_owned()));
        assert_eq!(target(&["RG.CONFIGSET", "a", "b"]), Target::All);
        assert_eq!(target(&["RG.REFRESHCLUSTER"]), Target::All);
        assert_eq!(target(&["RG.PYEXECUTE", "GB()"]), Target::Any);
        assert_eq!(target(&["RG.TRIGGERONKEY", "t", "k"]), Target::Usual);
        assert_eq!(target(&["GET", "k"]), Target::Usual);
    }
}
