//! `local_group_by`: On each shard, for each key one value.

use super::{Argument, Operation, Shape, group_fold};

pub(super) const OPERATION: Operation = Operation {
    name: "local_group_by",
    usage: ".local_group_by(|record| key, zero, |total, record| ..)",
    summary: "On each shard, for each key a pair of it and one value: the shard's records of that key folded.",
    arguments: &[Argument::Function, Argument::Value, Argument::Function],
    on_one: false,
    check: |checker, flow, arguments| {
        let (checked, item) = group_fold(checker, flow, arguments);
        (checked, flow.with(item, Shape::Many))
    },
    lower: |steps, _, arguments| steps.group("localgroupby", &arguments[0], &arguments[1], &arguments[2]),
};
