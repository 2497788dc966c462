//! The vocabulary of pipelines: readers, operations and their options. One file for each operation.

mod aggregate;
mod collect;
mod count;
mod count_by;
mod filter;
mod flat_map;
mod for_each;
mod limit;
mod map;
mod options;
mod readers;
mod sort_by_key;

pub(crate) use options::{OptionKind, OptionSpec, REGISTER};
pub(crate) use readers::{READERS, Reader, ValueKind};

use crate::build::Steps;
use crate::check::Checker;
use crate::check::hir;
use crate::types::Ty;

/// What flows between two steps.
#[derive(Clone, Debug)]
pub(crate) struct Flow {
    pub(crate) item: Ty,
    pub(crate) shape: Shape,
    /// Whether all records are on the shard that runs the gear.
    pub(crate) collected: bool,
}

/// How many records there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Many,
    One,
    Groups,
}

/// An argument of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Argument {
    /// A function of so many parameters.
    Function,
    /// A number.
    Number,
    /// Any value.
    Value,
}

/// Checks the arguments of an operation.
pub(crate) type Check = fn(&mut Checker<'_>, &Flow, &[&syn::Expr]) -> (Vec<hir::Expr>, Flow);

/// An operation of a pipeline.
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    /// How it is written, for error messages and the documentation.
    pub(crate) usage: &'static str,
    /// One sentence for the documentation.
    pub(crate) summary: &'static str,
    pub(crate) arguments: &'static [Argument],
    /// Whether it can follow an aggregation, where there is one value.
    pub(crate) on_one: bool,
    /// Checks the arguments and tells what flows on.
    pub(crate) check: Check,
    /// Writes the Python steps.
    pub(crate) lower: fn(&mut Steps<'_, '_>, &Flow, &[hir::Expr]),
}

/// Every operation.
pub(crate) const OPERATIONS: &[Operation] = &[
    map::OPERATION,
    flat_map::OPERATION,
    filter::OPERATION,
    for_each::OPERATION,
    count::OPERATION,
    count_by::OPERATION,
    aggregate::OPERATION,
    sort_by_key::OPERATION,
    limit::OPERATION,
    collect::OPERATION,
];

/// The operation of this name.
pub(crate) fn operation(name: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.name == name)
}

impl Flow {
    fn with(&self, item: Ty, shape: Shape) -> Flow {
        Flow { item, shape, collected: self.collected }
    }
}

/// Checks a function argument; the second value is the type that it gives.
fn function(checker: &mut Checker<'_>, expr: &syn::Expr, inputs: Vec<Ty>) -> (hir::Expr, Ty) {
    let output = checker.types.var();
    let checked = checker.expr(expr, &Ty::Fn(inputs, Box::new(output.clone())));
    (checked, output)
}
