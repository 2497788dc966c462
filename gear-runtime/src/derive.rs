//! What `#[gear]` gives a struct, or an enum without data: the traits by which both worlds read and write it.
//!
//! The macro names the type, its fields with their types, and the names these have in Redis and in JSON.
//! Every impl asks for what it needs of the fields, as `for<'x>` bounds: these are checked where the impl is
//! used and not where it is written, so a struct with a field that no hash can have is still good for
//! everything else.

use serde_json::{Map, Value as Json};

use crate::link::{Linker, Ref, ToPython, ascii, literal};
use crate::wire::{self, JsonField};

/// `struct User { name: String }` as `__gear_struct! { User [String] { name } }`.
///
/// In the brackets stand the types that the impls ask for what they need: those of the fields, without those that have the
/// struct itself in them.
#[doc(hidden)]
#[macro_export]
macro_rules! __gear_struct {
    ($ty:ident [$($asked:ty),*] { $($field:ident),* }) => {
        impl $crate::__private::Filled for $ty {}

        impl $crate::__private::Inner for $ty {}

        impl $crate::__private::ToPython for $ty
        where
            $(for<'x> $asked: $crate::__private::ToPython,)*
        {
            fn to_python(&self, out: &mut $crate::__private::String) {
                $crate::__private::dict_to_python(out, &[$((::core::stringify!($field), &self.$field)),*]);
            }
        }

        $crate::__gear_value!($ty);
    };
}

/// How a struct is read and written, as `__gear_fields! { User "User" [String] { name: String = "name" } }`, with the types of
/// `__gear_struct!`.
///
/// Behind the name of a field in Redis and in JSON stand its other names and its default:
/// `age: i64 = "Age" | "age" or 18`.
#[doc(hidden)]
#[macro_export]
macro_rules! __gear_fields {
    ($ty:ident $name:literal [$($asked:ty),*] {
        $($field:ident: $kind:ty = $text:literal $(| $alias:literal)* $(or $default:expr)?),* $(,)?
    }) => {
        impl $crate::__private::FieldsValue for $ty
        where
            $(for<'x> $asked: $crate::__private::FieldText,)*
        {
            fn from_fields(
                fields: &$crate::__private::Fields,
            ) -> $crate::__private::Result<Self, $crate::__private::Mismatch> {
                let _ = fields;
                $crate::__private::Ok(Self {
                    $($field: fields.of_names::<$kind>(
                        &[$text $(, $alias)*],
                        $crate::__gear_default!($($default)?),
                    )?),*
                })
            }

            fn fields_decoder(linker: &mut $crate::__private::Linker) -> $crate::__private::String {
                $crate::__private::fields_decoder(
                    linker,
                    $name,
                    &[$($crate::__private::Field {
                        name: ::core::stringify!($field),
                        names: &[$text $(, $alias)*],
                        link: <$kind as $crate::__private::FieldText>::parser,
                        default: $crate::__gear_default_text!($kind $(, $default)?),
                    }),*],
                )
            }
        }

        impl $crate::__private::Arguments for $ty
        where
            for<'x> Self: $crate::__private::FieldsValue,
        {
            fn from_arguments(
                words: &[$crate::__private::String],
            ) -> $crate::__private::Result<Self, $crate::__private::Mismatch> {
                let fields = $crate::__private::fields_of_arguments(words, &[$($text),*])?;
                $crate::__private::FieldsValue::from_fields(&fields)
            }

            fn arguments_decoder(linker: &mut $crate::__private::Linker) -> $crate::__private::String {
                let decoder = <Self as $crate::__private::FieldsValue>::fields_decoder(linker);
                $crate::__private::arguments_by_name(linker, &decoder, &[$($text),*])
            }
        }

        impl $crate::__private::JsonField for $ty
        where
            $(for<'x> $asked: $crate::__private::JsonField,)*
        {
            fn from_json(json: $crate::__private::Json) -> $crate::__private::Option<Self> {
                #[allow(unused_mut, reason = "a struct can have no fields")]
                let mut object = $crate::__private::json_object(
                    json,
                    &[$(($text, $crate::__gear_has_default!($($default)?))),*],
                )?;
                let _ = &object;
                $crate::__private::Some(Self {
                    $($field: $crate::__private::json_take::<$kind>(
                        &mut object,
                        &[$text $(, $alias)*],
                        $crate::__gear_default!($($default)?),
                    )?),*
                })
            }

            fn checker(linker: &mut $crate::__private::Linker) -> $crate::__private::String {
                $crate::__private::recursive::<Self>(linker, "check", |linker| $crate::__private::json_checker(
                    linker,
                    $name,
                    &[$($crate::__private::Field {
                        name: ::core::stringify!($field),
                        names: &[$text $(, $alias)*],
                        link: <$kind as $crate::__private::JsonField>::checker,
                        default: $crate::__gear_default_text!($kind $(, $default)?),
                    }),*],
                ))
            }

            fn writer(
                linker: &mut $crate::__private::Linker,
            ) -> $crate::__private::Option<$crate::__private::String> {
                $crate::__private::Some($crate::__private::recursive::<Self>(linker, "write", |linker| {
                    $crate::__private::json_struct_writer(
                        linker,
                        $name,
                        &[$((::core::stringify!($field), $text, $crate::__private::json_writer::<$kind>)),*],
                    )
                }))
            }
        }

        impl $crate::__private::FromPython for $ty
        where
            $(for<'x> $asked: $crate::__private::FromPython,)*
        {
            fn expected() -> $crate::__private::String {
                $crate::__private::Into::into($name)
            }

            fn converter(linker: &mut $crate::__private::Linker) -> $crate::__private::String {
                $crate::__private::recursive::<Self>(linker, "convert", |linker| $crate::__private::struct_converter(
                    linker,
                    $name,
                    &[$(($text, <$kind as $crate::__private::FromPython>::converter)),*],
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

/// The function that gives a default, if there is one.
#[doc(hidden)]
#[macro_export]
macro_rules! __gear_default {
    () => {
        $crate::__private::None
    };
    ($default:expr) => {
        $crate::__private::Some(|| $default)
    };
}

/// The function that gives the Python of a default, if there is one.
#[doc(hidden)]
#[macro_export]
macro_rules! __gear_default_text {
    ($kind:ty) => {
        $crate::__private::None
    };
    ($kind:ty, $default:expr) => {
        $crate::__private::Some(|| $crate::__private::default_text::<$kind>($default))
    };
}

/// Whether there is a default.
#[doc(hidden)]
#[macro_export]
macro_rules! __gear_has_default {
    () => {
        false
    };
    ($default:expr) => {
        true
    };
}

/// `enum Color { Red }` as `__gear_enum! { Color { Red = "red" } }`: in Python the name of the variant, in Redis and in JSON
/// the text. Behind it stand the other texts by which it is read.
#[doc(hidden)]
#[macro_export]
macro_rules! __gear_enum {
    ($ty:ident { $($variant:ident = $text:literal $(| $alias:literal)*),+ $(,)? }) => {
        impl $crate::__private::FieldText for $ty {
            const EXPECTED: &'static str = ::core::concat!("one of:", $(" ", $text),+);

            fn parse(text: $crate::__private::Option<&str>) -> $crate::__private::Option<Self> {
                match text? {
                    $($text $(| $alias)* => $crate::__private::Some(Self::$variant),)+
                    _ => $crate::__private::None,
                }
            }

            fn parser(linker: &mut $crate::__private::Linker) -> $crate::__private::String {
                $crate::__private::choice_parser(
                    linker,
                    &[$((::core::stringify!($variant), &[$text $(, $alias)*])),+],
                    Self::EXPECTED,
                )
            }
        }

        impl $crate::__private::JsonField for $ty {
            fn from_json(json: $crate::__private::Json) -> $crate::__private::Option<Self> {
                <Self as $crate::__private::FieldText>::parse(json.as_str())
            }

            fn checker(linker: &mut $crate::__private::Linker) -> $crate::__private::String {
                $crate::__private::choice_checker(
                    linker,
                    &[$((::core::stringify!($variant), &[$text $(, $alias)*])),+],
                )
            }

            fn writer(_: &mut $crate::__private::Linker) -> $crate::__private::Option<$crate::__private::String> {
                $crate::__private::choice_writer(&[$((::core::stringify!($variant), $text)),+])
            }
        }

        impl $crate::__private::FromPython for $ty {
            fn expected() -> $crate::__private::String {
                $crate::__private::Into::into(::core::stringify!($ty))
            }

            fn converter(linker: &mut $crate::__private::Linker) -> $crate::__private::String {
                $crate::__private::choice_converter(linker, ::core::stringify!($ty), &[$($text),+])
            }
        }

        impl $crate::__private::ToPython for $ty {
            fn to_python(&self, out: &mut $crate::__private::String) {
                $crate::__private::variant_to_python(
                    match self {
                        $(Self::$variant => ::core::stringify!($variant)),+
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

/// `struct Pair(i64, String);` as `__gear_tuple! { Pair [i64, String] [(i64, String)] { 0: i64, 1: String } }`.
///
/// In the first brackets stand the types that the impls ask for what they need, and in the second the tuple, unless the struct
/// itself is in it.
#[doc(hidden)]
#[macro_export]
macro_rules! __gear_tuple {
    ($ty:ident [$($asked:ty),*] [$($whole:ty)?] { $($index:tt: $kind:ty),* }) => {
        impl $crate::__private::TupleStruct for $ty {
            const FIELDS: usize = [$(::core::stringify!($index)),*].len();
        }

        impl $crate::__private::Filled for $ty {}

        $(impl $crate::__private::Key for $ty where for<'x> $whole: $crate::__private::Key {})?

        impl $crate::__private::FieldText for $ty
        where
            for<'x> Self: $crate::__private::JsonField,
        {
            const EXPECTED: &'static str = "a JSON list of the declared types";

            fn parse(text: $crate::__private::Option<&str>) -> $crate::__private::Option<Self> {
                $crate::__private::json_parse(text)
            }

            fn parser(linker: &mut $crate::__private::Linker) -> $crate::__private::String {
                $crate::__private::json_parser::<Self>(linker, Self::EXPECTED)
            }
        }

        impl $crate::__private::JsonField for $ty
        where
            $(for<'x> $whole: $crate::__private::JsonField,)?
        {
            fn from_json(json: $crate::__private::Json) -> $crate::__private::Option<Self> {
                let parts = <($($kind,)*) as $crate::__private::JsonField>::from_json(json)?;
                $crate::__private::Some(Self($(parts.$index),*))
            }

            fn checker(linker: &mut $crate::__private::Linker) -> $crate::__private::String {
                $crate::__private::recursive::<Self>(linker, "check", <($($kind,)*) as $crate::__private::JsonField>::checker)
            }

            fn writer(
                linker: &mut $crate::__private::Linker,
            ) -> $crate::__private::Option<$crate::__private::String> {
                $crate::__private::recursive_writer::<Self, ($($kind,)*)>(linker)
            }
        }

        impl $crate::__private::FromPython for $ty
        where
            $(for<'x> $whole: $crate::__private::FromPython,)?
        {
            fn expected() -> $crate::__private::String {
                $crate::__gear_expected!($ty $($whole)?)
            }

            fn converter(linker: &mut $crate::__private::Linker) -> $crate::__private::String {
                let converter = <($($kind,)*) as $crate::__private::FromPython>::converter;
                $crate::__private::recursive::<Self>(linker, "convert", converter)
            }
        }

        impl $crate::__private::ToPython for $ty
        where
            $(for<'x> $asked: $crate::__private::ToPython,)*
        {
            fn to_python(&self, out: &mut $crate::__private::String) {
                $crate::__private::tuple_to_python(out, &[$(&self.$index),*]);
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

/// What errors call a struct in Python's values: as what it is there, or by its name, if it is in itself.
#[doc(hidden)]
#[macro_export]
macro_rules! __gear_expected {
    ($ty:ident) => {
        $crate::__private::Into::into(::core::stringify!($ty))
    };
    ($ty:ident $whole:ty) => {
        <$whole as $crate::__private::FromPython>::expected()
    };
}

/// What `#[gear]` gives every tuple struct: the proof that a value made of one, or matched against one, is a tuple in Python.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `#[gear]` tuple struct",
    label = "it has no Python form",
    note = "give the struct `#[gear]`"
)]
pub trait TupleStruct {
    /// How many fields it has.
    const FIELDS: usize;
}

/// What all have in common.
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

/// A field of a `#[gear]` struct.
#[derive(Debug)]
pub struct Field {
    /// Its name in Rust, which is its key in Python's dict.
    pub name: &'static str,
    /// Its names in Redis and JSON: the one by which it is written, then those by which it is read as well.
    pub names: &'static [&'static str],
    /// Links what reads it.
    pub link: Ref,
    /// The Python of its value where it is missing.
    pub default: Option<fn() -> String>,
}

impl Field {
    /// The name as a Python literal.
    pub(crate) fn key(&self) -> String {
        ascii(plain(self.name))
    }
}

/// The name of a field that may be written `r#type`.
fn plain(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// The Python of a default.
pub fn default_text<T: ToPython>(value: T) -> String {
    literal(&value)
}

/// The decoder of a struct from fields: a Python function that builds its dict.
pub fn fields_decoder(linker: &mut Linker, name: &str, fields: &[Field]) -> String {
    wire::fields_decoder(linker, name, fields)
}

/// The fields of a struct in JSON: an object, or, as serde has it, a list of them, at the end of which those with a default
/// can be missing. `fields` are the names, and whether there is a default.
pub fn json_object(json: Json, fields: &[(&str, bool)]) -> Option<Map<String, Json>> {
    match json {
        Json::Object(object) => Some(object),
        Json::Array(items) if items.len() <= fields.len() => {
            let missing = &fields[items.len()..];
            let names = fields.iter().map(|(name, _)| (*name).to_owned());
            missing.iter().all(|(_, default)| *default).then(|| names.zip(items).collect())
        }
        _ => None,
    }
}

/// The writer of a type: a Python function that makes a tree of JSON of its values.
pub fn json_writer<T: JsonField>(linker: &mut Linker) -> String {
    wire::json_writer::<T>(linker)
}

/// The writer of a struct.
pub fn json_struct_writer(linker: &mut Linker, name: &str, fields: &[(&str, &str, Ref)]) -> String {
    let fields: Vec<_> = fields.iter().map(|(field, text, link)| (plain(field), *text, *link)).collect();
    wire::json_struct_writer(linker, name, &fields)
}

/// One field of a JSON object, under one of its names. An absent one without a default is null, which an `Option` accepts.
pub fn json_take<T: JsonField>(
    object: &mut Map<String, Json>,
    names: &[&str],
    default: Option<fn() -> T>,
) -> Option<T> {
    let mut found = names.iter().filter_map(|name| object.remove(*name));
    match (found.next(), found.next(), default) {
        (Some(_), Some(_), _) => None,
        (Some(value), None, _) => T::from_json(value),
        (None, _, Some(default)) => Some(default()),
        (None, _, None) => T::from_json(Json::Null),
    }
}

/// The check of a struct in JSON: a Python function that builds its dict.
pub fn json_checker(linker: &mut Linker, name: &str, fields: &[Field]) -> String {
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

/// The writer of a struct `T` that is written as a `Form`.
pub fn recursive_writer<T: 'static, Form: JsonField>(linker: &mut Linker) -> Option<String> {
    let mut needed = true;
    let writer = linker.recursive::<T>("write", |linker| {
        Form::writer(linker).unwrap_or_else(|| {
            needed = false;
            String::new()
        })
    });
    needed.then_some(writer)
}

/// Links something of a type that may have values of itself in it.
pub fn recursive<T: 'static>(
    linker: &mut Linker,
    role: &'static str,
    make: impl FnOnce(&mut Linker) -> String,
) -> String {
    linker.recursive::<T>(role, make)
}

/// The variants of an enum, each with the texts by which it is read.
type Choices<'c> = &'c [(&'c str, &'c [&'c str])];

/// The parser of an enum in a field.
pub fn choice_parser(linker: &mut Linker, choices: Choices<'_>, expected: &str) -> String {
    wire::choice_parser(linker, &variants(choices), expected)
}

/// The check of an enum in JSON.
pub fn choice_checker(linker: &mut Linker, choices: Choices<'_>) -> String {
    wire::choice_checker(linker, &variants(choices))
}

/// A dict from texts to variants.
fn variants(choices: Choices<'_>) -> String {
    let entries = choices.iter().flat_map(|(variant, texts)| {
        let variant = ascii(plain(variant));
        texts.iter().map(move |text| format!("{}: {variant}", ascii(text)))
    });
    format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
}

/// The function that makes the text of a variant; `None` if each variant is its own text.
pub fn choice_writer(choices: &[(&str, &str)]) -> Option<String> {
    if choices.iter().all(|(variant, text)| plain(variant) == *text) {
        return None;
    }
    let entries = choices.iter().map(|(variant, text)| format!("{}: {}", ascii(plain(variant)), ascii(text)));
    Some(format!("{{{}}}.get", entries.collect::<Vec<_>>().join(", ")))
}

/// A variant as it is in Python.
pub fn variant_to_python(variant: &str, out: &mut String) {
    plain(variant).to_python(out);
}

/// A value as the JSON text of an argument.
pub fn json_argument<T: serde::Serialize>(value: &T) -> Vec<u8> {
    crate::argument::json(value)
}

/// The tuple of a tuple struct.
pub fn tuple_to_python(out: &mut String, parts: &[&dyn ToPython]) {
    let parts: Vec<String> = parts.iter().map(|value| literal(*value)).collect();
    out.push_str(&format!("({})", parts.join(", ")));
}

/// The dict of a struct.
pub fn dict_to_python(out: &mut String, fields: &[(&str, &dyn ToPython)]) {
    let entries: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}: {}", ascii(plain(name)), literal(*value))).collect();
    out.push_str(&format!("{{{}}}", entries.join(", ")));
}
