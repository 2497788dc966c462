//! The readers.

use super::options::{OptionKind, OptionSpec, option};

/// What the type argument of a reader is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ValueKind {
    /// A key's value.
    Keys,
    /// The fields of a message.
    Fields,
    /// The reader has no type argument.
    None,
}

/// A reader.
pub(crate) struct Reader {
    pub(crate) name: &'static str,
    pub(crate) usage: &'static str,
    /// How many positional arguments it takes: the key or pattern.
    pub(crate) arguments: usize,
    pub(crate) value: ValueKind,
    pub(crate) runs: bool,
    /// The options of a reader that runs.
    pub(crate) options: &'static [OptionSpec],
    /// The options of `register` beside those that all readers have.
    pub(crate) register: &'static [OptionSpec],
}

/// Every reader.
pub(crate) const READERS: &[Reader] = &[
    Reader {
        name: "KeysReader",
        usage: "KeysReader::<V>(\"pattern*\")",
        arguments: 1,
        value: ValueKind::Keys,
        runs: true,
        options: &[
            option("read_value", "readValue", OptionKind::Bool),
            option("no_scan", "noScan", OptionKind::Bool),
        ],
        register: &[
            option("events", "eventTypes", OptionKind::Words),
            option("key_types", "keyTypes", OptionKind::KeyTypes),
            option("read_value", "readValue", OptionKind::Bool),
            option("commands", "commands", OptionKind::Words),
        ],
    },
    Reader {
        name: "StreamReader",
        usage: "StreamReader::<V>(\"stream\")",
        arguments: 1,
        value: ValueKind::Fields,
        runs: true,
        options: &[option("from_id", "fromId", OptionKind::Text)],
        register: &[
            option("batch", "batch", OptionKind::Positive),
            option("duration", "duration", OptionKind::Milliseconds),
            option("on_failure", "onFailedPolicy", OptionKind::OnFailure),
            option("retry_interval", "onFailedRetryInterval", OptionKind::Seconds),
            option("trim", "trimStream", OptionKind::Bool),
        ],
    },
    Reader {
        name: "CommandReader",
        usage: "CommandReader()",
        arguments: 0,
        value: ValueKind::None,
        runs: false,
        options: &[],
        register: &[option("trigger", "trigger", OptionKind::Text)],
    },
];
