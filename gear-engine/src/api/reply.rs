//! A reply of a command as a Rust value, so that it can outlive the server's own and be sent later.

use std::ffi::c_char;

use super::raw::{self, RedisModuleCallReply, api};
use crate::marshal::Value;

/// A RESP2 reply.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Reply {
    Nil,
    Int(i64),
    Status(Vec<u8>),
    Error(String),
    Bulk(Vec<u8>),
    Array(Vec<Reply>),
}

impl Reply {
    pub(crate) fn ok() -> Reply {
        Reply::Status(b"OK".to_vec())
    }

    pub(crate) fn error(text: impl Into<String>) -> Reply {
        Reply::Error(text.into())
    }

    pub(crate) fn bulk(text: impl AsRef<[u8]>) -> Reply {
        Reply::Bulk(text.as_ref().to_vec())
    }

    pub(crate) fn opt_bulk(text: Option<&str>) -> Reply {
        text.map_or(Reply::Nil, Reply::bulk)
    }

    /// Takes over a reply of `RM_Call`.
    ///
    /// # Safety
    /// `reply` is a live reply of the server (or null, which counts as nil) and the Redis lock is held.
    pub(crate) unsafe fn from_call(reply: *mut RedisModuleCallReply) -> Reply {
        if reply.is_null() {
            return Reply::Nil;
        }
        // SAFETY: by the contract of this function.
        match unsafe { (api().CallReplyType)(reply) } {
            // SAFETY: as above.
            raw::REPLY_INTEGER => Reply::Int(unsafe { (api().CallReplyInteger)(reply) }),
            raw::REPLY_ARRAY => {
                // SAFETY: as above.
                let len = unsafe { (api().CallReplyLength)(reply) };
                // SAFETY: `i` is below the length; the elements live as long as the reply.
                Reply::Array(
                    (0..len)
                        .map(|i| unsafe { Reply::from_call((api().CallReplyArrayElement)(reply, i)) })
                        .collect(),
                )
            }
            raw::REPLY_ERROR => {
                // SAFETY: as above.
                let text = unsafe { bytes_of(reply) };
                let text = text.strip_suffix(b"\r\n").unwrap_or(&text);
                Reply::Error(String::from_utf8_lossy(text).into_owned())
            }
            raw::REPLY_STRING => {
                // SAFETY: as above.
                let bytes = unsafe { bytes_of(reply) };
                // SAFETY: as above.
                if unsafe { is_status(reply) } { Reply::Status(bytes) } else { Reply::Bulk(bytes) }
            }
            _ => Reply::Nil,
        }
    }

    /// What a gear gets for this reply from `execute` (errors at the top are raised by the caller instead).
    pub(crate) fn to_value(&self) -> Value {
        match self {
            Reply::Nil => Value::None,
            Reply::Int(n) => Value::Int(*n),
            Reply::Status(bytes) | Reply::Bulk(bytes) => Value::text(bytes),
            Reply::Error(text) => Value::str(text.as_str()),
            Reply::Array(items) => Value::List(items.iter().map(Reply::to_value).collect()),
        }
    }

    /// The reply for a result of a gear: the rules by which RedisGears turns Python values into RESP.
    pub(crate) fn from_result(value: &Value) -> Reply {
        match value {
            Value::Str(text) if text.len() > 1 && text.starts_with('+') => {
                Reply::Status(text.as_bytes()[1..].to_vec())
            }
            Value::Str(text) if text.len() > 1 && text.starts_with('-') => Reply::error(&text[1..]),
            Value::Str(text) => Reply::bulk(text),
            Value::Bytes(bytes) => Reply::Bulk(bytes.clone()),
            Value::Int(n) => Reply::Int(*n),
            Value::Bool(b) => Reply::Int(i64::from(*b)),
            Value::Float(f) => Reply::bulk(c_float(*f)),
            Value::List(items) => Reply::Array(items.iter().map(Reply::from_result).collect()),
            Value::None | Value::Tuple(_) | Value::Encoded(_) => Reply::bulk("PY RECORD"),
        }
    }
}

/// A float as `printf("%lf")` writes it.
fn c_float(value: f64) -> String {
    if value.is_nan() {
        "nan".to_owned()
    } else if value.is_infinite() {
        if value > 0.0 { "inf" } else { "-inf" }.to_owned()
    } else {
        format!("{value:.6}")
    }
}

/// # Safety
/// `reply` is a live string or error reply of the server.
unsafe fn bytes_of(reply: *mut RedisModuleCallReply) -> Vec<u8> {
    let mut len = 0;
    // SAFETY: by the contract of this function.
    let start = unsafe { (api().CallReplyStringPtr)(reply, &mut len) };
    // SAFETY: the server gives a pointer to `len` bytes.
    unsafe { copy(start, len) }
}

/// The server does not tell status and bulk replies apart, but the first byte of the protocol text does.
///
/// # Safety
/// `reply` is a live reply of the server.
unsafe fn is_status(reply: *mut RedisModuleCallReply) -> bool {
    let mut len = 0;
    // SAFETY: by the contract of this function.
    let proto = unsafe { (api().CallReplyProto)(reply, &mut len) };
    // SAFETY: `proto` points to `len` bytes.
    !proto.is_null() && len > 0 && unsafe { *proto }.cast_unsigned() == b'+'
}

/// # Safety
/// `start` is null or points to `len` readable bytes.
unsafe fn copy(start: *const c_char, len: usize) -> Vec<u8> {
    if start.is_null() {
        return Vec::new();
    }
    // SAFETY: by the contract of this function.
    unsafe { std::slice::from_raw_parts(start.cast::<u8>(), len) }.to_vec()
}

/// Error and status lines end at a line break; the server would send a broken protocol otherwise.
pub(crate) fn single_line(bytes: &[u8]) -> Vec<u8> {
    bytes
        .iter()
        .take_while(|b| **b != 0)
        .map(|b| if matches!(b, b'\r' | b'\n') { b' ' } else { *b })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_follow_the_rules_of_redisgears() {
        let cases = [
            (Value::str("text"), Reply::bulk("text")),
            (Value::str("+OK"), Reply::Status(b"OK".to_vec())),
            (Value::str("-ERR x"), Reply::error("ERR x")),
            (Value::str("+"), Reply::bulk("+")),
            (Value::Bytes(b"+OK".to_vec()), Reply::bulk("+OK")),
            (Value::Bool(true), Reply::Int(1)),
            (Value::Float(2.5), Reply::bulk("2.500000")),
            (Value::Float(f64::NEG_INFINITY), Reply::bulk("-inf")),
            (Value::None, Reply::bulk("PY RECORD")),
            (Value::List(vec![Value::Int(1)]), Reply::Array(vec![Reply::Int(1)])),
        ];
        for (value, reply) in cases {
            assert_eq!(Reply::from_result(&value), reply, "{value:?}");
        }
    }
}
