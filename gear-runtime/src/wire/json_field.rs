//! Lists and maps in the text of a field: JSON whose types are checked.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use serde_json::Value as Json;

use super::helpers;
use crate::Value;
use crate::derive::Field;
use crate::link::{Linker, Ref, ascii, literal};

/// A type that JSON in a field can have. Python's `json.loads` checks no types, so this is the check.
/// It is what a field of a [`KeysReader()`](crate::KeysReader()) can have in it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from JSON in a field",
    label = "not a JSON field type",
    note = "JSON in fields can be text, numbers, `bool`, `char`, `Option`, lists, tuples, maps with text keys, `#[gear]` types and `Value`"
)]
pub trait JsonField: Sized {
    /// Converts the value; `None` if it has another type.
    fn from_json(json: Json) -> Option<Self>;

    /// A Python expression: a function that returns the value or raises `ValueError`.
    fn checker(linker: &mut Linker) -> String;

    /// The same of a list of such values: of `u8`, it is bytes.
    #[doc(hidden)]
    fn list_checker(linker: &mut Linker) -> String {
        let inner = Self::checker(linker);
        helpers::JSON_LIST.call(linker, &inner)
    }

    /// A Python expression: a function that returns the value as a tree of JSON. `None` if nothing has to be known of the
    /// type for that: only the fields of structs have an order that Python does not see.
    fn writer(_: &mut Linker) -> Option<String> {
        None
    }
}

/// A key of a map in JSON: text, and what is text in Python.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a key of a map in JSON",
    label = "not text",
    note = "write `String`, or a `#[gear]` struct with a `String` as its only field, without a name"
)]
pub trait JsonKey: Sized {
    /// Makes the key of its text.
    fn from_key(key: String) -> Self;
}

impl JsonKey for String {
    fn from_key(key: String) -> Self {
        key
    }
}

impl JsonField for String {
    fn from_json(json: Json) -> Option<Self> {
        match json {
            Json::String(text) => Some(text),
            _ => None,
        }
    }

    fn checker(linker: &mut Linker) -> String {
        helpers::JSON_TEXT.link(linker)
    }
}

impl JsonField for bool {
    fn from_json(json: Json) -> Option<Self> {
        json.as_bool()
    }

    fn checker(linker: &mut Linker) -> String {
        helpers::JSON_BOOL.link(linker)
    }
}

impl JsonField for f64 {
    fn from_json(json: Json) -> Option<Self> {
        json.as_f64()
    }

    fn checker(linker: &mut Linker) -> String {
        helpers::JSON_FLOAT.link(linker)
    }
}

impl JsonField for f32 {
    fn from_json(json: Json) -> Option<Self> {
        json.as_f64().map(|value| value as f32)
    }

    fn checker(linker: &mut Linker) -> String {
        helpers::JSON_F32.link(linker)
    }
}

impl JsonField for char {
    fn from_json(json: Json) -> Option<Self> {
        json.as_str()?.parse().ok()
    }

    fn checker(linker: &mut Linker) -> String {
        helpers::JSON_CHAR.link(linker)
    }
}

macro_rules! json_ints {
    ($($int:ident $({ $($more:item)* })?)*) => {$(
        impl JsonField for $int {
            fn from_json(json: Json) -> Option<Self> {
                match json.as_i64() {
                    Some(value) => value.try_into().ok(),
                    None => json.as_u64()?.try_into().ok(),
                }
            }

            fn checker(linker: &mut Linker) -> String {
                helpers::JSON_INT.call(linker, &format!("{}, {}", $int::MIN, $int::MAX))
            }

            $($($more)*)?
        }
    )*};
}

json_ints! {
    i8 i16 i32 i64 isize u16 u32 u64 usize
    u8 {
        fn list_checker(linker: &mut Linker) -> String {
            let inner = Self::checker(linker);
            let list = helpers::JSON_LIST.call(linker, &inner);
            helpers::JSON_BYTES.call(linker, &list)
        }
    }
}

impl<T: JsonField> JsonField for Box<T> {
    fn from_json(json: Json) -> Option<Self> {
        T::from_json(json).map(Box::new)
    }

    fn checker(linker: &mut Linker) -> String {
        T::checker(linker)
    }

    fn writer(linker: &mut Linker) -> Option<String> {
        T::writer(linker)
    }
}

impl<T: JsonField> JsonField for Option<T> {
    fn from_json(json: Json) -> Option<Self> {
        if json.is_null() { Some(None) } else { T::from_json(json).map(Some) }
    }

    fn checker(linker: &mut Linker) -> String {
        let inner = T::checker(linker);
        helpers::JSON_OPTION.call(linker, &inner)
    }

    fn writer(linker: &mut Linker) -> Option<String> {
        T::writer(linker).map(|inner| helpers::JSON_OPTION.call(linker, &inner))
    }
}

impl<T: JsonField> JsonField for Vec<T> {
    fn from_json(json: Json) -> Option<Self> {
        match json {
            Json::Array(items) => items.into_iter().map(T::from_json).collect(),
            _ => None,
        }
    }

    fn checker(linker: &mut Linker) -> String {
        T::list_checker(linker)
    }

    fn writer(linker: &mut Linker) -> Option<String> {
        T::writer(linker).map(|inner| helpers::JSON_LIST.call(linker, &inner))
    }
}

