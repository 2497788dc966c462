//! `top_by_key`: The records with the greatest keys, greatest first.

use super::{Argument, Operation, function, in_order};

use crate::types::{Int, Ty};

pub(super) const OPERATION: Operation = Operation {
    name: "top_by_key",
    usage: ".top_by_key(n, |record| key)",
    summary: "The `n` records with the greatest keys, greatest first. Each shard sends no more than `n`.",
    arguments: &[Argument::Number, Argument::Function],
    on_one: false,
    check: |checker, flow, arguments| {
        let n = checker.expr(arguments[0], &Ty::Int(Int::U64));
        let (key, _) = function(checker, arguments[1], vec![flow.item.clone()]);
        (vec![n, key], in_order(flow))
    },
    lower: |steps, flow, arguments| {
        let key = steps.order_key(&arguments[1]);
        let top = steps.of_records("gear_top_by_key", &arguments[..1], Some(&key));
        steps.gathered_twice(flow, &top);
    },
};
