//! `aggregate_by`: For each key one value: folded on each shard, and what the shards have combined.

use super::{Argument, Flow, Operation, Shape, group_fold};

use crate::python::name;
use crate::types::Ty;

pub(super) const OPERATION: Operation = Operation {
    name: "aggregate_by",
    usage: ".aggregate_by(|record| key, zero, |total, record| .., |a, b| ..)",
    summary: "For each key one value: its records folded on each shard, and what the shards have combined.",
    arguments: &[Argument::Function, Argument::Value, Argument::Function, Argument::Function],
    on_one: false,
    check: |checker, flow, arguments| {
        let (mut checked, item) = group_fold(checker, flow, arguments);
        let total = checked[1].ty.clone();
        let both = Ty::Fn(vec![total.clone(), total.clone()], Box::new(total));
        checked.push(checker.expr(arguments[3], &both));
        (checked, Flow { item, shape: Shape::Groups, collected: false })
    },
    lower: |steps, _, arguments| {
        // Less travels between the shards than with `group_by`: one total for each key.
        if steps.groups_by_text(&arguments[0], &arguments[1]) {
            let key = steps.text_key(&arguments[0]);
            let fold = steps.text_fold(&arguments[1], &arguments[2]);
            steps.push("localgroupby", vec![key, fold]);
            let combine = steps.text_combine(&arguments[3]);
            steps.push("groupby", vec![name("gear_group_key"), combine]);
            return steps.push("map", vec![name("gear_grouped")]);
        }
        let pairs = steps.keyed(&arguments[0]);
        steps.push("map", vec![pairs]);
        let fold = steps.group_fold(&arguments[1], &arguments[2]);
        steps.push("localgroupby", vec![name("gear_pair_key"), fold]);
        let combine = steps.group_combine(&arguments[3]);
        steps.push("groupby", vec![name("gear_group_key"), combine]);
        steps.push("map", vec![name("gear_group_value")]);
    },
};
