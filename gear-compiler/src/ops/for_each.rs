//! `for_each`: Runs the function for each record and passes the record on.

use super::{Argument, Operation};
use crate::python::name;

use crate::types::Ty;

pub(super) const OPERATION: Operation = Operation {
    name: "for_each",
    usage: ".for_each(|record| ..)",
    summary: "Runs the function for each record and passes the record on.",
    arguments: &[Argument::Function],
    on_one: true,
    check: |checker, flow, arguments| {
        let output = checker.types.var();
        let f = checker.expr(arguments[0], &Ty::Fn(vec![flow.item.clone()], Box::new(output)));
        (vec![f], flow.clone())
    },
    lower: |steps, _, arguments| match steps.waiting(&arguments[0], Some(name("record"))) {
        Some(waiting) => steps.push("map", vec![waiting]),
        None => {
            let f = steps.procedure(&arguments[0]);
            steps.push("foreach", vec![f]);
        }
    },
};
