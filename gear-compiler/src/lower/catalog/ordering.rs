//! `std::cmp::Ordering`: -1, 0 or 1.

use super::{Method, method};

pub(super) const METHODS: &[Method] = &[
    method("Ordering", "reverse", "() -> Ordering", "-{0}"),
    method("Ordering", "then", "(Ordering) -> Ordering", "{0} or {1}"),
    method("Ordering", "then_with", "(fn() -> Ordering) -> Ordering", "{0} or {1}()"),
    method("Ordering", "is_lt", "() -> bool", "{0} < 0"),
    method("Ordering", "is_le", "() -> bool", "{0} <= 0"),
    method("Ordering", "is_gt", "() -> bool", "{0} > 0"),
    method("Ordering", "is_ge", "() -> bool", "{0} >= 0"),
    method("Ordering", "is_eq", "() -> bool", "{0} == 0"),
    method("Ordering", "is_ne", "() -> bool", "{0} != 0"),
];
