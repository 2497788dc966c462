//! The arguments of `register`, as the worker has checked them.

use crate::marshal::Value;

/// Where and when the executions of a registration run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Async,
    AsyncLocal,
    Sync,
}

impl Mode {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Mode::Async => "async",
            Mode::AsyncLocal => "async_local",
            Mode::Sync => "sync",
        }
    }

    pub(crate) fn parse(name: &str) -> Option<Mode> {
        [Mode::Async, Mode::AsyncLocal, Mode::Sync].into_iter().find(|mode| mode.name() == name)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Args {
    Keys(KeysArgs),
    Stream(StreamArgs),
    Command(CommandArgs),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct KeysArgs {
    pub(crate) prefix: String,
    pub(crate) events: Option<Vec<String>>,
    pub(crate) types: Option<Vec<String>>,
    pub(crate) commands: Option<Vec<String>>,
    pub(crate) read_value: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StreamArgs {
    pub(crate) prefix: String,
    pub(crate) batch: i64,
    pub(crate) duration_ms: i64,
    pub(crate) on_failure: String,
    pub(crate) retry_seconds: i64,
    pub(crate) trim: bool,
}

impl StreamArgs {
    /// How many messages make a batch. The number is unsigned in RedisGears: a negative one is more than there can be.
    pub(crate) fn batch_size(&self) -> i64 {
        if self.batch < 0 { i64::MAX } else { self.batch.max(1) }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CommandArgs {
    pub(crate) trigger: Option<String>,
    pub(crate) hook: Option<String>,
    pub(crate) key_prefix: Option<String>,
    pub(crate) in_order: bool,
}

impl Args {
    pub(crate) fn reader(&self) -> &'static str {
        match self {
            Args::Keys(_) => "KeysReader",
            Args::Stream(_) => "StreamReader",
            Args::Command(_) => "CommandReader",
        }
    }

    /// From the tuple that the worker sends for a reader.
    pub(crate) fn parse(reader: &str, value: &Value) -> Option<Args> {
        let items = value.as_items()?;
        Some(match (reader, items) {
            ("KeysReader", [prefix, events, types, commands, read_value]) => Args::Keys(KeysArgs {
                prefix: prefix.as_str()?.to_owned(),
                events: texts(events)?,
                types: texts(types)?,
                commands: texts(commands)?,
                read_value: read_value.as_int()? != 0,
            }),
            ("StreamReader", [prefix, batch, duration, policy, interval, trim]) => Args::Stream(StreamArgs {
                prefix: prefix.as_str()?.to_owned(),
                batch: batch.as_int()?,
                duration_ms: duration.as_int()?,
                on_failure: policy.as_str()?.to_owned(),
                retry_seconds: interval.as_int()?,
                trim: trim.as_int()? != 0,
            }),
            ("CommandReader", [trigger, hook, prefix, in_order]) => Args::Command(CommandArgs {
                trigger: text(trigger)?,
                hook: text(hook)?,
                key_prefix: text(prefix)?,
                in_order: in_order.as_int()? != 0,
            }),
            _ => return None,
        })
    }

    /// The tuple that `parse` reads.
    pub(crate) fn to_value(&self) -> Value {
        let list = |items: &Option<Vec<String>>| match items {
            Some(items) => Value::Tuple(items.iter().map(|item| Value::str(item.as_str())).collect()),
            None => Value::None,
        };
        Value::Tuple(match self {
            Args::Keys(args) => vec![
                Value::str(args.prefix.as_str()),
                list(&args.events),
                list(&args.types),
                list(&args.commands),
                Value::Bool(args.read_value),
            ],
            Args::Stream(args) => vec![
                Value::str(args.prefix.as_str()),
                Value::Int(args.batch),
                Value::Int(args.duration_ms),
                Value::str(args.on_failure.as_str()),
                Value::Int(args.retry_seconds),
                Value::Bool(args.trim),
            ],
            Args::Command(args) => vec![
                Value::opt_str(args.trigger.as_deref()),
                Value::opt_str(args.hook.as_deref()),
                Value::opt_str(args.key_prefix.as_deref()),
                Value::Bool(args.in_order),
            ],
        })
    }
}

/// None for Python's None, and an outer None for anything that is no text.
fn text(value: &Value) -> Option<Option<String>> {
    match value {
        Value::None => Some(None),
        other => Some(Some(other.as_str()?.to_owned())),
    }
}

fn texts(value: &Value) -> Option<Option<Vec<String>>> {
    match value {
        Value::None => Some(None),
        other => other
            .as_items()?
            .iter()
            .map(|item| item.as_str().map(str::to_owned))
            .collect::<Option<_>>()
            .map(Some),
    }
}

/// Whether a prefix fits a key: only a star at its end is a wildcard.
pub(crate) fn prefix_fits(prefix: &str, key: &[u8]) -> bool {
    match prefix.strip_suffix('*') {
        Some(start) => key.starts_with(start.as_bytes()),
        None => key == prefix.as_bytes(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_star_at_the_end_is_a_wildcard() {
        for (prefix, key, fits) in [
            ("*", "any", true),
            ("k*", "k", true),
            ("k*", "x", false),
            ("k?", "kk", false),
            ("k**", "k*a", true),
            ("", "", true),
        ] {
            assert_eq!(prefix_fits(prefix, key.as_bytes()), fits, "{prefix} {key}");
        }
    }

    #[test]
    fn arguments_survive_a_round_trip() {
        let all = [
            Args::Keys(KeysArgs {
                prefix: "k*".to_owned(),
                events: Some(vec!["set".to_owned()]),
                types: None,
                commands: Some(vec![]),
                read_value: true,
            }),
            Args::Stream(StreamArgs {
                prefix: "s".to_owned(),
                batch: 3,
                duration_ms: 100,
                on_failure: "retry".to_owned(),
                retry_seconds: 2,
                trim: false,
            }),
            Args::Command(CommandArgs {
                trigger: Some("t".to_owned()),
                hook: None,
                key_prefix: None,
                in_order: true,
            }),
        ];
        for args in all {
            assert_eq!(Args::parse(args.reader(), &args.to_value()), Some(args));
        }
        assert_eq!(Args::parse("CommandReader", &Value::Tuple(vec![])), None);
    }
}
