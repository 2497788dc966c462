//! A cluster of real servers, each with the development engine. Engines do not know of each other: each is its own only shard.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The servers end with the value.
pub(crate) struct Servers {
    nodes: Vec<Node>,
}

struct Node {
    child: Child,
    folder: PathBuf,
    port: u16,
}

impl Servers {
    /// Starts as many servers; `None`, with a message, where there is no `redis-server` that can be in a cluster.
    pub(crate) fn start(count: usize) -> Option<Self> {
        let nodes = (0..count).map(|_| Node::start()).collect::<Option<Vec<_>>>();
        let servers = nodes.map(|nodes| Self { nodes }).filter(Self::meet);
        if servers.is_none() {
            eprintln!("skipped: there is no cluster to be had");
        }
        servers
    }

    pub(crate) fn urls(&self) -> Vec<String> {
        self.nodes.iter().map(Node::url).collect()
    }

    /// Gives each server its part of the slots, and waits until all know of it.
    fn meet(&self) -> bool {
        let count = self.nodes.len();
        let end = Instant::now() + Duration::from_secs(20);
        while Instant::now() < end {
            let ready = self.nodes.iter().enumerate().filter(|(index, node)| {
                let Ok(mut con) = redis::Client::open(node.url()).and_then(|client| client.get_connection())
                else {
                    return false;
                };
                let mut send = |words: &[String]| -> redis::RedisResult<String> {
                    redis::cmd("CLUSTER").arg(words).query(&mut con)
                };
                let words = |words: &[&dyn ToString]| -> Vec<String> {
                    words.iter().map(|word| word.to_string()).collect()
                };
                // What is done already is refused.
                let _ = send(&words(&[
                    &"ADDSLOTSRANGE",
                    &(index * 16_384 / count),
                    &((index + 1) * 16_384 / count - 1),
                ]));
                let _ = send(&words(&[&"MEET", &"127.0.0.1", &self.nodes[0].port]));
                send(&words(&[&"INFO"])).is_ok_and(|info| {
                    info.contains("cluster_state:ok") && info.contains(&format!("cluster_size:{count}\r"))
                })
            });
            if ready.count() == count {
                return true;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        false
    }
}

impl Node {
    fn start() -> Option<Self> {
        let module = module()?;
        let port = free_port()?;
        let folder = std::env::temp_dir().join(format!("gears-cluster-{port}"));
        std::fs::create_dir_all(&folder).expect("the temporary folder is writable");
        let options = ["--bind", "127.0.0.1", "--save", "", "--cluster-enabled", "yes"];
        let child = Command::new("redis-server")
            .args(["--port", &port.to_string()])
            .args(options)
            .arg("--loadmodule")
            .arg(&module)
            .args(["python", "python3"])
            .current_dir(&folder)
            .stdout(Stdio::null())
            .spawn()
            .ok()?;
        Some(Self { child, folder, port })
    }

    fn url(&self) -> String {
        format!("redis://127.0.0.1:{}/", self.port)
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The port of the cluster's own traffic is this one and 10000.
fn free_port() -> Option<u16> {
    (0..50).find_map(|_| {
        let port = 20_000 + TcpListener::bind(("127.0.0.1", 0)).ok()?.local_addr().ok()?.port() % 20_000;
        let is_free = |port: u16| TcpListener::bind(("127.0.0.1", port)).is_ok();
        (is_free(port) && is_free(port + 10_000)).then_some(port)
    })
}

/// The engine's module, beside the program of the test.
fn module() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    let found = program.ancestors().skip(1).take(2).map(|folder| folder.join("libgear_engine.so"));
    found.into_iter().find(|file| file.exists())
}
