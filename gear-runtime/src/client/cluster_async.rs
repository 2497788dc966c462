//! Asynchronous connections to a cluster.

use redis::aio::ConnectionLike;
use redis::cluster_async::ClusterConnection;
use redis::{Cmd, Pipeline, RedisFuture, RedisResult, Value};

use super::request::{self, Request};
use super::route::{NodeReply, Shards, Target, all, all_agree, any, by_node, target};
use crate::{ConfigChange, Result};

/// Like [`GearsCluster`](crate::GearsCluster), for asynchronous connections.
pub struct AsyncGearsCluster<'a> {
    con: &'a mut ClusterConnection,
    shards: Shards,
}

impl std::fmt::Debug for AsyncGearsCluster<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AsyncGearsCluster").field("shards", &self.shards).finish_non_exhaustive()
    }
}

impl<'a> AsyncGearsCluster<'a> {
    /// Uses a connection.
    pub fn new(con: &'a mut ClusterConnection) -> Self {
        Self { con, shards: Shards::default() }
    }

    /// `RG.CONFIGSET` on every node, with what each of them answered.
    pub async fn config_set_each(
        &mut self,
        values: &[(&str, &str)],
    ) -> Result<Vec<NodeReply<Vec<ConfigChange>>>> {
        self.each(&request::config_set(values)).await
    }

    /// `RG.REFRESHCLUSTER` on every node, with the nodes that did it.
    pub async fn refresh_each(&mut self) -> Result<Vec<NodeReply<()>>> {
        self.each(&request::refresh_cluster()).await
    }

    async fn each<T>(&mut self, request: &Request<'_, T>) -> Result<Vec<NodeReply<T>>> {
        let reply = self.con.route_command(request.cmd.clone(), all()).await;
        let all = Request { cmd: Cmd::new(), asked: request.asked, read: Ok }.finish(reply)?;
        by_node(all, request.read)
    }

    async fn send(&mut self, cmd: &Cmd) -> RedisResult<Value> {
        match target(cmd) {
            Target::Usual => self.con.req_packed_command(cmd).await,
            Target::Any => self.con.route_command(cmd.clone(), any()).await,
            Target::All => self.con.route_command(cmd.clone(), all_agree()).await,
            Target::ShardOf(id) => {
                if self.shards.find(&id).is_none() {
                    let info = self.con.route_command(request::info_cluster().cmd, any()).await?;
                    self.shards.learn(info);
                }
                let place = self.shards.find(&id).unwrap_or_else(any);
                self.con.route_command(cmd.clone(), place).await
            }
        }
    }
}

impl ConnectionLike for AsyncGearsCluster<'_> {
    fn req_packed_command<'a>(&'a mut self, cmd: &'a Cmd) -> RedisFuture<'a, Value> {
        Box::pin(self.send(cmd))
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
