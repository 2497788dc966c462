//! Keys: what Python's own comparisons order as Rust orders a value.
//!
//! `Reverse(x)` is the value itself in Python, and `None` is smaller than nothing there. The type says where they are, so what
//! compares such values compares keys that are made of them: `(-count, name)` for `(Reverse(count), name)`.

use super::operator::{is_ordered, may_be_nan};
use super::{Arguments, Lower};
use crate::check::LinkKind;
use crate::check::hir::{self, Closure, ExprKind, Pattern};
use crate::diag::Code;
use crate::python::{BinaryOp, Clause, Comprehension, Expr, UnaryOp, call, name};
use crate::types::Ty;
use proc_macro2::Span;

/// Whether Python orders values of this type as Rust does, or orders keys of them so.
pub(crate) fn has_order(ty: &Ty) -> bool {
    match ty {
        Ty::Reverse(inner) => has_order(inner),
        Ty::Option(inner) | Ty::List(inner) | Ty::Deque(inner) => has_order(inner) && !may_be_nan(inner),
        Ty::Tuple(items) => items.iter().all(|item| has_order(item) && !may_be_nan(item)),
        // rustc says whether it is known.
        Ty::Named(_) => ty.own().is_some(),
        ty => is_ordered(ty),
    }
}

/// Whether values of this type are compared part by part, and may have no order because of a NaN.
pub(super) fn has_partial_order(ty: &Ty) -> bool {
    match ty {
        Ty::Reverse(inner) => **inner == Ty::Float || has_order(inner),
        Ty::Option(inner) | Ty::List(inner) | Ty::Deque(inner) => has_partial_order(inner),
        Ty::Tuple(items) => items.iter().all(has_partial_order),
        Ty::Named(_) => has_order(ty),
        ty => is_ordered(ty),
    }
}

/// Whether the keys of such values are others than the values.
fn needs_key(ty: &Ty) -> bool {
    match ty {
        Ty::Reverse(_) | Ty::Option(_) | Ty::Named(_) => true,
        Ty::List(item) | Ty::Deque(item) => needs_key(item),
        Ty::Tuple(items) => items.iter().any(needs_key),
        _ => false,
    }
}

/// The type in `Reverse`, which is ordered the other way.
pub(super) fn unreversed(ty: &Ty) -> (&Ty, bool) {
    match ty {
        Ty::Reverse(inner) => {
            let (ty, reversed) = unreversed(inner);
            (ty, !reversed)
        }
        ty => (ty, false),
    }
}

/// The key of a value, as an expression that is still to be lowered.
pub(super) fn key_of(value: &hir::Expr, ty: &Ty) -> hir::Expr {
    if !needs_key(ty) && !matches!(value.kind, ExprKind::Reverse(_)) {
        return value.clone();
    }
    let kind = ExprKind::OrderKey(Box::new(value.clone()), ty.clone());
    hir::Expr { kind, ..value.clone() }
}

