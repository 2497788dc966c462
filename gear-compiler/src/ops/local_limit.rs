//! `local_limit`: At most so many records of each shard.

use super::{Argument, Operation, Shape};

use crate::types::{Int, Ty};

pub(super) const OPERATION: Operation = Operation {
    name: "local_limit",
    usage: ".local_limit(n)",
    summary: "At most so many records of each shard.",
    arguments: &[Argument::Number],
    on_one: false,
    check: |checker, flow, arguments| {
        let n = checker.expr(arguments[0], &Ty::Int(Int::U64));
        (vec![n], flow.with(flow.item.clone(), Shape::Many))
    },
    lower: |steps, _, arguments| {
        let n = steps.value(&arguments[0]);
        steps.push("limit", vec![n]);
    },
};
