//! Chance, in closures. Shipped, it is Python's `random`; the two worlds draw different numbers.
//!
//! The numbers are good for samples and for spreading load, and not for secrets. [`uuid()`] is made of the randomness of
//! the operating system in both worlds.

use std::ops::{Range, RangeInclusive};

#[doc(hidden)]
pub use crate::cmd::RedisGearsCommands;

mod sealed {
    pub trait Sealed {}
}

/// A range of integers that [`int`] draws from: `0..n` or `1..=6`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no range to draw an integer from",
    note = "write both ends: `random::int(1..=6)`"
)]
pub trait Bounds<T>: sealed::Sealed {
    /// A number of the range.
    #[doc(hidden)]
    fn draw(self) -> T;
}

macro_rules! bounds {
    ($($int:ident)*) => {$(
        impl sealed::Sealed for Range<$int> {}
        impl sealed::Sealed for RangeInclusive<$int> {}
        impl Bounds<$int> for Range<$int> {
            #[track_caller]
            fn draw(self) -> $int {
                fastrand::$int(self)
            }
        }
        impl Bounds<$int> for RangeInclusive<$int> {
            #[track_caller]
            fn draw(self) -> $int {
                fastrand::$int(self)
            }
        }
    )*};
}

bounds! { i8 i16 i32 i64 isize u8 u16 u32 u64 usize }

/// An integer of a range, each as likely as the others.
///
/// ```
/// let die: i64 = gear_runtime::random::int(1..=6);
/// assert!((1..=6).contains(&die));
/// ```
///
/// # Panics
///
/// Panics if the range is empty.
#[track_caller]
pub fn int<T>(range: impl Bounds<T>) -> T {
    range.draw()
}

/// A number from 0 up to, and not including, 1.
///
/// ```
/// assert!((0.0..1.0).contains(&gear_runtime::random::float()));
/// ```
pub fn float() -> f64 {
    fastrand::f64()
}

/// One of the elements; `None` if there are none.
///
/// ```
/// use gear_runtime::random;
///
/// assert!(random::choice(&["heads", "tails"]).is_some());
/// assert_eq!(random::choice::<i64>(&[]), None);
/// ```
pub fn choice<T>(list: &[T]) -> Option<&T> {
    fastrand::choice(list)
}

/// Brings the elements into an order by chance.
///
/// ```
/// let mut deck: Vec<i64> = (0..52).collect();
/// gear_runtime::random::shuffle(&mut deck);
/// assert_eq!(deck.iter().sum::<i64>(), 1326);
/// ```
pub fn shuffle<T>(list: &mut [T]) {
    fastrand::shuffle(list);
}

/// A UUID of version 4, as text.
///
/// ```
/// assert_eq!(gear_runtime::random::uuid().len(), 36);
/// ```
pub fn uuid() -> String {
    uuid::Uuid::new_v4().to_string()
}
