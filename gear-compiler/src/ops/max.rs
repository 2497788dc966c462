//! `max`: The greatest record.

use super::{Operation, extreme};

use crate::python::name;

pub(super) const OPERATION: Operation = Operation {
    name: "max",
    usage: ".max()",
    summary: "The greatest record as `Some`; of no records `None`.",
    arguments: &[],
    on_one: false,
    check: |_, flow, _| (Vec::new(), extreme(flow)),
    lower: |steps, flow, _| {
        if steps.extreme(flow, &name("gear_keep_max")) {
            steps.check_item_order(&flow.item);
        }
    },
};
