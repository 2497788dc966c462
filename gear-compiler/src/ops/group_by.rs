//! `group_by`: For each key one value: the records of that key folded.

use super::{Argument, Flow, Operation, Shape, group_fold};

pub(super) const OPERATION: Operation = Operation {
    name: "group_by",
    usage: ".group_by(|record| key, zero, |total, record| ..)",
    summary: "For each key one value: the records of that key folded, on the shard that the key belongs to.",
    arguments: &[Argument::Function, Argument::Value, Argument::Function],
    on_one: false,
    check: |checker, flow, arguments| {
        let (checked, item) = group_fold(checker, flow, arguments);
        (checked, Flow { item, shape: Shape::Groups, collected: false })
    },
    lower: |steps, _, arguments| steps.group("groupby", &arguments[0], &arguments[1], &arguments[2]),
};
