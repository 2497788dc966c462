//! The client on clusters: of real servers, and of shards that know each other as those of RedisGears do.
#![cfg(feature = "cluster")]

#[cfg(feature = "cluster-async")]
#[path = "cluster/asynchronous.rs"]
mod asynchronous;
#[path = "support/every_command.rs"]
mod every_command;
#[path = "cluster/nodes.rs"]
mod nodes;
#[path = "cluster/routes.rs"]
mod routes;
#[path = "cluster/servers.rs"]
mod servers;
#[path = "cluster/shards.rs"]
mod shards;

use redis::cluster::ClusterConnection;
use redis_gears::{gear, prelude::*};

static NUMBERS: Gear<i64> =
    gear!(KeysReader::<String>("n:*").map(|r| r.value.parse::<i64>().unwrap()).count().run());

#[trigger("twice")]
fn twice(n: i64) -> i64 {
    2 * n
}

fn connect(urls: Vec<String>) -> ClusterConnection {
    let client = redis::cluster::ClusterClientBuilder::new(urls).retries(1).build();
    client.and_then(|client| client.get_connection()).expect("it is a cluster")
}
