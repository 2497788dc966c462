//! `Option`: `None` or the value itself.

use super::{Method, custom, method, update};
use crate::lower::{fallback, forms};

pub(super) const METHODS: &[Method] = &[
    method("Option<T>", "is_some", "() -> bool", "{0} is not None"),
    method("Option<T>", "is_none", "() -> bool", "{0} is None"),
    method("Option<T>", "is_some_and", "(fn(T) -> bool) -> bool", "{0} is not None and {1}({0})"),
    method("Option<T>", "unwrap", "() -> T", "gear_unwrap({0})"),
    method("Option<T>", "expect", "(str) -> T", "gear_expect({0}, {1})"),
    custom("Option<T>", "unwrap_or", "(T) -> T", fallback::option_unwrap_or),
    method("Option<T>", "unwrap_or_else", "(fn() -> T) -> T", "{1}() if {0} is None else {0}"),
    custom("Option<T>", "unwrap_or_default", "() -> T", fallback::unwrap_or_default),
    method("Option<T>", "map", "(fn(T) -> U) -> Option<U>", "None if {0} is None else {1}({0})"),
    method("Option<T>", "map_or", "(U, fn(T) -> U) -> U", "{1} if {0} is None else {2}({0})"),
    custom("Option<T>", "and_then", "(fn(T) -> Option<U>) -> Option<U>", fallback::and_then),
    method(
        "Option<T>",
        "filter",
        "(fn(T) -> bool) -> Option<T>",
        "{0} if {0} is not None and {1}({0}) else None",
    ),
    method("Option<T>", "or", "(Option<T>) -> Option<T>", "{1} if {0} is None else {0}"),
    method("Option<T>", "or_else", "(fn() -> Option<T>) -> Option<T>", "{1}() if {0} is None else {0}"),
    method("Option<T>", "ok_or", "(E) -> Result<T, E>", "(False, {1}) if {0} is None else (True, {0})"),
    method("Option<T>", "as_ref", "() -> Option<T>", "{0}"),
    method("Option<T>", "as_deref", "() -> Option<T>", "{0}"),
    method("Option<T>", "cloned", "() -> Option<T>", "{0}"),
    method("Option<T>", "copied", "() -> Option<T>", "{0}"),
    custom("Option<T>", "clone", "() -> Option<T>", forms::clone),
    method("Option<T>", "is_none_or", "(fn(T) -> bool) -> bool", "{0} is None or {1}({0})"),
    method("Option<T>", "map_or_else", "(fn() -> U, fn(T) -> U) -> U", "{1}() if {0} is None else {2}({0})"),
    method(
        "Option<T>",
        "ok_or_else",
        "(fn() -> E) -> Result<T, E>",
        "(False, {1}()) if {0} is None else (True, {0})",
    ),
    method("Option<T>", "and", "(Option<U>) -> Option<U>", "None if {0} is None else {1}"),
    method("Option<T>", "xor", "(Option<T>) -> Option<T>", "gear_option_xor({0}, {1})"),
    method(
        "Option<T>",
        "zip",
        "(Option<U>) -> Option<(T, U)>",
        "None if {0} is None or {1} is None else ({0}, {1})",
    ),
    method("Option<T>", "iter", "() -> Iter<T>", "iter([] if {0} is None else [{0}])"),
    method("Option<T>", "into_iter", "() -> Iter<T>", "iter([] if {0} is None else [{0}])"),
    custom("Option<T>", "take", "() -> Option<T>", forms::option_take),
    custom("Option<T>", "replace", "(T) -> Option<T>", forms::option_replace),
    update("Option<T>", "insert", "(T)", "{1}"),
];
