//! `HashMap` and `BTreeMap`. A `BTreeMap` is a dict, sorted when it is walked.

use super::{Method, custom, method};
use crate::lower::forms;

pub(super) const METHODS: &[Method] = &[
    method("Map<K, V>", "len", "() -> usize", "len({0})"),
    method("Map<K, V>", "is_empty", "() -> bool", "not {0}"),
    method("Map<K, V>", "get", "(K) -> Option<V>", "{0}.get({1})"),
    method("Map<K, V>", "contains_key", "(K) -> bool", "{1} in {0}"),
    custom("Map<K, V>", "insert", "(K, V) -> Option<V>", forms::map_insert),
    method("Map<K, V>", "remove", "(K) -> Option<V>", "{0}.pop({1}, None)"),
    method("Map<K, V>", "clear", "()", "{0}.clear()"),
    custom("Map<K, V>", "clone", "() -> Map<K, V>", forms::clone),
    method("BMap<K, V>", "keys", "() -> Iter<K>", "iter(sorted({0}))"),
    method("BMap<K, V>", "values", "() -> Iter<V>", "({0}[@k] for @k in sorted({0}))"),
    method("BMap<K, V>", "iter", "() -> Iter<(K, V)>", "((@k, {0}[@k]) for @k in sorted({0}))"),
    method("BMap<K, V>", "into_iter", "() -> Iter<(K, V)>", "((@k, {0}[@k]) for @k in sorted({0}))"),
    method("Map<K, V>", "keys", "() -> Iter<K>", "iter({0})"),
    method("Map<K, V>", "values", "() -> Iter<V>", "iter({0}.values())"),
    method("Map<K, V>", "iter", "() -> Iter<(K, V)>", "iter({0}.items())"),
    method("Map<K, V>", "into_iter", "() -> Iter<(K, V)>", "iter({0}.items())"),
    custom("Map<K, V>", "entry", "(K) -> Entry<K, V>", forms::entry),
    custom("Entry<K, V>", "or_insert", "(V) -> V", forms::or_insert),
    custom("Entry<K, V>", "or_default", "() -> V", forms::or_default),
    method("Set<T>", "len", "() -> usize", "len({0})"),
    method("Set<T>", "is_empty", "() -> bool", "not {0}"),
    method("Set<T>", "contains", "(T) -> bool", "{1} in {0}"),
    custom("Set<T>", "clone", "() -> Set<T>", forms::clone),
    custom("Set<T>", "insert", "(T) -> bool", forms::set_insert),
    method("BSet<T>", "iter", "() -> Iter<T>", "iter(sorted({0}))"),
    method("BSet<T>", "into_iter", "() -> Iter<T>", "iter(sorted({0}))"),
    method("Set<T>", "iter", "() -> Iter<T>", "iter({0})"),
    method("Set<T>", "into_iter", "() -> Iter<T>", "iter({0})"),
];
