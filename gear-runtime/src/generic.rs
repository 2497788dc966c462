//! What a type can be that a generic `#[gear]` function is called with. Its Python is the same for all of them.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::time::{Duration, Instant, SystemTime};

/// A type whose values are never Python's `None`: with another, `Some(value)` could not be told from `None`.
#[diagnostic::on_unimplemented(
    message = "a generic `#[gear]` function cannot be called with `{Self}`",
    label = "in Python its values could be `None`, or have no form",
    note = "write the function for this type; a type of your own needs `#[gear]`"
)]
pub trait Filled {}

/// A type of the standard library that Python orders and formats as Rust does. What a type of one's own makes of `<` and
/// `{}` stays in Rust.
#[diagnostic::on_unimplemented(
    message = "a generic `#[gear]` function that compares or formats cannot be called with `{Self}`",
    label = "its order and its text are its own, and are not shipped",
    note = "write the function for this type, or call it with numbers, strings, or lists and tuples of them"
)]
pub trait Plain: Filled {}

/// A number that may be negative.
#[diagnostic::on_unimplemented(
    message = "a generic `#[gear]` function that subtracts cannot be called with `{Self}`",
    label = "in Python it would go on below zero",
    note = "write the function for this type, or call it with signed numbers"
)]
pub trait Signed: Plain {}

macro_rules! signed {
    ($($ty:ty),*) => { $(impl Signed for $ty {})* };
}

signed!(i8, i16, i32, i64, isize, f64);

macro_rules! plain {
    ($($ty:ty),*) => { $(impl Filled for $ty {} impl Plain for $ty {})* };
}

plain!(
    bool, char, i8, i16, i32, i64, isize, u8, u16, u32, u64, usize, f32, f64, String, str, Duration, Instant,
    SystemTime
);

macro_rules! containers {
    ($($ty:ty),*) => { $(impl<T> Filled for $ty {})* };
}

containers!(Vec<T>, [T], VecDeque<T>, HashSet<T>, BTreeSet<T>);

impl<T, const N: usize> Filled for [T; N] {}
impl<T, E> Filled for Result<T, E> {}
impl<T: Filled> Filled for Reverse<T> {}
impl Filled for Ordering {}
impl<K, V> Filled for HashMap<K, V> {}
impl<K, V> Filled for BTreeMap<K, V> {}
impl<T: Plain> Plain for Vec<T> {}
impl<T: Plain> Plain for [T] {}
impl<T: Plain, const N: usize> Plain for [T; N] {}

macro_rules! transparent {
    ($($ty:ty),*) => { $(impl<T: Filled + ?Sized> Filled for $ty {} impl<T: Plain + ?Sized> Plain for $ty {} impl<T: Signed + ?Sized> Signed for $ty {})* };
}

transparent!(&T, &mut T, Box<T>);

macro_rules! tuples {
    ($($($name:ident)+;)*) => { $(
        impl<$($name),+> Filled for ($($name,)+) {}
        impl<$($name: Plain),+> Plain for ($($name,)+) {}
    )* };
}

tuples! { A; A B; A B C; A B C D; A B C D E; A B C D E F; A B C D E F G; A B C D E F G H; }
