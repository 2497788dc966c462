//! `map`: Replaces each record by what the function makes of it.

use super::{Argument, Operation, Shape, function};

pub(super) const OPERATION: Operation = Operation {
    name: "map",
    usage: ".map(|record| ..)",
    summary: "Replaces each record by what the function makes of it.",
    arguments: &[Argument::Function],
    on_one: true,
    check: |checker, flow, arguments| {
        let (f, item) = function(checker, arguments[0], vec![flow.item.clone()]);
        let shape = if flow.shape == Shape::One { Shape::One } else { Shape::Many };
        (vec![f], flow.with(item, shape))
    },
    lower: |steps, _, arguments| {
        let f = match steps.waiting(&arguments[0], None) {
            Some(waiting) => waiting,
            None => steps.function(&arguments[0]),
        };
        steps.push("map", vec![f]);
    },
};
