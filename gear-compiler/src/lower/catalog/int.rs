//! The integer types.

use super::{Method, custom, method};
use crate::lower::forms;

pub(super) const METHODS: &[Method] = &[
    method("int", "to_string", "() -> str", "str({0})"),
    method("int", "clone", "() -> int", "{0}"),
    custom("int", "abs", "() -> int", forms::int_same),
    custom("int", "pow", "(u32) -> int", forms::int_same),
    custom("int", "min", "(int) -> int", forms::int_same),
    custom("int", "max", "(int) -> int", forms::int_same),
    custom("int", "rem_euclid", "(int) -> int", forms::int_same),
    custom("int", "checked_add", "(int) -> Option<int>", forms::int_checked),
    custom("int", "checked_sub", "(int) -> Option<int>", forms::int_checked),
    custom("int", "checked_mul", "(int) -> Option<int>", forms::int_checked),
    custom("int", "saturating_add", "(int) -> int", forms::int_saturating),
    custom("int", "saturating_sub", "(int) -> int", forms::int_saturating),
    custom("int", "saturating_mul", "(int) -> int", forms::int_saturating),
    custom("int", "wrapping_add", "(int) -> int", forms::int_wrapping),
    custom("int", "wrapping_sub", "(int) -> int", forms::int_wrapping),
    custom("int", "wrapping_mul", "(int) -> int", forms::int_wrapping),
];
