//! The names of key space events. The server takes any text, and a name that it does not know never fires.

use crate::diag::did_you_mean;

/// The events of Redis. Those of modules have a dot in their name.
const EVENTS: &[&str] = &[
    "append",
    "copy_to",
    "del",
    "evicted",
    "expire",
    "expired",
    "georadiusstore",
    "geosearchstore",
    "hdel",
    "hexpire",
    "hexpired",
    "hincrby",
    "hincrbyfloat",
    "hpersist",
    "hset",
    "incrby",
    "incrbyfloat",
    "keymiss",
    "linsert",
    "lpop",
    "lpush",
    "lrem",
    "lset",
    "ltrim",
    "move_from",
    "move_to",
    "new",
    "persist",
    "pfadd",
    "pfmerge",
    "rename_from",
    "rename_to",
    "restore",
    "rpop",
    "rpush",
    "sadd",
    "sdiffstore",
    "set",
    "setbit",
    "setrange",
    "sinterstore",
    "sortstore",
    "spop",
    "srem",
    "sunionstore",
    "xadd",
    "xautoclaim",
    "xclaim",
    "xdel",
    "xgroup-create",
    "xgroup-createconsumer",
    "xgroup-delconsumer",
    "xgroup-destroy",
    "xgroup-setid",
    "xsetid",
    "xtrim",
    "zadd",
    "zdiffstore",
    "zincr",
    "zinterstore",
    "zpopmax",
    "zpopmin",
    "zrangestore",
    "zrem",
    "zrembylex",
    "zrembyrank",
    "zrembyscore",
    "zunionstore",
];

/// Commands that people take for events, and the events that they fire.
const COMMANDS: &[(&str, &str)] = &[
    ("decr", "incrby"),
    ("decrby", "incrby"),
    ("expireat", "expire"),
    ("getdel", "del"),
    ("getset", "set"),
    ("hmset", "hset"),
    ("hsetnx", "hset"),
    ("incr", "incrby"),
    ("lmove", "lpop"),
    ("lpushx", "lpush"),
    ("mset", "set"),
    ("msetnx", "set"),
    ("pexpire", "expire"),
    ("psetex", "set"),
    ("rename", "rename_from"),
    ("rpoplpush", "rpop"),
    ("rpushx", "rpush"),
    ("setex", "set"),
    ("setnx", "set"),
    ("smove", "srem"),
    ("unlink", "del"),
    ("zincrby", "zincr"),
    ("zremrangebyscore", "zrembyscore"),
];

/// Commands that only read.
const READS: &[&str] = &[
    "exists",
    "get",
    "getrange",
    "hget",
    "hgetall",
    "hkeys",
    "hlen",
    "hmget",
    "hvals",
    "lindex",
    "llen",
    "lrange",
    "mget",
    "scard",
    "sismember",
    "smembers",
    "strlen",
    "ttl",
    "type",
    "xlen",
    "xrange",
    "xread",
    "zcard",
    "zrange",
    "zscore",
];

/// What is wrong with the name of an event, and what to do about it.
pub(crate) fn check_event(name: &str) -> Result<(), (String, String)> {
    let lower = name.to_lowercase();
    if EVENTS.contains(&lower.as_str()) || lower.contains('.') {
        return Ok(());
    }
    if READS.contains(&lower.as_str()) {
        let help = "`keymiss` tells of reads of keys that are not there; to see every read, hook the command";
        return Err((
            format!("reading a key fires no event, so `{name}` would never run the gear"),
            help.to_owned(),
        ));
    }
    let message = format!("there is no event `{name}`");
    let help = match COMMANDS.iter().find(|(command, _)| *command == lower) {
        Some((command, event)) => format!("the event of the command `{command}` is `{event}`"),
        None => match did_you_mean(&lower, EVENTS.iter().copied()) {
            Some(similar) => format!("there is an event with a similar name: `{similar}`"),
            None => "events are those of Redis, such as `set`, `hset`, `del`, `expired`, and those of modules, such as \
                     `json.set`"
                .to_owned(),
        },
    };
    Err((message, help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_never_fire_are_explained() {
        assert_eq!(check_event("set"), Ok(()));
        assert_eq!(check_event("HSET"), Ok(()));
        assert_eq!(check_event("json.set"), Ok(()));
        let help = |name| check_event(name).map_err(|(_, help)| help);
        assert_eq!(help("hmset"), Err("the event of the command `hmset` is `hset`".to_owned()));
        assert_eq!(help("expird"), Err("there is an event with a similar name: `expire`".to_owned()));
        assert!(
            check_event("get").is_err_and(|(message, _)| message.contains("reading a key fires no event"))
        );
        for (command, event) in COMMANDS {
            assert!(!EVENTS.contains(command) && EVENTS.contains(event), "{command} {event}");
        }
    }
}
