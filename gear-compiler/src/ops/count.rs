//! `count`: The number of records.

use super::{Flow, Operation, Shape};

use crate::types::{Int, Ty};

pub(super) const OPERATION: Operation = Operation {
    name: "count",
    usage: ".count()",
    summary: "The number of records.",
    arguments: &[],
    on_one: false,
    check: |_, _, _| (Vec::new(), Flow { item: Ty::Int(Int::I64), shape: Shape::One, collected: true }),
    lower: |steps, _, _| {
        steps.in_any_order();
        // The builder's own `count` is right for any number of shards: no falsy accumulator can be taken for none.
        steps.push("count", Vec::new());
    },
};
