//! The same methods where an option is boxed, because what is in it may be Python's `None`: see `lower::boxed`. What is not here is
//! refused there.

use super::{Form, Method, custom, method, update};
use crate::lower::{boxed, copy, fallback, forms};

/// How an entry is written where a boxed option stands for one of its options.
pub(crate) fn of_boxed(entry: &Method) -> Option<&'static Form> {
    let same =
        |method: &&Method| (method.on, method.name, method.types) == (entry.on, entry.name, entry.types);
    METHODS.iter().find(same).map(|method| &method.python)
}

pub(super) const METHODS: &[Method] = &[
    custom("Option<T>", "is_some", "() -> bool", boxed::is_some),
    custom("Option<T>", "is_none", "() -> bool", boxed::is_some),
    method("Option<T>", "is_some_and", "(fn(T) -> bool) -> bool", "{0} is not None and {1}({0}[0])"),
    method("Option<T>", "is_none_or", "(fn(T) -> bool) -> bool", "{0} is None or {1}({0}[0])"),
    method("Option<T>", "unwrap", "() -> T", "gear_unwrap({0})[0]"),
    method("Option<T>", "expect", "(str) -> T", "gear_expect({0}, {1})[0]"),
    method("Option<T>", "unwrap_or", "(T) -> T", "{1} if {0} is None else {0}[0]"),
    method("Option<T>", "unwrap_or_else", "(fn() -> T) -> T", "{1}() if {0} is None else {0}[0]"),
    method("Option<T>", "unwrap_or_default", "() -> T", "None if {0} is None else {0}[0]"),
    method("Option<T>", "map", "(fn(T) -> U) -> Option<U>", "None if {0} is None else some({1}(inner({0})))"),
    method("Option<T>", "map_or", "(U, fn(T) -> U) -> U", "{1} if {0} is None else {2}({0}[0])"),
    method(
        "Option<T>",
        "map_or_else",
        "(fn() -> U, fn(T) -> U) -> U",
        "{1}() if {0} is None else {2}({0}[0])",
    ),
    custom("Option<T>", "and_then", "(fn(T) -> Option<U>) -> Option<U>", boxed::and_then),
    method(
        "Option<T>",
        "filter",
        "(fn(T) -> bool) -> Option<T>",
        "{0} if {0} is not None and {1}({0}[0]) else None",
    ),
    method("Option<T>", "or", "(Option<T>) -> Option<T>", "{1} if {0} is None else {0}"),
    method("Option<T>", "or_else", "(fn() -> Option<T>) -> Option<T>", "{1}() if {0} is None else {0}"),
    method("Option<T>", "xor", "(Option<T>) -> Option<T>", "gear_option_xor({0}, {1})"),
    method("Option<T>", "and", "(Option<U>) -> Option<U>", "None if {0} is None else {1}"),
    method("Option<T>", "ok_or", "(E) -> Result<T, E>", "(False, {1}) if {0} is None else (True, {0}[0])"),
    method(
        "Option<T>",
        "ok_or_else",
        "(fn() -> E) -> Result<T, E>",
        "(False, {1}()) if {0} is None else (True, {0}[0])",
    ),
    method("Option<T>", "as_ref", "() -> Option<T>", "{0}"),
    custom("Option<T>", "cloned", "() -> Option<T>", copy::clone),
    custom("Option<T>", "copied", "() -> Option<T>", copy::clone),
    custom("Option<T>", "clone", "() -> Option<T>", copy::clone),
    method("Option<T>", "iter", "() -> Iter<T>", "iter(() if {0} is None else {0})"),
    method("Option<T>", "into_iter", "() -> Iter<T>", "iter(() if {0} is None else {0})"),
    custom("Option<T>", "take", "() -> Option<T>", forms::option_take),
    custom("Option<T>", "replace", "(T) -> Option<T>", boxed::replace),
    update("Option<T>", "insert", "(T)", "({1},)"),
    custom("Option<Option<T>>", "flatten", "() -> Option<T>", fallback::flatten),
    method("bool", "then", "(fn() -> T) -> Option<T>", "({1}(),) if {0} else None"),
    method("bool", "then_some", "(T) -> Option<T>", "({1},) if {0} else None"),
    method("Result<T, E>", "ok", "() -> Option<T>", "({0}[1],) if {0}[0] else None"),
    method("Result<T, E>", "err", "() -> Option<E>", "None if {0}[0] else ({0}[1],)"),
    method("Vec<T>", "pop", "() -> Option<T>", "({0}.pop(),) if {0} else None"),
    method("Vec<T>", "get", "(usize) -> Option<T>", "({0}[{1}],) if {1} < len({0}) else None"),
    method("Vec<T>", "first", "() -> Option<T>", "({0}[0],) if {0} else None"),
    method("Vec<T>", "last", "() -> Option<T>", "({0}[-1],) if {0} else None"),
    method("Deque<T>", "pop_back", "() -> Option<T>", "({0}.pop(),) if {0} else None"),
    method("Deque<T>", "pop_front", "() -> Option<T>", "({0}.pop(0),) if {0} else None"),
    method("Deque<T>", "front", "() -> Option<T>", "({0}[0],) if {0} else None"),
    method("Deque<T>", "back", "() -> Option<T>", "({0}[-1],) if {0} else None"),
    method("Deque<T>", "remove", "(usize) -> Option<T>", "({0}.pop({1}),) if {1} < len({0}) else None"),
    method("Map<K, V>", "get", "(K) -> Option<V>", "({0}[{1}],) if {1} in {0} else None"),
    method("Map<K, V>", "remove", "(K) -> Option<V>", "({0}.pop({1}),) if {1} in {0} else None"),
    custom("Map<K, V>", "insert", "(K, V) -> Option<V>", boxed::map_insert),
    method("Iter<T>", "next", "() -> Option<T>", "next(((@x,) for @x in {0}), None)"),
    method(
        "Iter<T>",
        "nth",
        "(usize) -> Option<T>",
        "next(((@x,) for @x in itertools.islice({0}, {1}, None)), None)",
    ),
    method("Iter<T>", "last", "() -> Option<T>", "functools.reduce(lambda last, item: (item,), {0}, None)"),
    method("Iter<T>", "find", "(fn(T) -> bool) -> Option<T>", "next(((@x,) for @x in {0} if {1}(@x)), None)"),
    method("Iter<T>", "find_map", "(fn(T) -> Option<U>) -> Option<U>", "gear_find_map({1}, {0})"),
    method(
        "Iter<T>",
        "filter_map",
        "(fn(T) -> Option<U>) -> Iter<U>",
        "(@y[0] for @y in ({1}(@x) for @x in {0}) if @y is not None)",
    ),
    method(
        "Iter<T>",
        "flat_map",
        "(fn(T) -> Option<U>) -> Iter<U>",
        "(@y[0] for @y in ({1}(@x) for @x in {0}) if @y is not None)",
    ),
    method("Iter<Option<T>>", "flatten", "() -> Iter<T>", "(@x[0] for @x in {0} if @x is not None)"),
    method(
        "Iter<Option<T>>",
        "collect",
        "() -> Option<Vec<T>>",
        "gear_collect_option({0}, lambda items: [item[0] for item in items])",
    ),
    custom("Json", "get", "(any) -> Option<Json>", boxed::json_get),
    method("Json", "pointer", "(str) -> Option<Json>", "gear_json_pointer({0}, {1})"),
    method("Json", "as_null", "() -> Option<()>", "(None,) if {0} is None else None"),
];
