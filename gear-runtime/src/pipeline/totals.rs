//! Steps that make one value of all records.

use super::{Form, Many};
use super::{One, Pipeline, Travels};

/// A number, as `sum` and `avg` take it: an integer or a float.
///
/// ```
/// use redis_gears::{gear, prelude::*};
///
/// static HALVES: Gear<f64> = gear!(PythonReader(|| vec![1.5, 2.5]).sum().run());
/// assert_eq!(HALVES.native_on([1.5, 2.5]).unwrap(), 4.0);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number",
    label = "cannot be added up",
    note = "`sum()` and `avg()` take records that are numbers: use `.map(|r| ..)` before, or `aggregate`"
)]
pub trait Number: Copy + std::iter::Sum<Self> {
    /// Whether it is a float.
    const FLOAT: bool;

    /// The number as a float.
    fn to_f64(self) -> f64;
}

macro_rules! numbers {
    ($($number:ident)*) => {$(
        impl Number for $number {
            // One divided by two is nothing among integers only.
            const FLOAT: bool = (1 as $number) / (2 as $number) != (0 as $number);

            fn to_f64(self) -> f64 {
                self as f64
            }
        }
    )*};
}

numbers!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize f32 f64);

impl<'a, R, T: 'a, S: Form> Pipeline<'a, R, T, S> {
    /// How many records there are; 0 if there are none.
    pub fn count(self) -> Pipeline<'a, R, i64, One>
    where
        T: Travels,
    {
        self.gather(|mut records| {
            let count = records.try_fold(0, |count: i64, record| record.map(|_| count + 1))?;
            Ok([count])
        })
    }

    /// The sum of all records; 0 if there are none.
    pub fn sum(self) -> Pipeline<'a, R, T, One>
    where
        T: Number,
    {
        self.gather(|records| Ok([records.sum::<crate::Result<T>>()?]))
    }

    /// The average of all records; `None` if there are none.
    pub fn avg(self) -> Pipeline<'a, R, Option<f64>, One>
    where
        T: Number,
    {
        self.gather(|mut records| {
            let add = |(sum, n): (f64, usize), number: T| (sum + number.to_f64(), n + 1);
            let (sum, n) =
                records.try_fold((0.0, 0), |total, record| record.map(|number| add(total, number)))?;
            Ok([(n > 0).then(|| sum / n as f64)])
        })
    }

    /// Folds all records of all shards, one after the other, in the order in which they come together.
    ///
    /// The result is `zero` if there are no records. [`aggregate`](Pipeline::aggregate) does the work where the
    /// records are.
    pub fn accumulate<A: 'a>(self, zero: A, f: impl Fn(A, T) -> A + 'a) -> Pipeline<'a, R, A, One>
    where
        T: Travels,
    {
        self.gather(move |mut records| {
            Ok([records.try_fold(zero, |total, record| record.map(|record| f(total, record)))?])
        })
    }

    /// Folds the records of each shard: one record for each shard that has any. A native run is a single shard.
    pub fn local_accumulate<A: 'a>(self, zero: A, f: impl Fn(A, T) -> A + 'a) -> Pipeline<'a, R, A, Many>
    where
        T: Travels,
    {
        self.gather(move |mut records| {
            let Some(first) = records.next() else { return Ok(None) };
            let first = f(zero, first?);
            records.try_fold(first, |total, record| record.map(|record| f(total, record))).map(Some)
        })
    }

    /// Adds the records up: `local` adds one record on each shard, `merge` the sums of two shards.
    ///
    /// `zero` must be neutral for `merge`. It is the result if there are no records. A native run is a single
    /// shard, so it never calls `merge`.
    pub fn aggregate<A: 'a>(
        self,
        zero: A,
        local: impl Fn(A, T) -> A + 'a,
        merge: impl Fn(A, A) -> A + 'a,
    ) -> Pipeline<'a, R, A, One>
    where
        T: Travels,
    {
        let _ = merge;
        self.accumulate(zero, local)
    }
}
