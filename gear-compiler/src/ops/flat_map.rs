//! `flat_map`: Replaces each record by the elements of the list that the function makes of it, in their order.

use super::{Argument, Operation, Shape, function};
use crate::python::{call, name};

pub(super) const OPERATION: Operation = Operation {
    name: "flat_map",
    usage: ".flat_map(|record| list)",
    summary: "Replaces each record by the elements of the list that the function makes of it, in their order.",
    arguments: &[Argument::Function],
    on_one: false,
    check: |checker, flow, arguments| {
        let (f, list) = function(checker, arguments[0], vec![flow.item.clone()]);
        let item = checker.item_type(&list);
        (vec![f], flow.with(item, Shape::Many))
    },
    lower: |steps, _, arguments| {
        let flat = steps.flat(&arguments[0]);
        let f = match steps.waiting(&arguments[0], Some(call(flat, vec![name("result")]))) {
            Some(waiting) => {
                steps.push("map", vec![waiting]);
                name("gear_as_it_is")
            }
            None => steps.flattened(&arguments[0], flat),
        };
        steps.push("flatmap", vec![f]);
    },
};
