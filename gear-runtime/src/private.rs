//! The protocol between the macros and this crate. Not for people: it changes without notice.
//!
//! `P` is the path of this module, as the user's crate sees it.
//!
//! # A gear
//!
//! ```text
//! {
//!     static DEFINITION: P::Definition = P::Definition { unit: P::Unit { .. }, reader: "KeysReader", mode: None, trigger: None };
//!     P::Gear::__new(&DEFINITION, |request| {
//!         let out = P::KeysReader::<User>("user:*").read_value(true).__open()
//!             .filter(|r| ..).count().run().__serve(request);
//!         out
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
//!     let (l0, c0) = (P::Capture::literal(&min_age), P::Capture::keep(&min_age));
//!     P::Gear::__capturing(&DEFINITION, P::vec![("min_age", l0)], P::Arc::new(move |request: P::Request<'_>| {
//!         let min_age = P::Kept::lend(&c0);
//!         let out = P::KeysReader..run().__serve(request);
//!         out
//!     }))
//! }
//! ```
//!
//! # A `#[gear]` struct
//!
//! ```text
//! impl P::FieldsValue for User {
//!     fn from_fields(fields: &P::Fields) -> P::Result<Self, P::Mismatch> {
//!         P::Ok(User { name: fields.get("name")?, age: fields.get("age")? })
//!     }
//!     fn fields_decoder(linker: &mut P::Linker) -> P::String {
//!         P::fields_decoder(linker, "User", &[
//!             ("name", <String as P::FieldText>::parser),
//!             ("age", <i64 as P::FieldText>::parser),
//!         ])
//!     }
//! }
//! impl P::ToPython for User {
//!     fn to_python(&self, out: &mut P::String) {
//!         P::dict_to_python(out, &[("name", &self.name), ("age", &self.age)]);
//!     }
//! }
//! // Only with `#[derive(Clone)]`:
//! impl P::Capture for User {
//!     type Kept = P::Owned<Self>;
//!     fn keep(&self) -> P::Owned<Self> { P::Owned(P::Clone::clone(self)) }
//! }
//! ```
//!
//! `KeysValue` follows from `FieldsValue`. The Python of a record's value: `V::decoder(linker)` is an expression for a function
//! of the record dict; `V::fields_decoder(linker)` one of (dict of fields, where), where `where` is `key + ' ' + id` for
//! messages; `T::parser(linker)` one of (text or None, what), where `what` is ``launch: argument `times` `` for arguments.
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
//! }
//! ```
//!
//! `argument` fails in the words of the shipped one. The last argument of `call_trigger` is `decode_text` for `String`, `decode_int` for integers and
//! `decode_json` for everything else.

pub use std::clone::Clone;
pub use std::convert::Into;
pub use std::option::Option::{self, None, Some};
pub use std::result::Result::{Err, Ok};
pub use std::string::String;
pub use std::sync::Arc;
pub use std::vec;

pub use redis::ConnectionLike;

pub use crate::link::{
    Capture, Definition, Helper, Item, Kept, Linker, Mode, Owned, Position, Ref, Source, ToPython, Unit,
};
pub use crate::pipeline::{Request, Shippable};
pub use crate::reader::{CommandReader, KeysReader, OnFailure, StreamReader};
pub use crate::trigger::{Reply, call_trigger, decode_int, decode_json, decode_text};
pub use crate::wire::{FieldText, Fields, FieldsValue, KeysValue, Mismatch};
pub use crate::{
    Error, Gear, KeysRecord, Registration, Result, StreamRecord, ToArgument, ToArguments, Value,
};

/// The decoder of a struct: a Python function that builds the dict of its fields.
pub fn fields_decoder(linker: &mut Linker, name: &str, fields: &[(&str, Ref)]) -> String {
    crate::wire::fields_decoder(linker, name, fields)
}

/// The dict of a struct.
pub fn dict_to_python(out: &mut String, fields: &[(&str, &dyn ToPython)]) {
    out.push('{');
    for (index, (name, value)) in fields.iter().enumerate() {
        out.push_str(if index == 0 { "" } else { ", " });
        name.to_python(out);
        out.push_str(": ");
        value.to_python(out);
    }
    out.push('}');
}

/// An argument of a native call of a trigger; `args[0]` is the name of the trigger.
pub fn argument<T: FieldText>(trigger: &str, args: &[String], index: usize, name: &str) -> T {
    let text = args.get(index).map(String::as_bytes);
    let what = format!("{trigger}: argument `{name}`");
    T::parse_bytes(text, &what).unwrap_or_else(|mismatch| crate::native::fail(mismatch.into()))
}
