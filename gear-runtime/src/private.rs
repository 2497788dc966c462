//! The protocol between the macros and this crate. Not for people: it changes without notice.
//!
//! `P` is the path of this module, as the user's crate sees it.
//!
//! # A gear
//!
//! ```text
//! {
//!     P::Gear::__new(const { &P::Definition::__batch(P::Unit::__new(..), "KeysReader") }, |request| {
//!         P::KeysReader::<User>("user:*").read_value(true).__open().filter(|r| ..).count().run().__serve(request)
//!     })
//! }
//! ```
//!
//! # A gear with captures
//!
//! Nothing here names a type: `keep` copies the variable, `lend` gives it back with the type it had.
//!
//! ```text
//! {
//!     static DEFINITION: P::Definition = ..;
//!     use P::{KeepAny as _, KeepNothing as _, KeepNumber as _, Kept as _};
//!     let (l0, c0) = (P::Capture::literal(&min_age), (&&&P::Captured(&min_age)).keep());
//!     P::Gear::__capturing(&DEFINITION, P::vec![("min_age", l0)], P::Arc::new(move |request: P::Request<'_>| {
//!         let min_age = c0.lend();
//!         let out = P::KeysReader..run().__serve(request);
//!         out
//!     }))
//! }
//! ```
//!
//! # A `#[gear]` struct or enum
//!
//! The literals are the name of the type and the names of fields and variants in Redis and JSON (`serde(rename)`), with those
//! by which they are read as well behind them: `age: i64 = "Age" | "age" or 18` has a default too. In Python, fields and
//! variants have their names in Rust. One enum form covers enums without data; others need [`ToPython`] and [`Capture`] by hand.
//!
//! ```text
//! P::gear_struct! { User [String, i64] { name, age } }
//! P::gear_fields! { User "User" [String, i64] { name: String = "name", age: i64 = "age" } }
//! P::gear_enum! { Color { Red = "red", Green = "green" } }
//! ```
//!
//! They implement [`FieldsValue`] (structs), [`FieldText`], [`JsonField`], [`ToPython`], [`Capture`] and [`ToArgument`], each
//! only as far as the fields allow; [`KeysValue`] follows from [`FieldsValue`]. In Python, `V::decoder(linker)` is an
//! expression for a function of the record dict; `V::fields_decoder(linker)` one of (dict of fields, where), where `where` is
//! `key + ' ' + id` for messages; `T::parser(linker)` one of (text or None, what), where `what` is ``launch: argument `times` ``
//! for arguments.
//!
//! # A trigger
//!
//! ```text
//! pub enum launch {}
//! impl launch {
//!     pub const GEAR: P::Gear<P::Registration> = { static DEFINITION: .. trigger: Some("launch") ..; P::Gear::__new(&DEFINITION, |request| {
//!         let out = P::CommandReader().__open().map(|args| launch(
//!             P::argument::<String>("launch", &args, 1, "target"), P::argument::<i64>("launch", &args, 2, "times"),
//!         )).register().__serve(request);
//!         out
//!     }) };
//!     pub fn register(con: &mut impl P::ConnectionLike) -> P::Result<P::Registration> { Self::GEAR.register(con) }
//!     pub fn call(con: &mut impl P::ConnectionLike, target: impl P::Into<String>, times: i64) -> P::Result<Vec<String>> {
//!         let target: String = target.into();
//!         P::call_trigger(con, &Self::GEAR, &[P::ToArgument::to_argument(&target), P::ToArgument::to_argument(&times)], P::decode_json)
//!     }
//!     P::if_aio! { pub async fn call_async(con: &mut (impl P::AsyncConnectionLike + P::Send), ..) -> .. { P::call_trigger_async(..).await } }
//! }
//! ```
//!
//! # An `extern "Python"` block
//!
//! ```text
//! P::foreign_type! { pub Response "Response" "requests" P::None }      // or P::Some("Response"): the class
//! pub fn get(url: &str) -> Response { P::no_native("requests.get") }   // or twin(url)
//! pub enum get {}
//! impl P::Item for get { .. }                                          // as of a `#[gear]` function
//! impl Response { pub fn text(&self) -> String { .. }  pub fn __gear_text(linker: &mut P::Linker) -> P::String { .. } }
//! pub static VERSION: P::Foreign<String> = { static UNIT: P::Unit = ..; P::Foreign::__new("requests.__version__", &UNIT, P::None) };
//! ```
//!
//! A unit refers to `<String as P::FromPython>::converter`: in Python, a function of (value, where it comes from).
//!
//! # A script
//!
//! ```text
//! P::Gear::__script(P::PythonScript::__included("legacy", "src/legacy.py", ::core::include_str!("legacy.py"), &["numpy~=1.21"]))
//! ```
//!
//! # An event gear without captures
//!
//! Beside its `DEFINITION`, for deployments of a whole crate; nothing without the feature `deploy`:
//!
//! ```text
//! P::collect! { DEFINITION }
//! ```
//!
//! `argument` fails in the words of the shipped one. The last argument of `call_trigger` is `decode_text` for `String`, `decode_int` for integers and
//! `decode_json` for everything else.

