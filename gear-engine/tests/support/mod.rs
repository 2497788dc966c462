//! What the tests of the engine share: commands over a socket, folders, patience.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(20);

/// The bytes of a command.
pub(crate) fn encode(args: &[impl AsRef<[u8]>]) -> Vec<u8> {
    let mut bytes = format!("*{}\r\n", args.len()).into_bytes();
    for arg in args {
        let arg = arg.as_ref();
        bytes.extend(format!("${}\r\n", arg.len()).bytes());
        bytes.extend(arg);
        bytes.extend(b"\r\n");
    }
    bytes
}

/// A connection to a server.
pub(crate) struct Conn(TcpStream);

impl Conn {
    pub(crate) fn open(addr: SocketAddr) -> Conn {
        let stream = TcpStream::connect(addr).expect("the server listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a socket has timeouts");
        stream.set_nodelay(true).expect("a TCP socket");
        Conn(stream)
    }

    pub(crate) fn send(&mut self, args: &[impl AsRef<[u8]>]) {
        self.0.write_all(&encode(args)).expect("the server reads");
    }

    /// The whole reply, as the server sent it.
    pub(crate) fn receive(&mut self) -> String {
        let mut reply = Vec::new();
        let mut missing = 1;
        while missing > 0 {
            let line = self.line();
            let number = String::from_utf8_lossy(&line[1..]).trim().parse::<i64>().unwrap_or(0);
            missing -= 1;
            match line[0] {
                b'*' => missing += number.max(0),
                b'$' if number >= 0 => {
                    let start = reply.len() + line.len();
                    reply.extend(&line);
                    reply.resize(start + number as usize + 2, 0);
                    self.0.read_exact(&mut reply[start..]).expect("the server answers");
                    continue;
                }
                _ => {}
            }
            reply.extend(&line);
        }
        String::from_utf8_lossy(&reply).into_owned()
    }

    fn line(&mut self) -> Vec<u8> {
        let mut line = Vec::new();
        while !line.ends_with(b"\r\n") {
            let mut byte = [0];
            self.0.read_exact(&mut byte).expect("the server answers");
            line.push(byte[0]);
        }
        line
    }

    pub(crate) fn call(&mut self, args: &[impl AsRef<[u8]>]) -> String {
        self.send(args);
        self.receive()
    }
}

/// Sends a command on a connection of its own.
pub(crate) fn call(addr: SocketAddr, args: &[impl AsRef<[u8]>]) -> String {
    Conn::open(addr).call(args)
}

pub(crate) fn wait_until(what: &str, done: impl Fn() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !done() {
        assert!(Instant::now() < end, "{what} took too long");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A folder that goes with the value.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("gear-engine-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder can be made");
        Folder(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The resident memory of a process in bytes (on Linux; elsewhere 0).
pub(crate) fn resident(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) * 1024
}

/// The ids of its child processes (on Linux).
pub(crate) fn children(pid: u32) -> Vec<u32> {
    let tasks = std::fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let lists = tasks.filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok());
    lists
        .flat_map(|list| list.split_whitespace().filter_map(|id| id.parse().ok()).collect::<Vec<_>>())
        .collect()
}
