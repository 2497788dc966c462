//! Calls of triggers: what `#[trigger]` functions expand to.

use serde::de::DeserializeOwned;

use redis::{ConnectionLike, Value};

use crate::pipeline::{self, short_name};
use crate::{Error, Gear, Mismatch, Registration, Result, client};

/// The record that a trigger answered with.
#[derive(Debug)]
pub struct Reply {
    trigger: &'static str,
    record: Value,
}

impl Reply {
    fn is_not(&self, expected: &str) -> Error {
        client::unexpected(&format!("trigger `{}`", self.trigger), expected, &self.record)
    }
}

/// Calls the trigger of a gear on the server. Called by the expansion of `#[trigger]`.
pub fn call_trigger<T>(
    con: &mut dyn ConnectionLike,
    gear: &Gear<Registration>,
    arguments: &[Vec<u8>],
    decode: fn(Reply) -> Result<T>,
) -> Result<T> {
    let trigger = gear.trigger().unwrap_or_default();
    check_nul(trigger, arguments)?;
    let record = client::trigger(con, trigger, arguments, gear.program())?;
    decode(Reply { trigger, record })
}

/// Calls the trigger of a gear on an asynchronous connection. Called by the expansion of `#[trigger]`.
#[cfg(feature = "aio")]
pub async fn call_trigger_async<T, C: redis::aio::ConnectionLike + Send>(
    con: &mut C,
    gear: &Gear<Registration>,
    arguments: &[Vec<u8>],
    decode: fn(Reply) -> Result<T>,
) -> Result<T> {
    check_nul(gear.trigger().unwrap_or_default(), arguments)?;
    let record = client::trigger_async(con, gear, arguments).await?;
    decode(Reply { trigger: gear.trigger().unwrap_or_default(), record })
}

/// The server cuts arguments of triggers at NUL: what is behind it would be lost without a word.
fn check_nul(trigger: &str, arguments: &[Vec<u8>]) -> Result<()> {
    match arguments.iter().position(|argument| argument.contains(&0)) {
        None => Ok(()),
        Some(place) => {
            let at = format!("{trigger}: argument {}", place + 1);
            let got = "a NUL, at which the server would cut it: send it as base64 or in a list";
            Err(Mismatch::new(at, "text without NUL", got).into())
        }
    }
}

/// Decodes a result of type `String`: the text itself.
pub fn decode_text(reply: Reply) -> Result<String> {
    let text = match &reply.record {
        Value::SimpleString(text) => Some(text.as_str()),
        Value::Okay => Some("OK"),
        Value::BulkString(bytes) => std::str::from_utf8(bytes).ok(),
        _ => None,
    };
    text.map(str::to_owned).ok_or_else(|| reply.is_not("text"))
}

/// Decodes a result of an integer type: an integer reply, or its digits.
pub fn decode_int<T: TryFrom<i64> + std::str::FromStr>(reply: Reply) -> Result<T> {
    let value = match &reply.record {
        Value::Int(value) => T::try_from(*value).ok(),
        Value::BulkString(digits) => std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok()),
        _ => None,
    };
    value.ok_or_else(|| reply.is_not(&short_name(std::any::type_name::<T>())))
}

/// Decodes a result of any other type: JSON.
pub fn decode_json<T: DeserializeOwned>(reply: Reply) -> Result<T> {
    match &reply.record {
        Value::BulkString(bytes) => {
            pipeline::decode_json_of(bytes, || format!("the result of trigger `{}`", reply.trigger))
        }
        _ => Err(reply.is_not("JSON")),
    }
}
