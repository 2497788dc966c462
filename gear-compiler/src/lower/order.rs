//! Comparisons that give an `Ordering`.

use super::{Arguments, Lower, operator};
use crate::diag::Code;
use crate::python::{Expr, call};
use crate::types::Ty;

fn operands(lower: &mut Lower<'_>, arguments: &Arguments<'_>) -> Vec<Expr> {
    if let Some(receiver) = arguments.exprs.first()
        && !operator::is_ordered(&lower.ty(receiver))
    {
        unordered(lower, arguments);
    }
    lower.operands(arguments.exprs)
}

fn unordered(lower: &mut Lower<'_>, arguments: &Arguments<'_>) -> Expr {
    lower.error(
        Code::Value,
        arguments.span,
        "values of this type have another order, or none, in Python",
        "order by numbers, strings, tuples or lists of them",
    )
}

pub(crate) fn cmp(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    call("gear_cmp", operands(lower, arguments))
}

pub(crate) fn partial_cmp(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let float = arguments.exprs.first().is_some_and(|receiver| lower.ty(receiver) == Ty::Float);
    call(if float { "gear_partial_cmp" } else { "gear_cmp" }, operands(lower, arguments))
}

pub(crate) fn is_sorted(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    call("gear_is_sorted", operands(lower, arguments))
}

/// `slice::is_sorted_by_key`.
pub(crate) fn is_sorted_by_key(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    if let Some(Ty::Fn(_, key)) = arguments.exprs.get(1).map(|key| lower.ty(key))
        && !operator::is_ordered(&key)
    {
        return unordered(lower, arguments);
    }
    lower.template("gear_iter_is_sorted({1}(@x) for @x in {0})", arguments)
}

/// `Iterator::is_sorted` and `is_sorted_by_key`: each key is made once.
pub(crate) fn iter_is_sorted(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let [iter, key @ ..] = arguments.exprs else { return Expr::None };
    let compared = match (key.first().map(|key| lower.ty(key)), lower.ty(iter)) {
        (Some(Ty::Fn(_, key)), _) => *key,
        (None, Ty::Iter(item)) => *item,
        _ => Ty::Unknown,
    };
    if !operator::is_ordered(&compared) {
        return unordered(lower, arguments);
    }
    let template = match key {
        [] => "gear_iter_is_sorted({0})",
        _ => "gear_iter_is_sorted({1}(@x) for @x in {0})",
    };
    lower.template(template, arguments)
}

/// `Iterator::cmp`.
pub(crate) fn iter_cmp(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    if let Some(Ty::Iter(item)) = arguments.exprs.first().map(|iter| lower.ty(iter))
        && !operator::is_ordered(&item)
    {
        return unordered(lower, arguments);
    }
    lower.template("gear_iter_cmp({0}, {1})", arguments)
}

/// `std::cmp::max`.
pub(crate) fn max(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    call("gear_max", operands(lower, arguments))
}

/// `std::cmp::min`.
pub(crate) fn min(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    call("min", operands(lower, arguments))
}

/// `slice::binary_search`.
pub(crate) fn binary_search(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    call("gear_binary_search_for", operands(lower, arguments))
}

/// `slice::binary_search_by_key`, ordered by what the key is.
pub(crate) fn binary_search_by_key(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let [list, wanted, key] = arguments.exprs else { return Expr::None };
    if !operator::is_ordered(&lower.ty(wanted)) {
        return unordered(lower, arguments);
    }
    let values = lower.operands([list, wanted, key]);
    call("gear_binary_search_by_key", values)
}
