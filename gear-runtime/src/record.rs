//! What the readers yield.

use serde::{Deserialize, Serialize};

/// A key, as `KeysReader::<V>` yields it.
///
/// ```
/// use gear_runtime::KeysRecord;
///
/// let record = KeysRecord::new("user:7", String::from("Ada"));
/// assert_eq!((record.key.as_str(), record.event), ("user:7", None));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeysRecord<V> {
    /// The name of the key.
    pub key: String,
    /// The event that brought the record, `set` or `expired`; `None` in a batch run.
    pub event: Option<String>,
    /// The type of the key: `string`, `hash`, `list`, `set`, `zset`, `module`, `unknown` (streams), or
    /// `empty` for a key that is gone. `None` if values are not read.
    pub kind: Option<String>,
    /// The value.
    pub value: V,
}

impl<V> KeysRecord<V> {
    /// A record for unit tests, without event and type.
    pub fn new(key: impl Into<String>, value: V) -> Self {
        Self { key: key.into(), event: None, kind: None, value }
    }

    /// The same record with an event.
    pub fn with_event(self, event: impl Into<String>) -> Self {
        Self { event: Some(event.into()), ..self }
    }

    /// The same record with a type.
    pub fn with_kind(self, kind: impl Into<String>) -> Self {
        Self { kind: Some(kind.into()), ..self }
    }
}

/// A message of a stream, as `StreamReader::<V>` yields it.
///
/// ```
/// use gear_runtime::StreamRecord;
///
/// let record = StreamRecord::new("events", "1-0", String::from("started"));
/// assert_eq!(record.id, "1-0");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StreamRecord<V> {
    /// The name of the stream.
    pub key: String,
    /// The id of the message.
    pub id: String,
    /// The fields of the message.
    pub value: V,
}

impl<V> StreamRecord<V> {
    /// A record for unit tests.
    pub fn new(key: impl Into<String>, id: impl Into<String>, value: V) -> Self {
        Self { key: key.into(), id: id.into(), value }
    }
}
