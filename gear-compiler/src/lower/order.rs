//! Comparisons that give an `Ordering`, and what goes by them.

use super::order_key::{has_order, has_partial_order, key_of, unreversed};
use super::{Arguments, Lower, operator};
use crate::check::hir;
use crate::python::{Expr, UnaryOp, call};
use crate::types::Ty;

/// The type of what is compared: that of the receiver.
fn compared(lower: &Lower<'_>, arguments: &Arguments<'_>) -> Ty {
    arguments.exprs.first().map_or(Ty::Unknown, |receiver| lower.ty(receiver))
}

pub(crate) fn cmp(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let ty = compared(lower, arguments);
    if !has_order(&ty) {
        return lower.unordered(arguments.span);
    }
    let (ty, reversed) = unreversed(&ty);
    let order = call("gear_cmp", lower.keys(arguments, ty));
    if reversed { Expr::Unary(UnaryOp::Minus, Box::new(order)) } else { order }
}

pub(crate) fn partial_cmp(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let ty = compared(lower, arguments);
    if !operator::may_be_nan(&ty) {
        return cmp(lower, arguments);
    }
    if !has_partial_order(&ty) {
        return lower.unordered(arguments.span);
    }
    let whole = matches!(unreversed(&ty).0, Ty::Float);
    let helper = if whole { "gear_partial_cmp" } else { "gear_partial_cmp_parts" };
    call(helper, lower.keys(arguments, &ty))
}

/// `Ord::max` and `Ord::min`, `std::cmp::max` and `std::cmp::min`.
fn chosen(lower: &mut Lower<'_>, arguments: &Arguments<'_>, native: &str, function: &str) -> Expr {
    let ty = compared(lower, arguments);
    if !has_order(&ty) {
        return lower.unordered(arguments.span);
    }
    let Some(key) = lower.element_key(&ty, arguments.span) else {
        return call(native, lower.operands(arguments.exprs));
    };
    let mut values = lower.operands(arguments.exprs.iter().chain([&key]));
    let keywords = values.pop().map(|key| ("key".to_owned(), key)).into_iter().collect();
    Expr::Call { function: Box::new(crate::python::name(function)), arguments: values, keywords }
}

pub(crate) fn max(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    chosen(lower, arguments, "gear_max", "max")
}

pub(crate) fn min(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    chosen(lower, arguments, "min", "min")
}

/// The call of a helper with a list whose elements are in Python's order.
fn of_list(lower: &mut Lower<'_>, arguments: &Arguments<'_>, helper: &str) -> Expr {
    let [list] = arguments.exprs else { return Expr::None };
    let ty = lower.ty(list);
    if !has_order(&ty) {
        return lower.unordered(arguments.span);
    }
    let keys = lower.order_key(list, &ty);
    call(helper, vec![keys])
}

/// `slice::is_sorted`.
pub(crate) fn is_sorted(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    of_list(lower, arguments, "gear_is_sorted")
}

/// `is_sorted` and `is_sorted_by_key` of iterators, `is_sorted_by_key` of slices: each key is made once.
pub(crate) fn iter_is_sorted(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let [iter, key @ ..] = arguments.exprs else { return Expr::None };
    let compared = match (key.first().map(|key| lower.ty(key)), lower.ty(iter)) {
        (Some(Ty::Fn(_, key)), _) => *key,
        (None, Ty::Iter(item)) => *item,
        _ => Ty::Unknown,
    };
    if !has_order(&compared) {
        return lower.unordered(arguments.span);
    }
    let key = match key.first() {
        Some(key) => Some(lower.key_function(key)),
        None => lower.element_key(&compared, arguments.span),
    };
    let template = match key {
        None => "gear_iter_is_sorted({0})",
        Some(_) => "gear_iter_is_sorted({1}(@x) for @x in {0})",
    };
    let exprs: Vec<hir::Expr> = std::iter::once(iter.clone()).chain(key).collect();
    lower.template(template, &Arguments { exprs: &exprs, result: Ty::Bool, ..*arguments })
}

/// `Iterator::cmp`.
pub(crate) fn iter_cmp(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    if let Some(Ty::Iter(item)) = arguments.exprs.first().map(|iter| lower.ty(iter))
        && !operator::is_ordered(&item)
    {
        return lower.unordered(arguments.span);
    }
    lower.template("gear_iter_cmp({0}, {1})", arguments)
}

/// `slice::binary_search`.
pub(crate) fn binary_search(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let [list, wanted] = arguments.exprs else { return Expr::None };
    let item = match lower.ty(list) {
        Ty::List(item) => *item,
        _ => lower.ty(wanted),
    };
    if !has_order(&item) {
        return lower.unordered(arguments.span);
    }
    match lower.element_key(&item, arguments.span) {
        None => call("gear_binary_search_for", lower.operands(arguments.exprs)),
        Some(key) => call("gear_binary_search_by_key", lower.operands([list, &key_of(wanted, &item), &key])),
    }
}

/// `slice::binary_search_by_key`, ordered by what the key is.
pub(crate) fn binary_search_by_key(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let [list, wanted, key] = arguments.exprs else { return Expr::None };
    let ty = lower.ty(wanted);
    if !has_order(&ty) {
        return lower.unordered(arguments.span);
    }
    let key = lower.key_function(key);
    call("gear_binary_search_by_key", lower.operands([list, &key_of(wanted, &ty), &key]))
}
