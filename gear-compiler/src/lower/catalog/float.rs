//! `f64`.

use super::{Method, method};

pub(super) const METHODS: &[Method] = &[
    method("float", "to_string", "() -> str", "gear_float_text({0})"),
    method("float", "clone", "() -> float", "{0}"),
    method("float", "abs", "() -> float", "abs({0})"),
    method("float", "sqrt", "() -> float", "gear_sqrt({0})"),
    method("float", "floor", "() -> float", "gear_floor({0})"),
    method("float", "ceil", "() -> float", "gear_ceil({0})"),
    method("float", "round", "() -> float", "gear_round({0})"),
    method("float", "trunc", "() -> float", "gear_trunc({0})"),
    method("float", "is_nan", "() -> bool", "{0} != {0}"),
    method("float", "min", "(float) -> float", "gear_float_min({0}, {1})"),
    method("float", "max", "(float) -> float", "gear_float_max({0}, {1})"),
];
