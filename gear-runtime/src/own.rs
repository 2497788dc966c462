//! What a type of the user's is derived to do, as functions of Python: a gear that asks for one brings it along.
//!
//! `#[gear]` implements each for what is derived below it. An impl asks of the fields what it needs, so a field of which Python
//! cannot make the same is an error where it is asked for, and not where the struct stands.

use crate::link::{Linker, Ref};
use crate::newtype::Has;

/// `{:?}` and `{:#?}` of a type.
#[diagnostic::on_unimplemented(
    message = "the `{{:?}}` of `{Self}` cannot be made in Python",
    label = "its text is not known in gears",
    note = "write `#[gear]` above `#[derive(Debug)]` where the type stands; all its fields need a `{{:?}}` that is the same in Python, \
            which hashed maps and sets have not"
)]
pub trait Debugs {
    /// A function from a value to its `{:?}`.
    fn debugger(linker: &mut Linker) -> String;

    /// A function from a value to its `{:#?}`.
    fn pretty_debugger(linker: &mut Linker) -> String;
}

/// `Default` of a type.
#[diagnostic::on_unimplemented(
    message = "the default of `{Self}` cannot be made in Python",
    label = "its `Default` is not known in gears",
    note = "write `#[gear]` above `#[derive(Default)]` where the type stands, or above its `impl Default`; what it derives has \
            fields with defaults that are known in gears"
)]
pub trait Defaults {
    /// A function without parameters.
    fn defaulter(linker: &mut Linker) -> String;
}

/// `Ord` of a type.
#[diagnostic::on_unimplemented(
    message = "the order of `{Self}` is not known in Python",
    label = "its `Ord` is not known in gears",
    note = "write `#[gear]` above `#[derive(PartialOrd, Ord)]` where the type stands, or order by a key: \
            `sort_by_key(|value| (value.a, value.b))`"
)]
pub trait Orders {
    /// A function from a value to what Python orders as Rust orders the values.
    fn sorter(linker: &mut Linker) -> String;
}

/// What a panic shows of a value: its `{:?}`, if it is known, or else what Python writes.
pub trait Shows {
    /// Links the function.
    const DEBUGGER: Ref = |_| "str".to_owned();
}

impl<T> Shows for Has<T> {}

impl<T: Debugs> Has<T> {
    /// Links the function.
    pub const DEBUGGER: Ref = T::debugger;
}
