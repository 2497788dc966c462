//! Structs with one field without a name. In Python, as in JSON, such a value is the value in it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::marker::PhantomData;
use std::ops::{Add, Deref, Div, Mul, Neg, Not, Rem, Sub};

use crate::Bytes;
use crate::generic::Filled;

/// `struct Id(i64);` as `__gear_newtype! { Id [i64] (i64) }`: each trait is that of the value in it. The first brackets are
/// empty if the struct has values of itself in it.
#[doc(hidden)]
#[macro_export]
macro_rules! __gear_newtype {
    ($ty:ident [$($asked:ty)?] ($kind:ty)) => {
        impl $crate::__private::Newtype for $ty {}

        impl $crate::__private::Filled for $ty {}

        impl $crate::__private::Inner for $ty {}

        $(impl $crate::__private::Key for $ty where for<'x> $asked: $crate::__private::Key {})?

        $(impl $crate::__private::SortedKey for $ty where for<'x> $asked: $crate::__private::SortedKey {})?

        $(impl $crate::__private::KeysValue for $ty
        where
            for<'x> $asked: $crate::__private::KeysValue,
        {
            fn decoder(linker: &mut $crate::__private::Linker) -> $crate::__private::String {
                <$asked as $crate::__private::KeysValue>::decoder(linker)
            }

            fn read(
                key: &str,
                kind: &str,
                con: &mut dyn $crate::__private::ConnectionLike,
            ) -> $crate::__private::Result<Self> {
                $crate::__private::Ok(Self(<$asked as $crate::__private::KeysValue>::read(key, kind, con)?))
            }
        })?

        impl $crate::__private::FieldText for $ty
        where
            $(for<'x> $asked: $crate::__private::FieldText,)?
        {
            const EXPECTED: &'static str = <$kind as $crate::__private::FieldText>::EXPECTED;

            fn parse(text: $crate::__private::Option<&str>) -> $crate::__private::Option<Self> {
                <$kind as $crate::__private::FieldText>::parse(text).map(Self)
            }

            fn parser(linker: &mut $crate::__private::Linker) -> $crate::__private::String {
                <$kind as $crate::__private::FieldText>::parser(linker)
            }

            fn parse_bytes(
                bytes: $crate::__private::Option<&[u8]>,
                what: &str,
            ) -> $crate::__private::Result<Self, $crate::__private::Mismatch> {
                <$kind as $crate::__private::FieldText>::parse_bytes(bytes, what).map(Self)
            }
        }

        impl $crate::__private::JsonField for $ty
        where
            $(for<'x> $asked: $crate::__private::JsonField,)?
        {
            fn from_json(json: $crate::__private::Json) -> $crate::__private::Option<Self> {
                <$kind as $crate::__private::JsonField>::from_json(json).map(Self)
            }

            fn checker(linker: &mut $crate::__private::Linker) -> $crate::__private::String {
                $crate::__private::recursive::<Self>(linker, "check", <$kind as $crate::__private::JsonField>::checker)
            }

            fn writer(
                linker: &mut $crate::__private::Linker,
            ) -> $crate::__private::Option<$crate::__private::String> {
                $crate::__private::recursive_writer::<Self, $kind>(linker)
            }
        }

        $(impl $crate::__private::JsonKey for $ty
        where
            for<'x> $asked: $crate::__private::JsonKey,
        {
            fn from_key(key: $crate::__private::String) -> Self {
                Self($crate::__private::JsonKey::from_key(key))
            }
        })?

        impl $crate::__private::FromPython for $ty
        where
            $(for<'x> $asked: $crate::__private::FromPython,)?
        {
            fn expected() -> $crate::__private::String {
                $crate::__gear_expected!($ty $($asked)?)
            }

            fn converter(linker: &mut $crate::__private::Linker) -> $crate::__private::String {
                let converter = <$kind as $crate::__private::FromPython>::converter;
                $crate::__private::recursive::<Self>(linker, "convert", converter)
            }
        }

        impl $crate::__private::ToPython for $ty
        where
            $(for<'x> $asked: $crate::__private::ToPython,)?
        {
            fn to_python(&self, out: &mut $crate::__private::String) {
                $crate::__private::ToPython::to_python(&self.0, out);
            }
        }

        $crate::__gear_value!($ty);

        impl $crate::__private::ToArgument for $ty
        where
            $(for<'x> $asked: $crate::__private::ToArgument,)?
        {
            fn to_argument(&self) -> $crate::__private::Vec<u8> {
                $crate::__private::ToArgument::to_argument(&self.0)
            }
        }
    };
}

/// What `#[gear]` gives every struct with one field without a name: the proof that a value made of one, or matched against
/// one, is in Python the value in it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `#[gear]` struct with one field without a name",
    label = "it is not its value in Python",
    note = "give the struct `#[gear]`; of a `#[gear]` tuple struct with more fields, write all of them"
)]
pub trait Newtype {}

/// What can be in a struct with one field without a name: in Python neither `None`, from which `Some` of it could not be
/// told, nor a tuple, from which its own `.0` could not.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the only field of a struct without a name",
    label = "in Python the struct could not be told from it",
    note = "give the field a name, or use numbers, `bool`, `char`, `String`, `Bytes`, lists, maps, sets, or `#[gear]` structs \
            with names, enums and structs of this kind"
)]
pub trait Inner: Filled {}

macro_rules! inner {
    ($(($($generics:tt)*) $ty:ty;)*) => { $(impl<$($generics)*> Inner for $ty {})* };
}

inner! {
    () bool;
    () char;
    () i8;
    () i16;
    () i32;
    () i64;
    () isize;
    () u8;
    () u16;
    () u32;
    () u64;
    () usize;
    () f64;
    () String;
    () Bytes;
    (T) Vec<T>;
    (T) VecDeque<T>;
    (K, V) HashMap<K, V>;
    (K, V) BTreeMap<K, V>;
    (T) HashSet<T>;
    (T) BTreeSet<T>;
    (T: Inner) Box<T>;
}

impl Filled for Bytes {}

/// Asks of a type at compile time whether it has traits. What it has hides what [`Lacks`] says.
#[derive(Debug)]
pub struct Has<T>(PhantomData<T>);

/// The answer of [`Has`] for what a type has not.
#[allow(missing_docs, reason = "each is named after what it says")]
pub trait Lacks {
    const EQUALITY: bool = false;
    const COPIES: bool = false;
    const PARTIAL_ORDER: bool = false;
    const ORDER: bool = false;
    const DEFAULT: bool = false;
    const REFERENT: bool = false;
    const ITEMS: bool = false;
    const SUM: bool = false;
    const DIFFERENCE: bool = false;
    const PRODUCT: bool = false;
    const QUOTIENT: bool = false;
    const REMAINDER: bool = false;
    const NEGATIVE: bool = false;
    const NEGATION: bool = false;
}

impl<T> Lacks for Has<T> {}

macro_rules! has {
    ($($name:ident: $of:path;)*) => {$(
        #[allow(missing_docs, reason = "each is named after what it says")]
        impl<T: $of> Has<T> {
            pub const $name: bool = true;
        }
    )*};
}

has! {
    EQUALITY: PartialEq;
    COPIES: Copy;
    PARTIAL_ORDER: PartialOrd;
    ORDER: Ord;
    DEFAULT: Default;
    REFERENT: Deref;
    ITEMS: IntoIterator;
    SUM: Add;
    DIFFERENCE: Sub;
    PRODUCT: Mul;
    QUOTIENT: Div;
    REMAINDER: Rem;
    NEGATIVE: Neg;
    NEGATION: Not;
}
