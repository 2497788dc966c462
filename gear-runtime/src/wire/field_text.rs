//! One field of a hash or stream message, or one argument of a trigger: text with a type.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use super::helpers;
use super::{JsonField, JsonKey, Mismatch};
use crate::link::Linker;
use crate::{Bytes, Value};

/// A type that the text of a field or an argument can have.
///
/// Both worlds accept exactly what `str::parse` accepts.
///
/// ```
/// use gear_runtime::FieldText;
///
/// assert_eq!(u8::parse(Some("+200")), Some(200));
/// assert_eq!(u8::parse(Some("1_0")), None);
/// assert_eq!(Option::<u8>::parse(None), Some(None), "an absent field");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from the text of a field or an argument",
    label = "not a field type",
    note = "fields and arguments can be text, numbers, `bool`, `char`, `Bytes`, `Option` of these, `#[gear]` types, and lists, tuples and maps as JSON"
)]
pub trait FieldText: Sized {
    /// The type in the words of an error message.
    const EXPECTED: &'static str;

    /// Reads the text; `None` stands for an absent field. Returns `None` if it is not a value of this type.
    fn parse(text: Option<&str>) -> Option<Self>;

    /// A Python expression: a function of (text or None, what) that returns the value or raises.
    fn parser(linker: &mut Linker) -> String;

    /// Reads the bytes of a field; `what` names it in the error.
    fn parse_bytes(bytes: Option<&[u8]>, what: &str) -> Result<Self, Mismatch> {
        let text = match bytes.map(std::str::from_utf8).transpose() {
            Ok(text) => text,
            Err(_) => return Err(Mismatch::new(what, Self::EXPECTED, Mismatch::NOT_UTF8)),
        };
        Self::parse(text).ok_or_else(|| {
            let got = text.map_or_else(|| Mismatch::NOTHING.to_owned(), Mismatch::text);
            Mismatch::new(what, Self::EXPECTED, got)
        })
    }
}

impl FieldText for String {
    const EXPECTED: &'static str = "text";

    fn parse(text: Option<&str>) -> Option<Self> {
        text.map(str::to_owned)
    }

    fn parser(linker: &mut Linker) -> String {
        helpers::PARSE_TEXT.link(linker)
    }
}

impl FieldText for Bytes {
    const EXPECTED: &'static str = "bytes";

    fn parse(text: Option<&str>) -> Option<Self> {
        text.map(|text| text.as_bytes().into())
    }

    fn parser(linker: &mut Linker) -> String {
        helpers::PARSE_BYTES.link(linker)
    }

    fn parse_bytes(bytes: Option<&[u8]>, what: &str) -> Result<Self, Mismatch> {
        bytes.map(Bytes::from).ok_or_else(|| Mismatch::new(what, Self::EXPECTED, Mismatch::NOTHING))
    }
}

macro_rules! int_fields {
    ($($int:ident $helper:ident;)*) => {$(
        impl FieldText for $int {
            const EXPECTED: &'static str = stringify!($int);

            fn parse(text: Option<&str>) -> Option<Self> {
                text?.parse().ok()
            }

            fn parser(linker: &mut Linker) -> String {
                helpers::$helper.link(linker)
            }
        }
    )*};
}

int_fields! {
    i8 PARSE_I8; i16 PARSE_I16; i32 PARSE_I32; i64 PARSE_I64; isize PARSE_ISIZE;
    u8 PARSE_U8; u16 PARSE_U16; u32 PARSE_U32; u64 PARSE_U64; usize PARSE_USIZE;
    f64 PARSE_F64; f32 PARSE_F32; char PARSE_CHAR;
}

/// `true`, `false`, and the `1` and `0` that other clients write.
impl FieldText for bool {
    const EXPECTED: &'static str = "bool";

    fn parse(text: Option<&str>) -> Option<Self> {
        match text? {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        }
    }

    fn parser(linker: &mut Linker) -> String {
        helpers::PARSE_BOOL.link(linker)
    }
}

impl<T: FieldText> FieldText for Box<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn parse(text: Option<&str>) -> Option<Self> {
        T::parse(text).map(Box::new)
    }

    fn parser(linker: &mut Linker) -> String {
        T::parser(linker)
    }

    fn parse_bytes(bytes: Option<&[u8]>, what: &str) -> Result<Self, Mismatch> {
        T::parse_bytes(bytes, what).map(Box::new)
    }
}

/// `None` if the field is absent; a field that is there must have the type.
impl<T: FieldText> FieldText for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn parse(text: Option<&str>) -> Option<Self> {
        match text {
            None => Some(None),
            Some(_) => T::parse(text).map(Some),
        }
    }

    fn parser(linker: &mut Linker) -> String {
        let inner = T::parser(linker);
        helpers::PARSE_OPTION.call(linker, &inner)
    }

    fn parse_bytes(bytes: Option<&[u8]>, what: &str) -> Result<Self, Mismatch> {
        bytes.map(|bytes| T::parse_bytes(Some(bytes), what)).transpose()
    }
}

macro_rules! json_fields {
    ($(($($generics:tt)*) $ty:ty, $expected:literal;)*) => {$(
        impl<$($generics)*> FieldText for $ty {
            const EXPECTED: &'static str = $expected;

            fn parse(text: Option<&str>) -> Option<Self> {
                serde_json::from_str(text?).ok().and_then(Self::from_json)
            }

            fn parser(linker: &mut Linker) -> String {
                super::json_field::json_parser::<Self>(linker, $expected)
            }
        }
    )*};
}

json_fields! {
    (T: JsonField) Vec<T>, "a JSON list of the declared type";
    (K: JsonKey + Eq + Hash, T: JsonField) HashMap<K, T>, "a JSON object of the declared type";
    (K: JsonKey + Ord, T: JsonField) BTreeMap<K, T>, "a JSON object of the declared type";
    () Value, "JSON";
}

macro_rules! tuples {
    ($($($name:ident)+;)*) => {$(
        json_fields! { ($($name: JsonField),+) ($($name,)+), "a JSON list of the declared types"; }
    )*};
}

tuples! { A; A B; A B C; A B C D; A B C D E; A B C D E F; A B C D E F G; A B C D E F G H; }
