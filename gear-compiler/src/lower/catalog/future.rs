//! `GearsFuture`. What it ends with is a `Result` in both worlds: the pair that it is in Python.

use super::{Method, method};

pub(super) const METHODS: &[Method] = &[
    method("GearsFuture<T>", "complete", "(T) -> bool", "gear_complete({0}, (True, {1}))"),
    method("GearsFuture<T>", "fail", "(str) -> bool", "gear_complete({0}, (False, {1}))"),
    method("GearsFuture<T>", "clone", "() -> Self", "{0}"),
];
