//! `batch_group_by`: For each key what the function makes of the list of its records.

use super::{Argument, Flow, Operation, Shape, function};

use crate::python::name;
use crate::types::Ty;

pub(super) const OPERATION: Operation = Operation {
    name: "batch_group_by",
    usage: ".batch_group_by(|record| key, |key, records| ..)",
    summary: "For each key what the function makes of the list of its records, which must fit in memory.",
    arguments: &[Argument::Function, Argument::Function],
    on_one: false,
    check: |checker, flow, arguments| {
        let (key, key_type) = function(checker, arguments[0], vec![flow.item.clone()]);
        let inputs = vec![key_type.clone(), Ty::list(flow.item.clone())];
        let (reduce, value) = function(checker, arguments[1], inputs);
        let item = Ty::Tuple(vec![key_type, value]);
        (vec![key, reduce], Flow { item, shape: Shape::Groups, collected: false })
    },
    lower: |steps, _, arguments| {
        let pairs = steps.keyed(&arguments[0]);
        steps.push("map", vec![pairs]);
        let reduce = steps.batch(&arguments[1]);
        steps.push("batchgroupby", vec![name("gear_pair_key"), reduce]);
        steps.push("map", vec![name("gear_group_value")]);
    },
};
