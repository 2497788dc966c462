//! Starts a redis-server with the engine in it, for tests, examples and tools.
//!
//! ```no_run
//! let server = gear_engine::Server::start()?;
//! println!("speaks RG.* at {}", server.url());
//! # Ok::<(), gear_engine::StartError>(())
//! ```

mod child;
mod error;
mod find;

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

pub use error::StartError;

use child::Child;
use find::Installation;

/// How long a server may take until it answers.
const START_TIMEOUT: Duration = Duration::from_secs(20);
/// How often another port is tried when somebody else took the free one first.
const PORT_TRIES: usize = 8;

/// A running redis-server (or valkey-server) with the engine loaded.
///
/// It listens on 127.0.0.1 only, keeps its data in a temporary folder, and ends when the value is dropped or the process that
/// started it dies.
#[derive(Debug)]
pub struct Server {
    child: Child,
    port: u16,
}

/// Settings of a [`Server`]; made by [`Server::builder`].
#[derive(Clone, Debug, Default)]
pub struct Builder {
    port: Option<u16>,
    python: Option<PathBuf>,
    redis_server: Option<PathBuf>,
    module: Option<PathBuf>,
    shards: Option<usize>,
    debug: bool,
    config: Vec<(String, String)>,
    redis_config: Vec<(String, String)>,
    data: Option<PathBuf>,
    env: Vec<(String, String)>,
}

impl Server {
    /// Starts a server with the default settings.
    pub fn start() -> Result<Server, StartError> {
        Server::builder().start()
    }

    /// Settings to choose before the start.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The address it listens on.
    pub fn addr(&self) -> SocketAddr {
        SocketAddr::from((Ipv4Addr::LOCALHOST, self.port))
    }

    /// The address as a URL for clients: `redis://127.0.0.1:PORT/`.
    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}/", self.port)
    }

    /// The process id of the server.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// What the server has logged so far, including the lines that gears wrote with `log`.
    pub fn log(&self) -> String {
        self.child.log()
    }

    /// Waits until the server ends, for instance by SHUTDOWN or Ctrl-C.
    pub fn wait(mut self) -> std::io::Result<()> {
        self.child.wait()
    }
}

impl Builder {
    /// The port to listen on; default is a free one.
    pub fn port(mut self, port: u16) -> Builder {
        self.port = Some(port);
        self
    }

    /// The Python interpreter of the worker; default is `GEAR_PYTHON`, or `python3` on the PATH.
    pub fn python(mut self, path: impl Into<PathBuf>) -> Builder {
        self.python = Some(path.into());
        self
    }

    /// The server program; default is `GEAR_REDIS_SERVER`, or `redis-server` or `valkey-server` on the PATH.
    pub fn redis_server(mut self, path: impl Into<PathBuf>) -> Builder {
        self.redis_server = Some(path.into());
        self
    }

    /// The engine's module file; default is `GEAR_MODULE`, or the one beside the running program.
    pub fn module(mut self, path: impl Into<PathBuf>) -> Builder {
        self.module = Some(path.into());
        self
    }

    /// Into how many simulated shards the keys are split, each with a Python process of its own; default is 1, 32 is the most.
    pub fn shards(mut self, shards: usize) -> Builder {
        self.shards = Some(shards);
        self
    }

    /// Allows the DEBUG command (to test `DEBUG RELOAD`, for instance).
    pub fn enable_debug(mut self, enable: bool) -> Builder {
        self.debug = enable;
        self
    }

    /// Sets a RedisGears configuration value, such as `("MaxExecutions", "5")`.
    pub fn config(mut self, name: impl Into<String>, value: impl Into<String>) -> Builder {
        self.config.push((name.into(), value.into()));
        self
    }

    /// Sets a directive of `redis.conf`, such as `("appendonly", "yes")`.
    pub fn redis_config(mut self, name: impl Into<String>, value: impl Into<String>) -> Builder {
        self.redis_config.push((name.into(), value.into()));
        self
    }

    /// Keeps the data in this folder, where a later server finds them; default is a temporary folder.
    pub fn data(mut self, folder: impl Into<PathBuf>) -> Builder {
        self.data = Some(folder.into());
        self
    }

