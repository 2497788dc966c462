//! To which nodes of a cluster a command of RedisGears goes, and what their answers mean together.

use std::collections::HashMap;
use std::future::Future;

use redis::cluster_routing::{MultipleNodeRoutingInfo, Route, RoutingInfo, SingleNodeRoutingInfo, SlotAddr};
use redis::{Arg, Cmd, RedisResult, ServerError, Value, parse_redis_value};

use super::limit::MEASURE;
use super::request::{self, Request};
use crate::Result;
use crate::reply::ClusterInfo;

/// What decides where a command goes.
#[derive(Debug, PartialEq, Eq)]
enum Target {
    /// To the shard whose id is the first part of this id.
    ShardOf(String),
    /// To every primary node: one answer stands for all.
    All,
    /// To every primary node: each lists what it has.
    Each,
    /// To any primary node.
    Any,
    /// Where the client would send it.
    Usual,
}

fn target(cmd: &Cmd) -> Target {
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
        "EVAL" if words.next().as_deref() == Some(MEASURE) => {
            Target::ShardOf(words.nth(1).unwrap_or_default())
        }
        "RG.CONFIGSET" | "RG.REFRESHCLUSTER" => Target::All,
        "RG.DUMPREGISTRATIONS" | "RG.PYDUMPSESSIONS" | "RG.DUMPEXECUTIONS" => Target::Each,
        // It has a key, which the server tells the client about.
        "RG.TRIGGERONKEY" => Target::Usual,
        name if name.starts_with("RG.") => Target::Any,
        _ => Target::Usual,
    }
}

fn any() -> RoutingInfo {
    RoutingInfo::SingleNode(SingleNodeRoutingInfo::RandomPrimary)
}

/// The node with an address: `host:port`.
fn at(address: &str) -> Option<RoutingInfo> {
    let (host, port) = address.rsplit_once(':')?;
    let (host, port) = (host.to_owned(), port.parse().ok()?);
    Some(RoutingInfo::SingleNode(SingleNodeRoutingInfo::ByAddress { host, port }))
}

/// A connection to a cluster, blocking or asynchronous.
pub(super) trait Nodes {
    /// Sends a command where the connection thinks that it should go.
    fn usual(&mut self, cmd: &Cmd) -> impl Future<Output = RedisResult<Value>>;

    /// Sends a command to these nodes.
    fn route(&mut self, cmd: &Cmd, to: RoutingInfo) -> impl Future<Output = RedisResult<Value>>;
}

/// Sends commands to their nodes.
#[derive(Debug, Default)]
pub(super) struct Router {
    shards: Option<Shards>,
}

/// What is known about the cluster.
#[derive(Debug, PartialEq, Eq)]
enum Shards {
    /// There is one node, which knows of no cluster.
    One,
    /// The ids of the shards, each with one of its hash slots: shards are known by their slots on all sides.
    Slots(HashMap<String, i64>),
}

impl Router {
    pub(super) async fn send(&mut self, nodes: &mut impl Nodes, cmd: &Cmd) -> RedisResult<Value> {
        match target(cmd) {
            Target::Usual => nodes.usual(cmd).await,
            Target::Any => ask(nodes, cmd, any()).await,
            Target::All => Ok(one_for_all(ask_all(nodes, cmd).await?)),
            Target::Each => Ok(lists_of_all(ask_all(nodes, cmd).await?)),
            Target::ShardOf(id) => self.send_to_shard(nodes, cmd, &id).await,
        }
    }

    async fn send_to_shard(&mut self, nodes: &mut impl Nodes, cmd: &Cmd, id: &str) -> RedisResult<Value> {
        if let Some(place) = self.shards.as_ref().and_then(|shards| shards.find(id)) {
            let reply = nodes.route(cmd, place.clone()).await;
            if !is_unknown(&reply) {
                return reply;
            }
            // Perhaps the slots of the shard have moved since they were looked up.
            self.shards = Some(Shards::ask(nodes).await?);
            return match self.shards.as_ref().and_then(|shards| shards.find(id)) {
                Some(now) if now != place => nodes.route(cmd, now).await,
                _ => reply,
            };
        }
        let shards = self.shards.insert(Shards::ask(nodes).await?);
        // No shard has an id like this: any of them can say that it is unknown.
        nodes.route(cmd, shards.find(id).unwrap_or_else(any)).await
    }
}

