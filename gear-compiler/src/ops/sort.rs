//! `sort`: All records in their order, smallest first.

use super::{Operation, in_order};

use crate::python::name;

pub(super) const OPERATION: Operation = Operation {
    name: "sort",
    usage: ".sort()",
    summary: "All records in their order, smallest first; `.sort().rev()` is greatest first.",
    arguments: &[],
    on_one: false,
    check: |_, flow, _| (Vec::new(), in_order(flow)),
    lower: |steps, flow, _| {
        steps.check_item_order(&flow.item);
        steps.gathered(flow, name("gear_sorted_records"));
    },
};
