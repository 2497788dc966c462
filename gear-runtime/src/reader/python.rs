//! `PythonReader`: what a function gives.

use super::Generated;
use crate::pipeline::{Many, Pipeline};

/// Reads what a function gives: an iterator or a list. The function runs on every shard; a native run is a single shard.
///
/// ```
/// use redis_gears::{gear, prelude::*};
///
/// static SQUARES: Gear<Vec<i64>> = gear!(PythonReader(|| 1..=3_i64).map(|n| n * n).run());
/// assert_eq!(SQUARES.native_on(1..=3_i64).unwrap(), [1, 4, 9]);
/// ```
#[allow(non_snake_case, reason = "the name it has on the server")]
pub fn PythonReader<F: Fn() -> I, I: IntoIterator>(generate: F) -> PythonSource<F> {
    PythonSource { generate }
}

/// A [`PythonReader()`].
pub struct PythonSource<F> {
    generate: F,
}

impl<F> std::fmt::Debug for PythonSource<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PythonSource")
    }
}

impl<F> PythonSource<F> {
    /// Opens the pipeline. Called by the expansion of `gear!`.
    #[doc(hidden)]
    pub fn __open<'a, I>(self) -> Pipeline<'a, Generated, I::Item, Many>
    where
        F: Fn() -> I + 'a,
        I: IntoIterator<Item: 'static, IntoIter: 'a>,
    {
        Pipeline::new(|feed| feed.records(move || Box::new((self.generate)().into_iter().map(Ok))))
    }
}
