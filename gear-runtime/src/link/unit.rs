//! What the macros emit: static descriptions of pieces of Python.

use gear_prelude::Helper;

use super::Linker;

/// A function that links what a [`Unit`] refers to and returns its Python name or expression.
pub type Ref = fn(&mut Linker) -> String;

/// One piece of Python with what it needs; lives in a `static`, whose address is its identity.
#[derive(Debug)]
pub struct Unit {
    /// The name, `fn_is_adult` or `struct_User`: in Python `gear_` and this, and `_2` etc. where two are
    /// alike.
    pub name: &'static str,
    /// The text. `\u{1}INDEX\u{1}` stands for what `refs[INDEX]` returns, `\u{1}.\u{1}` for the unit's own
    /// name.
    pub python: &'static str,
    /// Modules to import at the top.
    pub imports: &'static [&'static str],
    /// Helper functions that the text calls.
    pub helpers: &'static [&'static Helper],
    /// What the text refers to.
    pub refs: &'static [Ref],
    /// Packages to install, in the form of pip.
    pub requirements: &'static [&'static str],
    /// The Rust source.
    pub source: Source,
}

/// Where a [`Unit`] comes from.
#[derive(Debug)]
pub struct Source {
    /// `file!()`.
    pub file: &'static str,
    /// `line!()`.
    pub line: u32,
    /// Which line of the Python text comes from where.
    pub map: &'static [Position],
}

/// One line of a [`Source::map`].
#[derive(Debug)]
pub struct Position {
    /// The line in [`Unit::python`], from 1.
    pub python: u32,
    /// The line of the Rust source, counted from [`Source::line`].
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
    /// The expression, shortened; may be empty.
    pub text: &'static str,
}

/// Something with a [`Unit`]: the companion item that `#[gear]` leaves beside a function or type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `#[gear]` function",
    label = "has no Python form",
    note = "a gear can call functions that are marked with `#[gear]`, and those of the supported subset of std"
)]
pub trait Item {
    /// The description.
    fn unit() -> &'static Unit;

    /// Links the item and returns its Python name.
    fn link(linker: &mut Linker) -> String {
        linker.unit(Self::unit())
    }
}

/// What `gear!` leaves in a `static` beside a gear.
#[derive(Debug)]
pub struct Definition {
    /// The program itself: the statements that build and run the pipeline.
    pub unit: Unit,
    /// The name of the reader.
    pub reader: &'static str,
    /// The execution mode, if the gear chooses one.
    pub mode: Option<Mode>,
    /// The name of the trigger, if the gear registers one.
    pub trigger: Option<&'static str>,
}

/// Where the steps of a gear run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// In the background, on all shards.
    Async,
    /// In the background, on the shard of the event only.
    AsyncLocal,
    /// At once, within the command that caused the event; Redis does nothing else meanwhile.
    Sync,
}
