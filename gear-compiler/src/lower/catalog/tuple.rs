//! Tuples.

use super::{Method, custom};
use crate::lower::forms;

pub(super) const METHODS: &[Method] = &[
    custom("(A, B)", "clone", "() -> (A, B)", forms::clone),
    custom("(A, B, C)", "clone", "() -> (A, B, C)", forms::clone),
    custom("(A, B, C, D)", "clone", "() -> (A, B, C, D)", forms::clone),
];
