//! `top`: The greatest records, greatest first.

use super::{Argument, Operation, in_order};

use crate::types::{Int, Ty};

pub(super) const OPERATION: Operation = Operation {
    name: "top",
    usage: ".top(n)",
    summary: "The `n` greatest records, greatest first. Each shard sends no more than `n`.",
    arguments: &[Argument::Number],
    on_one: false,
    check: |checker, flow, arguments| (vec![checker.expr(arguments[0], &Ty::Int(Int::U64))], in_order(flow)),
    lower: |steps, flow, arguments| {
        steps.check_item_order(&flow.item);
        let top = steps.of_records("gear_top", &arguments[..1], None);
        steps.gathered_twice(flow, &top);
    },
};
