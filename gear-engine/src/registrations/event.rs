//! What made a registration run, and the records that come of it.

use super::streams::StreamRead;
use super::{Mode, Registration};
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
    /// The arguments of the job "fire".
    pub(crate) fn job(
        &self,
        execution: &Execution,
        registration: &Registration,
        may_block: bool,
    ) -> Vec<Value> {
        let (records, shard, command, hook) = match self {
            Event::Key { event, key, read_value, command } => {
                let record =
                    worker::lock::with(|ctx| readers::keys::event_record(ctx, event, key, *read_value));
                let command = command
                    .as_ref()
                    .map(|args| Value::Tuple(args.iter().map(|arg| Value::Bytes(arg.clone())).collect()));
                (Value::List(vec![record]), shards::of_key(key), command, None)
            }
            Event::Stream(read) => {
                let records = worker::lock::with(|ctx| registration.read_stream(ctx, read));
                (Value::List(records), shards::of_key(&read.key), None, None)
            }
            Event::Command { args, hook, shard } => {
                let record = Value::List(args.iter().map(|arg| Value::text(c_text(arg))).collect());
                // Every shard gets the arguments in mode async, only this one otherwise.
                let records = if registration.mode == Mode::Async {
                    Value::Tuple(vec![record])
                } else {
                    Value::List(vec![record])
                };
                (records, *shard, None, hook.clone())
            }
        };
        vec![
            Value::str(execution.id.as_str()),
            Value::str(registration.id.as_str()),
            records,
            Value::Int(shard as i64),
            command.unwrap_or(Value::None),
            hook.unwrap_or(Value::None),
            Value::Bool(may_block),
        ]
    }
}

/// Arguments pass through C strings in RedisGears: they end at the first NUL.
pub(crate) fn c_text(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    &bytes[..end]
}
