//! `aggregate`: One value: the records folded on each shard, and what the shards have combined.

use super::{Argument, Flow, Operation, Shape, fold};

use crate::types::Ty;

pub(super) const OPERATION: Operation = Operation {
    name: "aggregate",
    usage: ".aggregate(zero, |total, record| .., |a, b| ..)",
    summary: "One value: the records folded on each shard, and what the shards have combined.",
    arguments: &[Argument::Value, Argument::Function, Argument::Function],
    on_one: false,
    check: |checker, flow, arguments| {
        let (mut checked, total) = fold(checker, flow, arguments[0], arguments[1]);
        let both = Ty::Fn(vec![total.clone(), total.clone()], Box::new(total.clone()));
        checked.push(checker.expr(arguments[2], &both));
        (checked, Flow { item: total, shape: Shape::One, collected: true })
    },
    lower: |steps, _, arguments| {
        if let Some(zero) = steps.empty_zero(&arguments[0]) {
            // The builder's own `aggregate` takes a falsy total for none, and puts the zero in its place: the same.
            let functions = [&arguments[1], &arguments[2]].map(|function| steps.of_two(function));
            return steps.push("aggregate", std::iter::once(zero).chain(functions).collect());
        }
        let fold = steps.fold(&arguments[0], &arguments[1]);
        steps.push("accumulate", vec![fold]);
        steps.push("collect", Vec::new());
        let combine = steps.combine(&arguments[0], &arguments[2]);
        steps.push("accumulate", vec![combine]);
        steps.unwrap_total(&arguments[0]);
    },
};