pub use std::clone::Clone;
pub use std::cmp::Eq;
pub use std::convert::Into;
pub use std::future::IntoFuture;
pub use std::marker::{Send, Sync};
pub use std::option::Option::{self, None, Some};
pub use std::result::Result::{Err, Ok};
pub use std::string::String;
pub use std::sync::Arc;
pub use std::vec;
pub use std::vec::Vec;

#[cfg(feature = "deploy")]
pub use inventory;
pub use redis::ConnectionLike;
#[cfg(feature = "aio")]
pub use redis::aio::ConnectionLike as AsyncConnectionLike;
pub use serde::Serialize;
pub use serde_json::Value as Json;

pub use crate::concurrency::JoinTuple;
pub use crate::derive::*;
pub use crate::foreign::{
    Foreign, FromPython, Object, choice_converter, class_converter, no_native, object_converter,
    struct_converter,
};
pub use crate::generic::{Filled, Plain, Signed};
pub use crate::keys::{Key, SortedKey};
pub use crate::named::{Is, SameAs, name};
pub use crate::newtype::{Has, Inner, Lacks, Newtype};
pub use crate::own::{Debugs, Defaults, Displays, DisplaysPlainly, Orders, Shows, plain_displayer};
pub use crate::seen::{Ordered, Present, Seen, Walked, by, filled, iterates, ordered, seen};
pub use crate::{
    __collect as collect, __foreign_type as foreign_type, __gear_builtin as builtin,
    __gear_enum as gear_enum, __gear_fields as gear_fields, __gear_newtype as gear_newtype,
    __gear_struct as gear_struct, __gear_tuple as gear_tuple, __if_aio as if_aio, cmd,
};

pub use crate::link::{
    AsyncItem, Beginning, Capture, Captured, Changing, Constant, Definition, Item, KeepAny, KeepNothing,
    KeepNumber, Kept, Linker, Mode, Owned, Ref, Source, ToPython, Unit, check_beginning,
};
pub use crate::pipeline::{Request, Shippable};
pub use crate::python_script::PythonScript;
pub use crate::reader::{
    CommandReader, KeysOnlyReader, KeysReader, OnFailure, OnMismatch, PythonReader, ShardsIDReader,
    StreamReader,
};
#[cfg(feature = "aio")]
pub use crate::trigger::call_trigger_async;
pub use crate::trigger::{Reply, call_trigger, decode_int, decode_json, decode_text};
pub use crate::wire::{Arguments, arguments_by_name, fields_of_arguments};
pub use crate::wire::{FieldText, Fields, FieldsValue, JsonField, JsonKey, KeysValue, Mismatch};
pub use crate::{
    Bytes, Elapsed, Error, Gear, GearsFuture, KeysRecord, Open, Registration, Result, State, StreamRecord,
    ToArgument, ToArguments, Value,
};

/// Compiles if both are the same function, of which each has a type of its own.
pub fn same<F>(theirs: F, _ours: F) -> F {
    theirs
}

