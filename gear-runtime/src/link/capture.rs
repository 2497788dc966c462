//! Values of the surrounding function that a gear takes along.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::Hash;
use std::marker::PhantomData;

use super::ToPython;
use super::literal::literal;
use crate::keys::Key;
use crate::{Bytes, Value};

/// A value that a gear can capture.
///
/// A gear outlives the function it is written in, so it keeps a copy ([`Kept`]) and lends it to each native
/// run with the type the variable had: a captured `&str` is a `&str` in the closures again.
/// See [`ToPython`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be captured by a gear",
    label = "has no Python literal",
    note = "captured values can be numbers, `bool`, `char`, text, `Bytes`, `Option`, tuples, lists, maps and sets of these, \
            and `#[gear]` types that are `Clone`"
)]
pub trait Capture: ToPython {
    /// The form in which the gear keeps the value.
    type Kept: Kept;

    /// Copies the value.
    fn keep(&self) -> Self::Kept;

    /// The Python literal of the value.
    fn literal(&self) -> String {
        literal(self)
    }
}

/// A captured value, as it lives in a gear.
pub trait Kept: Send + Sync + 'static {
    /// The type of the variable that was captured, for the length of one run.
    type Lent<'x>;

    /// The value for one run.
    fn lend(&self) -> Self::Lent<'_>;
}

/// Keeps an owned value; every run gets a clone.
#[derive(Debug)]
pub struct Owned<T>(pub T);

impl<T: Clone> Owned<T> {
    /// The value for one run. Beside [`Kept::lend`], because here the result's type is the kept one by itself
    /// and not by way of a trait: the type of a captured `let n = 20;` can follow from how the gear uses it.
    pub fn lend(&self) -> T {
        self.0.clone()
    }
}

/// A variable on its way into a gear; `(&&&Captured(&x)).keep()` keeps it: as a [`KeepNumber`] if it can be one, else as a
/// [`KeepAny`], else as a [`KeepNothing`], because a method is looked for behind fewer and fewer references.
#[derive(Debug)]
pub struct Captured<'a, T>(pub &'a T);

/// Keeps what cannot be captured, so that the missing [`Capture`] is the only error.
pub trait KeepNothing {
    /// The type of the variable.
    type Type;

    /// Keeps nothing.
    fn keep(&self) -> NotKept<Self::Type>;
}

impl<T> KeepNothing for Captured<'_, T> {
    type Type = T;

    fn keep(&self) -> NotKept<T> {
        NotKept(PhantomData)
    }
}

/// A variable that was not captured.
#[derive(Debug)]
pub struct NotKept<T>(PhantomData<fn() -> T>);

impl<T> NotKept<T> {
    /// Never called: a program that would call it does not compile.
    pub fn lend(&self) -> T {
        unreachable!("a variable without `Capture` does not compile")
    }
}

/// Keeps numbers, also those whose type is still to be inferred.
pub trait KeepNumber {
    /// The number's type.
    type Number;

    /// Copies the number.
    fn keep(&self) -> Owned<Self::Number>;
}

/// Keeps everything that can be captured.
pub trait KeepAny {
    /// See [`Capture::Kept`].
    type Kept: Kept;

    /// Copies the value.
    fn keep(&self) -> Self::Kept;
}

impl<T: Capture> KeepAny for &Captured<'_, T> {
    type Kept = T::Kept;

    fn keep(&self) -> T::Kept {
        self.0.keep()
    }
}

/// The types of number literals.
pub trait Number: Copy {}

impl<T: Number> KeepNumber for &&Captured<'_, T> {
    type Number = T;

    fn keep(&self) -> Owned<T> {
        Owned(*self.0)
    }
}

macro_rules! numbers {
    ($($ty:ty)*) => {$(impl Number for $ty {})*};
}

numbers!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize f32 f64);

impl<T: Clone + Send + Sync + 'static> Kept for Owned<T> {
    type Lent<'x> = T;

    fn lend(&self) -> T {
        self.0.clone()
    }
}

/// Keeps what a reference pointed to; every run gets a reference.
#[derive(Debug)]
pub struct Borrowed<O, T: ?Sized>(O, PhantomData<fn(&T)>);

impl<O: std::borrow::Borrow<T> + Send + Sync + 'static, T: ?Sized + 'static> Kept for Borrowed<O, T> {
    type Lent<'x> = &'x T;

    fn lend(&self) -> &T {
        self.0.borrow()
    }
}

impl<T> Capture for &T
where
    T: ToPython + ToOwned<Owned: Send + Sync + 'static> + ?Sized + 'static,
{
    type Kept = Borrowed<T::Owned, T>;

    fn keep(&self) -> Self::Kept {
        Borrowed((**self).to_owned(), PhantomData)
    }
}

