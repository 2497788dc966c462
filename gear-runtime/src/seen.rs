//! What rustc is asked about a value whose type the compiler does not see, where a method or an operator of its name could be
//! that of a type of the user's own.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::rc::Rc;
use std::sync::{Arc, LazyLock};

use crate::foreign::Foreign;
use crate::generic::{Filled, Plain};
use crate::{Bytes, State};

/// A type of whose values Python knows by a look at them what is asked, which is `By`.
#[diagnostic::on_unimplemented(
    message = "the compiler of gears does not see that this is of type `{Self}`, and what is done with it hangs on the type",
    label = "Python cannot tell by a look at the value",
    note = "give the value its type first: `let value: .. = ..;`"
)]
pub trait Seen<By: ?Sized> {}

/// What is asked.
pub mod by {
    macro_rules! questions {
        ($($(#[$doc:meta])* $name:ident)*) => { $($(#[$doc])* #[derive(Debug)] pub enum $name {})* };
    }

    questions! {
        /// What `{}` writes.
        Shown
        /// How much is in it, and whether something is.
        Length
        /// The elements, in their order.
        Sequence
        /// The element at a place, or the value of a key.
        Lookup
        /// The parts by their numbers.
        Parts
        /// That it is text.
        Text
        /// That it is a list of texts.
        Texts
        /// That it is an `f64`.
        Float
        /// That it is an `Option`.
        Maybe
        /// That it is a `Result`.
        Outcome
        /// That it is a [`State`](crate::State).
        Kept
        /// That it is a number.
        Number
        /// That it is a number that may be negative.
        Signed
        /// That it is a number or text.
        Added
        /// That it is an integer or a `bool`.
        Bits
    }
}

/// `[parameters] Type: questions;`
macro_rules! seen {
    (@ [$($name:ident),*] $ty:ty, $by:ident) => { impl<$($name),*> Seen<by::$by> for $ty {} };
    ($($names:tt $ty:ty: $($by:ident)+;)*) => { $($(seen! { @ $names $ty, $by })+)* };
}

seen! {
    [] bool: Shown Bits;
    [] char: Shown;
    [] i8: Shown Number Signed Added Bits;
    [] i16: Shown Number Signed Added Bits;
    [] i32: Shown Number Signed Added Bits;
    [] i64: Shown Number Signed Added Bits;
    [] isize: Shown Number Signed Added Bits;
    [] u8: Shown Number Added Bits;
    [] u16: Shown Number Added Bits;
    [] u32: Shown Number Added Bits;
    [] u64: Shown Number Added Bits;
    [] usize: Shown Number Added Bits;
    [] f64: Shown Number Signed Added Float;
    [] str: Shown Text Length Added;
    [] String: Shown Text Length Added;
    [] Bytes: Length Sequence Lookup;
    [T] Vec<T>: Length Sequence Lookup;
    [T] [T]: Length Sequence Lookup;
    [T] VecDeque<T>: Length Sequence Lookup;
    [K, V, S] HashMap<K, V, S>: Length Lookup;
    [K, V] BTreeMap<K, V>: Length Lookup;
    [T, S] HashSet<T, S>: Length;
    [T] BTreeSet<T>: Length;
    [T, E] Result<T, E>: Outcome;
    [T] State<T>: Kept;
    [A] (A,): Parts;
    [A, B] (A, B): Parts;
    [A, B, C] (A, B, C): Parts;
    [A, B, C, D] (A, B, C, D): Parts;
    [A, B, C, D, E] (A, B, C, D, E): Parts;
    [A, B, C, D, E, F] (A, B, C, D, E, F): Parts;
}

#[diagnostic::do_not_recommend]
impl<T: Filled> Seen<by::Maybe> for Option<T> {}
impl<T: Seen<by::Text>> Seen<by::Texts> for Vec<T> {}
impl<T: Seen<by::Text>> Seen<by::Texts> for [T] {}
impl<T: Seen<by::Text>, const N: usize> Seen<by::Texts> for [T; N] {}
impl<T, const N: usize> Seen<by::Length> for [T; N] {}
impl<T, const N: usize> Seen<by::Sequence> for [T; N] {}
impl<T, const N: usize> Seen<by::Lookup> for [T; N] {}

impl<By, T: Seen<By> + ?Sized> Seen<By> for &T {}
impl<By, T: Seen<By> + ?Sized> Seen<By> for &mut T {}
impl<By, T: Seen<By> + ?Sized> Seen<By> for Box<T> {}
impl<By, T: Seen<By> + ?Sized> Seen<By> for Rc<T> {}
impl<By, T: Seen<By> + ?Sized> Seen<By> for Arc<T> {}
impl<By, T: Seen<By>> Seen<By> for LazyLock<T> {}
impl<By, T: Seen<By>> Seen<By> for Foreign<T> {}

/// Compiles for a value of which Python knows what is asked.
pub fn seen<By, T: Seen<By> + ?Sized>(_: &T) {}

/// A type whose values Python orders as Rust does, as they are.
#[diagnostic::on_unimplemented(
    message = "the compiler of gears does not see that this is of type `{Self}`, whose order is another in Python",
    label = "would be compared as it is",
    note = "give the value its type first: `let value: .. = ..;`"
)]
pub trait Ordered {}

#[diagnostic::do_not_recommend]
impl<T: Plain + ?Sized> Ordered for T {}

/// Compiles for a value that Python orders as Rust does.
pub fn ordered<T: Ordered + ?Sized>(_: &T) {}

/// A type whose values are never Python's `None`.
#[diagnostic::on_unimplemented(
    message = "the compiler of gears does not see that this is of type `{Self}`, which may be `None` in Python",
    label = "in an option it has another form",
    note = "give the value its type first: `let value: .. = ..;`"
)]
pub trait Present {}

#[diagnostic::do_not_recommend]
impl<T: Filled + ?Sized> Present for T {}

/// Compiles for a value that is never `None` in Python.
pub fn filled<T: Present + ?Sized>(_: &T) {}

/// Compiles for an iterator that is none of the user's own: such a type would have [`Walked`] twice.
pub fn iterates<By, T: Iterator + Walked<By> + ?Sized>(_: &T) {}

/// An iterator that a gear can walk over.
pub trait Walked<By> {}

impl<T: ?Sized> Walked<()> for T {}
impl<T: Filled + ?Sized> Walked<bool> for T {}
