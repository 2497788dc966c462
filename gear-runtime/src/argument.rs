//! Rust values as arguments of commands.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::Serialize;

use crate::{Bytes, Value};

/// A value that can be one argument of a command or trigger.
///
/// Numbers are written as Rust's `{:?}` writes them, `bool` as `1` and `0`, lists and maps as JSON.
///
/// ```
/// use gear_runtime::ToArgument;
///
/// assert_eq!(2.0.to_argument(), b"2.0");
/// assert_eq!(vec!["a", "b"].to_argument(), br#"["a","b"]"#);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an argument of a command",
    label = "not an argument",
    note = "arguments can be text, `Bytes`, numbers, `bool`, `char`, and, as JSON, lists, maps and `#[gear]` types"
)]
pub trait ToArgument {
    /// The bytes of the argument.
    fn to_argument(&self) -> Vec<u8>;
}

/// A value that can be any number of arguments of a command: one, or a list of them.
///
/// ```
/// use redis_gears::{gear, prelude::*};
///
/// static COPY: Gear<i64> = gear!(
///     KeysReader::<Vec<String>>("list:*")
///         .for_each(|r| { execute!("RPUSH", format!("copy:{}", r.key), ..r.value.clone()); })
///         .count()
///         .run()
/// );
/// assert!(COPY.python().contains("RPUSH"));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be arguments of a command",
    label = "not an argument or a list of arguments",
    note = "arguments can be text, `Bytes`, numbers, `bool`, `char`, and lists of these"
)]
pub trait ToArguments {
    /// Appends the arguments.
    fn push_to(&self, arguments: &mut Vec<Vec<u8>>);
}

macro_rules! arguments {
    ($($ty:ty: |$value:ident| $bytes:expr;)*) => {$(
        impl ToArgument for $ty {
            fn to_argument(&self) -> Vec<u8> {
                let $value = self;
                $bytes
            }
        }

        impl ToArguments for $ty {
            fn push_to(&self, arguments: &mut Vec<Vec<u8>>) {
                arguments.push(self.to_argument());
            }
        }
    )*};
}

arguments! {
    str: |text| text.as_bytes().to_vec();
    String: |text| text.as_bytes().to_vec();
    Bytes: |bytes| bytes.to_vec();
    char: |c| c.to_string().into_bytes();
    bool: |value| if *value { b"1".to_vec() } else { b"0".to_vec() };
    i8: |n| n.to_string().into_bytes();
    i16: |n| n.to_string().into_bytes();
    i32: |n| n.to_string().into_bytes();
    i64: |n| n.to_string().into_bytes();
    isize: |n| n.to_string().into_bytes();
    u8: |n| n.to_string().into_bytes();
    u16: |n| n.to_string().into_bytes();
    u32: |n| n.to_string().into_bytes();
    u64: |n| n.to_string().into_bytes();
    usize: |n| n.to_string().into_bytes();
    f32: |n| format!("{n:?}").into_bytes();
    f64: |n| format!("{n:?}").into_bytes();
}

impl<T: ToArgument + ?Sized> ToArgument for &T {
    fn to_argument(&self) -> Vec<u8> {
        (**self).to_argument()
    }
}

impl<T: ToArguments + ?Sized> ToArguments for &T {
    fn push_to(&self, arguments: &mut Vec<Vec<u8>>) {
        (**self).push_to(arguments);
    }
}

pub(crate) fn json<T: Serialize + ?Sized>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).expect("lists and maps with text keys are JSON")
}

macro_rules! json_arguments {
    ($(($($generics:tt)*) $ty:ty;)*) => {$(
        impl<$($generics)*> ToArgument for $ty {
            fn to_argument(&self) -> Vec<u8> {
                json(self)
            }
        }
    )*};
}

json_arguments! {
    (T: Serialize) Vec<T>;
    (T: Serialize) [T];
    (T: Serialize) HashMap<String, T>;
    (T: Serialize) BTreeMap<String, T>;
    () Value;
}

