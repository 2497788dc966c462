//! The client on a cluster: one node with the development engine, which is its own only shard.
//!
//! Skipped, with a message, where there is no `redis-server` that can be one.
#![cfg(feature = "cluster")]

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use redis::cluster::ClusterClient;
use redis_gears::{ConfigChange, Error, Gears as _, GearsCluster, gear, prelude::*};

static NUMBERS: Gear<i64> =
    gear!(KeysReader::<String>("n:*").map(|r| r.value.parse::<i64>().unwrap()).count().run());

#[trigger("twice")]
fn twice(n: i64) -> i64 {
    2 * n
}

/// A cluster of one node; it ends with the value.
struct Cluster {
    child: Child,
    folder: PathBuf,
    url: String,
}

impl Cluster {
    fn start() -> Option<Self> {
        let module = module()?;
        let port = std::net::TcpListener::bind(("127.0.0.1", 0)).ok()?.local_addr().ok()?.port();
        // The port of the cluster's own traffic is this one and 10000.
        let port = 20_000 + port % 20_000;
        let folder = std::env::temp_dir().join(format!("gears-cluster-{port}"));
        std::fs::create_dir_all(&folder).expect("the temporary folder is writable");
        let child = Command::new("redis-server")
            .args([
                "--port",
                &port.to_string(),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--cluster-enabled",
                "yes",
            ])
            .arg("--loadmodule")
            .arg(&module)
            .args(["python", "python3"])
            .current_dir(&folder)
            .stdout(Stdio::null())
            .spawn()
            .ok()?;
        let cluster = Self { child, folder, url: format!("redis://127.0.0.1:{port}/") };
        cluster.claim_slots().then_some(cluster)
    }

    /// Gives all slots to the node, and waits until it is a cluster.
    fn claim_slots(&self) -> bool {
        let end = Instant::now() + Duration::from_secs(10);
        while Instant::now() < end {
            let con = redis::Client::open(self.url.as_str()).and_then(|client| client.get_connection());
            if let Ok(mut con) = con {
                let _ = redis::cmd("CLUSTER").arg("ADDSLOTSRANGE").arg(0).arg(16383).exec(&mut con);
                let info: redis::RedisResult<String> = redis::cmd("CLUSTER").arg("INFO").query(&mut con);
                if info.is_ok_and(|info| info.contains("cluster_state:ok")) {
                    return true;
                }
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        false
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The engine's module, beside the program of the test.
fn module() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    let found = program.ancestors().skip(1).take(2).map(|folder| folder.join("libgear_engine.so"));
    found.into_iter().find(|file| file.exists())
}

#[test]
fn commands_go_to_their_nodes() {
    let Some(cluster) = Cluster::start() else {
        eprintln!("skipped: there is no cluster to be had");
        return;
    };
    let mut con = ClusterClient::new([cluster.url.as_str()])
        .and_then(|client| client.get_connection())
        .expect("a cluster");
    for n in 0..3 {
        redis::cmd("SET").arg(format!("n:{n}")).arg(n).exec(&mut con).expect("it is set");
    }
    let mut gears = GearsCluster::new(&mut con);
    gears.refresh_cluster().expect("all nodes do it");
    assert_eq!(gears.refresh_each().expect("all nodes do it").len(), 1);
    let answers = gears.config_set_each(&[("MaxExecutions", "100")]).expect("all nodes answer");
    let [answer] = answers.as_slice() else { panic!("{answers:?}") };
    assert!(cluster.url.contains(&answer.node), "{answer:?}");
    assert_eq!(answer.value, [ConfigChange::Set]);
    assert_eq!(NUMBERS.run(&mut gears).expect("it runs"), 3);
    let execution = NUMBERS.unblocking(&mut gears).expect("it starts");
    assert_eq!(execution.wait(&mut gears, Duration::from_secs(20)).expect("it ends"), 3);
    execution.discard(&mut gears).expect("it goes");
    let registration = twice::register(&mut gears).expect("it registers");
    assert_eq!(twice::call(&mut gears, 4).expect("it answers"), 8);
    registration.unregister(&mut gears).expect("it goes");
    assert!(matches!(gears.get_results("0-1"), Err(Error::UnknownExecution { .. })));
}

#[cfg(feature = "cluster-async")]
#[test]
fn futures_go_to_their_nodes() {
    use redis_gears::{AsyncGears as _, AsyncGearsCluster};

    let Some(cluster) = Cluster::start() else {
        eprintln!("skipped: there is no cluster to be had");
        return;
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let client = ClusterClient::new([cluster.url.as_str()]).expect("it is a URL");
        let mut con = client.get_async_connection().await.expect("a cluster");
        let mut gears = AsyncGearsCluster::new(&mut con);
        gears.refresh_cluster().await.expect("all nodes do it");
        assert_eq!(gears.config_set_each(&[("MaxExecutions", "9")]).await.expect("all answer").len(), 1);
        assert_eq!(NUMBERS.run_async(&mut gears).await.expect("it runs"), 0);
        twice::GEAR.register_async(&mut gears).await.expect("it registers");
        assert_eq!(gears.trigger("twice", [4]).await.expect("it answers").len(), 1);
    });
}
