//! The readers.

use super::options::{ON_MISMATCH, OptionKind, OptionSpec, REQUIRES, option};

/// What a reader reads from: its one positional argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A pattern of keys.
    Keys,
    /// The key of a stream, or a prefix.
    Stream,
    /// A function that gives the records.
    Function,
    /// It takes no positional argument.
    None,
    /// The arguments of a beginning that is a function of its own.
    Opened,
}

/// What a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ValueKind {
    /// A key and its value, of the reader's type argument.
    Keys,
    /// A message, with fields of the reader's type argument.
    Fields,
    /// The arguments of a command, of the reader's type argument.
    Arguments,
    /// The name of a key.
    KeyName,
    /// What the function gives.
    Generated,
    /// The id of a shard.
    ShardId,
    /// What the last step of a beginning gives.
    Opened,
}

/// A reader.
pub(crate) struct Reader {
    pub(crate) name: &'static str,
    pub(crate) usage: &'static str,
    /// One sentence for the documentation.
    pub(crate) summary: &'static str,
    pub(crate) source: Source,
    pub(crate) value: ValueKind,
    /// The options of the reader, in a gear that runs. What becomes of records that do not fit, an event gear says as well.
    pub(crate) options: &'static [OptionSpec],
    /// The options of `run`; `None` if it only waits for events.
    pub(crate) run: Option<&'static [OptionSpec]>,
    /// The options of `register` beside those that all readers have; `None` if it has no events.
    pub(crate) register: Option<&'static [OptionSpec]>,
}

/// The mode of a gear that runs.
const RUN: &[OptionSpec] = &[option("mode", "mode", OptionKind::RunMode), REQUIRES];

/// Stands for the reader of a beginning, which is known when the script is linked. rustc knows which of the options its
/// registration has; what is said where the reader is, is not said again.
pub(crate) const OPENED: Reader = Reader {
    name: "",
    usage: "beginning(..)",
    summary: "",
    source: Source::Opened,
    value: ValueKind::Opened,
    options: &[],
    run: Some(&[REQUIRES]),
    register: Some(&[
        option("events", "eventTypes", OptionKind::Events),
        option("key_types", "keyTypes", OptionKind::KeyTypes),
        option("commands", "commands", OptionKind::Commands),
        option("batch", "batch", OptionKind::Positive),
        option("duration", "duration", OptionKind::Milliseconds),
        option("on_failure", "onFailedPolicy", OptionKind::OnFailure),
        option("retry_interval", "onFailedRetryInterval", OptionKind::Seconds),
        option("trim", "trimStream", OptionKind::Bool),
    ]),
};

/// Every reader.
pub(crate) const READERS: &[Reader] = &[
    Reader {
        name: "KeysReader",
        usage: "KeysReader::<V>(\"pattern*\")",
        summary: "The keys that match a pattern, with their values; in an event gear the keys that something happens to.",
        source: Source::Keys,
        value: ValueKind::Keys,
        options: &[
            option("read_value", "readValue", OptionKind::Bool),
            option("no_scan", "noScan", OptionKind::Bool),
            ON_MISMATCH,
        ],
        run: Some(RUN),
        register: Some(&[
            option("events", "eventTypes", OptionKind::Events),
            option("key_types", "keyTypes", OptionKind::KeyTypes),
            option("read_value", "readValue", OptionKind::Bool),
            option("commands", "commands", OptionKind::Commands),
        ]),
    },
    Reader {
        name: "KeysOnlyReader",
        usage: "KeysOnlyReader(\"pattern*\")",
        summary: "The names of the keys that match a pattern. It reads no values, and is faster for it.",
        source: Source::Keys,
        value: ValueKind::KeyName,
        options: &[
            option("count", "count", OptionKind::Positive),
            option("no_scan", "noScan", OptionKind::Bool),
            ON_MISMATCH,
        ],
        run: Some(&[REQUIRES]),
        register: None,
    },
    Reader {
        name: "StreamReader",
        usage: "StreamReader::<V>(\"stream\")",
        summary: "The messages of a stream; in an event gear the new messages of the streams with a prefix.",
        source: Source::Stream,
        value: ValueKind::Fields,
        options: &[option("from_id", "fromId", OptionKind::Text), ON_MISMATCH],
        run: Some(RUN),
        register: Some(&[
            option("batch", "batch", OptionKind::Positive),
            option("duration", "duration", OptionKind::Milliseconds),
            option("on_failure", "onFailedPolicy", OptionKind::OnFailure),
            option("retry_interval", "onFailedRetryInterval", OptionKind::Seconds),
            option("trim", "trimStream", OptionKind::Bool),
        ]),
    },
    Reader {
        name: "PythonReader",
        usage: "PythonReader(|| iterator)",
        summary: "What a function gives, which runs on every shard: an iterator or a list.",
        source: Source::Function,
        value: ValueKind::Generated,
        options: &[],
        run: Some(RUN),
        register: None,
    },
    Reader {
        name: "ShardsIDReader",
        usage: "ShardsIDReader()",
        summary: "One record for each shard: its id, `\"1\"` where there is no cluster.",
        source: Source::None,
        value: ValueKind::ShardId,
        options: &[],
        run: Some(RUN),
        register: None,
    },
    Reader {
        name: "CommandReader",
        usage: "CommandReader::<A>()",
        summary: "Calls of a command: a record is its arguments, as a tuple or a `#[gear]` struct, or its name and all its words. Usually `#[trigger]` is what you want.",
        source: Source::None,
        value: ValueKind::Arguments,
        options: &[],
        run: None,
        register: Some(&[
            option("trigger", "trigger", OptionKind::Text),
            option("hook", "hook", OptionKind::Command),
            option("key_prefix", "keyprefix", OptionKind::KeyPrefix),
            option("in_order", "inorder", OptionKind::Bool),
        ]),
    },
];
