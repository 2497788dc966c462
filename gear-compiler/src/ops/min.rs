//! `min`: The smallest record.

use super::{Operation, extreme};

use crate::python::name;

pub(super) const OPERATION: Operation = Operation {
    name: "min",
    usage: ".min()",
    summary: "The smallest record as `Some`; of no records `None`.",
    arguments: &[],
    on_one: false,
    check: |_, flow, _| (Vec::new(), extreme(flow)),
    lower: |steps, flow, _| {
        if steps.extreme(flow, &name("gear_keep_min")) {
            steps.check_item_order(&flow.item);
        }
    },
};
