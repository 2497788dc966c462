//! `skip`: All records but the first ones.

use super::{Argument, Operation, in_order};

use crate::python::Expr;
use crate::types::{Int, Ty};

pub(super) const OPERATION: Operation = Operation {
    name: "skip",
    usage: ".skip(n)",
    summary: "All records but the first ones; useful after sorting.",
    arguments: &[Argument::Number],
    on_one: false,
    check: |checker, flow, arguments| (vec![checker.expr(arguments[0], &Ty::Int(Int::U64))], in_order(flow)),
    lower: |steps, flow, arguments| {
        steps.collect(flow);
        let n = steps.value(&arguments[0]);
        // The first argument is how many are kept.
        steps.push("limit", vec![Expr::Int(i64::MAX.into()), n]);
    },
};
