//! `local_accumulate`: One value for each shard that has records.

use super::{Argument, Operation, Shape, fold};

pub(super) const OPERATION: Operation = Operation {
    name: "local_accumulate",
    usage: ".local_accumulate(zero, |total, record| ..)",
    summary: "One value for each shard that has records: its records folded.",
    arguments: &[Argument::Value, Argument::Function],
    on_one: false,
    check: |checker, flow, arguments| {
        let (checked, total) = fold(checker, flow, arguments[0], arguments[1]);
        (checked, flow.with(total, Shape::Many))
    },
    lower: |steps, _, arguments| {
        let fold = steps.fold(&arguments[0], &arguments[1]);
        steps.push("accumulate", vec![fold]);
        steps.unwrap_total(&arguments[0]);
    },
};
