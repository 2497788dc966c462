//! `Vec`, slices and arrays.

use super::{Method, custom, method};
use crate::lower::forms;

pub(super) const METHODS: &[Method] = &[
    method("Vec<T>", "len", "() -> usize", "len({0})"),
    method("Vec<T>", "is_empty", "() -> bool", "not {0}"),
    method("Vec<T>", "push", "(T)", "{0}.append({1})"),
    method("Vec<T>", "pop", "() -> Option<T>", "{0}.pop() if {0} else None"),
    method("Vec<T>", "get", "(usize) -> Option<T>", "{0}[{1}] if {1} < len({0}) else None"),
    method("Vec<T>", "first", "() -> Option<T>", "{0}[0] if {0} else None"),
    method("Vec<T>", "last", "() -> Option<T>", "{0}[-1] if {0} else None"),
    custom("Vec<T>", "contains", "(T) -> bool", forms::list_contains),
    method("Vec<T>", "iter", "() -> Iter<T>", "iter({0})"),
    method("Vec<T>", "into_iter", "() -> Iter<T>", "iter({0})"),
    method("Vec<T>", "extend", "(Iter<T>)", "{0}.extend({1})"),
    method("Vec<T>", "clear", "()", "{0}.clear()"),
    method("Vec<T>", "reverse", "()", "{0}.reverse()"),
    custom("Vec<T>", "sort", "()", forms::sort),
    custom("Vec<T>", "sort_by_key", "(fn(T) -> K)", forms::sort_by_key),
    method("Vec<str>", "join", "(str) -> str", "{1}.join({0})"),
    method("Vec<str>", "concat", "() -> str", "''.join({0})"),
    custom("Vec<T>", "clone", "() -> Vec<T>", forms::clone),
    custom("Vec<T>", "to_vec", "() -> Vec<T>", forms::clone),
    method("Vec<T>", "as_slice", "() -> Vec<T>", "{0}"),
    method("bytes", "len", "() -> usize", "len({0})"),
    method("bytes", "is_empty", "() -> bool", "not {0}"),
    method("bytes", "clone", "() -> bytes", "{0}"),
];
