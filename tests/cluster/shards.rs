//! A cluster as RedisGears makes one of it: three shards that know each other. One engine does the work behind them; what a
//! shard has of its own, its id and its slots, is answered in front of it.

use std::io::{self, Read, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use gear_engine::Server;
use redis::{Parser, Value};

const SHARDS: usize = 3;

/// Three shards; they end with the value.
pub(crate) struct Shards {
    state: Arc<State>,
    engine: Server,
}

struct State {
    ports: Vec<u16>,
    engine: u16,
    /// The shard that the engine's executions and registrations belong to.
    owner: AtomicUsize,
    /// Whether the shards know of each other.
    refreshed: AtomicBool,
    /// How often the last shard will still say that it has nothing.
    behind: AtomicUsize,
    /// All connections are cut.
    cut: AtomicBool,
    /// The commands, with the shard that got them.
    log: Mutex<Vec<(usize, String)>>,
}

impl Shards {
    /// The engine's executions and registrations belong to the shard `owner`.
    pub(crate) fn start(owner: usize) -> Self {
        let engine = Server::start().expect("the engine starts");
        let listeners: Vec<TcpListener> =
            (0..SHARDS).map(|_| TcpListener::bind(("127.0.0.1", 0)).expect("a port is free")).collect();
        let port = |listener: &TcpListener| listener.local_addr().expect("it has an address").port();
        let state = Arc::new(State {
            ports: listeners.iter().map(port).collect(),
            engine: engine.port(),
            owner: AtomicUsize::new(owner),
            refreshed: AtomicBool::new(true),
            behind: AtomicUsize::new(0),
            cut: AtomicBool::new(false),
            log: Mutex::default(),
        });
        for (shard, listener) in listeners.into_iter().enumerate() {
            let state = Arc::clone(&state);
            std::thread::spawn(move || {
                for client in listener.incoming().map_while(Result::ok) {
                    let state = Arc::clone(&state);
                    // Whoever closes a connection ends it.
                    std::thread::spawn(move || state.serve(shard, client));
                }
            });
        }
        Self { state, engine }
    }

    pub(crate) fn urls(&self) -> Vec<String> {
        self.state.ports.iter().map(|port| format!("redis://127.0.0.1:{port}/")).collect()
    }

    /// The engine itself.
    pub(crate) fn engine(&self) -> redis::Connection {
        redis::Client::open(self.engine.url())
            .and_then(|client| client.get_connection())
            .expect("the engine accepts connections")
    }

    /// The slots move to another shard.
    pub(crate) fn set_owner(&self, shard: usize) {
        self.state.owner.store(shard, Ordering::SeqCst);
    }

    /// Whether `RG.REFRESHCLUSTER` was sent.
    pub(crate) fn set_refreshed(&self, refreshed: bool) {
        self.state.refreshed.store(refreshed, Ordering::SeqCst);
    }

    /// The last shard gets what is registered only when it has been asked so often.
    pub(crate) fn set_behind(&self, times: usize) {
        self.state.behind.store(times, Ordering::SeqCst);
    }

    /// Cuts all connections at their next command.
    pub(crate) fn cut(&self) {
        self.state.cut.store(true, Ordering::SeqCst);
    }

    /// Which shards got a command.
    pub(crate) fn who_got(&self, command: &str) -> Vec<usize> {
        let log = self.state.log.lock().expect("nobody panics");
        log.iter().filter(|(_, name)| name == command).map(|(shard, _)| *shard).collect()
    }
}

impl State {
    fn serve(&self, shard: usize, client: TcpStream) -> io::Result<()> {
        let mut engine = Engine::connect(self.engine)?;
        // A parser keeps what it has read of the next command.
        let (mut commands, mut from, mut client) = (Parser::new(), client.try_clone()?, client);
        while let Ok(Value::Array(words)) = commands.parse_value(&mut from) {
            if self.cut.load(Ordering::SeqCst) {
                break;
            }
            let words: Vec<Vec<u8>> = words
                .into_iter()
                .map(|word| match word {
                    Value::BulkString(bytes) => bytes,
                    _ => Vec::new(),
                })
                .collect();
            let reply = match self.own_answer(shard, &words) {
                Some(reply) => reply.into_bytes(),
                None => engine.ask(&words)?,
            };
            client.write_all(&reply)?;
        }
        client.shutdown(Shutdown::Both)
    }

    /// What a shard answers for itself.
    fn own_answer(&self, shard: usize, words: &[Vec<u8>]) -> Option<String> {
        let word = |index: usize| words.get(index).map(|word| String::from_utf8_lossy(word).to_uppercase());
        let name = word(0)?;
        self.log.lock().expect("nobody panics").push((shard, name.clone()));
        match name.as_str() {
            "CLUSTER" if word(1)? == "SLOTS" => Some(self.slots()),
            "READONLY" => Some("+OK\r\n".to_owned()),
            "RG.INFOCLUSTER" if self.refreshed.load(Ordering::SeqCst) => Some(self.info(shard)),
            "RG.PYDUMPSESSIONS" if shard == SHARDS - 1 => {
                let behind = self.behind.try_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1));
                behind.is_ok().then(|| "*0\r\n".to_owned())
            }
            "RG.GETRESULTS" | "RG.GETEXECUTION" | "RG.DROPEXECUTION" | "RG.ABORTEXECUTION"
                if shard != self.owner.load(Ordering::SeqCst) =>
            {
                Some("-execution plan does not exist\r\n".to_owned())
            }
            "RG.UNREGISTER" if shard != self.owner.load(Ordering::SeqCst) => {
                Some("-execution is not registered\r\n".to_owned())
            }
            _ => None,
        }
    }

    fn slots(&self) -> String {
        let ranges = self.ports.iter().enumerate().map(|(shard, port)| {
            let (first, last) = slots_of(shard);
            format!("*3\r\n:{first}\r\n:{last}\r\n*2\r\n$9\r\n127.0.0.1\r\n:{port}\r\n")
        });
        format!("*{SHARDS}\r\n{}", ranges.collect::<String>())
    }

    /// The id of the engine is that of the shard it belongs to; the others have ids of their own.
    fn info(&self, shard: usize) -> String {
        let owner = self.owner.load(Ordering::SeqCst);
        let id = |shard: usize| if shard == owner { "0".repeat(40) } else { format!("{:040}", shard + 1) };
        let shards = (0..SHARDS).map(|shard| {
            let ((first, last), id) = (slots_of(shard), id(shard));
            format!("*6\r\n+id\r\n+{id}\r\n+minHslot\r\n:{first}\r\n+maxHslot\r\n:{last}\r\n")
        });
        let my_id = id(shard);
        format!(
            "*5\r\n+MyId\r\n+{my_id}\r\n+MyRunId\r\n+{my_id}\r\n*{SHARDS}\r\n{}",
            shards.collect::<String>()
        )
    }
}

fn slots_of(shard: usize) -> (usize, usize) {
    (shard * 16_384 / SHARDS, (shard + 1) * 16_384 / SHARDS - 1)
}

/// A connection to the engine that hands replies on as they are.
struct Engine {
    to: TcpStream,
    from: Kept,
    replies: Parser,
}

/// Keeps what was read.
struct Kept {
    stream: TcpStream,
    bytes: Vec<u8>,
}

impl Read for Kept {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.stream.read(buffer)?;
        self.bytes.extend(&buffer[..n]);
        Ok(n)
    }
}

impl Engine {
    fn connect(port: u16) -> io::Result<Self> {
        let to = TcpStream::connect(("127.0.0.1", port))?;
        let stream = to.try_clone()?;
        Ok(Self { to, from: Kept { stream, bytes: Vec::new() }, replies: Parser::new() })
    }

    /// One command and its whole reply.
    fn ask(&mut self, words: &[Vec<u8>]) -> io::Result<Vec<u8>> {
        let mut cmd = redis::Cmd::new();
        cmd.arg(words);
        self.to.write_all(&cmd.get_packed_command())?;
        self.replies.parse_value(&mut self.from).map_err(io::Error::other)?;
        Ok(std::mem::take(&mut self.from.bytes))
    }
}
