//! Blocking connections to a cluster.

use redis::cluster::ClusterConnection;
use redis::{Cmd, ConnectionLike, RedisResult, Value};

use super::request::{self, Request};
use super::route::{NodeReply, Shards, Target, all, all_agree, any, by_node, target};
use crate::{ConfigChange, Result};

/// A connection to a cluster that sends each command of RedisGears to the right nodes.
///
/// What names an execution or a registration goes to the shard of its id, `RG.CONFIGSET` and `RG.REFRESHCLUSTER` go to all,
/// and every other command to any shard, which does the rest. Gears, triggers and deployments work on it as on any
/// connection.
///
/// ```no_run
/// use gear_runtime::{Gears as _, GearsCluster};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = redis::cluster::ClusterClient::new(["redis://127.0.0.1:7000/"])?;
/// let mut con = client.get_connection()?;
/// let mut gears = GearsCluster::new(&mut con);
/// gears.refresh_cluster()?;
/// for answer in gears.config_set_each(&[("MaxExecutions", "100")])? {
///     println!("{}: {:?}", answer.node, answer.value);
/// }
/// # Ok(())
/// # }
/// ```
pub struct GearsCluster<'a> {
    con: &'a mut ClusterConnection,
    shards: Shards,
}

impl std::fmt::Debug for GearsCluster<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GearsCluster").field("shards", &self.shards).finish_non_exhaustive()
    }
}

impl<'a> GearsCluster<'a> {
    /// Uses a connection.
    pub fn new(con: &'a mut ClusterConnection) -> Self {
        Self { con, shards: Shards::default() }
    }

    /// `RG.CONFIGSET` on every node, with what each of them answered.
    pub fn config_set_each(&mut self, values: &[(&str, &str)]) -> Result<Vec<NodeReply<Vec<ConfigChange>>>> {
        self.each(&request::config_set(values))
    }

    /// `RG.REFRESHCLUSTER` on every node, with the nodes that did it.
    pub fn refresh_each(&mut self) -> Result<Vec<NodeReply<()>>> {
        self.each(&request::refresh_cluster())
    }

    fn each<T>(&mut self, request: &Request<'_, T>) -> Result<Vec<NodeReply<T>>> {
        let reply = self.con.route_command(&request.cmd, all());
        let all = Request { cmd: Cmd::new(), asked: request.asked, read: Ok }.finish(reply)?;
        by_node(all, request.read)
    }
}

impl ConnectionLike for GearsCluster<'_> {
    fn req_command(&mut self, cmd: &Cmd) -> RedisResult<Value> {
        match target(cmd) {
            Target::Usual => self.con.req_command(cmd),
            Target::Any => self.con.route_command(cmd, any()),
            Target::All => self.con.route_command(cmd, all_agree()),
            Target::ShardOf(id) => {
                if self.shards.find(&id).is_none() {
                    // The cluster may have changed since it was looked at.
                    let info = self.con.route_command(&request::info_cluster().cmd, any())?;
                    self.shards.learn(info);
                }
                self.con.route_command(cmd, self.shards.find(&id).unwrap_or_else(any))
            }
        }
    }

    fn req_packed_command(&mut self, cmd: &[u8]) -> RedisResult<Value> {
        self.con.req_packed_command(cmd)
    }

    fn req_packed_commands(&mut self, cmd: &[u8], offset: usize, count: usize) -> RedisResult<Vec<Value>> {
        self.con.req_packed_commands(cmd, offset, count)
    }

    fn get_db(&self) -> i64 {
        self.con.get_db()
    }

    fn check_connection(&mut self) -> bool {
        self.con.check_connection()
    }

    fn is_open(&self) -> bool {
        self.con.is_open()
    }
}
