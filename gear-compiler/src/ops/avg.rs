//! `avg`: The average of all numbers.

use super::{Flow, Operation, Shape};

use crate::python::name;
use crate::types::Ty;

pub(super) const OPERATION: Operation = Operation {
    name: "avg",
    usage: ".avg()",
    summary: "The average of all records, which are numbers, as `Some`; of no records `None`.",
    arguments: &[],
    on_one: false,
    check: |_, _, _| (Vec::new(), Flow { item: Ty::option(Ty::Float), shape: Shape::One, collected: true }),
    lower: |steps, flow, _| {
        steps.push("map", vec![name("gear_average")]);
        steps.reduce(flow, &name("gear_average_add"));
        steps.unwrap();
        steps.push("map", vec![name("gear_average_of")]);
    },
};
