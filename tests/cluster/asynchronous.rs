//! The same on asynchronous connections.

use std::time::Duration;

use redis::cluster_async::ClusterConnection;
use redis_gears::{AsyncGears as _, AsyncGearsCluster, Error};

use crate::every_command::every_command;
use crate::servers::Servers;
use crate::shards::Shards;
use crate::{NUMBERS, twice};

fn run<T>(test: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        tokio::time::timeout(Duration::from_secs(60), test).await.expect("it does not hang")
    })
}

async fn connect(urls: Vec<String>) -> ClusterConnection {
    // The default, half a second, is short on a busy machine.
    let builder = redis::cluster::ClusterClientBuilder::new(urls).retries(1);
    let client = builder.response_timeout(Duration::from_secs(30)).build().expect("these are URLs");
    client.get_async_connection().await.expect("it is a cluster")
}

#[test]
fn every_node_is_told_and_says_who_it_is() {
    let Some(servers) = Servers::start(3) else { return };
    run(async {
        let mut con = connect(servers.urls()).await;
        let mut gears = AsyncGearsCluster::new(&mut con);
        gears.refresh_cluster().await.expect("all nodes do it");
        assert_eq!(gears.refresh_each().await.expect("all nodes do it").len(), 3);
        let answers = gears.config_set_each(&[("MaxExecutions", "9")]).await.expect("all answer");
        let mut nodes: Vec<String> = answers.into_iter().map(|answer| answer.node).collect();
        nodes.sort();
        nodes.dedup();
        assert_eq!(nodes.len(), 3);
        assert_eq!(gears.config_get_each(&["MaxExecutions"]).await.expect("all answer").len(), 3);
        assert_eq!(gears.python_stats_each().await.expect("all answer").len(), 3);
        let error = gears.unregister("0-1").await.expect_err("no node knows the cluster");
        assert!(matches!(error, Error::ClusterNotReady { .. }), "{error:?}");
    });
}

#[test]
fn every_command_has_the_same_types() {
    let Some(servers) = Servers::start(1) else { return };
    run(async {
        let mut con = connect(servers.urls()).await;
        let mut gears = AsyncGearsCluster::new(&mut con);
        every_command!(&mut gears, await);
    });
}

#[test]
fn ids_go_to_their_shard() {
    let shards = Shards::start(2);
    run(async {
        let mut con = connect(shards.urls()).await;
        let mut gears = AsyncGearsCluster::new(&mut con);
        assert_eq!(NUMBERS.run_async(&mut gears).await.expect("it runs"), 0);
        let execution = NUMBERS.unblocking_async(&mut gears).await.expect("it starts");
        let result = execution.wait_async(&mut gears, Duration::from_secs(20)).await;
        assert_eq!(result.expect("it ends"), 0);
        shards.set_owner(0);
        execution.discard_async(&mut gears).await.expect("it is found where it is now");
        assert_eq!(shards.who_got("RG.DROPEXECUTION"), [2, 0]);
        let registration = twice::GEAR.register_async(&mut gears).await.expect("it registers");
        assert_eq!(twice::call_async(&mut gears, 4).await.expect("it answers"), 8);
        registration.unregister_async(&mut gears).await.expect("it goes");
        assert_eq!(shards.who_got("RG.UNREGISTER"), [0]);
        shards.cut();
        let error = twice::call_async(&mut gears, 1).await.expect_err("it is cut");
        assert!(error.is_connection(), "{error:?}");
    });
}

#[cfg(feature = "deploy")]
#[test]
fn a_deployment_waits_until_every_shard_has_it() {
    use redis_gears::deploy::Deployment;

    let shards = Shards::start(1);
    run(async {
        let mut con = connect(shards.urls()).await;
        let mut gears = AsyncGearsCluster::new(&mut con);
        let mut shop = Deployment::new("shop").trigger(&twice::GEAR);
        shards.set_behind(4);
        shop.apply_async(&mut gears).await.expect("it applies");
        assert!(shop.status_async(&mut gears).await.expect("it tells").gears[0].up_to_date);
        shop.remove_async(&mut gears).await.expect("it goes");
    });
}
