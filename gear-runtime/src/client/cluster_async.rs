//! Asynchronous connections to a cluster.

use redis::aio::ConnectionLike;
use redis::cluster_async::ClusterConnection;
use redis::cluster_routing::RoutingInfo;
use redis::{Cmd, Pipeline, RedisFuture, RedisResult, Value};

use super::request;
use super::route::{NodeReply, Nodes, Router, each};
use crate::{ConfigChange, PythonStats, Result};

/// Like [`GearsCluster`](crate::GearsCluster), for asynchronous connections.
///
/// ```no_run
/// use gear_runtime::{AsyncGears as _, AsyncGearsCluster};
///
/// # async fn list() -> Result<(), Box<dyn std::error::Error>> {
/// let client = redis::cluster::ClusterClient::new(["redis://127.0.0.1:7000/"])?;
/// let mut con = client.get_async_connection().await?;
/// for registration in AsyncGearsCluster::new(&mut con).dump_registrations().await? {
///     println!("{:?}: {}", registration.node, registration.id);
/// }
/// # Ok(())
/// # }
/// ```
pub struct AsyncGearsCluster<'a> {
    con: &'a mut ClusterConnection,
    router: Router,
}

impl std::fmt::Debug for AsyncGearsCluster<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AsyncGearsCluster").field("router", &self.router).finish_non_exhaustive()
    }
}

impl<'a> AsyncGearsCluster<'a> {
    /// Uses a connection.
    pub fn new(con: &'a mut ClusterConnection) -> Self {
        Self { con, router: Router::default() }
    }

    /// `RG.CONFIGGET` on every node, with what each of them answered.
    pub async fn config_get_each(
        &mut self,
        names: &[&str],
    ) -> Result<Vec<NodeReply<Vec<Option<crate::Value>>>>> {
        each(self.con, &request::config_get(names)).await
    }

    /// `RG.CONFIGSET` on every node, with what each of them answered.
    pub async fn config_set_each(
        &mut self,
        values: &[(&str, &str)],
    ) -> Result<Vec<NodeReply<Vec<ConfigChange>>>> {
        each(self.con, &request::config_set(values)).await
    }

    /// `RG.PYSTATS` on every node, with what each of them answered.
    pub async fn python_stats_each(&mut self) -> Result<Vec<NodeReply<PythonStats>>> {
        each(self.con, &request::python_stats()).await
    }

    /// `RG.REFRESHCLUSTER` on every node, with the nodes that did it.
    pub async fn refresh_each(&mut self) -> Result<Vec<NodeReply<()>>> {
        each(self.con, &request::refresh_cluster()).await
    }
}

impl Nodes for ClusterConnection {
    async fn usual(&mut self, cmd: &Cmd) -> RedisResult<Value> {
        self.req_packed_command(cmd).await
    }

    async fn route(&mut self, cmd: &Cmd, to: RoutingInfo) -> RedisResult<Value> {
        self.route_command(cmd.clone(), to).await
    }
}

impl ConnectionLike for AsyncGearsCluster<'_> {
    fn req_packed_command<'a>(&'a mut self, cmd: &'a Cmd) -> RedisFuture<'a, Value> {
        Box::pin(self.router.send(self.con, cmd))
    }

    fn req_packed_commands<'a>(
        &'a mut self,
        cmd: &'a Pipeline,
        offset: usize,
        count: usize,
    ) -> RedisFuture<'a, Vec<Value>> {
        self.con.req_packed_commands(cmd, offset, count)
    }

    fn get_db(&self) -> i64 {
        self.con.get_db()
    }
}
