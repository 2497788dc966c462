//! `iter::repeat` and `iter::repeat_n`: each value is a clone of its own.

use super::{Arguments, Lower};
use crate::python::{Expr, call, name};

pub(crate) fn repeat(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let shared = arguments.exprs.first().is_some_and(|value| lower.ty(value).is_immutable());
    let values = lower.operands(arguments.exprs);
    let repeated = name("itertools").attribute("repeat").call(values);
    if shared { repeated } else { call("map", vec![name("gear_clone"), repeated]) }
}
