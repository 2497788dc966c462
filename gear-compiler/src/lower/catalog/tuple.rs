//! Tuples.

use super::{Method, custom};
use crate::lower::copy;

pub(super) const METHODS: &[Method] = &[
    custom("(A, B)", "clone", "() -> (A, B)", copy::clone),
    custom("(A, B, C)", "clone", "() -> (A, B, C)", copy::clone),
    custom("(A, B, C, D)", "clone", "() -> (A, B, C, D)", copy::clone),
];
