//! What Python asks for while it does a job.

use std::sync::Arc;

use super::channel::Answer;
use super::lock;
use crate::api::{Reply, log_named};
use crate::commands::pyexecute;
use crate::marshal::Value;
use crate::readers::{self, scan};
use crate::registrations::hooks;
use crate::{config, executions, shards, timers};

type Result = std::result::Result<Answer, String>;

/// Commands of RedisGears that make their client wait. RedisGears crashes when a gear runs one of them.
const BLOCKING: [&str; 6] = [
    "RG.REFRESHCLUSTER",
    "RG.ABORTEXECUTION",
    "RG.CLEARREGISTRATIONSSTATS",
    "RG.PAUSEREGISTRATIONS",
    "RG.UNPAUSEREGISTRATIONS",
    "RG.GETRESULTSBLOCKING",
];

/// The answer to a call of a shard.
pub(super) fn answer(shard: usize, name: &str, args: &[Value]) -> Answer {
    let result =
        crate::guard(Err("the engine failed; its log says more".to_owned()), || dispatch(shard, name, args));
    result.unwrap_or_else(Answer::Error)
}

fn dispatch(shard: usize, name: &str, args: &[Value]) -> Result {
    match (name, args) {
        ("execute", [command]) => execute(command, shard),
        ("call_next", [place, args]) => call_next(place, args, shard),
        ("override", [id, reply]) => over_ride(id, reply),
        ("hashtag", []) => value(Value::Str(shards::hashtag(shard))),
        ("shard_name", []) => value(Value::Str(shard_name(shard))),
        ("log", [level, message]) => {
            log_named(text(level)?, &format!("GEARS: {}", text(message)?));
            value(Value::None)
        }
        ("config_get", [key]) => value(config::extra(text(key)?).map_or(Value::None, Value::Str)),
        ("timer", [seconds, key, session, callback]) => timer(shard, seconds, key, session, callback),
        ("atomic_enter", []) => {
            lock::enter();
            value(Value::None)
        }
        ("atomic_leave", []) => {
            lock::leave();
            value(Value::None)
        }
        ("scan_open" | "scan" | "scan_close" | "read_key" | "read_stream", _) => read(shard, name, args),
        _ => manage(shard, name, args),
    }
}

/// Calls about executions and registrations.
fn manage(shard: usize, name: &str, args: &[Value]) -> Result {
    match (name, args) {
        ("run", [top_level, steps, shared]) => {
            let steps = steps.as_items().unwrap_or_default();
            let shared = shared.as_items().map(<[Value]>::to_vec);
            value(Value::Str(pyexecute::create_run(shard, is_true(top_level), steps, shared)))
        }
        ("start", [id]) => {
            if let Some(execution) = executions::unfinished(bytes(id)?) {
                execution.submit();
            }
            value(Value::None)
        }
        ("resume", [id]) => {
            if let Some(execution) = executions::unfinished(bytes(id)?) {
                execution.resume();
            }
            value(Value::None)
        }
        ("register", [session, top_level, reader, desc, mode, args, blob, steps, on_registered]) => {
            let wanted = pyexecute::Wanted {
                session: text(session)?,
                top_level: is_true(top_level),
                reader: text(reader)?,
                desc: desc.as_str(),
                mode: text(mode)?,
                args,
                blob: bytes(blob)?,
                steps: executions::steps_of(steps.as_items().unwrap_or_default()),
                on_registered: is_true(on_registered),
            };
            lock::with(|ctx| pyexecute::register(ctx, shard, &wanted)).map(|id| Answer::Value(Value::Str(id)))
        }
        ("commit", [id]) => {
            pyexecute::commit_nested(shard, bytes(id)?);
            value(Value::None)
        }
        _ => Err(format!("the engine has no call '{name}' with {} arguments", args.len())),
    }
}

