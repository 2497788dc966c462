//! `redis_gears::Value`: what a reply or an untyped record holds.

use super::{Method, method};

pub(super) const METHODS: &[Method] = &[
    method("Value", "is_null", "() -> bool", "{0} is None"),
    method("Value", "as_str", "() -> Option<str>", "{0} if isinstance({0}, str) else None"),
    method("Value", "as_i64", "() -> Option<i64>", "gear_value_i64({0})"),
    method("Value", "as_f64", "() -> Option<float>", "gear_value_f64({0})"),
    method("Value", "as_bool", "() -> Option<bool>", "{0} if isinstance({0}, bool) else None"),
    method("Value", "as_list", "() -> Option<Vec<Value>>", "{0} if isinstance({0}, list) else None"),
    method("Value", "as_map", "() -> Option<Map<str, Value>>", "{0} if isinstance({0}, dict) else None"),
    method("Value", "at", "(usize) -> Option<Value>", "gear_value_at({0}, {1})"),
    method("Value", "len", "() -> usize", "gear_value_len({0})"),
    method("Value", "is_empty", "() -> bool", "gear_value_len({0}) == 0"),
    method("Value", "get", "(str) -> Option<Value>", "gear_value_get({0}, {1})"),
    method("Value", "clone", "() -> Value", "gear_clone({0})"),
];
