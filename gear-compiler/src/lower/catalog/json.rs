//! `serde_json::Value`, which the prelude calls `Json`.
//!
//! A tree is never changed in place.

use super::{Method, custom, method};
use crate::lower::boxed;

pub(super) const METHODS: &[Method] = &[
    method("Json", "is_null", "() -> bool", "{0} is None"),
    method("Json", "is_boolean", "() -> bool", "isinstance({0}, bool)"),
    method("Json", "is_number", "() -> bool", "gear_json_number({0}) is not None"),
    method(
        "Json",
        "is_i64",
        "() -> bool",
        "gear_json_int({0}, -9223372036854775808, 9223372036854775807) is not None",
    ),
    method("Json", "is_u64", "() -> bool", "gear_json_int({0}, 0, 18446744073709551615) is not None"),
    method("Json", "is_f64", "() -> bool", "isinstance({0}, float)"),
    method("Json", "is_string", "() -> bool", "isinstance({0}, str)"),
    method("Json", "is_array", "() -> bool", "isinstance({0}, list)"),
    method("Json", "is_object", "() -> bool", "isinstance({0}, dict)"),
    method("Json", "as_bool", "() -> Option<bool>", "{0} if isinstance({0}, bool) else None"),
    method(
        "Json",
        "as_i64",
        "() -> Option<i64>",
        "gear_json_int({0}, -9223372036854775808, 9223372036854775807)",
    ),
    method("Json", "as_u64", "() -> Option<u64>", "gear_json_int({0}, 0, 18446744073709551615)"),
    method("Json", "as_f64", "() -> Option<float>", "gear_json_number({0})"),
    method("Json", "as_str", "() -> Option<str>", "{0} if isinstance({0}, str) else None"),
    method("Json", "as_array", "() -> Option<Vec<Json>>", "{0} if isinstance({0}, list) else None"),
    method("Json", "as_object", "() -> Option<BMap<str, Json>>", "{0} if isinstance({0}, dict) else None"),
    custom("Json", "get", "(any) -> Option<Json>", boxed::json_get),
    method("Json", "pointer", "(str) -> Option<Json>", "gear_json_pointer({0}, {1})"),
    method("Json", "as_null", "() -> Option<()>", "(None,) if {0} is None else None"),
    method("Json", "clone", "() -> Json", "{0}"),
    method("Json", "to_owned", "() -> Json", "{0}"),
    method("Json", "to_string", "() -> str", "gear_json_text(gear_to_json({0}))"),
];
