//! What a script gives. It was not written for this client, so its results are what Python makes of them: `run` turns each
//! record into text, unless the script says `convertToStr=False`. The type decides what the text means.

use std::any::type_name;
use std::fmt::Display;
use std::str::FromStr;

use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error as _, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Error as JsonError;
use serde_path_to_error::Segment;

use super::literal;
use crate::pipeline::{expected_by, short_name};
use crate::wire::Mismatch;
use crate::{Error, Registration, Result, Value};

/// What a script of Python can give as a gear.
///
/// A script that ends with `run(..)` gives records. `T` is a collection of them, or what one record is; `Option` for one or none,
/// and `()` for a script that runs for what it does. What is in a record is decided by the type:
///
/// | type | record, as `str` of Python |
/// |---|---|
/// | `String` | the text itself |
/// | numbers, `bool` | `3`, `2.5`, `True` |
/// | `Option<V>` | `None`, or as `V` |
/// | lists, tuples, maps, structs | JSON, or what Python writes: `{'key': 'a', 'value': '1'}` |
/// | [`Value`] | the text, or what the server sent |
///
/// Within them, numbers may be text, as the values of hashes are.
///
/// A script that registers is a `Gear<Registration>`, however many it registers: the [`Registration`] stands for all of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot come back from a script",
    label = "is not `serde::Deserialize`",
    note = "a script that runs is a `Gear<Vec<V>>` with the type of its records, and one that registers is a `Gear<Registration>`"
)]
pub trait ScriptResult: Sized {
    /// The result that the records from a server make.
    #[doc(hidden)]
    fn __decode(records: Vec<redis::Value>) -> Result<Self>;
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> ScriptResult for T {
    fn __decode(records: Vec<redis::Value>) -> Result<T> {
        let records: Vec<Value> = records.into_iter().map(Value::from_reply).collect();
        let shown = records.clone();
        serde_path_to_error::deserialize(Records(records)).map_err(|error| {
            let mut path = error.path().iter();
            let (number, place) = match path.next() {
                Some(Segment::Seq { index }) => (*index, format!(", `{}`", error.path())),
                _ => (0, String::new()),
            };
            let got = shown.get(number).map(shown_value).filter(|_| shown.len() == 1 || !place.is_empty());
            Error::Decode {
                what: format!("the result of the script{place}"),
                expected: expected_by(error.inner()).unwrap_or_else(|| short_name(type_name::<T>())),
                got: got.unwrap_or_else(|| format!("{} records", shown.len())),
            }
        })
    }
}

impl ScriptResult for Registration {
    fn __decode(_: Vec<redis::Value>) -> Result<Self> {
        Err(Error::Native { message: "a script that registers has no result".to_owned() })
    }
}

fn shown_value(value: &Value) -> String {
    match value {
        Value::Text(text) => Mismatch::text(text),
        other => Mismatch::text(&serde_json::to_string(other).unwrap_or_default()),
    }
}

/// All records of a run.
struct Records(Vec<Value>);

impl Records {
    fn one(mut self, expected: &str) -> Result<Item, JsonError> {
        match (self.0.pop(), self.0.is_empty()) {
            (Some(record), true) => Ok(Item(record)),
            _ => Err(JsonError::custom(format!("one record is needed, expected {expected}"))),
        }
    }
}

/// Methods of a deserializer that look at the only record.
macro_rules! of_the_only_record {
    ($($method:ident($($argument:ident: $ty:ty),*) $expected:literal)*) => {$(
        fn $method<V: Visitor<'de>>(self, $($argument: $ty,)* visitor: V) -> Result<V::Value, JsonError> {
            self.one($expected)?.$method($($argument,)* visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for Records {
    type Error = JsonError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        visitor.visit_seq(SeqDeserializer::new(self.0.into_iter().map(Item)))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        match self.0.as_slice() {
            [] => visitor.visit_none(),
            [Value::Null] => visitor.visit_none(),
            [Value::Text(text)] if text == "None" => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        visitor.visit_newtype_struct(self)
    }

    of_the_only_record! {
        deserialize_bool() "a bool"
        deserialize_i8() "an integer"
        deserialize_i16() "an integer"
        deserialize_i32() "an integer"
        deserialize_i64() "an integer"
        deserialize_i128() "an integer"
        deserialize_u8() "an integer"
        deserialize_u16() "an integer"
        deserialize_u32() "an integer"
        deserialize_u64() "an integer"
        deserialize_u128() "an integer"
        deserialize_f32() "a number"
        deserialize_f64() "a number"
        deserialize_char() "a character"
        deserialize_str() "text"
        deserialize_string() "text"
        deserialize_bytes() "bytes"
        deserialize_byte_buf() "bytes"
        deserialize_identifier() "text"
        deserialize_map() "a map"
        deserialize_struct(name: &'static str, fields: &'static [&'static str]) "a map"
        deserialize_enum(name: &'static str, variants: &'static [&'static str]) "an enum"
    }

    forward_to_deserialize_any! { seq tuple tuple_struct unit_struct ignored_any }
}

/// A record, or a value in one.
struct Item(Value);

impl IntoDeserializer<'_, JsonError> for Item {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl Item {
    /// What is behind a text: a list or map that Python or JSON has written.
    fn opened(self) -> Self {
        match self.0 {
            Value::Text(text) => Self(literal::parse(&text).unwrap_or(Value::Text(text))),
            other => Self(other),
        }
    }

    fn number<'de, V, N>(
        self,
        visitor: V,
        visit: fn(V, N) -> Result<V::Value, JsonError>,
    ) -> Result<V::Value, JsonError>
    where
        V: Visitor<'de>,
        N: FromStr<Err: Display>,
    {
        if let Value::Text(text) = &self.0
            && let Ok(number) = text.trim().parse()
        {
            return visit(visitor, number);
        }
        self.deserialize_any(visitor)
    }
}

/// Methods that take a number, also as text.
macro_rules! numbers {
    ($($method:ident $visit:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
            self.number(visitor, V::$visit)
        }
    )*};
}

impl<'de> Deserializer<'de> for Item {
    type Error = JsonError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(value),
            Value::Int(value) => visitor.visit_i64(value),
            Value::Float(value) => visitor.visit_f64(value),
            Value::Text(text) => visitor.visit_string(text),
            Value::Bytes(bytes) => visitor.visit_byte_buf(bytes.into_vec()),
            Value::List(items) => visitor.visit_seq(SeqDeserializer::new(items.into_iter().map(Item))),
            Value::Map(entries) => {
                let entries = entries.into_iter().map(|(key, value)| (Item(Value::Text(key)), Item(value)));
                visitor.visit_map(MapDeserializer::new(entries))
            }
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        match &self.0 {
            // With `convertToStr=False`, a bool is sent as a number.
            Value::Int(value @ (0 | 1)) => visitor.visit_bool(*value == 1),
            Value::Text(text) if text == "True" || text == "true" => visitor.visit_bool(true),
            Value::Text(text) if text == "False" || text == "false" => visitor.visit_bool(false),
            _ => self.deserialize_any(visitor),
        }
    }

    numbers! {
        deserialize_i8 visit_i8
        deserialize_i16 visit_i16
        deserialize_i32 visit_i32
        deserialize_i64 visit_i64
        deserialize_i128 visit_i128
        deserialize_u8 visit_u8
        deserialize_u16 visit_u16
        deserialize_u32 visit_u32
        deserialize_u64 visit_u64
        deserialize_u128 visit_u128
        deserialize_f32 visit_f32
        deserialize_f64 visit_f64
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        match &self.0 {
            Value::Null => visitor.visit_none(),
            Value::Text(text) if text == "None" => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        visitor.visit_unit()
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        match self.0 {
            Value::Text(text) => visitor.visit_byte_buf(text.into_bytes()),
            other => Self(other).deserialize_any(visitor),
        }
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        self.opened().deserialize_any(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, JsonError> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        self.opened().deserialize_any(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        self.opened().deserialize_any(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        match self.0 {
            // The name of a variant is one also where it looks like something else.
            Value::Text(text) if variants.contains(&text.as_str()) => {
                visitor.visit_enum(text.into_deserializer())
            }
            other => match Self(other).opened().0 {
                Value::Text(text) => visitor.visit_enum(text.into_deserializer()),
                Value::Map(entries) => {
                    let entries =
                        entries.into_iter().map(|(key, value)| (Item(Value::Text(key)), Item(value)));
                    visitor.visit_enum(MapAccessDeserializer::new(MapDeserializer::new(entries)))
                }
                other => Self(other).deserialize_any(visitor),
            },
        }
    }

    forward_to_deserialize_any! { char str string unit_struct identifier ignored_any }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Bytes;
    use redis::Value as Reply;
    use serde::Deserialize;
    use std::collections::{BTreeMap, HashSet};

    fn decode<T: ScriptResult>(records: &[&str]) -> Result<T> {
        T::__decode(records.iter().map(|text| Reply::BulkString(text.as_bytes().to_vec())).collect())
    }

    #[track_caller]
    fn is<T: ScriptResult + PartialEq + std::fmt::Debug>(records: &[&str], expected: T) {
        assert_eq!(decode::<T>(records).unwrap(), expected);
    }

    #[derive(Debug, PartialEq, Eq, Hash, Deserialize)]
    enum Kind {
        String,
        #[serde(rename = "hash")]
        Hash,
        Other(i64),
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Record {
        key: String,
        value: BTreeMap<String, String>,
        event: Option<String>,
        size: Option<i64>,
    }

    #[test]
    fn records_of_python_as_values_of_rust() {
        is(&["3"], 3i64);
        is(&["3"], vec![3i64]);
        is(&["3"], Some(3i64));
        is(&[], None::<i64>);
        is(&["None", "2.5"], vec![None, Some(2.5)]);
        is(&["True", "False", "1"], ());
        is(&["True", "False"], vec![true, false]);
        is(&["a", "3", "['a']"], vec!["a".to_owned(), "3".to_owned(), "['a']".to_owned()]);
        is(&["a", "b", "a"], HashSet::from(["a".to_owned(), "b".to_owned()]));
        is(&["('a', 1)", "[\"b\", 2]"], vec![("a".to_owned(), 1u8), ("b".to_owned(), 2)]);
        is(&["a", "3"], ("a".to_owned(), 3i64));
        is(&["a"], vec![Bytes::from(&b"a"[..])]);
        is(&["String", "hash", "{'Other': 3}"], vec![Kind::String, Kind::Hash, Kind::Other(3)]);
        is(&["{1: '2'}"], BTreeMap::from([(1i64, 2i64)]));
        is(&["18446744073709551615"], u64::MAX);
        is(&["[18446744073709551615]"], vec![vec![u64::MAX]]);
        is(&["a", "3"], vec![Value::from("a"), Value::from("3")]);
        let record = Record {
            key: "user:1".to_owned(),
            value: BTreeMap::from([("age".to_owned(), "7".to_owned())]),
            event: None,
            size: Some(12),
        };
        is(
            &["{'event': None, 'key': 'user:1', 'type': 'hash', 'value': {'age': '7'}, 'size': '12'}"],
            vec![record],
        );
    }

    #[test]
    fn replies_that_are_no_text() {
        let reply = vec![Reply::Int(1), Reply::Nil, Reply::BulkString(vec![0xff])];
        assert_eq!(
            Vec::<Value>::__decode(reply).unwrap(),
            [Value::Int(1), Value::Null, Value::Bytes(vec![0xff].into())]
        );
        let nested = Reply::Array(vec![Reply::Int(1), Reply::BulkString(b"a".to_vec())]);
        assert_eq!(Vec::<(i64, String)>::__decode(vec![nested]).unwrap(), [(1, "a".to_owned())]);
        assert_eq!(Vec::<bool>::__decode(vec![Reply::Int(1)]).unwrap(), [true]);
    }

    #[test]
    fn what_does_not_fit_names_the_record() {
        let error = |result: Result<Vec<i64>>| result.unwrap_err().to_string();
        assert_eq!(
            error(decode(&["1", "many"])),
            "the result of the script, `[1]`: expected i64, got 'many'"
        );
        assert_eq!(
            decode::<i64>(&["1", "2"]).unwrap_err().to_string(),
            "the result of the script: expected an integer, got 2 records"
        );
        assert_eq!(
            decode::<i64>(&[]).unwrap_err().to_string(),
            "the result of the script: expected an integer, got 0 records"
        );
        assert_eq!(
            decode::<Vec<(i64, i64)>>(&["[1, 'x']"]).unwrap_err().to_string(),
            "the result of the script, `[0][1]`: expected i64, got \"[1, 'x']\""
        );
    }
}
