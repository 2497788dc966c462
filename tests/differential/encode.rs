//! One canonical text for a value of either world: it tells the kinds of Python values apart, floats by their bits.
//!
//! `worker.py` writes the same text.

use redis_gears::{Value, prelude::Json};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Write as _;

/// A value that both worlds can return.
pub(crate) trait Encode {
    fn encode(&self, out: &mut String);

    /// A list of such values.
    fn encode_all(items: &[Self], out: &mut String)
    where
        Self: Sized,
    {
        group(out, ['[', ']'], items.iter().map(encoded));
    }
}

/// The canonical text.
pub(crate) fn encoded<T: Encode + ?Sized>(value: &T) -> String {
    let mut out = String::new();
    value.encode(&mut out);
    out
}

macro_rules! integers {
    ($($int:ty)*) => {$(
        impl Encode for $int {
            fn encode(&self, out: &mut String) {
                let _ = write!(out, "i{self}");
            }
        }
    )*};
}

integers!(i8 i16 i32 i64 isize u16 u32 u64 usize);

impl Encode for u8 {
    fn encode(&self, out: &mut String) {
        i64::from(*self).encode(out);
    }

    /// They are bytes in Python.
    fn encode_all(items: &[u8], out: &mut String) {
        group(out, ['b', ';'], items.iter().map(encoded));
    }
}

impl Encode for bool {
    fn encode(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

impl Encode for f64 {
    fn encode(&self, out: &mut String) {
        // NaN is one value: its bits say nothing.
        let _ = if self.is_nan() { write!(out, "fnan") } else { write!(out, "f{:016x}", self.to_bits()) };
    }
}

impl Encode for str {
    fn encode(&self, out: &mut String) {
        out.push('"');
        for c in self.chars() {
            let _ = match c {
                ' ' | '!' | '#'..='[' | ']'..='~' => write!(out, "{c}"),
                _ => write!(out, "\\{:x};", u32::from(c)),
            };
        }
        out.push('"');
    }
}

impl Encode for String {
    fn encode(&self, out: &mut String) {
        self.as_str().encode(out);
    }
}

impl Encode for char {
    fn encode(&self, out: &mut String) {
        self.encode_utf8(&mut [0; 4]).encode(out);
    }
}

impl Encode for () {
    fn encode(&self, out: &mut String) {
        out.push_str("none");
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode(&self, out: &mut String) {
        (**self).encode(out);
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode(&self, out: &mut String) {
        match self {
            Some(value) => value.encode(out),
            None => out.push_str("none"),
        }
    }
}

/// Inside a function a `Result` is a pair.
impl<T: Encode, E: Encode> Encode for Result<T, E> {
    fn encode(&self, out: &mut String) {
        match self {
            Ok(value) => group(out, ['(', ')'], [encoded(&true), encoded(value)]),
            Err(error) => group(out, ['(', ')'], [encoded(&false), encoded(error)]),
        }
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, out: &mut String) {
        T::encode_all(self, out);
    }
}

impl<T: Encode, const N: usize> Encode for [T; N] {
    fn encode(&self, out: &mut String) {
        T::encode_all(self, out);
    }
}

macro_rules! tuples {
    ($(($($name:ident $index:tt),+))*) => {$(
        impl<$($name: Encode),+> Encode for ($($name,)+) {
            fn encode(&self, out: &mut String) {
                group(out, ['(', ')'], [$(encoded(&self.$index)),+]);
            }
        }
    )*};
}

tuples! {
    (A 0)
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7)
}

/// The order of a map is no part of its value.
fn map<'a, K: Encode + 'a, V: Encode + 'a>(out: &mut String, entries: impl Iterator<Item = (&'a K, &'a V)>) {
    let mut entries: Vec<_> =
        entries.map(|(key, value)| format!("{}:{}", encoded(key), encoded(value))).collect();
    entries.sort();
    group(out, ['{', '}'], entries);
}

fn set<'a, T: Encode + 'a>(out: &mut String, items: impl Iterator<Item = &'a T>) {
    let mut items: Vec<_> = items.map(encoded).collect();
    items.sort();
    group(out, ['<', '>'], items);
}

impl<K: Encode, V: Encode> Encode for HashMap<K, V> {
    fn encode(&self, out: &mut String) {
        map(out, self.iter());
    }
}

impl<K: Encode, V: Encode> Encode for BTreeMap<K, V> {
    fn encode(&self, out: &mut String) {
        map(out, self.iter());
    }
}

impl<T: Encode> Encode for HashSet<T> {
    fn encode(&self, out: &mut String) {
        set(out, self.iter());
    }
}

impl<T: Encode> Encode for BTreeSet<T> {
    fn encode(&self, out: &mut String) {
        set(out, self.iter());
    }
}

impl Encode for Value {
    fn encode(&self, out: &mut String) {
        match self {
            Value::Null => ().encode(out),
            Value::Bool(value) => value.encode(out),
            Value::Int(value) => value.encode(out),
            Value::Float(value) => value.encode(out),
            Value::Text(value) => value.encode(out),
            Value::Bytes(value) => group(out, ['b', ';'], value.iter().map(encoded)),
            Value::List(value) => value.encode(out),
            Value::Map(value) => value.encode(out),
        }
    }
}

impl Encode for Json {
    fn encode(&self, out: &mut String) {
        match self {
            Json::Null => ().encode(out),
            Json::Bool(value) => value.encode(out),
            Json::Number(number) => {
                let _ = match number.as_i128() {
                    Some(integer) => write!(out, "i{integer}"),
                    None => return number.as_f64().encode(out),
                };
            }
            Json::String(text) => text.encode(out),
            Json::Array(items) => items.encode(out),
            Json::Object(entries) => entries.iter().collect::<BTreeMap<_, _>>().encode(out),
        }
    }
}

fn group(out: &mut String, [open, close]: [char; 2], items: impl IntoIterator<Item = String>) {
    out.push(open);
    for (i, item) in items.into_iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        out.push_str(&item);
    }
    out.push(close);
}
