//! Blocking connections to a cluster.

use std::future::{Future, ready};

use redis::cluster::ClusterConnection;
use redis::cluster_routing::RoutingInfo;
use redis::{Cmd, ConnectionLike, RedisResult, Value};

use super::request;
use super::route::{NodeReply, Nodes, Router, each};
use super::transport::now;
use crate::{ConfigChange, PythonStats, Result};

/// A connection to a cluster that sends each command of RedisGears to the right nodes.
///
/// | command | goes to |
/// |---|---|
/// | with the id of an execution or a registration | the shard of the id |
/// | `RG.CONFIGSET`, `RG.REFRESHCLUSTER` | every shard; if one of them refuses, its answer is the answer |
/// | `RG.DUMPREGISTRATIONS`, `RG.PYDUMPSESSIONS`, `RG.DUMPEXECUTIONS` | every shard; each entry has the address of its `node` |
/// | `RG.TRIGGERONKEY` | the shard of the key |
/// | any other | any shard, which does the rest |
///
/// Gears, triggers and deployments work on it as on any connection. [`Error::ClusterNotReady`](crate::Error::ClusterNotReady)
/// says that a node has not been told about the cluster yet, which [`refresh_each`](GearsCluster::refresh_each) does.
///
/// ```no_run
/// use gear_runtime::{Gears as _, GearsCluster};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = redis::cluster::ClusterClient::new(["redis://127.0.0.1:7000/"])?;
/// let mut con = client.get_connection()?;
/// let mut gears = GearsCluster::new(&mut con);
/// gears.refresh_each()?;
/// for answer in gears.config_set_each(&[("MaxExecutions", "100")])? {
///     println!("{}: {:?}", answer.node, answer.value);
/// }
/// # Ok(())
/// # }
/// ```
pub struct GearsCluster<'a> {
    con: &'a mut ClusterConnection,
    router: Router,
}

impl std::fmt::Debug for GearsCluster<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GearsCluster").field("router", &self.router).finish_non_exhaustive()
    }
}

impl<'a> GearsCluster<'a> {
    /// Uses a connection.
    pub fn new(con: &'a mut ClusterConnection) -> Self {
        Self { con, router: Router::default() }
    }

    /// `RG.CONFIGGET` on every node, with what each of them answered.
    pub fn config_get_each(&mut self, names: &[&str]) -> Result<Vec<NodeReply<Vec<Option<crate::Value>>>>> {
        now(each(self.con, &request::config_get(names)))
    }

    /// `RG.CONFIGSET` on every node, with what each of them answered.
    pub fn config_set_each(&mut self, values: &[(&str, &str)]) -> Result<Vec<NodeReply<Vec<ConfigChange>>>> {
        now(each(self.con, &request::config_set(values)))
    }

    /// `RG.PYSTATS` on every node, with what each of them answered.
    pub fn python_stats_each(&mut self) -> Result<Vec<NodeReply<PythonStats>>> {
        now(each(self.con, &request::python_stats()))
    }

    /// `RG.REFRESHCLUSTER` on every node, with the nodes that did it.
    pub fn refresh_each(&mut self) -> Result<Vec<NodeReply<()>>> {
        now(each(self.con, &request::refresh_cluster()))
    }
}

impl Nodes for ClusterConnection {
    fn usual(&mut self, cmd: &Cmd) -> impl Future<Output = RedisResult<Value>> {
        ready(self.req_command(cmd))
    }

    fn route(&mut self, cmd: &Cmd, to: RoutingInfo) -> impl Future<Output = RedisResult<Value>> {
        ready(self.route_command(cmd, to))
    }
}

impl ConnectionLike for GearsCluster<'_> {
    fn req_command(&mut self, cmd: &Cmd) -> RedisResult<Value> {
        now(self.router.send(self.con, cmd))
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