impl Shards {
    async fn ask(nodes: &mut impl Nodes) -> RedisResult<Self> {
        let answers = ask_all(nodes, &request::info_cluster().cmd).await?;
        let only = answers.len() == 1;
        let infos = answers.into_iter().map(|(_, answer)| ClusterInfo::read(answer).ok().flatten());
        let Some(infos) = infos.collect::<Option<Vec<_>>>() else {
            return if only { Ok(Self::One) } else { Err(not_ready()) };
        };
        let shards = infos.into_iter().flat_map(|info| info.shards);
        Ok(Self::Slots(shards.map(|shard| (shard.id, shard.min_slot)).collect()))
    }

    /// Where the shard is that an id begins with.
    fn find(&self, id: &str) -> Option<RoutingInfo> {
        let Self::Slots(slots) = self else { return Some(any()) };
        let shard = id.rsplit_once('-').map_or(id, |(shard, _)| shard);
        let slot = u16::try_from(*slots.get(shard)?).ok()?;
        let route = Route::new(slot, SlotAddr::Master);
        Some(RoutingInfo::SingleNode(SingleNodeRoutingInfo::SpecificNode(route)))
    }
}

/// A node that does not know the cluster takes every id for its own, so nothing that names an id may be sent to it.
fn not_ready() -> redis::RedisError {
    let reply = parse_redis_value(b"-ERRCLUSTER a node does not know the cluster\r\n");
    match reply.and_then(Value::extract_error) {
        Err(error) => error,
        Ok(_) => unreachable!("it is an error reply"),
    }
}

/// Whether a shard does not know what it is asked for. Connections differ in whether an error of the server is one of theirs.
fn is_unknown(reply: &RedisResult<Value>) -> bool {
    let text = match reply {
        Ok(Value::ServerError(error)) => super::server_text(error),
        Ok(_) => return false,
        Err(error) => super::reply_text(error),
    };
    ["not exist", "is not registered", "no registration"].iter().any(|words| text.contains(words))
}

/// The answers of the nodes, with their addresses.
type Answers = Vec<(String, Value)>;

/// Asks every primary node, one after the other. An error of a node is its answer.
pub(super) async fn ask_all(nodes: &mut impl Nodes, cmd: &Cmd) -> RedisResult<Answers> {
    let everywhere = RoutingInfo::MultiNode((MultipleNodeRoutingInfo::AllMasters, None));
    let Value::Map(known) = nodes.route(&redis::cmd("PING"), everywhere).await? else {
        return Ok(Vec::new());
    };
    let mut answers = Vec::with_capacity(known.len());
    for address in known.iter().map(|(address, _)| super::text(address)) {
        let Some(node) = at(&address) else { continue };
        let answer = ask(nodes, cmd, node).await.or_else(as_answer)?;
        answers.push((address, answer));
    }
    Ok(answers)
}

/// Asks one node. In a list of settings, each can be an error for itself; but a cluster's connection makes one error of a list
/// with an error in it, so they are asked for one by one.
async fn ask(nodes: &mut impl Nodes, cmd: &Cmd, to: RoutingInfo) -> RedisResult<Value> {
    let Some(settings) = settings(cmd) else { return nodes.route(cmd, to).await };
    let mut list = Vec::with_capacity(settings.len());
    for setting in settings {
        match nodes.route(&setting, to.clone()).await.or_else(as_answer)? {
            Value::Array(values) => list.extend(values),
            // A whole reply that is an error is about the connection, not about the setting.
            Value::ServerError(error) if !super::server_text(&error).starts_with("(error) ") => {
                return Err(error.into());
            }
            error => list.push(error),
        }
    }
    Ok(Value::Array(list))
}

/// A command about settings as one command for each.
fn settings(cmd: &Cmd) -> Option<Vec<Cmd>> {
    let words: Vec<&[u8]> = cmd
        .args_iter()
        .filter_map(|arg| match arg {
            Arg::Simple(word) => Some(word),
            _ => None,
        })
        .collect();
    let (name, words) = words.split_first()?;
    let each = match *name {
        b"RG.CONFIGGET" => 1,
        b"RG.CONFIGSET" => 2,
        _ => return None,
    };
    let one = |words: &[&[u8]]| {
        let mut cmd = Cmd::new();
        cmd.arg(name).arg(words);
        cmd
    };
    Some(words.chunks(each).map(one).collect())
}

