//! What can be a key of a map, or an item of a set, in Python as in Rust.

use std::time::{Duration, Instant, SystemTime};

use crate::Bytes;

/// A type whose values Python can look up: equal ones are found, as Rust finds them.
///
/// ```compile_fail
/// use redis_gears::{gear, prelude::*};
///
/// #[gear]
/// #[derive(Clone, PartialEq, Eq, Hash)]
/// struct Point { x: i64, y: i64 }
///
/// #[gear]
/// fn different(points: Vec<Point>) -> usize {
///     points.into_iter().collect::<HashSet<Point>>().len()
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a key of a map or an item of a set",
    label = "Python cannot look it up",
    note = "use a number, text, a tuple of these, a `#[gear]` struct whose fields have no names, or a `#[gear]` enum without data"
)]
pub trait Key {}

/// A [`Key`] that Python sorts as Rust does, as `BTreeMap` and `BTreeSet` need.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a key of a sorted map or an item of a sorted set",
    label = "in Python it has another order, or none",
    note = "use a number, text or a tuple of these, or a `#[gear]` struct of these whose fields have no names, with a derived `Ord`; \
            of a `#[gear]` enum without data, the names of the variants have to stand in the order of the alphabet"
)]
pub trait SortedKey: Key {}

macro_rules! keys {
    ($($ty:ty)*) => { $(impl Key for $ty {} impl SortedKey for $ty {})* };
}

keys! {
    bool char i8 i16 i32 i64 isize u8 u16 u32 u64 usize String str Bytes Duration Instant SystemTime
}

macro_rules! transparent {
    ($($ty:ty)*) => { $(impl<T: Key + ?Sized> Key for $ty {} impl<T: SortedKey + ?Sized> SortedKey for $ty {})* };
}

transparent! { &T Box<T> std::rc::Rc<T> std::sync::Arc<T> }

// Python does not order `None`.
impl<T: Key> Key for Option<T> {}

macro_rules! tuples {
    ($($($name:ident)+;)*) => { $(
        impl<$($name: Key),+> Key for ($($name,)+) {}
        impl<$($name: SortedKey),+> SortedKey for ($($name,)+) {}
    )* };
}

tuples! { A; A B; A B C; A B C D; A B C D E; A B C D E F; A B C D E F G; A B C D E F G H; }
