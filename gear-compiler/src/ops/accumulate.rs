//! `accumulate`: One value: all records folded, one after the other.

use super::{Argument, Flow, Operation, Shape, fold};

pub(super) const OPERATION: Operation = Operation {
    name: "accumulate",
    usage: ".accumulate(zero, |total, record| ..)",
    summary: "One value: all records folded, one after the other, on the shard that runs the gear.",
    arguments: &[Argument::Value, Argument::Function],
    on_one: false,
    check: |checker, flow, arguments| {
        let (checked, total) = fold(checker, flow, arguments[0], arguments[1]);
        (checked, Flow { item: total, shape: Shape::One, collected: true })
    },
    lower: |steps, flow, arguments| {
        steps.collect(flow);
        let fold = steps.fold(&arguments[0], &arguments[1]);
        steps.push("accumulate", vec![fold]);
        steps.unwrap_total(&arguments[0]);
    },
};
