//! `distinct`: Every record once.

use super::{Operation, in_order};

use crate::python::name;

pub(super) const OPERATION: Operation = Operation {
    name: "distinct",
    usage: ".distinct()",
    summary: "Every record once, in the order in which they first come.",
    arguments: &[],
    on_one: false,
    check: |_, flow, _| (Vec::new(), in_order(flow)),
    lower: |steps, flow, _| {
        steps.push("accumulate", vec![name("gear_distinct")]);
        if !flow.collected {
            steps.push("collect", Vec::new());
            steps.push("accumulate", vec![name("gear_distinct_all")]);
        }
        steps.push("flatmap", vec![name("gear_distinct_values")]);
    },
};
