//! `min_by`: The smallest record in an order of one's own.

use super::{Argument, Operation, comparison, extreme};

pub(super) const OPERATION: Operation = Operation {
    name: "min_by",
    usage: ".min_by(|a, b| ordering)",
    summary: "The smallest record in the order of the function, as `Some`; of no records `None`.",
    arguments: &[Argument::Function],
    on_one: false,
    check: |checker, flow, arguments| {
        let compare = comparison(checker, flow, arguments[0]);
        (vec![compare], extreme(flow))
    },
    lower: |steps, flow, arguments| {
        let keep = steps.with_function("gear_keep_min_by", &arguments[0]);
        let _ = steps.extreme(flow, &keep);
    },
};
