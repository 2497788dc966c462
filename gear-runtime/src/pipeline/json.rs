//! Results from the server: the JSON that Python writes.
//!
//! It is JSON but for three numbers: `NaN`, `Infinity` and `-Infinity`, which a gear may well compute.
//! serde_json reads what has none of them, which is nearly everything; the rest is parsed with marked text in
//! their place and read through [`Loose`].

use std::any::type_name;

use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error as _, IntoDeserializer, Visitor};
use serde_json::{Error as JsonError, Value as Json};
use serde_path_to_error::{Path, Segment};

use super::closed::short_name;
use crate::client::unexpected;
use crate::wire::Mismatch;
use crate::{Error, Result};

/// Decodes a record of a reply.
pub(crate) fn decode_record<T: DeserializeOwned>(record: &redis::Value) -> Result<T> {
    let mut decoded = None;
    decode_record_to(record, |value| decoded = Some(value))?;
    Ok(decoded.expect("what gave no error gave a value"))
}

/// Decodes a record of a reply and puts it to its place. On the way through a `Result` with our errors, which are larger than
/// most records, it would be copied once more.
#[inline]
pub(crate) fn decode_record_to<T: DeserializeOwned>(
    record: &redis::Value,
    put: impl FnOnce(T),
) -> Result<()> {
    let redis::Value::BulkString(bytes) = record else {
        return Err(unexpected("the gear", "records as bytes", record));
    };
    match serde_json::from_slice(bytes) {
        Ok(value) => put(value),
        Err(_) => put(decode_slowly(bytes, || "the result of the gear".to_owned())?),
    }
    Ok(())
}

/// Decodes JSON that came from a server. An error says `what` it is.
pub(crate) fn decode_json_of<T: DeserializeOwned>(json: &[u8], what: impl FnOnce() -> String) -> Result<T> {
    serde_json::from_slice(json).or_else(|_| decode_slowly(json, what))
}

/// Decodes what is not quite JSON, or does not fit.
#[cold]
fn decode_slowly<T: DeserializeOwned>(record: &[u8], what: impl FnOnce() -> String) -> Result<T> {
    match loose(record) {
        Some((json, mark)) => {
            decode_checked(Loose { json: json.clone(), mark: &mark }, Some(json), record, what)
        }
        None => {
            let json = serde_json::from_slice(record).ok();
            decode_checked(&mut serde_json::Deserializer::from_slice(record), json, record, what)
        }
    }
}

/// Decodes with an eye on where it is, which takes longer, to say what does not fit.
fn decode_checked<'de, T, D>(
    deserializer: D,
    json: Option<Json>,
    record: &[u8],
    what: impl FnOnce() -> String,
) -> Result<T>
where
    T: DeserializeOwned,
    D: Deserializer<'de, Error = JsonError>,
{
    serde_path_to_error::deserialize(deserializer).map_err(|error| {
        let path = error.path();
        let place = if path.iter().len() == 0 { String::new() } else { format!(", `{path}`") };
        let found = json.as_ref().and_then(|json| follow(json, path)).map(Json::to_string);
        let text = found.unwrap_or_else(|| String::from_utf8_lossy(record).into_owned());
        Error::Decode {
            what: what() + &place,
            expected: expected_by(error.inner()).unwrap_or_else(|| short_name(type_name::<T>())),
            got: Mismatch::text(&text),
        }
    })
}

/// What serde expected, in its words: `invalid type: string "x", expected i64 at line 1 column 3`.
pub(crate) fn expected_by(error: &JsonError) -> Option<String> {
    let text = error.to_string();
    let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(text, _)| text);
    if let Some(field) = text.strip_prefix("missing field ") {
        return Some(format!("a field {field}"));
    }
    // The value may have the word in it, the type has not.
    let expected = text.rsplit_once(", expected ").filter(|_| error.is_data());
    expected.map(|(_, expected)| expected.to_owned())
}