macro_rules! tuples {
    ($($($name:ident)+;)*) => {$( json_arguments! { ($($name: Serialize),+) ($($name,)+); } )*};
}

tuples! { A; A B; A B C; A B C D; A B C D E; A B C D E F; A B C D E F G; A B C D E F G H; }

impl<T: ToArguments> ToArguments for [T] {
    fn push_to(&self, arguments: &mut Vec<Vec<u8>>) {
        for item in self {
            item.push_to(arguments);
        }
    }
}

impl<T: ToArguments> ToArguments for Vec<T> {
    fn push_to(&self, arguments: &mut Vec<Vec<u8>>) {
        self.as_slice().push_to(arguments);
    }
}

impl<T: ToArguments, const N: usize> ToArguments for [T; N] {
    fn push_to(&self, arguments: &mut Vec<Vec<u8>>) {
        self.as_slice().push_to(arguments);
    }
}

macro_rules! tuples {
    ($($($name:ident)+;)*) => {$(
        /// Such as a field and its value in `xadd`, or the words of an option.
        impl<$($name: ToArguments),+> ToArguments for ($($name,)+) {
            #[allow(non_snake_case, reason = "the types name the variables")]
            fn push_to(&self, arguments: &mut Vec<Vec<u8>>) {
                let ($($name,)+) = self;
                $($name.push_to(arguments);)+
            }
        }
    )*};
}

tuples! {
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
}

/// No argument at all.
impl ToArguments for () {
    fn push_to(&self, _: &mut Vec<Vec<u8>>) {}
}

/// `None` is no argument at all.
impl<T: ToArguments> ToArguments for Option<T> {
    fn push_to(&self, arguments: &mut Vec<Vec<u8>>) {
        self.iter().for_each(|some| some.push_to(arguments));
    }
}

/// `..list`, which says in `execute!` that the arguments are computed.
impl<T: ToArguments> ToArguments for std::ops::RangeTo<T> {
    fn push_to(&self, arguments: &mut Vec<Vec<u8>>) {
        self.end.push_to(arguments);
    }
}

macro_rules! maps {
    ($($map:ident)*) => {$(
        /// The fields and their values.
        impl<K: ToArguments, V: ToArguments> ToArguments for $map<K, V> {
            fn push_to(&self, arguments: &mut Vec<Vec<u8>>) {
                for (field, value) in self {
                    field.push_to(arguments);
                    value.push_to(arguments);
                }
            }
        }
    )*};
}

maps!(HashMap BTreeMap);

macro_rules! sets {
    ($($set:ident)*) => {$(
        impl<T: ToArguments> ToArguments for $set<T> {
            fn push_to(&self, arguments: &mut Vec<Vec<u8>>) {
                self.iter().for_each(|item| item.push_to(arguments));
            }
        }
    )*};
}

sets!(HashSet BTreeSet);

/// A reply of another command: text and numbers as they are, lists as many arguments.
impl ToArguments for Value {
    fn push_to(&self, arguments: &mut Vec<Vec<u8>>) {
        match self {
            Value::Null => {}
            Value::List(items) => items.iter().for_each(|item| item.push_to(arguments)),
            Value::Map(entries) => entries.push_to(arguments),
            Value::Bool(value) => value.push_to(arguments),
            Value::Int(value) => value.push_to(arguments),
            Value::Float(value) => value.push_to(arguments),
            Value::Text(value) => value.push_to(arguments),
            Value::Bytes(value) => value.push_to(arguments),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_argument() {
        assert_eq!(1.0f64.to_argument(), b"1.0");
        assert_eq!(true.to_argument(), b"1");
        assert_eq!("é".to_argument(), "é".as_bytes());
        assert_eq!(vec!["a", "b"].to_argument(), br#"["a","b"]"#);
    }

    #[test]
    fn many_arguments() {
        let mut arguments = Vec::new();
        [("a", 1), ("b", 2)].push_to(&mut arguments);
        assert_eq!(arguments, [b"a", b"1", b"b", b"2"]);
    }
}
