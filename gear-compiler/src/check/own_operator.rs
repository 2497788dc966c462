//! Operators of the user's own types: `a + b` calls the function of a `#[gear] impl Add`.

use super::Checker;
use super::hir::{BinaryOp, Expr, ExprKind};
use super::path::Callee;
use crate::diag::Code;
use crate::types::Ty;
use proc_macro2::Span;
use quote::format_ident;
use syn::punctuated::Punctuated;

/// A trait of `std::ops`.
#[derive(Clone, Copy)]
pub(super) struct Operator {
    /// Its name, without the `Assign` of one that changes its left side.
    of: &'static str,
    assigns: bool,
}

/// A value whose type says which of several functions is called, decided when it is known.
pub(super) struct Overload {
    given: Ty,
    /// What the function takes that is shipped.
    taken: Ty,
    span: Span,
}

/// Whether gears ship the impls of a trait, as it is one of an operator.
pub(crate) fn is_operator(name: &str) -> bool {
    let binary = name.strip_suffix("Assign").unwrap_or(name);
    ["Neg", "Not"].contains(&name) || BINARY.iter().any(|(_, of)| *of == binary)
}

const BINARY: &[(BinaryOp, &str)] = &[
    (BinaryOp::Add, "Add"),
    (BinaryOp::Sub, "Sub"),
    (BinaryOp::Mul, "Mul"),
    (BinaryOp::Div, "Div"),
    (BinaryOp::Rem, "Rem"),
    (BinaryOp::BitAnd, "BitAnd"),
    (BinaryOp::BitOr, "BitOr"),
    (BinaryOp::BitXor, "BitXor"),
    (BinaryOp::Shl, "Shl"),
    (BinaryOp::Shr, "Shr"),
];

impl Operator {
    pub(super) const NEG: Operator = Operator { of: "Neg", assigns: false };
    pub(super) const NOT: Operator = Operator { of: "Not", assigns: false };

    /// That of two operands, if it can be one of a type's own.
    pub(super) fn binary(op: BinaryOp, assigns: bool) -> Option<Operator> {
        let (_, of) = BINARY.iter().find(|(known, _)| *known == op)?;
        Some(Operator { of, assigns })
    }

    /// The names of the trait and of its function: `AddAssign` and `add_assign`.
    fn names(self, span: Span) -> (syn::Ident, syn::Ident) {
        let (of, function) = (self.of, self.of.to_lowercase());
        match self.assigns {
            true => (format_ident!("{of}Assign"), format_ident!("{function}_assign", span = span)),
            false => (format_ident!("{of}"), syn::Ident::new(&function, span)),
        }
    }
}

impl Checker<'_> {
    /// The call that an operator is, if its left side is of a type with a `#[gear] impl` of it that is seen.
    pub(super) fn own_operator(
        &mut self,
        operator: Operator,
        left: &Expr,
        right: Option<&syn::Expr>,
        span: Span,
    ) -> Option<Expr> {
        let owner = self.types.shallow(&left.ty);
        owner.own()?;
        let (assigns, (of, name)) = (operator.assigns, operator.names(span));
        let target = self.gear_method(&owner, &name)?;
        let (ty, lending) = self.operator_elsewhere(&owner, &name, &of)?;
        let left = if assigns { self.lent_receiver(left.clone()) } else { left.clone() };
        let callee =
            Callee { target, ty, lending: Some(lending), unseen: None, waits: false, unread: assigns };
        let right: Punctuated<_, _> = right.cloned().into_iter().collect();
        let taken = ty_of_last(&callee.ty);
        let call = self.call_link(callee, vec![left], &right, span);
        if !right.is_empty() {
            self.note_overload(&call, taken);
        }
        Some(call)
    }

    /// Notes that a function was called of which a type may have several: by `a + b` or `Point::from(x)`.
    pub(super) fn note_overload(&mut self, call: &Expr, taken: Option<Ty>) {
        if let ExprKind::Call(_, arguments) = &call.kind
            && let Some(argument) = arguments.last()
        {
            let (given, taken) = (argument.ty.clone(), taken.unwrap_or(Ty::Unknown));
            self.overloads.push(Overload { given, taken, span: argument.span });
        }
    }

    /// The type of such a function that is passed on: what it will get is known later.
    pub(super) fn overloaded_value(&mut self, ty: Ty, span: Span) -> Ty {
        let taken = ty_of_last(&ty);
        let given = self.types.var();
        let output = match ty {
            Ty::Fn(_, output) => output,
            _ => Box::new(Ty::Unknown),
        };
        self.overloads.push(Overload { given: given.clone(), taken: taken.unwrap_or(Ty::Unknown), span });
        Ty::Fn(vec![given], output)
    }

    pub(super) fn finish_overloads(&mut self) {
        for Overload { given, taken, span } in std::mem::take(&mut self.overloads) {
            match (self.types.resolve(&given), self.types.resolve(&taken)) {
                (Ty::Error | Ty::Never, _) | (_, Ty::Error) => {}
                (Ty::Unknown | Ty::Var(_), _) | (_, Ty::Unknown | Ty::Var(_)) => {
                    let message =
                        "which `impl` is meant hangs on the type of this value, which is not known here";
                    let help = "give the value its type first, `let value: .. = ..;`, or call a method of the type itself";
                    self.diagnostics.report_help(Code::UnknownType, span, message, help);
                }
                (given, taken) if given == taken => {}
                (given, taken) => {
                    let message = format!(
                        "the `impl` for `{given}` is not shipped: that under `#[gear]` is for `{taken}`"
                    );
                    let help = "write a method in an `impl` of the type itself, and call that";
                    self.diagnostics.report_help(Code::Value, span, message, help);
                }
            }
        }
    }
}

/// Whether a type may have several functions of this name, one for each type of its argument.
pub(super) fn is_overloaded(name: &syn::Ident) -> bool {
    name == "from" || name == "try_from"
}

/// What a function takes last.
pub(super) fn ty_of_last(function: &Ty) -> Option<Ty> {
    match function {
        Ty::Fn(inputs, _) => inputs.last().cloned(),
        _ => None,
    }
}
