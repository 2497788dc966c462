//! `StreamReader`: the messages of a stream.

use std::collections::HashMap;

use redis::ConnectionLike;

use super::{OnMismatch, Streams, read_each};
use crate::pipeline::{Many, Pipeline};
use crate::wire::{Fields, FieldsValue, Mismatch};
use crate::{Result, StreamRecord};

/// Reads the messages of a stream, with fields of type `V`.
///
/// In an event gear the key can be a prefix that ends with `*`.
///
/// ```
/// use redis_gears::{gear, prelude::*};
///
/// static KINDS: Gear<Vec<String>> = gear!(StreamReader("events").map(|r| r.value["kind"].clone()).run());
///
/// let message = StreamRecord::new("events", "1-0", HashMap::from([("kind".to_string(), "start".to_string())]));
/// assert_eq!(KINDS.native_on([message]).unwrap(), ["start"]);
/// ```
#[allow(non_snake_case, reason = "the name it has on the server")]
pub fn StreamReader<V: FieldsValue>(key: &str) -> StreamSource<V> {
    StreamSource {
        key: key.to_owned(),
        from_id: "0-0".to_owned(),
        on_mismatch: OnMismatch::Fail,
        read: V::from_fields,
    }
}

/// A [`StreamReader()`] and its options.
#[derive(Debug)]
pub struct StreamSource<V> {
    key: String,
    from_id: String,
    on_mismatch: OnMismatch,
    read: fn(&Fields) -> Result<V, Mismatch>,
}

/// What happens to messages of a stream when the gear fails for them.
///
/// ```
/// use redis_gears::{Registration, gear, prelude::*};
///
/// static BILL: Gear<Registration> = gear!(
///     StreamReader("orders")
///         .for_each(|r| { cmd::incr("billed", r.value["cents"].parse::<i64>().unwrap()); })
///         .register(on_failure = Retry, retry_interval = Duration::from_secs(5))
/// );
/// assert!(BILL.python().contains("onFailedPolicy='retry'"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnFailure {
    /// They count as processed.
    Continue,
    /// The registration stops.
    Abort,
    /// They are tried again after a while.
    Retry,
}

/// The id and the fields of a message.
type Message = (String, HashMap<String, Vec<u8>>);

impl<V: 'static> StreamSource<V> {
    /// Read only messages with greater ids than this.
    pub fn from_id(self, id: &str) -> Self {
        Self { from_id: id.to_owned(), ..self }
    }

    /// What happens to messages whose fields do not have the type `V`.
    pub fn on_mismatch(self, on_mismatch: OnMismatch) -> Self {
        Self { on_mismatch, ..self }
    }

    /// Opens the pipeline. Called by the expansion of `gear!`.
    #[doc(hidden)]
    pub fn __open<'a>(self) -> Pipeline<'a, Streams, StreamRecord<V>, Many>
    where
        V: 'a,
    {
        Pipeline::new(|feed| {
            feed.records(move || {
                let (key, read) = (self.key.clone(), self.read);
                self.on_mismatch.apply(read_each(
                    move |con| self.messages(con),
                    move |(id, fields)| {
                        let value = read(&Fields::new(format!("{key} {id}"), fields))?;
                        Ok(StreamRecord::new(key.clone(), id, value))
                    },
                ))
            })
        })
    }

    fn messages(&self, con: &mut dyn ConnectionLike) -> Result<Vec<Message>> {
        let from = if self.from_id == "0-0" { "-".to_owned() } else { format!("({}", self.from_id) };
        Ok(redis::cmd("XRANGE").arg(&self.key).arg(from).arg("+").query(con)?)
    }
}
