//! Which commands can be hooked: the server refuses some when the gear is registered, and others make no sense.

/// Commands that a script cannot run: they cannot be hooked at all.
const NOT_IN_SCRIPTS: &[&str] = &[
    "auth",
    "bgrewriteaof",
    "bgsave",
    "blmove",
    "blpop",
    "brpop",
    "brpoplpush",
    "bzpopmax",
    "bzpopmin",
    "debug",
    "discard",
    "eval",
    "eval_ro",
    "evalsha",
    "evalsha_ro",
    "exec",
    "failover",
    "fcall",
    "fcall_ro",
    "hello",
    "monitor",
    "multi",
    "psubscribe",
    "psync",
    "punsubscribe",
    "quit",
    "replconf",
    "replicaof",
    "reset",
    "role",
    "save",
    "shutdown",
    "slaveof",
    "ssubscribe",
    "subscribe",
    "sunsubscribe",
    "sync",
    "unsubscribe",
    "unwatch",
    "wait",
    "watch",
];

/// Commands whose keys stand at changing places: they can be hooked for all keys only.
const MOVING_KEYS: &[&str] = &[
    "blmpop",
    "bzmpop",
    "georadius",
    "georadiusbymember",
    "lmpop",
    "migrate",
    "sintercard",
    "sort",
    "sort_ro",
    "xread",
    "xreadgroup",
    "zdiff",
    "zdiffstore",
    "zinter",
    "zintercard",
    "zinterstore",
    "zmpop",
    "zunion",
    "zunionstore",
];

/// Commands without keys: they can be hooked for all keys only.
const NO_KEYS: &[&str] = &[
    "acl",
    "asking",
    "client",
    "cluster",
    "command",
    "config",
    "dbsize",
    "echo",
    "flushall",
    "flushdb",
    "function",
    "info",
    "keys",
    "lastsave",
    "latency",
    "lolwut",
    "memory",
    "module",
    "object",
    "pfselftest",
    "ping",
    "publish",
    "pubsub",
    "randomkey",
    "readonly",
    "readwrite",
    "scan",
    "script",
    "select",
    "slowlog",
    "swapdb",
    "time",
    "xgroup",
    "xinfo",
];

/// Commands whose reply can be nil, which a hook cannot give.
const NIL_REPLIES: &[&str] = &[
    "brpoplpush",
    "get",
    "getdel",
    "getex",
    "getset",
    "hget",
    "hmget",
    "hrandfield",
    "lindex",
    "lmove",
    "lmpop",
    "lpop",
    "lpos",
    "mget",
    "randomkey",
    "rpop",
    "rpoplpush",
    "spop",
    "srandmember",
    "xread",
    "xreadgroup",
    "zmpop",
    "zmscore",
    "zrandmember",
    "zrank",
    "zrevrank",
    "zscore",
];

/// What is wrong with hooking a command, for keys with a prefix or all, and what to do about it.
pub(crate) fn check_hook(command: &str, by_prefix: bool) -> Result<(), (String, &'static str)> {
    let lower = command.to_lowercase();
    let lower = lower.as_str();
    let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    if lower.is_empty() || !lower.chars().all(name) {
        let message = format!("`{command}` is not the name of a command");
        return Err((message, "write the name alone, such as `\"HSET\"`"));
    }
    if NOT_IN_SCRIPTS.contains(&lower) || lower.starts_with("rg.") {
        let message = format!("the server lets nobody hook `{command}`");
        return Err((message, "hook a command that scripts may run"));
    }
    if by_prefix && MOVING_KEYS.contains(&lower) {
        let message =
            format!("the server cannot tell the keys of `{command}`, so it hooks it for all keys only");
        return Err((message, "leave out the prefix and look at the arguments"));
    }
    if by_prefix && NO_KEYS.contains(&lower) {
        let message = format!("`{command}` has no keys, so a prefix makes no sense");
        return Err((message, "leave out the prefix"));
    }
    Ok(())
}

/// Whether the reply of a command can be nil.
pub(crate) fn may_be_nil(command: &str) -> bool {
    NIL_REPLIES.contains(&command.to_lowercase().as_str())
}