macro_rules! json_maps {
    ($($map:ident: $($key:path),*;)*) => {$(
        impl<K: JsonKey $(+ $key)*, T: JsonField> JsonField for $map<K, T> {
            fn from_json(json: Json) -> Option<Self> {
                match json {
                    Json::Object(entries) => {
                        entries.into_iter().map(|(key, value)| Some((K::from_key(key), T::from_json(value)?))).collect()
                    }
                    _ => None,
                }
            }

            fn checker(linker: &mut Linker) -> String {
                let inner = T::checker(linker);
                helpers::JSON_MAP.call(linker, &inner)
            }

            fn writer(linker: &mut Linker) -> Option<String> {
                T::writer(linker).map(|inner| helpers::WRITE_MAP.call(linker, &inner))
            }
        }
    )*};
}

json_maps! {
    HashMap: Eq, Hash;
    BTreeMap: Ord;
}

macro_rules! json_tuples {
    ($($($name:ident)+;)*) => {$(
        impl<$($name: JsonField),+> JsonField for ($($name,)+) {
            fn from_json(json: Json) -> Option<Self> {
                let Json::Array(items) = json else { return None };
                let mut items = items.into_iter();
                let parts = ($($name::from_json(items.next()?)?,)+);
                items.next().is_none().then_some(parts)
            }

            fn checker(linker: &mut Linker) -> String {
                let parts = [$($name::checker(linker)),+];
                helpers::JSON_TUPLE.call(linker, &parts.join(", "))
            }

            fn writer(linker: &mut Linker) -> Option<String> {
                let named = [$($name::writer(linker).is_some()),+];
                named.contains(&true).then(|| {
                    let parts = [$(json_writer::<$name>(linker)),+];
                    helpers::WRITE_TUPLE.call(linker, &parts.join(", "))
                })
            }
        }
    )*};
}

json_tuples! { A; A B; A B C; A B C D; A B C D E; A B C D E F; A B C D E F G; A B C D E F G H; }

impl JsonField for Value {
    fn from_json(json: Json) -> Option<Self> {
        serde_json::from_value(json).ok()
    }

    fn checker(linker: &mut Linker) -> String {
        helpers::JSON_ANY.link(linker)
    }
}

impl JsonField for Json {
    fn from_json(json: Json) -> Option<Self> {
        Some(json)
    }

    fn checker(linker: &mut Linker) -> String {
        helpers::JSON_TREE.link(linker)
    }
}

/// The writer of a type in Python.
pub(crate) fn json_writer<T: JsonField>(linker: &mut Linker) -> String {
    T::writer(linker).unwrap_or_else(|| {
        linker.helper(&gear_prelude::gear_to_json);
        "gear_to_json".to_owned()
    })
}

/// The parser of JSON in a field: its types are checked by `T`.
pub(crate) fn json_parser<T: JsonField>(linker: &mut Linker, expected: &str) -> String {
    let check = T::checker(linker);
    helpers::PARSE_JSON.call(linker, &format!("{check}, {}", literal(expected)))
}

/// The check of a struct: a function that builds the dict of its fields.
pub(crate) fn json_checker(linker: &mut Linker, name: &str, fields: &[Field]) -> String {
    helpers::JSON_OBJECT.link(linker);
    let names: Vec<&str> = fields.iter().map(|field| field.names[0]).collect();
    let least = fields.iter().rposition(|field| field.default.is_none()).map_or(0, |last| last + 1);
    let mut text = format!(
        "def \u{1}.\u{1}(value):\n    fields = gear_field_json_object(value, {}, {least})\n    return {{\n",
        literal(&names[..])
    );
    for field in fields {
        let checker = (field.link)(linker);
        let value = match (field.names, field.default) {
            ([name], None) => format!("{checker}(fields.get({}))", ascii(name)),
            (names, default) => {
                let named = helpers::JSON_NAMED.link(linker);
                let default = default.map_or("None".to_owned(), |default| format!("lambda: {}", default()));
                format!("{named}(fields, {}, {checker}, {default})", literal(names))
            }
        };
        text.push_str(&format!("        {}: {value},\n", field.key()));
    }
    text.push_str("    }\n");
    linker.function(&format!("gear_field_json_of_{name}"), &text)
}

/// The writer of a struct: a function that builds the object with its fields in the order of the declaration. A field is
/// its name in Rust, its name in JSON, and its writer.
pub(crate) fn json_struct_writer(linker: &mut Linker, name: &str, fields: &[(&str, &str, Ref)]) -> String {
    let mut text = String::from("def \u{1}.\u{1}(value):\n    return {\n");
    for (field, named, writer) in fields {
        let writer = writer(linker);
        text.push_str(&format!("        {}: {writer}(value[{}]),\n", ascii(named), ascii(field)));
    }
    text.push_str("    }\n");
    linker.function(&format!("gear_json_of_{name}"), &text)
}

/// The parser of an enum in a field. The choices are a Python literal.
pub(crate) fn choice_parser(linker: &mut Linker, choices: &str, expected: &str) -> String {
    helpers::PARSE_CHOICE.call(linker, &format!("{choices}, {}", literal(expected)))
}

/// The check of an enum in JSON. The choices are a Python literal.
pub(crate) fn choice_checker(linker: &mut Linker, choices: &str) -> String {
    helpers::JSON_CHOICE.call(linker, choices)
}
