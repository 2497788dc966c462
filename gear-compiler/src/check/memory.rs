//! `std::mem`: `swap`, `replace` and `take`, which give a place another value.

use super::Checker;
use super::expr::is_dereferenced;
use super::hir::{Expr, ExprKind};
use crate::diag::Code;
use crate::types::Ty;
use proc_macro2::Span;

/// Whether a path's end names one of these functions.
pub(crate) fn is_memory(tail: &str) -> bool {
    matches!(tail, "mem::swap" | "mem::replace" | "mem::take")
}

impl Checker<'_> {
    pub(super) fn memory(&mut self, tail: &str, call: &syn::ExprCall, span: Span) -> Expr {
        let arguments: Vec<&syn::Expr> = call.args.iter().collect();
        let (kind, ty) = match (tail, &arguments[..]) {
            ("mem::swap", [a, b]) => {
                let (a, b) = (self.changed(a), self.changed(b));
                self.types.unify(&a.ty, &b.ty);
                (ExprKind::Swap(Box::new(a), Box::new(b)), Ty::Unit)
            }
            ("mem::replace", [place, value]) => {
                let place = self.changed(place);
                let (ty, value) = (place.ty.clone(), self.expr(value, &place.ty));
                (ExprKind::Replace(Box::new(place), Some(Box::new(value))), ty)
            }
            ("mem::take", [place]) => {
                let place = self.changed(place);
                let ty = place.ty.clone();
                (ExprKind::Replace(Box::new(place), None), ty)
            }
            // rustc counts the arguments.
            _ => (ExprKind::Unit, Ty::Error),
        };
        Expr { kind, ty, span }
    }

    /// The place behind `&mut`. Of a reference that is passed on, Python would only change the variable.
    fn changed(&mut self, argument: &syn::Expr) -> Expr {
        match argument {
            syn::Expr::Reference(reference)
                if reference.mutability.is_some() && !is_dereferenced(&reference.expr) =>
            {
                self.note_change(&reference.expr);
                self.any_place(&reference.expr)
            }
            other if self.is_lent_variable(other) => {
                self.note_change(other);
                self.any_place(other)
            }
            other => {
                let value = self.any_place(other);
                if self.has_content(&value) {
                    self.note_change(other);
                    let (ty, span) = (value.ty.clone(), value.span);
                    return Expr { kind: ExprKind::Content(Box::new(value)), ty, span };
                }
                if self.types.shallow(&value.ty) == Ty::Error {
                    return value;
                }
                let reported = self.diagnostics.report_help(
                    Code::Value,
                    other,
                    "what a reference points to cannot get another value: in Python only this variable would change",
                    "write `&mut` and a variable, a field or an element",
                );
                self.error(reported, crate::syntax::start(other))
            }
        }
    }
}
