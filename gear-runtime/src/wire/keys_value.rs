//! The value of a key.

use std::collections::HashMap;

use redis::{ConnectionLike, FromRedisValue};

use super::{Fields, FieldsValue, Mismatch, helpers};
use crate::link::Linker;
use crate::{Bytes, Result, Value};

/// A type that the value of a key can have.
///
/// `String` and [`Bytes`] read strings, `Vec<String>` lists, `#[gear]` structs and maps hashes. `Option<V>`
/// is `None` for a key that is gone; [`Value`] is whatever RedisGears reads; `()` is for keys whose value
/// does not matter.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from the value of a key",
    label = "not a value of keys",
    note = "`KeysReader::<V>` reads `String`, `Bytes`, `Vec<String>`, `HashMap<String, String>`, `#[gear]` structs (hashes), \
            `Option` of these, `Value` and `()`"
)]
pub trait KeysValue: Sized {
    /// A Python expression: a function of the record that returns the value or raises.
    fn decoder(linker: &mut Linker) -> String;

    /// Reads the value on a plain connection. `kind` is the type of the key in the words of RedisGears.
    fn read(key: &str, kind: &str, con: &mut dyn ConnectionLike) -> Result<Self>;
}

/// Checks the type of a key; the helper `gear_read_kind` has the same words.
fn expect_kind(key: &str, kind: &str, expected: &str) -> Result<(), Mismatch> {
    if kind == expected {
        return Ok(());
    }
    let got = match kind {
        "empty" => "no value",
        "hash" => "a hash",
        "list" => "a list",
        "set" => "a set",
        "string" => "a string",
        "zset" => "a sorted set",
        _ => "a value of another type",
    };
    Err(Mismatch::new(key, format!("a {expected}"), got))
}

fn query<T: FromRedisValue>(
    con: &mut dyn ConnectionLike,
    command: &str,
    key: &str,
    more: &[&str],
) -> Result<T> {
    Ok(redis::cmd(command).arg(key).arg(more).query(con)?)
}

fn read_string(key: &str, kind: &str, con: &mut dyn ConnectionLike) -> Result<Vec<u8>> {
    expect_kind(key, kind, "string")?;
    query(con, "GET", key, &[])
}

fn text(key: &str, bytes: Vec<u8>) -> Result<String, Mismatch> {
    String::from_utf8(bytes).map_err(|_| Mismatch::new(key, "text", Mismatch::NOT_UTF8))
}

impl KeysValue for String {
    fn decoder(linker: &mut Linker) -> String {
        helpers::READ_TEXT.link(linker)
    }

    fn read(key: &str, kind: &str, con: &mut dyn ConnectionLike) -> Result<Self> {
        Ok(text(key, read_string(key, kind, con)?)?)
    }
}

impl KeysValue for Bytes {
    fn decoder(linker: &mut Linker) -> String {
        helpers::READ_BYTES.link(linker)
    }

    fn read(key: &str, kind: &str, con: &mut dyn ConnectionLike) -> Result<Self> {
        read_string(key, kind, con).map(Bytes::from)
    }
}

impl KeysValue for Vec<u8> {
    fn decoder(linker: &mut Linker) -> String {
        Bytes::decoder(linker)
    }

    fn read(key: &str, kind: &str, con: &mut dyn ConnectionLike) -> Result<Self> {
        read_string(key, kind, con)
    }
}

impl KeysValue for Vec<String> {
    fn decoder(linker: &mut Linker) -> String {
        helpers::READ_LIST.link(linker)
    }

    fn read(key: &str, kind: &str, con: &mut dyn ConnectionLike) -> Result<Self> {
        expect_kind(key, kind, "list")?;
        let items: Vec<Vec<u8>> = query(con, "LRANGE", key, &["0", "-1"])?;
        Ok(items.into_iter().map(|item| text(key, item)).collect::<Result<_, _>>()?)
    }
}

#[diagnostic::do_not_recommend]
impl<T: FieldsValue> KeysValue for T {
    fn decoder(linker: &mut Linker) -> String {
        let decoder = T::fields_decoder(linker);
        helpers::READ_HASH.call(linker, &decoder)
    }

    fn read(key: &str, kind: &str, con: &mut dyn ConnectionLike) -> Result<Self> {
        expect_kind(key, kind, "hash")?;
        let fields = query(con, "HGETALL", key, &[])?;
        Ok(T::from_fields(&Fields::new(key, fields))?)
    }
}

impl<V: KeysValue> KeysValue for Option<V> {
    fn decoder(linker: &mut Linker) -> String {
        let decoder = V::decoder(linker);
        helpers::READ_OPTION.call(linker, &decoder)
    }

    fn read(key: &str, kind: &str, con: &mut dyn ConnectionLike) -> Result<Self> {
        if kind == "empty" { Ok(None) } else { V::read(key, kind, con).map(Some) }
    }
}

impl KeysValue for () {
    fn decoder(linker: &mut Linker) -> String {
        helpers::READ_NOTHING.link(linker)
    }

    fn read(_: &str, _: &str, _: &mut dyn ConnectionLike) -> Result<Self> {
        Ok(())
    }
}

/// What RedisGears itself reads: strings, lists and hashes; everything else is [`Value::Null`].
impl KeysValue for Value {
    fn decoder(linker: &mut Linker) -> String {
        helpers::READ_ANY.link(linker)
    }

    fn read(key: &str, kind: &str, con: &mut dyn ConnectionLike) -> Result<Self> {
        let from_list = |items: Vec<Vec<u8>>| Value::List(items.into_iter().map(Value::from_bytes).collect());
        match kind {
            "string" => query(con, "GET", key, &[]).map(Value::from_bytes),
            "list" => query(con, "LRANGE", key, &["0", "-1"]).map(from_list),
            "hash" => {
                let fields: HashMap<String, Vec<u8>> = query(con, "HGETALL", key, &[])?;
                Ok(Value::Map(
                    fields.into_iter().map(|(name, value)| (name, Value::from_bytes(value))).collect(),
                ))
            }
            _ => Ok(Value::Null),
        }
    }
}
