//! `limit`: At most so many records in all.

use super::{Argument, Operation, in_order};

use crate::types::{Int, Ty};

pub(super) const OPERATION: Operation = Operation {
    name: "limit",
    usage: ".limit(n)",
    summary: "At most so many records in all.",
    arguments: &[Argument::Number],
    on_one: false,
    check: |checker, flow, arguments| (vec![checker.expr(arguments[0], &Ty::Int(Int::U64))], in_order(flow)),
    lower: |steps, flow, arguments| {
        // The server limits each shard by itself.
        let n = steps.value(&arguments[0]);
        if !flow.collected {
            steps.push("limit", vec![n.clone()]);
            steps.push("collect", Vec::new());
        }
        steps.push("limit", vec![n]);
    },
};
