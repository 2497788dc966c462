//! Calls of triggers: what `#[trigger]` functions expand to.

use serde::de::DeserializeOwned;

use redis::{ConnectionLike, Value};

use crate::pipeline::decode_json;
use crate::{Gear, Registration, Result, client};

/// The record that a trigger answered with.
#[derive(Debug)]
pub struct Reply(Value);

/// Calls the trigger of a gear on the server. Called by the expansion of `#[trigger]`.
pub fn call_trigger<T>(
    con: &mut dyn ConnectionLike,
    gear: &Gear<Registration>,
    arguments: &[Vec<u8>],
    decode: fn(Reply) -> Result<T>,
) -> Result<T> {
    let name = gear.trigger().unwrap_or_default();
    decode(Reply(client::trigger(con, name, arguments, &gear.script())?))
}

/// Decodes a result of type `String`: the text itself.
pub fn decode_text(reply: Reply) -> Result<String> {
    match reply.0 {
        Value::SimpleString(text) => Ok(text),
        Value::Okay => Ok("OK".to_owned()),
        Value::BulkString(bytes) => String::from_utf8(bytes).map_err(|error| {
            client::unexpected("the trigger", "text", &Value::BulkString(error.into_bytes()))
        }),
        other => Err(client::unexpected("the trigger", "text", &other)),
    }
}

/// Decodes a result of an integer type: an integer reply, or its digits.
pub fn decode_int<T: TryFrom<i64> + std::str::FromStr>(reply: Reply) -> Result<T> {
    let value = match &reply.0 {
        Value::Int(value) => T::try_from(*value).ok(),
        Value::BulkString(digits) => std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok()),
        _ => None,
    };
    value.ok_or_else(|| client::unexpected("the trigger", std::any::type_name::<T>(), &reply.0))
}

/// Decodes a result of any other type: JSON.
pub fn decode_json_reply<T: DeserializeOwned>(reply: Reply) -> Result<T> {
    match reply.0 {
        Value::BulkString(bytes) => decode_json(&bytes),
        other => Err(client::unexpected("the trigger", "JSON", &other)),
    }
}