fn follow<'j>(json: &'j Json, path: &Path) -> Option<&'j Json> {
    path.iter().try_fold(json, |json, segment| match segment {
        Segment::Seq { index } => json.get(index),
        Segment::Map { key } => json.get(key),
        Segment::Enum { variant } => json.get(variant),
        Segment::Unknown => None,
    })
}

/// JSON with numbers that are none, with the mark that they have now; `None` if it has no such number.
fn loose(record: &[u8]) -> Option<(Json, String)> {
    let text = std::str::from_utf8(record).ok()?;
    // Python escapes NUL, so one more of them than the text has in a row marks what is not text.
    let mut mark = String::from("\\u0000");
    while text.contains(&mark) {
        mark.push_str("\\u0000");
    }
    let marked = mark_numbers(text, &mark)?;
    let mark = "\0".repeat(mark.len() / "\\u0000".len());
    Some((serde_json::from_str(&marked).ok()?, mark))
}

/// Puts marked text in the place of the numbers that are none.
fn mark_numbers(text: &str, mark: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 16);
    let (mut rest, mut found) = (text, false);
    while let Some(c) = rest.chars().next() {
        let number = ["NaN", "Infinity", "-Infinity"].into_iter().find(|number| rest.starts_with(number));
        let length = match number {
            _ if c == '"' => string_length(rest),
            Some(number) => {
                found = true;
                out.push_str(&format!("\"{mark}{number}\""));
                rest = &rest[number.len()..];
                continue;
            }
            None => c.len_utf8(),
        };
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    found.then_some(out)
}

/// The length of the string literal at the start of the text.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    let end = text[1..].find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |end| end + 2)
}

/// A JSON value in which marked texts are numbers.
struct Loose<'m> {
    json: Json,
    mark: &'m str,
}

impl<'m> Loose<'m> {
    fn number(&self) -> Option<f64> {
        self.json.as_str()?.strip_prefix(self.mark)?.parse().ok()
    }

    fn entries(
        object: serde_json::Map<String, Json>,
        mark: &'m str,
    ) -> impl Iterator<Item = (Key, Loose<'m>)> {
        object.into_iter().map(move |(key, json)| (Key(key), Loose { json, mark }))
    }
}