/// Calls of the readers.
fn read(shard: usize, name: &str, args: &[Value]) -> Result {
    match (name, args) {
        ("scan_open", [pattern, read_value, keys_only]) => {
            let request = scan::Request {
                pattern: bytes(pattern)?.to_vec(),
                read_value: is_true(read_value),
                shard,
                keys_only: is_true(keys_only),
            };
            value(Value::Int(scan::open(request) as i64))
        }
        ("scan", [cursor]) => {
            let cursor = number(cursor)? as u64;
            let page = lock::with(|ctx| scan::page(ctx, cursor)).ok_or("the scan is over")?;
            Ok(Answer::Encoded(page, false))
        }
        ("scan_close", [cursor]) => {
            let cursor = number(cursor)? as u64;
            lock::with(|_| scan::close(cursor));
            value(Value::None)
        }
        ("read_key", [key, read_value]) => {
            let key = bytes(key)?;
            if !shards::is_on(key, shard) {
                return value(Value::List(Vec::new()));
            }
            let record = lock::with(|ctx| readers::keys::record(ctx, None, key, is_true(read_value)));
            value(Value::List(vec![record]))
        }
        ("read_stream", [key, start]) => {
            let key = bytes(key)?;
            if !shards::is_on(key, shard) {
                return value(Value::List(Vec::new()));
            }
            value(Value::List(lock::with(|ctx| {
                readers::streams::read(ctx, key, bytes(start).unwrap_or_default())
            })))
        }
        _ => Err(format!("the engine has no call '{name}' with {} arguments", args.len())),
    }
}

fn value(value: Value) -> Result {
    Ok(Answer::Value(value))
}

fn execute(command: &Value, shard: usize) -> Result {
    let words: Vec<&[u8]> =
        command.as_items().unwrap_or_default().iter().filter_map(Value::as_bytes).collect();
    let [name, args @ ..] = words.as_slice() else { return value(Value::List(Vec::new())) };
    if BLOCKING.iter().any(|blocking| name.eq_ignore_ascii_case(blocking.as_bytes())) {
        let name = String::from_utf8_lossy(name).to_uppercase();
        return Err(format!("ERR {name} cannot be run by a gear (it would crash RedisGears)"));
    }
    let reply = lock::with(|ctx| {
        shards::check_keys(ctx, shard, &words)?;
        ctx.call(name, args).map_err(|error| error.text)
    });
    match reply? {
        // RedisGears gives the text of an error with the line end of the protocol.
        Reply::Error(text) => Err(format!("{text}\r\n")),
        reply => value(reply.to_value()),
    }
}

fn call_next(place: &Value, args: &Value, shard: usize) -> Result {
    let args: Vec<&[u8]> = args.as_items().unwrap_or_default().iter().filter_map(Value::as_bytes).collect();
    lock::with(|ctx| hooks::call_next(ctx, place, &args, shard)).map(Answer::Value)
}

fn over_ride(id: &Value, reply: &Value) -> Result {
    let execution: Option<Arc<_>> = executions::unfinished(bytes(id)?);
    match execution {
        Some(execution) => {
            execution.set_override(reply.clone());
            value(Value::None)
        }
        None => Err("Can not get command ctx".to_owned()),
    }
}

fn timer(shard: usize, seconds: &Value, key: &Value, session: &Value, callback: &Value) -> Result {
    let wanted = timers::Wanted {
        shard,
        seconds: seconds.as_int().unwrap_or(0).unsigned_abs(),
        session: text(session)?.to_owned(),
        callback: bytes(callback)?.to_vec(),
    };
    let number = lock::with(|ctx| timers::register(ctx, wanted, key.as_bytes()));
    value(number.map_or(Value::None, Value::Int))
}

/// The record of ShardsIDReader: `1` outside of a cluster.
fn shard_name(shard: usize) -> String {
    if shards::count() == 1 { "1".to_owned() } else { shards::node_id(shard) }
}

fn text(value: &Value) -> std::result::Result<&str, String> {
    value.as_str().ok_or_else(|| "the engine was given something that is no text".to_owned())
}

fn bytes(value: &Value) -> std::result::Result<&[u8], String> {
    value.as_bytes().ok_or_else(|| "the engine was given something that is no text".to_owned())
}

fn number(value: &Value) -> std::result::Result<usize, String> {
    value
        .as_int()
        .and_then(|n| usize::try_from(n).ok())
        .ok_or_else(|| "the engine was given a bad number".to_owned())
}

fn is_true(value: &Value) -> bool {
    value.as_int().unwrap_or(0) != 0
}