    /// Sets an environment variable of the server and its Python, such as `("PIP_INDEX_URL", "..")`.
    pub fn env(mut self, name: impl Into<String>, value: impl Into<String>) -> Builder {
        self.env.push((name.into(), value.into()));
        self
    }

    /// Starts the server and waits until it answers.
    pub fn start(self) -> Result<Server, StartError> {
        let installation =
            Installation::find(self.redis_server.as_deref(), self.python.as_deref(), self.module.as_deref())?;
        let mut last = StartError::NoPort;
        for _ in 0..if self.port.is_some() { 1 } else { PORT_TRIES } {
            let port = match self.port {
                Some(port) => port,
                None => free_port().map_err(|_| StartError::NoPort)?,
            };
            match self.start_on(&installation, port) {
                Err(StartError::PortInUse { port }) => last = StartError::PortInUse { port },
                result => return result,
            }
        }
        Err(last)
    }

    fn start_on(&self, installation: &Installation, port: u16) -> Result<Server, StartError> {
        let args = self.arguments(installation, port);
        let child = Child::start(&installation.redis_server, &args, self.data.as_deref(), &self.env)?;
        let mut server = Server { child, port };
        server.wait_until_ready()?;
        Ok(server)
    }

    fn arguments(&self, installation: &Installation, port: u16) -> Vec<String> {
        let mut args: Vec<String> =
            ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--daemonize", "no"]
                .map(str::to_owned)
                .into();
        args.extend(["--port".to_owned(), port.to_string()]);
        if self.debug && installation.has_debug_option {
            args.extend(["--enable-debug-command", "yes"].map(str::to_owned));
        }
        let path = |path: &Path| path.to_string_lossy().into_owned();
        for (name, value) in &self.redis_config {
            args.extend([format!("--{name}"), value.clone()]);
        }
        args.extend(["--loadmodule".to_owned(), path(&installation.module)]);
        args.extend(["python".to_owned(), path(&installation.python)]);
        if let Some(shards) = self.shards {
            args.extend(["shards".to_owned(), shards.to_string()]);
        }
        for (name, value) in &self.config {
            args.extend([name.clone(), value.clone()]);
        }
        args
    }
}

impl Server {
    fn wait_until_ready(&mut self) -> Result<(), StartError> {
        let deadline = Instant::now() + START_TIMEOUT;
        while Instant::now() < deadline {
            if self.child.has_ended() {
                return Err(self.why_it_ended());
            }
            // The process on the port has to be this one: another server may have taken the port in between.
            let ours = ask(self.addr(), "INFO server")
                .is_ok_and(|info| info.contains(&format!("process_id:{}\r", self.pid())));
            // While it loads its data it tells about itself, but does nothing else.
            if ours && ask(self.addr(), "PING").is_ok_and(|reply| reply.starts_with("+PONG")) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Err(StartError::Timeout { log: tail(&self.log()) })
    }

    fn why_it_ended(&self) -> StartError {
        let log = self.log();
        if log.contains("Address already in use") {
            return StartError::PortInUse { port: self.port };
        }
        match log.lines().find_map(|line| line.split_once("gear-engine: ")) {
            Some((_, reason)) => StartError::Refused { reason: reason.to_owned() },
            None => StartError::Ended { log: tail(&log) },
        }
    }
}

/// A port that is free now.
fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// Sends one inline command and returns what comes back first.
fn ask(addr: SocketAddr, command: &str) -> std::io::Result<String> {
    let timeout = Duration::from_millis(500);
    let mut stream = TcpStream::connect_timeout(&addr, timeout)?;
    stream.set_read_timeout(Some(timeout))?;
    stream.write_all(format!("{command}\r\n").as_bytes())?;
    let mut buffer = [0; 4096];
    let n = stream.read(&mut buffer)?;
    Ok(String::from_utf8_lossy(&buffer[..n]).into_owned())
}

/// The last lines of a log, on one line.
fn tail(log: &str) -> String {
    let lines: Vec<&str> = log.lines().rev().take(4).collect();
    lines.into_iter().rev().collect::<Vec<_>>().join(" | ")
}
