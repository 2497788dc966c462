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

/// `Display` of a type.
#[diagnostic::on_unimplemented(
    message = "the text of `{Self}` cannot be made in Python",
    label = "its `Display` is not known in gears",
    note = "write `#[gear]` above its `impl Display`"
)]
pub trait Displays {
    /// A function from a value to its text.
    fn displayer(linker: &mut Linker) -> String;
}

/// A type whose text is the same with a width, a precision or a sign: its `fmt` writes it with `write!` and `write_str`.
#[diagnostic::on_unimplemented(
    message = "the text of `{Self}` with a width, a precision or a sign cannot be made in Python",
    label = "its `Display` is not known in gears, or hands these on to what it writes",
    note = "format its text: `format!(\"{{:>10}}\", value.to_string())`"
)]
pub trait DisplaysPlainly: Displays {}

/// Links the function of a type whose text is the same with a width.
pub fn plain_displayer<T: DisplaysPlainly>(linker: &mut Linker) -> String {
    T::displayer(linker)
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
