//! What made a registration run, and the records that come of it.

use super::Registration;
use super::streams::StreamRead;
use crate::executions::Execution;
use crate::marshal::Value;
use crate::{readers, shards, worker};

pub(crate) enum Event {
    /// A keyspace event. The value is read when the execution starts, so it may be newer than the event.
    Key { event: String, key: Vec<u8>, read_value: bool, command: Option<Vec<Vec<u8>>> },
    /// Messages of a stream, read when the execution starts.
    Stream(StreamRead),
    /// A trigger or a hooked command.
    Command { args: Vec<Vec<u8>>, hook: Option<Value>, shard: usize },
}

impl Event {
    /// Where it has happened.
    pub(crate) fn shard(&self) -> usize {
        match self {
            Event::Key { key, .. } => shards::of_key(key),
            Event::Stream(read) => shards::of_key(&read.key),
            Event::Command { shard, .. } => *shard,
        }
    }

    /// What a shard is told of it: the first arguments of the jobs "fire" and "join_event".
    pub(crate) fn job(&self, execution: &Execution, registration: &Registration, shard: usize) -> Vec<Value> {
        let is_here = execution.shard == shard;
        let records = match self {
            // Every shard gets the arguments of a trigger.
            Event::Command { args, .. } => {
                vec![Value::List(args.iter().map(|arg| Value::text(c_text(arg))).collect())]
            }
            _ if !is_here => Vec::new(),
            Event::Key { event, key, read_value, .. } => {
                vec![worker::lock::with(|ctx| readers::keys::event_record(ctx, event, key, *read_value))]
            }
            Event::Stream(read) => worker::lock::with(|ctx| registration.read_stream(ctx, read)),
        };
        // Only the shard of the event has the client that waits.
        let (command, hook) = match self {
            Event::Key { command: Some(args), .. } if is_here => {
                (Value::Tuple(args.iter().map(|arg| Value::Bytes(arg.clone())).collect()), Value::None)
            }
            Event::Command { hook: Some(hook), .. } if is_here => (Value::None, hook.clone()),
            _ => (Value::None, Value::None),
        };
        vec![
            Value::str(execution.id.as_str()),
            Value::str(registration.id.as_str()),
            Value::List(records),
            command,
            hook,
        ]
    }
}

/// Arguments pass through C strings in RedisGears: they end at the first NUL.
pub(crate) fn c_text(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    &bytes[..end]
}
