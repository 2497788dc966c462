//! The vocabulary of pipelines: readers, operations and their options. One file for each operation.

mod accumulate;
mod aggregate;
mod aggregate_by;
mod avg;
mod batch_group_by;
mod collect;
mod commands;
mod count;
mod count_by;
mod distinct;
mod events;
mod filter;
mod flat_map;
mod for_each;
mod group_by;
mod limit;
mod local_accumulate;
mod local_group_by;
mod local_limit;
mod map;
mod max;
mod max_by;
mod max_by_key;
mod min;
mod min_by;
mod min_by_key;
mod options;
mod readers;
mod repartition;
mod rev;
mod skip;
mod sort;
mod sort_by;
mod sort_by_key;
mod sum;
mod top;
mod top_by_key;

pub(crate) use commands::{check_hook, may_be_nil};
pub(crate) use events::check_event;
pub(crate) use options::{ON_MISMATCH, OptionKind, OptionSpec, REGISTER};
pub(crate) use readers::{OPENED, READERS, Reader, Source, ValueKind};

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
    repartition::OPERATION,
    collect::OPERATION,
    count::OPERATION,
    sum::OPERATION,
    avg::OPERATION,
    min::OPERATION,
    min_by::OPERATION,
    min_by_key::OPERATION,
    max::OPERATION,
    max_by::OPERATION,
    max_by_key::OPERATION,
    accumulate::OPERATION,
    aggregate::OPERATION,
    count_by::OPERATION,
    group_by::OPERATION,
    aggregate_by::OPERATION,
    batch_group_by::OPERATION,
    distinct::OPERATION,
    sort::OPERATION,
    sort_by::OPERATION,
    sort_by_key::OPERATION,
    rev::OPERATION,
    top::OPERATION,
    top_by_key::OPERATION,
    limit::OPERATION,
    skip::OPERATION,
    local_accumulate::OPERATION,
    local_group_by::OPERATION,
    local_limit::OPERATION,
];

/// The operation of this name.
pub(crate) fn operation(name: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.name == name)
}

impl Operation {
    /// Whether its closure may be `async`: records can wait between steps, but not in the middle of a fold.
    pub(crate) fn may_wait(&self) -> bool {
        matches!(self.name, "map" | "flat_map" | "filter" | "for_each")
    }

    /// Whether the function at a position gets the records by reference.
    pub(crate) fn looks(&self, position: usize) -> bool {
        match self.name {
            "filter" | "for_each" | "repartition" | "count_by" | "sort_by" | "sort_by_key" | "top_by_key"
            | "max_by" | "max_by_key" | "min_by" | "min_by_key" => true,
            "group_by" | "aggregate_by" | "local_group_by" | "batch_group_by" => position == 0,
            _ => false,
        }
    }
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
    // The server awaits what an `async` step gives.
    let output = if checked.waits() { checker.output(&output) } else { output };
    (checked, output)
}

/// Checks a zero and the function that folds records into it; the second value is the type of the total.
fn fold(checker: &mut Checker<'_>, flow: &Flow, zero: &syn::Expr, fold: &syn::Expr) -> (Vec<hir::Expr>, Ty) {
    let zero = checker.any(zero);
    let total = zero.ty.clone();
    let fold = checker.expr(fold, &Ty::Fn(vec![total.clone(), flow.item.clone()], Box::new(total.clone())));
    (vec![zero, fold], total)
}

/// Checks a key, a zero and the function that folds the records of a key; the second value is the type of the pair of
/// key and total.
fn group_fold(checker: &mut Checker<'_>, flow: &Flow, arguments: &[&syn::Expr]) -> (Vec<hir::Expr>, Ty) {
    let (key, key_type) = function(checker, arguments[0], vec![flow.item.clone()]);
    let (mut checked, total) = fold(checker, flow, arguments[1], arguments[2]);
    checked.insert(0, key);
    (checked, Ty::Tuple(vec![key_type, total]))
}

/// Checks a function that compares two records.
fn comparison(checker: &mut Checker<'_>, flow: &Flow, compare: &syn::Expr) -> hir::Expr {
    let item = || flow.item.clone();
    checker.expr(compare, &Ty::Fn(vec![item(), item()], Box::new(Ty::Ordering)))
}

/// What flows on from a step that has all records in an order.
fn in_order(flow: &Flow) -> Flow {
    Flow { item: flow.item.clone(), shape: Shape::Many, collected: true }
}

/// What flows on from a step that keeps one record, if there is one.
fn extreme(flow: &Flow) -> Flow {
    Flow { item: Ty::option(flow.item.clone()), shape: Shape::One, collected: true }
}
