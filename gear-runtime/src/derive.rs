//! What `#[gear]` gives a struct, or an enum without data: the traits by which both worlds read and write it.
//!
//! The macro names the type, its fields with their types, and the names these have in Redis and in JSON.
//! Every impl asks for what it needs of the fields, as `for<'x>` bounds: these are checked where the impl is
//! used and not where it is written, so a struct with a field that no hash can have is still good for
//! everything else.

use serde_json::{Map, Value as Json};

use crate::link::{Linker, Ref, ToPython, ascii, literal};
use crate::wire::{self, JsonField};

/// `struct User { name: String }` as `__gear_struct! { User "User" { name: String = "name" } }`.
#[doc(hidden)]
#[macro_export]
macro_rules! __gear_struct {
    ($ty:ident $name:literal { $($field:ident: $kind:ty = $text:literal),* $(,)? }) => {
        impl $crate::__private::FieldsValue for $ty
        where
            $(for<'x> $kind: $crate::__private::FieldText,)*
        {
            fn from_fields(
                fields: &$crate::__private::Fields,
            ) -> $crate::__private::Result<Self, $crate::__private::Mismatch> {
                let _ = fields;
                $crate::__private::Ok(Self { $($field: fields.get::<$kind>($text)?),* })
            }

            fn fields_decoder(linker: &mut $crate::__private::Linker) -> $crate::__private::String {
                $crate::__private::fields_decoder(
                    linker,
                    $name,
                    &[$(($text, <$kind as $crate::__private::FieldText>::parser)),*],
                )
            }
        }

        impl $crate::__private::JsonField for $ty
        where
            $(for<'x> $kind: $crate::__private::JsonField,)*
        {
            fn from_json(json: $crate::__private::Json) -> $crate::__private::Option<Self> {
                #[allow(unused_mut, reason = "a struct can have no fields")]
                let mut object = $crate::__private::json_object(json, &[$($text),*])?;
                let _ = &object;
                $crate::__private::Some(Self { $($field: $crate::__private::json_take(&mut object, $text)?),* })
            }

            fn checker(linker: &mut $crate::__private::Linker) -> $crate::__private::String {
                $crate::__private::json_checker(
                    linker,
                    $name,
                    &[$(($text, <$kind as $crate::__private::JsonField>::checker)),*],
                )
            }

            fn writer(
                linker: &mut $crate::__private::Linker,
            ) -> $crate::__private::Option<$crate::__private::String> {
                $crate::__private::Some($crate::__private::json_struct_writer(
                    linker,
                    $name,
                    &[$(($text, $crate::__private::json_writer::<$kind>)),*],
                ))
            }
        }

        impl $crate::__private::FieldText for $ty
        where
            for<'x> Self: $crate::__private::JsonField,
        {
            const EXPECTED: &'static str = "a JSON object of the declared type";

            fn parse(text: $crate::__private::Option<&str>) -> $crate::__private::Option<Self> {
                $crate::__private::json_parse(text)
            }

            fn parser(linker: &mut $crate::__private::Linker) -> $crate::__private::String {
                $crate::__private::json_parser::<Self>(linker, Self::EXPECTED)
            }
        }

        impl $crate::__private::ToPython for $ty
        where
            $(for<'x> $kind: $crate::__private::ToPython,)*
        {
            fn to_python(&self, out: &mut $crate::__private::String) {
                $crate::__private::dict_to_python(out, &[$(($text, &self.$field)),*]);
            }
        }

        $crate::__gear_value!($ty);

        impl $crate::__private::ToArgument for $ty
        where
            for<'x> Self: $crate::__private::Serialize,
        {
            fn to_argument(&self) -> $crate::__private::Vec<u8> {
                $crate::__private::json_argument(self)
            }
        }
    };
}

/// `enum Color { Red }` as `__gear_enum! { Color { Red = "red" } }`: text in both worlds.
#[doc(hidden)]
#[macro_export]
macro_rules! __gear_enum {
    ($ty:ident { $($variant:ident = $text:literal),+ $(,)? }) => {
        impl $crate::__private::FieldText for $ty {
            const EXPECTED: &'static str = ::core::concat!("one of:", $(" ", $text),+);

            fn parse(text: $crate::__private::Option<&str>) -> $crate::__private::Option<Self> {
                match text? {
                    $($text => $crate::__private::Some(Self::$variant),)+
                    _ => $crate::__private::None,
                }
            }

            fn parser(linker: &mut $crate::__private::Linker) -> $crate::__private::String {
                $crate::__private::choice_parser(linker, &[$($text),+], Self::EXPECTED)
            }
        }

        impl $crate::__private::JsonField for $ty {
            fn from_json(json: $crate::__private::Json) -> $crate::__private::Option<Self> {
                <Self as $crate::__private::FieldText>::parse(json.as_str())
            }

            fn checker(linker: &mut $crate::__private::Linker) -> $crate::__private::String {
                $crate::__private::choice_checker(linker, &[$($text),+])
            }
        }

        impl $crate::__private::ToPython for $ty {
            fn to_python(&self, out: &mut $crate::__private::String) {
                $crate::__private::ToPython::to_python(
                    match self {
                        $(Self::$variant => $text),+
                    },
                    out,
                );
            }
        }

        $crate::__gear_value!($ty);

        impl $crate::__private::ToArgument for $ty {
            fn to_argument(&self) -> $crate::__private::Vec<u8> {
                $crate::__private::ToArgument::to_argument(match self {
                    $(Self::$variant => $text),+
                })
            }
        }
    };
}

/// An enum whose variants are, in Python, what they are in JSON. `gear!` names the enums whose variants it writes, so that
/// another enum does not compile.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `#[gear]` enum",
    label = "its variants have no Python form",
    note = "give the enum `#[gear]`"
)]
pub trait Enumeration {}

/// What both have in common.
#[doc(hidden)]
#[macro_export]
macro_rules! __gear_value {
    ($ty:ident) => {
        impl $crate::__private::Capture for $ty
        where
            for<'x> Self: $crate::__private::Clone
                + $crate::__private::Send
                + $crate::__private::Sync
                + $crate::__private::ToPython,
        {
            type Kept = $crate::__private::Owned<Self>;

            fn keep(&self) -> Self::Kept {
                $crate::__private::Owned($crate::__private::Clone::clone(self))
            }
        }
    };
}

/// The decoder of a struct from fields: a Python function that builds its dict.
pub fn fields_decoder(linker: &mut Linker, name: &str, fields: &[(&str, Ref)]) -> String {
    wire::fields_decoder(linker, name, fields)
}

/// The fields of a struct in JSON: an object, or, as serde has it, a list of all of them.
pub fn json_object(json: Json, names: &[&str]) -> Option<Map<String, Json>> {
    match json {
        Json::Object(object) => Some(object),
        Json::Array(items) if items.len() == names.len() => {
            Some(names.iter().map(|name| (*name).to_owned()).zip(items).collect())
        }
        _ => None,
    }
}

/// The writer of a type: a Python function that makes a tree of JSON of its values.
pub fn json_writer<T: JsonField>(linker: &mut Linker) -> String {
    wire::json_writer::<T>(linker)
}

/// The writer of a struct.
pub fn json_struct_writer(linker: &mut Linker, name: &str, fields: &[(&str, Ref)]) -> String {
    wire::json_struct_writer(linker, name, fields)
}

/// One field of a JSON object. An absent one is null, which an `Option` accepts.
pub fn json_take<T: JsonField>(object: &mut Map<String, Json>, name: &str) -> Option<T> {
    T::from_json(object.remove(name).unwrap_or_default())
}

/// The check of a struct in JSON: a Python function that builds its dict.
pub fn json_checker(linker: &mut Linker, name: &str, fields: &[(&str, Ref)]) -> String {
    wire::json_checker(linker, name, fields)
}

/// Reads a value from JSON in a field.
pub fn json_parse<T: JsonField>(text: Option<&str>) -> Option<T> {
    serde_json::from_str(text?).ok().and_then(T::from_json)
}

/// The parser of JSON in a field.
pub fn json_parser<T: JsonField>(linker: &mut Linker, expected: &str) -> String {
    wire::json_parser::<T>(linker, expected)
}

/// The parser of an enum in a field.
pub fn choice_parser(linker: &mut Linker, choices: &[&str], expected: &str) -> String {
    wire::choice_parser(linker, &literal(choices), expected)
}

/// The check of an enum in JSON.
pub fn choice_checker(linker: &mut Linker, choices: &[&str]) -> String {
    wire::choice_checker(linker, &literal(choices))
}

/// A value as the JSON text of an argument.
pub fn json_argument<T: serde::Serialize>(value: &T) -> Vec<u8> {
    crate::argument::json(value)
}

/// The dict of a struct.
pub fn dict_to_python(out: &mut String, fields: &[(&str, &dyn ToPython)]) {
    let entries: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}: {}", ascii(name), literal(*value))).collect();
    out.push_str(&format!("{{{}}}", entries.join(", ")));
}
