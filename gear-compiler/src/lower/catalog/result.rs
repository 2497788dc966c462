//! `Result`, inside a function: the pair `(True, value)` or `(False, error)`.

use super::{Method, custom, method};
use crate::lower::{copy, failure, fallback};

pub(super) const METHODS: &[Method] = &[
    custom("Result<T, E>", "is_ok", "() -> bool", fallback::result_is_ok),
    custom("Result<T, E>", "is_err", "() -> bool", fallback::result_is_ok),
    custom("Result<T, E>", "ok", "() -> Option<T>", fallback::result_ok),
    method("Result<T, E>", "err", "() -> Option<E>", "None if {0}[0] else {0}[1]"),
    custom("Result<T, E>", "unwrap", "() -> T", failure::unwrap_result),
    custom("Result<T, E>", "unwrap_or", "(T) -> T", fallback::result_unwrap_or),
    method("Result<T, E>", "unwrap_or_else", "(fn(E) -> T) -> T", "{0}[1] if {0}[0] else {1}({0}[1])"),
    custom("Result<T, E>", "unwrap_or_default", "() -> T", fallback::unwrap_or_default),
    method("Result<T, E>", "map", "(fn(T) -> U) -> Result<U, E>", "(True, {1}({0}[1])) if {0}[0] else {0}"),
    method(
        "Result<T, E>",
        "map_err",
        "(fn(E) -> F) -> Result<T, F>",
        "{0} if {0}[0] else (False, {1}({0}[1]))",
    ),
    method(
        "Result<T, E>",
        "and_then",
        "(fn(T) -> Result<U, E>) -> Result<U, E>",
        "{1}({0}[1]) if {0}[0] else {0}",
    ),
    custom("Result<T, E>", "clone", "() -> Result<T, E>", copy::clone),
    method("Result<T, E>", "is_ok_and", "(fn(T) -> bool) -> bool", "{0}[0] and {1}({0}[1])"),
    method("Result<T, E>", "is_err_and", "(fn(E) -> bool) -> bool", "not {0}[0] and {1}({0}[1])"),
    custom("Result<T, E>", "expect", "(str) -> T", failure::expect_result),
    custom("Result<T, E>", "unwrap_err", "() -> E", failure::unwrap_err),
    method("Result<T, E>", "map_or", "(U, fn(T) -> U) -> U", "{2}({0}[1]) if {0}[0] else {1}"),
    method(
        "Result<T, E>",
        "map_or_else",
        "(fn(E) -> U, fn(T) -> U) -> U",
        "{2}({0}[1]) if {0}[0] else {1}({0}[1])",
    ),
    method(
        "Result<T, E>",
        "or_else",
        "(fn(E) -> Result<T, F>) -> Result<T, F>",
        "{0} if {0}[0] else {1}({0}[1])",
    ),
    method("Result<T, E>", "and", "(Result<U, E>) -> Result<U, E>", "{1} if {0}[0] else {0}"),
    method("Result<T, E>", "or", "(Result<T, F>) -> Result<T, F>", "{0} if {0}[0] else {1}"),
    method("Result<T, E>", "iter", "() -> Iter<T>", "iter([{0}[1]] if {0}[0] else [])"),
    method("Result<T, E>", "into_iter", "() -> Iter<T>", "iter([{0}[1]] if {0}[0] else [])"),
    method("Result<T, E>", "as_ref", "() -> Result<T, E>", "{0}"),
    custom("Result<T, E>", "cloned", "() -> Result<T, E>", copy::clone),
    custom("Result<T, E>", "copied", "() -> Result<T, E>", copy::clone),
    method("Result<T, E>", "inspect", "(fn(T)) -> Result<T, E>", "gear_result_inspect({0}, True, {1})"),
    method("Result<T, E>", "inspect_err", "(fn(E)) -> Result<T, E>", "gear_result_inspect({0}, False, {1})"),
    method(
        "Result<Option<T>, E>",
        "transpose",
        "() -> Option<Result<T, E>>",
        "None if {0}[0] and {0}[1] is None else {0}",
    ),
    method("Result<Result<T, E>, E>", "flatten", "() -> Result<T, E>", "{0}[1] if {0}[0] else {0}"),
    custom("Result<T, E>", "expect_err", "(str) -> E", failure::expect_err),
    method("Result<T, E>", "as_deref", "() -> Result<T, E>", "{0}"),
];