/// Asserts that a path is that of a function of ours: the closures of a gear know these by their names.
#[doc(hidden)]
#[macro_export]
macro_rules! __gear_builtin {
    (@ $ty:ty, $theirs:path, $ours:ident) => {
        let same = $crate::__private::same($theirs, $crate::__private::ours::$ours);
        // Only now: at once, both would become pointers, which are the same for any two functions.
        let _: $ty = same;
    };
    (attempt $f:path) => { $crate::__gear_builtin! { @ fn(fn()) -> $crate::__private::Result<(), $crate::__private::String>, $f, attempt } };
    (atomic $f:path) => { $crate::__gear_builtin! { @ fn(fn()), $f, atomic } };
    (config_get $f:path) => { $crate::__gear_builtin! { @ fn(&'static str) -> $crate::__private::Option<$crate::__private::String>, $f, config_get } };
    (gears_config_get $f:path) => { $crate::__gear_builtin! { @ fn(&'static str, &'static str) -> $crate::__private::String, $f, gears_config_get } };
    (flat_error $f:path) => { $crate::__gear_builtin! { @ fn(&'static str) -> !, $f, flat_error } };
    (call_next $f:path) => { $crate::__gear_builtin! { @ fn(&'static str) -> $crate::__private::Value, $f, call_next } };
    (override_reply $f:path) => { $crate::__gear_builtin! { @ fn(&'static str), $f, override_reply } };
    (override_error $f:path) => { $crate::__gear_builtin! { @ fn(&'static str), $f, override_error } };
    (timeout $f:path) => { $crate::__gear_builtin! { @ fn(::core::time::Duration, ::core::future::Ready<()>) -> $crate::Timeout<::core::future::Ready<()>>, $f, timeout } };
    (join_all $f:path) => { $crate::__gear_builtin! { @ fn([::core::future::Ready<()>; 1]) -> $crate::JoinAll<::core::future::Ready<()>>, $f, join_all } };
    (spawn $f:path) => { $crate::__gear_builtin! { @ fn(::core::future::Ready<()>), $f, spawn } };
    (every $f:path) => { $crate::__gear_builtin! { @ fn(&'static str, ::core::time::Duration, fn()) -> bool, $f, every } };
    ($name:ident $f:path) => {
        $crate::__private::same($f, $crate::__private::ours::$name);
    };
}

/// The traits whose methods gears call by their paths.
pub mod traits {
    pub use std::borrow::ToOwned;
    pub use std::clone::Clone;
    pub use std::cmp::Ord;
    pub use std::default::Default;
    pub use std::fmt::Display;
    pub use std::iter::Iterator;
    pub use std::string::ToString;
}

/// The macros that gears know by their names.
pub mod macros {
    pub use crate::{execute, join, log};
    pub use serde_json::json;
    pub use std::{
        assert, assert_eq, assert_ne, debug_assert, debug_assert_eq, debug_assert_ne, format, matches, panic,
        todo, unimplemented, unreachable, vec, write, writeln,
    };
}

/// The macros of derives whose Python is known.
pub mod derives {
    pub use std::prelude::v1::{Debug, Default, Ord, PartialOrd};
}

/// The functions of ours that closures know by their names.
pub mod ours {
    pub use crate::cmd::hashtag;
    pub use crate::concurrency::{every, join_all, sleep, spawn, timeout, yield_now};
    pub use crate::server::{
        atomic, attempt, call_next, config_get, flat_error, gears_config_get, get_command, is_async_allowed,
        is_in_atomic_block, override_error, override_reply,
    };
}

/// An argument of a native call of a trigger; `args[0]` is the name of the trigger.
pub fn argument<T: FieldText>(trigger: &str, args: &[String], index: usize, name: &str) -> T {
    let text = args.get(index).map(String::as_bytes);
    let what = format!("{trigger}: argument `{name}`");
    T::parse_bytes(text, &what).unwrap_or_else(|mismatch| crate::native::fail(mismatch.into()))
}

/// The arguments of a native call of a trigger from `start` on.
pub fn arguments_from<T: FieldText>(trigger: &str, args: &[String], start: usize, name: &str) -> Vec<T> {
    (start..args.len()).map(|index| argument(trigger, args, index, name)).collect()
}

/// An argument that the caller of a trigger may leave out, with those behind it.
pub fn optional_argument<T: ToArgument>(
    arguments: &mut Vec<Vec<u8>>,
    left_out: &mut bool,
    trigger: &str,
    name: &str,
    value: &Option<T>,
) -> Result<()> {
    match value {
        Some(_) if *left_out => {
            let at = format!("{trigger}: argument `{name}`");
            Err(Mismatch::new(at, "`None` after an argument that is left out", "a value").into())
        }
        Some(value) => {
            arguments.push(value.to_argument());
            Ok(())
        }
        None => {
            *left_out = true;
            Ok(())
        }
    }
}

/// The result of a trigger; an `Err` is an error of the caller.
#[track_caller]
pub fn ok<T>(result: std::result::Result<T, impl std::fmt::Display>) -> T {
    result.unwrap_or_else(|error| crate::flat_error(format!("ERR {error}")))
}

/// What a macro expands to only if there are asynchronous connections.
#[cfg(feature = "aio")]
#[doc(hidden)]
#[macro_export]
macro_rules! __if_aio {
    ($($item:tt)*) => { $($item)* };
}

/// Without the feature `aio` there are none.
#[cfg(not(feature = "aio"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __if_aio {
    ($($item:tt)*) => {};
}

/// Leaves an event gear in the list of its crate.
#[cfg(feature = "deploy")]
#[doc(hidden)]
#[macro_export]
macro_rules! __collect {
    ($definition:path) => {
        $crate::__private::inventory::submit! {
            $crate::deploy::Collected::__new(::core::module_path!(), &$definition)
        }
    };
}

/// Without deployments there is no such list.
#[cfg(not(feature = "deploy"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __collect {
    ($definition:path) => {};
}