fn as_answer(error: redis::RedisError) -> RedisResult<Value> {
    ServerError::try_from(error).map(Value::ServerError)
}

/// An answer that stands for those of all nodes: one with an error, if there is one.
fn one_for_all(answers: Answers) -> Value {
    let is_error = |value: &Value| matches!(value, Value::ServerError(_));
    let fails = |value: &Value| match value {
        Value::Array(items) => items.iter().any(is_error),
        value => is_error(value),
    };
    let mut answers: Vec<Value> = answers.into_iter().map(|(_, answer)| answer).collect();
    let index = answers.iter().position(fails).unwrap_or_default();
    if answers.is_empty() { Value::Nil } else { answers.swap_remove(index) }
}

/// The lists of all nodes as one. Each of their entries, which are names and values in turn, gets the address of its node.
fn lists_of_all(answers: Answers) -> Value {
    let mut all = Vec::new();
    for (node, answer) in answers {
        match answer {
            Value::Array(entries) => all.extend(entries.into_iter().map(|entry| with_node(entry, &node))),
            error @ Value::ServerError(_) => return error,
            _ => {}
        }
    }
    Value::Array(all)
}

fn with_node(entry: Value, node: &str) -> Value {
    let [name, node] = ["node", node].map(|word| Value::SimpleString(word.to_owned()));
    match entry {
        Value::Array(mut words) => {
            words.extend([name, node]);
            Value::Array(words)
        }
        Value::Map(mut entries) => {
            entries.push((name, node));
            Value::Map(entries)
        }
        other => other,
    }
}

/// The answer of one node of a cluster.
/// A [`GearsCluster`](crate::GearsCluster) gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NodeReply<T> {
    /// The address of the node: `host:port`.
    pub node: String,
    /// What it answered.
    pub value: T,
}

/// Asks every primary node for itself.
pub(super) async fn each<T>(nodes: &mut impl Nodes, request: &Request<'_, T>) -> Result<Vec<NodeReply<T>>> {
    let answers = match ask_all(nodes, &request.cmd).await {
        Ok(answers) => answers,
        Err(error) => return Err(super::error_of(&error)),
    };
    let read = |(node, answer)| Ok(NodeReply { node, value: request.finish(Ok(answer))? });
    answers.into_iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_name_their_shard_and_settings_go_to_all() {
        let target = |words: &[&str]| target(redis::cmd(words[0]).arg(&words[1..]));
        assert_eq!(target(&["RG.GETRESULTS", "abc-7"]), Target::ShardOf("abc-7".to_owned()));
        assert_eq!(target(&["rg.unregister", "abc-7"]), Target::ShardOf("abc-7".to_owned()));
        assert_eq!(target(&["EVAL", MEASURE, "0", "abc-7"]), Target::ShardOf("abc-7".to_owned()));
        assert_eq!(target(&["EVAL", "return 1", "0", "abc-7"]), Target::Usual);
        assert_eq!(target(&["RG.CONFIGSET", "a", "b"]), Target::All);
        assert_eq!(target(&["RG.REFRESHCLUSTER"]), Target::All);
        assert_eq!(target(&["RG.DUMPREGISTRATIONS"]), Target::Each);
        assert_eq!(target(&["RG.PYEXECUTE", "GB()"]), Target::Any);
        assert_eq!(target(&["RG.TRIGGERONKEY", "t", "k"]), Target::Usual);
        assert_eq!(target(&["GET", "k"]), Target::Usual);
    }

    #[test]
    fn an_error_of_one_node_is_not_hidden_by_the_others() {
        let parse = |text: &str| parse_redis_value(text.as_bytes()).unwrap();
        let node = |name: &str, answer: &str| (name.to_owned(), parse(answer));
        let refused = "*1\r\n-ERR no\r\n";
        let answers = vec![node("a:1", "*1\r\n+OK\r\n"), node("b:1", refused)];
        assert_eq!(one_for_all(answers), parse(refused));
        let lists = vec![node("a:1", "*1\r\n*2\r\n+id\r\n+x\r\n"), node("b:1", "*0\r\n")];
        assert_eq!(lists_of_all(lists), parse("*1\r\n*4\r\n+id\r\n+x\r\n+node\r\n+a:1\r\n"));
    }
}
