//! `repartition`: Moves each record to the shard that a key belongs to.

use super::{Argument, Operation};

use crate::types::Ty;

pub(super) const OPERATION: Operation = Operation {
    name: "repartition",
    usage: ".repartition(|record| key)",
    summary: "Moves each record to the shard that has the key, a `String`, so that commands can use the key there.",
    arguments: &[Argument::Function],
    on_one: false,
    check: |checker, flow, arguments| {
        let f = checker.expr(arguments[0], &Ty::Fn(vec![flow.item.clone()], Box::new(Ty::Str)));
        (vec![f], super::Flow { collected: false, ..flow.clone() })
    },
    lower: |steps, _, arguments| {
        let f = steps.function(&arguments[0]);
        steps.push("repartition", vec![f]);
    },
};
