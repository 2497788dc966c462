//! Steps that work on the records of each key.

use std::collections::HashMap;
use std::hash::Hash;

use super::{Form, Groups, Many, Pipeline, Records, Travels};
use crate::Result;

/// Folds the records of each key.
fn folded<T, K: Eq + Hash, A: Clone>(
    records: Records<'_, T>,
    key: impl Fn(&T) -> K,
    zero: &A,
    fold: impl Fn(A, T) -> A,
) -> Result<HashMap<K, A>> {
    let mut totals: HashMap<K, A> = HashMap::new();
    for record in records {
        let record = record?;
        let key = key(&record);
        let total = totals.remove(&key).unwrap_or_else(|| zero.clone());
        totals.insert(key, fold(total, record));
    }
    Ok(totals)
}

impl<'a, R, T: 'a, S: Form> Pipeline<'a, R, T, S> {
    /// How many records there are for every key that `f` returns.
    pub fn count_by<K: Eq + Hash + 'a>(self, f: impl Fn(&T) -> K + 'a) -> Pipeline<'a, R, (K, i64), Groups>
    where
        T: Travels,
    {
        self.group_by(f, 0, |count, _| count + 1)
    }

    /// Folds the records of every key that `key` returns, on the shard that the key belongs to.
    ///
    /// All records travel there; [`aggregate_by`](Pipeline::aggregate_by) sends totals only.
    pub fn group_by<K: Eq + Hash + 'a, A: Clone + 'a>(
        self,
        key: impl Fn(&T) -> K + 'a,
        zero: A,
        fold: impl Fn(A, T) -> A + 'a,
    ) -> Pipeline<'a, R, (K, A), Groups>
    where
        T: Travels,
    {
        self.gather(move |records| folded(records, key, &zero, fold))
    }

    /// Folds the records of every key on each shard: a key that two shards have gives two records. A native run is a
    /// single shard.
    pub fn local_group_by<K: Eq + Hash + 'a, A: Clone + 'a>(
        self,
        key: impl Fn(&T) -> K + 'a,
        zero: A,
        fold: impl Fn(A, T) -> A + 'a,
    ) -> Pipeline<'a, R, (K, A), Many>
    where
        T: Travels,
    {
        self.gather(move |records| folded(records, key, &zero, fold))
    }

    /// Folds the records of every key: `local` adds one record on each shard, `merge` the totals of two shards.
    ///
    /// `zero` must be neutral for `merge`. A native run is a single shard, so it never calls `merge`.
    pub fn aggregate_by<K: Eq + Hash + 'a, A: Clone + 'a>(
        self,
        key: impl Fn(&T) -> K + 'a,
        zero: A,
        local: impl Fn(A, T) -> A + 'a,
        merge: impl Fn(A, A) -> A + 'a,
    ) -> Pipeline<'a, R, (K, A), Groups>
    where
        T: Travels,
    {
        let _ = merge;
        self.group_by(key, zero, local)
    }

    /// What `reduce` makes of all records of every key. They must fit in the memory of the shard that has the key.
    pub fn batch_group_by<K: Eq + Hash + 'a, V: 'a>(
        self,
        key: impl Fn(&T) -> K + 'a,
        reduce: impl Fn(&K, Vec<T>) -> V + 'a,
    ) -> Pipeline<'a, R, (K, V), Groups>
    where
        T: Travels,
    {
        self.gather(move |records| {
            let mut groups: HashMap<K, Vec<T>> = HashMap::new();
            for record in records {
                let record = record?;
                groups.entry(key(&record)).or_default().push(record);
            }
            Ok(groups.into_iter().map(move |(key, records)| {
                let value = reduce(&key, records);
                (key, value)
            }))
        })
    }
}
