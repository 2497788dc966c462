//! `filter`: Keeps the records for which the function gives true.

use super::{Argument, Operation, Shape};
use crate::python::{Expr, name};

use crate::types::Ty;

pub(super) const OPERATION: Operation = Operation {
    name: "filter",
    usage: ".filter(|record| ..)",
    summary: "Keeps the records for which the function gives true.",
    arguments: &[Argument::Function],
    on_one: false,
    check: |checker, flow, arguments| {
        let f = checker.expr(arguments[0], &Ty::Fn(vec![flow.item.clone()], Box::new(Ty::Bool)));
        let shape = if flow.shape == Shape::Groups { Shape::Groups } else { Shape::Many };
        (vec![f], flow.with(flow.item.clone(), shape))
    },
    lower: |steps, _, arguments| {
        let kept = Expr::if_else(name("result"), Expr::List(vec![name("record")]), Expr::List(Vec::new()));
        match steps.waiting(&arguments[0], Some(kept)) {
            Some(waiting) => {
                steps.push("map", vec![waiting]);
                steps.push("flatmap", vec![name("gear_as_it_is")]);
            }
            None => {
                let f = steps.function(&arguments[0]);
                steps.push("filter", vec![f]);
            }
        }
    },
};