impl<K: Kept> Kept for Vec<K> {
    type Lent<'x> = Vec<K::Lent<'x>>;

    fn lend(&self) -> Self::Lent<'_> {
        self.iter().map(K::lend).collect()
    }
}

impl<T: Capture> Capture for Vec<T> {
    type Kept = Vec<T::Kept>;

    fn keep(&self) -> Self::Kept {
        self.iter().map(T::keep).collect()
    }
}

impl<K: Kept, const N: usize> Kept for [K; N] {
    type Lent<'x> = [K::Lent<'x>; N];

    fn lend(&self) -> Self::Lent<'_> {
        self.each_ref().map(K::lend)
    }
}

impl<T: Capture, const N: usize> Capture for [T; N] {
    type Kept = [T::Kept; N];

    fn keep(&self) -> Self::Kept {
        self.each_ref().map(T::keep)
    }
}

impl<K: Kept> Kept for Option<K> {
    type Lent<'x> = Option<K::Lent<'x>>;

    fn lend(&self) -> Self::Lent<'_> {
        self.as_ref().map(K::lend)
    }
}

impl<T: Capture> Capture for Option<T> {
    type Kept = Option<T::Kept>;

    fn keep(&self) -> Self::Kept {
        self.as_ref().map(T::keep)
    }
}

macro_rules! capture_owned {
    ($(($($generics:tt)*) $ty:ty;)*) => {$(
        impl<$($generics)*> Capture for $ty {
            type Kept = Owned<Self>;

            fn keep(&self) -> Self::Kept {
                Owned(self.clone())
            }
        }
    )*};
}

capture_owned! {
    () i8; () i16; () i32; () i64; () isize; () u8; () u16; () u32; () u64; () usize;
    () f32; () f64; () bool; () char; () String; () (); () Bytes; () Value;
    () serde_json::Value; () std::time::Duration;
    (K: ToPython + Key + Clone + Eq + Hash + Send + Sync + 'static, V: ToPython + Clone + Send + Sync + 'static) HashMap<K, V>;
    (K: ToPython + Key + Clone + Ord + Send + Sync + 'static, V: ToPython + Clone + Send + Sync + 'static) BTreeMap<K, V>;
    (T: ToPython + Key + Clone + Eq + Hash + Send + Sync + 'static) HashSet<T>;
    (T: ToPython + Key + Clone + Ord + Send + Sync + 'static) BTreeSet<T>;
}

macro_rules! capture_tuples {
    ($(($($name:ident)+))*) => {$(
        #[allow(non_snake_case, reason = "the type parameters double as variables")]
        impl<$($name: Kept),+> Kept for ($($name,)+) {
            type Lent<'x> = ($($name::Lent<'x>,)+);

            fn lend(&self) -> Self::Lent<'_> {
                let ($($name,)+) = self;
                ($($name.lend(),)+)
            }
        }

        #[allow(non_snake_case, reason = "the type parameters double as variables")]
        impl<$($name: Capture),+> Capture for ($($name,)+) {
            type Kept = ($($name::Kept,)+);

            fn keep(&self) -> Self::Kept {
                let ($($name,)+) = self;
                ($($name.keep(),)+)
            }
        }
    )*};
}

capture_tuples!((A)(A B)(A B C)(A B C D)(A B C D E)(A B C D E F)(A B C D E F G)(A B C D E F G H));

#[cfg(test)]
mod tests {
    use super::*;

    fn lent<T: Capture>(value: T) -> (String, T::Kept) {
        (value.literal(), value.keep())
    }

    #[test]
    fn owned_values_come_back_owned() {
        let (literal, kept) = lent(18i64);
        assert_eq!((literal.as_str(), kept.lend()), ("18", 18i64));
        let (literal, kept) = lent(vec![String::from("a")]);
        let back: Vec<String> = kept.lend();
        assert_eq!((literal.as_str(), back), ("['a']", vec![String::from("a")]));
        let (_, kept) = lent(HashMap::from([("a", 1)]));
        assert_eq!(kept.lend()["a"], 1);
    }

    #[test]
    fn references_come_back_as_references() {
        let kept = {
            let local = String::from("short-lived");
            let (literal, kept) = lent(local.as_str());
            assert_eq!(literal, "'short-lived'");
            kept
        };
        let back: &str = kept.lend();
        assert_eq!(back, "short-lived");

        let kept = {
            let words = [String::from("a"), String::from("b")];
            (lent(words.as_slice()).1, lent(vec![words[0].as_str()]).1, lent((words[1].as_str(), 2)).1)
        };
        let (slice, list, pair): (&[String], Vec<&str>, (&str, i32)) = kept.lend();
        assert_eq!((slice.len(), list, pair), (2, vec!["a"], ("b", 2)));
    }
}
