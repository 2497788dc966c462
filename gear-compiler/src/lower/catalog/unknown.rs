//! Receivers whose type is not visible from here: helpers that look at the value.
//!
//! Only methods whose meaning the value itself decides may stand here. `unwrap` may not: a pair can be a tuple or
//! a `Result`. `iter` refuses dicts: a `BTreeMap` would lose its order. That the value is of the standard library, and not of a type
//! with a method of the name, rustc is asked in `check/unseen.rs`: each name here has a question there.

use super::{Method, custom, method};
use crate::lower::{copy, forms};

pub(super) const METHODS: &[Method] = &[
    method("any", "len", "() -> usize", "gear_len({0})"),
    method("any", "is_empty", "() -> bool", "not {0}"),
    custom("any", "clone", "() -> Self", copy::clone),
    custom("any", "to_string", "() -> str", forms::display),
    method("any", "to_owned", "() -> Self", "gear_clone({0})"),
    method("any", "iter", "() -> Iter<any>", "gear_iter({0})"),
    method("any", "into_iter", "() -> Iter<any>", "gear_iter({0})"),
    method("any", "contains", "(any) -> bool", "gear_contains({0}, {1})"),
    method("any", "get", "(any) -> Option<any>", "gear_get({0}, {1})"),
    // A `State`, whose type is not visible.
    method("any", "get", "() -> any", "gear_clone({0}[0])"),
    method("any", "set", "(any) -> ()", "gear_state_set({0}, {1})"),
    method("any", "update", "(fn(any) -> any) -> ()", "gear_state_update({0}, {1})"),
    method("any", "as_str", "() -> str", "{0}"),
    method("any", "abs", "() -> any", "abs({0})"),
];
