//! `&mut` of what Python cannot change in place: a function gives the new values back beside its result.

use super::effects::root;
use super::expr::is_slice;
use super::hir::{Expr, ExprKind, GivenBack, LocalId};
use super::{Checker, Form};
use crate::diag::{Blame, Code};
use crate::syntax::start;
use crate::types::{Ty, Types};
use proc_macro2::Span;

/// Whether a value of this type changes only by getting another value in its place.
pub(crate) fn is_replaced(types: &Types, ty: &Ty) -> bool {
    match types.in_python(ty) {
        // Of these, nothing changes that has no form of its own.
        Ty::Bytes | Ty::Opaque | Ty::Never | Ty::Unit | Ty::Regex | Ty::Match | Ty::Captures => false,
        Ty::Option(_) | Ty::Tuple(_) | Ty::Result(..) => true,
        other => other.is_immutable() || types.is_enum(&other),
    }
}

/// Whether a type is written with `&mut`.
pub(crate) fn is_mutable_reference(ty: &syn::Type) -> bool {
    match ty {
        syn::Type::Reference(reference) => reference.mutability.is_some(),
        syn::Type::Paren(inner) => is_mutable_reference(&inner.elem),
        syn::Type::Group(inner) => is_mutable_reference(&inner.elem),
        _ => false,
    }
}

/// Whether a method takes itself by `&mut`.
pub(crate) fn is_mutable_receiver(this: &syn::Receiver) -> bool {
    matches!(this.kind, syn::ReceiverKind::Reference(_, _, Some(_)))
}

