//! Steps that compare records.

use std::cmp::{Ordering, Reverse};
use std::collections::HashSet;
use std::hash::Hash;

use super::{Form, Many, One, Pipeline, Travels};
use crate::Result;

impl<'a, R, T: 'a, S: Form> Pipeline<'a, R, T, S> {
    /// Puts all records in the order that `arrange` gives them.
    fn arranged(self, arrange: impl FnOnce(&mut Vec<T>) + 'a) -> Pipeline<'a, R, T, Many> {
        self.gather(move |records| {
            let mut all = records.collect::<Result<Vec<T>>>()?;
            arrange(&mut all);
            Ok(all)
        })
    }

    /// Sorts the records, smallest first. Follow it by [`rev`](Pipeline::rev) for greatest first.
    pub fn sort(self) -> Pipeline<'a, R, T, Many>
    where
        T: Ord,
    {
        self.arranged(|records| records.sort())
    }

    /// Sorts the records by the key that `f` returns. Records with equal keys keep their order.
    pub fn sort_by_key<K: Ord>(self, f: impl Fn(&T) -> K + 'a) -> Pipeline<'a, R, T, Many> {
        self.arranged(|records| records.sort_by_key(f))
    }

    /// Sorts the records in the order of `f`, such as `|a, b| a.total_cmp(b)` for floats.
    pub fn sort_by(self, f: impl Fn(&T, &T) -> Ordering + 'a) -> Pipeline<'a, R, T, Many> {
        self.arranged(|records| records.sort_by(f))
    }

    /// Turns the records around.
    pub fn rev(self) -> Pipeline<'a, R, T, Many> {
        self.arranged(|records| records.reverse())
    }

    /// The `n` greatest records, greatest first.
    pub fn top(self, n: usize) -> Pipeline<'a, R, T, Many>
    where
        T: Ord,
    {
        self.arranged(move |records| {
            records.sort_by(|a, b| b.cmp(a));
            records.truncate(n);
        })
    }

    /// The `n` records with the greatest keys, greatest first.
    pub fn top_by_key<K: Ord>(self, n: usize, f: impl Fn(&T) -> K + 'a) -> Pipeline<'a, R, T, Many> {
        self.arranged(move |records| {
            records.sort_by_key(|record| Reverse(f(record)));
            records.truncate(n);
        })
    }

    /// Every record once, in the order in which they first come.
    pub fn distinct(self) -> Pipeline<'a, R, T, Many>
    where
        T: Eq + Hash + Clone,
    {
        self.arranged(|records| {
            let mut seen = HashSet::new();
            records.retain(|record| seen.insert(record.clone()));
        })
    }

    /// The one record that `best` prefers; `None` if there are none.
    fn extreme(self, best: impl Fn(T, T) -> T + 'a) -> Pipeline<'a, R, Option<T>, One> {
        self.gather(move |mut records| {
            let Some(first) = records.next() else { return Ok([None]) };
            let found = records.try_fold(first?, |found, record| record.map(|record| best(found, record)))?;
            Ok([Some(found)])
        })
    }

    /// The smallest record, the first of equal ones; `None` if there are none.
    pub fn min(self) -> Pipeline<'a, R, Option<T>, One>
    where
        T: Ord + Travels,
    {
        self.min_by(T::cmp)
    }

    /// The greatest record, the last of equal ones; `None` if there are none.
    pub fn max(self) -> Pipeline<'a, R, Option<T>, One>
    where
        T: Ord + Travels,
    {
        self.max_by(T::cmp)
    }

    /// The record with the smallest key; `None` if there are none.
    pub fn min_by_key<K: Ord>(self, f: impl Fn(&T) -> K + 'a) -> Pipeline<'a, R, Option<T>, One>
    where
        T: Travels,
    {
        self.min_by(move |a, b| f(a).cmp(&f(b)))
    }

    /// The record with the greatest key; `None` if there are none.
    pub fn max_by_key<K: Ord>(self, f: impl Fn(&T) -> K + 'a) -> Pipeline<'a, R, Option<T>, One>
    where
        T: Travels,
    {
        self.max_by(move |a, b| f(a).cmp(&f(b)))
    }

    /// The smallest record in the order of `f`, such as `|a, b| a.total_cmp(b)` for floats; `None` if there are none.
    pub fn min_by(self, f: impl Fn(&T, &T) -> Ordering + 'a) -> Pipeline<'a, R, Option<T>, One>
    where
        T: Travels,
    {
        self.extreme(move |found, record| if f(&record, &found).is_lt() { record } else { found })
    }

    /// The greatest record in the order of `f`; `None` if there are none.
    pub fn max_by(self, f: impl Fn(&T, &T) -> Ordering + 'a) -> Pipeline<'a, R, Option<T>, One>
    where
        T: Travels,
    {
        self.extreme(move |found, record| if f(&record, &found).is_ge() { record } else { found })
    }
}