impl Lower<'_> {
    /// Reports a type that has no order here.
    pub(crate) fn unordered(&mut self, span: Span) -> Expr {
        self.error(
            Code::Value,
            span,
            "values of this type have another order, or none, in Python",
            "order by numbers, strings, options, tuples or lists of them",
        )
    }

    /// The key of a value of type `ty`.
    pub(super) fn order_key(&mut self, value: &hir::Expr, ty: &Ty) -> Expr {
        match (&value.kind, ty) {
            (ExprKind::Reverse(inner), Ty::Reverse(ty)) => {
                let key = self.order_key(inner, ty);
                reversed(key, ty)
            }
            // Whoever asks turns the order round.
            (ExprKind::Reverse(inner), ty) => self.order_key(inner, ty),
            (ExprKind::Block(hir::Block { statements, value: Some(inner) }), ty) if statements.is_empty() => {
                self.order_key(inner, ty)
            }
            (ExprKind::Tuple(parts), Ty::Tuple(types)) if needs_key(ty) => {
                let keys: Vec<hir::Expr> =
                    parts.iter().zip(types).map(|(part, ty)| key_of(part, ty)).collect();
                Expr::Tuple(self.operands(&keys))
            }
            _ => {
                let lowered = self.value(value);
                self.key_of_value(lowered, ty, value.span)
            }
        }
    }

    pub(crate) fn key_of_value(&mut self, value: Expr, ty: &Ty, span: Span) -> Expr {
        match ty {
            ty if !needs_key(ty) => value,
            Ty::Reverse(inner) => {
                let key = self.key_of_value(value, inner, span);
                reversed(key, inner)
            }
            Ty::Option(inner) => {
                let value = if value.is_pure() { value } else { self.spill("value", value) };
                let present = value.clone().binary(BinaryOp::IsNot, Expr::None);
                if !needs_key(inner) {
                    return Expr::Tuple(vec![present, value]);
                }
                let value = self.in_some(value, inner);
                let key = self.key_of_value(value, inner, span);
                let absent = Expr::Tuple(vec![Expr::False]);
                Expr::if_else(present, Expr::Tuple(vec![Expr::True, key]), absent)
            }
            Ty::Tuple(types) => {
                let value = if value.is_pure() { value } else { self.spill("value", value) };
                let part = |i: usize| value.clone().subscript(Expr::Int(i as i128));
                let keys =
                    types.iter().enumerate().map(|(i, ty)| self.key_of_value(part(i), ty, span)).collect();
                Expr::Tuple(keys)
            }
            Ty::List(item) | Ty::Deque(item) => {
                let target = name(self.fresh("x"));
                let element = self.key_of_value(target.clone(), item, span);
                let clauses = vec![Clause { target, iter: value, conditions: Vec::new() }];
                Expr::Comprehension(Box::new(Comprehension { open: '[', element, value: None, clauses }))
            }
            Ty::Named(path) => match self.of_type(LinkKind::Sorter, path, span) {
                Some(function) => function.call(vec![value]),
                None => value,
            },
            _ => value,
        }
    }

    /// The function that gives the key of what `function` gives; that itself where Python orders it as it is.
    pub(crate) fn key_function(&mut self, function: &hir::Expr) -> hir::Expr {
        match self.ty(function) {
            Ty::Fn(_, key) => self.keyed_by(function, &key),
            _ => function.clone(),
        }
    }

    /// As [`Lower::key_function`], for a sort that may go from the greatest to the smallest instead: whether it does.
    pub(super) fn sorting_key(&mut self, function: &hir::Expr) -> (hir::Expr, bool) {
        let Ty::Fn(_, key) = self.ty(function) else { return (function.clone(), false) };
        let (ty, reversed) = unreversed(&key);
        (self.keyed_by(function, ty), reversed)
    }

    /// The key of an element of type `ty` as a function, if it is not the element.
    pub(crate) fn element_key(&mut self, ty: &Ty, span: Span) -> Option<hir::Expr> {
        if !needs_key(ty) {
            return None;
        }
        Some(self.lambda(ty, span, |element| key_of(&element, ty)))
    }

    fn keyed_by(&mut self, function: &hir::Expr, ty: &Ty) -> hir::Expr {
        match &function.kind {
            // What leaves it early is no key yet.
            ExprKind::Closure(closure) if !closure.returns => {
                let body = Box::new(key_of(&closure.body, ty));
                let kind = ExprKind::Closure(Closure { body, ..closure.clone() });
                hir::Expr { kind, ..function.clone() }
            }
            _ if !needs_key(ty) => function.clone(),
            _ => self.lambda(&Ty::Unknown, function.span, |element| {
                let kind = ExprKind::Call(Box::new(function.clone()), vec![element]);
                key_of(&hir::Expr { kind, ty: ty.clone(), span: function.span }, ty)
            }),
        }
    }

    /// `|x| body`
    fn lambda(&mut self, ty: &Ty, span: Span, body: impl FnOnce(hir::Expr) -> hir::Expr) -> hir::Expr {
        let local = self.new_local("x", ty.clone());
        let body = Box::new(body(hir::Expr { kind: ExprKind::Local(local), ty: ty.clone(), span }));
        let result = Box::new(body.ty.clone());
        let parameters = vec![Pattern::Bind(local, None)];
        let closure = Closure { waits: false, returns: false, parameters, body, given_back: None };
        hir::Expr { kind: ExprKind::Closure(closure), ty: Ty::Fn(vec![ty.clone()], result), span }
    }

    /// The operands of a comparison, as keys.
    pub(super) fn keys(&mut self, arguments: &Arguments<'_>, ty: &Ty) -> Vec<Expr> {
        let keys: Vec<hir::Expr> = arguments.exprs.iter().map(|value| key_of(value, ty)).collect();
        self.operands(&keys)
    }
}

/// The key that is ordered the other way.
fn reversed(key: Expr, ty: &Ty) -> Expr {
    match ty {
        Ty::Int(_) | Ty::Float | Ty::Duration | Ty::SystemTime | Ty::Instant | Ty::Ordering => {
            Expr::Unary(UnaryOp::Minus, Box::new(key))
        }
        Ty::Bool => key.negated(),
        _ => call("gear_reverse_order", vec![key]),
    }
}
