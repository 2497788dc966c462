//! `sort_by_key`: All records in the order of their keys, smallest first; equal keys keep their order.

use super::{Argument, Operation, function, in_order};

pub(super) const OPERATION: Operation = Operation {
    name: "sort_by_key",
    usage: ".sort_by_key(|record| key)",
    summary: "All records in the order of their keys, smallest first; equal keys keep their order.",
    arguments: &[Argument::Function],
    on_one: false,
    check: |checker, flow, arguments| {
        let (f, _) = function(checker, arguments[0], vec![flow.item.clone()]);
        (vec![f], in_order(flow))
    },
    lower: |steps, flow, arguments| {
        let key = steps.order_key(&arguments[0]);
        let sorted = steps.of_records("gear_sorted", &[], Some(&key));
        steps.gathered(flow, sorted);
    },
};