impl<'de> IntoDeserializer<'de, JsonError> for Loose<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Loose<'_> {
    type Error = JsonError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        if let Some(number) = self.number() {
            return visitor.visit_f64(number);
        }
        let mark = self.mark;
        match self.json {
            Json::Array(items) => SeqDeserializer::new(items.into_iter().map(|json| Loose { json, mark }))
                .deserialize_any(visitor),
            Json::Object(object) => {
                MapDeserializer::new(Self::entries(object, mark)).deserialize_any(visitor)
            }
            json => json.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        if self.json.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        match self.json {
            Json::Object(object) => visitor.visit_enum(MapAccessDeserializer::new(MapDeserializer::new(
                Self::entries(object, self.mark),
            ))),
            json => json.deserialize_enum(name, variants, visitor),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// The key of an object: text that can be a number.
struct Key(String);

impl<'de> IntoDeserializer<'de, JsonError> for Key {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! parsed_keys {
    ($($method:ident $visit:ident;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
            let number = self.0.parse().map_err(|_| JsonError::custom(format!("the key {:?} is no number", self.0)))?;
            visitor.$visit(number)
        }
    )*};
}

impl<'de> Deserializer<'de> for Key {
    type Error = JsonError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        visitor.visit_string(self.0)
    }

    parsed_keys! {
        deserialize_bool visit_bool;
        deserialize_i8 visit_i64; deserialize_i16 visit_i64; deserialize_i32 visit_i64; deserialize_i64 visit_i64;
        deserialize_u8 visit_u64; deserialize_u16 visit_u64; deserialize_u32 visit_u64; deserialize_u64 visit_u64;
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        visitor.visit_enum(self.0.into_deserializer())
    }

    serde::forward_to_deserialize_any! {
        i128 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq tuple tuple_struct map struct
        identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode_json<T: DeserializeOwned>(record: &[u8]) -> Result<T> {
        decode_record(&redis::Value::BulkString(record.to_vec()))
    }
    use crate::Value;
    use serde::Deserialize;
    use std::collections::HashMap;

    #[derive(Debug, Deserialize, PartialEq)]
    enum Shape {
        Point,
        Circle { r: f64 },
        Square(f64),
    }

    #[derive(Debug, Deserialize)]
    struct Everything {
        name: String,
        limits: (f64, f32),
        by_id: HashMap<i64, Option<f64>>,
        shapes: Vec<Shape>,
        rest: Value,
    }

    #[test]
    fn a_result_of_another_type_says_so() {
        let message = |record: &[u8]| decode_json::<Vec<i64>>(record).unwrap_err().to_string();
        assert_eq!(message(b"[1, \"x\"]"), "the result of the gear, `[1]`: expected i64, got '\"x\"'");
        assert_eq!(message(b"{\"a\": 1}"), "the result of the gear: expected a sequence, got '{\"a\":1}'");
        assert_eq!(message(b"\xff"), "the result of the gear: expected Vec<i64>, got '\\ufffd'");
        assert_eq!(message(b"[1"), "the result of the gear: expected Vec<i64>, got '[1'");
        assert!(decode_json::<i64>(b"NaN").is_err());
        assert!(decode_json::<String>(b"NaN").is_err());
        assert!(decode_json::<f64>(b"Na").is_err());
    }

    #[test]
    fn the_field_that_does_not_fit_is_named() {
        let message = |record: &[u8]| decode_json::<Everything>(record).unwrap_err().to_string();
        let rest = r#""by_id": {}, "shapes": [{"Circle": {"r": "big"}}], "rest": 1}"#;
        assert_eq!(
            message(format!(r#"{{"name": "a", "limits": [1, NaN], {rest}"#).as_bytes()),
            "the result of the gear, `shapes[0].Circle.r`: expected f64, got '\"big\"'"
        );
        assert_eq!(
            message(br#"{"name": "a, expected b", "limits": [1, 2], "by_id": {"7": true}}"#),
            "the result of the gear, `by_id.7`: expected f64, got 'true'"
        );
        assert_eq!(
            message(br#"{"name": "a"}"#),
            "the result of the gear: expected a field `limits`, got '{\"name\":\"a\"}'"
        );
    }

    #[test]
    fn numbers_that_are_none() {
        assert!(decode_json::<f64>(b"NaN").unwrap().is_nan());
        assert_eq!(
            decode_json::<Vec<f64>>(b"[Infinity, -Infinity, 1]").unwrap(),
            [f64::INFINITY, f64::NEG_INFINITY, 1.0]
        );
    }

    #[test]
    fn numbers_that_are_none_within_anything() {
        let json = br#"{"name": "\u0000NaN \"NaN\" \\", "limits": [-Infinity, Infinity], "by_id": {"7": null, "-8": NaN, "9": 2},
            "shapes": ["Point", {"Circle": {"r": NaN}}, {"Square": Infinity}], "rest": {"x": [NaN, "NaN", 5]}}"#;
        let all: Everything = decode_json(json).unwrap();
        assert_eq!(all.name, "\0NaN \"NaN\" \\");
        assert_eq!(all.limits, (f64::NEG_INFINITY, f32::INFINITY));
        assert!(all.by_id[&-8].unwrap().is_nan());
        assert_eq!((all.by_id[&7], all.by_id[&9]), (None, Some(2.0)));
        assert_eq!(all.shapes[0], Shape::Point);
        assert!(matches!(all.shapes[1], Shape::Circle { r } if r.is_nan()));
        assert_eq!(all.shapes[2], Shape::Square(f64::INFINITY));
        let rest = all.rest.get("x").unwrap();
        assert_eq!(
            (rest.at(1).and_then(Value::as_str), rest.at(2).and_then(Value::as_i64)),
            (Some("NaN"), Some(5))
        );
    }
}
