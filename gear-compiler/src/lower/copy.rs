//! Copies: what cannot change in place is shared.

use super::forms::{pair, receiver_type, without_iter};
use super::{Arguments, Lower};
use crate::python::{Expr, call, name};
use crate::types::Ty;

impl Lower<'_> {
    /// A copy that shares nothing that can change; of an iterator, one of each of its items.
    pub(super) fn copy_of(&self, value: Expr, ty: &Ty) -> Expr {
        match ty {
            ty if ty.is_immutable() => value,
            ty if self.types.is_flat(ty) => call("dict", vec![value]),
            Ty::List(item) | Ty::Deque(item) if item.is_immutable() => call("list", vec![value]),
            Ty::List(item) | Ty::Deque(item) if self.types.is_flat(item) => {
                call("list", vec![call("map", vec![name("dict"), value])])
            }
            Ty::Map { key, value: item, .. } if key.is_immutable() && item.is_immutable() => {
                call("dict", vec![value])
            }
            Ty::Set { .. } => call("set", vec![value]),
            Ty::Iter(item) if item.is_immutable() => value,
            Ty::Iter(item) => {
                let copier = match &**item {
                    item if self.types.is_flat(item) => "dict",
                    Ty::List(part) | Ty::Deque(part) if part.is_immutable() => "list",
                    _ => "gear_clone",
                };
                call("map", vec![name(copier), without_iter(value)])
            }
            _ => call("gear_clone", vec![value]),
        }
    }
}

/// `clone`, `cloned` and `copied`.
pub(crate) fn clone(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let ty = match receiver_type(lower, arguments) {
        // What is done with the copy may say more than where it comes from.
        Ty::Unknown | Ty::Named(_) => lower.types.in_python(&arguments.result),
        known => known,
    };
    let (value, _) = pair(lower, arguments);
    lower.copy_of(value, &ty)
}

/// `State::get`: a copy of the value, which stays in the state.
pub(crate) fn state(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let ty = lower.types.in_python(&arguments.result);
    let (state, _) = pair(lower, arguments);
    lower.copy_of(state.subscript(Expr::Int(0)), &ty)
}

/// `concat` of lists.
pub(crate) fn concat(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let (lists, _) = pair(lower, arguments);
    let items = name("itertools").attribute("chain").attribute("from_iterable").call(vec![lists]);
    match &arguments.result {
        Ty::List(item) if !item.is_immutable() => {
            let items = lower.copy_of(items, &Ty::Iter(item.clone()));
            call("list", vec![items])
        }
        _ => call("list", vec![items]),
    }
}

/// `join` and `repeat` of lists.
pub(crate) fn repeated(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let (list, other) = pair(lower, arguments);
    let together = match arguments.method {
        "repeat" => list.binary(crate::python::BinaryOp::Mul, other),
        _ => {
            let is_item = !matches!(arguments.exprs.get(1).map(|other| lower.ty(other)), Some(Ty::List(_)));
            call("gear_list_join", vec![list, if is_item { Expr::List(vec![other]) } else { other }])
        }
    };
    let changes = matches!(&arguments.result, Ty::List(item) if !item.is_immutable());
    if changes { lower.copy_of(together, &arguments.result) } else { together }
}

/// `extend_from_slice`.
pub(crate) fn extend_from_slice(lower: &mut Lower<'_>, arguments: &mut Arguments<'_>) -> Expr {
    let ty = receiver_type(lower, arguments);
    let (list, others) = pair(lower, arguments);
    let others = match ty {
        Ty::List(item) | Ty::Deque(item) => lower.copy_of(others, &Ty::Iter(item)),
        _ => others,
    };
    list.attribute("extend").call(vec![others])
}
