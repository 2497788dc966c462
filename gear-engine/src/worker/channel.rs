//! One socket to one Python thread.
//!
//! Calls on a channel nest strictly: while a job runs, Python may call back, and while such a call is served, another job may
//! be given to the same thread (a synchronous event handler, say). The thread of this process at the other end serves the
//! calls; it has one channel for each shard that it works with, in a thread-local.

use std::cell::{Cell, RefCell};
use std::io::{ErrorKind, Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::rc::Rc;
use std::time::{Duration, Instant};

use crate::marshal::{Value, Writer};

/// The Python process has ended, or sent something that it must not send.
#[derive(Debug)]
pub(crate) struct WorkerGone;

/// How often a waiting read looks at its deadline.
const TICK: Duration = Duration::from_millis(100);
/// How much is read at once.
const CHUNK: usize = 1 << 14;
/// The largest message; a longer one is a broken worker.
const MAX_MESSAGE: usize = 1 << 30;

const ANSWER: i64 = 0;
const ANSWER_ERROR: i64 = 1;
const JOB: i64 = 2;
const ANSWER_WITH_BYTES: i64 = 3;
const DONE: i64 = 0;

pub(crate) struct Channel {
    stream: UnixStream,
    buffer: RefCell<Vec<u8>>,
    /// The shard whose process is at the other end.
    pub(crate) shard: usize,
    /// The place of the Python thread among those that were started with the process; None for threads of scripts.
    pub(crate) index: Option<usize>,
    /// Changes when the process is started again.
    pub(crate) generation: u64,
    /// Set when a read or write has failed: everything later fails as well.
    broken: Cell<bool>,
}

thread_local! {
    static OF_SHARDS: RefCell<Vec<Option<Rc<Channel>>>> = const { RefCell::new(Vec::new()) };
}

/// What Python wants next.
pub(crate) enum Message {
    Done(Value),
    Call { name: String, args: Vec<Value> },
}

/// The answer to a call.
pub(crate) enum Answer {
    Value(Value),
    /// The bytes of a marshalled value, and whether there are raw bytes in it.
    Encoded(Vec<u8>, bool),
    Error(String),
}

impl Channel {
    pub(crate) fn new(
        stream: UnixStream,
        shard: usize,
        index: Option<usize>,
        generation: u64,
    ) -> std::io::Result<Channel> {
        stream.set_read_timeout(Some(TICK))?;
        Ok(Channel {
            stream,
            buffer: RefCell::new(Vec::new()),
            shard,
            index,
            generation,
            broken: Cell::new(false),
        })
    }

    /// The channel of this thread to a shard.
    pub(crate) fn of_shard(shard: usize) -> Option<Rc<Channel>> {
        OF_SHARDS.with_borrow(|all| all.get(shard).cloned().flatten())
    }

    /// The channel of this thread to any shard.
    pub(crate) fn of_any_shard() -> Option<Rc<Channel>> {
        OF_SHARDS.with_borrow(|all| all.iter().flatten().next().cloned())
    }

    /// Makes a channel the one of this thread to a shard.
    pub(crate) fn set(shard: usize, channel: Option<Rc<Channel>>) {
        OF_SHARDS.with_borrow_mut(|all| {
            if all.len() <= shard {
                all.resize(shard + 1, None);
            }
            all[shard] = channel;
        });
    }

    pub(crate) fn is_broken(&self) -> bool {
        self.broken.get()
    }

    /// Sends a job: a name and its arguments.
    pub(crate) fn send_job(&self, name: &str, args: &[Value]) -> Result<(), WorkerGone> {
        let mut out = framed();
        out.tuple(args.len() + 2);
        out.int(JOB);
        out.str(name);
        args.iter().for_each(|arg| out.value(arg));
        self.write(out)
    }

    pub(crate) fn send_answer(&self, answer: &Answer) -> Result<(), WorkerGone> {
        let mut out = framed();
        out.tuple(2);
        match answer {
            Answer::Value(value) => {
                out.int(if has_bytes(value) { ANSWER_WITH_BYTES } else { ANSWER });
                out.value(value);
            }
            Answer::Encoded(bytes, binary) => {
                out.int(if *binary { ANSWER_WITH_BYTES } else { ANSWER });
                out.bytes.extend_from_slice(bytes);
            }
            Answer::Error(text) => {
                out.int(ANSWER_ERROR);
                out.str(text);
            }
        }
        self.write(out)
    }

    /// Sends an order to the control thread.
    pub(crate) fn send_order(&self, order: &[Value]) -> Result<(), WorkerGone> {
        let mut out = framed();
        out.tuple(order.len());
        order.iter().for_each(|item| out.value(item));
        self.write(out)
    }

    /// Sends the sources of the worker, the first message after its start.
    pub(crate) fn send_value(&self, value: &Value) -> Result<(), WorkerGone> {
        let mut out = framed();
        out.value(value);
        self.write(out)
    }

    fn write(&self, out: Writer) -> Result<(), WorkerGone> {
        let mut bytes = out.bytes;
        let len = u32::try_from(bytes.len() - 4).map_err(|_| WorkerGone)?;
        bytes[..4].copy_from_slice(&len.to_le_bytes());
        if self.broken.get() {
            return Err(WorkerGone);
        }
        (&self.stream).write_all(&bytes).map_err(|_| self.fail())
    }

    /// Waits for the next message. At the deadline, `on_deadline` is asked for a new one.
    pub(crate) fn receive(
        &self,
        deadline: &mut Option<Instant>,
        on_deadline: &mut dyn FnMut() -> Option<Instant>,
    ) -> Result<Message, WorkerGone> {
        loop {
            if let Some(message) = self.take_message()? {
                return Ok(message);
            }
            if !self.read_more()? && deadline.is_some_and(|end| Instant::now() >= end) {
                *deadline = on_deadline();
            }
        }
    }

    /// Ends the connection.
    pub(crate) fn shut(&self) {
        let _ = self.stream.shutdown(std::net::Shutdown::Both);
    }

    fn fail(&self) -> WorkerGone {
        self.broken.set(true);
        WorkerGone
    }

    /// Reads what there is; false if nothing came in time.
    fn read_more(&self) -> Result<bool, WorkerGone> {
        if self.broken.get() {
            return Err(WorkerGone);
        }
        let mut chunk = [0; CHUNK];
        match (&self.stream).read(&mut chunk) {
            Ok(0) => Err(self.fail()),
            Ok(n) => {
                self.buffer.borrow_mut().extend_from_slice(&chunk[..n]);
                Ok(true)
            }
            Err(error) if is_no_data(&error) => Ok(false),
            Err(_) => Err(self.fail()),
        }
    }

    fn take_message(&self) -> Result<Option<Message>, WorkerGone> {
        let mut buffer = self.buffer.borrow_mut();
        let Some(header) = buffer.first_chunk::<4>() else { return Ok(None) };
        let len = u32::from_le_bytes(*header) as usize;
        if len > MAX_MESSAGE {
            return Err(self.fail());
        }
        if buffer.len() < 4 + len {
            return Ok(None);
        }
        let value = Value::decode(&buffer[4..4 + len]);
        buffer.drain(..4 + len);
        drop(buffer);
        value.ok().and_then(parse).map(Some).ok_or_else(|| self.fail())
    }
}

fn is_no_data(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted)
}

/// A writer that has room for the length in front.
fn framed() -> Writer {
    Writer { bytes: vec![0; 4] }
}

fn parse(value: Value) -> Option<Message> {
    let Value::Tuple(items) = value else { return None };
    let mut items = items.into_iter();
    let kind = items.next()?.as_int()?;
    let second = items.next()?;
    if kind == DONE {
        return Some(Message::Done(second));
    }
    let Value::Str(name) = second else { return None };
    Some(Message::Call { name, args: items.collect() })
}

fn has_bytes(value: &Value) -> bool {
    match value {
        Value::Bytes(_) | Value::Encoded(_) => true,
        Value::List(items) | Value::Tuple(items) => items.iter().any(has_bytes),
        _ => false,
    }
}
