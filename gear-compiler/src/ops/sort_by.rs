//! `sort_by`: All records in an order of one's own.

use super::{Argument, Operation, comparison, in_order};

pub(super) const OPERATION: Operation = Operation {
    name: "sort_by",
    usage: ".sort_by(|a, b| ordering)",
    summary: "All records in the order of the function, for floats that of `total_cmp`.",
    arguments: &[Argument::Function],
    on_one: false,
    check: |checker, flow, arguments| (vec![comparison(checker, flow, arguments[0])], in_order(flow)),
    lower: |steps, flow, arguments| {
        let sorted = steps.of_records("gear_sorted_by", &[], Some(&arguments[0]));
        steps.gathered(flow, sorted);
    },
};
