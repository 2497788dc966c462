//! `sort_by_key`: All records in the order of their keys, smallest first; equal keys keep their order.

use super::{Argument, Flow, Operation, Shape, function};

use crate::python::name;

pub(super) const OPERATION: Operation = Operation {
    name: "sort_by_key",
    usage: ".sort_by_key(|record| key)",
    summary: "All records in the order of their keys, smallest first; equal keys keep their order.",
    arguments: &[Argument::Function],
    on_one: false,
    check: |checker, flow, arguments| {
        let (f, _) = function(checker, arguments[0], vec![flow.item.clone()]);
        (vec![f], Flow { item: flow.item.clone(), shape: Shape::Many, collected: true })
    },
    lower: |steps, flow, arguments| {
        steps.check_order(&arguments[0]);
        if !flow.collected {
            steps.push("collect", Vec::new());
        }
        steps.push("accumulate", vec![name("gear_gather")]);
        let sorted = steps.sorted(&arguments[0]);
        steps.push("flatmap", vec![sorted]);
    },
};