impl Checker<'_> {
    /// Marks the parameters of a function that it gives back.
    pub(super) fn given_back(&mut self, signature: &syn::Signature, result: &Ty) -> Option<GivenBack> {
        let mut parameters: Vec<(usize, LocalId)> = Vec::new();
        for (i, input) in signature.inputs.iter().enumerate() {
            let local = match input {
                syn::FnArg::Typed(typed) if is_mutable_reference(&typed.ty) => self.local_of(&typed.pat),
                syn::FnArg::Receiver(this) if is_mutable_receiver(this) => self.named_local("self"),
                _ => None,
            };
            let Some(local) = local else { continue };
            if is_replaced(&self.types, &self.locals[local].ty) {
                let local_of = &mut self.locals[local];
                (local_of.lent, local_of.mutable, local_of.owned) = (true, true, true);
                parameters.push((i, local));
            }
        }
        (!parameters.is_empty())
            .then(|| GivenBack { parameters, alone: self.types.shallow(result) == Ty::Unit })
    }

    /// The receiver of a method that takes itself by `&mut`.
    pub(super) fn lent_receiver(&mut self, receiver: Expr) -> Expr {
        self.note_shape(&self.types.shallow(&receiver.ty));
        if !is_replaced(&self.types, &receiver.ty) {
            return receiver;
        }
        if let ExprKind::Local(local) = receiver.kind
            && self.locals[local].exclusive
            && !self.locals[local].lent
            && !self.locals[local].place
        {
            return self.second_variable(receiver.span, receiver.span);
        }
        if let ExprKind::Local(local) = receiver.kind {
            self.note_in_variant(local);
        }
        let (ty, span) = (receiver.ty.clone(), receiver.span);
        Expr { kind: ExprKind::Lent(Box::new(receiver)), ty, span }
    }

    /// An argument of a `#[gear]` function. `mutable`: the parameter is a `&mut`, or may be one.
    pub(super) fn lent(&mut self, argument: &syn::Expr, ty: &Ty, mutable: bool) -> Expr {
        let (place, reference) = match argument {
            syn::Expr::Reference(reference) if reference.mutability.is_some() => {
                (&*reference.expr, Some(reference))
            }
            syn::Expr::Path(_) if mutable && self.is_lent_variable(argument) => (argument, None),
            _ => return self.expr(argument, ty),
        };
        self.note_change(place);
        let value = self.any_place(place);
        // A number that was just begun has its type from the parameter.
        self.types.unify(&value.ty, ty);
        self.note_shape(&self.types.shallow(&value.ty));
        let checked = match reference {
            Some(reference) if is_slice(&value) || !is_replaced(&self.types, &value.ty) => {
                self.borrowed_mutably(reference, value)
            }
            _ => {
                let (ty, span) = (value.ty.clone(), start(argument));
                Expr { kind: ExprKind::Lent(Box::new(value)), ty, span }
            }
        };
        self.expected(checked, ty, argument)
    }

    /// Whether an expression is a reference that was lent to this function, or one to an element that changes by getting
    /// another value.
    pub(super) fn is_lent_variable(&mut self, expr: &syn::Expr) -> bool {
        let Some(local) = root(expr).and_then(|name| self.named_local(&name.to_string())) else {
            return false;
        };
        let ty = self.types.shallow(&self.locals[local].ty);
        self.note_shape(&ty);
        let local = &self.locals[local];
        local.lent || local.place && is_replaced(&self.types, &ty)
    }

    /// What a pattern is matched with. Of `&mut place`, `place.as_mut()` and a variable that is lent, that is the place: the variables
    /// of the pattern then stand for it, and for its parts.
    pub(super) fn taken_apart(&mut self, written: &syn::Expr, ty: &Ty, pattern: &syn::Pat) -> Expr {
        let value = match written {
            syn::Expr::Reference(reference) if reference.mutability.is_some() => {
                self.note_change(&reference.expr);
                let place = self.any_place(&reference.expr);
                if !self.stands_for_parts(pattern, &place) {
                    let borrowed = self.borrowed_mutably(reference, place);
                    return self.expected(borrowed, ty, written);
                }
                let (of, span) = (place.ty.clone(), place.span);
                self.types.unify(&of, ty);
                return Expr { kind: ExprKind::Lent(Box::new(place)), ty: of, span };
            }
            _ => self.expr(written, ty),
        };
        let place = match &value.place().kind {
            ExprKind::Method(method) if matches!(method.name.as_str(), "as_mut" | "as_deref_mut") => {
                &method.arguments[0]
            }
            ExprKind::Local(_) if matches!(written, syn::Expr::Path(_)) && self.is_lent_variable(written) => {
                value.place()
            }
            _ => return value,
        };
        if !self.stands_for_parts(pattern, place) {
            return value;
        }
        let (ty, span) = (value.ty.clone(), value.span);
        Expr { kind: ExprKind::Lent(Box::new(place.clone())), ty, span }
    }

    /// Whether the variables of a pattern can stand for parts of a place. A list, map or record under one name is shared.
    fn stands_for_parts(&mut self, pattern: &syn::Pat, place: &Expr) -> bool {
        self.note_shape(&self.types.shallow(&place.ty));
        let whole = match pattern {
            syn::Pat::Ident(name) if name.mutability.is_some() => return false,
            syn::Pat::Ident(name) => name.subpat.is_none(),
            _ => false,
        };
        is_place(&self.types, place) && (!whole || is_replaced(&self.types, &place.ty))
    }

    /// Whether nobody asks for the result of the call that is checked.
    pub(super) fn is_unread(&mut self, expected: &Ty) -> bool {
        std::mem::take(&mut self.unread) || self.types.shallow(expected) == Ty::Unit
    }

    /// How a function is called that gets such arguments. A result that is neither seen nor asked for is none.
    pub(super) fn form_of(&self, arguments: &[Expr], result: &mut Ty, unread: bool) -> Form {
        let lends = arguments.iter().any(is_lent);
        if lends && unread && matches!(self.types.shallow(result), Ty::Var(_) | Ty::Unknown) {
            *result = Ty::Unit;
        }
        let lent = arguments.iter().enumerate().filter(|(_, argument)| is_lent(argument));
        Form::of(lent.map(|(i, _)| i), self.types.shallow(result) == Ty::Unit)
    }

    /// A variable that would stand for what was lent is refused: in Python, only it would change.
    pub(super) fn renamed_reference(&mut self, value: &syn::Expr) -> Option<Expr> {
        let syn::Expr::Path(_) = value else { return None };
        let local = root(value).and_then(|name| self.named_local(&name.to_string()))?;
        if !self.locals[local].lent {
            return None;
        }
        Some(self.second_variable(value, start(value)))
    }

    fn second_variable(&mut self, at: impl Blame, span: Span) -> Expr {
        let reported = self.diagnostics.report_help(
            Code::Value,
            at,
            "a second variable for this reference cannot be shipped: in Python only it would change",
            "use the parameter or the place itself, or copy the value: `let value = (*parameter).clone();`",
        );
        self.error(reported, span)
    }
}

/// Whether a value is a place in a variable that can be named again.
fn is_place(types: &Types, value: &Expr) -> bool {
    let known =
        |of: &Expr| !matches!(types.shallow(&of.ty), Ty::Unknown | Ty::Var(_) | Ty::Error | Ty::Bytes);
    match &value.kind {
        ExprKind::Local(_) => true,
        ExprKind::Field(base, _) | ExprKind::TupleField(base, _) => is_place(types, base),
        ExprKind::Index(base, _) => known(base) && !is_slice(value) && is_place(types, base),
        _ => false,
    }
}

fn is_lent(argument: &Expr) -> bool {
    matches!(argument.kind, ExprKind::Lent(_))
}
