//! What the macros emit: static descriptions of pieces of Python.

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
    /// As `file!()` says it.
    pub file: &'static str,
    /// The line of the macro, as `line!()` says it.
    pub line: u32,
    /// How many lines after it the source begins. Apart from the line: rustc would have to check and evaluate a sum.
    pub offset: u32,
    /// Which line of the Python text comes from where: `python:line:column` with spaces between; lines of Python count from
    /// 1, those of Rust from the first of the source. One literal, because this is the part of an expansion that would grow most with the length of a gear.
    pub map: &'static str,
}

impl Source {
    /// The line that the source begins in.
    pub(crate) fn first_line(&self) -> u32 {
        self.line + self.offset
    }

    /// The places in [`Source::map`], in the order of the Python text.
    pub(super) fn positions(&self) -> impl Iterator<Item = Position> {
        self.map.split_ascii_whitespace().filter_map(Position::read)
    }
}

/// Where a line of a unit comes from.
pub(super) struct Position {
    /// The line in [`Unit::python`], from 1.
    pub(super) python: u32,
    /// The line of the Rust source, counted from the first of the source.
    pub(super) line: u32,
    /// The column, from 1.
    pub(super) column: u32,
}

impl Position {
    fn read(text: &str) -> Option<Position> {
        let mut numbers = text.splitn(3, ':').map(str::parse);
        let mut next = || numbers.next()?.ok();
        Some(Position { python: next()?, line: next()?, column: next()? })
    }
}

impl Unit {
    /// As an expansion writes it, which is where the source is, but for the lines between. A function, and no literal of both
    /// structs: rustc has less to check in each gear.
    #[track_caller]
    pub const fn __new(
        name: &'static str,
        python: &'static str,
        refs: &'static [Ref],
        requirements: &'static [&'static str],
        offset: u32,
        map: &'static str,
    ) -> Self {
        let at = std::panic::Location::caller();
        Unit {
            name,
            python,
            refs,
            requirements,
            source: Source { file: at.file(), line: at.line(), offset, map },
        }
    }
}

/// Something with a [`Unit`]: the companion item that `#[gear]` leaves beside a function or type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a plain `#[gear]` function",
    label = "cannot be called here",
    note = "a gear can call functions that are marked with `#[gear]`, and those of the supported subset of std",
    note = "the call of an `async` function is awaited where it stands: `{Self}(..).await`"
)]
pub trait Item {
    /// The description.
    fn unit() -> &'static Unit;

    /// Links the item and returns its Python name.
    fn link(linker: &mut Linker) -> String {
        linker.unit(Self::unit())
    }
}

/// An `async` function, whose call has to be awaited.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an `async` `#[gear]` function",
    label = "has no call that can be awaited here",
    note = "mark the function with `#[gear]`; a future that a plain function gives is awaited by its name: \
            `let future = {Self}(..); future.await`"
)]
pub trait AsyncItem {
    /// The description.
    fn unit() -> &'static Unit;

    /// Links the item and returns its Python name.
    fn link(linker: &mut Linker) -> String {
        linker.unit(Self::unit())
    }
}

/// A function that gives `&mut` parameters back, which Python cannot change in place: numbers, text, options.
///
/// The bits of `PARAMETERS` say which; `ALONE`: it has no result beside them. A caller says the same of its call.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not take these arguments by `&mut`",
    label = "is called as if it gave them back",
    note = "its parameter may be a `&` reference, for which `&*value` stands; its type may be one that Python changes in \
            place, if it is seen; and the type of its result has to be known here: `let result: .. = {Self}(..);`"
)]
pub trait Changing<const PARAMETERS: u64, const ALONE: bool> {
    /// The description.
    fn unit() -> &'static Unit;

    /// Links the item and returns its Python name.
    fn link(linker: &mut Linker) -> String {
        linker.unit(Self::unit())
    }
}

/// A beginning of pipelines: the companion item that `#[gear]` leaves beside a function that gives an [`Open`](crate::Open).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a beginning of pipelines",
    label = "has no Python form",
    note = "a pipeline begins with a reader, or with a `#[gear] fn` whose result is `Open<Keys, Record>`"
)]
pub trait Beginning {
    /// The name of its reader.
    const READER: &'static str;
    /// Why gears that run cannot begin with it; empty if they can.
    const NOT_TO_RUN: &'static str;
    /// Why gears that register cannot begin with it; empty if they can.
    const NOT_TO_REGISTER: &'static str;

    /// The description.
    fn unit() -> &'static Unit;

    /// Links the function and returns its Python name.
    fn link(linker: &mut Linker) -> String {
        linker.unit(Self::unit())
    }
}

/// Refuses, at compile time, a beginning that is not for gears with this ending.
#[track_caller]
pub const fn check_beginning(problem: &'static str) {
    if !problem.is_empty() {
        panic!("{}", problem);
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

impl Definition {
    /// That of a gear that is run, as an expansion writes it.
    pub const fn __batch(unit: Unit, reader: &'static str) -> Self {
        Definition { unit, reader, mode: None, trigger: None }
    }
}

/// Where the steps of a gear run.
///
/// ```
/// use redis_gears::{Registration, gear, prelude::*};
///
/// static SEEN: Gear<Registration> = gear!(
///     KeysReader::<()>("page:*").for_each(|_| log!("a page")).register(mode = Sync, events = ["set"])
/// );
/// assert_eq!(SEEN.mode(), Some(Mode::Sync));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// In the background, on all shards.
    Async,
    /// In the background, on the shard of the event only.
    AsyncLocal,
    /// At once, within the command that caused the event; Redis does nothing else meanwhile.
    Sync,
}
