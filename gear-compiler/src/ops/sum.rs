//! `sum`: The sum of all numbers.

use super::{Flow, Operation, Shape};

use crate::python::name;

pub(super) const OPERATION: Operation = Operation {
    name: "sum",
    usage: ".sum()",
    summary: "The sum of all records, which are numbers; of none 0.",
    arguments: &[],
    on_one: false,
    check: |_, flow, _| (Vec::new(), Flow { item: flow.item.clone(), shape: Shape::One, collected: true }),
    lower: |steps, flow, _| {
        steps.total(flow, &name("gear_add"));
    },
};
