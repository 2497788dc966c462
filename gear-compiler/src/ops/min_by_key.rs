//! `min_by_key`: The record with the smallest key.

use super::{Argument, Operation, extreme, function};

pub(super) const OPERATION: Operation = Operation {
    name: "min_by_key",
    usage: ".min_by_key(|record| key)",
    summary: "The record with the smallest key as `Some`; of no records `None`.",
    arguments: &[Argument::Function],
    on_one: false,
    check: |checker, flow, arguments| {
        let (key, _) = function(checker, arguments[0], vec![flow.item.clone()]);
        (vec![key], extreme(flow))
    },
    lower: |steps, flow, arguments| {
        let key = steps.order_key(&arguments[0]);
        let keep = steps.with_function("gear_keep_min_by_key", &key);
        let _ = steps.extreme(flow, &keep);
    },
};
