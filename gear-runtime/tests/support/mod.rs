//! What the tests share: a plain Redis server, and a `#[gear]` struct as the macro expands it.

#![allow(dead_code, reason = "each test uses a part of it")]

pub(crate) mod answering;

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use gear_runtime::__private as p;
use serde::{Deserialize, Serialize};

/// A redis-server without any module on a socket of its own; it ends with the value.
pub(crate) struct Redis {
    child: Child,
    folder: PathBuf,
}

impl Redis {
    /// Starts a server; `None`, with a message, where there is no `redis-server`.
    pub(crate) fn start() -> Option<(Self, redis::Connection)> {
        static STARTED: AtomicU32 = AtomicU32::new(0);
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("gear-runtime-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("the temporary folder is writable");
        let child = Command::new("redis-server")
            .args(["--port", "0", "--unixsocket", "socket", "--save", "", "--appendonly", "no"])
            .current_dir(&folder)
            .stdout(Stdio::null())
            .spawn();
        let Ok(child) = child else {
            eprintln!("skipped: there is no redis-server");
            return None;
        };
        let redis = Self { child, folder };
        let url = format!("unix://{}", redis.folder.join("socket").display());
        let deadline = Instant::now() + Duration::from_secs(10);
        loop {
            let con = redis::Client::open(url.as_str()).and_then(|client| client.get_connection());
            match con {
                Ok(con) => return Some((redis, con)),
                Err(error) => assert!(Instant::now() < deadline, "redis-server does not answer: {error}"),
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Sends a command that is written as on a command line.
pub(crate) fn send(con: &mut redis::Connection, line: &str) {
    let mut words = line.split(' ');
    let mut cmd = redis::cmd(words.next().expect("there is a command"));
    words.for_each(|word| {
        cmd.arg(word);
    });
    cmd.exec(con).unwrap_or_else(|error| panic!("{line}: {error}"));
}

/// A `#[gear]` struct.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct User {
    pub(crate) name: String,
    pub(crate) age: i64,
}

p::gear_struct! { User [String, i64] { name, age } }
p::gear_fields! { User "User" [String, i64] { name: String = "name", age: i64 = "age" } }

/// A definition with some Python.
pub(crate) const fn definition(
    name: &'static str,
    python: &'static str,
    refs: &'static [p::Ref],
) -> p::Definition {
    let source = p::Source { file: "src/users.rs", line: 7, offset: 0, map: "" };
    let unit = p::Unit { name, python, refs, requirements: &[], source };
    p::Definition { unit, reader: "KeysReader", mode: None, trigger: None }
}
