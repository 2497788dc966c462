//! `State`: a list of one value, so that functions share it.

use super::{Method, custom, method};
use crate::lower::copy;

pub(super) const METHODS: &[Method] = &[
    custom("State<T>", "get", "() -> T", copy::state),
    method("State<T>", "set", "(T) -> ()", "gear_state_set({0}, {1})"),
    method("State<T>", "update", "(fn(T) -> T) -> ()", "gear_state_update({0}, {1})"),
];
