//! A value whose type is known only at run time.

use std::any::Any;
use std::collections::HashMap;
use std::fmt;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Bytes;

/// A dynamic value: what [`execute!`](crate::execute) returns, or the raw value of a key.
///
/// ```
/// use gear_runtime::Value;
///
/// let scan = Value::List(vec![Value::from("0"), Value::List(vec![Value::from("user:1")])]);
/// assert_eq!(scan.at(0).and_then(Value::as_str), Some("0"));
/// assert_eq!(scan.at(1).map(Value::len), Some(1));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Nothing: a nil reply, a key without a readable value.
    #[default]
    Null,
    /// A truth value.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A floating-point number.
    Float(f64),
    /// Text.
    Text(String),
    /// Binary data: a reply that is not UTF-8.
    Bytes(Bytes),
    /// A list.
    List(Vec<Value>),
    /// A map from text to values.
    Map(HashMap<String, Value>),
}

impl Value {
    /// Whether this is [`Value::Null`].
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The truth value, if this is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The integer, if this is one.
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Int(value) => Some(*value),
            _ => None,
        }
    }

    /// The number, if this is one; integers are converted.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Int(value) => Some(*value as f64),
            Self::Float(value) => Some(*value),
            _ => None,
        }
    }

    /// The text, if this is text.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The bytes of a text or of binary data.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Text(text) => Some(text.as_bytes()),
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The elements, if this is a list.
    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    /// The entries, if this is a map.
    pub fn as_map(&self) -> Option<&HashMap<String, Value>> {
        match self {
            Self::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The value under `name`, if this is a map that has it and it is not [`Value::Null`].
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.as_map()?.get(name).filter(|value| !value.is_null())
    }

    /// The element at `index`, if this is a list that is long enough and it is not [`Value::Null`].
    pub fn at(&self, index: usize) -> Option<&Value> {
        self.as_list()?.get(index).filter(|value| !value.is_null())
    }

    /// How many elements a list or entries a map has; 0 for everything else.
    pub fn len(&self) -> usize {
        match self {
            Self::List(items) => items.len(),
            Self::Map(entries) => entries.len(),
            _ => 0,
        }
    }

    /// Whether [`len`](Value::len) is 0.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes as RedisGears hands them to Python: text if they are UTF-8, binary otherwise.
    pub(crate) fn from_bytes(bytes: Vec<u8>) -> Self {
        match String::from_utf8(bytes) {
            Ok(text) => Self::Text(text),
            Err(error) => Self::Bytes(error.into_bytes().into()),
        }
    }

    /// The digits of a number. Which type has them is decided by a feature of the redis crate that other crates may turn on, and
    /// that is on by default.
    fn from_big_number<T: Any + fmt::Debug>(number: &T) -> Self {
        match (number as &dyn Any).downcast_ref::<Vec<u8>>() {
            Some(digits) => Self::from_bytes(digits.clone()),
            None => Self::Text(format!("{number:?}")),
        }
    }

    /// A reply as RedisGears' `execute` converts it: an error inside an array is plain text, a double is
    /// text.
    pub(crate) fn from_reply(reply: redis::Value) -> Self {
        match reply {
            redis::Value::Nil => Self::Null,
            redis::Value::Int(value) => Self::Int(value),
            redis::Value::BulkString(bytes) => Self::from_bytes(bytes),
            redis::Value::SimpleString(text) | redis::Value::VerbatimString { text, .. } => Self::Text(text),
            redis::Value::Okay => Self::from("OK"),
            redis::Value::Boolean(value) => Self::Bool(value),
            redis::Value::Double(value) => Self::Text(format!("{value:?}")),
            redis::Value::BigNumber(number) => Self::from_big_number(&number),
            redis::Value::Array(items)
            | redis::Value::Set(items)
            | redis::Value::Push { data: items, .. } => {
                Self::List(items.into_iter().map(Self::from_reply).collect())
            }
            redis::Value::Map(entries) => Self::List(
                entries.into_iter().flat_map(|(k, v)| [Self::from_reply(k), Self::from_reply(v)]).collect(),
            ),
            redis::Value::Attribute { data, .. } => Self::from_reply(*data),
            redis::Value::ServerError(error) => Self::Text(crate::client::server_text(&error)),
            _ => Self::Null,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Int(value) => serializer.serialize_i64(*value),
            Self::Float(value) => serializer.serialize_f64(*value),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Bytes(bytes) => bytes.serialize(serializer),
            Self::List(items) => items.serialize(serializer),
            Self::Map(entries) => entries.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value with integers in the range of i64")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Int(value))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Value, E> {
        let value = i64::try_from(value);
        value.map(Value::Int).map_err(|_| E::custom("integer out of the range of i64"))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Float(value))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::from(text))
    }

    /// Not from JSON, which has none: from a script.
    fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> Result<Value, E> {
        Ok(Value::Bytes(bytes.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = HashMap::new();
        while let Some((name, value)) = map.next_entry()? {
            entries.insert(name, value);
        }
        Ok(Value::Map(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_round_trip() {
        let json = r#"{"a":[null,true,-3,1.5,"x"]}"#;
        let value: Value = serde_json::from_str(json).unwrap();
        assert_eq!(value.get("a").and_then(|a| a.at(2)).and_then(Value::as_i64), Some(-3));
        assert_eq!(serde_json::to_string(&value).unwrap(), json);
        assert!(serde_json::from_str::<Value>("9223372036854775808").is_err());
    }

    #[test]
    fn replies_convert_like_execute() {
        use redis::Value as Reply;
        let reply = Reply::Array(vec![Reply::Okay, Reply::Nil, Reply::BulkString(vec![0xff]), Reply::Int(2)]);
        let bytes = Value::Bytes(vec![0xff].into());
        assert_eq!(
            Value::from_reply(reply),
            Value::List(vec![Value::from("OK"), Value::Null, bytes, Value::Int(2)])
        );
        let digits = "-3492890328409238509324850943850943825024385";
        let big = redis::parse_redis_value(format!("({digits}\r\n").as_bytes()).expect("it is RESP3");
        assert_eq!(Value::from_reply(big), Value::from(digits));
    }
}
